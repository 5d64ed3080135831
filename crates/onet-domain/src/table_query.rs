//! Rows of a database table, filtered and sorted, as JSON objects or as values of a type.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use futures::TryStreamExt as _;
//! use onet_domain::table_query::TableQuery;
//! use onet_domain::{ElementId, Filter, OnetSocCode};
//!
//! #[derive(serde::Deserialize)]
//! struct Rating {
//!     onetsoc_code: OnetSocCode,
//!     element_id: ElementId,
//!     data_value: f64,
//! }
//!
//! let client = onet_api::Client::from_env()?;
//! let query = TableQuery::new(client, "knowledge".parse()?)
//!     .filter(Filter::column("scale_id")?.eq("IM")?)
//!     .filter(Filter::column("data_value")?.gte(4.5)?)
//!     .sort("data_value.descending".parse()?);
//! query.check().await?;
//! let ratings: Vec<Rating> = query.rows_as::<Rating>().try_collect().await?;
//! # Ok(())
//! # }
//! ```

use std::sync::Arc;

use futures::{Stream, TryStreamExt as _};
use onet_api::{Client, page, types};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

pub use crate::answer::Column;
use crate::answer::parsing::all;
use crate::{ColumnId, Error, Filter, FilterError, Sort, TableId};

/// A query on one table, over any client.
///
/// ```
/// use onet_domain::table_query::TableQuery;
///
/// let client = onet_api::Client::builder().build()?;
/// let query = TableQuery::new(client, "job_zones".parse()?)
///     .filter("job_zone.gte.4".parse()?)
///     .sort("onetsoc_code".parse()?);
/// assert_eq!(query.table().as_str(), "job_zones");
/// assert_eq!(query.filters()[0].to_string(), "job_zone.gte.4");
/// assert_eq!(query.sorts()[0].to_string(), "onetsoc_code");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct TableQuery {
    client: Client,
    table: TableId,
    filters: Vec<Filter>,
    sorts: Vec<Sort>,
}

impl TableQuery {
    /// Selects all rows of a table, in the order of the source.
    pub fn new(client: Client, table: TableId) -> Self {
        Self { client, table, filters: Vec::new(), sorts: Vec::new() }
    }

    /// Adds a filter; rows must match all of them.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filters.push(filter);
        self
    }

    /// Adds a sort key, which orders the rows that all earlier keys leave equal.
    #[must_use]
    pub fn sort(mut self, sort: Sort) -> Self {
        self.sorts.push(sort);
        self
    }

    /// The table.
    pub fn table(&self) -> &TableId {
        &self.table
    }

    /// The filters.
    pub fn filters(&self) -> &[Filter] {
        &self.filters
    }

    /// The sort keys, the most significant first.
    pub fn sorts(&self) -> &[Sort] {
        &self.sorts
    }

    /// The columns of the table, in their order.
    ///
    /// # Errors
    ///
    /// The errors of the call, and [`Error::Answer`] for a malformed column id. The service rejects an unknown
    /// table.
    pub async fn columns(&self) -> Result<Vec<Column>, Error> {
        let info = self.client.database_table_info(&self.table).await?;
        all(info.column)
    }

    /// Checks filters and sort keys against the columns of the table, which takes a call.
    ///
    /// The service may reject a wrong one, or find nothing. Columns of unknown kinds are not checked.
    ///
    /// # Errors
    ///
    /// [`Error::Filter`] when the table has no such column, or when a filter does not match its column; else as
    /// for [`columns`](Self::columns).
    pub async fn check(&self) -> Result<(), Error> {
        Ok(self.check_against(&self.columns().await?)?)
    }

    /// Checks filters and sort keys against known columns.
    ///
    /// ```
    /// use onet_domain::table_query::TableQuery;
    ///
    /// let client = onet_api::Client::builder().build()?;
    /// let query = TableQuery::new(client, "job_zones".parse()?).filter("zone.gte.4".parse()?);
    /// let error = query.check_against(&[]).unwrap_err();
    /// assert_eq!(error.to_string(), "the table job_zones has no column zone");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When one of the columns is missing, or when a filter does not match its column.
    pub fn check_against(&self, columns: &[Column]) -> Result<(), FilterError> {
        let find = |id: &ColumnId| {
            let column = columns.iter().find(|column| column.id == *id);
            column.ok_or_else(|| FilterError::UnknownColumn { table: self.table.clone(), column: id.clone() })
        };
        for filter in &self.filters {
            if let Some(kind) = find(&filter.column)?.kind {
                filter.check(kind)?;
            }
        }
        for sort in &self.sorts {
            find(&sort.column)?;
        }
        Ok(())
    }

    /// The rows as JSON objects. Pages are requested as the stream is polled.
    ///
    /// A missing value is either `null` or not in the object.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use futures::TryStreamExt as _;
    /// use onet_domain::table_query::TableQuery;
    ///
    /// let query = TableQuery::new(onet_api::Client::from_env()?, "job_zones".parse()?);
    /// let mut rows = std::pin::pin!(query.rows());
    /// while let Some(row) = rows.try_next().await? {
    ///     println!("{}", row["onetsoc_code"]);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The stream ends with the first failed call.
    pub fn rows(&self) -> impl Stream<Item = Result<Map<String, Value>, Error>> + use<> {
        let parameters = Arc::new(RowParameters::from(self));
        page::by_item(page::LARGEST_PAGE, move |range| {
            let parameters = Arc::clone(&parameters);
            async move {
                let RowParameters { client, table, filters, sorts } = &*parameters;
                client.database_rows(table, filters, sorts, range).await
            }
        })
        .map_ok(|row: types::DatabaseRow| row.0)
        .map_err(Error::from)
    }

    /// The rows as values of a type whose fields are named like the columns.
    ///
    /// # Errors
    ///
    /// The stream ends with the first failed call, or with [`Error::Row`] for the first row that is not of the
    /// type.
    pub fn rows_as<T: DeserializeOwned>(&self) -> impl Stream<Item = Result<T, Error>> + use<T> {
        let table = self.table.clone();
        self.rows().and_then(move |row| {
            let value = serde_json::from_value::<T>(Value::Object(row));
            std::future::ready(value.map_err(|cause| Error::Row { table: table.clone(), cause }))
        })
    }
}

/// The parameters of the operation `database_rows`.
struct RowParameters {
    client: Client,
    table: types::TableId,
    filters: Vec<String>,
    sorts: Vec<String>,
}

impl From<&TableQuery> for RowParameters {
    fn from(query: &TableQuery) -> Self {
        let TableQuery { client, table, filters, sorts } = query;
        Self {
            client: client.clone(),
            table: table.into(),
            filters: filters.iter().map(Filter::to_string).collect(),
            sorts: sorts.iter().map(Sort::to_string).collect(),
        }
    }
}
