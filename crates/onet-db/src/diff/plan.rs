//! Which tables are compared with which, and over which columns.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::change::{Change, ChangeKind, Collector};
use super::merge::Sides;
use crate::catalogue::{self, View};
use crate::derived;
use crate::manifest::ManifestTable;
use crate::release::Release;
use crate::sql::{cached, quoted};

/// What to compare.
pub(super) struct Plan {
    /// The tables that both releases have, in the order of the catalogue.
    pub(super) pairs: Vec<Pair>,
    added: Vec<ManifestTable>,
    gone: Vec<ManifestTable>,
    before: BTreeSet<String>,
    after: BTreeSet<String>,
}

/// A table that both releases have.
pub(super) struct Pair {
    /// Its id, by which both are read.
    pub(super) table: String,
    /// The columns that both have, those of the key first.
    pub(super) columns: Vec<String>,
    /// How many of the columns are the key; none where no key holds in both releases.
    pub(super) key: usize,
    before: Shape,
    after: Shape,
}

/// How a release holds a table.
struct Shape {
    /// The tables that it is read from: itself, or later ones.
    parts: Vec<String>,
    /// The columns that can be read, and what the release calls each.
    columns: BTreeMap<String, String>,
    /// Columns of later tables that nothing is read from.
    others: BTreeSet<String>,
}

impl Plan {
    pub(super) fn of(before: &Release, after: &Release, sides: Sides<'_>) -> rusqlite::Result<Self> {
        let (old, new) = (ids(before), ids(after));
        let mut covered = BTreeSet::new();
        let mut pairs = Vec::new();
        for table in old.union(&new) {
            let shape = |release: &Release, own: &BTreeSet<String>, connection: &Connection| {
                if own.contains(table) {
                    return Shape::of_table(connection, table).map(Some);
                }
                view_of(release, table).map(|view| Shape::of_view(release, connection, view)).transpose()
            };
            let shapes = (shape(before, &old, sides.before)?, shape(after, &new, sides.after)?);
            if let (Some(before), Some(after)) = shapes {
                covered.extend(before.parts.iter().chain(&after.parts).cloned());
                pairs.push(Pair::of(table, before, after));
            }
        }
        pairs.sort_by_key(|pair| place(&pair.table));
        let only = |release: &Release, other: &BTreeSet<String>| -> Vec<ManifestTable> {
            let tables = release.manifest().tables.iter();
            tables
                .filter(|table| !other.contains(&table.id) && !covered.contains(&table.id))
                .cloned()
                .collect()
        };
        let (gone, added) = (only(before, &new), only(after, &old));
        Ok(Self { pairs, added, gone, before: old, after: new })
    }

    /// Whether the earlier release has a table of this id.
    pub(super) fn before_has(&self, table: &str) -> bool {
        self.before.contains(table)
    }

    /// Whether the later release has a table of this id.
    pub(super) fn after_has(&self, table: &str) -> bool {
        self.after.contains(table)
    }

    /// Lists tables that only one of the releases has.
    pub(super) fn list_changes(&self, found: &mut Collector) {
        for table in &self.added {
            let change = Change::new(ChangeKind::TableAdded, &table.id);
            found.take(vec![Change { added: Some(table.rows), ..change }]);
        }
        for table in &self.gone {
            let change = Change::new(ChangeKind::TableGone, &table.id);
            found.take(vec![Change { gone: Some(table.rows), ..change }]);
        }
    }
}

impl Pair {
    fn of(table: &str, before: Shape, after: Shape) -> Self {
        let shared =
            |column: &String| before.columns.contains_key(column) && after.columns.contains_key(column);
        let known = catalogue::table(table).map_or(&[][..], |known| &known.key);
        let mut columns: Vec<String> = match known.iter().all(shared) {
            true => known.to_vec(),
            false => Vec::new(),
        };
        let key = columns.len();
        columns.extend(
            before.columns.keys().filter(|column| shared(column) && !known.contains(column)).cloned(),
        );
        if key == 0 {
            columns.extend(known.iter().filter(|column| shared(column)).cloned());
        }
        Self { table: table.to_owned(), columns, key, before, after }
    }

    /// Whether both releases have these columns.
    pub(super) fn has(&self, columns: &[&str]) -> bool {
        columns.iter().all(|name| self.columns.iter().any(|column| column == name))
    }

