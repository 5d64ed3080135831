//! What an import takes, what it makes of it, and what it refuses.

#![allow(clippy::unwrap_used)]

use std::fs;

use crate::common::{Files, Place, gzip, value};
use onet_db::{Error, ErrorKind, Import, Input, Progress, Release};

/// The error of an import of the small release with one change.
fn refused(change: impl FnOnce(&mut Files)) -> Error {
    let mut files = Files::small();
    change(&mut files);
    files.in_memory().unwrap_err()
}

fn check_small(release: &Release) {
    assert_eq!(release.name(), "29.3");
    assert_eq!(release.manifest().tables.len(), 7);
    assert_eq!(release.manifest().missing.len(), 33);
    assert_eq!(value::<i64>(release, "SELECT count(*) FROM tasks_to_dwas"), 9);
    assert!(release.has_table("tasks_to_dwas"));
    assert!(!release.has_table("task_ratings"));
}

#[test]
fn a_folder_becomes_a_release() {
    let place = Place::new();
    let report = Files::small().import(&place).unwrap();
    assert!(!report.replaced);
    assert_eq!(report.installed.release, "29.3");
    assert_eq!(place.releases(), ["29.3_0001"]);

    let release = place.home.open(&report.installed).unwrap();
    check_small(&release);
    assert_eq!(release.label(), "O*NET 29.3");
    assert_eq!(release.manifest(), &report.installed.manifest);
    assert_eq!(release.manifest().taxonomy, "O*NET-SOC 2019");
    assert_eq!(release.manifest().rows(), 32);
    assert_eq!(release.manifest().tables[0].id, "job_zone_reference");
    assert!(release.verify().is_sound(), "{:?}", release.verify().problems);
}

#[test]
fn values_are_kept_as_their_types() {
    let release = Files::small().in_memory().unwrap();
    let date: String = value(&release, "SELECT max(date_updated) FROM job_zones");
    assert_eq!(date, "2024-12-01");
    let missing: i64 =
        value(&release, "SELECT count(*) FROM task_statements WHERE incumbents_responding IS NULL");
    assert_eq!(missing, 1);
    let kind: String = value(&release, "SELECT typeof(task_id) FROM task_statements LIMIT 1");
    assert_eq!(kind, "integer");
}

#[test]
fn columns_that_repeat_a_reference_table_are_left_out() {
    let mut files = Files::small();
    files.set(
        "Knowledge.txt",
        "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|N|Standard Error|Lower CI Bound|\
         Upper CI Bound|Recommend Suppress|Not Relevant|Date|Domain Source\n\
         11-1021.00|2.C.1.a|Administration|IM|4.78|28|0.1102|n/a|n/a|N|n/a|08/2023|Incumbent\n",
    );
    let release = files.in_memory().unwrap();
    let columns: String = value(&release, "SELECT group_concat(name) FROM pragma_table_info('knowledge')");
    assert!(!columns.contains("element_name"), "{columns}");
    assert_eq!(value::<f64>(&release, "SELECT data_value FROM knowledge"), 4.78);
    assert!(release.manifest().unknown_columns.is_empty());
}

#[test]
fn gzip_and_zip_hold_the_same_release_as_a_folder() {
    let place = Place::new();
    let gzip = Files::small().write_gzip(place.path(), "gzip");
    let zip = place.path().join("release.zip");
    Files::small().write_zip(&zip, "db_29_3_text");
    for path in [gzip, zip] {
        let report = Import::new(Input::open(path).unwrap()).run(&place.home).unwrap();
        check_small(&place.home.open(&report.installed).unwrap());
    }
}

