//! The rows of a table file, one at a time: fields between tabs, or comma-separated values.

use std::io::BufRead;

use csv::{ErrorKind as CsvErrorKind, Reader, ReaderBuilder, StringRecord};

use crate::error::{Error, ErrorKind, Result};
use crate::input::TableFile;

/// The rows of a file, read into one buffer.
pub(crate) struct Records<'r> {
    pub(crate) file: &'r TableFile,
    rows: Rows<'r>,
}

enum Rows<'r> {
    /// The text edition: no quotes, and one line to a row.
    Tabs { input: &'r mut dyn BufRead, line: Vec<u8>, number: u64 },
    /// Values in quotes may hold the separator, and line ends.
    Quoted { reader: Reader<&'r mut dyn BufRead>, record: StringRecord },
}

impl<'r> Records<'r> {
    /// The rows of a file whose text is at its beginning. The first line tells what separates the fields.
    pub(crate) fn open(file: &'r TableFile, input: &'r mut dyn BufRead) -> Result<Self> {
        let beginning = input.fill_buf().map_err(|error| file.read_error(error))?;
        let first = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let rows = match separator(first).filter(|_| file.is_csv()) {
            Some(separator) => {
                let mut reader = ReaderBuilder::new();
                reader.has_headers(false).flexible(true).delimiter(separator);
                Rows::Quoted { reader: reader.from_reader(input), record: StringRecord::new() }
            }
            None => Rows::Tabs { input, line: Vec::with_capacity(4096), number: 0 },
        };
        Ok(Self { file, rows })
    }

    /// The first row, without space around its fields.
    pub(crate) fn headers(&mut self) -> Result<Vec<String>> {
        let mut spans = Vec::new();
        let Some((_, row)) = self.next(&mut spans)? else { return Ok(vec![String::new()]) };
        Ok(spans.into_iter().map(|(start, end)| row[start..end].trim().to_owned()).collect())
    }

    /// The text of the next row and the number of its first line, from 1; where in it the fields start and end is
    /// written to `spans`. A byte order mark at the start of the file is passed over.
    pub(crate) fn next(&mut self, spans: &mut Vec<(usize, usize)>) -> Result<Option<(u64, &str)>> {
        spans.clear();
        match &mut self.rows {
            Rows::Tabs { input, line, number } => {
                line.clear();
                let read = input.read_until(b'\n', line).map_err(|error| self.file.read_error(error))?;
                if read == 0 {
                    return Ok(None);
                }
                *number += 1;
                let mut text = line.as_slice();
                text = text.strip_suffix(b"\n").unwrap_or(text);
                text = text.strip_suffix(b"\r").unwrap_or(text);
                if *number == 1 {
                    text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
                }
                let Ok(text) = std::str::from_utf8(text) else { return Err(not_utf8(self.file, *number)) };
                split(text, spans);
                Ok(Some((*number, text)))
            }
            Rows::Quoted { reader, record } => {
                if !reader.read_record(record).map_err(|error| unreadable(self.file, error))? {
                    return Ok(None);
                }
                spans
                    .extend((0..record.len()).filter_map(|at| record.range(at)).map(|at| (at.start, at.end)));
                let number = record.position().map_or(0, csv::Position::line);
                Ok(Some((number, record.as_slice())))
            }
        }
    }
}

/// What separates the fields of a line without tabs: the one of comma and semicolon that it has more of.
fn separator(line: &[u8]) -> Option<u8> {
    let count = |wanted: u8| line.iter().filter(|byte| **byte == wanted).count();
    match (count(b'\t'), count(b','), count(b';')) {
        (0, commas, semicolons) if semicolons > commas => Some(b';'),
        (0, _, _) => Some(b','),
        _ => None,
    }
}

/// Where the fields of a line start and end.
fn split(line: &str, spans: &mut Vec<(usize, usize)>) {
    let mut start = 0;
    for (tab, _) in line.match_indices('\t') {
        spans.push((start, tab));
        start = tab + 1;
    }
    spans.push((start, line.len()));
}

fn unreadable(file: &TableFile, error: csv::Error) -> Error {
    let number = error.position().map_or(0, csv::Position::line);
    match error.into_kind() {
        CsvErrorKind::Io(error) => file.read_error(error),
        CsvErrorKind::Utf8 { .. } => not_utf8(file, number),
        other => broken_row(file, number, &format!("{other:?}")),
    }
}

fn not_utf8(file: &TableFile, number: u64) -> Error {
    broken_row(file, number, "the text is not UTF-8")
}

/// A row that cannot be read, and where it stands.
pub(crate) fn broken_row(file: &TableFile, number: u64, problem: &str) -> Error {
    Error::new(
        ErrorKind::BrokenRow,
        format!("{file}, line {number}: {problem}. The file is not as O*NET publishes it; get it again."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells_the_separator() {
        assert_eq!(separator(b"Code\tTitle, long"), None);
        assert_eq!(separator(b"Code,Title"), Some(b','));
        assert_eq!(separator(b"Code;Title"), Some(b';'));
        assert_eq!(separator(b"\"Code, new\";Title;Date"), Some(b';'));
    }
}
