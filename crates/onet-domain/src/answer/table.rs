//! Tables of the database and their columns.

use onet_api::types;

use super::{Error, all, parsed};
use crate::{ColumnId, ColumnKind, TableId};

/// A table of the database.
///
/// ```
/// use onet_api::types;
/// use onet_domain::answer::Table;
/// use serde_json::{from_value, json};
///
/// let answered: types::DatabaseTable = from_value(json!({
///     "info": "", "rows": "", "table_id": "job_zones", "title": "Job Zones", "description": "",
/// }))?;
/// let table = Table::try_from(answered)?;
/// assert_eq!(table.id, "job_zones".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its id.
    pub id: TableId,
    /// Its title.
    pub title: String,
    /// What it holds.
    pub description: String,
    /// Address of its columns.
    pub info: String,
    /// Address of its rows.
    pub rows: String,
}

impl TryFrom<types::DatabaseTable> for Table {
    type Error = Error;

    fn try_from(answer: types::DatabaseTable) -> Result<Self, Error> {
        let types::DatabaseTable { info, rows, table_id, title, description } = answer;
        Ok(Self { id: parsed("a table id", &table_id)?, title, description, info, rows })
    }
}

impl From<Table> for types::DatabaseTable {
    fn from(table: Table) -> Self {
        let Table { id, title, description, info, rows } = table;
        Self { info, rows, table_id: id.to_string(), title, description }
    }
}

/// A column of a table.
///
/// ```
/// use onet_api::types;
/// use onet_domain::ColumnKind;
/// use onet_domain::answer::Column;
/// use serde_json::{from_value, json};
///
/// let answered: types::DatabaseColumn = from_value(json!({
///     "column_id": "data_value", "optional": false, "title": "Data Value", "description": "",
///     "type": "Number", "format": "Decimal(5,2)",
/// }))?;
/// let column = Column::try_from(answered)?;
/// assert_eq!(column.kind, Some(ColumnKind::Number));
/// assert_eq!(column.type_name, "Number");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its id.
    pub id: ColumnId,
    /// Its title.
    pub title: String,
    /// What it holds.
    pub description: String,
    /// Whether rows may lack it.
    pub optional: bool,
    /// What it holds as far as conditions go; `None` for a format that is not known here.
    pub kind: Option<ColumnKind>,
    /// The word of the source for what it holds, such as `Text`.
    pub type_name: String,
    /// The form of its values in the data dictionary, such as `Character(10)`.
    pub format: String,
}

impl TryFrom<types::DatabaseColumn> for Column {
    type Error = Error;

    fn try_from(answer: types::DatabaseColumn) -> Result<Self, Error> {
        let types::DatabaseColumn { column_id, optional, title, description, type_, format } = answer;
        Ok(Self {
            id: parsed("a column id", &column_id)?,
            title,
            description,
            optional,
            kind: ColumnKind::of_format(&format),
            type_name: type_,
            format,
        })
    }
}

impl From<Column> for types::DatabaseColumn {
    fn from(column: Column) -> Self {
        let Column { id, title, description, optional, kind: _, type_name, format } = column;
        Self { column_id: id.to_string(), optional, title, description, type_: type_name, format }
    }
}

/// A table with its columns and the files it can be downloaded as.
///
/// ```
/// use onet_api::types;
/// use onet_domain::answer::TableInfo;
/// use serde_json::{from_value, json};
///
/// let answered: types::DatabaseTableInfo = from_value(json!({
///     "rows": "", "table_id": "job_zones", "title": "Job Zones", "description": "", "data_dictionary": "",
///     "download": {"text": "https://example.test/job_zones.txt"},
///     "column": [{
///         "column_id": "job_zone", "optional": false, "title": "Job Zone", "description": "",
///         "type": "Number", "format": "Decimal(1,0)",
///     }],
/// }))?;
/// let info = TableInfo::try_from(answered)?;
/// assert_eq!(info.columns[0].id.as_str(), "job_zone");
/// assert_eq!(info.download.excel, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TableInfo {
    /// Its id.
    pub id: TableId,
    /// Its title.
    pub title: String,
    /// What it holds.
    pub description: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Address of its rows.
    pub rows: String,
    /// Address of its page in the data dictionary.
    pub data_dictionary: String,
    /// Addresses of the files.
    pub download: types::DatabaseDownloads,
}

impl TryFrom<types::DatabaseTableInfo> for TableInfo {
    type Error = Error;

    fn try_from(answer: types::DatabaseTableInfo) -> Result<Self, Error> {
        let types::DatabaseTableInfo {
            rows,
            table_id,
            title,
            description,
            data_dictionary,
            download,
            column,
        } = answer;
        Ok(Self {
            id: parsed("a table id", &table_id)?,
            title,
            description,
            columns: all(column)?,
            rows,
            data_dictionary,
            download,
        })
    }
}

impl From<TableInfo> for types::DatabaseTableInfo {
    fn from(info: TableInfo) -> Self {
        let TableInfo { id, title, description, columns, rows, data_dictionary, download } = info;
        Self {
            rows,
            table_id: id.to_string(),
            title,
            description,
            data_dictionary,
            download,
            column: columns.into_iter().map(Into::into).collect(),
        }
    }
}
