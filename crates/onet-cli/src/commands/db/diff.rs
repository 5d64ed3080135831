//! `onet db diff`: what changed between two imported releases.

use onet_db::Home;
use onet_db::diff::{COLUMNS, Change, ChangeKind, ColumnOf, Comparison, ReleaseDiff, Total};

use crate::arguments::{self, Format, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{self, Column, Output, Section, number, text};
use crate::source::named_release;

/// Changes of a kind in a table that are shown unless all are wanted.
const MOST: usize = 20;

pub(super) fn run(
    global: &Global,
    console: &Console,
    home: &Home,
    arguments: &arguments::Diff,
) -> Result<(), Failure> {
    let before = named_release(home, &arguments.before)?;
    let after = named_release(home, &arguments.after)?;
    let mut comparison = Comparison::new(&before, &after).threshold(arguments.threshold);
    if !arguments.all {
        comparison = comparison.most(MOST);
    }
    if arguments.details {
        comparison = comparison.with_details();
    }
    let diff = comparison.run()?;
    let format = output::format(global);
    match format {
        Format::Table => output::print_sections(&sections(&diff), global)?,
        _ => {
            let rows = diff.changes.iter().map(Change::cells).collect();
            Output::new(&diff, Some("changes"), &columns(0), rows)?.print_as(format, global)?;
        }
    }
    note(console, &diff, format);
    Ok(())
}

/// Writes to standard error what the list alone does not show.
fn note(console: &Console, diff: &ReleaseDiff, format: Format) {
    if diff.is_empty() {
        console.note("no differences");
    }
    for change in diff.changes.iter().filter(|change| change.change == ChangeKind::TableReplaced) {
        let texts = [&change.before, &change.after].into_iter().flatten().map(ToString::to_string);
        for parts in texts.filter(|parts| *parts != change.table) {
            console.note(&format!("table {}: read from {parts}", change.table));
        }
    }
    let cut: Vec<&Total> = diff.totals.iter().filter(|total| total.shown < total.total).collect();
    if cut.is_empty() {
        return;
    }
    if format != Format::Table {
        for total in cut {
            let Total { change, table, shown, .. } = total;
            console.note(&format!("{change} in {table}: {shown} of {}", total.total));
        }
    }
    console.note(&format!("the first {MOST} of each kind in each table; --all shows all"));
}

fn sections(diff: &ReleaseDiff) -> Vec<Section> {
    let tables = diff.tables().into_iter();
    tables.map(|table| Section::new(table.heading, &columns(table.first_column), table.rows)).collect()
}

/// The columns from a place on.
fn columns(first: usize) -> Vec<Column> {
    let column = |(name, kind): &(&'static str, ColumnOf)| match kind {
        ColumnOf::Texts => text(name),
        ColumnOf::Numbers => number(name),
    };
    COLUMNS[first..].iter().map(column).collect()
}
