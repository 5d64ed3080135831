//! Each block as lines.

use textwrap::core::display_width;

use super::line::{Line, Style, hanging, wrapped};
use super::{Clip, table};
use crate::block::{
    Bar, Block, Chart, Dots, Link, MissingPart, Node, Rated, Tag, Target, Text, Title, Tone, portion,
};

/// Cells of a bar, where there is room.
const CELLS: usize = 20;
/// Below this width a bar has half of them.
const WIDTH_OF_WHOLE_BARS: usize = 42;
/// Cells of the scale of dots, at most and at least.
const DOT_CELLS: usize = 40;
const FEWEST_DOT_CELLS: usize = 10;

/// The title with its code and marks, and what it is.
pub(super) fn title(title: &Title, width: usize, clip: Clip) -> Vec<Line> {
    let words = wrapped(&title.text, width, Style::Title, Clip::Never);
    let mut lines: Vec<Line> = words;
    if let Some(last) = lines.pop() {
        let last = match &title.code {
            Some(code) => last.then("  ", Style::Plain).then(code, Style::Code),
            None => last,
        };
        lines.extend(tagged(last, &title.tags, width));
    }
    if let Some(lead) = &title.lead {
        lines.extend(wrapped(lead, width, Style::Plain, clip));
    }
    lines
}

/// A line with marks after it; those that do not fit stand on a line of their own.
fn tagged(line: Line, tags: &[Tag], width: usize) -> Vec<Line> {
    let marks = tags.iter().fold(Line::default(), |line, tag| {
        let style = match tag.tone {
            Tone::Good => Style::Good,
            Tone::Hot => Style::Hot,
            Tone::Plain => Style::Faint,
        };
        line.then(" [", Style::Faint).then(&tag.text, style).then("]", Style::Faint)
    });
    match line.width() + marks.width() <= width {
        true => vec![line.joined(marks)],
        false => vec![line, marks],
    }
}

/// A block that stands beside its name.
pub(super) fn block(block: &Block, width: usize, clip: Clip) -> Vec<Line> {
    match block {
        Block::Paragraph(text) => wrapped(text, width, Style::Plain, Clip::Never),
        Block::Rated(list) => rated(&list.items, width, ""),
        Block::Texts { items, .. } => items.iter().flat_map(|item| text(item, width, clip)).collect(),
        Block::Tree { nodes, .. } => nodes.iter().flat_map(|node| tree(node, width, clip)).collect(),
        Block::Chart(drawn) => chart(drawn, width),
        Block::Links { items, .. } => items.iter().flat_map(|item| link(item, width)).collect(),
        Block::Table(rows) => table::table(rows, width),
        Block::Missing(parts) => parts.iter().flat_map(|part| missing(part, width)).collect(),
        // These are no blocks beside a name.
        Block::Title(_) | Block::Heading(_) | Block::Facts(_) => Vec::new(),
    }
}

/// The number of items that a block shows, and of those that it does not show; none where it shows all.
pub(super) fn not_shown(block: &Block) -> Option<(usize, usize)> {
    let (shown, more) = match block {
        Block::Rated(list) => (list.items.len(), list.more),
        Block::Texts { items, more } => (items.len(), *more),
        Block::Tree { nodes, more } => (nodes.len(), *more),
        Block::Links { items, more } => (items.len(), *more),
        Block::Table(table) => (table.rows.len(), table.more),
        Block::Chart(Chart::Dots(dots)) => (dots.rows.len(), dots.more),
        _ => (0, 0),
    };
    (more > 0).then_some((shown, more))
}

fn text(item: &Text, width: usize, clip: Clip) -> Vec<Line> {
    match item.score {
        Some(score) => hanging(&format!("{score:>3} "), &item.text, width, Style::Plain, clip),
        None => hanging("· ", &item.text, width, Style::Plain, clip),
    }
}

/// Names, bars and scores in three columns.
fn rated(items: &[Rated], width: usize, unit: &str) -> Vec<Line> {
    let cells = if width < WIDTH_OF_WHOLE_BARS { CELLS / 2 } else { CELLS };
    let has_levels = items.iter().any(|item| item.level.is_some());
    let numbers = if has_levels { 9 } else { 5 };
    let names = width.saturating_sub(cells + numbers + unit.len()).max(8);
    let level = |item: &Rated| match item.level {
        Some(level) => format!(" {level:>3}"),
        None if has_levels => "   -".to_owned(),
        None => String::new(),
    };
    items.iter().flat_map(|item| rated_item(item, names, cells, &format!("{unit}{}", level(item)))).collect()
}

/// The lines of an element; `after` stands after its score.
fn rated_item(item: &Rated, names: usize, cells: usize, after: &str) -> Vec<Line> {
    let mut lines = wrapped(&item.name, names, Style::Plain, Clip::Never).into_iter();
    let first = lines.next().unwrap_or_default().padded(names + 1);
    let filled = item.steps(cells);
    let score = match item.score {
        Some(score) => format!(" {score:>3}{after}"),
        None => format!("   -{after}"),
    };
    let first = first
        .then(&"█".repeat(filled), Style::Bar)
        .then(&"░".repeat(cells - filled), Style::Faint)
        .then(&score, Style::Plain);
    std::iter::once(first).chain(lines.map(|line| line.indented(0))).collect()
}

