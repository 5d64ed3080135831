//! Rows written as they come, in any format.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::arguments::Format;
use crate::flat::text;
use crate::output::{Column, write_line};
use crate::printable::spreadsheet_cell;
use crate::table::{self, Look};

/// Rows of a table that is laid out at once.
const TABLE: usize = 1_000;
/// Characters of a cell in a table; all of them are in the other formats.
const LONGEST_CELL: usize = 120;

/// Writes rows of values under named columns. Memory does not grow with their number.
pub(crate) struct RowWriter {
    format: Format,
    columns: Vec<Column>,
    /// Columns that are written as they were read.
    given: usize,
    escapes: Escapes,
    look: Look,
    has_started: bool,
    is_first: bool,
    table: Vec<Vec<String>>,
}

/// What becomes of text cells that a spreadsheet runs as formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escapes {
    /// An apostrophe marks them as text.
    Formulas,
    Nothing,
}

impl RowWriter {
    /// Writes nothing yet. The first `given` columns are those of an input.
    pub(crate) fn new(
        format: Format,
        columns: Vec<Column>,
        given: usize,
        escapes: Escapes,
        look: Look,
    ) -> Self {
        Self { format, columns, given, escapes, look, has_started: false, is_first: true, table: Vec::new() }
    }

    /// Writes what stands before all rows.
    pub(crate) fn start(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.has_started = true;
        match self.format {
            Format::Csv | Format::Tsv => {
                let names: Vec<String> = self.columns.iter().map(|column| column.name.to_string()).collect();
                self.separated(out, names)
            }
            Format::Json => out.write_all(b"["),
            Format::Table | Format::Ndjson | Format::Sqlite | Format::Parquet => Ok(()),
        }
    }

    /// Writes a row.
    pub(crate) fn row(&mut self, out: &mut impl Write, row: Vec<Value>) -> io::Result<()> {
        match self.format {
            Format::Csv | Format::Tsv => {
                let cells = row.iter().enumerate().map(|(at, value)| match value {
                    Value::String(cell) if at >= self.given && self.escapes == Escapes::Formulas => {
                        spreadsheet_cell(cell).into_owned()
                    }
                    other => text(other),
                });
                self.separated(out, cells.collect())
            }
            Format::Ndjson => write_line(out, &self.object(row)),
            Format::Json | Format::Sqlite | Format::Parquet => {
                out.write_all(if self.is_first { b"\n" } else { b",\n" })?;
                self.is_first = false;
                let mut line = Vec::new();
                write_line(&mut line, &self.object(row))?;
                line.pop();
                out.write_all(&line)
            }
            Format::Table => {
                self.table.push(row.iter().map(|value| clipped(text(value))).collect());
                if self.table.len() >= TABLE { self.flush_table(out) } else { Ok(()) }
            }
        }
    }

    /// Writes what stands behind all rows; nothing where nothing was begun, as when an input is empty.
    pub(crate) fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            Format::Json if self.has_started => out.write_all(if self.is_first { b"]\n" } else { b"\n]\n" }),
            Format::Table => self.flush_table(out),
            _ => Ok(()),
        }
    }

    /// Columns without a value in these rows are left out of a table.
    fn flush_table(&mut self, out: &mut impl Write) -> io::Result<()> {
        let rows = std::mem::take(&mut self.table);
        let has_value: Vec<bool> =
            (0..self.columns.len()).map(|at| rows.iter().any(|row| !row[at].is_empty())).collect();
        let chosen = |at: &usize| has_value[*at] || rows.is_empty();
        let places: Vec<usize> = (0..self.columns.len()).filter(chosen).collect();
        let columns: Vec<Column> = places.iter().map(|at| self.columns[*at].clone()).collect();
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| places.iter().map(|at| row[*at].clone()).collect()).collect();
        table::write(out, &columns, &rows, self.look)
    }

    fn separated(&self, out: &mut impl Write, cells: Vec<String>) -> io::Result<()> {
        let separator = if self.format == Format::Tsv { b'\t' } else { b',' };
        let mut line = Vec::with_capacity(256);
        separated(&mut line, separator, cells.iter().map(String::as_str));
        out.write_all(&line)
    }

    fn object(&self, row: Vec<Value>) -> Value {
        let members: Map<String, Value> =
            self.columns.iter().map(|column| column.name.to_string()).zip(row).collect();
        Value::Object(members)
    }
}

