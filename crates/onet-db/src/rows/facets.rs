//! The values of columns that have few, with their numbers of rows.

use std::collections::BTreeMap;

use onet_domain::ColumnId;
use rusqlite::params_from_iter;
use rusqlite::types::ValueRef;
use serde_json::Value;

use super::RowQuery;
use crate::error::Result;
use crate::sql_query::cell;
use crate::table_schema::{ColumnSource, ViewColumn};

/// A column with few values, and how many rows have each; see [`RowQuery::facets`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The column.
    pub column: ColumnId,
    /// The name people read.
    pub title: String,
    /// Each value and its number of rows, the most frequent first; `None` stands for rows without a value.
    pub values: Vec<(Option<String>, usize)>,
}

impl RowQuery {
    /// The columns with two to `most` different values among the rows. Columns with names that other tables hold are
    /// left out: the column of the id beside them has as many values.
    ///
    /// ```
    /// use onet_db::Release;
    ///
    /// let rows = Release::sample()?.rows(&"skills".parse()?, &[], &[])?;
    /// let facets = rows.facets(12)?;
    /// let scales = facets.iter().find(|facet| facet.column.as_str() == "scale_id").expect("there are two scales");
    /// assert_eq!(scales.values.len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Interrupted`](crate::ErrorKind::Interrupted) when the [budget](crate::QueryBudget) is spent; or when the
    /// database is damaged.
    pub fn facets(&self, most: usize) -> Result<Vec<Facet>> {
        let columns: Vec<&ViewColumn> = self.view.columns.iter().filter(|column| is_stored(column)).collect();
        let values: Vec<String> = columns.iter().map(|column| column.sql()).collect();
        let sql = format!("SELECT {} FROM {}{}", values.join(", "), self.table(), self.conditions);
        let counted = self.release.read(|connection| {
            let mut counted: Vec<Option<Counts>> = columns.iter().map(|_| Some(Counts::default())).collect();
            let mut statement = connection.prepare(&sql)?;
            let mut rows = statement.query(params_from_iter(&self.values))?;
            while let Some(row) = rows.next()? {
                for (at, place) in counted.iter_mut().enumerate() {
                    let Some(counts) = place else { continue };
                    counts.add(row.get_ref(at)?);
                    if counts.0.len() > most {
                        *place = None;
                    }
                }
            }
            Ok(counted)
        })?;
        let facets = columns.into_iter().zip(counted).filter_map(|(column, counts)| {
            let values = counts?.into_values();
            let is_choice = values.len() > 1;
            is_choice.then(|| Facet { column: column.id.clone(), title: column.title.clone(), values })
        });
        Ok(facets.collect())
    }
}

fn is_stored(column: &ViewColumn) -> bool {
    !matches!(column.source, ColumnSource::LookedUp(_))
}

/// How many rows have each value.
#[derive(Default)]
struct Counts(BTreeMap<Option<String>, usize>);

impl Counts {
    fn add(&mut self, value: ValueRef<'_>) {
        let text = match cell(value) {
            Value::Null => None,
            Value::String(text) => Some(text),
            other => Some(other.to_string()),
        };
        *self.0.entry(text).or_default() += 1;
    }

    fn into_values(self) -> Vec<(Option<String>, usize)> {
        let mut values: Vec<_> = self.0.into_iter().collect();
        values.sort_by(|(_, a), (_, b)| b.cmp(a));
        values
    }
}
