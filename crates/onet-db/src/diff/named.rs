//! Things with an id and a name: occupations, elements, activities.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, ChangeKind, Collector};
use super::merge::{Met, compare as compare_columns, string};
use super::{Compared, Extent};

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

/// The rules: one for each table of such things.
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

pub(super) fn with_id(change: Change, id: String, name: Option<String>) -> Change {
    Change { id: Some(id), name, ..change }
}

/// What differs among the things of a table.
#[derive(Default)]
struct Found {
    added: Vec<(String, String)>,
    gone: Vec<(String, String)>,
    renamed: Vec<Change>,
    described: Vec<Change>,
    titles: Titles,
}

/// Lists the things of a table that were added, are gone, or have another name.
pub(super) fn compare(of: &Compared<'_>, found: &mut Collector) -> rusqlite::Result<()> {
    let is_meant = |rule: &&Named| rule.table == of.pair.table && of.pair.has(&[rule.id, rule.name]);
    let Some(rule) = NAMED.iter().find(is_meant) else { return Ok(()) };
    let Found { mut added, mut gone, renamed, described, titles } = rule.read(of)?;
    let renumbered = rule.renumbered.map(|kind| titles.renumbered(of.change(kind), &mut gone, &mut added));
    let listed = |kind, things: Vec<(String, String)>| -> Vec<Change> {
        things.into_iter().map(|(id, name)| (rule.put)(of.change(kind), id, Some(name))).collect()
    };
    found.take(listed(rule.added, added));
    found.take(listed(rule.gone, gone));
    found.take(renamed);
    found.take(described);
    found.take(renumbered.unwrap_or_default());
    Ok(())
}

impl Named {
    fn read(&self, of: &Compared<'_>) -> rusqlite::Result<Found> {
        let text = self.text.filter(|(column, _)| of.pair.has(&[column]));
        let columns = [Some(self.id), Some(self.name), text.map(|(column, _)| column)];
        let mut found = Found::default();
        of.merge(&columns, 1, |rows| {
            let (before, after) = match rows {
                Met::Gone(row) => {
                    found.gone.push((string(row, 0)?, found.titles.count(string(row, 1)?, 0)));
                    return Ok(());
                }
                Met::Added(row) => {
                    found.added.push((string(row, 0)?, found.titles.count(string(row, 1)?, 1)));
                    return Ok(());
                }
                Met::Both(before, after) => (before, after),
            };
            let id = string(after, 0)?;
            let (old, new) =
                (found.titles.count(string(before, 1)?, 0), found.titles.count(string(after, 1)?, 1));
            if old != new {
                let renamed = (self.put)(of.change(self.renamed), id.clone(), None);
                found.renamed.push(renamed.texts(old, &new));
            }
            if let Some((_, kind)) = text
                && compare_columns(before, after, 2..3)?.is_ne()
            {
                let described = (self.put)(of.change(kind), id, Some(new));
                found.described.push(match of.comparison.extent {
                    Extent::Lists => described.texts(string(before, 2)?, string(after, 2)?),
                    Extent::Counts => described,
                });
            }
            Ok(())
        })?;
        Ok(found)
    }
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
