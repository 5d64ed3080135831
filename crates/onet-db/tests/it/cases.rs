//! Small inputs that failed when people's real files were tried, where they are at hand.

// A test that is skipped prints why.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::env;
use std::path::{Path, PathBuf};

use onet_db::{ErrorKind, Import, Input, RelatedSort, Release};

use crate::common::{Files, value};

/// The folder of a case; none, with a note, where the cases are not at hand.
fn case(name: &str) -> Option<PathBuf> {
    let Some(cases) = env::var_os("ONET_TEST_CASES_DIR") else {
        eprintln!("skipped: ONET_TEST_CASES_DIR is not set");
        return None;
    };
    let folder = Path::new(&cases).join(name);
    assert!(folder.is_dir(), "{} is a folder", folder.display());
    Some(folder)
}

fn import(path: PathBuf) -> Result<Release, onet_db::Error> {
    Import::new(Input::open(path)?).release("29.3").into_memory()
}

#[test]
fn releases_30_3_and_31_0_go_in_as_downloaded() {
    let (Some(text), Some(csv)) = (case("01-release-30.3-text"), case("02-release-31.0-csv")) else { return };
    for (path, release, similar) in [
        (text.join("db_30_3_text"), "30.3", 1),
        (text.join("db_30_3_text.zip"), "30.3", 1),
        (csv.join("db_31_0_csv"), "31.0", 0),
    ] {
        let imported = Import::new(Input::open(path).unwrap()).into_memory().unwrap();
        assert_eq!(imported.name(), release);
        assert!(imported.manifest().unfit.is_empty() && imported.manifest().unknown_columns.is_empty());
        let chosen = ["4.A.2.a.2.e.4".parse().unwrap()];
        let index = imported.occupations().unwrap();
        let related = index.related("29-1051.00".parse().unwrap(), &chosen, RelatedSort::Shared);
        let found: Vec<_> = related
            .iter()
            .map(|related| (related.title(), related.shared().len(), related.similar().len()))
            .collect();
        assert_eq!(found, [("Radiologists", 1, similar)], "{release}");
        assert!(imported.has_table("iwa_reference"), "{release}");
    }
}

#[test]
fn tables_of_spreadsheets_and_data_tools_are_read() {
    let (Some(commas), Some(tools)) =
        (case("03-semicolon-decimal-comma"), case("11-clean-names-and-index-column"))
    else {
        return;
    };
    for folder in ["rel", "rel_points"] {
        let release = import(commas.join(folder)).unwrap();
        let values: String =
            value(&release, "SELECT group_concat(data_value, ' ') FROM work_styles ORDER BY rowid");
        assert_eq!(values, "4.55 4.19");
        assert_eq!(value::<f64>(&release, "SELECT standard_error FROM work_styles LIMIT 1"), 0.16);
    }
    for folder in ["r1", "r2", "r3", "r4"] {
        let release = import(tools.join(folder)).unwrap();
        assert!(release.manifest().unknown_columns.is_empty(), "{folder}");
        assert_eq!(value::<i64>(&release, "SELECT count(*) FROM occupation_data"), 1);
        if folder != "r2" {
            let date: String = value(&release, "SELECT date_updated FROM skills");
            assert_eq!(date, "2023-08-01", "{folder}");
        }
    }
}

