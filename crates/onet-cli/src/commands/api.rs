//! `onet api`: any operation by its path.

mod list;

use onet_api::ErrorKind;
use onet_api::operation::{Location, Operation};
use serde_json::Value;

use crate::arguments::{Api, Format, Global, Listing, Shown};
use crate::console::Console;
use crate::failure::Failure;
use crate::flat::{Flat, flat};
use crate::output::Output;
use crate::{listing, source};

/// Parameters that name nothing in the data.
const NO_NAMES: [&str; 5] = ["start", "end", "filter", "sort", "keyword"];

pub(crate) fn run(global: &Global, console: &Console, arguments: Api) -> Result<(), Failure> {
    let Api { path, fields, paginate, list, limit, columns, sort_by } = arguments;
    let shown = Shown { all: false, limit, columns, sort_by };
    if list {
        return list::run(global, console, &path, &Listing { shown, ..Listing::default() });
    }
    let path = match <[String; 1]>::try_from(path) {
        Ok([path]) => path,
        Err(several) => {
            return Err(Failure::usage(format!(
                "{} paths are given, and the command takes one",
                several.len()
            ))
            .with_hint("onet api --list WORDS finds operations"));
        }
    };
    check_parameters(&path, &fields)?;
    let client = source::client(global, console)?;
    let query: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let bare = bare(path.strip_prefix(client.base_url()).unwrap_or(&path)).to_owned();
    let listing = Listing { shown: Shown { all: paginate, ..shown }, ..Listing::default() };
    let is_bounded = fields.iter().any(|(key, _)| key == "start" || key == "end");
    let answer: Value = super::block_on(async {
        let answer = match (paginate || listing.shown.sort_by.is_some(), listing.shown.limit) {
            (true, _) => client.raw_all(&path, &query).await,
            (false, Some(limit))
                if !is_bounded && Operation::find(&bare).is_some_and(|known| known.items().is_some()) =>
            {
                let end = limit.min(onet_api::page::LARGEST_PAGE as usize).to_string();
                let query: Vec<_> = query.iter().copied().chain([("end", end.as_str())]).collect();
                client.raw(&path, &query).await
            }
            (false, _) => client.raw(&path, &query).await,
        };
        answer.map_err(|failure| match is_about_a_name(&failure, &path, &bare, &fields) {
            true => Failure::NoSuch(failure),
            false => with_nearest(failure, &bare),
        })
    })?;
    print(global, console, answer, Operation::find(&bare), &listing)
}

/// Prints the answer: as JSON, or the items of a list with their members as columns.
fn print(
    global: &Global,
    console: &Console,
    answer: Value,
    operation: Option<&Operation>,
    listing: &Listing,
) -> Result<(), Failure> {
    let format = global.format.unwrap_or(Format::Json);
    let (member, items) = listing::items(&answer, operation);
    let is_list = member.is_some() || answer.is_array();
    let Flat { columns, rows } = match (format, is_list) {
        (Format::Table | Format::Csv | Format::Tsv, false) => return Err(no_list(operation)),
        _ => flat(&items),
    };
    let mut position = listing::position(&answer, items.len());
    let mut output = Output::new(answer, member, &columns, rows)?;
    if is_list {
        let most = listing.shown.limit.or_else(|| listing.most().filter(|_| !listing.shown.all));
        let count = output.arrange(&listing.shown, most)?;
        let end = position.start + i64::try_from(count).unwrap_or(i64::MAX) - 1;
        position.end = end.max(0);
    }
    output.print_as(format, global)?;
    super::note_position(console, position);
    Ok(())
}

fn no_list(operation: Option<&Operation>) -> Failure {
    let what = operation.map_or("the answer", |operation| operation.path);
    Failure::usage(format!("{what} is no list, and has no columns"))
        .with_hint("--format json or --format ndjson")
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

/// Whether a refusal is about what well-formed values name. Bounds of a page and columns of a table are refused, too, and
/// name nothing.
fn is_about_a_name(failure: &onet_api::Error, path: &str, bare: &str, fields: &[(String, String)]) -> bool {
    let Some(operation) = Operation::find(bare).filter(|_| failure.kind() == ErrorKind::Refused) else {
        return false;
    };
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let in_path = query.split('&').filter_map(|pair| pair.split_once('='));
    let in_path = in_path.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let query: Vec<(String, String)> = in_path.chain(fields.iter().cloned()).collect();
    query.iter().all(|(key, _)| !NO_NAMES.contains(&key.as_str()))
        && onet_server::is_well_formed(operation, bare, &query)
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
