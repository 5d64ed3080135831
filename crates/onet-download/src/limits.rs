//! What a download may take, and how often it is tried.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};

use crate::error::{Error, ErrorKind};

/// Bytes that a try has to gain for the tries to be counted anew.
const GAIN: u64 = 64 * 1024;

/// What a download may take.
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

/// The tries of one run. They are counted anew whenever the download has come further.
pub(crate) struct Tries {
    limits: Limits,
    waits: ExponentialBackoff,
    furthest: u64,
    connected: bool,
}

impl Tries {
    pub(crate) fn new(limits: Limits, so_far: u64) -> Self {
        Self { limits, waits: limits.waits(), furthest: so_far, connected: false }
    }

    /// How long to wait after a failed try before the next one; nothing when there is to be none.
    pub(crate) fn wait_after(&mut self, failure: &Error, so_far: u64) -> Option<Duration> {
        if so_far >= self.furthest + GAIN {
            self.furthest = so_far;
            self.waits = self.limits.waits();
        }
        let again = match failure.kind() {
            // Who never had a connection has no network or a wrong address, and does not wait to hear it.
            ErrorKind::Connect => self.connected,
            ErrorKind::Timeout | ErrorKind::Interrupted | ErrorKind::RateLimited | ErrorKind::Server => true,
            _ => false,
        };
        self.connected |= failure.kind() != ErrorKind::Connect;
        let asked = failure.retry_after().unwrap_or_default();
        if !again || asked > self.limits.longest_wait {
            return None;
        }
        Some(self.waits.next()?.max(asked))
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
    fn tries_end_when_nothing_is_gained() {
        let mut tries = Tries::new(limits(), 0);
        let cut = failure(ErrorKind::Interrupted);
        assert!(tries.wait_after(&cut, 10).is_some());
        assert!(tries.wait_after(&cut, 20).is_some());
        assert_eq!(tries.wait_after(&cut, 30), None);
    }

    #[test]
    fn who_comes_further_may_try_on() {
        let mut tries = Tries::new(limits(), 0);
        let cut = failure(ErrorKind::Interrupted);
        for step in 1..20 {
            assert!(tries.wait_after(&cut, step * GAIN).is_some(), "{step}");
        }
        // The same distance from the start again is nothing gained.
        assert!(tries.wait_after(&cut, 10 * GAIN).is_some());
        assert_eq!(tries.wait_after(&cut, 10 * GAIN), None);
    }

    #[test]
    fn what_another_try_cannot_mend_is_not_tried_again() {
        for kind in [ErrorKind::NotFound, ErrorKind::WebPage, ErrorKind::StorageFull, ErrorKind::Connect] {
            assert_eq!(Tries::new(limits(), 0).wait_after(&failure(kind), 0), None, "{kind:?}");
        }
        let mut tries = Tries::new(limits(), 0);
        assert!(tries.wait_after(&failure(ErrorKind::Interrupted), 0).is_some());
        assert!(tries.wait_after(&failure(ErrorKind::Connect), 0).is_some(), "there was a connection before");
    }

    #[test]
    fn a_server_is_left_alone_for_as_long_as_it_wants_within_bounds() {
        let asked = |seconds| {
            let busy = failure(ErrorKind::Server).with_retry_after(Some(Duration::from_secs(seconds)));
            Tries::new(limits(), 0).wait_after(&busy, 0)
        };
        assert_eq!(asked(7), Some(Duration::from_secs(7)));
        assert_eq!(asked(3600), None);
    }
}
