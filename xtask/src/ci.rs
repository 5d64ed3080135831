//! Everything that CI runs, in one command.

use anyhow::Context as _;
use xshell::{Shell, cmd};

use crate::{published, repository};

/// The environment variable that names a copy of the published definition to check for drift.
const PUBLISHED: &str = "ONET_PUBLISHED_DEFINITION";

/// Runs every check in order of cost; stops at the first that fails, with its cure.
pub(crate) fn run() -> anyhow::Result<()> {
    let shell = Shell::new()?;
    shell.change_dir(repository::root());

    step("format");
    cmd!(shell, "cargo fmt --all --check").run().context("cure: cargo fmt --all")?;
    step("generated code is up to date");
    crate::report(&crate::codegen::check()?);
    step("drift from the published definition");
    drift(&shell)?;
    step("clippy");
    cmd!(shell, "cargo clippy --workspace --all-targets --locked -- -D warnings")
        .run()
        .context("cure: mend what clippy names")?;
    step("documentation");
    cmd!(shell, "cargo doc --workspace --no-deps --locked").env("RUSTDOCFLAGS", "-D warnings").run()?;
    for command in readme_commands()? {
        step(&format!("README: {command}"));
        // The README's commands are run as a reader would: through a shell.
        cmd!(shell, "bash -c {command}").run().with_context(|| format!("README: {command}"))?;
    }
    step("done");
    Ok(())
}

fn step(name: &str) {
    crate::report(&format!("\n== {name}\n"));
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
