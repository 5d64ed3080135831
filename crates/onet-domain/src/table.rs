//! Names of the database's tables and of their columns.

use std::str::FromStr;

use crate::parse::{Notation, ParseError, Scanner, text_newtype, word_value};

static TABLE_ID: Notation = Notation {
    article: "a",
    name: "table id",
    pattern: "^[A-Za-z0-9_]+$",
    examples: ["occupation_data", "task_statements"],
};

static COLUMN_ID: Notation = Notation {
    article: "a",
    name: "column id",
    pattern: "^[A-Za-z0-9_]+$",
    examples: ["onetsoc_code", "data_value"],
};

static COLUMN_KIND: Notation = Notation {
    article: "a",
    name: "kind of column",
    pattern: "^(text|number|date)$",
    examples: ["text", "number"],
};

/// The id of a table of the database, such as `occupation_data`.
///
/// ASCII letters, digits and underscores, as the pattern of the published OpenAPI definition has it.
/// Which tables there are depends on the release; the service lists them.
///
/// ```
/// use onet_domain::TableId;
///
/// let table: TableId = "occupation_data".parse()?;
/// assert_eq!(table.as_str(), "occupation_data");
/// assert!("Occupation Data".parse::<TableId>().is_err());
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(Box<str>);

impl FromStr for TableId {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not one or more ASCII letters, digits and underscores.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&TABLE_ID, text);
        scan_name(&mut scanner)?;
        scanner.end()?;
        Ok(Self(text.into()))
    }
}

text_newtype!(TableId, TABLE_ID);

/// The id of a column of a table, such as `onetsoc_code`.
///
/// Of the same form as a [`TableId`].
///
/// ```
/// use onet_domain::ColumnId;
///
/// let column: ColumnId = "data_value".parse()?;
/// assert_eq!(column.to_string(), "data_value");
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(Box<str>);

impl ColumnId {
    /// Reads a column id at the start of a text, up to the first character that cannot belong to one.
    pub(crate) fn scan(scanner: &mut Scanner<'_>) -> Result<Self, ParseError> {
        scan_name(scanner)?;
        Ok(Self(scanner.read().into()))
    }
}

impl FromStr for ColumnId {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not one or more ASCII letters, digits and underscores.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&COLUMN_ID, text);
        let column = Self::scan(&mut scanner)?;
        scanner.end()?;
        Ok(column)
    }
}

text_newtype!(ColumnId, COLUMN_ID);

fn scan_name(scanner: &mut Scanner<'_>) -> Result<(), ParseError> {
    scanner.many(|byte| byte.is_ascii_alphanumeric() || byte == b'_', "a letter, digit or `_`")
}

/// What a column holds, as far as it decides which conditions make sense.
///
/// ```
/// use onet_domain::ColumnKind;
///
/// assert_eq!(ColumnKind::of_format("Character Varying(150)"), Some(ColumnKind::Text));
/// assert_eq!(ColumnKind::of_format("Decimal(5,2)"), Some(ColumnKind::Number));
/// assert_eq!(ColumnKind::of_format("Date"), Some(ColumnKind::Date));
/// assert_eq!(ColumnKind::of_format("Blob"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnKind {
    /// Characters, codes among them.
    Text,
    /// Decimal numbers.
    Number,
    /// Days of the calendar.
    Date,
}

impl ColumnKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Text, Self::Number, Self::Date];

    /// The written form, such as `text`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
        }
    }

    /// The kind of column that a format of the data dictionary stands for: `Character(10)`,
    /// `Character Varying(150)`, `Decimal(5,2)` or `Date`. `None` for any other.
    pub fn of_format(format: &str) -> Option<Self> {
        let name = format.split('(').next().unwrap_or_default();
        match name.trim() {
            "Character" | "Character Varying" => Some(Self::Text),
            "Decimal" => Some(Self::Number),
            "Date" => Some(Self::Date),
            _ => None,
        }
    }
}

word_value!(ColumnKind, COLUMN_KIND);
