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

use super::response::Failure;
use crate::error::NOT_IN_SOURCE;

/// The most bytes of an answer. The largest page of the widest table has about a tenth of it.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;

/// Calls version 2.0.
///
/// # Errors
///
/// What 2.0 refuses is refused in the words of 1.x; whatever else it answers is a failure with the same status.
pub(super) async fn ask(
    v2: &Router,
    host: &HeaderValue,
    path: &str,
    query: &[(String, String)],
) -> Result<Value, Failure> {
    // Without a base of its own: the cause of a failure is for the log, and not for whoever called the gateway.
    let request = Request::get(address(path, &within_bounds(query)))
        .header(HOST, host)
        .body(Body::empty())
        .map_err(|_| Failure::plain(StatusCode::NOT_FOUND, "There is no such path."))?;
    let response = match v2.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    match response.status() {
        StatusCode::OK => value_of(response).await,
        _ => Err(refusal(response).await),
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

/// The query, with the last item of a page where 2.0 still gives one: 1.x had no largest page that is known, and its
/// clients ask for all that there is by asking for more.
fn within_bounds(query: &[(String, String)]) -> Vec<(String, String)> {
    let bound = |name: &str| query.iter().find(|(known, _)| known == name)?.1.trim().parse::<i64>().ok();
    let last = bound("start").unwrap_or(1).saturating_add(i64::from(LARGEST_PAGE) - 1);
    let is_beyond = bound("end").is_some_and(|end| end > last);
    let kept = |(name, value): &(String, String)| match name.as_str() {
        "end" if is_beyond => (name.clone(), last.to_string()),
        _ => (name.clone(), value.clone()),
    };
    query.iter().map(kept).collect()
}

async fn value_of(response: Response) -> Result<Value, Failure> {
    let unreadable = |cause: &dyn std::fmt::Display| {
        tracing::error!(%cause, "an answer of 2.0 cannot be read");
        Failure::plain(StatusCode::INTERNAL_SERVER_ERROR, "The source of the data failed.")
    };
    let body = to_bytes(response.into_body(), LARGEST_ANSWER).await.map_err(|cause| unreadable(&cause))?;
    serde_json::from_slice(&body).map_err(|cause| unreadable(&cause))
}

/// What 2.0 answered in place of a success.
async fn refusal(response: Response) -> Failure {
    let status = response.status();
    let is_not_in_source = response.headers().contains_key(NOT_IN_SOURCE);
    let retry_after = response.headers().get(RETRY_AFTER).cloned();
    let body = to_bytes(response.into_body(), LARGEST_ANSWER).await.unwrap_or_default();
    let said = serde_json::from_slice(&body).map(|ErrorBody { error }| error);
    let said = said.unwrap_or_else(|_| status.canonical_reason().unwrap_or("The source failed.").to_owned());
    match status {
        StatusCode::UNPROCESSABLE_ENTITY => match missing_property(&said) {
            Some(name) => Failure::missing(name),
            None => Failure::Refused { said, is_not_in_source },
        },
        // The key of this server is meant, not that of the caller.
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            tracing::error!(%status, said, "the source does not let this server in");
            Failure::plain(StatusCode::BAD_GATEWAY, "The source of the data does not let this server in.")
        }
        status => Failure::Plain { status, said, retry_after },
    }
}

/// The name in the words that 2.0 has for a parameter that is not there.
fn missing_property(said: &str) -> Option<&str> {
    said.strip_prefix("must have required property '")?.strip_suffix('\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_page_is_cut_to_the_largest_there_is() {
        for (asked, called) in [
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
            assert_eq!(within_bounds(&query(asked)), query(called), "{asked:?}");
        }
    }

    #[test]
    fn what_is_missing_is_told_in_the_documented_words() {
        assert_eq!(missing_property("must have required property 'keyword'"), Some("keyword"));
        assert_eq!(missing_property("keyword must be a word"), None);
    }
}
