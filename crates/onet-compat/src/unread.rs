//! What a document holds beside what documents of its kind are known to have.
//!
//! Such parts are left out of a [`Document`](crate::Document). Each is listed once, with the number of times it
//! occurs, so that no program loses data unnoticed.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::shape::{Content, Shape};

/// Different parts to list for a document; the rest is counted.
const MAX_LISTED: usize = 100;

/// A part of a document that is left out when it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unread {
    /// What it is.
    pub part: UnreadPart,
    /// Its name: that of the attribute, element or member; empty for a text.
    pub name: String,
    /// Where it is: the element that it is in, or the path of the object in JSON, such as `element[]`; empty for the
    /// document itself.
    pub place: String,
    /// The line of its first occurrence, from 1; `None` in JSON.
    pub line: Option<usize>,
    /// How often it occurs.
    pub times: usize,
}

/// What a part that is left out is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnreadPart {
    /// An attribute that such elements do not have.
    Attribute,
    /// An element that such elements do not have.
    Element,
    /// A member of a JSON object that such objects do not have.
    Member,
    /// One more of what occurs once.
    Second,
    /// A text in an element without text.
    Text,
    /// Further parts, too many to list.
    Further,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, name, place, line, times } = self;
        match part {
            UnreadPart::Attribute => write!(f, "{place}@{name}")?,
            UnreadPart::Element => write!(f, "{place}/{name}")?,
            UnreadPart::Second if line.is_some() => write!(f, "{place}/{name}")?,
            UnreadPart::Text => write!(f, "{place}")?,
            UnreadPart::Further => f.write_str("further parts")?,
            UnreadPart::Member | UnreadPart::Second => {
                let dot = if place.is_empty() { "" } else { "." };
                write!(f, "{place}{dot}{name}")?;
            }
        }
        f.write_str(match part {
            UnreadPart::Attribute => ": documents of 1.x have no such attribute",
            UnreadPart::Element => ": documents of 1.x have no such element",
            UnreadPart::Member => ": documents of 1.x have no such member",
            UnreadPart::Second => ": documents of 1.x have one; the others are left out",
            UnreadPart::Text => ": documents of 1.x have no text there",
            UnreadPart::Further => ": not listed one by one",
        })?;
        match (line, times) {
            (Some(line), 1) => write!(f, " (line {line})"),
            (Some(line), times) => write!(f, " (line {line}; {times} times)"),
            (None, 1) => Ok(()),
            (None, times) => write!(f, " ({times} times)"),
        }
    }
}

/// The parts left out of a document so far.
#[derive(Debug, Default)]
pub(crate) struct UnreadParts {
    /// With the offset of the first occurrence.
    parts: Vec<(Unread, usize)>,
    further: usize,
}

impl UnreadParts {
    /// Adds a part that stands at an offset in the text of the document.
    pub(crate) fn add(&mut self, part: UnreadPart, place: &str, name: &str, offset: usize) {
        let same =
            |(known, _): &(Unread, usize)| known.part == part && known.name == name && known.place == place;
        match self.parts.iter().position(same) {
            Some(index) => self.parts[index].0.times += 1,
            None if self.parts.len() == MAX_LISTED => self.further += 1,
            None => {
                let (name, place) = (name.to_owned(), place.to_owned());
                self.parts.push((Unread { part, name, place, line: None, times: 1 }, offset));
            }
        }
    }

    /// The parts in the order of their first occurrence, with their lines in a text.
    pub(crate) fn in_text(self, source: &str) -> Vec<Unread> {
        self.finish(|offset| {
            let before = &source.as_bytes()[..offset.min(source.len())];
            Some(memchr::memchr_iter(b'\n', before).count() + 1)
        })
    }

    /// The parts of a document without lines.
    fn in_json(self) -> Vec<Unread> {
        self.finish(|_| None)
    }

    fn finish(self, line: impl Fn(usize) -> Option<usize>) -> Vec<Unread> {
        let listed = self.parts.into_iter().map(|(part, offset)| Unread { line: line(offset), ..part });
        let further = (self.further > 0).then(|| Unread {
            part: UnreadPart::Further,
            name: String::new(),
            place: String::new(),
            line: None,
            times: self.further,
        });
        listed.chain(further).collect()
    }
}

/// The members of a JSON document that its shape does not have.
pub(crate) fn in_value(value: &Value, shape: &Shape) -> Vec<Unread> {
    let mut parts = UnreadParts::default();
    add_unknown(value, shape, "", &mut parts);
    parts.in_json()
}

fn add_unknown(value: &Value, shape: &Shape, place: &str, parts: &mut UnreadParts) {
    let Value::Object(members) = value else { return };
    for (name, member) in members {
        let Some(known) = shape.member(name) else {
            parts.add(UnreadPart::Member, place, name, 0);
            continue;
        };
        let Content::Parts(inner) = known.content else { continue };
        match member {
            Value::Array(items) => {
                let place = below(place, &format!("{name}[]"));
                items.iter().for_each(|item| add_unknown(item, inner, &place, parts));
            }
            other => add_unknown(other, inner, &below(place, name), parts),
        }
    }
}

fn below(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}

/// The members that a JSON text repeats within one object. Parsers use the last one and drop the others.
///
/// A text that is not JSON has none.
#[must_use]
pub fn repeated_members(text: &[u8]) -> Vec<Unread> {
    let mut parts = UnreadParts::default();
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let mut reader = serde_json::Deserializer::from_slice(text);
    let _ = Repeated { place: String::new(), parts: &mut parts }.deserialize(&mut reader);
    parts.in_json()
}

/// Walks through a JSON text.
struct Repeated<'p> {
    place: String,
    parts: &'p mut UnreadParts,
}

impl<'de> DeserializeSeed<'de> for Repeated<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Repeated<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut names: Vec<String> = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            if names.contains(&name) {
                self.parts.add(UnreadPart::Second, &self.place, &name, 0);
            }
            map.next_value_seed(Repeated { place: below(&self.place, &name), parts: self.parts })?;
            names.push(name);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let place = format!("{}[]", self.place);
        while items.next_element_seed(Repeated { place: place.clone(), parts: self.parts })?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
