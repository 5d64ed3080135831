//! Exports of O*NET OnLine: rows with commas between the fields, of which some are quoted.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::TestResult;

/// The fields of a row.
pub(crate) fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut is_quoted) = (vec![String::new()], false);
    for letter in line.trim_end_matches('\r').chars() {
        match (letter, fields.last_mut()) {
            ('"', _) => is_quoted = !is_quoted,
            (',', _) if !is_quoted => fields.push(String::new()),
            (letter, Some(field)) => field.push(letter),
            (_, None) => {}
        }
    }
    fields
}

/// A list by element.
pub(crate) struct Export {
    /// The name of the file without its ending.
    pub(crate) name: String,
    pub(crate) rows: Vec<HashMap<String, String>>,
}

impl Export {
    pub(crate) fn has(&self, column: &str) -> bool {
        self.rows.first().is_some_and(|row| row.contains_key(column))
    }

    /// The codes of the occupations, in the order of the list.
    pub(crate) fn codes(&self) -> Vec<&str> {
        self.rows.iter().map(|row| row["Code"].as_str()).collect()
    }
}

/// The exports in a folder, by name.
pub(crate) fn exports(folder: &Path) -> TestResult<Vec<Export>> {
    let mut exports = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        let head = fields(lines.next().ok_or("an empty export")?);
        let rows = lines.map(|line| head.iter().cloned().zip(fields(line)).collect()).collect();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        exports.push(Export { name, rows });
    }
    exports.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(exports)
}
