//! Rows of separated values, as spreadsheets and data tools write them: fields may be in quotes, and quoted fields may
//! hold the separator and line ends.

use std::io::BufRead;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{Row, RowReader, RowSource, broken_row, not_utf8, too_large};
use crate::error::Result;
use crate::limits::{COLUMNS, ROW_BYTES};

/// The space for a row at first.
const ROW_SPACE: usize = 1 << 12;

pub(crate) struct SeparatedRows<'r> {
    source: &'r dyn RowSource,
    input: &'r mut dyn BufRead,
    reader: Reader,
    /// The number of the line that the next byte is on.
    line: u64,
    /// Where the fields of a row end.
    ends: Vec<usize>,
}

impl<'r> SeparatedRows<'r> {
    pub(crate) fn new(source: &'r dyn RowSource, input: &'r mut dyn BufRead, separator: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Self { source, input, reader, line: 1, ends: vec![0; COLUMNS + 1] }
    }

    /// Passes over line ends, those of blank lines and the second half of the last one; false at the end of the file.
    fn skip_line_ends(&mut self) -> Result<bool> {
        loop {
            let input = self.input.fill_buf().map_err(|error| self.source.read_error(error))?;
            let ends = input.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if ends == 0 {
                return Ok(!input.is_empty());
            }
            self.line += lines(&input[..ends]);
            self.input.consume(ends);
        }
    }

    /// Reads a row into the buffer; its length and the number of its fields.
    fn read(&mut self, buffer: &mut Vec<u8>) -> Result<(usize, usize)> {
        let first_line = self.line;
        let (mut length, mut fields) = (0, 0);
        buffer.resize(ROW_SPACE, 0);
        loop {
            let input = self.input.fill_buf().map_err(|error| self.source.read_error(error))?;
            // A line end in the place of the end of the file ends the row, unless a quote is open.
            let at_end = input.is_empty();
            let bytes = if at_end { b"\n" } else { input };
            let (result, read, written, ended) =
                self.reader.read_record(bytes, &mut buffer[length..], &mut self.ends[fields..]);
            self.line += lines(&bytes[..read]);
            if !at_end {
                self.input.consume(read);
            }
            (length, fields) = (length + written, fields + ended);
            if length > ROW_BYTES {
                let problem = format!("the row has more than {ROW_BYTES} bytes");
                return Err(too_large(self.source, first_line, &problem));
            }
            match result {
                ReadRecordResult::Record => return Ok((length, fields)),
                ReadRecordResult::OutputFull => buffer.resize(buffer.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => {
                    let problem = format!("it has more than {COLUMNS} columns");
                    return Err(too_large(self.source, first_line, &problem));
                }
                ReadRecordResult::InputEmpty if at_end => {
                    let problem = "a value begins with a quote that is never closed; the file ends within it";
                    return Err(broken_row(self.source, first_line, problem));
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::End => return Ok((0, 0)),
            }
        }
    }
}

impl RowReader for SeparatedRows<'_> {
    fn next(&mut self, row: &mut Row) -> Result<bool> {
        let mut buffer = row.take_buffer();
        if !self.skip_line_ends()? {
            return Ok(false);
        }
        row.line = self.line;
        let (length, fields) = self.read(&mut buffer)?;
        buffer.truncate(length);
        row.text = String::from_utf8(buffer).map_err(|_| not_utf8(self.source, row.line))?;
        let mut start = 0;
        for end in &self.ends[..fields] {
            row.spans.push(start..*end);
            start = *end;
        }
        row.check(self.source)?;
        Ok(true)
    }
}

fn lines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}
