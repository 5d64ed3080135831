//! Parsing of values, and the errors for text that does not parse.
//!
//! Each type describes its written form once, as a [`Notation`]; error messages, serde and the JSON
//! Schema are made from it by [`text_value!`], and for types that hold nothing but their text or
//! stand for a word of a closed set, the rest by [`text_newtype!`] and [`word_value!`].

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::Deserializer;
use serde::de::{self, Visitor};

/// The place of a decimal digit in a fixed pattern such as `dd-dddd.dd`.
const DIGIT: u8 = b'd';

/// How many characters of a rejected input an error repeats.
const SHOWN: usize = 40;

/// The written form of a type.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Notation {
    /// The indefinite article that goes with the name.
    pub(crate) article: &'static str,
    /// The name of the type in a sentence.
    pub(crate) name: &'static str,
    /// A regular expression for the accepted text, anchored, in the dialect of JSON Schema.
    pub(crate) pattern: &'static str,
    /// Well-formed values; error messages show the first.
    pub(crate) examples: [&'static str; 2],
}

/// The error for text that does not parse.
///
/// The message names the expected type, the text, the position of the error and what is expected there. Long
/// texts are cut to 40 characters and control characters are escaped, so that the message is safe to print.
///
/// ```
/// use onet_domain::SocCode;
///
/// let error = "29_1051".parse::<SocCode>().unwrap_err();
/// assert_eq!(error.kind_name(), "SOC code");
/// assert_eq!(error.position(), 2);
/// assert_eq!(error.expected(), "`-`");
/// assert_eq!(
///     error.to_string(),
///     r#""29_1051" is not a SOC code: expected `-` at position 3, as in 29-1051"#,
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    notation: &'static Notation,
    input: Box<str>,
    position: usize,
    expected: Cow<'static, str>,
}

impl ParseError {
    /// The name of the expected type, such as `O*NET-SOC code`.
    pub fn kind_name(&self) -> &'static str {
        self.notation.name
    }

    /// The rejected text, shortened and escaped for display.
    ///
    /// ```
    /// use onet_domain::SocCode;
    ///
    /// let error = "x".repeat(100).parse::<SocCode>().unwrap_err();
    /// assert_eq!(error.input(), format!("{}…", "x".repeat(40)));
    /// ```
    pub fn input(&self) -> &str {
        &self.input
    }

    /// The position of the error in bytes, from 0 to the length of the text.
    ///
    /// Everything before it is ASCII. The message counts from one.
    pub fn position(&self) -> usize {
        self.position
    }

    /// What is expected at that position, such as `a digit`.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// The message for a person who typed the text: what it should be, without positions.
    ///
    /// ```
    /// use onet_domain::{JobZone, SocCode, Taxonomy};
    ///
    /// let error = "29_1051".parse::<SocCode>().unwrap_err();
    /// assert_eq!(error.in_words(), r#""29_1051" is not a SOC code, such as 29-1051 or 29-0000"#);
    /// let error = "9".parse::<JobZone>().unwrap_err();
    /// assert_eq!(error.in_words(), r#""9" is not a job zone: a digit from 1 to 5"#);
    /// let error = "2006".parse::<Taxonomy>().unwrap_err();
    /// assert!(error.in_words().ends_with(": one of 2010, 2019, active"));
    /// ```
    pub fn in_words(&self) -> String {
        let Notation { article, name, examples: [first, second], .. } = self.notation;
        let is_range = self.position == 0 && self.expected.contains(" from ");
        let form = match is_range || self.expected.starts_with("one of ") {
            true => format!(": {}", self.expected),
            false => format!(", such as {first} or {second}"),
        };
        format!("\"{}\" is not {article} {name}{form}", self.input)
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Notation { article, name, examples: [example, _], .. } = self.notation;
        write!(
            f,
            "\"{}\" is not {article} {name}: expected {} at position {}, as in {example}",
            self.input,
            self.expected,
            self.position + 1,
        )
    }
}

impl std::error::Error for ParseError {}

/// Cuts a text to the length that an error shows and escapes its control characters.
fn presentable(text: &str) -> Box<str> {
    let mut shown = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == SHOWN {
            shown.push('…');
            break;
        }
        if character == '\'' {
            shown.push(character);
        } else {
            shown.extend(character.escape_debug());
        }
    }
    shown.into_boxed_str()
}