#[test]
fn the_release_number_comes_from_the_read_me_the_name_or_the_caller() {
    let place = Place::new();
    let mut files = Files::small();
    files.remove("Read Me.txt");

    let named = files.write(place.path(), "db_28_1_text");
    assert_eq!(Input::open(named).unwrap().release(), Some("28.1"));
    let zip = place.path().join("some.zip");
    files.write_zip(&zip, "db_28_2_text");
    assert_eq!(Input::open(zip).unwrap().release(), Some("28.2"));

    let input = Input::open(files.write(place.path(), "unnamed")).unwrap();
    let error = Import::new(input.clone()).into_memory().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownRelease);
    let release = Import::new(input.clone()).release("30.1").into_memory().unwrap();
    assert_eq!(release.name(), "30.1");
    let error = Import::new(input).release("../30.1").into_memory().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownRelease);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_no_harm() {
    let mut files = Files::small();
    files.edit("Job Zones.txt", "\n", "\r\n");
    files.edit("Job Zones.txt", "O*NET-SOC Code", "\u{feff}O*NET-SOC Code");
    let release = files.in_memory().unwrap();
    let source: String = value(&release, "SELECT DISTINCT domain_source FROM job_zones");
    assert_eq!(source, "Analyst");
}

#[test]
fn an_archive_that_ends_early_is_named() {
    let place = Place::new();
    let folder = Files::small().write(place.path(), "input");
    let packed = gzip(&fs::read(folder.join("Job Zones.txt")).unwrap());
    fs::remove_file(folder.join("Job Zones.txt")).unwrap();
    for length in [0, 5, packed.len() / 2, packed.len() - 3] {
        fs::write(folder.join("Job Zones.txt.gz"), &packed[..length]).unwrap();
        let error = Import::new(Input::open(&folder).unwrap()).run(&place.home).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BrokenArchive, "{length} bytes: {error}");
        assert!(error.to_string().contains("Job Zones.txt.gz"), "{error}");
    }
    assert_eq!(place.releases(), [""; 0]);

    let zip = place.path().join("cut.zip");
    Files::small().write_zip(&zip, "db_29_3_text");
    let packed = fs::read(&zip).unwrap();
    fs::write(&zip, &packed[..packed.len() / 2]).unwrap();
    let error = Input::open(&zip).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BrokenArchive);
    assert!(error.to_string().contains("cut.zip"), "{error}");
}

#[test]
fn a_damaged_entry_of_a_zip_file_is_named() {
    let place = Place::new();
    let zip = place.path().join("damaged.zip");
    let mut files = Files::small();
    // Rows that do not compress to almost nothing, so that the damage lands within them.
    let mut rows = String::from("O*NET-SOC Code|Title|Description\n");
    for row in 0..500_u64 {
        let number = row.wrapping_mul(0x9e37_79b9_7f4a);
        rows.push_str(&format!("12-{row:04}.00|Title {number}|Text.\n"));
    }
    files.set("Occupation Data.txt", &rows);
    files.write_zip(&zip, "db_29_3_text");
    let mut bytes = fs::read(&zip).unwrap();
    let name = b"Occupation Data.txt";
    let entry = bytes.windows(name.len()).position(|window| window == name).unwrap();
    for byte in &mut bytes[entry + 1000..entry + 1010] {
        *byte ^= 0x55;
    }
    fs::write(&zip, bytes).unwrap();
    let error = Import::new(Input::open(&zip).unwrap()).run(&place.home).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::BrokenArchive | ErrorKind::BrokenRow),
        "{:?} {error}",
        error.kind()
    );
    assert!(error.to_string().contains("Occupation Data.txt"), "{error}");
}

#[test]
fn a_broken_row_is_named_with_line_and_column() {
    let cases = [
        ("Job Zones.txt", "11-1011.01|1|08/2023|", "11-1011.01|1|", "line 3", "3 fields"),
        ("Job Zones.txt", "1021.00|2|", "1021.00|two|", "line 4", "\"Job Zone\": \"two\""),
        ("Job Zones.txt", "1021.00|2|", "1021.00|n/a|", "line 4", "\"Job Zone\": \"n/a\""),
        ("Job Zones.txt", "11-1021.00|2", "11-1021|2", "line 4", "O*NET-SOC code"),
        ("Job Zones.txt", "12/2024", "13/2024", "line 4", "\"Date\": \"13/2024\""),
        ("Task Statements.txt", "14|Cook", "14.5|Cook", "line 5", "\"Task ID\""),
        ("Occupation Data.txt", "|Cook.", "|", "line 4", "\"Description\""),
    ];
    for (file, from, to, line, problem) in cases {
        let error = refused(|files| {
            files.edit(file, from, to);
        });
        let message = error.to_string();
        assert_eq!(error.kind(), ErrorKind::BrokenRow, "{message}");
        for part in [file, line, problem] {
            assert!(message.contains(part), "{part} in {message}");
        }
    }
}

