//! Everything that CI runs, in one command. The checks are the rows of [`STEPS`].

mod browser;
mod clients;
mod engines;
mod examples;
mod readme;
mod served;
mod times;

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use anyhow::Context as _;
use clap::ValueEnum;
use xshell::{Shell, cmd};

use crate::ci::clients::Tools;
use crate::ci::times::Times;
use crate::torture::{self, Plan};
use crate::{coding, dependencies, interface, published, repository};

/// The environment variable that names a copy of the published definition, in its later edition, to check for drift.
const PUBLISHED: &str = "ONET_LATER_DEFINITION";

/// Checks that a hosted workflow runs as one job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Group {
    /// Format of the source.
    Format,
    /// Generated code and drift from the published definition.
    Generated,
    /// Clippy, and the features of the client one by one.
    Lint,
    /// Documentation and public interface.
    Docs,
    /// The README's test command, and the examples.
    Tests,
    /// The README's first command, with the release build.
    Release,
    /// Other people's clients against the release build.
    Clients,
    /// The pages in a browser.
    Browser,
}

/// Which checks run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// Those of every push.
    Short,
    /// Also those that take minutes: by hand and by schedule.
    Long,
}

/// Which build a step uses. Steps of different builds run beside each other, since cargo locks a build's folder only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Build {
    Debug,
    Release,
}

struct Step {
    name: &'static str,
    group: Group,
    build: Build,
    length: Length,
    run: fn(&mut Run) -> anyhow::Result<()>,
}

const fn short(
    name: &'static str,
    group: Group,
    build: Build,
    run: fn(&mut Run) -> anyhow::Result<()>,
) -> Step {
    Step { name, group, build, length: Length::Short, run }
}

const fn long(
    name: &'static str,
    group: Group,
    build: Build,
    run: fn(&mut Run) -> anyhow::Result<()>,
) -> Step {
    Step { name, group, build, length: Length::Long, run }
}

/// Every check, those that cost least first.
const STEPS: &[Step] = &[
    short("format", Group::Format, Build::Debug, format),
    short("generated code is up to date", Group::Generated, Build::Debug, generated),
    short("drift from the published definition", Group::Generated, Build::Debug, drift),
    short("licences, bans and sources of dependencies", Group::Lint, Build::Debug, |run| {
        dependencies::check(&run.shell)
    }),
    short("clippy", Group::Lint, Build::Debug, clippy),
    // Right after clippy, whose check of all dependencies it uses.
    short("documentation and public interface", Group::Docs, Build::Debug, |_| {
        interface::run(interface::Mode::Check)
    }),
    short("features", Group::Lint, Build::Debug, features),
    short("README: tests", Group::Tests, Build::Debug, |run| readme::run(&run.shell, readme::Command::Tests)),
    short("examples", Group::Tests, Build::Debug, |run| examples::run(&run.shell)),
    short("coding of titles, held-out titles", Group::Tests, Build::Debug, coding_guard),
    short("README: first command", Group::Release, Build::Release, |run| {
        readme::run(&run.shell, readme::Command::First)
    }),
    short("torture, short form", Group::Release, Build::Release, |_| {
        crate::torture::run(&Plan::new(torture::Length::Short, None)?, &[])
    }),
    short("packages of the clients", Group::Clients, Build::Release, packages),
    short("clients", Group::Clients, Build::Release, |run| clients::programs(&run.shell, run.tools()?)),
    short("schemathesis, few calls", Group::Clients, Build::Release, |run| {
        clients::schemathesis(run.tools()?, clients::Examples::Few)
    }),
    long("pages in a browser", Group::Browser, Build::Debug, |run| browser::pages(&run.shell)),
    long("schemathesis, many calls", Group::Clients, Build::Release, |run| {
        clients::schemathesis(run.tools()?, clients::Examples::Many)
    }),
    long("Parquet beside pyarrow and DuckDB", Group::Clients, Build::Release, |run| {
        engines::parquet(&run.shell)
    }),
    long("coding of titles, all figures", Group::Tests, Build::Release, coding),
    long("torture, long form", Group::Release, Build::Release, |_| {
        crate::torture::run(&Plan::new(torture::Length::Long, None)?, &[])
    }),
    long("damaged input of every reader", Group::Tests, Build::Debug, |_| crate::fuzz::run(20, 1)),
    long("damaged documents", Group::Tests, Build::Release, damaged_documents),
];

/// What the steps of a run share.
struct Run {
    shell: Shell,
    /// Under way since the start of the run: it waits for the network while cargo compiles.
    installing: Option<JoinHandle<anyhow::Result<Tools>>>,
    tools: Option<Tools>,
}

impl Run {
    fn of(steps: &[&Step]) -> anyhow::Result<Self> {
        let shell = Shell::new()?;
        shell.change_dir(repository::root());
        let calls = steps.iter().any(|step| step.group == Group::Clients);
        let installing = calls.then(|| std::thread::spawn(Tools::install));
        Ok(Self { shell, installing, tools: None })
    }

    fn tools(&self) -> anyhow::Result<&Tools> {
        self.tools.as_ref().context("the packages of the clients are not installed")
    }
}

