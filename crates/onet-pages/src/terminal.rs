//! Reports as text for a terminal.
//!
//! From 60 columns on, names stand in a margin on the left and what they name beside them; on narrower terminals
//! below them.

mod blocks;
mod line;
mod table;

use crate::block::{Block, Level, Report};
use crate::licence;
use line::{Line, Style};

/// The width of a terminal that is not known.
pub const USUAL_WIDTH: usize = 80;
/// The narrowest width that lines are made for.
pub const LEAST_WIDTH: usize = 40;

/// From this width on, names stand in a margin.
const WIDTH_WITH_MARGIN: usize = 60;
const MARGIN: usize = 18;
/// Longer lines are hard to read.
const GREATEST_WIDTH: usize = 120;

/// How a report is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Columns of the terminal; less than [`LEAST_WIDTH`] is taken as that.
    pub width: usize,
    /// Whether to use colours.
    pub color: Color,
}

/// Whether text has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// No escape sequences at all.
    Plain,
    /// ANSI escape sequences.
    Ansi,
}

/// How much of long texts is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clip {
    /// All lines of each text.
    Never,
    /// At most this many lines of each text, the last of them with an ellipsis.
    Lines(usize),
}

impl Clip {
    /// What is shown of an item in a list: its first line, where anything is cut.
    fn of_items(self) -> Self {
        match self {
            Self::Never => Self::Never,
            Self::Lines(_) => Self::Lines(1),
        }
    }
}

/// The report as lines of text, each ended by a line feed.
pub fn render(report: &Report, layout: Layout) -> String {
    render_clipped(report, layout, Clip::Never)
}

/// The report as lines of text in which long texts are cut.
pub fn render_clipped(report: &Report, layout: Layout, clip: Clip) -> String {
    let mut page = Page::new(layout, clip);
    for block in &report.blocks {
        page.block(block);
    }
    page.blank();
    page.lines.extend(line::wrapped(licence::SHORT, page.width, Style::Faint, Clip::Never));
    page.text(layout.color)
}

/// The lines so far, and the name that the next block is set beside.
struct Page {
    lines: Vec<Line>,
    width: usize,
    margin: usize,
    clip: Clip,
    name: Option<(String, Option<String>)>,
}

impl Page {
    fn new(layout: Layout, clip: Clip) -> Self {
        let width = layout.width.clamp(LEAST_WIDTH, GREATEST_WIDTH);
        let margin = if width < WIDTH_WITH_MARGIN { 0 } else { MARGIN };
        Self { lines: Vec::new(), width, margin, clip, name: None }
    }

    /// Columns for what stands beside or below a name.
    fn inner(&self) -> usize {
        match self.margin {
            0 => self.width - 2,
            margin => self.width - margin,
        }
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_blank()) {
            self.lines.push(Line::default());
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(title) => self.lines.extend(blocks::title(title, self.width, self.clip)),
            Block::Heading(heading) => match heading.level {
                Level::Part => self.blank(),
                Level::Section => self.name = Some((heading.text.clone(), heading.note.clone())),
            },
            Block::Facts(facts) => {
                for fact in facts {
                    let value = line::wrapped(&fact.value, self.inner(), Style::Plain, self.clip.of_items());
                    self.name = Some((fact.name.clone(), None));
                    self.beside(value);
                }
            }
            other => {
                let mut lines = blocks::block(other, self.inner(), self.clip.of_items());
                if let Some((shown, more)) = blocks::not_shown(other) {
                    match self.margin {
                        0 => lines.push(Line::of(&format!("… {more} more"), Style::Faint)),
                        _ => self.add_note(&format!("{shown} of {}", shown + more)),
                    }
                }
                self.beside(lines);
            }
        }
    }

    /// Adds a line below the current name.
    fn add_note(&mut self, text: &str) {
        let (_, note) = self.name.get_or_insert_default();
        *note = Some(match note.take() {
            Some(before) => format!("{before}\n{text}"),
            None => text.to_owned(),
        });
    }

    /// Sets lines beside the current name, or below it where there is no margin.
    fn beside(&mut self, lines: Vec<Line>) {
        if lines.is_empty() {
            return;
        }
        let (name, note) = self.name.take().unwrap_or_default();
        if self.margin == 0 {
            if !name.is_empty() {
                let note = note.map(|note| format!("  {note}")).unwrap_or_default();
                let mut names = line::wrapped(&name, self.width, Style::Heading, Clip::Never);
                let last = names.pop().unwrap_or_default().then(&note, Style::Faint);
                self.lines.extend(names);
                self.lines.push(last);
            }
            self.lines.extend(lines.into_iter().map(|line| line.indented(2)));
            return;
        }
        let mut names = line::wrapped(&name, self.margin - 2, Style::Heading, Clip::Never);
        for note in note.iter().flat_map(|note| note.lines()) {
            names.extend(line::wrapped(note, self.margin - 2, Style::Faint, Clip::Never));
        }
        names.retain(|line| !line.is_blank());
        let mut names = names.into_iter();
        for line in lines {
            let name = names.next().unwrap_or_default();
            self.lines.push(name.padded(self.margin).joined(line));
        }
        self.lines.extend(names);
    }

    fn text(&self, color: Color) -> String {
        let mut text = String::new();
        for line in &self.lines {
            line.write(&mut text, color);
            text.push('\n');
        }
        text
    }
}
