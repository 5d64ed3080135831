//! Progress events.

use std::time::Duration;

use crate::error::Error;

/// An event during a download.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Progress<'a> {
    /// The server begins to send the file.
    Started {
        /// Number of bytes that are already on the disk.
        from: u64,
        /// Length of the complete file, if the server gives it.
        total: Option<u64>,
    },
    /// Bytes were received.
    Bytes {
        /// Number of bytes on the disk.
        so_far: u64,
        /// Length of the complete file, if the server gives it.
        total: Option<u64>,
    },
    /// The partial file cannot be used; the download starts from the first byte.
    Restarted(Restart),
    /// An attempt failed and another one follows.
    Retrying {
        /// Why the attempt failed.
        after: &'a Error,
        /// The wait before the next attempt.
        wait: Duration,
    },
}

/// Why a download starts from the first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Restart {
    /// The partial file is from another address, or has no validator.
    NotResumable,
    /// The file has changed on the server.
    Changed,
    /// The server does not support ranges.
    NoRanges,
    /// The server does not serve the missing range.
    RangeRefused,
}

/// The listener, if there is one.
pub(crate) struct Reporter<'a>(pub(crate) Option<Listener<'a>>);

type Listener<'a> = Box<dyn FnMut(Progress<'_>) + Send + 'a>;

impl Reporter<'_> {
    pub(crate) fn report(&mut self, event: Progress<'_>) {
        if let Some(listener) = &mut self.0 {
            listener(event);
        }
    }
}
