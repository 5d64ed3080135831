//! Numbers in titles that name no work: years, dates, numbers of employees and vacancies, pay.

use super::roles::{Role, is_pair};
use super::{Titles, Token};

/// Units of pay and time.
const UNITS: [&str; 17] = [
    "hr", "hrs", "hour", "hours", "hourly", "yr", "yrs", "year", "years", "annually", "week", "weeks",
    "weekly", "month", "months", "day", "days",
];
/// Months, as dates write them.
const MONTHS: [&str; 23] = [
    "jan",
    "january",
    "feb",
    "february",
    "mar",
    "march",
    "apr",
    "april",
    "may",
    "jun",
    "june",
    "jul",
    "july",
    "aug",
    "august",
    "sept",
    "september",
    "oct",
    "october",
    "nov",
    "november",
    "dec",
    "december",
];

/// Marks years and numbers of employees and vacancies: `911 dispatcher` is known, `nurse 100` is not.
pub(super) fn mark_numbers(tokens: &mut [Token], titles: Option<&dyn Titles>) {
    let is_number = |token: &Token| {
        (3..=12).contains(&token.written.len()) && token.written.bytes().all(|byte| byte.is_ascii_digit())
    };
    if tokens.iter().all(is_number) {
        return;
    }
    for place in 0..tokens.len() {
        if !is_number(&tokens[place]) {
            continue;
        }
        let is_short = tokens[place].written.len() == 3;
        // `2015-2019` is a span of years.
        let is_beside = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(is_number);
        let is_span = is_beside(place.checked_sub(1)) || is_beside(Some(place + 1));
        let is_part = match titles {
            _ if is_span => false,
            Some(titles) => is_pair(tokens, place, titles) || is_pair(tokens, place + 1, titles),
            None => is_short,
        };
        if !is_part {
            tokens[place].role = Role::Terms;
        }
        // `Jan 2020`.
        let is_month = |token: &Token| MONTHS.iter().any(|month| *month == token.written);
        if tokens[place].written.len() == 4 && place > 0 && is_month(&tokens[place - 1]) {
            tokens[place - 1].role = Role::Terms;
            tokens[place].role = Role::Terms;
        }
    }
}

/// Marks numbers with a unit of pay or time, as in `$18/hr` and `40 hours`.
pub(super) fn mark_pay(tokens: &mut [Token]) {
    for place in 1..tokens.len() {
        let number = tokens[place - 1].written.trim_end_matches('k');
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && UNITS.contains(&tokens[place].written.as_str()) {
            tokens[place - 1].role = Role::Terms;
            tokens[place].role = Role::Terms;
        }
    }
}
