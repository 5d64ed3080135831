//! Text of others as a terminal or a spreadsheet may receive it.
//!
//! A title, a file name or a message of a server can hold control characters. On a terminal they move the cursor, set
//! the title of the window or worse; in a spreadsheet a text can begin like a formula.

use std::io;

pub(crate) use onet_pages::printable::{
    is_unsafe, printable, printable_line as printable_cell, spreadsheet_cell,
};
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter};

/// Writes JSON in which no text has a character that a terminal acts on: those that JSON allows raw are escaped.
pub(crate) struct SafeJson<F>(pub(crate) F);

impl SafeJson<PrettyFormatter<'static>> {
    /// On several lines, indented.
    pub(crate) fn pretty() -> Self {
        Self(PrettyFormatter::new())
    }
}

impl SafeJson<CompactFormatter> {
    /// On one line.
    pub(crate) fn compact() -> Self {
        Self(CompactFormatter)
    }
}

impl<F: Formatter> Formatter for SafeJson<F> {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        // ASCII controls other than DEL are escaped before they get here.
        while let Some(at) = rest.find(is_unsafe) {
            let (before, from) = rest.split_at(at);
            out.write_all(before.as_bytes())?;
            let mut characters = from.chars();
            let code = characters.next().map_or(0, u32::from);
            write!(out, "\\u{code:04x}")?;
            rest = characters.as_str();
        }
        out.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.0.write_char_escape(out, escape)
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn end_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_key(out)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize as _;
    use serde_json::{Serializer, Value, json};

    use super::*;

    #[test]
    fn control_characters_are_shown_and_words_stay() {
        assert_eq!(printable("a\u{1b}]0;x\u{7}\u{9b}b\u{7f}\r"), "a\\u{1b}]0;x\\u{7}\\u{9b}b\\u{7f}\\u{d}");
        assert_eq!(printable("Chefs de cuisine\n\té 厨师"), "Chefs de cuisine\n\té 厨师");
        assert_eq!(printable_cell("a\nb\tc\u{202e}"), "a b c\\u{202e}");
    }

    #[test]
    fn formulas_are_quoted_and_numbers_are_not() {
        for formula in ["=1+1", "+cmd", "-cmd", "@sum", "\tx", "\rx", "-", "=2"] {
            assert_eq!(spreadsheet_cell(formula), format!("'{formula}"));
        }
        for plain in ["-1.5", "+2", "-1e3", "29-1051.00", "C++", "", "'x"] {
            assert_eq!(spreadsheet_cell(plain), plain);
        }
    }

    #[test]
    fn json_is_the_same_value_with_no_raw_control_character() {
        let value = json!({"a\u{9b}": ["\u{1b}[0m\u{85}é\u{7f}\u{202e}\"\\", 1.5, null, true, {}]});
        let (mut pretty, mut compact) = (Vec::new(), Vec::new());
        value.serialize(&mut Serializer::with_formatter(&mut pretty, SafeJson::pretty())).expect("JSON");
        value.serialize(&mut Serializer::with_formatter(&mut compact, SafeJson::compact())).expect("JSON");
        for text in [pretty, compact] {
            assert_eq!(serde_json::from_slice::<Value>(&text).expect("JSON"), value);
            let text = String::from_utf8(text).expect("UTF-8");
            assert!(!text.chars().any(is_unsafe), "{text:?}");
        }
        let plain = json!({"a": ["é"], "b": {}});
        let mut pretty = Vec::new();
        plain.serialize(&mut Serializer::with_formatter(&mut pretty, SafeJson::pretty())).expect("JSON");
        assert_eq!(pretty, serde_json::to_vec_pretty(&plain).expect("JSON"));
    }
}
