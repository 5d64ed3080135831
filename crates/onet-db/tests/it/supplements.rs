//! Tables that go with a release: how their files are recognised, what is refused, and what they say.
//!
//! The made-up files are in the forms of the official downloads. With `ONET_TEST_CROSSWALKS_DIR`, `ONET_TEST_PROFILER_DIR`
//! and `ONET_TEST_RELEASE_DIR` whole ones are read, too; their figures were counted without this crate.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::common::{Files, Place, value};
use onet_db::{Error, ErrorKind, Import, Input, Release};
use onet_domain::OnetSocCode;

/// The release of [`Files::small`] with one supplementary file.
fn with(name: &str, content: &[u8]) -> Result<Release, Error> {
    let place = Place::new();
    let file = place.path().join(name);
    fs::write(&file, content).unwrap();
    let release = Files::small().write(place.path(), "release");
    Import::new(Input::open(release)?).with(Input::open(file)?).into_memory()
}

fn codes(texts: &[&str]) -> Vec<OnetSocCode> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// The code, the title and the occupations of each entry of a crosswalk.
fn entries(release: &Release, table: &str) -> Vec<(String, String, Vec<OnetSocCode>)> {
    let found = release.crosswalk(table).unwrap().into_iter();
    found.map(|entry| (entry.code, entry.title, entry.occupations.into_iter().collect())).collect()
}

#[test]
fn a_file_is_known_by_its_header_whatever_its_name_separator_and_line_ends() {
    let comma =
        "\u{feff}Code,Occupation,Categories\r\n11-1021.00,\"Cooks, all\",\"Rapid Growth, Openings\"\r\n";
    let semicolon = "Categories;Code\n\"Openings; expected to grow\";11-1021.00\n";
    let tabs = "onet_soc_2019_code\tOccupation\tCategories\n11-1021.00\tCooks\tgrow; openings\n";
    for (name, content) in [("anything.csv", comma), ("Interests.csv", semicolon), ("list.tsv", tabs)] {
        let release = with(name, content.as_bytes()).unwrap();
        let table = release.manifest().table("bright_outlook").expect(name);
        assert_eq!((table.rows, table.origin.file.as_str()), (1, name));
        let marks = release.marks("bright_outlook").unwrap();
        let held: Vec<&str> = marks[&codes(&["11-1021.00"])[0]].iter().map(String::as_str).collect();
        assert_eq!(held, ["grow", "openings"], "{name}");
    }
}

#[test]
fn a_file_that_is_not_known_is_refused_with_the_form_that_is_nearest() {
    let error = with("mine.csv", b"Colour,Taste\nred,sweet\n").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotARelease);
    let message = error.to_string();
    assert!(
        message.contains("mine.csv") && message.contains("none of its columns is known: \"Colour\""),
        "{message}"
    );
    let near = with("mine.csv", b"RAPIDS Code,RAPIDS Title,Occupations\n1,Baker,11-1011.00\n").unwrap_err();
    let message = near.to_string();
    assert!(
        message.contains("Apprenticeship Crosswalk") && message.contains("\"O*NET-SOC Code\""),
        "{message}"
    );
    assert!(message.len() < 300, "{message}");
    assert_eq!(with("note.txt", b"Only some words\n").unwrap_err().kind(), ErrorKind::NotARelease);
}

#[test]
fn of_a_folder_the_known_files_are_taken_and_the_others_named() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("beside");
    fs::create_dir_all(folder.join("more")).unwrap();
    for (name, content) in [
        ("bright.csv", "Code,Categories\n11-1021.00,grow\n"),
        ("manifest.json", "{}"),
        ("colours.csv", "Colour,Taste\nred,sweet\n"),
    ] {
        fs::write(folder.join(name), content).unwrap();
    }
    let release = Files::small().write(place.path(), "release");
    let release =
        Import::new(Input::open(release).unwrap()).with(Input::open(&folder).unwrap()).into_memory().unwrap();
    let manifest = release.manifest();
    assert!(manifest.table("bright_outlook").is_some());
    let skipped: Vec<&str> = manifest.ignored.iter().map(|ignored| ignored.file.as_str()).collect();
    assert_eq!(skipped, ["manifest.json", "more", "colours.csv"]);
}

