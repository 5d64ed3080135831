//! What a client holds itself to: how many requests it sends in a second, and what it takes for an answer.

use std::future::pending;
use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use futures::future::join_all;
use onet_api::types::OccupationPage;
use onet_api::{Client, ClientBuilder, Error, ErrorKind, PageRange, RateLimit, Retry};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::recording_service::Notebook;

/// What a busy machine may take on top of the waits.
const SLACK: Duration = Duration::from_secs(2);

const JSON: &str = "application/json";

fn millis(number: u64) -> Duration {
    Duration::from_millis(number)
}

/// A page of a search with so many results.
fn page(results: usize) -> Value {
    let item = |number: usize| {
        json!({
            "code": format!("11-{number:04}.00"),
            "title": "Registered Nurses",
            "tags": {},
            "href": format!("http://service.test/online/occupations/11-{number:04}.00/"),
        })
    };
    let items: Vec<Value> = (1..=results).map(item).collect();
    json!({"start": 1, "end": results, "total": results, "occupation": items})
}

fn answer(body: impl Into<Vec<u8>>) -> ResponseTemplate {
    let body: Vec<u8> = body.into();
    ResponseTemplate::new(200).set_body_raw(body, JSON)
}

async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.expect("requests are recorded").len()
}

fn builder(base: impl Into<String>) -> ClientBuilder {
    Client::builder().base_url(base).retry(Retry::none())
}

async fn search(client: &Client) -> Result<OccupationPage, Error> {
    client.online_search("nurse", PageRange::default()).await
}

/// Makes so many different calls at the same time, each on a clone of its own; returns how long they take together.
async fn time_of(calls: u32, client: &Client) -> Duration {
    let started = Instant::now();
    let calls = (0..calls).map(|number| {
        let client = client.clone();
        async move { client.online_search(&format!("nurse {number}"), PageRange::default()).await }
    });
    for answer in join_all(calls).await {
        answer.expect("an answer");
    }
    started.elapsed()
}

#[tokio::test]
async fn clones_share_a_limit_that_lets_a_burst_through_and_spreads_the_rest() {
    let server = answering(answer(page(0).to_string())).await;
    // (requests in a second, calls, how long the calls behind the first burst take)
    for (limit, calls, wait) in [(5, 12, millis(1_400)), (20, 30, millis(500)), (0, 2, millis(1_000))] {
        let client =
            builder(server.uri()).rate_limit(RateLimit::per_second(limit)).build().expect("a client");
        let elapsed = time_of(calls, &client).await;
        assert!(elapsed >= wait.mul_f64(0.9), "{calls} calls at {limit} a second took {elapsed:?}");
        assert!(elapsed < wait + SLACK, "{calls} calls at {limit} a second took {elapsed:?}");
    }
    assert_eq!(requests(&server).await, 12 + 30 + 2);
}

#[tokio::test]
async fn calls_one_after_the_other_are_limited_as_calls_at_once_are() {
    let server = answering(answer(page(0).to_string())).await;
    let client = builder(server.uri()).rate_limit(RateLimit::per_second(5)).build().expect("a client");
    let started = Instant::now();
    for _ in 0..8 {
        search(&client.clone()).await.expect("an answer");
    }
    let elapsed = started.elapsed();
    assert!(elapsed >= millis(540) && elapsed < millis(600) + SLACK, "{elapsed:?}");
}

#[tokio::test]
async fn every_try_counts_as_a_request() {
    let server = answering(ResponseTemplate::new(503)).await;
    let retry = Retry::default().tries(8).first_wait(millis(1)).longest_wait(millis(1)).without_jitter();
    let client =
        builder(server.uri()).retry(retry).rate_limit(RateLimit::per_second(4)).build().expect("a client");
    let started = Instant::now();
    let failure = search(&client).await.expect_err("a service that is down");
    let elapsed = started.elapsed();
    assert_eq!((failure.tries(), requests(&server).await), (8, 8), "{failure:?}");
    assert!(elapsed >= millis(900) && elapsed < millis(1_000) + SLACK, "{elapsed:?}");
}

