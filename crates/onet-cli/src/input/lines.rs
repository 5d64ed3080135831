//! Inputs with a text on each line.

use std::io::{self, BufRead, BufReader};

use onet_server::text_input::UTF8_MARK;

use super::{Columns, Event, LONGEST_TEXT, Row, SharedSink, Sink, Source, Subject, unreadable};
use crate::failure::Failure;

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// A line feed, with or without a carriage return before it.
    Feed,
    /// A carriage return alone, as on old Macs.
    Return,
}

impl LineEnd {
    /// That of an input with these bytes: a carriage return where they have one, not at their end, and no line feed.
    fn of(first: &[u8]) -> Self {
        let inner = first.strip_suffix(b"\r").unwrap_or(first);
        match inner.contains(&b'\r') && !first.contains(&b'\n') {
            true => Self::Return,
            false => Self::Feed,
        }
    }
}

/// Reads a line without its end; what is beyond the limit is passed over. The value is whether there was more.
pub(super) fn line(
    reader: &mut impl BufRead,
    line: &mut Vec<u8>,
    limit: usize,
    line_end: LineEnd,
) -> io::Result<Option<bool>> {
    line.clear();
    let (mut is_long, mut is_any) = (false, false);
    let last = if line_end == LineEnd::Return { b'\r' } else { b'\n' };
    loop {
        let buffer = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        if buffer.is_empty() {
            break;
        }
        is_any = true;
        let end = buffer.iter().position(|byte| *byte == last);
        let part = &buffer[..end.unwrap_or(buffer.len())];
        let room = limit.saturating_sub(line.len());
        line.extend_from_slice(&part[..part.len().min(room)]);
        is_long |= part.len() > room;
        let used = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(used);
        if end.is_some() {
            break;
        }
    }
    if line_end == LineEnd::Feed && line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(is_any.then_some(is_long))
}

pub(super) fn lines<S: Sink>(
    source: Source<S>,
    columns: &Columns,
    sink: &SharedSink<S>,
) -> Result<(), Failure> {
    let mut reader = BufReader::with_capacity(1 << 16, source);
    if !sink.borrow_mut().take(Event::Columns(vec![columns.subject.line.to_owned()])) {
        return Ok(());
    }
    let line_end = LineEnd::of(reader.fill_buf().map_err(|error| unreadable(&error))?);
    let mut bytes = Vec::new();
    let mut number = 0;
    while let Some(is_long) =
        line(&mut reader, &mut bytes, LONGEST_TEXT, line_end).map_err(|error| unreadable(&error))?
    {
        number += 1;
        let bytes = if number == 1 { bytes.strip_prefix(UTF8_MARK).unwrap_or(&bytes) } else { &bytes };
        let mut row = Row { number, ..Row::default() };
        row.title = Some(row.cell(bytes));
        row.fault = row.fault.or(is_long.then_some("the line is longer than 65,536 bytes"));
        if row.fault.is_some() {
            // What cannot be coded is shown shortened.
            let shown = row.cells[0].chars().take(100).collect();
            row.cells[0] = shown;
        }
        if number == 1
            && let Some(note) = header(&row.cells[0], columns.subject)
        {
            sink.borrow_mut().take(Event::Note(note.to_owned()));
        }
        if !sink.borrow_mut().take(Event::Row(row.checked(columns.subject))) {
            return Ok(());
        }
    }
    Ok(())
}

/// What to try where the first line looks like the names of columns.
fn header(first: &str, subject: &Subject) -> Option<&'static str> {
    let is_known = |name: &str| {
        let name = name.trim().trim_matches('"');
        subject.columns.iter().any(|known| known.eq_ignore_ascii_case(name))
    };
    let cells = first.split([',', ';', '\t']).count();
    match cells {
        1 if is_known(first) => {
            Some("the first line looks like the name of a column; --input-format csv reads it as one")
        }
        2.. if first.split([',', ';', '\t']).any(is_known) => {
            Some("the first line looks like the names of columns; --input-format csv (or tsv) reads them")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: &[u8]) -> Vec<String> {
        let mut reader = BufReader::with_capacity(8, input);
        let end = LineEnd::of(input);
        let mut bytes = Vec::new();
        let mut found = Vec::new();
        while let Ok(Some(_)) = line(&mut reader, &mut bytes, 100, end) {
            found.push(String::from_utf8(bytes.clone()).expect("UTF-8"));
        }
        found
    }

    #[test]
    fn lines_end_as_on_unix_windows_and_old_macs() {
        for input in
            ["nurse\ncook, line\n", "nurse\r\ncook, line", "nurse\rcook, line\r", "nurse\rcook, line"]
        {
            assert_eq!(all(input.as_bytes()), ["nurse", "cook, line"], "{input:?}");
        }
        assert_eq!(all(b"nurse\r"), ["nurse"]);
        assert_eq!(all(b"a\rb\nc"), ["a\rb", "c"]);
    }
}
