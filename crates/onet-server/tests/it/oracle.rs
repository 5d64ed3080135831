//! Whole answers about random occupations, and random questions about tables, against programs that share no code with
//! the engine and compute them from the text files of a release.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::Command;

use crate::common::{Service, TestResult, real_release_folders, release_folders, tell};
use http::StatusCode;
use serde_json::Value;

/// The folder of the programs.
const ORACLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/oracle");

/// What the oracle does not compute: addresses.
const ADDRESSES: [&str; 4] = ["href", "related", "next", "prev"];

/// The output of a program of the oracle; prints a message where Python is missing.
fn run<S: AsRef<OsStr>>(
    program: &str,
    arguments: impl IntoIterator<Item = S>,
) -> TestResult<Option<Vec<u8>>> {
    // Without -B Python leaves files beside its programs.
    let mut command = Command::new("python3");
    command.arg("-B").arg(format!("{ORACLE}/{program}")).args(arguments);
    match command.output() {
        Ok(output) if output.status.success() => Ok(Some(output.stdout)),
        Ok(output) => Err(format!("{program}: {}", String::from_utf8_lossy(&output.stderr)).into()),
        Err(failure) if failure.kind() == ErrorKind::NotFound => {
            tell("skipped: there is no python3");
            Ok(None)
        }
        Err(failure) => Err(failure.into()),
    }
}

fn without_addresses(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, member| !(ADDRESSES.contains(&name.as_str()) && member.is_string()));
            members.values_mut().for_each(without_addresses);
        }
        Value::Array(items) => items.iter_mut().for_each(without_addresses),
        _ => {}
    }
}

/// The first place where two documents differ, and what each has there.
fn difference(place: &str, ours: &Value, theirs: &Value) -> Option<String> {
    match (ours, theirs) {
        _ if ours == theirs => None,
        (Value::Object(left), Value::Object(right)) => left
            .keys()
            .chain(right.keys())
            .find_map(|name| difference(&format!("{place}/{name}"), &ours[name], &theirs[name])),
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .enumerate()
            .find_map(|(number, (left, right))| difference(&format!("{place}/{number}"), left, right)),
        _ => Some(format!("{place}: {ours}, and by the oracle {theirs}")),
    }
}

/// Asks a service over the tables in some folders what the oracle asks over the same tables.
async fn compare(folders: &[PathBuf], options: &[&str]) -> TestResult {
    let folders_and_options =
        options.iter().map(OsStr::new).chain(folders.iter().map(|path| path.as_os_str()));
    let Some(calls) = run("answers.py", folders_and_options)? else { return Ok(()) };
    let calls: Vec<Value> = serde_json::from_slice(&calls)?;
    let (release, supplements) = folders.split_first().ok_or("there is no folder")?;
    let service = Service::import_with(release, supplements)?;
    let (mut answers, mut refusals) = (0, 0);
    for expected in &calls {
        let call = expected["call"].as_str().ok_or("a call without a path")?;
        let response = service.get(call).await?;
        let mut ours: Value = serde_json::from_slice(response.body())?;
        assert_eq!(expected["status"], response.status().as_u16(), "{call}: {ours}");
        if response.status() == StatusCode::OK {
            without_addresses(&mut ours);
            assert_eq!(difference("", &ours, &expected["answer"]), None, "{call}");
            answers += 1;
        } else {
            refusals += 1;
        }
    }
    tell(&format!("the oracle agrees with {answers} answers and {refusals} refusals"));
    assert!(answers > 300 && refusals > 50, "the oracle asks too little");
    Ok(())
}

#[tokio::test]
async fn whole_answers_match_the_oracle() -> TestResult {
    let Some(folders) = release_folders() else { return Ok(()) };
    compare(&folders, &["--seed", "20250501", "--occupations", "40", "--questions", "150"]).await
}

/// No release at hand has ratings of tasks and working conditions, so their values are made up.
#[tokio::test]
async fn whole_answers_over_generated_tables_match_the_oracle() -> TestResult {
    let Some(mut folders) = real_release_folders() else { return Ok(()) };
    let made_up = tempfile::tempdir()?;
    let arguments = [folders[0].as_os_str(), made_up.path().as_os_str()];
    if run("made_up_tables.py", arguments)?.is_none() {
        return Ok(());
    }
    folders.push(made_up.path().to_owned());
    compare(&folders, &["--seed", "20250502", "--occupations", "15", "--questions", "20"]).await
}
