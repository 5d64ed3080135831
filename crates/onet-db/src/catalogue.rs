//! The tables of the text distribution: their files, columns, types and keys.
//!
//! The facts are data, in `catalogue.toml`; this module reads them. Releases differ, so a table that
//! is not listed, or a column, is no error: see [`Import`](crate::Import).

use std::sync::LazyLock;

use serde::Deserialize;

/// One table of the database.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The name in the database services and in the store, such as `occupation_data`.
    pub id: String,
    /// The name of its file in the text distribution, without `.txt`.
    pub file: String,
    /// The name people read.
    pub title: String,
    /// The columns, by their name in the store, that tell one row from another.
    pub key: Vec<String>,
    /// Further indices, each a list of columns by their name in the store.
    #[serde(default)]
    pub index: Vec<Vec<String>>,
    /// The columns in the order of the file.
    pub columns: Vec<Column>,
}

/// One column of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The header in the file.
    pub text: String,
    /// The name in the database services and in the store. Empty for a column that the file repeats
    /// from a reference table; the store leaves it out.
    pub sql: String,
    /// What the values are.
    #[serde(default, rename = "type")]
    pub kind: ColumnType,
    /// Whether a value may be missing, `n/a` in the file and NULL in the store.
    #[serde(default)]
    pub optional: bool,
    /// Whether some releases lack the column.
    #[serde(default)]
    pub sometimes: bool,
    /// The table and column that must hold the value, as `table.column`.
    #[serde(default)]
    pub references: Option<String>,
}

/// What the values of a [`Column`] are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnType {
    /// Text.
    #[default]
    Text,
    /// A whole number.
    Integer,
    /// A decimal number.
    Real,
    /// `Y` or `N`, kept as text.
    Flag,
    /// A month, `MM/YYYY` in the file. The store keeps its first day as text, `YYYY-MM-01`, so that
    /// dates compare as text does.
    Month,
}

impl Table {
    /// The column of this name in the store.
    pub fn column(&self, sql: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.is_kept() && column.sql == sql)
    }
}

impl Column {
    /// Whether the store has the column.
    pub fn is_kept(&self) -> bool {
        !self.sql.is_empty()
    }

    /// The table and the column that must hold the value.
    pub fn reference(&self) -> Option<(&str, &str)> {
        self.references.as_deref()?.split_once('.')
    }
}

impl ColumnType {
    /// The type that SQLite declares for the column.
    pub(crate) fn sql(self) -> &'static str {
        match self {
            Self::Text | Self::Flag | Self::Month => "TEXT",
            Self::Integer => "INTEGER",
            Self::Real => "REAL",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    table: Vec<Table>,
}

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    toml::from_str::<Catalogue>(include_str!("catalogue.toml"))
        .expect("the catalogue is part of the program and is tested")
        .table
});

/// All tables, reference tables first.
///
/// ```
/// let tables = onet_db::catalogue::tables();
/// assert_eq!(tables.len(), 40);
/// ```
pub fn tables() -> &'static [Table] {
    &TABLES
}

/// The table of this id.
///
/// ```
/// let table = onet_db::catalogue::table("ete_categories").unwrap();
/// assert_eq!(table.file, "Education, Training, and Experience Categories");
/// assert_eq!(table.key, ["element_id", "scale_id", "category"]);
/// ```
pub fn table(id: &str) -> Option<&'static Table> {
    tables().iter().find(|table| table.id == id)
}

/// The table that a file of this name, without its endings, holds.
pub(crate) fn of_file(stem: &str) -> Option<&'static Table> {
    let name = snake_case(stem);
    tables().iter().find(|table| table.id == name || snake_case(&table.file) == name)
}

/// The name in the store of a column that the catalogue does not list in its table: the name that
/// the same header has elsewhere, or else the header in snake case.
pub(crate) fn column_name(header: &str) -> String {
    tables()
        .iter()
        .flat_map(|table| &table.columns)
        .find(|column| column.is_kept() && column.text == header)
        .map_or_else(|| snake_case(header), |column| column.sql.clone())
}

/// The id in the store of a table that the catalogue does not list.
pub(crate) fn table_id(stem: &str) -> String {
    let id = snake_case(stem);
    if id.starts_with("sqlite_") || id.starts_with("derived_") {
        return format!("table_{id}");
    }
    id
}

/// Lower-case letters and digits, with `_` for each run of anything else between them.
fn snake_case(text: &str) -> String {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() {
        return "unnamed".to_owned();
    }
    words.join("_")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_catalogue_lists_forty_tables_once_each() {
        let ids: BTreeSet<_> = tables().iter().map(|table| &table.id).collect();
        let files: BTreeSet<_> = tables().iter().map(|table| &table.file).collect();
        assert_eq!((ids.len(), files.len()), (40, 40));
    }

    #[test]
    fn keys_and_indices_name_columns_that_every_release_has() {
        for table in tables() {
            for name in table.key.iter().chain(table.index.iter().flatten()) {
                let column = table.column(name);
                assert!(column.is_some_and(|column| !column.sometimes), "{}.{name}", table.id);
            }
        }
    }

    #[test]
    fn references_name_a_key_or_an_index_of_a_known_table() {
        for column in tables().iter().flat_map(|table| &table.columns) {
            let Some((id, name)) = column.reference() else {
                assert_eq!(column.references, None);
                continue;
            };
            let target = table(id).expect(id);
            let indexed = target.key == [name] || target.index.iter().any(|index| *index == [name]);
            assert!(indexed, "{id}.{name}");
        }
    }

    #[test]
    fn files_are_known_by_their_name_in_any_case() {
        for stem in ["ETE Categories", "education, training, and experience categories"] {
            assert_eq!(of_file(stem).map(|table| table.id.as_str()), Some("ete_categories"));
        }
        assert_eq!(of_file("Essential Skills"), None);
    }

    #[test]
    fn unknown_names_become_snake_case() {
        assert_eq!(column_name("O*NET-SOC Code"), "onetsoc_code");
        assert_eq!(column_name("Workplace Example"), "workplace_example");
        assert_eq!(table_id("Training and Experience"), "training_and_experience");
        assert_eq!(table_id("Derived Things"), "table_derived_things");
        assert_eq!(table_id("--"), "unnamed");
    }
}
