//! The operations of the API: parameters as a form, an answer, the curl line and the Rust line.

use http::StatusCode;
use maud::{Markup, html};
use onet_api::operation::{Location, Operation, Parameter, ParameterType};
use onet_api::operations;
use onet_pages::html::text;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::frame::counted;
use super::problem::Problems;
use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::{Visit, query};

/// Bytes of an answer that a page shows.
const SHOWN: usize = 60_000;

pub(super) async fn list(_: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let words: Vec<String> = visit.field("q").split_whitespace().map(str::to_lowercase).collect();
    let found = operations::ALL.iter().filter(|operation| {
        let text = format!("{} {} {}", operation.id, operation.path, operation.summary).to_lowercase();
        words.iter().all(|word| text.contains(word))
    });
    let found: Vec<&Operation> = found.copied().collect();
    let content = html! {
        h1 { "Operations of the API" }
        form.search role="search" action="/explore/api" {
            label for="q" { "Words of a path or a summary" }
            input type="search" id="q" name="q" value=(visit.field("q")) maxlength="200";
            button type="submit" { "Filter" }
        }
        p role="status" { (found.len()) " of " (operations::ALL.len()) " operations. " a href="/openapi.json" { "openapi.json" } }
        dl.tables {
            @for operation in found {
                dt { a href=(format!("/explore/api/{}", operation.id)) { (operation.path) } }
                dd { (operation.summary) }
            }
        }
    };
    Ok(Reply::page("API", content))
}

pub(super) async fn operation(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let operation = named(visit)?;
    let missing = missing(operation, visit);
    if visit.is_sent() && !missing.is_empty() {
        return Err(missing.into());
    }
    let called = missing.is_empty().then(|| path(operation, visit));
    let answer = match &called {
        Some(path) => Some(site.answer(path, visit.base()).await?),
        None => None,
    };
    let problems = answer.as_ref().map(|(status, answer)| refused(operation, *status, answer));
    let problems = problems.unwrap_or_default();
    let fields = fields(operation, visit, &problems);
    let content = html! {
        (problems.summary(&fields))
        (heading(operation))
        (fields)
        @if let Some(path) = &called {
            h2 { "Call" }
            pre tabindex="0" { code { "curl -H 'X-API-Key: …' '" (visit.base()) (path) "'" } }
            pre tabindex="0" { code { "let answer = client.raw(\"" (path.trim_start_matches('/')) "\", &[]).await?;" } }
            p { "In Rust with types: " code { "client." (operation.id) "(…)" } }
        }
        @if let Some((status, answer)) = &answer { (shown(*status, answer, called.as_deref().unwrap_or_default())) }
    };
    Ok(Reply::page(operation.path, content))
}

/// The form, with what does not fit.
pub(super) async fn form(_: &Site, visit: &Visit, problems: &Problems) -> Result<Reply, Failed> {
    let operation = named(visit)?;
    let content = html! { (heading(operation)) (fields(operation, visit, problems)) };
    Ok(Reply::page(operation.path, content))
}

/// The operation that the address names.
fn named(visit: &Visit) -> Result<&'static Operation, Failed> {
    Operation::by_id(visit.segment(1)).ok_or_else(Failed::unknown_page)
}

/// The required parameters that have no value.
fn missing(operation: &Operation, visit: &Visit) -> Problems {
    let mut problems = Problems::default();
    let missing = |known: &Parameter| known.required && visit.field(known.name).is_empty();
    for parameter in operation.parameters.iter().filter(|known| missing(known)) {
        problems.add(id(parameter), format!("Type a value for {}.", parameter.name));
    }
    problems
}

/// Why the server refuses a call, at the parameter that it names.
fn refused(operation: &Operation, status: StatusCode, answer: &str) -> Problems {
    let value: Option<serde_json::Value> = serde_json::from_str(answer).ok();
    let error = value.as_ref().and_then(|value| value["error"].as_str()).filter(|_| !status.is_success());
    let Some(error) = error else { return Problems::default() };
    let is_named = |parameter: &Parameter| {
        error
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .any(|word| word == parameter.name)
    };
    let parameter = operation.parameters.iter().find(|known| is_named(known));
    Problems::of(parameter.map(|known| id(known)).unwrap_or_default(), error)
}

