//! Outlook, wages and states of careers: from made-up files, and from those of the Bureau of Labor Statistics where the
//! environment names them.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use onet_api::operation::Operation;
use onet_server::{Config, legacy, router};
use rand::SeedableRng as _;
use rand::rngs::Xoshiro256PlusPlus;
use rand::seq::SliceRandom as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::common::contract::Contract;
use crate::common::{BASE, Service, TestResult, is_marked, sentence, tell};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample");

/// Occupations whose salaries are compared with the file of the Bureau.
const COMPARED: usize = 50;

const WAGES: &str = "soc_code,annual_10,annual_median,annual_90,hourly_10,hourly_median,hourly_90\n\
    29-1051,86930,137480,172040,41.79,66.10,82.71\n29-1224,89010,#,#,*,202.34,#\n";

const PROJECTIONS: &str = "Occupation Code,\"Employment Percent Change, 2024-2034\",\
    \"Occupational Openings, 2024-2034 Annual Average\"\n29-1051,4.6,14.2\n29-1224,3.9,1.2\n29-2052,1.0,75.0\n29-1141,-0.5,1.0\n";

const STATES: &str = "postal_code,state,soc_code,location_quotient\n\
    VT,Vermont,29-1051,1.30\nAL,Alabama,29-1051,0.79\nWY,Wyoming,29-1051,*\nOH,Ohio,29-1051,1.24\nME,Maine,29-1051,1.25\n";

/// The sample with files beside it.
fn with(files: &[(&str, &str)]) -> TestResult<Service> {
    let folder = tempfile::tempdir()?;
    for (name, content) in files {
        fs::write(folder.path().join(name), content)?;
    }
    Service::import_with(Path::new(SAMPLE), &[folder.path()])
}

fn all() -> TestResult<Service> {
    with(&[
        ("national_M2025.csv", WAGES),
        ("Employment Projections.csv", PROJECTIONS),
        ("states_2025.csv", STATES),
    ])
}

/// The answer to a call, checked against the contract, and the header that names its files.
async fn judged(contract: &mut Contract, service: &Service, call: &str) -> TestResult<(Value, String)> {
    let response = service.get(call).await?;
    assert_eq!(response.status(), StatusCode::OK, "{call}: {:?}", response.body());
    let answer: Value = serde_json::from_slice(response.body())?;
    let path = call.split('?').next().unwrap_or_default();
    let operation = Operation::find(path).ok_or_else(|| format!("{path} is not in the contract"))?;
    contract.judge(operation, &answer, call)?;
    Ok((answer, files_of(&response)))
}

