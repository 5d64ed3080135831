//! Answers kept on disk between runs.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where answers are kept, and for how long they serve. With the feature `cache`.
///
/// The database behind the service changes a few times a year, so answers are worth keeping. Each is tied to the
/// API key, the address and the database release: a new release, asked for once an hour, makes all older answers
/// unknown. The files name neither the key nor the address. A damaged or unwritable folder costs requests, never
/// answers.
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

/// Longest age of an answer that is served when the service is down.
const STALE: Duration = Duration::from_secs(90 * 24 * 60 * 60);

impl Cache {
    /// Keeps answers in a folder, which is made when it is first needed. They serve for a day.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            fresh_for: Duration::from_secs(24 * 60 * 60),
            stale_for: Duration::ZERO,
        }
    }

    /// How long an answer serves before the service is asked again.
    pub fn fresh_for(mut self, age: Duration) -> Self {
        self.fresh_for = age;
        self
    }

    /// Serves answers of up to 90 days when the service is down: no connection, too slow, 408, 429 or 5xx after all
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