#[tokio::test]
async fn a_call_that_is_not_let_through_in_time_is_not_sent() {
    let server = answering(answer(page(0).to_string())).await;
    let client = builder(server.uri())
        .rate_limit(RateLimit::per_second(1))
        .deadline(millis(300))
        .build()
        .expect("a client");
    search(&client).await.expect("an answer");
    let failure = search(&client).await.expect_err("a call before its time");
    assert_eq!((failure.kind(), failure.tries()), (ErrorKind::Timeout, 0), "{failure:?}");
    assert_eq!(requests(&server).await, 1);
}

#[tokio::test]
async fn on_this_machine_there_is_no_limit_unless_asked_for() {
    // Five requests a second would take nine seconds.
    let quick = Duration::from_secs(4);
    let server = answering(answer(page(0).to_string())).await;
    let clients = [
        builder(server.uri()),
        builder(server.uri().replace("127.0.0.1", "localhost")),
        builder(server.uri()).rate_limit(RateLimit::none()),
    ];
    for client in clients {
        let elapsed = time_of(50, &client.build().expect("a client")).await;
        assert!(elapsed < quick, "{elapsed:?}");
    }
    let service = Notebook::new(|_| (200, page(0)));
    let local = || builder("http://service.test").service(service.clone());
    let elapsed = time_of(50, &local().build().expect("a client")).await;
    assert!(elapsed < quick, "{elapsed:?}");
    let limited = local().rate_limit(RateLimit::per_second(5)).build().expect("a client");
    let elapsed = time_of(8, &limited).await;
    assert!(elapsed >= millis(540) && elapsed < millis(600) + SLACK, "{elapsed:?}");
    assert_eq!(service.asked().len(), 58);
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn compressed(body: impl Into<Vec<u8>>) -> ResponseTemplate {
    answer(body).insert_header("content-encoding", "gzip")
}

#[tokio::test]
async fn a_compressed_answer_is_asked_for_and_understood() {
    let body = page(500);
    let sent = gzip(body.to_string().as_bytes());
    assert!(sent.len() * 5 < body.to_string().len());
    let server = answering(compressed(sent)).await;
    let client = builder(server.uri()).build().expect("a client");
    let page = search(&client).await.expect("an answer");
    assert_eq!(serde_json::to_value(page).expect("JSON"), body);
    let requests = server.received_requests().await.expect("requests are recorded");
    let accepted = requests[0].headers["accept-encoding"].to_str().expect("a text");
    assert!(accepted.contains("gzip"), "{accepted}");
}

#[tokio::test]
async fn the_limit_is_on_the_answer_and_not_on_what_travels() {
    let body = page(500).to_string();
    let sent = gzip(body.as_bytes());
    let between = (sent.len() + body.len()) / 2;
    let server = answering(compressed(sent)).await;
    let bounded = |most| builder(server.uri()).max_response_bytes(most).build().expect("a client");
    search(&bounded(body.len())).await.expect("an answer of just the limit");
    for most in [body.len() - 1, between, 0] {
        let failure = search(&bounded(most)).await.expect_err("an answer larger than the limit");
        assert_eq!((failure.kind(), failure.status()), (ErrorKind::TooLarge, Some(200)), "{failure:?}");
    }
}

#[tokio::test]
async fn a_bomb_is_refused_before_it_has_gone_off() {
    let bomb = gzip(&vec![0_u8; 50 << 20]);
    assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
    let base = crate::raw_server::serving(move |mut stream| {
        // A byte is promised that never comes: whoever reads to the end runs out of time.
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
            bomb.len() + 1
        );
        let answer = [head.as_bytes(), bomb.as_slice()].concat();
        async move {
            // The client may hang up under way.
            if stream.write_all(&answer).await.is_ok() {
                pending().await
            }
        }
    })
    .await;
    let client = builder(base).retry(Retry::default()).max_response_bytes(1 << 20).build().expect("a client");
    let failure = search(&client).await.expect_err("a bomb");
    assert_eq!((failure.kind(), failure.status()), (ErrorKind::TooLarge, Some(200)), "{failure:?}");
    assert_eq!(failure.tries(), 1);
    assert!(!failure.is_retryable());
}