#[test]
fn of_two_files_for_one_table_the_one_by_current_codes_is_taken() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("beside");
    fs::create_dir(&folder).unwrap();
    let earlier = "esco_concept_uri,esco_occupation,onet_soc_2010_code,onet_soc_2010_title\nu,baker,11-1011.00,Bakers\n";
    fs::write(folder.join("a.csv"), earlier).unwrap();
    let official = "ESCO/ISCO Code\tESCO/ISCO Title\tO*NET-SOC 2019 Code\tO*NET-SOC 2019 Title\n\
                    0110.10\tbaker\t11-1011.00\tBakers\n";
    fs::write(folder.join("b.txt"), official).unwrap();
    let release = Files::small().write(place.path(), "release");
    let release =
        Import::new(Input::open(release).unwrap()).with(Input::open(&folder).unwrap()).into_memory().unwrap();
    let manifest = release.manifest();
    assert_eq!(manifest.table("crosswalk_esco").unwrap().origin.file, "b.txt");
    assert!(manifest.ignored[0].reason.contains("by O*NET-SOC 2019 codes"), "{:?}", manifest.ignored);
}

#[test]
fn a_military_crosswalk_as_published_gives_a_row_for_each_occupation() {
    let official = b"SVC,STATUS,MOC,MPC,MOC_TITLE,ONET1,ONET2,ONET3,ONET4\n\
        A,A,68Q,E,Pastry Specialist,11-1011.00,11-1021.00,,\nN,O,0311,E,Retired Rating,11-1021.00,,,\n\
        F,A,3D0X2,O,Nothing,,,,\n";
    let release = with("military_crosswalk.csv", official).unwrap();
    let rows: String = value(
        &release,
        "SELECT group_concat(entry_code || ' ' || branch || ' ' || active || ' ' || onetsoc_code, ', ')
         FROM crosswalk_military",
    );
    assert_eq!(rows, "68Q army Y 11-1011.00, 68Q army Y 11-1021.00, 0311 navy N 11-1021.00");
    assert_eq!(release.manifest().left_out_rows[0].rows, 1);
}

#[test]
fn programs_without_a_counterpart_are_left_out_and_counted() {
    let cip = b"CIP2020Code,CIP2020Title,SOC2018Code,SOC2018Title\n01.0000,Baking,11-1011,Bakers\n\
        99.9999,NO MATCH,11-1021,Cooks\n02.0000,Nothing,99-9999,NO MATCH\n";
    let release = with("cip.csv", cip).unwrap();
    assert_eq!(value::<i64>(&release, "SELECT count(*) FROM crosswalk_education"), 1);
    assert_eq!(release.manifest().left_out_rows[0].rows, 2);
    let cut = with("cip.csv", b"CIPCode,CIPTitle,SOCCode\n1,Agriculture,11-1011\n").unwrap_err();
    assert!(cut.to_string().contains("a CIP code such as 01.0000"), "{cut}");
}

#[test]
fn a_wrong_value_is_named_by_file_line_and_column() {
    for (content, parts) in [
        ("Code,Occupation,Categories\n11-1021.00,Cooks,Dull\n", ["line 2", "Categories", "Dull"]),
        (
            "Code,Occupation,Categories\n11-1021.00,\"a\nb\",grow\n11-1021,Cooks,grow\n",
            ["line 4", "Code", "11-1021\""],
        ),
        ("Code,Occupation,Categories\n11-1021.00,Cooks\n", ["line 2", "2 fields", "3"]),
    ] {
        let error = with("outlook.csv", content.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BrokenRow, "{error}");
        for part in ["outlook.csv"].iter().chain(&parts) {
            assert!(error.to_string().contains(part), "{part} in {error}");
        }
    }
    // A code that the release does not have is left out, and counted.
    let unknown = with("outlook.csv", b"Code,Categories\n11-9999.00,grow\n11-1021.00,grow\n").unwrap();
    let left = &unknown.manifest().left_out_rows[0];
    assert!(left.rows == 1 && left.reason.contains("11-9999.00"), "{left:?}");
    assert_eq!(unknown.manifest().table("bright_outlook").unwrap().rows, 1);
    let latin = with("outlook.csv", b"Code,Occupation,Categories\n11-1021.00,Caf\xe9,grow\n").unwrap_err();
    assert!(latin.to_string().contains("line 2: the text is not UTF-8"), "{latin}");
    let coded = with("texts.csv", b"Career Cluster Code,Career Cluster Title\n0102,Care\n").unwrap_err();
    assert!(coded.to_string().contains("line 2") && coded.to_string().contains("six digits"), "{coded}");
    let short = with("items.csv", b"Index,Area,Text\n1,Realistic,Bake bread\n").unwrap_err();
    assert!(short.to_string().contains("1 rows, but the table profiler_questions_60 has 60"), "{short}");
}

#[test]
fn what_a_table_rests_on_is_named_where_it_is_missing() {
    let release = Files::small().in_memory().unwrap();
    assert!(!release.manifest().missing.iter().any(|id| id.starts_with("crosswalk_")));
    let error = release.crosswalk("crosswalk_dot").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingTable);
    assert!(error.to_string().contains("DOT Crosswalk") && error.to_string().contains("--with"), "{error}");
}

