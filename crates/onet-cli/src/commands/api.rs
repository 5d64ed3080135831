//! `onet api`: any operation by its path.

use serde_json::Value;

use crate::arguments::{Api, Format, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::Output;
use crate::source;
use onet_api::operation::{Location, Operation};

pub(crate) fn run(global: &Global, console: &Console, arguments: Api) -> Result<(), Failure> {
    if let Some(format @ (Format::Table | Format::Csv | Format::Tsv)) = global.format {
        return Err(Failure::usage(
            format!("onet api prints JSON; {format:?} has no columns here").to_lowercase(),
        )
        .with_hint("--format json or --format ndjson"));
    }
    let Api { path, fields, paginate } = arguments;
    check_parameters(&path, &fields)?;
    let client = source::client(global, console)?;
    let query: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let bare = bare(path.strip_prefix(client.base_url()).unwrap_or(&path));
    let answer: Value = super::block_on(async {
        let answer = match paginate {
            true => client.raw_all(&path, &query).await,
            false => client.raw(&path, &query).await,
        };
        answer.map_err(|failure| with_nearest(failure, bare))
    })?;
    let items = Operation::find(bare).and_then(Operation::items);
    Output::new(answer, items, &[], Vec::new())?.print_as(global.format.unwrap_or(Format::Json), global)
}

/// A path without its query.
fn bare(path: &str) -> &str {
    path.split('?').next().unwrap_or_default()
}

/// Refuses parameters that the operation does not have. The service ignores them, which hides a misspelt one.
fn check_parameters(path: &str, fields: &[(String, String)]) -> Result<(), Failure> {
    let below_host = path.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    let bare = bare(below_host.map_or(path, |(_, path)| path));
    let Some(operation) = Operation::find(bare) else { return Ok(()) };
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let in_path = query.split('&').filter(|pair| !pair.is_empty());
    let in_path = in_path.map(|pair| pair.split('=').next().unwrap_or_default());
    let given = fields.iter().map(|(key, _)| key.as_str()).chain(in_path);
    let is_known =
        |name: &str| operation.parameter(name).is_some_and(|known| known.location == Location::Query);
    match given.into_iter().find(|name| !is_known(name)) {
        None => Ok(()),
        Some(unknown) => Err(unknown_parameter(operation, unknown)),
    }
}

fn unknown_parameter(operation: &Operation, unknown: &str) -> Failure {
    if operation.parameter(unknown).is_some() {
        return Failure::usage(format!("{unknown} is a part of the path, not a parameter"))
            .with_hint(format!("onet api {}", operation.path));
    }
    let in_query = operation.parameters.iter().filter(|known| known.location == Location::Query);
    let names: Vec<&str> = in_query.map(|known| known.name).collect();
    let hint = match (operation.nearest_parameter(unknown), names.as_slice()) {
        (_, []) => "leave it out: the operation has no parameters".to_owned(),
        (Some(meant), _) => format!("{}; the operation has {}", meant.name, names.join(", ")),
        (None, _) => format!("the operation has {}", names.join(", ")),
    };
    Failure::usage(format!("{} has no parameter {unknown}", operation.path)).with_hint(hint)
}

/// Adds the path that a misspelt one is likely meant for.
fn with_nearest(failure: onet_api::Error, path: &str) -> Failure {
    let meant = Operation::nearest_path(path).filter(|_| failure.is_not_found());
    match meant {
        Some(meant) => {
            Failure::Hinted { failure, hint: format!("onet api {}", meant.trim_start_matches('/')) }
        }
        None => failure.into(),
    }
}
