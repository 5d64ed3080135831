//! `onet api --list`: the operations and their parameters.

use onet_api::operation::{Location, Operation, Parameter, ParameterType};
use onet_api::page::Position;
use serde_json::{Value, json};

use crate::arguments::{Global, Listing};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, Output, text};
use crate::{listing, reach};

const COLUMNS: [Column; 5] =
    [text("operation"), text("path"), text("parameters"), text("command"), text("summary")];

/// Lists the operations that have all words in their id, path, summary, parameters or command.
pub(crate) fn run(
    global: &Global,
    console: &Console,
    words: &[String],
    listing: &Listing,
) -> Result<(), Failure> {
    let words: Vec<String> =
        words.iter().flat_map(|text| text.split_whitespace()).map(str::to_lowercase).collect();
    let found: Vec<(&Operation, String)> = onet_api::operations::ALL
        .into_iter()
        .map(|operation| (operation, reach::command(operation)))
        .filter(|(operation, command)| has_all(operation, command, &words))
        .collect();
    let document: Vec<Value> = found
        .iter()
        .map(|(operation, command)| {
            json!({
                "operation": operation.id,
                "path": operation.path,
                "parameters": operation.parameters.iter().map(|parameter| described(parameter)).collect::<Vec<_>>(),
                "command": format!("onet {command}"),
                "summary": operation.summary,
            })
        })
        .collect();
    let rows = found.iter().map(|(operation, command)| {
        let parameters: Vec<String> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == Location::Query)
            .map(|parameter| short(parameter))
            .collect();
        vec![
            operation.id.to_owned(),
            operation.path.to_owned(),
            parameters.join(" "),
            format!("onet {command}"),
            operation.summary.to_owned(),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let output = Output::new(document, None, &COLUMNS, rows)?;
    listing::print_output(global, console, output, Position { start: 1, end: total, total }, listing)
}

fn has_all(operation: &Operation, command: &str, words: &[String]) -> bool {
    let names = operation.parameters.iter().map(|parameter| parameter.name);
    let text = [operation.id, operation.path, operation.summary, command].into_iter().chain(names);
    let text = text.collect::<Vec<_>>().join(" ").to_lowercase();
    words.iter().all(|word| text.contains(word))
}

/// A parameter as `keyword` or, where it may be left out, `[sort=code|title]`.
fn short(parameter: &Parameter) -> String {
    let values = match parameter.kind {
        ParameterType::Choice(words) => format!("={}", words.join("|")),
        _ => String::new(),
    };
    match parameter.required {
        true => format!("{}{values}", parameter.name),
        false => format!("[{}{values}]", parameter.name),
    }
}

fn described(parameter: &Parameter) -> Value {
    let location = if parameter.location == Location::Path { "path" } else { "query" };
    let mut described = json!({
        "name": parameter.name,
        "in": location,
        "required": parameter.required,
        "description": parameter.description,
    });
    if let ParameterType::Choice(words) = parameter.kind {
        described["values"] = json!(words);
    }
    if let Some(default) = parameter.default {
        described["default"] = default.into();
    }
    described
}
