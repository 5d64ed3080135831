//! The first page, the search for occupations, and the suggestions of the script.

use maud::{Markup, html};
use onet_api::PageRange;
use onet_api::operation::Operation;
use onet_api::types;
use onet_pages::html::text;

use super::frame::{occupation_field, pager};
use super::item_list::csv;
use super::problem::Problems;
use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::{Visit, query};

/// Occupations on a page.
const SIZE: u32 = 20;
/// Occupations that are suggested, at most.
const SUGGESTED: u32 = 10;

/// What can be done here: address, name and a sentence.
const TASKS: [(&str, &str, &str); 8] = [
    ("related", "Related activities", "Which occupations share what people do in one?"),
    ("compare", "Compare", "In what do occupations differ most?"),
    ("profiler", "Interests", "Answer questions on your interests and see careers."),
    ("browse", "Browse", "Job families, job zones, knowledge, skills and more."),
    ("crosswalks", "Crosswalks", "From codes of other classifications to occupations."),
    ("code", "Code titles", "Paste job titles and get their codes."),
    ("tables", "Tables", "The rows of the database, with filters, as CSV."),
    ("api", "API", "Each operation with its parameters, and an answer."),
];

pub(super) async fn home(_: &Site, _: &Visit) -> Result<Reply, Failed> {
    let content = html! {
        h1 { "Occupations, and what people do in them" }
        form.search role="search" action="/explore/search" {
            (occupation_field("q", "Occupation, title or code", "", Problems::NONE))
            button type="submit" { "Search" }
        }
        ul.tasks {
            @for (path, name, what) in TASKS {
                li { a href=(format!("/explore/{path}")) { (name) } p { (what) } }
            }
        }
        p { "Programs get JSON from the same addresses as the official service; "
            a href="/openapi.json" { "openapi.json" } " describes them." }
    };
    Ok(Reply::page("onet", content))
}

/// The form of the search.
pub(super) async fn form(_: &Site, visit: &Visit, problems: &Problems) -> Result<Reply, Failed> {
    Ok(Reply::page("Search", fields(visit.field("q"), problems)))
}

fn fields(words: &str, problems: &Problems) -> Markup {
    html! {
        h1 { "Search" }
        form.search role="search" action="/explore/search" {
            (occupation_field("q", "Occupation, title or code", words, problems))
            button type="submit" { "Search" }
        }
    }
}

pub(super) async fn search(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let words = visit.field("q");
    let found = match words {
        "" => None,
        words => {
            let range = PageRange::starting_at(visit.start()?, SIZE);
            let found = site.client().online_search(words, range).await;
            Some(found.map_err(|failure| Failed::from(failure).at("q"))?)
        }
    };
    let json = fields_of(visit)?;
    let json = query(json.iter().map(|(name, value)| (*name, value.as_str())));
    let content = html! {
        (fields(words, Problems::NONE))
        @if let Some(found) = &found {
            @if found.total == 0 {
                p role="status" { "Nothing found for “" (text(words)) "”. Try another word, a part of a title, or a code such as 29-1051." }
            } @else {
                p.screen {
                    a href=(format!("/explore/search/list.csv{}", visit.query_with(&[]))) { "CSV" }
                    " " a href=(format!("/online/search{json}")) { "JSON" }
                }
                ol.found start=(found.start) {
                    @for occupation in &found.occupation { (item(occupation)) }
                }
                (pager(found.start, found.end, found.total, |start| {
                    format!("/explore/search{}", visit.query_with(&[("start", &start.to_string())]))
                }, i64::from(SIZE)))
            }
        }
    };
    Ok(Reply::page(if words.is_empty() { "Search".to_owned() } else { format!("Search: {words}") }, content))
}

/// What the page of the same query shows, as CSV.
pub(super) async fn file(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    if visit.segment(1) != "list.csv" {
        return Err(Failed::unknown_page());
    }
    let fields = fields_of(visit)?;
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let operation = Operation::find("/online/search").ok_or_else(Failed::unknown_page)?;
    let answer = site.client().raw(operation.path, &fields).await;
    csv("search.csv", operation, &answer.map_err(|failure| Failed::from(failure).at("q"))?)
}

/// The parameters of the operation for the part of the list that the page shows.
fn fields_of(visit: &Visit) -> Result<[(&'static str, String); 3], Failed> {
    let start = visit.start()?;
    let end = start.saturating_add(SIZE - 1);
    Ok([("keyword", visit.field("q").to_owned()), ("start", start.to_string()), ("end", end.to_string())])
}

fn item(found: &types::OccupationRef) -> Markup {
    html! {
        li {
            a href=(format!("/explore/occupations/{}", found.code)) { (text(&found.title)) }
            " " span.code { (found.code) }
            @if found.tags.bright_outlook == Some(true) { " " span class="tag good" { "bright outlook" } }
            " " a.aside href=(format!("/explore/related/{}", found.code)) aria-label=(format!("Related activities of {}", found.title)) { "related activities" }
        }
    }
}

/// Occupations for the text so far, for the script.
pub(super) async fn suggest(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let words = visit.field("q");
    if words.is_empty() {
        return Ok(Reply::Json(b"[]".to_vec()));
    }
    let found = site.client().online_search(words, PageRange::starting_at(1, SUGGESTED)).await?;
    let found: Vec<_> = found
        .occupation
        .iter()
        .map(|found| serde_json::json!({"code": found.code, "title": found.title}))
        .collect();
    Ok(Reply::Json(serde_json::to_vec(&found).unwrap_or_default()))
}
