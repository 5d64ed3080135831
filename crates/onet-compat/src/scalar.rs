//! Values: text, numbers, true and false, and the cells of a database row.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Number, Value};

use crate::describe::Part;
use crate::error::{Expected, ReadError, ReadErrorKind};
use crate::read::{Node, Start, XmlReader};
use crate::shape::{Content, ValueType};
use crate::write::XmlWriter;

/// A value with a text in XML.
pub(crate) trait Scalar: Sized {
    const TYPE: ValueType;
    /// What it is called where something else was found.
    const EXPECTED: Expected;

    fn parse(text: Cow<'_, str>) -> Option<Self>;
    fn text(&self) -> Cow<'_, str>;
    /// As it is read from JSON; text by default, whatever JSON has.
    fn from_scalar(scalar: Value) -> Option<Self> {
        Self::parse(Cow::Owned(text_of(scalar)))
    }
}

impl Scalar for String {
    const TYPE: ValueType = ValueType::Text;
    const EXPECTED: Expected = "a text";

    fn parse(text: Cow<'_, str>) -> Option<Self> {
        Some(text.into_owned())
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Scalar for u64 {
    const TYPE: ValueType = ValueType::Integer;
    const EXPECTED: Expected = "a whole number";

    fn parse(text: Cow<'_, str>) -> Option<Self> {
        text.trim().parse().ok()
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl Scalar for Number {
    const TYPE: ValueType = ValueType::Number;
    const EXPECTED: Expected = "a number";

    fn parse(text: Cow<'_, str>) -> Option<Self> {
        number(text.trim())
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }

    fn from_scalar(scalar: Value) -> Option<Self> {
        match scalar {
            Value::Number(number) => Some(number),
            Value::String(text) => number(text.trim()),
            _ => None,
        }
    }
}

impl Scalar for bool {
    const TYPE: ValueType = ValueType::Boolean;
    const EXPECTED: Expected = "true or false";

    fn parse(text: Cow<'_, str>) -> Option<Self> {
        match text.trim() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(if *self { "true" } else { "false" })
    }
}

/// The title of a section of an occupation report, as the lists `summary_resources` and `details_resources`
/// have it.
///
/// The service escapes the ampersand of these titles once more than the format requires: `Tools &amp;amp;
/// Technology` in XML, and a text with `&amp;` in it in JSON. This holds the title as a person reads it,
/// `Tools & Technology`, whether a document escapes it once or twice; it is written the way the service
/// writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SectionTitle(pub String);

impl fmt::Display for SectionTitle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Scalar for SectionTitle {
    const TYPE: ValueType = ValueType::TextEscapedTwice;
    const EXPECTED: Expected = "a text";

    fn parse(text: Cow<'_, str>) -> Option<Self> {
        Some(Self(text.replace("&amp;", "&")))
    }

    fn text(&self) -> Cow<'_, str> {
        match self.0.contains('&') {
            true => Cow::Owned(self.0.replace('&', "&amp;")),
            false => Cow::Borrowed(&self.0),
        }
    }
}

impl Serialize for SectionTitle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

/// A number as XML writes it: digits, perhaps a sign, a point and an exponent.
fn number(text: &str) -> Option<Number> {
    if let Ok(whole) = text.parse::<i64>() {
        return Some(whole.into());
    }
    if let Ok(whole) = text.parse::<u64>() {
        return Some(whole.into());
    }
    Number::from_f64(text.parse().ok()?)
}

/// Reads a text, a number or a truth value of JSON.
fn json_scalar<'de, D: Deserializer<'de>>(deserializer: D, expected: Expected) -> Result<Value, D::Error> {
    let found = match Value::deserialize(deserializer)? {
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
        Value::Null => Unexpected::Unit,
        scalar => return Ok(scalar),
    };
    Err(de::Error::invalid_type(found, &expected))
}

/// The text of a value of JSON.
fn text_of(scalar: Value) -> String {
    match scalar {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

impl<T: Scalar + Serialize> Part for T {
    const CONTENT: Content = Content::Value(T::TYPE);

    fn read(xml: &mut XmlReader<'_>, start: &Start<'_>) -> Result<Self, ReadError> {
        xml.leave_attributes_out(start)?;
        let text = xml.text(start)?;
        T::parse(text).ok_or_else(|| xml.not_a_at(T::EXPECTED, start))
    }

    fn from_text(text: Cow<'_, str>) -> Option<Result<Self, Expected>> {
        Some(T::parse(text).ok_or(T::EXPECTED))
    }

    fn from_json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let scalar = json_scalar(deserializer, T::EXPECTED)?;
        T::from_scalar(scalar).ok_or_else(|| de::Error::custom(format_args!("not {}", T::EXPECTED)))
    }

    fn write(&self, name: &str, xml: &mut XmlWriter) {
        xml.start(name);
        xml.text(&self.text());
        xml.end(name);
    }

    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(self.text())
    }
}

/// Columns that a row may have. The widest table of O*NET has 15.
const MOST_COLUMNS: usize = 256;

/// A row of a database table: the value of each column, under the column's id, in the order of the columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Column ids and values. An id is a name in XML: letters, digits, `_`, `-` and `.`, beginning with a
    /// letter or `_`.
    pub columns: Vec<(String, Cell)>,
}

impl Row {
    /// The value of a column.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&Cell> {
        self.columns.iter().find(|(id, _)| id == column).map(|(_, cell)| cell)
    }

    /// Adds a column; of one that is given twice the first value counts, as with everything else in a document.
    fn add(&mut self, column: String, cell: Cell) -> Result<(), String> {
        match self.get(&column) {
            Some(_) => Ok(()),
            None if self.columns.len() == MOST_COLUMNS => {
                Err(format!("a row has more than {MOST_COLUMNS} columns"))
            }
            None => {
                self.columns.push((column, cell));
                Ok(())
            }
        }
    }
}

/// A value of a database row.
///
/// XML does not mark which columns are text, so that a text that looks like a number is read from XML as a
/// number. It is read as one only where nothing is lost: `4.50` and `007` stay text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cell {
    /// The column is empty: `null` in JSON, an empty element in XML.
    Empty,
    /// A number.
    Number(Number),
    /// A text or a date.
    Text(String),
}

impl Cell {
    fn of_text(text: Cow<'_, str>) -> Self {
        if text.is_empty() {
            return Self::Empty;
        }
        match number(&text) {
            Some(number) if number.to_string() == text => Self::Number(number),
            _ => Self::Text(text.into_owned()),
        }
    }

    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Text(text) => Cow::Borrowed(text),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_unit(),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::<CellScalar>::deserialize(deserializer)? {
            None => Self::Empty,
            Some(CellScalar(Value::Number(number))) => Self::Number(number),
            Some(CellScalar(scalar)) => Self::Text(text_of(scalar)),
        })
    }
}

