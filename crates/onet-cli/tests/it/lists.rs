//! Lists: what there is to browse, how much of it is shown, and the operations by name.

use serde_json::Value;

use crate::common::Machine;

#[test]
fn the_topics_and_their_entries_are_listed() {
    let machine = Machine::new();
    let topics = machine.onet(&["browse", "--format", "table"]);
    insta::assert_snapshot!("browse_table", topics.stdout);
    let families = machine.onet(&["browse", "families", "--format", "csv"]).stdout;
    assert!(families.contains("29-0000,Healthcare Practitioners and Technical"), "{families}");
    let skills = machine.onet(&["soft-skills", "--format", "csv"]).stdout;
    assert!(skills.starts_with("group,code,title,description\nthinking,2.A.1.a,"), "{skills}");
}

#[test]
fn an_entry_is_found_by_code_beginning_or_words() {
    let machine = Machine::new();
    let by_code = machine.onet(&["browse", "families", "29-0000", "--format", "csv", "--all"]);
    assert_eq!(by_code.code, 0, "{}", by_code.stderr);
    for wanted in ["29", "healthcare practitioners", "Healthcare Practitioners and Technical"] {
        let run = machine.onet(&["browse", "families", wanted, "--format", "csv", "--all"]);
        assert_eq!(run.stdout, by_code.stdout, "{wanted}: {}", run.stderr);
    }
    let first = machine.onet(&["browse", "families", "health", "--format", "csv", "--all"]);
    assert!(first.stderr.contains("took 29-0000"), "{}", first.stderr);
    assert!(first.stderr.contains("the first of 2 found by \"health\""), "{}", first.stderr);
    let profile = machine.onet(&["browse", "interests", "is", "--format", "csv", "--limit", "1"]);
    assert!(!profile.stderr.contains("took"), "{}", profile.stderr);
    assert!(profile.stdout.starts_with("code,title,interest_code,zone\n"), "{}", profile.stdout);
    for (topic, entry, code) in [("families", "zzzz", 1), ("colours", "29", 2)] {
        let run = machine.onet(&["browse", topic, entry]);
        assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{}", run.stderr);
    }
}

