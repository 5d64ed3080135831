//! Tables as the database services show them: the columns of the store, and beside each reference to
//! another table the name of what it refers to.

use onet_domain::{ColumnId, ColumnKind, ParseError, TableId};
use rusqlite::Connection;

use crate::catalogue::{self, Column, ColumnType, LookedUp};
use crate::dictionary;
use crate::error::{Error, ErrorKind, Result};
use crate::nearest::{did_you_mean, table_ids};
use crate::release::Release;
use crate::sql::quoted;

/// The format of a column that is kept as text because the catalogue does not list it.
const PLAIN_TEXT: &str = "Character Varying";

/// The description of a column that neither the catalogue nor the dictionary lists.
const UNKNOWN_COLUMN: &str = "A column that this version of onet does not know, as it stands in the file.";

/// A table as the database services show it.
///
/// ```
/// use onet_db::{Import, Input};
///
/// let input = Input::embedded(&[
///     ("Occupation Data.txt", b"O*NET-SOC Code\tTitle\tDescription\n29-1051.00\tPharmacists\tDispense.\n"),
///     ("Job Zones.txt", b"O*NET-SOC Code\tJob Zone\tDate\tDomain Source\n29-1051.00\t5\t08/2022\tAnalyst\n"),
/// ])?;
/// let release = Import::new(input).release("29.3").into_memory()?;
/// let view = release.view(&"job_zones".parse()?)?;
/// let columns: Vec<&str> = view.columns.iter().map(|column| column.id.as_str()).collect();
/// assert_eq!(columns, ["onetsoc_code", "title", "job_zone", "date_updated", "domain_source"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableView {
    /// The id of the table.
    pub id: TableId,
    /// The name people read.
    pub title: String,
    /// What the table holds, in a sentence.
    pub description: &'static str,
    /// The columns, in the order in which rows have them.
    pub columns: Vec<ViewColumn>,
}

/// A column of a [`TableView`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewColumn {
    /// The id of the column.
    pub id: ColumnId,
    /// The name people read.
    pub title: String,
    /// What the values mean.
    pub description: &'static str,
    /// What the values are.
    pub kind: ColumnKind,
    /// Whether all values are whole numbers.
    pub is_whole: bool,
    /// The type of the values in the words of the data dictionary, such as `Decimal(5,2)`.
    pub format: &'static str,
    /// Whether a row may lack the value.
    pub optional: bool,
    pub(crate) source: ColumnSource,
}

/// Where the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnSource {
    /// In a column of the same name.
    Store,
    /// In a column that the store knows by its name in earlier releases.
    Renamed(&'static str),
    /// In another table.
    LookedUp(Lookup),
}

/// The way from a reference to the name of what it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lookup {
    /// The column that refers.
    pub(crate) by: &'static str,
    /// The table that it refers to.
    pub(crate) table: &'static str,
    /// The column there that holds the value that refers.
    pub(crate) key: &'static str,
    /// The column there that holds the name.
    pub(crate) name: &'static str,
}

impl TableView {
    /// The column of this id.
    pub fn column(&self, id: &ColumnId) -> Option<&ViewColumn> {
        self.columns.iter().find(|column| column.id == *id)
    }
}

impl ViewColumn {
    /// The value as an expression of SQL, in a question that calls the table `t`.
    pub(crate) fn sql(&self) -> String {
        self.sql_in("")
    }

    /// The same with the tables that are stored, where views of their names hide them.
    pub(crate) fn sql_of_main(&self) -> String {
        self.sql_in("main.")
    }

    fn sql_in(&self, schema: &str) -> String {
        match self.source {
            ColumnSource::Store => format!("t.{}", quoted(self.id.as_str())),
            ColumnSource::Renamed(column) => format!("t.{}", quoted(column)),
            ColumnSource::LookedUp(Lookup { by, table, key, name }) => format!(
                "(SELECT n.{} FROM {schema}{} AS n WHERE n.{} = t.{})",
                quoted(name),
                quoted(table),
                quoted(key),
                quoted(by)
            ),
        }
    }
}

impl Release {
    /// A table as the database services show it. The columns are those that the release has, with
    /// names looked up where it has the table that holds them.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](ErrorKind::MissingTable) when the catalogue lists the table and the release
    /// does not have it, [`UnknownTable`](ErrorKind::UnknownTable) when neither has it; or when the database
    /// is damaged.
    pub fn view(&self, table: &TableId) -> Result<TableView> {
        let id = table.as_str();
        let Some(imported) = self.manifest().table(id) else {
            return Err(self.no_table(id));
        };
        let stored = self.read(|connection| stored_columns(connection, id))?;
        // A table of an unknown form is kept as text, under the names that the catalogue has for its columns.
        let known = catalogue::table(id).filter(|_| self.manifest().unfit(id).is_none());
        let mut columns = Vec::with_capacity(stored.len() + 3);
        for column in &stored {
            let listed = known.and_then(|table| table.column(&column.name));
            columns.push(self.stored_column(id, listed, column)?);
            // A file may bring the name along, in a column that the catalogue does not list.
            let name = listed.and_then(|column| self.looked_up(id, column));
            columns.extend(name.filter(|name| !stored.iter().any(|other| other.name == name.id.as_str())));
        }
        Ok(TableView {
            id: table.clone(),
            title: imported.title.clone(),
            description: imported.description(),
            columns,
        })
    }

