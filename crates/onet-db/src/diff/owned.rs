//! Things that belong to an occupation, which are counted for each: other titles, and tasks.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::change::{Change, ChangeKind, Collector};
use super::merge::{Met, compare as compare_columns, string};
use super::{Compared, Extent};

/// Things of an occupation: which table has them, and what their changes are called.
struct Owned {
    table: &'static str,
    /// The column by which the things of an occupation differ.
    key: &'static str,
    /// What the counts are called, and a thing that was added or is gone.
    counts: ChangeKind,
    added: ChangeKind,
    gone: ChangeKind,
    /// The wording, and what it is called when it changed; things without one are their key.
    wording: Option<(&'static str, ChangeKind)>,
}

/// The rules: one for each table of such things.
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

/// Counts the things of each occupation that differ, and lists them where details are wanted.
pub(super) fn compare(of: &Compared<'_>, found: &mut Collector) -> rusqlite::Result<()> {
    let is_meant = |rule: &&Owned| rule.table == of.pair.table && of.pair.has(&["onetsoc_code", rule.key]);
    let Some(rule) = OWNED.iter().find(is_meant) else { return Ok(()) };
    let wording = rule.wording.filter(|(column, _)| of.pair.has(&[column]));
    let columns = [Some("onetsoc_code"), Some(rule.key), wording.map(|(column, _)| column)];
    // What was added, is gone, and has another wording.
    let mut counts: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    let mut listed = [Vec::new(), Vec::new(), Vec::new()];
    of.merge(&columns, 2, |rows| {
        let (place, kind, row) = match rows {
            Met::Added(row) => (0, rule.added, row),
            Met::Gone(row) => (1, rule.gone, row),
            Met::Both(before, after) => match wording {
                Some((_, kind)) if compare_columns(before, after, 2..3)?.is_ne() => (2, kind, after),
                _ => return Ok(()),
            },
        };
        let code = string(row, 0)?;
        if of.comparison.extent == Extent::Lists {
            let change = of.of_occupation(kind, &code);
            listed[place].push(detail(change, rows, wording.is_some())?);
        }
        counts.entry(code).or_default()[place] += 1;
        Ok(())
    })?;
    let count = |(code, [added, gone, changed]): (String, [u64; 3])| Change {
        added: Some(added),
        gone: Some(gone),
        changed: wording.map(|_| changed),
        ..of.of_occupation(rule.counts, &code)
    };
    let mut counts: Vec<Change> = counts.into_iter().map(count).collect();
    counts.sort_by_key(|change| Reverse(change.count()));
    found.take(counts);
    listed.into_iter().for_each(|changes| found.take(changes));
    Ok(())
}

/// One of the things: a task by its id and wording, a title by itself.
fn detail(change: Change, rows: Met<'_, '_>, has_wording: bool) -> rusqlite::Result<Change> {
    Ok(match rows {
        Met::Both(before, after) => {
            let change = Change { id: Some(string(after, 1)?), ..change };
            change.texts(string(before, 2)?, string(after, 2)?)
        }
        Met::Added(row) | Met::Gone(row) if has_wording => {
            Change { id: Some(string(row, 1)?), name: Some(string(row, 2)?), ..change }
        }
        Met::Added(row) | Met::Gone(row) => Change { name: Some(string(row, 1)?), ..change },
    })
}
