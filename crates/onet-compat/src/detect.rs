//! Detecting the kind of a document, and text that is not a document.

use serde_json::Value;

use crate::error::{ReadError, ReadErrorKind};
use crate::kind::Kind;
use crate::read::{Node, ReadLimits, Start, XmlReader};

/// What a text looks like from its first characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Xml,
    Html,
    Json,
}

impl Format {
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        let begins = |with: &str| {
            text.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with.as_bytes()))
        };
        match text.first()? {
            b'<' if begins("<!doctype html") || begins("<html") => Some(Self::Html),
            b'<' => Some(Self::Xml),
            b'{' | b'[' => Some(Self::Json),
            _ => None,
        }
    }

    pub(crate) fn instead_of(self, expected: Self) -> ReadError {
        let message = match (self, expected) {
            (Self::Html, _) => {
                "this is HTML, not a document of the service: a page of a proxy or of a refused login perhaps"
            }
            (Self::Json, _) => {
                "this is JSON, not XML: read it as JSON, or ask the service without an Accept header"
            }
            (Self::Xml, _) => {
                "this is XML, not JSON: read it as XML, or ask the service with Accept: application/json"
            }
        };
        ReadError::new(ReadErrorKind::WrongKind, message)
    }
}

/// The kind of a document from its root element and, where several kinds share that, what is below it.
pub(crate) fn found_kind(
    bytes: &[u8],
    limits: &ReadLimits,
    xml: &XmlReader<'_>,
    start: &Start<'_>,
) -> Result<Kind, ReadError> {
    let root = start.name();
    let candidates: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.root() == root).collect();
    let Some(first) = candidates.first() else {
        let message = match root.eq_ignore_ascii_case("html") {
            true => "this is HTML, not a document of the service".to_owned(),
            false => format!("no document of the service has the root element <{}>", cut(root)),
        };
        return Err(xml.fail(ReadErrorKind::WrongKind, message));
    };
    let marked = first_mark(&candidates, bytes, limits)?;
    let unmarked = candidates.iter().copied().find(|kind| kind.marks().is_empty());
    Ok(marked.or(unmarked).unwrap_or(*first))
}

/// How many elements are looked at for a mark; marks stand in the first item of a list.
const LOOKED_AT: usize = 64;

/// The kind of which a mark comes first in the document.
pub(crate) fn first_mark(
    candidates: &[Kind],
    bytes: &[u8],
    limits: &ReadLimits,
) -> Result<Option<Kind>, ReadError> {
    let marked = |mark: &str| candidates.iter().copied().find(|kind| kind.marks().contains(&mark));
    if candidates.len() < 2 {
        return Ok(None);
    }
    let mut xml = XmlReader::new(bytes, limits)?;
    let root = xml.root()?;
    for attribute in root.attributes() {
        let (name, _) = xml.attribute(attribute)?;
        if let Some(kind) = marked(&format!("@{name}")) {
            return Ok(Some(kind));
        }
    }
    // Names of the elements below the root that are being read.
    let mut path: Vec<String> = Vec::new();
    let mut looked_at = 0;
    while !root.is_empty() && looked_at < LOOKED_AT {
        match xml.step()? {
            Node::Element(child) => {
                looked_at += 1;
                path.push(child.name().to_owned());
                if let Some(kind) = marked(&path.join("/")) {
                    return Ok(Some(kind));
                }
                if child.is_empty() {
                    path.pop();
                }
            }
            Node::Text(_) => {}
            Node::End if path.is_empty() => return Ok(None),
            Node::End => {
                path.pop();
            }
        }
    }
    Ok(None)
}

/// Whether a JSON document has a mark of a kind. Where a list is on the way, its first item counts.
pub(crate) fn has_mark(value: &Value, mark: &str) -> bool {
    let mut place = Some(value);
    for name in mark.trim_start_matches('@').split('/') {
        place = place.and_then(|value| value.as_array().map_or(Some(value), |items| items.first()));
        place = place.and_then(|value| value.get(name));
    }
    place.is_some()
}

/// An error about a document of another kind than expected.
pub(crate) fn other_root(expected: Kind, xml: &mut XmlReader<'_>, start: &Start<'_>) -> ReadError {
    let root = cut(start.name());
    if root != Kind::Error.root() {
        return xml.fail(ReadErrorKind::WrongKind, format!("this is a <{root}> document, not {expected}"));
    }
    match xml.text(start) {
        Ok(message) => error_document(&message),
        Err(error) => error,
    }
}

/// An error about a document of another kind with the same root element.
pub(crate) fn other_form(expected: Kind, found: Kind) -> ReadError {
    let root = found.root();
    let message = format!("this <{root}> document is of the kind {found:?}, not of the kind {expected:?}");
    ReadError::new(ReadErrorKind::WrongKind, message)
}

pub(crate) fn error_document(message: &str) -> ReadError {
    ReadError::new(ReadErrorKind::WrongKind, format!("this is an error document: {message}"))
}

/// A name of someone else's choice, for an error's text.
fn cut(name: &str) -> String {
    name.chars().take(40).collect()
}
