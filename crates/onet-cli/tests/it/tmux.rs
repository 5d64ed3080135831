//! What is typed on a terminal, in tmux: keys, narrow lines, and the mode of the terminal afterwards.

// Tests print why they are skipped.
#![allow(clippy::print_stderr)]
#![cfg(target_os = "linux")]

use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::common::Machine;
use crate::reports::with_questions;

/// A terminal of tmux with a shell that edits no lines, so that its mode is what the programs before left.
struct Terminal<'m> {
    machine: &'m Machine,
    socket: String,
}

impl<'m> Terminal<'m> {
    /// `None` where the machine does not have tmux.
    fn open(machine: &'m Machine, columns: u16) -> Option<Self> {
        if !Command::new("tmux").arg("-V").output().is_ok_and(|run| run.status.success()) {
            eprintln!("skipped: tmux is not on this machine");
            return None;
        }
        let socket = machine.home().join("tmux").display().to_string();
        let terminal = Self { machine, socket };
        let (width, onet) = (columns.to_string(), env!("CARGO_BIN_EXE_onet"));
        let folder = std::path::Path::new(onet).parent().expect("a program is in a folder").display();
        let shell = format!(
            "exec env --default-signal=INT,TERM,HUP -u ONET_API_KEY -u ONET_BASE_URL -u ONET_SOURCE -u ONET_RELEASE \
             -u ONET_RECORDINGS -u ENV -u COLUMNS PS1='$ ' ONET_HOME='{}' PATH='{folder}':\"$PATH\" sh",
            machine.home().display(),
        );
        terminal.tmux(&["-f", "/dev/null", "new-session", "-d", "-x", &width, "-y", "40", &shell]);
        Some(terminal)
    }

    fn tmux(&self, arguments: &[&str]) -> Output {
        let run = Command::new("tmux").args(["-S", &self.socket]).args(arguments).output();
        run.expect("tmux runs")
    }

    /// Types a line.
    fn line(&self, text: &str) {
        self.tmux(&["send-keys", "-l", text]);
        self.tmux(&["send-keys", "Enter"]);
    }

    /// Presses a key by the name that tmux has for it.
    fn key(&self, key: &str) {
        self.tmux(&["send-keys", key]);
    }

    fn screen(&self) -> String {
        String::from_utf8_lossy(&self.tmux(&["capture-pane", "-p"]).stdout).into_owned()
    }

