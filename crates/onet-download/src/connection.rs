//! The HTTP client, its redirect policy, and the meaning of failures.

use std::error::Error as StdError;
use std::time::{Duration, SystemTime};

use reqwest::header::{ACCEPT, CONTENT_RANGE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};

use crate::address::{header, is_loopback, shown};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;

/// The maximum number of redirects that are followed.
pub const REDIRECTS: usize = 10;

#[derive(Debug, PartialEq, thiserror::Error)]
enum RedirectRefused {
    #[error("more than {REDIRECTS} redirects")]
    TooMany,
    #[error("a redirect from https to plain http")]
    Downgraded,
}

pub(crate) fn client(limits: &Limits, user_agent: &str, url: &Url) -> Result<Client> {
    // The ring provider builds in seconds where aws-lc takes minutes. Installing it fails only when the program has
    // chosen a provider already, which serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder();
    if is_loopback(url) {
        // A proxy cannot reach this machine's loopback.
        builder = builder.no_proxy();
    }
    builder
        .user_agent(user_agent)
        .connect_timeout(limits.connect_timeout)
        .read_timeout(limits.idle_timeout)
        // Lengths, ranges and the checksum refer to the file as stored, not to a compressed transfer.
        .no_gzip()
        // An address may contain a secret, which must not reach another server.
        .referer(false)
        .redirect(Policy::custom(follow))
        .build()
        .map_err(|failure| {
            Error::new(ErrorKind::Io, format!("the HTTP client cannot be made: {}", root_cause(&failure)))
        })
}

fn follow(attempt: Attempt<'_>) -> Action {
    match refuse_redirect(attempt.previous(), attempt.url()) {
        Some(why) => attempt.error(why),
        None => attempt.follow(),
    }
}

/// The reason not to follow a redirect, if there is one.
fn refuse_redirect(previous: &[Url], next: &Url) -> Option<RedirectRefused> {
    let from_https = previous.last().is_some_and(|last| last.scheme() == "https");
    if from_https && next.scheme() == "http" && !is_loopback(next) {
        return Some(RedirectRefused::Downgraded);
    }
    // The first address is the original one, not a redirect.
    (previous.len() > REDIRECTS).then_some(RedirectRefused::TooMany)
}

/// Sends a request and waits for the head of its answer.
pub(crate) async fn send(request: RequestBuilder, place: &str, limits: &Limits) -> Result<Response> {
    request.header(ACCEPT, "*/*").send().await.map_err(|failure| network(&failure, place, limits))
}

/// Classifies a network failure. It is not kept as the source: it may contain the full address.
pub(crate) fn network(failure: &reqwest::Error, place: &str, limits: &Limits) -> Error {
    let cause = root_cause(failure);
    let (kind, message) = if failure.is_redirect() || failure.is_builder() {
        (ErrorKind::Redirect, format!("cannot follow the redirects of {place}: {cause}"))
    } else if failure.is_connect() {
        (ErrorKind::Connect, format!("no connection to {place}: {cause}"))
    } else if failure.is_timeout() {
        let seconds = limits.idle_timeout.as_secs_f32();
        (ErrorKind::Timeout, format!("nothing arrived from {place} for {seconds} seconds"))
    } else {
        (ErrorKind::Interrupted, format!("the connection to {place} broke: {cause}"))
    };
    Error::new(kind, message)
}

/// The innermost cause: the outer layers add no information.
fn root_cause(failure: &dyn StdError) -> String {
    let mut cause = failure;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

/// The error for a status that carries no file.
pub(crate) fn refusal(response: &Response, place: &str) -> Error {
    let status = response.status();
    let (kind, message) = match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => {
            (ErrorKind::NotFound, format!("there is no file at {place}"))
        }
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            (ErrorKind::Refused, format!("the server denies access to {place}"))
        }
        StatusCode::TOO_MANY_REQUESTS => (ErrorKind::RateLimited, format!("too many requests to {place}")),
        status if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT => {
            (ErrorKind::Server, format!("the server of {place} failed"))
        }
        status if status.is_redirection() && status != StatusCode::NOT_MODIFIED => {
            (ErrorKind::Redirect, format!("{place} redirects without an http(s) address"))
        }
        _ => (ErrorKind::UnexpectedStatus, format!("{place} answered with an unexpected status")),
    };
    Error::new(kind, format!("{message} (status {})", status.as_u16()))
        .with_retry_after(retry_after(response.headers()))
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = header(headers, RETRY_AFTER)?;
    match text.trim().parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => httpdate::parse_http_date(&text).ok()?.duration_since(SystemTime::now()).ok(),
    }
}

/// The address for messages, with the final address after redirects.
pub(crate) fn place(url: &Url, moved_to: Option<&str>) -> String {
    match moved_to {
        Some(moved_to) => format!("{} (redirected to {moved_to})", shown(url)),
        None => shown(url),
    }
}

/// The final address, if there were redirects.
pub(crate) fn moved_to(url: &Url, response: &Response) -> Option<String> {
    let (original, last) = (shown(url), shown(response.url()));
    (original != last).then_some(last)
}

/// The first byte of a `Content-Range`, and the length of the complete file if it is given.
pub(crate) fn content_range(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let text = header(headers, CONTENT_RANGE)?;
    let (range, total) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (first, _) = range.split_once('-')?;
    let total = match total.trim() {
        "*" => None,
        total => Some(total.parse().ok()?),
    };
    Some((first.trim().parse().ok()?, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &'static str) -> Option<(u64, Option<u64>)> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_RANGE, reqwest::header::HeaderValue::from_static(text));
        content_range(&headers)
    }

    #[test]
    fn redirects_from_https_to_plain_http_are_refused_except_to_loopback() {
        let url = |text: &str| Url::parse(text).expect("an address");
        let from = |text: &str, to: &str| refuse_redirect(&[url(text)], &url(to));
        assert_eq!(from("https://example.org/", "http://example.org/"), Some(RedirectRefused::Downgraded));
        assert_eq!(from("https://example.org/", "http://127.0.0.1/"), None);
        assert_eq!(from("https://example.org/", "https://example.com/"), None);
        assert_eq!(from("http://example.org/", "http://example.com/"), None);
        assert_eq!(from("http://example.org/", "https://example.com/"), None);
    }

    #[test]
    fn content_ranges_are_parsed() {
        assert_eq!(range("bytes 5-9/10"), Some((5, Some(10))));
        assert_eq!(range("bytes 5-9/*"), Some((5, None)));
        for wrong in ["bytes */10", "bytes 5-9", "lines 5-9/10", "bytes 5-9/many", ""] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }
}
