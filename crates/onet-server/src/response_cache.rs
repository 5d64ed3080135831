//! Answers that were given before, kept in memory.
//!
//! A release never changes while it is open, so an answer to the same call stays right. What is kept is bounded by
//! its bytes; what is asked for least goes first.

use std::fmt;

use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// What an entry costs besides its texts: two of them, their places and the bookkeeping of the cache.
const OVERHEAD: usize = 128;

/// A guess of the size of an answer, by which the cache is laid out.
const USUAL: u64 = 4 * 1024;

/// Answers by the whole address that was called: links in an answer begin with it.
pub(crate) struct Kept(Option<Cache<String, Bytes, ByBytes>>);

#[derive(Clone)]
struct ByBytes;

impl Weighter<String, Bytes> for ByBytes {
    fn weight(&self, address: &String, answer: &Bytes) -> u64 {
        u64::try_from(address.len() + answer.len() + OVERHEAD).unwrap_or(u64::MAX)
    }
}

impl Kept {
    /// Keeps up to this many bytes of answers; none with 0.
    pub(crate) fn new(bytes: u64) -> Self {
        let items = usize::try_from(bytes / USUAL).unwrap_or(usize::MAX);
        Self((bytes > 0).then(|| Cache::with_weighter(items, bytes, ByBytes)))
    }

    /// The answer to an address, if it is kept.
    pub(crate) fn get(&self, address: &str) -> Option<Bytes> {
        self.0.as_ref()?.get(address)
    }

    /// Keeps an answer, as long as there is room.
    pub(crate) fn put(&self, address: String, answer: Bytes) {
        if let Some(cache) = &self.0 {
            cache.insert(address, answer);
        }
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").field("answers", &self.0.as_ref().map_or(0, Cache::len)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_back() {
        let kept = Kept::new(1 << 20);
        assert_eq!(kept.get("http://here/about"), None);
        kept.put("http://here/about".to_owned(), Bytes::from_static(b"{}"));
        assert_eq!(kept.get("http://here/about"), Some(Bytes::from_static(b"{}")));
        assert_eq!(kept.get("http://there/about"), None);
    }

    #[test]
    fn no_more_is_kept_than_allowed() {
        let kept = Kept::new(64 * 1024);
        for number in 0..1000 {
            kept.put(format!("http://here/{number}"), Bytes::from(vec![b' '; 1024]));
        }
        let bytes: usize = (0..1000)
            .filter_map(|number| kept.get(&format!("http://here/{number}")))
            .map(|answer| answer.len())
            .sum();
        assert!(bytes > 0 && bytes <= 64 * 1024, "{bytes}");
    }

    #[test]
    fn nothing_is_kept_where_nothing_may_be() {
        let kept = Kept::new(0);
        kept.put("http://here/about".to_owned(), Bytes::from_static(b"{}"));
        assert_eq!(kept.get("http://here/about"), None);
    }
}
