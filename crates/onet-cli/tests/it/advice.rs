//! What a mistake leads to: a message that names it in words, and what to try.

use serde_json::Value;

use crate::common::{Machine, Run};

/// Arguments, exit code, and what standard error contains.
const MISTAKES: &[(&[&str], i32, &[&str])] = &[
    (&["profiler", "--answers", "3"], 2, &["1 is given; 30 or 60 are needed"]),
    (&["profiler", "--answers", "3333333333333333333333333333333"], 2, &["31 are given"]),
    (&["profiler", "--answers", "33343x"], 2, &["answer 6 is 'x'", "digits from 1 to 5"]),
    (&["profiler", "--zone", "9"], 2, &["\"9\" is not a job zone: a digit from 1 to 5"]),
    (&["taxonomy", "--from", "2006", "29-1051.00"], 2, &["one of 2010, 2019, active"]),
    (
        &["related-activities", "29-1051.00", "--activity", "foo"],
        2,
        &["such as 4.A.2.a.2.e.4 or 4.A.2.a.2.I05.D04"],
    ),
    (&["related-activities", "29-1051.00", "29-2052.00"], 2, &["takes one occupation, and 2 are given"]),
    (&["career", "pharmacist", "29-2052.00"], 2, &["takes one occupation, and 2 are given"]),
    (&["show", "29-105.00"], 2, &["\"29-105.00\" is not an O*NET-SOC code, such as 29-1051.00"]),
    (&["show", "nurse", "29-105.00"], 2, &["\"29-105.00\" is not an O*NET-SOC code"]),
    (&["show", ""], 2, &["is empty"]),
    (&["search", " "], 2, &["the text to look for is empty", "onet search pharmacist"]),
    (&["compare", "29-1051.00", "29-1051.00"], 2, &["29-1051.00 is given twice"]),
    (&["show", "29-1051.00", "29-2052.00", "29-1051"], 2, &["29-1051.00 and 29-1051 are both 29-1051.00"]),
    (&["browse", "skills"], 2, &["onet browse basic-skills", "onet browse cross-functional-skills"]),
    (&["browse", "values"], 2, &["onet db rows work_values"]),
    (&["browse", "technology"], 2, &["onet browse hot-technologies", "onet technology NAME|CODE"]),
    (&["browse", "xyz"], 2, &["one of occupations, families, zones"]),
    (&["soft-skills", "29-1051.00"], 1, &["onet show 29-1051.00 --section skills"]),
    (&["crosswalk", "soc", "/"], 2, &["/ is a folder"]),
    (&["taxonomy", "software", "--format", "csv"], 1, &["0 of 1 found"]),
    (&["--release", "29.9", "about"], 1, &["O*NET 29.9 is not among the imported", "onet db pull VERSION"]),
    (&["--release", "./nowhere", "about"], 1, &["./nowhere is not the folder of an imported release"]),
    (&["browse", "outlook"], 7, &["onet db pull --with labor-market, which gets it", "onet auth login"]),
    (&["db", "rows", "abilities"], 7, &["An imported release has it (onet db pull)", "onet auth login"]),
    (&["associations"], 7, &["onet auth login"]),
    (&["db", "sql", "SELECT randomblob(1000000000)"], 2, &["a value is longer than 16 MB"]),
    (&["db", "sql", "SELECT printf('%.*c', 900000000, 'x')"], 2, &["a value is longer than 16 MB"]),
];

#[test]
fn a_mistake_is_named_in_words_with_what_to_try() {
    let machine = Machine::new();
    for (arguments, code, expected) in MISTAKES {
        let run = machine.onet(arguments);
        assert_eq!(run.code, *code, "{arguments:?}: {}", run.stderr);
        for text in *expected {
            assert!(run.stderr.contains(text), "{arguments:?}: {text} in {}", run.stderr);
        }
        for jargon in ["at position", "must have required property"] {
            assert!(!run.stderr.contains(jargon), "{arguments:?}: {}", run.stderr);
        }
    }
}

/// The codes of the occupations in a comparison.
fn compared(run: &Run) -> Vec<String> {
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let occupations = document["occupations"].as_array().cloned().unwrap_or_default();
    occupations.iter().filter_map(|found| found["code"].as_str().map(str::to_owned)).collect()
}

