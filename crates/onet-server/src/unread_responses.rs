//! A budget for the bytes of responses that callers have not read, so that callers that do not read cannot use up the
//! memory.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::metrics::Metrics;
use crate::quota::network_of;

/// Responses up to this many bytes do not count: the number of connections bounds them.
const SMALL: usize = 64 * 1024;

/// Bytes of large responses that have not been read, in all and by address. Cheap to clone.
#[derive(Clone)]
pub(crate) struct UnreadResponses(Arc<Inner>);

struct Inner {
    most: usize,
    held: Mutex<Held>,
    metrics: Arc<Metrics>,
}

#[derive(Default)]
struct Held {
    bytes: usize,
    by_address: HashMap<IpAddr, usize>,
}

impl UnreadResponses {
    pub(crate) fn new(most: u32, metrics: Arc<Metrics>) -> Self {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        Self(Arc::new(Inner { most, held: Mutex::default(), metrics }))
    }

    /// Whether a response of this size has to be counted.
    pub(crate) fn counts(bytes: u64) -> bool {
        usize::try_from(bytes).is_ok_and(|bytes| bytes > SMALL)
    }

    /// Counts a response until its bytes have been written or dropped. `None` when there is no room for it: one address
    /// may have half of all. A response larger than that has room when the address has no other.
    pub(crate) fn count(&self, address: IpAddr, body: Bytes) -> Option<Bytes> {
        let address = network_of(address);
        let mut held = self.lock();
        let total = held.bytes + body.len();
        let of_address = held.by_address.entry(address).or_default();
        let before = *of_address;
        if before > 0 && (total > self.0.most || before + body.len() > self.0.most / 2) {
            return None;
        }
        *of_address += body.len();
        held.bytes = total;
        self.0.metrics.unread_bytes.set(i64::try_from(total).unwrap_or(i64::MAX));
        drop(held);
        Some(Bytes::from_owner(Counted { body, address, all: self.clone() }))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Held> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The body of a response, counted while it is in memory.
struct Counted {
    body: Bytes,
    address: IpAddr,
    all: UnreadResponses,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.body
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut held = self.all.lock();
        held.bytes -= self.body.len();
        if let Some(bytes) = held.by_address.get_mut(&self.address) {
            *bytes -= self.body.len();
            if *bytes == 0 {
                held.by_address.remove(&self.address);
            }
        }
        self.all.0.metrics.unread_bytes.set(i64::try_from(held.bytes).unwrap_or(i64::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_use_the_whole_budget() {
        let all = UnreadResponses::new(1_000_000, Arc::default());
        let body = || Bytes::from(vec![b' '; 200_000]);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let held = [all.count(one, body()), all.count(one, body())];
        assert!(held.iter().all(Option::is_some));
        assert!(all.count(one, body()).is_none(), "that would be more than half");
        assert!(all.count(other, body()).is_some());
        drop(held);
        assert!(all.count(one, body()).is_some());
        assert_eq!(all.lock().bytes, 0);
        assert!(all.lock().by_address.is_empty());
    }

    #[test]
    fn a_slice_counts_as_long_as_it_is_there() {
        let all = UnreadResponses::new(1_000_000, Arc::default());
        let counted = all.count([192, 0, 2, 1].into(), Bytes::from(vec![b' '; 100_000]));
        let rest = counted.map(|body| body.slice(99_000..));
        assert_eq!(all.lock().bytes, 100_000);
        drop(rest);
        assert_eq!(all.lock().bytes, 0);
    }
}
