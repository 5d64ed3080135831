//! The disk fills up while a release is imported over another one, on disks of many sizes. The import fails and names the
//! reason, or ends well; a whole release answers either way.
//!
//! A disk is a file system in memory within a mount namespace of its own; where there is no such thing, a limit on the size
//! of files stands in for it.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use super::Plan;
use super::machine::{Machine, Run};
use crate::report;

pub(super) fn run(plan: &Plan) -> anyhow::Result<()> {
    let sizes = plan.pick(5, 15);
    report(&format!("full disk: {sizes} sizes\n"));
    let machine = Machine::new(plan)?;
    let (before, after) = (machine.input("before")?, machine.input("after")?);
    machine.import(&before, "29.3")?;
    let release = kilobytes(&machine.home())?;
    let is_small = is_small_disk_possible();
    if !is_small {
        report("  no small disk can be made here: files are limited in their size instead\n");
    }
    let (mut full, mut well) = (0, 0);
    for number in 0..sizes {
        // From hardly more than the first release to more than both need.
        let share = 0.05 + 1.35 * number as f64 / (sizes - 1) as f64;
        let spare = (release as f64 * share) as u64;
        let run = match is_small {
            true => on_small_disk(&machine, release + spare, &after)?,
            false => with_small_files(&machine, spare, &after)?,
        };
        let when = format!("with {spare} kB to spare");
        run.ensure_no_crash(&when)?;
        let ended = run.stdout.lines().find_map(|line| line.strip_prefix("import ended with "));
        let mark = match ended {
            Some("0") => "after",
            Some("6") => "before",
            _ => anyhow::bail!("{when}: {} {}", run.stdout, run.stderr),
        };
        match mark {
            "after" => well += 1,
            _ => full += 1,
        }
        if mark == "before" && is_small {
            anyhow::ensure!(run.stderr.contains("the disk is full"), "{when}: {}", run.stderr);
        }
        let title = format!("\"Pharmacists {mark}\"");
        anyhow::ensure!(run.stdout.contains(&title), "{when}: not the release {mark}: {}", run.stdout);
        anyhow::ensure!(
            !run.stdout.contains(".importing-"),
            "{when}: half a release is left: {}",
            run.stdout
        );
        anyhow::ensure!(run.stdout.contains("verify ended with 0"), "{when}: {}", run.stdout);
    }
    anyhow::ensure!(full > 0, "no disk was full");
    report(&format!("  {full} full, {well} large enough; a whole release answers each time\n"));
    Ok(())
}

/// What is run on each disk, with the program, the home and the input in the environment.
const SCRIPT: &str = r#"
    code=0; "$ONET" -q db import "$INPUT" --as 29.3 >/dev/null || code=$?; echo import ended with $code
    ls -A "$ONET_HOME/releases"
    "$ONET" api online/occupations/29-1051.00
    code=0; "$ONET" db verify >/dev/null || code=$?; echo verify ended with $code
"#;

/// Runs the script on a disk of this size that holds the home of the machine.
fn on_small_disk(machine: &Machine<'_>, kilobytes: u64, input: &Path) -> anyhow::Result<Run> {
    let script = format!(
        "set -e; mount -t tmpfs -o size={kilobytes}k tmpfs {disk}; cp -r \"$ONET_HOME\" {disk}/home; \
         export ONET_HOME={disk}/home; set +e; {SCRIPT}",
        disk = disk(machine)?.display(),
    );
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", &script]);
    ran(machine, command, input)
}

/// Runs the script on a copy of the home, with files of this size at most.
fn with_small_files(machine: &Machine<'_>, kilobytes: u64, input: &Path) -> anyhow::Result<Run> {
    let script = format!(
        "set -e; rm -rf {disk}/home; cp -r \"$ONET_HOME\" {disk}/home; export ONET_HOME={disk}/home; set +e; \
         trap '' XFSZ; ulimit -f {blocks}; {SCRIPT}",
        disk = disk(machine)?.display(),
        blocks = kilobytes * 2,
    );
    let mut command = Command::new("sh");
    command.args(["-c", &script]);
    ran(machine, command, input)
}

fn ran(machine: &Machine<'_>, mut command: Command, input: &Path) -> anyhow::Result<Run> {
    let like = machine.command();
    for (name, value) in like.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.env("ONET", like.get_program()).env("INPUT", input);
    Ok(Run::of(command.output().context("the shell does not start")?))
}

/// The folder where a disk is mounted.
fn disk(machine: &Machine<'_>) -> anyhow::Result<std::path::PathBuf> {
    let disk = machine.path().join("disk");
    std::fs::create_dir_all(&disk)?;
    Ok(disk)
}

fn is_small_disk_possible() -> bool {
    let tried = tempfile::tempdir().and_then(|folder| {
        let script = format!("mount -t tmpfs -o size=100k tmpfs {}", folder.path().display());
        Command::new("unshare").args(["--map-root-user", "--mount", "sh", "-c", &script]).output()
    });
    tried.is_ok_and(|tried| tried.status.success())
}

/// The space that a folder takes on a disk whose blocks have 4 kB.
fn kilobytes(folder: &Path) -> anyhow::Result<u64> {
    let mut sum = 4;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        sum += match entry.file_type()?.is_dir() {
            true => kilobytes(&entry.path())?,
            false => entry.metadata()?.len().div_ceil(4096) * 4,
        };
    }
    Ok(sum)
}
