//! What a request is handed to: the network, or a service in this process.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::HeaderValue;
use http::header::ACCEPT;

use super::{Limits, Received};
use crate::{Error, ErrorKind};

/// Most redirects to follow.
const REDIRECTS: usize = 5;

/// What answers a call.
pub(crate) enum Connection {
    Http(reqwest::Client),
    InProcess(InProcess),
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Http(_) => "Http",
            Self::InProcess(_) => "InProcess",
        })
    }
}

impl Connection {
    pub(crate) fn http(user_agent: &str, connect_timeout: Duration, loopback: bool) -> Result<Self, Error> {
        // The ring provider builds in seconds where aws-lc takes minutes. Installing it fails only when the
        // program has chosen a provider already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder();
        if loopback {
            // A proxy cannot reach this machine's loopback, and would see the key.
            builder = builder.no_proxy();
        }
        let client = builder
            .user_agent(user_agent)
            .connect_timeout(connect_timeout)
            .redirect(reqwest::redirect::Policy::custom(same_origin))
            .build()
            .map_err(|failure| {
                Error::new(ErrorKind::Configuration, "the HTTP client cannot be made").caused_by(failure)
            })?;
        Ok(Self::Http(client))
    }
}

/// Follows redirects within the host only, so that the key never reaches another.
fn same_origin(attempt: reqwest::redirect::Attempt<'_>) -> reqwest::redirect::Action {
    let stays = attempt.previous().first().is_some_and(|first| first.origin() == attempt.url().origin());
    match stays && attempt.previous().len() <= REDIRECTS {
        true => attempt.follow(),
        false => attempt.stop(),
    }
}

/// Sends one request over the network and reads its answer.
pub(super) async fn send(
    client: &reqwest::Client,
    url: &str,
    key: Option<&HeaderValue>,
    limits: Limits,
) -> Result<Received, Error> {
    let mut request = client.get(url).header(ACCEPT, "application/json");
    if let Some(key) = key {
        request = request.header("x-api-key", key.clone());
    }
    // An error of reqwest repeats the address, which stands in ours already.
    let mut response = request.send().await.map_err(|failure| network(failure.without_url()))?;
    let status = response.status();
    let broken = |failure: reqwest::Error| network(failure.without_url()).with_status(status.as_u16());
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        limits
            .check_size(body.len() + chunk.len())
            .map_err(|failure| failure.with_status(status.as_u16()))?;
        body.extend_from_slice(&chunk);
    }
    Ok(Received::new(status, std::mem::take(response.headers_mut()), body.freeze()))
}

fn network(failure: reqwest::Error) -> Error {
    let (kind, message) = if failure.is_timeout() {
        (ErrorKind::Timeout, "no connection in time")
    } else if failure.is_connect() {
        (ErrorKind::Connect, "no connection to the service")
    } else {
        (ErrorKind::Interrupted, "the connection broke before the answer was whole")
    };
    Error::new(kind, format!("{message}: {}", root_cause(&failure))).caused_by(failure)
}

/// The innermost cause says what happened; the layers above say only that something did.
fn root_cause(failure: &dyn StdError) -> String {
    let mut cause = failure;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

type BoxError = Box<dyn StdError + Send + Sync>;
type ServiceFuture = Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, BoxError>> + Send>>;

/// A service in this process.
pub(crate) struct InProcess(Box<dyn Fn(http::Request<Bytes>) -> ServiceFuture + Send + Sync>);

impl InProcess {
    pub(crate) fn new<S>(service: S) -> Self
    where
        S: tower_service::Service<http::Request<Bytes>, Response = http::Response<Bytes>>
            + Clone
            + Send
            + Sync
            + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
    {
        Self(Box::new(move |request| {
            let mut service = service.clone();
            Box::pin(async move {
                std::future::poll_fn(|context| service.poll_ready(context)).await.map_err(Into::into)?;
                service.call(request).await.map_err(Into::into)
            })
        }))
    }

    /// Hands one request over.
    pub(super) async fn send(&self, url: &str, limits: Limits) -> Result<Received, Error> {
        let request = http::Request::get(url).header(ACCEPT, "application/json").body(Bytes::new()).map_err(
            |failure| Error::new(ErrorKind::Configuration, "the address is malformed").caused_by(failure),
        )?;
        let response = (self.0)(request).await.map_err(|failure| {
            Error::new(ErrorKind::Server, "the service in this process failed").caused_by(failure)
        })?;
        let (mut head, body) = response.into_parts();
        if let Some(failure) = head.extensions.remove::<Error>() {
            return Err(failure);
        }
        limits.check_size(body.len()).map_err(|failure| failure.with_status(head.status.as_u16()))?;
        Ok(Received::new(head.status, head.headers, body))
    }
}
