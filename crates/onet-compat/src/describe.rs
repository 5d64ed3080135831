//! The one description of the documents: `shapes!` turns it into structs, readers, writers and [`Shape`]s.
//!
//! A struct is written `Name, "its documentation" { members }`, a member `name: place Type, "its documentation";`. The form is `attribute`, `child` or `text`; the
//! type gives how often the member occurs: `T` once, `Option<T>` at most once, `Vec<T>` and `Listed<T>` any number
//! of times. That is all a struct needs to be read from XML and JSON and to be written as both.
//!
//! [`Shape`]: crate::shape::Shape

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, Deserializer, IntoDeserializer as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap};

use crate::error::{Expected, ReadError};
use crate::read::{Start, XmlReader};
use crate::shape::{Content, MemberForm, Occurs};
use crate::write::XmlWriter;

/// The content of a member: a value, or an element with members of its own.
pub(crate) trait Part: Sized + Serialize {
    /// The content as data.
    const CONTENT: Content;

    /// Reads the element that begins with this start tag, including its end tag.
    fn read(xml: &mut XmlReader<'_>, start: &Start<'_>) -> Result<Self, ReadError>;

    /// Parses the text of an attribute; `None` where an attribute cannot hold it.
    fn from_text(_: Cow<'_, str>) -> Option<Result<Self, Expected>> {
        None
    }

    /// Reads it from JSON; a number is accepted for a text and the other way round.
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes it as an element of that name.
    fn write(&self, name: &str, xml: &mut XmlWriter);

    /// Its text in XML, before escaping; `None` where it has members of its own.
    fn to_text(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// Writes it as a member of the open element; attributes come first.
    fn write_at(&self, form: MemberForm, name: &str, xml: &mut XmlWriter) {
        match form {
            MemberForm::Child => self.write(name, xml),
            MemberForm::Attribute => xml.attribute(name, &self.to_text().unwrap_or_default()),
            MemberForm::Text => xml.text(&self.to_text().unwrap_or_default()),
        }
    }
}

/// A member of a struct while the document is being read.
pub(crate) trait Pending<T>: Default {
    /// Whether another item would be dropped.
    fn is_full(&self) -> bool;
    /// Adds an item; the first one counts where there is room for one.
    fn add(&mut self, item: T);
}

impl<T> Pending<T> for Option<T> {
    fn is_full(&self) -> bool {
        self.is_some()
    }

    fn add(&mut self, item: T) {
        self.get_or_insert(item);
    }
}

impl<T> Pending<T> for Vec<T> {
    fn is_full(&self) -> bool {
        false
    }

    fn add(&mut self, item: T) {
        self.push(item);
    }
}

/// The type of a member: exactly one part, at most one, or any number.
pub(crate) trait Slot: Sized {
    type Item: Part;
    type Pending: Pending<Self::Item>;
    const OCCURS: Occurs;

    /// The finished member, or `None` where an item is missing.
    fn finish(pending: Self::Pending) -> Option<Self>;
    /// The parts in it.
    fn items(&self) -> &[Self::Item];
    /// Reads the next value of a JSON object into it.
    fn next_json<'de, A: MapAccess<'de>>(pending: &mut Self::Pending, map: &mut A) -> Result<(), A::Error>;
    /// Writes it as a member of a JSON object, unless it is absent.
    fn entry<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error>;

    /// Reads a text as an item, where an item can be a text and another one fits in.
    fn offer(pending: &mut Self::Pending, text: Cow<'_, str>) -> Result<Offer, Expected> {
        if pending.is_full() {
            return Ok(Offer::Second);
        }
        match Self::Item::from_text(text) {
            Some(item) => pending.add(item?),
            None => return Ok(Offer::NoText),
        }
        Ok(Offer::Accepted)
    }

    /// Reads an element into it.
    fn read_child(
        pending: &mut Self::Pending,
        xml: &mut XmlReader<'_>,
        parent: &Start<'_>,
        start: &Start<'_>,
    ) -> Result<(), ReadError> {
        if pending.is_full() {
            return xml.skip_second(parent, start);
        }
        pending.add(Self::Item::read(xml, start)?);
        Ok(())
    }
}

/// What became of a text that was read as an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offer {
    Accepted,
    /// There is an item already, and one is all.
    Second,
    /// Items of that kind are elements.
    NoText,
}

/// A list that JSON contains even when it is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T>(pub Vec<T>);

/// A part as serde reads it.
pub(crate) struct Json<T>(pub(crate) T);

impl<'de, T: Part> Deserialize<'de> for Json<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::from_json(deserializer).map(Self)
    }
}

/// The items of a list. Converters from XML write a list of one item as the item.
struct OneOrMany<T>(Vec<T>);

impl<'de, T: Part> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrManyVisitor(PhantomData))
    }
}

struct OneOrManyVisitor<T>(PhantomData<T>);