    /// The place of a column.
    pub(super) fn at(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The question for all rows over the columns that both have, and how many of the columns pair the rows: the key,
    /// else all.
    pub(super) fn question(&self) -> (String, usize) {
        let listed: Vec<String> = self.columns.iter().map(|column| quoted(column)).collect();
        let table = quoted(&self.table);
        if listed.is_empty() {
            return (format!("SELECT 1 FROM {table}"), 1);
        }
        // A key is unique in a table of its own, not in one that is put together from others.
        let is_whole = |shape: &Shape| shape.parts == [self.table.as_str()];
        let ordered = match self.key > 0 && is_whole(&self.before) && is_whole(&self.after) {
            true => &listed[..self.key],
            false => &listed[..],
        };
        let sql = format!("SELECT {} FROM {table} ORDER BY {}", listed.join(", "), ordered.join(", "));
        (sql, if self.key > 0 { self.key } else { listed.len() })
    }

    /// Lists what changed in the form of the table: where it is read from, and its columns.
    pub(super) fn list_changes(&self, found: &mut Collector) {
        let (before, after) = (&self.before, &self.after);
        if before.parts != after.parts {
            let change = Change::new(ChangeKind::TableReplaced, &self.table);
            found.take(vec![change.texts(before.parts.join(", "), after.parts.join(", "))]);
        }
        let named = |kind: ChangeKind, names: BTreeSet<&String>| -> Vec<Change> {
            let change =
                |name: &String| Change { name: Some(name.clone()), ..Change::new(kind, &self.table) };
            names.into_iter().map(change).collect()
        };
        let (old, new) = (before.names(), after.names());
        found.take(named(ChangeKind::ColumnAdded, &new - &old));
        found.take(named(ChangeKind::ColumnGone, &old - &new));
        let renamed = self.columns.iter().filter_map(|column| {
            let (old, new) = (before.columns.get(column)?, after.columns.get(column)?);
            (old != new).then(|| Change::new(ChangeKind::ColumnRenamed, &self.table).texts(old, new))
        });
        found.take(renamed.collect());
    }
}

impl Shape {
    fn of_table(connection: &Connection, table: &str) -> rusqlite::Result<Self> {
        let columns = stored_columns(connection, table)?.into_iter().map(|name| (name.clone(), name));
        Ok(Self { parts: vec![table.to_owned()], columns: columns.collect(), others: BTreeSet::new() })
    }

    /// A table that is read from later ones.
    fn of_view(release: &Release, connection: &Connection, view: &View) -> rusqlite::Result<Self> {
        let own = ids(release);
        let parts: Vec<String> = view.of.iter().filter(|part| own.contains(*part)).cloned().collect();
        let earlier = catalogue::table(&view.id).map_or(&[][..], |table| &table.columns);
        let (mut columns, mut others) = (BTreeMap::new(), BTreeSet::new());
        for part in &parts {
            let mut unread: BTreeSet<String> = stored_columns(connection, part)?.into_iter().collect();
            for column in earlier.iter().filter(|column| column.is_kept()) {
                let later = derived::later_column(view, &column.sql);
                if unread.remove(later) {
                    columns.insert(column.sql.clone(), later.to_owned());
                }
            }
            others.append(&mut unread);
        }
        Ok(Self { parts, columns, others })
    }

    /// The names of all columns; of those that are read as an earlier one, the earlier name.
    fn names(&self) -> BTreeSet<&String> {
        self.columns.keys().chain(&self.others).collect()
    }
}

/// The ids of the tables that a release has of its own.
fn ids(release: &Release) -> BTreeSet<String> {
    release.manifest().tables.iter().map(|table| table.id.clone()).collect()
}

/// The view by which a release offers an earlier table.
fn view_of(release: &Release, table: &str) -> Option<&'static View> {
    let view = catalogue::views().iter().find(|view| view.id == table)?;
    release.has_table(table).then_some(view)
}

/// The place of a table in the catalogue; what is not in it comes last.
fn place(table: &str) -> (usize, String) {
    let mut known = catalogue::tables().iter().chain(catalogue::supplements());
    (known.position(|known| known.id == table).unwrap_or(usize::MAX), table.to_owned())
}

fn stored_columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    cached(connection, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", [table], |row| row.get(0))
}
