//! What callers may do to a server, as code: `cargo xtask torture`. Each scenario starts the built `onet serve` on
//! 127.0.0.1, does its worst for a bounded time, prints figures, and fails when another caller notices.
//!
//! The short form runs in CI; the long form, by hand, does the same for longer.

mod caller;
mod heavy_queries;
mod server;
mod shutdown;
mod slow_callers;

use std::time::Duration;

use clap::ValueEnum;

use crate::report;

/// How long the scenarios take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// Less than a minute for all.
    Short,
    /// Some minutes.
    Long,
}

/// One kind of attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scenario {
    /// A hundred callers send queries that filter and sort by everything, and leave.
    HeavyQueries,
    /// Two thousand connections from one address are idle, send or read slowly, or do not read.
    SlowCallers,
    /// The server is stopped under load, again and again.
    Shutdown,
}

/// The longest time in which another caller must be answered, in the heavy and the slow scenario.
const PROMPT: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(100)];

/// Runs the scenarios, all without `only`.
pub(crate) fn run(length: Length, only: &[Scenario]) -> anyhow::Result<()> {
    let scenarios =
        Scenario::value_variants().iter().filter(|scenario| only.is_empty() || only.contains(scenario));
    for scenario in scenarios {
        match scenario {
            Scenario::HeavyQueries => heavy_queries::run(length, PROMPT[0])?,
            Scenario::SlowCallers => slow_callers::run(length, PROMPT[1])?,
            Scenario::Shutdown => shutdown::run(length)?,
        }
    }
    Ok(())
}

/// Times of answers: how many, the median, the 99th percentile and the longest.
#[derive(Debug, Default)]
struct Times(Vec<Duration>);

impl Times {
    fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The time within which this part of the answers came.
    fn quantile(&self, part: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        let at = (sorted.len() as f64 * part).ceil() as usize;
        sorted.get(at.max(1) - 1).copied().unwrap_or(Duration::MAX)
    }

    fn print(&self, what: &str) {
        let milliseconds = |part| self.quantile(part).as_secs_f64() * 1000.0;
        report(&format!(
            "  {what}: {} answers, median {:.1} ms, p99 {:.1} ms, longest {:.1} ms\n",
            self.0.len(),
            milliseconds(0.5),
            milliseconds(0.99),
            milliseconds(1.0),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_time_that_was_measured() {
        let times = Times((1..=200).map(Duration::from_millis).collect());
        assert_eq!(times.quantile(0.99), Duration::from_millis(198));
        assert_eq!(times.quantile(1.0), Duration::from_millis(200));
        assert_eq!(Times::default().quantile(0.5), Duration::MAX, "no answer is no prompt answer");
    }
}
