//! A response before it is decoded, and the limits of a call.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{Error, ErrorKind};

/// Limits of a call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Longest time for one try, to the last byte of its response.
    pub(crate) timeout: Duration,
    /// Longest time for a call with all its tries and waits.
    pub(crate) deadline: Duration,
    /// Largest response, in bytes.
    pub(crate) max_response_bytes: usize,
}

impl Limits {
    pub(super) fn check_size(self, size: usize) -> Result<(), Error> {
        let most = self.max_response_bytes;
        match size > most {
            true => Err(Error::new(ErrorKind::TooLarge, format!("the answer is larger than {most} bytes"))),
            false => Ok(()),
        }
    }
}

/// A response before it is decoded. Cheap to clone.
#[derive(Clone)]
pub(super) struct Response {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// Number of requests it took.
    pub(super) tries: u32,
    /// The name under which to cache it once it is decoded.
    #[cfg(feature = "cache")]
    pub(super) cache_entry: Option<String>,
}

impl Response {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            status,
            headers,
            body,
            tries: 0,
            #[cfg(feature = "cache")]
            cache_entry: None,
        }
    }
}

/// The error for a call that takes longer than allowed.
pub(super) fn too_slow(within: Duration) -> Error {
    Error::new(ErrorKind::Timeout, format!("no whole answer within {} seconds", within.as_secs_f32()))
}