/// Walks through a text from left to right and stops at the first byte that does not fit.
pub(crate) struct Scanner<'a> {
    notation: &'static Notation,
    text: &'a str,
    position: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(notation: &'static Notation, text: &'a str) -> Self {
        Self { notation, text, position: 0 }
    }

    /// Reads a fixed pattern, in which `d` stands for a digit and all else for itself.
    ///
    /// Returns the digits as one number; nine of them fit.
    pub(crate) fn pattern(&mut self, pattern: &'static [u8]) -> Result<u32, ParseError> {
        let mut digits = 0;
        for &place in pattern {
            if place == DIGIT {
                let digit = self.one(|byte| byte.is_ascii_digit(), "a digit")?;
                digits = digits * 10 + u32::from(digit - b'0');
            } else if self.peek() == Some(place) {
                self.position += 1;
            } else {
                return Err(self.error(format!("`{}`", char::from(place))));
            }
        }
        Ok(digits)
    }

    /// Reads a fixed text, which must be ASCII.
    pub(crate) fn literal(&mut self, text: &'static str) -> Result<(), ParseError> {
        if !self.rest().starts_with(text) {
            return Err(self.error(format!("`{text}`")));
        }
        self.position += text.len();
        Ok(())
    }

    /// Reads one byte of a class. The class must hold ASCII only.
    pub(crate) fn one(
        &mut self,
        accepts: impl Fn(u8) -> bool,
        expected: &'static str,
    ) -> Result<u8, ParseError> {
        match self.peek() {
            Some(byte) if accepts(byte) => {
                self.position += 1;
                Ok(byte)
            }
            _ => Err(self.error(expected)),
        }
    }

    /// Reads one or more bytes of a class. The class must hold ASCII only.
    pub(crate) fn many(
        &mut self,
        accepts: impl Fn(u8) -> bool,
        expected: &'static str,
    ) -> Result<(), ParseError> {
        self.one(&accepts, expected)?;
        self.any(accepts);
        Ok(())
    }

    /// Reads as many bytes of a class as there are. The class must hold ASCII only.
    pub(crate) fn any(&mut self, accepts: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&accepts) {
            self.position += 1;
        }
    }

    /// Checks that the text ends here.
    pub(crate) fn end(&self) -> Result<(), ParseError> {
        if self.is_at_end() { Ok(()) } else { Err(self.error("the end")) }
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.peek().is_none()
    }

    /// The text before the current position.
    pub(crate) fn read(&self) -> &'a str {
        &self.text[..self.position]
    }

    /// The text from the current position on.
    pub(crate) fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    /// The error for the current position.
    pub(crate) fn error(&self, expected: impl Into<Cow<'static, str>>) -> ParseError {
        ParseError {
            notation: self.notation,
            input: presentable(self.text),
            position: self.position,
            expected: expected.into(),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }
}

/// Writes a number into the digit places of a fixed pattern, honouring width and alignment.
pub(crate) fn write_pattern<const N: usize>(
    f: &mut fmt::Formatter<'_>,
    pattern: &[u8; N],
    mut digits: u32,
) -> fmt::Result {
    let mut text = *pattern;
    for place in text.iter_mut().rev().filter(|place| **place == DIGIT) {
        *place = b'0' + (digits % 10) as u8;
        digits /= 10;
    }
    f.pad(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
}

/// Deserializes by way of [`FromStr`], from borrowed and owned text alike.
pub(crate) fn deserialize<'de, T, D>(deserializer: D, notation: &'static Notation) -> Result<T, D::Error>
where
    T: FromStr<Err = ParseError>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(TextVisitor { notation, value: PhantomData })
}

struct TextVisitor<T> {
    notation: &'static Notation,
    value: PhantomData<T>,
}

impl<T: FromStr<Err = ParseError>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Notation { article, name, examples: [example, _], .. } = self.notation;
        write!(f, "{article} {name} such as \"{example}\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

/// Implements `Debug`, conversions from and to strings, serde and the JSON Schema for a type with `FromStr`,
/// `Display` and a [`Notation`].
macro_rules! text_value {
    ($type:ident, $notation:ident) => {
        impl ::std::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, concat!(stringify!($type), "({})"), self)
            }
        }

        impl TryFrom<&str> for $type {
            type Error = $crate::parse::ParseError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl TryFrom<String> for $type {
            type Error = $crate::parse::ParseError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> Self {
                value.to_string()
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::parse::deserialize(deserializer, &$notation)
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
                    "type": "string",
                    "pattern": $notation.pattern,
                    "examples": $notation.examples,
                })
            }
        }
    };
}

