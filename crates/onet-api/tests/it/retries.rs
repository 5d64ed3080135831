//! When a request is sent again, how often, and how long is waited before.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use onet_api::types::OccupationPage;
use onet_api::{Client, ClientBuilder, Error, ErrorKind, PageRange, Retry};
use serde_json::json;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::recording_service::Notebook;

/// What a busy machine may take on top of the waits.
const SLACK: Duration = Duration::from_secs(2);

/// The shortest wait after 429 that the service grants.
const AFTER_TOO_MANY: Duration = Duration::from_millis(200);

/// An empty page of a search.
const PAGE: &str = r#"{"start":1,"end":0,"total":0,"occupation":[]}"#;

fn millis(number: u64) -> Duration {
    Duration::from_millis(number)
}

fn status(code: u16) -> ResponseTemplate {
    ResponseTemplate::new(code)
}

fn page() -> ResponseTemplate {
    status(200).set_body_raw(PAGE, "application/json")
}

/// A server that gives the answers in turn, and the last of them from then on.
async fn answering<const N: usize>(answers: [ResponseTemplate; N]) -> MockServer {
    let server = MockServer::start().await;
    for (number, answer) in answers.into_iter().enumerate() {
        let mock = Mock::given(any()).respond_with(answer);
        let mock = if number + 1 < N { mock.up_to_n_times(1) } else { mock };
        mock.mount(&server).await;
    }
    server
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.expect("requests are recorded").len()
}

/// Three tries, 20 ms before the second and 40 ms before the third.
fn quick() -> Retry {
    Retry::default().first_wait(millis(20)).without_jitter()
}

const QUICK_WAITS: Duration = Duration::from_millis(20 + 40);

fn builder(base: impl Into<String>) -> ClientBuilder {
    Client::builder().base_url(base)
}

fn client(base: impl Into<String>, retry: Retry) -> Client {
    builder(base).retry(retry).build().expect("a client")
}

/// What a search ends with, and how long it takes.
async fn timed(client: &Client) -> (Result<OccupationPage, Error>, Duration) {
    let started = Instant::now();
    let answer = client.online_search("nurse", PageRange::default()).await;
    (answer, started.elapsed())
}

/// The error of a search, and how long it takes.
async fn failed(client: &Client) -> (Error, Duration) {
    let (answer, elapsed) = timed(client).await;
    (answer.expect_err("a search that fails"), elapsed)
}

#[track_caller]
fn assert_took(elapsed: Duration, waits: Duration) {
    assert!(elapsed >= waits, "{elapsed:?} is less than the waits, {waits:?}");
    assert!(elapsed < waits + SLACK, "{elapsed:?} is much more than the waits, {waits:?}");
}

/// What is wrong with a connection.
#[derive(Debug, Clone, Copy)]
enum Trouble {
    /// It is reset in the middle of the answer.
    Reset,
    /// It is closed in the middle of the answer.
    Closed,
    /// The answer stops in the middle.
    Stalled,
}

/// A server that is in trouble for so many requests and well from then on; it counts the requests.
async fn troubled(trouble: Trouble, times: usize) -> (String, Arc<AtomicUsize>) {
    let arrived = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&arrived);
    let base = crate::raw_server::serving(move |stream| {
        let well = counter.fetch_add(1, Ordering::SeqCst) >= times;
        answer(stream, if well { None } else { Some(trouble) })
    })
    .await;
    (base, arrived)
}

/// Answers a search, as far as the trouble allows.
async fn answer(mut stream: TcpStream, trouble: Option<Trouble>) {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        PAGE.len()
    );
    let body = if trouble.is_some() { &PAGE[..10] } else { PAGE };
    stream.write_all(format!("{head}{body}").as_bytes()).await.expect("a client that listens");
    match trouble {
        Some(Trouble::Reset) => {
            // What was written must be under way, or the reset overtakes it.
            tokio::time::sleep(millis(50)).await;
            stream.set_zero_linger().expect("an open socket");
        }
        Some(Trouble::Stalled) => pending().await,
        Some(Trouble::Closed) | None => {}
    }
}

/// An address where nobody listens.
async fn deserted() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    format!("http://{}", listener.local_addr().expect("a local address"))
}

