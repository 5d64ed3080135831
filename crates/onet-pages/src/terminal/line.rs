//! Lines of styled text, their width and their wrapping.

use anstyle::{AnsiColor, Effects};
use textwrap::core::display_width;

use super::{Clip, Color};
use crate::printable::printable_line;

/// What a text means; the terminal shows it as a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Style {
    #[default]
    Plain,
    Heading,
    Title,
    Code,
    Bar,
    Faint,
    Good,
    Hot,
    Missing,
}

impl Style {
    fn ansi(self) -> anstyle::Style {
        let of = |color: AnsiColor| anstyle::Style::new().fg_color(Some(color.into()));
        match self {
            Self::Plain => anstyle::Style::new(),
            Self::Heading => anstyle::Style::new().effects(Effects::BOLD),
            Self::Title => of(AnsiColor::Cyan).effects(Effects::BOLD),
            Self::Code | Self::Bar => of(AnsiColor::Cyan),
            Self::Faint => anstyle::Style::new().effects(Effects::DIMMED),
            Self::Good => of(AnsiColor::Green),
            Self::Hot => of(AnsiColor::Red),
            Self::Missing => of(AnsiColor::Yellow),
        }
    }
}

/// One line: texts with their styles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line(Vec<(String, Style)>);

impl Line {
    /// A line of one text. Control characters are made visible.
    pub(super) fn of(text: &str, style: Style) -> Self {
        Self::default().then(text, style)
    }

    /// The line with a text after it.
    pub(super) fn then(mut self, text: &str, style: Style) -> Self {
        if !text.is_empty() {
            self.0.push((printable_line(text).into_owned(), style));
        }
        self
    }

    pub(super) fn joined(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(super) fn indented(self, columns: usize) -> Self {
        Self::of(&" ".repeat(columns), Style::Plain).joined(self)
    }

    /// The line with spaces after it, up to a width.
    pub(super) fn padded(self, width: usize) -> Self {
        let spaces = width.saturating_sub(self.width());
        self.then(&" ".repeat(spaces), Style::Plain)
    }

    pub(super) fn width(&self) -> usize {
        self.0.iter().map(|(text, _)| display_width(text)).sum()
    }

    /// Whether a letter is in the line.
    pub(super) fn has(&self, letter: char) -> bool {
        self.0.iter().any(|(text, _)| text.contains(letter))
    }

    pub(super) fn is_blank(&self) -> bool {
        self.0.iter().all(|(text, _)| text.trim().is_empty())
    }

    /// Writes the line without spaces at its end.
    pub(super) fn write(&self, to: &mut String, color: Color) {
        let used = self.0.iter().rposition(|(text, _)| !text.trim_end().is_empty());
        let used = used.map_or(0, |last| last + 1);
        for (at, (text, style)) in self.0.iter().take(used).enumerate() {
            let text = if at + 1 == used { text.trim_end() } else { text };
            let ansi = style.ansi();
            match color {
                Color::Ansi if *style != Style::Plain => {
                    to.push_str(&format!("{ansi}{text}{ansi:#}"));
                }
                _ => to.push_str(text),
            }
        }
    }
}

/// A text in lines of at most a width; a word that is longer is broken.
pub(super) fn wrapped(text: &str, width: usize, style: Style, clip: Clip) -> Vec<Line> {
    let text = printable_line(text);
    let mut lines: Vec<String> =
        textwrap::wrap(&text, width.max(1)).into_iter().map(|line| line.into_owned()).collect();
    if let Clip::Lines(most) = clip
        && lines.len() > most
    {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            // Whole words, unless the line is one word.
            while display_width(last) + 2 > width {
                match last.trim_end().rfind(' ') {
                    Some(space) => last.truncate(space),
                    None => drop(last.pop()),
                }
                if last.is_empty() {
                    break;
                }
            }
            last.truncate(last.trim_end().len());
            last.push_str(" …");
        }
    }
    lines.iter().map(|line| Line::of(line, style)).collect()
}

/// A text with a mark before its first line; the others are indented as far.
pub(super) fn hanging(mark: &str, text: &str, width: usize, style: Style, clip: Clip) -> Vec<Line> {
    let indent = display_width(mark);
    let lines = wrapped(text, width.saturating_sub(indent), style, clip).into_iter();
    let marked = |(at, line): (usize, Line)| match at {
        0 => Line::of(mark, Style::Faint).joined(line),
        _ => line.indented(indent),
    };
    lines.enumerate().map(marked).collect()
}
