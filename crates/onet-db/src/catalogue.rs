//! The tables of the text distribution: their files, columns, types and keys.
//!
//! The facts are data; this module reads them: `catalogue.toml` for releases up to 30.2,
//! `catalogue_later.toml` for what has changed since, `supplements.toml` for tables that go with a
//! release and are not in it. Releases differ, so a table that is not listed, or a column, is no
//! error: see [`Import`](crate::Import).

mod names;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::dictionary;
use crate::version;
use names::{folded, snake_case, without_copy_number, without_years};

pub(crate) use names::years;
pub(crate) use view::View;

/// The newest release whose tables the catalogue lists. In later ones, what does not fit the catalogue is taken for a
/// change of the release, not for damage.
pub const NEWEST_RELEASE: &str = "31.0";

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
    #[serde(default)]
    pub key: Vec<String>,
    /// Further indices, each a list of columns by their name in the store.
    #[serde(default)]
    pub index: Vec<Vec<String>>,
    /// The first release that may have the table.
    #[serde(default)]
    pub since: Option<String>,
    /// The last release that may have the table.
    #[serde(default)]
    pub until: Option<String>,
    /// The earlier table whose key, indices and columns this one has.
    #[serde(default)]
    pub like: Option<String>,
    /// Columns, by their name in the store, of which a file must have one at least.
    #[serde(default)]
    pub one_of: Vec<String>,
    /// The number of rows, where it is fixed.
    #[serde(default)]
    pub rows: Option<u64>,
    /// Columns, by their header, whose values must be among these. A file is recognised by its first row, and other
    /// rows are left out and counted.
    #[serde(default)]
    pub only: BTreeMap<String, Vec<String>>,
    /// Whether the years of the data stand in the headers or in the name of the file.
    #[serde(default)]
    pub dated: bool,
    /// Whether the table goes with a release and is not in it.
    #[serde(skip)]
    pub supplementary: bool,
    /// The columns in the order of the file.
    #[serde(default)]
    pub columns: Vec<Column>,
}

/// One column of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The header in the file.
    pub text: String,
    /// Other headers that the column goes by.
    #[serde(default)]
    pub headers: Vec<String>,
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
    /// Values of a file that the store writes in another way, in whatever case: `A` for `army`.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
    /// The form that a code must have.
    #[serde(default)]
    pub form: Option<CodeForm>,
    /// Values that stand for nothing, such as `99-9999`: rows with one of them are left out and counted.
    #[serde(default)]
    pub sentinels: Vec<String>,
    /// Headers of columns that each hold a value: a row of the file becomes one row for each of them that is filled.
    #[serde(default)]
    pub spread: Vec<String>,
    /// Whether headers differ by the years in them, as in `Projected Growth (2016-2026)`.
    #[serde(default)]
    pub any_year: bool,
    /// Values that stand for a missing one, such as `*` for a wage that is not released.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Whether commas in the numbers separate thousands, as in `3,712.9`.
    #[serde(default)]
    pub thousands: bool,
    /// The names of the column in later releases.
    #[serde(default)]
    pub later: Option<LaterColumn>,
    /// For [`ColumnType::Words`]: what the store keeps, and the words of a file that stand for it.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
}

/// The names that later releases give a [`Column`] that the store knows by its earlier name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaterColumn {
    /// The first release with these names.
    pub since: String,
    /// The header in the file.
    pub text: String,
    /// The name in the database services.
    pub sql: String,
    /// The header of the column with the name of what the column refers to.
    pub name_text: String,
    /// The name of that column in the database services.
    pub name_sql: String,
}

/// The form of a code that the name of its column does not give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeForm {
    /// A code of the Classification of Instructional Programs, such as `51.2001`.
    Cip,
    /// A code of the SOC or of the National Employment Matrix, such as `29-1051`. Rows without one are left out.
    Soc,
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
    /// One or more of a closed set of words, kept as text with commas between them.
    Words,
}