impl<'de, T: Part> Visitor<'de> for OneOrManyVisitor<T> {
    type Value = OneOrMany<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        let items = Vec::<Json<T>>::deserialize(SeqAccessDeserializer::new(items))?;
        Ok(OneOrMany(items.into_iter().map(|Json(item)| item).collect()))
    }

    fn visit_map<A: MapAccess<'de>>(self, item: A) -> Result<Self::Value, A::Error> {
        Ok(OneOrMany(vec![T::from_json(MapAccessDeserializer::new(item))?]))
    }

    fn visit_str<E: de::Error>(self, item: &str) -> Result<Self::Value, E> {
        Ok(OneOrMany(vec![T::from_json(item.into_deserializer())?]))
    }
}

impl<T: Part> Slot for T {
    type Item = T;
    type Pending = Option<T>;
    const OCCURS: Occurs = Occurs::Once;

    fn finish(pending: Option<T>) -> Option<Self> {
        pending
    }

    fn items(&self) -> &[T] {
        std::slice::from_ref(self)
    }

    fn next_json<'de, A: MapAccess<'de>>(pending: &mut Option<T>, map: &mut A) -> Result<(), A::Error> {
        let Json(item) = map.next_value()?;
        pending.add(item);
        Ok(())
    }

    fn entry<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, self)
    }
}

impl<T: Part> Slot for Option<T> {
    type Item = T;
    type Pending = Option<T>;
    const OCCURS: Occurs = Occurs::Optional;

    fn finish(pending: Option<T>) -> Option<Self> {
        Some(pending)
    }

    fn items(&self) -> &[T] {
        self.as_slice()
    }

    fn next_json<'de, A: MapAccess<'de>>(pending: &mut Option<T>, map: &mut A) -> Result<(), A::Error> {
        if let Some(Json(item)) = map.next_value::<Option<Json<T>>>()? {
            pending.add(item);
        }
        Ok(())
    }

    fn entry<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        self.as_ref().map_or(Ok(()), |item| map.serialize_entry(name, item))
    }
}

impl<T: Part> Slot for Vec<T> {
    type Item = T;
    type Pending = Vec<T>;
    const OCCURS: Occurs = Occurs::Many;

    fn finish(pending: Vec<T>) -> Option<Self> {
        Some(pending)
    }

    fn items(&self) -> &[T] {
        self
    }

    fn next_json<'de, A: MapAccess<'de>>(pending: &mut Vec<T>, map: &mut A) -> Result<(), A::Error> {
        let items = map.next_value::<Option<OneOrMany<T>>>()?;
        pending.extend(items.into_iter().flat_map(|OneOrMany(items)| items));
        Ok(())
    }

    fn entry<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        if self.is_empty() { Ok(()) } else { map.serialize_entry(name, self) }
    }
}

impl<T: Part> Slot for Listed<T> {
    type Item = T;
    type Pending = Vec<T>;
    const OCCURS: Occurs = Occurs::Listed;

    fn finish(pending: Vec<T>) -> Option<Self> {
        Some(Self(pending))
    }

    fn items(&self) -> &[T] {
        &self.0
    }

    fn next_json<'de, A: MapAccess<'de>>(pending: &mut Vec<T>, map: &mut A) -> Result<(), A::Error> {
        <Vec<T> as Slot>::next_json(pending, map)
    }

    fn entry<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, &self.0)
    }
}

/// The name of a member in a document.
macro_rules! member_name {
    ($member:ident) => {
        stringify!($member)
    };
    ($member:ident $written:literal) => {
        $written
    };
}

/// The form of a member in XML.
macro_rules! member_form {
    (attribute) => {
        $crate::shape::MemberForm::Attribute
    };
    (child) => {
        $crate::shape::MemberForm::Child
    };
    (text) => {
        $crate::shape::MemberForm::Text
    };
}

/// Structs from the description of elements; see the head of this module.
macro_rules! shapes {
    ($( $name:ident $(as $group:ident)?, $about:literal { $($members:tt)* } )*) => {
        $( $crate::describe::shape! { ($($group)?) $name, $about { $($members)* } } )*
    };
}

