//! Refused calls, and unusual ones that are answered.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use crate::common::{BASE, Service, TestResult, is_marked, send, sentence};
use axum::body::Body;
use bytes::Bytes;
use futures::channel::oneshot;
use http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use onet_api::{ApiKey, Client, ErrorKind, PageRange};
use onet_db::{Home, Import, Input};
use onet_server::{Config, InProcess, KeyFileError, Source};
use tempfile::TempDir;
use tower::ServiceExt as _;

const SEARCH: &str = "/online/search";
const ACTIVITIES: &str = "/online/related_activities/activities";
const RESULTS: &str = "/online/related_activities/results";
const CHOSEN: &str = "4.A.2.a.2.I05.D04";

/// Calls that are wrong for every source, with the messages of their refusals.
fn wrong_calls() -> Vec<(String, &'static str)> {
    let results = format!("{RESULTS}/29-1051.00?activities={CHOSEN}");
    let search = format!("{SEARCH}?keyword=pharmacist");
    vec![
        (SEARCH.to_owned(), "must have required property 'keyword'"),
        (format!("{SEARCH}?keyword="), "must have required property 'keyword'"),
        (format!("{SEARCH}?keyword=%20+"), "must have required property 'keyword'"),
        (format!("{RESULTS}/29-1051.00"), "must have required property 'activities'"),
        (format!("{RESULTS}/29-1051.00?activities=,"), "must have required property 'activities'"),
        (
            format!("{ACTIVITIES}/29-1051"),
            r#"code must be an O*NET-SOC code such as 29-1051.00, not "29-1051". Did you mean 29-1051.00?"#,
        ),
        (format!("{ACTIVITIES}/29-1051.00%0A"), r#"such as 29-1051.00, not "29-1051.00\n". Did you mean"#),
        (
            format!("{ACTIVITIES}/29-1051.%D9%A1%D9%A1"),
            "code must be an O*NET-SOC code such as 29-1051.00, not",
        ),
        (format!("{ACTIVITIES}/%FF"), "code must be UTF-8"),
        (format!("{results},4.A.2.a.2"), r#""4.A.2.a.2" is not a detailed work activity id: expected `.`"#),
        (format!("{results}&sort=salary"), "sort must be one of: shared, similar, title, code, zone"),
        (format!("{search}&start=0"), "start must be >= 1"),
        (format!("{search}&start=-1"), "start must be >= 1"),
        (format!("{search}&end=0"), "end must be >= 1"),
        (format!("{search}&start=one"), "start must be integer"),
        (format!("{search}&start=1.5"), "start must be integer"),
        (format!("{search}&start=99999999999999999999"), "start must be <= 9223372036854775807"),
        (format!("{search}&start=-99999999999999999999"), "start must be >= 1"),
        (format!("{search}&start=5&end=4"), "end must be >= start"),
        (format!("{search}&end=2001"), "a page must be of at most 2000 items"),
        (format!("{results}&start=2&end=2002"), "a page must be of at most 2000 items"),
    ]
}

async fn check_wrong_calls(service: &Service) -> TestResult {
    for (call, reason) in wrong_calls() {
        let response = service.get(&call).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{call}");
        assert!(!is_marked(&response), "{call} is refused as if the source lacked it");
        let message = sentence(&response)?;
        assert!(message.contains(reason), "{call}: {message}");
    }
    Ok(())
}

/// Well-formed but unknown codes and ids, with the part of the message before the name of the source.
fn unknown_names() -> [(String, &'static str); 3] {
    [
        (format!("{ACTIVITIES}/99-9999.99"), "The O*NET-SOC code 99-9999.99 is not in"),
        (format!("{RESULTS}/99-9999.99?activities={CHOSEN}"), "The O*NET-SOC code 99-9999.99 is not in"),
        (
            format!("{RESULTS}/29-1051.00?activities={CHOSEN},4.A.4.c.3.I99.D99"),
            "4.A.4.c.3.I99.D99 is not in",
        ),
    ]
}

/// The message names the code and the source; for an activity, it shows a known one too.
fn assert_named(sentence: &str, message: &str, label: &str) {
    let rest = sentence.strip_prefix(&format!("{message} {label}"));
    let shows = ", whose detailed work activities have ids such as 4.A.";
    assert!(rest.is_some_and(|rest| rest == "." || rest.starts_with(shows)), "{sentence}");
}

/// A release has all codes, so an unknown one is an error of the call.
async fn check_unknown_names_in_a_release(service: &Service) -> TestResult {
    for (call, message) in unknown_names() {
        let response = service.get(&call).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{call}");
        assert!(!is_marked(&response), "{call}");
        assert_named(&sentence(&response)?, message, &service.source.release().import_label());
    }
    let failure =
        service.client.raw(&format!("{ACTIVITIES}/99-9999.99"), &[]).await.expect_err("no such code");
    assert_eq!(failure.kind(), ErrorKind::Refused);
    Ok(())
}

#[tokio::test]
async fn a_wrong_call_is_refused_with_the_reason() -> TestResult {
    check_wrong_calls(&Service::sample()?).await
}

#[tokio::test]
async fn a_code_missing_in_the_sample_is_not_in_the_source() -> TestResult {
    let sample = Service::sample()?;
    for (call, message) in unknown_names() {
        let response = sample.get(&call).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{call}");
        assert!(is_marked(&response), "{call}");
        assert_named(&sentence(&response)?, message, "O*NET 29.3 sample");
    }
    let failure =
        sample.client.raw(&format!("{ACTIVITIES}/99-9999.99"), &[]).await.expect_err("no such code");
    assert_eq!((failure.kind(), failure.status()), (ErrorKind::NotInSource, Some(422)));
    assert_eq!(failure.operation(), Some("online_related_activities_activities"));
    Ok(())
}

#[tokio::test]
async fn a_code_missing_in_a_release_is_an_error_of_the_call() -> TestResult {
    let release = Service::sample_on_disk()?;
    check_unknown_names_in_a_release(&release).await?;
    check_wrong_calls(&release).await
}

#[tokio::test]
async fn a_whole_release_refuses_as_a_small_one_does() -> TestResult {
    let Some(release) = Service::whole_release()? else { return Ok(()) };
    check_unknown_names_in_a_release(&release).await?;
    check_wrong_calls(&release).await
}

#[tokio::test]
async fn an_operation_without_data_is_not_in_the_source() -> TestResult {
    let sample = Service::sample()?;
    let failure = sample
        .client
        .raw("mnm/careers/29-1051.00/abilities", &[])
        .await
        .expect_err("the sample has no abilities");
    assert_eq!((failure.kind(), failure.status()), (ErrorKind::NotInSource, Some(422)));
    assert!(failure.message().contains("O*NET 29.3 sample"), "{}", failure.message());
    Ok(())
}

#[tokio::test]
async fn the_largest_page_is_answered() -> TestResult {
    let sample = Service::sample()?;
    for bounds in ["end=2000", "start=2&end=2001"] {
        let response = sample.get(&format!("{SEARCH}?keyword=29&{bounds}")).await?;
        assert_eq!(response.status(), StatusCode::OK, "{bounds}");
    }
    Ok(())
}

#[tokio::test]
async fn unknown_and_empty_parameters_are_ignored() -> TestResult {
    let sample = Service::sample()?;
    let plain = sample.get(&format!("{RESULTS}/29-1051.00?activities={CHOSEN}")).await?;
    assert_eq!(plain.status(), StatusCode::OK);
    for more in ["colour=blue", "colour", "%FF=1", "sort=", "start=&end=", "code=29-9999.99", "&&"] {
        let call = format!("{RESULTS}/29-1051.00?activities={CHOSEN}&{more}");
        assert_eq!(sample.get(&call).await?.body(), plain.body(), "{more}");
    }
    Ok(())
}

#[tokio::test]
async fn a_path_may_be_percent_encoded() -> TestResult {
    let sample = Service::sample()?;
    let plain = sample.get(&format!("{ACTIVITIES}/29-1051.00")).await?;
    let encoded = sample.get(&format!("{ACTIVITIES}/29%2D1051%2E00")).await?;
    assert_eq!((encoded.status(), encoded.body()), (StatusCode::OK, plain.body()));
    Ok(())
}

#[tokio::test]
async fn an_unknown_path_is_not_found() -> TestResult {
    let sample = Service::sample()?;
    for (path, meant) in [
        ("/online/nothing", ""),
        (
            "/online/occupations/29-1051.00/details/skils",
            " Did you mean /online/occupations/29-1051.00/details/skills?",
        ),
        (
            "/online/ocupations/29-1051.00/skills",
            " Did you mean /online/occupations/29-1051.00/details/skills?",
        ),
        ("/about//", " Did you mean /about/?"),
    ] {
        let response = sample.get(path).await?;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(sentence(&response)?, format!("There is no path {path}.{meant}"));
    }
    let failure = sample.client.raw("online/nothing", &[]).await.expect_err("no such path");
    assert!(failure.is_not_found(), "{failure:?}");
    Ok(())
}

#[tokio::test]
async fn only_get_and_head_are_allowed() -> TestResult {
    let sample = Service::sample()?;
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        let request = Request::builder().method(&method).uri(format!("{BASE}/about/")).body(Bytes::new())?;
        let response = sample.send(request).await?;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
        let allowed = response.headers()["allow"].to_str()?;
        assert!(allowed.split(',').any(|method| method.trim() == "GET"), "{allowed}");
        assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8", "{method}");
        assert_eq!(sentence(&response)?, format!("{method} is not allowed, only GET."));
    }
    Ok(())
}

#[tokio::test]
async fn a_call_without_a_host_is_refused() -> TestResult {
    let sample = Service::sample()?;
    let cases: [&[&str]; 5] =
        [&[], &[""], &["example.test/path?"], &["evil\"<x>"], &["one.test", "two.test"]];
    for hosts in cases {
        let mut request = Request::get("/about/");
        for host in hosts {
            request = request.header("host", *host);
        }
        let response = sample.send(request.body(Bytes::new())?).await?;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{hosts:?}");
        assert_eq!(sentence(&response)?, "A call must have one Host header that is a host.");
    }
    Ok(())
}

#[tokio::test]
async fn the_cause_of_a_failure_is_reported_in_this_process_only() -> TestResult {
    let place = tempfile::tempdir()?;
    let home = Home::at(place.path());
    let sample = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample"));
    let report = onet_server::import(Import::new(Input::open(sample)?), &home)?;
    let release = home.open(&report.installed)?;
    std::fs::remove_dir_all(release.dir().ok_or("the release is not on disk")?.join("search"))?;
    let source = Source::new(release);
    let call = format!("{BASE}{SEARCH}?keyword=pharmacist");

    let in_process = InProcess::new(source.clone(), Config::default());
    let response = send(&in_process, Request::get(&call).body(Bytes::new())?).await?;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(sentence(&response)?.contains("search index"), "{}", sentence(&response)?);

    // As over HTTP/2, where every request carries its whole address.
    let router = onet_server::router(source, Config::default());
    let (head, body) = router.oneshot(Request::get(&call).body(Body::empty())?).await?.into_parts();
    let kept = Response::from_parts(head, body.collect().await?.to_bytes());
    assert_eq!(kept.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(sentence(&kept)?, "The source of the data failed.");
    Ok(())
}

/// A file of two keys, with the folder that holds it.
fn key_file() -> TestResult<(TempDir, Config)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("keys");
    std::fs::write(&path, "# the keys of the test\nfirst-key\n\n  second-key  \n")?;
    let config = Config::default().with_key_file(&path)?;
    Ok((folder, config))
}

/// A call with a key in its header; one in its query does not count.
fn about(key: Option<&str>) -> http::Result<Request<Bytes>> {
    let mut request = Request::get(format!("{BASE}/about/?key=first-key"));
    if let Some(key) = key {
        request = request.header("x-api-key", key);
    }
    request.body(Bytes::new())
}

#[tokio::test]
async fn a_key_file_makes_a_key_required() -> TestResult {
    let (_folder, config) = key_file()?;
    let router = InProcess::new(Source::sample()?, config);
    for key in [None, Some(""), Some("first"), Some("first-key-"), Some("# the keys of the test")] {
        let response = send(&router, about(key)?).await?;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{key:?}");
        assert!(!response.headers()["www-authenticate"].is_empty(), "{key:?}");
    }
    for key in ["first-key", "second-key"] {
        assert_eq!(send(&router, about(Some(key))?).await?.status(), StatusCode::OK, "{key}");
    }
    Ok(())
}

#[test]
fn a_key_file_without_a_key_is_refused() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("keys");
    let missing = Config::default().with_key_file(&path).expect_err("there is no file");
    assert!(matches!(missing, KeyFileError::Unreadable { .. }), "{missing}");
    std::fs::write(&path, "# none yet\n\n")?;
    let empty = Config::default().with_key_file(&path).expect_err("there is no key");
    assert!(matches!(empty, KeyFileError::Empty(_)), "{empty}");
    Ok(())
}

#[tokio::test]
async fn a_server_on_a_socket_requires_its_key_and_stops() -> TestResult {
    let (_folder, config) = key_file()?;
    let router = onet_server::router(Source::sample()?, config.clone());
    let (tell_address, address) = oneshot::channel();
    let (stop, told_to_stop) = oneshot::channel::<()>();
    let ready = move |address: SocketAddr| {
        let _ = tell_address.send(address);
    };
    let stopped = async move {
        let _ = told_to_stop.await;
    };
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let server =
        tokio::spawn(async move { onet_server::serve(router, anywhere, &config, ready, stopped).await });
    let base = format!("http://{}", address.await?);

    let stranger = Client::builder().base_url(&base).build()?;
    let failure = stranger.about().await.expect_err("a key is wanted");
    assert_eq!((failure.kind(), failure.status()), (ErrorKind::Unauthorized, Some(401)));

    let client = Client::builder().base_url(&base).api_key(ApiKey::new("second-key")).build()?;
    assert_eq!(client.about().await?.database.name, "O*NET 29.3 sample");
    let found = client.online_search("pharmacist", PageRange::starting_at(1, 1)).await?;
    assert_eq!(found.occupation[0].href, format!("{base}/online/occupations/29-1051.00/"));
    let next = found.next.ok_or("there is no next page")?;
    assert_eq!(client.raw(&next, &[]).await?["start"], 2);
    let failure = client.online_search("", PageRange::default()).await.expect_err("a keyword is wanted");
    assert_eq!(
        (failure.kind(), failure.message()),
        (ErrorKind::Refused, "must have required property 'keyword'")
    );

    stop.send(()).map_err(|()| "the server stopped before the request")?;
    tokio::time::timeout(Duration::from_secs(10), server).await???;
    let failure = client.about().await.expect_err("nobody is there");
    assert!(failure.is_network(), "{failure:?}");
    Ok(())
}