#[test]
fn words_and_codes_beside_each_other_are_occupations_of_their_own() {
    let machine = Machine::new();
    for arguments in [
        &["show", "pharmacist", "29-2052.00"][..],
        &["show", "29-1051", "pharmacy", "technicians"],
        &["show", "pharmacy technicians", "pharmacist"],
        &["compare", "pharmacist", "pharmacy technicians"],
    ] {
        let run = machine.onet(&[arguments, &["--format", "json"]].concat());
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
        let mut codes = compared(&run);
        codes.sort();
        assert_eq!(codes, ["29-1051.00", "29-2052.00"], "{arguments:?}");
    }
}

#[test]
fn the_element_of_the_sentence_is_in_the_table_of_any_order() {
    let machine = Machine::new();
    for order in ["difference", "score", "name"] {
        let arguments =
            ["compare", "29-1051.00", "29-2052.00", "--sort", order, "--format", "table", "--color", "never"];
        let run = machine.command().env("COLUMNS", "120").args(arguments).output().expect("onet runs");
        let text = String::from_utf8_lossy(&run.stdout).into_owned();
        let sentence = text.lines().find_map(|line| line.split("need more ").nth(1)).expect("a sentence");
        let element = sentence.split(" (").next().expect("an element");
        assert!(text.matches(element).count() > 1, "{order}: {element} in {text}");
    }
}

#[test]
fn six_occupations_keep_codes_and_words_whole_in_every_width() {
    let machine = Machine::new();
    let listed =
        machine.onet(&["browse", "occupations", "--limit", "6", "--columns", "code", "--format", "csv"]);
    let codes: Vec<&str> = listed.stdout.lines().skip(1).collect();
    assert_eq!(codes.len(), 6);
    for columns in ["40", "60", "80", "120", "200"] {
        let arguments = [&["compare"], &codes[..], &["--format", "table"]].concat();
        let run = machine.command().env("COLUMNS", columns).args(arguments).output().expect("onet runs");
        let text = String::from_utf8_lossy(&run.stdout).into_owned();
        let facts = text.split("\n\n").next().unwrap_or_default();
        for code in &codes {
            assert!(facts.contains(code), "{columns}: {code} in {facts}");
        }
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(widest <= columns.parse().ok(), "{columns}: {text}");
    }
}

#[test]
fn blank_lines_after_the_last_code_are_no_rows_and_those_between_codes_are() {
    let machine = Machine::new();
    let rows = |input: &str| {
        let arguments = ["crosswalk", "soc", "-", "--format", "csv"];
        let output = machine.command().args(arguments).write_stdin(input).output().expect("onet runs");
        String::from_utf8_lossy(&output.stdout).lines().count() - 1
    };
    assert_eq!(rows("29-1051\n\n \n"), 1);
    assert_eq!(rows("29-1051\n\n29-1171\n\n"), 3);
    assert_eq!(rows(&format!("29-1051\n{}29-1171\n", "\n".repeat(700))), 702);
}

#[test]
fn an_infinite_number_is_not_an_empty_cell() {
    let run =
        Machine::new().onet(&["db", "sql", "SELECT 1e400 AS a, -1e400 AS b, NULL AS c", "--format", "csv"]);
    assert_eq!(run.stdout, "a,b,c\nInfinity,-Infinity,\n");
}

#[test]
fn completions_offer_topics_and_tables() {
    let machine = Machine::new();
    for shell in ["bash", "zsh"] {
        let script = machine.onet(&["completions", shell]).stdout;
        for word in ["hot-technologies", "task_statements"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    // They are offered, and others are taken: a later release may have further tables.
    assert_eq!(machine.onet(&["db", "rows", "later_table"]).code, 1);
}

#[test]
fn the_manual_has_the_options_of_every_command_once_and_names_no_page_that_is_not_there() {
    let manual = Machine::new().onet(&["man"]).stdout;
    assert_eq!(manual.matches("\\-\\-base\\-url\\fR \\fI").count(), 1, "an option of every command");
    assert!(!manual.contains("(1)"), "a page of its own");
    assert!(manual.contains("onet related\\-activities") && manual.contains("onet db rows"));
    assert!(manual.lines().count() < 3_000, "{}", manual.lines().count());
}
