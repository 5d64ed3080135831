//! JSON Schemas of arguments and answers.

use std::sync::Arc;

use rmcp::model::JsonObject;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::Value;

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
