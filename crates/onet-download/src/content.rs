//! What a file has to be.

use std::io::{Read, Seek, SeekFrom};
use std::{fs::File, io};

use crate::error::{Error, ErrorKind, Result};

/// Bytes that are looked at before the first one is written.
pub(crate) const HEAD: usize = 512;

/// The first bytes of a zip file: of one with files in it, of an empty one.
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// The mark at the start of a zip file's last record.
const ZIP_END: &[u8] = b"PK\x05\x06";

/// Longest last record of a zip file: 22 bytes and a comment.
const LONGEST_ZIP_END: u64 = 22 + 65_535;

/// What a file has to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Content {
    /// Anything.
    #[default]
    Any,
    /// A zip file: it begins and ends as one. What is in it is not looked at.
    Zip,
}

impl Content {
    /// Checks the first bytes of a file.
    pub(crate) fn check_head(self, head: &[u8], media_type: Option<&str>, place: &str) -> Result<()> {
        if self == Self::Any || ZIP.iter().any(|zip| head.starts_with(zip)) {
            return Ok(());
        }
        let is_page = media_type.is_some_and(|given| given.contains("html")) || begins_like_a_page(head);
        Err(match (is_page, head) {
            (true, _) => {
                Error::new(ErrorKind::WebPage, format!("{place} answered with a web page, not a zip file"))
            }
            (false, []) => Error::new(ErrorKind::NotZip, format!("{place} answered with an empty file")),
            (false, _) => {
                let media_type = media_type.map(|given| format!(" but {given:?}")).unwrap_or_default();
                Error::new(
                    ErrorKind::NotZip,
                    format!("what {place} answered with is not a zip file{media_type}"),
                )
            }
        })
    }

    /// Checks the end of a file that is thought to be whole.
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

/// Whether bytes are the beginning of a text with tags.
fn begins_like_a_page(head: &[u8]) -> bool {
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
    fn the_bytes_say_what_a_file_is_whatever_the_server_says() {
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
