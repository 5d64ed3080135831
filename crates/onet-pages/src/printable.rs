//! Text of others as a reader may receive it.
//!
//! A title, a file name or a message of a server can hold control characters. On a terminal they move the cursor, set
//! the title of the window or worse; on a page they are invisible or turn the direction of the text.

use std::borrow::Cow;

/// A text with its control characters made visible, as in `\u{1b}`. Line feeds and tabs stay.
///
/// ```
/// assert_eq!(onet_pages::printable::printable("a\u{1b}[2J"), "a\\u{1b}[2J");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    match text.chars().any(is_unsafe) {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.chars().map(shown).collect()),
    }
}

/// A text for one line: no line feed and no tab either.
pub fn printable_line(text: &str) -> Cow<'_, str> {
    match text.chars().any(|character| is_unsafe(character) || matches!(character, '\n' | '\t')) {
        false => Cow::Borrowed(text),
        true => Cow::Owned(
            text.chars()
                .map(|character| match character {
                    '\n' | '\t' => " ".to_owned(),
                    other => shown(other),
                })
                .collect(),
        ),
    }
}

/// A cell of CSV or TSV that no spreadsheet runs as a formula. Numbers stay as they are.
pub fn spreadsheet_cell(text: &str) -> Cow<'_, str> {
    let begins_like_a_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match begins_like_a_formula && text.parse::<f64>().is_err() {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

fn shown(character: char) -> String {
    match is_unsafe(character) {
        true => character.escape_unicode().to_string(),
        false => character.to_string(),
    }
}

/// Whether a terminal may act on a character: C0 and C1 controls, and marks that change the direction of a text.
pub fn is_unsafe(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => character.is_control(),
    }
}
