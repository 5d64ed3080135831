//! A row of the operation table.

use std::fmt;

use onet_api::operation::Operation;

use crate::error::Error;
use crate::views::call::Call;

/// A function that writes the JSON answer of a call.
pub(crate) type View = fn(&Call<'_>) -> Result<Vec<u8>, Error>;

/// How a release answers an operation.
#[derive(Debug)]
pub(crate) struct Row {
    /// The operation. Editions of one service share a row.
    pub(crate) operations: &'static [&'static Operation],
    /// The tables without which there is no answer. The error for a missing one names the first in this order.
    pub(crate) requires: &'static [&'static str],
    /// Those of the required tables that users supply.
    pub(crate) supplementary: &'static [&'static str],
    /// Further tables that the answer, or a part of it, is made from. An answer without them is possible.
    optional: &'static [&'static str],
    /// What some arguments need besides.
    pub(crate) arguments: &'static [ArgumentNeeds],
    pub(crate) handler: Handler,
}

/// Tables that users supply and that only some arguments of an operation need. The view requires them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArgumentNeeds {
    /// The parameter.
    pub parameter: &'static str,
    /// The value that needs them.
    pub value: &'static str,
    /// The tables, by their ids in [`onet_db::catalogue`].
    pub tables: &'static [&'static str],
}

/// The view of an operation, or the reason why there is none.
#[derive(Clone, Copy)]
pub(crate) enum Handler {
    View(View),
    /// No release and no supplementary table holds this: a noun in the plural, for messages.
    Unavailable(&'static str),
}

impl fmt::Debug for Handler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::View(_) => f.write_str("View"),
            Self::Unavailable(what) => f.debug_tuple("Unavailable").field(what).finish(),
        }
    }
}

/// A row of operations that a view answers.
pub(super) const fn row(
    operations: &'static [&'static Operation],
    requires: &'static [&'static str],
    view: View,
) -> Row {
    Row {
        operations,
        requires,
        supplementary: &[],
        optional: &[],
        arguments: &[],
        handler: Handler::View(view),
    }
}

/// A row of operations that no release can answer.
pub(super) const fn unavailable(what: &'static str, operations: &'static [&'static Operation]) -> Row {
    let handler = Handler::Unavailable(what);
    Row { operations, requires: &[], supplementary: &[], optional: &[], arguments: &[], handler }
}

impl Row {
    pub(super) const fn supplementary(self, tables: &'static [&'static str]) -> Self {
        Self { supplementary: tables, ..self }
    }

    pub(super) const fn optional(self, tables: &'static [&'static str]) -> Self {
        Self { optional: tables, ..self }
    }

    pub(super) const fn arguments(self, arguments: &'static [ArgumentNeeds]) -> Self {
        Self { arguments, ..self }
    }

    /// The tables of a release that the answer is made from, sorted.
    pub(crate) fn release_tables(&self) -> Vec<&'static str> {
        let tables = self.requires.iter().chain(self.optional).copied();
        let mut tables: Vec<_> = tables.filter(|table| !self.supplementary.contains(table)).collect();
        tables.sort_unstable();
        tables
    }
}
