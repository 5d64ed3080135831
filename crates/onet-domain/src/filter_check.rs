//! Checks of filters against columns.

use crate::filter::{Filter, FilterValue};
use crate::parse::{Notation, ParseError, Scanner};
use crate::table::{ColumnId, ColumnKind, TableId};

static NUMBER: Notation =
    Notation { article: "a", name: "number", pattern: r"^-?[0-9]+(\.[0-9]+)?$", examples: ["4.25", "50"] };

static DATE: Notation = Notation {
    article: "a",
    name: "date",
    pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    examples: ["2024-08-01", "2019-07-01"],
};

impl Filter {
    /// Checks that the filter is valid for a kind of column.
    ///
    /// Parts of texts are for text columns, comparisons of size for numbers and the order of days for
    /// dates, in which cases the value must be a decimal number or a day of the calendar. Equality
    /// and absence are for all columns. This follows from the names of the operators in the published
    /// OpenAPI definition; what the service itself refuses is not documented.
    ///
    /// ```
    /// use onet_domain::{ColumnKind, Filter};
    ///
    /// let filter: Filter = "data_value.gte.high".parse()?;
    /// let error = filter.check(ColumnKind::Number).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the value for data_value does not fit: \"high\" is not a number, such as 4.25 or 50",
    /// );
    /// let error = filter.check(ColumnKind::Text).unwrap_err();
    /// assert_eq!(error.to_string(), "`gte` is for number columns, and data_value is a text column");
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the operator is for another kind of column, or when the value is not of that kind.
    pub fn check(&self, kind: ColumnKind) -> Result<(), FilterError> {
        let Some(wanted) = self.operator.kind() else { return Ok(()) };
        let column = self.column.clone();
        if wanted != kind {
            return Err(FilterError::Operator { operator: self.operator.name(), wanted, column, kind });
        }
        let value = self.operator.value().map_or("", FilterValue::as_str);
        let fits = match wanted {
            ColumnKind::Text => Ok(()),
            ColumnKind::Number => check_number(value),
            ColumnKind::Date => check_date(value),
        };
        fits.map_err(|cause| FilterError::Value { column, cause })
    }
}

/// Why a filter or sort key does not match a column.
///
/// ```
/// use onet_domain::{ColumnKind, Filter, FilterError};
///
/// let filter: Filter = "title.gte.4".parse()?;
/// let error = filter.check(ColumnKind::Text).unwrap_err();
/// assert!(matches!(error, FilterError::Operator { operator: "gte", wanted: ColumnKind::Number, .. }));
///
/// let filter: Filter = "date_updated.after.2023-02-29".parse()?;
/// let error = filter.check(ColumnKind::Date).unwrap_err();
/// assert!(matches!(error, FilterError::Value { .. }));
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FilterError {
    /// The operator is for another kind of column.
    #[error("`{operator}` is for {wanted} columns, and {column} is a {kind} column")]
    Operator {
        /// Its name.
        operator: &'static str,
        /// The kind of column that it is for.
        wanted: ColumnKind,
        /// The column that it was used on.
        column: ColumnId,
        /// The kind of that column.
        kind: ColumnKind,
    },
    /// The value is not of the kind that the column holds.
    #[error("the value for {column} does not fit: {}", cause.in_words())]
    Value {
        /// The column.
        column: ColumnId,
        /// What is wrong with the value.
        cause: ParseError,
    },
    /// The table has no such column.
    #[error("the table {table} has no column {column}")]
    UnknownColumn {
        /// The table.
        table: TableId,
        /// The missing column.
        column: ColumnId,
    },
}

fn check_number(text: &str) -> Result<(), ParseError> {
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let mut scanner = Scanner::new(&NUMBER, text);
    if text.starts_with('-') {
        scanner.literal("-")?;
    }
    scanner.many(is_digit, "a digit")?;
    if !scanner.is_at_end() {
        scanner.literal(".")?;
        scanner.many(is_digit, "a digit")?;
    }
    scanner.end()
}

fn check_date(text: &str) -> Result<(), ParseError> {
    let mut scanner = Scanner::new(&DATE, text);
    let year = scanner.pattern(b"dddd")?;
    let month = scanner.pattern(b"-dd")?;
    let day = scanner.pattern(b"-dd")?;
    scanner.end()?;
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    match (1..=days).contains(&day) {
        true => Ok(()),
        false => Err(Scanner::new(&DATE, text).error("a day of the calendar")),
    }
}
