//! Arguments of a call, read by the schema of the tool.
//!
//! Models write `"5"` for 5, one value for a list of one, a list as JSON in a text, and null for what they leave out. All of
//! these are read as they are meant. What cannot be meant is refused in the terms of the schema.

use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::names::nearest;
use crate::refusal::Refusal;
use crate::schema::of_input;

/// Characters of a text, at most. Job titles and conditions are far shorter.
const LONGEST: usize = 2_000;
/// Characters of a refused value that the refusal repeats.
const SHOWN: usize = 60;

/// Arguments of a call.
///
/// # Errors
///
/// The argument that cannot be read and why, with the arguments that there are.
pub(crate) fn read<T: DeserializeOwned + JsonSchema>(arguments: JsonObject) -> Result<T, Refusal> {
    let schema = of_input::<T>();
    let tool = Tool::new(&schema);
    let mut fitted = Map::new();
    for (name, value) in arguments {
        let Some(expected) = tool.argument(&name) else { return Err(tool.unknown(&name)) };
        if value.is_null() && !tool.requires(&name) {
            continue;
        }
        let value = fit(&name, value, expected).map_err(|message| tool.refused(message))?;
        fitted.insert(name, value);
    }
    if let Some(missing) = tool.required().find(|name| !fitted.contains_key(*name)) {
        return Err(tool.refused(format!("The argument {missing} is missing.")));
    }
    let given = fitted.clone();
    serde_path_to_error::deserialize(Value::Object(fitted)).map_err(|failure| {
        // What remains are values of types with a syntax of their own, which explain themselves, and closed choices.
        let place = failure.path().to_string();
        let name = place.split(['.', '[']).next().unwrap_or_default();
        let words = tool.argument(name).filter(|schema| !choices(schema).is_empty()).map(words);
        tool.refused(match (words, given.get(name)) {
            (Some(words), Some(value)) => unfit(name, &words, value),
            _ => format!("{place}: {}.", failure.inner()),
        })
    })
}

/// The schema of the arguments of a tool.
struct Tool<'a> {
    schema: &'a JsonObject,
}

impl<'a> Tool<'a> {
    fn new(schema: &'a JsonObject) -> Self {
        Self { schema }
    }

    fn argument(&self, name: &str) -> Option<&'a Value> {
        self.schema.get("properties")?.get(name)
    }

    fn names(&self) -> impl Iterator<Item = &'a str> {
        let properties = self.schema.get("properties").and_then(Value::as_object);
        properties.into_iter().flat_map(|properties| properties.keys()).map(String::as_str)
    }

    fn required(&self) -> impl Iterator<Item = &'a str> {
        let required = self.schema.get("required").and_then(Value::as_array);
        required.into_iter().flatten().filter_map(Value::as_str)
    }

    fn requires(&self, name: &str) -> bool {
        self.required().any(|required| required == name)
    }

    /// The arguments, those first that each call needs.
    fn hint(&self) -> String {
        let shown = self.names().map(|name| match self.requires(name) {
            true => format!("{name} (required)"),
            false => name.to_owned(),
        });
        format!("the arguments of this tool: {}", shown.collect::<Vec<_>>().join(", "))
    }

    fn refused(&self, message: impl Into<String>) -> Refusal {
        Refusal::new(message, self.hint())
    }

    fn unknown(&self, name: &str) -> Refusal {
        let meant = nearest(name, self.names()).map(|meant| format!("{meant}; ")).unwrap_or_default();
        let shown: String = name.chars().take(SHOWN).collect();
        Refusal::new(format!("There is no argument {shown}."), format!("{meant}{}", self.hint()))
    }
}

/// The value as the schema has it, or why it cannot be.
fn fit(place: &str, value: Value, schema: &Value) -> Result<Value, String> {
    if let Some(kinds) = schema.get("anyOf").and_then(Value::as_array) {
        let read = kinds.iter().filter_map(|kind| fit_exactly(place, &value, kind));
        // A number with a fraction is of the kind of whole numbers, and none: all kinds are named.
        let read = read.reduce(Result::or).filter(|read| read.is_ok() || value.is_string());
        return read.unwrap_or_else(|| Err(unfit(place, &words(schema), &value)));
    }
    let read = match (kind(schema), value) {
        ("integer", value) => match whole(&value) {
            Some(number) if is_in_range(schema, &number) => number,
            _ => return Err(unfit(place, &words(schema), &value)),
        },
        ("number", value) => match number(&value) {
            Some(number) if is_in_range(schema, &number) => number,
            _ => return Err(unfit(place, &words(schema), &value)),
        },
        ("array", value) => return items(place, value, schema),
        ("object", value) => return members(place, value, schema),
        (_, Value::String(text)) => {
            let length = text.chars().count();
            if length > LONGEST {
                return Err(format!("{place} has {length} characters; a text has {LONGEST} at most."));
            }
            let meant = choices(schema).into_iter().find(|choice| choice.eq_ignore_ascii_case(text.trim()));
            Value::String(meant.map_or(text, str::to_owned))
        }
        (_, value) => return Err(unfit(place, &words(schema), &value)),
    };
    Ok(read)
}

