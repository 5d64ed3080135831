//! A release whose tables have another form than the known one, as the next release may.

#![allow(clippy::unwrap_used)]

use crate::common::{Files, Place, value};
use onet_db::{ErrorKind, Import, Input, Manifest, Release, Required};

/// The small release with a renamed column in a table that activities rest on.
fn renamed() -> Files {
    let mut files = Files::small();
    files.edit("Tasks to DWAs.txt", "|DWA ID|", "|DWA Identifier|");
    files
}

#[test]
fn a_table_with_a_renamed_column_is_kept_as_text_and_reported() {
    let release = renamed().in_memory().unwrap();
    let manifest = release.manifest();
    assert_eq!(manifest.unfit.len(), 1);
    let report = manifest.unfit[0].to_string();
    for part in
        ["Tasks to DWAs.txt", "\"DWA ID\"", "\"DWA Identifier\"", "\"DWA Identifier\" may be \"DWA ID\""]
    {
        assert!(report.contains(part), "{part} in {report}");
    }
    assert!(!report.contains("again"), "{report}");

    assert!(manifest.table("tasks_to_dwas").is_some() && !release.has_table("tasks_to_dwas"));
    assert!(!manifest.missing.contains(&"tasks_to_dwas".to_owned()));
    let kept: String = value(&release, "SELECT dwa_identifier FROM tasks_to_dwas LIMIT 1");
    assert_eq!(kept, "4.A.1.a.1.I01.D01");
    let error = release.require(&["tasks_to_dwas"]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingTable);
    assert!(error.to_string().contains("DWA Identifier"), "{error}");
    // What rests on other tables goes on.
    assert!(release.tasks("11-1011.00".parse().unwrap()).is_ok());
    let view = release.view(&"tasks_to_dwas".parse().unwrap()).unwrap();
    let columns: Vec<&str> = view.columns.iter().map(|column| column.id.as_str()).collect();
    assert_eq!(columns, ["onetsoc_code", "task_id", "dwa_identifier", "date_updated", "domain_source"]);
}

#[test]
fn a_strict_import_refuses_a_renamed_column() {
    let folder = tempfile::tempdir().unwrap();
    let input = Input::open(renamed().write(folder.path(), "input")).unwrap();
    let error = Import::new(input).strict().into_memory().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingColumn);
    assert!(error.to_string().contains("\"DWA Identifier\" may be \"DWA ID\""), "{error}");
}

#[test]
fn a_table_that_resembles_nothing_is_kept_as_text_too() {
    let mut files = Files::small();
    files.set("Job Zones.txt", "Alpha|Beta\n1|2\n");
    let release = files.in_memory().unwrap();
    assert_eq!(release.manifest().unfit[0].table, "job_zones");
    assert!(release.manifest().unfit[0].suggestions.is_empty());
    assert_eq!(value::<String>(&release, "SELECT beta FROM job_zones"), "2");
}

/// Task Statements in which a share of the numbers of responses are words.
fn words_for_numbers(release: &str, of_ten: usize) -> Result<Release, onet_db::Error> {
    let mut files = Files::small();
    files.remove("Tasks to DWAs.txt");
    let mut rows =
        "O*NET-SOC Code|Task ID|Task|Task Type|Incumbents Responding|Date|Domain Source\n".to_owned();
    for row in 0..40 {
        let number = if row % 10 < of_ten { "many" } else { "12" };
        rows += &format!("11-1011.00|{row}|Do.|Core|{number}|08/2023|Incumbent\n");
    }
    files.set("Task Statements.txt", &rows);
    let folder = tempfile::tempdir().unwrap();
    let input = Input::open(files.write(folder.path(), "input")).unwrap();
    Import::new(input).release(release).into_memory()
}

