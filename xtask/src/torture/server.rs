//! The server under attack: the release build of `onet serve`.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::Plan;
use crate::report;

/// The variable that names the folder of a release in the text layout.
const RELEASE_DIR: &str = "ONET_TEST_RELEASE_DIR";

/// A whole release, imported into a folder that goes away with it; none, with a note, where the environment names no release.
pub(super) struct ImportedRelease(tempfile::TempDir);

impl ImportedRelease {
    pub(super) fn import(plan: &Plan) -> anyhow::Result<Option<Self>> {
        let Some(release) = std::env::var_os(RELEASE_DIR) else {
            report(&format!("  skipped: {RELEASE_DIR} is not set\n"));
            return Ok(None);
        };
        let home = tempfile::tempdir()?;
        let status = Command::new(&plan.program)
            .args(["--quiet", "db", "import"])
            .arg(release)
            .env("ONET_HOME", home.path())
            .stdout(Stdio::null())
            .status()?;
        anyhow::ensure!(status.success(), "the release cannot be imported");
        Ok(Some(Self(home)))
    }
}

/// A server under way, killed when dropped.
pub(super) struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    /// A server of the built-in sample.
    pub(super) fn of_sample(plan: &Plan) -> anyhow::Result<Self> {
        Self::start(plan, "sample", Path::new(""))
    }

    /// A server of a release.
    pub(super) fn of_release(plan: &Plan, release: &ImportedRelease) -> anyhow::Result<Self> {
        Self::start(plan, "release", release.0.path())
    }

    fn start(plan: &Plan, source: &str, home: &Path) -> anyhow::Result<Self> {
        let mut process = Command::new(&plan.program)
            .args(["serve", "--listen", "127.0.0.1:0", "--source", source])
            .env("ONET_HOME", home)
            .env_remove("ONET_RELEASE")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("onet serve does not start")?;
        let output = process.stderr.take().context("onet serve has no standard error")?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            let rest = line.strip_prefix("listening on http://")?;
            rest.split(';').next()?.parse().ok()
        });
        // The process must go on after this, and be gone when this fails.
        std::thread::spawn(move || lines.for_each(drop));
        let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let server = Self { process, address: address.unwrap_or(nowhere) };
        anyhow::ensure!(server.address != nowhere, "onet serve ended before it listened");
        Ok(server)
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends the signal to terminate.
    pub(super) fn terminate(&self) -> anyhow::Result<()> {
        let sent = Command::new("kill").arg("-TERM").arg(self.process.id().to_string()).status()?;
        anyhow::ensure!(sent.success(), "the signal could not be sent");
        Ok(())
    }

    /// Waits for the end of the process, within a time.
    pub(super) fn end(&mut self, within: Duration) -> anyhow::Result<ExitStatus> {
        let began = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait()? {
                return Ok(status);
            }
            anyhow::ensure!(began.elapsed() < within, "the server has not ended after {within:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The memory in use in MB, with and without mapped files, where the system shows it as Linux does.
    pub(super) fn memory(&self) -> Option<(u64, u64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let megabytes = |name: &str| -> Option<u64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
        };
        Some((megabytes("VmRSS:")?, megabytes("RssAnon:")?))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone after this.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
