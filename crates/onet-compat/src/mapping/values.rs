//! Values that both directions convert.

use serde_json::Value;

use super::error::MappingError;
use super::loss::Location;

/// The interest areas as 1.x names them.
const INTERESTS: [&str; 6] =
    ["Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"];

/// How many items a list of a report has when it is cut short.
pub(super) const SHORT: usize = 10;

/// The code that 2.0 has for an interest area.
pub(super) fn interest_code(name: &str) -> Option<String> {
    INTERESTS.iter().find(|known| known.eq_ignore_ascii_case(name)).map(|known| known.to_ascii_lowercase())
}

/// The name that 1.x has for an interest area.
pub(super) fn interest_name(code: &str) -> Option<&'static str> {
    INTERESTS.iter().copied().find(|known| known.eq_ignore_ascii_case(code))
}

/// A whole number, also where it is written as text.
pub(super) fn integer(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => (number.is_i64() || number.is_u64()).then(|| value.clone()),
        Value::String(text) => text.trim().parse::<i64>().ok().map(Value::from),
        _ => None,
    }
}

/// The error for a value that has no place.
pub(super) fn unexpected(place: &Location<'_>, found: &Value, expected: &str) -> MappingError {
    const LONGEST: usize = 60;
    let text = found.to_string();
    let found = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    };
    MappingError::Unexpected { field: place.to_string(), found, expected: expected.to_owned() }
}