/// One of several kinds of values: a value of another kind is not read as this one, except a whole number written as
/// `2.0`.
fn fit_exactly(place: &str, value: &Value, schema: &Value) -> Option<Result<Value, String>> {
    let is_kind = match kind(schema) {
        "boolean" => value.is_boolean(),
        "integer" => value.is_number(),
        "array" => value.is_array(),
        _ => value.is_string(),
    };
    is_kind.then(|| match value {
        Value::Bool(_) => Ok(value.clone()),
        value => fit(place, value.clone(), schema),
    })
}

/// A list, or one value in its place.
fn items(place: &str, value: Value, schema: &Value) -> Result<Value, String> {
    let nothing = Value::Null;
    let item = schema.get("items").unwrap_or(&nothing);
    let values = match value {
        Value::Array(values) => values,
        Value::String(text) => match inside(&text) {
            Some(Value::Array(values)) => values,
            _ => vec![Value::String(text)],
        },
        value @ (Value::Number(_) | Value::Bool(_)) => vec![value],
        value => return Err(unfit(place, &words(schema), &value)),
    };
    let values = values.into_iter().enumerate();
    let values = values.map(|(number, value)| fit(&format!("{place}[{number}]"), value, item));
    Ok(Value::Array(values.collect::<Result<_, _>>()?))
}

/// An object; members that are null are left out.
fn members(place: &str, value: Value, schema: &Value) -> Result<Value, String> {
    let nothing = Value::Null;
    let member = schema.get("additionalProperties").unwrap_or(&nothing);
    let values = match value {
        Value::Object(values) => values,
        Value::String(ref text) => match inside(text) {
            Some(Value::Object(values)) => values,
            _ => return Err(unfit(place, &words(schema), &value)),
        },
        value => return Err(unfit(place, &words(schema), &value)),
    };
    let values = values.into_iter().filter(|(_, value)| !value.is_null());
    let values =
        values.map(|(name, value)| Ok((name.clone(), fit(&format!("{place}.{name}"), value, member)?)));
    Ok(Value::Object(values.collect::<Result<_, String>>()?))
}

/// The list or the object that a text holds as JSON.
fn inside(text: &str) -> Option<Value> {
    text.trim_start().starts_with(['[', '{']).then(|| serde_json::from_str(text).ok()).flatten()
}

fn whole(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) if number.is_f64() => {
            // JSON Schema counts 2.0 among the integers. Beyond 2^53 it is not exact.
            let number = number.as_f64()?;
            let is_exact = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
            is_exact.then(|| format!("{number:.0}").parse::<i64>().ok()).flatten().map(Value::from)
        }
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => text.trim().parse::<i64>().ok().map(Value::from),
        _ => None,
    }
}

fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => {
            text.trim().parse::<f64>().ok().and_then(serde_json::Number::from_f64).map(Value::Number)
        }
        _ => None,
    }
}

fn is_in_range(schema: &Value, number: &Value) -> bool {
    let Some(number) = number.as_f64() else { return false };
    let bound = |name: &str| schema.get(name).and_then(Value::as_f64);
    bound("minimum").is_none_or(|least| number >= least) && bound("maximum").is_none_or(|most| number <= most)
}

/// The type of a schema, without null.
fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => {
            kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or("string")
        }
        _ => "string",
    }
}

/// The words of a closed choice.
fn choices(schema: &Value) -> Vec<&str> {
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    let described = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    let described = described.filter_map(|choice| choice.get("const"));
    listed.chain(described).filter_map(Value::as_str).collect()
}

fn unfit(place: &str, words: &str, value: &Value) -> String {
    let written = value.to_string();
    let mut shown: String = written.chars().take(SHOWN).collect();
    if shown.len() < written.len() {
        shown.push('…');
    }
    format!("{place}: expected {words}, not {shown}.")
}

