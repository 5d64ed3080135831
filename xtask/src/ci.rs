//! Everything that CI runs, in one command. The checks are the rows of [`STEPS`].

mod browser;
mod clients;
mod engines;
mod examples;
mod readme;
mod served;
mod times;

use std::fs::File;
use std::path::{Path, PathBuf};
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
    /// Generated code, the picture of the crates, and drift from the published definition.
    Generated,
    /// Clippy, and the features of the client one by one.
    Lint,
    /// Documentation and public interface.
    Docs,
    /// The README's test command, and the examples.
    Tests,
    /// The README's first command, and attacks on the program that it builds.
    Program,
    /// Other people's clients against that program.
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

/// What a step needs. In a run of everything, steps on sources and steps on the program run beside each other: the
/// former compile, the latter wait for answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// The sources, compiled by cargo.
    Sources,
    /// A built program, which needs no cargo.
    Program,
}

struct Step {
    name: &'static str,
    group: Group,
    subject: Subject,
    length: Length,
    run: fn(&mut Run) -> anyhow::Result<()>,
}

const fn short(
    name: &'static str,
    group: Group,
    subject: Subject,
    run: fn(&mut Run) -> anyhow::Result<()>,
) -> Step {
    Step { name, group, subject, length: Length::Short, run }
}

const fn long(
    name: &'static str,
    group: Group,
    subject: Subject,
    run: fn(&mut Run) -> anyhow::Result<()>,
) -> Step {
    Step { name, group, subject, length: Length::Long, run }
}

/// Every check, those that cost least first.
const STEPS: &[Step] = &[
    short("format", Group::Format, Subject::Sources, format),
    short("generated code is up to date", Group::Generated, Subject::Sources, generated),
    short("drift from the published definition", Group::Generated, Subject::Sources, drift),
    short("README: first command", Group::Program, Subject::Sources, first_command),
    short("licences, bans and sources of dependencies", Group::Lint, Subject::Sources, |run| {
        dependencies::check(&run.shell)
    }),
    short("clippy", Group::Lint, Subject::Sources, clippy),
    // Right after clippy, whose check of all dependencies it uses.
    short("documentation and public interface", Group::Docs, Subject::Sources, |_| {
        interface::run(interface::Mode::Check)
    }),
    short("README: tests", Group::Tests, Subject::Sources, |run| {
        readme::run(&run.shell, readme::Command::Tests)
    }),
    short("examples", Group::Tests, Subject::Sources, |run| examples::run(&run.shell)),
    short("coding of titles, held-out titles", Group::Tests, Subject::Sources, coding_guard),
    short("torture, short form", Group::Program, Subject::Program, |run| {
        torture::run(&Plan::of_debug_build(run.program()?)?, &[])
    }),
    short("pages in a browser", Group::Browser, Subject::Program, |run| {
        let program = run.program()?;
        browser::pages(&run.shell, &program, Length::Short)
    }),
    short("packages of the clients", Group::Clients, Subject::Program, packages),
    short("clients", Group::Clients, Subject::Program, |run| clients::programs(&run.shell, run.tools()?)),
    short("schemathesis, few calls", Group::Clients, Subject::Program, |run| {
        clients::schemathesis(run.tools()?, clients::Examples::Few)
    }),
    long("features", Group::Lint, Subject::Sources, features),
    long("damaged input of every reader", Group::Tests, Subject::Sources, |_| crate::fuzz::run(20, 1)),
    long("release build", Group::Program, Subject::Sources, release_build),
    long("coding of titles, all figures", Group::Tests, Subject::Sources, coding),
    long("damaged documents", Group::Tests, Subject::Sources, damaged_documents),
    long("torture, long form", Group::Program, Subject::Sources, |_| {
        torture::run(&Plan::of_release_build(torture::Length::Long)?, &[])
    }),
    long("pages in a browser, all widths and pictures", Group::Browser, Subject::Program, |run| {
        let program = run.program()?;
        browser::pages(&run.shell, &program, Length::Long)
    }),
    long("schemathesis, many calls", Group::Clients, Subject::Program, |run| {
        clients::schemathesis(run.tools()?, clients::Examples::Many)
    }),
    long("Parquet beside pyarrow and DuckDB", Group::Clients, Subject::Program, |run| {
        let program = run.program()?;
        engines::parquet(&run.shell, &program)
    }),
];

/// What the steps of a run share.
struct Run {
    shell: Shell,
    /// Under way since the start of the run: it waits for the network while cargo compiles.
    installing: Option<JoinHandle<anyhow::Result<Tools>>>,
    tools: Option<Tools>,
    /// The program, once it is built.
    program: Option<PathBuf>,
}

impl Run {
    fn of(steps: &[&Step], program: Option<PathBuf>) -> anyhow::Result<Self> {
        let shell = Shell::new()?;
        shell.change_dir(repository::root());
        let calls = steps.iter().any(|step| step.group == Group::Clients);
        let installing = calls.then(|| std::thread::spawn(Tools::install));
        Ok(Self { shell, installing, tools: None, program })
    }

    fn tools(&self) -> anyhow::Result<&Tools> {
        self.tools.as_ref().context("the packages of the clients are not installed")
    }

    /// The program as the README's first command builds it, in a place where no later build replaces it.
    fn program(&mut self) -> anyhow::Result<PathBuf> {
        if let Some(program) = &self.program {
            return Ok(program.clone());
        }
        let shell = &self.shell;
        cmd!(shell, "cargo build --locked").run()?;
        let name = format!("onet{}", std::env::consts::EXE_SUFFIX);
        let target = repository::target()?;
        let program = target.join("ci").join(&name);
        shell.create_dir(target.join("ci"))?;
        shell.copy_file(target.join("debug").join(&name), &program)?;
        Ok(self.program.insert(program).clone())
    }
}

