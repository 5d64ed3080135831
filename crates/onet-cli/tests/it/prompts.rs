//! Prompts on a terminal that vanishes.

// Tests print why they are skipped.
#![allow(clippy::print_stderr)]
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::Machine;

/// Waits until something holds, for ten seconds at most.
fn within_ten_seconds(what: impl Fn() -> bool) -> bool {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(10) {
        if what() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

/// `onet` on a terminal of `script`, whose end is that of the terminal. `None` where the machine does not have it.
fn on_a_terminal(machine: &Machine, before: &str, arguments: &str) -> Option<(Child, PathBuf, PathBuf)> {
    if !Command::new("script").arg("--version").output().is_ok_and(|run| run.status.success()) {
        eprintln!("skipped: script (util-linux) is not on this machine");
        return None;
    }
    let (number, output) = (machine.home().join("pid"), machine.home().join("output"));
    let onet = env!("CARGO_BIN_EXE_onet");
    let line = format!("{before} echo $$ > {}; exec {onet} {arguments}", number.display());
    let written = std::fs::File::create(&output).expect("it can be written");
    let child = Command::new("script")
        .args(["-qfc", &line, "/dev/null"])
        .env("ONET_HOME", machine.home())
        .env_remove("ONET_API_KEY")
        .env_remove("ONET_BASE_URL")
        .env_remove("ONET_SOURCE")
        .env_remove("ONET_RELEASE")
        .env("SHELL", "/bin/sh")
        .stdin(Stdio::piped())
        .stdout(written)
        .spawn()
        .expect("script runs");
    Some((child, number, output))
}

/// Whether a process is there, and not merely waiting for its parent.
fn is_running(process: &str) -> bool {
    let status = std::fs::read_to_string(Path::new("/proc").join(process).join("status"));
    status.is_ok_and(|status| !status.lines().any(|line| line.starts_with("State:") && line.contains('Z')))
}

#[test]
fn a_prompt_ends_with_its_terminal_even_where_hangups_are_ignored() {
    for (before, arguments, prompt) in [
        ("", "related-activities 29-1051.00", "Activities:"),
        ("trap '' HUP;", "related-activities 29-1051.00", "Activities:"),
        ("trap '' HUP;", "related-activities nurse", "Occupation:"),
        ("trap '' HUP;", "auth login", "Key:"),
    ] {
        let machine = Machine::new();
        let Some((mut child, number, output)) = on_a_terminal(&machine, before, arguments) else { return };
        let shows = || std::fs::read_to_string(&output).is_ok_and(|text| text.contains(prompt));
        assert!(within_ten_seconds(shows), "{arguments}: no prompt");
        let process = std::fs::read_to_string(&number).expect("the number of the process");
        let process = process.trim();
        assert!(is_running(process), "{arguments}");
        // It has no time to say goodbye, as a window that is closed.
        child.kill().expect("script can be killed");
        child.wait().expect("script ends");
        let ended = within_ten_seconds(|| !is_running(process));
        if !ended {
            let _ = Command::new("kill").args(["-9", process]).status();
        }
        assert!(ended, "onet {arguments} goes on without a terminal ({before})");
    }
}
