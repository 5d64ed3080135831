//! Rows of CSV that are longer than memory should hold.

use std::io::{self, Read};

/// How many times the longest row a row may have before its end is looked for no longer.
const PATIENCE: usize = 16;
/// Bytes that are read at once.
const BUFFER: usize = 1 << 16;

/// Where in a row a byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    StartOfCell,
    InCell,
    InQuotes,
    /// Behind a quote in quotes, which ends the cell or is one half of a doubled quote.
    BehindQuote,
}

/// Passes rows on, and of those that are too long only the beginning.
pub(super) struct RowLimit<R> {
    input: R,
    separator: u8,
    longest: usize,
    place: Place,
    /// Where the part that is passed over begins.
    cut: Option<Place>,
    /// Bytes of the row so far.
    length: usize,
    buffer: Vec<u8>,
    /// What is ready to be passed on, and how much of it is.
    ready: Vec<u8>,
    passed: usize,
}

impl<R: Read> RowLimit<R> {
    pub(super) fn new(input: R, separator: u8, longest: usize) -> Self {
        Self {
            input,
            separator,
            longest,
            place: Place::StartOfCell,
            cut: None,
            length: 0,
            buffer: vec![0; BUFFER],
            ready: Vec::new(),
            passed: 0,
        }
    }

    /// Reads the next bytes; `false` at the end of the input.
    fn fill(&mut self) -> io::Result<bool> {
        let count = self.input.read(&mut self.buffer)?;
        self.ready.clear();
        self.passed = 0;
        for at in 0..count {
            self.take(self.buffer[at]);
        }
        let has_ended = count == 0;
        let is_endless = self.length > self.longest.saturating_mul(PATIENCE);
        if self.cut.is_some() && (is_endless || (has_ended && self.place == Place::InQuotes)) {
            let message = "a row is longer than 16 MB, and its end was not found; is a quote open?";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        if has_ended && self.cut.take() == Some(Place::InQuotes) {
            self.ready.push(b'"');
        }
        Ok(!has_ended || !self.ready.is_empty())
    }

    fn take(&mut self, byte: u8) {
        let ends_row = self.place != Place::InQuotes && matches!(byte, b'\n' | b'\r');
        self.length += 1;
        if self.length >= self.longest && self.cut.is_none() && !ends_row {
            self.cut = Some(self.place);
        }
        self.place = match (self.place, byte) {
            (Place::InQuotes, b'"') => Place::BehindQuote,
            (Place::InQuotes, _) => Place::InQuotes,
            (Place::BehindQuote | Place::StartOfCell, b'"') => Place::InQuotes,
            (_, byte) if byte == self.separator || ends_row => Place::StartOfCell,
            _ => Place::InCell,
        };
        if ends_row {
            // The reader of the rows is still in the quotes.
            if self.cut.take() == Some(Place::InQuotes) {
                self.ready.push(b'"');
            }
            self.length = 0;
        }
        if self.cut.is_none() {
            self.ready.push(byte);
        }
    }
}

impl<R: Read> Read for RowLimit<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.passed == self.ready.len() {
            if !self.fill()? {
                return Ok(0);
            }
        }
        let ready = &self.ready[self.passed..];
        let count = ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ready[..count]);
        self.passed += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(input: &str) -> io::Result<String> {
        let mut passed = String::new();
        RowLimit::new(input.as_bytes(), b',', 10).read_to_string(&mut passed)?;
        Ok(passed)
    }

    #[test]
    fn rows_of_the_usual_length_are_passed_on_as_they_are() {
        for rows in ["a,b\n\"c\nd\",e\r\n", "a,\"b\"\"\"\nc", "", "a\"b,c\n"] {
            assert_eq!(passed(rows).expect("memory"), rows);
        }
    }

    #[test]
    fn of_a_long_row_the_beginning_stays_and_the_rows_behind_it_are_whole() {
        for (input, wanted) in [
            ("a,bcdefghijklmno\nc,d\n", "a,bcdefgh\nc,d\n"),
            ("a,\"bcdef\nghijkl\"\nc,d\n", "a,\"bcdef\n\"\nc,d\n"),
            ("a,\"bcdefg\"hijkl\nc,d", "a,\"bcdefg\nc,d"),
        ] {
            let passed = passed(input).expect("the end is found");
            assert!(passed.ends_with(&wanted[wanted.rfind("\nc,d").expect("a row")..]), "{passed:?}");
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(passed.as_bytes());
            let last = reader.records().last().expect("rows").expect("CSV");
            assert_eq!(last, vec!["c", "d"], "{passed:?}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_an_error() {
        let failure = passed("a,\"bcdefghijklmno\nc,d\n").expect_err("no end");
        assert!(failure.to_string().contains("is a quote open?"), "{failure}");
        assert!(passed(&format!("a,{}", "b".repeat(1000))).is_err());
    }
}
