//! Rows of two databases, side by side in the order of their key.

use std::cmp::Ordering;
use std::ops::Range;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::sql::shown;

/// The databases of the two releases.
#[derive(Clone, Copy)]
pub(super) struct Sides<'c> {
    pub(super) before: &'c Connection,
    pub(super) after: &'c Connection,
}

/// Where a key is.
#[derive(Clone, Copy)]
pub(super) enum Met<'m, 'r> {
    /// In the earlier release alone.
    Gone(&'m Row<'r>),
    /// In the later release alone.
    Added(&'m Row<'r>),
    /// In both.
    Both(&'m Row<'r>, &'m Row<'r>),
}

impl Sides<'_> {
    /// Puts one question to both databases and hands out the rows, paired by their first `key` columns. The question must
    /// give them in the order of these columns.
    ///
    /// Of rows with the same key, the first of one side is paired with the first of the other, and so on.
    pub(super) fn merge(
        self,
        sql: &str,
        key: usize,
        mut each: impl FnMut(Met<'_, '_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let (mut before, mut after) = (self.before.prepare(sql)?, self.after.prepare(sql)?);
        let (mut before, mut after) = (before.query([])?, after.query([])?);
        let (mut left, mut right) = (before.next()?, after.next()?);
        loop {
            let order = match (left, right) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(left), Some(right)) => compare(left, right, 0..key)?,
            };
            match (order, left, right) {
                (Ordering::Equal, Some(one), Some(other)) => each(Met::Both(one, other))?,
                (Ordering::Less, Some(gone), _) => each(Met::Gone(gone))?,
                (Ordering::Greater, _, Some(added)) => each(Met::Added(added))?,
                _ => return Ok(()),
            }
            if order.is_le() {
                left = before.next()?;
            }
            if order.is_ge() {
                right = after.next()?;
            }
        }
    }
}

/// The order of two rows by some of their columns, as SQLite orders values: missing ones, numbers, texts.
pub(super) fn compare(
    left: &Row<'_>,
    right: &Row<'_>,
    mut columns: Range<usize>,
) -> rusqlite::Result<Ordering> {
    columns.try_fold(Ordering::Equal, |order, at| match order {
        Ordering::Equal => Ok(compare_values(left.get_ref(at)?, right.get_ref(at)?)),
        decided => Ok(decided),
    })
}

/// The value in a column, as text. A missing one is empty.
pub(super) fn string(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(at)? {
        ValueRef::Null => String::new(),
        value => shown(value),
    })
}

fn compare_values(left: ValueRef<'_>, right: ValueRef<'_>) -> Ordering {
    use ValueRef::{Blob, Integer, Null, Real, Text};
    match (left, right) {
        (Integer(left), Integer(right)) => left.cmp(&right),
        (Real(left), Real(right)) => left.total_cmp(&right),
        (Integer(left), Real(right)) => (left as f64).total_cmp(&right),
        (Real(left), Integer(right)) => left.total_cmp(&(right as f64)),
        (Text(left), Text(right)) | (Blob(left), Blob(right)) => left.cmp(right),
        (Null, Null) => Ordering::Equal,
        _ => class(left).cmp(&class(right)),
    }
}

/// The place of a type among the others.
fn class(value: ValueRef<'_>) -> u8 {
    match value {
        ValueRef::Null => 0,
        ValueRef::Integer(_) | ValueRef::Real(_) => 1,
        ValueRef::Text(_) => 2,
        ValueRef::Blob(_) => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(rows: &str) -> rusqlite::Result<Connection> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(&format!("CREATE TABLE t (k, v); INSERT INTO t VALUES {rows}"))?;
        Ok(connection)
    }

    /// The rows as they meet: `-` gone, `+` added, `=` or `~` in both.
    fn met(before: &str, after: &str) -> rusqlite::Result<Vec<String>> {
        let (before, after) = (database(before)?, database(after)?);
        let mut met = Vec::new();
        let shown = |row: &Row<'_>| row.get_ref(0).map(shown);
        Sides { before: &before, after: &after }.merge("SELECT k, v FROM t ORDER BY k, v", 1, |rows| {
            met.push(match rows {
                Met::Gone(row) => format!("-{}", shown(row)?),
                Met::Added(row) => format!("+{}", shown(row)?),
                Met::Both(one, other) => {
                    let sign = if compare(one, other, 1..2)?.is_eq() { "=" } else { "~" };
                    format!("{sign}{}", shown(one)?)
                }
            });
            Ok(())
        })?;
        Ok(met)
    }

    #[test]
    fn rows_meet_by_their_key() -> rusqlite::Result<()> {
        let before = "('b', 1), ('a', 1), ('d', 1)";
        assert_eq!(met(before, "('d', 2), ('b', 1), ('c', 1)")?, ["-a", "=b", "+c", "~d"]);
        Ok(())
    }

    #[test]
    fn values_of_every_type_are_in_the_order_of_the_database() -> rusqlite::Result<()> {
        let all = "('B', 0), (x'00', 0), (-1.5, 0), (NULL, 0), ('a', 0), (2, 0), (10, 0)";
        let order = ["n/a", "-1.5", "2", "10", "B", "a", "1 bytes"];
        assert_eq!(met(all, all)?, order.map(|value| format!("={value}")));
        assert_eq!(met("(2, 0), ('2', 0)", "(2.0, 0)")?, ["=2", "-2"]);
        Ok(())
    }

    #[test]
    fn equal_keys_are_paired_one_by_one() -> rusqlite::Result<()> {
        assert_eq!(met("('a', 1), ('a', 2)", "('a', 1), ('a', 2), ('a', 3)")?, ["=a", "=a", "+a"]);
        Ok(())
    }
}
