//! What changed between two releases.
//!
//! ```
//! use onet_db::diff::{ChangeKind, Comparison};
//! use onet_db::{Import, Input};
//!
//! let before = Import::new(Input::embedded(&[(
//!     "Occupation Data.txt",
//!     b"O*NET-SOC Code\tTitle\tDescription\n29-1051.00\tPharmacists\tDispense drugs.\n",
//! )])?)
//! .release("29.3")
//! .into_memory()?;
//! let after = Import::new(Input::embedded(&[(
//!     "Occupation Data.txt",
//!     b"O*NET-SOC Code\tTitle\tDescription\n29-1051.00\tDruggists\tDispense drugs.\n",
//! )])?)
//! .release("30.1")
//! .into_memory()?;
//! let diff = Comparison::new(&before, &after).run()?;
//! let kinds: Vec<ChangeKind> = diff.changes.iter().map(|change| change.change).collect();
//! assert_eq!(kinds, [ChangeKind::TableChanged, ChangeKind::OccupationRenamed]);
//! # Ok::<(), onet_db::Error>(())
//! ```
//!
//! # What is compared
//!
//! - **Rows.** Every table that both releases have is compared row by row, over the columns that both have. The key of the
//!   table pairs the rows. Where a table has no key in both releases, a row that differs counts as one gone and one added.
//! - **Split and renamed tables.** Where one release has an earlier table and the other the later ones in its place, the
//!   later ones are read as the earlier one ([`ChangeKind::TableReplaced`]). Two releases that both have the later tables
//!   are compared by these.
//! - **Content.** Of some tables the diff lists what the rows mean: occupations, titles, tasks, elements, ratings and
//!   activities; see [`ChangeKind`].
//!
//! Tables that an import computes from others are not compared. Ids are compared as they are written, with one exception:
//! an activity that has another id and the same title is [renumbered](ChangeKind::ActivityRenumbered).

mod change;
mod merge;
mod named;
mod owned;
mod plan;
mod rows;
mod tables;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::release::Release;
use crate::sql::{all, quoted};

pub use change::{Change, ChangeKind, Content, Total};
pub use tables::{COLUMNS, ChangeTable, ColumnOf};

use change::Collector;
use merge::{Met, Sides};
use plan::{Pair, Plan};

/// The change of a rating that is worth a line, unless a caller wants another: half a point of the scale.
pub const THRESHOLD: f64 = 0.5;

/// A comparison of two releases, to be run.
#[derive(Debug, Clone)]
pub struct Comparison<'r> {
    before: &'r Release,
    after: &'r Release,
    threshold: f64,
    most: usize,
    extent: Extent,
}

/// How much of what belongs to an occupation is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Counts,
    Lists,
}

/// What changed between two releases.
///
/// Equal content gives no changes. Serialized, it is an object with these members; a member of a change that has no
/// value is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReleaseDiff {
    /// The release that is compared.
    pub before: ComparedRelease,
    /// The release that it is compared with.
    pub after: ComparedRelease,
    /// A rating is listed where it changed by more than this, in units of its scale.
    pub threshold: f64,
    /// How many changes there are of each kind in each table, whether they are listed or not.
    pub totals: Vec<Total>,
    /// The changes: by kind, then by table in the order of the catalogue. Ratings are listed with the largest difference
    /// first, counts with the highest first, everything else by code or id.
    pub changes: Vec<Change>,
}

/// One of the two releases of a [`ReleaseDiff`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedRelease {
    /// The release number, such as `29.3`.
    pub release: String,
    /// What people call it, such as `O*NET 29.3`.
    pub label: String,
    /// The number of tables.
    pub tables: usize,
    /// The number of rows of all tables together.
    pub rows: u64,
}

impl<'r> Comparison<'r> {
    /// A comparison of two releases, in the order in which the changes are read: what only `after` has was added.
    pub fn new(before: &'r Release, after: &'r Release) -> Self {
        Self { before, after, threshold: THRESHOLD, most: usize::MAX, extent: Extent::Counts }
    }

    /// Lists ratings that changed by more than this, in units of their scale; [`THRESHOLD`] without. What is below 0, or
    /// no number, counts as 0, which lists every rating that changed.
    #[must_use]
    pub fn threshold(mut self, units: f64) -> Self {
        self.threshold = units.max(0.0);
        self
    }

