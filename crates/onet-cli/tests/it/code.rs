//! `onet code` with the built-in sample: inputs, formats, bad rows.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::common::{Machine, Run};

const HEADER: &str = "code,occupation,score,matched_title,rank,abstained,seniority";

fn write(machine: &Machine, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = machine.home().join(name);
    fs::write(&path, content).expect("the input can be written");
    path.display().to_string()
}

/// The rows of CSV, as cells.
fn rows(run: &Run) -> Vec<Vec<String>> {
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(run.stdout.as_bytes());
    let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|record| cells(record.expect("the output is CSV"))).collect()
}

fn started(machine: &Machine, arguments: &[&str]) -> Child {
    crate::common::onet_with_signals()
        .args(arguments)
        .env("ONET_HOME", machine.home())
        .env_remove("ONET_RELEASE")
        .env_remove("ONET_SOURCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("onet runs")
}

#[test]
fn a_title_gets_its_occupation_with_score_rank_and_seniority() {
    let run =
        Machine::new().onet(&["code", "--title", "Sr. Pharmasist (Remote)", "--top", "2", "--format", "csv"]);
    let rows = rows(&run);
    assert_eq!(rows[0].join(","), format!("title,{HEADER}"));
    assert_eq!(rows[1][..3], ["Sr. Pharmasist (Remote)", "29-1051.00", "Pharmacists"]);
    assert!(
        rows[1][3].len() == 6 && rows[1][3].parse::<f32>().is_ok_and(|score| score <= 1.0),
        "{:?}",
        rows[1]
    );
    // The sample abstains from all but its own titles.
    assert_eq!(rows[1][5..], ["1", "true", "senior"]);
    assert_eq!((rows.len(), rows[2][5].as_str()), (3, "2"));
}

#[test]
fn lines_are_coded_in_their_order_whatever_they_hold() {
    let machine = Machine::new();
    let mut input = Vec::new();
    for number in 0..2000 {
        input.extend(format!("pharmacist {number}x\n").into_bytes());
    }
    input.extend(b"\n\xff\xfe pharmacist\r\n\0\x01\x02\nPharmacist");
    let run = machine.onet(&["code", &write(&machine, "titles.txt", input), "--format", "csv"]);
    let rows = rows(&run);
    assert_eq!(rows.len(), 2005);
    for (number, row) in rows[1..=2000].iter().enumerate() {
        assert_eq!(row[0], format!("pharmacist {number}x"));
    }
    for row in &rows[2001..2004] {
        assert_eq!((row[1].as_str(), row[6].as_str()), ("", "true"), "{row:?}");
    }
    assert_eq!(rows[2004][..2], ["Pharmacist", "29-1051.00"]);
    for fault in
        ["row 2001: the title is empty", "row 2002: the row is not UTF-8", "row 2003: the title has binary"]
    {
        assert!(run.stderr.contains(fault), "{}", run.stderr);
    }
    assert!(run.stderr.contains("3 could not be coded"), "{}", run.stderr);
}

#[test]
fn a_line_of_10_mb_is_passed_over_with_its_number() {
    let machine = Machine::new();
    let input = format!("pharmacist\n{}\ndruggist\n", "nurse ".repeat(1_700_000));
    let run = machine.onet(&["code", &write(&machine, "titles.txt", input), "--format", "csv"]);
    let rows = rows(&run);
    assert_eq!([&rows[1][1], &rows[2][1], &rows[3][1]], ["29-1051.00", "", "29-1051.00"]);
    assert!(run.stderr.contains("row 2: the line is longer"), "{}", run.stderr);
    assert!(run.stdout.len() < 2000);
}

#[test]
fn columns_of_the_input_come_first_and_clashing_names_change() {
    let machine = Machine::new();
    let input = "id,Job,code,note\n7,pharmacist,x,\"a, \"\"b\"\"\"\n8,druggist,y,\"two\nlines\"\n";
    let file = write(&machine, "jobs.csv", input);
    let run = machine.onet(&["code", &file, "--column", "Job", "--format", "csv"]);
    let rows = rows(&run);
    assert_eq!(rows[0].join(","), format!("id,Job,code_2,note,{HEADER}"));
    assert_eq!(rows[1][..5], ["7", "pharmacist", "x", "a, \"b\"", "29-1051.00"]);
    assert_eq!(rows[2][3], "two\nlines");
}

#[test]
fn a_missing_column_is_an_error_that_names_those_there_are() {
    let machine = Machine::new();
    let file = write(&machine, "jobs.csv", "id,Job\n7,pharmacist\n");
    for arguments in [vec!["code", &file, "--column", "Title"], vec!["code", &file]] {
        let run = machine.onet(&arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
        assert!(run.stderr.contains("id, Job"), "{}", run.stderr);
    }
    let run = machine.onet(&["code", &file, "--column", "Job", "--description-column", "Duties"]);
    assert!(run.code == 2 && run.stderr.contains("\"Duties\""), "{}", run.stderr);
}

#[test]
fn ragged_rows_are_reported_and_the_others_coded() {
    let machine = Machine::new();
    let file = write(&machine, "jobs.tsv", "id\ttitle\n1\tpharmacist\n2\n3\tdruggist\tmore\n4\tdruggist\n");
    let run = machine.onet(&["code", &file, "--format", "csv"]);
    let codes: Vec<String> = rows(&run)[1..].iter().map(|row| format!("{} {}", row[0], row[2])).collect();
    assert_eq!(codes, ["1 29-1051.00", "2 ", "3 ", "4 29-1051.00"]);
    assert!(run.stderr.contains("row 2: the row has too few columns"), "{}", run.stderr);
    assert!(run.stderr.contains("row 3: the row has too many columns"), "{}", run.stderr);
}

#[test]
fn ndjson_goes_in_and_out() {
    let machine = Machine::new();
    let file = write(
        &machine,
        "jobs.ndjson",
        "{\"id\":7,\"title\":\"pharmacist\"}\nno json\n{\"title\":\"druggist\"}\n",
    );
    let run = machine.onet(&["code", &file, "--format", "ndjson"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[0]["id"], &lines[0]["code"]), (&7.into(), &"29-1051.00".into()));
    assert!(lines[0]["score"].is_f64() && lines[0]["abstained"] == false, "{}", lines[0]);
    assert!(lines[1]["code"].is_null() && lines[1]["abstained"] == true, "{}", lines[1]);
    assert!(run.stderr.contains("row 2: the line is no JSON object"), "{}", run.stderr);
    let run = machine.onet(&["code", &file, "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&run.stdout).expect("the output is one document");
    assert_eq!(all.as_array().map(Vec::len), Some(3));
}

#[test]
fn levels_give_groups() {
    for (level, code) in
        [("soc", "29-1051"), ("broad", "29-1050"), ("minor", "29-1000"), ("major", "29-0000")]
    {
        let run = Machine::new().onet(&[
            "code",
            "--title",
            "pharmacist",
            "--top",
            "1",
            "--level",
            level,
            "--format",
            "csv",
        ]);
        assert_eq!(rows(&run)[1][1], code);
    }
    let run =
        Machine::new().onet(&["code", "--title", "pharmacist", "--taxonomy", "soc2018", "--format", "csv"]);
    assert_eq!(rows(&run)[1][1], "29-1051");
}

#[test]
fn free_text_is_coded_with_a_column_of_evidence() {
    let text = "Fill prescriptions and tell people how to take their medicines";
    let run = Machine::new().onet(&["code", "--text", "--title", text, "--format", "csv"]);
    let rows = rows(&run);
    assert_eq!(rows[0].join(","), format!("title,{HEADER},evidence"));
    assert_eq!(rows[1][1], "29-1051.00");
}

#[test]
fn a_line_of_free_text_among_titles_names_the_statement_that_matched() {
    let machine = Machine::new();
    let file = write(&machine, "lines.txt", "filled prescriptions and dispensed medicines\npharmacist\n");
    let coded = rows(&machine.onet(&["code", &file, "--format", "csv"]));
    assert_eq!(coded[0].join(","), format!("title,{HEADER}"));
    assert!(coded[1][4].contains(": "), "{:?}", coded[1]);
    assert_eq!(coded[2][4], "Pharmacists");
    for format in ["ndjson", "json"] {
        let run = machine.onet(&["code", &file, "--format", format]);
        assert!(run.stdout.contains(&format!("\"matched_title\":\"{}", &coded[1][4][..5])), "{}", run.stdout);
    }
}

#[test]
fn more_candidates_than_there_are_are_all_of_them() {
    let machine = Machine::new();
    let of_top =
        |top: &str| rows(&machine.onet(&["code", "--title", "nurse", "--top", top, "--format", "csv"]));
    assert_eq!(of_top("99999999999999999999"), of_top("1000"));
    assert_eq!(machine.onet(&["code", "--title", "nurse", "--top", "0"]).code, 2);
}

#[test]
fn a_file_of_no_known_ending_needs_a_format() {
    let machine = Machine::new();
    let output = machine.home().join("out.xyz").display().to_string();
    let run = machine.onet(&["code", "--title", "nurse", "-o", &output]);
    assert!(run.code == 2 && run.stderr.contains("a file named .xyz"), "{}", run.stderr);
    assert!(!Path::new(&output).exists());
    assert_eq!(machine.onet(&["code", "--title", "nurse", "-o", &output, "--format", "csv"]).code, 0);
    assert!(Path::new(&output).exists());
}

#[test]
fn a_description_codes_a_row_whose_title_is_empty_or_names_no_occupation() {
    let machine = Machine::new();
    let duties = "dispense drugs prescribed by physicians";
    let input = format!("title,duties\n,{duties}\nemployee,{duties}\n,\nPharmacist,fits lenses\n");
    let file = write(&machine, "described.csv", input);
    let run = machine.onet(&["code", &file, "--description-column", "duties", "--format", "csv"]);
    let coded = rows(&run);
    let codes: Vec<&str> = coded[1..].iter().map(|row| row[2].as_str()).collect();
    let alone = rows(&machine.onet(&["code", "--text", "--title", duties, "--format", "csv"]));
    assert_eq!(codes, [alone[1][1].as_str(), alone[1][1].as_str(), "", "29-1051.00"]);
    assert!(run.stderr.contains("row 3: the title is empty"), "{}", run.stderr);
    let text = write(&machine, "lines.csv", format!("title,duties\nworked well,{duties}\nworked well,\n"));
    let run = machine.onet(&["code", "--text", &text, "--description-column", "duties", "--format", "csv"]);
    let coded = rows(&run);
    assert_ne!(coded[1][2..], coded[2][2..]);
}

#[test]
fn a_line_about_duties_is_free_text_and_a_title_is_none() {
    let machine = Machine::new();
    let run = |arguments: &[&str]| {
        let title = ["code", "--format", "csv", "--title"];
        rows(&machine.onet(&[&title[..], arguments].concat()))[1][1..4].to_vec()
    };
    for text in ["Dispensed drugs that physicians prescribed", "I want to dispense drugs for patients"] {
        assert_eq!(run(&[text]), run(&[text, "--text"]), "{text}");
    }
    for title in ["pharmacist", "Registered Nurse, nights"] {
        assert_eq!(run(&[title]), run(&[title, "--text"]), "{title}");
    }
}

#[test]
fn the_documents_of_the_batch_coder_are_read_and_written() {
    let machine = Machine::new();
    let input = r#"{"config":{"api_key":"secret","max_results":2},"queries":["pharmacist","zzz"]}"#;
    let run = machine.onet(&["code", "--batch-coder", &write(&machine, "queries.json", input)]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("the output is JSON");
    assert_eq!(document["output"][0]["query"], "pharmacist");
    assert_eq!(document["output"][0]["results"][0]["code"], "29-1051.00");
    assert_eq!(document["output"][0]["results"].as_array().map(Vec::len), Some(2));
    assert!(!run.stdout.contains("secret"));
    let run = machine.onet(&["code", "--batch-coder", &write(&machine, "broken.json", "{")]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
}

#[test]
fn an_input_that_never_ends_is_answered_as_it_comes_and_a_closed_pipe_ends_it() {
    let machine = Machine::new();
    let mut onet = started(&machine, &["code", "--format", "csv"]);
    let mut input = onet.stdin.take().expect("there is an input");
    let mut output = BufReader::new(onet.stdout.take().expect("there is an output")).lines();
    input.write_all(b"pharmacist\n").expect("the input is open");
    let lines: Vec<String> = output.by_ref().take(2).map(|line| line.expect("a line is read")).collect();
    assert!(lines[1].starts_with("pharmacist,29-1051.00,"), "{lines:?}");
    drop(output);
    // The next row finds nobody who reads it.
    let _ = input.write_all(b"druggist\n");
    assert_eq!(onet.wait().expect("onet ends").code(), Some(0));
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_whole_rows() {
    let machine = Machine::new();
    let mut onet = started(&machine, &["code", "--format", "csv"]);
    let mut input = onet.stdin.take().expect("there is an input");
    input.write_all("pharmacist\n".repeat(600).as_bytes()).expect("the input is open");
    let mut output = BufReader::new(onet.stdout.take().expect("there is an output"));
    // The header and a row: the header alone may be written before any row.
    let mut first = String::new();
    for _ in 0..2 {
        output.read_line(&mut first).expect("a line is read");
    }
    let signal = Command::new("kill").args(["-INT", &onet.id().to_string()]).status().expect("kill runs");
    assert!(signal.success());
    let mut rest = String::new();
    output.read_to_string(&mut rest).expect("the rest is read");
    assert_eq!(onet.wait().expect("onet ends").code(), Some(130));
    assert!(rest.ends_with('\n') && rest.lines().all(|line| line.matches(',').count() == 7), "{rest}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let machine = Machine::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the device is there");
    let output = Command::new(env!("CARGO_BIN_EXE_onet"))
        .args(["code", &write(&machine, "titles.txt", "pharmacist\n"), "--format", "csv"])
        .env("ONET_HOME", machine.home())
        .stdout(full)
        .output()
        .expect("onet runs");
    assert_eq!(output.status.code(), Some(6));
    assert!(String::from_utf8_lossy(&output.stderr).contains("could not write the output"));
}

#[test]
fn a_release_without_a_model_and_a_damaged_model_say_what_to_do() {
    let machine = Machine::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sample").display().to_string();
    let code = ["code", "--title", "pharmacist", "--format", "csv"];
    assert_eq!(machine.onet(&["db", "import", &sample, "--no-coding"]).code, 0);
    let run = machine.onet(&code);
    assert!(run.code == 7 && run.stderr.contains("onet db reimport"), "{}: {}", run.code, run.stderr);

    assert_eq!(machine.onet(&["db", "reimport"]).code, 0);
    assert_eq!(machine.onet(&code).code, 0);
    let model = fs::read_dir(machine.home().join("releases"))
        .expect("there are releases")
        .filter_map(|release| Some(release.ok()?.path().join("coding.model")))
        .find(|model| model.is_file())
        .expect("the release has a model");
    let mut bytes = fs::read(&model).expect("the model can be read");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&model, bytes).expect("the model can be written");
    let run = machine.onet(&code);
    assert!(run.code == 6 && run.stderr.contains("checksum"), "{}: {}", run.code, run.stderr);
    assert!(run.stderr.contains("onet db reimport"), "{}", run.stderr);
}
