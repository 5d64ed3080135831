//! The arguments of a call, checked against the parameters of the contract.

use std::collections::HashMap;
use std::num::{IntErrorKind, ParseIntError};
use std::str::FromStr;
use std::sync::{LazyLock, PoisonError, RwLock};

use onet_api::operation::{ListStyle, Location, Operation, Parameter, ParameterType};
use onet_domain::{DwaId, ElementId, ParseError, TypedCode};
use percent_encoding::percent_decode_str;
use regex::Regex;

use crate::error::Error;

/// How many characters of a refused value a message repeats.
const SHOWN: usize = 40;

/// The type of O*NET-SOC codes.
const ONET_SOC: ParameterType = ParameterType::Pattern(r"^\d\d-\d\d\d\d\.\d\d$");

/// The arguments of a call, including defaults. Unknown parameters are ignored, as the live service does.
#[derive(Debug)]
pub(crate) struct Arguments {
    values: Vec<(&'static str, Value)>,
}

#[derive(Debug)]
enum Value {
    Text(String),
    Integer(i64),
    List(Vec<String>),
}

impl Arguments {
    /// Reads the arguments from the path and the query of a call.
    pub(crate) fn read(operation: &Operation, path: &str, query: &[(String, String)]) -> Result<Self, Error> {
        let mut values = Vec::with_capacity(operation.parameters.len());
        let mut in_path = path_values(operation, path);
        for &parameter in operation.parameters {
            let given: Vec<String> = match parameter.location {
                Location::Path => in_path.remove(parameter.name).into_iter().collect::<Result<_, _>>()?,
                Location::Query => query
                    .iter()
                    .filter(|(key, _)| key == parameter.name)
                    .map(|(_, value)| value.clone())
                    .collect(),
            };
            if let Some(value) = read_one(parameter, given)? {
                values.push((parameter.name, value));
            }
        }
        Ok(Self { values })
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The text of a parameter; empty when it is optional and not given.
    pub(crate) fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// The number of a parameter.
    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Some(Value::Integer(number)) => Some(*number),
            _ => None,
        }
    }

    /// The values of a list.
    pub(crate) fn list(&self, name: &str) -> &[String] {
        match self.get(name) {
            Some(Value::List(values)) => values,
            _ => &[],
        }
    }
}

/// Whether the values of a call have the form that the contract gives them, so that a refusal is about what they name: a
/// code that is in no release, say. In a path any number counts: there is no zone 9, but it is written as one.
///
/// ```
/// use onet_api::operations::ONLINE_OCCUPATIONS_OVERVIEW;
///
/// let is_well_formed =
///     |path| onet_server::is_well_formed(&ONLINE_OCCUPATIONS_OVERVIEW, path, &[]);
/// assert!(is_well_formed("/online/occupations/99-9999.00/"));
/// assert!(!is_well_formed("/online/occupations/pharmacists/"));
/// ```
pub fn is_well_formed(operation: &Operation, path: &str, query: &[(String, String)]) -> bool {
    let mut in_path = path_values(operation, path);
    operation.parameters.iter().all(|parameter| {
        let number = matches!(parameter.kind, ParameterType::Integer { .. });
        let given = |text: String| match number {
            true => text.parse::<i64>().is_ok(),
            false => read_one(parameter, vec![text]).is_ok(),
        };
        match parameter.location {
            Location::Path => in_path.remove(parameter.name).is_none_or(|text| text.is_ok_and(given)),
            Location::Query => {
                let values = query.iter().filter(|(key, _)| key == parameter.name);
                read_one(parameter, values.map(|(_, value)| value.clone()).collect()).is_ok()
            }
        }
    })
}

/// The values of the template's parameters in a path, percent-decoded.
fn path_values(operation: &Operation, path: &str) -> HashMap<&'static str, Result<String, Error>> {
    segments(operation.path)
        .zip(segments(path))
        .filter_map(|(template, given)| {
            let name = template.strip_prefix('{')?.strip_suffix('}')?;
            let value = percent_decode_str(given).decode_utf8().map(|text| text.into_owned());
            Some((name, value.map_err(|_| Error::parameter(format!("{name} must be UTF-8")))))
        })
        .collect()
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

fn read_one(parameter: &Parameter, given: Vec<String>) -> Result<Option<Value>, Error> {
    let name = parameter.name;
    if let ParameterType::List { item, style } = parameter.kind {
        let is_empty = given.iter().all(|value| value.trim().is_empty());
        let given = if is_empty { parameter.default.map(str::to_owned).into_iter().collect() } else { given };
        // The official samples repeat the parameter for every list, so a comma-separated list may be repeated too.
        let values: Vec<String> = match style {
            ListStyle::Comma => given.iter().flat_map(|text| text.split(',')).map(str::to_owned).collect(),
            ListStyle::Repeated => given,
        };
        let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        if values.is_empty() {
            return if parameter.required { Err(missing(name)) } else { Ok(None) };
        }
        for value in &values {
            check(parameter, *item, value)?;
        }
        return Ok(Some(Value::List(values)));
    }
    let first = given.into_iter().next().filter(|value| !value.trim().is_empty());
    let Some(text) = first.or_else(|| parameter.default.map(str::to_owned)) else {
        return if parameter.required { Err(missing(name)) } else { Ok(None) };
    };
    check(parameter, parameter.kind, &text).map(Some)
}

