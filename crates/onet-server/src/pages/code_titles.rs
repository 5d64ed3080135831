//! Job titles to codes: paste a list, get codes with scores.

use axum::body::{Body, to_bytes};
use http::header::CONTENT_TYPE;
use http::{Method, Request, StatusCode};
use maud::{Markup, html};
use onet_pages::Rated;
use onet_pages::html::text;
use onet_pages::svg::meter;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tower::ServiceExt as _;

use super::frame::counted;
use super::problem::Problems;
use super::reply::{Failed, Reply};
use super::site::Site;
use super::title_list::{List, OTHER_ROWS};
use super::visit::Visit;
use super::words;

/// Titles of a form, at most.
const TITLES: usize = 1000;
/// Titles on a page of results.
const SHOWN: usize = 50;
/// Candidates of each title.
const TOP: usize = 3;
/// Bytes of an answer, at most.
const ANSWER: usize = 16 << 20;
/// The pick that no candidate is right.
const NONE: &str = "none";
/// The columns beside those of the visitor, as `onet code` has them, but for the evidence of free text.
const ADDED: [&str; 7] = ["code", "occupation", "score", "matched_title", "rank", "abstained", "seniority"];

#[derive(Deserialize)]
struct Answer {
    results: Vec<Coded>,
}

#[derive(Default, Deserialize)]
struct Coded {
    title: String,
    abstained: bool,
    error: Option<String>,
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

pub(super) async fn page(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let (list, failed) = List::read(visit);
    if let Some(failed) = failed {
        return Err(failed);
    }
    if !list.is_ready() {
        return Err(Failed::field("column", "Which column has the titles? Choose it."));
    }
    let titles = list.titles();
    if titles.len() > TITLES {
        let message =
            format!("{TITLES} titles are coded at once, not {}. For more: onet code FILE.", titles.len());
        return Err(Failed::field("titles", message));
    }
    if visit.sent("titles").is_some() && titles.iter().all(|(title, _)| title.is_empty()) {
        return Err(Failed::field("titles", "Type a job title, or choose a file."));
    }
    let chosen = chosen(site, visit, &titles).await?;
    match visit.sent("as") {
        Some("csv") => return csv(&list, &chosen),
        Some("json") => return json_file(&list, &chosen),
        _ => {}
    }
    let content = html! {
        h1 { "Code job titles" }
        @if !chosen.is_empty() {
            (results(&chosen, page_of(visit, chosen.len())))
            h2.screen { "The titles" }
        }
        (fields(&list, Problems::NONE))
    };
    Ok(Reply::page("Code titles", content))
}

/// The form, with what does not fit.
pub(super) async fn form(_: &Site, visit: &Visit, problems: &Problems) -> Result<Reply, Failed> {
    let fields = fields(&List::read(visit).0, problems);
    Ok(Reply::page("Code titles", html! { h1 { "Code job titles" } (fields) }))
}

/// The result of each row. A row without a title has none, and stays; so does one that cannot be coded, with the reason.
async fn chosen(
    site: &Site,
    visit: &Visit,
    titles: &[(&str, Option<&'static str>)],
) -> Result<Vec<Chosen>, Failed> {
    let is_coded = |(title, fault): &(&str, Option<&'static str>)| !title.is_empty() && fault.is_none();
    let named: Vec<&str> = titles.iter().filter(|row| is_coded(row)).map(|(title, _)| *title).collect();
    let mut coded = match named.is_empty() {
        true => Vec::new(),
        false => code(site, &named).await?,
    }
    .into_iter();
    let of_row = |(at, row): (usize, &(&str, Option<&'static str>))| {
        let coded = if is_coded(row) { coded.next() } else { None };
        let coded = coded.unwrap_or_else(|| Coded {
            title: row.0.to_owned(),
            abstained: true,
            error: row.1.map(str::to_owned),
            ..Coded::default()
        });
        Chosen::new(at, coded, visit.sent(&format!("pick{at}")))
    };
    Ok(titles.iter().enumerate().map(of_row).collect())
}

fn fields(list: &List, problems: &Problems) -> Markup {
    let described = |id: &str, hint: Option<&str>| problems.described(id, hint);
    html! {
        form.stack id="coding" method="post" action="/explore/code" enctype="multipart/form-data" {
            label for="titles" { "Job titles, one on a line" }
            small id="titles-hint" {
                "Or rows of a table, CSV or TSV, whose first row names the columns. At most " (TITLES)
                " titles at once; " code { "onet code FILE" } " takes any number."
            }
            (problems.message("titles"))
            textarea id="titles" name="titles" rows="8" aria-describedby=[described("titles", Some("titles-hint"))]
                aria-invalid=[problems.invalid("titles")] { "\n" (text(&list.text)) }
            @let others = list.other_rows();
            @if !others.is_empty() { textarea hidden name=(OTHER_ROWS) { "\n" (others) } }
            label for="file" { "Or a file of them" }
            (problems.message("file"))
            input type="file" id="file" name="file" accept=".txt,.csv,.tsv,text/plain,text/csv,text/tab-separated-values"
                aria-describedby=[described("file", None)] aria-invalid=[problems.invalid("file")];
            label for="layout" { "A line is" }
            select id="layout" name="layout" {
                option value="lines" { "a title" }
                option value="table" selected[list.table.is_some()] { "a row of a table" }
            }
            @if let Some(table) = &list.table {
                label for="column" { "Column of the titles" }
                (problems.message("column"))
                select id="column" name="column" aria-describedby=[described("column", None)] aria-invalid=[problems.invalid("column")] {
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

/// The page of the results that is wanted, counted from 1.
fn page_of(visit: &Visit, titles: usize) -> usize {
    let wanted = visit.sent("page").unwrap_or_else(|| visit.field("page"));
    wanted.parse().unwrap_or(1).clamp(1, titles.div_ceil(SHOWN).max(1))
}

fn results(coded: &[Chosen], page: usize) -> Markup {
    let shown = (page - 1) * SHOWN..(page * SHOWN).min(coded.len());
    let titles = coded.iter().filter(|found| found.has_title()).count();
    let without = coded.len() - titles;
    let unsure = coded.iter().filter(|found| found.is_unsure()).count();
    let scores: Vec<f64> = coded.iter().filter_map(Chosen::candidate).map(|found| found.score).collect();
    html! {
        p role="status" {
            @if scores.is_empty() {
                (counted(titles, "title", "titles")) "; none has a candidate that is likely enough. "
            } @else {
                (counted(titles, "title", "titles")) "; by their scores, about "
                (format!("{:.0}", scores.iter().sum::<f64>())) " of the codes are right. "
                @if unsure > 0 { (counted(unsure, "has", "have")) " no candidate that is likely enough. " }
            }
            @if without > 0 { (counted(without, "row has", "rows have")) " no title." }
        }
        @if unsure > 0 {
            p.more {
                "Where it says “please check”, pick a candidate, or leave the row without a code: in the files it has "
                code { "abstained" } " true. " (words::link("abstained", "What the words mean"))
            }
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
                tbody { @for found in &coded[shown.clone()] { (row(found)) } }
            }
        }
        // What is picked on another page stays picked.
        @for found in coded.iter().filter(|found| found.is_picked && !shown.contains(&found.at)) {
            input type="hidden" form="coding" name=(format!("pick{}", found.at)) value=(found.candidate().map_or(NONE, |candidate| &candidate.code));
        }
        (pager(coded.len(), page))
        p.submit {
            button type="submit" form="coding" name="as" value="csv" { "Download CSV with these choices" }
            " " button type="submit" form="coding" name="as" value="json" { "Download JSON" }
        }
    }
}

/// The buttons that lead to the other pages: the titles are sent again.
fn pager(titles: usize, page: usize) -> Markup {
    let pages = titles.div_ceil(SHOWN);
    let to = |page: usize, label: &str| {
        html! { button.plain type="submit" form="coding" name="page" value=(page) { (label) } }
    };
    html! {
        @if pages > 1 {
            p.position { "Rows " ((page - 1) * SHOWN + 1) " to " ((page * SHOWN).min(titles)) " of " (titles) "; the files have all." }
            nav.pager aria-label="Pages of the list" {
                @if page > 1 { (to(page - 1, "Previous")) }
                @if page < pages { (to(page + 1, "Next")) }
            }
        }
    }
}

fn row(found: &Chosen) -> Markup {
    let coded = &found.coded;
    html! {
        tr class=[found.is_unsure().then_some("unsure")] {
            td { (text(&coded.title)) @if found.is_unsure() { " " span class="tag hot" { "please check" } } }
            td {
                @match (found.candidate(), &coded.error) {
                    (Some(candidate), _) => (occupation(candidate)),
                    (None, Some(error)) => (text(error)),
                    (None, None) if coded.title.is_empty() => "No title",
                    (None, None) => @if coded.candidates.is_empty() { "No occupation found" } @else { "None" },
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
            summary { @if found.candidate().is_some() { "Other candidates" } @else { "Candidates" } }
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
        // Below the threshold of the coder, nothing is taken unless a person picks it.
        let first = match coded.abstained || coded.candidates.is_empty() {
            true => Pick::Nothing,
            false => Pick::Candidate(0),
        };
        let pick = by_hand.unwrap_or(first);
        Self { at, coded, pick, is_picked: pick != first }
    }

    fn has_title(&self) -> bool {
        !self.coded.title.is_empty()
    }

    fn candidate(&self) -> Option<&Candidate> {
        match self.pick {
            Pick::Candidate(at) => self.coded.candidates.get(at),
            Pick::Nothing => None,
        }
    }

    /// Whether the coder abstains, and no person has picked a candidate.
    fn is_unsure(&self) -> bool {
        self.has_title() && self.coded.abstained && !self.is_picked
    }

    /// The cells of the added columns.
    fn cells(&self) -> [Value; ADDED.len()] {
        let seniority = self.coded.seniority.clone().map_or(Value::Null, Value::from);
        match (self.candidate(), self.pick) {
            (Some(found), Pick::Candidate(at)) => [
                found.code.as_str().into(),
                found.title.as_str().into(),
                found.score.into(),
                found.matched_title.as_str().into(),
                (at + 1).into(),
                false.into(),
                seniority,
            ],
            _ => [Value::Null, Value::Null, Value::Null, Value::Null, Value::Null, true.into(), seniority],
        }
    }
}

/// The rows that came in, with the codes beside them.
fn csv(list: &List, chosen: &[Chosen]) -> Result<Reply, Failed> {
    let (names, rows) = list.rows();
    let own = names.len();
    let rows = rows.into_iter().zip(chosen).map(|(row, found)| {
        let added = found.cells().into_iter().map(|cell| match cell {
            Value::Null => String::new(),
            Value::String(text) => text,
            other => other.to_string(),
        });
        row.into_iter().chain(added).collect()
    });
    // The visitor's own cells stay as they are.
    Reply::csv_beside("codes.csv".to_owned(), own, &columns(&names), rows)
}

/// The same rows as objects.
fn json_file(list: &List, chosen: &[Chosen]) -> Result<Reply, Failed> {
    let (names, rows) = list.rows();
    let columns = columns(&names);
    let object = |(row, found): (Vec<String>, &Chosen)| -> Map<String, Value> {
        let own = row.into_iter().map(Value::from);
        columns.iter().cloned().zip(own.chain(found.cells())).collect()
    };
    let rows: Vec<_> = rows.into_iter().zip(chosen).map(object).collect();
    Reply::json_file("codes.json".to_owned(), &rows)
}

/// The names of all columns. Each stands once: a column of the visitor gives way.
fn columns(names: &[String]) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    for name in names {
        let is_free = |wanted: &String| {
            !ADDED.contains(&wanted.as_str())
                && !columns.contains(wanted)
                && (wanted == name || !names.contains(wanted))
        };
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        columns.extend(std::iter::once(name.clone()).chain(numbered).find(is_free));
    }
    columns.extend(ADDED.map(str::to_owned));
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let names = ["code", "title", "code_2", "title", "rank"].map(str::to_owned);
        let columns = columns(&names);
        assert_eq!(columns[..5], ["code_3", "title", "code_2", "title_2", "rank_2"]);
        assert_eq!(columns.len(), names.len() + ADDED.len());
    }
}
