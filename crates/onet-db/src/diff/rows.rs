//! Rows of a table, and the ratings among them.

use std::cmp::Ordering;

use rusqlite::Row;

use super::Compared;
use super::change::{Change, ChangeKind, Collector, Content};
use super::merge::{Met, compare as compare_columns, string};
use super::named::with_id;
use super::plan::Pair;

/// The columns that every table of ratings has, besides that of what is rated.
const RATING: [&str; 3] = ["onetsoc_code", "scale_id", "data_value"];

/// The columns of what is rated: a table has one of them.
const RATED: [&str; 2] = ["element_id", "task_id"];

/// Counts the rows that differ, and lists the ratings among them.
pub(super) fn compare(of: &Compared<'_>, found: &mut Collector) -> rusqlite::Result<()> {
    let (sql, key) = of.pair.question();
    let layout = Layout::of(of.pair);
    let (mut same, mut added, mut gone, mut changed) = (0, 0, 0, 0);
    let mut ratings = Vec::new();
    of.sides.merge(&sql, key, |rows| {
        match rows {
            Met::Gone(_) => gone += 1,
            Met::Added(_) => added += 1,
            Met::Both(before, after)
                if compare_columns(before, after, key..of.pair.columns.len())?.is_eq() =>
            {
                same += 1;
            }
            Met::Both(before, after) => {
                changed += 1;
                let rating = layout.as_ref().map_or(Ok(None), |layout| layout.rating(before, after))?;
                ratings.extend(rating.filter(|rating| rating.difference.abs() > of.comparison.threshold));
            }
        }
        Ok(())
    })?;
    if added + gone + changed > 0 {
        found.take(vec![Change {
            before: Some(Content::Count(same + changed + gone)),
            after: Some(Content::Count(same + changed + added)),
            difference: Some(added as f64 - gone as f64),
            added: Some(added),
            gone: Some(gone),
            changed: Some(changed),
            ..of.change(ChangeKind::TableChanged)
        }]);
    }
    ratings.sort_by(Rating::largest_first);
    let total = ratings.len();
    let listed = ratings.into_iter().take(found.most().max(1)).map(|rating| rating.into_change(of));
    found.take_first(listed.collect(), total);
    Ok(())
}

/// Lists the elements on which only one of the releases has ratings.
pub(super) fn compare_elements(of: &Compared<'_>, found: &mut Collector) -> rusqlite::Result<()> {
    if !of.pair.has(&RATING) || !of.pair.has(&["element_id"]) {
        return Ok(());
    }
    let (mut added, mut gone) = (Vec::new(), Vec::new());
    of.merge(&[Some("element_id")], 1, |rows| {
        let (kind, row, changes) = match rows {
            Met::Added(row) => (ChangeKind::ElementAdded, row, &mut added),
            Met::Gone(row) => (ChangeKind::ElementGone, row, &mut gone),
            Met::Both(..) => return Ok(()),
        };
        let id = string(row, 0)?;
        let name = of.names.elements.get(&id).cloned();
        changes.push(with_id(of.change(kind), id, name));
        Ok(())
    })?;
    found.take(added);
    found.take(gone);
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

    fn into_change(self, of: &Compared<'_>) -> Change {
        let is_element = of.pair.has(&["element_id"]);
        let element = of.names.elements.get(&self.id).filter(|_| is_element);
        Change {
            name: element.cloned(),
            id: Some(self.id),
            scale: Some(self.scale),
            category: self.category,
            before: Some(Content::Number(self.before)),
            after: Some(Content::Number(self.after)),
            difference: Some(self.difference),
            ..of.of_occupation(ChangeKind::RatingChanged, &self.code)
        }
    }
}
