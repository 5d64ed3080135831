//! Conditions on rows of the database.
//!
//! The service takes each as a short text: a column, an operator and a value with dots between.
//!
//! ```
//! use onet_domain::Filter;
//!
//! let important = Filter::column("data_value")?.gte(4)?;
//! assert_eq!(important.to_string(), "data_value.gte.4");
//! assert_eq!(important.not(), "data_value.ngte.4".parse()?);
//! # Ok::<(), onet_domain::ParseError>(())
//! ```

use std::fmt;
use std::str::FromStr;

use crate::parse::{Notation, ParseError, Scanner, text_newtype, text_value};
use crate::table::{ColumnId, ColumnKind};

static FILTER: Notation = Notation {
    article: "a",
    name: "filter",
    pattern: r"^[A-Za-z0-9_]+\.n?(na|((eq|contains|startswith|endswith|lt|lte|gt|gte|before|onbefore|after|onafter)\..+))$",
    examples: ["onetsoc_code.eq.29-1051.00", "data_value.ngte.50"],
};

static FILTER_VALUE: Notation = Notation {
    article: "a",
    name: "filter value",
    pattern: "^.+$",
    examples: ["29-1051.00", "Oral Comprehension"],
};

/// A condition that rows of the database must meet, such as `onetsoc_code.eq.29-1051.00`.
///
/// Written as a column, an operator and a value with dots between; the operator `na` has no value,
/// and an `n` before any operator negates it. That is the pattern of the published OpenAPI
/// definition, and what is read here is what it accepts. The value begins after the second dot and
/// may hold further ones.
///
/// The pattern does not depend on the column, so a number may stand where a date belongs;
/// [`Filter::check`] checks the filter against a kind of column.
///
/// ```
/// use onet_domain::{Filter, OnetSocCode, Operator};
///
/// let pharmacists: OnetSocCode = "29-1051.00".parse()?;
/// let filter = Filter::column("onetsoc_code")?.eq(pharmacists)?;
/// assert_eq!(filter.to_string(), "onetsoc_code.eq.29-1051.00");
///
/// let filter: Filter = "category.nna".parse()?;
/// assert!(filter.negated);
/// assert_eq!(filter.operator, Operator::Na);
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Filter {
    /// The column.
    pub column: ColumnId,
    /// Whether rows must not meet the condition.
    pub negated: bool,
    /// The operator, with its value.
    pub operator: Operator,
}

impl Filter {
    /// Starts a condition on the column of a name.
    ///
    /// # Errors
    ///
    /// When the name is not a column id.
    pub fn column(name: &str) -> Result<ColumnFilter, ParseError> {
        name.parse().map(Self::on)
    }

    /// Starts a condition on a column.
    ///
    /// ```
    /// use onet_domain::{ColumnId, Filter};
    ///
    /// let column: ColumnId = "data_value".parse()?;
    /// assert_eq!(Filter::on(column).lt(4.5)?.to_string(), "data_value.lt.4.5");
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn on(column: ColumnId) -> ColumnFilter {
        ColumnFilter { column }
    }

    /// The opposite condition.
    ///
    /// ```
    /// use onet_domain::Filter;
    ///
    /// let missing: Filter = "category.na".parse()?;
    /// assert_eq!(missing.clone().not().to_string(), "category.nna");
    /// assert_eq!(missing.clone().not().not(), missing);
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    #[allow(clippy::should_implement_trait, reason = "it is implemented too, for the operator `!`")]
    pub fn not(self) -> Self {
        Self { negated: !self.negated, ..self }
    }
}

impl std::ops::Not for Filter {
    type Output = Self;

    fn not(self) -> Self {
        Self::not(self)
    }
}

