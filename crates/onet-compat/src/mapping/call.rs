//! Calls of the two versions.

use super::sections::Section;
use crate::version::Version;

/// A call of 1.x, which documents repeat in part and 2.0 answers do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegacyCall {
    /// The base that was called, which addresses in the document begin with: `http://host/v1.9/ws/` or
    /// `http://host/ws/`.
    pub base: String,
    /// The base that addresses in the 2.0 answer begin with, such as `https://api-v2.onetcenter.org/`.
    pub v2_base: String,
    /// The version that was called, or that `/ws/` stands for.
    pub version: Version,
    /// The parameters of the path, not percent-encoded, under the names that the resource's path has.
    pub arguments: Vec<(String, String)>,
    /// The parameters of the query, not percent-encoded, in the order of the call.
    pub query: Vec<(String, String)>,
}

impl LegacyCall {
    /// A parameter of the path, else of the query. An empty one counts as missing.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.arguments
            .iter()
            .chain(&self.query)
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// Whether lists of a report are wanted whole and not cut to ten items.
    pub(super) fn is_long(&self) -> bool {
        self.parameter("display") == Some("long")
    }

    /// Whether all examples of a category are wanted.
    pub(super) fn wants_all_examples(&self) -> bool {
        self.parameter("all") == Some("1")
    }
}

/// The calls of 2.0 that answer a call of 1.x.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum V2Call {
    /// One call.
    One {
        /// The path, percent-encoded: `/online/occupations/17-2141.00/details/skills`.
        path: String,
        /// The query, not percent-encoded.
        query: Vec<(String, String)>,
    },
    /// A full report: the sections, each of which is a resource with a call of its own. Their answers become the
    /// report by [`merge_report`](super::merge_report).
    Sections(&'static [Section]),
    /// A section that only the tables of a database release have, which 2.0 answers row by row. The answers become
    /// the section by [`from_rows`](super::from_rows).
    Release(Vec<Source>),
    /// Nothing in 2.0 has the content, for the reason given.
    NoCounterpart(&'static str),
}

/// A call of 2.0 that a section is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it answers with: a database table, or `technology_skills`.
    pub name: &'static str,
    /// The path, percent-encoded.
    pub path: String,
    /// The query, not percent-encoded.
    pub query: Vec<(String, String)>,
}
