//! One change, and how changes are collected.

use std::fmt;

use serde::{Serialize, Serializer};

/// What changed, and how. The order is that of the list of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ChangeKind {
    /// A table that only the later release has. `added` is the number of its rows.
    TableAdded,
    /// A table that only the earlier release has. `gone` is the number of its rows.
    TableGone,
    /// A table that was split or renamed. `before` and `after` name the tables that are read as `table`.
    TableReplaced,
    /// A table with other rows. `before` and `after` are the numbers of rows; `added`, `gone` and `changed` count rows.
    TableChanged,
    /// A column that only the later release has. `name` is its name in the store.
    ColumnAdded,
    /// A column that only the earlier release has. `name` is its name in the store.
    ColumnGone,
    /// A column of a replaced table with another name. `before` and `after` are the names.
    ColumnRenamed,
    /// An occupation that only the later release has.
    OccupationAdded,
    /// An occupation that only the earlier release has.
    OccupationGone,
    /// An occupation with another title: `before` and `after`.
    OccupationRenamed,
    /// An occupation with another description: `before` and `after`, where details are wanted.
    OccupationDescribed,
    /// How many other titles of an occupation were `added` and are `gone`.
    TitlesChanged,
    /// Another title of an occupation that only the later release has: `name`. Where details are wanted.
    TitleAdded,
    /// Another title of an occupation that only the earlier release has: `name`. Where details are wanted.
    TitleGone,
    /// How many tasks of an occupation were `added`, are `gone`, and have `changed` their wording.
    TasksChanged,
    /// A task that only the later release has: `id` and `name`. Where details are wanted.
    TaskAdded,
    /// A task that only the earlier release has: `id` and `name`. Where details are wanted.
    TaskGone,
    /// A task with another wording: `id`, `before` and `after`. Where details are wanted.
    TaskReworded,
    /// An element, by `id` and `name`, that only the later release has in the table: in the content model, or in a table of
    /// ratings.
    ElementAdded,
    /// An element, by `id` and `name`, that only the earlier release has in the table.
    ElementGone,
    /// An element with another name: `id`, `before` and `after`.
    ElementRenamed,
    /// A rating that changed by more than the threshold: of an occupation, on the element or task `id`, in units of
    /// `scale`. A rating that only one of the releases has is a row added or gone.
    RatingChanged,
    /// A detailed work activity, by `id` and `name`, that only the later release has.
    ActivityAdded,
    /// A detailed work activity, by `id` and `name`, that only the earlier release has.
    ActivityGone,
    /// A detailed work activity with another title: `id`, `before` and `after`.
    ActivityRenamed,
    /// A detailed work activity with another id: `name`, and the ids `before` and `after`. No other activity of either
    /// release has the title.
    ActivityRenumbered,
}

impl ChangeKind {
    /// The name in data, such as `rating_changed`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TableAdded => "table_added",
            Self::TableGone => "table_gone",
            Self::TableReplaced => "table_replaced",
            Self::TableChanged => "table_changed",
            Self::ColumnAdded => "column_added",
            Self::ColumnGone => "column_gone",
            Self::ColumnRenamed => "column_renamed",
            Self::OccupationAdded => "occupation_added",
            Self::OccupationGone => "occupation_gone",
            Self::OccupationRenamed => "occupation_renamed",
            Self::OccupationDescribed => "occupation_described",
            Self::TitlesChanged => "titles_changed",
            Self::TitleAdded => "title_added",
            Self::TitleGone => "title_gone",
            Self::TasksChanged => "tasks_changed",
            Self::TaskAdded => "task_added",
            Self::TaskGone => "task_gone",
            Self::TaskReworded => "task_reworded",
            Self::ElementAdded => "element_added",
            Self::ElementGone => "element_gone",
            Self::ElementRenamed => "element_renamed",
            Self::RatingChanged => "rating_changed",
            Self::ActivityAdded => "activity_added",
            Self::ActivityGone => "activity_gone",
            Self::ActivityRenamed => "activity_renamed",
            Self::ActivityRenumbered => "activity_renumbered",
        }
    }
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for ChangeKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One change. Which members have a value, and what they mean, is a matter of its [kind](ChangeKind).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// What changed, and how.
    pub change: ChangeKind,
    /// The table that it is in, by its id.
    pub table: String,
    /// The O*NET-SOC code of the occupation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
    /// The title of the occupation: the later one, where both releases have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The id of the element, task or activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name of the column, title, task, element or activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The scale of the rating, such as `IM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// The category of the rating, on scales that have categories.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<i64>,
    /// What the earlier release has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Content>,
    /// What the later release has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Content>,
    /// The later number less the earlier one; of ratings rounded to six decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<f64>,
    /// How many were added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added: Option<u64>,
    /// How many are gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gone: Option<u64>,
    /// How many are in both releases and not the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<u64>,
}

