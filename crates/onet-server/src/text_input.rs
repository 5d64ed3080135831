//! What a text of others is by its first bytes: its encoding, its separator, or a format of another program.
//!
//! The command line and the pages read titles with these rules, so that a file is the same to both.

mod decoding;
mod separator;

pub use decoding::{Utf16, windows_1252};
pub use separator::{separator_of, stated_separator};

/// The mark of UTF-8 that some programs write before a text.
pub const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// What a Parquet file begins with, and one with an encrypted footer.
pub const PARQUET: [&[u8]; 2] = [b"PAR1", b"PARE"];

/// The fault of a row in another encoding.
pub const NOT_UTF8: &str = "the row is not UTF-8";

/// How a text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8, or what is not known to be another one.
    Utf8,
    /// UTF-16, the low byte of a unit first.
    Utf16Little,
    /// UTF-16, the high byte of a unit first.
    Utf16Big,
}

impl TextEncoding {
    /// The encoding of a text with these first bytes.
    #[must_use]
    pub fn of(first: &[u8]) -> Self {
        match first {
            [0xff, 0xfe, ..] => Self::Utf16Little,
            [0xfe, 0xff, ..] => Self::Utf16Big,
            // Without a mark: every other byte of a text in a Latin script is zero.
            [low, 0, next, 0, ..] if *low != 0 && *next != 0 => Self::Utf16Little,
            [0, low, 0, next, ..] if *low != 0 && *next != 0 => Self::Utf16Big,
            _ => Self::Utf8,
        }
    }
}

/// A format of another program, which is not read.
#[derive(Clone, Copy, Debug)]
pub struct ForeignFormat {
    /// How a file of it begins.
    pub begins: &'static [u8],
    /// What the file is.
    pub what: &'static str,
    /// How to get a text out of it.
    pub hint: &'static str,
}

/// The formats that are known and refused.
pub static FOREIGN_FORMATS: [ForeignFormat; 13] = [
    foreign(b"\x1f\x8b", "compressed with gzip", "gzip -dc FILE | onet ... -"),
    foreign(
        b"PK\x03\x04",
        "a zip archive or a spreadsheet",
        "save the sheet as CSV (UTF-8), or unzip the file",
    ),
    foreign(b"\xd0\xcf\x11\xe0", "an older Office document", "save the sheet as CSV (UTF-8)"),
    foreign(b"\x28\xb5\x2f\xfd", "compressed with Zstandard", "zstd -dc FILE | onet ... -"),
    foreign(b"BZh", "compressed with bzip2", "bzip2 -dc FILE | onet ... -"),
    foreign(b"\xfd7zXZ\x00", "compressed with xz", "xz -dc FILE | onet ... -"),
    foreign(b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack the file"),
    foreign(b"%PDF-", "a PDF document", "copy the table into a spreadsheet, and save it as CSV (UTF-8)"),
    foreign(b"{\\rtf", "a document in RTF", "save it as text (UTF-8)"),
    foreign(
        b"SQLite format 3\x00",
        "an SQLite database",
        "sqlite3 -csv -header FILE 'SELECT ...' | onet ... -",
    ),
    foreign(b"ARROW1\x00", "an Arrow file", "write it as Parquet"),
    foreign(b"\xff\xfe\x00\x00", "in UTF-32", "iconv -f utf-32 -t utf-8 FILE | onet ... -"),
    foreign(b"\x00\x00\xfe\xff", "in UTF-32", "iconv -f utf-32 -t utf-8 FILE | onet ... -"),
];

const fn foreign(begins: &'static [u8], what: &'static str, hint: &'static str) -> ForeignFormat {
    ForeignFormat { begins, what, hint }
}

impl ForeignFormat {
    /// The format of a file with these first bytes, where it is one of [`FOREIGN_FORMATS`].
    #[must_use]
    pub fn of(first: &[u8]) -> Option<&'static Self> {
        FOREIGN_FORMATS.iter().find(|format| first.starts_with(format.begins))
    }
}

/// The form of a text that is JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonForm {
    /// One array of the whole text.
    Array,
    /// An object, which may be the first of many.
    Object,
}

impl JsonForm {
    /// The form of a text with these first bytes; a title in brackets is no JSON.
    #[must_use]
    pub fn of(first: &[u8]) -> Option<Self> {
        let begins = without_mark(first);
        let opens = |bracket: &[u8], inner: &[u8]| {
            let rest = begins.strip_prefix(bracket).unwrap_or_default().trim_ascii_start();
            rest.first().is_some_and(|byte| inner.contains(byte))
        };
        if opens(b"[", b"{[\"") {
            return Some(Self::Array);
        }
        opens(b"{", b"\"").then_some(Self::Object)
    }
}

/// The bytes without a mark of UTF-8 and white space around them.
#[must_use]
pub fn without_mark(first: &[u8]) -> &[u8] {
    first.strip_prefix(UTF8_MARK).unwrap_or(first).trim_ascii()
}
