//! What a download can end with instead of a file.

use std::io;
use std::path::Path;
use std::time::Duration;

/// The result of what this crate does.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

/// Why there is no file.
///
/// The message says what happened, where and why; [`hint`](Error::hint) what to try. Neither they nor the debug form
/// hold a user name, a password or a query of an address.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Report>);

#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Report {
    kind: ErrorKind,
    message: String,
    retry_after: Option<Duration>,
    source: Option<io::Error>,
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// What was given is no http(s) address.
    Address,
    /// Another download works in the folder.
    Busy,
    /// No connection: refused, unknown host, or no network.
    Connect,
    /// Nothing arrived for too long.
    Timeout,
    /// The connection broke before the file was whole, more often than it was to be tried again.
    Interrupted,
    /// There is no file at the address: 404 or 410.
    NotFound,
    /// The server wants a permission: 401, 403 or 407.
    Refused,
    /// Too many requests: 429.
    RateLimited,
    /// The server failed: 5xx.
    Server,
    /// A status that no download should have.
    UnexpectedStatus,
    /// The address leads round in circles, or from https to plain http, or to what is no http(s) address.
    Redirect,
    /// The file is larger than the limit.
    TooLarge,
    /// The server sent more than it had announced.
    WrongLength,
    /// A web page came instead of a zip file.
    WebPage,
    /// What came is no zip file, or one without its end.
    NotZip,
    /// The disk is full.
    StorageFull,
    /// The operating system refused to read or write, or the HTTP client cannot be made.
    Io,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Report { kind, message: message.into(), retry_after: None, source: None }))
    }

    pub(crate) fn io(action: &str, path: &Path, failure: io::Error) -> Self {
        let path = path.display();
        let (kind, message) = match failure.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                (ErrorKind::StorageFull, format!("cannot {action} {path}: the disk is full"))
            }
            _ => (ErrorKind::Io, format!("cannot {action} {path}: {failure}")),
        };
        let mut error = Self::new(kind, message);
        error.0.source = Some(failure);
        error
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What to try, if there is something.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self.kind() {
            ErrorKind::Address => "an address such as https://example.org/file.zip",
            ErrorKind::Busy => "wait until it is done, and try again",
            ErrorKind::Connect => "check the network and the name of the server, and try again",
            ErrorKind::Timeout | ErrorKind::Interrupted => {
                "try again: what has arrived stays, and the rest is fetched where the server allows it"
            }
            ErrorKind::Refused => "open the address in a browser; it may want a login or bar programs",
            ErrorKind::RateLimited | ErrorKind::Server => "try again later",
            ErrorKind::Redirect | ErrorKind::WrongLength => {
                "open the address in a browser to see what is there"
            }
            ErrorKind::WebPage => {
                "open the address in a browser; a login page of the network, or a page that says the file is gone, \
                 may be in the way"
            }
            ErrorKind::StorageFull => "free some space and try again: what has arrived stays",
            _ => return None,
        })
    }

    /// How long the server wants to be left alone.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }
}
