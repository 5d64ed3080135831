//! `onet db diff`, between made-up releases.

use std::path::Path;

use crate::common::{Machine, Run};
use serde_json::Value;

const OCCUPATIONS: &str = "O*NET-SOC Code|Title|Description\n\
    11-1011.00|Bakers|Bake.\n\
    11-1021.00|Cooks|Cook.\n\
    11-1031.00|Waiters|Wait.\n";
const TITLES: &str = "O*NET-SOC Code|Alternate Title|Short Title|Source(s)\n\
    11-1011.00|Bread Maker|n/a|02\n\
    11-1021.00|Chef|n/a|02\n";
const ELEMENTS: &str = "Element ID|Element Name|Description\n\
    2.A.1.a|Reading|R\n\
    2.B.1.a|Noticing|N\n\
    4.A.2.a.1|Judging|J\n";
const SCALES: &str = "Scale ID|Scale Name|Minimum|Maximum\nIM|Importance|1|5\nLV|Level|0|7\n";
const SKILLS: &str = "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|N|Standard Error|Lower CI Bound|\
    Upper CI Bound|Recommend Suppress|Not Relevant|Date|Domain Source\n\
    11-1011.00|2.A.1.a|Reading|IM|3.12|8|0.1|2.8|3.2|N|n/a|08/2023|Analyst\n\
    11-1011.00|2.A.1.a|Reading|LV|2.00|8|0.1|2.8|3.2|N|N|08/2023|Analyst\n\
    11-1021.00|2.A.1.a|Reading|IM|3.00|8|0.1|2.8|3.2|N|n/a|08/2023|Analyst\n";
const TASKS: &str = "O*NET-SOC Code|Task ID|Task|Task Type|Incumbents Responding|Date|Domain Source\n\
    11-1011.00|12|Knead dough.|Core|40|08/2023|Incumbent\n\
    11-1021.00|14|Cook meals.|Core|40|08/2023|Incumbent\n";
const INTERMEDIATE: &str = "Element ID|IWA ID|IWA Title\n4.A.2.a.1|4.A.2.a.1.I01|Prepare.\n";
const ACTIVITIES: &str = "Element ID|IWA ID|DWA ID|DWA Title\n\
    4.A.2.a.1|4.A.2.a.1.I01|4.A.2.a.1.I01.D01|Mix ingredients.\n";
const ZONES: &str = "O*NET-SOC Code|Job Zone|Name\n11-1011.00|3|three\n";

