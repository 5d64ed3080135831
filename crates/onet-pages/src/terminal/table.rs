//! Tables that fit a width.

use textwrap::core::display_width;

use super::Clip;
use super::line::{Line, Style, hanging, wrapped};
use crate::block::Table;
use crate::printable::printable_line;

/// Columns between two cells.
const GAP: usize = 2;
/// The narrowest column of texts.
const NARROWEST: usize = 6;

/// A header and rows; the widest columns wrap until the table fits.
pub(super) fn table(table: &Table, width: usize) -> Vec<Line> {
    let columns = table.columns.len();
    if columns > 2 && longest_words(table) > width {
        return one_below_the_other(table, width);
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

/// The width below which words would be cut.
fn longest_words(table: &Table) -> usize {
    let longest = |text: &String| text.split_whitespace().map(display_width).max().unwrap_or(0);
    let column = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(at)).chain(table.columns.get(at));
        cells.map(longest).max().unwrap_or(0).max(NARROWEST)
    };
    let columns = table.columns.len();
    (0..columns).map(column).sum::<usize>() + GAP * columns.saturating_sub(1)
}

/// The columns after the first one below each other, each with the names of the rows before its cells.
fn one_below_the_other(table: &Table, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, name) in table.columns.iter().enumerate().skip(1) {
        lines.extend(wrapped(name, width, Style::Heading, Clip::Never));
        for row in &table.rows {
            if let (Some(named), Some(cell)) = (row.first(), row.get(at)) {
                lines.extend(hanging("  ", &format!("{named}: {cell}"), width, Style::Plain, Clip::Never));
            }
        }
    }
    lines
}

/// The widths of the columns: what they need, less for the widest until all fit.
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
    while widths.iter().sum::<usize>() > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => break,
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
