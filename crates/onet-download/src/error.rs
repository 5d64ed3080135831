//! Errors of a download.

use std::io;
use std::path::Path;
use std::time::Duration;

/// The result of what this crate does.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a download failed.
///
/// The message describes what happened, where and why; [`hint`](Error::hint) proposes a remedy. Neither they nor the
/// debug form contain the user name, the password or the query of an address.
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
    /// The address is not an http(s) URL.
    Address,
    /// Another process holds the folder.
    Busy,
    /// No connection: refused, unknown host, or no network.
    Connect,
    /// The server sent nothing for too long.
    Timeout,
    /// The connection was interrupted before the file was complete, in every attempt.
    Interrupted,
    /// There is no file at the address: 404 or 410.
    NotFound,
    /// The server denies access: 401, 403 or 407.
    Refused,
    /// Too many requests: 429.
    RateLimited,
    /// The server failed: 5xx.
    Server,
    /// Any other status that carries no file.
    UnexpectedStatus,
    /// Too many redirects, a redirect from https to plain http, or one without an http(s) address.
    Redirect,
    /// The file is larger than the limit.
    TooLarge,
    /// The server sent more bytes than it had announced.
    WrongLength,
    /// The file is a web page instead of a zip file.
    WebPage,
    /// The file is no zip file, or an incomplete one.
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

    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What to try, if anything.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self.kind() {
            ErrorKind::Address => "an address such as https://example.org/file.zip",
            ErrorKind::Busy => "wait until it is done, and try again",
            ErrorKind::Connect => "check the network and the name of the server, and try again",
            ErrorKind::Timeout | ErrorKind::Interrupted => {
                "try again: the download is resumed if the server supports it"
            }
            ErrorKind::Refused => "open the address in a browser; it may require a login or exclude programs",
            ErrorKind::RateLimited | ErrorKind::Server => "try again later",
            ErrorKind::Redirect | ErrorKind::WrongLength => {
                "open the address in a browser to see what is there"
            }
            ErrorKind::WebPage => {
                "open the address in a browser; it may be a login page of the network, or the file may be gone"
            }
            ErrorKind::StorageFull => "free some space and try again: the download is resumed",
            _ => return None,
        })
    }

    /// The wait that the server requests.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }
}
