//! A diff as tables for people: one for each kind of change to the form of tables, and one for each other kind in each
//! table.

use super::{Change, ChangeKind, ReleaseDiff, Total};

/// The columns of a list of changes, in the order of [`Change::cells`], and whether they are numbers.
pub const COLUMNS: [(&str, ColumnOf); 14] = [
    ("change", ColumnOf::Texts),
    ("table", ColumnOf::Texts),
    ("occupation", ColumnOf::Texts),
    ("title", ColumnOf::Texts),
    ("id", ColumnOf::Texts),
    ("name", ColumnOf::Texts),
    ("scale", ColumnOf::Texts),
    ("category", ColumnOf::Numbers),
    ("before", ColumnOf::Texts),
    ("after", ColumnOf::Texts),
    ("difference", ColumnOf::Numbers),
    ("added", ColumnOf::Numbers),
    ("gone", ColumnOf::Numbers),
    ("changed", ColumnOf::Numbers),
];

/// What a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnOf {
    /// Texts, or numbers of any scale.
    Texts,
    /// Numbers.
    Numbers,
}

/// Changes that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeTable {
    /// What the changes are and how many, such as `tasks reworded in task_statements: 20 of 31`.
    pub heading: String,
    /// The place in [`COLUMNS`] of the first column: what the heading has is no column.
    pub first_column: usize,
    /// The cells of each change.
    pub rows: Vec<Vec<String>>,
}

impl ReleaseDiff {
    /// The changes as tables, in their order.
    pub fn tables(&self) -> Vec<ChangeTable> {
        let belong = |one: &Change, next: &Change| {
            one.change == next.change && (is_form(one.change) || one.table == next.table)
        };
        let table = |changes: &[Change]| {
            let Change { change: kind, table, .. } = &changes[0];
            let first_column = if is_form(*kind) { 1 } else { 2 };
            let rows = changes.iter().map(|change| change.cells().split_off(first_column)).collect();
            let is_meant =
                |total: &&Total| total.change == *kind && (is_form(*kind) || total.table == *table);
            let totals: Vec<&Total> = self.totals.iter().filter(is_meant).collect();
            ChangeTable { heading: heading(self, *kind, &totals), first_column, rows }
        };
        self.changes.chunk_by(belong).map(table).collect()
    }
}

impl Change {
    /// What the change has in each of the [`COLUMNS`]; empty where it has nothing.
    pub fn cells(&self) -> Vec<String> {
        fn shown<T: ToString>(value: &Option<T>) -> String {
            value.as_ref().map_or_else(String::new, T::to_string)
        }
        vec![
            self.change.to_string(),
            self.table.clone(),
            shown(&self.occupation),
            shown(&self.title),
            shown(&self.id),
            shown(&self.name),
            shown(&self.scale),
            shown(&self.category),
            shown(&self.before),
            shown(&self.after),
            shown(&self.difference),
            shown(&self.added),
            shown(&self.gone),
            shown(&self.changed),
        ]
    }
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
    }
}
