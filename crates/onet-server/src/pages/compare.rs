//! Occupations side by side.

use maud::{Markup, html};
use onet_domain::OnetSocCode;
use onet_domain::comparison::{Comparison, ComparisonDocument, Order};
use onet_pages::html::{Additions, Links, body_with};
use onet_pages::records::{self, Record};
use onet_pages::reports;

use super::frame::occupation_field;
use super::problem::Problems;
use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::Visit;

/// Elements of a section, and items of a list.
const SHOWN: usize = 8;
/// Occupations side by side, at most.
const MOST: usize = 6;

pub(super) async fn page(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let (codes, order) = wanted(site, visit).await?;
    let list: Vec<String> = codes.iter().map(ToString::to_string).collect();
    let list = list.join(",");
    let document = match codes.len() {
        2..=MOST => Some(Comparison::new(site.client().clone()).document(&codes, order).await?),
        _ => None,
    };
    let shown = if visit.field("show") == "all" { usize::MAX } else { SHOWN };
    let whole = format!("/explore/compare?codes={list}&sort={order}&show=all");
    let mut titles = Vec::new();
    if document.is_none() {
        for code in &codes {
            titles.push(site.client().online_occupations_overview(*code).await?.title);
        }
    }
    let additions = Additions { whole: (shown == SHOWN).then_some(whole.as_str()), ..Additions::default() };
    let form = fields(&list, "", order, Problems::NONE);
    let content = html! {
        @match &document {
            None => {
                h1 { "Compare occupations" }
                p { "Two to six occupations side by side: in what they differ most, and what they have in common." }
                @if !codes.is_empty() { p role="status" { "Chosen so far: " (onet_pages::html::text(&titles.join(", "))) ". Add another one." } }
                (form)
            }
            Some(document) => {
                (form)
                (body_with(&reports::comparison(document, shown), Links::Served, &additions))
                nav.actions aria-label="This comparison" {
                    ul {
                        @if shown == SHOWN { li { a href=(whole) { "Show everything" } } }
                        li { a href=(format!("/explore/compare/comparison.csv?codes={list}&sort={order}")) { "CSV" } }
                        li { a href=(format!("/explore/compare/comparison.json?codes={list}&sort={order}")) { "JSON" } }
                        @for found in &document.occupations {
                            li { a href=(format!("/explore/occupations/{}", found.code)) { (onet_pages::html::text(&found.title)) } }
                        }
                    }
                }
            }
        }
    };
    Ok(Reply::page("Compare", content))
}

/// The form, with what does not fit.
pub(super) async fn form(_: &Site, visit: &Visit, problems: &Problems) -> Result<Reply, Failed> {
    let lists = visit.all("codes").flat_map(|list| list.split(','));
    let codes: Vec<String> =
        lists.filter_map(|text| Some(OnetSocCode::parse_lenient(text).ok()?.to_string())).collect();
    let order = visit.field("sort").parse().unwrap_or(Order::Difference);
    let list = codes[..codes.len().min(MOST)].join(",");
    let content = html! {
        h1 { "Compare occupations" }
        @if !list.is_empty() { p { "Chosen so far: " (list.replace(',', ", ")) ". " a href="/explore/compare" { "Begin anew" } } }
        (fields(&list, visit.field("add"), order, problems))
    };
    Ok(Reply::page("Compare", content))
}

/// The fields: an occupation to add to those that are chosen, and the order.
fn fields(codes: &str, added: &str, order: Order, problems: &Problems) -> Markup {
    html! {
        form.filters action="/explore/compare" {
            @if !codes.is_empty() { input type="hidden" name="codes" value=(codes); }
            div { (occupation_field("add", "Add an occupation", added, problems)) }
            div {
                label for="sort" { "Order of elements" }
                (problems.message("sort"))
                select id="sort" name="sort" aria-describedby=[problems.described("sort", None)] aria-invalid=[problems.invalid("sort")] {
                    @for known in Order::ALL { option value=(known) selected[known == order] { (known.title()) } }
                }
            }
            button type="submit" { "Compare" }
        }
    }
}

/// The values of the comparison as CSV or JSON.
pub(super) async fn file(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let (codes, order) = wanted(site, visit).await?;
    if !(2..=MOST).contains(&codes.len()) {
        return Err(Failed::input(format!("A comparison has two to {MOST} occupations.")));
    }
    let document: ComparisonDocument = Comparison::new(site.client().clone()).document(&codes, order).await?;
    match visit.segment(1) {
        "comparison.csv" => {
            let rows = records::comparison(&document).into_iter().map(Record::into_cells);
            Reply::csv("comparison.csv".to_owned(), &records::COLUMNS, rows)
        }
        "comparison.json" => Reply::json_file("comparison.json".to_owned(), &document),
        _ => Err(Failed::unknown_page()),
    }
}

/// The codes of the query, each once, with the occupation that is added, and the order.
async fn wanted(site: &Site, visit: &Visit) -> Result<(Vec<OnetSocCode>, Order), Failed> {
    let mut codes: Vec<OnetSocCode> = Vec::new();
    for text in visit.all("codes").flat_map(|list| list.split(',')).filter(|text| !text.trim().is_empty()) {
        let code = OnetSocCode::parse_lenient(text).map_err(|_| {
            Failed::field("add", format!("“{text}” is no code of an occupation, such as 29-1051.00."))
        })?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let added = visit.field("add");
    if !added.is_empty() {
        let page = site.client().online_search(added, onet_api::PageRange::starting_at(1, 1)).await?;
        let Some(first) = page.occupation.first() else {
            return Err(Failed::field("add", format!("Nothing found for “{added}”.")));
        };
        let code = first.code.parse()?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.len() > MOST {
        let message = format!("{MOST} occupations are compared at most, not {}.", codes.len());
        return Err(Failed::field("add", message));
    }
    let order = match visit.field("sort") {
        "" => Order::Difference,
        name => name.parse().map_err(|failure| Failed::from(failure).at("sort"))?,
    };
    Ok((codes, order))
}
