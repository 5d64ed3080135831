//! What an input is by its first bytes: an encoding, a Parquet file, or a format that is read by no one here.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use super::Layout;
use crate::failure::Failure;

/// Bytes that are looked at.
const LOOKED_AT: usize = 512;

/// What a Parquet file begins with, and one with an encrypted footer.
const PARQUET: [&[u8]; 2] = [b"PAR1", b"PARE"];

pub(super) const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// How a text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Little,
    Utf16Big,
}

/// Formats of other programs: how they begin, what they are, and how to get a text out of them.
static FOREIGN: [(&[u8], &str, &str); 13] = [
    (b"\x1f\x8b", "compressed with gzip", "gzip -dc FILE | onet ... -"),
    (b"PK\x03\x04", "a zip archive or a spreadsheet", "save the sheet as CSV (UTF-8), or unzip the file"),
    (b"\xd0\xcf\x11\xe0", "an older Office document", "save the sheet as CSV (UTF-8)"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard", "zstd -dc FILE | onet ... -"),
    (b"BZh", "compressed with bzip2", "bzip2 -dc FILE | onet ... -"),
    (b"\xfd7zXZ\x00", "compressed with xz", "xz -dc FILE | onet ... -"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack the file"),
    (b"%PDF-", "a PDF document", "copy the table into a spreadsheet, and save it as CSV (UTF-8)"),
    (b"{\\rtf", "a document in RTF", "save it as text (UTF-8)"),
    (b"SQLite format 3\x00", "an SQLite database", "sqlite3 -csv -header FILE 'SELECT ...' | onet ... -"),
    (b"ARROW1\x00", "an Arrow file", "write it as Parquet"),
    (b"\xff\xfe\x00\x00", "in UTF-32", "iconv -f utf-32 -t utf-8 FILE | onet ... -"),
    (b"\x00\x00\xfe\xff", "in UTF-32", "iconv -f utf-32 -t utf-8 FILE | onet ... -"),
];

/// How files of these formats are named. No code and no title ends so.
static FOREIGN_ENDINGS: [&str; 20] = [
    "gz", "zip", "xlsx", "xlsm", "xls", "ods", "numbers", "docx", "doc", "odt", "zst", "bz2", "xz", "7z",
    "pdf", "rtf", "sqlite", "sqlite3", "arrow", "feather",
];

/// Whether the name of a file promises a format of another program.
pub(crate) fn is_named_foreign(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| FOREIGN_ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether a file begins as one of another program does.
pub(crate) fn is_foreign(file: &Path) -> bool {
    let peeked = File::open(file).and_then(|opened| peek(Box::new(opened)));
    peeked.is_ok_and(|peeked| peeked.is_parquet() || peeked.foreign().is_some())
}

/// The first bytes of an input, and the whole of it.
pub(super) struct Peeked {
    first: Vec<u8>,
    pub(super) input: Box<dyn Read + Send>,
}

/// Reads what is needed to know an input by its first bytes. A stream that can be nothing but text is not waited for.
pub(super) fn peek(mut input: Box<dyn Read + Send>) -> io::Result<Peeked> {
    let mut first = vec![0; LOOKED_AT];
    let mut length = 0;
    while length < LOOKED_AT {
        match input.read(&mut first[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        }
        if !is_undecided(&first[..length]) {
            break;
        }
    }
    first.truncate(length);
    let input = Box::new(Cursor::new(first.clone()).chain(input));
    Ok(Peeked { first, input })
}

/// Whether the next bytes may still make a known format of these.
fn is_undecided(first: &[u8]) -> bool {
    let marks = [UTF8_MARK, b"\xff\xfe", b"\xfe\xff"];
    let known = FOREIGN.iter().map(|(magic, _, _)| *magic).chain(PARQUET).chain(marks);
    let begins = known.into_iter().any(|magic| magic.len() > first.len() && magic.starts_with(first));
    begins || (first.len() < 4 && first.contains(&0)) || matches!(text(first), b"[" | b"{")
}

/// The bytes without a mark of UTF-8 and white space around them.
fn text(first: &[u8]) -> &[u8] {
    first.strip_prefix(UTF8_MARK).unwrap_or(first).trim_ascii()
}

impl Peeked {
    pub(super) fn is_parquet(&self) -> bool {
        PARQUET.iter().any(|magic| self.first.starts_with(magic))
    }

    pub(super) fn encoding(&self) -> Encoding {
        match self.first.as_slice() {
            [0xff, 0xfe, ..] => Encoding::Utf16Little,
            [0xfe, 0xff, ..] => Encoding::Utf16Big,
            // Without a mark: every other byte of a text in a Latin script is zero.
            [low, 0, next, 0, ..] if *low != 0 && *next != 0 => Encoding::Utf16Little,
            [0, low, 0, next, ..] if *low != 0 && *next != 0 => Encoding::Utf16Big,
            _ => Encoding::Utf8,
        }
    }

    fn foreign(&self) -> Option<&'static (&'static [u8], &'static str, &'static str)> {
        FOREIGN.iter().find(|(magic, _, _)| self.first.starts_with(magic))
    }

    /// Refuses formats of other programs, and JSON where something else is read.
    pub(super) fn check(&self, layout: Layout, is_named: bool) -> Result<(), Failure> {
        if self.is_parquet() {
            return Err(Failure::usage("the input is a Parquet file")
                .with_hint("leave out --input-format: it is known by its first bytes"));
        }
        if let Some((_, what, hint)) = self.foreign() {
            return Err(Failure::usage(format!("the input is {what}")).with_hint(*hint));
        }
        if layout == Layout::Lines && is_named {
            return Ok(());
        }
        let begins = text(&self.first);
        let opens = |bracket: &[u8], inner: &[u8]| {
            let rest = begins.strip_prefix(bracket).unwrap_or_default().trim_ascii_start();
            rest.first().is_some_and(|byte| inner.contains(byte))
        };
        if opens(b"[", b"{[\"") {
            return Err(Failure::usage("the input is one JSON array")
                .with_hint("jq -c '.[]' FILE | onet ... - --input-format ndjson, with an object a line"));
        }
        if layout == Layout::Lines && opens(b"{", b"\"") {
            return Err(Failure::usage("the input is JSON").with_hint(
                "--input-format ndjson reads an object a line; jq -c . FILE makes lines of other JSON",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peeked(bytes: &[u8]) -> Peeked {
        peek(Box::new(Cursor::new(bytes.to_vec()))).expect("memory can be read")
    }

    #[test]
    fn formats_of_other_programs_are_refused_in_every_layout() {
        let layouts = [Layout::Lines, Layout::Csv, Layout::Tsv, Layout::Ndjson];
        for (magic, what, _) in FOREIGN {
            for layout in layouts {
                let failure = peeked(&[magic, b"rest"].concat()).check(layout, true).expect_err(what);
                assert!(failure.to_string().contains(what), "{failure}");
            }
        }
        for json in ["[{\"title\":\"Nurse\"}]", "\u{feff} [\n  \"Nurse\"\n]", "[ [1] ]"] {
            assert!(peeked(json.as_bytes()).check(Layout::Csv, false).is_err(), "{json}");
        }
        assert!(peeked(b"{\n \"title\": 1}").check(Layout::Lines, false).is_err());
    }

    #[test]
    fn texts_are_read_although_they_begin_in_an_odd_way() {
        for text in ["[Senior] nurse\n", "{nurse}", "PA\n", "B", "", "{\"title\":\"x\"}\n"] {
            assert!(peeked(text.as_bytes()).check(Layout::Lines, true).is_ok(), "{text}");
        }
        for text in ["[Senior] nurse\n", "{nurse}", "PK, nurse", "BZ"] {
            assert!(peeked(text.as_bytes()).check(Layout::Lines, false).is_ok(), "{text}");
        }
    }
}
