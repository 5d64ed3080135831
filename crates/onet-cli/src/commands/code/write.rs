//! The rows of the output in each format.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::coded::Added;
use crate::arguments::Format;
use crate::input::Row;
use crate::output::{Column, terminal_width};
use crate::row_writer::separated;
use crate::table::{self, Look};

/// Writes rows, each with the values that coding added.
pub(super) struct Writer {
    format: Format,
    columns: Vec<String>,
    /// How many of the columns were in the input.
    given: usize,
    is_first: bool,
    /// Rows of a table that is not written yet.
    table: Vec<Vec<String>>,
}

/// Rows of a table that is laid out at once.
const TABLE: usize = 200;

impl Writer {
    pub(super) fn new(format: Format) -> Self {
        Self { format, columns: Vec::new(), given: 0, is_first: true, table: Vec::new() }
    }

    /// Writes what stands before the rows. An input column with the name of an added one gets another name.
    pub(super) fn start(&mut self, out: &mut Vec<u8>, given: &[String], added: &[&str]) {
        self.given = given.len();
        let free = |name: &String| match added.contains(&name.as_str()) {
            true => format!("{name}_2"),
            false => name.clone(),
        };
        self.columns = given.iter().map(free).chain(added.iter().map(|name| (*name).to_owned())).collect();
        match self.format {
            Format::Csv => separated(out, b',', self.columns.iter().map(String::as_str)),
            Format::Tsv => separated(out, b'\t', self.columns.iter().map(String::as_str)),
            Format::Json | Format::Sqlite | Format::Parquet => out.extend(b"["),
            Format::Table | Format::Ndjson => {}
        }
    }

    /// Writes a row, once for each candidate.
    pub(super) fn row(&mut self, out: &mut Vec<u8>, row: &Row, candidates: &[Added]) {
        let cells = &row.cells;
        for added in candidates {
            match self.format {
                Format::Csv => separated(out, b',', cells.iter().chain(added).map(String::as_str)),
                Format::Tsv => separated(out, b'\t', cells.iter().chain(added).map(String::as_str)),
                Format::Ndjson => {
                    out.extend(self.object(row, added).to_string().into_bytes());
                    out.push(b'\n');
                }
                Format::Json | Format::Sqlite | Format::Parquet => {
                    out.extend(if self.is_first { &b"\n"[..] } else { &b",\n"[..] });
                    out.extend(self.object(row, added).to_string().into_bytes());
                    self.is_first = false;
                }
                Format::Table => self.table.push(cells.iter().chain(added).cloned().collect()),
            }
        }
        if self.table.len() >= TABLE {
            self.flush_table(out);
        }
    }

    /// Writes what stands behind the rows.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) {
        match self.format {
            Format::Json | Format::Sqlite => out.extend(b"\n]\n"),
            Format::Table => self.flush_table(out),
            _ => {}
        }
    }

    /// Writes the rows of the table so far.
    pub(super) fn flush_table(&mut self, out: &mut Vec<u8>) {
        if self.table.is_empty() {
            return;
        }
        let columns: Vec<Column> = self
            .columns
            .iter()
            .map(|name| Column {
                name: Cow::Owned(name.clone()),
                numeric: matches!(&**name, "score" | "rank"),
            })
            .collect();
        let rows: Vec<Vec<String>> = self.table.drain(..).collect();
        // Writing to memory does not fail.
        let _ = table::write(out, &columns, &rows, Look { color: false, width: terminal_width() });
    }

    fn object(&self, row: &Row, added: &[String]) -> Value {
        let mut object = Map::new();
        for (at, (name, text)) in self.columns.iter().zip(row.cells.iter().chain(added)).enumerate() {
            let value = match (at >= self.given).then_some(name.as_str()) {
                Some("score" | "rank") => serde_json::from_str(text).unwrap_or(Value::Null),
                Some("abstained") => Value::Bool(text == "true"),
                Some(_) if text.is_empty() => Value::Null,
                Some(_) => Value::String(text.clone()),
                None => row.values.get(at).cloned().unwrap_or_else(|| Value::String(text.clone())),
            };
            object.insert(name.clone(), value);
        }
        Value::Object(object)
    }
}
