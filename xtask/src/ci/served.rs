//! `onet serve`, for as long as something calls it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::Context as _;

/// A server under way, stopped when dropped.
pub(super) struct Served {
    process: Child,
    base: String,
}

impl Served {
    /// Starts `onet serve` and waits until it listens.
    pub(super) fn start(command: &mut Command) -> anyhow::Result<Self> {
        let mut process = command.stderr(Stdio::piped()).spawn().context("onet serve does not start")?;
        let said = process.stderr.take().context("onet serve says nothing")?;
        let mut lines = BufReader::new(said).lines().map_while(Result::ok);
        let base = lines.find_map(|line| {
            let rest = line.strip_prefix("listening on ")?;
            rest.split(';').next().map(str::to_owned)
        });
        // Made before it may fail, so that the process is gone in any case.
        let served = Self { process, base: base.unwrap_or_default() };
        anyhow::ensure!(!served.base.is_empty(), "onet serve ended before it listened");
        // What it says later has to go somewhere: a full pipe would stop it, a closed one make it fail.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(served)
    }

    /// The address that it listens on: `http://127.0.0.1:40123`.
    pub(super) fn base(&self) -> &str {
        &self.base
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone after this.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
