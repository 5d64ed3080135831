//! Conversion of the texts, numbers and lists of a response.

use std::str::FromStr;

use crate::ParseError;
use crate::error::Error;

/// Parses a text of a response.
pub(crate) fn parsed<T: FromStr<Err = ParseError>>(what: &'static str, text: &str) -> Result<T, Error> {
    text.parse().map_err(|cause| Error::Answer { what, cause })
}

/// Checks a number of a response.
pub(crate) fn numbered<T>(what: &'static str, number: i64) -> Result<T, Error>
where
    T: TryFrom<i64, Error = ParseError>,
{
    T::try_from(number).map_err(|cause| Error::Answer { what, cause })
}

/// Converts all items of a list.
pub(crate) fn all<T, U>(list: Vec<T>) -> Result<Vec<U>, Error>
where
    U: TryFrom<T, Error = Error>,
{
    list.into_iter().map(U::try_from).collect()
}
