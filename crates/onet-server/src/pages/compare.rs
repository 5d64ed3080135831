//! Occupations side by side.

use maud::{Markup, html};
use onet_domain::OnetSocCode;
use onet_domain::comparison::{Comparison, ComparisonDocument, Order};
use onet_pages::html::{Additions, Links, body_with, text};
use onet_pages::records::{self, Record};
use onet_pages::svg::{letter, mark};
use onet_pages::{Block, Table, reports};

use super::frame::occupation_field;
use super::problem::Problems;
use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::{Visit, query};

/// Elements of a section, and items of a list.
const SHOWN: usize = 8;
/// Occupations side by side, at most.
const MOST: usize = 6;

pub(super) async fn page(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let (codes, order) = wanted(site, visit).await?;
    if !(2..=MOST).contains(&codes.len()) {
        let content = beginning(&chosen(site, &codes).await?, "", order, Problems::NONE);
        return Ok(Reply::page("Compare", content));
    }
    let document = Comparison::new(site.client().clone()).document(&codes, order).await?;
    let chosen: Vec<Chosen> =
        document.occupations.iter().map(|found| (found.code, found.title.clone())).collect();
    let is_whole = visit.field("show") == "all";
    let list = listed(&codes);
    let whole = format!("/explore/compare?codes={list}&sort={order}&show=all");
    let additions = Additions { whole: (!is_whole).then_some(whole.as_str()), ..Additions::default() };
    let mut report = reports::comparison(&document, if is_whole { usize::MAX } else { SHOWN });
    let titles: Vec<&str> = chosen.iter().map(|(_, title)| title.as_str()).collect();
    // The page lists the occupations below a heading of its own, as links.
    report.blocks.retain(|block| !matches!(block, Block::Title(_)));
    let facts = report.blocks.iter_mut().find_map(|block| match block {
        Block::Table(facts) => Some(facts),
        _ => None,
    });
    if let Some(facts) = facts {
        name_columns(facts, &titles);
    }
    let content = html! {
        h1 { "Comparison" }
        (occupations(&chosen, order))
        (fields(&list, "", order, Problems::NONE))
        (body_with(&report, Links::Served, &additions))
        nav.actions aria-label="This comparison" {
            ul {
                @if !is_whole { li { a href=(whole) { "Show everything" } } }
                li { a href=(format!("/explore/compare/comparison.csv?codes={list}&sort={order}")) { "CSV" } }
                li { a href=(format!("/explore/compare/comparison.json?codes={list}&sort={order}")) { "JSON" } }
                li { a href="/explore/compare" { "Begin anew" } }
            }
        }
    };
    Ok(Reply::page(format!("Compare: {}", titles.join("; ")), content))
}

/// Names the columns of the facts by the occupations, which need no row for their titles then.
fn name_columns(facts: &mut Table, titles: &[&str]) {
    if facts.columns.len() != titles.len() + 1 {
        return;
    }
    facts.rows.retain(|row| row.iter().skip(1).ne(titles.iter()));
    for (at, (column, title)) in facts.columns.iter_mut().skip(1).zip(titles).enumerate() {
        *column = format!("{} {title}", letter(at));
    }
}

/// The form, with what does not fit. What is at fault may be one of the codes.
pub(super) async fn form(site: &Site, visit: &Visit, problems: &Problems) -> Result<Reply, Failed> {
    let lists = visit.all("codes").flat_map(|list| list.split(','));
    let codes = lists.filter_map(|text| OnetSocCode::parse_lenient(text).ok()).take(MOST);
    let mut known = Vec::new();
    for code in codes {
        known.extend(chosen(site, &[code]).await.unwrap_or_default());
    }
    let order = visit.field("sort").parse().unwrap_or(Order::Difference);
    Ok(Reply::page("Compare", beginning(&known, visit.field("add"), order, problems)))
}

/// An occupation that is chosen, and its title.
type Chosen = (OnetSocCode, String);

async fn chosen(site: &Site, codes: &[OnetSocCode]) -> Result<Vec<Chosen>, Failed> {
    let mut chosen = Vec::new();
    for code in codes {
        let found = site.client().online_occupations_overview(*code).await;
        let found = found.map_err(|failure| Failed::from(failure).at("add"))?;
        chosen.push((*code, found.title));
    }
    Ok(chosen)
}

fn listed(codes: &[OnetSocCode]) -> String {
    let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
    codes.join(",")
}

/// The page while there are too few occupations to compare.
fn beginning(chosen: &[Chosen], added: &str, order: Order, problems: &Problems) -> Markup {
    let codes: Vec<OnetSocCode> = chosen.iter().map(|(code, _)| *code).collect();
    html! {
        h1 { "Compare occupations" }
        p { "Two to six occupations side by side: in what they differ most, and what they have in common." }
        @if !chosen.is_empty() {
            h2.section id="chosen" { "Chosen so far" }
            (occupations(chosen, order))
        }
        (fields(&listed(&codes), added, order, problems))
    }
}

/// The occupations, each with a link that takes it out.
fn occupations(chosen: &[Chosen], order: Order) -> Markup {
    let without = |code: OnetSocCode| {
        let others: Vec<String> =
            chosen.iter().filter(|(known, _)| *known != code).map(|(known, _)| known.to_string()).collect();
        let others = others.join(",");
        let order = order.to_string();
        format!(
            "/explore/compare{}",
            query([("codes", others.as_str()), ("sort", &order)].into_iter().filter(|_| !others.is_empty()))
        )
    };
    html! {
        ul.chosen {
            @for (at, (code, title)) in chosen.iter().enumerate() {
                li {
                    (mark(at)) " " a href=(format!("/explore/occupations/{code}")) { (text(title)) } " " span.code { (code) }
                    " " a.aside href=(without(*code)) aria-label=(format!("Remove {title}")) { "Remove" }
                }
            }
        }
    }
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
