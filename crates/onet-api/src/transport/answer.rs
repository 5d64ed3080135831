//! What an answer says: a value, or why there is none.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::Received;
use crate::{Error, ErrorKind, types};

/// The header by which a local source says that it does not hold what was asked for; the body is the service's.
const NOT_IN_SOURCE: &str = "onet-not-in-source";

/// The value of a successful answer.
pub(super) fn decode<T: DeserializeOwned>(received: &Received) -> Result<T, Error> {
    // Keeping track of the path costs time on large answers, so it is found only when it is needed.
    match serde_json::from_slice(&received.body) {
        Ok(value) => Ok(value),
        Err(cause) => Err(undecodable::<T>(received, cause).with_status(received.status.as_u16())),
    }
}

/// The text of a successful answer, which must be JSON.
pub(super) fn text(received: &Received) -> Result<String, Error> {
    decode::<IgnoredAny>(received)?;
    String::from_utf8(received.body.to_vec()).map_err(|cause| {
        Error::new(ErrorKind::NotJson, "the answer is not UTF-8")
            .with_status(received.status.as_u16())
            .caused_by(cause)
    })
}

fn undecodable<T: DeserializeOwned>(received: &Received, cause: serde_json::Error) -> Error {
    if cause.classify() != serde_json::error::Category::Data {
        return not_json(received, &cause).caused_by(cause);
    }
    let mut json = serde_json::Deserializer::from_slice(&received.body);
    let path = match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Err(failure) => failure.path().to_string(),
        Ok(_) => String::new(),
    };
    let path = if matches!(path.as_str(), "" | ".") { "the top".to_owned() } else { path };
    Error::new(ErrorKind::Shape, format!("the answer has another shape: {cause}"))
        .with_json_path(path)
        .caused_by(cause)
}

/// The error for a status that is no success.
pub(super) fn refusal(received: &Received) -> Error {
    let status = received.status;
    let failure = match status.as_u16() {
        401 => Error::new(ErrorKind::Unauthorized, "the service refused the API key"),
        403 => Error::new(ErrorKind::Unauthorized, "the service refused the API key (403)"),
        404 => Error::new(ErrorKind::NotFound, "there is no such path"),
        422 => match serde_json::from_slice::<types::ErrorBody>(&received.body) {
            Ok(body) if received.headers.contains_key(NOT_IN_SOURCE) => {
                Error::new(ErrorKind::NotInSource, body.error)
            }
            Ok(body) => Error::new(ErrorKind::Refused, body.error),
            Err(_) => Error::new(ErrorKind::Refused, "the service refused the call and gave no reason"),
        },
        429 => Error::new(ErrorKind::RateLimited, "too many requests"),
        500..=599 => Error::new(ErrorKind::Server, failed(received)),
        300..=399 => Error::new(
            ErrorKind::UnexpectedStatus,
            format!("the service answered with a redirect that is not followed ({status})"),
        ),
        _ => Error::new(ErrorKind::UnexpectedStatus, format!("the service answered with status {status}")),
    };
    failure.with_status(status.as_u16()).with_retry_after(retry_after(&received.headers))
}

/// What a service says of its own failure, where it says anything.
fn failed(received: &Received) -> String {
    match serde_json::from_slice::<types::ErrorBody>(&received.body) {
        Ok(body) => format!("the service failed: {}", body.error),
        Err(_) => format!("the service failed with status {}", received.status),
    }
}

/// `Retry-After`, in seconds or as a date; a date that is past means no wait.
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

fn not_json(received: &Received, cause: &serde_json::Error) -> Error {
    let html =
        received.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
            || received.body.trim_ascii_start().starts_with(b"<");
    let message = if html {
        "the answer is an HTML page instead of JSON".to_owned()
    } else if received.body.is_empty() {
        "the answer is empty".to_owned()
    } else if cause.is_eof() {
        format!("the answer ends early, after {} bytes", received.body.len())
    } else {
        "the answer is not JSON".to_owned()
    };
    Error::new(ErrorKind::NotJson, message)
}
