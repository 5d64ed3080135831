//! What the rows of two tables mean, and how they differ.
//!
//! Rows of every table are counted. What else is listed of a table is data: [`NAMED`] and [`OWNED`] are its rules, and
//! a table is one of ratings when it has the columns of one.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::change::{Change, ChangeKind, Collector, Content};
use super::merge::{Met, Sides, compare as compare_columns};
use super::plan::Pair;
use super::{Comparison, Extent, Names};
use crate::sql::{quoted, shown};

/// Things with an id and a name: which table has them, and what their changes are called.
struct Named {
    table: &'static str,
    id: &'static str,
    name: &'static str,
    added: ChangeKind,
    gone: ChangeKind,
    renamed: ChangeKind,
    /// A further text, and what it is called when it changed.
    text: Option<(&'static str, ChangeKind)>,
    /// What it is called when the id alone changed, where that happens.
    renumbered: Option<ChangeKind>,
    /// Puts an id and a name where a change has them.
    put: fn(Change, String, Option<String>) -> Change,
}

const NAMED: &[Named] = &[
    Named {
        table: "occupation_data",
        id: "onetsoc_code",
        name: "title",
        added: ChangeKind::OccupationAdded,
        gone: ChangeKind::OccupationGone,
        renamed: ChangeKind::OccupationRenamed,
        text: Some(("description", ChangeKind::OccupationDescribed)),
        renumbered: None,
        put: |change, code, title| Change { occupation: Some(code), title, ..change },
    },
    Named {
        table: "content_model_reference",
        id: "element_id",
        name: "element_name",
        added: ChangeKind::ElementAdded,
        gone: ChangeKind::ElementGone,
        renamed: ChangeKind::ElementRenamed,
        text: None,
        renumbered: None,
        put: with_id,
    },
    Named {
        table: "dwa_reference",
        id: "dwa_id",
        name: "dwa_title",
        added: ChangeKind::ActivityAdded,
        gone: ChangeKind::ActivityGone,
        renamed: ChangeKind::ActivityRenamed,
        text: None,
        renumbered: Some(ChangeKind::ActivityRenumbered),
        put: with_id,
    },
];

fn with_id(change: Change, id: String, name: Option<String>) -> Change {
    Change { id: Some(id), name, ..change }
}

/// Things that belong to an occupation, which are counted for each.
struct Owned {
    table: &'static str,
    /// The column that tells the things of an occupation apart.
    key: &'static str,
    /// What the counts are called, and a thing that was added or is gone.
    counts: ChangeKind,
    added: ChangeKind,
    gone: ChangeKind,
    /// The wording, and what it is called when it changed; things without one are their key.
    wording: Option<(&'static str, ChangeKind)>,
}

const OWNED: &[Owned] = &[
    titles("alternate_titles", "alternate_title"),
    titles("job_titles", "job_title"),
    titles("sample_of_reported_titles", "reported_job_title"),
    Owned {
        table: "task_statements",
        key: "task_id",
        counts: ChangeKind::TasksChanged,
        added: ChangeKind::TaskAdded,
        gone: ChangeKind::TaskGone,
        wording: Some(("task", ChangeKind::TaskReworded)),
    },
];

const fn titles(table: &'static str, key: &'static str) -> Owned {
    Owned {
        table,
        key,
        counts: ChangeKind::TitlesChanged,
        added: ChangeKind::TitleAdded,
        gone: ChangeKind::TitleGone,
        wording: None,
    }
}

/// The columns that every table of ratings has, besides that of what is rated.
const RATING: [&str; 3] = ["onetsoc_code", "scale_id", "data_value"];

/// The columns of what is rated: a table has one of them.
const RATED: [&str; 2] = ["element_id", "task_id"];

/// Lists how a table differs.
pub(super) fn compare(
    comparison: &Comparison<'_>,
    pair: &Pair,
    sides: Sides<'_>,
    names: &Names,
    found: &mut Collector,
) -> rusqlite::Result<()> {
    pair.list_changes(found);
    compare_rows(comparison, pair, sides, names, found)?;
    for named in NAMED.iter().filter(|named| named.table == pair.table && pair.has(&[named.id, named.name])) {
        compare_named(named, comparison.extent, pair, sides, found)?;
    }
    for owned in OWNED.iter().filter(|owned| owned.table == pair.table) {
        compare_owned(owned, comparison.extent, pair, sides, names, found)?;
    }
    if pair.has(&RATING) && pair.has(&["element_id"]) {
        compare_rated_elements(pair, sides, names, found)?;
    }
    Ok(())
}

/// Counts the rows that differ, and lists the ratings among them.
fn compare_rows(
    comparison: &Comparison<'_>,
    pair: &Pair,
    sides: Sides<'_>,
    names: &Names,
    found: &mut Collector,
) -> rusqlite::Result<()> {
    let (sql, key) = pair.question();
    let layout = Layout::of(pair);
    let width = pair.columns.len();
    let (mut same, mut added, mut gone, mut changed) = (0, 0, 0, 0);
    let mut ratings = Vec::new();
    sides.merge(&sql, key, |rows| {
        match rows {
            Met::Gone(_) => gone += 1,
            Met::Added(_) => added += 1,
            Met::Both(before, after) if compare_columns(before, after, key..width)?.is_eq() => same += 1,
            Met::Both(before, after) => {
                changed += 1;
                if let Some(layout) = &layout
                    && let Some(rating) = layout
                        .rating(before, after)?
                        .filter(|rating| rating.difference.abs() > comparison.threshold)
                {
                    ratings.push(rating);
                }
            }
        }
        Ok(())
    })?;
    if added + gone + changed > 0 {
        let change = Change::new(ChangeKind::TableChanged, &pair.table);
        found.take(vec![Change {
            added: Some(added),
            gone: Some(gone),
            changed: Some(changed),
            before: Some(Content::Count(same + changed + gone)),
            after: Some(Content::Count(same + changed + added)),
            difference: Some(added as f64 - gone as f64),
            ..change
        }]);
    }
    ratings.sort_by(Rating::largest_first);
    let total = ratings.len();
    let listed = ratings.into_iter().take(found.most().max(1));
    found.take_first(listed.map(|rating| rating.into_change(pair, names)).collect(), total);
    Ok(())
}

/// Where a table of ratings has what belongs to a rating.
struct Layout {
    code: usize,
    id: usize,
    scale: usize,
    value: usize,
    category: Option<usize>,
}

impl Layout {
    /// None when the table has no ratings, or no key that pairs them.
    fn of(pair: &Pair) -> Option<Self> {
        let [code, scale, value] = RATING;
        let id = RATED.iter().find_map(|column| pair.at(column))?;
        let layout = Self {
            code: pair.at(code)?,
            id,
            scale: pair.at(scale)?,
            value: pair.at(value)?,
            category: pair.at("category"),
        };
        (pair.key > 0).then_some(layout)
    }

