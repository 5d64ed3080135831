//! `show`, `compare`, `career` and `profiler --answers`, from the sample and from a real release.

use std::fs;

use serde_json::Value;

use crate::common::{EXAMPLE, Machine, copy_of_sample, is_made, real_release};

const ANSWERS: &str = "323432343234323432343234155343";

fn in_columns(machine: &Machine, columns: &str, arguments: &[&str]) -> String {
    let run = machine.command().env("COLUMNS", columns).args(arguments).output().expect("onet runs");
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

#[test]
fn every_report_in_narrow_usual_and_wide_columns() {
    let machine = Machine::new();
    let commands: [(&str, &[&str]); 4] = [
        ("show", &["show", "29-1051.00", "--format", "table"]),
        ("show_two", &["show", "29-1051.00", "29-2052.00", "--format", "table"]),
        ("compare", &["compare", "29-1051.00", "29-2052.00", "31-9095.00", "--format", "table"]),
        ("profiler", &["profiler", "--answers", ANSWERS, "--format", "table"]),
    ];
    for (name, arguments) in commands {
        for columns in ["40", "80", "120"] {
            let text = in_columns(&machine, columns, arguments);
            let widest = text.lines().map(|line| line.chars().count()).max();
            assert!(widest.is_some_and(|widest| widest <= columns.parse().expect("a number")), "{text}");
            insta::assert_snapshot!(format!("{name}_{columns}"), text);
        }
    }
    let colored =
        in_columns(&machine, "80", &["show", "29-1051.00", "--format", "table", "--color", "always"]);
    insta::assert_snapshot!("show_colored", colored.replace('\u{1b}', "␛"));
}

#[test]
fn the_summary_fits_sixty_lines() {
    let machine = Machine::new();
    let text = in_columns(&machine, "80", &["show", "29-1051.00", "--format", "table"]);
    assert!(text.lines().count() <= 60, "{text}");
}

#[test]
fn every_section_of_a_real_release_is_in_the_details_and_the_summary_fits_sixty_lines() {
    let Some(release) = real_release() else { return };
    let machine = Machine::new();
    let path = release.to_str().expect("UTF-8");
    let import = machine.onet(&["db", "import", path, "--no-coding"]);
    assert_eq!(import.code, 0, "{}", import.stderr);
    let text = in_columns(&machine, "80", &["show", "29-1051.00", "--format", "table"]);
    assert!(text.lines().count() <= 60, "{text}");
    let details = in_columns(&machine, "80", &["show", "29-1051.00", "--details", "--format", "table"]);
    for heading in ["Tasks", "Detailed", "Knowledge", "Skills", "Technology", "Interests", "Related"] {
        assert!(details.contains(heading), "{heading} in {details}");
    }
    if !is_made(&release) {
        assert!(details.contains("Medicine and Dentistry"), "{details}");
    }
    let career = machine.onet(&["career", "29-1051.00", "--format", "table"]);
    assert_eq!(career.code, 0, "{}", career.stderr);
    assert!(career.stdout.contains("On the job"), "{}", career.stdout);
}

#[test]
fn json_and_csv_have_the_values_of_the_report() {
    let machine = Machine::new();
    let json = machine.onet(&["show", "29-1051.00", "--format", "json"]).stdout;
    let document: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(document["occupation"]["title"], "Pharmacists");
    assert_eq!(document["database"], "O*NET 29.3 sample");
    let sections = document["sections"].as_array().expect("a list");
    let knowledge = sections.iter().find(|section| section["section"] == "knowledge").expect("knowledge");
    assert_eq!(knowledge["present"][0]["importance"], 91);
    let tasks = sections.iter().find(|section| section["section"] == "tasks").expect("tasks");
    assert_eq!(tasks["present"].as_array().map(Vec::len), Some(18));
    let context = sections.iter().find(|section| section["section"] == "work_context").expect("work context");
    assert!(context["missing"]["reason"].as_str().is_some_and(|reason| reason.contains("Work Context")));

    let csv = machine.onet(&["show", "29-1051.00", "--format", "csv"]).stdout;
    assert_eq!(csv.lines().next(), Some("code,section,id,name,value,level"));
    assert!(csv.contains("29-1051.00,knowledge,2.C.5.a,Medicine and Dentistry,91,63"), "{csv}");
    let lines = machine.onet(&["show", "29-1051.00", "--format", "ndjson"]).stdout;
    assert_eq!(lines.lines().count(), sections.len());
}

#[test]
fn a_comparison_has_the_difference_of_each_element_and_a_sentence_of_the_largest() {
    let machine = Machine::new();
    let json = machine.onet(&["compare", "29-1051.00", "29-2052.00", "--format", "json"]).stdout;
    let document: Value = serde_json::from_str(&json).expect("JSON");
    let section = &document["sections"][0];
    assert_eq!(section["section"], "knowledge");
    let elements = section["elements"].as_array().expect("a list");
    let differences: Vec<i64> =
        elements.iter().map(|element| element["difference"].as_i64().expect("a number")).collect();
    assert!(differences.is_sorted_by(|a, b| a >= b), "{differences:?}");
    let (a, b) = (elements[0]["scores"][0].as_i64(), elements[0]["scores"][1].as_i64());
    assert_eq!(a.zip(b).map(|(a, b)| (a - b).abs()), Some(differences[0]));
    let sentence = section["sentence"].as_str().expect("a sentence");
    assert!(sentence.contains(elements[0]["name"].as_str().expect("a name")), "{sentence}");
    let by_name =
        machine.onet(&["compare", "29-1051.00", "29-2052.00", "--sort", "name", "--format", "json"]);
    let document: Value = serde_json::from_str(&by_name.stdout).expect("JSON");
    let names: Vec<String> = document["sections"][0]["elements"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|element| element["name"].to_string())
        .collect();
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn words_take_the_first_occupation_of_the_search_and_say_so() {
    let run = Machine::new().onet(&["show", "pharmacy", "technicians", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("took 29-2052.00 Pharmacy Technicians"), "{}", run.stderr);
}

#[test]
fn a_page_and_a_chart_are_written_whole_and_stdout_stays_empty() {
    let machine = Machine::new();
    let file = |name: &str| machine.home().join(name).to_str().expect("UTF-8").to_owned();
    let commands: [&[&str]; 3] = [
        &["show", "29-1051.00"],
        &["compare", "29-1051.00", "29-2052.00"],
        &["profiler", "--answers", ANSWERS],
    ];
    for command in commands {
        let (html, svg) = (file("page.html"), file("chart.svg"));
        let run = machine.onet(&[command, &["--html", &html, "--plot", &svg]].concat());
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        let page = fs::read_to_string(&html).expect("the page is there");
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"), "{command:?}");
        let chart = fs::read_to_string(&svg).expect("the chart is there");
        assert!(chart.starts_with("<svg xmlns") && chart.ends_with("</svg>"), "{command:?}");
        fs::remove_file(html).expect("it can be removed");
        fs::remove_file(svg).expect("it can be removed");
    }
    let svg = file("related.svg");
    let run = machine.onet(&[&EXAMPLE[..], &["--plot", &svg, "-q"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(fs::read_to_string(&svg).is_ok_and(|chart| chart.contains("Radiologists")));
    let nowhere = file("no/such/folder/page.html");
    let run = machine.onet(&["show", "29-1051.00", "--html", &nowhere]);
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(run.stderr.contains("page.html"), "{}", run.stderr);
}

#[test]
fn failures_have_the_exit_codes_of_the_other_commands() {
    let machine = Machine::new();
    let commands: [(&[&str], i32); 8] = [
        (&["show", "99-9999.99"], 7),
        (&["show", "29-105x"], 2),
        (&["show", "zzzzqqqq"], 1),
        (&["show", "29-1051.00", "--section", "wages"], 2),
        (&["compare", "29-1051.00"], 2),
        (&["career", "29-1051.00", "--in", "mpp"], 7),
        (&["profiler", "--answers", "123"], 2),
        (&["profiler"], 2),
    ];
    for (command, code) in commands {
        let run = machine.onet(command);
        assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{command:?}: {}", run.stderr);
    }
}

/// A release of the sample with made-up questions.
pub fn with_questions(machine: &Machine) {
    let folder = machine.home().join("db_29_3_text");
    fs::create_dir_all(&folder).expect("a folder can be made");
    copy_of_sample(&folder);
    let areas = ["Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"];
    let rows: String =
        (1..=30).map(|at| format!("{at}\t{}\tPlay game {at}\t{at}\n", areas[(at - 1) % 6])).collect();
    let items = machine.home().join("items");
    fs::create_dir_all(&items).expect("a folder can be made");
    let options: String = (1..=5).map(|value| format!("{value}\tAnswer {value}\t{}\n", value - 1)).collect();
    let files = [
        ("mini_ip_30.tsv", format!("index\tarea\ttext\tshort_form_index\n{rows}")),
        ("answer_options.tsv", format!("value\tname\tpoints\n{options}")),
    ];
    for (name, text) in files {
        fs::write(items.join(name), text).expect("a file can be written");
    }
    let (folder, items) = (folder.to_str().expect("UTF-8"), items.to_str().expect("UTF-8"));
    let run = machine.onet(&["db", "import", folder, "--with", items, "--no-coding"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

/// Imports the sample with wages and projections, each with its years.
fn with_wages(machine: &Machine) {
    let folder = machine.home().join("db_29_3_text");
    let extras = machine.home().join("labor");
    for made in [&folder, &extras] {
        fs::create_dir_all(made).expect("a folder can be made");
    }
    copy_of_sample(&folder);
    let files = [
        (
            "national_M2023.csv",
            "soc_code,annual_10,annual_median,annual_90,hourly_10,hourly_median,hourly_90\n\
             29-1051,86930,137480,172040,41.79,66.10,82.71\n29-2052,*,*,*,15.01,19.37,24.90\n",
        ),
        (
            "Employment Projections.csv",
            "Occupation Code,\"Employment Percent Change, 2023-2033\",\
             \"Occupational Openings, 2023-2033 Annual Average\"\n29-1051,4.6,14.2\n29-2052,1.0,75.0\n",
        ),
    ];
    for (name, text) in files {
        fs::write(extras.join(name), text).expect("a file can be written");
    }
    let (folder, extras) = (folder.to_str().expect("UTF-8"), extras.to_str().expect("UTF-8"));
    let run = machine.onet(&["db", "import", folder, "--with", extras, "--no-coding"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn wages_and_outlook_have_their_years_and_publisher_in_every_form() {
    let machine = Machine::new();
    with_wages(&machine);
    let text = |arguments: &[&str]| {
        let run = machine.onet(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
        run.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let publisher = "U.S. Bureau of Labor Statistics, wages of 2023 and projections for 2023–2033.";
    let details = text(&["show", "29-1051.00", "--details", "--format", "table"]);
    for expected in ["(2023–2033).", "80% earn $86,930 to $172,040 (2023)", publisher] {
        assert!(details.contains(expected), "{expected}: {details}");
    }
    let brief = text(&["show", "29-1051.00", "--format", "table"]);
    assert!(brief.contains("wages and outlook: U.S. Bureau of Labor Statistics"), "{brief}");
    let compared = text(&["compare", "29-1051.00", "29-2052.00", "--format", "table"]);
    assert!(compared.contains("$19.37 an hour") && compared.contains("(2023)"), "{compared}");
    assert!(compared.contains(publisher), "{compared}");
    for command in ["show", "compare"] {
        let codes: &[&str] = if command == "show" { &["29-1051.00"] } else { &["29-1051.00", "29-2052.00"] };
        let csv = machine.onet(&[&[command], codes, &["--format", "csv"]].concat()).stdout;
        let row = "29-1051.00,job_outlook_files,oews_national,national_M2023.csv,2023,";
        assert!(csv.contains(row), "{csv}");
        let json = machine.onet(&[&[command], codes, &["--format", "json"]].concat()).stdout;
        let document: Value = serde_json::from_str(&json).expect("JSON");
        let files = document["job_outlook_files"].as_array().expect("a list");
        assert!(files.iter().any(|file| file["period"] == "2023-2033"), "{files:?}");
    }
    // A source that names no files has no member for them.
    let sample = machine.onet(&["--source", "sample", "show", "29-1051.00", "--format", "json"]).stdout;
    assert!(!sample.contains("job_outlook_files"), "{sample}");
}
