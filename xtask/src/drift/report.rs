//! The changes that were found, and how they are printed.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Serialize, Serializer};

/// What a change does to a client made from our contract; the later, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Class {
    /// Nothing to notice.
    Cosmetic,
    /// Something new to use; what worked keeps working.
    Additive,
    /// A call that worked fails, or an answer is no longer understood.
    Breaking,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// The part of a contract in which something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Subject {
    Contract,
    Operation,
    Parameter,
    Response,
}

/// The side of a [`Subject`] that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Aspect {
    Version,
    Removed,
    Added,
    Required,
    Style,
    Body,
    MemberRemoved,
    MemberAdded,
    MemberRequired,
    Type,
    Enum,
    Format,
    Pattern,
    Bounds,
    Default,
    /// Whether an object may have members that are not named.
    Openness,
    /// A keyword that the comparison knows nothing about.
    Keyword,
}

/// The kind of a change, written `parameter-pattern` or `response-member-removed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Kind(pub(crate) Subject, pub(crate) Aspect);

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(&mut *f)?;
        f.write_str("-")?;
        self.1.serialize(f)
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One difference between two contracts, at one place.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Change {
    pub(crate) class: Class,
    pub(crate) kind: Kind,
    /// `GET /path`; empty for the contract as a whole.
    pub(crate) operation: String,
    /// The place within the operation, `parameter query sort` or `response 200 $.career[].code`;
    /// empty for the operation as a whole.
    pub(crate) path: String,
    pub(crate) was: Option<String>,
    pub(crate) now: Option<String>,
    /// What it means, in a few words.
    pub(crate) message: String,
}

impl Change {
    /// What a change in a shape that many operations share has in common at each of them.
    fn shared(&self) -> Shared<'_> {
        let tail = if self.path.is_empty() { self.operation.as_str() } else { self.tail() };
        (Reverse(self.class), self.kind, tail, self.was.as_deref(), self.now.as_deref())
    }

    /// The last member that the path names, or the path when it names none.
    fn tail(&self) -> &str {
        match self.path.rsplit_once('.') {
            Some((_, member)) if self.kind.0 == Subject::Response => member,
            _ => self.place(),
        }
    }

    /// The path without the word that the kind has said.
    fn place(&self) -> &str {
        self.path.strip_prefix("parameter ").unwrap_or(&self.path)
    }

    fn values(&self) -> String {
        match (&self.was, &self.now) {
            (Some(was), Some(now)) => format!("{was} -> {now}"),
            (Some(was), None) => format!("was {was}"),
            (None, Some(now)) => format!("now {now}"),
            (None, None) => "changed".to_owned(),
        }
    }
}

type Shared<'a> = (Reverse<Class>, Kind, &'a str, Option<&'a str>, Option<&'a str>);

/// How to print a [`Report`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Short lines for a terminal.
    Text,
    /// Every change by itself, for a program.
    Json,
    /// A table for an issue or a pull request.
    Markdown,
}

/// All changes between two contracts, the worst first.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) changes: Vec<Change>,
}

impl Report {
    pub(super) fn new(mut changes: Vec<Change>) -> Self {
        changes.sort_by(|a, b| b.class.cmp(&a.class).then_with(|| a.cmp(b)));
        Self { changes }
    }

    /// 0 for no change, 1 for additive and cosmetic changes only, 2 for a breaking one.
    pub(crate) fn exit_code(&self) -> u8 {
        match self.changes.iter().map(|change| change.class).max() {
            None => 0,
            Some(Class::Cosmetic | Class::Additive) => 1,
            Some(Class::Breaking) => 2,
        }
    }

    /// The report as text that ends with a line break.
    pub(crate) fn render(&self, format: Format) -> String {
        match format {
            Format::Text => self.text(),
            Format::Json => self.json(),
            Format::Markdown => self.markdown(),
        }
    }

    fn text(&self) -> String {
        let mut lines = Vec::new();
        for group in self.groups() {
            let change = group[0];
            let head = format!("{}  {}", change.class, change.kind);
            let detail = format!("{}  ({})", change.values(), change.message);
            if change.path.is_empty() {
                let operation = &change.operation;
                let gap = if operation.is_empty() { "" } else { "  " };
                lines.push(format!("{head}  {operation}{gap}{}", change.message));
            } else if group.len() == 1 {
                lines.push(format!("{head}  {}  {}: {detail}", change.operation, change.place()));
            } else {
                lines.push(format!("{head}  {} places  {}: {detail}", group.len(), change.tail()));
                lines.extend(examples(&group).iter().map(|example| format!("    {example}")));
            }
        }
        lines.push(self.summary());
        lines.join("\n") + "\n"
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            changes: &'a [Change],
            counts: Counts,
        }
        let document = Document { changes: &self.changes, counts: self.counts() };
        let json = serde_json::to_string_pretty(&document);
        json.expect("a report is made of text and numbers") + "\n"
    }

    fn markdown(&self) -> String {
        let mut lines = vec!["## Contract drift".to_owned(), String::new(), self.summary()];
        if !self.changes.is_empty() {
            lines.push("\n| class | kind | where | was | now | meaning |".to_owned());
            lines.push("| --- | --- | --- | --- | --- | --- |".to_owned());
        }
        for group in self.groups() {
            let change = group[0];
            let places: Vec<String> = examples(&group).iter().map(|place| cell(place)).collect();
            let code =
                |value: Option<&str>| value.map(|value| format!("`{}`", cell(value))).unwrap_or_default();
            lines.push(format!(
                "| {} | {} | {} | {} | {} | {} |",
                change.class,
                change.kind,
                places.join("<br>"),
                code(change.was.as_deref()),
                code(change.now.as_deref()),
                cell(&change.message),
            ));
        }
        lines.join("\n") + "\n"
    }

    /// Changes that differ in their operation only, or in the way to the member that changed.
    fn groups(&self) -> impl Iterator<Item = Vec<&Change>> {
        let mut groups = BTreeMap::<Shared<'_>, Vec<&Change>>::new();
        for change in &self.changes {
            groups.entry(change.shared()).or_default().push(change);
        }
        groups.into_values()
    }

    fn counts(&self) -> Counts {
        let of = |class| self.changes.iter().filter(|change| change.class == class).count();
        Counts {
            total: self.changes.len(),
            breaking: of(Class::Breaking),
            additive: of(Class::Additive),
            cosmetic: of(Class::Cosmetic),
        }
    }

    fn summary(&self) -> String {
        let Counts { total, breaking, additive, cosmetic } = self.counts();
        let noun = if total == 1 { "change" } else { "changes" };
        match total {
            0 => "no drift".to_owned(),
            _ => format!("{total} {noun}: {breaking} breaking, {additive} additive, {cosmetic} cosmetic"),
        }
    }
}

#[derive(Serialize)]
struct Counts {
    total: usize,
    breaking: usize,
    additive: usize,
    cosmetic: usize,
}

/// Where a group of changes is found: its first three operations and how many places are left.
fn examples(group: &[&Change]) -> Vec<String> {
    let mut operations = BTreeSet::new();
    let mut examples = Vec::new();
    for change in group {
        if examples.len() < 3 && operations.insert(change.operation.as_str()) {
            let example = format!("{}  {}", change.operation, change.place());
            examples.push(example.trim().to_owned());
        }
    }
    let left = group.len() - examples.len();
    if left > 0 {
        examples.push(format!("and {left} more"));
    }
    examples
}

/// Text that keeps to its cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