/// A server whose answers have no end: so many bytes at a time, and a pause before the next.
async fn endless(bytes: usize, pause: Duration) -> String {
    crate::raw_server::serving(move |mut stream| async move {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
        let chunk = format!("{bytes:x}\r\n{}\r\n", " ".repeat(bytes));
        let mut written = stream.write_all(head.as_bytes()).await;
        // It ends when the client hangs up.
        while written.is_ok() {
            written = stream.write_all(chunk.as_bytes()).await;
            tokio::time::sleep(pause).await;
        }
    })
    .await
}

#[tokio::test]
async fn an_answer_without_end_is_refused_for_its_size() {
    let base = endless(64 << 10, Duration::ZERO).await;
    let client = builder(base).max_response_bytes(1 << 20).build().expect("a client");
    let failure = search(&client).await.expect_err("an answer without end");
    assert_eq!((failure.kind(), failure.status()), (ErrorKind::TooLarge, Some(200)), "{failure:?}");
}

#[tokio::test]
async fn an_answer_that_trickles_without_end_runs_out_of_time() {
    let base = endless(1, millis(20)).await;
    let client = builder(base).timeout(millis(400)).build().expect("a client");
    let started = Instant::now();
    let failure = search(&client).await.expect_err("an answer without end");
    let elapsed = started.elapsed();
    assert_eq!(failure.kind(), ErrorKind::Timeout, "{failure:?}");
    assert!(elapsed >= millis(400) && elapsed < millis(400) + SLACK, "{elapsed:?}");
}

#[tokio::test]
async fn a_compressed_answer_that_is_cut_short_or_damaged_is_an_interruption() {
    let body = page(500).to_string();
    let sent = gzip(body.as_bytes());
    let mut altered = sent.clone();
    // The last eight bytes are a checksum and a length.
    let checksum = altered.len() - 8;
    altered[checksum] ^= 1;
    let cases = [
        ("half of it", sent[..sent.len() / 2].to_vec()),
        ("all but its checksum", sent[..sent.len() - 8].to_vec()),
        ("all but its last byte", sent[..sent.len() - 1].to_vec()),
        ("another checksum", altered),
        ("not compressed at all", body.into_bytes()),
    ];
    for (what, sent) in cases {
        let server = answering(compressed(sent)).await;
        let client = builder(server.uri()).build().expect("a client");
        let failure = search(&client).await.expect_err(what);
        assert_eq!(
            (failure.kind(), failure.status()),
            (ErrorKind::Interrupted, Some(200)),
            "{what}: {failure:?}"
        );
        assert!(failure.is_network() && failure.is_retryable(), "{what}");
    }
}

#[tokio::test]
async fn text_that_is_no_unicode_is_not_json() {
    let body = page(1).to_string().replace("Registered", "R\u{e9}gistered");
    // In Latin-1 the letter is one byte, which UTF-8 does not know.
    let latin: Vec<u8> = body.chars().map(|letter| u8::try_from(letter).expect("a Latin letter")).collect();
    assert!(std::str::from_utf8(&latin).is_err());
    let server = answering(answer(latin)).await;
    let client = builder(server.uri()).build().expect("a client");
    let typed = search(&client).await.expect_err("no text");
    let raw = client.raw("online/search", &[("keyword", "nurse")]).await.expect_err("no text");
    for failure in [typed, raw] {
        assert_eq!((failure.kind(), failure.status()), (ErrorKind::NotJson, Some(200)), "{failure:?}");
        assert!(failure.message().contains("not JSON"), "{failure:?}");
    }
}

#[tokio::test]
async fn json_is_taken_whatever_the_header_says_it_is() {
    for media in ["text/html; charset=utf-8", "text/plain", "application/octet-stream"] {
        let body = page(1);
        let server = answering(ResponseTemplate::new(200).set_body_raw(body.to_string(), media)).await;
        let client = builder(server.uri()).build().expect("a client");
        let page = search(&client).await.expect(media);
        assert_eq!(serde_json::to_value(page).expect("JSON"), body, "{media}");
    }
}
