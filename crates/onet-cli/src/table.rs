//! Tables for reading: columns side by side where they fit, one below the other where they do not.

use std::io::{self, Write};

use comfy_table::ColumnConstraint::LowerBoundary;
use comfy_table::presets::NOTHING;
use comfy_table::{Attribute, Cell, CellAlignment, ContentArrangement, Table, Width};

use crate::output::Column;
use crate::printable::printable_cell;

/// Characters that a column needs to be read, unless its cells are shorter.
const READABLE: usize = 12;
/// Space behind a column.
const GAP: usize = 2;

/// How a table looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) color: bool,
    /// Columns of the terminal; none for no limit.
    pub(crate) width: Option<u16>,
}

/// Writes rows as a table. Where the columns do not fit side by side without a break in a word, those that have one value
/// in all rows stand above the others; where these do not fit either, each value has a line.
pub(crate) fn write(
    out: &mut impl Write,
    columns: &[Column],
    rows: &[Vec<String>],
    look: Look,
) -> io::Result<()> {
    let Some(width) = look.width.map(usize::from) else { return side_by_side(out, columns, rows, look) };
    if needed(columns, rows) <= width {
        return side_by_side(out, columns, rows, look);
    }
    let is_constant = |at: &usize| rows.len() > 1 && rows.iter().all(|row| row[*at] == rows[0][*at]);
    let (constant, other): (Vec<usize>, Vec<usize>) = (0..columns.len()).partition(is_constant);
    let (above, beside) = (chosen(columns, rows, &constant), chosen(columns, rows, &other));
    if constant.is_empty() || other.is_empty() || needed(&beside.0, &beside.1) > width {
        return records(out, columns, rows, width, look.color);
    }
    records(out, &above.0, &above.1[..1], width, look.color)?;
    writeln!(out)?;
    side_by_side(out, &beside.0, &beside.1, look)
}

/// Some of the columns with their cells.
fn chosen(columns: &[Column], rows: &[Vec<String>], places: &[usize]) -> (Vec<Column>, Vec<Vec<String>>) {
    let cells = |row: &Vec<String>| places.iter().map(|at| row[*at].clone()).collect();
    (places.iter().map(|at| columns[*at].clone()).collect(), rows.iter().map(cells).collect())
}

/// The width below which columns side by side cannot be read.
fn needed(columns: &[Column], rows: &[Vec<String>]) -> usize {
    let column = |(at, column): (usize, &Column)| least(column, rows, at) + GAP;
    columns.iter().enumerate().map(column).sum::<usize>().saturating_sub(GAP)
}

/// The width that a column needs: its longest word, and for a text of several words some more.
fn least(column: &Column, rows: &[Vec<String>], at: usize) -> usize {
    let cells = || rows.iter().map(|row| row[at].as_str());
    let heading = column.heading();
    let words = cells().chain([&*heading]).flat_map(|cell| cell.split(' '));
    let word = words.map(|word| word.chars().count()).max().unwrap_or(0);
    let widest = cells().map(|cell| cell.chars().count()).max().unwrap_or(0);
    word.max(widest.min(READABLE))
}

fn side_by_side(
    out: &mut impl Write,
    columns: &[Column],
    rows: &[Vec<String>],
    look: Look,
) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    match look.color {
        true => table.enforce_styling(),
        false => table.force_no_tty(),
    };
    table.set_header(columns.iter().map(|column| Cell::new(column.heading()).add_attribute(Attribute::Bold)));
    table.add_rows(rows.iter().map(|row| {
        row.iter().zip(columns).map(|(cell, column)| {
            let shown = printable_cell(cell);
            // The library colours nothing where NO_COLOR is set, although an option may have asked for colours.
            match meaning(&column.name, cell).filter(|_| look.color) {
                Some(Color(number)) => Cell::new(format!("\u{1b}[38;5;{number}m{shown}\u{1b}[39m")),
                None => Cell::new(shown),
            }
        })
    }));
    match look.width {
        Some(width) => drop(table.set_width(width)),
        // A terminal may report a width of nothing, which the library would lay the table out for.
        None => drop(table.force_no_tty()),
    }
    for (at, (shown, column)) in table.column_iter_mut().zip(columns).enumerate() {
        shown.set_padding((0, 2));
        if look.width.is_some() {
            // No word is broken. The bound includes the padding.
            let least = least(column, rows, at) + GAP;
            shown.set_constraint(LowerBoundary(Width::Fixed(u16::try_from(least).unwrap_or(u16::MAX))));
        }
        if column.numeric {
            shown.set_cell_alignment(CellAlignment::Right);
        }
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A color by its number among the 256 of terminals.
struct Color(u8);

impl Color {
    const GREEN: Self = Self(10);
    const YELLOW: Self = Self(11);
    const CYAN: Self = Self(14);
}

/// The colour of a cell: codes can be copied, a bright outlook is good news, a reason is why something is missing.
fn meaning(column: &str, cell: &str) -> Option<Color> {
    match column {
        _ if cell.is_empty() => None,
        "code" | "onetsoc_code" | "id" | "to_code" | "task_id" | "operation" => Some(Color::CYAN),
        "bright_outlook" | "hot" | "in_demand" if cell == "true" => Some(Color::GREEN),
        "state" if cell == "ok" => Some(Color::GREEN),
        "reason" | "state" | "problem" => Some(Color::YELLOW),
        _ => None,
    }
}

/// Writes each row as lines of a name and a value, with an empty line between rows.
fn records(
    out: &mut impl Write,
    columns: &[Column],
    rows: &[Vec<String>],
    width: usize,
    color: bool,
) -> io::Result<()> {
    let names =
        columns.iter().map(|column| column.heading().chars().count()).max().unwrap_or(0).min(width / 2);
    let (bold, plain) = if color { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            let name: String = column.heading().chars().take(names).collect();
            let room = width.saturating_sub(names + GAP).max(1);
            let cell = printable_cell(cell);
            let mut lines = wrapped(&cell, room).into_iter();
            let first = lines.next().unwrap_or_default();
            writeln!(out, "{bold}{name:<names$}{plain}  {first}")?;
            for line in lines {
                writeln!(out, "{:names$}  {line}", "")?;
            }
        }
    }
    Ok(())
}

