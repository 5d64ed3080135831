//! Limits of a download, and when an attempt is repeated.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};

use crate::error::{Error, ErrorKind};

/// Number of bytes that an attempt has to gain to reset the count of attempts.
const GAIN: u64 = 64 * 1024;

/// Limits of a download.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) largest: u64,
    pub(crate) connect_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) tries: u32,
    pub(crate) first_wait: Duration,
    pub(crate) longest_wait: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            largest: 1 << 30,
            connect_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(30),
            tries: 5,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
        }
    }
}

impl Limits {
    fn waits(&self) -> ExponentialBackoff {
        ExponentialBuilder::default()
            .with_min_delay(self.first_wait.min(self.longest_wait))
            .with_max_delay(self.longest_wait)
            .with_factor(2.0)
            .with_max_times(usize::try_from(self.tries.saturating_sub(1)).unwrap_or(usize::MAX))
            .with_jitter()
            .build()
    }
}

/// The attempts of one run. Progress resets their count.
pub(crate) struct Attempts {
    limits: Limits,
    waits: ExponentialBackoff,
    furthest: u64,
    connected: bool,
}

impl Attempts {
    pub(crate) fn new(limits: Limits, so_far: u64) -> Self {
        Self { limits, waits: limits.waits(), furthest: so_far, connected: false }
    }

    /// The wait between a failed attempt and the next one, if there is a next one.
    pub(crate) fn wait_after(&mut self, failure: &Error, so_far: u64) -> Option<Duration> {
        if so_far >= self.furthest + GAIN {
            self.furthest = so_far;
            self.waits = self.limits.waits();
        }
        let again = match failure.kind() {
            // Without any connection before, the address is wrong or there is no network: fail at once.
            ErrorKind::Connect => self.connected,
            ErrorKind::Timeout | ErrorKind::Interrupted | ErrorKind::RateLimited | ErrorKind::Server => true,
            _ => false,
        };
        self.connected |= failure.kind() != ErrorKind::Connect;
        let requested = failure.retry_after().unwrap_or_default();
        if !again || requested > self.limits.longest_wait {
            return None;
        }
        Some(self.waits.next()?.max(requested))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits { tries: 3, ..Limits::default() }
    }

    fn failure(kind: ErrorKind) -> Error {
        Error::new(kind, "it failed")
    }

    #[test]
    fn attempts_end_without_progress() {
        let mut attempts = Attempts::new(limits(), 0);
        let cut = failure(ErrorKind::Interrupted);
        assert!(attempts.wait_after(&cut, 10).is_some());
        assert!(attempts.wait_after(&cut, 20).is_some());
        assert_eq!(attempts.wait_after(&cut, 30), None);
    }

    #[test]
    fn progress_resets_the_count_of_attempts() {
        let mut attempts = Attempts::new(limits(), 0);
        let cut = failure(ErrorKind::Interrupted);
        for step in 1..20 {
            assert!(attempts.wait_after(&cut, step * GAIN).is_some(), "{step}");
        }
        // Reaching the same byte again is no progress.
        assert!(attempts.wait_after(&cut, 10 * GAIN).is_some());
        assert_eq!(attempts.wait_after(&cut, 10 * GAIN), None);
    }

    #[test]
    fn permanent_failures_are_not_repeated() {
        for kind in [ErrorKind::NotFound, ErrorKind::WebPage, ErrorKind::StorageFull, ErrorKind::Connect] {
            assert_eq!(Attempts::new(limits(), 0).wait_after(&failure(kind), 0), None, "{kind:?}");
        }
        let mut attempts = Attempts::new(limits(), 0);
        assert!(attempts.wait_after(&failure(ErrorKind::Interrupted), 0).is_some());
        assert!(
            attempts.wait_after(&failure(ErrorKind::Connect), 0).is_some(),
            "there was a connection before"
        );
    }

    #[test]
    fn retry_after_is_honoured_within_bounds() {
        let wait = |seconds| {
            let busy = failure(ErrorKind::Server).with_retry_after(Some(Duration::from_secs(seconds)));
            Attempts::new(limits(), 0).wait_after(&busy, 0)
        };
        assert_eq!(wait(7), Some(Duration::from_secs(7)));
        assert_eq!(wait(3600), None);
    }
}
