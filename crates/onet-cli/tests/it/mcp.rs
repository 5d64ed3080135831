//! `onet mcp`: the protocol over standard input and output.

use serde_json::{Value, json};

use crate::common::Machine;

/// What `onet mcp` writes for messages, one on a line; standard error; and the exit code.
fn run(arguments: &[&str], messages: &[Value]) -> (Vec<Value>, String, Option<i32>) {
    let lines: String = messages.iter().map(|message| format!("{message}\n")).collect();
    let machine = Machine::new();
    let output = machine.command().args(arguments).write_stdin(lines).output().expect("onet runs");
    let stdout = String::from_utf8(output.stdout).expect("text");
    let answers = stdout.lines().map(|line| serde_json::from_str(line).expect("only messages")).collect();
    (answers, String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
}

fn initialize() -> Value {
    json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}})
}

fn initialized() -> Value {
    json!({"jsonrpc": "2.0", "method": "notifications/initialized"})
}

#[test]
fn a_client_is_answered_until_its_input_ends_and_notes_go_to_standard_error() {
    let call = json!({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
        "name": "related_activities",
        "arguments": {"code": "29-1051.00", "activities": ["4.A.2.a.2.I05.D04", "4.A.4.a.1.I05.D01"]}}});
    let (answers, notes, code) = run(&["mcp"], &[initialize(), initialized(), call]);
    assert_eq!(code, Some(0), "{notes}");
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["result"]["serverInfo"]["name"], "onet");
    assert_eq!(answers[1]["result"]["structuredContent"]["total"], 18);
    assert!(notes.starts_with("source: O*NET 29.3 sample"), "{notes}");
}

#[test]
fn an_empty_input_ends_at_once_and_without_notes_when_they_are_not_wanted() {
    assert_eq!(run(&["--quiet", "mcp"], &[]), (Vec::new(), String::new(), Some(0)));
}

#[test]
fn an_input_that_is_no_message_writes_nothing_that_is_none() {
    let (answers, _, _) = run(&["mcp"], &[json!("hello"), initialize()]);
    assert!(answers.iter().all(|answer| answer["jsonrpc"] == "2.0"), "{answers:?}");
}

#[test]
fn a_source_that_cannot_be_opened_is_a_usage_error_before_the_handshake() {
    let (answers, notes, code) = run(&["--source", "release", "mcp"], &[initialize()]);
    assert_eq!((answers.len(), code), (0, Some(2)));
    assert!(notes.contains("no release has been imported"), "{notes}");
}
