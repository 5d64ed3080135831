//! The error of this crate.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::operation::Operation;

/// Why a call failed.
///
/// It never contains the API key, neither in its text, its debug form, its URL nor its sources.
///
/// Clones share their sources.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    operation: Option<&'static str>,
    url: Option<String>,
    status: Option<u16>,
    json_path: Option<String>,
    retry_after: Option<Duration>,
    tries: u32,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// The kind of an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The configuration is invalid: a bad base URL, or a key over plain http to another machine.
    Configuration,
    /// The service requires a key and there is none. Nothing was sent.
    MissingKey,
    /// The service rejected the key: 401, or 403 with a page of nginx, which the live service sends instead.
    Unauthorized,
    /// There is no such path, or no such section for this occupation: 404.
    NotFound,
    /// A parameter is missing or malformed, a code is unknown, or there is no data for it: 422.
    Refused,
    /// The code is known and there is no data for it: 422 of a local source, which marks it. The live service does not
    /// mark it, so that it is [`Refused`](Self::Refused) there.
    NoData,
    /// The source, such as a database release, does not have the data; the live service may.
    NotInSource,
    /// Too many requests: 429.
    RateLimited,
    /// The service failed: 5xx.
    Server,
    /// A status that the contract does not list.
    UnexpectedStatus,
    /// No connection: refused, unknown host, or no network.
    Connect,
    /// No response in time.
    Timeout,
    /// The connection broke within the response.
    Interrupted,
    /// The response is larger than the client accepts.
    TooLarge,
    /// The response is not JSON: an HTML page, or cut short.
    NotJson,
    /// The response is JSON of another shape; see [`Error::json_path`].
    Shape,
    /// The pages of a list contradict each other.
    Inconsistent,
    /// The response arrived and the response hook failed; see
    /// [`ClientBuilder::on_response`](crate::ClientBuilder::on_response).
    ResponseHook,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            url: None,
            status: None,
            json_path: None,
            retry_after: None,
            tries: 0,
            source: None,
        }))
    }

    pub(crate) fn missing_key() -> Self {
        Self::new(ErrorKind::MissingKey, "O*NET Web Services wants an API key and none is set")
    }

    pub(crate) fn inconsistent(message: String) -> Self {
        Self::new(ErrorKind::Inconsistent, message)
    }

    /// Adds the operation and the URL, unless they are set.
    pub(crate) fn at(mut self, operation: Option<&'static Operation>, url: &str) -> Self {
        self.0.operation = self.0.operation.or(operation.map(|operation| operation.id));
        self.0.url.get_or_insert_with(|| url.to_owned());
        self
    }

    /// Removes the API key from a message that a server sent.
    pub(crate) fn without(mut self, key: &str) -> Self {
        if self.0.message.contains(key) {
            self.0.message = self.0.message.replace(key, "[key]");
            // The source repeats it.
            self.0.source = None;
        }
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_json_path(mut self, path: String) -> Self {
        self.0.json_path = Some(path);
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    pub(crate) fn after(mut self, tries: u32) -> Self {
        self.0.tries = tries;
        self
    }

    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What happened, in one sentence: the message of the service if it sent one.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Id of the called operation.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The requested URL. It never contains the key.
    pub fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// HTTP status of the response, if there was one.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Position of the wrong shape in the response: `occupation[3].job_zone.code`.
    pub fn json_path(&self) -> Option<&str> {
        self.0.json_path.as_deref()
    }

    /// How long to wait, from the header `Retry-After`.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Number of requests sent; 0 if the call failed before the first one or went to a service in this process.
    pub fn tries(&self) -> u32 {
        self.0.tries
    }

    /// Whether the key is missing or rejected.
    pub fn is_auth(&self) -> bool {
        matches!(self.0.kind, ErrorKind::MissingKey | ErrorKind::Unauthorized)
    }

    /// Whether the path does not exist.
    pub fn is_not_found(&self) -> bool {
        self.0.kind == ErrorKind::NotFound
    }

    /// Whether the service rejected the parameters (422).
    pub fn is_refused(&self) -> bool {
        self.0.kind == ErrorKind::Refused
    }

    /// Whether the code is known and has no data.
    pub fn is_no_data(&self) -> bool {
        self.0.kind == ErrorKind::NoData
    }

    /// Whether there were too many requests.
    pub fn is_rate_limited(&self) -> bool {
        self.0.kind == ErrorKind::RateLimited
    }

    /// Whether the network failed before the end of the response.
    pub fn is_network(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Interrupted)
    }

    /// Whether the same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        self.is_network()
            || matches!(self.0.kind, ErrorKind::RateLimited | ErrorKind::Server)
            || self.0.status == Some(408)
    }

    /// What to try next, in one sentence.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self.0.kind {
            ErrorKind::MissingKey => {
                "sign up for a free key at https://services.onetcenter.org/ and set ONET_API_KEY, \
                 or answer from your own machine: an imported release, or the built-in sample"
            }
            ErrorKind::Unauthorized => {
                "check the key (ONET_API_KEY); keys of version 1.x do not work with version 2.0"
            }
            ErrorKind::NotFound => "check the path; not every occupation has every section",
            ErrorKind::NotInSource => "ask the live service, or another source that has it",
            ErrorKind::RateLimited => "wait and try again; lower the rate of requests",
            ErrorKind::Server | ErrorKind::UnexpectedStatus => "try again later",
            ErrorKind::Connect => "check the network, the base URL and any proxy",
            ErrorKind::Timeout | ErrorKind::Interrupted => "try again, or raise the timeout",
            ErrorKind::TooLarge => "ask for fewer items at a time, or raise the limit",
            ErrorKind::NotJson => "check that the base URL leads to O*NET Web Services 2.0",
            ErrorKind::Shape => "the service may have changed; look for a newer version of onet",
            ErrorKind::Inconsistent => "the list changed while it was read; start again",
            ErrorKind::ResponseHook => "check where responses are recorded, or call without recording",
            ErrorKind::Configuration | ErrorKind::NoData | ErrorKind::Refused => return None,
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        if let Some(path) = &self.0.json_path {
            write!(f, " at {path}")?;
        }
        if let Some(operation) = self.0.operation {
            write!(f, " ({operation})")?;
        }
        Ok(())
    }
}

/// One line for people, as programs print it when `main` returns an error: what happened, where, and what to try.
/// `{:#?}` shows the fields.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, message, operation, url, status, json_path, retry_after, tries, .. } = &*self.0;
        if f.alternate() {
            return f
                .debug_struct("Error")
                .field("kind", kind)
                .field("message", message)
                .field("operation", operation)
                .field("url", url)
                .field("status", status)
                .field("json_path", json_path)
                .field("retry_after", retry_after)
                .field("tries", tries)
                .finish_non_exhaustive();
        }
        write!(f, "{self} [{kind:?}")?;
        if let Some(url) = url {
            write!(f, ", {url}")?;
        }
        f.write_str("]")?;
        match self.hint() {
            Some(hint) => write!(f, "; try: {hint}"),
            None => Ok(()),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
