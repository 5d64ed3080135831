//! Everything that CI runs, in one command.

mod clients;
mod served;

use std::fmt;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use xshell::{Shell, cmd};

use crate::ci::served::Served;
use crate::{published, repository};

/// The environment variable that names a copy of the published definition, in its later edition, to check for drift.
const PUBLISHED: &str = "ONET_LATER_DEFINITION";

/// Runs every check in order of cost; stops at the first that fails, with its cure. Prints the time of each.
pub(crate) fn run() -> anyhow::Result<()> {
    let shell = Shell::new()?;
    shell.change_dir(repository::root());
    let mut steps = Steps::default();

    steps.run("format", || cmd!(shell, "cargo fmt --all --check").run().context("cure: cargo fmt --all"))?;
    steps.run("generated code is up to date", || {
        crate::report(&crate::codegen::check()?);
        Ok(())
    })?;
    steps.run("drift from the published definition", || drift(&shell))?;
    steps.run("clippy", || {
        cmd!(shell, "cargo clippy --workspace --all-targets --all-features --locked -- -D warnings")
            .run()
            .context("cure: mend what clippy names")
    })?;
    steps.run("features", || features(&shell))?;
    steps.run("public interface", || crate::interface::run(crate::interface::Mode::Check))?;
    steps.run("documentation", || {
        cmd!(shell, "cargo doc --workspace --all-features --no-deps --locked")
            .env("RUSTDOCFLAGS", "-D warnings")
            .run()
            .context("cure: mend what rustdoc names")
    })?;
    for command in readme_commands()? {
        // The README's commands are run as a reader would: through a shell.
        steps.run(&format!("README: {command}"), || {
            cmd!(shell, "bash -c {command}").run().with_context(|| format!("README: {command}"))
        })?;
    }
    steps.run("examples", || examples(&shell))?;
    steps.run("clients", || clients::run(&shell))?;
    crate::report(&steps.to_string());
    Ok(())
}

/// The steps that have been run, and how long each took.
#[derive(Default)]
struct Steps(Vec<(String, Duration)>);

impl Steps {
    fn run(&mut self, name: &str, check: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
        crate::report(&format!("\n== {name}\n"));
        let started = Instant::now();
        check()?;
        self.0.push((name.to_owned(), started.elapsed()));
        Ok(())
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n== time of each step, in seconds")?;
        for (name, time) in &self.0 {
            writeln!(f, "{:>7.1}  {name}", time.as_secs_f32())?;
        }
        let all: Duration = self.0.iter().map(|(_, time)| *time).sum();
        writeln!(f, "{:>7.1}  all", all.as_secs_f32())
    }
}

/// Each feature alone, and none: what is additive must stand alone.
fn features(shell: &Shell) -> anyhow::Result<()> {
    for features in ["", "cache", "blocking"] {
        cmd!(shell, "cargo check -p onet-api --locked --no-default-features --features {features}").run()?;
    }
    Ok(())
}

fn drift(shell: &Shell) -> anyhow::Result<()> {
    let Ok(definition) = shell.var(PUBLISHED) else {
        crate::report(&format!("skipped: {PUBLISHED} is not set (a file, or the published address)\n"));
        return Ok(());
    };
    published::load(&definition)?;
    let drift = crate::contract::drift(&definition)?;
    crate::report(&drift.render(crate::drift::Format::Text));
    anyhow::ensure!(
        drift.exit_code() == 0,
        "cure: cargo xtask spec sync --from {definition}, then cargo xtask codegen"
    );
    Ok(())
}

/// The examples, with what each is run on, and a line that it must print.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("search", "pharmacist", "29-1051.00  Pharmacists"),
    ("batch", "29-1051.00 31-9095.00", "29-1051.00  18 detailed work activities"),
    ("related_activities", "29-1051.00", "29-1171.00  Nurse Practitioners"),
    ("rows_to_csv", "job_zones onetsoc_code.eq.29-1051.00", "29-1051.00,Pharmacists,5"),
    ("profiler", "551123551123551123551123551123", "interest code RIC"),
];

/// Runs the examples against the sample, served on this machine.
fn examples(shell: &Shell) -> anyhow::Result<()> {
    // With the features of the tests, so that what those were built of serves again.
    cmd!(shell, "cargo build --workspace --all-features --locked --bins --examples").run()?;
    let built = repository::root().join("target/debug");
    let mut server = Command::new(built.join("onet"));
    let served = Served::start(server.args(["serve", "--source", "sample", "--listen", "127.0.0.1:0"]))?;
    for (example, arguments, line) in EXAMPLES {
        let program = built.join("examples").join(example);
        let arguments = arguments.split(' ');
        let printed = cmd!(shell, "{program} {arguments...}").env("ONET_BASE_URL", served.base()).read()?;
        anyhow::ensure!(printed.contains(line), "example {example}: no `{line}` in:\n{printed}");
    }
    Ok(())
}

/// The two commands that the README promises: the first line of each of its `console` blocks.
fn readme_commands() -> anyhow::Result<Vec<String>> {
    let readme = repository::read(&repository::root().join("README.md"))?;
    let commands: Vec<String> = readme
        .split("```console\n$ ")
        .skip(1)
        .filter_map(|block| block.lines().next())
        .filter(|line| line.starts_with("cargo "))
        .map(str::to_owned)
        .collect();
    anyhow::ensure!(commands.len() == 2, "README.md promises {} commands, expected two", commands.len());
    Ok(commands)
}
