//! Why a document could not be read.

use std::fmt;

/// The kind of value that was expected, for an error's text.
pub(crate) type Expected = &'static str;

/// Why a document could not be read: what is wrong, where, and what to do about it.
///
/// ```
/// use onet_compat::Document;
///
/// let page = b"<!DOCTYPE html><html><body>Authorization Error</body></html>";
/// let error = Document::read_xml(page).unwrap_err();
/// assert!(error.to_string().starts_with("this is HTML, not a document of the service"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ReadError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ReadErrorKind,
    message: String,
    position: Option<(usize, usize)>,
    path: Option<String>,
}

/// What kind of failure a [`ReadError`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// The document, a text in it or its nesting is larger than [`ReadLimits`](crate::ReadLimits) allow.
    TooLarge,
    /// It is not UTF-8, or holds a character that XML forbids.
    Encoding,
    /// It has a document type declaration or an entity of its own.
    Entity,
    /// It is not well-formed.
    Syntax,
    /// It ends in the middle.
    Truncated,
    /// It is a document of another kind: HTML, JSON instead of XML, an error document, another resource's
    /// answer.
    WrongKind,
    /// A part that documents of this kind always have is missing.
    Missing,
    /// A value is not of its type, as a word where a number belongs.
    Value,
    /// What documents of this resource look like is not known.
    Undocumented,
}

impl ReadErrorKind {
    /// What the caller can do.
    fn advice(self) -> Option<&'static str> {
        match self {
            Self::TooLarge => Some("raise the limit if the document is to be trusted"),
            Self::Encoding => {
                Some("it is damaged or in another encoding: fetch it again, or convert it to UTF-8")
            }
            Self::Entity => Some("the service sends none; remove it, or do not trust the document"),
            Self::Truncated => Some("fetch the document again"),
            Self::Syntax | Self::WrongKind | Self::Missing | Self::Value | Self::Undocumented => None,
        }
    }
}

impl ReadError {
    pub(crate) fn new(kind: ReadErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, message: message.into(), position: None, path: None }))
    }

    /// At an offset in a text.
    pub(crate) fn at(mut self, source: &[u8], offset: usize) -> Self {
        let before = &source[..offset.min(source.len())];
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
        self.0.position = Some((line, column));
        self
    }

    pub(crate) fn at_line(mut self, line: usize, column: usize) -> Self {
        self.0.position = (line > 0).then_some((line, column));
        self
    }

    pub(crate) fn under(mut self, path: String) -> Self {
        self.0.path = (path != ".").then_some(path);
        self
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ReadErrorKind {
        self.0.kind
    }

    /// The line in the document, from 1; `None` where the failure has no place, or the document was no text.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.0.position.map(|(line, _)| line)
    }

    /// The character in the line, from 1.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.0.position.map(|(_, column)| column)
    }

    /// The member of a JSON document, as in `element[2].score.value`.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.message)?;
        if let Some(path) = &self.0.path {
            write!(formatter, ", at {path}")?;
        }
        if let Some((line, column)) = self.0.position {
            write!(formatter, ", at line {line}, column {column}")?;
        }
        match self.0.kind.advice() {
            Some(advice) => write!(formatter, "; {advice}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}: {self}", self.0.kind)
    }
}

impl std::error::Error for ReadError {}
