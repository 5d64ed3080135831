//! What stands between the socket and the routers: hosts, keys and quotas, entity tags, compression, health, logs.

use std::io::Write;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::common::TestResult;
use axum::Router;
use axum::body::Body;
use axum::routing::get;
use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use onet_server::{
    AccessLog, Config, Hosts, HttpLayers, Limits, LogFormat, Source, SourceChain, SourceSlot, legacy, router,
};
use serde_json::Value;
use tower::ServiceExt as _;

/// The sample as `onet serve` has it, with changes to its layers.
fn served(config: &Config, change: impl FnOnce(HttpLayers) -> HttpLayers) -> TestResult<Router> {
    Ok(served_from(Source::sample()?, config, change))
}

fn served_from(
    sources: impl Into<SourceChain>,
    config: &Config,
    change: impl FnOnce(HttpLayers) -> HttpLayers,
) -> Router {
    let sources = sources.into();
    let gateway = legacy::routes(router(sources.clone(), config.without_keys()), config.clone());
    let routes = router(sources.clone(), config.clone()).merge(gateway);
    change(HttpLayers::new(&sources, config)).around(routes)
}

/// Settings with the key `the-key`, named Ada, and one without a name.
fn with_keys() -> TestResult<Config> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("keys");
    std::fs::write(&file, "\u{feff}ada the-key\r\nother-key\r\n")?;
    Ok(Config::default().with_key_file(&file)?)
}

async fn call(
    service: &Router,
    method: Method,
    uri: &str,
    headers: &[(&str, &str)],
) -> TestResult<Response<Bytes>> {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(service, request.body(Body::empty())?).await
}

async fn send(service: &Router, request: Request<Body>) -> TestResult<Response<Bytes>> {
    let (head, body) = service.clone().oneshot(request).await?.into_parts();
    Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
}

async fn fetch(service: &Router, uri: &str, headers: &[(&str, &str)]) -> TestResult<Response<Bytes>> {
    let with_host = [&[("host", "localhost:8080")], headers].concat();
    call(service, Method::GET, uri, &with_host).await
}

fn header<'r>(response: &'r Response<Bytes>, name: &str) -> &'r str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn a_page_of_another_host_cannot_read_a_loopback_server() -> TestResult {
    let hosts = Hosts::of_listener([127, 0, 0, 1].into());
    let service = served(&Config::default(), |layers| layers.hosts(hosts))?;
    for (uri, host, status) in [
        ("/about", "localhost:8080", StatusCode::OK),
        ("/about", "127.0.0.1", StatusCode::OK),
        ("http://localhost/about", "attacker.example", StatusCode::OK),
        ("/about", "attacker.example", StatusCode::MISDIRECTED_REQUEST),
        ("/ws/about", "attacker.example:8080", StatusCode::MISDIRECTED_REQUEST),
        ("/nowhere", "attacker.example", StatusCode::MISDIRECTED_REQUEST),
        ("/metrics", "attacker.example", StatusCode::MISDIRECTED_REQUEST),
        ("http://attacker.example/about", "localhost", StatusCode::MISDIRECTED_REQUEST),
        ("javascript://localhost/about", "localhost", StatusCode::BAD_REQUEST),
        ("http://user@localhost/about", "localhost", StatusCode::BAD_REQUEST),
        ("/healthz", "10.0.0.7:8080", StatusCode::OK),
    ] {
        let forwarded = [("host", host), ("x-forwarded-host", "localhost"), ("forwarded", "host=localhost")];
        let response = call(&service, Method::GET, uri, &forwarded).await?;
        assert_eq!(response.status(), status, "{uri} {host}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{uri} {host}");
        assert!(!String::from_utf8_lossy(response.body()).contains("29.3") || status == StatusCode::OK);
    }
    Ok(())
}

#[tokio::test]
async fn links_begin_with_the_public_url_in_both_versions() -> TestResult {
    let url = "https://example.org/onet".parse()?;
    let service = served(&Config::default(), |layers| {
        layers.hosts(Hosts::of_listener([127, 0, 0, 1].into()).public_url(url))
    })?;
    let found = fetch(&service, "/online/search?keyword=pharmacist", &[]).await?;
    let found: Value = serde_json::from_slice(found.body())?;
    assert_eq!(found["occupation"][0]["href"], "https://example.org/onet/online/occupations/29-1051.00/");
    let found = fetch(&service, "/ws/online/search?keyword=pharmacist", &[]).await?;
    let text = String::from_utf8_lossy(found.body()).into_owned();
    assert!(text.contains("https://example.org/onet/ws/online/occupations/29-1051.00"), "{text}");
    assert!(!text.contains("localhost"), "{text}");
    Ok(())
}