fn files_of(response: &Response<Bytes>) -> String {
    let value = response.headers().get("onet-data-files").and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn documents_of_1_x_name_the_files_that_answers_of_2_0_name() -> TestResult {
    let service = all()?;
    let gateway = gateway(&service);
    for section in ["job_outlook", "report"] {
        let answer = service.get("/mnm/careers/29-1051.00/job_outlook").await?;
        let request = Request::get(format!("{BASE}/ws/mnm/careers/29-1051.00/{section}"));
        let document = gateway.clone().oneshot(request.body(Body::empty())?).await?;
        let (head, body) = document.into_parts();
        let document = Response::from_parts(head, body.collect().await?.to_bytes());
        assert_eq!(document.status(), StatusCode::OK, "{section}: {:?}", document.body());
        assert!(!files_of(&answer).is_empty(), "{section}");
        // A report is also made from answers that name other files.
        assert!(files_of(&document).contains(&files_of(&answer)), "{section}: {}", files_of(&document));
    }
    Ok(())
}

#[tokio::test]
async fn a_career_without_industries_is_an_error_to_callers_of_1_x() -> TestResult {
    let service = all()?;
    let gateway = gateway(&service);
    let path = format!("{BASE}/ws/mnm/careers/29-1051.00/where_do_they_work");
    let document = gateway.oneshot(Request::get(path).body(Body::empty())?).await?;
    assert_eq!(document.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let body = document.into_body().collect().await?.to_bytes();
    let text = String::from_utf8_lossy(&body).into_owned();
    assert!(text.contains("<error>") && text.contains("no data"), "{text}");
    Ok(())
}

#[tokio::test]
async fn job_outlook_has_the_outlook_why_it_is_bright_and_the_salary() -> TestResult {
    let (service, mut contract) = (all()?, Contract::load()?);
    for site in ["mnm", "veterans"] {
        let call = |code: &str| format!("/{site}/careers/{code}/job_outlook");
        let (bright, files) = judged(&mut contract, &service, &call("29-1051.00")).await?;
        assert_eq!(bright["outlook"]["category"], "Bright");
        let href = format!("{BASE}/{site}/bright_outlook/grow");
        assert_eq!(
            bright["bright_outlook"],
            json!([{ "href": href, "code": "grow", "title": "Grow Rapidly" }])
        );
        let salary = json!({
            "soc_code": "29-1051", "annual_10th_percentile": 86930, "annual_median": 137480,
            "annual_90th_percentile": 172040, "hourly_10th_percentile": 41.79, "hourly_median": 66.1,
            "hourly_90th_percentile": 82.71
        });
        assert_eq!(bright["salary"], salary);
        let expected = "employment_projections;file=\"Employment Projections.csv\";period=\"2024-2034\", \
                        oews_national;file=\"national_M2025.csv\";period=\"2025\"";
        assert_eq!(files, expected);
        // The answer from the cache has the same headers.
        assert_eq!(files_of(&service.get(&call("29-1051.00")).await?), expected);

        let (average, _) = judged(&mut contract, &service, &call("29-1224.00")).await?;
        assert_eq!(
            (&average["outlook"]["category"], &average["bright_outlook"]),
            (&json!("Average"), &Value::Null)
        );
        let salary = json!({
            "soc_code": "29-1224", "annual_10th_percentile": 89010, "annual_median_over": 239_200,
            "annual_90th_percentile_over": 239_200, "hourly_median": 202.34, "hourly_90th_percentile_over": 115.0
        });
        assert_eq!(average["salary"], salary);
    }
    Ok(())
}

#[tokio::test]
async fn a_career_without_wages_has_its_soc_code_alone_and_one_without_projection_is_refused() -> TestResult {
    let (service, mut contract) = (all()?, Contract::load()?);
    let (openings, _) = judged(&mut contract, &service, "/mnm/careers/29-2052.00/job_outlook").await?;
    assert_eq!(openings["bright_outlook"][0]["code"], "openings");
    assert_eq!(openings["salary"], json!({ "soc_code": "29-2052" }));
    let other = service.get("/mnm/careers/29-1292.00/job_outlook").await?;
    assert_eq!(other.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!is_marked(&other) && sentence(&other)?.contains("29-1292.00"), "{}", sentence(&other)?);
    Ok(())
}

#[tokio::test]
async fn states_are_rated_by_their_concentration_and_sorted_by_name_or_outlook() -> TestResult {
    let (service, mut contract) = (all()?, Contract::load()?);
    let shown = |answer: &Value| -> Vec<String> {
        let states = answer.as_array().into_iter().flatten();
        states.map(|state| format!("{} {} {}", state["code"], state["name"], state["job_outlook"])).collect()
    };
    for site in ["mnm", "veterans"] {
        let call = format!("/{site}/careers/29-1051.00/check_out_my_state");
        let (by_name, files) = judged(&mut contract, &service, &call).await?;
        let [alabama, maine, ohio, vermont] = [
            "\"AL\" \"Alabama\" \"Below Average\"",
            "\"ME\" \"Maine\" \"Above Average\"",
            "\"OH\" \"Ohio\" \"Average\"",
            "\"VT\" \"Vermont\" \"Above Average\"",
        ];
        assert_eq!(shown(&by_name), [alabama, maine, ohio, vermont]);
        assert_eq!(files, "oews_states;file=\"states_2025.csv\";period=\"2025\"");
        let (by_outlook, _) = judged(&mut contract, &service, &format!("{call}?sort=job_outlook")).await?;
        assert_eq!(shown(&by_outlook), [maine, vermont, ohio, alabama]);
    }
    let none = service.get("/mnm/careers/29-1224.00/check_out_my_state").await?;
    assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY);
    Ok(())
}

#[tokio::test]
async fn projections_tag_occupations_and_fill_the_bright_outlook_lists() -> TestResult {
    let (service, mut contract) = (with(&[("Employment Projections.csv", PROJECTIONS)])?, Contract::load()?);
    let (all, files) = judged(&mut contract, &service, "/online/bright_outlook/all?sort=code").await?;
    let codes: Vec<_> = all["occupation"].as_array().into_iter().flatten().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["29-1051.00", "29-2052.00"]);
    assert_eq!(files, "employment_projections;file=\"Employment Projections.csv\";period=\"2024-2034\"");
    let (overview, files) = judged(&mut contract, &service, "/online/occupations/29-2052.00/").await?;
    assert_eq!(overview["tags"], json!({ "bright_outlook": true }));
    assert_eq!(overview["bright_outlook"], json!([{ "code": "openings", "title": "Openings" }]));
    assert_eq!(files, "");
    let (careers, _) = judged(&mut contract, &service, "/mnm/bright_outlook/grow").await?;
    assert_eq!(careers["total"], 1);
    let refused = service.get("/mnm/careers/29-1051.00/job_outlook").await?;
    assert!(is_marked(&refused) && sentence(&refused)?.contains("National Wages"), "{}", sentence(&refused)?);
    Ok(())
}

