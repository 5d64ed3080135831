//! What reaches a terminal, a spreadsheet and a pipe, where a server or a person sends anything.

// A test that is skipped prints why.
#![allow(clippy::print_stderr)]

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

use crate::common::Machine;

/// A server that answers each call with the next of these, and the last one for ever; status and body.
pub(crate) fn serving(answers: Vec<(u16, String)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let answers = Arc::new(answers);
    // It ends with the process of the test.
    thread::spawn(move || {
        for (number, stream) in listener.incoming().flatten().enumerate() {
            let (status, body) = answers[number.min(answers.len() - 1)].clone();
            thread::spawn(move || answer(stream, status, &body));
        }
    });
    base
}

fn answer(mut stream: TcpStream, status: u16, body: &str) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.push(byte[0]);
    }
    let kind = if body.starts_with('<') { "text/html" } else { "application/json" };
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
}

fn found(title: &str) -> String {
    let occupation = json!({
        "href": "http://service.test/", "code": "29-1051.00", "title": title, "tags": {"bright_outlook": false},
    });
    json!({"keyword": "a", "start": 1, "end": 1, "total": 1, "occupation": [occupation]}).to_string()
}

const HOSTILE: &str = "=cmd|'/C calc'!A0\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}";

fn has_control(text: &str) -> bool {
    text.chars().any(|character| {
        (character.is_control() && !matches!(character, '\n' | '\t')) || character == '\u{202e}'
    })
}

#[test]
fn control_characters_of_a_server_reach_no_terminal() {
    let machine = Machine::new();
    let base = serving(vec![(200, found(HOSTILE))]);
    for format in ["table", "json", "ndjson"] {
        let run = machine.onet(&["--base-url", &base, "search", "a", "--format", format]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.contains("cmd|"), "{}", run.stdout);
        assert!(!has_control(&run.stdout), "{format}: {:?}", run.stdout);
    }
    let run = machine.onet(&["--base-url", &base, "search", "a", "--format", "json"]);
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(document["occupation"][0]["title"], HOSTILE);
}

#[test]
fn control_characters_of_an_error_or_an_argument_reach_no_terminal() {
    let machine = Machine::new();
    let base = serving(vec![(422, json!({"error": HOSTILE}).to_string())]);
    let hostile = "\u{1b}]0;owned\u{7}";
    let commands: [&[&str]; 5] = [
        &["--base-url", &base, "search", "a"],
        &["convert", "v1-to-v2", hostile],
        &["search", hostile],
        &[hostile],
        &["--source", hostile, "about"],
    ];
    for command in commands {
        let run = machine.onet(command);
        assert_ne!(run.code, 0, "{command:?}");
        assert!(!has_control(&run.stderr), "{command:?}: {:?}", run.stderr);
    }
}

#[test]
fn a_spreadsheet_runs_no_cell_unless_the_switch_says_so() {
    let machine = Machine::new();
    for (title, cell) in [("=1+1", "'=1+1"), ("-2", "-2"), ("@sum", "'@sum"), ("C++", "C++")] {
        let base = serving(vec![(200, found(title))]);
        let search = ["--base-url", &base, "search", "a", "--format", "csv"];
        assert_eq!(machine.onet(&search).stdout, format!("code,title\n29-1051.00,{cell}\n"));
        let raw = machine.onet(&[&search[..], &["--raw-cells"]].concat());
        assert_eq!(raw.stdout, format!("code,title\n29-1051.00,{title}\n"));
    }
}

#[test]
fn pages_that_never_end_are_not_read_to_the_end() {
    let machine = Machine::new();
    let page =
        json!({"start": 1, "end": 2_000, "total": 2_000_000_000, "occupation": vec![json!({}); 2_000]});
    let base = serving(vec![(200, page.to_string())]);
    let run = machine.onet(&["--base-url", &base, "api", "online/search", "-f", "keyword=a", "--paginate"]);
    assert_eq!((run.code, run.stdout.as_str()), (6, ""), "{}", run.stderr);
    assert!(run.stderr.contains("2000000000 items"), "{}", run.stderr);
}