struct CellScalar(Value);

impl<'de> Deserialize<'de> for CellScalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json_scalar(deserializer, "a number, a text or null").map(Self)
    }
}

impl Part for Row {
    const CONTENT: Content = Content::Row;

    fn read(xml: &mut XmlReader<'_>, start: &Start<'_>) -> Result<Self, ReadError> {
        let mut row = Self::default();
        for attribute in start.attributes() {
            let (name, value) = xml.attribute(attribute)?;
            let added = row.add(column_id(name, xml)?, Cell::of_text(value));
            added.map_err(|message| xml.fail(ReadErrorKind::TooLarge, message))?;
        }
        if start.is_empty() {
            return Ok(row);
        }
        loop {
            match xml.step()? {
                Node::Element(child) => {
                    let column = column_id(child.name(), xml)?;
                    xml.leave_attributes_out(&child)?;
                    let cell = Cell::of_text(xml.text(&child)?);
                    row.add(column, cell).map_err(|message| xml.fail(ReadErrorKind::TooLarge, message))?;
                }
                Node::Text(text) => xml.leave_text_out(start, &text),
                Node::End => return Ok(row),
            }
        }
    }

    fn from_json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    fn write(&self, name: &str, xml: &mut XmlWriter) {
        xml.start(name);
        for (column, cell) in &self.columns {
            xml.start(column);
            if !matches!(cell, Cell::Empty) {
                xml.text(&cell.text());
            }
            xml.end(column);
        }
        xml.end(name);
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in &self.columns {
            map.serialize_entry(column, cell)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Columns;

        impl<'de> Visitor<'de> for Columns {
            type Value = Row;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with a member for each column")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
                let mut row = Row::default();
                while let Some((column, cell)) = map.next_entry::<String, Cell>()? {
                    if !is_name(&column) {
                        return Err(de::Error::custom(format_args!("{column:?} is no column id")));
                    }
                    row.add(column, cell).map_err(de::Error::custom)?;
                }
                Ok(row)
            }
        }

        deserializer.deserialize_map(Columns)
    }
}

/// A column id of an XML document.
fn column_id(name: &str, xml: &XmlReader<'_>) -> Result<String, ReadError> {
    match is_name(name) {
        true => Ok(name.to_owned()),
        false => Err(xml.not_a("a column id", &name.chars().take(40).collect::<String>())),
    }
}

/// Whether a column can have that id, which is the name of an element.
fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|next| next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '.'))
}