#[tokio::test]
async fn headers_of_a_proxy_count_only_where_it_is_trusted() -> TestResult {
    let forwarded = [("x-forwarded-host", "example.org"), ("x-forwarded-proto", "https")];
    let path = "/online/search?keyword=pharmacist";
    for (config, base) in [
        (Config::default(), "http://localhost:8080"),
        (Config::default().with_trusted_proxies(vec!["0.0.0.0/32".parse()?]), "https://example.org"),
    ] {
        let service = served(&config, |layers| layers)?;
        let found: Value = serde_json::from_slice(fetch(&service, path, &forwarded).await?.body())?;
        let href = found["occupation"][0]["href"].as_str().unwrap_or_default();
        assert!(href.starts_with(base), "{href}");
    }
    Ok(())
}

#[tokio::test]
async fn an_answer_above_1_kb_is_compressed_for_those_who_accept_it() -> TestResult {
    let service = served(&Config::default(), |layers| layers)?;
    let plain = fetch(&service, "/online/occupations/?end=20", &[]).await?;
    assert!(plain.body().len() > 1024 && header(&plain, "content-encoding").is_empty());
    for (accepted, encoding) in [("gzip", "gzip"), ("zstd", "zstd"), ("gzip, zstd;q=0.1", "gzip"), ("br", "")]
    {
        let response =
            fetch(&service, "/online/occupations/?end=20", &[("accept-encoding", accepted)]).await?;
        assert_eq!(header(&response, "content-encoding"), encoding, "{accepted}");
        assert_eq!(response.body().len() < plain.body().len() / 2, !encoding.is_empty(), "{accepted}");
        assert!(header(&response, "vary").contains("accept-encoding"), "{accepted}");
    }
    let small = fetch(&service, "/about", &[("accept-encoding", "gzip, zstd")]).await?;
    assert_eq!(header(&small, "content-encoding"), "", "{} bytes", small.body().len());
    Ok(())
}

