//! The rate limiter that all clones of a client share.

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota};

use crate::policy::RateLimit;

/// Lets so many requests through in a second.
pub(crate) struct Limiter(Option<DefaultDirectRateLimiter>);

impl Limiter {
    pub(crate) fn new(limit: RateLimit) -> Self {
        Self(limit.requests().map(|requests| DefaultDirectRateLimiter::direct(Quota::per_second(requests))))
    }

    /// Waits for leave to send a request.
    pub(super) async fn wait(&self) {
        let Some(limiter) = &self.0 else { return };
        while let Err(not_yet) = limiter.check() {
            // tokio's clock and not the limiter's own timer, which would start a thread.
            tokio::time::sleep(not_yet.wait_time_from(DefaultClock::default().now())).await;
        }
    }
}
