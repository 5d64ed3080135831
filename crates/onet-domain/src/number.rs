//! Values written as whole numbers.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::Deserializer;
use serde::de::{self, Visitor};

use crate::parse::ParseError;

/// Deserializes from an integer by way of [`FromStr`].
pub(crate) fn deserialize<'de, T, D>(deserializer: D, expected: &'static str) -> Result<T, D::Error>
where
    T: FromStr<Err = ParseError>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_u8(NumberVisitor { expected, value: PhantomData })
}

struct NumberVisitor<T> {
    expected: &'static str,
    value: PhantomData<T>,
}

impl<T: FromStr<Err = ParseError>> Visitor<'_> for NumberVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        number.to_string().parse().map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        number.to_string().parse().map_err(E::custom)
    }
}

/// Implements `Display`, conversions from and to integers, serde and the JSON Schema for a type with `FromStr`
/// and `number`.
macro_rules! number_value {
    ($type:ident, $expected:literal, $minimum:literal..=$maximum:literal, $examples:expr) => {
        impl TryFrom<u8> for $type {
            type Error = $crate::parse::ParseError;

            /// # Errors
            ///
            /// When the number is out of range.
            fn try_from(number: u8) -> Result<Self, Self::Error> {
                number.to_string().parse()
            }
        }

        impl TryFrom<i64> for $type {
            type Error = $crate::parse::ParseError;

            /// # Errors
            ///
            /// When the number is out of range.
            fn try_from(number: i64) -> Result<Self, Self::Error> {
                number.to_string().parse()
            }
        }

        impl From<$type> for u8 {
            fn from(value: $type) -> Self {
                value.number()
            }
        }

        impl From<$type> for i64 {
            fn from(value: $type) -> Self {
                Self::from(value.number())
            }
        }

        impl ::std::fmt::Display for $type {
            /// Writes the number.
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.number(), f)
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u8(self.number())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::number::deserialize(deserializer, $expected)
            }
        }

        impl ::schemars::JsonSchema for $type {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($type)).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                ::schemars::json_schema!({
                    "type": "integer",
                    "minimum": $minimum,
                    "maximum": $maximum,
                    "examples": $examples,
                })
            }
        }
    };
}

pub(crate) use number_value;