/// A cell of a table: one long cell would leave a letter's width for all others.
fn clipped(cell: String) -> String {
    match cell.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell,
    }
}

/// The names of the columns of an input in an output: none is that of an added column, and none occurs twice.
pub(crate) fn free_names(given: &[String], added: &[&str]) -> Vec<String> {
    let mut taken: HashSet<String> = added.iter().map(|name| (*name).to_owned()).collect();
    let given_names: HashSet<&str> = given.iter().map(String::as_str).collect();
    let name = |name: &String| {
        let free = match taken.contains(name) {
            true => free_name(name, |wanted| taken.contains(wanted) || given_names.contains(wanted)),
            false => name.clone(),
        };
        taken.insert(free.clone());
        free
    };
    given.iter().map(name).collect()
}

/// The note on columns of an input that have another name in the output; none where all stay.
pub(crate) fn renamed(given: &[String], free: &[String]) -> Option<String> {
    let pairs = given.iter().zip(free).filter(|(given, free)| given != free);
    let pairs: Vec<String> = pairs.map(|(given, free)| format!("{given} is {free}")).collect();
    (!pairs.is_empty()).then(|| {
        format!(
            "columns of the input whose names are taken have a number in the output: {}",
            pairs.join(", ")
        )
    })
}

/// A name, or the first one of it with a number, that is not taken.
pub(crate) fn free_name(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|number| format!("{name}_{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|wanted| !is_taken(wanted)).unwrap_or_else(|| name.to_owned())
}

/// Writes a line of CSV or TSV.
pub(crate) fn separated<'a>(out: &mut Vec<u8>, separator: u8, cells: impl Iterator<Item = &'a str>) {
    let start = out.len();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(separator);
        }
        let is_special = |byte: u8| byte == separator || matches!(byte, b'"' | b'\n' | b'\r');
        if cell.bytes().any(is_special) {
            out.push(b'"');
            for byte in cell.bytes() {
                if byte == b'"' {
                    out.push(b'"');
                }
                out.push(byte);
            }
            out.push(b'"');
        } else {
            out.extend(cell.as_bytes());
        }
    }
    if out.len() == start {
        // An empty line would be no row.
        out.extend(b"\"\"");
    }
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(given: &[&str]) -> Vec<String> {
        let given: Vec<String> = given.iter().map(|name| (*name).to_owned()).collect();
        free_names(&given, &["code", "score"])
    }

    #[test]
    fn a_renamed_column_is_noted_and_others_are_not() {
        let note = |given: &[&str]| {
            let given: Vec<String> = given.iter().map(|name| (*name).to_owned()).collect();
            renamed(&given, &free_names(&given, &["code", "score"]))
        };
        assert_eq!(note(&["id", "title"]), None);
        assert!(note(&["id", "code"]).is_some_and(|note| note.ends_with(": code is code_2")));
        assert!(
            note(&["score", "code"]).is_some_and(|note| note.ends_with(": score is score_2, code is code_2"))
        );
    }

    #[test]
    fn no_name_of_a_column_occurs_twice() {
        assert_eq!(names(&["id", "title"]), ["id", "title"]);
        assert_eq!(names(&["code", "title"]), ["code_2", "title"]);
        assert_eq!(names(&["code", "code_2"]), ["code_3", "code_2"]);
        assert_eq!(names(&["code_2", "code", "code_3"]), ["code_2", "code_4", "code_3"]);
        assert_eq!(names(&["title", "title", "x", "title"]), ["title", "title_2", "x", "title_3"]);
        assert_eq!(names(&["", "", "code", "code"]), ["", "_2", "code_2", "code_3"]);
    }
}
