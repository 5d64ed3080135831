//! The way of one call: request, connection, status, body, value.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use progenitor_client::QueryParam;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::Instrument as _;

use crate::client::missing_key;
use crate::operation::Operation;
use crate::{Client, Error, ErrorKind, PageRange, types};

/// The header by which a local source says that it does not hold what was asked for; the body is the service's.
const NOT_IN_SOURCE: &str = "onet-not-in-source";

/// Most redirects to follow.
const REDIRECTS: usize = 5;

/// What a call may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) timeout: Duration,
    pub(crate) largest_answer: usize,
}

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

type ServiceFuture =
    Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, Box<dyn StdError + Send + Sync>>> + Send>>;

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
        S::Error: Into<Box<dyn StdError + Send + Sync>>,
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
}

impl fmt::Debug for InProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InProcess")
    }
}

/// The query of a request, encoded as a form is: `key=value` pairs joined by `&`.
pub(crate) struct Query(Result<String, serde_urlencoded::ser::Error>);

impl Query {
    pub(crate) fn new() -> Self {
        Self(Ok(String::new()))
    }

    /// Starts with a query that is encoded already.
    pub(crate) fn from_text(text: &str) -> Self {
        Self(Ok(text.to_owned()))
    }

    /// Adds a parameter: nothing for `None`, the key repeated for a list.
    pub(crate) fn with<T: Serialize>(self, parameter: QueryParam<'_, T>) -> Self {
        Self(self.0.and_then(|text| Ok(join(text, &serde_urlencoded::to_string(parameter)?))))
    }

    /// Adds one pair.
    pub(crate) fn pair(self, key: &str, value: &str) -> Self {
        Self(self.0.and_then(|text| Ok(join(text, &serde_urlencoded::to_string([(key, value)])?))))
    }

    /// Adds the bounds of a page that the caller gave.
    pub(crate) fn range(self, range: PageRange) -> Self {
        self.with(QueryParam::new("start", &range.start())).with(QueryParam::new("end", &range.end()))
    }
}

fn join(mut text: String, more: &str) -> String {
    if !text.is_empty() && !more.is_empty() {
        text.push('&');
    }
    text.push_str(more);
    text
}

/// An answer before it is decoded.
struct Received {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Client {
    /// Calls an operation.
    pub(crate) async fn fetch<T: DeserializeOwned>(
        &self,
        operation: &'static Operation,
        url: String,
        query: Query,
    ) -> Result<T, Error> {
        self.call(Some(operation), url, query).await
    }

    /// Calls an address that may belong to no operation.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        operation: Option<&'static Operation>,
        mut url: String,
        query: Query,
    ) -> Result<T, Error> {
        let span = tracing::debug_span!("onet", operation = operation.map(|operation| operation.id));
        async {
            let query = query.0.map_err(|failure| {
                Error::new(ErrorKind::Configuration, "a parameter cannot be written into a query")
                    .caused_by(failure)
            })?;
            check_segments(&url[self.baseurl.len()..])?;
            if !query.is_empty() {
                url.push('?');
                url.push_str(&query);
            }
            let answer = self.receive(&url).await.and_then(decode);
            if let Err(failure) = &answer {
                tracing::debug!(%url, kind = ?failure.kind(), "call failed");
            }
            answer.map_err(|failure| self.told(failure).at(operation, &url))
        }
        .instrument(span)
        .await
    }

    /// An error as it may be shown: a server can echo the key.
    fn told(&self, failure: Error) -> Error {
        match self.shared.key.as_ref().and_then(|key| key.to_str().ok()) {
            Some(key) => failure.without(key),
            None => failure,
        }
    }

    async fn receive(&self, url: &str) -> Result<Received, Error> {
        if self.shared.needs_key {
            return Err(missing_key());
        }
        let limits = self.shared.limits;
        let received = async {
            match &self.shared.connection {
                Connection::Http(client) => self.receive_http(client, url).await,
                Connection::InProcess(service) => self.receive_in_process(service, url).await,
            }
        };
        match tokio::time::timeout(limits.timeout, received).await {
            Ok(received) => received,
            Err(_) => {
                let seconds = limits.timeout.as_secs_f32();
                Err(Error::new(ErrorKind::Timeout, format!("no whole answer within {seconds} seconds")))
            }
        }
    }

    async fn receive_http(&self, client: &reqwest::Client, url: &str) -> Result<Received, Error> {
        let mut request = client.get(url).header(ACCEPT, "application/json");
        if let Some(key) = &self.shared.key {
            request = request.header("x-api-key", key.clone());
        }
        // An error of reqwest repeats the address, which stands in ours already.
        let mut response = request.send().await.map_err(|failure| network(failure.without_url()))?;
        let mut body = BytesMut::new();
        let status = response.status().as_u16();
        let broken = |failure: reqwest::Error| network(failure.without_url()).with_status(status);
        while let Some(chunk) = response.chunk().await.map_err(broken)? {
            self.check_size(body.len() + chunk.len()).map_err(|failure| failure.with_status(status))?;
            body.extend_from_slice(&chunk);
        }
        Ok(Received {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            body: body.freeze(),
        })
    }

