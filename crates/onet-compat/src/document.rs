//! All documents under one type.

use serde_json::Value;

use crate::describe::Part;
use crate::detect::{Format, error_document, first_mark, found_kind, has_mark, other_form, other_root};
use crate::error::{ReadError, ReadErrorKind};
use crate::kind::{Kind, kinds};
use crate::read::{ReadLimits, Start, XmlReader};
use crate::types::*;
use crate::unread::{self, Unread};
use crate::write::XmlWriter;

macro_rules! define_documents {
    ($( $kind:ident: $type:ident = $root:literal [$($mark:literal),*], $about:literal; )*) => {
        /// A document of the service, of any kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Document {
            $( #[doc = $about] $kind(Box<$type>), )*
        }

        impl Document {
            /// The kind of document.
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self {
                    $( Self::$kind(_) => Kind::$kind, )*
                }
            }

            fn read(kind: Kind, xml: &mut XmlReader<'_>, start: &Start<'_>) -> Result<Self, ReadError> {
                match kind {
                    $( Kind::$kind => $type::read(xml, start).map(|read| Self::$kind(Box::new(read))), )*
                    Kind::Undocumented => Err(undocumented()),
                }
            }

            fn of_value(kind: Kind, value: Value) -> Result<Self, ReadError> {
                match kind {
                    $( Kind::$kind => serde_path_to_error::deserialize(value)
                        .map(|read| Self::$kind(Box::new(read)))
                        .map_err(shape_error), )*
                    Kind::Undocumented => Err(undocumented()),
                }
            }

            fn write_to(&self, xml: &mut XmlWriter) {
                match self {
                    $( Self::$kind(document) => document.write($root, xml), )*
                }
            }
        }

        impl serde::Serialize for Document {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $( Self::$kind(document) => serde::Serialize::serialize(document, serializer), )*
                }
            }
        }
    };
}

kinds!(define_documents);

impl Document {
    /// Reads a document from XML. Which kind it is follows from its root element and what is below it.
    ///
    /// Unknown elements and attributes are passed over, members may come in any order, and an attribute may
    /// stand as a child and the other way round.
    ///
    /// # Errors
    /// What [`ReadErrorKind`] lists; an error document is no failure here, but a [`Document::Error`].
    pub fn read_xml(bytes: &[u8]) -> Result<Self, ReadError> {
        Self::read_xml_with(None, bytes, &ReadLimits::default())
    }

    /// Reads a document of a kind from XML.
    ///
    /// # Errors
    /// As [`Document::read_xml`], and [`ReadErrorKind::WrongKind`] where it is of another kind, an error
    /// document included.
    pub fn read_xml_as(kind: Kind, bytes: &[u8]) -> Result<Self, ReadError> {
        Self::read_xml_with(Some(kind), bytes, &ReadLimits::default())
    }

    /// Reads a document from XML, of a kind or of any, up to a size of one's own choice.
    ///
    /// # Errors
    /// As [`Document::read_xml_as`].
    pub fn read_xml_with(kind: Option<Kind>, bytes: &[u8], limits: &ReadLimits) -> Result<Self, ReadError> {
        Self::read_xml_and_unread(kind, bytes, limits).map(|(document, _)| document)
    }

    /// Reads a document from XML, and lists the parts that are left out since such documents do not have them.
    ///
    /// ```
    /// use onet_compat::{Document, ReadLimits};
    ///
    /// let xml = b"<error id='7'>No such occupation.<hint>Search.</hint></error>";
    /// let (_, unread) = Document::read_xml_and_unread(None, xml, &ReadLimits::default())?;
    /// let unread: Vec<String> = unread.iter().map(ToString::to_string).collect();
    /// assert_eq!(unread[0], "error@id: documents of 1.x have no such attribute (line 1)");
    /// assert_eq!(unread[1], "error/hint: documents of 1.x have no such element (line 1)");
    /// # Ok::<(), onet_compat::ReadError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Document::read_xml_as`].
    pub fn read_xml_and_unread(
        kind: Option<Kind>,
        bytes: &[u8],
        limits: &ReadLimits,
    ) -> Result<(Self, Vec<Unread>), ReadError> {
        limits.check(bytes)?;
        if let Some(found) = Format::of(bytes).filter(|format| *format != Format::Xml) {
            return Err(found.instead_of(Format::Xml));
        }
        let mut xml = XmlReader::new(bytes, limits)?;
        let start = xml.root()?;
        let kind = match kind {
            Some(Kind::Undocumented) => return Err(undocumented()),
            Some(kind) if kind.root() != start.name() => return Err(other_root(kind, &mut xml, &start)),
            Some(kind) => match first_mark(&kind.with_same_root(), bytes, limits)? {
                Some(other) if other != kind => return Err(other_form(kind, other)),
                _ => kind,
            },
            None => found_kind(bytes, limits, &xml, &start)?,
        };
        let document = Self::read(kind, &mut xml, &start)?;
        xml.finish()?;
        Ok((document, xml.into_unread()))
    }

