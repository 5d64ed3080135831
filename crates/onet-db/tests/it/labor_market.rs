//! The tables of the Bureau of Labor Statistics: the forms in which they are published, and what they give.

// A test that is skipped prints why.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use onet_db::{ErrorKind, Import, Input, Manifest, Projection, Release, Wage};
use onet_domain::OnetSocCode;

use crate::common::workbook::workbook;
use crate::common::{Files, Place, gzip, value};

/// The header of OEWS files.
const OEWS: &str = "AREA,AREA_TITLE,AREA_TYPE,PRIM_STATE,NAICS,NAICS_TITLE,I_GROUP,OWN_CODE,OCC_CODE,OCC_TITLE,O_GROUP,\
    TOT_EMP,EMP_PRSE,JOBS_1000,LOC_QUOTIENT,PCT_TOTAL,PCT_RPT,H_MEAN,A_MEAN,MEAN_PRSE,H_PCT10,H_PCT25,H_MEDIAN,H_PCT75,\
    H_PCT90,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90,ANNUAL,HOURLY";

/// A row of an OEWS file: the area, the occupation and six wages.
fn oews([area, kind, state, naics, soc, group, quotient]: [&str; 7], wages: [&str; 6]) -> String {
    let [hourly_10, hourly, hourly_90, annual_10, annual, annual_90] = wages;
    format!(
        "{area},Somewhere in {state},{kind},{state},{naics},Industry,cross-industry,1235,{soc},Work,{group},\"1,234\",0.1,,\
         {quotient},,,30.10,\"62,600\",0.2,{hourly_10},20,{hourly},40,{hourly_90},{annual_10},\"45,000\",{annual},\
         \"80,000\",{annual_90},,"
    )
}

const WAGES: [&str; 6] = ["15.50", "24.75", "61.81", "\"32,240\"", "\"51,480\"", "\"128,560\""];

/// A release of four occupations with files beside it.
fn with(files: &[(&str, &[u8])]) -> Result<Release, onet_db::Error> {
    let place = Place::new();
    let folder = place.path().join("beside");
    fs::create_dir(&folder).unwrap();
    for (name, content) in files {
        fs::write(folder.join(name), content).unwrap();
    }
    let release = Files::small().write(place.path(), "release");
    let path = if let [(name, _)] = files { folder.join(name) } else { folder };
    Import::new(Input::open(release)?).with(Input::open(path)?).into_memory()
}

fn code(text: &str) -> OnetSocCode {
    text.parse().unwrap()
}

fn period<'m>(manifest: &'m Manifest, table: &str) -> Option<&'m str> {
    manifest.table(table).unwrap().origin.period.as_deref()
}

#[test]
fn files_of_nations_and_states_are_recognized_by_their_rows() {
    let national = [
        oews(["99", "1", "US", "000000", "11-1011", "detailed", ""], WAGES),
        oews(["99", "1", "US", "31-330", "11-1011", "detailed", ""], WAGES),
    ];
    let states = [
        oews(["1", "2", "AL", "000000", "11-1011", "detailed", "1.30"], WAGES),
        oews(["72", "3", "PR", "000000", "11-1011", "detailed", "*"], WAGES),
        oews(["10180", "4", "TX", "000000", "11-1011", "detailed", "2.00"], WAGES),
    ];
    let national = format!("{OEWS}\n{}\n", national.join("\n"));
    let states = format!("{OEWS}\n{}\n", states.join("\n"));
    let release = with(&[
        ("national_M2025_dl.csv", national.as_bytes()),
        ("state_M2024_dl.csv.gz", &gzip(states.as_bytes())),
    ])
    .unwrap();
    let manifest = release.manifest();
    let rows = |id: &str| manifest.table(id).unwrap().rows;
    assert_eq!((rows("oews_national"), rows("oews_states")), (1, 2));
    let left: Vec<_> = manifest.left_out_rows.iter().map(|left| (left.table.as_str(), left.rows)).collect();
    assert_eq!(left, [("oews_national", 1), ("oews_states", 1)]);
    assert!(manifest.unknown_columns.is_empty(), "{:?}", manifest.unknown_columns);
    assert_eq!(period(manifest, "oews_national"), Some("2025"));
    assert_eq!(period(manifest, "oews_states"), Some("2024"));
    let found = release.state_concentrations(code("11-1011.00")).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code.as_str(), found[0].location_quotient), ("AL", 1.3));
    assert_eq!(value::<i64>(&release, "SELECT employment FROM oews_national"), 1234);
}

