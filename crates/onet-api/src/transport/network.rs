//! Requests over the network: rate limit, retries, timeouts, single flight.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::ACCEPT;
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;

use super::decode;
use super::limiter::Limiter;
use super::response::{Limits, Response, too_slow};
use super::single_flight::SingleFlight;
use crate::policy::Retry;
use crate::response_hook::{ObservedRetry, RetryHook};
use crate::{Error, ErrorKind};

/// Most redirects to follow.
const MAX_REDIRECTS: usize = 5;

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// The settings of the HTTP client.
pub(crate) struct HttpSettings<'a> {
    pub(crate) user_agent: &'a str,
    pub(crate) connect_timeout: Duration,
    /// Whether the service is on this machine's loopback interface.
    pub(crate) loopback: bool,
    pub(crate) key: Option<&'a HeaderValue>,
}

/// The connection to a service, shared by all clones of a client.
pub(crate) struct Network {
    client: reqwest::Client,
    limits: Limits,
    limiter: Limiter,
    retry: Retry,
    retry_hook: Option<RetryHook>,
    calls: SingleFlight<Result<Response, Error>>,
}

impl Network {
    pub(crate) fn new(
        settings: &HttpSettings<'_>,
        limits: Limits,
        limiter: Limiter,
        retry: Retry,
        retry_hook: Option<RetryHook>,
    ) -> Result<Self, Error> {
        let client = http_client(settings)?;
        Ok(Self { client, limits, limiter, retry, retry_hook, calls: SingleFlight::default() })
    }

    /// Gets a URL. Concurrent calls for the same one are sent once.
    pub(super) async fn get(self: &Arc<Self>, url: &str) -> Result<Response, Error> {
        let start = |url: Arc<str>| {
            let network = Arc::clone(self);
            async move { network.get_with_retries(&url).await }
        };
        self.calls.join(url, start).await
    }

    async fn get_with_retries(&self, url: &str) -> Result<Response, Error> {
        let deadline = Instant::now() + self.limits.deadline;
        // Most calls need neither a wait nor a timer for the limiter.
        let mut waits = None;
        let mut tries = 0;
        loop {
            if !self.limiter.try_acquire() {
                let permit = tokio::time::timeout_at(deadline, self.limiter.acquire()).await;
                permit.map_err(|_| too_slow(self.limits.deadline).after(tries))?;
            }
            tries += 1;
            let failure = match self.get_once(url, deadline).await {
                Ok(mut response) => {
                    response.tries = tries;
                    return Ok(response);
                }
                Err(failure) => failure.after(tries),
            };
            tracing::debug!(tries, status = failure.status(), kind = ?failure.kind(), "try failed");
            if !failure.is_retryable() {
                return Err(failure);
            }
            let Some(wait) = waits
                .get_or_insert_with(|| self.retry.waits())
                .next()
                .and_then(|backoff| self.retry.wait(backoff, failure.status(), failure.retry_after()))
                .filter(|wait| Instant::now() + *wait < deadline)
            else {
                return Err(failure);
            };
            if let Some(hook) = &self.retry_hook {
                hook(&ObservedRetry { failure: &failure, tries, wait });
            }
            tokio::time::sleep(wait).await;
        }
    }

    async fn get_once(&self, url: &str, deadline: Instant) -> Result<Response, Error> {
        let Limits { timeout, deadline: whole, .. } = self.limits;
        let own = Instant::now() + timeout;
        match tokio::time::timeout_at(own.min(deadline), self.send(url)).await {
            Ok(response) => decode::success(response?),
            Err(_) => Err(too_slow(if own < deadline { timeout } else { whole })),
        }
    }

    /// Sends one request and reads its response.
    async fn send(&self, url: &str) -> Result<Response, Error> {
        // reqwest's errors repeat the URL, which ours contain already.
        let sent = self.client.get(url).send().await;
        let mut response = sent.map_err(|failure| network_error(failure.without_url()))?;
        let status = response.status();
        let body =
            self.read_body(&mut response).await.map_err(|failure| failure.with_status(status.as_u16()))?;
        Ok(Response::new(status, std::mem::take(response.headers_mut()), body))
    }

    /// Reads the body; one that arrives in a single piece is not copied.
    async fn read_body(&self, response: &mut reqwest::Response) -> Result<Bytes, Error> {
        let first = self.read_chunk(response, 0).await?.unwrap_or_default();
        let Some(second) = self.read_chunk(response, first.len()).await? else { return Ok(first) };
        let mut body = BytesMut::from(&*first);
        body.extend_from_slice(&second);
        while let Some(chunk) = self.read_chunk(response, body.len()).await? {
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }

    async fn read_chunk(
        &self,
        response: &mut reqwest::Response,
        read: usize,
    ) -> Result<Option<Bytes>, Error> {
        let chunk = response.chunk().await.map_err(|failure| network_error(failure.without_url()))?;
        let length = chunk.as_ref().map_or(0, Bytes::len);
        self.limits.check_size(read + length)?;
        Ok(chunk)
    }
}

fn http_client(settings: &HttpSettings<'_>) -> Result<reqwest::Client, Error> {
    // The ring provider builds in seconds where aws-lc takes minutes. Installing it fails only if the program has
    // installed another one, which works as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.extend(settings.key.map(|key| (API_KEY, key.clone())));
    let mut builder = reqwest::Client::builder();
    if settings.loopback {
        // A proxy cannot reach this machine's loopback, and would see the key.
        builder = builder.no_proxy();
    }
    builder
        .user_agent(settings.user_agent)
        .default_headers(headers)
        .connect_timeout(settings.connect_timeout)
        .redirect(reqwest::redirect::Policy::custom(same_origin))
        .build()
        .map_err(|failure| {
            Error::new(ErrorKind::Configuration, "the HTTP client cannot be made").caused_by(failure)
        })
}

/// Follows redirects within the host only, so that the key never reaches another one.
fn same_origin(attempt: reqwest::redirect::Attempt<'_>) -> reqwest::redirect::Action {
    let stays = attempt.previous().first().is_some_and(|first| first.origin() == attempt.url().origin());
    match stays && attempt.previous().len() <= MAX_REDIRECTS {
        true => attempt.follow(),
        false => attempt.stop(),
    }
}

fn network_error(failure: reqwest::Error) -> Error {
    let (kind, message) = if failure.is_timeout() {
        (ErrorKind::Timeout, "no connection in time")
    } else if failure.is_connect() {
        (ErrorKind::Connect, "no connection to the service")
    } else {
        (ErrorKind::Interrupted, "the connection broke before the answer was whole")
    };
    Error::new(kind, format!("{message}: {}", root_cause(&failure))).caused_by(failure)
}

/// The innermost cause, which is the most specific one.
fn root_cause(failure: &dyn StdError) -> String {
    let mut cause = failure;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