/// The wording of the live service.
fn missing(name: &str) -> Error {
    Error::parameter(format!("must have required property '{name}'"))
}

/// A function that checks the form of an id.
type Reading = fn(&str) -> Result<(), ParseError>;

/// The shapes of the contract whose values are ids of a release, with the functions that check them. The patterns of
/// the contract belong to one edition, and a release may be older or newer: 29.3 has work styles `1.C`, the edition of
/// 2026 allows `1.D`. The view checks whether the release has the id.
const IDS: [(&str, Reading); 4] = [
    ("ElementId", one::<ElementId>),
    ("SkillIdList", one::<ElementId>),
    ("ActivityIdList", one::<DwaId>),
    ("DetailedWorkActivityIds", several::<DwaId>),
];

fn one<T: FromStr<Err = ParseError>>(text: &str) -> Result<(), ParseError> {
    text.parse::<T>().map(drop)
}

/// Comma-separated ids, where the contract has a text instead of a list.
fn several<T: FromStr<Err = ParseError>>(text: &str) -> Result<(), ParseError> {
    text.split(',').try_for_each(one::<T>)
}

fn check(parameter: &Parameter, kind: ParameterType, text: &str) -> Result<Value, Error> {
    let name = parameter.name;
    if let Some((_, read)) = IDS.iter().find(|(shape, _)| parameter.shape == Some(*shape)) {
        return match read(text) {
            Ok(()) => Ok(Value::Text(text.to_owned())),
            Err(failure) => Err(Error::parameter(failure.to_string())),
        };
    }
    match kind {
        ParameterType::Text => Ok(Value::Text(text.to_owned())),
        ParameterType::Pattern(pattern) => match matches(pattern, text) {
            true => Ok(Value::Text(text.to_owned())),
            false => Err(malformed(name, kind, text)),
        },
        ParameterType::Choice(words) => match words.contains(&text) {
            true => Ok(Value::Text(text.to_owned())),
            false => Err(Error::parameter(format!("{name} must be one of: {}", words.join(", ")))),
        },
        ParameterType::Integer { minimum, maximum } => {
            // An overflowing number is still a number: report its size.
            let number = text.trim().parse::<i64>().map_err(|failure: ParseIntError| {
                Error::parameter(match failure.kind() {
                    IntErrorKind::PosOverflow => format!("{name} must be <= {}", maximum.unwrap_or(i64::MAX)),
                    IntErrorKind::NegOverflow => format!("{name} must be >= {}", minimum.unwrap_or(i64::MIN)),
                    _ => format!("{name} must be integer"),
                })
            })?;
            if let Some(least) = minimum.filter(|least| number < *least) {
                return Err(Error::parameter(format!("{name} must be >= {least}")));
            }
            if let Some(most) = maximum.filter(|most| number > *most) {
                return Err(Error::parameter(format!("{name} must be <= {most}")));
            }
            Ok(Value::Integer(number))
        }
        // The contract has no list of lists.
        ParameterType::List { .. } => Ok(Value::Text(text.to_owned())),
    }
}

/// The refusal of a value in another form, in words; a pattern is no sentence. What else it may be meant for is shown
/// for codes of occupations.
fn malformed(name: &str, kind: ParameterType, text: &str) -> Error {
    let expected = kind.expected().unwrap_or("in the form that the contract gives it");
    let mut shown: String = text.chars().take(SHOWN).flat_map(char::escape_debug).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    let typed = TypedCode::read(text).filter(|_| kind.expected() == ONET_SOC.expected());
    let meant = typed.and_then(|typed| typed.occupation()).map(|code| format!(" Did you mean {code}?"));
    Error::parameter(format!("{name} must be {expected}, not \"{shown}\".{}", meant.unwrap_or_default()))
}

/// The patterns of the contract, compiled on first use.
static PATTERNS: LazyLock<RwLock<HashMap<&'static str, Regex>>> = LazyLock::new(RwLock::default);

fn matches(pattern: &'static str, text: &str) -> bool {
    if let Some(regex) = PATTERNS.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return regex.is_match(text);
    }
    // In the contract's dialect (ECMA 262) these classes are ASCII, and `$` is the end of the text.
    let ascii = pattern.replace("\\d", "[0-9]").replace("\\w", "[0-9A-Za-z_]");
    match Regex::new(&ascii) {
        Ok(regex) => {
            let fits = regex.is_match(text);
            PATTERNS.write().unwrap_or_else(PoisonError::into_inner).insert(pattern, regex);
            fits
        }
        Err(failure) => {
            tracing::error!(pattern, %failure, "a pattern of the contract does not compile");
            false
        }
    }
}
