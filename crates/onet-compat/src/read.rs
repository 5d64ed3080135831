//! Reading untrusted XML.
//!
//! The reader hands out elements and texts one after the other, straight from the document; no tree is built.
//! It knows no document types and no entities but the five of XML, so that there is nothing to expand.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::SyntaxError;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::attributes::{AttrError, Attribute, Attributes};
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use crate::error::{Expected, ReadError, ReadErrorKind};
use crate::unread::{Unread, UnreadPart, UnreadParts};

/// How large a document may be to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadLimits {
    /// Bytes of the whole document; 64 MiB by default. The largest real ones, pages of database
    /// rows, have a few megabytes.
    pub bytes: usize,
    /// Elements within one another; 64 by default. The deepest documents have ten.
    pub depth: usize,
    /// Bytes of one text or attribute; 1 MiB by default.
    pub text: usize,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self { bytes: 64 << 20, depth: 64, text: 1 << 20 }
    }
}

impl ReadLimits {
    /// These limits with another size of the document, in bytes.
    #[must_use]
    pub fn with_bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// These limits with another depth of elements.
    #[must_use]
    pub fn with_depth(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    /// These limits with another size of a text or attribute, in bytes.
    #[must_use]
    pub fn with_text(mut self, text: usize) -> Self {
        self.text = text;
        self
    }

    pub(crate) fn check(&self, bytes: &[u8]) -> Result<(), ReadError> {
        match bytes.len() > self.bytes {
            true => Err(ReadError::new(
                ReadErrorKind::TooLarge,
                format!("the document has {} bytes, more than the {} allowed", bytes.len(), self.bytes),
            )),
            false => Ok(()),
        }
    }
}

/// A document on its way in.
pub(crate) struct XmlReader<'a> {
    source: &'a str,
    reader: Reader<&'a [u8]>,
    limits: ReadLimits,
    depth: usize,
    /// Where the event that was read last begins.
    offset: usize,
    unread: UnreadParts,
}

/// The start tag of an element.
pub(crate) struct Start<'a> {
    tag: BytesStart<'a>,
    empty: bool,
    offset: usize,
}

/// What comes next inside an element.
pub(crate) enum Node<'a> {
    Element(Start<'a>),
    Text(Cow<'a, str>),
    End,
}

impl Start<'_> {
    /// The name of the element.
    pub(crate) fn name(&self) -> &str {
        self.tag.name().into_inner()
    }

    /// Whether it is closed at once (`<tags />`).
    pub(crate) fn is_empty(&self) -> bool {
        self.empty
    }

    /// Its attributes, as they are written.
    pub(crate) fn attributes(&self) -> Attributes<'_> {
        let mut attributes = self.tag.attributes();
        attributes.with_checks(false);
        attributes
    }
}

impl<'a> XmlReader<'a> {
    /// Checks what can be checked beforehand: size, encoding and forbidden characters.
    pub(crate) fn new(bytes: &'a [u8], limits: &ReadLimits) -> Result<Self, ReadError> {
        limits.check(bytes)?;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let source = std::str::from_utf8(bytes).map_err(|error| {
            ReadError::new(ReadErrorKind::Encoding, "the document is not UTF-8")
                .at(bytes, error.valid_up_to())
        })?;
        if let Some(offset) = forbidden(source) {
            let character = source[offset..].chars().next().map_or(0, u32::from);
            let message = format!("the document holds the character U+{character:04X}, which XML forbids");
            return Err(ReadError::new(ReadErrorKind::Encoding, message).at(bytes, offset));
        }
        Ok(Self {
            source,
            reader: Reader::from_str(source),
            limits: *limits,
            depth: 0,
            offset: 0,
            unread: UnreadParts::default(),
        })
    }

