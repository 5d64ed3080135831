//! Several sources: which of them answers, what is recorded, and what happens when a service is down.

pub(crate) mod setting;

use std::fs;

use crate::common::contract::Contract;
use crate::common::{BASE, TestResult, is_marked, send, sentence};
use bytes::Bytes;
use http::{Request, StatusCode};
use onet_api::operation::Operation;
use onet_api::{Client, DEFAULT_BASE_URL, ErrorKind, PageRange};
use onet_server::{Config, InProcess, RecordingError, Recordings, Source, SourceChain, Upstream};
use serde_json::Value;
use setting::*;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test]
async fn a_recorded_answer_is_replayed_byte_for_byte_on_the_base_of_the_call() -> TestResult {
    let server = MockServer::start().await;
    for on in [server.uri(), DEFAULT_BASE_URL.to_owned()] {
        give(&server, 200, &odd(&on)).await;
        let (_folder, recordings) = recordings()?;
        let first = get(&served(recorded(&server.uri(), &recordings)?), CAREER).await?;
        let again = get(&served(recordings), CAREER).await?;
        for (response, name) in [(&first, "live"), (&again, "recorded")] {
            assert_eq!((response.status(), source(response)), (StatusCode::OK, name));
            assert_eq!(*response.body(), odd(BASE), "{name}");
            assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8");
        }
        assert!(again.headers().contains_key("onet-recorded-at"));
        assert!(!first.headers().contains_key("onet-recorded-at"));
    }
    Ok(())
}

#[tokio::test]
async fn all_answers_of_the_sample_are_the_same_from_recordings_and_valid() -> TestResult {
    let (_folder, recordings) = recordings()?;
    let sample = served(Source::sample()?);
    let builder = Client::builder().base_url("http://recorder.test:9").service(sample.clone());
    let client = recording(builder, &recordings).build()?;
    for call in CALLS {
        client.raw(call, &[]).await?;
    }
    let replay = served(recordings);
    let mut contract = Contract::load()?;
    for call in CALLS {
        let (expected, found) = (get(&sample, call).await?, get(&replay, call).await?);
        assert_eq!((found.status(), found.body()), (StatusCode::OK, expected.body()), "{call}");
        let path = call.split('?').next().unwrap_or_default();
        let operation = Operation::find(path).ok_or("it is in the contract")?;
        contract.judge(operation, &serde_json::from_slice::<Value>(found.body())?, call)?;
    }
    Ok(())
}

#[tokio::test]
async fn equivalent_calls_find_the_same_recording() -> TestResult {
    let (_folder, recordings) = recordings_of(&["/online/search?keyword=nurse&start=1"], 200, "{}").await?;
    let router = served(recordings);
    for call in [
        "/online/search/?keyword=nurse&start=1",
        "/online/search?start=1&keyword=nurse",
        "/online/search?keyword=%6eurse&start=1",
    ] {
        assert_eq!(get(&router, call).await?.status(), StatusCode::OK, "{call}");
    }
    for call in ["/online/search?keyword=nurse", "/online/search?keyword=nurse&start=2", "/about"] {
        let response = get(&router, call).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{call}");
        assert!(is_marked(&response), "{call}");
    }
    Ok(())
}

#[tokio::test]
async fn an_unrecorded_call_is_not_in_the_source() -> TestResult {
    let (_folder, recordings) = recordings()?;
    let folder = recordings.folder().display().to_string();
    let client = Client::builder().service(served(recordings.clone())).build()?;
    let failure = client.online_search("nurse", PageRange::default()).await.expect_err("nothing is recorded");
    assert_eq!(failure.kind(), ErrorKind::NotInSource);
    let message = format!("/online/search?keyword=nurse is not in the recordings under {folder}.");
    assert_eq!(failure.message(), message);
    let response = get_from_outside(recordings, "/online/search?keyword=nurse").await?;
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
    assert!(
        !String::from_utf8_lossy(&body).contains(&folder),
        "a remote caller learns the path of the folder"
    );
    Ok(())
}

