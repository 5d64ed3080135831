//! What `onet` answers, from the built-in sample and from a real release.

// Tests print why they are skipped.
#![allow(clippy::print_stderr)]

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{EXAMPLE, Machine, copy_of_sample, is_made, real_release};
use serde_json::Value;

fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [arguments, more].concat()
}

#[test]
fn the_example_of_the_manual_is_answered_from_the_sample() {
    let run = Machine::new().onet(&with(&EXAMPLE, &["--format", "table"]));
    assert_eq!(run.code, 0, "{}", run.stderr);
    insta::assert_snapshot!("related_activities_table", run.stdout);
    assert!(run.stderr.starts_with("source: O*NET 29.3 sample, built in"), "{}", run.stderr);
}

#[test]
fn json_is_the_answer_of_the_operation_and_valid_against_the_contract() {
    let run = Machine::new().onet(&with(&EXAMPLE, &["--format", "json"]));
    let answer: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/openapi.json");
    let mut contract: Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("the contract is there"))
            .expect("it is JSON");
    contract["$ref"] = "#/components/schemas/RelatedActivitiesOccupationPage".into();
    let validator = jsonschema::draft202012::new(&contract).expect("the contract is a schema");
    let faults: Vec<String> = validator.iter_errors(&answer).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");

    let without = serde_json::json!({ "start": 1, "end": 0, "total": 0 });
    assert!(!validator.is_valid(&without), "the contract refuses an answer without its items");
}

#[test]
fn every_format_prints_the_same_occupations() {
    let machine = Machine::new();
    let csv = machine.onet(&with(&EXAMPLE, &["--format", "csv"])).stdout;
    let tsv = machine.onet(&with(&EXAMPLE, &["--format", "tsv"])).stdout;
    let lines = machine.onet(&with(&EXAMPLE, &["--format", "ndjson"])).stdout;
    insta::assert_snapshot!("related_activities_csv", csv);
    assert_eq!(tsv.lines().next(), Some("code\ttitle\tzone\tshared\tsimilar"));
    let codes: Vec<&str> = tsv.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
    let from_lines: Vec<String> = lines
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).expect("a line is JSON")["code"]
                .as_str()
                .unwrap_or("")
                .to_owned()
        })
        .collect();
    assert_eq!(codes.len(), 18);
    assert_eq!(codes, from_lines);
}

#[test]
fn without_a_terminal_json_is_printed() {
    let run = Machine::new().onet(&["about"]);
    let about: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    assert_eq!(about["database"]["name"], "O*NET 29.3 sample");
}

#[test]
fn search_finds_by_word_and_by_code() {
    let machine = Machine::new();
    for text in ["pharmacist", "29-1051", "29-1051.00", "Pharmacists"] {
        let run = machine.onet(&["search", text, "--format", "csv", "-q"]);
        assert_eq!(run.stdout.lines().nth(1), Some("29-1051.00,Pharmacists"), "{text}");
        assert_eq!(run.stderr, "", "--quiet says nothing");
    }
}