/// What values a schema has, in words.
fn words(schema: &Value) -> String {
    if let Some(kinds) = schema.get("anyOf").and_then(Value::as_array) {
        return kinds.iter().map(words).collect::<Vec<_>>().join(", or ");
    }
    let choices = choices(schema);
    if !choices.is_empty() {
        return format!("one of {}", choices.join(", "));
    }
    let bound = |name: &str| schema.get(name).and_then(Value::as_i64);
    let range = match (bound("minimum"), bound("maximum")) {
        (Some(least), Some(most)) => format!(" from {least} to {most}"),
        (Some(least), None) => format!(" from {least}"),
        _ => String::new(),
    };
    let example = schema.pointer("/examples/0").map(|example| format!(" such as {example}"));
    let example = example.unwrap_or_default();
    match kind(schema) {
        "integer" => format!("a whole number{range}"),
        "number" => format!("a number{range}"),
        "boolean" => "true or false".to_owned(),
        "array" => "a list".to_owned(),
        "object" => "an object".to_owned(),
        _ => format!("a text{example}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, default)]
    struct Input {
        text: Option<String>,
        texts: Vec<String>,
        #[schemars(range(min = 1, max = 100))]
        limit: Option<usize>,
        #[schemars(range(min = 0, max = 1))]
        share: Option<f64>,
        choice: Choice,
        more: BTreeMap<String, Either>,
    }

    #[derive(Debug, Default, PartialEq, Deserialize, JsonSchema)]
    #[serde(rename_all = "lowercase")]
    enum Choice {
        #[default]
        Short,
        #[serde(alias = "long")]
        Full,
    }

    #[derive(Debug, PartialEq, Deserialize, JsonSchema)]
    #[serde(untagged)]
    enum Either {
        Number(i64),
        Text(String),
    }

    fn read_all(arguments: Value) -> Result<Input, String> {
        let Value::Object(arguments) = arguments else { panic!("arguments are an object") };
        read(arguments).map_err(|refusal| refusal.message)
    }

    #[test]
    fn values_are_read_as_they_are_meant() {
        let texts = |texts: &[&str]| Input {
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
            ..Input::default()
        };
        let more = |value| Input { more: [("a".to_owned(), value)].into(), ..Input::default() };
        for (given, expected) in [
            (json!({"limit": "5"}), Input { limit: Some(5), ..Input::default() }),
            (json!({"limit": 2.0}), Input { limit: Some(2), ..Input::default() }),
            (json!({"share": "0.5"}), Input { share: Some(0.5), ..Input::default() }),
            (json!({"share": 1}), Input { share: Some(1.0), ..Input::default() }),
            (json!({"texts": "a"}), texts(&["a"])),
            (json!({"texts": "[\"a\", \"b\"]"}), texts(&["a", "b"])),
            (json!({"texts": "[a"}), texts(&["[a"])),
            (json!({"choice": "FULL"}), Input { choice: Choice::Full, ..Input::default() }),
            (json!({"choice": "long"}), Input { choice: Choice::Full, ..Input::default() }),
            (json!({"text": null, "texts": null, "limit": null, "choice": null}), Input::default()),
            (json!({"more": {"a": 2.0, "b": null}}), more(Either::Number(2))),
            (json!({"more": "{\"a\": \"2\"}"}), more(Either::Text("2".to_owned()))),
        ] {
            assert_eq!(read_all(given.clone()), Ok(expected), "{given}");
        }
    }

    #[test]
    fn other_values_are_refused_in_the_terms_of_the_schema() {
        let long = "x".repeat(LONGEST + 1);
        for (given, expected) in [
            (json!({"limit": 0}), "limit: expected a whole number from 1 to 100, not 0."),
            (json!({"limit": 101}), "limit: expected a whole number from 1 to 100, not 101."),
            (json!({"limit": 1.5}), "limit: expected a whole number from 1 to 100, not 1.5."),
            (json!({"limit": 1e300}), "limit: expected a whole number from 1 to 100, not 1e+300."),
            (json!({"share": 7}), "share: expected a number from 0 to 1, not 7."),
            (json!({"share": "NaN"}), "share: expected a number from 0 to 1, not \"NaN\"."),
            (json!({"text": 5}), "text: expected a text, not 5."),
            (json!({"text": long}), "text has 2001 characters; a text has 2000 at most."),
            (json!({"texts": [1]}), "texts[0]: expected a text, not 1."),
            (json!({"texts": ["a", long]}), "texts[1] has 2001 characters; a text has 2000 at most."),
            (json!({"texts": {"a": 1}}), "texts: expected a list, not {\"a\":1}."),
            (json!({"choice": "fine"}), "choice: expected one of short, full, not \"fine\"."),
            (json!({"choice": 1}), "choice: expected one of short, full, not 1."),
            (json!({"more": [1]}), "more: expected an object, not [1]."),
            (json!({"more": {"a": 1.5}}), "more.a: expected a whole number, or a text, not 1.5."),
            (json!({"more": {"a": long}}), "more.a has 2001 characters; a text has 2000 at most."),
            (json!({"more": {"a": [1]}}), "more.a: expected a whole number, or a text, not [1]."),
            (json!({"txt": "a"}), "There is no argument txt."),
        ] {
            assert_eq!(read_all(given.clone()), Err(expected.to_owned()), "{given}");
        }
    }
}
