//! Lines of the log that repeat.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Lets one line pass in a period.
#[derive(Debug)]
pub(crate) struct Throttle {
    period: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    passed: Option<Instant>,
    held_back: u64,
}

impl Throttle {
    pub(crate) fn new(period: Duration) -> Self {
        Self { period, state: Mutex::default() }
    }

    /// The number of lines held back since the last one that passed, when this one may pass.
    pub(crate) fn pass(&self) -> Option<u64> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.passed.is_some_and(|passed| passed.elapsed() < self.period) {
            state.held_back += 1;
            return None;
        }
        let held_back = std::mem::take(&mut state.held_back);
        state.passed = Some(Instant::now());
        Some(held_back)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_passes_in_a_period() {
        let throttle = Throttle::new(Duration::from_secs(60));
        assert_eq!((throttle.pass(), throttle.pass()), (Some(0), None));
        let throttle = Throttle::new(Duration::ZERO);
        assert_eq!((throttle.pass(), throttle.pass()), (Some(0), Some(0)));
    }
}
