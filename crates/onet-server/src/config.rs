//! Settings of the server, and what its routers share.

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderValue;
use ipnet::IpNet;
use onet_db::Home;

use crate::keys::{KeyFileError, Keys};
use crate::limits::Limits;
#[cfg(feature = "http-server")]
use crate::metrics::Metrics;
use crate::query_pool::QueryPool;
use crate::quota::Quotas;

/// Settings of the server. The default requires no key.
///
/// Clones share keys, quotas, threads and counters: give clones of one value to the routers of one server.
#[derive(Clone)]
pub struct Config {
    keys: Keys,
    limits: Arc<Limits>,
    quotas: Arc<Quotas>,
    pool: Arc<QueryPool>,
    #[cfg(feature = "http-server")]
    metrics: Arc<Metrics>,
    proxies: Arc<[IpNet]>,
    home: Option<Arc<Home>>,
}

/// Whether a call may be answered.
#[derive(Debug)]
pub(crate) enum Admission {
    /// It may; with the name of its key where keys are required.
    Admitted(Option<Arc<str>>),
    /// It has no valid key.
    Refused,
    /// Its key has used its quota; with the time to wait.
    OverQuota(Duration),
}

impl Default for Config {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            keys: Keys::default(),
            quotas: Arc::default(),
            pool: Arc::new(QueryPool::new(&limits)),
            #[cfg(feature = "http-server")]
            metrics: Arc::default(),
            proxies: Arc::default(),
            home: None,
            limits: Arc::new(limits),
        }
    }
}

impl Config {
    /// Requires every call to carry one of the keys in a file. A line is `key`, `name key` or `name key day`, the last
    /// day (UTC) of a key, as in `ada 5f0c… 2027-01-31`. Lines that start with `#` are ignored.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, holds no key, has another form, or can be written by other users.
    pub fn with_key_file(mut self, path: &Path) -> Result<Self, KeyFileError> {
        self.keys = Keys::of_file(path)?;
        Ok(self)
    }

    /// Sets the limits on callers.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.quotas = Arc::new(Quotas::new(&limits));
        self.pool = Arc::new(QueryPool::new(&limits));
        self.limits = Arc::new(limits);
        self
    }

    /// Trusts the headers `X-Forwarded-For`, `X-Forwarded-Host` and `X-Forwarded-Proto` of calls from these addresses,
    /// and lets them open any number of connections. Without any, the headers are ignored.
    #[must_use]
    pub fn with_trusted_proxies(mut self, networks: Vec<IpNet>) -> Self {
        self.proxies = networks.into();
        self
    }

    /// Shows the releases in a home, and what changed between them, on the pages.
    #[must_use]
    pub fn with_home(mut self, home: Home) -> Self {
        self.home = Some(Arc::new(home));
        self
    }

    /// The same settings for a router that only this process calls: calls need no key.
    #[must_use]
    pub fn without_keys(&self) -> Self {
        Self { keys: Keys::default(), ..self.clone() }
    }

    /// Reads the key file anew, for all clones. After an error the keys stay as they were.
    ///
    /// # Errors
    ///
    /// The errors of [`with_key_file`](Self::with_key_file).
    pub fn reload_keys(&self) -> Result<(), KeyFileError> {
        self.keys.reload()
    }

    /// When the key file was last changed; `None` without one.
    pub fn keys_changed(&self) -> Option<SystemTime> {
        self.keys.changed()
    }

    /// What to improve about the key file: that other users can read it.
    pub fn key_file_warning(&self) -> Option<String> {
        self.keys.warning()
    }

    /// The limits on callers.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whether every call needs a key.
    pub(crate) fn requires_key(&self) -> bool {
        self.keys.are_required()
    }

    /// The `Cache-Control` of an answer with an entity tag: caches that several callers share may hold it only where
    /// calls need no key.
    pub(crate) fn cache_control(&self) -> HeaderValue {
        HeaderValue::from_static(match self.requires_key() {
            true => "private, no-cache",
            false => "no-cache",
        })
    }

    /// Whether a call with one of these keys may be answered. One valid key is enough.
    pub(crate) fn admit<K: AsRef<[u8]>>(&self, keys: impl IntoIterator<Item = K>) -> Admission {
        if !self.requires_key() {
            return Admission::Admitted(None);
        }
        let Some(name) = keys.into_iter().find_map(|key| self.keys.name_of(key.as_ref())) else {
            return Admission::Refused;
        };
        match self.quotas.count_key(&name) {
            Ok(()) => Admission::Admitted(Some(name)),
            Err(wait) => Admission::OverQuota(wait),
        }
    }

    /// The home whose releases the pages show.
    pub(crate) fn home(&self) -> Option<&Home> {
        self.home.as_deref()
    }

    pub(crate) fn quotas(&self) -> &Quotas {
        &self.quotas
    }

    pub(crate) fn pool(&self) -> &Arc<QueryPool> {
        &self.pool
    }

    #[cfg(feature = "http-server")]
    pub(crate) fn metrics(&self) -> &Arc<Metrics> {
        &self.metrics
    }

    /// Counts an answer that was found in the cache, where a server counts.
    pub(crate) fn count_cache_hit(&self) {
        #[cfg(feature = "http-server")]
        self.metrics.cache_hits.inc();
    }

    /// Counts an answer that was not found in the cache, where a server counts.
    pub(crate) fn count_cache_miss(&self) {
        #[cfg(feature = "http-server")]
        self.metrics.cache_misses.inc();
    }

    /// Whether an address is that of a trusted proxy.
    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.proxies.iter().any(|network| network.contains(&address))
    }
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("keys", &self.keys.len())
            .field("limits", &self.limits)
            .field("proxies", &self.proxies)
            .finish_non_exhaustive()
    }
}
