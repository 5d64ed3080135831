//! Answers have the shapes of the contract; refusals have its error body.

use std::collections::BTreeSet;

use crate::common::contract::Contract;
use crate::common::examples::examples;
use crate::common::{BASE, Service, TestResult, is_marked, tell};
use http::StatusCode;
use onet_api::operation::{Operation, ResponseForm};
use onet_api::{operations, types};
use onet_domain::OnetSocCode;
use serde_json::{Value, json};

/// The answered operations besides the index pages.
const ANSWERED: [&str; 85] = [
    "about",
    "online_search",
    "online_related_activities_search",
    "online_related_activities_activities",
    "online_related_activities_results",
    "database_list",
    "database_table_info",
    "database_rows",
    "online_occupations_list",
    "online_occupations_overview",
    "online_occupations_custom_work_activities_outline",
    "online_occupations_summary_detailed_work_activities",
    "online_occupations_summary_interests",
    "online_occupations_summary_job_zone",
    "online_occupations_summary_knowledge",
    "online_occupations_summary_related_occupations",
    "online_occupations_summary_skills",
    "online_occupations_summary_tasks",
    "online_occupations_summary_technology_skills",
    "online_occupations_details_detailed_work_activities",
    "online_occupations_details_interests",
    "online_occupations_details_job_zone",
    "online_occupations_details_knowledge",
    "online_occupations_details_related_occupations",
    "online_occupations_details_skills",
    "online_occupations_details_tasks",
    "online_occupations_details_technology_skills",
    "online_occupations_hot_technology",
    "online_occupations_in_demand_skills",
    "online_occupations_related_detailed_work_activities",
    "online_occupations_related_interests",
    "online_occupations_related_knowledge",
    "online_occupations_related_skills",
    "online_occupations_related_tasks",
    "online_onet_data_interests_list",
    "online_onet_data_interests_occupations",
    "online_onet_data_knowledge_list",
    "online_onet_data_knowledge_occupations",
    "online_onet_data_skills_basic_list",
    "online_onet_data_skills_basic_occupations",
    "online_onet_data_skills_cf_list",
    "online_onet_data_skills_cf_occupations",
    "online_onet_data_work_activities_list",
    "online_job_families_list",
    "online_job_families_all_occupations",
    "online_job_families_occupations",
    "online_job_zones_list",
    "online_job_zones_all_occupations",
    "online_job_zones_occupations",
    "online_soft_skills_list",
    "online_soft_skills_results",
    "online_job_duties_search",
    "online_job_duties_tasks",
    "online_technology_examples_search",
    "online_technology_categories_search",
    "online_crosswalks_soc",
    "mnm_search",
    "mnm_careers_list",
    "mnm_careers_overview",
    "mnm_job_preparation_list",
    "mnm_job_preparation_careers",
    "mnm_interests_list",
    "mnm_interests_careers",
    "mnm_careers_knowledge",
    "mnm_careers_skills",
    "mnm_careers_technology",
    "mnm_careers_education",
    "mnm_careers_explore_more",
    "mnm_interest_profiler_results",
    "mnm_interest_profiler_careers",
    "mnm_interest_profiler_job_zones",
    "mnm_interest_profiler_interests_list",
    "mnm_interest_profiler_interests_careers",
    "veterans_search",
    "veterans_careers_list",
    "veterans_careers_overview",
    "veterans_job_preparation_list",
    "veterans_job_preparation_careers",
    "veterans_interests_list",
    "veterans_interests_careers",
    "veterans_careers_knowledge",
    "veterans_careers_skills",
    "veterans_careers_technology",
    "veterans_careers_education",
    "veterans_careers_explore_more",
];

/// Texts and pages to search with.
const SEARCHES: [&str; 7] =
    ["pharmacist", "29-1051.00", "29", "care", "zzzzzz", "29&start=2&end=3", "29&start=2000"];

/// Orders and pages of related occupations.
const ORDERS: [&str; 6] = ["", "&sort=similar", "&sort=title", "&sort=code", "&sort=zone", "&start=3&end=4"];

fn is_index(operation: &Operation) -> bool {
    operation.response == ResponseForm::List { items: "ServiceReference" }
}

fn is_answered(operation: &Operation) -> bool {
    is_index(operation) || ANSWERED.contains(&operation.id)
}

#[tokio::test]
async fn every_operation_is_answered_or_refused_as_not_in_the_source() -> TestResult {
    let (mut contract, sample) = (Contract::load()?, Service::sample()?);
    let mut answered = 0;
    for operation in operations::ALL {
        let call = examples(operation).remove(0);
        let response = sample.get(&call).await?;
        let body: Value = serde_json::from_slice(response.body())?;
        if is_answered(operation) {
            assert_eq!(response.status(), StatusCode::OK, "{call}: {body}");
            contract.judge(operation, &body, &call)?;
            answered += 1;
        } else {
            assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{call}: {body}");
            assert!(is_marked(&response), "{call}: {body}");
            contract.judge_refusal(&body, &call)?;
        }
    }
    let all = operations::ALL.len();
    tell(&format!("{all} operations called: {answered} answered, {} not in the source", all - answered));
    Ok(())
}

