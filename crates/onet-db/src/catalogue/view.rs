//! Earlier tables that are read from later ones.

use std::collections::BTreeMap;

use serde::Deserialize;

/// An earlier table, read from later ones.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct View {
    /// The earlier table.
    pub(crate) id: String,
    /// The later ones that have its rows.
    pub(crate) of: Vec<String>,
    /// The later column that stands for an earlier one, where they differ.
    #[serde(default)]
    pub(crate) renamed: BTreeMap<String, String>,
    /// Whether some of the later tables are of use without the others.
    #[serde(default)]
    pub(crate) any: bool,
    /// Whether the import makes a table of the later ones, as a query alone does not give its rows.
    #[serde(default)]
    pub(crate) made: bool,
    /// Columns that the first of the later tables must have.
    #[serde(default)]
    pub(crate) columns: Vec<String>,
    /// The query, where the rows are not simply those of the later tables; it rests on all of them.
    #[serde(default)]
    pub(crate) sql: Option<String>,
}

impl View {
    /// Whether enough of the later tables are there: all that a query names, and of tables that are joined end to end
    /// all or, where some are of use alone, any.
    pub(crate) fn rests_on_enough(&self, has_table: &dyn Fn(&str) -> bool) -> bool {
        match self.any {
            true => self.of.iter().any(|part| has_table(part)),
            false => self.of.iter().all(|part| has_table(part)),
        }
    }
}
