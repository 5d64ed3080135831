//! The order of rows of the database.

use std::fmt;
use std::str::FromStr;

use crate::parse::{Notation, ParseError, Scanner, text_value};
use crate::table::ColumnId;

static SORT: Notation = Notation {
    article: "a",
    name: "sort key",
    pattern: r"^[A-Za-z0-9_]+(\.descending)?$",
    examples: ["title", "data_value.descending"],
};

/// A column to sort rows by, such as `title` or `data_value.descending`.
///
/// Of the form that the pattern of the published OpenAPI definition accepts. Of several, the first
/// decides, and each further one where those before it are equal.
///
/// ```
/// use onet_domain::{ColumnId, Sort};
///
/// let column: ColumnId = "data_value".parse()?;
/// assert_eq!(Sort::descending(column.clone()).to_string(), "data_value.descending");
/// assert_eq!(Sort::ascending(column), "data_value".parse()?);
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sort {
    /// The column.
    pub column: ColumnId,
    /// Whether the greatest value comes first.
    pub descending: bool,
}

impl Sort {
    /// The least value first.
    pub fn ascending(column: ColumnId) -> Self {
        Self { column, descending: false }
    }

    /// The greatest value first.
    pub fn descending(column: ColumnId) -> Self {
        Self { column, descending: true }
    }
}

impl FromStr for Sort {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not a column id, with or without `.descending` behind it.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&SORT, text);
        let column = ColumnId::scan(&mut scanner)?;
        let descending = !scanner.is_at_end();
        if descending {
            scanner.literal(".descending")?;
        }
        scanner.end()?;
        Ok(Self { column, descending })
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { column, descending } = self;
        f.pad(&if *descending { format!("{column}.descending") } else { column.to_string() })
    }
}

text_value!(Sort, SORT);
