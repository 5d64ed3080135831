//! The importer and the engine on the text distribution of O*NET 29.3.
//!
//! Runs when `ONET_TEST_RELEASE_DIR` names the folder of the distribution (36 tables, without
//! Abilities, Work Activities, Task Ratings and Work Context); `ONET_TEST_PARTIAL_DIR` may name one
//! with Abilities and Work Activities. The expected occupations were computed from the files by the
//! rule, without this crate.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::env;
use std::path::PathBuf;

use onet_db::{Home, Import, ImportReport, Input, OccupationIndex, RelatedSort, Release};
use onet_domain::{DwaId, JobZone, OnetSocCode};
use tempfile::TempDir;

fn folder(variable: &str) -> Option<PathBuf> {
    let folder = env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: {variable} is not set");
    }
    folder
}

/// The release, imported into a home of its own.
fn imported(supplement: Option<PathBuf>) -> Option<(TempDir, Home, ImportReport)> {
    let release = folder("ONET_TEST_RELEASE_DIR")?;
    let read_me = std::fs::read_to_string(release.join("Read Me.txt")).unwrap_or_default();
    if read_me.contains("Made up for tests") {
        eprintln!("skipped: ONET_TEST_RELEASE_DIR names a made release, and this is about facts");
        return None;
    }
    let input = Input::open(release).unwrap();
    let place = tempfile::tempdir().unwrap();
    let home = Home::at(place.path());
    let mut import = Import::new(input);
    if let Some(supplement) = supplement {
        import = import.with(Input::open(supplement).unwrap());
    }
    let report = import.run(&home).unwrap();
    eprintln!("imported in {:?}", report.elapsed);
    Some((place, home, report))
}

fn code(text: &str) -> OnetSocCode {
    text.parse().unwrap()
}

fn ids(texts: &[&str]) -> Vec<DwaId> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn codes(index: &OccupationIndex, asked: &str, chosen: &[&str], sort: RelatedSort) -> Vec<String> {
    let related = index.related(code(asked), &ids(chosen), sort);
    related.iter().map(|found| found.code().to_string()).collect()
}

fn count(release: &Release, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    release.read(|connection| connection.query_row(&sql, [], |row| row.get(0))).unwrap()
}

#[test]
fn the_release_is_imported_whole() {
    let Some((_place, home, report)) = imported(None) else {
        return;
    };
    let manifest = &report.installed.manifest;
    assert_eq!(manifest.release, "29.3");
    assert_eq!(manifest.tables.len(), 36);
    assert_eq!(manifest.rows(), 428_919);
    assert_eq!(manifest.missing, ["abilities", "task_ratings", "work_activities", "work_context"]);
    assert!(manifest.unknown_tables.is_empty());
    assert!(manifest.unknown_columns.is_empty());
    assert!(manifest.ignored.is_empty());
    for (id, rows) in [("knowledge", 58_014), ("alternate_titles", 56_560), ("job_zones", 923)] {
        assert_eq!(manifest.table(id).unwrap().rows, rows, "{id}");
    }

    let release = home.open(&report.installed).unwrap();
    assert_eq!(count(&release, "derived_occupation_activity"), 17_806);
    let verified = release.verify();
    assert!(verified.is_sound(), "{:?}", verified.problems);

    let documents = release.search_documents().unwrap();
    assert_eq!(documents.len(), 1016);
    let titles: usize = documents.iter().map(|document| document.alternate_titles.len()).sum();
    assert_eq!(titles, 56_560);
    assert_eq!(release.job_zones().unwrap().len(), 5);
}

#[test]
fn tables_that_the_release_lacks_come_from_a_supplement() {
    let Some(partial) = folder("ONET_TEST_PARTIAL_DIR") else {
        return;
    };
    let Some((_place, home, report)) = imported(Some(partial)) else {
        return;
    };
    let manifest = &report.installed.manifest;
    assert_eq!(manifest.tables.len(), 38);
    assert_eq!(manifest.rows(), 595_203);
    assert_eq!(manifest.missing, ["task_ratings", "work_context"]);
    let release = home.open(&report.installed).unwrap();
    assert_eq!(count(&release, "abilities"), 92_976);
    assert_eq!(count(&release, "work_activities"), 73_308);
    let sql = "SELECT data_value FROM abilities
        WHERE onetsoc_code = '11-1011.00' AND element_id = '1.A.1.a.1' AND scale_id = 'IM'";
    let value: f64 = release.read(|connection| connection.query_row(sql, [], |row| row.get(0))).unwrap();
    assert_eq!(value, 4.62);
}

