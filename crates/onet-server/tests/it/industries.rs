//! Lists by industry, over the sample with a made-up list of industries and over a release with a whole one.

use std::fs;
use std::path::Path;

use crate::common::answers::{answer, assert_page, items};
use crate::common::contract::Contract;
use crate::common::{BASE, Service, TestResult, is_marked, sentence};
use http::StatusCode;
use onet_api::operation::Operation;
use serde_json::{Value, json};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample");

/// The form of the export of O*NET OnLine. Of 29-2011.01 and 29-2011.02 it has no figures, which are those of 29-2011.00.
const LIST: &str = "Code,Occupation,Projected Growth (2024-2034),Projected Job Openings (2024-2034),Industries
29-1051.00,Pharmacists,Average,14200,\"Retail Trade (52%), Health Care and Social Assistance (36%), Government (9%)\"
29-1224.00,Radiologists,Faster than average,1200,Health Care and Social Assistance (95%)
29-2011.00,Technologists,Much faster than average,900,\"Health Care and Social Assistance (50%), Professional, Scientific, and Technical Services (10%)\"
29-2011.01,Cytogenetic Technologists,,,
29-2056.00,Veterinary Technologists,Decline,30,
";

fn with_list(list: &str) -> TestResult<Service> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("industries.csv"), list)?;
    Service::import_with(Path::new(SAMPLE), &[folder.path()])
}

async fn judged(contract: &mut Contract, service: &Service, call: &str) -> TestResult<Value> {
    let found = answer(service, call).await?;
    let path = call.split('?').next().unwrap_or_default();
    let operation = Operation::find(path).ok_or_else(|| format!("{path} is not in the contract"))?;
    contract.judge(operation, &found, call)?;
    Ok(found)
}

#[tokio::test]
async fn occupations_of_an_industry_go_by_their_share_and_take_figures_of_their_soc_occupation() -> TestResult
{
    let (service, mut contract) = (with_list(LIST)?, Contract::load()?);
    let call = "/online/industries/62";
    let page = judged(&mut contract, &service, call).await?;
    let members = ["code", "percent_employed", "industry_data_from"];
    let expected = [
        "29-1224.00 95 null",
        "29-2011.01 50 29-2011.00",
        "29-2011.02 50 29-2011.00",
        "29-2011.00 50 null",
        "29-1051.00 36 null",
    ];
    assert_page(&page, "occupation", &members, 5, &expected);
    assert_eq!(
        page["occupation"][0],
        json!({
            "href": format!("{BASE}/online/occupations/29-1224.00/"),
            "code": "29-1224.00",
            "title": "Radiologists",
            "tags": {},
            "percent_employed": 95,
            "projected_growth": "Faster than average",
            "projected_openings": 1200,
        })
    );
    let growing = judged(&mut contract, &service, &format!("{call}?sort=growth")).await?;
    assert_eq!(items(&growing, "occupation", &["code"])[3..], ["29-1224.00", "29-1051.00"]);
    let opening = judged(&mut contract, &service, &format!("{call}?sort=openings")).await?;
    assert_eq!(items(&opening, "occupation", &["code"])[..2], ["29-1051.00", "29-1224.00"]);
    Ok(())
}

#[tokio::test]
async fn all_occupations_have_their_industries_from_ten_percent_on() -> TestResult {
    let (service, mut contract) = (with_list(LIST)?, Contract::load()?);
    let page = judged(&mut contract, &service, "/online/industries/all?sort=code").await?;
    let codes = ["29-1051.00", "29-1224.00", "29-2011.00", "29-2011.01", "29-2011.02", "29-2056.00"];
    assert_page(&page, "occupation", &["code"], 6, &codes);
    let shares = &page["occupation"][0];
    assert_eq!(items(shares, "percent_employed_by_industry", &["code", "percent"]), ["44 52", "62 36"]);
    assert_eq!(page["occupation"][5]["percent_employed_by_industry"], json!([]));
    let list = judged(&mut contract, &service, "/online/industries/").await?;
    let titles: Vec<_> = list.as_array().into_iter().flatten().map(|entry| &entry["title"]).collect();
    let expected = [
        "Health Care and Social Assistance",
        "Professional, Scientific, and Technical Services",
        "Retail Trade",
        "All industries",
    ];
    assert_eq!(titles, expected);
    assert_eq!(list[3]["href"], format!("{BASE}/online/industries/all"));
    Ok(())
}

#[tokio::test]
async fn careers_are_in_the_list_of_most_or_of_some_people() -> TestResult {
    let (service, mut contract) = (with_list(LIST)?, Contract::load()?);
    for site in ["mnm", "veterans"] {
        let list = judged(&mut contract, &service, &format!("/{site}/industries/")).await?;
        let health = json!({
            "most_people": format!("{BASE}/{site}/industries/62/most_people"),
            "some_people": format!("{BASE}/{site}/industries/62/some_people"),
            "code": 62,
            "title": "Health Care and Social Assistance",
        });
        assert_eq!(list[0], health);
        let most = judged(&mut contract, &service, &format!("/{site}/industries/62/most_people")).await?;
        let codes = ["29-2011.01", "29-2011.02", "29-2011.00", "29-1224.00"];
        assert_page(&most, "career", &["code"], 4, &codes);
        let some = judged(&mut contract, &service, &format!("/{site}/industries/62/some_people")).await?;
        assert_page(&some, "career", &["code"], 1, &["29-1051.00"]);
        let empty = judged(&mut contract, &service, &format!("/{site}/industries/11/some_people")).await?;
        assert_eq!(empty["total"], 0);
        let more =
            judged(&mut contract, &service, &format!("/{site}/careers/29-1051.00/explore_more")).await?;
        let employing = json!([
            {
                "most_people": format!("{BASE}/{site}/industries/44/most_people"),
                "code": 44,
                "title": "Retail Trade",
            },
            {
                "some_people": format!("{BASE}/{site}/industries/62/some_people"),
                "code": 62,
                "title": "Health Care and Social Assistance",
            },
        ]);
        assert_eq!(more["industries"], employing);
    }
    Ok(())
}

#[tokio::test]
async fn an_industry_that_is_none_is_refused() -> TestResult {
    let service = with_list(LIST)?;
    for call in ["/online/industries/12", "/mnm/industries/12/most_people"] {
        let response = service.get(call).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{call}");
        assert!(sentence(&response)?.contains("The industry 12 is not in"), "{call}");
    }
    // A name without a code would leave occupations out.
    let service = with_list(&LIST.replace("Retail Trade", "Wizardry"))?;
    for call in ["/online/industries/", "/online/industries/62", "/veterans/industries/62/some_people"] {
        let response = service.get(call).await?;
        assert!(is_marked(&response) && sentence(&response)?.contains("names Wizardry"), "{call}");
    }
    Ok(())
}

#[tokio::test]
async fn a_whole_list_has_all_industries_of_the_export() -> TestResult {
    let Some(service) = Service::real_release_with(&["lists"])? else { return Ok(()) };
    let mut contract = Contract::load()?;
    let list = judged(&mut contract, &service, "/online/industries/").await?;
    assert_eq!(list.as_array().map(Vec::len), Some(21));
    // The export: Actors, Information (33%), Arts, Entertainment, and Recreation (27%).
    let arts = judged(&mut contract, &service, "/online/industries/71?end=2000").await?;
    let actors = items(&arts, "occupation", &["code", "percent_employed", "projected_openings"]);
    assert!(actors.contains(&"27-2011.00 27 7400".to_owned()), "{actors:?}");
    Ok(())
}
