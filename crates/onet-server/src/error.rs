//! Error responses.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderName, HeaderValue, Response, StatusCode};
use onet_api::ErrorKind;
use onet_api::operation::Operation;
use onet_api::types::ErrorBody;

/// The header that distinguishes "this source does not hold the data" from "the call is wrong": the contract has status
/// 422 for both.
pub(crate) const NOT_IN_SOURCE: HeaderName = HeaderName::from_static("onet-not-in-source");

/// The header that marks the refusal of a call that is right, about a known occupation without data.
pub(crate) const NO_DATA: HeaderName = HeaderName::from_static("onet-no-data");

/// Why a call fails.
#[derive(Debug)]
pub(crate) enum Error {
    /// The call is wrong: 422.
    Parameter(String),
    /// The code is known and has no data: 422 with the header [`NO_DATA`].
    NoData(String),
    /// The source does not hold the data: 422 with the header [`NOT_IN_SOURCE`].
    NotInSource(String),
    /// The source has no such path: 404.
    NoPath(String),
    /// The source is another service that failed: 502, 504, or 429 when it is overloaded.
    Upstream(onet_api::Error),
    /// The call computed too long: 422. A client that tried again would fail again.
    TooSlow,
    /// Too many calls wait to be computed, or responses to be read: 503 with `Retry-After`.
    Busy,
    /// The source itself failed: 500. The cause goes to the log, not to a remote caller.
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    pub(crate) fn parameter(message: impl Into<String>) -> Self {
        Self::Parameter(message.into())
    }

    pub(crate) fn failed(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Failed(cause.into())
    }

    /// The error response of the contract. Only a caller in this process sees the cause of a failure.
    pub(crate) fn into_response<B: From<Bytes>>(self, shows_cause: bool) -> Response<B> {
        match self {
            Self::Parameter(message) => error_response(StatusCode::UNPROCESSABLE_ENTITY, message),
            Self::NoPath(path) => error_response(StatusCode::NOT_FOUND, not_found_message(&path)),
            Self::Upstream(failure) => upstream_failed(failure, shows_cause),
            Self::NoData(message) => {
                let mut response = error_response(StatusCode::UNPROCESSABLE_ENTITY, message);
                response.headers_mut().insert(NO_DATA, HeaderValue::from_static("1"));
                response
            }
            Self::NotInSource(message) => {
                let mut response = error_response(StatusCode::UNPROCESSABLE_ENTITY, message);
                response.headers_mut().insert(NOT_IN_SOURCE, HeaderValue::from_static("1"));
                response
            }
            Self::TooSlow => {
                let message = "The call takes too long to compute. Use fewer filters and sort keys.";
                error_response(StatusCode::UNPROCESSABLE_ENTITY, message.to_owned())
            }
            Self::Busy => busy("The server is busy. Try again in a moment."),
            Self::Failed(cause) => {
                let message =
                    if shows_cause { cause.to_string() } else { "The source of the data failed.".to_owned() };
                let mut response = error_response(StatusCode::INTERNAL_SERVER_ERROR, message);
                response.extensions_mut().insert(Cause::of(&cause));
                response
            }
        }
    }
}

impl From<onet_db::Error> for Error {
    fn from(failure: onet_db::Error) -> Self {
        match failure.kind() {
            onet_db::ErrorKind::MissingTable => Self::NotInSource(failure.to_string()),
            _ => Self::failed(failure),
        }
    }
}

/// The message for a path that does not exist.
pub(crate) fn not_found_message(path: &str) -> String {
    let meant = Operation::nearest_path(path).map(|path| format!(" Did you mean {path}?"));
    format!("There is no path {path}.{}", meant.unwrap_or_default())
}

/// A remote caller learns that the upstream service failed; a client in this process gets the error itself.
fn upstream_failed<B: From<Bytes>>(failure: onet_api::Error, shows_cause: bool) -> Response<B> {
    let (status, message) = match failure.kind() {
        ErrorKind::RateLimited => {
            (StatusCode::TOO_MANY_REQUESTS, "The upstream service has too many requests.")
        }
        ErrorKind::Timeout => (StatusCode::GATEWAY_TIMEOUT, "The upstream service did not answer in time."),
        ErrorKind::MissingKey | ErrorKind::Unauthorized => {
            (StatusCode::BAD_GATEWAY, "The upstream service refused the key of this server.")
        }
        _ => (StatusCode::BAD_GATEWAY, "The upstream service failed."),
    };
    let mut response = error_response(status, message.to_owned());
    response.extensions_mut().insert(Cause::of(&failure));
    if let Some(wait) = failure.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, wait.as_secs().into());
    }
    if shows_cause {
        response.extensions_mut().insert(failure);
    }
    response
}

/// Why a response has a status from 500 up, for the log; an extension of the response.
#[derive(Clone, Debug)]
pub(crate) struct Cause(pub(crate) Arc<str>);

impl Cause {
    pub(crate) fn of(cause: &impl Display) -> Self {
        Self(cause.to_string().into())
    }
}

/// A refusal of a call that may succeed a second later.
pub(crate) fn busy<B: From<Bytes>>(message: &str) -> Response<B> {
    let mut response = error_response(StatusCode::SERVICE_UNAVAILABLE, message.to_owned());
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    response
}

/// A refusal of a caller that has used its quota, with the time after which it may call again.
pub(crate) fn over_quota<B: From<Bytes>>(wait: Duration) -> Response<B> {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let message = format!("Too many requests. Try again after {seconds} s.");
    let mut response = error_response(StatusCode::TOO_MANY_REQUESTS, message);
    response.headers_mut().insert(RETRY_AFTER, seconds.into());
    response
}

/// An error with the body that the contract defines.
pub(crate) fn error_response<B: From<Bytes>>(status: StatusCode, message: String) -> Response<B> {
    json_response(status, serde_json::to_vec(&ErrorBody { error: message }).unwrap_or_default())
}

/// A response with a JSON body.
pub(crate) fn json_response<B: From<Bytes>>(status: StatusCode, body: impl Into<Bytes>) -> Response<B> {
    let mut response = Response::new(B::from(body.into()));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}
