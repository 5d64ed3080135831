//! Settings of the response cache on disk.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// A response cache on disk. With the feature `cache`.
///
/// The database behind the service changes a few times a year. Entries are keyed by API key, URL and database release:
/// the client checks the release once an hour, and a new one invalidates all older entries. The files reveal neither
/// the key nor the URL. If the folder is damaged or not writable, calls go to the service.
///
/// ```
/// use std::time::Duration;
///
/// use onet_api::{Cache, Client};
///
/// let cache = Cache::in_folder("/tmp/onet-answers").fresh_for(Duration::from_secs(3600)).stale_if_error();
/// let client = Client::builder().cache(cache).build()?;
/// # Ok::<(), onet_api::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Cache {
    folder: PathBuf,
    fresh_for: Duration,
    stale_for: Duration,
}

/// Longest age of a response that is served while the service is down.
const STALE: Duration = Duration::from_secs(90 * 24 * 60 * 60);

impl Cache {
    /// Caches responses in a folder for a day. The folder is created when it is first needed.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            fresh_for: Duration::from_secs(24 * 60 * 60),
            stale_for: Duration::ZERO,
        }
    }

    /// How long a response is served before it is requested again.
    pub fn fresh_for(mut self, age: Duration) -> Self {
        self.fresh_for = age;
        self
    }

    /// Serves responses of up to 90 days while the service is down: no connection, a timeout, 408, 429 or 5xx after all
    /// tries.
    pub fn stale_if_error(mut self) -> Self {
        self.stale_for = STALE;
        self
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn fresh(&self) -> Duration {
        self.fresh_for
    }

    pub(crate) fn stale(&self) -> Duration {
        self.stale_for
    }
}
