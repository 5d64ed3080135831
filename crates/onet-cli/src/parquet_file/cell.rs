//! One value of a column that is written.

use serde_json::Value;

/// What a column that is written holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnType {
    /// UTF-8.
    Text,
    /// 64 bits, signed.
    Integer,
    /// 64 bits of floating point.
    Number,
    /// Days of the calendar.
    Date,
    /// True or false.
    Flag,
}

/// A value, or none.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Null,
    Text(std::borrow::Cow<'a, str>),
    Integer(i64),
    Number(f64),
    /// Days since 1 January 1970.
    Date(i32),
    Flag(bool),
}

impl<'a> Cell<'a> {
    /// A value of a row; `None` when the column does not hold such values.
    pub(crate) fn of_value(kind: ColumnType, value: &'a Value) -> Option<Self> {
        let cell = match (kind, value) {
            (_, Value::Null) => Self::Null,
            (ColumnType::Text, Value::String(text)) => Self::Text(text.into()),
            (ColumnType::Text, other) => Self::Text(other.to_string().into()),
            (ColumnType::Integer, number) => Self::Integer(number.as_i64()?),
            (ColumnType::Number, number) => Self::Number(number.as_f64()?),
            (ColumnType::Date, date) => Self::Date(days(date.as_str()?)?),
            (ColumnType::Flag, flag) => Self::Flag(flag.as_bool()?),
        };
        Some(cell)
    }

    /// A value that is written as text; an empty one is none.
    pub(crate) fn of_text(kind: ColumnType, text: &'a str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Null);
        }
        let cell = match kind {
            ColumnType::Text => Self::Text(text.into()),
            ColumnType::Integer => Self::Integer(text.parse().ok()?),
            ColumnType::Number => Self::Number(text.parse().ok()?),
            ColumnType::Date => Self::Date(days(text)?),
            ColumnType::Flag => Self::Flag(text.parse().ok()?),
        };
        Some(cell)
    }
}

/// The days from 1 January 1970 to a date, `YYYY-MM-DD`.
fn days(date: &str) -> Option<i32> {
    let mut parts = date.splitn(3, '-');
    let mut number = || parts.next()?.parse::<i32>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    if !(0..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // A year that begins in March has its leap day at the end.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let found = era * 146_097 + day_of_era - 719_468;
    (date_of(found) == date).then_some(found)
}

/// The date, `YYYY-MM-DD`, that is so many days after 1 January 1970.
pub(super) fn date_of(days: i32) -> String {
    let days = i64::from(days) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_of_year = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_of_year + 2) / 5 + 1;
    let month = if month_of_year < 10 { month_of_year + 3 } else { month_of_year - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::{date_of, days};

    #[test]
    fn dates_are_days_since_1970_and_back() {
        for (date, expected) in
            [("1970-01-01", 0), ("2000-02-29", 11_016), ("2025-08-01", 20_301), ("1899-12-31", -25_568)]
        {
            assert_eq!(days(date), Some(expected), "{date}");
            assert_eq!(date_of(expected), date);
        }
        for wrong in ["2025-02-30", "2025-13-01", "08/2025", "", "2025-8-1"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}