    async fn receive_in_process(&self, service: &InProcess, url: &str) -> Result<Received, Error> {
        let request = http::Request::get(url).header(ACCEPT, "application/json").body(Bytes::new()).map_err(
            |failure| Error::new(ErrorKind::Configuration, "the address is malformed").caused_by(failure),
        )?;
        let response = (service.0)(request).await.map_err(|failure| {
            Error::new(ErrorKind::Server, "the service in this process failed").caused_by(failure)
        })?;
        let (head, body) = response.into_parts();
        self.check_size(body.len())?;
        Ok(Received { status: head.status, headers: head.headers, body })
    }

    fn check_size(&self, size: usize) -> Result<(), Error> {
        let most = self.shared.limits.largest_answer;
        match size > most {
            true => Err(Error::new(ErrorKind::TooLarge, format!("the answer is larger than {most} bytes"))),
            false => Ok(()),
        }
    }
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

fn decode<T: DeserializeOwned>(received: Received) -> Result<T, Error> {
    let status = received.status;
    if status != StatusCode::OK {
        return Err(refusal(&received).with_status(status.as_u16()));
    }
    let mut json = serde_json::Deserializer::from_slice(&received.body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|failure| {
        let path = failure.path().to_string();
        let cause = failure.into_inner();
        let failure = match cause.classify() {
            serde_json::error::Category::Data => {
                let at = if path == "." { "the top".to_owned() } else { path };
                Error::new(ErrorKind::Shape, format!("the answer has another shape: {cause}"))
                    .with_json_path(at)
            }
            _ => not_json(&received, Some(&cause)),
        };
        failure.with_status(status.as_u16()).caused_by(cause)
    })?;
    json.end()
        .map_err(|cause| not_json(&received, Some(&cause)).with_status(status.as_u16()).caused_by(cause))?;
    Ok(value)
}

/// The error for a status that is no success.
fn refusal(received: &Received) -> Error {
    let status = received.status;
    match status.as_u16() {
        401 => Error::new(ErrorKind::Unauthorized, "the service refused the API key"),
        403 => Error::new(ErrorKind::Unauthorized, "the service refused the API key (403)"),
        404 => Error::new(ErrorKind::NotFound, "there is no such path"),
        422 => match serde_json::from_slice::<types::ErrorBody>(&received.body) {
            Ok(body) => {
                let elsewhere = received.headers.contains_key(NOT_IN_SOURCE);
                Error::new(if elsewhere { ErrorKind::NotInSource } else { ErrorKind::Refused }, body.error)
            }
            Err(_) => Error::new(ErrorKind::Refused, "the service refused the call and gave no reason"),
        },
        429 => Error::new(ErrorKind::RateLimited, "too many requests")
            .with_retry_after(retry_after(&received.headers)),
        500..=599 => {
            Error::new(ErrorKind::Server, failed(received)).with_retry_after(retry_after(&received.headers))
        }
        300..=399 => Error::new(
            ErrorKind::UnexpectedStatus,
            format!("the service answered with a redirect that is not followed ({status})"),
        ),
        _ => Error::new(ErrorKind::UnexpectedStatus, format!("the service answered with status {status}")),
    }
}

/// What a service says of its own failure, where it says anything.
fn failed(received: &Received) -> String {
    match serde_json::from_slice::<types::ErrorBody>(&received.body) {
        Ok(body) => format!("the service failed: {}", body.error),
        Err(_) => format!("the service failed with status {}", received.status),
    }
}

/// Percent-encodes a path segment. A backslash is path syntax to URL parsers.
pub(crate) fn encode_path(segment: &str) -> String {
    match segment {
        // No address can hold an empty segment; as a dot it is refused before anything is sent.
        "" => "%2E".to_owned(),
        _ => progenitor_client::encode_path(segment).replace('\\', "%5C"),
    }
}

/// Refuses a path that a URL parser would read as another: an empty segment, or one of dots, which mean the same
/// encoded.
fn check_segments(path: &str) -> Result<(), Error> {
    let mut segments = path.trim_start_matches('/').trim_end_matches('/').split('/');
    let refused = segments.any(|segment| {
        let dots = segment.replace("%2E", ".").replace("%2e", ".");
        dots == "." || dots == ".." || (segment.is_empty() && path.len() > 1)
    });
    match refused {
        true => Err(Error::new(
            ErrorKind::Configuration,
            "a title or code in the path is empty or made of dots, which no address can hold",
        )),
        false => Ok(()),
    }
}

/// `Retry-After` in seconds.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

fn not_json(received: &Received, cause: Option<&serde_json::Error>) -> Error {
    let html =
        received.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
            || received.body.trim_ascii_start().starts_with(b"<");
    let message = match cause {
        _ if html => "the answer is an HTML page instead of JSON".to_owned(),
        _ if received.body.is_empty() => "the answer is empty".to_owned(),
        Some(cause) if cause.is_eof() => {
            format!("the answer ends early, after {} bytes", received.body.len())
        }
        _ => "the answer is not JSON".to_owned(),
    };
    Error::new(ErrorKind::NotJson, message)
}
