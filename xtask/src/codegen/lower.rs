//! The contract as progenitor can take it: OpenAPI 3.0, lenient about what a service may answer. It exists in
//! memory only; what is strict stays in `spec/openapi.json`.

use std::collections::BTreeSet;

use anyhow::bail;
use serde_json::{Value, json};

use crate::json::each_object;

type Step = (&'static str, fn(&mut Value) -> usize);

const STEPS: &[Step] = &[
    // progenitor and the openapiv3 crate read 3.0 only.
    ("version_3_0", version),
    // Two error types, one of them without a body, make progenitor panic.
    ("unauthorized_dropped", drop_unauthorized),
    // OpenAPI 3.0 has no keywords beside a reference; they restrict values, which is the service's business.
    ("reference_siblings_dropped", drop_reference_siblings),
    // progenitor would repeat the key for each value of a list that goes out joined by commas.
    ("comma_lists_as_text", comma_lists),
    // `false` would become `deny_unknown_fields`: one new member would break every caller.
    ("closed_objects_opened", open_objects),
    // An unknown word in a closed set would fail the whole body.
    ("response_enums_opened", open_response_enums),
    // Patterns cost a regular expression per type; bounds turn integers into `NonZero` types by accident.
    ("restrictions_dropped", drop_restrictions),
    // Positions in a list are never negative.
    ("unsigned_parameters", unsigned_parameters),
];

/// Lowers the contract and counts what each step did; a step without effect fails.
pub(super) fn lower(mut contract: Value) -> anyhow::Result<(Value, Vec<(&'static str, usize)>)> {
    let mut counts = Vec::new();
    for (name, step) in STEPS {
        let count = step(&mut contract);
        if count == 0 {
            bail!("lowering step `{name}` no longer applies; remove it");
        }
        counts.push((*name, count));
    }
    Ok((contract, counts))
}

fn members<'a>(document: &'a mut Value, pointer: &str) -> impl Iterator<Item = (&'a String, &'a mut Value)> {
    document.pointer_mut(pointer).and_then(Value::as_object_mut).into_iter().flatten()
}

fn version(document: &mut Value) -> usize {
    document["openapi"] = json!("3.0.3");
    1
}

fn drop_unauthorized(document: &mut Value) -> usize {
    members(document, "/paths")
        .filter_map(|(_, item)| item["get"]["responses"].as_object_mut()?.shift_remove("401"))
        .count()
}

fn drop_reference_siblings(document: &mut Value) -> usize {
    let mut count = 0;
    each_object(document, &mut |object| {
        if object.contains_key("$ref") && object.len() > 1 {
            object.retain(|key, _| key == "$ref");
            count += 1;
        }
    });
    count
}

fn comma_lists(document: &mut Value) -> usize {
    let mut types = BTreeSet::new();
    let mut count = 0;
    for (_, parameter) in members(document, "/components/parameters") {
        if parameter["explode"] != json!(false) {
            continue;
        }
        count += 1;
        if let Some(object) = parameter.as_object_mut() {
            object.shift_remove("style");
            object.shift_remove("explode");
        }
        match parameter["schema"]["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
            Some(name) => drop(types.insert(name.to_owned())),
            None => parameter["schema"] = json!({ "type": "string" }),
        }
    }
    for name in types {
        document["components"]["schemas"][name] =
            json!({ "type": "string", "description": "Values joined by commas." });
    }
    count
}

fn open_objects(document: &mut Value) -> usize {
    let mut count = 0;
    each_object(document, &mut |object| {
        if object.get("additionalProperties") == Some(&json!(false)) {
            object.shift_remove("additionalProperties");
            count += 1;
        }
    });
    count
}

/// The schemas that parameters refer to: these stay closed, as the caller chooses from them.
fn parameter_types(document: &Value) -> BTreeSet<String> {
    let parameters = document["components"]["parameters"].as_object();
    parameters
        .into_iter()
        .flatten()
        .filter_map(|(_, parameter)| parameter["schema"]["$ref"].as_str()?.rsplit('/').next())
        .map(str::to_owned)
        .collect()
}

fn open_response_enums(document: &mut Value) -> usize {
    let closed = parameter_types(document);
    let mut count = 0;
    for (name, schema) in members(document, "/components/schemas") {
        if closed.contains(name) {
            continue;
        }
        each_object(schema, &mut |object| {
            if object.get("enum").is_some_and(Value::is_array) {
                object.shift_remove("enum");
                count += 1;
            }
        });
    }
    count
}

fn drop_restrictions(document: &mut Value) -> usize {
    let mut count = 0;
    each_object(document, &mut |object| {
        if !object.contains_key("type") {
            return;
        }
        for keyword in ["pattern", "minimum", "maximum", "default"] {
            // A member of that name would be an object.
            if object.get(keyword).is_some_and(|value| !value.is_object()) {
                object.shift_remove(keyword);
                count += 1;
            }
        }
    });
    count
}

fn unsigned_parameters(document: &mut Value) -> usize {
    let mut count = 0;
    for (_, parameter) in members(document, "/components/parameters") {
        if parameter["schema"]["type"] == "integer" {
            parameter["schema"]["format"] = json!("uint32");
            count += 1;
        }
    }
    count
}
