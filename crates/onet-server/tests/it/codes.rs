//! Codes as callers type them: in searches, in crosswalks, and in the paths of reports.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::answers::{answer, items};
use crate::common::{Service, TestResult, is_marked, sentence, tell};
use bytes::Bytes;
use http::{Response, StatusCode};
use url::form_urlencoded;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample");

/// Made-up files beside the sample, in the forms of the official downloads.
const FILES: [(&str, &str); 5] = [
    (
        "earlier.csv",
        "O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title\n\
         29-1067.00,Druggists and Radiologists,29-1051.00,Pharmacists\n\
         29-1067.00,Druggists and Radiologists,29-1224.00,Radiologists\n",
    ),
    ("cip.csv", "CIP2020Code,CIP2020Title,SOC2018Code,SOC2018Title\n51.2001,Pharmacy.,29-1051,Pharmacists\n"),
    (
        "moc.csv",
        "SVC,STATUS,MOC,MPC,MOC_TITLE,ONET1,ONET2,ONET3,ONET4\nA,A,68Q,E,Pharmacy Specialist,29-1051.00,,,\n",
    ),
    ("rapids.csv", "RAPIDS Code,RAPIDS Title,O*NET-SOC Code\n0844CB,Pharmacy Support,29-1051.00\n"),
    (
        "esco.txt",
        "ESCO/ISCO Code\tESCO/ISCO Title\tO*NET-SOC 2019 Code\tO*NET-SOC 2019 Title\n2262.1\tpharmacist\t29-1051.00\tPharmacists\n",
    ),
];