/// A group on its own line with the items below it; items without items of their own share lines.
fn tree(node: &Node, width: usize, clip: Clip) -> Vec<Line> {
    let label = |node: &Node| {
        let tags = node.tags.iter().map(|tag| format!(" [{}]", tag.text)).collect::<String>();
        format!("{}{tags}", node.text)
    };
    if node.children.is_empty() {
        return hanging("· ", &label(node), width, Style::Plain, clip);
    }
    let is_short = |child: &Node| child.children.is_empty() && !child.text.ends_with('.');
    if node.children.iter().all(is_short) {
        let items = node.children.iter().map(label).collect::<Vec<_>>().join(", ");
        return hanging("· ", &format!("{}: {items}", label(node)), width, Style::Plain, clip);
    }
    let mut lines = hanging("· ", &label(node), width, Style::Plain, clip);
    let below = node.children.iter().flat_map(|child| tree(child, width.saturating_sub(2), clip));
    lines.extend(below.map(|line| line.indented(2)));
    lines
}

fn link(link: &Link, width: usize) -> Vec<Line> {
    let note = link.note.as_ref().map(|note| format!("  {note}")).unwrap_or_default();
    let mark = match &link.target {
        Target::Occupation(code) => format!("{code}  "),
        Target::Url(_) => String::new(),
    };
    let text = format!("{}{note}", link.text);
    let mut lines = hanging(&mark, &text, width, Style::Plain, Clip::Never);
    if let Some(last) = lines.pop() {
        lines.extend(tagged(last, &link.tags, width));
    }
    if let Target::Url(url) = &link.target {
        lines.extend(wrapped(url, width.saturating_sub(2), Style::Faint, Clip::Never));
    }
    lines
}

fn missing(part: &MissingPart, width: usize) -> Vec<Line> {
    let text = format!("{}: {}", part.what, part.reason);
    hanging("- ", &text, width, Style::Missing, Clip::Never)
}

fn chart(chart: &Chart, width: usize) -> Vec<Line> {
    let rated_bars = |bars: &[Bar], highest: i64, unit: &str| {
        let items: Vec<Rated> =
            bars.iter().map(|bar| Rated { highest, ..Rated::new(&bar.name, bar.value) }).collect();
        rated(&items, width, unit)
    };
    match chart {
        Chart::Bars { bars, highest, .. } => rated_bars(bars, *highest, ""),
        Chart::Stacked { bars, whole, .. } => rated_bars(bars, *whole, "%"),
        // The list beside it shows the values.
        Chart::Polygon { .. } => Vec::new(),
        Chart::Dots(shown) => dots(shown, width),
    }
}

/// Each element with a letter for each occupation on a scale from 0 to 100, and the scores below the same letters. Where
/// there is no room beside the names, the scale stands below each.
fn dots(dots: &Dots, width: usize) -> Vec<Line> {
    let numbers = 4 * dots.series.len();
    let beside = (width / 2).saturating_sub(numbers).clamp(FEWEST_DOT_CELLS, DOT_CELLS);
    let names = width.saturating_sub(beside + 1 + numbers);
    let is_stacked = dots.rows.iter().any(|(name, _)| longest_word(name) > names);
    let cells = match is_stacked {
        true => width.saturating_sub(numbers + 1).clamp(FEWEST_DOT_CELLS, DOT_CELLS),
        false => beside,
    };
    let before = if is_stacked { 0 } else { names + 1 };
    let mut lines = vec![scale(dots, before, cells)];
    for (name, scores) in &dots.rows {
        let places: Vec<Option<usize>> =
            scores.iter().map(|score| score.map(|score| portion(score, 100, cells - 1))).collect();
        let drawn = |row: Line| row.joined(places_in(&places, cells)).joined(scores_of(scores));
        if is_stacked {
            lines.extend(wrapped(name, width, Style::Plain, Clip::Never));
            lines.push(drawn(Line::default()));
        } else {
            let mut names_in_lines = wrapped(name, names, Style::Plain, Clip::Never).into_iter();
            lines.push(drawn(names_in_lines.next().unwrap_or_default().padded(names + 1)));
            lines.extend(names_in_lines);
        }
    }
    if lines.iter().any(|line| line.has('*')) {
        lines.push(Line::of("* several at one place", Style::Faint));
    }
    lines
}

fn longest_word(name: &str) -> usize {
    name.split_whitespace().map(display_width).max().unwrap_or(0)
}

fn letter(at: usize) -> String {
    ('A'..='Z').nth(at).map(String::from).unwrap_or_default()
}

/// The ends of the scale, and a letter above the scores of each occupation.
fn scale(dots: &Dots, before: usize, cells: usize) -> Line {
    let letters: String = (0..dots.series.len()).map(|at| format!("{:>4}", letter(at))).collect();
    Line::of(&" ".repeat(before), Style::Plain)
        .then(&format!("0{:>1$}", 100, cells - 1), Style::Faint)
        .then(&letters, Style::Faint)
}

/// The letters of the occupations at their places on the scale.
fn places_in(places: &[Option<usize>], cells: usize) -> Line {
    (0..cells).fold(Line::default(), |line, cell| {
        let here: Vec<usize> = (0..places.len()).filter(|at| places[*at] == Some(cell)).collect();
        match here.as_slice() {
            [] => line.then("·", Style::Faint),
            [one] => line.then(&letter(*one), Style::Bar),
            _ => line.then("*", Style::Bar),
        }
    })
}

fn scores_of(scores: &[Option<i64>]) -> Line {
    let number = |score: &Option<i64>| score.map_or("   -".to_owned(), |score| format!("{score:>4}"));
    scores.iter().fold(Line::default(), |line, score| line.then(&number(score), Style::Plain))
}