    /// Waits until the screen shows a text, and returns it.
    fn wait_for(&self, text: &str) -> String {
        let began = Instant::now();
        loop {
            let screen = self.screen();
            if screen.contains(text) {
                return screen;
            }
            assert!(began.elapsed() < Duration::from_secs(20), "no {text:?} on the screen:\n{screen}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The number of the program that the shell runs.
    fn program(&self) -> String {
        let shell = self.tmux(&["display-message", "-p", "#{pane_pid}"]).stdout;
        let shell = String::from_utf8_lossy(&shell).trim().to_owned();
        let children = Command::new("pgrep").args(["-P", &shell, "onet"]).output().expect("pgrep runs");
        String::from_utf8_lossy(&children.stdout).trim().to_owned()
    }

    /// Sends the program the signal to end, and waits until it has.
    fn end_program(&self) {
        let program = self.program();
        Command::new("kill").args(["-TERM", &program]).status().expect("kill runs");
        is_gone(&program);
    }

    /// Checks that the last program ended with a code, and that the terminal reads lines and shows what is typed.
    fn is_as_before(&self, code: u8) {
        self.line("echo ended $?; stty -a | tr ' ;' '\\n\\n' | grep -cx -e icanon -e echo -e isig");
        let screen = self.wait_for(&format!("ended {code}\n3"));
        assert!(screen.contains("echo ended"), "{screen}");
        self.line("clear");
        let began = Instant::now();
        while self.screen().contains("ended") {
            assert!(began.elapsed() < Duration::from_secs(20), "the screen is not cleared");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Waits until a process has ended.
fn is_gone(process: &str) {
    assert!(!process.is_empty(), "no program runs");
    let began = Instant::now();
    while std::path::Path::new("/proc").join(process).exists() {
        assert!(began.elapsed() < Duration::from_secs(10), "the program goes on");
        std::thread::sleep(Duration::from_millis(50));
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

#[test]
fn the_profiler_takes_single_keys_and_leaves_the_terminal_as_it_was() {
    let machine = Machine::new();
    with_questions(&machine);
    let Some(terminal) = Terminal::open(&machine, 40) else { return };
    let start = |question: &str| {
        terminal.line("onet profiler");
        terminal.wait_for(question)
    };
    start("Question 1 of 30");
    terminal.key("4");
    terminal.wait_for("Question 2 of 30");
    terminal.key("b");
    let screen = terminal.wait_for("(it is 4;");
    // No option and no word is broken between two lines.
    for whole in ["1 Answer 1", "3 Answer 3", "5 Answer 5", "answers"] {
        assert!(screen.contains(whole), "{screen}");
    }
    assert!(screen.lines().all(|line| line.chars().count() <= 40), "{screen}");
    terminal.key("x");
    terminal.wait_for("Type a digit from 1 to 5");
    for (key, question) in
        [("1", "Question 2"), ("5", "Question 3"), ("Left", "(it is 5;"), ("3", "Question 3")]
    {
        terminal.key(key);
        terminal.wait_for(question);
    }
    // Going back loses no answer, and the right arrow keeps the one that stands.
    for (key, shown) in [("b", "(it is 3;"), ("b", "(it is 1;"), ("Right", "Question 2"), ("x", "(it is 3;")]
    {
        terminal.key(key);
        terminal.wait_for(shown);
    }
    terminal.key("q");
    terminal.wait_for("2 of 30 answers are stored");
    terminal.is_as_before(0);

    start("Question 3 of 30");
    terminal.key("C-c");
    terminal.wait_for("2 of 30 answers are stored");
    terminal.is_as_before(130);

    start("Question 3 of 30");
    terminal.end_program();
    terminal.is_as_before(143);

    let stored = std::fs::read_to_string(machine.home().join("profiler-30.answers"));
    assert_eq!(stored.ok().as_deref(), Some("13"));
}

#[test]
fn a_picker_that_a_signal_ends_leaves_the_terminal_as_it_was() {
    let machine = Machine::new();
    let Some(terminal) = Terminal::open(&machine, 80) else { return };
    terminal.line("onet related-activities 29-1051.00");
    terminal.wait_for("space picks");
    terminal.end_program();
    terminal.is_as_before(143);
    terminal.line("onet related-activities 29-1051.00");
    terminal.wait_for("space picks");
    terminal.key("C-c");
    terminal.wait_for("nothing was chosen");
    terminal.is_as_before(2);
}

#[test]
fn a_dumb_terminal_is_asked_for_lines() {
    let machine = Machine::new();
    with_questions(&machine);
    let Some(terminal) = Terminal::open(&machine, 80) else { return };
    terminal.line("TERM=dumb onet profiler");
    terminal.wait_for("1 to 5 and Enter");
    terminal.line("4");
    terminal.wait_for("Question 2 of 30");
    terminal.line("quit");
    terminal.wait_for("1 of 30 answers are stored");
    terminal.is_as_before(0);
}

#[test]
fn answers_survive_a_window_that_is_closed() {
    let machine = Machine::new();
    with_questions(&machine);
    let Some(terminal) = Terminal::open(&machine, 80) else { return };
    terminal.line("trap '' HUP; onet profiler");
    terminal.wait_for("Question 1 of 30");
    terminal.key("2");
    terminal.wait_for("Question 2 of 30");
    let program = terminal.program();
    assert!(!program.is_empty());
    terminal.tmux(&["kill-server"]);
    is_gone(&program);
    let stored = std::fs::read_to_string(terminal.machine.home().join("profiler-30.answers"));
    assert_eq!(stored.ok().as_deref(), Some("2"));
}
