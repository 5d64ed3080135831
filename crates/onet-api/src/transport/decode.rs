//! Decoding of responses: a value, or the error for a status or a body.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::StatusCode;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use super::response::Response;
use crate::{Error, ErrorKind};

/// The header by which a local source marks a 422 for data that it does not have.
const NOT_IN_SOURCE: &str = "onet-not-in-source";

/// The header by which a local source marks a 422 for a known code without data.
const NO_DATA: &str = "onet-no-data";

/// The body of an error response.
#[derive(Deserialize, Serialize)]
pub(super) struct ErrorBody {
    pub(super) error: String,
}

/// Returns a response with status 200, or the error for its status.
pub(super) fn success(response: Response) -> Result<Response, Error> {
    match response.status {
        StatusCode::OK => Ok(response),
        _ => Err(status_error(&response)),
    }
}

/// The value of a successful response.
pub(super) fn value<T: DeserializeOwned>(response: &Response) -> Result<T, Error> {
    // Tracking the JSON path costs time on large responses, so a second pass finds it only for an error.
    match serde_json::from_slice(&response.body) {
        Ok(value) => Ok(value),
        Err(cause) => Err(shape_error::<T>(response, cause).with_status(response.status.as_u16())),
    }
}

/// The text of a successful response, which must be JSON.
pub(super) fn text(response: &Response) -> Result<String, Error> {
    value::<IgnoredAny>(response)?;
    String::from_utf8(response.body.to_vec()).map_err(|cause| {
        Error::new(ErrorKind::NotJson, "the answer is not UTF-8")
            .with_status(response.status.as_u16())
            .caused_by(cause)
    })
}

fn shape_error<T: DeserializeOwned>(response: &Response, cause: serde_json::Error) -> Error {
    if cause.classify() != serde_json::error::Category::Data {
        return not_json(response, &cause).caused_by(cause);
    }
    let mut json = serde_json::Deserializer::from_slice(&response.body);
    let path = match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Err(failure) => failure.path().to_string(),
        Ok(_) => String::new(),
    };
    let path = if matches!(path.as_str(), "" | ".") { "the top".to_owned() } else { path };
    Error::new(ErrorKind::Shape, format!("the answer has another shape: {cause}"))
        .with_json_path(path)
        .caused_by(cause)
}

/// The error for a status other than 200.
fn status_error(response: &Response) -> Error {
    let status = response.status;
    let failure = match status.as_u16() {
        401 => Error::new(ErrorKind::Unauthorized, "the service refused the API key"),
        403 if is_foreign_page(response) => Error::new(
            ErrorKind::UnexpectedStatus,
            "an HTML page of a proxy or firewall refused the call (403), not the service",
        ),
        403 => Error::new(ErrorKind::Unauthorized, "the service refused the API key (403)"),
        404 => Error::new(ErrorKind::NotFound, "there is no such path"),
        422 => match serde_json::from_slice::<ErrorBody>(&response.body) {
            Ok(body) if response.headers.contains_key(NOT_IN_SOURCE) => {
                Error::new(ErrorKind::NotInSource, body.error)
            }
            Ok(body) if response.headers.contains_key(NO_DATA) => Error::new(ErrorKind::NoData, body.error),
            Ok(body) => Error::new(ErrorKind::Refused, body.error),
            Err(_) => Error::new(ErrorKind::Refused, "the service refused the call and gave no reason"),
        },
        429 => Error::new(ErrorKind::RateLimited, "too many requests"),
        500..=599 => Error::new(ErrorKind::Server, server_error(response)),
        300..=399 => Error::new(
            ErrorKind::UnexpectedStatus,
            format!("the service answered with a redirect that is not followed ({status})"),
        ),
        _ => Error::new(ErrorKind::UnexpectedStatus, format!("the service answered with status {status}")),
    };
    failure.with_status(status.as_u16()).with_retry_after(retry_after(&response.headers))
}

/// The message for status 5xx, with the reason that the service gives.
fn server_error(response: &Response) -> String {
    match serde_json::from_slice::<ErrorBody>(&response.body) {
        Ok(body) => format!("the service failed: {}", body.error),
        Err(_) => format!("the service failed with status {}", response.status),
    }
}

/// `Retry-After`, in seconds or as a date; a date in the past is no wait.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => {
            let date = httpdate::parse_http_date(text).ok()?;
            Some(date.duration_since(SystemTime::now()).unwrap_or_default())
        }
    }
}

fn is_html(response: &Response) -> bool {
    response.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
        || response.body.trim_ascii_start().starts_with(b"<")
}

/// Whether a response is an HTML page that is not the service's own: the service rejects a key with a page of nginx.
fn is_foreign_page(response: &Response) -> bool {
    let head = &response.body[..response.body.len().min(4096)];
    is_html(response) && !head.to_ascii_lowercase().windows(5).any(|word| word == b"nginx")
}

fn not_json(response: &Response, cause: &serde_json::Error) -> Error {
    let message = if is_html(response) {
        "the answer is an HTML page instead of JSON".to_owned()
    } else if response.body.is_empty() {
        "the answer is empty".to_owned()
    } else if cause.is_eof() {
        format!("the answer ends early, after {} bytes", response.body.len())
    } else {
        "the answer is not JSON".to_owned()
    };
    Error::new(ErrorKind::NotJson, message)
}
