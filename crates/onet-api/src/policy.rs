//! Rate limit and retries of a client.

use std::num::NonZeroU32;
use std::time::Duration;

/// The number of requests per second, over all clones of a client.
///
/// The service documents no limit and returns 429 for too many requests; five per second have always worked. Calls to
/// loopback addresses and to services in this process have no limit by default.
///
/// ```
/// use onet_api::{Client, RateLimit};
///
/// let client = Client::builder().rate_limit(RateLimit::per_second(2)).build()?;
/// let unlimited = Client::builder().rate_limit(RateLimit::none()).build()?;
/// # Ok::<(), onet_api::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit(Option<NonZeroU32>);

impl RateLimit {
    /// At most `requests` per second, evenly spread after a first burst of as many. Zero counts as one.
    pub const fn per_second(requests: u32) -> Self {
        match NonZeroU32::new(requests) {
            Some(requests) => Self(Some(requests)),
            None => Self(Some(NonZeroU32::MIN)),
        }
    }

    /// No limit.
    pub const fn none() -> Self {
        Self(None)
    }

    pub(crate) const fn requests(self) -> Option<NonZeroU32> {
        self.0
    }
}

impl Default for RateLimit {
    /// Five per second.
    fn default() -> Self {
        Self::per_second(5)
    }
}

/// When to send a request again, and how long to wait before.
///
/// Retried are requests without a complete response (no connection, interrupted, timeout) and those with status 408,
/// 429 or 5xx. All operations only read, so that repeating them is safe. The wait doubles from one try to the next, up
/// to a maximum and with random jitter, so that many clients do not return at once. After 429 it is at least 200 ms. A
/// longer `Retry-After` is honoured up to [`longest_wait`](Self::longest_wait); above that the call fails.
///
/// ```
/// use std::time::Duration;
///
/// use onet_api::{Client, Retry};
///
/// let patient = Retry::default().tries(6).longest_wait(Duration::from_secs(60));
/// let client = Client::builder().retry(patient).build()?;
/// let once = Client::builder().retry(Retry::none()).build()?;
/// # Ok::<(), onet_api::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Retry {
    tries: u32,
    first_wait: Duration,
    longest_wait: Duration,
    jitter: Jitter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Jitter {
    Some,
    None,
}

/// Shortest wait after 429, according to the manual.
pub(crate) const AFTER_TOO_MANY: Duration = Duration::from_millis(200);

impl Default for Retry {
    /// Three tries, 200 ms before the second, waits of at most 10 seconds.
    fn default() -> Self {
        Self {
            tries: 3,
            first_wait: AFTER_TOO_MANY,
            longest_wait: Duration::from_secs(10),
            jitter: Jitter::Some,
        }
    }
}

impl Retry {
    /// Sends every request once.
    pub fn none() -> Self {
        Self::default().tries(1)
    }

    /// Most times to send a request, the first included. Zero counts as one.
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries.max(1);
        self
    }

    /// Wait before the second try. It doubles for each further one.
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// Longest wait between two tries, and longest `Retry-After` to honour.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// Waits without random jitter.
    pub fn without_jitter(mut self) -> Self {
        self.jitter = Jitter::None;
        self
    }

    /// The waits between the tries, one less than there are tries.
    pub(crate) fn waits(self) -> impl Iterator<Item = Duration> {
        use backon::BackoffBuilder as _;

        let times = usize::try_from(self.tries - 1).unwrap_or(usize::MAX);
        let longest = self.longest_wait;
        let mut builder = backon::ExponentialBuilder::default()
            .with_min_delay(self.first_wait.min(longest))
            .with_max_delay(longest)
            .with_factor(2.0)
            .with_max_times(times);
        if self.jitter == Jitter::Some {
            builder = builder.with_jitter();
        }
        // Jitter is added to the computed wait.
        builder.build().map(move |wait| wait.min(longest))
    }

    /// The wait after a failed try; `None` if `Retry-After` is longer than allowed.
    pub(crate) fn wait(
        self,
        computed: Duration,
        status: Option<u16>,
        retry_after: Option<Duration>,
    ) -> Option<Duration> {
        let least = if status == Some(429) { AFTER_TOO_MANY } else { Duration::ZERO };
        match retry_after {
            Some(wait) if wait > self.longest_wait => None,
            Some(wait) => Some(computed.max(wait).max(least)),
            None => Some(computed.max(least)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let retry = Retry::default().tries(5).longest_wait(Duration::from_millis(700)).without_jitter();
        let waits: Vec<u128> = retry.waits().map(|wait| wait.as_millis()).collect();
        assert_eq!(waits, [200, 400, 700, 700]);
        assert_eq!(Retry::none().waits().count(), 0);
        assert_eq!(Retry::default().tries(0).waits().count(), 0);
    }

    #[test]
    fn jitter_never_shortens_a_wait() {
        for wait in Retry::default().tries(4).waits() {
            assert!(wait >= AFTER_TOO_MANY, "{wait:?}");
        }
    }

    #[test]
    fn retry_after_is_honoured_up_to_the_longest_wait() {
        let retry = Retry::default();
        let second = Duration::from_secs(1);
        assert_eq!(retry.wait(Duration::ZERO, Some(429), None), Some(AFTER_TOO_MANY));
        assert_eq!(retry.wait(Duration::ZERO, Some(503), None), Some(Duration::ZERO));
        assert_eq!(retry.wait(second, Some(429), Some(Duration::ZERO)), Some(second));
        assert_eq!(retry.wait(Duration::ZERO, Some(503), Some(3 * second)), Some(3 * second));
        assert_eq!(retry.wait(Duration::ZERO, Some(429), Some(11 * second)), None);
    }
}
