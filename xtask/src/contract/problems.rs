//! What keeps an edition from becoming the contract: all of it at once, with the rows that cure it.

use std::fmt::Write as _;

use anyhow::bail;

/// Problems found so far.
#[derive(Debug, Default)]
pub(super) struct Problems {
    found: Vec<String>,
    rows: Vec<String>,
}

impl Problems {
    pub(super) fn add(&mut self, problem: String) {
        self.found.push(problem);
    }

    /// Something has no row in the naming table; `row` is one to start from.
    pub(super) fn add_missing(&mut self, problem: String, row: Row<'_>) {
        self.found.push(problem);
        self.rows.push(row.to_text());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Fails with every problem, if there are any.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        let mut text = format!("the contract cannot be made, problems: {}", self.found.len());
        for problem in &self.found {
            let _ = write!(text, "\n  {problem}");
        }
        if !self.rows.is_empty() {
            let rows = self.rows.join("\n");
            let _ =
                write!(text, "\nrows for spec/names.toml; correct the names, fill in the texts:\n\n{rows}");
        }
        bail!(text)
    }
}

/// A row of the naming table, with proposed names and empty texts.
pub(super) struct Row<'a> {
    pub(super) table: &'a str,
    pub(super) members: &'a [(&'a str, &'a str)],
}

impl Row<'_> {
    fn to_text(&self) -> String {
        let members = self.members.iter().map(|(key, value)| format!("{key} = {}\n", toml_string(value)));
        format!("[[{}]]\n{}", self.table, members.collect::<String>())
    }
}

/// A text as TOML writes it: JSON escapes the same characters in the same way.
fn toml_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
