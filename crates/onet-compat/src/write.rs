//! Writing XML the way the service writes it.

use crate::read::is_xml;

/// Writes elements with the service's white space: three spaces a level, ` />` after an element that holds
/// nothing, no XML declaration. The same document always gives the same bytes.
pub(crate) struct XmlWriter {
    written: String,
    depth: usize,
    inside: Inside,
}

/// What the element that was begun last holds so far.
enum Inside {
    /// Its start tag is not closed yet.
    Tag,
    Text,
    Children,
}

impl XmlWriter {
    pub(crate) fn new() -> Self {
        Self { written: String::new(), depth: 0, inside: Inside::Children }
    }

    /// Begins an element.
    pub(crate) fn start(&mut self, name: &str) {
        self.close_tag();
        self.new_line();
        self.written.push('<');
        self.written.push_str(name);
        self.depth += 1;
        self.inside = Inside::Tag;
    }

    /// Adds an attribute to the start tag that is open.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) {
        self.written.push(' ');
        self.written.push_str(name);
        self.written.push_str("=\"");
        escape(value, &mut self.written, |character| match character {
            '"' => Some("&quot;"),
            '\t' => Some("&#9;"),
            '\n' => Some("&#10;"),
            _ => None,
        });
        self.written.push('"');
    }

    /// Adds text to the element that was begun last.
    pub(crate) fn text(&mut self, text: &str) {
        self.close_tag();
        escape(text, &mut self.written, |_| None);
        self.inside = Inside::Text;
    }

    /// Ends the element that was begun last.
    pub(crate) fn end(&mut self, name: &str) {
        self.depth -= 1;
        match self.inside {
            Inside::Tag => self.written.push_str(" />"),
            Inside::Text => self.end_tag(name),
            Inside::Children => {
                self.new_line();
                self.end_tag(name);
            }
        }
        self.inside = Inside::Children;
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.written.push('\n');
        self.written.into_bytes()
    }

    fn close_tag(&mut self) {
        if matches!(self.inside, Inside::Tag) {
            self.written.push('>');
        }
    }

    fn end_tag(&mut self, name: &str) {
        self.written.push_str("</");
        self.written.push_str(name);
        self.written.push('>');
    }

    fn new_line(&mut self) {
        if self.written.is_empty() {
            return;
        }
        self.written.push('\n');
        self.written.extend(std::iter::repeat_n("   ", self.depth));
    }
}

/// Writes text with what cannot stand in XML escaped. Characters that XML has no way to write (most control
/// characters) become U+FFFD, the replacement character.
fn escape(text: &str, written: &mut String, also: impl Fn(char) -> Option<&'static str>) {
    let mut plain_from = 0;
    for (at, character) in text.char_indices() {
        let escaped = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '\r' => "&#13;",
            '>' if text[..at].ends_with("]]") => "&gt;",
            _ => match also(character) {
                Some(escaped) => escaped,
                None if is_xml(character) => continue,
                None => "\u{FFFD}",
            },
        };
        written.push_str(&text[plain_from..at]);
        written.push_str(escaped);
        plain_from = at + character.len_utf8();
    }
    written.push_str(&text[plain_from..]);
}