/// The gateway for version 1.x in front of a service.
fn gateway(service: &Service) -> Router {
    legacy::routes(router(service.source.clone(), Config::default()), Config::default())
}

#[tokio::test]
async fn documents_of_1_x_name_a_bright_outlook_as_lost_where_it_is_unknown_only() -> TestResult {
    for (service, is_known) in [(Service::sample()?, false), (all()?, true)] {
        let gateway = gateway(&service);
        for path in ["/ws/online/occupations/29-1051.00", "/ws/mnm/search?keyword=pharmacist"] {
            let response =
                gateway.clone().oneshot(Request::get(format!("{BASE}{path}")).body(Body::empty())?).await?;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            let losses = response.headers().get("onet-losses").and_then(|value| value.to_str().ok());
            let losses = losses.unwrap_or_default();
            assert_eq!(losses.contains("tags.bright_outlook"), !is_known, "{path}: {losses}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn documents_of_1_x_have_the_outlook_and_the_salary() -> TestResult {
    let gateway = gateway(&all()?);
    let request = Request::get(format!("{BASE}/ws/mnm/careers/29-1224.00/job_outlook"))
        .header("accept", "application/json")
        .body(Body::empty())?;
    let response = gateway.oneshot(request).await?;
    assert_eq!(response.status(), StatusCode::OK);
    let document: Value = serde_json::from_slice(&response.into_body().collect().await?.to_bytes())?;
    assert_eq!(document["outlook"]["category"], "Average");
    assert_eq!(document["salary"]["annual_90th_percentile_over"], 239_200);
    Ok(())
}

fn folder(variable: &str) -> Option<PathBuf> {
    let folder = env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        tell(&format!("skipped: {variable} is not set"));
    }
    folder
}

/// The rows of a file with tabs, each by its headers.
fn rows(text: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = text.lines();
    let headers: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    lines.map(|line| headers.iter().copied().zip(line.split('\t')).collect()).collect()
}

#[tokio::test]
async fn salaries_of_random_careers_are_those_of_the_file() -> TestResult {
    let variables = ["ONET_TEST_RELEASE_DIR", "ONET_TEST_SUPPLEMENTS_DIR"];
    let [Some(release), Some(supplements)] = variables.map(folder) else { return Ok(()) };
    let files = supplements.join("labor-market");
    let service = Service::import_with(&release, &[files.as_path()])?;
    let mut contract = Contract::load()?;
    let text = fs::read_to_string(files.join("oews_may_2025_national.tsv"))?;
    let wages = rows(&text);
    let by_code: BTreeMap<&str, _> = wages.iter().map(|row| (row["soc_code"], row)).collect();
    let occupations = fs::read_to_string(release.join("Job Zones.txt"))?;
    let mut careers: Vec<&str> = rows(&occupations)
        .iter()
        .map(|row| row["O*NET-SOC Code"])
        .filter(|code| by_code.contains_key(&code[..7]))
        .collect();
    careers.shuffle(&mut Xoshiro256PlusPlus::seed_from_u64(29));
    for code in &careers[..COMPARED] {
        let (answer, _) =
            judged(&mut contract, &service, &format!("/mnm/careers/{code}/job_outlook")).await?;
        let (row, salary) = (by_code[&code[..7]], &answer["salary"]);
        assert_eq!(salary["soc_code"], code[..7]);
        for (kind, column) in [("annual", "annual"), ("hourly", "hourly")] {
            for (name, part) in [("10th_percentile", "10"), ("median", "median"), ("90th_percentile", "90")] {
                let expected: Option<f64> = row[format!("{column}_{part}").as_str()].parse().ok();
                assert_eq!(salary[format!("{kind}_{name}")].as_f64(), expected, "{code} {kind} {name}");
            }
        }
    }
    // The figure of the live service in August 2026.
    let (nurses, _) = judged(&mut contract, &service, "/mnm/careers/29-1141.00/job_outlook").await?;
    assert_eq!(nurses["salary"]["annual_median"], 97_550);
    Ok(())
}
