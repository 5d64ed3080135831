//! Descriptions of tables and columns.
//!
//! The facts are data, in `dictionary.toml`; this module reads them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The description of a table that the catalogue does not list.
const UNKNOWN_TABLE: &str = "A table that this version of onet does not know; all its values are text.";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dictionary {
    tables: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    columns: BTreeMap<String, ColumnEntry>,
}

/// The description of a column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnEntry {
    /// The type of the values in the words of the data dictionary, such as `Decimal(5,2)`.
    pub(crate) format: String,
    /// What the values mean.
    pub(crate) description: String,
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    toml::from_str(include_str!("dictionary.toml"))
        .expect("the dictionary is part of the program and is tested")
});

/// What a table holds, in one sentence.
pub(crate) fn table(id: &str) -> &'static str {
    DICTIONARY.tables.get(id).map_or(UNKNOWN_TABLE, String::as_str)
}

/// The column of a table that names its rows, where it has one.
pub(crate) fn name_column(table: &str) -> Option<&'static str> {
    DICTIONARY.names.get(table).map(String::as_str)
}

/// The description of a column of this table, or else of all columns with its name.
pub(crate) fn column(table: &str, column: &str) -> Option<&'static ColumnEntry> {
    let columns = &DICTIONARY.columns;
    columns.get(&format!("{table}.{column}")).or_else(|| columns.get(column))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use onet_domain::ColumnKind;

    use super::*;
    use crate::catalogue::{self, ColumnType};

    #[test]
    fn the_tables_are_those_of_the_catalogue() {
        let all = catalogue::tables().iter().chain(catalogue::supplements());
        let known: BTreeSet<_> = all.map(|table| &table.id).collect();
        assert_eq!(DICTIONARY.tables.keys().collect::<BTreeSet<_>>(), known);
        assert_eq!(table("no_such_table"), UNKNOWN_TABLE);
    }

    #[test]
    fn names_are_columns_that_every_row_of_a_known_table_has() {
        for (id, name) in &DICTIONARY.names {
            let column = catalogue::table(id).and_then(|table| table.column(name));
            assert!(column.is_some_and(|column| !column.optional && !column.sometimes), "{id}.{name}");
        }
    }

    #[test]
    fn formats_fit_the_types_of_the_catalogue() {
        for table in catalogue::tables().iter().chain(catalogue::supplements()) {
            for known in table.columns.iter().filter(|column| column.is_kept()) {
                let place = format!("{}.{}", table.id, known.sql);
                let words = column(&table.id, &known.sql).expect(&place);
                let kind = match known.kind {
                    ColumnType::Text | ColumnType::Flag | ColumnType::Words => ColumnKind::Text,
                    ColumnType::Integer | ColumnType::Real => ColumnKind::Number,
                    ColumnType::Month => ColumnKind::Date,
                };
                assert_eq!(ColumnKind::of_format(&words.format), Some(kind), "{place}");
            }
        }
    }

    #[test]
    fn what_is_said_is_a_sentence() {
        let descriptions = DICTIONARY.columns.values().map(|words| &words.description);
        for sentence in DICTIONARY.tables.values().chain(descriptions) {
            assert!(sentence.ends_with('.') && sentence.len() > 10, "{sentence}");
        }
    }
}