    /// The rating in two rows of one key; none where one of them has no number.
    fn rating(&self, before: &Row<'_>, after: &Row<'_>) -> rusqlite::Result<Option<Rating>> {
        let values = (before.get::<_, Option<f64>>(self.value)?, after.get::<_, Option<f64>>(self.value)?);
        let (Some(old), Some(new)) = values else { return Ok(None) };
        Ok(Some(Rating {
            code: string(after, self.code)?,
            id: string(after, self.id)?,
            scale: string(after, self.scale)?,
            category: self.category.map_or(Ok(None), |at| after.get(at))?,
            before: old,
            after: new,
            // Values have few decimals; their difference in binary has more.
            difference: ((new - old) * 1e6).round() / 1e6,
        }))
    }
}

/// A rating in both releases.
struct Rating {
    code: String,
    id: String,
    scale: String,
    category: Option<i64>,
    before: f64,
    after: f64,
    difference: f64,
}

impl Rating {
    fn largest_first(&self, other: &Self) -> Ordering {
        other.difference.abs().total_cmp(&self.difference.abs()).then_with(|| self.key().cmp(&other.key()))
    }

    fn key(&self) -> (&str, &str, &str, Option<i64>) {
        (&self.code, &self.id, &self.scale, self.category)
    }

    fn into_change(self, pair: &Pair, names: &Names) -> Change {
        let change = Change::new(ChangeKind::RatingChanged, &pair.table);
        let is_element = pair.has(&["element_id"]);
        Change {
            title: names.occupations.get(&self.code).cloned(),
            occupation: Some(self.code),
            name: is_element.then(|| names.elements.get(&self.id).cloned()).flatten(),
            id: Some(self.id),
            scale: Some(self.scale),
            category: self.category,
            before: Some(Content::Number(self.before)),
            after: Some(Content::Number(self.after)),
            difference: Some(self.difference),
            ..change
        }
    }
}

/// Lists things with an id and a name.
fn compare_named(
    named: &Named,
    extent: Extent,
    pair: &Pair,
    sides: Sides<'_>,
    found: &mut Collector,
) -> rusqlite::Result<()> {
    let change = |kind| Change::new(kind, &pair.table);
    let text = named.text.filter(|(column, _)| pair.has(&[column]));
    let (mut added, mut gone) = (Vec::new(), Vec::new());
    let (mut renamed, mut described) = (Vec::new(), Vec::new());
    let mut titles = Titles::default();
    let columns = [Some(named.id), Some(named.name), text.map(|(column, _)| column)];
    sides.merge(&select(&pair.table, &columns, 1), 1, |rows| {
        match rows {
            Met::Gone(row) => gone.push((string(row, 0)?, titles.count(string(row, 1)?, 0))),
            Met::Added(row) => added.push((string(row, 0)?, titles.count(string(row, 1)?, 1))),
            Met::Both(before, after) => {
                let (id, old, new) = (string(after, 0)?, string(before, 1)?, string(after, 1)?);
                if old != new {
                    renamed.push((named.put)(change(named.renamed), id.clone(), None).texts(&old, &new));
                }
                if let Some((_, kind)) = text
                    && compare_columns(before, after, 2..3)?.is_ne()
                {
                    let described_anew = (named.put)(change(kind), id, Some(new.clone()));
                    described.push(match extent {
                        Extent::Lists => described_anew.texts(string(before, 2)?, string(after, 2)?),
                        Extent::Counts => described_anew,
                    });
                }
                titles.count(old, 0);
                titles.count(new, 1);
            }
        }
        Ok(())
    })?;
    let renumbered = named.renumbered.map(|kind| titles.renumbered(change(kind), &mut gone, &mut added));
    let listed = |kind, things: Vec<(String, String)>| -> Vec<Change> {
        things.into_iter().map(|(id, name)| (named.put)(change(kind), id, Some(name))).collect()
    };
    for changes in [listed(named.added, added), listed(named.gone, gone), renamed, described] {
        found.take(changes);
    }
    found.take(renumbered.unwrap_or_default());
    Ok(())
}

/// How often a title occurs in the earlier and in the later release.
#[derive(Default)]
struct Titles(BTreeMap<String, [usize; 2]>);

impl Titles {
    fn count(&mut self, title: String, side: usize) -> String {
        self.0.entry(title.clone()).or_default()[side] += 1;
        title
    }

