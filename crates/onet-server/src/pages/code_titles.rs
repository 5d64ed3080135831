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

use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::Visit;

/// Titles of a form, at most.
const TITLES: usize = 1000;
/// Candidates of each title.
const TOP: usize = 3;
/// Bytes of an answer, at most.
const ANSWER: usize = 16 << 20;
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
    let list = visit.sent("titles").unwrap_or_else(|| visit.field("titles"));
    let titles: Vec<&str> = list.lines().map(str::trim).filter(|title| !title.is_empty()).collect();
    if titles.len() > TITLES {
        let message =
            format!("{TITLES} titles are coded at once, not {}. For more: onet code FILE.", titles.len());
        return Err(Failed::input(message));
    }
    let coded = match titles.is_empty() {
        true => Vec::new(),
        false => code(site, &titles).await?,
    };
    if visit.sent("as") == Some("csv") {
        return csv(&coded);
    }
    let content = html! {
        h1 { "Code job titles" }
        form.stack method="post" action="/explore/code" {
            label for="titles" { "Job titles, one on a line" }
            textarea id="titles" name="titles" rows="8" required { "\n" (text(list)) }
            p.submit {
                button type="submit" { "Code" }
                " " button type="submit" name="as" value="csv" { "Download CSV" }
            }
        }
        @if !coded.is_empty() { (results(&coded)) }
    };
    Ok(Reply::page("Code titles", content))
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

fn results(coded: &[Coded]) -> Markup {
    let unsure = coded.iter().filter(|found| is_unsure(found)).count();
    let expected: f64 =
        coded.iter().filter_map(|found| found.candidates.first()).map(|found| found.score).sum();
    html! {
        p role="status" {
            (coded.len()) " titles; by their scores, about " (format!("{expected:.0}")) " of the first codes are right. "
            (unsure) @if unsure == 1 { " needs" } @else { " need" } " a look."
        }
        div.scroll tabindex="0" role="region" aria-label="Codes" {
            table.rows {
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
    }
}

fn row(found: &Coded) -> Markup {
    html! {
        tr class=[is_unsure(found).then_some("unsure")] {
            td { (text(&found.title)) @if is_unsure(found) { " " span class="tag hot" { "look" } } }
            @match found.candidates.first() {
                None => td colspan="3" { "No occupation found" },
                Some(first) => {
                    td {
                        (occupation(first))
                        @if found.candidates.len() > 1 {
                            details {
                                summary { "Next candidates" }
                                ol { @for next in &found.candidates[1..] { li { (occupation(next)) " " (percent(next.score)) "%" } } }
                            }
                        }
                    }
                    td.bar { (meter(&Rated::new("", percent(first.score)))) (percent(first.score)) "%" }
                    td { (text(&first.matched_title)) }
                }
            }
            td { (found.seniority.as_deref().unwrap_or_default()) }
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

fn is_unsure(found: &Coded) -> bool {
    found.candidates.first().is_none_or(|first| first.score < UNSURE)
}

fn csv(coded: &[Coded]) -> Result<Reply, Failed> {
    let rows = coded.iter().map(|found| {
        let seniority = found.seniority.clone().unwrap_or_default();
        match found.candidates.first() {
            Some(first) => vec![
                found.title.clone(),
                first.code.clone(),
                first.title.clone(),
                first.score.to_string(),
                first.matched_title.clone(),
                seniority,
            ],
            None => vec![
                found.title.clone(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                seniority,
            ],
        }
    });
    let columns = ["title", "code", "occupation", "score", "matched_title", "seniority"];
    Reply::csv("codes.csv".to_owned(), &columns, rows)
}
