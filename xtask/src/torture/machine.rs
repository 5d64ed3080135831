//! A home for `onet` and what it imports: the tables of the sample, with titles that tell one import from another and
//! from the built-in sample.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::Context as _;
use tempfile::TempDir;

use super::Plan;
use crate::repository;

/// The variables that would change what the program does.
const VARIABLES: [&str; 5] =
    ["ONET_API_KEY", "ONET_BASE_URL", "ONET_SOURCE", "ONET_RELEASE", "ONET_RECORDINGS"];

/// The title of an occupation of the sample, which inputs have with a mark.
const TITLE: &str = "Pharmacists";

/// A call whose answer has the marked title.
pub(super) const MARKED_CALL: &[&str] = &["api", "online/occupations/29-1051.00"];

/// A machine with a home of its own.
pub(super) struct Machine<'p> {
    plan: &'p Plan,
    folder: TempDir,
}

/// What a run of the program left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// The exit code; none when a signal ended the program.
    pub(super) code: Option<i32>,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Run {
    pub(super) fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Fails when the program crashed instead of ending.
    pub(super) fn ensure_no_crash(&self, what: &str) -> anyhow::Result<()> {
        let crashed = self.code.is_none() || self.code == Some(101) || self.stderr.contains("panicked");
        anyhow::ensure!(!crashed, "{what}: the program crashed: {:?} {}", self.code, self.stderr);
        Ok(())
    }
}

impl<'p> Machine<'p> {
    pub(super) fn new(plan: &'p Plan) -> anyhow::Result<Self> {
        Ok(Self { plan, folder: tempfile::tempdir()? })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn home(&self) -> PathBuf {
        self.path().join("home")
    }

    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(&self.plan.program);
        VARIABLES.iter().for_each(|variable| {
            command.env_remove(variable);
        });
        command.env("ONET_HOME", self.home()).env("NO_COLOR", "1").stdin(Stdio::null());
        command
    }

    pub(super) fn onet(&self, arguments: &[&str]) -> anyhow::Result<Run> {
        Ok(Run::of(self.command().args(arguments).output().context("onet does not start")?))
    }

    /// Tables of the sample in a folder of this name; the title of pharmacists ends with the mark.
    pub(super) fn input(&self, mark: &str) -> anyhow::Result<PathBuf> {
        let folder = self.path().join(format!("input-{mark}"));
        fs::create_dir_all(&folder)?;
        for entry in fs::read_dir(repository::root().join("fixtures/sample"))? {
            let entry = entry?;
            let text = repository::read(&entry.path())?;
            fs::write(folder.join(entry.file_name()), text.replace(TITLE, &format!("{TITLE} {mark}")))?;
        }
        Ok(folder)
    }

    /// Imports an input as a release of this number; fails when the program does.
    pub(super) fn import(&self, input: &Path, number: &str) -> anyhow::Result<()> {
        let input = input.display().to_string();
        let run = self.onet(&["--quiet", "db", "import", &input, "--as", number])?;
        anyhow::ensure!(run.code == Some(0), "the import fails: {}", run.stderr);
        Ok(())
    }

    /// The folder of the last import of a release.
    pub(super) fn release(&self, number: &str) -> anyhow::Result<PathBuf> {
        let mut found = self.entries()?;
        found.retain(|name| name.starts_with(&format!("{number}_")));
        found.sort();
        let last = found.pop().context("the release is not there")?;
        Ok(self.home().join("releases").join(last))
    }

    /// The names in the folder of the releases.
    pub(super) fn entries(&self) -> anyhow::Result<Vec<String>> {
        let entries = fs::read_dir(self.home().join("releases"))?;
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }

    /// Fails unless the title of the marked call ends with this mark.
    pub(super) fn ensure_mark(&self, mark: &str, when: &str) -> anyhow::Result<()> {
        let run = self.onet(MARKED_CALL)?;
        run.ensure_no_crash(when)?;
        anyhow::ensure!(run.code == Some(0), "{when}: no answer: {}", run.stderr);
        let title = format!("\"{TITLE} {mark}\"");
        anyhow::ensure!(run.stdout.contains(&title), "{when}: not the release {mark}: {}", run.stdout);
        Ok(())
    }
}