impl FromStr for Filter {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not a column, a dot and an operator, followed, for all operators but `na`, by
    /// a dot and a value on one line.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&FILTER, text);
        let column = ColumnId::scan(&mut scanner)?;
        scanner.literal(".")?;
        let word = scanner.rest().split('.').next().unwrap_or_default();
        // `na` is the one operator with an `n` of its own.
        let (negated, name) = match word.strip_prefix('n') {
            Some(name) if word != NA => (true, name),
            _ => (false, word),
        };
        let operator = OPERATORS.into_iter().find(|(known, _)| *known == name);
        if operator.is_none() && name != NA {
            return Err(scanner.error(expected_operator()));
        }
        if negated {
            scanner.literal("n")?;
        }
        let Some((name, with)) = operator else {
            scanner.literal(NA)?;
            scanner.end()?;
            return Ok(Self { column, negated, operator: Operator::Na });
        };
        scanner.literal(name)?;
        scanner.literal(".")?;
        let value = FilterValue::scan(&scanner)?;
        Ok(Self { column, negated, operator: with(value) })
    }
}

fn expected_operator() -> String {
    let names = OPERATORS.map(|(name, _)| name).join(", ");
    format!("one of {NA}, {names}, or one of them after an `n`")
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = if self.negated { "n" } else { "" };
        f.pad(&match self.operator.value() {
            Some(value) => format!("{}.{not}{}.{value}", self.column, self.operator.name()),
            None => format!("{}.{not}{}", self.column, self.operator.name()),
        })
    }
}

text_value!(Filter, FILTER);

/// An operator with its value.
///
/// The names in the text form are those of the published OpenAPI definition.
///
/// ```
/// use onet_domain::{ColumnKind, Filter, Operator};
///
/// let filter: Filter = "title.startswith.Chief".parse()?;
/// assert_eq!(filter.operator, Operator::StartsWith("Chief".parse()?));
/// assert_eq!(filter.operator.name(), "startswith");
/// assert_eq!(filter.operator.value().map(|value| value.as_str()), Some("Chief"));
/// assert_eq!(filter.operator.kind(), Some(ColumnKind::Text));
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// `na`: there is no value.
    Na,
    /// `eq`: the value is this one.
    Eq(FilterValue),
    /// `contains`: this is a part of the text.
    Contains(FilterValue),
    /// `startswith`: the text starts with this.
    StartsWith(FilterValue),
    /// `endswith`: the text ends with this.
    EndsWith(FilterValue),
    /// `lt`: the number is less than this.
    Lt(FilterValue),
    /// `lte`: the number is this or less.
    Lte(FilterValue),
    /// `gt`: the number is greater than this.
    Gt(FilterValue),
    /// `gte`: the number is this or greater.
    Gte(FilterValue),
    /// `before`: the day is earlier than this one.
    Before(FilterValue),
    /// `onbefore`: the day is this one or earlier.
    OnBefore(FilterValue),
    /// `after`: the day is later than this one.
    After(FilterValue),
    /// `onafter`: the day is this one or later.
    OnAfter(FilterValue),
}

/// The operator without a value.
const NA: &str = "na";

/// The name of an operator and its constructor.
type Word = (&'static str, fn(FilterValue) -> Operator);

/// The operators with a value, by name.
const OPERATORS: [Word; 12] = [
    ("eq", Operator::Eq),
    ("contains", Operator::Contains),
    ("startswith", Operator::StartsWith),
    ("endswith", Operator::EndsWith),
    ("lt", Operator::Lt),
    ("lte", Operator::Lte),
    ("gt", Operator::Gt),
    ("gte", Operator::Gte),
    ("before", Operator::Before),
    ("onbefore", Operator::OnBefore),
    ("after", Operator::After),
    ("onafter", Operator::OnAfter),
];

impl Operator {
    /// The name in the text form, such as `startswith`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Na => NA,
            Self::Eq(_) => "eq",
            Self::Contains(_) => "contains",
            Self::StartsWith(_) => "startswith",
            Self::EndsWith(_) => "endswith",
            Self::Lt(_) => "lt",
            Self::Lte(_) => "lte",
            Self::Gt(_) => "gt",
            Self::Gte(_) => "gte",
            Self::Before(_) => "before",
            Self::OnBefore(_) => "onbefore",
            Self::After(_) => "after",
            Self::OnAfter(_) => "onafter",
        }
    }

    /// What the column is compared with; `None` for [`Operator::Na`].
    pub fn value(&self) -> Option<&FilterValue> {
        match self {
            Self::Na => None,
            Self::Eq(value)
            | Self::Contains(value)
            | Self::StartsWith(value)
            | Self::EndsWith(value)
            | Self::Lt(value)
            | Self::Lte(value)
            | Self::Gt(value)
            | Self::Gte(value)
            | Self::Before(value)
            | Self::OnBefore(value)
            | Self::After(value)
            | Self::OnAfter(value) => Some(value),
        }
    }

    /// The kind of column that the operator is for; `None` when it is for all.
    pub fn kind(&self) -> Option<ColumnKind> {
        match self {
            Self::Na | Self::Eq(_) => None,
            Self::Contains(_) | Self::StartsWith(_) | Self::EndsWith(_) => Some(ColumnKind::Text),
            Self::Lt(_) | Self::Lte(_) | Self::Gt(_) | Self::Gte(_) => Some(ColumnKind::Number),
            Self::Before(_) | Self::OnBefore(_) | Self::After(_) | Self::OnAfter(_) => Some(ColumnKind::Date),
        }
    }
}

