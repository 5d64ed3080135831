//! `call_operation`

use std::collections::BTreeMap;

use onet_api::operation::{Location, Operation};
use onet_api::{ErrorKind, operations};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answer::{Found, USUAL};
use crate::backend::Call;
use crate::refusal::Refusal;

/// Operations that a search lists, at most.
const LISTED: usize = 30;

/// All characters except the unreserved ones of RFC 3986.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// Path of an operation, such as /online/occupations/29-1051.00/details/skills or
    /// /online/occupations/{code}/details/skills
    path: Option<String>,
    /// Parameters of the path and of the query by name; lists have several values
    #[serde(default)]
    parameters: BTreeMap<String, Parameter>,
    /// Instead of a path: words that find operations, such as job outlook
    search: Option<String>,
}

/// A value of a parameter.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum Parameter {
    Flag(bool),
    Number(i64),
    Text(String),
    List(Vec<String>),
}

impl Parameter {
    fn values(&self) -> Vec<String> {
        match self {
            Self::Flag(value) => vec![value.to_string()],
            Self::Number(value) => vec![value.to_string()],
            Self::Text(value) => vec![value.clone()],
            Self::List(values) => values.clone(),
        }
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Output {
    /// The operation that answered
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<&'static str>,
    /// Operations that the words find
    #[serde(skip_serializing_if = "Vec::is_empty")]
    operations: Vec<Listed>,
    /// The answer as the service gives it; links are paths that this tool takes
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Value>,
}

#[derive(Serialize, JsonSchema)]
struct Listed {
    path: &'static str,
    summary: &'static str,
    /// Parameters of the query
    #[serde(skip_serializing_if = "String::is_empty")]
    query: String,
}

pub(super) async fn run(call: &Call, input: Input) -> Result<Found<Output>, Refusal> {
    let path = match (input.path, input.search) {
        (Some(path), _) if !path.trim().is_empty() => path.trim().to_owned(),
        (_, Some(words)) => return search(&words),
        _ => return Err(Refusal::new("No path is given.", FIND)),
    };
    let (path, in_path) = path.split_once('?').unwrap_or((&path, ""));
    if path.contains("://") {
        return Err(Refusal::new("An address is no path.", "the path alone, as in /online/search"));
    }
    let path = format!("/{}", path.trim_start_matches('/'));
    let (path, mut query) = filled(&path, &input.parameters)?;
    let own = |name: &str| input.parameters.contains_key(name);
    query.extend(pairs_of(in_path).filter(|(name, _)| !own(name)));
    let Some(operation) = Operation::find(&path) else { return Err(unknown_path(&path)) };
    check(operation, &query)?;
    let is_page = operation.items().is_some();
    let is_bounded = query.iter().any(|(name, _)| name == "end" || name == "start");
    if is_page && !is_bounded {
        query.push(("end".to_owned(), USUAL.to_string()));
    }
    let pairs: Vec<(&str, &str)> =
        query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let client = call.client();
    let mut answer = client.raw(&path, &pairs).await.map_err(|failure| refused(operation, failure))?;
    to_paths(&mut answer, client.base_url());
    let next = next(&answer);
    Ok(Found::then(
        Output { operation: Some(operation.id), operations: Vec::new(), answer: Some(answer) },
        next,
    ))
}

/// The hint for a call without a usable path.
const FIND: &str = "\"search\": \"WORDS\" finds operations, as in \"search\": \"job outlook\"";

/// The path with its parameters filled in, and the parameters that are left for the query.
fn filled(
    path: &str,
    parameters: &BTreeMap<String, Parameter>,
) -> Result<(String, Vec<(String, String)>), Refusal> {
    let mut used: Vec<&str> = Vec::new();
    let mut segments = Vec::new();
    for segment in path.split('/') {
        let Some(name) = segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) else {
            segments.push(segment.to_owned());
            continue;
        };
        let Some((name, value)) = parameters.get_key_value(name) else {
            return Err(Refusal::new(
                format!("The path has the parameter {{{name}}}, which has no value."),
                format!("\"parameters\": {{\"{name}\": \"…\"}}"),
            ));
        };
        used.push(name);
        segments.push(utf8_percent_encode(&value.values().join(","), SEGMENT).to_string());
    }
    let left = parameters.iter().filter(|(name, _)| !used.contains(&name.as_str()));
    let left =
        left.flat_map(|(name, value)| value.values().into_iter().map(move |value| (name.clone(), value)));
    Ok((segments.join("/"), left.collect()))
}

/// The parameters in the query of a path, as links in answers have them.
fn pairs_of(query: &str) -> impl Iterator<Item = (String, String)> {
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(move |pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    })
}

