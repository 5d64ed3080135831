//! The open connections: how many there are, from where, and which of them wait for a request.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::config::Config;
use crate::metrics::Metrics;
use crate::quota::network_of;

/// The time after which the accept loop looks again for room, should no connection end.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// The open connections of a server.
pub(super) struct Connections {
    config: Config,
    open: Mutex<Open>,
    /// Signals that a connection has ended, or waits for a request.
    changed: Notify,
}

#[derive(Default)]
struct Open {
    next: u64,
    by_id: HashMap<u64, Entry>,
    by_address: HashMap<IpAddr, usize>,
}

struct Entry {
    address: IpAddr,
    /// Since when the connection has waited for a request; `None` from its head to the last byte of the response.
    waiting: Option<Instant>,
    evicted: Arc<Notify>,
}

/// A place among the connections, free again when dropped.
pub(super) struct Place {
    id: u64,
    connections: Arc<Connections>,
    evicted: Arc<Notify>,
    /// Whether a response may not have been written yet.
    is_writing: AtomicBool,
}

impl Connections {
    pub(super) fn new(config: &Config) -> Arc<Self> {
        let config = config.clone();
        Arc::new(Self { config, open: Mutex::default(), changed: Notify::new() })
    }

    /// Waits until one more connection may be accepted. When there are too many, closes the one that has waited longest
    /// for a request; when all have one, waits for the end of one.
    pub(super) async fn room(&self) {
        while !self.has_room() {
            let _ = tokio::time::timeout(LOOK_AGAIN, self.changed.notified()).await;
        }
    }

    fn has_room(&self) -> bool {
        let mut open = self.lock();
        if open.by_id.len() < self.config.limits().connections {
            return true;
        }
        let evicted = open.evict();
        if evicted {
            self.metrics().evicted_connections.inc();
        }
        evicted
    }

    /// Closes connections that wait for a request, at most this many; for when the system has no more descriptors.
    pub(super) fn evict(&self, most: u64) {
        let mut open = self.lock();
        let evicted = (0..most).take_while(|_| open.evict()).count();
        self.metrics().evicted_connections.inc_by(u64::try_from(evicted).unwrap_or(most));
    }

    /// A place for a connection from an address; `None` when the address has too many.
    pub(super) fn place(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
        let is_bounded = !self.config.trusts(address);
        let address = network_of(address);
        let mut open = self.lock();
        let count = open.by_address.entry(address).or_default();
        if is_bounded && *count >= self.config.limits().connections_per_address {
            self.metrics().refused_connections.inc();
            return None;
        }
        *count += 1;
        let id = open.next;
        open.next += 1;
        let evicted = Arc::new(Notify::new());
        let entry = Entry { address, waiting: Some(Instant::now()), evicted: Arc::clone(&evicted) };
        open.by_id.insert(id, entry);
        self.metrics().connections.inc();
        Some(Place { id, connections: Arc::clone(self), evicted, is_writing: AtomicBool::new(false) })
    }

    /// Whether three quarters of all connections are in use.
    pub(super) fn are_nearly_full(&self) -> bool {
        self.lock().by_id.len() * 4 >= self.config.limits().connections * 3
    }

    fn metrics(&self) -> &Metrics {
        self.config.metrics()
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Closes the connection that has waited longest for a request; whether there was one.
    fn evict(&mut self) -> bool {
        let waiting = self.by_id.iter().filter_map(|(id, entry)| Some((entry.waiting?, *id)));
        let Some((_, id)) = waiting.min() else { return false };
        if let Some(entry) = self.remove(id) {
            entry.evicted.notify_one();
        }
        true
    }

    fn remove(&mut self, id: u64) -> Option<Entry> {
        let entry = self.by_id.remove(&id)?;
        if let Some(count) = self.by_address.get_mut(&entry.address) {
            *count -= 1;
            if *count == 0 {
                self.by_address.remove(&entry.address);
            }
        }
        Some(entry)
    }
}

impl Place {
    /// Records that the connection has a request, until the returned value is dropped.
    pub(super) fn busy(self: &Arc<Self>) -> Busy {
        self.set_waiting(None);
        Busy(Arc::clone(self))
    }

    /// Completes when the connection must make room for another one.
    pub(super) async fn evicted(&self) {
        self.evicted.notified().await;
    }

    /// Records that all bytes have been written.
    pub(super) fn flushed(&self) {
        if self.is_writing.swap(false, Ordering::Relaxed) {
            self.set_waiting(Some(Instant::now()));
            self.connections.changed.notify_one();
        }
    }

    fn set_waiting(&self, waiting: Option<Instant>) {
        if let Some(entry) = self.connections.lock().by_id.get_mut(&self.id) {
            entry.waiting = waiting;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.lock().remove(self.id);
        self.connections.metrics().connections.dec();
        self.connections.changed.notify_one();
    }
}

/// A request that is being answered. Its connection waits again when the response has been written.
pub(super) struct Busy(Arc<Place>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.is_writing.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    const ONE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const OTHER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    fn connections(most: usize, per_address: usize) -> Arc<Connections> {
        let limits = Limits { connections: most, connections_per_address: per_address, ..Limits::default() };
        Connections::new(&Config::default().with_limits(limits))
    }

    #[test]
    fn one_address_has_a_bound_of_its_own() {
        let connections = connections(10, 2);
        let first = (connections.place(ONE), connections.place(ONE));
        assert!(connections.place(ONE).is_none());
        assert!(connections.place(OTHER).is_some());
        drop(first);
        assert!(connections.place(ONE).is_some());
    }

    #[tokio::test]
    async fn the_connection_that_waits_longest_makes_room() {
        let connections = connections(2, 10);
        let (oldest, newer) = (connections.place(ONE), connections.place(ONE));
        connections.room().await;
        oldest.expect("a place").evicted().await;
        let newer = Arc::new(newer.expect("a place"));
        let _busy = newer.busy();
        let third = Arc::new(connections.place(OTHER).expect("a place"));
        let answering = third.busy();
        assert!(!connections.has_room(), "both have requests");
        drop(answering);
        assert!(!connections.has_room(), "the response has not been written");
        third.flushed();
        assert!(connections.has_room(), "the third one waits again");
    }
}
