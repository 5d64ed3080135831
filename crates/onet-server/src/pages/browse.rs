//! Lists and trees of the service, one page for all: items with addresses lead on, codes of occupations to reports.

use maud::{Markup, html};
use onet_api::operation::Operation;
use onet_pages::html::text;
use serde_json::Value;

use super::frame::pager;
use super::item_list::{address, csv, items, lists_below};
use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::{Visit, query};

/// Items on a page.
const SIZE: i64 = 50;

/// The lists to begin with: path and name.
const LISTS: [(&str, &str); 17] = [
    ("online/job_families/", "Job families"),
    ("online/job_zones/", "Job zones"),
    ("online/career_clusters/", "Career clusters"),
    ("online/industries/", "Industries"),
    ("online/bright_outlook/", "Bright outlook"),
    ("online/stem_occupations/", "STEM occupations"),
    ("online/hot_technology/", "Hot technologies"),
    ("online/onet_data/knowledge/", "Knowledge"),
    ("online/onet_data/skills_basic/", "Basic skills"),
    ("online/onet_data/skills_cf/", "Cross-functional skills"),
    ("online/onet_data/abilities/", "Abilities"),
    ("online/onet_data/interests/", "Interests"),
    ("online/onet_data/work_activities/", "Work activities"),
    ("online/onet_data/work_context/", "Work context"),
    ("online/onet_data/work_styles/", "Work styles"),
    ("online/associations/", "Professional associations"),
    ("online/occupations/", "All occupations"),
];

/// The list that has the data of another one, which only leads to it.
fn data_of(path: &str) -> &str {
    match path.trim_end_matches('/') {
        "online/associations" | "online/associations/search" => "online/associations/all",
        _ => path,
    }
}

pub(super) async fn page(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let path = visit.field("path").trim_start_matches('/');
    if path.is_empty() {
        let content = html! {
            h1 { "Browse" }
            ul.lists {
                @for (path, name) in LISTS {
                    li {
                        @if site.has_list(data_of(path)).await { a href=(address(path)) { (name) } }
                        @else { (name) " " small { "not in this source" } }
                    }
                }
            }
        };
        return Ok(Reply::page("Browse", content));
    }
    let List { operation, answer, json } = list(site, visit).await?;
    let start = visit.start()?.to_string();
    let csv = format!("/explore/browse/list.csv{}", query([("path", path), ("start", start.as_str())]));
    let known = LISTS.iter().find(|(known, _)| *known == path).map(|(_, name)| (*name).to_owned());
    let title = match known.or_else(|| answer["title"].as_str().map(str::to_owned)) {
        Some(title) => Some(title),
        None => title_above(site, path).await,
    };
    let what = operation.summary.trim_end_matches('.');
    let mut missing = Vec::new();
    for below in lists_below(operation, &answer) {
        if !site.has_list(data_of(&below)).await {
            missing.push(below);
        }
    }
    let heading = title.clone().unwrap_or_else(|| format!("{what}: {}", last_segment(path)));
    let content = html! {
        h1 { (text(&heading)) }
        @if title.is_some() { p { (what) "." } }
        p.screen {
            a href="/explore/browse" { "All lists" } " " a href=(api(operation, path)) { "API" }
            " " a href=(csv) { "CSV" } " " a href=(json) { "JSON" }
        }
        (items(operation, &answer, &missing))
        (position(&answer, |start| {
            let start = start.to_string();
            format!("/explore/browse{}", query([("path", path), ("start", start.as_str())]))
        }))
    };
    Ok(Reply::page(heading, content))
}

/// The title of a list in the list above it, where the source has that.
async fn title_above(site: &Site, path: &str) -> Option<String> {
    let last = last_segment(path);
    let above = path.trim_end_matches('/').strip_suffix(last)?;
    Operation::find(above).filter(|found| found.tag == "online")?;
    let answer = site.client().raw(above, &[("end", "2000")]).await.ok()?;
    title_in(&answer, last)
}

/// The title of the item with a code, in a tree of items.
fn title_in(value: &Value, code: &str) -> Option<String> {
    let is_code = |value: &Value| match value {
        Value::String(text) => text == code,
        Value::Number(number) => number.to_string() == code,
        _ => false,
    };
    match value {
        Value::Array(items) => items.iter().find_map(|item| title_in(item, code)),
        Value::Object(members) if is_code(&value["code"]) || is_code(&value["id"]) => {
            let title = ["title", "name"].iter().find_map(|name| members.get(*name)?.as_str());
            title.map(str::to_owned)
        }
        Value::Object(members) => members.values().find_map(|member| title_in(member, code)),
        _ => None,
    }
}

fn last_segment(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// An answer of an operation, and the address that programs get it from.
pub(super) struct List {
    pub(super) operation: &'static Operation,
    pub(super) answer: Value,
    pub(super) json: String,
}

/// The list of the path in the query.
async fn list(site: &Site, visit: &Visit) -> Result<List, Failed> {
    let path = visit.field("path").trim_start_matches('/');
    let Some(operation) = Operation::find(path).filter(|found| found.tag == "online") else {
        return Err(Failed::unknown_page());
    };
    let bounds = bounds(visit)?;
    let bounds: Vec<(&str, &str)> = match operation.items() {
        Some(_) => bounds.iter().map(|(name, value)| (*name, value.as_str())).collect(),
        None => Vec::new(),
    };
    let answer = site.client().raw(path, &bounds).await.map_err(|failure| Failed::from(failure).of_path())?;
    Ok(List { operation, answer, json: format!("/{path}{}", query(bounds)) })
}

/// The part of a list that a page shows.
pub(super) fn bounds(visit: &Visit) -> Result<[(&'static str, String); 2], Failed> {
    let start = i64::from(visit.start()?);
    Ok([("start", start.to_string()), ("end", (start + SIZE - 1).to_string())])
}

/// A list as CSV.
pub(super) async fn file(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    if visit.segment(1) != "list.csv" {
        return Err(Failed::unknown_page());
    }
    let List { operation, answer, .. } = list(site, visit).await?;
    csv("list.csv", operation, &answer)
}

fn api(operation: &Operation, path: &str) -> String {
    let bare = path.trim_end_matches('/');
    let last = bare.rsplit('/').next().unwrap_or_default();
    let parameter = operation.path.split('/').find_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let fields = parameter.map(|name| query([(name, last)])).unwrap_or_default();
    format!("/explore/api/{}{fields}", operation.id)
}

pub(super) fn position(answer: &Value, address: impl Fn(i64) -> String) -> Markup {
    let number = |name: &str| answer[name].as_i64();
    match (number("start"), number("end"), number("total")) {
        (Some(start), Some(end), Some(total)) => pager(start, end, total, address, SIZE),
        _ => html! {},
    }
}
