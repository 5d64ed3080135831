//! Ratings in memory.
//!
//! A list by element is sorted by score, so that each of its pages needs all ratings on the element. A release does not
//! change; they are read once. The cache holds some 35 kB for an element of O*NET 29.3, and less than 10 MB for all.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use onet_domain::{InterestCode, OnetSocCode};

use crate::error::Result;
use crate::rated::RatedOccupation;

/// The occupations rated on an element, by code.
type Rated = Arc<[RatedOccupation]>;

/// The ratings and interest codes of a release that have been read.
#[derive(Debug, Default)]
pub(crate) struct RatingCache {
    /// By table, then by element. Only rated elements: callers cannot fill the cache with unknown ids.
    rated: Mutex<HashMap<&'static str, HashMap<String, Rated>>>,
    interest_codes: OnceLock<BTreeMap<OnetSocCode, InterestCode>>,
}

impl RatingCache {
    /// The ratings on an element, read at the first call. Two threads may read the same.
    pub(crate) fn rated(
        &self,
        table: &'static str,
        element: &str,
        read: impl FnOnce() -> Result<Rated>,
    ) -> Result<Rated> {
        let lock = || self.rated.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rated) = lock().get(table).and_then(|elements| elements.get(element)) {
            return Ok(Arc::clone(rated));
        }
        let rated = read()?;
        if !rated.is_empty() {
            lock().entry(table).or_default().insert(element.to_owned(), Arc::clone(&rated));
        }
        Ok(rated)
    }

    /// All interest codes, read at the first call.
    pub(crate) fn interest_codes(
        &self,
        read: impl FnOnce() -> Result<BTreeMap<OnetSocCode, InterestCode>>,
    ) -> Result<&BTreeMap<OnetSocCode, InterestCode>> {
        if let Some(codes) = self.interest_codes.get() {
            return Ok(codes);
        }
        let codes = read()?;
        Ok(self.interest_codes.get_or_init(|| codes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_are_read_once_and_unrated_elements_are_not_cached() -> Result<()> {
        let code = "29-1051.00".parse().expect("a code");
        let rating = RatedOccupation { code, score: Some(50), level: None };
        let cache = RatingCache::default();
        let mut reads = 0;
        for (table, element, rated) in [
            ("knowledge", "2.C.1.a", vec![rating]),
            ("knowledge", "2.C.1.a", vec![]),
            ("skills", "2.C.1.a", vec![]),
            ("knowledge", "2.C.9.z", vec![]),
            ("knowledge", "2.C.9.z", vec![]),
        ] {
            let found = cache.rated(table, element, || {
                reads += 1;
                Ok(rated.into())
            })?;
            assert_eq!(found.len(), usize::from((table, element) == ("knowledge", "2.C.1.a")));
        }
        assert_eq!(reads, 4);
        let elements: usize = cache.rated.lock().map_or(0, |tables| tables.values().map(HashMap::len).sum());
        assert_eq!(elements, 1);
        Ok(())
    }
}
