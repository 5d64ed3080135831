//! Military jobs: their titles in the crosswalk, and those of a career.

use std::fs;
use std::path::Path;

use crate::common::answers::{answer, items};
use crate::common::contract::Contract;
use crate::common::{Service, TestResult, is_marked, sentence};
use http::StatusCode;
use onet_api::operations as op;
use serde_json::{Value, json};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample");

/// The form of the official crosswalk.
const OFFICIAL: &str = "SVC,STATUS,MOC,MPC,MOC_TITLE,ONET1,ONET2,ONET3,ONET4
A,A,67E,O,Pharmacy Officer,29-1051.00,,,
A,A,68Q,E,Pharmacy Specialist,29-2052.00,29-1051.00,,
N,O,8482,E,Pharmacy Technician,29-1051.00,,,
N,A,0887,W,Pharmacy Technician,29-1051.00,,,
C,A,HS,,Health Services,29-1051.00,,,
";

fn with_crosswalk(crosswalk: &str) -> TestResult<Service> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("moc.csv"), crosswalk)?;
    Service::import_with(Path::new(SAMPLE), &[folder.path()])
}

async fn in_the_military(service: &Service, query: &str) -> TestResult<Value> {
    let call = format!("/veterans/careers/29-1051.00/in_the_military{query}");
    let found = answer(service, &call).await?;
    Contract::load()?.judge(&op::VETERANS_CAREERS_IN_THE_MILITARY, &found, &call)?;
    Ok(found)
}

#[tokio::test]
async fn a_military_title_ends_with_service_and_category() -> TestResult {
    let service = with_crosswalk(OFFICIAL)?;
    let page = answer(&service, "/online/crosswalks/military?keyword=pharmacy").await?;
    let expected = [
        "0887 Pharmacy Technician (Navy - Warrant Officer only)",
        "67E Pharmacy Officer (Army - Commissioned Officer only)",
        "68Q Pharmacy Specialist (Army - Enlisted)",
    ];
    assert_eq!(items(&page, "match", &["code", "title"]), expected);
    let found = answer(&service, "/online/crosswalks/military?keyword=health").await?;
    assert_eq!(found["match"][0]["title"], "Health Services (Coast Guard)");
    // Titles that are whole already stay as they are.
    let whole = "MOC,MOC Title,Branch,O*NET-SOC Code\n00R,Major (CSM) Immaterial (Army - Enlisted),army,29-1051.00\n\
                 00S,Diver (Master),navy,29-1051.00\n";
    let page = answer(&with_crosswalk(whole)?, "/online/crosswalks/military?keyword=00").await?;
    let expected = ["Major (CSM) Immaterial (Army - Enlisted)", "Diver (Master) (Navy)"];
    assert_eq!(items(&page, "match", &["title"]), expected);
    Ok(())
}

#[tokio::test]
async fn one_code_in_two_services_is_two_jobs() -> TestResult {
    let two = "SVC,STATUS,MOC,MPC,MOC_TITLE,ONET1\nA,A,0311,E,Rifleman,29-1051.00\nM,A,0311,E,Rifleman,29-1224.00\n";
    let page = answer(&with_crosswalk(two)?, "/online/crosswalks/military?keyword=0311").await?;
    assert_eq!(
        items(&page, "match", &["title"]),
        ["Rifleman (Army - Enlisted)", "Rifleman (Marine Corps - Enlisted)"]
    );
    assert_eq!(items(&page["match"][0], "occupation", &["code"]), ["29-1051.00"]);
    Ok(())
}

#[tokio::test]
async fn military_jobs_of_a_career_go_by_branch_those_in_use_first() -> TestResult {
    let service = with_crosswalk(OFFICIAL)?;
    let jobs = in_the_military(&service, "").await?;
    assert_eq!(items(&jobs, "army", &["code", "active"]), ["67E true", "68Q true"]);
    assert_eq!(items(&jobs, "navy", &["code", "active"]), ["0887 true", "8482 false"]);
    let health = json!([{ "code": "HS", "title": "Health Services (Coast Guard)", "active": true }]);
    assert_eq!((&jobs["coast_guard"], jobs.get("air_force")), (&health, None));
    let navy = in_the_military(&service, "?branch=navy").await?;
    assert_eq!((navy["navy"].as_array().map(Vec::len), navy.get("army")), (Some(2), None));
    let none = in_the_military(&service, "?branch=space_force").await?;
    assert_eq!(none, json!({}));
    Ok(())
}

#[tokio::test]
async fn a_career_without_military_jobs_and_a_file_without_branches_are_refused() -> TestResult {
    let service = with_crosswalk(OFFICIAL)?;
    let none = service.get("/veterans/careers/29-1224.00/in_the_military").await?;
    assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!is_marked(&none) && sentence(&none)?.contains("A military job of 29-1224.00 is not in"));
    let bare = with_crosswalk("MOC,MOC Title,O*NET-SOC Code\n00R,Major,29-1051.00\n")?;
    let refused = bare.get("/veterans/careers/29-1051.00/in_the_military").await?;
    assert!(is_marked(&refused) && sentence(&refused)?.contains("Branches of the armed forces"));
    Ok(())
}
