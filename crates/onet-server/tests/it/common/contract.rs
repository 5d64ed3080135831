//! The contract as a judge of answers.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jsonschema::Validator;
use onet_api::operation::Operation;
use serde_json::{Value, json};

use super::TestResult;

/// The contract, as strict as it is written, with a validator for each operation that has been judged.
pub(crate) struct Contract {
    document: Value,
    validators: HashMap<&'static str, Validator>,
    refusal: Validator,
}

impl Contract {
    pub(crate) fn load() -> TestResult<Self> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/openapi.json");
        let document: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        let refusal = validator(&document, json!({ "$ref": "#/components/schemas/ErrorBody" }))?;
        Ok(Self { document, validators: HashMap::new(), refusal })
    }

    /// Fails when an answer is not what the operation answers with.
    pub(crate) fn judge(&mut self, operation: &'static Operation, answer: &Value, call: &str) -> TestResult {
        let validator = match self.validators.entry(operation.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(success(&self.document, operation)?),
        };
        valid(validator, answer, call)
    }

    /// Fails when the body of a refusal is not what all operations refuse with.
    pub(crate) fn judge_refusal(&self, body: &Value, call: &str) -> TestResult {
        valid(&self.refusal, body, call)
    }
}

fn valid(validator: &Validator, body: &Value, call: &str) -> TestResult {
    let problems: Vec<String> = validator
        .iter_errors(body)
        .map(|problem| format!("{}: {problem}", problem.instance_path()))
        .collect();
    match problems.is_empty() {
        true => Ok(()),
        false => Err(format!("{call}\n{}", problems.join("\n")).into()),
    }
}

/// What an answer of an operation must be.
fn success(document: &Value, operation: &Operation) -> TestResult<Validator> {
    let answer = &document["paths"][operation.path]["get"]["responses"]["200"];
    validator(document, answer["content"]["application/json"]["schema"].clone())
}

fn validator(document: &Value, mut schema: Value) -> TestResult<Validator> {
    if !schema.is_object() {
        return Err("the contract gives no schema".into());
    }
    // References in the schema lead into the contract.
    schema["components"] = document["components"].clone();
    Ok(jsonschema::draft202012::new(&schema).map_err(|problem| problem.to_string())?)
}