#[test]
fn a_call_ends_within_its_time_limit() {
    let machine = Machine::new();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let started = std::time::Instant::now();
    let run = machine.onet(&["--base-url", &base, "--timeout", "1", "about"]);
    assert_eq!(run.code, 5, "{}", run.stderr);
    assert!(run.stderr.contains("within 1 seconds"), "{}", run.stderr);
    assert!(started.elapsed() < std::time::Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn a_firewall_is_not_taken_for_the_service() {
    let machine = Machine::new();
    let firewall = "<html><body><h1>Blocked by policy</h1></body></html>";
    let base = serving(vec![(403, firewall.to_owned())]);
    let run = machine.onet(&["--base-url", &base, "about"]);
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(run.stderr.contains("proxy or firewall"), "{}", run.stderr);
    let service = "<html><head><title>403 Forbidden</title></head><hr><center>nginx</center></html>";
    let base = serving(vec![(403, service.to_owned())]);
    let run = machine.onet(&["--base-url", &base, "about"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_fails_every_command() {
    let machine = Machine::new();
    let commands: [&[&str]; 6] = [
        &["--version"],
        &["--help"],
        &["search", "--help"],
        &["about"],
        &["search", "pharmacist"],
        &["api", "about"],
    ];
    for command in commands {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_onet"))
            .env("ONET_HOME", machine.home())
            .env_remove("ONET_API_KEY")
            .env_remove("ONET_BASE_URL")
            .args(command)
            .stdout(full)
            .output()
            .expect("onet runs");
        let stderr = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(6), "{command:?}: {stderr}");
        assert!(stderr.contains("could not write the output"), "{command:?}: {stderr}");
    }
}

#[test]
fn a_table_fits_the_columns_of_the_environment() {
    let machine = Machine::new();
    let lines = |columns: &str| {
        let output =
            machine.command().env("COLUMNS", columns).args(["search", "nurse", "--format", "table"]).output();
        String::from_utf8(output.expect("onet runs").stdout).expect("UTF-8")
    };
    for columns in ["40", "60"] {
        let table = lines(columns);
        let widest = table.lines().map(|line| line.chars().count()).max();
        assert!(widest.is_some_and(|widest| widest <= columns.parse().expect("a number")), "{table}");
    }
    for columns in ["0", "x", "", "-5"] {
        assert_eq!(lines(columns), lines("100"), "{columns}");
    }
}

#[test]
fn the_environment_decides_on_colours_unless_the_option_does() {
    let machine = Machine::new();
    let has_colour = |variables: &[(&str, &str)], more: &[&str]| {
        let mut command = machine.command();
        command.env_remove("NO_COLOR").env_remove("CLICOLOR").env_remove("CLICOLOR_FORCE");
        let arguments = ["search", "pharmacist", "--format", "table"];
        let output = command.envs(variables.iter().copied()).args(arguments).args(more).output();
        String::from_utf8_lossy(&output.expect("onet runs").stdout).contains('\u{1b}')
    };
    assert!(!has_colour(&[], &[]), "a pipe gets none");
    assert!(has_colour(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!has_colour(&[("CLICOLOR_FORCE", "0")], &[]));
    assert!(!has_colour(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(!has_colour(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
    assert!(has_colour(&[("TERM", "dumb"), ("CLICOLOR", "0")], &["--color", "always"]));
    // All of the table, not its header alone.
    let colored = |variables: &[(&str, &str)]| {
        let mut command = machine.command();
        let arguments = ["search", "pharmacist", "--format", "table", "--color", "always"];
        let output = command.env_remove("NO_COLOR").envs(variables.iter().copied()).args(arguments).output();
        String::from_utf8_lossy(&output.expect("onet runs").stdout).into_owned()
    };
    let usual = colored(&[]);
    assert!(usual.contains("\u{1b}[38;5;14m29-1051.00"), "{usual:?}");
    assert_eq!(colored(&[("NO_COLOR", "1")]), usual);
}

/// The processes of the program in the home of a machine.
#[cfg(target_os = "linux")]
fn processes(machine: &Machine) -> Vec<std::path::PathBuf> {
    let home = format!("ONET_HOME={}", machine.home().display());
    let is_ours = |folder: &std::path::PathBuf| {
        let exe = std::fs::read_link(folder.join("exe"));
        let environment = std::fs::read(folder.join("environ")).unwrap_or_default();
        exe.is_ok_and(|exe| exe == std::path::Path::new(env!("CARGO_BIN_EXE_onet")))
            && environment.split(|byte| *byte == 0).any(|variable| variable == home.as_bytes())
    };
    let folders = std::fs::read_dir("/proc").expect("Linux has it").flatten().map(|entry| entry.path());
    folders.filter(is_ours).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_picker_ends_with_its_terminal() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    let machine = Machine::new();
    let line = format!("{} --source sample related-activities 29-1051.00", env!("CARGO_BIN_EXE_onet"));
    let terminal = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .env("ONET_HOME", machine.home())
        .env("TERM", "xterm")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut terminal) = terminal else {
        return eprintln!("skipped: there is no script(1) to make a terminal");
    };
    // What the picker shows, until it waits for a key.
    let mut shown = terminal.stdout.take().expect("piped");
    let (mut text, mut buffer) = (String::new(), [0; 4096]);
    while !text.contains("space picks") {
        let read = shown.read(&mut buffer).expect("the terminal shows something");
        assert!(read > 0, "the picker does not show: {text:?}");
        text.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
    assert_eq!(processes(&machine).len(), 1, "{text}");
    terminal.kill().expect("it runs");
    terminal.wait().expect("it ends");
    let began = Instant::now();
    while !processes(&machine).is_empty() {
        assert!(began.elapsed() < Duration::from_secs(10), "the picker outlives its terminal");
        thread::sleep(Duration::from_millis(50));
    }
}