#[test]
fn a_file_of_areas_or_industries_alone_is_refused_with_the_reason() {
    let metro = format!("{OEWS}\n{}\n", oews(["10180", "4", "TX", "000000", "11-1011", "", "1"], WAGES));
    let industry = format!("{OEWS}\n{}\n", oews(["99", "1", "US", "11", "11-1011", "", "1"], WAGES));
    for (content, reason) in [(metro, "\"4\" for AREA_TYPE"), (industry, "\"11\" for NAICS")] {
        let error = with(&[("all.csv", content.as_bytes())]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotARelease);
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn wages_that_are_not_released_are_missing_and_those_above_the_highest_stated_are_marked() {
    let rows = [
        oews(["99", "1", "US", "000000", "11-1011", "detailed", ""], ["*", "99.37", "#", "*", "#", "#"]),
        oews(["99", "1", "US", "000000", "11-1020", "broad", ""], WAGES),
    ];
    let file = format!("{OEWS}\n{}\n", rows.join("\n"));
    let of_year = |name: &str| {
        let release = with(&[(name, file.as_bytes())]).unwrap();
        (release.wages(code("11-1011.01")).unwrap().unwrap(), release)
    };
    let (wages, release) = of_year("national_M2023_dl.csv");
    assert_eq!(wages.soc_code, "11-1011");
    assert_eq!(
        [wages.hourly.low, wages.hourly.median, wages.hourly.high],
        [None, Some(Wage::Of(99.37)), Some(Wage::Over(115.0))]
    );
    assert_eq!([wages.annual.low, wages.annual.median], [None, Some(Wage::Over(239_200.0))]);
    let (earlier, _) = of_year("national_M2019_dl.csv");
    assert_eq!(earlier.annual.high, Some(Wage::Over(208_000.0)));
    // Without an occupation of the group, its row stands for them; a military occupation has no row.
    assert_eq!(release.wages(code("11-1021.00")).unwrap().unwrap().soc_code, "11-1020");
    assert_eq!(release.wages(code("55-1011.00")).unwrap(), None);
}

/// The two ways in which projections are published, the export of the search page and a table of the workbook, and
/// that of the copy in data sets.
#[test]
fn projections_are_read_from_every_published_form_and_give_the_bright_outlook() {
    let export = "Occupation Title,Occupation Code,Employment 2024,Employment 2034,\"Employment Change, 2024-2034\",\
        \"Employment Percent Change, 2024-2034\",\"Occupational Openings, 2024-2034 Annual Average\",\
        Median Annual Wage 2024,Typical Entry-Level Education,Education Code,Work Experience,workex Code,\
        Typical on-the-job Training,trCode\n\
        \"Bakers    * Baker\",=\"11-1011\",\"1,309.4\",322.7,13.3,4.5,22.2,\">=239,200\",None,3,None,1,None,6\n\
        Cooks,=\"11-1021\",3712.9,3876.8,164.0,4.4,\"1,308.7\",\"102,950\",None,3,None,1,None,6\n";
    let head: &[&str] = &[
        "2024 National Employment Matrix title",
        "2024 National Employment Matrix code",
        "Occupation type",
        "Employment, 2024",
        "Employment, 2034",
        "Employment distribution, percent, 2024",
        "Employment distribution, percent, 2034",
        "Employment change, numeric, 2024–34",
        "Employment change, percent, 2024–34",
        "Percent self employed, 2024",
        "Occupational openings, 2024–34 annual average",
        "Median annual wage, dollars, 2024[1]",
        "Typical education needed for entry",
    ];
    let rows: &[&[&str]] = &[
        &["Table 1.2 Occupational projections, 2024–34"],
        head,
        &["Total", "00-0000", "Summary", "1", "1", "1", "1", "1", "3.1", "1", "19000", "50000", "—"],
        &[
            "Bakers",
            "11-1011",
            "Line item",
            "1309.4",
            "322.7",
            "1",
            "1",
            "13.3",
            "4.5",
            "1",
            "22.2",
            "—",
            "None",
        ],
        &[
            "Cooks",
            "11-1021",
            "Line item",
            "3712.9",
            "3876.8",
            "1",
            "1",
            "164",
            "4.4",
            "1",
            "1308.7",
            "1",
            "None",
        ],
        &["Footnotes:"],
        &["[1] Wages are of another survey."],
    ];
    let groups: &[&[&str]] = &[&["Table 1.1 Groups"], &head[..5], &["Total", "00-0000", "Summary", "1", "1"]];
    let table = workbook(&[("Table 1.1", groups), ("Table 1.2", rows)]);
    let copy = "nem_code\tnem_title\temployment_2024_thousands\temployment_2034_thousands\temployment_change_percent\t\
        openings_annual_average_thousands\n11-1011\tBakers\t1309.4\t322.7\t4.5\t22.2\n\
        11-1021\tCooks\t3712.9\t3876.8\t4.4\t1308.7\n";
    for (name, content) in [
        ("Employment Projections.csv", export.as_bytes()),
        ("occupation.xlsx", &table),
        ("x.tsv", copy.as_bytes()),
    ] {
        let release = with(&[(name, content)]).unwrap();
        let manifest = release.manifest();
        assert_eq!(period(manifest, "employment_projections"), Some("2024-2034"), "{name}");
        assert!(manifest.unknown_columns.is_empty(), "{name}: {:?}", manifest.unknown_columns);
        let jobs: f64 = value(
            &release,
            "SELECT employment_thousands FROM employment_projections WHERE nem_code = '11-1011'",
        );
        assert_eq!(jobs, 1309.4, "{name}");
        let found = release.projection(code("11-1021.00")).unwrap();
        let expected = Projection { growth_percent: Some(4.4), annual_openings: Some(1_308_700.0) };
        assert_eq!(found, Some(expected), "{name}");
        assert!(manifest.derived.iter().any(|id| id == "bright_outlook"), "{name}");
        let marks: Vec<_> = release.marks("bright_outlook").unwrap().into_iter().collect();
        let marks: Vec<(String, String)> = marks
            .into_iter()
            .map(|(code, marks)| (code.to_string(), marks.into_iter().collect::<Vec<_>>().join(",")))
            .collect();
        let expected = [("11-1011.00", "grow"), ("11-1011.01", "grow"), ("11-1021.00", "openings")];
        assert_eq!(marks, expected.map(|(code, mark)| (code.to_owned(), mark.to_owned())), "{name}");
    }
}

#[test]
fn of_two_files_for_one_table_the_one_of_later_years_is_taken() {
    let file = format!("{OEWS}\n{}\n", oews(["99", "1", "US", "000000", "11-1011", "detailed", ""], WAGES));
    for names in [["a_M2025_dl.csv", "b_M2024_dl.csv"], ["a_M2024_dl.csv", "b_M2025_dl.csv"]] {
        let release = with(&names.map(|name| (name, file.as_bytes()))).unwrap();
        let manifest = release.manifest();
        assert_eq!(period(manifest, "oews_national"), Some("2025"), "{names:?}");
        assert!(manifest.ignored[0].file.contains("2024"), "{:?}", manifest.ignored);
        assert!(
            manifest.ignored[0].reason.ends_with("has the table oews_national of 2025"),
            "{:?}",
            manifest.ignored
        );
    }
}

#[test]
fn a_bright_outlook_list_takes_precedence_over_projections() {
    let projections =
        "nem_code,employment_change_percent,openings_annual_average_thousands\n11-1011,9.0,100.0\n";
    let release = with(&[
        ("projections.csv", projections.as_bytes()),
        ("bright.csv", b"Code,Categories\n11-1021.00,grow\n"),
    ])
    .unwrap();
    assert!(release.manifest().derived.iter().all(|id| id != "bright_outlook"));
    let marks: Vec<_> = release.marks("bright_outlook").unwrap().into_keys().collect();
    assert_eq!(marks, [code("11-1021.00")]);
}

#[test]
fn codes_of_earlier_taxonomies_are_carried_along_the_crosswalks_that_are_there() {
    let later = "O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title\n\
        11-1012.00,Bakers,11-1011.00,Bakers of Bread\n11-1012.00,Bakers,11-1011.01,apple pickers\n";
    let earlier = "O*NET-SOC 2009 Code,O*NET-SOC 2009 Title,O*NET-SOC 2010 Code,O*NET-SOC 2010 Title\n\
        11-1099.00,All Bakers,11-1012.00,Bakers\n";
    let list = "Code,Categories\n11-1011.01,openings\n11-1012.00,grow\n11-9999.00,grow\n";
    let military =
        "SVC,STATUS,MOC,MPC,MOC_TITLE,ONET1,ONET2,ONET3,ONET4\nA,A,68Q,E,Baker,11-1099.00,11-1021.00,,\n";
    let files = [("later.csv", later), ("earlier.csv", earlier), ("list.csv", list), ("moc.csv", military)];
    let files = files.map(|(name, text)| (name, text.as_bytes()));
    let release = with(&files).unwrap();
    let manifest = release.manifest();
    let carried: Vec<_> =
        manifest.carried_rows.iter().map(|row| (row.table.as_str(), row.rows, row.became)).collect();
    assert_eq!(carried, [("crosswalk_military", 1, 2), ("bright_outlook", 1, 1)]);
    // The list has a row of its own for the other successor.
    let list: String = value(
        &release,
        "SELECT group_concat(onetsoc_code || ' ' || outlook_categories, ', ' ORDER BY onetsoc_code) FROM bright_outlook",
    );
    assert_eq!(list, "11-1011.00 grow, 11-1011.01 openings");
    assert_eq!(manifest.table("bright_outlook").unwrap().rows, 2);
    let jobs: String = value(
        &release,
        "SELECT group_concat(onetsoc_code, ', ' ORDER BY onetsoc_code) FROM crosswalk_military",
    );
    assert_eq!(jobs, "11-1011.00, 11-1011.01, 11-1021.00");
    assert_eq!(manifest.left_out_rows[0].rows, 1);

    // Without the later crosswalk the chain does not reach the release.
    let short = with(&[files[1], files[3]]).unwrap();
    assert!(short.manifest().carried_rows.is_empty());
    assert_eq!(short.manifest().table("crosswalk_military").unwrap().rows, 1);
}

/// The folder with all that goes with a release, and that of the release 30.1.
fn whole() -> Option<(PathBuf, PathBuf)> {
    let folder = |name: &str| {
        let folder = env::var_os(name).map(PathBuf::from);
        if folder.is_none() {
            eprintln!("skipped: {name} is not set");
        }
        folder
    };
    Some((folder("ONET_TEST_SUPPLEMENTS_DIR")?, folder("ONET_TEST_OTHER_DIR")?.join("30.1-full")))
}

/// The rows of a table with tabs, each by its headers, read without this crate.
fn read(path: &Path) -> Vec<BTreeMap<String, String>> {
    let bytes = fs::read(path).unwrap();
    let mut text = String::new();
    match path.extension().is_some_and(|ending| ending == "gz") {
        true => GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap(),
        false => bytes.as_slice().read_to_string(&mut text).unwrap(),
    };
    let mut lines = text.lines();
    let headers: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let row = |line: &str| {
        let cells = line.split('\t').map(str::to_owned);
        headers.iter().map(|header| (*header).to_owned()).zip(cells).collect()
    };
    lines.map(row).collect()
}

const WHOLE: [&str; 8] = [
    "partial",
    "crosswalks",
    "published",
    "taxonomy",
    "lists",
    "interest-profiler",
    "soc-2018",
    "labor-market",
];

#[test]
fn whole_folders_go_in_beside_a_release() {
    let Some((supplements, release)) = whole() else { return };
    let place = Place::new();
    let import = Import::new(Input::open(release).unwrap());
    let import = WHOLE
        .iter()
        .fold(import, |import, folder| import.with(Input::open(supplements.join(folder)).unwrap()));
    let report = import.run(&place.home).unwrap();
    let manifest = &report.installed.manifest;
    for (id, rows, years) in [
        ("oews_national", 1_104, Some("2025")),
        ("oews_states", 37_408, Some("2025")),
        ("employment_projections", 832, Some("2024-2034")),
        ("bright_outlook", 349, None),
        ("taxonomy_2000_to_2006", 1_167, None),
        ("crosswalk_esco", 8_627, None),
        ("soc_2018_groups", 1_447, None),
        ("my_next_move_titles", 923, None),
        ("stem_occupations", 287, None),
    ] {
        let table = manifest.table(id).expect(id);
        assert_eq!((table.rows, table.origin.period.as_deref()), (rows, years), "{id}");
    }
    // A list of 2018 goes by codes of 2010: each of them that the release does not have is carried or left out.
    let industries = read_codes(&supplements.join("lists/All_Industries_2018.csv"));
    let of_table = |row: &&onet_db::CarriedRows| row.table == "all_industries";
    let carried = manifest.carried_rows.iter().find(of_table).unwrap();
    let left: u64 = manifest
        .left_out_rows
        .iter()
        .filter(|left| left.table == "all_industries")
        .map(|left| left.rows)
        .sum();
    // One row has no code.
    assert_eq!((carried.rows, left), (260, 1));
    assert_eq!(manifest.table("all_industries").unwrap().rows, industries + carried.became - carried.rows);
    let release = place.home.open(&report.installed).unwrap();
    let verified = release.verify();
    assert!(verified.is_sound(), "{:?}", verified.problems);
}

/// The number of rows of a list whose first column is a code.
fn read_codes(path: &Path) -> u64 {
    let text = fs::read_to_string(path).unwrap();
    let is_code = |line: &&str| line.len() > 10 && line.as_bytes()[2] == b'-' && line.as_bytes()[7] == b'.';
    text.lines().filter(is_code).count() as u64
}

#[test]
fn the_bright_outlook_of_the_projections_is_the_derived_list() {
    let Some((supplements, release)) = whole() else { return };
    let projections = supplements.join("labor-market/employment_projections_2024_34.tsv");
    let list: BTreeMap<OnetSocCode, BTreeSet<String>> =
        read(&supplements.join("lists/bright_outlook_derived_2024_34.tsv"))
            .into_iter()
            .map(|row| {
                let words = row["Categories"].split([',', ';']).map(|word| word.trim().to_owned());
                (code(&row["O*NET-SOC Code"]), words.collect())
            })
            .collect();
    for crosswalk in [None, Some("crosswalks/onet_soc_2019_to_nem_and_ooh_2023.tsv")] {
        let mut import = Import::new(Input::open(&release).unwrap()).with(Input::open(&projections).unwrap());
        if let Some(crosswalk) = crosswalk {
            import = import.with(Input::open(supplements.join(crosswalk)).unwrap());
        }
        let marks = import.into_memory().unwrap().marks("bright_outlook").unwrap();
        let codes: BTreeSet<_> = marks.keys().chain(list.keys()).collect();
        let other: Vec<_> = codes.into_iter().filter(|code| marks.get(code) != list.get(code)).collect();
        eprintln!("{} of {} in the list, {} differ", marks.len(), list.len(), other.len());
        assert!(other.is_empty(), "{other:?}");
    }
}

#[test]
fn wages_and_states_are_those_of_the_files_for_every_occupation() {
    let Some((supplements, release)) = whole() else { return };
    let folder = supplements.join("labor-market");
    let national = read(&folder.join("oews_may_2025_national.tsv"));
    let states = read(&folder.join("oews_may_2025_state.tsv.gz"));
    let release =
        Import::new(Input::open(release).unwrap()).with(Input::open(&folder).unwrap()).into_memory().unwrap();
    let mut of_states: BTreeMap<&str, Vec<(&str, f64)>> = BTreeMap::new();
    for row in &states {
        if let Ok(quotient) = row["location_quotient"].parse() {
            of_states.entry(&row["soc_code"]).or_default().push((row["state"].as_str(), quotient));
        }
    }
    let by_code: BTreeMap<&str, _> = national.iter().map(|row| (row["soc_code"].as_str(), row)).collect();
    let (mut compared, mut combined) = (0, BTreeSet::new());
    for occupation in release.occupations().unwrap().occupations() {
        let Some(wages) = release.wages(occupation.code).unwrap() else { continue };
        let row = by_code[wages.soc_code.as_str()];
        if !occupation.code.to_string().starts_with(&wages.soc_code) {
            combined.insert(wages.soc_code.clone());
        }
        for (range, kind) in [(wages.hourly, "hourly"), (wages.annual, "annual")] {
            for (wage, part) in [(range.low, "10"), (range.median, "median"), (range.high, "90")] {
                let expected = row[&format!("{kind}_{part}")].parse().ok().map(Wage::Of);
                assert_eq!(wage, expected, "{} {kind}_{part}", occupation.code);
            }
        }
        let found = release.state_concentrations(occupation.code).unwrap();
        let found: Vec<_> =
            found.iter().map(|state| (state.name.as_str(), state.location_quotient)).collect();
        let mut expected = of_states.get(wages.soc_code.as_str()).cloned().unwrap_or_default();
        expected.sort_by_key(|(name, _)| *name);
        assert_eq!(found, expected, "{}", occupation.code);
        compared += 1;
    }
    assert!(compared > 980, "{compared}");
    // What the Bureau does not list by itself.
    assert_eq!(combined.len(), 12, "{combined:?}");
}
