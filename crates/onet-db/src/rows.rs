//! Rows of a table: filtered, sorted, a page at a time.

mod condition;
mod facets;

use std::ops::Range;
use std::sync::Arc;

use onet_domain::{ColumnId, ColumnKind, Filter, FilterError, Sort, TableId};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, params_from_iter};
use serde::ser::{Error as _, Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use crate::error::{Error, ErrorKind, Result};
use crate::nearest::did_you_mean;
use crate::release::Release;
use crate::sql::quoted;
use crate::table_schema::{TableView, ViewColumn};

pub use facets::Facet;

/// The largest number of filters of one query.
const MOST_FILTERS: usize = 32;

/// The largest number of sort keys of one query. Each is compared for each pair of rows that are equal before it.
const MOST_SORTS: usize = 8;

/// A page of the first rows that is no longer than this is found without the order of all.
const SHORT: usize = 200;

/// Whole numbers below this are exact as decimal numbers, too.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Rows of a table that meet all conditions, in some order; see [`Release::rows`].
#[derive(Debug, Clone)]
pub struct RowQuery {
    release: Release,
    view: TableView,
    /// `WHERE` and all conditions, or nothing.
    conditions: String,
    /// What the parameters in the conditions stand for.
    values: Vec<Value>,
    /// What comes after `ORDER BY`.
    order: String,
    /// The table, the conditions and the order, where the rows are not those of the table in its own order.
    order_key: Option<String>,
    /// The same conditions and order for `onet db sql`.
    written: String,
    total: usize,
}

/// A page of rows, to be serialized as an array of objects.
///
/// An object has the columns in the order of the [`TableView`]; a value that is missing is left out.
/// Numbers are numbers, whole ones without decimals, and days are texts such as `2024-08-01`. The
/// values go straight from the database to the serializer, which therefore fails when the database
/// is damaged. It queries the release while it serializes: with a release in memory, the serializer must
/// not start another query.
#[derive(Debug)]
pub struct Rows<'q> {
    query: &'q RowQuery,
    /// The rows, by their place in the release.
    places: Vec<i64>,
}

impl Release {
    /// The rows of a table that meet all filters, in the order of the sort keys and, where these are
    /// equal, in that of the release.
    ///
    /// Texts are compared without regard to the case of ASCII letters, in filters and in sort keys.
    /// Equality with a number or a day compares numbers or days. A missing value meets `na` and nothing
    /// else, not even the negation of another operator: `neq` finds the rows that have another value. In
    /// sort keys, missing values are the least. At most 32 filters and 8 sort keys are taken.
    ///
    /// ```
    /// use onet_db::{Import, Input};
    ///
    /// let release = Import::new(Input::embedded(&[(
    ///     "Occupation Data.txt",
    ///     b"O*NET-SOC Code\tTitle\tDescription\n\
    ///       29-1051.00\tPharmacists\tDispense drugs.\n\
    ///       29-1224.00\tRadiologists\tRead images.\n",
    /// )])?)
    /// .release("29.3")
    /// .into_memory()?;
    /// let query = release.rows(
    ///     &"occupation_data".parse()?,
    ///     &["title.endswith.OLOGISTS".parse()?],
    ///     &["title.descending".parse()?],
    /// )?;
    /// assert_eq!(query.total(), 1);
    /// let rows = serde_json::to_value(query.page(0..20)?)?;
    /// assert_eq!(rows[0]["onetsoc_code"], "29-1224.00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`UnfitQuery`](ErrorKind::UnfitQuery) when the table does not have a column, when an operator
    /// or its value does not go with a column, or when there are too many of them; as
    /// [`Release::view`] for the table.
    pub fn rows(&self, table: &TableId, filters: &[Filter], sorts: &[Sort]) -> Result<RowQuery> {
        let view = self.view(table)?;
        check_number("filters", filters.len(), MOST_FILTERS)?;
        check_number("sort keys", sorts.len(), MOST_SORTS)?;
        let mut values = Vec::new();
        let conditions = filters
            .iter()
            .map(|filter| condition::sql(column(&view, &filter.column)?, filter, &mut values))
            .collect::<Result<Vec<_>, FilterError>>()
            .map_err(|error| unfit("filter", &view, error))?;
        let terms = sorts
            .iter()
            .map(|sort| Ok(term(column(&view, &sort.column)?, sort)))
            .chain([Ok("t._rowid_".to_owned())])
            .collect::<Result<Vec<_>, FilterError>>()
            .map_err(|error| unfit("sort key", &view, error))?;
        let written = written(&view, filters, sorts).map_err(|error| unfit("filter", &view, error))?;
        let conditions = match conditions.is_empty() {
            true => String::new(),
            false => format!(" WHERE {}", conditions.join(" AND ")),
        };
        let order = terms.join(", ");
        let is_plain = filters.is_empty() && sorts.is_empty();
        let order_key = (!is_plain).then(|| format!("{table}{conditions} ORDER BY {order} {values:?}"));
        let mut query =
            RowQuery { release: self.clone(), view, conditions, values, order, order_key, written, total: 0 };
        query.total = query.count()?;
        Ok(query)
    }
}

