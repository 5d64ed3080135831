//! What a rule of the mapping says, and how the rule of a resource is found.

use super::row::Row;

/// How one resource of 1.x is answered from 2.0, or several that differ in a name.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Id of the resource; `{site}` and `{part}` stand for the names that [`SITES`] and [`PARTS`] list.
    id: &'static str,
    /// What 2.0 has for it.
    pub(crate) counterpart: Counterpart,
    /// How the query of a call is carried over.
    pub(crate) query: &'static [Query],
    /// What the document says of the call: on its own it has it, as a part of a full report it has not.
    pub(crate) head: &'static [Row],
    /// The content.
    pub(crate) rows: &'static [Row],
}

/// What 2.0 has for a resource of 1.x.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Counterpart {
    /// An operation, by its path. Further paths lead to the same document: the first of them that has a variable which
    /// only the query of a call names is called instead, and addresses of all of them lead back.
    Paths(&'static [&'static str]),
    /// An operation whose answers cannot be told as the 1.x document, for the reason given.
    OneWay(&'static str, &'static str),
    /// Nothing as a whole: the sections by their names, in the order of the document.
    Sections(&'static [&'static str]),
    /// Nothing, but the tables of a release hold the content.
    Release(&'static [Table]),
    /// Nothing, for the reason given.
    Nothing(&'static str),
}

/// A call of 2.0 whose answer a section is made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    /// Name of the database table, or of the section that takes part.
    pub(crate) name: &'static str,
    /// Path, with variables.
    pub(crate) path: &'static str,
    /// Condition on the rows, with variables.
    pub(crate) filter: Option<&'static str>,
}

/// What becomes of the parameters of a call's query. Others are ignored, as 1.x did.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Query {
    /// A parameter with another name, or the same.
    Named(&'static str, &'static str),
    /// `sort`, whose values have other names.
    Sort(&'static [(&'static str, &'static str)]),
    /// `display`: `short`, which is the default, asks for the first ten items, `long` for all.
    Display,
    /// `start` and `end`, where a missing `end` asks for that many items.
    PageOf(u32),
}

/// The three sites with careers.
pub(crate) const SITES: [&str; 3] = ["mnm", "mpp", "veterans"];

/// The two reports on an occupation.
pub(crate) const PARTS: [&str; 2] = ["summary", "details"];

/// What the variables of a rule stand for.
pub(crate) type Variables<'a> = Vec<(&'a str, String)>;

impl Rule {
    /// What the names in braces stand for in that id, or `None` where it is not one of this rule's.
    pub(crate) fn matches(&self, id: &str) -> Option<Variables<'static>> {
        let mut variables = Variables::new();
        let mut parts = id.split('.');
        for pattern in self.id.split('.') {
            let part = parts.next()?;
            match pattern {
                "{site}" if SITES.contains(&part) => variables.push(("site", part.to_owned())),
                "{part}" if PARTS.contains(&part) => variables.push(("part", part.to_owned())),
                _ if pattern == part => {}
                _ => return None,
            }
        }
        parts.next().is_none().then_some(variables)
    }

    /// Its id, with variables.
    pub(crate) fn id(&self) -> &'static str {
        self.id
    }

    /// The paths of the operations, the one that is called first.
    pub(crate) fn paths(&'static self) -> &'static [&'static str] {
        match &self.counterpart {
            Counterpart::Paths(paths) => paths,
            Counterpart::OneWay(path, _) => std::slice::from_ref(path),
            Counterpart::Sections(_) | Counterpart::Release(_) | Counterpart::Nothing(_) => &[],
        }
    }

    /// Head and content, as a document on its own has them.
    pub(crate) fn all_rows(&self) -> impl Iterator<Item = &'static Row> + use<> {
        self.head.iter().chain(self.rows)
    }

    /// Whether the table of this rule can say what becomes of a document.
    pub(crate) fn has_rows(&self) -> bool {
        !self.rows.is_empty()
    }
}

pub(super) const fn rule(
    id: &'static str,
    paths: &'static [&'static str],
    query: &'static [Query],
    head: &'static [Row],
    rows: &'static [Row],
) -> Rule {
    Rule { id, counterpart: Counterpart::Paths(paths), query, head, rows }
}

pub(super) const fn one_way(
    id: &'static str,
    path: &'static str,
    head: &'static [Row],
    rows: &'static [Row],
    reason: &'static str,
) -> Rule {
    Rule { id, counterpart: Counterpart::OneWay(path, reason), query: &[], head, rows }
}

pub(super) const fn report_of(
    id: &'static str,
    head: &'static [Row],
    sections: &'static [&'static str],
) -> Rule {
    Rule { id, counterpart: Counterpart::Sections(sections), query: &[], head, rows: &[] }
}

pub(super) const fn release(id: &'static str, head: &'static [Row], tables: &'static [Table]) -> Rule {
    Rule { id, counterpart: Counterpart::Release(tables), query: &[], head, rows: &[] }
}

pub(super) const fn nothing(
    id: &'static str,
    head: &'static [Row],
    rows: &'static [Row],
    reason: &'static str,
) -> Rule {
    Rule { id, counterpart: Counterpart::Nothing(reason), query: &[], head, rows }
}

pub(super) const fn copied(name: &'static str) -> Query {
    Query::Named(name, name)
}

pub(super) const fn renamed(v1: &'static str, v2: &'static str) -> Query {
    Query::Named(v1, v2)
}

pub(super) const fn sorted(values: &'static [(&'static str, &'static str)]) -> Query {
    Query::Sort(values)
}

pub(super) const fn display() -> Query {
    Query::Display
}

pub(super) const fn page_of(items: u32) -> Query {
    Query::PageOf(items)
}

pub(super) const fn rows_of(name: &'static str, path: &'static str, filter: &'static str) -> Table {
    Table { name, path, filter: Some(filter) }
}

pub(super) const fn answer_of(name: &'static str, path: &'static str) -> Table {
    Table { name, path, filter: None }
}