    /// Reads a document of a kind from JSON. JSON does not name the kind; the address that it came from does.
    ///
    /// A number is taken for a text and the other way round, unknown members are passed over, and `null`
    /// counts as absent.
    ///
    /// # Errors
    /// What [`ReadErrorKind`] lists, with the place in the text or the path of the member.
    pub fn read_json_as(kind: Kind, bytes: &[u8]) -> Result<Self, ReadError> {
        Self::from_value(kind, json(bytes)?)
    }

    /// Reads a document of a kind from JSON, and lists the members that are left out since such documents do not have
    /// them, or have them once.
    ///
    /// # Errors
    /// As [`Document::read_json_as`].
    pub fn read_json_and_unread(kind: Kind, bytes: &[u8]) -> Result<(Self, Vec<Unread>), ReadError> {
        let value = json(bytes)?;
        let mut unread = unread::repeated_members(bytes);
        unread.extend(kind.shape().map(|shape| unread::in_value(&value, shape)).into_iter().flatten());
        Ok((Self::from_value(kind, value)?, unread))
    }

    /// Reads a document of a kind from a JSON value.
    ///
    /// # Errors
    /// [`ReadErrorKind::Value`], [`ReadErrorKind::Missing`], [`ReadErrorKind::WrongKind`] and
    /// [`ReadErrorKind::Undocumented`], with the path of the member.
    pub fn from_value(kind: Kind, value: Value) -> Result<Self, ReadError> {
        if kind != Kind::Error
            && let Some(message) = value.get("error").and_then(Value::as_str)
        {
            return Err(error_document(message));
        }
        let is_marked = |kind: &Kind| kind.marks().iter().any(|mark| has_mark(&value, mark));
        match kind.with_same_root().into_iter().find(|other| *other != kind && is_marked(other)) {
            Some(other) if !is_marked(&kind) => Err(other_form(kind, other)),
            _ => Self::of_value(kind, value),
        }
    }

    /// The document as XML, the way the service writes it: attributes and children in the documented order,
    /// three spaces a level, no XML declaration. The same document always gives the same bytes.
    #[must_use]
    pub fn write_xml(&self) -> Vec<u8> {
        let mut xml = XmlWriter::new();
        self.write_to(&mut xml);
        xml.finish()
    }

    /// The document as JSON of version 1.9, in one line.
    #[must_use]
    pub fn write_json(&self) -> Vec<u8> {
        // No document has what serde_json cannot write: a map with keys other than texts, or a serializer
        // that fails.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The document as a JSON value, members in the documented order.
    #[must_use]
    pub fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// The value of a JSON text.
fn json(bytes: &[u8]) -> Result<Value, ReadError> {
    ReadLimits::default().check(bytes)?;
    if let Some(found) = Format::of(bytes).filter(|format| *format != Format::Json) {
        return Err(found.instead_of(Format::Json));
    }
    serde_json::from_slice(without_mark(bytes)).map_err(|error| {
        // serde_json's own text repeats the place.
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or_default();
        let kind = match what {
            "recursion limit exceeded" => ReadErrorKind::TooLarge,
            _ if error.is_eof() => ReadErrorKind::Truncated,
            _ => ReadErrorKind::Syntax,
        };
        ReadError::new(kind, format!("the JSON is not well-formed: {what}"))
            .at_line(error.line(), error.column())
    })
}

/// A text without its byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

fn undocumented() -> ReadError {
    ReadError::new(ReadErrorKind::Undocumented, "what documents of this resource look like is not known")
}

fn shape_error(error: serde_path_to_error::Error<serde_json::Error>) -> ReadError {
    let path = error.path().to_string();
    let message = error.into_inner().to_string();
    let kind = match message.starts_with("missing field") {
        true => ReadErrorKind::Missing,
        false => ReadErrorKind::Value,
    };
    ReadError::new(kind, message).under(path)
}
