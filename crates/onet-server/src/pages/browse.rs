//! Lists and trees of the service, one page for all: items with addresses lead on, codes of occupations to reports.

use maud::{Markup, html};
use onet_api::operation::Operation;
use onet_api::operations;
use onet_pages::html::text;
use serde_json::Value;

use super::frame::pager;
use super::item_list::{address, csv, items};
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
    let List { operation, answer, json } = list(site, &visit).await?;
    let start = i64::from(visit.number("start", 1)).to_string();
    let csv = format!("/explore/browse/list.csv{}", query([("path", path), ("start", start.as_str())]));
    let listed = LISTS.iter().find(|(known, _)| *known == path).map(|(_, name)| *name);
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let what = operation.summary.trim_end_matches('.');
    let title = listed.or_else(|| answer["title"].as_str()).map(str::to_owned);
    let title = title.unwrap_or_else(|| format!("{what}: {last}"));
    let content = html! {
        h1 { (text(&title)) }
        p {
            a href="/explore/browse" { "All lists" } " " a href=(api(operation, path)) { "API" }
            " " a href=(csv) { "CSV" } " " a href=(json) { "JSON" }
        }
        (items(operation, &answer))
        (position(&answer, |start| {
            let start = start.to_string();
            format!("/explore/browse{}", query([("path", path), ("start", start.as_str())]))
        }))
    };
    Ok(Reply::page(title, content))
}

/// An answer of an operation, and the address that programs get it from.
struct List {
    operation: &'static Operation,
    answer: Value,
    json: String,
}

/// The list of the path in the query.
async fn list(site: &Site, visit: &Visit) -> Result<List, Failed> {
    let path = visit.field("path").trim_start_matches('/');
    let Some(operation) = Operation::find(path).filter(|found| found.tag == "online") else {
        return Err(Failed::unknown_page());
    };
    let bounds = bounds(visit);
    let bounds: Vec<(&str, &str)> = match operation.items() {
        Some(_) => bounds.iter().map(|(name, value)| (*name, value.as_str())).collect(),
        None => Vec::new(),
    };
    let answer = site.client().raw(path, &bounds).await?;
    Ok(List { operation, answer, json: format!("/{path}{}", query(bounds)) })
}

/// The part of a list that a page shows.
fn bounds(visit: &Visit) -> [(&'static str, String); 2] {
    let start = i64::from(visit.number("start", 1));
    [("start", start.to_string()), ("end", (start + SIZE - 1).to_string())]
}

/// A list as CSV.
pub(super) async fn file(site: &Site, visit: Visit) -> Result<Reply, Failed> {
    if visit.segment(1) != "list.csv" {
        return Err(Failed::unknown_page());
    }
    let List { operation, answer, .. } = list(site, &visit).await?;
    csv("list.csv", operation, &answer)
}

/// The crosswalks: their names and operations.
fn kinds() -> Vec<(&'static str, &'static Operation)> {
    let kinds = operations::ALL.iter().filter_map(|operation| {
        let kind = operation.path.strip_prefix("/online/crosswalks/")?;
        (!kind.is_empty()).then_some((kind.trim_end_matches('/'), *operation))
    });
    kinds.collect()
}

/// The entries that the query finds; none without words.
async fn found(site: &Site, visit: &Visit) -> Result<Option<List>, Failed> {
    let (kind, words) = (visit.field("kind"), visit.field("keyword"));
    let chosen = kinds().into_iter().find(|(known, _)| *known == kind);
    let Some((_, operation)) = chosen.filter(|_| !words.is_empty()) else { return Ok(None) };
    let [(_, start), (_, end)] = bounds(visit);
    let fields = [("keyword", words), ("start", start.as_str()), ("end", end.as_str())];
    let answer = site.client().raw(operation.path, &fields).await?;
    Ok(Some(List { operation, answer, json: format!("{}{}", operation.path, query(fields)) }))
}

/// The entries that a crosswalk finds, as CSV.
pub(super) async fn crosswalk_file(site: &Site, visit: Visit) -> Result<Reply, Failed> {
    match (visit.segment(1), found(site, &visit).await?) {
        ("list.csv", Some(List { operation, answer, .. })) => csv("crosswalk.csv", operation, &answer),
        _ => Err(Failed::unknown_page()),
    }
}

/// The crosswalks, each with a field for a code or a word.
pub(super) async fn crosswalks(site: &Site, visit: Visit) -> Result<Reply, Failed> {
    let (kind, words) = (visit.field("kind"), visit.field("keyword"));
    let kinds = kinds();
    let answer = found(site, &visit).await?;
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
        @if let Some(List { operation, answer, json }) = &answer {
            @if answer["total"].as_i64() == Some(0) {
                p role="status" { "Nothing found for “" (text(words)) "” in " (name(kind)) ". Try a whole code, or one word of a title." }
            } @else {
                p {
                    a href=(format!("/explore/crosswalks/list.csv{}", visit.query_with(&[]))) { "CSV" }
                    " " a href=(json) { "JSON" }
                }
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
