//! Inputs of `onet code` as other programs write them: nothing of them is lost, and what cannot be read is refused by name.

use std::fs;

use serde_json::{Value, json};

use crate::common::{Machine, Run};

fn coded(name: &str, content: impl AsRef<[u8]>, more: &[&str]) -> Run {
    let machine = Machine::new();
    let path = machine.home().join(name);
    fs::write(&path, content).expect("the input can be written");
    machine.onet(&[&["code", &path.display().to_string()], more].concat())
}

fn piped(content: &[u8], more: &[&str]) -> Run {
    let machine = Machine::new();
    let output = machine
        .command()
        .args([&["code", "-"], more].concat())
        .write_stdin(content)
        .output()
        .expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("onet writes UTF-8");
    Run { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn objects(run: &Run) -> Vec<Value> {
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// The rows of CSV, without the columns that coding adds.
fn given(run: &Run) -> Vec<Vec<String>> {
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(run.stdout.as_bytes());
    let cells = |record: csv::StringRecord| {
        record.iter().take(record.len() - 7).map(str::to_owned).collect::<Vec<String>>()
    };
    reader.records().map(|record| cells(record.expect("the output is CSV"))).collect()
}

const LATE: &str = "{\"title\":\"pharmacist\"}\n\n{\"title\":\"druggist\",\"salary\":5,\"code\":\"mine\"}\n";

#[test]
fn members_that_come_late_are_columns_of_a_file_and_members_of_a_stream() {
    let run = coded("a.ndjson", LATE, &["--format", "csv"]);
    let expected = [["title", "salary", "code_2"], ["pharmacist", "", ""], ["druggist", "5", "mine"]];
    assert_eq!(given(&run), expected);
    for run in [
        coded("a.ndjson", LATE, &["--format", "ndjson"]),
        piped(LATE.as_bytes(), &["--input-format", "ndjson", "--format", "ndjson"]),
    ] {
        let rows = objects(&run);
        assert_eq!(rows.len(), 2, "an empty line is no row");
        assert!(rows[0].get("salary").is_none(), "a member that is not there is not made up: {}", rows[0]);
        assert_eq!((&rows[1]["salary"], &rows[1]["code_2"]), (&json!(5), &json!("mine")));
        assert_eq!(rows[1]["code"], "29-1051.00");
    }
    let run = piped(LATE.as_bytes(), &["--input-format", "ndjson", "--format", "csv"]);
    assert!(run.stderr.contains("1 row has members") && run.stderr.contains("row 3"), "{}", run.stderr);
}

#[test]
fn no_name_of_a_column_occurs_twice_in_any_format() {
    let input = "code,code_2,title,title,,\na,i,pharmacist,Cook,1,2\n";
    let run = coded("a.csv", input, &["--format", "csv"]);
    assert_eq!(given(&run)[0], ["code_3", "code_2", "title", "title_2", "", "_2"]);
    assert!(run.stderr.contains("several columns are named \"title\""), "{}", run.stderr);
    let row = objects(&coded("a.csv", input, &["--format", "ndjson"])).remove(0);
    let cells = ["code_3", "code_2", "title", "title_2", "", "_2", "code"].map(|name| row[name].as_str());
    assert_eq!(
        cells.map(Option::unwrap_or_default),
        ["a", "i", "pharmacist", "Cook", "1", "2", "29-1051.00"]
    );
}

#[test]
fn the_text_of_a_row_that_cannot_be_coded_stays() {
    let run = coded("a.csv", "n,title,x\n1,Cook,a,b\n2\n", &["--format", "csv"]);
    assert_eq!(given(&run)[1..], [["1", "Cook", "a,b"], ["2", "", ""]]);
    let run =
        coded("a.ndjson", "{\"title\":\"pharmacist\",\"n\":1}\nnot json\n[]\n", &["--format", "ndjson"]);
    let rows = objects(&run);
    assert_eq!((&rows[1]["title"], &rows[2]["title"]), (&json!("not json"), &json!("[]")));
    let run = coded("a.csv", b"title\nMa\xeetre d\x92h\xf4tel\n", &["--format", "csv"]);
    assert_eq!(given(&run)[1], ["Maître d’hôtel"]);
    assert!(run.stderr.contains("row 1: the row is not UTF-8"), "{}", run.stderr);
    assert!(run.stderr.contains("iconv -f windows-1252"), "{}", run.stderr);
}

#[test]
fn a_quote_that_is_not_closed_is_reported() {
    let run = coded("a.csv", "n,title\n1,pharmacist\n2,\"open\n3,druggist\n", &["--format", "csv"]);
    assert!(run.stderr.contains("row 2: a quote is not closed"), "{}", run.stderr);
    assert_eq!(run.code, 2, "rows were not coded: {}", run.stderr);
    assert!(run.stdout.contains("1,pharmacist,29-1051.00"), "those before are: {}", run.stdout);
    let run = coded("a.csv", "n,title\n1,\"two\nlines\"\n", &["--format", "csv"]);
    assert!(run.code == 0 && !run.stderr.contains("quote"), "{}", run.stderr);
    for (name, input) in [
        ("a.csv", "n,title\n1,\"open\n2,druggist\n3,\"x\",y\n"),
        ("a.tsv", "n\ttitle\n1\t\"open\n2\tdruggist\n3\tnurse\n"),
    ] {
        let run = coded(name, input, &["--format", "csv", "-q"]);
        assert!(run.code == 2 && run.stderr.contains("error: row 1: "), "{name}: {}", run.stderr);
        assert!(run.stderr.contains("try: close the quote that opens there"), "{name}: {}", run.stderr);
    }
}

#[test]
fn a_title_in_json_that_is_no_text_is_not_coded() {
    let input =
        "{\"title\":5}\n{\"title\":[\"nurse\"]}\n{\"title\":{\"title\":\"nurse\"}}\n{\"title\":null}\n";
    let run = coded("a.ndjson", input, &["--format", "ndjson"]);
    let rows = objects(&run);
    assert!(rows.iter().all(|row| row["code"].is_null()), "{}", run.stdout);
    assert_eq!((&rows[0]["title"], &rows[1]["title"]), (&json!(5), &json!(["nurse"])));
    assert!(run.stderr.contains("row 3: the title is no text"), "{}", run.stderr);
    assert!(run.stderr.contains("row 4: the title is empty"), "{}", run.stderr);
}

#[test]
fn files_of_spreadsheets_are_read_as_they_come() {
    let utf16 = |text: &str, is_big: bool| -> Vec<u8> {
        let bytes = |unit: u16| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    };
    let inputs: [(&str, Vec<u8>); 9] = [
        ("a.csv", "title;x\npharmacist;1\n".into()),
        ("a.csv", "\u{feff}\"title\",x\r\npharmacist,1\r\n".into()),
        ("a.csv", "sep=;\r\ntitle;x\r\npharmacist;1\r\n".into()),
        ("a.csv", "x\tJob Title\n1\tpharmacist\n".into()),
        ("a.csv", "title,x\rpharmacist,1\r".into()),
        ("a.csv", utf16("\u{feff}title,x\npharmacist,1\n", false)),
        ("a.csv", utf16("\u{feff}title\tx\npharmacist\t1\n", true)),
        ("a.tsv", utf16("title\tx\npharmacist\t1\n", false)),
        ("a.ndjson", "\u{feff}{\"title\":\"pharmacist\",\"x\":\"1\"}\r\n".into()),
    ];
    for (name, content) in inputs {
        let row = objects(&coded(name, &content, &["--format", "ndjson"])).remove(0);
        assert_eq!(
            (&row["code"], &row["x"]),
            (&json!("29-1051.00"), &json!("1")),
            "{name} {content:?}: {row}"
        );
    }
    let run = coded("a.txt", "pharmacist\rdruggist\r", &["--format", "csv"]);
    assert_eq!(given(&run)[1..], [["pharmacist"], ["druggist"]]);
}

#[test]
fn files_of_other_formats_are_refused_by_name() {
    let inputs: [(&str, &[u8], &str); 6] = [
        ("a.json", b"[{\"title\":\"Nurse\"}]", "JSON array"),
        ("a.json", b"{\"title\":\"Nurse\"}\n", "JSON"),
        ("a.csv.gz", b"\x1f\x8b\x08\x00rest", "gzip"),
        ("a.xlsx", b"PK\x03\x04rest", "spreadsheet"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.txt", b"SQLite format 3\x00", "SQLite"),
    ];
    for (name, content, what) in inputs {
        for run in [coded(name, content, &[]), piped(content, &[])] {
            assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{name}: {}", run.stderr);
            assert!(run.stderr.contains(what) && run.stderr.contains("try:"), "{name}: {}", run.stderr);
        }
    }
    let run = coded("a.parquet", b"PAR1rest", &["--input-format", "csv"]);
    assert!(run.code == 2 && run.stderr.contains("Parquet"), "{}", run.stderr);
}

#[test]
fn a_header_in_lines_and_a_title_in_place_of_a_file_have_a_hint() {
    let run = piped(b"id,Title\n1,pharmacist\n", &["--format", "csv"]);
    assert!(run.stderr.contains("looks like the names of columns"), "{}", run.stderr);
    let run = piped(b"pharmacist, clinical\n", &["--format", "csv"]);
    assert!(!run.stderr.contains("looks like"), "{}", run.stderr);
    for words in [&["code", "nurse"][..], &["code", "truck", "driver"]] {
        let run = Machine::new().onet(words);
        let hint = format!("--title \"{}\"", words[1..].join(" "));
        assert!(run.code == 2 && run.stderr.contains(&hint), "{}", run.stderr);
    }
}

#[test]
fn options_out_of_range_and_without_effect_are_refused() {
    let refused: [&[&str]; 8] = [
        &["code", "--title", "x", "--top", "0"],
        &["code", "--title", "x", "--min-score", "-1"],
        &["code", "--title", "x", "--min-score", "2"],
        &["code", "--title", "x", "--description-column", "y"],
        &["code", "--batch-coder", "--top", "2"],
        &["code", "--batch-coder", "--min-score", "0.2"],
        &["code", "--batch-coder", "--taxonomy", "soc2018"],
        &["code", "--batch-coder", "--format", "csv"],
    ];
    for arguments in refused {
        let run = Machine::new().onet(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}: {}", run.stderr);
    }
    let run = Machine::new().onet(&["code", "--title", "x", "--min-score", "-1"]);
    assert!(run.stderr.contains("0 to 1"), "{}", run.stderr);
    for source in ["live", "recorded"] {
        let run = Machine::new().onet(&["--source", source, "code", "--title", "x"]);
        assert_eq!((run.code, run.stdout.as_str()), (7, ""), "{}", run.stderr);
    }
    let run = Machine::new().onet(&["code", "--title", "", "--format", "csv"]);
    assert!(run.stderr.contains("the title is empty") && run.stderr.contains("source:"), "{}", run.stderr);
}

#[test]
fn groups_have_their_own_titles() {
    let titles = [
        ("soc", "Pharmacists"),
        ("minor", "Healthcare Diagnosing or Treating Practitioners"),
        ("major", "Healthcare Practitioners and Technical Occupations"),
    ];
    for (level, title) in titles {
        let run = Machine::new().onet(&[
            "code",
            "--title",
            "pharmacist",
            "--top",
            "1",
            "--level",
            level,
            "--format",
            "ndjson",
        ]);
        assert_eq!(objects(&run)[0]["occupation"], title);
    }
}

#[test]
fn documents_of_the_batch_coder_that_are_wrong_are_refused_in_plain_words() {
    for document in
        ["[]", "{}", "nope", "{\"queries\":[1]}", "{\"config\":{\"max_results\":0},\"queries\":[]}"]
    {
        let run = coded("a.json", document, &["--batch-coder"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{document}: {}", run.stderr);
        for word in ["struct", "usize", "sequence", "ident"] {
            assert!(!run.stderr.contains(word), "{}", run.stderr);
        }
    }
    let run = coded("a.json", "\u{feff}{\"queries\":[\"nurse\"]}", &["--batch-coder"]);
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(document["output"][0]["results"].as_array().map(Vec::len), Some(5));
}

#[test]
fn the_rows_behind_one_that_is_longer_than_memory_should_hold_are_read() {
    let long = "x".repeat(17 << 20);
    let inputs = [
        ("a.txt", format!("pharmacist\n{long}\npharmacist\n")),
        ("a.csv", format!("title\npharmacist\n{long}\npharmacist\n")),
        ("b.csv", format!("title,id\npharmacist,1\n\"{long}\n, and {long}\",2\npharmacist,3\n")),
        (
            "a.ndjson",
            format!("{{\"title\":\"pharmacist\"}}\n{{\"title\":\"{long}\"}}\n{{\"title\":\"pharmacist\"}}\n"),
        ),
    ];
    for (name, input) in inputs {
        let run = coded(name, input, &["--format", "ndjson"]);
        let codes: Vec<Value> = objects(&run).iter().map(|row| row["code"].clone()).collect();
        assert_eq!(codes, [json!("29-1051.00"), Value::Null, json!("29-1051.00")], "{name}: {}", run.stderr);
        assert!(run.stderr.contains("row 2: the "), "{name}: {}", run.stderr);
        assert!(run.stdout.len() < 2000 && !run.stderr.contains("quote"), "{name}: {}", run.stderr);
    }
}

#[test]
fn an_input_without_a_header_leaves_no_broken_json() {
    let run = coded("empty.csv", "", &["--format", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
}