impl Table {
    /// The column of this name in the store.
    pub fn column(&self, sql: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.is_kept() && column.sql == sql)
    }

    /// Whether a release of this number may have the table.
    pub(crate) fn is_of(&self, release: &str) -> bool {
        let number = version::order(release);
        let after = self.since.as_deref().is_none_or(|since| number >= version::order(since));
        after && self.until.as_deref().is_none_or(|until| number <= version::order(until))
    }

    /// The columns that a file must have and that are not among its headers.
    pub(crate) fn missing_columns(&self, headers: &[String]) -> Vec<&Column> {
        let has = |column: &Column| headers.iter().any(|header| column.is_called(header));
        let needed = self.columns.iter().filter(|column| column.is_kept() && !column.sometimes);
        let mut one_of = self.columns.iter().filter(|column| self.one_of.contains(&column.sql));
        let first = one_of.next().filter(|first| !has(first) && !one_of.any(has));
        needed.filter(|column| !has(column)).chain(first).collect()
    }

    /// The columns of a file whose values must be among given ones: their places and those values.
    pub(crate) fn limited(&self, headers: &[String]) -> Vec<(usize, &[String])> {
        let place = |name: &str| headers.iter().position(|header| folded(header) == folded(name));
        self.only.iter().filter_map(|(name, values)| Some((place(name)?, values.as_slice()))).collect()
    }

    /// The headers and values of a row that are none of those that the table has there.
    pub(crate) fn other_values<'r>(
        &self,
        headers: &'r [String],
        row: &'r [String],
    ) -> Vec<(&'r str, &'r str)> {
        let other = |(place, values): (usize, &[String])| {
            let (header, value) = (headers.get(place)?, row.get(place)?);
            let is_known = values.iter().any(|known| known == value.trim());
            (!is_known).then_some((header.as_str(), value.as_str()))
        };
        self.limited(headers).into_iter().filter_map(other).collect()
    }

    /// The number of columns that are among these headers.
    pub(crate) fn known_columns(&self, headers: &[String]) -> usize {
        let columns = self.columns.iter();
        columns.filter(|column| headers.iter().any(|header| column.is_called(header))).count()
    }

    /// The table whose names a column with this header repeats: `Element Name` beside an element id is the name in the
    /// content model.
    pub(crate) fn repeats(&self, header: &str) -> Option<&'static str> {
        let header = folded(header);
        self.columns.iter().find_map(|column| {
            let name = looked_up(column)?;
            let later = column.later.as_ref().map(|later| folded(&later.name_text));
            (folded(&name.header) == header || later.as_ref() == Some(&header)).then_some(name.table)
        })
    }
}

impl Column {
    /// Whether the store has the column.
    pub fn is_kept(&self) -> bool {
        !self.sql.is_empty()
    }

    /// Whether a file means this column by a header: the one of the text edition, of later releases, or the name in
    /// the store, which the SQL edition uses. Only letters and digits count, in either case.
    pub(crate) fn is_called(&self, header: &str) -> bool {
        let form = |text: &str| if self.any_year { folded(&without_years(text)) } else { folded(text) };
        let header = form(header);
        let later = self.later.iter().flat_map(|later| [&later.text, &later.sql]);
        let stored = Some(&self.sql).filter(|_| self.is_kept());
        let others = self.headers.iter().chain(&self.spread);
        let mut known = std::iter::once(&self.text).chain(others).chain(stored).chain(later);
        !header.is_empty() && known.any(|known| form(known) == header)
    }

    /// Whether a header is one of those that are published, letter by letter.
    pub(crate) fn is_published_as(&self, header: &str) -> bool {
        std::iter::once(&self.text).chain(&self.headers).chain(&self.spread).any(|known| known == header)
    }

    /// The names of the column in a release, where they differ from those in the store.
    pub(crate) fn later_in(&self, release: &str) -> Option<&LaterColumn> {
        let is_later = |later: &&LaterColumn| version::order(release) >= version::order(&later.since);
        self.later.as_ref().filter(is_later)
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
            Self::Text | Self::Flag | Self::Month | Self::Words => "TEXT",
            Self::Integer => "INTEGER",
            Self::Real => "REAL",
        }
    }
}

