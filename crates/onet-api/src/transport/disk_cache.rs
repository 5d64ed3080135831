//! Responses cached on disk, one file each, keyed by API key, URL and database release.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use tokio::time::Instant;

use super::decode;
use super::network::Network;
use super::response::Response;
use crate::Error;
use crate::cache::Cache;

/// How often to ask the service for its release.
const RELEASE_CHECK_INTERVAL: Duration = Duration::from_secs(60 * 60);

/// The cache folder.
pub(crate) struct DiskCache {
    folder: PathBuf,
    settings: Cache,
    /// A digest of the API key, which separates the entries of different keys.
    key_digest: [u8; 32],
    /// The database release of the service, and when it was checked.
    release: Mutex<Option<(Instant, Arc<str>)>>,
}

/// A cached response.
struct CachedResponse {
    age: Duration,
    body: Bytes,
}

/// The part of `/about/` that names the database release.
#[derive(Deserialize)]
struct About {
    database: Release,
}

#[derive(Deserialize)]
struct Release {
    name: String,
}

impl DiskCache {
    pub(crate) fn new(settings: Cache, key: &[u8]) -> Self {
        let key_digest = Sha256::new().chain_update("onet cache ").chain_update(key).finalize().into();
        Self { folder: settings.folder().to_owned(), settings, key_digest, release: Mutex::default() }
    }

    /// A fresh response from the folder, else one from the service, else, if enabled, a stale one.
    pub(super) async fn get(&self, network: &Arc<Network>, base: &str, url: &str) -> Result<Response, Error> {
        let about = format!("{base}/about/");
        let release = match url == about {
            true => Arc::from("about"),
            false => self.release(network, &about).await?,
        };
        let entry = self.entry(&release, url);
        let cached = self.read(&entry).await;
        let fresh_for = if url == about { RELEASE_CHECK_INTERVAL } else { self.settings.fresh() };
        if let Some(cached) = cached.as_ref().filter(|cached| cached.age < fresh_for) {
            return Ok(cached.response());
        }
        let failure = match network.get(url).await {
            Ok(response) => return Ok(Response { cache_entry: Some(entry), ..response }),
            Err(failure) => failure,
        };
        match cached.filter(|cached| failure.is_retryable() && cached.age < self.settings.stale()) {
            Some(cached) => {
                tracing::warn!(kind = ?failure.kind(), age = ?cached.age, "the service fails; serving a stale response");
                Ok(cached.response())
            }
            None => Err(failure),
        }
    }

    /// The database release of the service.
    async fn release(&self, network: &Arc<Network>, about: &str) -> Result<Arc<str>, Error> {
        let known = self.release.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((checked, release)) = known
            && checked.elapsed() < RELEASE_CHECK_INTERVAL
        {
            return Ok(release);
        }
        let entry = self.entry("about", about);
        let cached = self.read(&entry).await;
        let (body, is_new) = match cached {
            Some(cached) if cached.age < RELEASE_CHECK_INTERVAL => (cached.body, false),
            cached => match network.get(about).await {
                Ok(response) => (response.body, true),
                // While the service is down, the last known release is the best guess.
                Err(failure) => {
                    let usable_for = self.settings.stale().max(self.settings.fresh());
                    match cached.filter(|cached| cached.age < usable_for) {
                        Some(cached) if failure.is_retryable() => (cached.body, false),
                        _ => return Err(failure),
                    }
                }
            },
        };
        let response = Response::new(StatusCode::OK, HeaderMap::new(), body);
        let release: Arc<str> = decode::value::<About>(&response)?.database.name.into();
        if is_new {
            self.write(&entry, &response.body).await;
        }
        *self.release.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((Instant::now(), Arc::clone(&release)));
        Ok(release)
    }

    /// The name of an entry. Neither the key nor the URL can be read from it.
    fn entry(&self, release: &str, url: &str) -> String {
        let mut digest = Sha256::new();
        for part in [&self.key_digest[..], release.as_bytes(), url.as_bytes()] {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        hex::encode(digest.finalize())
    }

    /// A cached response; `None` if there is none or it cannot be read, which costs a request.
    async fn read(&self, entry: &str) -> Option<CachedResponse> {
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
            Ok(body) => Some(CachedResponse { age, body: body.into() }),
            Err(failure) => {
                tracing::debug!(%failure, "a cached response is damaged");
                None
            }
        }
    }

    /// Caches a response. A failure to do so does not fail the call.
    pub(super) async fn write(&self, entry: &str, body: &[u8]) {
        if let Err(failure) = cacache::write(&self.folder, entry, body).await {
            tracing::warn!(%failure, folder = %self.folder.display(), "a response cannot be cached");
        }
    }
}

impl CachedResponse {
    fn response(&self) -> Response {
        Response::new(StatusCode::OK, HeaderMap::new(), self.body.clone())
    }
}
