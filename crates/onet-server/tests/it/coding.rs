//! `POST /code`: titles to occupations.

use std::io::Write as _;

use axum::body::{Body, to_bytes};
use http::{Request, StatusCode};
use onet_server::{Config, Source, SourceChain, coding_route};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::common::TestResult;

const LIMIT: usize = 16 << 20;

async fn code(config: Config, key: Option<&str>, body: &str) -> TestResult<(StatusCode, Value)> {
    let sources: SourceChain = Source::sample()?.into();
    post(&coding_route(&sources, config), key, body).await
}

async fn post(route: &axum::Router, key: Option<&str>, body: &str) -> TestResult<(StatusCode, Value)> {
    let mut request = Request::post("/code");
    if let Some(key) = key {
        request = request.header("x-api-key", key);
    }
    let response = route.clone().oneshot(request.body(Body::from(body.to_owned()))?).await?;
    let (head, body) = response.into_parts();
    Ok((head.status, serde_json::from_slice(&to_bytes(body, LIMIT).await?)?))
}

#[tokio::test]
async fn titles_get_candidates_in_their_order() -> TestResult {
    let body = json!({"titles": ["Sr. Pharmacist", "", "Registered Nurse II"], "top": 2}).to_string();
    let (status, answer) = code(Config::default(), None, &body).await?;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let results = answer["results"].as_array().expect("a list");
    assert_eq!(results.len(), 3);
    assert_eq!(results[0]["title"], "Sr. Pharmacist");
    assert_eq!(results[0]["seniority"], "senior");
    assert_eq!(results[0]["candidates"][0]["code"], "29-1051.00");
    assert_eq!(results[1]["abstained"], true);
    assert_eq!(results[1]["candidates"], json!([]));
    for result in results {
        let candidates = result["candidates"].as_array().expect("a list");
        assert!(candidates.len() <= 2, "{result}");
        let scores: Vec<f64> =
            candidates.iter().filter_map(|candidate| candidate["score"].as_f64()).collect();
        assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)), "{result}");
        assert!(scores.is_sorted_by(|left, right| left >= right), "{result}");
    }
    Ok(())
}

#[tokio::test]
async fn levels_shorten_codes_and_free_text_has_candidates() -> TestResult {
    let body = json!({"titles": ["Pharmacist"], "level": "soc", "top": 1}).to_string();
    let (_, answer) = code(Config::default(), None, &body).await?;
    assert_eq!(answer["results"][0]["candidates"][0]["code"], "29-1051", "{answer}");
    let body = json!({"titles": ["checked prescriptions and dispensed drugs to patients"], "text": true});
    let (status, answer) = code(Config::default(), None, &body.to_string()).await?;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["results"][0]["candidates"][0]["code"], "29-1051.00", "{answer}");
    Ok(())
}

#[tokio::test]
async fn bad_bodies_and_missing_keys_are_refused() -> TestResult {
    let many = json!({"titles": vec!["Pharmacist"; 10_001]}).to_string();
    for body in
        ["", "{", "[]", "{}", r#"{"titles": "Pharmacist"}"#, r#"{"titles": [], "level": "city"}"#, &many]
    {
        let (status, answer) = code(Config::default(), None, body).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {answer}", &body[..body.len().min(40)]);
        assert!(answer["error"].as_str().is_some_and(|message| !message.is_empty()), "{answer}");
    }
    let mut file = tempfile::NamedTempFile::new()?;
    writeln!(file, "ada 0123456789abcdef")?;
    let config = Config::default().with_key_file(file.path())?;
    let body = json!({"titles": ["Pharmacist"], "top": 1}).to_string();
    assert_eq!(code(config.clone(), None, &body).await?.0, StatusCode::UNAUTHORIZED);
    assert_eq!(code(config, Some("0123456789abcdef"), &body).await?.0, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn a_server_without_a_release_says_that_it_cannot_code() -> TestResult {
    let sources = SourceChain::from(crate::sources::setting::upstream("http://127.0.0.1:9")?);
    let (status, answer) =
        post(&coding_route(&sources, Config::default()), None, r#"{"titles": ["x"]}"#).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    Ok(())
}
