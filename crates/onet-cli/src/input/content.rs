//! The first bytes of an input: what they are is known by [`onet_server::text_input`].

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use onet_server::text_input::{
    FOREIGN_FORMATS, ForeignFormat, JsonForm, PARQUET, TextEncoding, UTF8_MARK, without_mark,
};

use super::Layout;
use crate::failure::Failure;

/// Bytes that are looked at.
const LOOKED_AT: usize = 512;

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
    peeked.is_ok_and(|peeked| peeked.is_parquet() || ForeignFormat::of(&peeked.first).is_some())
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
    let known = FOREIGN_FORMATS.iter().map(|format| format.begins).chain(PARQUET).chain(marks);
    let begins = known.into_iter().any(|magic| magic.len() > first.len() && magic.starts_with(first));
    begins || (first.len() < 4 && first.contains(&0)) || matches!(without_mark(first), b"[" | b"{")
}

impl Peeked {
    pub(super) fn is_parquet(&self) -> bool {
        PARQUET.iter().any(|magic| self.first.starts_with(magic))
    }

    pub(super) fn encoding(&self) -> TextEncoding {
        TextEncoding::of(&self.first)
    }

    /// Refuses formats of other programs, and JSON where something else is read.
    pub(super) fn check(&self, layout: Layout, is_named: bool) -> Result<(), Failure> {
        if self.is_parquet() {
            return Err(Failure::usage("the input is a Parquet file")
                .with_hint("leave out --input-format: it is known by its first bytes"));
        }
        if let Some(ForeignFormat { what, hint, .. }) = ForeignFormat::of(&self.first) {
            return Err(Failure::usage(format!("the input is {what}")).with_hint(*hint));
        }
        if layout == Layout::Lines && is_named {
            return Ok(());
        }
        match JsonForm::of(&self.first) {
            Some(JsonForm::Array) => Err(Failure::usage("the input is one JSON array")
                .with_hint("jq -c '.[]' FILE | onet ... - --input-format ndjson, with an object a line")),
            Some(JsonForm::Object) if layout == Layout::Lines => Err(Failure::usage("the input is JSON")
                .with_hint(
                    "--input-format ndjson reads an object a line; jq -c . FILE makes lines of other JSON",
                )),
            Some(JsonForm::Object) | None => Ok(()),
        }
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
        for ForeignFormat { begins, what, .. } in FOREIGN_FORMATS {
            for layout in layouts {
                let failure = peeked(&[begins, b"rest"].concat()).check(layout, true).expect_err(what);
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