/// A text in lines of at most so many characters, broken between words where that is possible.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        if length > 0 && length + 1 + word.len() > width {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        while word.len() > width {
            lines.push(word.drain(..width).collect());
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        length += word.len();
        line.extend(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{number, text};

    fn lines(width: u16) -> Vec<String> {
        let columns = [text("code"), text("title"), text("description"), number("importance"), text("scale")];
        let row = |title: &str| {
            let cells =
                ["29-1051.00", title, "Dispense drugs prescribed by physicians and others", "91", "IM"];
            cells.map(str::to_owned).to_vec()
        };
        let rows = vec![row("Pharmacists"), row("Supercalifragilisticexpialidociousnesses-and-more-of-it")];
        let mut out = Vec::new();
        write(&mut out, &columns, &rows, Look { color: false, width: Some(width) }).expect("memory");
        String::from_utf8(out).expect("UTF-8").lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_table_fits_every_width_from_40_columns() {
        for width in 40..160 {
            for line in lines(width) {
                assert!(line.chars().count() <= usize::from(width), "{width}: {line}");
            }
        }
    }

    fn table(width: u16, names: &[&'static str], rows: &[&[&str]]) -> Vec<String> {
        let columns: Vec<Column> = names.iter().map(|name| text(name)).collect();
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let mut out = Vec::new();
        write(&mut out, &columns, &rows, Look { color: false, width: Some(width) }).expect("memory");
        String::from_utf8(out).expect("UTF-8").lines().map(str::to_owned).collect()
    }

    #[test]
    fn words_are_not_broken_where_they_fit() {
        let rows: [&[&str]; 2] = [
            &["online_occupations_overview", "/online/occupations/{code}/", "An overview of one occupation"],
            &["about", "/about/", "The versions in use"],
        ];
        for width in 45..140 {
            let shown = table(width, &["operation", "path", "summary_of_it"], &rows);
            for whole in ["online_occupations_overview", "/online/occupations/{code}/", "occupation"] {
                let is_there = |line: &String| line.split_whitespace().any(|word| word == whole);
                assert!(shown.iter().any(is_there), "{width}: {whole}: {shown:#?}");
            }
            assert!(
                shown.iter().all(|line| line.chars().count() <= usize::from(width)),
                "{width}: {shown:#?}"
            );
            assert!(shown.iter().any(|line| line.contains("summary of it")) || width < 80, "{shown:#?}");
        }
    }

    #[test]
    fn values_that_all_rows_share_stand_above_a_table_that_is_too_wide() {
        let rows: [&[&str]; 2] =
            [&["29-1051.00", "Pharmacists", "Epic Systems"], &["29-1051.00", "Pharmacists", "McKesson"]];
        let names = ["onetsoc_code", "title", "technology"];
        let narrow = table(30, &names, &rows);
        assert_eq!(
            narrow,
            [
                "O*NET-SOC code  29-1051.00",
                "title           Pharmacists",
                "",
                "technology",
                "Epic Systems",
                "McKesson",
            ]
        );
        assert_eq!(table(60, &names, &rows).len(), 3);
        // Equal rows are still so many.
        let equal = table(30, &names, &[rows[0], rows[0]]);
        assert_eq!(equal.iter().filter(|line| line.contains("Epic Systems")).count(), 2, "{equal:?}");
    }

    #[test]
    fn no_word_is_lost_where_a_table_is_narrow() {
        let narrow: String = lines(40).concat().split_whitespace().collect();
        for word in ["29-1051.00", "Pharmacists", "prescribed", "physicians", "importance", "91"] {
            assert!(narrow.contains(word), "{word}");
        }
    }
}