fn with_files() -> TestResult<Service> {
    let folder = tempfile::tempdir()?;
    for (name, content) in FILES {
        fs::write(folder.path().join(name), content)?;
    }
    Service::import_with(Path::new(SAMPLE), &[folder.path()])
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The codes that a search finds, and its note.
async fn found(service: &Service, search: &str, text: &str) -> TestResult<(Vec<String>, String)> {
    let path = format!("/{search}?keyword={}&end=2000", encoded(text));
    let response = service.get(&path).await?;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    let note = note(&response);
    let page = answer(service, &path).await?;
    let member = if search.starts_with("online") { "occupation" } else { "career" };
    Ok((items(&page, member, &["code"]).iter().map(ToString::to_string).collect(), note))
}

fn note(response: &Response<Bytes>) -> String {
    let note = response.headers().get("onet-note");
    note.map(|note| String::from_utf8_lossy(note.as_bytes()).into_owned()).unwrap_or_default()
}

#[tokio::test]
async fn every_search_finds_what_a_code_of_any_classification_leads_to() -> TestResult {
    let service = with_files()?;
    for search in ["online/search", "online/related_activities/search", "mnm/search", "veterans/search"] {
        for (text, codes, said) in [
            ("29-1051", &["29-1051.00"][..], ""),
            (r#"="29-1051""#, &["29-1051.00"], ""),
            ("29.1051.00", &["29-1051.00"], ""),
            ("SOC 29-1051", &["29-1051.00"], ""),
            ("29-1050", &["29-1051.00"], "29-1050 is a group of the SOC: 29-1051.00 Pharmacists."),
            ("512001", &["29-1051.00"], "51.2001 is a CIP code, Pharmacy: 29-1051.00 Pharmacists."),
            ("51.2001", &["29-1051.00"], "51.2001 is a CIP code"),
            ("68Q", &["29-1051.00"], "68Q is a military code, Pharmacy Specialist"),
            ("68q", &["29-1051.00"], "68Q is a military code, Pharmacy Specialist"),
            ("0844CB", &["29-1051.00"], "0844CB is a RAPIDS code, Pharmacy Support"),
            ("2262.1", &["29-1051.00"], "2262.1 is an ESCO code, pharmacist"),
            ("2262", &["29-1051.00"], "2262 is an ISCO-08 code"),
            (
                "29-1067.00",
                &["29-1051.00", "29-1224.00"],
                "29-1067.00 is a code of O*NET-SOC 2010, Druggists and Radiologists. It became 29-1051.00 \
                 Pharmacists; 29-1224.00 Radiologists.",
            ),
        ] {
            let (found, note) = found(&service, search, text).await?;
            assert_eq!(found, codes, "{search} {text:?}: {note}");
            assert!(note.starts_with(said) && note.is_empty() == said.is_empty(), "{text:?}: {note:?}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_group_finds_its_occupations_in_pages() -> TestResult {
    let sample = Service::sample()?;
    let (all, _) = found(&sample, "online/search", "29").await?;
    let (group, note) = found(&sample, "online/search", "29-0000").await?;
    assert_eq!(group, all);
    assert!(note.ends_with(&format!("Technical Occupations: {} occupations.", all.len())), "{note}");
    let second = answer(&sample, "/online/search?keyword=29-0000&start=6&end=10").await?;
    assert_eq!(items(&second, "occupation", &["code"]), all[5..10]);
    Ok(())
}

#[tokio::test]
async fn words_and_numbers_in_titles_are_searched_as_before() -> TestResult {
    let (service, sample) = (with_files()?, Service::sample()?);
    for text in ["pharmacist", "nurse", "care of patients", "it", "911", "24 hour", "29", "29-10", "qqqxyzzy"]
    {
        let (with_codes, note) = found(&service, "online/search", text).await?;
        assert_eq!(note, "", "{text}");
        assert_eq!(with_codes, found(&sample, "online/search", text).await?.0, "{text}");
    }
    Ok(())
}

#[tokio::test]
async fn a_search_names_the_files_that_might_know_a_code() -> TestResult {
    let bare = Service::sample_on_disk()?;
    for (text, said) in [
        ("29-1067.00", "show what became of it: onet db pull --with crosswalks."),
        ("68Q", "Military Crosswalk (MOC), which is not imported: onet db pull --with crosswalks."),
        ("512001", "Education Crosswalk (CIP)"),
        ("074.161-010", "DOT Crosswalk"),
    ] {
        let (found, note) = found(&bare, "online/search", text).await?;
        assert!(found.is_empty(), "{text}: {found:?}");
        assert!(
            note.contains("is not in this import of O*NET 29.3.") && note.contains(said),
            "{text}: {note}"
        );
    }
    let unknown = found(&bare, "online/search", "99-9999.99").await?.1;
    assert_eq!(unknown, "99-9999.99 is not in this import of O*NET 29.3.");
    for text in ["xyzzy", "nothing at all"] {
        assert_eq!(found(&bare, "online/search", text).await?.1, "", "{text}");
    }
    assert_eq!(found(&Service::sample()?, "online/search", "68Q").await?.1, "", "the sample is no import");
    Ok(())
}

#[tokio::test]
async fn a_crosswalk_finds_codes_as_people_write_them() -> TestResult {
    let service = with_files()?;
    for (path, code) in [
        ("education?keyword=512001", "51.2001"),
        ("education?keyword=51.2001", "51.2001"),
        ("military?keyword=68Q", "68Q"),
        ("military?keyword=68q", "68Q"),
        ("military?keyword=68", "68Q"),
        ("RAPIDS?keyword=0844cb", "0844CB"),
        ("RAPIDS?keyword=844CB", "0844CB"),
        ("ESCO?keyword=C2262.1", "2262.1"),
        ("SOC?keyword=291051", "29-1051"),
        ("SOC?keyword=29-1050", "29-1051"),
    ] {
        let page = answer(&service, &format!("/online/crosswalks/{path}")).await?;
        assert_eq!(items(&page, "match", &["code"]), [code], "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_report_on_another_code_is_refused_with_what_it_is() -> TestResult {
    let service = with_files()?;
    for (code, said) in [
        (
            "29-1067.00",
            "The O*NET-SOC code 29-1067.00 is not in this import of O*NET 29.3. It is a code of O*NET-SOC 2010, \
             Druggists and Radiologists. It became 29-1051.00 Pharmacists; 29-1224.00 Radiologists.",
        ),
        (
            "29-1050.00",
            "is not in this import of O*NET 29.3. It is a group of the SOC: 29-1051.00 Pharmacists.",
        ),
        (
            "29-1051",
            "code must be an O*NET-SOC code such as 29-1051.00, not \"29-1051\". Did you mean 29-1051.00?",
        ),
        ("29105100", "Did you mean 29-1051.00?"),
        ("pharmacist", "such as 29-1051.00, not \"pharmacist\"."),
    ] {
        for path in ["online/occupations", "mnm/careers"] {
            let response = service.get(&format!("/{path}/{code}/technology")).await?;
            let response = match response.status() {
                StatusCode::NOT_FOUND => service.get(&format!("/{path}/{code}/details/tasks")).await?,
                _ => response,
            };
            let message = sentence(&response)?;
            if response.status() == StatusCode::UNPROCESSABLE_ENTITY && !is_marked(&response) {
                assert!(message.contains(said), "{path} {code}: {message}");
            }
            assert!(!message.contains('^'), "a regular expression is no sentence: {message}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn codes_of_every_kind_are_found_beside_a_whole_release() -> TestResult {
    let (Some(release), Some(beside)) =
        (env::var_os("ONET_TEST_RELEASE_DIR"), env::var_os("ONET_TEST_SUPPLEMENTS_DIR"))
    else {
        tell("skipped: ONET_TEST_RELEASE_DIR or ONET_TEST_SUPPLEMENTS_DIR is not set");
        return Ok(());
    };
    if crate::common::is_made() {
        tell("skipped: ONET_TEST_RELEASE_DIR names a made release, and this is about facts");
        return Ok(());
    }
    let folders: Vec<PathBuf> = ["taxonomy", "soc-2018", "published", "crosswalks"]
        .map(|folder| Path::new(&beside).join(folder))
        .into_iter()
        .collect();
    let service = Service::import_with(Path::new(&release), &folders)?;
    // Counted in the files: the codes below each group.
    for (text, total, first) in [
        ("29-0000", 96, "29-1011.00"),
        ("29-1000", 61, "29-1011.00"),
        ("31-1120", 2, "31-1121.00"),
        ("11-1010", 2, "11-1011.00"),
        ("15-1132.00", 2, "15-1252.00"),
        ("29-1062.00", 1, "29-1215.00"),
        ("11-1011.01", 1, "11-1011.00"),
        ("512001", 3, "11-9111.00"),
        ("68Q", 1, "29-2052.00"),
        ("11B", 1, "55-3016.00"),
        ("3D0X2", 1, "15-1244.00"),
        ("0110.10", 5, "33-1011.00"),
        ("2262", 1, "29-1051.00"),
        ("911", 2, "43-5031.00"),
    ] {
        let (found, note) = found(&service, "online/search", text).await?;
        assert_eq!((found.len(), found[0].as_str()), (total, first), "{text}: {note}");
    }
    // An occupation of the release without ratings.
    let response = service.get("/online/occupations/15-1252.00/details/skills").await?;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(response.headers().contains_key("onet-no-data") && !is_marked(&response));
    assert_eq!(sentence(&response)?, "15-1252.00 has no skills in this import of O*NET 29.3.");
    Ok(())
}

#[tokio::test]
async fn the_codes_of_an_earlier_taxonomy_that_people_looked_up_are_explained() -> TestResult {
    let (Some(cases), Some(beside)) =
        (env::var_os("ONET_TEST_CASES_DIR"), env::var_os("ONET_TEST_SUPPLEMENTS_DIR"))
    else {
        tell("skipped: ONET_TEST_CASES_DIR or ONET_TEST_SUPPLEMENTS_DIR is not set");
        return Ok(());
    };
    let Some(release) = env::var_os("ONET_TEST_RELEASE_DIR").filter(|_| !crate::common::is_made()) else {
        tell("skipped: ONET_TEST_RELEASE_DIR is not set");
        return Ok(());
    };
    let codes = fs::read_to_string(Path::new(&cases).join("23-superseded-codes/codes.txt"))?;
    let service = Service::import_with(Path::new(&release), &[Path::new(&beside).join("taxonomy")])?;
    for code in codes.split_whitespace() {
        let response = service.get(&format!("/online/occupations/{code}/")).await?;
        let message = sentence(&response)?;
        assert!(
            message.contains("It is a code of O*NET-SOC 2010") && message.contains("It became"),
            "{message}"
        );
        let (found, note) = found(&service, "online/search", code).await?;
        assert!(!found.is_empty() && note.contains(found[0].as_str()), "{code}: {found:?} {note}");
    }
    assert!(codes.split_whitespace().count() > 1);
    Ok(())
}