/// What a release has in some place.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// A number of rows.
    Count(u64),
    /// A rating.
    Number(f64),
    /// A title, description, wording or name.
    Text(String),
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.pad(text),
        }
    }
}

/// How many changes of one kind there are in one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Total {
    /// The kind.
    pub change: ChangeKind,
    /// The table.
    pub table: String,
    /// The number of changes.
    pub total: usize,
    /// How many of them are listed.
    pub shown: usize,
    /// The sum of what was added, where the changes are counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added: Option<u64>,
    /// The sum of what is gone, where the changes are counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gone: Option<u64>,
    /// The sum of what is in both releases and not the same, where the changes are counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<u64>,
}

impl Change {
    pub(super) fn new(change: ChangeKind, table: &str) -> Self {
        Self {
            change,
            table: table.to_owned(),
            occupation: None,
            title: None,
            id: None,
            name: None,
            scale: None,
            category: None,
            before: None,
            after: None,
            difference: None,
            added: None,
            gone: None,
            changed: None,
        }
    }

    /// What the releases have, in words.
    pub(super) fn texts(self, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { before: Some(Content::Text(before.into())), after: Some(Content::Text(after.into())), ..self }
    }

    /// The sum of the counts.
    pub(super) fn count(&self) -> u64 {
        [self.added, self.gone, self.changed].into_iter().flatten().sum()
    }
}

/// Changes as they are found.
pub(super) struct Collector {
    most: usize,
    totals: Vec<Total>,
    changes: Vec<Change>,
}

impl Collector {
    /// A collector that lists this many changes of each kind in each table.
    pub(super) fn new(most: usize) -> Self {
        Self { most, totals: Vec::new(), changes: Vec::new() }
    }

    /// How many changes of each kind in each table are listed.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// Takes all changes of one kind in one table, in order.
    pub(super) fn take(&mut self, changes: Vec<Change>) {
        let total = changes.len();
        self.take_first(changes, total);
    }

    /// Takes the first changes of one kind in one table, in order; `total` is the number of all.
    pub(super) fn take_first(&mut self, mut changes: Vec<Change>, total: usize) {
        let Some(first) = changes.first() else { return };
        let sum = |count: fn(&Change) -> Option<u64>| changes.iter().map(count).sum::<Option<u64>>();
        self.totals.push(Total {
            change: first.change,
            table: first.table.clone(),
            total,
            shown: changes.len().min(self.most),
            added: sum(|change| change.added),
            gone: sum(|change| change.gone),
            changed: sum(|change| change.changed),
        });
        changes.truncate(self.most);
        self.changes.append(&mut changes);
    }

    /// The totals and the changes, by kind. Within a kind they stay as they came.
    pub(super) fn finish(mut self) -> (Vec<Total>, Vec<Change>) {
        self.totals.sort_by_key(|total| total.change);
        self.changes.sort_by_key(|change| change.change);
        (self.totals, self.changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(table: &str, counts: &[u64]) -> Vec<Change> {
        let change = |count: &u64| Change {
            added: Some(*count),
            gone: Some(1),
            ..Change::new(ChangeKind::TitlesChanged, table)
        };
        counts.iter().map(change).collect()
    }

    #[test]
    fn totals_count_what_is_not_listed() {
        let mut found = Collector::new(1);
        found.take(titles("b", &[3, 2]));
        found.take(Vec::new());
        found.take(titles("a", &[1]));
        found.take(vec![Change::new(ChangeKind::TableGone, "z")]);
        let (totals, changes) = found.finish();
        let listed: Vec<&str> = changes.iter().map(|change| change.table.as_str()).collect();
        assert_eq!(listed, ["z", "b", "a"]);
        let b = &totals[1];
        assert_eq!((b.total, b.shown, b.added, b.gone, b.changed), (2, 1, Some(5), Some(2), None));
        assert_eq!((totals[0].added, totals.len()), (None, 3));
    }
}
