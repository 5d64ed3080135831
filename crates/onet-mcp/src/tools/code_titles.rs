//! `code_job_titles`

use axum::body::{Body, to_bytes};
use http::header::CONTENT_TYPE;
use http::{Request, StatusCode};
use onet_domain::SocLevel;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::answer::Found;
use crate::backend::Call;
use crate::refusal::Refusal;

/// Titles of a call, at most.
const TITLES: usize = 100;
/// Candidates of each title, where a call does not choose.
const TOP: usize = 3;
/// Bytes of an answer of the route.
const BYTES: usize = 16 << 20;
/// Candidates below this score are left out, where a call does not choose.
const LEAST: f64 = 0.01;
/// Below this score a person should look.
const UNSURE: f64 = 0.5;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// Job titles as people write them, up to 100
    titles: Vec<String>,
    /// Candidates of each title, 1 to 10; 3 by default
    #[schemars(range(min = 1, max = 10))]
    top: Option<usize>,
    /// Leave out candidates below this score, 0 to 1; 0.01 by default
    #[schemars(range(min = 0, max = 1))]
    min_score: Option<f64>,
    /// The level of the codes
    #[serde(default)]
    level: SocLevel,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Output {
    /// Titles that were coded
    total: usize,
    /// Titles whose best candidate has a score below 0.5, or none
    unsure: usize,
    /// A result for each title, in their order
    results: Vec<Coded>,
}

#[derive(Deserialize)]
struct Answer {
    results: Vec<Coded>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
struct Coded {
    title: String,
    /// The likeliest first; none where nothing is likely enough
    candidates: Vec<Candidate>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
struct Candidate {
    code: String,
    title: String,
    /// How likely it is right, 0 to 1
    score: f64,
    /// The title of the occupation that matched
    #[serde(skip_serializing_if = "String::is_empty")]
    matched_title: String,
}

pub(super) async fn run(call: &Call, input: Input) -> Result<Found<Output>, Refusal> {
    let titles = input.titles.len();
    const EXAMPLE: &str = "\"titles\": [\"RN\", \"truck driver\"]";
    if titles == 0 {
        return Err(Refusal::new("There is no title.", EXAMPLE));
    }
    if let Some(at) = input.titles.iter().position(|title| title.trim().is_empty()) {
        return Err(Refusal::new(format!("titles[{at}] is empty."), format!("the others, as in {EXAMPLE}")));
    }
    if titles > TITLES {
        let message = format!("{titles} titles are more than one call takes ({TITLES}).");
        return Err(Refusal::new(message, "several calls; onet code FILE codes files of any size"));
    }
    let top = input.top.unwrap_or(TOP);
    let least = input.min_score.unwrap_or(LEAST);
    let body = json!({
        "titles": input.titles,
        "top": top,
        "min_score": least,
        "level": input.level,
    });
    let Answer { mut results } = ask(call, &body).await?;
    for coded in &mut results {
        // The route leaves out titles whose best candidate is below the score, but not further candidates.
        coded.candidates.retain(|candidate| candidate.score >= least);
    }
    for candidate in results.iter_mut().flat_map(|coded| &mut coded.candidates) {
        // A title that matches itself is no news.
        if candidate.matched_title == candidate.title {
            candidate.matched_title.clear();
        }
    }
    let is_unsure = |coded: &&Coded| coded.candidates.first().is_none_or(|best| best.score < UNSURE);
    let unsure = results.iter().filter(is_unsure).count();
    let next = (unsure > 0).then(|| {
        format!("{unsure} of {titles} need a look: put the candidates to the person, or add what the job does to the title")
    });
    Ok(Found::then(Output { total: titles, unsure, results }, next))
}

/// Asks the route that programs ask.
async fn ask(call: &Call, body: &Value) -> Result<Answer, Refusal> {
    let failed = |failure: String| Refusal::bare(failure);
    let request = Request::post("/code").header(CONTENT_TYPE, "application/json");
    let request =
        request.body(Body::from(body.to_string())).map_err(|failure| failed(failure.to_string()))?;
    let response = match call.coding().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let status = response.status();
    let body = to_bytes(response.into_body(), BYTES).await.map_err(|failure| failed(failure.to_string()))?;
    if status != StatusCode::OK {
        let refusal: Value = serde_json::from_slice(&body).unwrap_or_default();
        let message = refusal["error"].as_str().unwrap_or("The titles could not be coded.").to_owned();
        return Err(Refusal::new(message, "search_occupations, which needs no model"));
    }
    serde_json::from_slice(&body).map_err(|failure| failed(failure.to_string()))
}