    /// The start tag of the root element.
    pub(crate) fn root(&mut self) -> Result<Start<'a>, ReadError> {
        loop {
            match self.event()? {
                Event::Start(tag) => return self.element(tag, false),
                Event::Empty(tag) => return self.element(tag, true),
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Eof if self.source.trim().is_empty() => {
                    return Err(ReadError::new(ReadErrorKind::Truncated, "the document is empty"));
                }
                Event::Eof => return Err(self.fail(ReadErrorKind::Truncated, "the document has no element")),
                _ => {
                    let start: String = self.source.trim_start().chars().take(60).collect();
                    let message = format!("this is not XML: it begins with {start:?}");
                    return Err(self.fail(ReadErrorKind::WrongKind, message));
                }
            }
        }
    }

    /// Checks that nothing but white space and comments follows the root element.
    pub(crate) fn finish(&mut self) -> Result<(), ReadError> {
        loop {
            match self.event()? {
                Event::Eof => return Ok(()),
                Event::Text(text) if text.trim().is_empty() => {}
                _ => {
                    return Err(self.fail(ReadErrorKind::Syntax, "something follows the end of the document"));
                }
            }
        }
    }

    /// The next child, text or end of the element that is being read.
    pub(crate) fn step(&mut self) -> Result<Node<'a>, ReadError> {
        match self.event()? {
            Event::Start(tag) => self.element(tag, false).map(Node::Element),
            Event::Empty(tag) => self.element(tag, true).map(Node::Element),
            Event::End(_) => {
                self.depth -= 1;
                Ok(Node::End)
            }
            Event::Text(text) => Ok(Node::Text(unix_lines(text.into_inner()))),
            Event::CData(text) => Ok(Node::Text(unix_lines(text.into_inner()))),
            Event::GeneralRef(reference) => self.reference(&reference).map(Node::Text),
            _ => Err(self.fail(ReadErrorKind::Truncated, "the document ends before its elements do")),
        }
    }

    /// The text of an element of which the start tag was just read. Elements within it are left out.
    pub(crate) fn text(&mut self, start: &Start<'_>) -> Result<Cow<'a, str>, ReadError> {
        let mut text = Cow::Borrowed("");
        if start.is_empty() {
            return Ok(text);
        }
        loop {
            match self.step()? {
                Node::Text(piece) => self.append(&mut text, piece)?,
                Node::Element(child) => self.skip_unknown(start, &child)?,
                Node::End => return Ok(text),
            }
        }
    }

    /// Adds a piece to a text.
    pub(crate) fn append(&self, text: &mut Cow<'a, str>, piece: Cow<'a, str>) -> Result<(), ReadError> {
        self.check_text(text.len() + piece.len())?;
        match text.is_empty() {
            true => *text = piece,
            false => text.to_mut().push_str(&piece),
        }
        Ok(())
    }

    /// Leaves out an attribute that such elements do not have. Declarations of XML namespaces are no data.
    pub(crate) fn leave_attribute_out(&mut self, start: &Start<'_>, name: &str) {
        if !name.starts_with("xmlns") && !name.starts_with("xsi:") {
            self.unread.add(UnreadPart::Attribute, start.name(), name, start.offset);
        }
    }

    /// Leaves out all attributes of an element that has none.
    pub(crate) fn leave_attributes_out(&mut self, start: &Start<'_>) -> Result<(), ReadError> {
        for attribute in start.attributes() {
            let (name, _) = self.attribute(attribute)?;
            self.leave_attribute_out(start, name);
        }
        Ok(())
    }

    /// Leaves out a text where elements have none; white space is no text.
    pub(crate) fn leave_text_out(&mut self, start: &Start<'_>, text: &str) {
        if !text.trim().is_empty() {
            self.unread.add(UnreadPart::Text, start.name(), "", self.offset);
        }
    }

    /// Leaves out an element that its parent does not have.
    pub(crate) fn skip_unknown(&mut self, parent: &Start<'_>, child: &Start<'_>) -> Result<(), ReadError> {
        self.unread.add(UnreadPart::Element, parent.name(), child.name(), child.offset);
        self.skip(child)
    }

    /// Leaves out one more of an element that occurs once.
    pub(crate) fn skip_second(&mut self, parent: &Start<'_>, child: &Start<'_>) -> Result<(), ReadError> {
        self.unread.add(UnreadPart::Second, parent.name(), child.name(), child.offset);
        self.skip(child)
    }

    /// Notes that an attribute or text repeats what another part has.
    pub(crate) fn leave_second_out(&mut self, start: &Start<'_>, name: &str) {
        self.unread.add(UnreadPart::Second, start.name(), name, start.offset);
    }

    /// What was left out of the document.
    pub(crate) fn into_unread(self) -> Vec<Unread> {
        self.unread.in_text(self.source)
    }

    /// Passes over the rest of an element of which the start tag was just read.
    fn skip(&mut self, start: &Start<'_>) -> Result<(), ReadError> {
        if start.is_empty() {
            return Ok(());
        }
        let outside = self.depth - 1;
        while self.depth > outside {
            self.step()?;
        }
        Ok(())
    }

    /// Name and value of an attribute.
    pub(crate) fn attribute<'t>(
        &self,
        attribute: Result<Attribute<'t>, AttrError>,
    ) -> Result<(&'t str, Cow<'t, str>), ReadError> {
        let attribute = attribute.map_err(|error| self.fail(ReadErrorKind::Syntax, error.to_string()))?;
        self.check_text(attribute.value.len())?;
        let name = attribute.key.into_inner();
        let written = one_line(attribute.value);
        if memchr::memchr(b'&', written.as_bytes()).is_none() {
            return Ok((name, written));
        }
        let value = unescape(&written).map_err(|error| {
            self.fail(
                ReadErrorKind::Entity,
                format!("the attribute `{name}` has an unknown reference: {error}"),
            )
        })?;
        match value.chars().all(is_xml) {
            true => Ok((name, Cow::Owned(value.into_owned()))),
            false => Err(self.forbidden_reference()),
        }
    }

    fn element(&mut self, tag: BytesStart<'a>, empty: bool) -> Result<Start<'a>, ReadError> {
        let offset = self.offset;
        if !empty {
            self.depth += 1;
        }
        match self.depth > self.limits.depth {
            true => Err(self.fail(
                ReadErrorKind::TooLarge,
                format!("more than {} elements within one another", self.limits.depth),
            )),
            false => Ok(Start { tag, empty, offset }),
        }
    }

    /// The next event that matters.
    fn event(&mut self) -> Result<Event<'a>, ReadError> {
        loop {
            self.offset = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
            match self.reader.read_event() {
                Ok(Event::Comment(_) | Event::PI(_)) => {}
                Ok(Event::Decl(declaration)) => self.declaration(&declaration)?,
                Ok(Event::DocType(_)) => {
                    let message = "a document type declaration (DOCTYPE) is not accepted";
                    return Err(self.fail(ReadErrorKind::Entity, message));
                }
                Ok(event) => return Ok(event),
                Err(error) => return Err(self.broken(&error)),
            }
        }
    }

    fn declaration(&self, declaration: &BytesDecl<'_>) -> Result<(), ReadError> {
        let Some(Ok(encoding)) = declaration.encoding() else { return Ok(()) };
        let is_utf8 = encoding.eq_ignore_ascii_case("utf-8") || encoding.eq_ignore_ascii_case("utf8");
        match is_utf8 || self.source.is_ascii() {
            true => Ok(()),
            false => {
                Err(self
                    .fail(ReadErrorKind::Encoding, format!("the document declares the encoding {encoding}")))
            }
        }
    }

    fn reference(&self, reference: &BytesRef<'_>) -> Result<Cow<'a, str>, ReadError> {
        let name: &str = reference;
        if let Some(text) = resolve_predefined_entity(name) {
            return Ok(Cow::Borrowed(text));
        }
        match reference.resolve_char_ref() {
            Ok(Some(character)) if is_xml(character) => Ok(Cow::Owned(character.to_string())),
            Ok(None) => {
                Err(self
                    .fail(ReadErrorKind::Entity, format!("the entity `&{};` is not known", shortened(name))))
            }
            _ => Err(self.forbidden_reference()),
        }
    }

    fn check_text(&self, length: usize) -> Result<(), ReadError> {
        match length > self.limits.text {
            true => {
                let message = format!("a text of more than the {} bytes allowed", self.limits.text);
                Err(self.fail(ReadErrorKind::TooLarge, message))
            }
            false => Ok(()),
        }
    }

    /// An error at the event that was read last.
    pub(crate) fn fail(&self, kind: ReadErrorKind, message: impl Into<String>) -> ReadError {
        self.fail_at(kind, message, self.offset)
    }

    fn fail_at(&self, kind: ReadErrorKind, message: impl Into<String>, offset: usize) -> ReadError {
        ReadError::new(kind, message).at(self.source.as_bytes(), offset)
    }

    /// An error about the value of an attribute or of the text that was read last.
    pub(crate) fn not_a(&self, expected: Expected, name: &str) -> ReadError {
        self.fail(ReadErrorKind::Value, format!("`{name}` is not {expected}"))
    }

    /// An error about the value of an element.
    pub(crate) fn not_a_at(&self, expected: Expected, start: &Start<'_>) -> ReadError {
        let name = start.name();
        self.fail_at(ReadErrorKind::Value, format!("`{name}` is not {expected}"), start.offset)
    }

    /// An error about a missing member of an element.
    pub(crate) fn missing(&self, start: &Start<'_>, member: &str) -> ReadError {
        let name = start.name();
        self.fail_at(ReadErrorKind::Missing, format!("<{name}> has no `{member}`"), start.offset)
    }

    fn forbidden_reference(&self) -> ReadError {
        self.fail(ReadErrorKind::Encoding, "a reference to a character that XML forbids")
    }

    fn broken(&self, error: &quick_xml::Error) -> ReadError {
        let kind = match error {
            quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => ReadErrorKind::Syntax,
            quick_xml::Error::Syntax(_) => ReadErrorKind::Truncated,
            _ => ReadErrorKind::Syntax,
        };
        let offset = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        let message: String = error.to_string().chars().take(200).collect();
        self.fail_at(kind, message, offset.max(self.offset))
    }
}