#[test]
fn an_occupation_may_be_given_in_words() {
    let run = Machine::new().onet(&["related-activities", "pharmacist", "--activity", "4.A.2.a.2.I05.D04"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("took 29-1051.00 Pharmacists, the first found by \"pharmacist\"\n  next: "),
        "{}",
        run.stderr
    );
}

/// Numbers the activities in a file as releases since 30.3 do: `I05.D04` becomes `e.4`.
fn number_anew(file: &Path) {
    let mut text = std::fs::read_to_string(file).expect("the table is there");
    let letters = ('a'..='z').map(String::from).chain(('a'..='z').map(|letter| format!("a{letter}")));
    for (number, letters) in (1..).zip(letters) {
        text = text.replace(&format!(".I{number:02}"), &format!(".{letters}"));
    }
    for number in 1..100 {
        text = text.replace(&format!(".D{number:02}"), &format!(".{number}"));
    }
    assert!(!text.contains(".I"), "there are more than 52 intermediate activities");
    std::fs::write(file, text).expect("it can be written");
}

#[test]
fn activities_go_by_the_ids_of_the_release_and_no_others() {
    let (machine, folder) = (Machine::new(), tempfile::tempdir().expect("a temporary folder can be made"));
    copy_of_sample(folder.path());
    for table in ["DWA Reference", "IWA Reference", "Tasks to DWAs"] {
        number_anew(&folder.path().join(format!("{table}.txt")));
    }
    let folder = folder.path().display().to_string();
    assert_eq!(machine.onet(&["db", "import", &folder, "--no-coding"]).code, 0);

    let table = ["--format", "csv", "--source"];
    let mut anew = EXAMPLE;
    (anew[3], anew[5]) = ("4.A.2.a.2.e.4", "4.A.4.a.1.e.1");
    let anew = machine.onet(&[&anew[..], &table, &["release"]].concat());
    assert_eq!(anew.code, 0, "{}", anew.stderr);
    assert_eq!(anew.stdout, machine.onet(&[&EXAMPLE[..], &table, &["sample"]].concat()).stdout);

    let refused = machine.onet(&[&EXAMPLE[..], &["--source", "release"]].concat());
    assert_eq!(refused.code, 1, "{}", refused.stderr);
    let said = "4.A.2.a.2.I05.D04 is not in this import of O*NET 29.3, whose detailed work activities have ids such as 4.A.2.a.2.";
    let example = refused.stderr.split(said).nth(1).expect(&refused.stderr);
    assert!(example.starts_with(|first: char| first.is_ascii_lowercase()), "{}", refused.stderr);
}

#[test]
fn pages_are_cut_and_merged() {
    let machine = Machine::new();
    let run = machine.onet(&with(&EXAMPLE, &["--start", "3", "--end", "4", "--format", "csv"]));
    assert_eq!(run.stdout.lines().count(), 3);
    assert!(run.stderr.contains("3 to 4 of 18; --all shows all"), "{}", run.stderr);
    let all = machine.onet(&with(&EXAMPLE, &["--all"]));
    let all: Value = serde_json::from_str(&all.stdout).expect("it is JSON");
    assert_eq!((&all["start"], &all["end"], &all["total"]), (&1.into(), &18.into(), &18.into()));
}

#[test]
fn any_operation_is_reached_by_its_path() {
    let machine = Machine::new();
    for path in [
        "online/related_activities/activities/29-1051.00",
        "/online/related_activities/activities/29-1051.00/",
    ] {
        let run = machine.onet(&["api", path, "--format", "ndjson"]);
        let ids: Vec<String> = run
            .stdout
            .lines()
            .take(3)
            .map(|line| {
                serde_json::from_str::<Value>(line).expect("JSON")["id"].as_str().unwrap_or("").to_owned()
            })
            .collect();
        assert_eq!(ids, ["4.A.2.a.2.I05.D04", "4.A.4.b.6.I01.D04", "4.A.4.a.1.I05.D01"]);
    }
    let merged = machine.onet(&["api", "online/search", "-f", "keyword=medical", "--paginate"]);
    let merged: Value = serde_json::from_str(&merged.stdout).expect("it is JSON");
    assert_eq!(merged["total"], merged["occupation"].as_array().map_or(0, Vec::len));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let machine = Machine::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_onet"))
        .args(EXAMPLE)
        .env("ONET_HOME", machine.home())
        .env_remove("ONET_API_KEY")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("onet starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("onet ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn serve_answers_the_same_client_over_http_and_stops_when_told() {
    let machine = Machine::new();
    // A port that was free a moment ago.
    let port = TcpListener::bind("127.0.0.1:0")
        .expect("a port is free")
        .local_addr()
        .expect("it has an address")
        .port();
    let address = format!("127.0.0.1:{port}");
    let mut server = Command::new(env!("CARGO_BIN_EXE_onet"))
        .args(["serve", "--source", "sample", "--listen", &address])
        .env("ONET_HOME", machine.home())
        .stderr(Stdio::null())
        .spawn()
        .expect("onet starts");
    let base = format!("http://{address}");
    let mut about = machine.onet(&["--source", "live", "--base-url", &base, "about"]);
    for _ in 0..50 {
        if about.code == 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
        about = machine.onet(&["--source", "live", "--base-url", &base, "about"]);
    }
    let related = machine.onet(&with(&EXAMPLE, &["--base-url", &base, "--format", "csv"]));
    // The kindest signal there is: the server ends what it is doing and stops.
    let stopped = Command::new("kill").arg(server.id().to_string()).status();
    let status = server.wait().expect("the server ends");
    assert!(stopped.is_ok_and(|status| status.success()));
    assert_eq!(status.code(), Some(0), "a server that is told to stop has done its work");
    assert!(about.stdout.contains("O*NET 29.3 sample"), "{}", about.stderr);
    assert_eq!(related.stdout.lines().count(), 19, "{}", related.stderr);
}

#[test]
fn a_real_release_is_imported_and_answers() {
    let Some(folder) = real_release() else { return };
    if is_made(&folder) {
        return eprintln!("skipped: ONET_TEST_RELEASE_DIR names a made release, and this is about facts");
    }
    let machine = Machine::new();
    let run = machine.onet(&["db", "import", &folder.display().to_string(), "--no-coding"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    assert_eq!(
        (&report[0]["release"], &report[0]["tables"], &report[0]["rows"]),
        (&"29.3".into(), &36.into(), &428_919.into())
    );
    assert!(
        run.stderr.contains("missing (4): abilities, task_ratings, work_activities, work_context"),
        "{}",
        run.stderr
    );

    let sample = machine.onet(&with(&EXAMPLE, &["--source", "sample", "--format", "csv"]));
    let release = machine.onet(&with(&EXAMPLE, &["--format", "csv"]));
    assert!(release.stderr.starts_with("source: O*NET 29.3, imported"), "{}", release.stderr);
    assert_eq!(release.stdout, sample.stdout);

    let found = machine.onet(&["search", "pharmacist", "--format", "csv"]);
    assert_eq!(found.stdout.lines().nth(1), Some("29-1051.00,Pharmacists"));
    assert_eq!(machine.onet(&["db", "verify", "29.3"]).code, 0);
    assert_eq!(machine.onet(&["db", "remove", "29.3"]).code, 0);
    assert_eq!(machine.onet(&["db", "list"]).code, 1);
}

/// Occupations with the number of occupations that share their first three activities.
const ORACLE: &[(&str, usize)] =
    &[("29-1051.00", 25), ("15-1252.00", 25), ("47-2111.00", 9), ("35-1011.00", 12)];

#[test]
fn related_activities_agree_with_the_oracle() {
    let Some(folder) = real_release() else { return };
    let machine = Machine::new();
    assert_eq!(machine.onet(&["db", "import", &folder.display().to_string(), "--no-coding"]).code, 0);
    let oracle = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/oracle/related_activities.py");
    // A made release has only the first of the occupations.
    let asked = if is_made(&folder) { &ORACLE[..1] } else { ORACLE };
    for (code, count) in asked {
        let path = format!("online/related_activities/activities/{code}");
        let activities: Value =
            serde_json::from_str(&machine.onet(&["api", &path]).stdout).expect("it is JSON");
        let ids: Vec<&str> = (0..3).filter_map(|place| activities[place]["id"].as_str()).collect();
        let mut arguments = vec!["related-activities", code, "--all", "--format", "csv"];
        arguments.extend(ids.iter().flat_map(|id| ["--activity", id]));
        let ours = machine.onet(&arguments).stdout;
        let theirs = match Command::new("python3").arg(oracle).arg(&folder).arg(code).args(&ids).output() {
            Ok(output) => String::from_utf8(output.stdout).expect("it is UTF-8"),
            Err(failure) => return eprintln!("skipped: there is no python3: {failure}"),
        };
        assert_eq!(ours, theirs, "{code}");
        assert!(is_made(&folder) || ours.lines().count() == 1 + count, "{code}: {ours}");
    }
}

#[test]
fn search_prints_what_it_searched_for_and_why_something_matches() {
    let machine = Machine::new();
    let run = machine.onet(&["search", "pharmasist", "--explain", "--format", "csv"]);
    assert!(run.stderr.contains("searched for: pharmacist\n"), "{}", run.stderr);
    assert_eq!(run.stdout.lines().next(), Some("code,title,matched_title,match"));
    assert_eq!(run.stdout.lines().nth(1), Some("29-1051.00,Pharmacists,Pharmacists,the title"));

    let lines = machine.onet(&["search", "29-1051", "--explain", "--format", "ndjson", "-q"]).stdout;
    let line: Value = serde_json::from_str(&lines).expect("one line of JSON");
    assert_eq!((&line["matched_title"], &line["match"]), (&"".into(), &"the code".into()));

    let plain = machine.onet(&["search", "pharmacist", "--format", "json"]);
    assert!(!plain.stdout.contains("matched_title") && !plain.stderr.contains("searched for"));
}

#[test]
fn a_search_without_hits_names_the_nearest_titles() {
    let run = Machine::new().onet(&["search", "zharmacist"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("nearest titles: Pharmacist"), "{}", run.stderr);
    assert!(run.stderr.ends_with("nothing found\n"), "{}", run.stderr);
}