#[tokio::test]
async fn a_service_that_is_busy_or_down_is_asked_three_times() {
    let cases = [
        (408, ErrorKind::UnexpectedStatus, QUICK_WAITS),
        (429, ErrorKind::RateLimited, 2 * AFTER_TOO_MANY),
        (500, ErrorKind::Server, QUICK_WAITS),
        (502, ErrorKind::Server, QUICK_WAITS),
        (503, ErrorKind::Server, QUICK_WAITS),
        (504, ErrorKind::Server, QUICK_WAITS),
    ];
    for (code, kind, waits) in cases {
        let server = answering([status(code)]).await;
        let (failure, elapsed) = failed(&client(server.uri(), quick())).await;
        assert_eq!((failure.kind(), failure.status()), (kind, Some(code)), "{failure:?}");
        assert_eq!((failure.tries(), requests(&server).await), (3, 3), "{failure:?}");
        assert_took(elapsed, waits);
    }
}

#[tokio::test]
async fn unless_said_otherwise_there_are_three_tries_with_200_and_400_ms_between_them() {
    let server = answering([status(503)]).await;
    let (failure, elapsed) = failed(&builder(server.uri()).build().expect("a client")).await;
    assert_eq!((failure.tries(), requests(&server).await), (3, 3));
    // Chance lengthens a wait, to at most twice as long.
    assert_took(elapsed, millis(200 + 400));
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_tried_three_times() {
    let (failure, elapsed) = failed(&client(deserted().await, quick())).await;
    assert_eq!((failure.kind(), failure.tries()), (ErrorKind::Connect, 3), "{failure:?}");
    assert_took(elapsed, QUICK_WAITS);
}

#[tokio::test]
async fn an_answer_that_does_not_arrive_whole_is_asked_for_three_times() {
    let cases = [
        (Trouble::Reset, ErrorKind::Interrupted, 3 * millis(50)),
        (Trouble::Closed, ErrorKind::Interrupted, Duration::ZERO),
        (Trouble::Stalled, ErrorKind::Timeout, 3 * millis(300)),
    ];
    for (trouble, kind, service) in cases {
        let (base, arrived) = troubled(trouble, usize::MAX).await;
        let client = builder(base).retry(quick()).timeout(millis(300)).build().expect("a client");
        let (failure, elapsed) = failed(&client).await;
        assert_eq!((failure.kind(), failure.tries()), (kind, 3), "{trouble:?}: {failure:?}");
        assert_eq!(arrived.load(Ordering::SeqCst), 3, "{trouble:?}");
        assert_took(elapsed, service + QUICK_WAITS);
    }
}

#[tokio::test]
async fn a_status_that_passes_costs_one_more_try() {
    for code in [408, 429, 500, 502, 503, 504] {
        let server = answering([status(code), page()]).await;
        let (answer, elapsed) = timed(&client(server.uri(), quick())).await;
        assert_eq!(answer.expect("an answer").total, 0, "{code}");
        assert_eq!(requests(&server).await, 2, "{code}");
        assert_took(elapsed, if code == 429 { AFTER_TOO_MANY } else { millis(20) });
    }
}

#[tokio::test]
async fn a_trouble_that_passes_costs_one_more_try() {
    for trouble in [Trouble::Reset, Trouble::Closed, Trouble::Stalled] {
        let (base, arrived) = troubled(trouble, 1).await;
        let client = builder(base).retry(quick()).timeout(millis(500)).build().expect("a client");
        let (answer, elapsed) = timed(&client).await;
        assert_eq!(answer.expect("an answer").total, 0, "{trouble:?}");
        assert_eq!(arrived.load(Ordering::SeqCst), 2, "{trouble:?}");
        assert_took(elapsed, millis(20));
    }
}

#[tokio::test]
async fn an_answer_that_would_be_the_same_again_is_not_asked_for_again() {
    let html = "<!DOCTYPE html>\n<html><body>No</body></html>";
    let large = format!(r#"{{"start":1,"end":0,"total":0,"occupation":[],"note":"{}"}}"#, "x".repeat(4_096));
    let json = |body: &str| status(200).set_body_raw(body, "application/json");
    let cases = [
        (status(204), ErrorKind::UnexpectedStatus),
        (status(400), ErrorKind::UnexpectedStatus),
        (status(401), ErrorKind::Unauthorized),
        (status(403), ErrorKind::Unauthorized),
        (status(403).set_body_raw(html, "text/html"), ErrorKind::UnexpectedStatus),
        (status(404), ErrorKind::NotFound),
        (status(422).set_body_json(json!({"error": "an unknown code"})), ErrorKind::Refused),
        (json(r#"{"start":1,"end":0,"total":"none","occupation":[]}"#), ErrorKind::Shape),
        (status(200).set_body_raw(html, "text/html"), ErrorKind::NotJson),
        (json(r#"{"start":1,"#), ErrorKind::NotJson),
        (json(&large), ErrorKind::TooLarge),
    ];
    for (answer, kind) in cases {
        let server = answering([answer]).await;
        let client = builder(server.uri()).max_response_bytes(1_024).build().expect("a client");
        let (failure, elapsed) = failed(&client).await;
        assert_eq!(failure.kind(), kind, "{failure:?}");
        assert_eq!((failure.tries(), requests(&server).await), (1, 1), "{failure:?}");
        assert_took(elapsed, Duration::ZERO);
    }
}

#[tokio::test]
async fn after_too_many_requests_the_service_has_200_ms_of_rest_at_least() {
    let server = answering([status(429), page()]).await;
    let hasty = Retry::default().first_wait(millis(1)).without_jitter();
    let (answer, elapsed) = timed(&client(server.uri(), hasty)).await;
    answer.expect("an answer");
    assert_eq!(requests(&server).await, 2);
    assert_took(elapsed, AFTER_TOO_MANY);
}

#[tokio::test]
async fn no_wait_is_longer_than_the_longest() {
    for retry in [Retry::default(), Retry::default().without_jitter()] {
        let server = answering([status(503)]).await;
        let retry = retry.first_wait(Duration::from_secs(5)).longest_wait(millis(100));
        let (failure, elapsed) = failed(&client(server.uri(), retry)).await;
        assert_eq!(failure.tries(), 3);
        assert_took(elapsed, 2 * millis(100));
    }
}

#[tokio::test]
async fn the_seconds_that_the_service_asks_for_are_waited() {
    for code in [429, 503] {
        let server = answering([status(code).insert_header("retry-after", "1"), page()]).await;
        let (answer, elapsed) = timed(&client(server.uri(), quick())).await;
        answer.expect("an answer");
        assert_eq!(requests(&server).await, 2, "{code}");
        assert_took(elapsed, Duration::from_secs(1));
    }
}

#[tokio::test]
async fn the_date_that_the_service_asks_for_is_waited_for() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(2));
    let server = answering([status(503).insert_header("retry-after", date.as_str()), page()]).await;
    let (answer, elapsed) = timed(&client(server.uri(), quick())).await;
    answer.expect("an answer");
    assert_eq!(requests(&server).await, 2);
    // A date has whole seconds. The clock of dates may be set a little while the clock of waits goes on.
    let date = httpdate::parse_http_date(&date).expect("a date");
    assert!(SystemTime::now() + millis(50) >= date, "asked again before {date:?}");
    assert!(elapsed < Duration::from_secs(2) + SLACK, "{elapsed:?}");
}

#[tokio::test]
async fn a_date_that_is_past_is_not_waited_for() {
    let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(784_111_777));
    let server = answering([status(503).insert_header("retry-after", date.as_str()), page()]).await;
    let (answer, elapsed) = timed(&client(server.uri(), quick())).await;
    answer.expect("an answer");
    assert_eq!(requests(&server).await, 2);
    assert_took(elapsed, millis(20));
}

#[tokio::test]
async fn a_service_that_asks_for_too_long_a_wait_is_given_up_at_once() {
    let in_an_hour = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3_600));
    for (code, asked) in [(429, "60"), (503, "60"), (503, in_an_hour.as_str())] {
        let server = answering([status(code).insert_header("retry-after", asked), page()]).await;
        let retry = quick().longest_wait(Duration::from_secs(1));
        let (failure, elapsed) = failed(&client(server.uri(), retry)).await;
        assert_eq!(failure.status(), Some(code), "{failure:?}");
        assert!(failure.retry_after().is_some_and(|wait| wait >= Duration::from_secs(60)), "{failure:?}");
        assert_eq!((failure.tries(), requests(&server).await), (1, 1), "{failure:?}");
        assert_took(elapsed, Duration::ZERO);
    }
}

#[tokio::test]
async fn without_retries_every_request_is_sent_once() {
    for code in [408, 429, 503] {
        let server = answering([status(code), page()]).await;
        let (failure, elapsed) = failed(&client(server.uri(), Retry::none())).await;
        assert_eq!((failure.status(), failure.tries()), (Some(code), 1), "{failure:?}");
        assert_eq!(requests(&server).await, 1, "{code}");
        assert_took(elapsed, Duration::ZERO);
    }
    for trouble in [Trouble::Reset, Trouble::Closed, Trouble::Stalled] {
        let (base, arrived) = troubled(trouble, 1).await;
        let client = builder(base).retry(Retry::none()).timeout(millis(300)).build().expect("a client");
        let (failure, _) = failed(&client).await;
        assert_eq!((failure.tries(), arrived.load(Ordering::SeqCst)), (1, 1), "{trouble:?}: {failure:?}");
    }
    let (failure, _) = failed(&client(deserted().await, Retry::none())).await;
    assert_eq!((failure.kind(), failure.tries()), (ErrorKind::Connect, 1), "{failure:?}");
}

#[tokio::test]
async fn all_tries_together_keep_within_the_deadline() {
    let server = answering([status(503)]).await;
    let stubborn = Retry::default().tries(1_000).first_wait(millis(50)).longest_wait(millis(50));
    let client = builder(server.uri())
        .retry(stubborn.without_jitter())
        .deadline(millis(600))
        .build()
        .expect("a client");
    let (failure, elapsed) = failed(&client).await;
    // The deadline ends a wait or, with less luck, a try.
    assert!(matches!(failure.kind(), ErrorKind::Server | ErrorKind::Timeout), "{failure:?}");
    let (tries, arrived) = (failure.tries() as usize, requests(&server).await);
    assert!((2..=12).contains(&tries), "{tries} tries with 50 ms between them in 600 ms");
    assert!(arrived == tries || arrived + 1 == tries, "{tries} tries, {arrived} requests");
    // A wait that would end behind the deadline is not begun.
    assert_took(elapsed, millis(600 - 50));
}

#[tokio::test]
async fn a_try_ends_with_the_deadline_though_it_may_take_longer_by_itself() {
    let (base, arrived) = troubled(Trouble::Stalled, usize::MAX).await;
    let client = builder(base).retry(quick()).deadline(millis(300)).build().expect("a client");
    let (failure, elapsed) = failed(&client).await;
    assert_eq!((failure.kind(), failure.tries()), (ErrorKind::Timeout, 1), "{failure:?}");
    assert!(failure.message().contains("0.3 seconds"), "{failure:?}");
    assert_eq!(arrived.load(Ordering::SeqCst), 1);
    assert_took(elapsed, millis(300));
}

#[tokio::test]
async fn a_wait_that_would_end_behind_the_deadline_is_not_begun() {
    let server = answering([status(503).insert_header("retry-after", "5"), page()]).await;
    let client =
        builder(server.uri()).retry(quick()).deadline(Duration::from_secs(4)).build().expect("a client");
    let (failure, elapsed) = failed(&client).await;
    assert_eq!((failure.status(), failure.tries()), (Some(503), 1), "{failure:?}");
    assert_eq!(failure.retry_after(), Some(Duration::from_secs(5)));
    assert_eq!(requests(&server).await, 1);
    assert_took(elapsed, Duration::ZERO);
}

#[tokio::test]
async fn a_service_in_this_process_is_asked_once() {
    let service = Notebook::new(|_| (503, json!({})));
    let client = builder("http://service.test").service(service.clone()).build().expect("a client");
    let (failure, elapsed) = failed(&client).await;
    assert_eq!((failure.kind(), failure.tries()), (ErrorKind::Server, 0), "{failure:?}");
    assert_eq!(service.asked().len(), 1);
    assert_took(elapsed, Duration::ZERO);
}
