//! Many codes at once: from arguments, files and standard input, in order, with a reason for each without a result.

use std::io::Write as _;

use crate::common::{Machine, Run, copy_of_sample};

fn with_input(machine: &Machine, arguments: &[&str], input: &[u8]) -> Run {
    let output = machine.command().args(arguments).write_stdin(input).output().expect("onet runs");
    let text = |bytes| String::from_utf8(bytes).expect("onet writes UTF-8");
    Run { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}

const MIXED: &str = "29-1051\n29-1051.00\n15-1132\n29-1000\nnurse\n\nzzzz\n291051\n";

#[test]
fn rows_keep_the_code_that_came_in_and_have_a_reason_where_there_is_nothing() {
    let machine = Machine::new();
    let run = with_input(&machine, &["crosswalk", "soc", "-", "--format", "csv"], MIXED.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    insta::assert_snapshot!("crosswalk_soc_csv", run.stdout);
    assert!(run.stderr.contains("4 of 8 found, 1 ambiguous, 3 missing"), "{}", run.stderr);
    assert!(run.stderr.contains("took 29-1171 Nurse Practitioners, found by \"nurse\""), "{}", run.stderr);
}

#[test]
fn arguments_a_file_and_standard_input_give_the_same_rows() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let lines = folder.path().join("codes.txt");
    std::fs::write(&lines, "29-1051\n29-1171\n").expect("it can be written");
    let expected = machine.onet(&["crosswalk", "soc", "29-1051", "29-1171", "--format", "csv"]).stdout;
    assert_eq!(expected.lines().count(), 3);
    let lines = lines.display().to_string();
    for arguments in [["crosswalk", "soc", &lines].as_slice(), &["crosswalk", "soc", "--file", &lines]] {
        assert_eq!(machine.onet(&[arguments, &["--format", "csv"]].concat()).stdout, expected);
    }
    let piped = with_input(&machine, &["crosswalk", "soc", "-", "--format", "csv"], b"29-1051\r\n29-1171");
    assert_eq!(piped.stdout, expected);
}

#[test]
fn a_table_keeps_its_columns_and_a_column_is_chosen_by_name() {
    let machine = Machine::new();
    let table = "id,SOC,code\n7,29-1051,x\n8,29-1171,=y\n";
    let crosswalk = ["crosswalk", "soc", "-", "--column", "soc", "--format"];
    let run = with_input(&machine, &[&crosswalk[..], &["csv"]].concat(), table.as_bytes());
    let expected = "id,SOC,code_2,code,title,onetsoc_code,occupation,reason\n\
                    7,29-1051,x,29-1051,Pharmacists,29-1051.00,Pharmacists,\n\
                    8,29-1171,=y,29-1171,Nurse Practitioners,29-1171.00,Nurse Practitioners,\n";
    assert_eq!(run.stdout, expected, "{}", run.stderr);
    assert!(run.stderr.contains("have a number in the output: code is code_2\n"), "{}", run.stderr);
    let run = with_input(&machine, &[&crosswalk[..], &["ndjson"]].concat(), table.as_bytes());
    assert_eq!(run.stdout.lines().count(), 2);
    let first: serde_json::Value =
        serde_json::from_str(run.stdout.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["onetsoc_code"], "29-1051.00");
    assert_eq!(first["reason"], serde_json::Value::Null);
    let missing = with_input(&machine, &["crosswalk", "soc", "-", "--column", "none"], table.as_bytes());
    assert_eq!((missing.code, missing.stdout.as_str()), (2, ""), "{}", missing.stderr);
    assert!(missing.stderr.contains("one of: id, SOC, code"), "{}", missing.stderr);
}

#[test]
fn json_is_one_array_of_the_rows() {
    let run = Machine::new().onet(&["crosswalk", "soc", "29-1051", "zzzz", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
    assert_eq!(rows[1]["reason"], "nothing found");
}

#[test]
fn rows_are_sorted_cut_and_chosen() {
    let machine = Machine::new();
    let codes = ["crosswalk", "soc", "29-1171", "29-1051", "29-1224", "--format", "csv", "-q"];
    let sorted = machine.onet(&[&codes[..], &["--sort-by", "title", "--columns", "title,input"]].concat());
    let expected = "title,input\nNurse Practitioners,29-1171\nPharmacists,29-1051\nRadiologists,29-1224\n";
    assert_eq!(sorted.stdout, expected, "{}", sorted.stderr);
    let cut = machine.onet(&[&codes[..7], &["--limit", "2"]].concat());
    assert_eq!(cut.stdout.lines().count(), 3);
    assert!(cut.stderr.contains("the first 2 rows; --all shows all"), "{}", cut.stderr);
    let unknown = machine.onet(&[&codes[..7], &["--columns", "colour"]].concat());
    assert_eq!((unknown.code, unknown.stdout.as_str()), (2, ""));
    assert!(unknown.stderr.contains("the columns are input, code, title"), "{}", unknown.stderr);
}

#[test]
fn input_that_cannot_be_read_ends_in_rows_or_a_short_error() {
    let machine = Machine::new();
    let crosswalk = ["crosswalk", "soc", "-", "--format", "csv"];
    let binary: Vec<u8> = (0..=255_u8).cycle().take(100_000).collect();
    let run = with_input(&machine, &crosswalk, &binary);
    assert!(run.code == 0 || run.code == 1, "{}: {}", run.code, run.stderr);
    let long = vec![b'x'; 10 << 20];
    let run = with_input(&machine, &crosswalk, &long);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.contains("the line is longer than 65,536 bytes"));
    assert!(run.stdout.len() < 1_000);
    let absent = machine.onet(&["crosswalk", "soc", "no_such_file.csv"]);
    assert_eq!((absent.code, absent.stdout.as_str()), (2, ""), "{}", absent.stderr);
    assert!(absent.stderr.contains("could not open no_such_file.csv"), "{}", absent.stderr);
    let empty = with_input(&machine, &crosswalk, b"");
    assert_eq!(empty.code, 1, "{}", empty.stderr);
    assert_eq!(empty.stdout, "input,code,title,onetsoc_code,occupation,reason\n");
    let open = with_input(&machine, &["crosswalk", "soc", "-", "--column", "a"], b"");
    assert_eq!(open.code, 2, "{}", open.stderr);
    assert_eq!(machine.onet(&["crosswalk", "soc"]).code, 2);
    assert_eq!(machine.onet(&["crosswalk", "soc", "-", "29-1051"]).code, 2);
}

#[test]
fn a_table_that_the_source_does_not_have_fails_before_the_first_row() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    for table in ["Task Statements.txt", "Technology Skills.txt"] {
        std::fs::remove_file(folder.path().join(table)).expect("the sample has it");
    }
    let import = machine.onet(&["db", "import", &folder.path().display().to_string(), "--no-coding"]);
    assert_eq!(import.code, 0, "{}", import.stderr);
    for arguments in [["duties", "29-1051.00"], ["technology", "29-1051.00"], ["associations", "29-1051.00"]]
    {
        for format in ["csv", "json", "ndjson", "table"] {
            let run = machine.onet(&[&arguments[..], &["--format", format]].concat());
            assert_eq!((run.code, run.stdout.as_str()), (7, ""), "{arguments:?}: {}", run.stderr);
        }
    }
}

#[test]
fn a_code_that_the_source_does_not_have_is_a_row_among_others() {
    let run =
        Machine::new().onet(&["taxonomy", "--from", "2019", "29-1051.00", "15-1132", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let expected = "input,code,title,to_code,to_title,reason\n\
                    29-1051.00,29-1051.00,Pharmacists,29-1051.00,Pharmacists,\n\
                    15-1132,,,,,The O*NET-SOC code 15-1132.00 is not in O*NET 29.3 sample.\n";
    assert_eq!(run.stdout, expected);
}

#[test]
fn a_closed_pipe_ends_a_batch_and_a_full_disk_fails_it() {
    let machine = Machine::new();
    let mut input = tempfile::NamedTempFile::with_suffix(".txt").expect("a temporary file can be made");
    for _ in 0..20_000 {
        writeln!(input, "29-1051").expect("it can be written");
    }
    let file = input.path().display().to_string();
    let line = format!("onet crosswalk soc {file} --format csv -q | head -2");
    let run = machine.in_shell(&line).output().expect("a shell runs");
    assert_eq!(String::from_utf8_lossy(&run.stdout).lines().count(), 2);
    assert_eq!(String::from_utf8_lossy(&run.stderr), "");
    if std::path::Path::new("/dev/full").exists() {
        let line = format!("onet crosswalk soc {file} --format csv -q > /dev/full");
        let run = machine.in_shell(&line).output().expect("a shell runs");
        assert_eq!(run.status.code(), Some(6));
        assert!(String::from_utf8_lossy(&run.stderr).contains("could not write the output"));
    }
}

#[test]
fn the_associations_of_an_occupation_come_from_a_server() {
    let association = serde_json::json!({
        "title": "Society of Pharmacists", "url": "https://example.org/", "ally": true,
        "related_occupation": [{"href": "", "code": "29-2052.00", "title": "Pharmacy Technicians", "tags": {}}],
    });
    let page = serde_json::json!({"start": 1, "end": 1, "total": 1, "association": [association]});
    let base = crate::terminals::serving(vec![(200, page.to_string())]);
    let machine = Machine::new();
    let run = machine.onet(&["--base-url", &base, "associations", "29-1051", "--format", "csv"]);
    let expected = "input,code,association,url,ally,related_occupations,reason\n\
                    29-1051,29-1051.00,Society of Pharmacists,https://example.org/,true,29-2052.00,\n";
    assert_eq!(run.stdout, expected, "{}", run.stderr);
    let all =
        machine.onet(&["--base-url", &base, "associations", "--format", "csv", "--columns", "title,url"]);
    assert_eq!(all.stdout, "title,url\nSociety of Pharmacists,https://example.org/\n", "{}", all.stderr);
}

#[test]
fn words_that_a_crosswalk_does_not_have_name_its_nearest_titles() {
    let machine = Machine::new();
    let run = machine.onet(&["crosswalk", "soc", "pharmassists", "ortodontsts", "29-9999"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for near in ["\"pharmassists\": Pharmacists", "\"ortodontsts\": Orthodontists"] {
        assert!(run.stderr.contains(&format!("nearest titles to {near}")), "{near}: {}", run.stderr);
    }
    assert_eq!(run.stderr.matches("nearest titles").count(), 2, "{}", run.stderr);
    // A file is not commented on line by line.
    let piped = with_input(&machine, &["crosswalk", "soc", "-"], b"pharmassists\n");
    assert!(piped.code == 1 && !piped.stderr.contains("nearest"), "{}", piped.stderr);
}

#[test]
fn a_row_that_a_search_found_says_so_in_its_reason() {
    let machine = Machine::new();
    let rows = |arguments: &[&str], input: &str| -> Vec<(String, String)> {
        let run = with_input(&machine, &[arguments, &["--format", "ndjson"]].concat(), input.as_bytes());
        let row = |line: &str| {
            let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            (text("code"), text("reason"))
        };
        let mut rows: Vec<(String, String)> = run.stdout.lines().map(row).collect();
        rows.dedup();
        rows
    };
    let found = rows(&["duties", "-"], "29-1051\npharmacist\n");
    assert_eq!(found[0], ("29-1051.00".to_owned(), String::new()));
    assert_eq!(found[1].0, "29-1051.00");
    assert!(found[1].1.contains("search"), "{found:?}");
    let found = rows(&["crosswalk", "soc", "radiologist"], "");
    assert!(found[0].0 == "29-1224" && found[0].1.contains("search"), "{found:?}");
}

#[test]
fn a_word_in_a_column_of_codes_is_not_found_by_a_part_of_a_title() {
    let machine = Machine::new();
    let input = "soc\nneu\n29-1051\n";
    for command in [["crosswalk", "soc"].as_slice(), &["duties"], &["taxonomy", "--from", "active"]] {
        let arguments = [command, &["-", "--column", "soc", "--format", "csv"]].concat();
        let run = with_input(&machine, &arguments, input.as_bytes());
        let first = run.stdout.lines().nth(1).unwrap_or_default().to_owned();
        assert!(first.ends_with("no title has these words whole"), "{command:?}: {first} {}", run.stderr);
        assert!(run.stderr.contains("1 of 2 found, 1 missing"), "{command:?}: {}", run.stderr);
        // Who types the beginning of a word reads what was taken.
        let typed = machine.onet(&[command, &["neu"]].concat());
        assert!(typed.code == 0 && typed.stderr.contains("took 29-"), "{command:?}: {}", typed.stderr);
    }
}

#[test]
fn words_mean_the_occupation_that_show_takes() {
    let machine = Machine::new();
    for words in ["neurologist", "druggist", "x-ray doctor", "pharmacy"] {
        let shown = machine.onet(&["show", words, "--format", "json"]);
        let shown: serde_json::Value = serde_json::from_str(&shown.stdout).expect("JSON");
        let code = shown["occupation"]["code"].as_str().expect("a code").to_owned();
        let run = machine.onet(&["crosswalk", "soc", words, "--format", "csv", "--columns", "onetsoc_code"]);
        assert_eq!(run.stdout, format!("onetsoc_code\n{code}\n"), "{words}: {}", run.stderr);
        let duties = machine.onet(&["duties", words, "--format", "csv", "--columns", "code", "--limit", "1"]);
        assert_eq!(duties.stdout, format!("code\n{code}\n"), "{words}: {}", duties.stderr);
    }
    let used =
        machine.onet(&["technology", "pharmacist", "--format", "csv", "--columns", "code", "--limit", "1"]);
    assert_eq!(used.stdout, "code\n29-1051.00\n", "{}", used.stderr);
}

#[test]
fn a_file_of_another_program_is_refused_and_not_searched_for_as_words() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, content, what) in [
        ("pharmacist.xlsx", b"PK\x03\x04rest".as_slice(), "a zip archive or a spreadsheet"),
        ("nurse", b"PK\x03\x04rest", "a zip archive or a spreadsheet"),
        ("pharmacist.report", b"%PDF-1.7", "a PDF document"),
        ("nurse.gz", b"\x1f\x8b\x08\x00rest", "compressed with gzip"),
    ] {
        std::fs::write(folder.path().join(name), content).expect("it can be written");
        for command in [
            ["crosswalk", "soc"].as_slice(),
            &["duties"],
            &["technology"],
            &["taxonomy", "--from", "active"],
            &["soft-skills"],
            &["browse", "families"],
        ] {
            let run =
                machine.command().current_dir(&folder).args(command).arg(name).output().expect("it runs");
            let stderr = String::from_utf8_lossy(&run.stderr);
            assert_eq!(run.status.code(), Some(2), "{command:?} {name}: {stderr}");
            assert!(stderr.contains(what), "{command:?} {name}: {stderr}");
        }
        let run = machine.command().current_dir(&folder).args(["show", name]).output().expect("it runs");
        assert_eq!(run.status.code(), Some(2), "show {name}: {}", String::from_utf8_lossy(&run.stderr));
    }
}

#[test]
fn an_empty_input_finds_nothing_and_an_open_quote_fails() {
    let machine = Machine::new();
    let run = with_input(&machine, &["duties", "-", "--format", "csv"], b"");
    assert_eq!(run.code, 1, "{}", run.stderr);
    let input = b"n,code\n1,29-1051\n2,\"29-1171\n3,29-1224\n";
    let run = with_input(&machine, &["crosswalk", "soc", "-", "--column", "code", "--format", "csv"], input);
    assert!(run.code == 2 && run.stderr.contains("row 2: a quote is not closed"), "{}", run.stderr);
    assert!(run.stdout.contains("29-1051.00"), "{}", run.stdout);
}