pub(crate) use text_value;

/// Implements `as_str`, `AsRef<str>`, `Display` and all of `text_value!` for a newtype over checked text.
macro_rules! text_newtype {
    ($type:ident, $notation:ident) => {
        impl $type {
            /// The text as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        $crate::parse::text_value!($type, $notation);
    };
}

pub(crate) use text_newtype;

/// Implements `FromStr`, `Display` and all of `text_value!` for a type with `ALL` and `as_str`.
macro_rules! word_value {
    ($type:ident, $notation:ident) => {
        impl ::std::str::FromStr for $type {
            type Err = $crate::parse::ParseError;

            /// # Errors
            ///
            /// When the text is none of the written forms. Letter case counts.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.into_iter().find(|value| value.as_str() == text).ok_or_else(|| {
                    let words = Self::ALL.map(|value| value.as_str()).join(", ");
                    $crate::parse::Scanner::new(&$notation, text).error(format!("one of {words}"))
                })
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        $crate::parse::text_value!($type, $notation);
    };
}

pub(crate) use word_value;

/// As [`word_value!`], for a set whose values have a name for headings, too. A row for each value: its written form
/// and its name.
macro_rules! named_words {
    ($type:ident, $notation:ident, { $($value:ident => $word:literal, $title:literal;)+ }) => {
        impl $type {
            /// The written form, as the service has it in paths and parameters.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$value => $word,)+ }
            }

            /// The name for a heading.
            pub fn title(self) -> &'static str {
                match self { $(Self::$value => $title,)+ }
            }
        }

        $crate::parse::word_value!($type, $notation);
    };
}

pub(crate) use named_words;

#[cfg(test)]
mod tests {
    use super::*;

    static ROOM: Notation = Notation {
        article: "a",
        name: "room number",
        pattern: "^[0-9]-[0-9]{2}$",
        examples: ["3-07", "1-12"],
    };

    fn message(text: &str) -> String {
        let mut scanner = Scanner::new(&ROOM, text);
        match scanner.pattern(b"d-dd").and_then(|_| scanner.end()) {
            Ok(()) => "fine".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_pattern_yields_its_digits_as_one_number() {
        assert_eq!(Scanner::new(&ROOM, "3-07").pattern(b"d-dd"), Ok(307));
    }

    #[test]
    fn a_literal_is_read_whole_or_not_at_all() {
        let mut scanner = Scanner::new(&ROOM, "3-07");
        assert!(scanner.literal("3-1").is_err());
        assert_eq!((scanner.read(), scanner.rest()), ("", "3-07"));
        assert_eq!(scanner.literal("3-"), Ok(()));
        assert_eq!((scanner.read(), scanner.rest()), ("3-", "07"));
    }

    #[test]
    fn messages_say_what_was_expected_and_where() {
        for (text, expected) in [
            ("3-07", "fine"),
            ("", r#""" is not a room number: expected a digit at position 1, as in 3-07"#),
            ("3.07", r#""3.07" is not a room number: expected `-` at position 2, as in 3-07"#),
            ("3-0", r#""3-0" is not a room number: expected a digit at position 4, as in 3-07"#),
            ("3-07b", r#""3-07b" is not a room number: expected the end at position 5, as in 3-07"#),
            ("３-07", r#""３-07" is not a room number: expected a digit at position 1, as in 3-07"#),
        ] {
            assert_eq!(message(text), expected);
        }
    }

    #[test]
    fn messages_hold_no_control_characters_and_little_of_a_long_text() {
        assert_eq!(&*presentable("a\n\u{1b}[31m\u{202e}'\""), r#"a\n\u{1b}[31m\u{202e}'\""#);
        assert_eq!(presentable(&"é".repeat(41)).chars().count(), SHOWN + 1);
        assert_eq!(&*presentable(&"é".repeat(40)), "é".repeat(40));
    }
}