/// One struct. A `section` of a report begins with the parameters that it repeats on its own resource.
macro_rules! shape {
    ((section) $name:ident, $about:literal { $($members:tt)* }) => {
        $crate::describe::shape! { () $name, $about {
            code: attribute Option<String>, "The occupation; on the resource, not in a report.";
            report: attribute Option<String>, "`summary` or `details`; on the resource, not in a report.";
            display: attribute Option<String>, "`short` or `long`; on the resource, not in a report.";
            $($members)*
        } }
    };
    (() $name:ident, $about_it:literal {
        $( $member:ident $(as $written:literal)? : $place:ident $slot:ty, $about:literal );* $(;)?
    }) => {
        #[doc = $about_it]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $( #[doc = $about] pub $member: $slot, )*
        }

        impl $name {
            /// What it is made of, as data.
            pub const SHAPE: &'static $crate::shape::Shape = &$crate::shape::Shape {
                name: stringify!($name),
                members: &[$(
                    $crate::shape::Member {
                        name: $crate::describe::member_name!($member $($written)?),
                        form: $crate::describe::member_form!($place),
                        occurs: <$slot as $crate::describe::Slot>::OCCURS,
                        content: <<$slot as $crate::describe::Slot>::Item as $crate::describe::Part>::CONTENT,
                    },
                )*],
            };
        }

        impl $crate::describe::Part for $name {
            const CONTENT: $crate::shape::Content = $crate::shape::Content::Parts(Self::SHAPE);

            fn read(
                xml: &mut $crate::read::XmlReader<'_>,
                start: &$crate::read::Start<'_>,
            ) -> Result<Self, $crate::error::ReadError> {
                $( let mut $member = <<$slot as $crate::describe::Slot>::Pending as Default>::default(); )*
                for attribute in start.attributes() {
                    let (name, value) = xml.attribute(attribute)?;
                    match name {
                        $( $crate::describe::member_name!($member $($written)?) => {
                            let offer = <$slot as $crate::describe::Slot>::offer(&mut $member, value)
                                .map_err(|expected| xml.not_a(expected, name))?;
                            match offer {
                                $crate::describe::Offer::Accepted => {}
                                $crate::describe::Offer::Second => xml.leave_second_out(start, name),
                                $crate::describe::Offer::NoText => xml.leave_attribute_out(start, name),
                            }
                        } )*
                        _ => xml.leave_attribute_out(start, name),
                    }
                }
                let mut text = std::borrow::Cow::Borrowed("");
                if !start.is_empty() {
                    loop {
                        match xml.step()? {
                            $crate::read::Node::Element(child) => match child.name() {
                                $( $crate::describe::member_name!($member $($written)?) => {
                                    <$slot as $crate::describe::Slot>::read_child(&mut $member, xml, start, &child)?
                                } )*
                                _ => xml.skip_unknown(start, &child)?,
                            },
                            $crate::read::Node::Text(piece) if const { Self::SHAPE.has_text() } => {
                                xml.append(&mut text, piece)?
                            }
                            $crate::read::Node::Text(text) => xml.leave_text_out(start, &text),
                            $crate::read::Node::End => break,
                        }
                    }
                }
                $( if matches!($crate::describe::member_form!($place), $crate::shape::MemberForm::Text) {
                    let is_blank = text.trim().is_empty();
                    let offer = <$slot as $crate::describe::Slot>::offer(&mut $member, std::mem::take(&mut text))
                        .map_err(|expected| xml.not_a(expected, stringify!($name)))?;
                    if offer == $crate::describe::Offer::Second && !is_blank {
                        xml.leave_second_out(start, $crate::describe::member_name!($member $($written)?));
                    }
                } )*
                Ok(Self {
                    $( $member: <$slot as $crate::describe::Slot>::finish($member).ok_or_else(|| {
                        xml.missing(start, $crate::describe::member_name!($member $($written)?))
                    })?, )*
                })
            }

            fn from_json<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <Self as serde::Deserialize>::deserialize(deserializer)
            }

            fn write(&self, name: &str, xml: &mut $crate::write::XmlWriter) {
                xml.start(name);
                $( for item in <$slot as $crate::describe::Slot>::items(&self.$member) {
                    let name = $crate::describe::member_name!($member $($written)?);
                    $crate::describe::Part::write_at(item, $crate::describe::member_form!($place), name, xml);
                } )*
                xml.end(name);
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serde::Serializer::serialize_map(serializer, None)?;
                $( <$slot as $crate::describe::Slot>::entry(
                    &self.$member,
                    $crate::describe::member_name!($member $($written)?),
                    &mut map,
                )?; )*
                serde::ser::SerializeMap::end(map)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Members;

                impl<'de> serde::de::Visitor<'de> for Members {
                    type Value = $name;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str(concat!("an object (", stringify!($name), ")"))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        $( let mut $member = <<$slot as $crate::describe::Slot>::Pending as Default>::default(); )*
                        while let Some(key) = map.next_key::<String>()? {
                            match key.as_str() {
                                $( $crate::describe::member_name!($member $($written)?) => {
                                    <$slot as $crate::describe::Slot>::next_json(&mut $member, &mut map)?
                                } )*
                                _ => {
                                    map.next_value::<serde::de::IgnoredAny>()?;
                                }
                            }
                        }
                        Ok($name {
                            $( $member: <$slot as $crate::describe::Slot>::finish($member).ok_or_else(|| {
                                <A::Error as serde::de::Error>::missing_field(
                                    $crate::describe::member_name!($member $($written)?),
                                )
                            })?, )*
                        })
                    }
                }

                deserializer.deserialize_map(Members)
            }
        }
    };
}

pub(crate) use {member_form, member_name, shape, shapes};
