//! Answers that are no success.

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderName, HeaderValue, StatusCode};
use onet_api::ErrorKind;
use onet_api::types::ErrorBody;

/// The header that tells "this source does not hold it" from "the call is wrong": both are 422 by the contract.
pub(crate) const NOT_IN_SOURCE: HeaderName = HeaderName::from_static("onet-not-in-source");

/// Why a call gets no answer.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The call is wrong: 422.
    Parameter(String),
    /// The source does not hold what was asked for: 422, marked.
    NotInSource(String),
    /// The source has no such path: 404.
    NoPath(String),
    /// The source is another service, and that failed: 502, 504, or 429 when it has too many requests.
    Upstream(onet_api::Error),
    /// The source itself failed: 500. The cause goes to the log, not to the caller.
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

impl Refusal {
    pub(crate) fn parameter(message: impl Into<String>) -> Self {
        Self::Parameter(message.into())
    }

    /// The engine could not answer: it lacks a table, or failed.
    pub(crate) fn of_engine(failure: onet_db::Error) -> Self {
        match failure.kind() {
            onet_db::ErrorKind::MissingTable => Self::NotInSource(failure.to_string()),
            _ => Self::failed(failure),
        }
    }

    pub(crate) fn failed(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Failed(cause.into())
    }
}

impl From<onet_db::Error> for Refusal {
    fn from(failure: onet_db::Error) -> Self {
        Self::of_engine(failure)
    }
}

impl Refusal {
    /// The answer of the contract. The cause of a failure is for the log, and for a caller in this process.
    pub(crate) fn into_answer(self, shows_cause: bool) -> Response {
        match self {
            Self::Parameter(message) => error(StatusCode::UNPROCESSABLE_ENTITY, message),
            Self::NoPath(path) => error(StatusCode::NOT_FOUND, no_path(&path)),
            Self::Upstream(failure) => upstream_failed(failure, shows_cause),
            Self::NotInSource(message) => {
                let mut response = error(StatusCode::UNPROCESSABLE_ENTITY, message);
                response.headers_mut().insert(NOT_IN_SOURCE, HeaderValue::from_static("1"));
                response
            }
            Self::Failed(cause) => {
                tracing::error!(%cause, "the source failed");
                let said =
                    if shows_cause { cause.to_string() } else { "The source of the data failed.".to_owned() };
                error(StatusCode::INTERNAL_SERVER_ERROR, said)
            }
        }
    }
}

/// What is said of a path that is not there.
pub(crate) fn no_path(path: &str) -> String {
    format!("There is no path {path}.")
}

/// A stranger is told that the service behind this one failed; a client in this process gets the failure itself.
fn upstream_failed(failure: onet_api::Error, shows_cause: bool) -> Response {
    tracing::error!(%failure, kind = ?failure.kind(), "the upstream service failed");
    let (status, said) = match failure.kind() {
        ErrorKind::RateLimited => {
            (StatusCode::TOO_MANY_REQUESTS, "The upstream service has too many requests.")
        }
        ErrorKind::Timeout => (StatusCode::GATEWAY_TIMEOUT, "The upstream service did not answer in time."),
        ErrorKind::MissingKey | ErrorKind::Unauthorized => {
            (StatusCode::BAD_GATEWAY, "The upstream service refused the key of this server.")
        }
        _ => (StatusCode::BAD_GATEWAY, "The upstream service failed."),
    };
    let mut response = error(status, said.to_owned());
    if let Some(wait) = failure.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, wait.as_secs().into());
    }
    if shows_cause {
        response.extensions_mut().insert(failure);
    }
    response
}

/// An error with the body of the contract.
pub(crate) fn error(status: StatusCode, message: String) -> Response {
    json(status, serde_json::to_vec(&ErrorBody { error: message }).unwrap_or_default())
}

/// A JSON answer.
pub(crate) fn json(status: StatusCode, body: impl Into<Bytes>) -> Response {
    let content_type = (CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    (status, [content_type], body.into()).into_response()
}
