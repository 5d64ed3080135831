//! The rate limiter that all clones of a client share.

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota};

use crate::policy::RateLimit;

/// Allows a number of requests per second.
pub(crate) struct Limiter(Option<DefaultDirectRateLimiter>);

impl Limiter {
    pub(crate) fn new(limit: RateLimit) -> Self {
        Self(limit.requests().map(|requests| DefaultDirectRateLimiter::direct(Quota::per_second(requests))))
    }

    /// Takes a permit if one is available now.
    pub(super) fn try_acquire(&self) -> bool {
        self.0.as_ref().is_none_or(|limiter| limiter.check().is_ok())
    }

    /// Waits for a permit.
    pub(super) async fn acquire(&self) {
        let Some(limiter) = &self.0 else { return };
        while let Err(not_yet) = limiter.check() {
            // Tokio's clock: the limiter's own timer would start a thread.
            tokio::time::sleep(not_yet.wait_time_from(DefaultClock::default().now())).await;
        }
    }
}
