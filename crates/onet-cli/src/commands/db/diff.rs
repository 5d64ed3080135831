//! `onet db diff`: what changed between two imported releases.

use onet_db::Home;
use onet_db::diff::{Change, ChangeKind, Comparison, ReleaseDiff, Total};

use crate::arguments::{self, Format, Global};
use crate::failure::Failure;
use crate::output::{self, Column, Output, Section, number, text};
use crate::source::named_release;
use crate::talk::Talk;

/// Changes of a kind in a table that are shown unless all are wanted.
const MOST: usize = 20;

/// The columns of a list of changes, and what a change has there.
const COLUMNS: [Column; 14] = [
    text("change"),
    text("table"),
    text("occupation"),
    text("title"),
    text("id"),
    text("name"),
    text("scale"),
    number("category"),
    number("added"),
    number("gone"),
    number("changed"),
    text("before"),
    text("after"),
    number("difference"),
];

pub(super) fn run(
    global: &Global,
    talk: &Talk,
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
    note(talk, &diff, format);
    Ok(())
}

/// Says on standard error what the list alone does not.
fn note(talk: &Talk, diff: &ReleaseDiff, format: Format) {
    if diff.is_empty() {
        talk.note("no differences");
    }
    for change in diff.changes.iter().filter(|change| change.change == ChangeKind::TableReplaced) {
        let texts = [&change.before, &change.after].into_iter().flatten().map(ToString::to_string);
        for parts in texts.filter(|parts| *parts != change.table) {
            talk.note(&format!("table {}: read from {parts}", change.table));
        }
    }
    let cut: Vec<&Total> = diff.totals.iter().filter(|total| total.shown < total.total).collect();
    if cut.is_empty() {
        return;
    }
    if format != Format::Table {
        for total in cut {
            let Total { change, table, shown, .. } = total;
            talk.note(&format!("{change} in {table}: {shown} of {}", total.total));
        }
    }
    talk.note(&format!("the first {MOST} of each kind in each table; --all shows all"));
}

/// One table for each kind of change.
fn sections(diff: &ReleaseDiff) -> Vec<Section> {
    let kinds = diff.changes.chunk_by(|one, next| one.change == next.change);
    kinds
        .map(|changes| {
            let kind = changes[0].change;
            let totals: Vec<&Total> = diff.totals.iter().filter(|total| total.change == kind).collect();
            // The heading has the kind.
            let rows = changes.iter().map(|change| cells(change).split_off(1)).collect();
            Section::new(heading(diff, kind, &totals), &COLUMNS[1..], rows)
        })
        .collect()
}

/// The kind of change in words, how many there are, and of which how many are shown where it is not all.
fn heading(diff: &ReleaseDiff, kind: ChangeKind, totals: &[&Total]) -> String {
    let words = match kind {
        ChangeKind::RatingChanged => format!("ratings changed by more than {}", diff.threshold),
        _ => words(kind).to_owned(),
    };
    let all: usize = totals.iter().map(|total| total.total).sum();
    let cut = totals.iter().filter(|total| total.shown < total.total);
    let cut: Vec<String> =
        cut.map(|total| format!("{} of {} in {}", total.shown, total.total, total.table)).collect();
    match cut.is_empty() {
        true => format!("{words} ({all})"),
        false => format!("{words} ({all}; shown: {})", cut.join(", ")),
    }
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
        ChangeKind::TitlesChanged => "occupations with other titles added or gone",
        ChangeKind::TitleAdded => "other titles added",
        ChangeKind::TitleGone => "other titles gone",
        ChangeKind::TasksChanged => "occupations with tasks added, gone or reworded",
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
        shown(&change.added),
        shown(&change.gone),
        shown(&change.changed),
        shown(&change.before),
        shown(&change.after),
        shown(&change.difference),
    ]
}