#[test]
fn flags_and_decimals_are_checked() {
    let head = "O*NET-SOC Code|Reported Job Title|Shown in My Next Move\n";
    let error = refused(|files| {
        files.set("Sample of Reported Titles.txt", &format!("{head}11-1021.00|Chef|X\n"));
    });
    assert!(error.to_string().contains("Y or N"), "{error}");

    let head = "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|Date|Domain Source\n";
    for value in ["high", "inf", "NaN"] {
        let error = refused(|files| {
            let row = format!("11-1021.00|1.B.1.a|Realistic|OI|{value}|11/2023|Analyst\n");
            files.set("Interests.txt", &format!("{head}{row}"));
        });
        assert!(error.to_string().contains("a number"), "{error}");
    }
}

#[test]
fn text_that_is_not_utf_8_is_refused() {
    let place = Place::new();
    let folder = Files::small().write(place.path(), "input");
    let rows = b"O*NET-SOC Code\tTitle\tDescription\n11-1011.00\tCaf\xe9\tServe.\n";
    fs::write(folder.join("Occupation Data.txt"), rows).unwrap();
    let error = Import::new(Input::open(folder).unwrap()).into_memory().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BrokenRow);
    assert!(error.to_string().contains("line 2"), "{error}");
}

#[test]
fn what_the_catalogue_does_not_list_is_kept_as_text_and_reported() {
    let mut files = Files::small();
    files.set(
        "Widget Skills.txt",
        "O*NET-SOC Code|Workplace Example|Hot Technology\n11-1021.00|Spreadsheets|n/a\n",
    );
    files.edit("Job Zones.txt", "Domain Source\n", "Domain Source|Remark|Job Zone\n");
    files.edit("Job Zones.txt", "Analyst\n", "Analyst|checked|x\n");
    files.set("License.txt", "Creative Commons\nsome text | with a tab\n");
    let release = files.in_memory().unwrap();
    let manifest = release.manifest();

    assert_eq!(manifest.unknown_tables, ["widget_skills"]);
    assert_eq!(manifest.tables.last().unwrap().title, "Widget Skills");
    let example: String = value(
        &release,
        "SELECT workplace_example FROM widget_skills \
         WHERE onetsoc_code = '11-1021.00' AND hot_technology IS NULL",
    );
    assert_eq!(example, "Spreadsheets");

    let columns: Vec<_> =
        manifest.unknown_columns.iter().map(|column| (&*column.header, &*column.column)).collect();
    assert_eq!(columns, [("Remark", "remark"), ("Job Zone", "job_zone_2")]);
    assert_eq!(value::<String>(&release, "SELECT remark FROM job_zones LIMIT 1"), "checked");

    assert_eq!(manifest.ignored.len(), 1);
    assert_eq!(manifest.ignored[0].file, "License.txt");
}

#[test]
fn a_key_that_occurs_twice_is_refused() {
    let error = refused(|files| {
        files.edit("Job Zones.txt", "11-1011.01|1", "11-1011.00|1");
    });
    assert_eq!(error.kind(), ErrorKind::KeyViolation);
    let message = error.to_string();
    assert!(message.contains("Job Zones") && message.contains("11-1011.00"), "{message}");
}

#[test]
fn missing_values_in_a_key_are_alike() {
    let error = refused(|files| {
        files.set(
            "Alternate Titles.txt",
            "O*NET-SOC Code|Alternate Title|Short Title|Source(s)\n\
             11-1021.00|Chef|n/a|08\n11-1021.00|Chef|n/a|09\n",
        );
    });
    assert_eq!(error.kind(), ErrorKind::KeyViolation);
    assert!(error.to_string().contains("alternate_title Chef"), "{error}");
}

