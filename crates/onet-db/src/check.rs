//! Keys within tables and references between them.
//!
//! An import creates the indices and stops at the first fault; a later verification runs the same
//! queries and lists all faults.

use rusqlite::{Connection, ErrorCode};

use crate::catalogue::{Column, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::manifest::LeftOutRows;
use crate::sql::{self, quoted, shown};

/// How many of the values that refer to nothing an error names.
const NAMED: usize = 3;

/// Creates the indices of a table, the one that keeps its key unique first. Where faults are recorded, a key that more
/// than one row has is one of them.
pub(crate) fn create_indices(connection: &Connection, table: &Table, faults: &mut Faults) -> Result<()> {
    let fail = |error| Error::sqlite(&format!("index the table {}", table.id), error);
    let create = |sql: &str| connection.execute_batch(sql);
    if !table.key.is_empty() {
        // Without a journal, a failed index cannot be taken back: where the import goes on, the key is checked before.
        let duplicate =
            if faults.are_recorded() { duplicate_key(connection, table).map_err(fail)? } else { None };
        let unique = if duplicate.is_some() { "" } else { "UNIQUE" };
        duplicate.into_iter().try_for_each(|fault| faults.add(fault))?;
        if let Err(error) = create(&create_key(table, unique)) {
            if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
                && let Some(fault) = duplicate_key(connection, table).map_err(fail)?
            {
                return Err(violation(&fault));
            }
            return Err(fail(error));
        }
    }
    for (number, columns) in table.index.iter().enumerate() {
        let columns: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
        let name = quoted(&format!("{}_index_{}", table.id, number + 1));
        let sql = format!("CREATE INDEX {name} ON {} ({})", quoted(&table.id), columns.join(", "));
        create(&sql).map_err(fail)?;
    }
    Ok(())
}

/// Keys and references that do not hold.
#[derive(Debug)]
pub(crate) enum Faults {
    /// The first one fails the import.
    Fail,
    /// They are recorded, as in a release that is later than the known ones.
    Record(Vec<String>),
}

impl Faults {
    fn are_recorded(&self) -> bool {
        matches!(self, Self::Record(_))
    }

    pub(crate) fn add(&mut self, fault: String) -> Result<()> {
        match self {
            Self::Fail => Err(violation(&fault)),
            Self::Record(faults) => {
                faults.push(fault);
                Ok(())
            }
        }
    }
}

fn create_key(table: &Table, unique: &str) -> String {
    let name = quoted(&format!("{}_key", table.id));
    format!("CREATE {unique} INDEX {name} ON {} ({})", quoted(&table.id), key_terms(table))
}

/// A key that more than one row has, in words.
pub(crate) fn duplicate_key(connection: &Connection, table: &Table) -> rusqlite::Result<Option<String>> {
    if table.key.is_empty() {
        return Ok(None);
    }
    let columns: Vec<String> = table.key.iter().map(|name| quoted(name)).collect();
    let sql = format!(
        "SELECT count(*), {columns} FROM {table} GROUP BY {columns} HAVING count(*) > 1 \
         ORDER BY min(rowid) LIMIT 1",
        columns = columns.join(", "),
        table = quoted(&table.id)
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let times: i64 = row.get(0)?;
    let mut key = Vec::with_capacity(columns.len());
    for (at, name) in table.key.iter().enumerate() {
        key.push(format!("{name} {}", shown(row.get_ref(at + 1)?)));
    }
    Ok(Some(format!("The table {} has {times} rows with the key {}", table.title, key.join(", "))))
}

/// The columns of a table with values that refer to nothing, each in words. References to tables
/// that are missing are not checked.
pub(crate) fn broken_references(
    connection: &Connection,
    table: &Table,
    has_table: &dyn Fn(&str) -> bool,
) -> rusqlite::Result<Vec<String>> {
    let mut faults = Vec::new();
    for column in &table.columns {
        if let Some((target, key)) = column.reference()
            && has_table(target)
            && has_column(connection, &table.id, column)?
        {
            faults.extend(broken_reference(
                connection,
                (table.id.as_str(), column.sql.as_str()),
                (target, key),
            )?);
        }
    }
    Ok(faults)
}

/// Removes the rows of a table that refer to what the release does not have. References to tables that the release does
/// not have are not looked at.
pub(crate) fn remove_broken_references(
    connection: &Connection,
    table: &Table,
    has_table: &dyn Fn(&str) -> bool,
) -> rusqlite::Result<Vec<LeftOutRows>> {
    let mut left = Vec::new();
    for column in &table.columns {
        let Some((target, key)) = column.reference().filter(|(target, _)| has_table(target)) else {
            continue;
        };
        if !has_column(connection, &table.id, column)? {
            continue;
        }
        let (id, name) = (quoted(&table.id), quoted(&column.sql));
        let broken = format!(
            "FROM {id} WHERE {name} IS NOT NULL AND {name} NOT IN (SELECT {} FROM {})",
            quoted(key),
            quoted(target)
        );
        let values = format!("SELECT DISTINCT {name} {broken} ORDER BY {name} LIMIT {NAMED}");
        let named: Vec<String> = sql::all(connection, &values, |row| Ok(shown(row.get_ref(0)?)))?;
        if named.is_empty() {
            continue;
        }
        let rows = connection.execute(&format!("DELETE {broken}"), [])? as u64;
        let reason = format!("{target} does not have their {}, such as {}", column.sql, named.join(", "));
        left.push(LeftOutRows { table: table.id.clone(), rows, reason });
    }
    Ok(left)
}

/// Whether the store has a column that not every file has.
fn has_column(connection: &Connection, table: &str, column: &Column) -> rusqlite::Result<bool> {
    Ok(!column.sometimes || sql::columns(connection, table)?.contains(&column.sql))
}

fn broken_reference(
    connection: &Connection,
    (table, column): (&str, &str),
    (target, key): (&str, &str),
) -> rusqlite::Result<Option<String>> {
    let sql = format!(
        "SELECT {column}, count(*) FROM {table} \
         WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {target}) \
         GROUP BY {column} ORDER BY min(rowid)",
        column = quoted(column),
        table = quoted(table),
        key = quoted(key),
        target = quoted(target)
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut named = Vec::new();
    let (mut values, mut rows_in_all) = (0, 0);
    while let Some(row) = rows.next()? {
        if named.len() < NAMED {
            named.push(shown(row.get_ref(0)?));
        }
        values += 1;
        rows_in_all += row.get::<_, i64>(1)?;
    }
    if named.is_empty() {
        return Ok(None);
    }
    let more = values - named.len();
    let and_more = if more > 0 { format!(" and {more} more values") } else { String::new() };
    let in_rows = if rows_in_all == 1 { "1 row".to_owned() } else { format!("{rows_in_all} rows") };
    Ok(Some(format!(
        "The column {column} of the table {table} holds {}{and_more} in {in_rows}, \
         which {target} does not have in {key}",
        named.join(", ")
    )))
}

/// The terms of the index on the key. SQLite takes one missing value to differ from another, a key
/// does not.
fn key_terms(table: &Table) -> String {
    let term = |name: &String| match table.column(name) {
        Some(column) if column.optional => format!("ifnull({}, '')", quoted(name)),
        _ => quoted(name),
    };
    let terms: Vec<String> = table.key.iter().map(term).collect();
    terms.join(", ")
}

/// The error for a key or a reference that does not hold.
fn violation(fault: &str) -> Error {
    Error::new(
        ErrorKind::KeyViolation,
        format!("{fault}. The tables do not fit together; take all of them from one release."),
    )
}
