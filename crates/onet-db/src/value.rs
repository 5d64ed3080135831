//! From the text of a value to what the store keeps.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rusqlite::types::ValueRef;

use crate::catalogue::{Column, ColumnType};
use crate::head::Field;
use crate::row_reader::unescaped;

/// What data tools write for a value that is missing, besides nothing and the `n/a` of the text edition. Counts in
/// columns without text alone: `None` is a word in others.
const MISSING: [&str; 6] = ["NA", "N/A", "NaN", "NULL", "None", "#N/A"];

/// What was expected in the place of a value with a comma.
const COMMA: &str = "a number: the comma may be a decimal comma or separate thousands; write it with a point";

/// The months as spreadsheets abbreviate them.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// How the numbers of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decimals {
    /// With a point. A comma is read as a decimal comma where it cannot separate thousands.
    Point,
    /// With a point or, as spreadsheets write them in much of Europe, with a comma.
    PointOrComma,
}

impl Field {
    /// The value that the store keeps; when the text is not one, what was expected.
    ///
    /// What the store writes another way, months and words, is put into `scratch`.
    pub(crate) fn value<'v>(
        &self,
        raw: &'v str,
        decimals: Decimals,
        scratch: &'v mut Vec<u8>,
    ) -> Result<ValueRef<'v>, Cow<'static, str>> {
        let mut raw = unescaped(raw);
        if self.is_trimmed() {
            raw = unescaped(raw.trim());
        }
        if self.is_missing(raw) {
            return match self.is_optional() {
                true => Ok(ValueRef::Null),
                false => Err("a value, which this column must have".into()),
            };
        }
        if let Some(stored) = self.column.and_then(|column| coded(&column.codes, raw)) {
            return Ok(ValueRef::Text(stored.as_bytes()));
        }
        let separated = self.column.filter(|column| column.thousands).and_then(|_| without_thousands(raw));
        let number = separated.as_deref().unwrap_or(raw);
        let text = ValueRef::Text(raw.as_bytes());
        match self.kind() {
            ColumnType::Text => self.codes.check(raw).map(|()| text).map_err(Cow::from),
            ColumnType::Integer => integer(number).map(ValueRef::Integer).ok_or("a whole number".into()),
            ColumnType::Real => {
                let expected = if raw.contains(',') { COMMA } else { "a number" };
                real(number, decimals).map(ValueRef::Real).ok_or(expected.into())
            }
            ColumnType::Flag if matches!(raw, "Y" | "N") => Ok(text),
            ColumnType::Flag => Err("Y or N".into()),
            ColumnType::Month => {
                first_day(raw, scratch).map(ValueRef::Text).ok_or("a month such as 08/2025".into())
            }
            ColumnType::Words => {
                let Some(Column { words, .. }) = self.column else { return Ok(text) };
                held(words, raw, scratch).map(ValueRef::Text).ok_or_else(|| {
                    let known: Vec<&str> = words.values().flatten().map(String::as_str).collect();
                    format!("one of {}", known.join(", ")).into()
                })
            }
        }
    }

    /// Whether a value is a sentinel such as `99-9999`. The import leaves its row out.
    pub(crate) fn is_sentinel(&self, raw: &str) -> bool {
        let raw = unescaped(raw.trim());
        self.column.is_some_and(|column| column.sentinels.iter().any(|sentinel| sentinel == raw))
    }

    /// Whether a value is not given.
    pub(crate) fn is_missing(&self, raw: &str) -> bool {
        let has_text = matches!(self.kind(), ColumnType::Text | ColumnType::Words);
        let is_sign = |column: &Column| column.missing.iter().any(|sign| sign == raw);
        raw.is_empty()
            || self.column.is_some_and(is_sign)
            || raw == "n/a"
            || (!has_text && self.is_optional() && MISSING.contains(&raw))
    }
}

/// What the store writes for a value, in whatever case.
fn coded<'c>(codes: &'c BTreeMap<String, String>, raw: &str) -> Option<&'c str> {
    let mut known = codes.iter();
    known.find(|(code, _)| code.eq_ignore_ascii_case(raw)).map(|(_, stored)| stored.as_str())
}

/// A number without the commas between its thousands; none where the commas are not there.
fn without_thousands(raw: &str) -> Option<String> {
    let digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (whole, part) = raw.split_once('.').map_or((raw, None), |(whole, part)| (whole, Some(part)));
    let mut groups = whole.strip_prefix('-').unwrap_or(whole).split(',');
    let is_first = groups.next().is_some_and(|first| digits(first, 1..=3));
    let (mut count, mut fit) = (0, is_first && part.is_none_or(|part| digits(part, 1..=9)));
    for group in groups {
        count += 1;
        fit &= digits(group, 3..=3);
    }
    (fit && count > 0).then(|| raw.replace(',', ""))
}

/// A whole number, which a data tool may have written as `5.0`.
fn integer(raw: &str) -> Option<i64> {
    raw.parse().ok().or_else(|| raw.strip_suffix(".0")?.parse().ok())
}

