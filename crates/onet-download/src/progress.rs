//! How far a download has come.

use std::time::Duration;

use crate::error::Error;

/// Something that a download has to say on its way.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Progress<'a> {
    /// Bytes begin to arrive.
    Started {
        /// Bytes that were there before.
        from: u64,
        /// Bytes of the whole file, where the server gives their number.
        total: Option<u64>,
    },
    /// Bytes have arrived.
    Bytes {
        /// Bytes of the file that are there.
        so_far: u64,
        /// Bytes of the whole file, where the server gives their number.
        total: Option<u64>,
    },
    /// What was there cannot be used, and the file is downloaded from its beginning.
    Restarted(Restart),
    /// A try failed and another one follows.
    Retrying {
        /// Why it failed.
        after: &'a Error,
        /// How long until the next one begins.
        wait: Duration,
    },
}

/// Why a download is begun anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Restart {
    /// What is there is of another address, or nothing vouches that the file is still the same.
    NotResumable,
    /// The file has changed since.
    Changed,
    /// The server sends whole files only.
    NoRanges,
    /// The server does not have the range that is missing.
    RangeRefused,
}

/// Whom to tell, if anyone.
pub(crate) struct Reporter<'a>(pub(crate) Option<Tell<'a>>);

type Tell<'a> = Box<dyn FnMut(Progress<'_>) + Send + 'a>;

impl Reporter<'_> {
    pub(crate) fn tell(&mut self, event: Progress<'_>) {
        if let Some(tell) = &mut self.0 {
            tell(event);
        }
    }
}
