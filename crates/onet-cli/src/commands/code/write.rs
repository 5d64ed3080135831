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

/// The names of the columns of an input, those that are added columns or stand twice with the first free number.
pub(super) fn free_names(given: &[String], added: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(given.len());
    for (place, name) in given.iter().enumerate() {
        let is_free = |free: &String, names: &[String]| {
            !added.contains(&free.as_str()) && !names.contains(free) && !given[place + 1..].contains(free)
        };
        let is_itself = !added.contains(&name.as_str()) && !names.contains(name);
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let free = if is_itself {
            Some(name.clone())
        } else {
            numbered.into_iter().find(|free| is_free(free, &names))
        };
        names.push(free.unwrap_or_else(|| name.clone()));
    }
    names
}

impl Writer {
    pub(super) fn new(format: Format) -> Self {
        Self { format, columns: Vec::new(), given: 0, is_first: true, table: Vec::new() }
    }

    /// Writes what stands before the rows. An input column with the name of an added one gets another name.
    pub(super) fn start(&mut self, out: &mut Vec<u8>, given: &[String], added: &[&str]) {
        self.given = given.len();
        self.columns = free_names(given, added);
        self.columns.extend(added.iter().map(|name| (*name).to_owned()));
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

#[cfg(test)]
mod tests {
    use super::free_names;

    #[test]
    fn columns_with_a_name_that_is_taken_get_the_first_free_number() {
        let names = |given: &[&str]| {
            let given: Vec<String> = given.iter().map(|&name| name.to_owned()).collect();
            free_names(&given, &["code", "score"])
        };
        assert_eq!(names(&["title", "code"]), ["title", "code_2"]);
        assert_eq!(names(&["code", "code_2"]), ["code_3", "code_2"]);
        assert_eq!(names(&["title", "title", "x"]), ["title", "title_2", "x"]);
        assert_eq!(names(&["", ""]), ["", "_2"]);
    }
}