#[test]
fn a_crosswalk_leads_to_occupations_by_any_of_their_codes() {
    let by_code = with("dot.csv", b"DOT Code,DOT Title,O*NET-SOC 2019 Code\n1,Baker,11-1011.00\n").unwrap();
    let baker = ("1".to_owned(), "Baker".to_owned(), codes(&["11-1011.00"]));
    assert_eq!(entries(&by_code, "crosswalk_dot"), [baker]);

    let cip = b"CIP2020Code,CIP2020Title,SOC2018Code,SOC2018Title\n01.01,Baking,11-1011,Bakers\n\
        01.01,Baking,11-1020,All Cooks\n02.02,Nothing,99-9999,NO MATCH\n";
    let by_soc = with("cip.csv", cip).unwrap();
    let baking = codes(&["11-1011.00", "11-1011.01", "11-1021.00"]);
    assert_eq!(entries(&by_soc, "crosswalk_education"), [("01.01".to_owned(), "Baking".to_owned(), baking)]);

    let esco = "esco_concept_uri\tesco_occupation\tonet_soc_2010_code\tonet_soc_2010_title\n\
        u1\tcook\t11-1021.00\tcooks\nu2\tchef\t11-1011.00\tSomething else\n";
    let unchanged = with("esco.tsv", esco.as_bytes()).unwrap();
    let cook = ("u1".to_owned(), "cook".to_owned(), codes(&["11-1021.00"]));
    assert_eq!(entries(&unchanged, "crosswalk_esco"), [cook]);
}

#[test]
fn the_taxonomy_leads_both_ways() {
    let content = "O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title\n\
        11-1012.00,Bakers,11-1011.00,Bakers of Bread\n11-1012.00,Bakers,11-1011.01,apple pickers\n";
    let release = with("taxonomy.csv", content.as_bytes()).unwrap();
    let earlier = codes(&["11-1012.00"])[0];
    let (entry, now) = release.taxonomy_2010(earlier).unwrap().unwrap();
    assert_eq!((entry.title.as_str(), now), ("Bakers", codes(&["11-1011.00", "11-1011.01"])));
    let back = release.counterparts_2010(codes(&["11-1011.01"])[0]).unwrap();
    assert_eq!(back, [entry]);
    assert_eq!(release.taxonomy_2010(codes(&["11-1011.00"])[0]).unwrap(), None);
}

fn folder(variable: &str) -> Option<PathBuf> {
    let folder = env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: {variable} is not set");
    }
    folder
}

#[test]
fn whole_files_are_read_whole() {
    let variables = ["ONET_TEST_RELEASE_DIR", "ONET_TEST_CROSSWALKS_DIR", "ONET_TEST_PROFILER_DIR"];
    let [Some(release), Some(crosswalks), Some(profiler)] = variables.map(folder) else { return };
    let place = Place::new();
    let report = Import::new(Input::open(release).unwrap())
        .with(Input::open(&crosswalks).unwrap())
        .with(Input::open(&profiler).unwrap())
        .run(&place.home)
        .unwrap();
    let manifest = &report.installed.manifest;
    for (id, rows) in [
        ("crosswalk_education", 5_597),
        ("crosswalk_handbook", 997),
        ("crosswalk_esco", 1_680),
        ("onetsoc_to_soc_2018", 1_016),
        ("onetsoc_2010_to_soc_2010", 1_110),
        ("soc_2010_to_soc_2018", 835),
        ("soc_2010_hierarchy", 840),
        ("soc_2010_to_isco_08", 1_125),
        ("career_clusters", 1_011),
        ("profiler_questions_60", 60),
        ("profiler_questions_30", 30),
        ("profiler_answers", 5),
    ] {
        assert_eq!(manifest.table(id).map(|table| table.rows), Some(rows), "{id}");
    }
    assert!(manifest.unknown_columns.is_empty() && manifest.unknown_tables.is_empty());
    let release = place.home.open(&report.installed).unwrap();
    let verified = release.verify();
    assert!(verified.is_sound(), "{:?}", verified.problems);
    // 332 profiles; each has an occupation. Of the 1,680 ESCO occupations 1,268 lead to a code with the same title.
    assert_eq!(release.crosswalk("crosswalk_handbook").unwrap().len(), 332);
    assert_eq!(release.crosswalk("crosswalk_esco").unwrap().len(), 1_268);
    assert_eq!(release.profiler_questions("profiler_questions_30").unwrap()[29].area, "conventional");
}
