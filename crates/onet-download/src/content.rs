//! The expected type of a file.

use std::io::{Read, Seek, SeekFrom};
use std::{fs::File, io};

use crate::error::{Error, ErrorKind, Result};

/// Number of bytes that are inspected before any is written.
pub(crate) const HEAD: usize = 512;

/// The signatures at the start of a zip file, with entries and without.
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// The signature of the end of the central directory.
const ZIP_END: &[u8] = b"PK\x05\x06";

/// Maximum length of the end of the central directory: 22 bytes and a comment.
const LONGEST_ZIP_END: u64 = 22 + 65_535;

/// The expected type of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Content {
    /// Any file.
    #[default]
    Any,
    /// A zip file. Its first and last records are checked; its entries are not.
    Zip,
}

impl Content {
    /// Checks the first bytes of a file. They decide, whatever the media type is.
    pub(crate) fn check_head(self, head: &[u8], media_type: Option<&str>, place: &str) -> Result<()> {
        if self == Self::Any || ZIP.iter().any(|zip| head.starts_with(zip)) {
            return Ok(());
        }
        let is_page = media_type.is_some_and(|given| given.contains("html")) || looks_like_markup(head);
        Err(match (is_page, head) {
            (true, _) => Error::new(ErrorKind::WebPage, format!("{place} is a web page, not a zip file")),
            (false, []) => Error::new(ErrorKind::NotZip, format!("{place} is an empty file")),
            (false, _) => {
                let media_type = media_type.map(|given| format!(" but {given:?}")).unwrap_or_default();
                Error::new(ErrorKind::NotZip, format!("{place} is not a zip file{media_type}"))
            }
        })
    }

    /// Whether a complete file has the last record of its type.
    pub(crate) fn has_end(self, file: &mut File, bytes: u64) -> io::Result<bool> {
        if self == Self::Any {
            return Ok(true);
        }
        file.seek(SeekFrom::Start(bytes.saturating_sub(LONGEST_ZIP_END)))?;
        let mut end = Vec::new();
        file.read_to_end(&mut end)?;
        Ok(end.windows(ZIP_END.len()).any(|window| window == ZIP_END))
    }
}

/// Whether the bytes look like HTML or XML.
fn looks_like_markup(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    text.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(head: &[u8], media_type: Option<&str>) -> Option<ErrorKind> {
        Content::Zip.check_head(head, media_type, "https://example.org/").err().map(|error| error.kind())
    }

    #[test]
    fn the_first_bytes_decide_whatever_the_media_type_is() {
        assert_eq!(kind(b"PK\x03\x04...", Some("text/html")), None);
        assert_eq!(kind(b"PK\x05\x06...", None), None);
        assert_eq!(
            kind(b"\xef\xbb\xbf \n<!doctype html>", Some("application/zip")),
            Some(ErrorKind::WebPage)
        );
        assert_eq!(kind(b"Please log in", Some("text/html; charset=utf-8")), Some(ErrorKind::WebPage));
        assert_eq!(kind(b"Please log in", Some("text/plain")), Some(ErrorKind::NotZip));
        assert_eq!(kind(b"", Some("application/zip")), Some(ErrorKind::NotZip));
        assert!(Content::Any.check_head(b"<html>", None, "there").is_ok());
    }
}