/// The offset of the first character that XML forbids.
fn forbidden(source: &str) -> Option<usize> {
    // Whole blocks at a time, without a branch for each byte, so that the compiler can take many bytes at
    // once.
    const BLOCK: usize = 4096;
    let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    let control = source.as_bytes().chunks(BLOCK).enumerate().find_map(|(block, chunk)| {
        if !chunk.iter().fold(false, |found, &byte| found | is_control(byte)) {
            return None;
        }
        chunk.iter().position(|&byte| is_control(byte)).map(|at| block * BLOCK + at)
    });
    // U+FFFE and U+FFFF share their first two bytes.
    let no_character = || {
        memchr::memmem::find_iter(source.as_bytes(), b"\xEF\xBF")
            .find(|&at| matches!(source.as_bytes().get(at + 2), Some(0xBE | 0xBF)))
    };
    control.or_else(no_character)
}

/// Line ends as XML reads them: one newline each.
fn unix_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    match memchr::memchr(b'\r', text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        None => text,
    }
}

/// White space of an attribute as XML reads it: a space each.
fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    match memchr::memchr3(b'\t', b'\n', b'\r', text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ")),
        None => text,
    }
}

/// Whether XML can hold the character.
pub(crate) fn is_xml(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        _ => character >= ' ',
    }
}

/// A name for an error's text.
fn shortened(name: &str) -> String {
    name.chars().take(40).collect()
}