#[tokio::test]
async fn an_answer_that_the_caller_has_is_not_sent_again() -> TestResult {
    let service = served(&Config::default(), |layers| layers)?;
    let path = "/online/occupations/29-1051.00";
    let first = fetch(&service, path, &[]).await?;
    let tag = header(&first, "etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    assert_eq!(header(&first, "cache-control"), "no-cache");
    let again = fetch(&service, path, &[("if-none-match", &tag)]).await?;
    assert_eq!((again.status(), again.body().len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(header(&again, "etag"), tag);
    for (path, headers) in [
        ("/online/occupations/29-1051.00?x=1", [("if-none-match", tag.as_str())]),
        (path, [("if-none-match", "W/\"other\"")]),
        (path, [("if-none-match", "*")]),
    ] {
        assert_eq!(fetch(&service, path, &headers).await?.status(), StatusCode::OK, "{path} {headers:?}");
    }
    let refused = fetch(&service, "/online/search", &[]).await?;
    assert_eq!((refused.status(), header(&refused, "etag")), (StatusCode::UNPROCESSABLE_ENTITY, ""));
    let service = served(&with_keys()?, |layers| layers)?;
    let answer = fetch(&service, path, &[("x-api-key", "the-key")]).await?;
    assert_eq!(header(&answer, "cache-control"), "private, no-cache");
    let stranger = fetch(&service, path, &[("if-none-match", header(&answer, "etag"))]).await?;
    assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);
    Ok(())
}

#[tokio::test]
async fn a_document_of_1_x_that_the_caller_has_is_not_sent_again() -> TestResult {
    let service = served(&Config::default(), |layers| layers)?;
    for path in [
        "/ws/online/occupations/29-1051.00",
        "/ws/online/search?keyword=nurse",
        "/ws/online/occupations/29-1051.00/details",
    ] {
        let first = fetch(&service, path, &[]).await?;
        assert_eq!(first.status(), StatusCode::OK, "{path}");
        let tag = header(&first, "etag").to_owned();
        assert!(tag.starts_with("W/\""), "{path} {tag}");
        assert_eq!(header(&first, "cache-control"), "no-cache");
        for _ in 0..5 {
            let again = fetch(&service, path, &[("if-none-match", &tag)]).await?;
            assert_eq!((again.status(), again.body().len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
            assert_eq!(header(&again, "etag"), tag);
            assert!(header(&again, "vary").contains("accept"), "{path}");
        }
        let json = [("if-none-match", tag.as_str()), ("accept", "application/json")];
        assert_eq!(fetch(&service, path, &json).await?.status(), StatusCode::OK, "{path}: another format");
        let other = path.replacen("/ws/", "/v1.8/ws/", 1);
        let other = fetch(&service, &other, &[("if-none-match", &tag)]).await?;
        assert_eq!(other.status(), StatusCode::OK, "{path}: another version");
    }
    let refused = fetch(&service, "/ws/online/search", &[]).await?;
    assert_eq!((refused.status(), header(&refused, "etag")), (StatusCode::UNPROCESSABLE_ENTITY, ""));
    let service = served(&with_keys()?, |layers| layers)?;
    let answer = fetch(&service, "/ws/online/search?keyword=nurse&client=the-key", &[]).await?;
    assert_eq!(header(&answer, "cache-control"), "private, no-cache");
    Ok(())
}

#[tokio::test]
async fn a_release_is_replaced_between_two_calls() -> TestResult {
    let slot = SourceSlot::new(Source::sample()?);
    let service = served_from(slot.clone(), &Config::default(), |layers| layers);
    let first = fetch(&service, "/about", &[]).await?;
    let folder = tempfile::tempdir()?;
    let home = onet_db::Home::at(folder.path());
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample");
    let import = onet_db::Import::new(onet_db::Input::open(std::path::Path::new(fixtures))?);
    let report = onet_server::import(import, &home)?;
    let newer = Source::new(home.open(&report.installed)?);
    newer.open_indices()?;
    slot.replace(newer);
    let second = fetch(&service, "/about", &[("if-none-match", header(&first, "etag"))]).await?;
    assert_eq!(second.status(), StatusCode::OK);
    assert_eq!((header(&first, "onet-source"), header(&second, "onet-source")), ("sample", "release"));
    // The folder of an import that has been replaced is removed; its indices are open.
    std::fs::remove_dir_all(&report.installed.dir)?;
    for path in ["/online/search?keyword=pharmacist", "/online/related_activities/activities/29-1051.00"] {
        assert_eq!(fetch(&service, path, &[]).await?.status(), StatusCode::OK, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn health_needs_no_key_and_metrics_do() -> TestResult {
    let service = served(&with_keys()?, |layers| layers)?;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(fetch(&service, path, &[]).await?.status(), StatusCode::OK, "{path}");
    }
    assert_eq!(fetch(&service, "/metrics", &[]).await?.status(), StatusCode::UNAUTHORIZED);
    fetch(&service, "/about", &[("x-api-key", "the-key")]).await?;
    fetch(&service, "/ws/about", &[("authorization", "Basic YWRhOnRoZS1rZXk=")]).await?;
    for credentials in [
        ("x-api-key", "the-key"),
        ("authorization", "Bearer other-key"),
        ("authorization", "Basic YWRhOnRoZS1rZXk="),
    ] {
        let response = fetch(&service, "/metrics", &[credentials]).await?;
        assert_eq!(response.status(), StatusCode::OK, "{credentials:?}");
        let text = String::from_utf8_lossy(response.body()).into_owned();
        for line in [
            r#"onet_requests_total{version="v2",operation="about",status="200"} 1"#,
            r#"onet_request_seconds_count{version="v1",operation="about"}"#,
            r#"onet_source{source="O*NET 29.3 sample"} 1"#,
            "onet_connections ",
            "onet_queue ",
            "onet_cache_misses_total ",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("the-key"));
    }
    Ok(())
}

#[tokio::test]
async fn a_caller_that_has_used_its_quota_is_refused_until_later() -> TestResult {
    let mut limits = Limits::default();
    limits.rate_per_key = NonZeroU32::new(1);
    let service = served(&with_keys()?.with_limits(limits), |layers| layers)?;
    let about = |key: &'static str| {
        let service = service.clone();
        async move { fetch(&service, "/about", &[("x-api-key", key)]).await }
    };
    let mut last = about("the-key").await?;
    for _ in 0..10 {
        last = about("the-key").await?;
    }
    assert_eq!(last.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(header(&last, "retry-after"), "1");
    let legacy = fetch(&service, "/ws/about?client=the-key", &[]).await?;
    assert_eq!(legacy.status(), StatusCode::TOO_MANY_REQUESTS, "the key has one quota in both versions");
    assert_eq!(about("other-key").await?.status(), StatusCode::OK, "another key has its own");

    let mut limits = Limits::default();
    limits.rate_per_address = NonZeroU32::new(1);
    let service = served(&Config::default().with_limits(limits), |layers| layers)?;
    for number in 0..11 {
        let status = fetch(&service, "/about", &[]).await?.status();
        assert_eq!(status == StatusCode::TOO_MANY_REQUESTS, number == 10, "request {number}");
    }
    assert_eq!(fetch(&service, "/healthz", &[]).await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn a_panic_is_answered_with_500() -> TestResult {
    async fn panics() -> &'static str {
        panic!("a handler panics")
    }
    let sources = SourceChain::from(Source::sample()?);
    let routes = Router::new().route("/panic", get(panics));
    let service = HttpLayers::new(&sources, &Config::default()).around(routes);
    let response = fetch(&service, "/panic", &[]).await?;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(response.body(), r#"{"error":"The source of the data failed."}"#);
    Ok(())
}

#[tokio::test]
async fn options_for_the_whole_server_are_answered() -> TestResult {
    let service = served(&Config::default(), |layers| layers)?;
    let response = call(&service, Method::OPTIONS, "*", &[("host", "localhost")]).await?;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(header(&response, "allow"), "GET, HEAD, POST, OPTIONS");
    Ok(())
}

/// What a log writes.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if let Ok(mut written) = self.0.lock() {
            written.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Written {
    /// The lines, once there are so many.
    async fn lines(&self, number: usize) -> TestResult<Vec<String>> {
        for _ in 0..500 {
            let text = String::from_utf8_lossy(&self.0.lock().map_err(|_| "poisoned")?).into_owned();
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            if lines.len() >= number {
                return Ok(lines);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err("the log is not written".into())
    }
}

#[tokio::test]
async fn the_access_log_has_the_name_of_a_key_and_never_the_key() -> TestResult {
    let written = Written::default();
    let log = AccessLog::new(LogFormat::Json, written.clone());
    let service = served(&with_keys()?, |layers| layers.access_log(log))?;
    let about = fetch(&service, "/about?secret=the-key", &[("x-api-key", "the-key")]).await?;
    fetch(&service, "/ws/online/search?keyword=nurse&client=the-key", &[]).await?;
    fetch(&service, "/about", &[("x-api-key", "wrong-key")]).await?;
    let lines = written.lines(3).await?;
    let read: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?;
    let found: Vec<_> = read
        .iter()
        .map(|line| (line["operation"].as_str(), line["status"].as_u64(), line["key"].as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (Some("about"), Some(200), Some("ada")),
            (Some("online.search"), Some(200), Some("ada")),
            (Some("about"), Some(401), None),
        ]
    );
    assert_eq!(read[0]["bytes"].as_u64(), u64::try_from(about.body().len()).ok());
    assert_eq!(read[0]["request"], header(&about, "x-request-id"));
    assert!(!lines.concat().contains("-key"), "{lines:?}");
    Ok(())
}

#[tokio::test]
async fn a_broken_body_is_not_a_large_one() -> TestResult {
    let service = served(&Config::default(), |layers| layers)?;
    let form = "application/x-www-form-urlencoded";
    let broken = futures::stream::iter([
        Ok(Bytes::from_static(b"keyword=nurse")),
        Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof)),
    ]);
    for (kind, body, status) in [
        (form, Body::from_stream(broken), StatusCode::BAD_REQUEST),
        (form, Body::from(vec![b'x'; 70_000]), StatusCode::PAYLOAD_TOO_LARGE),
        (
            "multipart/form-data; boundary=x",
            Body::from(vec![b'x'; 70_000]),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        ("multipart/form-data; boundary=x", Body::from("--x--"), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (form, Body::from("keyword=nurse"), StatusCode::OK),
    ] {
        let request = Request::post("/ws/online/search")
            .header("host", "localhost")
            .header("content-type", kind)
            .body(body)?;
        assert_eq!(send(&service, request).await?.status(), status, "{kind}");
    }
    Ok(())
}
