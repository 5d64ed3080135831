//! How a resource of 1.x maps to 2.0.

use crate::field::Field;

/// Reason for a resource whose documents have an unknown form.
pub(crate) const SHAPE_UNKNOWN: &str = "the form of the 1.x document is not known";

/// How one resource of 1.x is answered from 2.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Id of the resource, with `{site}` or `{part}` where several resources differ in that name alone.
    pub(crate) pattern: &'static str,
    /// The source of the content in 2.0.
    pub(crate) counterpart: Counterpart,
    /// How the query of a call maps.
    pub(crate) query: &'static [Query],
    /// What the document repeats of the call. It is part of a document of its own, not of a section of a full report.
    pub(crate) head: &'static [Field],
    /// The content.
    pub(crate) fields: &'static [Field],
}

/// The source of a resource's content in 2.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counterpart {
    /// An operation, by its path. Further paths lead to the same document: the first of them with a variable that
    /// only the query of a call has is called instead, and addresses of all of them lead back.
    Paths(&'static [&'static str]),
    /// An operation whose answers do not determine the 1.x document, with the reason.
    OneWay([&'static str; 1], &'static str),
    /// No single operation: the names of the sections, in the order of the document.
    Sections(&'static [&'static str]),
    /// No operation, but the tables of a release have the content.
    Release(&'static [SourceTemplate]),
    /// Nothing, with the reason.
    Nothing(&'static str),
}

/// A call of 2.0 whose answer a section is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SourceTemplate {
    /// Name of the database table, or of the section of 2.0.
    pub(crate) name: &'static str,
    /// Path, with variables.
    pub(crate) path: &'static str,
    /// Condition on the rows, with variables.
    pub(crate) filter: Option<&'static str>,
}

/// How a parameter of a call's query maps. 1.x ignored unknown parameters; so does the mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Query {
    /// A parameter, by its names in 1.x and 2.0.
    Named(&'static str, &'static str),
    /// `sort`, whose values have other names.
    Sort(&'static [(&'static str, &'static str)]),
    /// `display`: `short`, the default, requests the first ten items, `long` all.
    Display,
    /// `start` and `end`, where a missing `end` requests that many items.
    PageOf(u32),
}

impl Rule {
    /// The paths of the operations; the first is called by default.
    pub(crate) fn paths(&self) -> &[&'static str] {
        match &self.counterpart {
            Counterpart::Paths(paths) => paths,
            Counterpart::OneWay(path, _) => path,
            Counterpart::Sections(_) | Counterpart::Release(_) | Counterpart::Nothing(_) => &[],
        }
    }

    /// Head and content, as a document of its own has them.
    pub(crate) fn all_fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.head.iter().chain(self.fields)
    }

    /// Whether the fields describe a document.
    pub(crate) fn has_fields(&self) -> bool {
        !self.fields.is_empty()
    }
}