    /// Why there is no table of an id.
    pub(crate) fn no_table(&self, id: &str) -> Error {
        match self.require(&[id]) {
            Err(missing) if catalogue::table(id).is_some() => missing,
            _ => {
                let tables = &self.manifest().tables;
                let mut ids: Vec<&str> = table_ids().collect();
                ids.extend(tables.iter().map(|table| table.id.as_str()));
                let message = format!("There is no table {id} in {}.", self.import_label());
                Error::new(ErrorKind::UnknownTable, message + &did_you_mean(id, ids.into_iter()))
            }
        }
    }

    fn stored_column(
        &self,
        table: &str,
        listed: Option<&'static Column>,
        stored: &StoredColumn,
    ) -> Result<ViewColumn> {
        let later = listed.and_then(|column| column.later_in(self.name()));
        let name = later.map_or(&stored.name, |later| &later.sql);
        let words = dictionary::column(table, name);
        let format = words.filter(|_| listed.is_some()).map_or(PLAIN_TEXT, |words| &words.format);
        let id: ColumnId = name.parse().map_err(|error: ParseError| {
            let message = format!("The table {table} is damaged: {error}. Import the release again.");
            Error::new(ErrorKind::Damaged, message).with_source(error)
        })?;
        Ok(ViewColumn {
            id,
            title: match (later, listed) {
                (Some(later), _) => later.text.clone(),
                (None, Some(column)) => column.text.clone(),
                (None, None) => self.header(table, &stored.name),
            },
            description: words.map_or(UNKNOWN_COLUMN, |words| &words.description),
            kind: listed.map_or(ColumnKind::Text, |column| kind(column.kind)),
            is_whole: listed.is_some_and(|column| column.kind == ColumnType::Integer),
            format,
            optional: !stored.required,
            source: match (later, listed) {
                (Some(_), Some(column)) => ColumnSource::Renamed(&column.sql),
                _ => ColumnSource::Store,
            },
        })
    }

    /// The header of a column that its table does not list: as it was read, as other tables have it,
    /// or made from its id.
    fn header(&self, table: &str, column: &str) -> String {
        let read = self
            .manifest()
            .unknown_columns
            .iter()
            .find(|unknown| unknown.table == table && unknown.column == column)
            .map(|unknown| &unknown.header);
        let elsewhere = || {
            let mut columns = catalogue::tables().iter().flat_map(|table| &table.columns);
            columns.find(|known| known.is_kept() && known.sql == column).map(|known| &known.text)
        };
        read.or_else(elsewhere).cloned().unwrap_or_else(|| title_case(column))
    }

    /// The name of what a column refers to; none when it does not refer to rows with a name, or when
    /// the release does not have them. Its id and header are those of the reference, with the name in
    /// the place of the key: `related_title` for `related_onetsoc_code`.
    fn looked_up(&self, table: &str, column: &'static Column) -> Option<ViewColumn> {
        let LookedUp { mut id, mut header, table: target, key, name } = catalogue::looked_up(column)?;
        if !self.has_table(target) {
            return None;
        }
        if let Some(later) = column.later_in(self.name()) {
            (id, header) = (later.name_sql.clone(), later.name_text.clone());
        }
        let kept = catalogue::table(target)?.column(name)?;
        let words = dictionary::column(table, &id)?;
        Some(ViewColumn {
            id: id.parse().ok()?,
            title: header,
            description: &words.description,
            kind: kind(kept.kind),
            is_whole: kept.kind == ColumnType::Integer,
            format: &words.format,
            optional: column.optional,
            source: ColumnSource::LookedUp(Lookup { by: &column.sql, table: target, key, name }),
        })
    }
}

struct StoredColumn {
    name: String,
    required: bool,
}

fn stored_columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<StoredColumn>> {
    let mut statement =
        connection.prepare_cached(r#"SELECT name, "notnull" FROM pragma_table_info(?1) ORDER BY cid"#)?;
    let columns = statement.query_map([table], |row| {
        Ok(StoredColumn { name: row.get("name")?, required: row.get("notnull")? })
    })?;
    columns.collect()
}

fn kind(kind: ColumnType) -> ColumnKind {
    match kind {
        ColumnType::Text | ColumnType::Flag | ColumnType::Words => ColumnKind::Text,
        ColumnType::Integer | ColumnType::Real => ColumnKind::Number,
        ColumnType::Month => ColumnKind::Date,
    }
}

/// `Workplace Example` for `workplace_example`.
fn title_case(id: &str) -> String {
    let words: Vec<String> = id
        .split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
            })
        })
        .collect();
    words.join(" ")
}