#[test]
fn related_activities_are_those_of_the_rule() {
    let Some((_place, home, report)) = imported(None) else {
        return;
    };
    let release = home.open(&report.installed).unwrap();
    let index = release.occupations().unwrap();

    let pharmacists: Vec<&str> =
        index.activities_of(code("29-1051.00")).map(|activity| activity.id).collect();
    assert_eq!(pharmacists.len(), 18);
    assert_eq!(pharmacists[..3], ["4.A.2.a.2.I05.D04", "4.A.4.b.6.I01.D04", "4.A.4.a.1.I05.D01"]);

    let chosen = ids(&["4.A.2.a.2.I05.D04", "4.A.4.a.1.I05.D01"]);
    let related = index.related(code("29-1051.00"), &chosen, RelatedSort::Shared);
    assert_eq!(related.len(), 18);
    let first = &related[0];
    assert_eq!((first.code(), first.title()), (code("29-1224.00"), "Radiologists"));
    assert_eq!(first.job_zone(), JobZone::Five);
    assert_eq!(first.job_zone_title(), "Job Zone Five: Extensive Preparation Needed");
    let shared: Vec<&str> = first.shared().map(|activity| activity.id).collect();
    assert_eq!(shared, ["4.A.4.a.1.I05.D01", "4.A.2.a.2.I05.D04"]);
    let similar: Vec<&str> = first.similar().map(|activity| activity.id).collect();
    assert_eq!(similar, ["4.A.4.a.1.I05.D05"]);
    assert_eq!(related[17].code(), code("29-2056.00"));
}

#[test]
fn the_orders_of_related_occupations_are_those_of_the_rule() {
    let Some((_place, home, report)) = imported(None) else {
        return;
    };
    let release = home.open(&report.installed).unwrap();
    let index = release.occupations().unwrap();
    for (asked, chosen, sort, expected) in CASES {
        let found = codes(index, asked, chosen, *sort).join(" ");
        assert_eq!(found, *expected, "{asked} {sort:?}");
    }
}

/// The asked occupation, the chosen activities, the order, and the codes in that order.
type Case = (&'static str, &'static [&'static str], RelatedSort, &'static str);

const DEVELOPERS: &[&str] = &["4.A.2.b.2.I07.D07", "4.A.2.b.2.I02.D07"];
const ELECTRICIANS: &[&str] = &["4.A.2.b.6.I02.D01", "4.A.4.b.3.I04.D13"];
const CHEFS: &[&str] = &["4.A.2.b.2.I04.D02", "4.A.4.b.3.I04.D10", "4.A.2.b.2.I04.D01"];

const CASES: &[Case] = &[
    (
        "15-1252.00",
        DEVELOPERS,
        RelatedSort::Shared,
        "15-1243.01 15-1299.01 15-1243.00 15-1242.00 15-1253.00 15-1299.08 13-1161.01 \
         15-1221.00 15-1241.00 15-1251.00 15-1211.00 15-1299.05 15-1232.00 15-1299.03",
    ),
    (
        "15-1252.00",
        DEVELOPERS,
        RelatedSort::Similar,
        "15-1299.08 13-1161.01 15-1243.01 15-1299.01 15-1221.00 15-1241.00 15-1251.00 \
         15-1211.00 15-1243.00 15-1299.05 15-1242.00 15-1253.00 15-1232.00 15-1299.03",
    ),
    (
        "15-1252.00",
        DEVELOPERS,
        RelatedSort::Title,
        "15-1221.00 15-1241.00 15-1251.00 15-1211.00 15-1299.08 15-1232.00 15-1243.01 \
         15-1242.00 15-1243.00 15-1299.03 15-1299.05 13-1161.01 15-1253.00 15-1299.01",
    ),
    (
        "15-1252.00",
        DEVELOPERS,
        RelatedSort::Code,
        "13-1161.01 15-1211.00 15-1221.00 15-1232.00 15-1241.00 15-1242.00 15-1243.00 \
         15-1243.01 15-1251.00 15-1253.00 15-1299.01 15-1299.03 15-1299.05 15-1299.08",
    ),
    (
        "15-1252.00",
        DEVELOPERS,
        RelatedSort::Zone,
        "15-1211.00 15-1299.08 15-1232.00 15-1241.00 15-1251.00 15-1243.01 15-1242.00 \
         15-1243.00 15-1299.03 15-1299.05 13-1161.01 15-1253.00 15-1299.01 15-1221.00",
    ),
    (
        "47-2111.00",
        ELECTRICIANS,
        RelatedSort::Shared,
        "47-2021.00 47-2041.00 47-4011.00 47-5011.00 47-1011.00 47-2151.00 47-2152.00 \
         47-5012.00 47-2211.00 47-1011.03",
    ),
    (
        "47-2111.00",
        ELECTRICIANS,
        RelatedSort::Zone,
        "47-5011.00 47-2021.00 47-2041.00 47-2151.00 47-5012.00 47-2211.00 47-4011.00 \
         47-1011.00 47-2152.00 47-1011.03",
    ),
    (
        "35-1011.00",
        CHEFS,
        RelatedSort::Shared,
        "35-3011.00 35-2012.00 35-2013.00 29-1031.00 35-1012.00 35-9031.00 51-3011.00 \
         35-3023.01 35-2014.00 35-3023.00",
    ),
    (
        "35-1011.00",
        CHEFS,
        RelatedSort::Title,
        "51-3011.00 35-3023.01 35-3011.00 35-2012.00 35-2013.00 35-2014.00 29-1031.00 \
         35-3023.00 35-1012.00 35-9031.00",
    ),
    (
        "35-1011.00",
        CHEFS,
        RelatedSort::Zone,
        "35-3023.01 35-3023.00 51-3011.00 35-3011.00 35-2012.00 35-2014.00 35-1012.00 \
         35-9031.00 35-2013.00 29-1031.00",
    ),
];