fn real(raw: &str, decimals: Decimals) -> Option<f64> {
    let number = raw.parse().ok().or_else(|| {
        let (whole, part) = raw.split_once(',')?;
        let is_thousands = decimals == Decimals::Point && part.len() == 3;
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        (is_number && !is_thousands).then(|| format!("{whole}.{part}").parse().ok())?
    });
    number.filter(|number: &f64| number.is_finite())
}

/// `2025-08-01` for `08/2025`, and for what other editions and spreadsheets make of it: `8/2025`, `2025-08-01`,
/// `2025-08`, `2025-08-01 00:00:00`, `Aug-25`, `Aug 2025`.
fn first_day<'v>(raw: &str, day: &'v mut Vec<u8>) -> Option<&'v [u8]> {
    let (year, month) = month_of(raw)?;
    if !(1..=12).contains(&month) || !(1900..=2999).contains(&year) {
        return None;
    }
    day.clear();
    day.extend_from_slice(format!("{year:04}-{month:02}-01").as_bytes());
    Some(day.as_slice())
}

fn month_of(raw: &str) -> Option<(u32, u32)> {
    if let Some((month, year)) = raw.split_once('/') {
        return Some((digits(year, 4..=4)?, digits(month, 1..=2)?));
    }
    let date = raw.split([' ', 'T']).next().filter(|date| date.contains('-')).unwrap_or(raw);
    let parts: Vec<&str> = date.split(['-', ' ']).collect();
    match parts.as_slice() {
        [year, month] | [year, month, _] if year.len() == 4 => {
            let is_day = parts.get(2).is_none_or(|day| digits(day, 1..=2).is_some_and(|day| day <= 31));
            is_day.then_some((digits(year, 4..=4)?, digits(month, 1..=2)?))
        }
        [month, year] => {
            let name = month.get(..3)?.to_ascii_lowercase();
            let number = MONTHS.iter().position(|known| *known == name)?;
            let year = digits(year, 4..=4).or_else(|| Some(2000 + digits(year, 2..=2)?))?;
            Some((year, u32::try_from(number).ok()? + 1))
        }
        _ => None,
    }
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// The words that a value holds, with commas between them.
fn held<'v>(words: &BTreeMap<String, Vec<String>>, raw: &str, scratch: &'v mut Vec<u8>) -> Option<&'v [u8]> {
    let raw = raw.to_lowercase().replace('_', " ");
    let is_held = |signs: &[String]| signs.iter().any(|sign| raw.contains(sign.as_str()));
    scratch.clear();
    for (word, _) in words.iter().filter(|(_, signs)| is_held(signs)) {
        if !scratch.is_empty() {
            scratch.push(b',');
        }
        scratch.extend_from_slice(word.as_bytes());
    }
    (!scratch.is_empty()).then_some(scratch.as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_as_editions_and_spreadsheets_write_them() {
        let day = |raw: &str| {
            let mut scratch = Vec::new();
            first_day(raw, &mut scratch).map(|day| String::from_utf8_lossy(day).into_owned())
        };
        for raw in [
            "08/2025",
            "8/2025",
            "2025-08-01",
            "2025-08",
            "2025-08-01 00:00:00",
            "2025-08-01T00:00:00",
            "Aug-25",
            "Aug 2025",
        ] {
            assert_eq!(day(raw).as_deref(), Some("2025-08-01"), "{raw}");
        }
        for raw in [
            "13/2025",
            "0/2025",
            "08/25",
            "2025",
            "2025-13-01",
            "2025-08-41",
            "Foo-25",
            "08-2025",
            "",
            "-",
            "é-25",
        ] {
            assert_eq!(day(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_comma_is_a_decimal_comma_where_it_cannot_separate_thousands() {
        assert_eq!(real("4.55", Decimals::Point), Some(4.55));
        assert_eq!(real("4,55", Decimals::Point), Some(4.55));
        assert_eq!(real("-0,5", Decimals::PointOrComma), Some(-0.5));
        assert_eq!(real("0,125", Decimals::PointOrComma), Some(0.125));
        for raw in ["1,234", "1,2,3", "1.234,5", ",", "4,", "inf", "NaN", "4,5x"] {
            assert_eq!(real(raw, Decimals::Point), None, "{raw}");
        }
    }

    #[test]
    fn commas_between_thousands_are_read_where_a_column_has_them() {
        for (raw, expected) in [("3,712.9", "3712.9"), ("-1,234", "-1234"), ("155,495,730", "155495730")] {
            assert_eq!(without_thousands(raw).as_deref(), Some(expected), "{raw}");
        }
        for raw in ["3712.9", "3,71.9", "4,55", "1,2345", ",123", "1,234.", "", "x,123"] {
            assert_eq!(without_thousands(raw), None, "{raw}");
        }
    }

    #[test]
    fn whole_numbers_may_have_a_zero_behind_the_point() {
        assert_eq!(integer("5.0"), Some(5));
        assert_eq!(integer("-3"), Some(-3));
        for raw in ["5.5", "5.", "five", "1e3"] {
            assert_eq!(integer(raw), None, "{raw}");
        }
    }
}
