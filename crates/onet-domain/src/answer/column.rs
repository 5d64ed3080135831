//! Columns of the tables of the database.

use onet_api::types;

use super::parsing::parsed;
use crate::error::Error;
use crate::{ColumnId, ColumnKind};

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
    /// Whether a row may be without a value.
    pub optional: bool,
    /// The kind of its values, which decides the valid filters; `None` for an unknown format.
    pub kind: Option<ColumnKind>,
    /// The type of its values in the source, such as `Text`.
    pub type_name: String,
    /// The format of its values in the data dictionary, such as `Character(10)`.
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