    /// Takes what has the same title, once in each release, out of both lists of ids and titles.
    fn renumbered(
        &self,
        change: Change,
        gone: &mut Vec<(String, String)>,
        added: &mut Vec<(String, String)>,
    ) -> Vec<Change> {
        let is_one = |(_, title): &&(String, String)| self.0.get(title) == Some(&[1, 1]);
        let new: BTreeMap<String, String> =
            added.iter().filter(is_one).map(|(id, title)| (title.clone(), id.clone())).collect();
        let mut renumbered = Vec::new();
        gone.retain(|(old, title)| match new.get(title) {
            Some(new) => {
                let change = Change { name: Some(title.clone()), ..change.clone() };
                renumbered.push(change.texts(old, new));
                false
            }
            None => true,
        });
        let moved: BTreeSet<_> = renumbered.iter().filter_map(|change| change.name.as_ref()).collect();
        added.retain(|(_, title)| !moved.contains(title));
        renumbered
    }
}

/// Counts the things of each occupation that differ, and lists them where details are wanted.
fn compare_owned(
    owned: &Owned,
    extent: Extent,
    pair: &Pair,
    sides: Sides<'_>,
    names: &Names,
    found: &mut Collector,
) -> rusqlite::Result<()> {
    let wording = owned.wording.filter(|(column, _)| pair.has(&[column]));
    if !pair.has(&["onetsoc_code", owned.key]) {
        return Ok(());
    }
    let columns = [Some("onetsoc_code"), Some(owned.key), wording.map(|(column, _)| column)];
    let mut counts: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    let mut listed = [Vec::new(), Vec::new(), Vec::new()];
    let of = |kind, code: &String| Change {
        occupation: Some(code.clone()),
        title: names.occupations.get(code).cloned(),
        ..Change::new(kind, &pair.table)
    };
    sides.merge(&select(&pair.table, &columns, 2), 2, |rows| {
        let (place, kind, row) = match rows {
            Met::Added(row) => (0, owned.added, row),
            Met::Gone(row) => (1, owned.gone, row),
            Met::Both(before, after) => match wording {
                Some((_, kind)) if compare_columns(before, after, 2..3)?.is_ne() => (2, kind, after),
                _ => return Ok(()),
            },
        };
        let code = string(row, 0)?;
        if extent == Extent::Lists {
            let change = of(kind, &code);
            let key = Some(string(row, 1)?);
            listed[place].push(match (rows, wording) {
                (Met::Both(before, after), _) => {
                    Change { id: key, ..change }.texts(string(before, 2)?, string(after, 2)?)
                }
                (_, Some(_)) => Change { id: key, name: Some(string(row, 2)?), ..change },
                (_, None) => Change { name: key, ..change },
            });
        }
        counts.entry(code).or_default()[place] += 1;
        Ok(())
    })?;
    let mut counts: Vec<Change> = counts
        .into_iter()
        .map(|(code, [added, gone, changed])| Change {
            added: Some(added),
            gone: Some(gone),
            changed: wording.map(|_| changed),
            ..of(owned.counts, &code)
        })
        .collect();
    counts.sort_by_key(|change| Reverse(change.count()));
    found.take(counts);
    listed.into_iter().for_each(|changes| found.take(changes));
    Ok(())
}

/// Lists the elements on which only one of the releases has ratings.
fn compare_rated_elements(
    pair: &Pair,
    sides: Sides<'_>,
    names: &Names,
    found: &mut Collector,
) -> rusqlite::Result<()> {
    let (mut added, mut gone) = (Vec::new(), Vec::new());
    sides.merge(&select(&pair.table, &[Some("element_id")], 1), 1, |rows| {
        let (kind, row, changes) = match rows {
            Met::Added(row) => (ChangeKind::ElementAdded, row, &mut added),
            Met::Gone(row) => (ChangeKind::ElementGone, row, &mut gone),
            Met::Both(..) => return Ok(()),
        };
        let id = string(row, 0)?;
        let name = names.elements.get(&id).cloned();
        changes.push(with_id(Change::new(kind, &pair.table), id, name));
        Ok(())
    })?;
    found.take(added);
    found.take(gone);
    Ok(())
}

/// The question for some columns of a table, each row once, in the order of the first of them.
fn select(table: &str, columns: &[Option<&str>], ordered: usize) -> String {
    let columns: Vec<String> = columns.iter().flatten().map(|column| quoted(column)).collect();
    format!(
        "SELECT DISTINCT {} FROM {} ORDER BY {}",
        columns.join(", "),
        quoted(table),
        columns[..ordered].join(", ")
    )
}

/// The value in a column, as text. A missing one is empty.
fn string(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(at)? {
        ValueRef::Null => String::new(),
        value => shown(value),
    })
}