#[test]
fn values_of_another_form_are_kept_as_text_and_a_single_one_is_damage() {
    let kept = words_for_numbers("29.3", 9).unwrap();
    let unfit = &kept.manifest().unfit[0];
    assert_eq!(unfit.table, "task_statements");
    assert!(unfit.found.contains("\"many\" is not a whole number"), "{unfit}");
    assert_eq!(value::<i64>(&kept, "SELECT count(*) FROM task_statements"), 40);

    let error = words_for_numbers("29.3", 1).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BrokenRow);
    // Of a release that nobody knows yet, a single value is a change too.
    assert_eq!(words_for_numbers("32.0", 1).unwrap().manifest().unfit.len(), 1);
}

#[test]
fn in_a_later_release_keys_and_references_that_do_not_hold_are_reported() {
    let mut files = Files::small();
    files.edit("Job Zones.txt", "11-1011.01|1", "11-1011.00|1");
    files.edit("Tasks to DWAs.txt", "4.A.3.a.1.I01.D01", "4.A.3.a.1.I01.D09");
    assert_eq!(files.in_memory().unwrap_err().kind(), ErrorKind::KeyViolation);
    let release = files.in_memory_as("32.0");
    let faults = release.manifest().faults.join("\n");
    assert!(faults.contains("Job Zones") && faults.contains("4.A.3.a.1.I01.D09"), "{faults}");
    assert!(release.occupations().unwrap().has_occupation("11-1011.00".parse().unwrap()));
}

#[test]
fn an_import_with_fewer_tables_has_to_be_asked_for() {
    let place = Place::new();
    Files::small().import(&place).unwrap();
    let mut fewer = Files::small();
    fewer.remove("Job Zones.txt");
    let folder = fewer.write(place.path(), "fewer");
    let error = Import::new(Input::open(&folder).unwrap()).run(&place.home).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FewerTables);
    assert!(error.to_string().contains("job_zones") && error.to_string().contains("--replace"), "{error}");
    assert_eq!(place.releases(), ["29.3_0001"]);
    // So has one whose table is there and of no use.
    let unfit = renamed().write(place.path(), "unfit");
    let error = Import::new(Input::open(&unfit).unwrap()).run(&place.home).unwrap_err();
    assert!(error.to_string().contains("tasks_to_dwas"), "{error}");

    let report = Import::new(Input::open(&folder).unwrap()).replace().run(&place.home).unwrap();
    assert!(report.replaced && report.installed.manifest.table("job_zones").is_none());
}

#[test]
fn a_check_reads_everything_and_writes_nothing() {
    let place = Place::new();
    let folder = Files::small().write(place.path(), "input");
    let manifest: Manifest = Import::new(Input::open(&folder).unwrap()).check(&place.home).unwrap();
    assert_eq!(manifest.tables.len(), 7);
    assert!(!place.home.path().exists());
    let mut broken = Files::small();
    broken.edit("Job Zones.txt", "1021.00|2|", "1021.00|two|");
    let folder = broken.write(place.path(), "broken");
    let error = Import::new(Input::open(&folder).unwrap()).check(&place.home).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BrokenRow);
}

#[test]
fn required_tables_are_named_when_they_are_not_there() {
    let require = |required: Required| {
        let folder = tempfile::tempdir().unwrap();
        let input = Input::open(Files::small().write(folder.path(), "input")).unwrap();
        Import::new(input).require(required).into_memory().map_err(|error| (error.kind(), error.to_string()))
    };
    let tables = |names: &[&str]| Required::Tables(names.iter().map(|name| (*name).to_owned()).collect());
    assert!(require(tables(&["job_zones", "Occupation Data"])).is_ok());
    let (kind, message) = require(tables(&["job_zones", "Skills"])).unwrap_err();
    assert_eq!(kind, ErrorKind::RequiredTable);
    assert!(message.contains("skills") && !message.contains("job_zones"), "{message}");
    assert!(require(Required::All).unwrap_err().1.contains("task_ratings"));
    let (kind, message) = require(tables(&["job_zone"])).unwrap_err();
    assert_eq!(kind, ErrorKind::UnknownTable);
    assert!(message.contains("Did you mean job_zones?"), "{message}");
}