/// What a column is compared with: any text of at least one character, without line breaks.
///
/// ```
/// use onet_domain::FilterValue;
///
/// let value: FilterValue = "29-1051.00".parse()?;
/// assert_eq!(value.as_str(), "29-1051.00");
/// assert!("".parse::<FilterValue>().is_err());
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilterValue(Box<str>);

impl FilterValue {
    /// Takes the rest of a text.
    fn scan(scanner: &Scanner<'_>) -> Result<Self, ParseError> {
        // The characters that a dot does not stand for in the dialect of JSON Schema.
        const LINE_BREAKS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];
        let text = scanner.rest();
        if text.is_empty() || text.contains(LINE_BREAKS) {
            return Err(scanner.error("a value on one line"));
        }
        Ok(Self(text.into()))
    }
}

impl FromStr for FilterValue {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is empty or holds a line break.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::scan(&Scanner::new(&FILTER_VALUE, text))
    }
}

text_newtype!(FilterValue, FILTER_VALUE);

/// A filter without its operator; see [`Filter::column()`].
///
/// Each method takes anything that can be written as text: a string, a number, a code. It fails when
/// that text is empty or holds a line break.
///
/// ```
/// use onet_domain::Filter;
///
/// let recent = Filter::column("date_updated")?.on_after("2024-08-01")?;
/// assert_eq!(recent.to_string(), "date_updated.onafter.2024-08-01");
/// assert_eq!(Filter::column("category")?.na().to_string(), "category.na");
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ColumnFilter {
    column: ColumnId,
}

impl ColumnFilter {
    /// There is no value.
    pub fn na(self) -> Filter {
        self.with(Operator::Na)
    }

    fn with(self, operator: Operator) -> Filter {
        Filter { column: self.column, negated: false, operator }
    }
}

/// Gives the builder a method for each operator with a value.
macro_rules! comparisons {
    ($($(#[$doc:meta])* $method:ident: $operator:ident;)*) => {
        impl ColumnFilter {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                ///
                /// When the value as text is empty or holds a line break.
                pub fn $method(self, value: impl fmt::Display) -> Result<Filter, ParseError> {
                    let value = value.to_string().parse::<FilterValue>()?;
                    Ok(self.with(Operator::$operator(value)))
                }
            )*
        }
    };
}

comparisons! {
    /// The value is this one.
    eq: Eq;
    /// This is a part of the text.
    contains: Contains;
    /// The text starts with this.
    starts_with: StartsWith;
    /// The text ends with this.
    ends_with: EndsWith;
    /// The number is less than this.
    lt: Lt;
    /// The number is this or less.
    lte: Lte;
    /// The number is greater than this.
    gt: Gt;
    /// The number is this or greater.
    gte: Gte;
    /// The day, as in `2024-08-01`, is earlier than this one.
    before: Before;
    /// The day is this one or earlier.
    on_before: OnBefore;
    /// The day is later than this one.
    after: After;
    /// The day is this one or later.
    on_after: OnAfter;
}
