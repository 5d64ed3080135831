//! What callers, crashes, disks and services may do to `onet`, as code: `cargo xtask torture`. Each scenario runs the
//! built program on this machine, does its worst for a bounded time, prints figures, and fails when a defence does.
//!
//! The short form runs in CI; the long form, by hand, does the same for longer. What is random depends on the seed alone.

mod caller;
mod damaged_files;
mod dice;
mod every_operation;
mod full_disk;
mod heavy_queries;
mod hostile_service;
mod importers;
mod killed_imports;
mod machine;
mod outputs;
mod server;
mod shutdown;
mod slow_callers;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::ValueEnum;

use crate::{report, repository};
use server::ImportedRelease;

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
    /// Callers at 32 connections call every operation, of both versions.
    EveryOperation,
    /// Imports are killed at random moments.
    KilledImports,
    /// The disk fills up during imports.
    FullDisk,
    /// Five imports run at once.
    Importers,
    /// Every file of a release is cut short and has bits flipped.
    DamagedFiles,
    /// The service that the client calls answers garbage, nothing, or without an end.
    HostileService,
    /// Output goes to a full device, to a reader that leaves, and to a terminal that obeys.
    Outputs,
}

impl Scenario {
    /// Whether its server answers from a whole release.
    fn serves_a_release(self) -> bool {
        matches!(self, Self::HeavyQueries | Self::SlowCallers | Self::EveryOperation)
    }
}

/// What to run, and how long.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) length: Length,
    /// The program under attack.
    pub(crate) program: PathBuf,
    /// How long every operation is called, in place of what the length has.
    pub(crate) seconds: Option<u64>,
    pub(crate) seed: u64,
    /// What the longest times in which another caller must be answered are multiplied with.
    pub(crate) patience: u32,
}

impl Plan {
    /// A plan for the release build.
    pub(crate) fn of_release_build(length: Length) -> anyhow::Result<Self> {
        let name = format!("onet{}", std::env::consts::EXE_SUFFIX);
        let program = repository::target()?.join("release").join(name);
        anyhow::ensure!(program.is_file(), "there is no {}; cure: cargo build --release", program.display());
        Self::of_program(length, program)
    }

    /// The short form for a build without optimization, on a machine that compiles at the same time: other callers may
    /// wait twice as long.
    pub(crate) fn of_debug_build(program: PathBuf) -> anyhow::Result<Self> {
        Ok(Self { patience: 2, ..Self::of_program(Length::Short, program)? })
    }

    /// A plan for a program.
    pub(crate) fn of_program(length: Length, program: PathBuf) -> anyhow::Result<Self> {
        // Some scenarios run it in another folder.
        let program = program.canonicalize().with_context(|| format!("there is no {}", program.display()))?;
        Ok(Self { length, program, seconds: None, seed: 1, patience: 1 })
    }

    /// The number for the short or the long form.
    fn pick<T>(&self, short: T, long: T) -> T {
        match self.length {
            Length::Short => short,
            Length::Long => long,
        }
    }
}

/// The longest time in which another caller must be answered, in the heavy and the slow scenario.
const PROMPT: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(100)];

/// Runs the scenarios, all without `only`.
pub(crate) fn run(plan: &Plan, only: &[Scenario]) -> anyhow::Result<()> {
    let scenarios: Vec<Scenario> = Scenario::value_variants()
        .iter()
        .filter(|scenario| only.is_empty() || only.contains(scenario))
        .copied()
        .collect();
    // An import takes longer than some scenarios.
    let release = match scenarios.iter().any(|scenario| scenario.serves_a_release()) {
        true => ImportedRelease::import(plan)?,
        false => None,
    };
    for scenario in scenarios {
        let began = Instant::now();
        match scenario {
            Scenario::HeavyQueries => heavy_queries::run(plan, release.as_ref(), PROMPT[0] * plan.patience)?,
            Scenario::SlowCallers => slow_callers::run(plan, release.as_ref(), PROMPT[1] * plan.patience)?,
            Scenario::Shutdown => shutdown::run(plan)?,
            Scenario::EveryOperation => every_operation::run(plan, release.as_ref())?,
            Scenario::KilledImports => killed_imports::run(plan)?,
            Scenario::FullDisk => full_disk::run(plan)?,
            Scenario::Importers => importers::run(plan)?,
            Scenario::DamagedFiles => damaged_files::run(plan)?,
            Scenario::HostileService => hostile_service::run(plan)?,
            Scenario::Outputs => outputs::run(plan)?,
        }
        report(&format!("  {:.1} s\n", began.elapsed().as_secs_f64()));
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

    /// The sources of all tests.
    fn sources(folder: &std::path::Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let is_built = ["target", "interface"].iter().any(|name| path.ends_with(name));
            if path.is_dir() && !is_built {
                sources(&path, text);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                text.push_str(&repository::read(&path).expect("a source"));
            }
        }
    }

    #[test]
    fn every_test_and_scenario_that_the_threat_model_names_is_there() {
        let page = repository::read(&repository::root().join("docs/trust.md")).expect("docs/trust.md");
        let mut code = String::new();
        ["crates", "xtask"].iter().for_each(|folder| sources(&repository::root().join(folder), &mut code));
        let (table, _) = page.split_once("## What is not").expect("a section of what is not defended");
        let mut tests = 0;
        for name in table.split('`').skip(1).step_by(2) {
            let Some((module, test)) = name.rsplit_once("::") else { continue };
            if test == "…" {
                continue;
            }
            assert!(code.contains(&format!("fn {test}(")), "there is no test {module}::{test}");
            tests += 1;
        }
        assert!(tests > 40, "{tests} tests are named");
        for row in table.lines().filter(|line| line.starts_with("| ") && line.matches(" | ").count() == 2) {
            let is_head = ["| who |", "| attempt |", "| --- |"].iter().any(|head| row.starts_with(head));
            let last = row.rsplit(" | ").next().unwrap_or_default();
            let is_who = !page[page.find("## What is defended").unwrap_or(0)..].contains(row);
            assert!(is_head || is_who || last.contains('`'), "no test is named: {row}");
        }
        for scenario in Scenario::value_variants() {
            let name = scenario.to_possible_value().expect("a name").get_name().to_owned();
            assert!(page.contains(&format!("`{name}`")), "docs/trust.md does not name the scenario {name}");
        }
    }

    #[test]
    fn a_quantile_is_a_time_that_was_measured() {
        let times = Times((1..=200).map(Duration::from_millis).collect());
        assert_eq!(times.quantile(0.99), Duration::from_millis(198));
        assert_eq!(times.quantile(1.0), Duration::from_millis(200));
        assert_eq!(Times::default().quantile(0.5), Duration::MAX, "no answer is no prompt answer");
    }
}