#[tokio::test]
async fn a_refusal_is_recorded_and_replayed() -> TestResult {
    let refusal = r#"{"error":"must have required property 'keyword'"}"#;
    let (_folder, recordings) = recordings_of(&["/online/search"], 422, refusal).await?;
    let response = get(&served(recordings), "/online/search").await?;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((response.body(), source(&response)), (&Bytes::from_static(refusal.as_bytes()), "recorded"));
    assert!(!is_marked(&response));
    Ok(())
}

#[tokio::test]
async fn only_answers_of_the_contract_are_recorded() -> TestResult {
    for (status, body) in [
        (200, "<!DOCTYPE html><html></html>"),
        (401, "{}"),
        (403, "<html></html>"),
        (404, "{}"),
        (429, "{}"),
        (500, "{}"),
        (503, "{}"),
    ] {
        let (_folder, recordings) = recordings_of(&[CAREER], status, body).await?;
        assert!(files(recordings.folder())?.is_empty(), "{status}");
    }
    Ok(())
}

#[tokio::test]
async fn the_newest_answer_replaces_an_older_one() -> TestResult {
    let (_folder, recordings) = recordings()?;
    let server = MockServer::start().await;
    let live = served(recorded(&server.uri(), &recordings)?);
    for body in ["[1]", "[2]"] {
        give(&server, 200, body).await;
        get(&live, CAREER).await?;
        assert_eq!(get(&served(recordings.clone()), CAREER).await?.body(), body);
    }
    assert_eq!(files(recordings.folder())?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn each_source_fills_the_gaps_of_those_before_it() -> TestResult {
    let recorded = "/mnm/careers/29-1051.00/job_outlook";
    let (_folder, recordings) =
        recordings_of(&[recorded, "/about/"], 200, r#"{"from":"recordings"}"#).await?;
    let server = answering(200, r#"{"from":"upstream"}"#).await;
    let sources = SourceChain::from(Source::sample()?).then(recordings).then(upstream(&server.uri())?);
    let router = served(sources);
    for (call, name) in [
        ("/about/", "sample"),
        ("/online/search?keyword=pharmacist", "sample"),
        ("/online/related_activities/activities/11-1011.00", "live"),
        (recorded, "recorded"),
        (CAREER, "live"),
        ("/a/path/of/a/later/version?x=1", "live"),
    ] {
        let response = get(&router, call).await?;
        assert_eq!((response.status(), source(&response)), (StatusCode::OK, name), "{call}");
    }
    let requests = server.received_requests().await.ok_or("requests are recorded")?;
    assert_eq!(requests.len(), 3);
    assert_eq!(
        (requests[2].url.path(), requests[2].url.query()),
        ("/a/path/of/a/later/version", Some("x=1"))
    );
    Ok(())
}

#[tokio::test]
async fn the_first_source_that_answers_decides() -> TestResult {
    let call = "/online/search?keyword=pharmacist";
    let (_folder, recordings) = recordings_of(&[call], 200, "{}").await?;
    let server = answering(200, "{}").await;
    let (sample, live) = (Source::sample()?, upstream(&server.uri())?);
    for (sources, name) in [
        (SourceChain::from(sample.clone()).then(live.clone()).then(recordings.clone()), "sample"),
        (SourceChain::from(live.clone()).then(sample.clone()).then(recordings.clone()), "live"),
        (SourceChain::from(recordings).then(live).then(sample), "recorded"),
    ] {
        assert_eq!(source(&get(&served(sources), call).await?), name);
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_call_does_not_reach_later_sources() -> TestResult {
    let server = answering(422, r#"{"error":"says the service"}"#).await;
    let (sample, live) = (Source::sample()?, upstream(&server.uri())?);
    let wrong = "/online/search?keyword=nurse&start=0";
    let response = get(&served(SourceChain::from(sample.clone()).then(live.clone())), wrong).await?;
    assert_eq!((sentence(&response)?.as_str(), source(&response)), ("start must be >= 1", "sample"));
    let response = get(&served(SourceChain::from(live).then(sample)), wrong).await?;
    assert_eq!((sentence(&response)?.as_str(), source(&response)), ("says the service", "live"));
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    Ok(())
}

#[tokio::test]
async fn data_in_no_source_is_refused_with_the_reason_of_each() -> TestResult {
    let (_folder, recordings) = recordings()?;
    let router = served(SourceChain::from(Source::sample()?).then(recordings));
    let response = get(&router, CAREER).await?;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(is_marked(&response));
    let message = sentence(&response)?;
    assert!(
        message.contains("O*NET 29.3 sample") && message.contains("is not in the recordings under"),
        "{message}"
    );
    assert_eq!(get(&router, "/nowhere").await?.status(), StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn recordings_answer_when_a_service_is_down() -> TestResult {
    let (_folder, recordings) = recordings_of(&[CAREER], 200, "[1]").await?;
    for (status, body, failed) in [
        (500, "{}", StatusCode::BAD_GATEWAY),
        (503, "{}", StatusCode::BAD_GATEWAY),
        (429, "{}", StatusCode::TOO_MANY_REQUESTS),
        (200, "<html>Log in</html>", StatusCode::BAD_GATEWAY),
    ] {
        let server = answering(status, body).await;
        let live = upstream(&server.uri())?;
        for sources in [
            SourceChain::from(live.clone()).then(recordings.clone()),
            SourceChain::from(live.clone()).then(Source::sample()?).then(recordings.clone()),
        ] {
            let response = get(&served(sources), CAREER).await?;
            assert_eq!((response.body(), source(&response)), (&Bytes::from_static(b"[1]"), "recorded"));
        }
        let other = "/mnm/careers/29-1051.00/job_outlook";
        let response = get(&served(SourceChain::from(live).then(recordings.clone())), other).await?;
        assert_eq!((response.status(), is_marked(&response)), (failed, false), "{status} {body}");
    }
    let gone = SourceChain::from(upstream(NOWHERE)?).then(recordings);
    assert_eq!(get(&served(gone.clone()), CAREER).await?.body(), "[1]");
    let client = Client::builder().service(served(gone)).build()?;
    let failure = client.raw("mnm/careers/29-1051.00/report", &[]).await.expect_err("it is not recorded");
    assert_eq!(failure.kind(), ErrorKind::Connect, "the failure of the service is handed on: {failure:?}");
    Ok(())
}

#[tokio::test]
async fn the_retry_delay_of_a_service_is_passed_on() -> TestResult {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(429).insert_header("retry-after", "7");
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let response = get(&served(upstream(&server.uri())?), CAREER).await?;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.headers()["retry-after"], "7");
    Ok(())
}

#[tokio::test]
async fn a_key_that_the_service_refuses_is_an_error_without_details() -> TestResult {
    let (_folder, recordings) = recordings_of(&[CAREER], 200, "[1]").await?;
    for status in [401, 403] {
        // The service rejects a key with a page of nginx.
        let server = answering(status, &format!("<html>{KEY}<center>nginx</center></html>")).await;
        let sources = SourceChain::from(upstream(&server.uri())?).then(recordings.clone());
        let client = Client::builder().service(served(sources.clone())).build()?;
        let failure = client.raw(CAREER, &[]).await.expect_err("the key is refused");
        assert_eq!((failure.kind(), failure.status()), (ErrorKind::Unauthorized, Some(status)));
        let response = get_from_outside(sources, CAREER).await?;
        assert_eq!(response.status(), StatusCode::BAD_GATEWAY, "{status}");
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
        assert_eq!(body, r#"{"error":"The upstream service refused the key of this server."}"#);
    }
    Ok(())
}

#[test]
fn an_upstream_without_its_required_key_is_rejected() -> TestResult {
    let failure = Upstream::new(Client::builder().build()?).expect_err("there is no key");
    assert_eq!(failure.kind(), ErrorKind::MissingKey);
    Ok(())
}

#[tokio::test]
async fn a_path_unknown_to_the_service_is_not_found() -> TestResult {
    let server = answering(404, "{}").await;
    let response = get(&served(upstream(&server.uri())?), CAREER).await?;
    assert_eq!((response.status(), source(&response)), (StatusCode::NOT_FOUND, "live"));
    assert_eq!(sentence(&response)?, format!("There is no path {CAREER}."));
    Ok(())
}

#[tokio::test]
async fn not_in_source_of_the_service_is_passed_on() -> TestResult {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(422)
        .set_body_raw(r#"{"error":"not here"}"#, "application/json")
        .insert_header(crate::common::NOT_IN_SOURCE, "1");
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let (_folder, recordings) = recordings()?;
    let live = recorded(&server.uri(), &recordings)?;
    let response = get(&served(live.clone()), CAREER).await?;
    assert!(is_marked(&response));
    assert!(files(recordings.folder())?.is_empty());
    let call = "/online/search?keyword=pharmacist";
    let response = get(&served(SourceChain::from(live).then(Source::sample()?)), call).await?;
    assert_eq!(source(&response), "sample");
    Ok(())
}

#[tokio::test]
async fn keys_are_neither_recorded_nor_passed_on() -> TestResult {
    let (_folder, recordings) = recordings()?;
    let server = answering(200, &odd("http://service.test")).await;
    let router = served(recorded(&server.uri(), &recordings)?);
    let request = Request::get(format!("{BASE}{CAREER}?keyword=nurse"))
        .header("x-api-key", "the-key-of-the-caller")
        .header("authorization", "Basic dGhlLWNhbGxlcg==")
        .body(Bytes::new())?;
    assert_eq!(send(&router, request).await?.status(), StatusCode::OK);
    let mut requests = server.received_requests().await.ok_or("requests are recorded")?;
    let request = requests.pop().ok_or("a request came")?;
    assert_eq!(request.headers["x-api-key"], KEY);
    assert!(!request.headers.contains_key("authorization"));
    give(&server, 200, &format!(r#"{{"echo":"{KEY}"}}"#)).await;
    get(&router, "/mnm/").await?;
    let kept = files(recordings.folder())?;
    assert_eq!(kept.len(), 1, "an answer that repeats the key is not kept: {kept:?}");
    for file in kept {
        let bytes = [file.display().to_string().into_bytes(), fs::read(&file)?].concat();
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for secret in [KEY, "the-key-of-the-caller", "x-api-key", "authorization"] {
            assert!(!text.contains(secret), "{secret} is in {text}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_source_requires_a_key_of_the_server() -> TestResult {
    let server = answering(200, "{}").await;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("keys");
    fs::write(&file, "of-the-caller\n")?;
    let router = InProcess::new(upstream(&server.uri())?, Config::default().with_key_file(&file)?);
    for path in [CAREER, "/a/path/of/a/later/version"] {
        assert_eq!(get(&router, path).await?.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
    assert!(server.received_requests().await.unwrap_or_default().is_empty());
    Ok(())
}

/// What befalls the text of a recording.
type Damage = fn(&str) -> String;

#[tokio::test]
async fn a_damaged_recording_is_an_error_even_before_other_sources() -> TestResult {
    let server = answering(200, "{}").await;
    let damages: [(&str, Damage); 7] = [
        ("it ends in its first line", |_| String::new()),
        ("its first line is not that of a recording", |_| "{}\n[1]".to_owned()),
        ("its first line is not that of a recording", |text| text[1..].to_owned()),
        ("its body is not what was recorded", |text| text[..text.len() - 1].to_owned()),
        ("its body is not what was recorded", |text| text.replace("[1]", "[2]")),
        ("does not know its layout 2", |text| text.replace(r#""onet_recording":1"#, r#""onet_recording":2"#)),
        ("it holds the answer to another call", |text| text.replace("29-1051.00", "29-1141.00")),
    ];
    for (why, damage) in damages {
        let (_folder, recordings) = recordings_of(&[CAREER], 200, "[1]").await?;
        let file = files(recordings.folder())?.pop().ok_or("an answer is recorded")?;
        fs::write(&file, damage(&fs::read_to_string(&file)?))?;
        let sources = SourceChain::from(recordings.clone()).then(upstream(&server.uri())?);
        let response = get(&served(sources.clone()), CAREER).await?;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR, "{why}");
        let message = sentence(&response)?;
        assert!(message.contains(why) && message.contains(&file.display().to_string()), "{why}: {message}");
        let response = get_from_outside(sources, CAREER).await?;
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
        assert_eq!(body, r#"{"error":"The source of the data failed."}"#);

        get(&served(recorded(&server.uri(), &recordings)?), CAREER).await?;
        let mended = get(&served(recordings), CAREER).await?;
        assert_eq!(mended.status(), StatusCode::OK, "recording anew mends it");
    }
    Ok(())
}

#[tokio::test]
async fn a_recording_names_the_call_and_the_database() -> TestResult {
    let (_folder, recordings) = recordings()?;
    let builder = Client::builder().service(served(Source::sample()?));
    let client = recording(builder, &recordings).build()?;
    let search = || client.online_search("pharmacist", PageRange::starting_at(1, 2));
    let head = || -> TestResult<Value> {
        let found = files(recordings.folder())?;
        let file = found.iter().find(|path| path.display().to_string().contains("online_search-"));
        let text = fs::read_to_string(file.ok_or("it is recorded")?)?;
        Ok(serde_json::from_str(text.lines().next().unwrap_or_default())?)
    };
    search().await?;
    let first = head()?;
    assert_eq!(first["operation"], "online_search");
    assert_eq!((&first["path"], &first["status"]), (&"/online/search".into(), &200.into()));
    assert_eq!(first["query"], "end=2&keyword=pharmacist&start=1");
    assert_eq!(first["base"], DEFAULT_BASE_URL);
    assert!(first["recorded_at"].as_str().is_some_and(|time| time.ends_with(" GMT")), "{first}");
    assert_eq!(first.get("database"), None, "no call of `about` yet");
    client.about().await?;
    search().await?;
    assert_eq!(head()?["database"], "O*NET 29.3 sample");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn those_who_record_and_replay_at_the_same_time_meet_whole_answers_only() -> TestResult {
    let (_folder, recordings) = recordings()?;
    let server = answering(200, &format!("[\"{}\"]", "x".repeat(100_000))).await;
    let base = server.uri();
    get(&served(recorded(&base, &recordings)?), CAREER).await?;
    let writers = (0..3).map(|_| {
        // As another program does: with nothing in common but the folder.
        let recordings = Recordings::create(recordings.folder()).expect("the folder is there");
        let router = served(recorded(&base, &recordings).expect("an upstream"));
        tokio::spawn(async move {
            for _ in 0..20 {
                assert_eq!(get(&router, CAREER).await.expect("an answer").status(), StatusCode::OK);
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    let replay = served(recordings.clone());
    while !writers.iter().all(|writer| writer.is_finished()) {
        let response = get(&replay, CAREER).await?;
        assert_eq!((response.status(), response.body().len()), (StatusCode::OK, 100_004));
        tokio::task::yield_now().await;
    }
    for writer in writers {
        writer.await?;
    }
    assert_eq!(files(recordings.folder())?.len(), 1, "nothing is left over");
    Ok(())
}

#[test]
fn a_missing_folder_is_an_error() -> TestResult {
    let folder = tempfile::tempdir()?;
    let missing = Recordings::open(folder.path().join("nowhere")).expect_err("there is no folder");
    assert!(matches!(missing, RecordingError::Missing(_)), "{missing}");
    let file = folder.path().join("file");
    fs::write(&file, "occupied")?;
    let occupied = Recordings::create(file.join("below")).expect_err("a file is no folder");
    assert!(matches!(occupied, RecordingError::Unwritable { .. }), "{occupied}");
    Ok(())
}

#[tokio::test]
async fn an_answer_that_cannot_be_recorded_fails_the_call() -> TestResult {
    let (_folder, recordings) = recordings()?;
    let server = answering(200, "{}").await;
    let client = recording(client(&server.uri()), &recordings).build()?;
    fs::remove_dir(recordings.folder())?;
    let failure = client.raw("about", &[]).await.expect_err("the folder is gone");
    assert_eq!(failure.kind(), ErrorKind::ResponseHook);
    assert!(failure.message().contains("could not write the recording"), "{failure}");
    Ok(())
}
