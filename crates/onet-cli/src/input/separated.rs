//! Inputs of columns: CSV and TSV.

use std::io::{BufRead as _, BufReader, Cursor, Read as _};
use std::rc::Rc;

use csv::ByteRecord;
use onet_server::text_input::{UTF8_MARK, separator_of, stated_separator};

use super::row_limit::RowLimit;
use super::{Columns, Event, LONGEST_ROW, Row, SharedSink, Sink, Source, place, unreadable};
use crate::failure::Failure;

/// Bytes of the first line that decide which separator the file has.
const FIRST_LINE: u64 = 1 << 16;

/// Characters that are shown of each cell of a row that is too long.
const SHOWN: usize = 100;

const UNCLOSED: &str = "a quote is not closed: the row has the rest of the input";
const TOO_FEW: &str = "the row has too few columns; is a quote open?";
const TOO_MANY: &str = "the row has too many columns; is a quote open?";

/// Whether a row with this fault may have taken in the rows behind it.
pub(crate) fn is_open_quote(fault: &str) -> bool {
    [UNCLOSED, TOO_FEW, TOO_MANY].contains(&fault)
}

/// The failure of an input with such a row.
pub(crate) fn open_quote(row: u64, fault: &str) -> Failure {
    Failure::usage(format!("row {row}: {fault}; lines in it were not read as rows")).with_hint(
        "close the quote that opens there (one within a cell is doubled), and run the command again",
    )
}

/// Reads rows. Without a separator, that of the first line is taken.
pub(super) fn separated<S: Sink>(
    source: Source<S>,
    separator: Option<u8>,
    columns: &Columns,
    sink: &SharedSink<S>,
) -> Result<(), Failure> {
    let state = Rc::clone(&source.state);
    let mut source = BufReader::with_capacity(1 << 16, source);
    let mut next_line = || {
        let mut line = Vec::new();
        let read = source.by_ref().take(FIRST_LINE).read_until(b'\n', &mut line);
        read.map(|_| line).map_err(|error| unreadable(&error))
    };
    let mut first = next_line()?;
    if first.starts_with(UTF8_MARK) {
        first.drain(..UTF8_MARK.len());
    }
    let stated = stated_separator(&first).filter(|_| separator.is_none());
    if stated.is_some() {
        first = next_line()?;
    }
    let separator = separator.or(stated).unwrap_or_else(|| separator_of(&first));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(1 << 16)
        .from_reader(RowLimit::new(Cursor::new(first).chain(source), separator, LONGEST_ROW));
    let mut record = ByteRecord::new();
    if !reader.read_byte_record(&mut record).map_err(|error| unreadable(&error))? {
        return Err(Failure::usage("the input is empty").with_hint("the first row names the columns"));
    }
    let mut header = Row::default();
    for cell in &record {
        header.cell(cell);
    }
    let names = header.cells;
    let title = place(&names, columns.title.as_deref(), columns.subject)?;
    let description = match &columns.description {
        Some(name) => Some(place(&names, Some(name), columns.subject)?),
        None => None,
    };
    let count = names.len();
    if names.iter().filter(|name| **name == names[title]).count() > 1 {
        let note = format!("several columns are named {:?}; the first is read", names[title]);
        sink.borrow_mut().take(Event::Note(note));
    }
    if !sink.borrow_mut().take(Event::Columns(names)) {
        return Ok(());
    }
    let mut number: u64 = 0;
    let mut start = reader.position().byte();
    while reader
        .read_byte_record(&mut record)
        .map_err(|error| unreadable(&format!("row {}: {error}", number + 1)))?
    {
        number += 1;
        let end = reader.position().byte();
        let is_long = end - start >= LONGEST_ROW as u64;
        start = end;
        let ends_in_quote = {
            let state = state.borrow();
            state.has_ended && state.last_byte != b'"' && record.iter().next_back().is_some_and(has_line_end)
        };
        let mut row = of_record(&record, number, count, separator);
        row.title = row.cells.get(title).cloned();
        row.description = description.and_then(|at| row.cells.get(at).cloned());
        if is_long {
            row.fault = Some("the row is longer than 16 MB");
            row.cells.iter_mut().for_each(|cell| *cell = cell.chars().take(SHOWN).collect());
        }
        if ends_in_quote {
            row.fault = Some(UNCLOSED);
        }
        if !sink.borrow_mut().take(Event::Row(row.checked(columns.subject))) {
            return Ok(());
        }
    }
    Ok(())
}

fn has_line_end(cell: &[u8]) -> bool {
    cell.contains(&b'\n')
}

/// A row of so many cells. Those beyond the last column stay in it.
fn of_record(record: &ByteRecord, number: u64, count: usize, separator: u8) -> Row {
    let mut row = Row { number, ..Row::default() };
    for cell in record {
        row.cell(cell);
    }
    if record.len() != count {
        row.fault = Some(match (record.len() < count, record.iter().any(has_line_end)) {
            (true, true) => TOO_FEW,
            (true, false) => "the row has too few columns",
            (false, true) => TOO_MANY,
            (false, false) => "the row has too many columns",
        });
        let beyond = row.cells.split_off(row.cells.len().min(count));
        if let Some(last) = row.cells.last_mut() {
            for cell in beyond {
                last.push(char::from(separator));
                last.push_str(&cell);
            }
        }
        row.cells.resize(count, String::new());
    }
    row
}
