//! The rows of the output in each format.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::coded::Added;
use crate::arguments::Format;
use crate::input::Row;
use crate::output::{Column, Heading};
use crate::printable::spreadsheet_cell;
use crate::row_writer::{Escapes, free_name, free_names, separated};
use crate::table::{self, Look};

/// Writes rows, each with the values that coding added.
pub(super) struct Writer {
    format: Format,
    escapes: Escapes,
    look: Look,
    columns: Vec<String>,
    /// How many of the columns were in the input.
    given: usize,
    /// The name in the output of each member of the input that has been met.
    names: HashMap<String, String>,
    is_first: bool,
    /// Rows of a table that is not written yet, and whether its header is.
    table: Vec<Vec<String>>,
    has_header: bool,
}

/// Rows of a table that is laid out at once.
const TABLE: usize = 200;

impl Writer {
    pub(super) fn new(format: Format, escapes: Escapes, look: Look) -> Self {
        Self {
            format,
            escapes,
            look,
            columns: Vec::new(),
            given: 0,
            names: HashMap::new(),
            is_first: true,
            table: Vec::new(),
            has_header: false,
        }
    }

    /// Whether members of a row that are not among the columns are written.
    pub(super) fn has_late_members(&self) -> bool {
        !matches!(self.format, Format::Csv | Format::Tsv | Format::Table)
    }

    /// Writes what stands before the rows. An input column with the name of an added one gets another name.
    pub(super) fn start(&mut self, out: &mut Vec<u8>, given: &[String], added: &[&str]) {
        self.given = given.len();
        let free = free_names(given, added);
        self.names = given.iter().cloned().zip(free.iter().cloned()).collect();
        self.columns = free.into_iter().chain(added.iter().map(|name| (*name).to_owned())).collect();
        match self.format {
            Format::Csv => separated(out, b',', self.columns.iter().map(String::as_str)),
            Format::Tsv => separated(out, b'\t', self.columns.iter().map(String::as_str)),
            Format::Json | Format::Sqlite | Format::Parquet => out.extend(b"["),
            Format::Table | Format::Ndjson => {}
        }
    }

    /// Writes a row, once for each candidate.
    pub(super) fn row(&mut self, out: &mut Vec<u8>, row: &Row, candidates: &[Added]) {
        for added in candidates {
            match self.format {
                Format::Csv => self.separated(out, b',', row, added),
                Format::Tsv => self.separated(out, b'\t', row, added),
                Format::Ndjson => {
                    out.extend(self.object(row, added).to_string().into_bytes());
                    out.push(b'\n');
                }
                Format::Json | Format::Sqlite | Format::Parquet => {
                    out.extend(if self.is_first { &b"\n"[..] } else { &b",\n"[..] });
                    out.extend(self.object(row, added).to_string().into_bytes());
                    self.is_first = false;
                }
                Format::Table => self.table.push(row.cells.iter().chain(added).cloned().collect()),
            }
        }
        if self.table.len() >= TABLE {
            self.flush_table(out);
        }
    }

    /// Writes what stands behind the rows.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) {
        match self.format {
            // Nothing was begun where the input could not be read at all.
            Format::Json | Format::Sqlite if !self.columns.is_empty() => out.extend(b"\n]\n"),
            Format::Table if !self.has_header || !self.table.is_empty() => self.flush_table(out),
            _ => {}
        }
    }

    /// The columns of the input stay as they are; those that coding added are safe in a spreadsheet.
    fn separated(&self, out: &mut Vec<u8>, separator: u8, row: &Row, added: &Added) {
        match self.escapes {
            Escapes::Nothing => {
                separated(out, separator, row.cells.iter().chain(added).map(String::as_str));
            }
            Escapes::Formulas => {
                let added: Vec<_> = added.iter().map(|cell| spreadsheet_cell(cell)).collect();
                let cells = row.cells.iter().map(String::as_str);
                separated(out, separator, cells.chain(added.iter().map(AsRef::as_ref)));
            }
        }
    }

    /// Writes the rows of the table so far.
    fn flush_table(&mut self, out: &mut Vec<u8>) {
        self.has_header = true;
        let rows = std::mem::take(&mut self.table);
        let has_value: Vec<bool> = (0..self.columns.len())
            .map(|at| rows.is_empty() || rows.iter().any(|row| !row[at].is_empty()))
            .collect();
        let shown = || (0..self.columns.len()).filter(|at| has_value[*at]);
        let column = |at: usize| {
            let name = self.columns[at].clone();
            let numeric = at >= self.given && matches!(name.as_str(), "score" | "rank");
            let heading = if at < self.given { Heading::Name } else { Heading::Words };
            Column { name: name.into(), numeric, heading }
        };
        let columns: Vec<Column> = shown().map(column).collect();
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| shown().map(|at| row[at].clone()).collect()).collect();
        // Memory takes all that is written.
        let _ = table::write(out, &columns, &rows, self.look);
    }

    fn object(&mut self, row: &Row, added: &[String]) -> Value {
        let mut object = Map::new();
        match &row.members {
            Some(members) => {
                for (name, value) in members {
                    object.insert(self.name_of(name), value.clone());
                }
            }
            None => {
                for (name, text) in self.columns.iter().zip(&row.cells) {
                    object.insert(name.clone(), Value::String(text.clone()));
                }
            }
        }
        for (name, text) in self.columns[self.given..].iter().zip(added) {
            let value = match name.as_str() {
                "score" | "rank" => serde_json::from_str(text).unwrap_or(Value::Null),
                "abstained" => Value::Bool(text == "true"),
                _ if text.is_empty() => Value::Null,
                _ => Value::String(text.clone()),
            };
            object.insert(name.clone(), value);
        }
        Value::Object(object)
    }

    /// The name of a member in the output, also of one that was not among the columns.
    fn name_of(&mut self, name: &str) -> String {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let is_taken = |wanted: &str| {
            self.columns.iter().any(|column| column == wanted)
                || self.names.iter().any(|(from, to)| from == wanted || to == wanted)
        };
        let free = free_name(name, is_taken);
        self.names.insert(name.to_owned(), free.clone());
        free
    }
}