/// Runs the checks of some groups, or all; prints the time of each.
///
/// Once the program is built, all other checks run as two processes: one compiles and tests the sources, the other one
/// calls the program. A process stops at its first failure; the other one still ends, so that a run reports what both
/// found.
pub(crate) fn run(only: &[Group], length: Length) -> anyhow::Result<()> {
    let wanted = |step: &&Step| length == Length::Long || step.length == Length::Short;
    if !only.is_empty() {
        let named = STEPS.iter().filter(|step| only.contains(&step.group));
        return run_steps(named.filter(wanted).collect(), None).map(drop);
    }
    let is_first = |step: &&Step| {
        matches!(step.group, Group::Format | Group::Generated) || step.name == "README: first command"
    };
    let (first, rest): (Vec<&Step>, Vec<&Step>) = STEPS.iter().filter(wanted).partition(is_first);
    let program = run_steps(first, None)?.program()?;
    let (sources, programs): (Vec<&Step>, Vec<&Step>) =
        rest.into_iter().partition(|step| step.subject == Subject::Sources);
    let beside = Beside::start(&programs, &program, length)?;
    let here = run_steps(sources, Some(program));
    if let Err(failure) = &here {
        crate::report(&format!("error: {failure:#}\nwaiting for the checks of the program\n"));
    }
    let there = beside.finish();
    here.and(there)
}

/// Runs steps one after another; stops at the first that fails, with its cure.
fn run_steps(steps: Vec<&Step>, program: Option<PathBuf>) -> anyhow::Result<Run> {
    let mut run = Run::of(&steps, program)?;
    let mut times = Times::default();
    let ran = steps.iter().try_for_each(|step| times.measure(step.name, || (step.run)(&mut run)));
    crate::report(&times.to_string());
    ran.map(|()| run)
}

/// The checks of the program, in a process of their own.
struct Beside {
    process: Child,
    output: PathBuf,
}

impl Beside {
    fn start(steps: &[&Step], program: &Path, length: Length) -> anyhow::Result<Self> {
        let output = repository::target()?.join("ci/program.log");
        std::fs::create_dir_all(repository::target()?.join("ci"))?;
        let file = File::create(&output).with_context(|| format!("could not write {}", output.display()))?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["ci", "--program"]).arg(program);
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
        anyhow::ensure!(status.success(), "a check of the program failed; its output is above");
        Ok(())
    }
}

/// Runs the checks of a built program: what [`run`] starts beside itself.
pub(crate) fn run_program(program: PathBuf, length: Length) -> anyhow::Result<()> {
    let wanted = |step: &&Step| {
        step.subject == Subject::Program && (length == Length::Long || step.length == Length::Short)
    };
    run_steps(STEPS.iter().filter(wanted).collect(), Some(program)).map(drop)
}

fn format(run: &mut Run) -> anyhow::Result<()> {
    let shell = &run.shell;
    cmd!(shell, "cargo fmt --all --check").run().context("cure: cargo fmt --all")
}

fn generated(run: &mut Run) -> anyhow::Result<()> {
    crate::report(&crate::codegen::check()?);
    let shell = &run.shell;
    cmd!(shell, "python3 fixtures/crate_graph.py --check")
        .run()
        .context("cure: python3 fixtures/crate_graph.py")
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

fn first_command(run: &mut Run) -> anyhow::Result<()> {
    readme::run(&run.shell, readme::Command::First)?;
    run.program().map(drop)
}

fn release_build(run: &mut Run) -> anyhow::Result<()> {
    let shell = &run.shell;
    Ok(cmd!(shell, "cargo build --release --locked").run()?)
}

fn clippy(run: &mut Run) -> anyhow::Result<()> {
    let shell = &run.shell;
    cmd!(shell, "cargo clippy --workspace --all-targets --all-features --locked -- -D warnings")
        .run()
        .context("cure: correct what clippy names")
}

/// Each feature alone, and none: features must not depend on one another. And types without a client, a release without a server.
fn features(run: &mut Run) -> anyhow::Result<()> {
    let shell = &run.shell;
    for features in ["", "cache", "blocking"] {
        cmd!(shell, "cargo check -p onet-api --locked --no-default-features --features {features}").run()?;
    }
    cmd!(shell, "cargo check -p onet-domain --locked --no-default-features").run()?;
    Ok(cmd!(shell, "cargo check -p onet-server --locked --no-default-features").run()?)
}

/// Waits for the packages of the clients, whose installation began with the run.
fn packages(run: &mut Run) -> anyhow::Result<()> {
    let installing = run.installing.take().context("the packages are not being installed")?;
    let installed =
        installing.join().map_err(|_| anyhow::anyhow!("the installation of the packages panicked"))?;
    run.tools = Some(installed?.with_program(run.program()?));
    Ok(())
}

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

/// Random damage to documents of version 1.x, a hundred times as much of it as the tests do.
fn damaged_documents(run: &mut Run) -> anyhow::Result<()> {
    let shell = &run.shell;
    cmd!(shell, "cargo test --release -p onet-compat --all-features --locked fuzz")
        .env("ONET_FUZZ_ITERATIONS", "300000")
        .run()?;
    Ok(())
}

#[cfg(test)]
mod tests;
