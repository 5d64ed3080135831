//! Lists and trees of the service, one page for all: items with addresses lead on, codes of occupations to reports.

use maud::{Markup, html};
use onet_api::operation::Operation;
use onet_api::operations;
use onet_domain::OnetSocCode;
use onet_pages::html::text;
use serde_json::Value;

use super::frame::pager;
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

pub(super) async fn page(site: &Site, visit: Visit) -> Result<Reply, Failed> {
    let path = visit.field("path").trim_start_matches('/');
    if path.is_empty() {
        let content = html! {
            h1 { "Browse" }
            ul.lists { @for (path, name) in LISTS { li { a href=(address(path)) { (name) } } } }
        };
        return Ok(Reply::page("Browse", content));
    }
    let Some(operation) = Operation::find(path).filter(|found| found.tag == "online") else {
        return Err(Failed::unknown_page());
    };
    let start = i64::from(visit.number("start", 1));
    let bounds = [("start", start.to_string()), ("end", (start + SIZE - 1).to_string())];
    let bounds: Vec<(&str, &str)> = match operation.items() {
        Some(_) => bounds.iter().map(|(name, value)| (*name, value.as_str())).collect(),
        None => Vec::new(),
    };
    let answer = site.client().raw(path, &bounds).await?;
    let listed = LISTS.iter().find(|(known, _)| *known == path).map(|(_, name)| *name);
    let title = listed.or_else(|| answer["title"].as_str()).unwrap_or(operation.summary).to_owned();
    let content = html! {
        h1 { (text(&title)) }
        p { a href="/explore/browse" { "All lists" } " " a href=(api(operation, path)) { "API" } }
        (items(operation, &answer))
        (position(&answer, |start| {
            let start = start.to_string();
            format!("/explore/browse{}", query([("path", path), ("start", start.as_str())]))
        }))
    };
    Ok(Reply::page(title, content))
}

/// The crosswalks, each with a field for a code or a word.
pub(super) async fn crosswalks(site: &Site, visit: Visit) -> Result<Reply, Failed> {
    let (kind, words) = (visit.field("kind"), visit.field("keyword"));
    let kinds = operations::ALL.iter().filter_map(|operation| {
        let kind = operation.path.strip_prefix("/online/crosswalks/")?;
        (!kind.is_empty()).then_some((kind, operation))
    });
    let kinds: Vec<(&str, &Operation)> =
        kinds.map(|(kind, operation)| (kind.trim_end_matches('/'), *operation)).collect();
    let chosen = kinds.iter().find(|(known, _)| *known == kind).map(|(_, operation)| *operation);
    let start = i64::from(visit.number("start", 1));
    let answer = match (chosen, words) {
        (Some(operation), words) if !words.is_empty() => {
            let (begin, end) = (start.to_string(), (start + SIZE - 1).to_string());
            let fields = [("keyword", words), ("start", begin.as_str()), ("end", end.as_str())];
            Some((operation, site.client().raw(operation.path, &fields).await?))
        }
        _ => None,
    };
    let content = html! {
        h1 { "Crosswalks" }
        p { "From codes and titles of other classifications to occupations." }
        form.filters action="/explore/crosswalks" {
            div {
                label for="kind" { "Classification" }
                select id="kind" name="kind" {
                    @for (known, operation) in &kinds { option value=(known) selected[*known == kind] title=(operation.summary) { (name(known)) } }
                }
            }
            div { label for="keyword" { "Code or title" } input type="search" id="keyword" name="keyword" value=(words) required maxlength="200"; }
            button type="submit" { "Find" }
        }
        @if let Some((operation, answer)) = &answer {
            @if answer["total"].as_i64() == Some(0) {
                p role="status" { "Nothing found for “" (text(words)) "” in " (name(kind)) ". Try a whole code, or one word of a title." }
            }
            (items(operation, answer))
            (position(answer, |start| format!("/explore/crosswalks{}", visit.query_with(&[("start", &start.to_string())]))))
        }
    };
    Ok(Reply::page("Crosswalks", content))
}

fn name(kind: &str) -> &str {
    match kind {
        "education" => "Education programs (CIP)",
        "military" => "Military (MOC)",
        "occupation_handbook" => "Occupational Outlook Handbook",
        "RAPIDS" => "Apprenticeships (RAPIDS)",
        other => other,
    }
}

fn address(path: &str) -> String {
    format!("/explore/browse{}", query([("path", path)]))
}

fn api(operation: &Operation, path: &str) -> String {
    let bare = path.trim_end_matches('/');
    let last = bare.rsplit('/').next().unwrap_or_default();
    let parameter = operation.path.split('/').find_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let fields = parameter.map(|name| query([(name, last)])).unwrap_or_default();
    format!("/explore/api/{}{fields}", operation.id)
}

fn position(answer: &Value, address: impl Fn(i64) -> String) -> Markup {
    let number = |name: &str| answer[name].as_i64();
    match (number("start"), number("end"), number("total")) {
        (Some(start), Some(end), Some(total)) => pager(start, end, total, address, SIZE),
        _ => html! {},
    }
}

/// The items of an answer: of a page, of a bare list, or the members of an object.
pub(super) fn items(operation: &Operation, answer: &Value) -> Markup {
    let list = operation.items().and_then(|items| answer[items].as_array()).or_else(|| answer.as_array());
    match list {
        Some(list) => html! { ul.found { @for item in list { li { (entry(item)) } } } },
        None => entry(answer),
    }
}

/// One item: its name with a link, its figures, and the lists below it.
fn entry(item: &Value) -> Markup {
    let label = ["title", "name", "category"].iter().find_map(|name| item[*name].as_str());
    let code = ["code", "id"].iter().find_map(|name| match &item[*name] {
        Value::String(code) => Some(code.clone()),
        Value::Number(code) => Some(code.to_string()),
        _ => None,
    });
    let figures = [
        "importance",
        "level",
        "occupational_interest",
        "context",
        "percentage",
        "percentage_of_respondents",
    ];
    let figures = figures.iter().filter_map(|name| Some((name.replace('_', " "), item[*name].as_f64()?)));
    let lists = item.as_object().into_iter().flatten().filter_map(|(_, value)| value.as_array());
    html! {
        @match (label, target(item)) {
            (Some(label), Some(target)) => a href=(target) { (text(label)) },
            (Some(label), None) => (text(label)),
            (None, _) => @if let Some(words) = item.as_str() { (text(words)) },
        }
        @if let Some(code) = &code { " " span.code { (text(code)) } }
        @if item["tags"]["bright_outlook"].as_bool() == Some(true) { " " span class="tag good" { "bright outlook" } }
        @for (name, value) in figures { " " small { (name) " " (value) } }
        @if let Some(words) = item["description"].as_str().filter(|words| !words.is_empty()) { br; small { (text(words)) } }
        @for list in lists { ul { @for below in list { li { (entry(below)) } } } }
    }
}

/// Where an item leads: to a report, to another list, or nowhere.
fn target(item: &Value) -> Option<String> {
    if let Some(code) = item["code"].as_str().and_then(|code| code.parse::<OnetSocCode>().ok()) {
        return Some(format!("/explore/occupations/{code}"));
    }
    let href = item["href"].as_str()?;
    let path = href.split_once("://")?.1.split_once('/')?.1;
    path.starts_with("online/").then(|| address(path))
}
