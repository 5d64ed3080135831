//! `POST /code`: titles to occupations, outside the contract of the service.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use http::{HeaderMap, StatusCode};
use onet_search::coding::{self, Candidate, Level, Query};
use serde::{Deserialize, Serialize};

use crate::config::{Admission, Config};
use crate::error::{Error, error_response, json_response, over_quota};
use crate::service::{AnsweredCall, unauthorized};
use crate::source_chain::{Link, SourceChain};
use crate::source_error::SourceError;
use crate::source_slot::SourceSlot;

/// Titles of one call.
const TITLES: usize = 10_000;
/// Candidates of one title, at most.
const CANDIDATES: usize = 50;

/// The route `POST /code`, which codes with the first release among the sources; without one it answers 422.
///
/// The body is `{"titles": [...], "top": 5, "min_score": 0.4, "level": "onet", "text": false}`, of which only the titles
/// are required; the answer is `{"results": [{"title", "abstained", "seniority", "candidates": [{"code", "title",
/// "score", "matched_title", "evidence"}]}]}`, a result for each title in their order.
pub fn coding_route(sources: &SourceChain, config: Config) -> Router {
    let slot = sources.links().iter().find_map(|link| match link {
        Link::Release(slot) => Some(slot.clone()),
        Link::Recordings(_) | Link::Upstream(_) => None,
    });
    let service = Arc::new(CodingService { slot, config });
    Router::new().route("/code", post(answer)).with_state(service)
}

struct CodingService {
    slot: Option<SourceSlot>,
    config: Config,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    titles: Vec<String>,
    #[serde(default = "five")]
    top: usize,
    min_score: Option<f32>,
    #[serde(default)]
    level: Level,
    #[serde(default)]
    text: bool,
}

fn five() -> usize {
    5
}

#[derive(Serialize)]
struct Answer {
    results: Vec<TitleResult>,
}

#[derive(Serialize)]
struct TitleResult {
    title: String,
    abstained: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    seniority: Option<&'static str>,
    candidates: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    code: String,
    title: String,
    score: f64,
    matched_title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<FoundEvidence>,
}

#[derive(Serialize)]
struct FoundEvidence {
    kind: &'static str,
    text: String,
}

async fn answer(State(service): State<Arc<CodingService>>, headers: HeaderMap, body: Bytes) -> Response {
    let key = match service.config.admit(headers.get("x-api-key")) {
        Admission::Admitted(key) => key,
        Admission::Refused => return unauthorized(),
        Admission::OverQuota(wait) => return over_quota(wait),
    };
    // Coding takes the processor: it waits for a thread of the pool, as queries do.
    let pool = Arc::clone(service.config.pool());
    let mut response = match pool.run(None, move || service.code(&body)).await {
        Ok(response) => response,
        Err(error) => error.into_response(false),
    };
    response.extensions_mut().insert(AnsweredCall { version: "v2", operation: Some("code"), key });
    response
}

impl CodingService {
    fn code(&self, body: &[u8]) -> Result<Response, Error> {
        let refused = |message: String| Ok(error_response(StatusCode::UNPROCESSABLE_ENTITY, message));
        let request: Request = match serde_json::from_slice(body) {
            Ok(request) => request,
            Err(error) => return refused(format!("The body is no request for codes: {error}.")),
        };
        if request.titles.len() > TITLES {
            return refused(format!(
                "A call may have {TITLES} titles; this one has {}.",
                request.titles.len()
            ));
        }
        let Some(source) = self.slot.as_ref().map(SourceSlot::current) else {
            return refused("Titles are coded with a release; this server has none.".to_owned());
        };
        let coder = match source.coder() {
            Ok(coder) => coder,
            Err(SourceError::Coding(error)) if error.kind() == coding::ErrorKind::Missing => {
                let message = "The release has no model for coding. onet db reimport writes one.";
                return refused(message.to_owned());
            }
            Err(error) => return Err(Error::failed(error)),
        };
        let query = Query {
            top: request.top.clamp(1, CANDIDATES),
            min_score: request.min_score,
            level: request.level,
        };
        let result = |title: String| {
            let coded = match request.text {
                true => coder.code_text(&title, &query),
                false => coder.code(&title, &query),
            };
            let candidates = coded.candidates.into_iter().map(Found::from).collect();
            TitleResult { title, abstained: coded.abstained, seniority: coded.seniority, candidates }
        };
        let answer = Answer { results: request.titles.into_iter().map(result).collect() };
        Ok(json_response(StatusCode::OK, serde_json::to_vec(&answer).unwrap_or_default()))
    }
}

impl From<Candidate> for Found {
    fn from(candidate: Candidate) -> Self {
        let evidence = candidate
            .evidence
            .map(|evidence| FoundEvidence { kind: evidence.kind.name(), text: evidence.text });
        Self {
            code: candidate.level_code,
            title: candidate.title,
            score: (f64::from(candidate.score) * 10_000.0).round() / 10_000.0,
            matched_title: candidate.matched_title,
            evidence,
        }
    }
}