impl RowQuery {
    /// The table and its columns.
    pub fn view(&self) -> &TableView {
        &self.view
    }

    /// The rows as a `SELECT` for [`Release::select`], with values in place of parameters. It gives the same rows in the
    /// same order, up to the order of rows that are equal in all sort keys.
    pub fn sql_text(&self) -> &str {
        &self.written
    }

    /// The number of rows.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Some of the rows, counted from 0. What the range holds beyond the last row is left out.
    ///
    /// # Errors
    ///
    /// When the database is damaged.
    pub fn page(&self, range: Range<usize>) -> Result<Rows<'_>> {
        let order = match &self.order_key {
            Some(key) if range.start > 0 || range.len() > SHORT => {
                Some(self.release.orders().order(key, || self.places(0..usize::MAX).map(Arc::from))?)
            }
            Some(key) => self.release.orders().known(key),
            None => None,
        };
        let places = match order {
            Some(order) => {
                let end = range.end.min(order.len());
                order[range.start.min(end)..end].to_vec()
            }
            None => self.places(range)?,
        };
        Ok(Rows { query: self, places })
    }

    /// The places of some rows. To sort whole rows would look up the names of all.
    fn places(&self, range: Range<usize>) -> Result<Vec<i64>> {
        let sql = format!(
            "SELECT t._rowid_ FROM {}{} ORDER BY {} LIMIT ?{} OFFSET ?{}",
            self.table(),
            self.conditions,
            self.order,
            self.values.len() + 1,
            self.values.len() + 2
        );
        let integer = |number: usize| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let bounds = [integer(range.len()), integer(range.start)];
        self.release.read(|connection| {
            let mut statement = connection.prepare(&sql)?;
            let values = params_from_iter(self.values.iter().chain(&bounds));
            let found = statement.query_map(values, |row| row.get::<_, i64>(0))?;
            found.collect::<rusqlite::Result<Vec<i64>>>()
        })
    }

    fn count(&self) -> Result<usize> {
        // How many rows there are in all was counted by the import: to count them again takes longer the more there are.
        let imported = self.release.manifest().table(self.view.id.as_str());
        if let Some(table) = imported.filter(|_| self.conditions.is_empty()) {
            return Ok(usize::try_from(table.rows).unwrap_or(usize::MAX));
        }
        let sql = format!("SELECT count(*) FROM {}{}", self.table(), self.conditions);
        let total = self.release.read(|connection| {
            connection.query_row(&sql, params_from_iter(&self.values), |row| row.get::<_, i64>(0))
        })?;
        Ok(usize::try_from(total).unwrap_or(0))
    }

    /// The table, under the alias that the columns use.
    fn table(&self) -> String {
        format!("{} AS t", quoted(self.view.id.as_str()))
    }
}

