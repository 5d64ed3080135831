//! The questions of `onet profiler` on a terminal.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use nix::pty::openpty;

use crate::common::Machine;
use crate::reports::with_questions;

/// `onet` on a terminal of its own.
struct Session {
    child: Child,
    keyboard: File,
    screen: Receiver<String>,
    seen: String,
}

impl Session {
    fn start(machine: &Machine, arguments: &[&str]) -> Self {
        let terminal = openpty(None, None).expect("a terminal can be made");
        let stdin = terminal.slave.try_clone().expect("it can be used twice");
        let mut command = Command::new(env!("CARGO_BIN_EXE_onet"));
        for variable in ["ONET_API_KEY", "ONET_BASE_URL", "ONET_SOURCE", "ONET_RELEASE"] {
            command.env_remove(variable);
        }
        let child = command
            .args(arguments)
            .env("ONET_HOME", machine.home())
            .env("NO_COLOR", "1")
            .env("TERM", "xterm")
            .stdin(Stdio::from(stdin))
            .stderr(Stdio::from(terminal.slave))
            .stdout(Stdio::piped())
            .spawn()
            .expect("onet runs");
        // The command holds the ends of the terminal until here.
        drop(command);
        let keyboard = File::from(terminal.master);
        let mut master = keyboard.try_clone().expect("it can be read as well");
        let (sender, screen) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = master.read(&mut bytes) {
                if sender.send(String::from_utf8_lossy(&bytes[..count]).into_owned()).is_err() {
                    break;
                }
            }
        });
        Self { child, keyboard, screen, seen: String::new() }
    }

    /// Waits until the screen shows a text that it has not shown before the last call.
    fn wait_for(&mut self, text: &str) {
        let end = Instant::now() + Duration::from_secs(30);
        while !self.seen.contains(text) {
            match self.screen.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(part) => self.seen.push_str(&part),
                Err(_) => panic!("no {text:?} on the screen: {}", self.seen),
            }
        }
        let after = self.seen.find(text).expect("it is there") + text.len();
        self.seen.drain(..after);
    }

    fn type_line(&mut self, text: &str) {
        self.keyboard.write_all(format!("{text}\n").as_bytes()).expect("the terminal takes it");
    }

    fn ended(self) -> (i32, String) {
        let Self { child, keyboard, .. } = self;
        let output = child.wait_with_output().expect("it ends");
        drop(keyboard);
        (output.status.code().unwrap_or(-1), String::from_utf8(output.stdout).expect("UTF-8"))
    }
}

#[test]
fn questions_are_answered_taken_back_stopped_and_gone_on_with() {
    let machine = Machine::new();
    with_questions(&machine);
    let mut first = Session::start(&machine, &["profiler"]);
    first.wait_for("Question 1 of 30");
    first.wait_for("Play game 1");
    first.type_line("5");
    first.wait_for("Question 2 of 30");
    first.type_line("7");
    first.wait_for("Type a digit from 1 to 5");
    first.type_line("b");
    first.wait_for("Question 1 of 30");
    for question in 2..=4 {
        first.type_line("4");
        first.wait_for(&format!("Question {question} of 30"));
    }
    first.type_line("q");
    first.wait_for("3 of 30 answers are stored");
    assert_eq!(first.ended(), (0, String::new()));

    let mut second = Session::start(&machine, &["profiler", "--format", "csv"]);
    second.wait_for("Going on with question 4");
    for question in 5..=30 {
        second.type_line("2");
        second.wait_for(&format!("Question {question} of 30"));
    }
    second.type_line("2");
    second.wait_for(&format!("answers: 444{}", "2".repeat(27)));
    let (code, csv) = second.ended();
    assert_eq!(code, 0);
    assert!(csv.contains(",interests,R,Realistic,7"), "{csv}");
    assert!(!machine.home().join("profiler-30.answers").exists());
}

#[test]
fn answers_survive_a_terminal_that_vanishes() {
    let machine = Machine::new();
    with_questions(&machine);
    let mut session = Session::start(&machine, &["profiler"]);
    session.wait_for("Question 1 of 30");
    session.type_line("3");
    session.wait_for("Question 2 of 30");
    // Ctrl-D at the beginning of a line ends the input.
    session.keyboard.write_all(b"\x04").expect("the terminal takes it");
    let (code, _) = session.ended();
    assert_eq!(code, 0);
    let stored = std::fs::read_to_string(machine.home().join("profiler-30.answers"));
    assert_eq!(stored.ok().as_deref(), Some("3"));
}

#[test]
fn a_source_without_questions_names_where_they_are() {
    let machine = Machine::new();
    let mut session = Session::start(&machine, &["profiler"]);
    session.wait_for("--answers DIGITS works without them");
    assert_eq!(session.ended().0, 7);
}