/// Runs the checks of some groups, or all; prints the time of each.
///
/// All checks run as two processes, one for each build, so that one compiles while the other links or waits. A process
/// stops at its first failure; the other one still ends, so that a run reports what both found.
pub(crate) fn run(only: &[Group], length: Length) -> anyhow::Result<()> {
    let wanted = |step: &&Step| length == Length::Long || step.length == Length::Short;
    if !only.is_empty() {
        let named = STEPS.iter().filter(|step| only.contains(&step.group));
        return run_steps(named.filter(|step| wanted(step) || is_long(step.group)).collect());
    }
    let (quick, rest): (Vec<&Step>, Vec<&Step>) =
        STEPS.iter().filter(wanted).partition(|step| matches!(step.group, Group::Format | Group::Generated));
    // Before anything compiles for minutes.
    run_steps(quick)?;
    let (debug, release): (Vec<&Step>, Vec<&Step>) =
        rest.into_iter().partition(|step| step.build == Build::Debug);
    let beside = Beside::start(&release, length)?;
    let here = run_steps(debug);
    if let Err(failure) = &here {
        crate::report(&format!("error: {failure:#}\nwaiting for the checks of the release build\n"));
    }
    let there = beside.finish();
    here.and(there)
}

/// Whether a group has long steps only: they run when it is named.
fn is_long(group: Group) -> bool {
    STEPS.iter().filter(|step| step.group == group).all(|step| step.length == Length::Long)
}

/// Runs steps one after another; stops at the first that fails, with its cure.
fn run_steps(steps: Vec<&Step>) -> anyhow::Result<()> {
    let mut run = Run::of(&steps)?;
    let mut times = Times::default();
    let ran = steps.iter().try_for_each(|step| times.measure(step.name, || (step.run)(&mut run)));
    crate::report(&times.to_string());
    ran
}

/// The checks of the release build, in a process of their own.
struct Beside {
    process: Child,
    output: std::path::PathBuf,
}

impl Beside {
    fn start(steps: &[&Step], length: Length) -> anyhow::Result<Self> {
        let output = repository::target()?.join("ci/release.log");
        std::fs::create_dir_all(repository::target()?.join("ci"))?;
        let file = File::create(&output).with_context(|| format!("could not write {}", output.display()))?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["ci", "--build", "release"]);
        if length == Length::Long {
            command.arg("--long");
        }
        crate::report(&format!(
            "\n== beside what follows: {}; output in {}\n",
            steps.iter().map(|step| step.name).collect::<Vec<_>>().join(", "),
            output.display()
        ));
        let process = command.stdout(file.try_clone()?).stderr(file).stdin(Stdio::null()).spawn()?;
        Ok(Self { process, output })
    }

    /// Waits for its end and prints what it printed.
    fn finish(mut self) -> anyhow::Result<()> {
        let status = self.process.wait()?;
        crate::report(&repository::read(&self.output)?);
        anyhow::ensure!(status.success(), "a check of the release build failed; its output is above");
        Ok(())
    }
}

/// Runs the checks of the release build except the quick ones: what [`run`] starts beside itself.
pub(crate) fn run_release(length: Length) -> anyhow::Result<()> {
    let wanted = |step: &&Step| {
        step.build == Build::Release && (length == Length::Long || step.length == Length::Short)
    };
    run_steps(STEPS.iter().filter(wanted).collect())
}

fn format(run: &mut Run) -> anyhow::Result<()> {
    let shell = &run.shell;
    cmd!(shell, "cargo fmt --all --check").run().context("cure: cargo fmt --all")
}

fn generated(_: &mut Run) -> anyhow::Result<()> {
    crate::report(&crate::codegen::check()?);
    Ok(())
}

fn drift(run: &mut Run) -> anyhow::Result<()> {
    let Ok(definition) = run.shell.var(PUBLISHED) else {
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

fn clippy(run: &mut Run) -> anyhow::Result<()> {
    let shell = &run.shell;
    cmd!(shell, "cargo clippy --workspace --all-targets --all-features --locked -- -D warnings")
        .run()
        .context("cure: correct what clippy names")
}

/// Each feature alone, and none: features must not depend on one another.
fn features(run: &mut Run) -> anyhow::Result<()> {
    let shell = &run.shell;
    for features in ["", "cache", "blocking"] {
        cmd!(shell, "cargo check -p onet-api --locked --no-default-features --features {features}").run()?;
    }
    Ok(())
}

/// Waits for the packages of the clients, whose installation began with the run.
fn packages(run: &mut Run) -> anyhow::Result<()> {
    let installing = run.installing.take().context("the packages are not being installed")?;
    let installed =
        installing.join().map_err(|_| anyhow::anyhow!("the installation of the packages panicked"))?;
    run.tools = Some(installed?);
    Ok(())
}

/// Random damage to documents of version 1.x, a hundred times as much of it as the tests do.
/// The figures of coding have not fallen by a point.
fn coding(_: &mut Run) -> anyhow::Result<()> {
    with_release(|release| coding::evaluate(release, 1))
}

fn coding_guard(_: &mut Run) -> anyhow::Result<()> {
    with_release(coding::guard)
}

/// Runs a check of coding on the release of the environment, where there is one.
fn with_release(check: impl FnOnce(&Path) -> anyhow::Result<()>) -> anyhow::Result<()> {
    match std::env::var_os(coding::RELEASE) {
        Some(release) => check(release.as_ref())
            .context("coding has become worse: cargo xtask eval coding has the figures"),
        None => {
            crate::report(&format!("skipped: {} is not set\n", coding::RELEASE));
            Ok(())
        }
    }
}

fn damaged_documents(run: &mut Run) -> anyhow::Result<()> {
    let shell = &run.shell;
    cmd!(shell, "cargo test --release -p onet-compat --all-features --locked fuzz")
        .env("ONET_FUZZ_ITERATIONS", "300000")
        .run()?;
    Ok(())
}

#[cfg(test)]
mod tests;