/// Imports files as a release.
fn import(machine: &Machine, release: &str, files: &[(&str, &str)]) {
    let folder = machine.home().join(format!("input-{release}"));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    for (name, text) in files {
        std::fs::write(folder.join(format!("{name}.txt")), text.replace('|', "\t"))
            .expect("a file can be written");
    }
    let run = machine.onet(&["db", "import", &folder.display().to_string(), "--as", release, "--no-coding"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

/// A machine with two releases between which everything changed.
fn two_releases() -> Machine {
    let machine = Machine::new();
    let common = [("Scales Reference", SCALES), ("IWA Reference", INTERMEDIATE)];
    let before = [
        ("Occupation Data", OCCUPATIONS),
        ("Alternate Titles", TITLES),
        ("Content Model Reference", ELEMENTS),
        ("Skills", SKILLS),
        ("Task Statements", TASKS),
        ("DWA Reference", ACTIVITIES),
        ("Zones of Old", ZONES),
    ];
    import(&machine, "29.3", &[&before[..], &common].concat());
    let occupations = OCCUPATIONS
        .replace("Cooks|Cook.", "Cooks and Chefs|Cook and taste.")
        .replace("11-1031.00|Waiters|Wait.", "11-1041.00|Hosts|Welcome.");
    let titles = TITLES.replace("Chef", "Sous-Chef") + "11-1021.00|Grill Cook|n/a|02\n";
    let titles = titles.replace("Alternate Title|", "Job Title|");
    let elements = ELEMENTS.replace("Noticing", "Noticing Things") + "2.B.1.b|Persuading|P\n";
    let (essential, transferable) = (
        SKILLS.replace("|3.12|", "|3.75|").replace("|2.00|", "|2.50|"),
        SKILLS.lines().next().unwrap_or_default().to_owned()
            + "\n11-1011.00|2.B.1.a|Noticing|IM|2.00|8|0.1|2.8|3.2|N|n/a|08/2026|Analyst\n",
    );
    let tasks = TASKS.replace("Knead dough.", "Knead and rest dough.")
        + "11-1041.00|15|Greet.|Core|9|08/2026|Analyst\n";
    let activities =
        ACTIVITIES.replace("D01|Mix", "D07|Mix") + "4.A.2.a.1|4.A.2.a.1.I01|4.A.2.a.1.I01.D02|Heat.\n";
    let after = [
        ("Occupation Data", occupations.as_str()),
        ("Job Titles", &titles),
        ("Content Model Reference", &elements),
        ("Essential Skills", &essential),
        ("Transferable Skills", &transferable),
        ("Task Statements", &tasks),
        ("DWA Reference", &activities),
    ];
    import(&machine, "31.0", &[&after[..], &common].concat());
    machine
}

fn diff(machine: &Machine, arguments: &[&str]) -> Run {
    machine.onet(&[&["db", "diff", "29.3", "31.0"], arguments].concat())
}

#[test]
fn a_table_shows_what_changed_by_kind() {
    let run = diff(&two_releases(), &["--details", "--format", "table"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    insta::assert_snapshot!("db_diff_table", run.stdout);
    assert_eq!(
        run.stderr,
        "table skills: read from essential_skills, transferable_skills\n\
         table alternate_titles: read from job_titles\n"
    );
}

#[test]
fn every_format_has_the_same_changes() {
    let machine = two_releases();
    let csv = diff(&machine, &["--format", "csv"]).stdout;
    insta::assert_snapshot!("db_diff_csv", csv);
    let json: Value =
        serde_json::from_str(&diff(&machine, &["--format", "json"]).stdout).expect("it is JSON");
    let lines: Vec<Value> = diff(&machine, &["--format", "ndjson"])
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect();
    assert_eq!(json["changes"], Value::from(lines.clone()));
    let kinds: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let in_lines: Vec<&str> = lines.iter().filter_map(|line| line["change"].as_str()).collect();
    assert_eq!(kinds, in_lines);
    assert_eq!((&json["before"]["release"], &json["after"]["release"]), (&"29.3".into(), &"31.0".into()));
    assert_eq!(json["threshold"], 0.5);
}

#[test]
fn the_threshold_decides_which_ratings_are_shown() {
    let machine = two_releases();
    let ratings = |threshold: &str| {
        let run = diff(&machine, &["--format", "csv", "--threshold", threshold]);
        let listed = run.stdout.lines().filter(|line| line.starts_with("rating_changed")).count();
        (run.code, listed)
    };
    assert_eq!(ratings("0.63"), (0, 0));
    assert_eq!(ratings("0.5"), (0, 1));
    assert_eq!(ratings("0"), (0, 2));
    assert_eq!(ratings("much").0, 2);
    assert_eq!(ratings("nan").0, 2);
}

#[test]
fn a_list_that_is_cut_says_so_and_all_shows_all() {
    let machine = Machine::new();
    let skills = |value: &str| {
        let row = |number: usize| {
            format!("11-1011.00|2.A.{number}|S|IM|{value}|8|0.1|2.8|3.2|N|n/a|08/2023|Analyst\n")
        };
        SKILLS.lines().next().unwrap_or_default().to_owned() + "\n" + &(1..=21).map(row).collect::<String>()
    };
    for (release, value) in [("29.3", "3.00"), ("30.1", "4.00")] {
        let skills = skills(value);
        import(
            &machine,
            release,
            &[("Occupation Data", OCCUPATIONS), ("Scales Reference", SCALES), ("Skills", &skills)],
        );
    }
    let diff = |more: &[&str]| machine.onet(&[&["db", "diff", "29.3", "30.1"], more].concat());
    let table = diff(&["--format", "table"]);
    assert!(
        table.stdout.contains("ratings changed by more than 0.5 in skills: 20 of 21\n"),
        "{}",
        table.stdout
    );
    assert!(table.stderr.contains("--all shows all"), "{}", table.stderr);
    let csv = diff(&["--format", "csv"]);
    assert_eq!(csv.stdout.lines().count(), 22);
    assert!(csv.stderr.contains("rating_changed in skills: 20 of 21"), "{}", csv.stderr);
    let json: Value = serde_json::from_str(&diff(&[]).stdout).expect("it is JSON");
    assert_eq!((&json["totals"][1]["total"], &json["totals"][1]["shown"]), (&21.into(), &20.into()));
    let all = diff(&["--format", "csv", "--all"]);
    assert_eq!((all.stdout.lines().count(), all.stderr.as_str()), (23, ""));
}

#[test]
fn a_release_compared_with_itself_has_no_differences() {
    let machine = two_releases();
    let folder = machine.home().join("releases/29.3_0001").display().to_string();
    for other in ["29.3", &folder] {
        let run = machine.onet(&["db", "diff", "29.3", other, "--format", "ndjson", "--threshold", "0"]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", "no differences\n"));
    }
}

#[test]
fn what_is_no_release_of_this_program_is_refused() {
    let machine = two_releases();
    let unknown = machine.onet(&["db", "diff", "29.3", "30.0"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.stderr.contains("O*NET 30.0 is not among the imported releases"), "{}", unknown.stderr);

    let manifest = machine.home().join("releases/29.3_0001/manifest.json");
    let text = std::fs::read_to_string(&manifest).expect("the manifest is there");
    write_without_layout(&manifest, &text);
    let old = machine.onet(&["db", "diff", "29.3", "31.0"]);
    assert_eq!((old.code, old.stdout.as_str()), (6, ""));
    assert!(old.stderr.contains("imported by another version of onet"), "{}", old.stderr);
}

/// Writes a manifest as it was before layouts had numbers.
fn write_without_layout(path: &Path, text: &str) {
    let mut manifest: Value = serde_json::from_str(text).expect("it is JSON");
    let members = manifest.as_object_mut().expect("it is an object");
    assert!(members.remove("layout").is_some());
    std::fs::write(path, manifest.to_string()).expect("a file can be written");
}