impl Rows<'_> {
    /// The number of rows on the page.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    fn write<S: Serializer>(&self, connection: &Connection, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = self.query.view.columns.as_slice();
        let values: Vec<String> = columns.iter().map(ViewColumn::sql).collect();
        let sql = format!("SELECT {} FROM {} WHERE t._rowid_ = ?1", values.join(", "), self.query.table());
        let mut statement = connection.prepare_cached(&sql).map_err(S::Error::custom)?;
        let mut rows = serializer.serialize_seq(Some(self.places.len()))?;
        for place in &self.places {
            statement
                .query_row([place], |row| Ok(rows.serialize_element(&Cells { columns, row })))
                .map_err(S::Error::custom)??;
        }
        rows.end()
    }
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.query
            .release
            .read(|connection| Ok(self.write(connection, serializer)))
            .map_err(S::Error::custom)?
    }
}

/// The values of a row that are there, under the ids of their columns.
struct Cells<'r, 's> {
    columns: &'r [ViewColumn],
    row: &'r Row<'s>,
}

impl Serialize for Cells<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut cells = serializer.serialize_map(None)?;
        for (at, column) in self.columns.iter().enumerate() {
            let value = self.row.get_ref(at).map_err(S::Error::custom)?;
            if value != ValueRef::Null {
                cells.serialize_entry(column.id.as_str(), &Cell(value))?;
            }
        }
        cells.end()
    }
}

struct Cell<'r>(ValueRef<'r>);

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            ValueRef::Null => serializer.serialize_none(),
            ValueRef::Integer(number) => serializer.serialize_i64(number),
            ValueRef::Real(number) if number.fract() == 0.0 && number.abs() < EXACT => {
                serializer.serialize_i64(number as i64)
            }
            ValueRef::Real(number) => serializer.serialize_f64(number),
            ValueRef::Text(text) => {
                serializer.serialize_str(std::str::from_utf8(text).map_err(S::Error::custom)?)
            }
            ValueRef::Blob(_) => Err(S::Error::custom("the store holds no bytes")),
        }
    }
}

fn column<'v>(view: &'v TableView, id: &ColumnId) -> Result<&'v ViewColumn, FilterError> {
    view.column(id).ok_or_else(|| FilterError::UnknownColumn { table: view.id.clone(), column: id.clone() })
}

fn term(column: &ViewColumn, sort: &Sort) -> String {
    let collation = if column.kind == ColumnKind::Text { " COLLATE NOCASE" } else { "" };
    let direction = if sort.descending { " DESC" } else { "" };
    format!("{}{collation}{direction}", column.sql())
}

/// A query in the names of the view.
fn written(view: &TableView, filters: &[Filter], sorts: &[Sort]) -> Result<String, FilterError> {
    let conditions =
        filters.iter().map(|filter| Ok(condition::written(column(view, &filter.column)?, filter)));
    let conditions: Vec<String> = conditions.collect::<Result<_, FilterError>>()?;
    let terms = sorts.iter().map(|sort| {
        let collation =
            if column(view, &sort.column)?.kind == ColumnKind::Text { " COLLATE NOCASE" } else { "" };
        Ok(format!("{}{collation}{}", sort.column, if sort.descending { " DESC" } else { "" }))
    });
    let terms: Vec<String> = terms.collect::<Result<_, FilterError>>()?;
    let mut sql = format!("SELECT * FROM {}", view.id);
    for (word, parts, joint) in [(" WHERE ", conditions, " AND "), (" ORDER BY ", terms, ", ")] {
        if !parts.is_empty() {
            sql.push_str(word);
            sql.push_str(&parts.join(joint));
        }
    }
    Ok(sql)
}

fn check_number(what: &str, number: usize, most: usize) -> Result<()> {
    match number > most {
        true => Err(Error::new(
            ErrorKind::UnfitQuery,
            format!("There are {number} {what}; at most {most} are taken."),
        )),
        false => Ok(()),
    }
}

fn unfit(what: &str, view: &TableView, error: FilterError) -> Error {
    let hint = match &error {
        FilterError::UnknownColumn { column, .. } => {
            let ids: Vec<&str> = view.columns.iter().map(|column| column.id.as_str()).collect();
            let nearest = did_you_mean(column.as_str(), ids.iter().copied());
            format!("{nearest} Its columns are {}.", ids.join(", "))
        }
        _ => String::new(),
    };
    Error::new(ErrorKind::UnfitQuery, format!("The {what} does not fit: {error}.{hint}")).with_source(error)
}