fn heading(operation: &Operation) -> Markup {
    html! {
        h1.path { (operation.path) }
        p { (operation.summary) " " a href="/explore/api" { "All operations" } }
    }
}

fn fields(operation: &Operation, visit: &Visit, problems: &Problems) -> Markup {
    html! {
        form.stack action=(format!("/explore/api/{}", operation.id)) {
            @for parameter in operation.parameters { (field(parameter, visit.field(parameter.name), problems)) }
            button type="submit" { "Call" }
        }
    }
}

/// The id of the field of a parameter.
fn id(parameter: &Parameter) -> String {
    format!("parameter-{}", parameter.name)
}

fn field(parameter: &Parameter, value: &str, problems: &Problems) -> Markup {
    let id = id(parameter);
    let hint = format!("{id}-hint");
    let (described, invalid) = (problems.described(&id, Some(&hint)), problems.invalid(&id));
    html! {
        label for=(id) { (parameter.name) @if parameter.required { " (required)" } }
        small id=(hint) { (with_code(parameter.description)) @if let Some(default) = parameter.default { " Default: " (default) "." } }
        (problems.message(&id))
        @match parameter.kind {
            ParameterType::Choice(words) => {
                select id=(id) name=(parameter.name) aria-describedby=[described] aria-invalid=[invalid] {
                    @if !parameter.required { option value="" { "" } }
                    @for word in words { option value=(word) selected[*word == value] { (word) } }
                }
            }
            ParameterType::Integer { minimum, maximum } => {
                input type="number" id=(id) name=(parameter.name) value=(value) min=[minimum] max=[maximum]
                    required[parameter.required] aria-describedby=[described] aria-invalid=[invalid];
            }
            _ => input id=(id) name=(parameter.name) value=(value) required[parameter.required] aria-describedby=[described] aria-invalid=[invalid] maxlength="2000";,
        }
    }
}

/// A description of the contract: what stands between backticks is code.
fn with_code(description: &str) -> Markup {
    html! {
        @for (at, part) in description.split('`').enumerate() {
            @if at % 2 == 1 { code { (text(part)) } } @else { (text(part)) }
        }
    }
}

/// The path of a call with the parameters of the form.
fn path(operation: &Operation, visit: &Visit) -> String {
    let mut path = operation.path.to_owned();
    let mut fields = Vec::new();
    for parameter in operation.parameters {
        let value = visit.field(parameter.name);
        match parameter.location {
            Location::Path => {
                let encoded = utf8_percent_encode(value, PLAIN).to_string();
                path = path.replace(&format!("{{{}}}", parameter.name), &encoded);
            }
            Location::Query => {
                let values = visit.all(parameter.name).filter(|value| !value.is_empty());
                fields.extend(values.map(|value| (parameter.name, value)));
            }
        }
    }
    format!("{path}{}", query(fields))
}

/// Characters that stand for themselves in a segment of a path.
const PLAIN: &percent_encoding::AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn shown(status: StatusCode, answer: &str, path: &str) -> Markup {
    let value: Option<serde_json::Value> = serde_json::from_str(answer).ok();
    let pretty = value.as_ref().and_then(|value| serde_json::to_string_pretty(value).ok());
    let pretty = pretty.unwrap_or_else(|| answer.to_owned());
    let cut = pretty.char_indices().map(|(at, _)| at).take_while(|at| *at <= SHOWN).last().unwrap_or(0);
    let whole = pretty.len() <= SHOWN;
    html! {
        h2 { "Answer" }
        p { "Status " (status) ", " (counted(answer.len(), "byte", "bytes")) ". " a href=(path) { "The answer alone" } }
        pre.answer tabindex="0" { code { (text(if whole { &pretty } else { &pretty[..cut] })) } }
        @if !whole { p.more { "The rest is left out here." } }
    }
}
