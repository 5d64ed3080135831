//! `POST /code`: titles to occupations, outside the contract of the service.

mod request;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use axum::routing::post;
use http::header::ALLOW;
use http::{HeaderMap, HeaderValue, StatusCode};
use onet_db::ErrorKind as StoreKind;
use onet_search::coding::{self, Candidate, Coder, Query};
use serde::ser::{Serialize, Serializer};

use crate::codes_2010::Codes2010;
use crate::coding::SAMPLE_MIN_SCORE;
use crate::config::{Admission, Config};
use crate::error::{Error, error_response, json_response, over_quota};
use crate::service::{AnsweredCall, unauthorized};
use crate::source_chain::{Link, SourceChain};
use crate::source_error::SourceError;
use crate::source_slot::SourceSlot;

use request::{Request, Taxonomy};

/// Bytes of a title, at most.
const LONGEST_TITLE: usize = 1 << 16;

/// The route `POST /code`, which codes with the first release among the sources; without one it answers 422.
///
/// The body is `{"titles": [...], "descriptions": [...], "top": 5, "min_score": 0.4, "level": "onet", "taxonomy": "2019",
/// "text": false}`, of which only the titles are required; the answer is `{"results": [{"title", "abstained", "seniority",
/// "error", "candidates": [{"code", "title", "score", "matched_title", "evidence"}]}]}`, a result for each title in their
/// order. Titles times `top` are at most 100,000, and lines that are read as free text, or have a description, at most
/// 1,000: each takes as long as 50 titles.
pub fn coding_route(sources: &SourceChain, config: Config) -> Router {
    let slot = sources.links().iter().find_map(|link| match link {
        Link::Release(slot) => Some(slot.clone()),
        Link::Recordings(_) | Link::Upstream(_) => None,
    });
    let service = Arc::new(CodingService { slot, config });
    Router::new().route("/code", post(answer).fallback(other_method)).with_state(service)
}

struct CodingService {
    slot: Option<SourceSlot>,
    config: Config,
}

async fn answer(
    State(service): State<Arc<CodingService>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let key = match service.config.admit(headers.get("x-api-key")) {
        Admission::Admitted(key) => key,
        Admission::Refused => return unauthorized(),
        Admission::OverQuota(wait) => return over_quota(wait),
    };
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let message = "The body is longer than 2 MB. Several calls may have the titles.";
            return error_response(StatusCode::PAYLOAD_TOO_LARGE, message.to_owned());
        }
        Err(rejection) => {
            return error_response(rejection.status(), "The body could not be read.".to_owned());
        }
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

async fn other_method() -> Response {
    let message = "Titles are sent with POST: {\"titles\": [\"staff nurse\"]}.";
    let mut response = error_response(StatusCode::METHOD_NOT_ALLOWED, message.to_owned());
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

impl CodingService {
    fn code(&self, body: &[u8]) -> Result<Response, Error> {
        let refused = |message: String| Ok(error_response(StatusCode::UNPROCESSABLE_ENTITY, message));
        let request = match Request::read(body) {
            Ok(request) => request,
            Err(message) => return refused(message),
        };
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
        if let Some(message) = request.refused_texts(coder) {
            return refused(message);
        }
        let codes_2010 = match request.taxonomy {
            Taxonomy::Onet2010 => match Codes2010::of(source.release()) {
                Ok(codes) => Some(codes),
                Err(SourceError::Release(error)) if error.kind() == StoreKind::MissingTable => {
                    return refused(error.to_string());
                }
                Err(error) => return Err(Error::failed(error)),
            },
            Taxonomy::Onet2019 => None,
        };
        let of_sample = source.release().is_sample().then_some(SAMPLE_MIN_SCORE);
        let query =
            Query { top: request.top, min_score: request.min_score.or(of_sample), level: request.level };
        let answer = Answer { results: Results { request, coder, query, codes_2010 } };
        Ok(json_response(StatusCode::OK, serde_json::to_vec(&answer).unwrap_or_default()))
    }
}

#[derive(serde::Serialize)]
struct Answer<'a> {
    results: Results<'a>,
}

/// The results of a request: each is coded when it is written, so that memory holds their text alone.
struct Results<'a> {
    request: Request,
    coder: &'a Coder,
    query: Query,
    codes_2010: Option<Codes2010>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let titles = self.request.titles.iter().enumerate();
        serializer.collect_seq(titles.map(|(at, title)| self.result(at, title)))
    }
}

impl Results<'_> {
    fn result<'t>(&self, at: usize, title: &'t str) -> TitleResult<'t> {
        let description = self.request.descriptions.get(at).and_then(Option::as_deref);
        let is_described = description.is_some_and(|description| !description.trim().is_empty());
        let error = match title {
            title if title.trim().is_empty() && !is_described => Some("the title is empty"),
            title if title.contains('\0') => Some("the title has binary data"),
            title if title.len() > LONGEST_TITLE => Some("the title is longer than 65,536 bytes"),
            _ => None,
        };
        if error.is_some() {
            return TitleResult { title, abstained: true, seniority: None, error, candidates: Vec::new() };
        }
        let coded = self.coder.code_entry(&self.request.entry(at, title), &self.query);
        let candidates = coded.candidates.into_iter().map(|found| self.found(found)).collect();
        TitleResult { title, abstained: coded.abstained, seniority: coded.seniority, error, candidates }
    }

    fn found(&self, candidate: Candidate) -> Found {
        let evidence = candidate
            .evidence
            .map(|evidence| FoundEvidence { kind: evidence.kind.name(), text: evidence.text });
        let earlier = self.codes_2010.as_ref().and_then(|codes| codes.get(candidate.code));
        let earlier = earlier.map(|(code, title)| (code.to_owned(), title.to_owned()));
        let (code, title) = earlier.unwrap_or((candidate.level_code, candidate.title));
        Found {
            code,
            title,
            score: (f64::from(candidate.score) * 10_000.0).round() / 10_000.0,
            matched_title: candidate.matched_title,
            evidence,
        }
    }
}

#[derive(serde::Serialize)]
struct TitleResult<'a> {
    title: &'a str,
    abstained: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    seniority: Option<&'static str>,
    /// Why the title was not coded.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    candidates: Vec<Found>,
}

#[derive(serde::Serialize)]
struct Found {
    code: String,
    title: String,
    score: f64,
    matched_title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<FoundEvidence>,
}

#[derive(serde::Serialize)]
struct FoundEvidence {
    kind: &'static str,
    text: String,
}
