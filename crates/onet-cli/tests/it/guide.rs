//! The guide: its blocks print what stands there. With `ONET_UPDATE=1` the pages get what is printed.

// Tests print why they are skipped.
#![allow(clippy::print_stderr)]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::Machine;

/// What a block runs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Over {
    Sample,
    /// The release that is made up for tests.
    Release,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn pages() -> Vec<PathBuf> {
    let folder = root().join("docs/guide/src");
    let entries = folder.read_dir().expect("the guide is there").flatten().map(|entry| entry.path());
    let mut pages: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|kind| kind == "md")).collect();
    pages.sort();
    pages
}

/// A machine with the made-up release; `None` without Python.
fn with_release() -> Option<Machine> {
    let machine = Machine::new();
    let release = machine.home().join("made");
    let script = root().join("fixtures/make_release.py");
    let Ok(made) = Command::new("python3").arg(script).arg(&release).output() else {
        eprintln!("skipped: python3 is not on this machine");
        return None;
    };
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let imported = machine.onet(&["db", "import", &release.display().to_string(), "--no-coding"]);
    assert_eq!(imported.code, 0, "{}", imported.stderr);
    Some(machine)
}

fn has_jq() -> bool {
    let found = Command::new("jq").arg("--version").output().is_ok_and(|run| run.status.success());
    if !found {
        eprintln!("skipped: jq is not on this machine");
    }
    found
}

/// A page with what its commands print below each of them; how many commands were run.
fn run_page(page: &str, over: Over, machine: &Machine, has_jq: bool) -> (String, usize) {
    let mut written = String::new();
    let mut count = 0;
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        written.push_str(line);
        written.push('\n');
        let block = match line {
            "```console" => Over::Sample,
            "```console,release" => Over::Release,
            _ => continue,
        };
        // A block has a folder of its own, for the files that it writes.
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for line in lines.by_ref() {
            let command = line.strip_prefix("$ ");
            let is_run = block == over && command.is_none_or(|command| has_jq || !command.contains("| jq"));
            if line == "```" {
                written.push_str("```\n");
                break;
            }
            match command {
                // What was printed before makes room.
                None if is_run => {}
                None => {
                    written.push_str(line);
                    written.push('\n');
                }
                Some(command) => {
                    written.push_str(line);
                    written.push('\n');
                    if is_run {
                        written.push_str(&printed(machine, folder.path(), command));
                        count += 1;
                    }
                }
            }
        }
    }
    (written, count)
}

fn printed(machine: &Machine, folder: &Path, command: &str) -> String {
    let run = machine.in_shell(command).current_dir(folder).output().expect("a shell runs");
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "$ {command}\n{stderr}");
    let mut text = String::from_utf8(run.stdout).expect("onet writes UTF-8");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn check(over: Over, machine: &Machine) {
    let has_jq = has_jq();
    let mut count = 0;
    for path in pages() {
        let page = std::fs::read_to_string(&path).expect("a page");
        // A page of another block, and one with a command that cannot be run here, stays as it is.
        if !has_jq && page.contains("| jq") {
            continue;
        }
        let (written, run) = run_page(&page, over, machine, has_jq);
        count += run;
        if std::env::var_os("ONET_UPDATE").is_some() {
            std::fs::write(&path, written).expect("a page can be written");
        } else {
            assert_eq!(page, written, "{}: ONET_UPDATE=1 writes what is printed", path.display());
        }
    }
    let least = if over == Over::Sample { 22 } else { 2 };
    assert!(count >= least || !has_jq, "{count} commands were run");
}

#[test]
fn the_blocks_of_the_guide_print_what_stands_there() {
    check(Over::Sample, &Machine::new());
    if let Some(machine) = with_release() {
        check(Over::Release, &machine);
    }
}

#[test]
fn the_summary_of_the_guide_lists_every_page() {
    let summary = std::fs::read_to_string(root().join("docs/guide/src/SUMMARY.md")).expect("it is there");
    for page in pages() {
        let name = page.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(name == "SUMMARY.md" || summary.contains(&format!("({name})")), "{name}");
    }
    let recipes = std::fs::read_to_string(root().join("docs/guide/src/recipes.md")).expect("it is there");
    assert_eq!(recipes.lines().filter(|line| line.starts_with("## ")).count(), 15);
}
