//! Items of an answer of any operation: as a list on a page, and as rows of CSV.

use maud::{Markup, html};
use onet_api::operation::Operation;
use onet_domain::OnetSocCode;
use onet_pages::html::text;
use serde_json::Value;

use super::reply::{Failed, Reply};
use super::visit::query;

/// Members that are figures.
const FIGURES: [&str; 6] =
    ["importance", "level", "occupational_interest", "context", "percentage", "percentage_of_respondents"];

/// What is shown of an item.
struct Item<'a> {
    label: &'a str,
    code: Option<String>,
    description: &'a str,
    is_bright: bool,
    figures: Vec<(&'static str, f64)>,
    below: Vec<&'a Value>,
}

impl<'a> Item<'a> {
    fn read(item: &'a Value) -> Self {
        let label = ["title", "name", "category"].iter().find_map(|name| item[*name].as_str());
        let code = ["code", "id"].iter().find_map(|name| match &item[*name] {
            Value::String(code) => Some(code.clone()),
            Value::Number(code) => Some(code.to_string()),
            _ => None,
        });
        let lists = item.as_object().into_iter().flatten().filter_map(|(_, value)| value.as_array());
        Self {
            label: label.or(item.as_str()).unwrap_or_default(),
            code,
            description: item["description"].as_str().unwrap_or_default(),
            is_bright: item["tags"]["bright_outlook"].as_bool() == Some(true),
            figures: FIGURES.into_iter().filter_map(|name| Some((name, item[name].as_f64()?))).collect(),
            below: lists.flatten().collect(),
        }
    }
}

/// The items of a page, of a bare list, or the answer itself.
fn listed<'a>(operation: &Operation, answer: &'a Value) -> Option<&'a Vec<Value>> {
    operation.items().and_then(|items| answer[items].as_array()).or_else(|| answer.as_array())
}

/// The items of an answer: of a page, of a bare list, or the members of an object.
///
/// Those that lead to a list in `missing` have no link.
pub(super) fn items(operation: &Operation, answer: &Value, missing: &[String]) -> Markup {
    match listed(operation, answer) {
        Some(list) => html! { ul.found { @for item in list { li { (entry(item, missing)) } } } },
        None => entry(answer, missing),
    }
}

/// The lists that the items of an answer lead to.
pub(super) fn lists_below(operation: &Operation, answer: &Value) -> Vec<String> {
    let items = listed(operation, answer).into_iter().flatten();
    items.filter(|item| code_of(item).is_none()).filter_map(list_of).map(str::to_owned).collect()
}

/// One item: its name with a link, its figures, and the lists below it.
fn entry(value: &Value, missing: &[String]) -> Markup {
    let item = Item::read(value);
    let lists = value.as_object().into_iter().flatten().filter_map(|(_, value)| value.as_array());
    let is_missing = list_of(value).is_some_and(|path| missing.iter().any(|known| known == path));
    html! {
        @match target(value) {
            Some(target) if !item.label.is_empty() && !is_missing => a href=(target) { (text(item.label)) },
            _ => (text(item.label)),
        }
        @if is_missing { " " small { "not in this source" } }
        @if let Some(code) = &item.code { " " span.code { (text(code)) } }
        @if item.is_bright { " " span class="tag good" { "bright outlook" } }
        @for (name, value) in &item.figures { " " small { (name.replace('_', " ")) " " (value) } }
        @if !item.description.is_empty() { br; small { (text(item.description)) } }
        @for list in lists { ul { @for below in list { li { (entry(below, missing)) } } } }
    }
}

/// The same items as a file: a row for each, those below an item after it.
pub(super) fn csv(name: &str, operation: &Operation, answer: &Value) -> Result<Reply, Failed> {
    let mut found = Vec::new();
    match listed(operation, answer) {
        Some(list) => list.iter().for_each(|item| collect(item, 0, &mut found)),
        None => collect(answer, 0, &mut found),
    }
    let figures: Vec<&str> = FIGURES
        .into_iter()
        .filter(|name| found.iter().any(|(_, item)| item.figures.iter().any(|(known, _)| known == name)))
        .collect();
    let columns = ["depth", "code", "title", "description", "bright_outlook"].into_iter();
    let columns: Vec<&str> = columns.chain(figures.iter().copied()).collect();
    let rows = found.iter().map(|(depth, item)| {
        let figure = |name: &&str| item.figures.iter().find(|(known, _)| known == name);
        let figures =
            figures.iter().map(|name| figure(name).map_or(String::new(), |(_, value)| value.to_string()));
        let is_bright = if item.is_bright { "yes" } else { "" };
        let code = item.code.clone().unwrap_or_default();
        [depth.to_string(), code, item.label.to_owned(), item.description.to_owned(), is_bright.to_owned()]
            .into_iter()
            .chain(figures)
            .collect()
    });
    Reply::csv(name.to_owned(), &columns, rows)
}

fn collect<'a>(value: &'a Value, depth: usize, found: &mut Vec<(usize, Item<'a>)>) {
    let item = Item::read(value);
    let below = item.below.clone();
    found.push((depth, item));
    below.into_iter().for_each(|value| collect(value, depth + 1, found));
}

/// Where an item leads: to a report, to another list, or nowhere.
fn target(item: &Value) -> Option<String> {
    match code_of(item) {
        Some(code) => Some(format!("/explore/occupations/{code}")),
        None => list_of(item).map(address),
    }
}

/// The code of an occupation.
fn code_of(item: &Value) -> Option<OnetSocCode> {
    item["code"].as_str().and_then(|code| code.parse().ok())
}

/// The path of the list that an item leads to.
fn list_of(item: &Value) -> Option<&str> {
    let path = item["href"].as_str()?.split_once("://")?.1.split_once('/')?.1;
    path.starts_with("online/").then_some(path)
}

/// The page of a list.
pub(super) fn address(path: &str) -> String {
    format!("/explore/browse{}", query([("path", path)]))
}
