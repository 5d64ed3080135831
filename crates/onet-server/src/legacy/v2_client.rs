//! Calls of version 2.0 in this process.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use http::header::{HOST, RETRY_AFTER};
use http::{HeaderValue, Request, StatusCode};
use onet_api::page::LARGEST_PAGE;
use onet_api::types::ErrorBody;
use serde_json::Value;
use tower::ServiceExt as _;
use url::form_urlencoded;

use super::origins::Origins;
use super::response::V1Error;
use crate::error::{Cause, NOT_IN_SOURCE};
use crate::source_response::UnknownOutlook;

/// The largest answer in bytes, about ten times the largest page of the widest table.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;

/// An answer of version 2.0.
pub(super) struct V2Answer {
    pub(super) value: Value,
    /// Whether its source does not know which occupations have a bright outlook.
    pub(super) unknown_outlook: bool,
}

/// Calls version 2.0, and adds an answer to the origins of the document.
///
/// # Errors
///
/// A refusal of 2.0 becomes a refusal with the wording of 1.x; any other response becomes an error with its status.
pub(super) async fn call(
    v2: &Router,
    host: &HeaderValue,
    path: &str,
    query: &[(String, String)],
    origins: &Origins,
) -> Result<V2Answer, V1Error> {
    // Not marked as a call in this process: causes of failures go to the log, not to the caller of the gateway.
    let request = Request::get(address(path, &within_bounds(query)))
        .header(HOST, host)
        .body(Body::empty())
        .map_err(|_| V1Error::plain(StatusCode::NOT_FOUND, "There is no such path."))?;
    let response = match v2.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    match response.status() {
        StatusCode::OK => {
            origins.add(response.headers());
            let unknown_outlook = response.extensions().get::<UnknownOutlook>().is_some();
            Ok(V2Answer { value: value_of(response).await?, unknown_outlook })
        }
        _ => Err(error_of(response).await),
    }
}

fn address(path: &str, query: &[(String, String)]) -> String {
    match query {
        [] => path.to_owned(),
        _ => {
            format!("{path}?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish())
        }
    }
}

/// The query, with `end` reduced to the largest page of 2.0: 1.x had no known limit, and its clients request all items
/// with a large `end`.
fn within_bounds(query: &[(String, String)]) -> Vec<(String, String)> {
    let bound = |name: &str| query.iter().find(|(known, _)| known == name)?.1.trim().parse::<i64>().ok();
    let last = bound("start").unwrap_or(1).saturating_add(i64::from(LARGEST_PAGE) - 1);
    let is_beyond = bound("end").is_some_and(|end| end > last);
    let bounded = |(name, value): &(String, String)| match name.as_str() {
        "end" if is_beyond => (name.clone(), last.to_string()),
        _ => (name.clone(), value.clone()),
    };
    query.iter().map(bounded).collect()
}

async fn value_of(response: Response) -> Result<Value, V1Error> {
    let unreadable = |cause: &dyn std::fmt::Display| {
        let cause = Cause::of(&format!("an answer of 2.0 cannot be read: {cause}"));
        V1Error::failed(StatusCode::INTERNAL_SERVER_ERROR, "The source of the data failed.", cause)
    };
    let body = to_bytes(response.into_body(), LARGEST_ANSWER).await.map_err(|cause| unreadable(&cause))?;
    serde_json::from_slice(&body).map_err(|cause| unreadable(&cause))
}

/// Converts an error response of 2.0.
async fn error_of(response: Response) -> V1Error {
    let status = response.status();
    let is_not_in_source = response.headers().contains_key(NOT_IN_SOURCE);
    let cause = response.extensions().get::<Cause>().cloned();
    let retry_after = response.headers().get(RETRY_AFTER).cloned();
    let body = to_bytes(response.into_body(), LARGEST_ANSWER).await.unwrap_or_default();
    let message = serde_json::from_slice(&body).map(|ErrorBody { error }| error);
    let message =
        message.unwrap_or_else(|_| status.canonical_reason().unwrap_or("The source failed.").to_owned());
    match status {
        StatusCode::UNPROCESSABLE_ENTITY => match missing_property(&message) {
            Some(name) => V1Error::missing(name),
            None => V1Error::Refused { message, is_not_in_source },
        },
        // The source refused the key of this server, not that of the caller.
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            let cause = Cause::of(&format!("the source refuses the key of this server: {status} {message}"));
            let message = "The source of the data does not let this server in.";
            V1Error::failed(StatusCode::BAD_GATEWAY, message, cause)
        }
        status => V1Error::Plain { status, message, retry_after, cause },
    }
}

/// The parameter in the message of 2.0 for a missing parameter.
fn missing_property(message: &str) -> Option<&str> {
    message.strip_prefix("must have required property '")?.strip_suffix('\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_page_is_reduced_to_the_largest_size() {
        for (given, expected) in [
            (&[("end", "2000")][..], &[("end", "2000")][..]),
            (&[("end", "2001")], &[("end", "2000")]),
            (&[("end", "9999999999")], &[("end", "2000")]),
            (&[("start", "11"), ("end", "5000")], &[("start", "11"), ("end", "2010")]),
            (&[("start", "11")], &[("start", "11")]),
            (&[("start", "x"), ("end", "y")], &[("start", "x"), ("end", "y")]),
            (
                &[("start", "-9223372036854775808"), ("end", "1")],
                &[("start", "-9223372036854775808"), ("end", "-9223372036854773809")],
            ),
        ] {
            assert_eq!(within_bounds(&query(given)), query(expected), "{given:?}");
        }
    }

    #[test]
    fn a_missing_parameter_is_recognized_in_the_message() {
        assert_eq!(missing_property("must have required property 'keyword'"), Some("keyword"));
        assert_eq!(missing_property("keyword must be a word"), None);
    }
}
