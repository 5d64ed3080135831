//! JSON Schemas of arguments and answers, and arguments read by them.

use std::sync::Arc;

use rmcp::model::JsonObject;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::{DeserializeOwned, Deserializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::refusal::Refusal;

/// The schema of arguments.
pub(crate) fn of_input<T: JsonSchema>() -> Arc<JsonObject> {
    made::<T>(SchemaSettings::draft2020_12())
}

/// The schema of answers.
pub(crate) fn of_output<T: JsonSchema + Serialize>() -> Arc<JsonObject> {
    made::<T>(SchemaSettings::draft2020_12().for_serialize())
}

/// A schema without references and without the formats of Rust numbers: a model reads it as a whole, and validators
/// warn of formats that they do not know.
fn made<T: JsonSchema>(mut settings: SchemaSettings) -> Arc<JsonObject> {
    settings.inline_subschemas = true;
    settings.meta_schema = None;
    let mut schema = Value::from(settings.into_generator().into_root_schema_for::<T>());
    let Value::Object(members) = &mut schema else { return Arc::default() };
    members.remove("title");
    members.remove("description");
    members.values_mut().for_each(without_number_formats);
    match schema {
        Value::Object(members) => Arc::new(members),
        _ => Arc::default(),
    }
}

fn without_number_formats(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let is_of_rust = |format: &Value| {
                format.as_str().is_some_and(|format| {
                    ["uint", "int", "float", "double"].iter().any(|of| format.starts_with(of))
                })
            };
            if members.get("format").is_some_and(is_of_rust) {
                members.remove("format");
            }
            members.values_mut().for_each(without_number_formats);
        }
        Value::Array(items) => items.iter_mut().for_each(without_number_formats),
        _ => {}
    }
}

/// Arguments of a call.
///
/// # Errors
///
/// The argument that cannot be read and why, with the arguments that there are.
pub(crate) fn read<T: DeserializeOwned + JsonSchema>(arguments: Value) -> Result<T, Refusal> {
    serde_path_to_error::deserialize(arguments).map_err(|failure| {
        let place = failure.path().to_string();
        let place = if place == "." { String::new() } else { format!("{place}: ") };
        let schema = of_input::<T>();
        let names = schema.get("properties").and_then(Value::as_object);
        let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let shown = names.into_iter().flat_map(|names| names.keys()).map(|name| {
            match required.iter().any(|required| required == name) {
                true => format!("{name} (required)"),
                false => name.clone(),
            }
        });
        let shown: Vec<String> = shown.collect();
        let message = format!("The arguments cannot be used: {place}{}.", failure.inner());
        Refusal::new(message, format!("the arguments of this tool: {}", shown.join(", ")))
    })
}

/// A list, or a single text in its place.
pub(crate) fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
        Nothing(()),
    }
    let read = OneOrMany::deserialize(from);
    let read = read.map_err(|_| serde::de::Error::custom("expected a list of texts"))?;
    Ok(match read {
        OneOrMany::One(text) => vec![text],
        OneOrMany::Many(texts) => texts,
        OneOrMany::Nothing(()) => Vec::new(),
    })
}
