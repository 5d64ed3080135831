//! Job titles to codes: paste a list, get codes with scores.

use axum::body::{Body, to_bytes};
use http::header::CONTENT_TYPE;
use http::{Method, Request, StatusCode};
use maud::{Markup, html};
use onet_pages::Rated;
use onet_pages::html::text;
use onet_pages::svg::meter;
use serde::Deserialize;
use serde_json::json;
use tower::ServiceExt as _;

use super::frame::counted;
use super::reply::{Failed, Reply};
use super::site::Site;
use super::title_list::List;
use super::visit::Visit;

/// Titles of a form, at most.
const TITLES: usize = 1000;
/// Candidates of each title.
const TOP: usize = 3;
/// Bytes of an answer, at most.
const ANSWER: usize = 16 << 20;
/// The pick that no candidate is right.
const NONE: &str = "none";
/// Below this score no candidate is taken unless a person picks one.
const UNLIKELY: f64 = 0.2;
/// Below this score a candidate needs a look.
const UNSURE: f64 = 0.5;

#[derive(Deserialize)]
struct Answer {
    results: Vec<Coded>,
}

#[derive(Deserialize)]
struct Coded {
    title: String,
    seniority: Option<String>,
    candidates: Vec<Candidate>,
}

#[derive(Deserialize)]
struct Candidate {
    code: String,
    title: String,
    score: f64,
    matched_title: String,
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
}

pub(super) async fn page(site: &Site, visit: Visit) -> Result<Reply, Failed> {
    let list = List::read(&visit)?;
    let titles = list.titles();
    if titles.len() > TITLES {
        let message =
            format!("{TITLES} titles are coded at once, not {}. For more: onet code FILE.", titles.len());
        return Err(Failed::input(message));
    }
    let coded = match titles.is_empty() {
        true => Vec::new(),
        false => code(site, &titles).await?,
    };
    let chosen = coded.into_iter().enumerate();
    let chosen: Vec<Chosen> =
        chosen.map(|(at, found)| Chosen::new(at, found, visit.sent(&format!("pick{at}")))).collect();
    match visit.sent("as").filter(|_| list.is_ready()) {
        Some("csv") => return csv(&list, &chosen),
        Some("json") => return json_file(&list, &chosen),
        _ => {}
    }
    let content = html! {
        h1 { "Code job titles" }
        (form(&list))
        @if !chosen.is_empty() { (results(&chosen)) }
    };
    Ok(Reply::page("Code titles", content))
}

fn form(list: &List) -> Markup {
    html! {
        form.stack id="coding" method="post" action="/explore/code" enctype="multipart/form-data" {
            @if !list.is_ready() {
                p.failed role="alert" { "Which column has the titles? Choose it below." }
            }
            label for="titles" { "Job titles, one on a line" }
            small id="titles-hint" { "Or rows of a table, CSV or TSV, whose first row names the columns." }
            textarea id="titles" name="titles" rows="8" aria-describedby="titles-hint" { "\n" (text(&list.text)) }
            label for="file" { "Or a file of them" }
            input type="file" id="file" name="file" accept=".txt,.csv,.tsv,text/plain,text/csv,text/tab-separated-values";
            label for="layout" { "A line is" }
            select id="layout" name="layout" {
                option value="lines" { "a title" }
                option value="table" selected[list.table.is_some()] { "a row of a table" }
            }
            @if let Some(table) = &list.table {
                label for="column" { "Column of the titles" }
                select id="column" name="column" {
                    @if table.column.is_none() { option value="" { "choose one" } }
                    @for (at, name) in table.names.iter().enumerate() {
                        option value=(name) selected[table.column == Some(at)] { (text(name)) }
                    }
                }
            }
            p.submit {
                button type="submit" { "Code" }
                " " button type="submit" name="as" value="csv" { "Download CSV" }
            }
        }
    }
}

/// Asks the route that programs ask.
async fn code(site: &Site, titles: &[&str]) -> Result<Vec<Coded>, Failed> {
    let body = json!({"titles": titles, "top": TOP}).to_string();
    let request = Request::builder()
        .method(Method::POST)
        .uri("/code")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(body))
        .map_err(|failure| Failed::server(failure.to_string()))?;
    let response = match site.coding().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let status = response.status();
    let body = to_bytes(response.into_body(), ANSWER).await;
    let body = body.map_err(|failure| Failed::server(failure.to_string()))?;
    let failed = |failure: serde_json::Error| Failed::server(failure.to_string());
    if status != StatusCode::OK {
        let Refusal { error } = serde_json::from_slice(&body).map_err(failed)?;
        return Err(Failed::input(error));
    }
    Ok(serde_json::from_slice::<Answer>(&body).map_err(failed)?.results)
}

fn results(coded: &[Chosen]) -> Markup {
    let unsure = coded.iter().filter(|found| found.is_unsure()).count();
    let expected: f64 = coded.iter().filter_map(Chosen::candidate).map(|found| found.score).sum();
    html! {
        p role="status" {
            (counted(coded.len(), "title", "titles")) "; by their scores, about " (format!("{expected:.0}")) " of the codes are right. "
            (counted(unsure, "needs", "need")) " a look."
        }
        div.scroll tabindex="0" role="region" aria-label="Codes" {
            table.rows.stacked {
                thead {
                    tr {
                        th scope="col" { "Title" }
                        th scope="col" { "Occupation" }
                        th scope="col" { "Score" }
                        th scope="col" { "Matched title" }
                        th scope="col" { "Seniority" }
                    }
                }
                tbody { @for found in coded { (row(found)) } }
            }
        }
        p.submit {
            button type="submit" form="coding" name="as" value="csv" { "Download CSV with these choices" }
            " " button type="submit" form="coding" name="as" value="json" { "Download JSON" }
        }
    }
}

