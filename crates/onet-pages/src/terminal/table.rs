//! Tables that fit a width.

use textwrap::core::display_width;

use super::Clip;
use super::line::{Line, Style, hanging, wrapped};
use crate::block::Table;
use crate::printable::printable_line;

/// Columns between two cells.
const GAP: usize = 2;

/// A header and rows; the widest columns wrap between words until the table fits. Where the words themselves do not
/// fit side by side, each value stands on a line of its own: an amount that is cut reads as another one.
pub(super) fn table(table: &Table, width: usize) -> Vec<Line> {
    let columns = table.columns.len();
    let gaps = GAP * columns.saturating_sub(1);
    if (0..columns).map(|at| longest_word(table, at)).sum::<usize>() + gaps > width {
        return listed(table, width);
    }
    let widths = widths(table, width);
    let numeric: Vec<bool> = (0..columns)
        .map(|at| {
            let mut cells = table.rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
            cells.all(|cell| cell.parse::<f64>().is_ok() || cell == "-")
        })
        .collect();
    let header = row(&table.columns, &widths, &numeric, Style::Heading);
    let rows = table.rows.iter().flat_map(|cells| row(cells, &widths, &numeric, Style::Plain));
    header.into_iter().chain(rows).collect()
}

/// The width of the longest word of a column.
fn longest_word(table: &Table, at: usize) -> usize {
    let cells = table.rows.iter().chain([&table.columns]).filter_map(|row| row.get(at));
    let words = cells.flat_map(|cell| cell.split_whitespace());
    words.map(|word| display_width(&printable_line(word))).max().unwrap_or(0)
}

/// The first cell of each row, and below it a line for each of the others, with the name of its column.
fn listed(table: &Table, width: usize) -> Vec<Line> {
    let names =
        table.columns.iter().skip(1).map(|name| display_width(&printable_line(name))).max().unwrap_or(0);
    let mut lines = Vec::new();
    for cells in &table.rows {
        let mut cells = cells.iter().zip(&table.columns);
        if let Some((first, _)) = cells.next() {
            lines.extend(wrapped(first, width, Style::Heading, Clip::Never));
        }
        for (cell, name) in cells {
            let mark = format!("  {name:names$}  ");
            lines.extend(hanging(&mark, cell, width, Style::Plain, Clip::Never));
        }
    }
    lines
}

/// The widths of the columns: what they need, less for the widest until all fit, and never less than a word.
fn widths(table: &Table, width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> =
        table.columns.iter().map(|name| display_width(&printable_line(name))).collect();
    for row in &table.rows {
        for (cell, widest) in row.iter().zip(&mut widths) {
            *widest = (*widest).max(display_width(&printable_line(cell)));
        }
    }
    let gaps = GAP * widths.len().saturating_sub(1);
    let room = width.saturating_sub(gaps);
    let words: Vec<usize> = (0..widths.len()).map(|at| longest_word(table, at)).collect();
    while widths.iter().sum::<usize>() > room {
        let wide = widths.iter_mut().zip(&words).filter(|(width, word)| **width > **word);
        match wide.max_by_key(|(width, _)| **width) {
            Some((widest, _)) => *widest -= 1,
            None => break,
        }
    }
    widths
}

fn row(cells: &[String], widths: &[usize], numeric: &[bool], style: Style) -> Vec<Line> {
    let columns: Vec<Vec<Line>> =
        cells.iter().zip(widths).map(|(cell, width)| wrapped(cell, *width, style, Clip::Never)).collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|at| {
            columns.iter().enumerate().fold(Line::default(), |line, (column, lines)| {
                let cell = lines.get(at).cloned().unwrap_or_default();
                let spare = widths[column].saturating_sub(cell.width());
                let cell = if numeric[column] { cell.indented(spare) } else { cell.padded(widths[column]) };
                let line = if column > 0 { line.then(&" ".repeat(GAP), Style::Plain) } else { line };
                line.joined(cell)
            })
        })
        .collect()
}
