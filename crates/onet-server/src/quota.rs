//! Quotas: how many requests one key or one address may send.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::limits::Limits;

/// Bursts are this many times the requests of one second.
const BURST: u32 = 10;

/// Requests after which callers that have been silent are forgotten.
const SWEEP: u32 = 4096;

/// The quotas of all callers.
#[derive(Default)]
pub(crate) struct Quotas {
    keys: Option<Meter<Arc<str>>>,
    addresses: Option<Meter<IpAddr>>,
}

impl Quotas {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { keys: limits.rate_per_key.map(Meter::new), addresses: limits.rate_per_address.map(Meter::new) }
    }

    /// Counts a request with a key.
    ///
    /// # Errors
    ///
    /// The time to wait, when the key has used its quota.
    pub(crate) fn count_key(&self, name: &Arc<str>) -> Result<(), Duration> {
        self.keys.as_ref().map_or(Ok(()), |meter| meter.count(name))
    }

    /// Counts a request from an address.
    ///
    /// # Errors
    ///
    /// The time to wait, when the address has used its quota.
    pub(crate) fn count_address(&self, address: IpAddr) -> Result<(), Duration> {
        self.addresses.as_ref().map_or(Ok(()), |meter| meter.count(&network_of(address)))
    }
}

/// What counts as one caller: an IPv4 address, or a /64 of IPv6, which is what one customer of a provider gets.
pub(crate) fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

struct Meter<K: Clone + Eq + Hash> {
    limiter: RateLimiter<K, HashMapStateStore<K>, DefaultClock>,
    clock: DefaultClock,
    counted: AtomicU32,
}

impl<K: Clone + Eq + Hash> Meter<K> {
    fn new(per_second: NonZeroU32) -> Self {
        let burst = per_second.saturating_mul(NonZeroU32::MIN.saturating_add(BURST - 1));
        let clock = DefaultClock::default();
        let quota = Quota::per_second(per_second).allow_burst(burst);
        let limiter = RateLimiter::new(quota, HashMapStateStore::default(), clock.clone());
        Self { limiter, clock, counted: AtomicU32::new(0) }
    }

    fn count(&self, caller: &K) -> Result<(), Duration> {
        if self.counted.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(caller).map_err(|until| until.wait_time_from(self.clock.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_that_of_one_caller() {
        let limits = Limits { rate_per_address: NonZeroU32::new(1), ..Limits::default() };
        let quotas = Quotas::new(&limits);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        for _ in 0..BURST {
            assert_eq!(quotas.count_address(one), Ok(()));
        }
        let wait = quotas.count_address(one).expect_err("the burst is used");
        assert!(wait > Duration::ZERO && wait <= Duration::from_secs(1), "{wait:?}");
        assert_eq!(quotas.count_address(other), Ok(()));
        assert_eq!(quotas.count_key(&"ada".into()), Ok(()), "keys have no quota here");
    }

    #[test]
    fn one_caller_is_an_ipv4_address_or_a_64_of_ipv6() {
        let network = |text: &str| network_of(text.parse().expect("an address")).to_string();
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("2001:db8:1:2::9"), network("2001:db8:1:2:ffff::"));
    }
}
