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
    let body =
        json!({"titles": ["filled prescriptions and told people how to take medicines"], "text": true});
    let (status, answer) = code(Config::default(), None, &body.to_string()).await?;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["results"][0]["candidates"][0]["code"], "29-1051.00", "{answer}");
    Ok(())
}

#[tokio::test]
async fn bad_bodies_and_missing_keys_are_refused() -> TestResult {
    let many = json!({"titles": vec!["Pharmacist"; 10_001]}).to_string();
    let wide = json!({"titles": vec!["Pharmacist"; 10_000], "top": 11}).to_string();
    let bodies = [
        "",
        "{",
        "[]",
        "nope",
        "[[\"nurse\"]]",
        "{}",
        r#"{"titles": "Pharmacist"}"#,
        r#"{"titles": [1]}"#,
        r#"{"titles": [], "level": "city"}"#,
        r#"{"titles": [], "level": 1}"#,
        r#"{"titles": [], "top": 0}"#,
        r#"{"titles": [], "top": 1001}"#,
        r#"{"titles": [], "top": "5"}"#,
        r#"{"titles": [], "min_score": 2}"#,
        r#"{"titles": [], "min_score": -1}"#,
        r#"{"titles": [], "text": 1}"#,
        r#"{"titles": ["x"], "descriptions": []}"#,
        r#"{"titles": [], "taxonomy": "2000"}"#,
        r#"{"titles": [], "taxonomy": "2010", "level": "soc"}"#,
        r#"{"titles": [], "colour": 1}"#,
        &many,
        &wide,
    ];
    for body in bodies {
        let (status, answer) = code(Config::default(), None, body).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {answer}", &body[..body.len().min(40)]);
        let message = answer["error"].as_str().unwrap_or_default();
        assert!(message.ends_with('.'), "{answer}");
        for word in ["struct", "usize", "sequence", "variant", "ident"] {
            assert!(!message.contains(word), "{message}");
        }
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
async fn groups_have_their_own_titles_and_a_mark_before_the_body_is_no_error() -> TestResult {
    let body = format!("\u{feff}{}", json!({"titles": ["Pharmacist"], "level": "major", "top": 1}));
    let (status, answer) = code(Config::default(), None, &body).await?;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let found = &answer["results"][0]["candidates"][0];
    assert_eq!(found["code"], "29-0000", "{answer}");
    assert_eq!(found["title"], "Healthcare Practitioners and Technical Occupations", "{answer}");
    Ok(())
}

#[tokio::test]
async fn the_sample_abstains_from_titles_that_it_does_not_have() -> TestResult {
    let titles = ["Pharmacist", "software developer", "truck driver"];
    let (_, answer) = code(Config::default(), None, &json!({"titles": titles}).to_string()).await?;
    let abstained: Vec<&Value> = (0..3).map(|at| &answer["results"][at]["abstained"]).collect();
    assert_eq!(abstained, [&json!(false), &json!(true), &json!(true)], "{answer}");
    Ok(())
}

#[tokio::test]
async fn a_title_that_cannot_be_coded_has_the_reason_among_the_others() -> TestResult {
    let titles = ["Pharmacist", "a\u{0}b", &"x".repeat(70_000)];
    let body = json!({"titles": titles, "descriptions": ["dispenses drugs", null, null], "top": 1});
    let (status, answer) = code(Config::default(), None, &body.to_string()).await?;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["results"][0]["candidates"][0]["code"], "29-1051.00");
    assert_eq!(answer["results"][1]["error"], "the title has binary data");
    assert_eq!(answer["results"][2]["error"], "the title is longer than 65,536 bytes");
    assert_eq!(answer["results"][2]["candidates"], json!([]));
    Ok(())
}

#[tokio::test]
async fn other_methods_and_long_bodies_are_refused_in_json() -> TestResult {
    let route = coding_route(&Source::sample()?.into(), Config::default());
    let response = route.clone().oneshot(Request::get("/code").body(Body::empty())?).await?;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(response.headers()["allow"], "POST");
    let body: Value = serde_json::from_slice(&to_bytes(response.into_body(), LIMIT).await?)?;
    assert!(body["error"].as_str().is_some_and(|message| message.contains("POST")), "{body}");
    let long = json!({"titles": ["x".repeat(3 << 20)]}).to_string();
    let (status, answer) = post(&route, None, &long).await?;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer["error"].as_str().is_some_and(|message| message.contains("2 MB")), "{answer}");
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

#[tokio::test]
async fn a_description_decides_where_a_title_is_empty_or_names_no_occupation() -> TestResult {
    let duties = "dispense drugs prescribed by physicians";
    let descriptions = [duties, duties, "fits lenses"];
    let body = json!({"titles": ["", "employee", "Pharmacist"], "descriptions": descriptions, "top": 1});
    let (status, answer) = code(Config::default(), None, &body.to_string()).await?;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let codes: Vec<&Value> = (0..3).map(|at| &answer["results"][at]["candidates"][0]["code"]).collect();
    let body = json!({"titles": [duties], "text": true, "top": 1});
    let (_, alone) = code(Config::default(), None, &body.to_string()).await?;
    let alone = &alone["results"][0]["candidates"][0]["code"];
    assert_eq!(codes, [alone, alone, &json!("29-1051.00")]);
    Ok(())
}

#[tokio::test]
async fn an_empty_title_has_an_error_unless_a_description_stands_in() -> TestResult {
    let body = json!({"titles": ["", "  ", ""], "descriptions": [null, null, "dispense drugs"]});
    let (_, answer) = code(Config::default(), None, &body.to_string()).await?;
    for at in [0, 1] {
        assert_eq!(answer["results"][at]["error"], "the title is empty", "{answer}");
    }
    assert!(answer["results"][2].get("error").is_none(), "{answer}");
    Ok(())
}

#[tokio::test]
async fn a_call_may_have_many_titles_but_not_as_many_lines_of_free_text() -> TestResult {
    let line = "filled prescriptions, told people how to take medicines, and ordered drugs";
    for (line, count, status) in [
        (line, 1001, StatusCode::UNPROCESSABLE_ENTITY),
        (line, 1000, StatusCode::OK),
        ("pharmacist", 10_000, StatusCode::OK),
    ] {
        let body = json!({"titles": vec![line; count], "top": 1}).to_string();
        let (found, answer) = code(Config::default(), None, &body).await?;
        assert_eq!(found, status, "{count} times {line}");
        if found != StatusCode::OK {
            let message = answer["error"].as_str().unwrap_or_default();
            assert!(message.contains("1000 lines that are read as free text"), "{message}");
            assert!(message.contains("has 1001"), "{message}");
        }
    }
    Ok(())
}
