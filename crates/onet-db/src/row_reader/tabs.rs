//! Rows of the text edition: tabs between fields, one line to a row, no quotes.

use std::io::{BufRead, Read as _};

use super::{Row, RowReader, RowSource, not_utf8, too_large};
use crate::error::Result;
use crate::limits::ROW_BYTES;

pub(crate) struct TabRows<'r> {
    source: &'r dyn RowSource,
    input: &'r mut dyn BufRead,
    line: u64,
}

impl<'r> TabRows<'r> {
    pub(crate) fn new(source: &'r dyn RowSource, input: &'r mut dyn BufRead) -> Self {
        Self { source, input, line: 0 }
    }
}

impl RowReader for TabRows<'_> {
    fn next(&mut self, row: &mut Row) -> Result<bool> {
        let mut bytes = row.take_buffer();
        let mut bounded = (&mut *self.input).take(ROW_BYTES as u64 + 1);
        let read = bounded.read_until(b'\n', &mut bytes).map_err(|error| self.source.read_error(error))?;
        if read == 0 {
            return Ok(false);
        }
        self.line += 1;
        row.line = self.line;
        if read > ROW_BYTES {
            let problem = format!("the line has more than {ROW_BYTES} bytes");
            return Err(too_large(self.source, self.line, &problem));
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        row.text = String::from_utf8(bytes).map_err(|_| not_utf8(self.source, self.line))?;
        let mut start =
            if self.line == 1 && row.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        for (tab, _) in row.text.match_indices('\t') {
            row.spans.push(start..tab);
            start = tab + 1;
        }
        row.spans.push(start..row.text.len());
        unquote(row);
        row.check(self.source)?;
        Ok(true)
    }
}

/// Takes the quotes off values that a spreadsheet has put into them, as it does where a value holds a comma or a quote.
/// No value of the text edition begins and ends with a quote.
fn unquote(row: &mut Row) {
    let is_quoted = |value: &str| value.len() > 1 && value.starts_with('"') && value.ends_with('"');
    if !row.text.contains('"') || !row.fields().any(is_quoted) {
        return;
    }
    let (mut text, mut spans) = (String::with_capacity(row.text.len()), Vec::with_capacity(row.spans.len()));
    for value in row.fields() {
        let start = text.len();
        match value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|_| is_quoted(value)) {
            Some(inner) => text.push_str(&inner.replace("\"\"", "\"")),
            None => text.push_str(value),
        }
        spans.push(start..text.len());
    }
    (row.text, row.spans) = (text, spans);
}
