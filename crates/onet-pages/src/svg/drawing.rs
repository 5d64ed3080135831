//! What every form of chart is drawn with.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::printable::printable_line;

/// The width of a drawing, in pixels of its own scale.
pub(super) const WIDTH: f64 = 720.0;
/// The width of a drawing for a phone, which shows it in its own size.
const NARROW: f64 = 320.0;
/// The height of a line of text.
pub(super) const LINE: f64 = 17.0;

/// The room that a drawing has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// A file, or the whole width of a window.
    Wide,
    /// A column, or a phone.
    Narrow,
}

impl Room {
    pub(super) fn width(self) -> f64 {
        match self {
            Self::Wide => WIDTH,
            Self::Narrow => NARROW,
        }
    }
}

/// A drawing: its size, and what is in it.
pub(super) struct Drawing {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) content: Markup,
}

/// A text of others on one line, with its control characters visible.
pub(super) fn words(text: &str) -> Cow<'_, str> {
    printable_line(text)
}

/// A text in lines of at most so many letters, at a place.
pub(super) struct Label {
    lines: Vec<String>,
}

impl Label {
    pub(super) fn new(text: &str, letters: usize) -> Self {
        let text = words(text);
        let lines = textwrap::wrap(&text, letters).into_iter().map(|line| line.into_owned()).collect();
        Self { lines }
    }

    #[expect(clippy::cast_precision_loss, reason = "a label has few lines")]
    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * LINE
    }

    /// The lines from a place on, downwards.
    pub(super) fn at(&self, x: f64, top: f64, class: &str) -> Markup {
        html! {
            text class=(class) x=(number(x)) y=(number(top + 13.0)) {
                @for (at, line) in self.lines.iter().enumerate() {
                    tspan x=(number(x)) dy=(if at == 0 { 0.0 } else { LINE }) { (line) }
                }
            }
        }
    }
}

/// A coordinate with one decimal.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    rounded.to_string()
}

/// A value as a part of the highest one, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "scores are small")]
pub(super) fn part(value: i64, highest: i64) -> f64 {
    (value as f64 / highest.max(1) as f64).clamp(0.0, 1.0)
}
