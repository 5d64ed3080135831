//! The time that each step takes.

use std::fmt;
use std::time::{Duration, Instant};

/// The steps of a run that have ended, in order, and how long each took.
#[derive(Default)]
pub(super) struct Times(Vec<(&'static str, Duration)>);

impl Times {
    /// Runs a step and notes its time, whether it fails or not.
    pub(super) fn measure(
        &mut self,
        name: &'static str,
        step: impl FnOnce() -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        crate::report(&format!("\n== {name}\n"));
        let started = Instant::now();
        let outcome = step();
        self.0.push((name, started.elapsed()));
        outcome
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n== time of each step, in seconds")?;
        for (name, time) in &self.0 {
            writeln!(f, "{:>7.1}  {name}", time.as_secs_f32())?;
        }
        let all: Duration = self.0.iter().map(|(_, time)| *time).sum();
        writeln!(f, "{:>7.1}  all", all.as_secs_f32())
    }
}
