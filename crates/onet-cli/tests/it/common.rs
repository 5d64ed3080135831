//! Running `onet` as a user does, in a home of its own and with no key.

// Tests print why they are skipped.
#![allow(clippy::print_stderr)]

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// The manual's example.
pub const EXAMPLE: [&str; 6] = [
    "related-activities",
    "29-1051.00",
    "--activity",
    "4.A.2.a.2.I05.D04",
    "--activity",
    "4.A.4.a.1.I05.D01",
];

/// What a run of `onet` left behind.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A machine on which `onet` has never run.
pub struct Machine {
    home: tempfile::TempDir,
}

impl Machine {
    pub fn new() -> Self {
        Self { home: tempfile::tempdir().expect("a temporary folder can be made") }
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onet"));
        for variable in ["ONET_API_KEY", "ONET_BASE_URL", "ONET_SOURCE", "ONET_RELEASE", "ONET_RECORDINGS"] {
            command.env_remove(variable);
        }
        command
            .env("ONET_HOME", self.home())
            .env("NO_COLOR", "1")
            .timeout(std::time::Duration::from_secs(60));
        command
    }

    /// A line for a shell that finds `onet` by its name.
    pub fn in_shell(&self, line: &str) -> Command {
        let onet = Path::new(env!("CARGO_BIN_EXE_onet"));
        let folder = onet.parent().expect("a program is in a folder");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path));
        let mut command = Command::new("sh");
        for variable in ["ONET_API_KEY", "ONET_BASE_URL", "ONET_SOURCE", "ONET_RELEASE", "ONET_RECORDINGS"] {
            command.env_remove(variable);
        }
        command
            .env("PATH", std::env::join_paths(path).expect("folders without a colon"))
            .env("ONET_HOME", self.home())
            .env("NO_COLOR", "1")
            .timeout(std::time::Duration::from_secs(60))
            .args(["-c", line]);
        command
    }

    pub fn onet(&self, arguments: &[&str]) -> Run {
        let Output { status, stdout, stderr } = self.command().args(arguments).output().expect("onet runs");
        let text = |bytes| String::from_utf8(bytes).expect("onet writes UTF-8");
        Run { code: status.code().unwrap_or(-1), stdout: text(stdout), stderr: text(stderr) }
    }
}

/// The folder of a real release, where the environment names one.
pub fn real_release() -> Option<PathBuf> {
    let folder = std::env::var_os("ONET_TEST_RELEASE_DIR").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: ONET_TEST_RELEASE_DIR is not set");
    }
    folder
}

/// Whether a release is one of `fixtures/make_release.py`, without the facts of O*NET 29.3.
pub fn is_made(release: &Path) -> bool {
    let read_me = std::fs::read_to_string(release.join("Read Me.txt"));
    read_me.is_ok_and(|read_me| read_me.contains("Made up for tests"))
}

/// A folder in the layout of a release, with the tables of the built-in sample to spoil.
pub fn copy_of_sample(to: &Path) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sample");
    for entry in sample.read_dir().expect("the sample is there").flatten() {
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a file can be copied");
    }
}

/// The program with the signals as a terminal starts it: the caller of the tests may ignore some, as `nohup` does, and the
/// program would ignore them, too.
pub(crate) fn onet_with_signals() -> std::process::Command {
    let onet = env!("CARGO_BIN_EXE_onet");
    if cfg!(target_os = "linux") {
        let mut command = std::process::Command::new("env");
        command.args(["--default-signal=INT,TERM,HUP", onet]);
        return command;
    }
    std::process::Command::new(onet)
}