#[test]
fn several_entries_are_rows_of_pairs() {
    let run = Machine::new().onet(&["browse", "families", "31", "zzzz", "29", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("input,code,title,reason\n31,31-"), "{}", run.stdout);
    assert!(run.stdout.contains("\nzzzz,,,there is no such entry\n29,29-"), "{}", run.stdout);
    assert!(run.stderr.contains("2 of 3 found, 1 missing"), "{}", run.stderr);
}

#[test]
fn a_list_says_how_many_of_how_many_and_all_shows_all() {
    let machine = Machine::new();
    for command in [
        &["search", "pharmacist"][..],
        &["browse", "zones", "5"],
        &["browse", "occupations"],
        &["soft-skills"],
        &["db", "tables"],
        &["db", "rows", "job_zones"],
        &["api", "--list"],
        &["api", "online/occupations/"],
    ] {
        let cut = machine.onet(&[command, &["--limit", "2", "--format", "ndjson"]].concat());
        assert_eq!(cut.code, 0, "{command:?}: {}", cut.stderr);
        if command != ["soft-skills"] {
            assert_eq!(cut.stdout.lines().count(), 2, "{command:?}: {}", cut.stdout);
        }
        assert!(cut.stderr.contains("1 to 2 of "), "{command:?}: {}", cut.stderr);
        assert!(cut.stderr.contains("--all shows all"), "{command:?}: {}", cut.stderr);
        let all = machine.onet(&[command, &["--all", "--format", "csv"]].concat());
        assert!(!all.stderr.contains("shows all"), "{command:?}: {}", all.stderr);
    }
}

#[test]
fn columns_of_a_file_are_read_by_browse_and_soft_skills_too() {
    let machine = Machine::new();
    let run = |arguments: &[&str], input: &str| {
        let output = machine.command().args(arguments).write_stdin(input).output().expect("onet runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let format = ["--format", "csv", "--columns", "n,code,reason", "--limit", "40"];
    let skills = run(
        &[&["soft-skills", "-", "--column", "skill"], &format[..]].concat(),
        "n,skill\n1,2.A.1.a\n2,zzz\n",
    );
    assert!(skills.starts_with("n,code,reason\n1,"), "{skills}");
    assert!(skills.ends_with("2,,there is no such soft skill\n"), "{skills}");
    let families =
        run(&[&["browse", "families", "--column", "fam"], &format[..]].concat(), "n,fam\n1,29\n2,zzz\n");
    assert!(families.starts_with("n,code,reason\n1,29-"), "{families}");
    assert!(families.ends_with("2,,there is no such entry\n"), "{families}");
}

#[test]
fn a_code_of_a_program_of_study_is_no_occupation() {
    let machine = Machine::new();
    let run = machine.onet(&["related-activities", "51.2001", "--activity", "4.A.2.a.2.I05.D04"]);
    assert!(!run.stderr.contains("51-2001.00"), "{}", run.stderr);
    assert_ne!(run.code, 0);
    let run = machine.onet(&["related-activities", "29.1051", "--activity", "4.A.2.a.2.I05.D04"]);
    assert!(run.code == 0 && run.stderr.contains("took 29-1051.00 Pharmacists"), "{}", run.stderr);
}

#[test]
fn lists_are_sorted_over_all_items_and_columns_are_chosen() {
    let machine = Machine::new();
    let sorted =
        ["browse", "occupations", "--sort-by", "title.descending", "--limit", "2", "--columns", "title"];
    let run = machine.onet(&[&sorted[..], &["--format", "csv"]].concat());
    assert_eq!(
        run.stdout, "title\nVeterinary Technologists and Technicians\nSurgical Assistants\n",
        "{}",
        run.stderr
    );
    let run = machine.onet(&[&sorted[..], &["--format", "json"]].concat());
    let rows: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(rows[0], serde_json::json!({"title": "Veterinary Technologists and Technicians"}));
    let unknown = machine.onet(&["browse", "occupations", "--sort-by", "colour"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (2, ""));
}

#[test]
fn operations_are_found_by_words_and_name_their_command() {
    let machine = Machine::new();
    let run = machine.onet(&["api", "--list", "soft", "skills", "results", "--format", "csv"]);
    let expected = "operation,path,parameters,command,summary\n\
                    online_soft_skills_results,/online/soft_skills/results,\
                    skills [sort=skills_covered|my_matches|title|code|zone] [start] [end],onet soft-skills,\
                    Occupations that call for chosen soft skills.\n";
    assert_eq!(run.stdout, expected);
    let all: Value = serde_json::from_str(&machine.onet(&["api", "--list"]).stdout).expect("JSON");
    let contract = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/openapi.json");
    let contract: Value =
        serde_json::from_str(&std::fs::read_to_string(contract).expect("it is there")).expect("JSON");
    assert_eq!(all.as_array().map(Vec::len), contract["paths"].as_object().map(serde_json::Map::len));
    assert_eq!(machine.onet(&["api", "--list", "zzzz"]).code, 1);
}

#[test]
fn an_answer_of_items_is_also_csv_and_another_is_not() {
    let machine = Machine::new();
    let run = machine.onet(&["api", "online/search", "-f", "keyword=pharmacist", "--format", "csv"]);
    assert!(run.stdout.starts_with("code,title\n29-1051.00,Pharmacists\n"), "{}", run.stdout);
    let about = machine.onet(&["api", "about", "--format", "csv"]);
    assert_eq!((about.code, about.stdout.as_str()), (2, ""), "{}", about.stderr);
    let start = ["api", "online/occupations/", "-f", "start=3", "-f", "end=4", "--format", "ndjson"];
    assert_eq!(machine.onet(&start).stdout.lines().count(), 2);
}

#[test]
fn only_an_export_writes_sqlite() {
    let machine = Machine::new();
    for command in [
        &["search", "nurse"][..],
        &["about"],
        &["db", "list"],
        &["db", "rows", "job_zones"],
        &["api", "about"],
    ] {
        let run = machine.onet(&[command, &["--format", "sqlite"]].concat());
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{command:?}: {}", run.stderr);
    }
}

#[test]
fn tables_have_headings_in_words_that_choose_columns_too() {
    let machine = Machine::new();
    let table = |arguments: &[&str]| {
        let run = machine.onet(&[arguments, &["--format", "table"]].concat());
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
        run.stdout.lines().next().unwrap_or_default().to_owned()
    };
    let heading = table(&["crosswalk", "soc", "29-1051"]);
    assert!(heading.contains("O*NET-SOC code") && !heading.contains("onetsoc_code"), "{heading}");
    let chosen = ["crosswalk", "soc", "29-1051", "--columns"];
    for name in ["onetsoc_code", "O*NET-SOC code", "o*net-soc CODE"] {
        assert_eq!(table(&[&chosen[..], &[name]].concat()), "O*NET-SOC code", "{name}");
        let csv = machine.onet(&[&chosen[..], &[name, "--format", "csv"]].concat());
        assert_eq!(csv.stdout, "onetsoc_code\n29-1051.00\n", "{name}");
    }
    // Conditions and SQL use the names of the database.
    let rows = table(&["db", "rows", "job_zones", "--limit", "1", "--columns", "onetsoc_code,job_zone"]);
    assert_eq!(rows.split_whitespace().collect::<Vec<_>>(), ["onetsoc_code", "job_zone"]);
    let sql = table(&["db", "sql", "SELECT onetsoc_code FROM job_zones LIMIT 1"]);
    assert_eq!(sql, "onetsoc_code");
}
