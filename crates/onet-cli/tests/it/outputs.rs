//! The files that commands write: links, permissions, devices, pipes, signals.
#![cfg(unix)]
// Tests print why they are skipped.
#![allow(clippy::print_stderr)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{Machine, onet_with_signals};

/// Commands that write a file, each to a path.
fn writers(path: &Path) -> Vec<Vec<String>> {
    let path = path.display().to_string();
    let commands: [&[&str]; 4] = [
        &["code", "--title", "pharmacist", "--format", "csv", "--output", &path],
        &["crosswalk", "soc", "29-1051", "--format", "csv", "--output", &path],
        &["show", "29-1051.00", "--html", &path],
        &["show", "29-1051.00", "--plot", &path],
    ];
    commands.iter().map(|command| command.iter().map(|word| (*word).to_owned()).collect()).collect()
}

fn run(machine: &Machine, command: &[String]) -> crate::common::Run {
    machine.onet(&command.iter().map(String::as_str).collect::<Vec<_>>())
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let mut entries: Vec<PathBuf> = entries.collect();
    entries.sort();
    entries
}

#[test]
fn links_are_followed_and_permissions_stay() {
    let machine = Machine::new();
    for command in writers(Path::new("PLACE")) {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("data")).expect("a folder");
        fs::write(at("data/real"), "old").expect("a file");
        fs::set_permissions(at("data/real"), fs::Permissions::from_mode(0o600)).expect("a mode");
        symlink("data/real", at("link")).expect("a link");
        symlink("data/new", at("dangling")).expect("a link");
        for name in ["link", "dangling"] {
            let place = at(name).display().to_string();
            let command: Vec<String> = command.iter().map(|word| word.replace("PLACE", &place)).collect();
            let run = run(&machine, &command);
            assert_eq!(run.code, 0, "{command:?}: {}", run.stderr);
            assert!(at(name).is_symlink(), "{command:?}");
        }
        let real = fs::metadata(at("data/real")).expect("it is there");
        assert_eq!(real.mode() & 0o777, 0o600, "{command:?}");
        assert!(real.len() > 10 && fs::metadata(at("data/new")).expect("it is there").len() > 10);
        assert_eq!(entries(folder.path()).len() + entries(&at("data")).len(), 5, "nothing is left behind");
    }
}

#[test]
fn a_read_only_file_a_folder_and_a_missing_folder_are_refused() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a folder");
    let read_only = folder.path().join("read_only");
    fs::write(&read_only, "old").expect("a file");
    fs::set_permissions(&read_only, fs::Permissions::from_mode(0o444)).expect("a mode");
    for (path, words) in [
        (read_only.clone(), "read-only"),
        (folder.path().to_owned(), "is a folder"),
        (folder.path().join("none/a"), "there is no folder"),
    ] {
        for command in writers(&path) {
            let run = run(&machine, &command);
            assert_ne!(run.code, 0, "{command:?}");
            assert!(run.stderr.contains(words) && !run.stderr.contains(".onet-"), "{}", run.stderr);
        }
    }
    assert_eq!(fs::read_to_string(&read_only).expect("it is there"), "old");
}

#[test]
fn a_pipe_gets_the_rows_and_stays_a_pipe() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    for command in writers(&pipe) {
        let path = pipe.clone();
        let reader = std::thread::spawn(move || fs::read_to_string(path).expect("the pipe is read"));
        let run = run(&machine, &command);
        assert_eq!(run.code, 0, "{command:?}: {}", run.stderr);
        assert!(reader.join().expect("the reader ends").len() > 10, "{command:?}");
        assert!(fs::metadata(&pipe).expect("it is there").file_type().is_fifo());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_stays_a_device() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a folder");
    let full = folder.path().join("full");
    // Not the device of the machine: a fault here must not replace that.
    let made = Command::new("mknod").arg(&full).args(["c", "1", "7"]).stderr(Stdio::null()).status();
    if !made.is_ok_and(|status| status.success()) || fs::OpenOptions::new().write(true).open(&full).is_err() {
        eprintln!("skipped: no devices can be made here");
        return;
    }
    for command in writers(&full) {
        let run = run(&machine, &command);
        assert_eq!(run.code, 6, "{command:?}: {}", run.stderr);
        assert!(fs::metadata(&full).expect("it is there").file_type().is_char_device());
    }
}

#[test]
fn the_input_is_not_replaced_and_a_name_of_another_format_is_refused() {
    let machine = Machine::new();
    let at = |name: &str| machine.home().join(name).display().to_string();
    fs::write(at("a.csv"), "title\npharmacist\n").expect("a file");
    symlink("a.csv", at("b.csv")).expect("a link");
    for output in ["a.csv", "b.csv"] {
        let run = machine.onet(&["code", &at("a.csv"), "--output", &at(output)]);
        assert!(run.code == 2 && run.stderr.contains("is the input"), "{}", run.stderr);
    }
    let run = machine.onet(&["code", &at("a.csv"), "--output", &at("c.xlsx")]);
    assert!(run.code == 2 && run.stderr.contains(".xlsx"), "{}", run.stderr);
}

#[test]
fn a_signal_leaves_nothing_behind() {
    for (signal, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let machine = Machine::new();
        let folder = tempfile::tempdir().expect("a folder");
        let output = folder.path().join("coded.csv");
        let mut onet = onet_with_signals()
            .args(["code", "-", "--output", &output.display().to_string()])
            .env("ONET_HOME", machine.home())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("onet runs");
        // The input goes on, so that the program waits for more of it.
        let mut input = onet.stdin.take().expect("an input");
        input.write_all(b"nurse\npharmacist\n").expect("titles");
        let started = Instant::now();
        while entries(folder.path()).is_empty() && started.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(entries(folder.path()).len(), 1, "the file is in the making");
        let sent = Command::new("kill").args([signal, &onet.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
        assert_eq!(onet.wait().expect("onet ends").code(), Some(code), "{signal}");
        drop(input);
        let mut notes = String::new();
        onet.stderr.take().expect("notes").read_to_string(&mut notes).expect("notes");
        assert_eq!(entries(folder.path()), Vec::<PathBuf>::new(), "{signal}: {notes}");
    }
}
