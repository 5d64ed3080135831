//! How often, how long and how many times: the policies of a client as values.

use std::num::NonZeroU32;
use std::time::Duration;

/// How many requests a client sends in a second, over all its clones.
///
/// The service names no fixed limit and answers 429 when there are too many; five a second has not been seen to be
/// too many. Requests to loopback and answers in this process are not limited unless asked to.
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
    /// So many requests in a second, evenly spread after a first burst of as many. Zero is taken as one.
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
    /// Five a second.
    fn default() -> Self {
        Self::per_second(5)
    }
}

/// When a request is sent again, and how long is waited before.
///
/// Sent again are requests that were not answered (no connection, cut off, too slow) and those answered with 408, 429
/// or 5xx. All operations only read, so nothing happens twice. The wait doubles from one try to the next, within
/// bounds and with some chance in it, so that many clients do not come back at once; after 429 it is at least 200 ms,
/// and what `Retry-After` says where that is longer. A service that asks for more than
/// [`longest_wait`](Self::longest_wait) is not waited for.
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

/// Shortest wait after 429 (restated from the manual's overview).
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
    /// Every request is sent once.
    pub fn none() -> Self {
        Self::default().tries(1)
    }

    /// Most times that a request is sent, the first included. Zero is taken as one.
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries.max(1);
        self
    }

    /// Wait before the second try; it doubles for each further one.
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// Longest wait between two tries, and longest `Retry-After` that is honoured.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// Waits exactly as long as computed, with no chance in it.
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
        // Chance comes on top of what is computed.
        builder.build().map(move |wait| wait.min(longest))
    }

    /// The wait after a failed try: none when the service asks for more than is granted.
    pub(crate) fn wait(
        self,
        computed: Duration,
        status: Option<u16>,
        asked: Option<Duration>,
    ) -> Option<Duration> {
        let least = if status == Some(429) { AFTER_TOO_MANY } else { Duration::ZERO };
        match asked {
            Some(asked) if asked > self.longest_wait => None,
            Some(asked) => Some(computed.max(asked).max(least)),
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
    fn chance_never_shortens_a_wait() {
        for wait in Retry::default().tries(4).waits() {
            assert!(wait >= AFTER_TOO_MANY, "{wait:?}");
        }
    }

    #[test]
    fn what_the_service_asks_for_is_honoured_within_bounds() {
        let retry = Retry::default();
        let second = Duration::from_secs(1);
        assert_eq!(retry.wait(Duration::ZERO, Some(429), None), Some(AFTER_TOO_MANY));
        assert_eq!(retry.wait(Duration::ZERO, Some(503), None), Some(Duration::ZERO));
        assert_eq!(retry.wait(second, Some(429), Some(Duration::ZERO)), Some(second));
        assert_eq!(retry.wait(Duration::ZERO, Some(503), Some(3 * second)), Some(3 * second));
        assert_eq!(retry.wait(Duration::ZERO, Some(429), Some(11 * second)), None);
    }
}