fn row(found: &Chosen) -> Markup {
    let coded = &found.coded;
    html! {
        tr class=[found.is_unsure().then_some("unsure")] {
            td { (text(&coded.title)) @if found.is_unsure() { " " span class="tag hot" { "look" } } }
            td {
                @match found.candidate() {
                    Some(candidate) => (occupation(candidate)),
                    None => @if coded.candidates.is_empty() { "No occupation found" } @else { "None" },
                }
                @if !coded.candidates.is_empty() { (candidates(found)) }
            }
            @match found.candidate() {
                Some(candidate) => {
                    td.bar data-label="Score" { (meter(&Rated::new("", percent(candidate.score)))) (percent(candidate.score)) "%" }
                    td data-label="Matched title" { (text(&candidate.matched_title)) }
                }
                None => { td {} td {} }
            }
            td { (coded.seniority.as_deref().unwrap_or_default()) }
        }
    }
}

/// The candidates, one of which can be picked.
fn candidates(found: &Chosen) -> Markup {
    html! {
        details {
            summary { "Other candidates" }
            select name=(format!("pick{}", found.at)) form="coding" aria-label=(format!("Occupation of {}", found.coded.title)) {
                @for (at, next) in found.coded.candidates.iter().enumerate() {
                    option value=(next.code) selected[found.pick == Pick::Candidate(at)] {
                        (text(&next.title)) " " (next.code) " " (percent(next.score)) "%"
                    }
                }
                option value=(NONE) selected[found.pick == Pick::Nothing] { "none of them" }
            }
        }
    }
}

fn occupation(found: &Candidate) -> Markup {
    html! {
        a href=(format!("/explore/occupations/{}", found.code)) { (text(&found.title)) } " " span.code { (found.code) }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a score is from 0 to 1")]
fn percent(score: f64) -> i64 {
    (score * 100.0).round() as i64
}

/// What stands for a title in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pick {
    /// The candidate at a place.
    Candidate(usize),
    /// No candidate is right, or there is none.
    Nothing,
}

/// A coded title, and the candidate that a person picked; the first one unless another is picked.
struct Chosen {
    at: usize,
    coded: Coded,
    pick: Pick,
    is_picked: bool,
}

impl Chosen {
    /// A pick that is none of the candidates belongs to another list, and is passed over.
    fn new(at: usize, coded: Coded, picked: Option<&str>) -> Self {
        let place = |code: &str| coded.candidates.iter().position(|candidate| candidate.code == code);
        let by_hand = match picked {
            Some(NONE) => Some(Pick::Nothing),
            Some(code) => place(code).map(Pick::Candidate),
            None => None,
        };
        let is_worth = coded.candidates.first().is_some_and(|first| first.score >= UNLIKELY);
        let first = if is_worth { Pick::Candidate(0) } else { Pick::Nothing };
        let pick = by_hand.unwrap_or(first);
        Self { at, coded, pick, is_picked: pick != first }
    }

    fn candidate(&self) -> Option<&Candidate> {
        match self.pick {
            Pick::Candidate(at) => self.coded.candidates.get(at),
            Pick::Nothing => None,
        }
    }

    fn is_unsure(&self) -> bool {
        !self.is_picked && self.candidate().is_none_or(|first| first.score < UNSURE)
    }
}

/// The rows that came in, with the codes beside them.
fn csv(list: &List, chosen: &[Chosen]) -> Result<Reply, Failed> {
    let (columns, rows) = coded_rows(list, chosen);
    Reply::csv("codes.csv".to_owned(), &columns, rows)
}

/// The same rows as objects.
fn json_file(list: &List, chosen: &[Chosen]) -> Result<Reply, Failed> {
    let (columns, rows) = coded_rows(list, chosen);
    let object = |row: Vec<String>| -> serde_json::Map<String, serde_json::Value> {
        columns.iter().cloned().zip(row.into_iter().map(serde_json::Value::from)).collect()
    };
    let rows: Vec<_> = rows.into_iter().map(object).collect();
    Reply::json_file("codes.json".to_owned(), &rows)
}

/// The columns, and the rows that came in with the codes beside them.
fn coded_rows(list: &List, chosen: &[Chosen]) -> (Vec<String>, Vec<Vec<String>>) {
    let added = ["code", "occupation", "score", "matched_title", "seniority"].map(str::to_owned);
    let (names, rows) = list.rows();
    let free = |name: &String| if added.contains(name) { format!("{name}_2") } else { name.clone() };
    let columns: Vec<String> = names.iter().map(free).chain(added.iter().cloned()).collect();
    let mut chosen = chosen.iter();
    let rows = rows.into_iter().map(|row| {
        let found = if list.title_of(&row).is_empty() { None } else { chosen.next() };
        let seniority = found.and_then(|found| found.coded.seniority.clone()).unwrap_or_default();
        let candidate = found.and_then(Chosen::candidate);
        let cells = candidate.map(|found| {
            [found.code.clone(), found.title.clone(), found.score.to_string(), found.matched_title.clone()]
        });
        row.into_iter().chain(cells.unwrap_or_default()).chain([seniority]).collect()
    });
    (columns, rows.collect())
}