    /// Lists at most this many changes of each kind in each table; all without. The [totals](ReleaseDiff::totals) count
    /// all.
    #[must_use]
    pub fn most(mut self, changes: usize) -> Self {
        self.most = changes;
        self
    }

    /// Lists each title and each task that was added, gone or reworded, besides the counts for each occupation, and the
    /// texts of descriptions that changed.
    #[must_use]
    pub fn with_details(mut self) -> Self {
        self.extent = Extent::Lists;
        self
    }

    /// Compares the releases.
    ///
    /// # Errors
    ///
    /// When a database is damaged or cannot be read.
    pub fn run(&self) -> Result<ReleaseDiff> {
        let mut found = Collector::new(self.most);
        if !self.before.is(self.after) {
            self.before
                .read_with(self.after, |before, after| self.compare(Sides { before, after }, &mut found))?;
        }
        let (totals, changes) = found.finish();
        Ok(ReleaseDiff {
            before: ComparedRelease::of(self.before),
            after: ComparedRelease::of(self.after),
            threshold: self.threshold,
            totals,
            changes,
        })
    }

    fn compare(&self, sides: Sides<'_>, found: &mut Collector) -> rusqlite::Result<()> {
        let plan = Plan::of(self.before, self.after, sides)?;
        plan.list_changes(found);
        let names = Names::read(&plan, sides)?;
        for pair in &plan.pairs {
            let of = Compared { comparison: self, pair, sides, names: &names };
            pair.list_changes(found);
            rows::compare(&of, found)?;
            rows::compare_elements(&of, found)?;
            named::compare(&of, found)?;
            owned::compare(&of, found)?;
        }
        Ok(())
    }
}

impl ReleaseDiff {
    /// Whether the releases have the same content.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.totals.is_empty()
    }
}

impl ComparedRelease {
    fn of(release: &Release) -> Self {
        let manifest = release.manifest();
        Self {
            release: manifest.release.clone(),
            label: release.label(),
            tables: manifest.tables.len(),
            rows: manifest.rows(),
        }
    }
}

/// A table that both releases have, and what it takes to compare it.
struct Compared<'a> {
    comparison: &'a Comparison<'a>,
    pair: &'a Pair,
    sides: Sides<'a>,
    names: &'a Names,
}

impl Compared<'_> {
    /// Hands out some columns of the rows, each row once, paired by the first of the columns.
    fn merge(
        &self,
        columns: &[Option<&str>],
        key: usize,
        each: impl FnMut(Met<'_, '_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let columns: Vec<String> = columns.iter().flatten().map(|column| quoted(column)).collect();
        let sql = format!(
            "SELECT DISTINCT {} FROM {} ORDER BY {}",
            columns.join(", "),
            quoted(&self.pair.table),
            columns[..key].join(", ")
        );
        self.sides.merge(&sql, key, each)
    }

    fn change(&self, kind: ChangeKind) -> Change {
        Change::new(kind, &self.pair.table)
    }

    fn of_occupation(&self, kind: ChangeKind, code: &str) -> Change {
        let title = self.names.occupations.get(code).cloned();
        Change { occupation: Some(code.to_owned()), title, ..self.change(kind) }
    }
}

/// The names of occupations and elements: those of the later release, else those of the earlier one.
struct Names {
    occupations: BTreeMap<String, String>,
    elements: BTreeMap<String, String>,
}

impl Names {
    fn read(plan: &Plan, sides: Sides<'_>) -> rusqlite::Result<Self> {
        let names = |table: &str, key: &str, name: &str| {
            let sql = format!("SELECT {key}, {name} FROM {table}");
            let mut names = BTreeMap::new();
            // What comes later stands in the place of what came before.
            for (connection, has_table) in
                [(sides.before, plan.before_has(table)), (sides.after, plan.after_has(table))]
            {
                if has_table {
                    names.extend(all(connection, &sql, |row| Ok((row.get(0)?, row.get(1)?)))?);
                }
            }
            Ok::<_, rusqlite::Error>(names)
        };
        Ok(Self {
            occupations: names("occupation_data", "onetsoc_code", "title")?,
            elements: names("content_model_reference", "element_id", "element_name")?,
        })
    }
}