#[test]
fn a_release_is_imported_again_from_what_it_was_made_from() {
    let place = Place::new();
    let mut release = Files::small();
    release.remove("Job Zones.txt").remove("Read Me.txt");
    let folder = release.write(place.path(), "release");
    let zones = Files::small().write(place.path(), "more").join("Job Zones.txt");
    let first = Import::new(Input::open(&folder).unwrap())
        .with(Input::open(&zones).unwrap())
        .release("29.3")
        .run(&place.home)
        .unwrap()
        .installed;
    let again = Import::again(&first).unwrap().run(&place.home).unwrap();
    assert!(again.replaced);
    assert_eq!(again.installed.manifest.tables, first.manifest.tables);

    std::fs::remove_dir_all(&folder).unwrap();
    let error = Import::again(&again.installed).map(|_| ()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotInstalled);
    assert!(
        error.to_string().contains("release") && error.to_string().contains("onet db pull 29.3"),
        "{error}"
    );
}

#[test]
fn a_release_with_tables_of_another_form_is_verified_as_it_was_imported() {
    let place = Place::new();
    let mut files = renamed();
    files.edit("Job Zones.txt", "11-1011.01|1", "11-1011.00|1");
    let folder = files.write(place.path(), "input");
    let import = Import::new(Input::open(folder).unwrap()).release("32.0").run(&place.home).unwrap();
    assert_eq!(import.installed.manifest.faults.len(), 1);
    let report = place.home.open(&import.installed).unwrap().verify();
    assert!(report.is_sound(), "{:?}", report.problems);
}

#[test]
fn a_table_of_another_form_may_have_the_name_of_an_earlier_one() {
    let mut files = Files::small();
    let rows = "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|Date|Domain Source\n\
                11-1021.00|1.B.1.a|Realistic|OI|3.1|05/2025|Analyst\n";
    files.set("Career Interest Types.txt", rows).set("Interests.txt", "Alpha|Beta\n1|2\n");
    let release = files.in_memory_as("31.0");
    assert_eq!(release.manifest().unfit[0].table, "interests");
    assert!(!release.has_table("interests"));
    assert!(release.require(&["interests"]).is_err());
}

#[test]
fn an_earlier_table_beside_a_later_release_is_passed_over() {
    let place = Place::new();
    let head = "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|Date|Domain Source\n";
    let mut later = Files::small();
    later.set(
        "Career Interest Types.txt",
        &format!("{head}11-1021.00|1.B.1.a|Realistic|OI|3.1|05/2025|Analyst\n"),
    );
    let mut early = Files::small();
    early.set("Interests.txt", &format!("{head}11-1011.00|1.B.1.a|Realistic|OI|9.9|05/2015|Analyst\n"));
    let interests = early.write(place.path(), "early").join("Interests.txt");
    let release = Import::new(Input::open(later.write(place.path(), "later")).unwrap())
        .with(Input::open(interests).unwrap())
        .release("31.0")
        .into_memory()
        .unwrap();
    assert_eq!(value::<f64>(&release, "SELECT data_value FROM interests"), 3.1);
    let ignored = &release.manifest().ignored[0];
    assert!(ignored.reason.contains("as career_interest_types"), "{ignored:?}");
}

#[test]
fn a_release_is_not_imported_again_from_another_one() {
    let place = Place::new();
    let folder = Files::small().write(place.path(), "latest");
    let first = Import::new(Input::open(&folder).unwrap()).run(&place.home).unwrap().installed;
    std::fs::write(folder.join("Read Me.txt"), "O*NET 31.0 Database\n").unwrap();
    let error = Import::again(&first).map(|_| ()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownRelease);
    assert!(error.to_string().contains("is O*NET 31.0 now, not 29.3"), "{error}");
}

#[test]
fn a_table_without_rows_does_not_replace_a_full_one() {
    let place = Place::new();
    Files::small().import(&place).unwrap();
    let mut empty = Files::small();
    empty.set("Job Zones.txt", "O*NET-SOC Code|Job Zone|Date|Domain Source\n");
    let folder = empty.write(place.path(), "empty");
    let error = Import::new(Input::open(&folder).unwrap()).run(&place.home).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FewerTables);
}
