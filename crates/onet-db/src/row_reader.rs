//! The rows of a table file, one at a time, whatever the format: tabs, separated values or an Excel sheet.

mod excel;
mod preview;
mod separated;
mod tabs;

use std::fmt;
use std::io::{self, BufRead};
use std::ops::Range;

use crate::error::{Error, ErrorKind, Result};
use crate::limits::{COLUMNS, VALUE_BYTES};

pub(crate) use excel::{not_a_workbook, preview_sheets, read_sheet};
pub(crate) use preview::{Preview, is_web_page, preview_text};

/// The file that rows are read from: its name in messages, and the meaning of its errors.
pub(crate) trait RowSource: fmt::Display {
    /// The meaning of a failure to read the file.
    fn read_error(&self, error: io::Error) -> Error;
}

/// How the fields of a file are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Tabs between fields, one line to a row, no quotes: the text edition.
    Tabs,
    /// This byte between fields, which may be in quotes.
    Separated(u8),
    /// A sheet of a workbook, by its name.
    Sheet(String),
}

/// The rows of a file.
pub(crate) trait RowReader {
    /// Reads the next row into a buffer; false at the end of the file.
    fn next(&mut self, row: &mut Row) -> Result<bool>;
}

/// One row: its text and where in it the fields are.
#[derive(Debug, Default)]
pub(crate) struct Row {
    text: String,
    spans: Vec<Range<usize>>,
    /// The number of its first line, from 1; of a sheet, the number of the row.
    pub(crate) line: u64,
}

impl Row {
    /// The number of fields.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// A field by its place, from 0; empty where the row is shorter.
    pub(crate) fn field(&self, place: usize) -> &str {
        self.spans.get(place).map_or("", |span| &self.text[span.clone()])
    }

    /// All fields.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        self.spans.iter().map(|span| &self.text[span.clone()])
    }

    /// Whether no field has a value.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty() || self.fields().all(str::is_empty)
    }

    /// The fields as headers: without space around them, and without the escape of a spreadsheet.
    pub(crate) fn headers(&self) -> Vec<String> {
        self.fields().map(|field| unescaped(field).trim().to_owned()).collect()
    }

    /// Takes over the buffer for a new row.
    fn take_buffer(&mut self) -> Vec<u8> {
        self.spans.clear();
        let mut buffer = std::mem::take(&mut self.text).into_bytes();
        buffer.clear();
        buffer
    }

    /// Checks the number of fields and the length of each.
    fn check(&self, source: &dyn RowSource) -> Result<()> {
        if self.spans.len() > COLUMNS {
            return Err(too_large(source, self.line, &format!("it has more than {COLUMNS} columns")));
        }
        if self.text.len() > VALUE_BYTES && self.spans.iter().any(|span| span.len() > VALUE_BYTES) {
            return Err(too_large(source, self.line, &format!("a value has more than {VALUE_BYTES} bytes")));
        }
        Ok(())
    }
}

/// A value without the escape that keeps a spreadsheet from reading it as a number or a date: `="29-1051"`.
pub(crate) fn unescaped(value: &str) -> &str {
    value.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(value)
}

/// Reads the rows of a text by its layout.
pub(crate) fn read_text<T>(
    source: &dyn RowSource,
    input: &mut dyn BufRead,
    layout: &Layout,
    reading: impl FnOnce(&mut dyn RowReader) -> Result<T>,
) -> Result<T> {
    match layout {
        Layout::Separated(separator) => {
            reading(&mut separated::SeparatedRows::new(source, input, *separator))
        }
        _ => reading(&mut tabs::TabRows::new(source, input)),
    }
}

fn not_utf8(source: &dyn RowSource, line: u64) -> Error {
    broken_row(source, line, "the text is not UTF-8; save the file as UTF-8")
}

fn too_large(source: &dyn RowSource, line: u64, problem: &str) -> Error {
    Error::too_large(format_args!("{source}, line {line},"), problem)
}

/// A row that cannot be read, and where it stands.
pub(crate) fn broken_row(source: &dyn RowSource, line: u64, problem: &str) -> Error {
    Error::new(ErrorKind::BrokenRow, format!("{source}, line {line}: {problem}."))
}
