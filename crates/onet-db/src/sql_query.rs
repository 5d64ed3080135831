//! Questions in SQL over a release, under the names of the database services, and whole tables for exports.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use onet_domain::TableId;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params_from_iter};
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::query_budget::QueryBudget;
use crate::release::Release;
use crate::sql::quoted;
use crate::table_schema::{TableView, ViewColumn};

/// Whole numbers below this are exact as decimal numbers, too.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Bytes of the longest value that a question may make. The longest of a release has some 4,000.
const LONGEST_VALUE: i32 = 16 << 20;

/// Time to put a connection back into its state.
const CLEARING: Duration = Duration::from_secs(10);

/// Whether to read further rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Read the next row.
    Row,
    /// Stop here.
    Stop,
}

impl Release {
    /// Answers a `SELECT` and hands over its rows one by one, each with the names of the columns. Tables and columns have
    /// the ids of the database services, and the names that these show beside references.
    ///
    /// A value has 16 MB at most. An infinite number is text, `Infinity` or `-Infinity`: JSON has no such number.
    ///
    /// SQLite's authorizer refuses everything but reading: no statement can change the release, attach a file or set a
    /// pragma. A [`QueryBudget`](crate::QueryBudget) limits the time.
    ///
    /// ```
    /// use onet_db::{Next, Release};
    ///
    /// let release = Release::sample()?;
    /// let mut titles = Vec::new();
    /// let sql = "SELECT title FROM occupation_data WHERE onetsoc_code = '29-1051.00'";
    /// release.select(sql, |columns, row| {
    ///     assert_eq!(columns, ["title"]);
    ///     titles.push(row[0].clone());
    ///     Next::Row
    /// })?;
    /// assert_eq!(titles, ["Pharmacists"]);
    /// assert!(release.select("DELETE FROM occupation_data", |_, _| Next::Row).is_err());
    /// # Ok::<(), onet_db::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`UnfitQuery`](ErrorKind::UnfitQuery) where the text is no single question that reads, or names what no table
    /// has; [`MissingTable`](ErrorKind::MissingTable) and [`UnknownTable`](ErrorKind::UnknownTable) where it names a table
    /// that the release, or no release, has; [`Interrupted`](ErrorKind::Interrupted) when the budget is spent.
    pub fn select(&self, sql: &str, mut row: impl FnMut(&[String], Vec<Value>) -> Next) -> Result<()> {
        let views = self.manifest().tables.iter().map(|table| {
            let id: TableId = table.id.parse().map_err(|error| {
                Error::new(ErrorKind::Damaged, format!("The table {} is damaged: {error}.", table.id))
            })?;
            self.view(&id)
        });
        let views: Vec<TableView> = views.collect::<Result<_>>()?;
        self.read_mut(|connection| {
            let made = make_views(connection, &views);
            let answered = made.map_err(Refusal::from).and_then(|()| {
                connection.authorizer(Some(reading_alone))?;
                // Without a limit `randomblob(1000000000)` is a value of a gigabyte.
                let usual = connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
                let answered = ask(connection, sql, &mut row);
                connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, usual)?;
                connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>)?;
                answered
            });
            // A budget that is spent would end this, too.
            QueryBudget::new(CLEARING).run(|| drop_views(connection, &views))?;
            Ok(answered)
        })?
        .map_err(|error| unfit(error, self))
    }

    /// Hands over all rows of a table one by one, in the order of the release, with the columns of its [`TableView`].
    ///
    /// # Errors
    ///
    /// As [`Release::view`] for the table; or when the database is damaged.
    pub fn each_row(&self, table: &TableId, mut row: impl FnMut(Vec<Value>) -> Next) -> Result<()> {
        let view = self.view(table)?;
        self.read(|connection| {
            let mut statement = connection.prepare(&question(&view))?;
            let width = view.columns.len();
            let mut rows = statement.query([])?;
            while let Some(found) = rows.next()? {
                if row(cells(found, width)?) == Next::Stop {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Writes tables into a new SQLite file, with the columns that the database services show.
    ///
    /// # Errors
    ///
    /// As [`Release::view`] for the tables; [`Io`](ErrorKind::Io) and [`StorageFull`](ErrorKind::StorageFull) when the
    /// file cannot be written.
    pub fn export_sqlite(&self, tables: &[TableId], file: &Path) -> Result<u64> {
        let write = |error| Error::sqlite(&format!("write {}", file.display()), error);
        let mut target = Connection::open(file).map_err(write)?;
        target.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF").map_err(write)?;
        let mut written = 0;
        for table in tables {
            let view = self.view(table)?;
            let columns: Vec<String> = view.columns.iter().map(definition).collect();
            let id = quoted(table.as_str());
            let transaction = target.transaction().map_err(write)?;
            transaction
                .execute_batch(&format!("CREATE TABLE {id} ({})", columns.join(", ")))
                .map_err(write)?;
            let places = vec!["?"; columns.len()].join(", ");
            let insert = format!("INSERT INTO {id} VALUES ({places})");
            let copied: std::result::Result<u64, rusqlite::Error> = self.read(|connection| {
                let mut from = connection.prepare(&question(&view))?;
                let mut rows = from.query([])?;
                Ok((|| {
                    let mut into = transaction.prepare(&insert)?;
                    let mut count = 0;
                    while let Some(found) = rows.next()? {
                        let cells =
                            (0..view.columns.len()).map(|at| found.get::<_, rusqlite::types::Value>(at));
                        let cells = cells.collect::<rusqlite::Result<Vec<_>>>()?;
                        into.execute(params_from_iter(cells))?;
                        count += 1;
                    }
                    Ok(count)
                })())
            })?;
            written += copied.map_err(write)?;
            transaction.commit().map_err(write)?;
        }
        target.close().map_err(|(_, error)| write(error))?;
        Ok(written)
    }
}

/// All rows of a table as the database services show it.
fn question(view: &TableView) -> String {
    let columns: Vec<String> = view.columns.iter().map(ViewColumn::sql).collect();
    format!("SELECT {} FROM {} AS t ORDER BY t._rowid_", columns.join(", "), quoted(view.id.as_str()))
}

fn definition(column: &ViewColumn) -> String {
    use onet_domain::ColumnKind::Number;
    // Files of wages have marks such as `#` among their numbers.
    let kind = if column.kind == Number { "NUMERIC" } else { "TEXT" };
    format!("{} {kind}", quoted(column.id.as_str()))
}

/// Makes temporary views that show the tables as the database services do. They hide the tables of the same names.
fn make_views(connection: &Connection, views: &[TableView]) -> rusqlite::Result<()> {
    views.iter().try_for_each(|view| {
        let name = quoted(view.id.as_str());
        let columns = view.columns.iter().map(|column| {
            let value = column.sql_of_main();
            format!("{value} AS {}", quoted(column.id.as_str()))
        });
        let columns: Vec<String> = columns.collect();
        connection.execute_batch(&format!(
            "CREATE TEMP VIEW {name} AS SELECT {} FROM main.{name} AS t",
            columns.join(", ")
        ))
    })
}

/// Drops the views, so that other questions over the connection see the tables.
fn drop_views(connection: &Connection, views: &[TableView]) -> rusqlite::Result<()> {
    views.iter().try_for_each(|view| {
        connection.execute_batch(&format!("DROP VIEW IF EXISTS temp.{}", quoted(view.id.as_str())))
    })
}

/// Allows what reads, and nothing else.
fn reading_alone(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if !function_name.eq_ignore_ascii_case("load_extension") => {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}

/// Why a question cannot be answered.
enum Refusal {
    Sqlite(rusqlite::Error),
    Nothing,
    Several,
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::MultipleStatement => Self::Several,
            other => Self::Sqlite(other),
        }
    }
}

fn ask(
    connection: &Connection,
    sql: &str,
    row: &mut impl FnMut(&[String], Vec<Value>) -> Next,
) -> std::result::Result<(), Refusal> {
    let mut statement = connection.prepare(sql)?;
    if statement.column_count() == 0 {
        return Err(Refusal::Nothing);
    }
    let columns = different(statement.column_names());
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        if row(&columns, cells(found, columns.len())?) == Next::Stop {
            break;
        }
    }
    Ok(())
}

/// Names of which none occurs twice: the second `title` of a join is `title_2`. SQLite compares names without case.
fn different<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let names: Vec<&str> = names.collect();
    let given: HashSet<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    let mut taken: HashSet<String> = HashSet::new();
    let mut different = |name: &&str| {
        let mut free = (*name).to_owned();
        let mut number = 2;
        while !taken.insert(free.to_ascii_lowercase()) {
            free = loop {
                let numbered = format!("{name}_{number}");
                number += 1;
                if !given.contains(&numbered.to_ascii_lowercase()) {
                    break numbered;
                }
            };
        }
        free
    };
    names.iter().map(&mut different).collect()
}

fn unfit(refusal: Refusal, release: &Release) -> Error {
    let refused = |message: String| Error::new(ErrorKind::UnfitQuery, message);
    match refusal {
        Refusal::Nothing => refused("The SQL is no question: a SELECT is expected.".to_owned()),
        Refusal::Several => refused("The SQL has several statements: one SELECT is expected.".to_owned()),
        Refusal::Sqlite(error) => match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => {
                Error::sqlite(&format!("read {}", release.label()), error)
            }
            Some(rusqlite::ErrorCode::TooBig) => refused(format!(
                "The SQL cannot be answered: a value is longer than {} MB.",
                LONGEST_VALUE >> 20
            )),
            Some(rusqlite::ErrorCode::AuthorizationForStatementDenied) => {
                refused("The SQL does more than read, which is not allowed: a SELECT is expected.".to_owned())
            }
            _ => {
                let reason = reason(&error);
                // SQLite has no code of its own for this.
                let table =
                    reason.strip_prefix("no such table: ").map(|name| name.trim_start_matches("main."));
                match table {
                    Some(table) => release.no_table(&table.to_ascii_lowercase()),
                    None => refused(format!("The SQL cannot be answered: {reason}.")),
                }
            }
        },
    }
}

/// What SQLite has against a question, without its whole text.
fn reason(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        other => other.to_string(),
    }
}

fn cells(row: &Row<'_>, width: usize) -> rusqlite::Result<Vec<Value>> {
    (0..width).map(|at| Ok(cell(row.get_ref(at)?))).collect()
}

/// A value as the database services write it: whole numbers without decimals.
pub(crate) fn cell(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) if number.fract() == 0.0 && number.abs() < EXACT => (number as i64).into(),
        // JSON has no infinity, and null would be no value.
        ValueRef::Real(number) if number.is_infinite() => {
            if number > 0.0 { "Infinity" } else { "-Infinity" }.into()
        }
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
        ValueRef::Blob(bytes) => hex::encode(bytes).into(),
    }
}
