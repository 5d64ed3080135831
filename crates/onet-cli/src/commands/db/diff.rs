//! `onet db diff`: what changed between two imported releases.

use onet_db::Home;
use onet_db::diff::{Change, ChangeKind, Comparison, ReleaseDiff, Total};

use crate::arguments::{self, Format, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{self, Column, Output, Section, number, text};
use crate::source::named_release;

/// Changes of a kind in a table that are shown unless all are wanted.
const MOST: usize = 20;

/// The columns of a list of changes.
const COLUMNS: [Column; 14] = [
    text("change"),
    text("table"),
    text("occupation"),
    text("title"),
    text("id"),
    text("name"),
    text("scale"),
    number("category"),
    text("before"),
    text("after"),
    number("difference"),
    number("added"),
    number("gone"),
    number("changed"),
];

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
            let rows = diff.changes.iter().map(cells).collect();
            Output::new(&diff, Some("changes"), &COLUMNS, rows)?.print_as(format, global)?;
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

/// One table for each kind of change to the form of tables, and one for each other kind in each table.
fn sections(diff: &ReleaseDiff) -> Vec<Section> {
    let belong = |one: &Change, next: &Change| {
        one.change == next.change && (is_form(one.change) || one.table == next.table)
    };
    let section = |changes: &[Change]| {
        let Change { change: kind, table, .. } = &changes[0];
        // What the heading has is no column.
        let named = if is_form(*kind) { 1 } else { 2 };
        let rows = changes.iter().map(|change| cells(change).split_off(named)).collect();
        let is_meant = |total: &&Total| total.change == *kind && (is_form(*kind) || total.table == *table);
        let totals: Vec<&Total> = diff.totals.iter().filter(is_meant).collect();
        Section::new(heading(diff, *kind, &totals), &COLUMNS[named..], rows)
    };
    diff.changes.chunk_by(belong).map(section).collect()
}

/// Whether a kind of change is about tables and columns as a whole.
fn is_form(kind: ChangeKind) -> bool {
    kind <= ChangeKind::ColumnRenamed
}

/// What the changes of a section are and how many: `tasks reworded in task_statements: 20 of 31`.
fn heading(diff: &ReleaseDiff, kind: ChangeKind, totals: &[&Total]) -> String {
    let mut heading = match kind {
        ChangeKind::RatingChanged => format!("ratings changed by more than {}", diff.threshold),
        _ => words(kind).to_owned(),
    };
    if let [Total { table, .. }] = totals
        && !is_form(kind)
    {
        heading.push_str(&format!(" in {table}"));
    }
    let (shown, all) =
        totals.iter().fold((0, 0), |(shown, all), total| (shown + total.shown, all + total.total));
    match shown < all {
        true => heading.push_str(&format!(": {shown} of {all}")),
        false => heading.push_str(&format!(": {all}")),
    }
    if let [Total { added: Some(added), gone: Some(gone), changed, .. }] = totals
        && !is_form(kind)
    {
        let changed = changed.map_or_else(String::new, |changed| format!(", {changed} reworded"));
        heading.push_str(&format!(" ({added} added, {gone} gone{changed})"));
    }
    heading
}

fn words(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::TableAdded => "tables added",
        ChangeKind::TableGone => "tables gone",
        ChangeKind::TableReplaced => "tables split or renamed",
        ChangeKind::TableChanged => "tables with other rows",
        ChangeKind::ColumnAdded => "columns added",
        ChangeKind::ColumnGone => "columns gone",
        ChangeKind::ColumnRenamed => "columns renamed",
        ChangeKind::OccupationAdded => "occupations added",
        ChangeKind::OccupationGone => "occupations gone",
        ChangeKind::OccupationRenamed => "occupations renamed",
        ChangeKind::OccupationDescribed => "occupations described anew",
        ChangeKind::TitlesChanged => "occupations with other titles",
        ChangeKind::TitleAdded => "other titles added",
        ChangeKind::TitleGone => "other titles gone",
        ChangeKind::TasksChanged => "occupations with other tasks",
        ChangeKind::TaskAdded => "tasks added",
        ChangeKind::TaskGone => "tasks gone",
        ChangeKind::TaskReworded => "tasks reworded",
        ChangeKind::ElementAdded => "elements added",
        ChangeKind::ElementGone => "elements gone",
        ChangeKind::ElementRenamed => "elements renamed",
        ChangeKind::RatingChanged => "ratings changed",
        ChangeKind::ActivityAdded => "activities added",
        ChangeKind::ActivityGone => "activities gone",
        ChangeKind::ActivityRenamed => "activities renamed",
        ChangeKind::ActivityRenumbered => "activities with another id",
        _ => "other changes",
    }
}

/// What a change has in each of the columns.
fn cells(change: &Change) -> Vec<String> {
    fn shown<T: ToString>(value: &Option<T>) -> String {
        value.as_ref().map_or_else(String::new, T::to_string)
    }
    vec![
        change.change.to_string(),
        change.table.clone(),
        shown(&change.occupation),
        shown(&change.title),
        shown(&change.id),
        shown(&change.name),
        shown(&change.scale),
        shown(&change.category),
        shown(&change.before),
        shown(&change.after),
        shown(&change.difference),
        shown(&change.added),
        shown(&change.gone),
        shown(&change.changed),
    ]
}