/// Calls of an answered operation: for the searches texts and pages of every kind, else all occupations of the sample,
/// each with all its activities, in all orders.
fn calls(operation: &Operation, sample: &Service) -> TestResult<Vec<String>> {
    let path = operation.path;
    let index = sample.source.release().occupations()?;
    let of = |code: OnetSocCode| path.replace("{code}", &code.to_string());
    Ok(match operation.id {
        "online_search" | "online_related_activities_search" => {
            SEARCHES.iter().map(|query| format!("{path}?keyword={query}")).collect()
        }
        "online_related_activities_activities" => {
            index.occupations().map(|occupation| of(occupation.code)).collect()
        }
        "online_related_activities_results" => {
            let mut calls = Vec::new();
            for occupation in index.occupations() {
                let all: Vec<_> = index.activities_of(occupation.code).map(|activity| activity.id).collect();
                let call = format!("{}?activities={}", of(occupation.code), all.join(","));
                calls.extend(ORDERS.iter().map(|order| format!("{call}{order}")));
            }
            calls
        }
        _ => examples(operation),
    })
}

#[tokio::test]
async fn every_answer_over_the_sample_has_the_shape_of_the_contract() -> TestResult {
    let (mut contract, sample) = (Contract::load()?, Service::sample()?);
    let (mut answered, mut answers) = (0, 0);
    for operation in operations::ALL.into_iter().filter(|operation| is_answered(operation)) {
        for call in calls(operation, &sample)? {
            let response = sample.get(&call).await?;
            let body: Value = serde_json::from_slice(response.body())?;
            assert_eq!(response.status(), StatusCode::OK, "{call}: {body}");
            assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8", "{call}");
            contract.judge(operation, &body, &call)?;
            answers += 1;
        }
        answered += 1;
    }
    tell(&format!("{answered} operations gave {answers} answers, all valid"));
    Ok(())
}

#[tokio::test]
async fn the_contract_allows_no_member_that_it_does_not_name() -> TestResult {
    let (mut contract, sample) = (Contract::load()?, Service::sample()?);
    let mut body: Value = serde_json::from_slice(sample.get("/about/").await?.body())?;
    contract.judge(&operations::ABOUT, &body, "about")?;
    body["database"]["colour"] = json!("blue");
    let judged = contract.judge(&operations::ABOUT, &body, "about");
    assert!(judged.is_err(), "a member too many goes unnoticed");
    Ok(())
}

#[tokio::test]
async fn both_slash_forms_are_one_operation() -> TestResult {
    let sample = Service::sample()?;
    for operation in operations::ALL.into_iter().filter(|operation| operation.path != "/") {
        let call = examples(operation).remove(0);
        let (path, query) = call.split_once('?').unwrap_or((&call, ""));
        let other = match path.strip_suffix('/') {
            Some(short) => format!("{short}?{query}"),
            None => format!("{path}/?{query}"),
        };
        let (one, two) = (sample.get(&call).await?, sample.get(&other).await?);
        assert_eq!((one.status(), one.body()), (two.status(), two.body()), "{call} and {other}");
    }
    Ok(())
}

#[tokio::test]
async fn an_index_page_leads_to_paths_of_the_contract() -> TestResult {
    let sample = Service::sample()?;
    let mut below = 0;
    for index in operations::ALL.into_iter().filter(|operation| is_index(operation)) {
        for call in examples(index) {
            let listed: Vec<types::ServiceReference> =
                serde_json::from_slice(sample.get(&call).await?.body())?;
            let hrefs: BTreeSet<_> = listed.iter().map(|service| &service.href).collect();
            assert_eq!(hrefs.len(), listed.len(), "{call} lists a service twice");
            for service in &listed {
                let path =
                    service.href.strip_prefix(BASE).ok_or_else(|| format!("{call}: {}", service.href))?;
                assert!(!service.title.is_empty(), "{path} has no title");
                assert!(Operation::find(path).is_some(), "{path} is not in the contract");
                let status = sample.get(path).await?.status();
                assert!([200, 422].contains(&status.as_u16()), "{path}: {status}");
            }
            below += listed.len();
        }
    }
    assert!(below > 80, "the index pages list {below} services");
    Ok(())
}

#[tokio::test]
async fn the_first_page_lists_the_services() -> TestResult {
    let sample = Service::sample()?;
    let root = sample.client.raw("", &[]).await?;
    let hrefs: BTreeSet<_> =
        root.as_array().into_iter().flatten().filter_map(|entry| entry["href"].as_str()).collect();
    for service in ["about", "database", "taxonomy", "online", "mnm", "mpp", "veterans"] {
        assert!(hrefs.contains(format!("{BASE}/{service}/").as_str()), "{service} is not in {hrefs:?}");
    }
    assert_eq!(hrefs.len(), 7);
    Ok(())
}

#[tokio::test]
async fn about_names_the_sample_and_the_contract() -> TestResult {
    let about = Service::sample()?.client.about().await?;
    assert_eq!(about.api_version, operations::API_VERSION);
    assert_eq!(about.database.name, "O*NET 29.3 sample");
    assert_eq!(about.taxonomy.name, "O*NET-SOC 2019");
    let about = Service::sample_on_disk()?.client.about().await?;
    assert_eq!(about.database.name, "O*NET 29.3");
    Ok(())
}
