//! Response bodies in memory.
//!
//! An open release never changes, so a cached response stays right. The cache is bounded in bytes; least-used entries
//! are evicted first.

use std::fmt;

use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// Bytes of an entry besides its URL and body: their headers on the heap and the bookkeeping of the cache.
const OVERHEAD: usize = 128;

/// The estimated size of a response, from which the cache derives its capacity in entries.
const TYPICAL_SIZE: u64 = 4 * 1024;

/// Response bodies by the whole URL of the request: links in a body begin with its base.
pub(crate) struct ResponseCache(Option<Cache<String, Bytes, ByBytes>>);

#[derive(Clone)]
struct ByBytes;

impl Weighter<String, Bytes> for ByBytes {
    fn weight(&self, address: &String, answer: &Bytes) -> u64 {
        u64::try_from(address.len() + answer.len() + OVERHEAD).unwrap_or(u64::MAX)
    }
}

impl ResponseCache {
    /// A cache of at most this many bytes; 0 disables it.
    pub(crate) fn new(bytes: u64) -> Self {
        let items = usize::try_from(bytes / TYPICAL_SIZE).unwrap_or(usize::MAX);
        Self((bytes > 0).then(|| Cache::with_weighter(items, bytes, ByBytes)))
    }

    /// The cached body for a URL.
    pub(crate) fn get(&self, address: &str) -> Option<Bytes> {
        self.0.as_ref()?.get(address)
    }

    /// Caches a body.
    pub(crate) fn put(&self, address: String, answer: Bytes) {
        if let Some(cache) = &self.0 {
            cache.insert(address, answer);
        }
    }
}

impl fmt::Debug for ResponseCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseCache").field("responses", &self.0.as_ref().map_or(0, Cache::len)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cached_response_is_returned() {
        let cache = ResponseCache::new(1 << 20);
        assert_eq!(cache.get("http://here/about"), None);
        cache.put("http://here/about".to_owned(), Bytes::from_static(b"{}"));
        assert_eq!(cache.get("http://here/about"), Some(Bytes::from_static(b"{}")));
        assert_eq!(cache.get("http://there/about"), None);
    }

    #[test]
    fn the_cache_stays_within_its_size() {
        let cache = ResponseCache::new(64 * 1024);
        for number in 0..1000 {
            cache.put(format!("http://here/{number}"), Bytes::from(vec![b' '; 1024]));
        }
        let bytes: usize = (0..1000)
            .filter_map(|number| cache.get(&format!("http://here/{number}")))
            .map(|answer| answer.len())
            .sum();
        assert!(bytes > 0 && bytes <= 64 * 1024, "{bytes}");
    }

    #[test]
    fn a_cache_of_size_0_is_disabled() {
        let cache = ResponseCache::new(0);
        cache.put("http://here/about".to_owned(), Bytes::from_static(b"{}"));
        assert_eq!(cache.get("http://here/about"), None);
    }
}