#[test]
fn escaped_codes_are_read_and_lines_counted_right() {
    let (Some(escaped), Some(lines)) = (case("10-excel-escaped-codes"), case("14-line-number-crlf")) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut files = Files::small();
    files.edit("Occupation Data.txt", "11-1021.00|Cooks", "29-1051.00|Pharmacists");
    files.remove("Job Zones.txt").remove("Task Statements.txt").remove("Tasks to DWAs.txt");
    let release = Input::open(files.write(folder.path(), "release")).unwrap();
    let with = |path: PathBuf| Import::new(release.clone()).with(Input::open(path).unwrap()).into_memory();

    let bright = with(escaped.join("bright_escaped.csv")).unwrap();
    assert_eq!(value::<String>(&bright, "SELECT onetsoc_code FROM bright_outlook"), "29-1051.00");
    let handbook = with(escaped.join("nem.csv")).unwrap();
    assert_eq!(value::<String>(&handbook, "SELECT nem_code FROM crosswalk_handbook"), "29-1051");

    for (file, line) in [
        ("bright_crlf.csv", "line"),
        ("bright_crlf.tsv", "line"),
        ("bright_lf.csv", "line"),
        ("bright_lf.tsv", "line"),
        ("bright_quotedlf.csv", "line"),
    ] {
        let path = lines.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let error = with(path).unwrap_err();
        match error.kind() {
            // A row that cannot be read is named by its line in the file.
            ErrorKind::BrokenRow => {
                let message = error.to_string();
                let number: usize = message
                    .split(&format!("{line} "))
                    .nth(1)
                    .and_then(|rest| rest.split(':').next())
                    .and_then(|number| number.parse().ok())
                    .unwrap();
                let broken = text.lines().nth(number - 1).unwrap();
                let value = message.split('"').nth(3).unwrap();
                assert!(broken.contains(value), "{file}: {message}: {broken}");
            }
            kind => assert_eq!(kind, ErrorKind::KeyViolation, "{file}: {error}"),
        }
    }
    let error = import(lines.join("rel")).unwrap_err();
    assert!(error.to_string().contains("line 3"), "{error}");
}

/// A release of the occupations that the cases of supplements name, with one file beside it.
fn beside(path: PathBuf) -> Result<Release, onet_db::Error> {
    let folder = tempfile::tempdir().unwrap();
    let codes =
        ["11-1031.00", "11-9013.00", "11-9199.00", "17-1022.00", "29-1051.00", "29-2052.00", "33-3051.00"];
    let rows: String = codes.iter().map(|code| format!("{code}|Work {code}|Do it.\n")).collect();
    let mut files = Files::small();
    files.remove("Job Zones.txt").remove("Task Statements.txt").remove("Tasks to DWAs.txt");
    files.set("Occupation Data.txt", &format!("O*NET-SOC Code|Title|Description\n{rows}"));
    let release = Input::open(files.write(folder.path(), "release")).unwrap();
    Import::new(release).with(Input::open(path)?).into_memory()
}

#[test]
fn supplements_are_read_as_published() {
    let names = ["05-esco-preamble", "08-military-crosswalk", "09-cip-no-match"];
    let [Some(esco), Some(military), Some(cip)] = names.map(case) else { return };
    for name in ["ONET_(Occupations)_0_updated.csv", "without_preamble.csv"] {
        let release = beside(esco.join(name)).unwrap();
        let rows: String = value(
            &release,
            "SELECT group_concat(onetsoc_code || ' ' || match_type, ', ') FROM crosswalk_esco",
        );
        assert_eq!(rows, "29-1051.00 exactMatch, 11-9199.00 broadMatch", "{name}");
    }
    let release = beside(military.join("military_crosswalk.csv")).unwrap();
    let entries = release.crosswalk("crosswalk_military").unwrap();
    let shown: Vec<_> =
        entries.iter().map(|entry| (entry.code.as_str(), entry.branch.as_deref(), entry.is_active)).collect();
    assert_eq!(shown, [("0311", Some("navy"), Some(false)), ("68Q", Some("army"), Some(true))]);
    assert_eq!(entries[1].occupations.len(), 2);
    let letters = beside(military.join("hand_made_codes.csv")).unwrap();
    assert_eq!(value::<String>(&letters, "SELECT branch || active FROM crosswalk_military"), "armyY");
    let unknown = beside(military.join("w3.csv")).unwrap_err();
    assert!(unknown.to_string().contains("line 4"), "{unknown}");

    let release = beside(cip.join("CIP2020_SOC2018_Crosswalk.csv")).unwrap();
    let programs: Vec<_> =
        release.crosswalk("crosswalk_education").unwrap().into_iter().map(|entry| entry.code).collect();
    assert_eq!(programs, ["01.0000", "51.2001"]);
    assert_eq!(release.manifest().left_out_rows[0].rows, 2);
    let number = beside(cip.join("cip_as_number.csv")).unwrap_err();
    assert_eq!(number.kind(), ErrorKind::BrokenRow);
    assert!(number.to_string().contains("line 3") && number.to_string().contains("CIP code"), "{number}");
}
