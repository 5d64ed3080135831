//! Answers kept on disk, one file each, tied to the key, the address and the database release.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use sha2::{Digest as _, Sha256};
use tokio::time::Instant;

use super::{Received, Transport, answer};
use crate::cache::Cache;
use crate::{Error, types};

/// How long the release is taken to be the same before the service is asked again.
const RELEASE_CHECKED_EVERY: Duration = Duration::from_secs(60 * 60);

/// The answers in a folder.
pub(crate) struct Store {
    folder: PathBuf,
    policy: Cache,
    /// What tells apart the answers to one key from those to another, without telling the key.
    owner: [u8; 32],
    release: Mutex<Option<(Instant, Arc<str>)>>,
}

/// A kept answer.
struct Kept {
    age: Duration,
    body: Bytes,
}

impl Store {
    pub(crate) fn new(policy: Cache, key: &[u8]) -> Self {
        let owner = Sha256::new().chain_update("onet cache ").chain_update(key).finalize().into();
        Self { folder: policy.folder().to_owned(), policy, owner, release: Mutex::default() }
    }

    /// A fresh answer from the folder, else one from the service, else, where that is wanted, an old one.
    pub(super) async fn receive(
        &self,
        transport: &Arc<Transport>,
        client: &reqwest::Client,
        base: &Arc<str>,
        url: &str,
    ) -> Result<Received, Error> {
        let about = format!("{base}/about/");
        let release = match url == about {
            true => Arc::from("about"),
            false => self.release(transport, client, &about).await?,
        };
        let entry = self.entry(&release, url);
        let kept = self.read(&entry).await;
        let fresh_for = if url == about { RELEASE_CHECKED_EVERY } else { self.policy.fresh() };
        if let Some(kept) = kept.as_ref().filter(|kept| kept.age < fresh_for) {
            return Ok(kept.received());
        }
        match transport.receive_together(client, url).await {
            Ok(received) => Ok(Received { keep_as: Some(entry), ..received }),
            Err(failure) => {
                match kept.filter(|kept| failure.is_retryable() && kept.age < self.policy.stale()) {
                    Some(kept) => {
                        tracing::warn!(kind = ?failure.kind(), age = ?kept.age, "the service fails; an old answer is served");
                        Ok(kept.received())
                    }
                    None => Err(failure),
                }
            }
        }
    }

    /// The database release that the service answers from.
    async fn release(
        &self,
        transport: &Arc<Transport>,
        client: &reqwest::Client,
        about: &str,
    ) -> Result<Arc<str>, Error> {
        let known = self.release.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((checked, release)) = known
            && checked.elapsed() < RELEASE_CHECKED_EVERY
        {
            return Ok(release);
        }
        let entry = self.entry("about", about);
        let kept = self.read(&entry).await;
        let (body, is_new) = match kept {
            Some(kept) if kept.age < RELEASE_CHECKED_EVERY => (kept.body, false),
            kept => match transport.receive_together(client, about).await {
                Ok(received) => (received.body, true),
                // Of a service that is down, the release last seen is the best guess.
                Err(failure) => {
                    match kept.filter(|kept| kept.age < self.policy.stale().max(self.policy.fresh())) {
                        Some(kept) if failure.is_retryable() => (kept.body, false),
                        _ => return Err(failure),
                    }
                }
            },
        };
        let received = Received::new(StatusCode::OK, HeaderMap::new(), body);
        let release: Arc<str> = answer::decode::<types::About>(&received)?.database.name.into();
        if is_new {
            self.write(&entry, &received.body).await;
        }
        *self.release.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((Instant::now(), Arc::clone(&release)));
        Ok(release)
    }

    /// The name of an entry. Neither the key nor the address can be read from it.
    fn entry(&self, release: &str, url: &str) -> String {
        let mut digest = Sha256::new();
        for part in [&self.owner[..], release.as_bytes(), url.as_bytes()] {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A kept answer; none when there is none or it cannot be read, which costs a request and nothing more.
    async fn read(&self, entry: &str) -> Option<Kept> {
        let metadata = match cacache::metadata(&self.folder, entry).await {
            Ok(metadata) => metadata?,
            Err(failure) => {
                tracing::debug!(%failure, "the cache cannot be read");
                return None;
            }
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let age = Duration::from_millis(u64::try_from(now.saturating_sub(metadata.time)).unwrap_or(u64::MAX));
        match cacache::read_hash(&self.folder, &metadata.integrity).await {
            Ok(body) => Some(Kept { age, body: body.into() }),
            Err(failure) => {
                tracing::debug!(%failure, "a kept answer is damaged");
                None
            }
        }
    }

    /// Keeps an answer. One that cannot be kept is still an answer.
    pub(super) async fn write(&self, entry: &str, body: &[u8]) {
        if let Err(failure) = cacache::write(&self.folder, entry, body).await {
            tracing::warn!(%failure, folder = %self.folder.display(), "an answer cannot be kept");
        }
    }
}

impl Kept {
    fn received(&self) -> Received {
        Received::new(StatusCode::OK, HeaderMap::new(), self.body.clone())
    }
}
