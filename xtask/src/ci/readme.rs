//! The commands that the README promises.

use anyhow::Context as _;
use xshell::{Shell, cmd};

use crate::repository;

/// The two commands of the README.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// The manual's example, answered by the sample.
    First,
    /// All tests.
    Tests,
}

impl Command {
    fn start(self) -> &'static str {
        match self {
            Self::First => "cargo run ",
            Self::Tests => "cargo test ",
        }
    }
}

/// Runs a command as the README has it.
pub(super) fn run(shell: &Shell, command: Command) -> anyhow::Result<()> {
    let line = line(command)?;
    // As a reader would: through a shell.
    cmd!(shell, "bash -c {line}").run().with_context(|| format!("README: {line}"))
}

/// A command: the first line of one of the `console` blocks, of which there are two with cargo commands.
pub(super) fn line(command: Command) -> anyhow::Result<String> {
    let readme = repository::read(&repository::root().join("README.md"))?;
    let lines: Vec<&str> = readme
        .split("```console\n$ ")
        .skip(1)
        .filter_map(|block| block.lines().next())
        .filter(|line| line.starts_with("cargo run ") || line.starts_with("cargo test "))
        .collect();
    anyhow::ensure!(lines.len() == 2, "README.md promises {} commands, expected two", lines.len());
    let line = lines.into_iter().find(|line| line.starts_with(command.start()));
    line.map(str::to_owned).with_context(|| format!("README.md has no `{}…`", command.start()))
}
