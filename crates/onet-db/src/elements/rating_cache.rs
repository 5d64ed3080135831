//! Ratings that were read before, kept in memory.
//!
//! Lists by element are in the order of scores and show a page: whatever the page, all ratings on the element are
//! needed. A release does not change, so they are read once. No more is kept than the release has: some 35 kB for an
//! element of O*NET 29.3, below 10 MB for all that it rates.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use onet_domain::{InterestCode, OnetSocCode};

use super::RatedOccupation;
use crate::error::Result;

/// The occupations rated on an element, by code.
type Rated = Arc<[RatedOccupation]>;

/// What was read of a release.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// By table, then by element. Only elements that are rated are here, so that callers cannot fill it with names.
    rated: Mutex<HashMap<&'static str, HashMap<String, Rated>>>,
    interest_codes: OnceLock<BTreeMap<OnetSocCode, InterestCode>>,
}

impl Kept {
    /// The ratings on an element, read when they are not here. Two threads may read the same.
    pub(super) fn rated(
        &self,
        table: &'static str,
        element: &str,
        read: impl FnOnce() -> Result<Rated>,
    ) -> Result<Rated> {
        let kept = || self.rated.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rated) = kept().get(table).and_then(|elements| elements.get(element)) {
            return Ok(Arc::clone(rated));
        }
        let rated = read()?;
        if !rated.is_empty() {
            kept().entry(table).or_default().insert(element.to_owned(), Arc::clone(&rated));
        }
        Ok(rated)
    }

    /// All interest codes, read when they are not here.
    pub(super) fn interest_codes(
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
    fn what_is_rated_is_read_once_and_what_is_not_is_not_kept() -> Result<()> {
        let code = "29-1051.00".parse().expect("a code");
        let rating = RatedOccupation { code, score: Some(50), level: None };
        let kept = Kept::default();
        let mut reads = 0;
        for (table, element, rated) in [
            ("knowledge", "2.C.1.a", vec![rating]),
            ("knowledge", "2.C.1.a", vec![]),
            ("skills", "2.C.1.a", vec![]),
            ("knowledge", "2.C.9.z", vec![]),
            ("knowledge", "2.C.9.z", vec![]),
        ] {
            let found = kept.rated(table, element, || {
                reads += 1;
                Ok(rated.into())
            })?;
            assert_eq!(found.len(), usize::from((table, element) == ("knowledge", "2.C.1.a")));
        }
        assert_eq!(reads, 4);
        let elements: usize = kept.rated.lock().map_or(0, |tables| tables.values().map(HashMap::len).sum());
        assert_eq!(elements, 1);
        Ok(())
    }
}
