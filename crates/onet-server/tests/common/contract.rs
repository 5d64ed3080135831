//! The contract as a judge of answers.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jsonschema::Validator;
use onet_api::operation::Operation;
use serde_json::Value;

use super::TestResult;

/// The contract, as strict as it is written, with a validator for each operation that has been judged.
pub(crate) struct Contract {
    document: Value,
    validators: HashMap<&'static str, Validator>,
}

impl Contract {
    pub(crate) fn load() -> TestResult<Self> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/openapi.json");
        let document = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        Ok(Self { document, validators: HashMap::new() })
    }

    /// Fails when an answer is not what the operation answers with.
    pub(crate) fn judge(&mut self, operation: &'static Operation, answer: &Value, call: &str) -> TestResult {
        let validator = match self.validators.entry(operation.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(success(&self.document, operation)?),
        };
        let problems: Vec<String> = validator
            .iter_errors(answer)
            .map(|problem| format!("{}: {problem}", problem.instance_path()))
            .collect();
        match problems.is_empty() {
            true => Ok(()),
            false => Err(format!("{call}\n{}", problems.join("\n")).into()),
        }
    }
}

/// What an answer of an operation must be.
fn success(document: &Value, operation: &Operation) -> TestResult<Validator> {
    let answer = &document["paths"][operation.path]["get"]["responses"]["200"];
    let mut schema = answer["content"]["application/json"]["schema"].clone();
    // References in the schema lead into the contract.
    schema["components"] = document["components"].clone();
    Ok(jsonschema::draft202012::new(&schema).map_err(|problem| problem.to_string())?)
}