/// The name of what a column refers to, as a table with that name in it calls it.
pub(crate) struct LookedUp {
    /// The id: `related_title` for `related_onetsoc_code`.
    pub(crate) id: String,
    /// The header: `Related Title`.
    pub(crate) header: String,
    /// The table that the column refers to, its key and its name.
    pub(crate) table: &'static str,
    pub(crate) key: &'static str,
    pub(crate) name: &'static str,
}

/// The name of what a column refers to; none where it refers to nothing that has one.
pub(crate) fn looked_up(column: &Column) -> Option<LookedUp> {
    let (target, key) = column.reference()?;
    let listed = table(target)?;
    let name = listed.column(dictionary::name_column(target)?)?;
    let key = listed.column(key)?;
    Some(LookedUp {
        id: format!("{}{}", column.sql.strip_suffix(&key.sql)?, name.sql),
        header: format!("{}{}", column.text.strip_suffix(&key.text)?, name.text),
        table: &listed.id,
        key: &key.sql,
        name: &name.sql,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    table: Vec<Table>,
    #[serde(default)]
    view: Vec<View>,
}

impl Catalogue {
    fn of(text: &str) -> Self {
        toml::from_str(text).expect("the catalogue is part of the program and is tested")
    }
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut whole = Catalogue::of(include_str!("catalogue.toml"));
    let mut later = Catalogue::of(include_str!("catalogue_later.toml"));
    for table in &mut later.table {
        let earlier = whole.table.iter().find(|earlier| Some(&earlier.id) == table.like.as_ref());
        if let Some(Table { key, index, columns, .. }) = earlier.cloned() {
            (table.key, table.index, table.columns) = (key, index, columns);
        }
    }
    whole.table.extend(later.table);
    whole.view.extend(later.view);
    whole
});

static SUPPLEMENTS: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let mut tables = Catalogue::of(include_str!("supplements.toml")).table;
    tables.extend(Catalogue::of(include_str!("labor_market.toml")).table);
    tables.iter_mut().for_each(|table| table.supplementary = true);
    tables
});

/// All tables that a release may have: those up to 30.2, reference tables first, then what came
/// later.
///
/// ```
/// let tables = onet_db::catalogue::tables();
/// assert_eq!(tables.iter().filter(|table| table.since.is_none()).count(), 40);
/// ```
pub fn tables() -> &'static [Table] {
    &CATALOGUE.table
}

/// The tables that go with a release and are not in it, such as crosswalks.
///
/// ```
/// let supplements = onet_db::catalogue::supplements();
/// assert!(supplements.iter().any(|table| table.id == "bright_outlook"));
/// ```
pub fn supplements() -> &'static [Table] {
    &SUPPLEMENTS
}

/// The earlier tables that are read from later ones.
pub(crate) fn views() -> &'static [View] {
    &CATALOGUE.view
}

/// The ids of the earlier tables that are read from a later one.
///
/// ```
/// assert_eq!(onet_db::catalogue::read_from("essential_skills"), ["skills"]);
/// ```
pub fn read_from(later: &str) -> Vec<&'static str> {
    let views = views().iter().filter(|view| view.of.iter().any(|part| part == later));
    let ids: BTreeSet<&str> = views.map(|view| view.id.as_str()).collect();
    ids.into_iter().collect()
}

/// The table of this id, of a release or supplementary.
///
/// ```
/// let table = onet_db::catalogue::table("ete_categories").unwrap();
/// assert_eq!(table.file, "Education, Training, and Experience Categories");
/// assert_eq!(table.key, ["element_id", "scale_id", "category"]);
/// ```
pub fn table(id: &str) -> Option<&'static Table> {
    tables().iter().chain(supplements()).find(|table| table.id == id)
}

/// The supplementary table that a file with these headers and this first row holds: of those that it can be, the one
/// that knows most of its columns.
pub(crate) fn of_headers(headers: &[String], first: &[String]) -> Option<&'static Table> {
    let fit = supplements().iter().filter(|table| {
        table.missing_columns(headers).is_empty() && table.other_values(headers, first).is_empty()
    });
    fit.max_by_key(|table| table.known_columns(headers))
}

/// The table that a file of this name, without its endings, holds.
pub(crate) fn of_file(stem: &str) -> Option<&'static Table> {
    let name = snake_case(without_copy_number(stem));
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

#[cfg(test)]
mod tests;