/// Refuses parameters that the operation does not have: the service ignores them, which hides a misspelt one.
fn check(operation: &Operation, query: &[(String, String)]) -> Result<(), Refusal> {
    let known = |name: &str| operation.parameter(name).is_some_and(|known| known.location == Location::Query);
    let Some((unknown, _)) = query.iter().find(|(name, _)| !known(name)) else { return Ok(()) };
    let names = query_names(operation);
    let hint = match (operation.nearest_parameter(unknown), names.is_empty()) {
        (_, true) => "leave it out: the operation has no parameters of the query".to_owned(),
        (Some(meant), _) => format!("{}; the operation has {}", meant.name, names.join(", ")),
        (None, _) => format!("the operation has {}", names.join(", ")),
    };
    Err(Refusal::new(format!("{} has no parameter {unknown}.", operation.path), hint))
}

fn query_names(operation: &Operation) -> Vec<&'static str> {
    let query = operation.parameters.iter().filter(|known| known.location == Location::Query);
    query.map(|known| known.name).collect()
}

fn unknown_path(path: &str) -> Refusal {
    let hint = match Operation::nearest_path(path) {
        Some(meant) => format!("{meant}; {FIND}"),
        None => FIND.to_owned(),
    };
    Refusal::new(format!("There is no operation {path}."), hint)
}

fn refused(operation: &Operation, failure: onet_api::Error) -> Refusal {
    let is_about_values =
        matches!(failure.kind(), ErrorKind::Refused | ErrorKind::NotFound | ErrorKind::NoData);
    let parameters = operation.parameters.iter().map(|known| {
        let required = if known.required { " (required)" } else { "" };
        format!("{}{required}: {}", known.name, known.description)
    });
    let parameters: Vec<String> = parameters.collect();
    let refusal = Refusal::from(failure);
    match is_about_values && !parameters.is_empty() {
        true => refusal.or_try(format!("other parameters. {}", parameters.join(" "))),
        false => refusal,
    }
}

/// Makes links below the base URL paths, which this tool takes.
fn to_paths(answer: &mut Value, base: &str) {
    match answer {
        Value::String(text) => {
            if let Some(path) = text.strip_prefix(base).filter(|path| path.starts_with('/')) {
                *text = path.to_owned();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| to_paths(item, base)),
        Value::Object(members) => members.values_mut().for_each(|value| to_paths(value, base)),
        _ => {}
    }
}

/// How to get the next page.
fn next(answer: &Value) -> Option<String> {
    let (end, total) = (answer["end"].as_i64()?, answer["total"].as_i64()?);
    (end < total).then(|| {
        let last = (end + i64::try_from(USUAL).unwrap_or(20)).min(total);
        format!("{} more: the same call with \"start\": {}, \"end\": {last}", total - end, end + 1)
    })
}

/// The operations whose path or summary has all words.
fn search(words: &str) -> Result<Found<Output>, Refusal> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let has_all = |operation: &&'static Operation| {
        let text = format!("{} {} {}", operation.id, operation.path, operation.summary).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let found: Vec<&'static Operation> = operations::ALL.into_iter().filter(has_all).collect();
    if found.is_empty() || words.is_empty() {
        let what = words.join(" ");
        return Err(Refusal::new(
            format!("No operation has the words \"{what}\"."),
            "fewer or other words, such as outlook",
        ));
    }
    let total = found.len();
    let listed = found.into_iter().take(LISTED).map(|operation| Listed {
        path: operation.path,
        summary: operation.summary,
        query: query_names(operation).join(", "),
    });
    let next = match total > LISTED {
        true => format!("{} more: further words find fewer", total - LISTED),
        false => "call_operation with one of the paths".to_owned(),
    };
    Ok(Found::then(Output { operation: None, operations: listed.collect(), answer: None }, Some(next)))
}