#[test]
fn a_reference_to_nothing_is_refused() {
    let error = refused(|files| {
        files.edit("Tasks to DWAs.txt", "4.A.3.a.1.I01.D01", "4.A.3.a.1.I01.D09");
    });
    assert_eq!(error.kind(), ErrorKind::KeyViolation);
    let message = error.to_string();
    for part in ["tasks_to_dwas", "dwa_id", "4.A.3.a.1.I01.D09", "dwa_reference", "1 row,"] {
        assert!(message.contains(part), "{part} in {message}");
    }
}

#[test]
fn references_to_tables_that_are_not_there_are_not_checked() {
    let mut files = Files::small();
    files.remove("Occupation Data.txt").remove("IWA Reference.txt");
    let release = files.in_memory().unwrap();
    assert!(release.manifest().missing.contains(&"occupation_data".to_owned()));
    assert_eq!(release.occupations().unwrap_err().kind(), ErrorKind::MissingTable);
    assert_eq!(release.search_documents().unwrap_err().kind(), ErrorKind::MissingTable);
}

#[test]
fn supplements_give_only_what_the_release_lacks() {
    let place = Place::new();
    let mut release = Files::small();
    release.remove("Job Zones.txt");
    let release = release.write(place.path(), "release");
    let more = Files::small().write(place.path(), "more");
    let ratings = place.path().join("Task Ratings.txt");
    let head = "O*NET-SOC Code|Task ID|Scale ID|Category|Data Value|N|Standard Error|Lower CI Bound|\
                Upper CI Bound|Recommend Suppress|Date|Domain Source\n";
    let row = "11-1011.00|11|IM|n/a|4.84|62|0.0722|4.6956|4.9844|N|08/2025|Incumbent\n";
    fs::write(&ratings, format!("{head}{row}").replace('|', "\t")).unwrap();

    let report = Import::new(Input::open(&release).unwrap())
        .with(Input::open(&ratings).unwrap())
        .with(Input::open(&more).unwrap())
        .run(&place.home)
        .unwrap();
    let manifest = &report.installed.manifest;
    let source = |id: &str| manifest.table(id).unwrap().origin.source.clone();
    assert_eq!(source("occupation_data"), release.display().to_string());
    assert_eq!(source("job_zones"), more.display().to_string());
    assert_eq!(source("task_ratings"), place.path().display().to_string());
    assert_eq!(manifest.ignored.len(), 6);

    let opened = place.home.open(&report.installed).unwrap();
    let bakers = opened.occupations().unwrap().activities_of("11-1011.00".parse().unwrap());
    let titles: Vec<&str> = bakers.map(|activity| activity.title).collect();
    assert_eq!(titles, ["Sell goods.", "gather ingredients.", "Mix ingredients."]);
}

#[test]
fn an_input_without_tables_is_no_release() {
    let place = Place::new();
    let empty = place.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let error = Import::new(Input::open(&empty).unwrap()).release("29.3").into_memory();
    assert_eq!(error.unwrap_err().kind(), ErrorKind::NotARelease);

    let document = place.path().join("Skills.docx");
    fs::write(&document, "PK").unwrap();
    assert_eq!(Input::open(&document).unwrap_err().kind(), ErrorKind::NotARelease);

    let nowhere = Input::open(place.path().join("nowhere")).unwrap_err();
    assert_eq!(nowhere.kind(), ErrorKind::Io);
    assert!(nowhere.to_string().contains("nowhere"), "{nowhere}");
}

#[test]
fn progress_tells_every_table_once() {
    let folder = tempfile::tempdir().unwrap();
    let input = Input::open(Files::small().write(folder.path(), "input")).unwrap();
    let mut done = Vec::new();
    let mut steps = Vec::new();
    Import::new(input)
        .progress(|progress| match progress {
            Progress::TableDone { table, rows } => done.push((table.to_owned(), rows)),
            Progress::Step(name) => steps.push(name.to_owned()),
            _ => {}
        })
        .into_memory()
        .unwrap();
    assert_eq!(done.len(), 7);
    assert!(done.contains(&("tasks_to_dwas".to_owned(), 9)));
    assert_eq!(steps, ["index", "check", "derive"]);
}
