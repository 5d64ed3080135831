//! The client of programs without an executor: plain tests call it, as such programs do.
#![cfg(feature = "blocking")]

use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::future::try_join;
use http::Request;
use onet_api::page::{Page, Position};
use onet_api::types::OccupationRef;
use onet_api::{Client, Error, ErrorKind, PageRange, Retry, blocking};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::recording_service::Notebook;

/// The items that the tests ask for at a time.
const SIZE: u32 = 5;

/// The code of an item by its number.
fn code(number: u32) -> String {
    format!("11-{number:04}.00")
}

/// The items `start` to `end` of a search with `total` results.
fn results(start: u32, end: u32, total: u32) -> Value {
    let item = |number| json!({"code": code(number), "title": "", "tags": {}, "href": ""});
    let items: Vec<Value> = (start..=end).map(item).collect();
    json!({"start": start, "end": end, "total": total, "occupation": items})
}

/// The number of the first item that a request wants.
fn start(request: &Request<Bytes>) -> u32 {
    let query = request.uri().query().expect("a query");
    let mut values = query.split('&').filter_map(|pair| pair.strip_prefix("start="));
    values.next().and_then(|value| value.parse().ok()).expect("a start")
}

/// A search with 12 results.
fn list() -> Notebook {
    Notebook::new(|request| {
        let start = start(request);
        (200, results(start, (start + SIZE - 1).min(12), 12))
    })
}

/// A search with 12 results that fails after the first five.
fn list_that_breaks() -> Notebook {
    Notebook::new(|request| match start(request) {
        1 => (200, results(1, 5, 12)),
        _ => (503, json!({})),
    })
}

fn waiting_on(service: &Notebook) -> blocking::Client {
    let client = Client::builder().base_url("http://service.test").service(service.clone()).build();
    blocking::Client::new(client.expect("a client")).expect("a client that waits")
}

fn waiting_on_server(server: &MockServer, retry: Retry) -> blocking::Client {
    let client = Client::builder().base_url(server.uri()).retry(retry).build();
    blocking::Client::new(client.expect("a client")).expect("a client that waits")
}

/// What the servers of the tests are made with; the clients do without.
fn executor() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("an executor")
}

fn answering(answer: ResponseTemplate) -> MockServer {
    executor().block_on(async {
        let server = MockServer::builder().start().await;
        Mock::given(any()).respond_with(answer).mount(&server).await;
        server
    })
}

fn requests(server: &MockServer) -> usize {
    executor().block_on(server.received_requests()).expect("requests are recorded").len()
}

fn search(client: &blocking::Client) -> Result<i64, Error> {
    let page = client.call(async |client| client.online_search("nurse", PageRange::default()).await);
    page.map(|page| page.total)
}

#[test]
fn a_call_waits_for_its_answer() {
    let answer = ResponseTemplate::new(200).set_body_json(results(1, 2, 2));
    let server = answering(answer.set_delay(Duration::from_millis(100)));
    let client = waiting_on_server(&server, Retry::none());
    let started = Instant::now();
    let page = client.call(async |client| client.online_search("nurse", PageRange::default()).await);
    assert!(started.elapsed() >= Duration::from_millis(100));
    let codes: Vec<_> = page.expect("an answer").occupation.into_iter().map(|item| item.code).collect();
    assert_eq!(codes, [code(1), code(2)]);
    assert_eq!(requests(&server), 1);
    // A clone waits as well, and the connection outlives the wait.
    assert_eq!(search(&client.clone()).expect("an answer"), 2);
    assert_eq!(requests(&server), 2);
}

#[test]
fn several_calls_may_be_waited_for_at_once() {
    let service = list();
    let keyword = String::from("nurse");
    let pages = waiting_on(&service).call(async |client| {
        let first = client.online_search(&keyword, PageRange::starting_at(1, SIZE));
        let last = client.online_search(&keyword, PageRange::starting_at(11, SIZE));
        try_join(first, last).await
    });
    let (first, last) = pages.expect("two answers");
    assert_eq!((first.end, last.end), (5, 12));
    assert_eq!(service.asked().len(), 2);
}

#[test]
fn an_error_is_the_one_of_the_call() {
    let server = answering(ResponseTemplate::new(404));
    let failure = search(&waiting_on_server(&server, Retry::none())).expect_err("a 404");
    assert_eq!((failure.kind(), failure.status()), (ErrorKind::NotFound, Some(404)));
    assert_eq!(failure.operation(), Some("online_search"));

    let server = answering(ResponseTemplate::new(503));
    let retry = Retry::default().first_wait(Duration::from_millis(20));
    let failure = search(&waiting_on_server(&server, retry)).expect_err("a 503");
    assert_eq!((failure.kind(), failure.tries()), (ErrorKind::Server, 3), "{failure:?}");
    assert_eq!(requests(&server), 3);

    let client = Client::builder().build().expect("a client");
    let failure = search(&blocking::Client::new(client).expect("a client that waits")).expect_err("no key");
    assert_eq!(failure.kind(), ErrorKind::MissingKey);
}

#[test]
fn an_answer_that_takes_too_long_ends_the_wait() {
    let server = answering(ResponseTemplate::new(200).set_delay(Duration::from_secs(20)));
    let client = Client::builder()
        .base_url(server.uri())
        .retry(Retry::none())
        .timeout(Duration::from_millis(200))
        .build()
        .expect("a client");
    let started = Instant::now();
    let failure =
        search(&blocking::Client::new(client).expect("a client that waits")).expect_err("no answer");
    assert_eq!(failure.kind(), ErrorKind::Timeout, "{failure:?}");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn pages_come_one_after_the_other_and_are_asked_for_when_they_are_wanted() {
    let service = list();
    let client = waiting_on(&service);
    let mut pages =
        client.pages(SIZE, |client, range| async move { client.online_search("nurse", range).await });
    assert_eq!(service.asked().len(), 0);
    for (start, end) in [(1, 5), (6, 10), (11, 12)] {
        let page: Page<OccupationRef> = pages.next().expect("a page").expect("no failure");
        assert_eq!(page.position, Position { start, end, total: 12 });
        assert_eq!(page.items.len() as i64, end - start + 1);
        assert_eq!(service.asked().len(), 1);
    }
    assert!(pages.next().is_none());
    assert!(pages.next().is_none());
    assert_eq!(service.asked().len(), 0);
}

#[test]
fn items_come_one_after_the_other_and_are_asked_for_when_they_are_wanted() {
    let service = list();
    let client = waiting_on(&service);
    let mut items =
        client.items(SIZE, |client, range| async move { client.online_search("nurse", range).await });
    assert_eq!(service.asked().len(), 0);
    for number in 1..=12 {
        let item: OccupationRef = items.next().expect("an item").expect("no failure");
        assert_eq!(item.code, code(number));
        let asked = if number % SIZE == 1 { 1 } else { 0 };
        assert_eq!(service.asked().len(), asked, "for item {number}");
    }
    assert!(items.next().is_none());
    assert_eq!(service.asked().len(), 0);
}

#[test]
fn items_may_be_asked_for_over_the_network() {
    let answer = ResponseTemplate::new(200).set_body_json(results(1, 3, 3));
    let server = answering(answer);
    let client = waiting_on_server(&server, Retry::none());
    let items = client.items(SIZE, |client, range| async move { client.online_search("nurse", range).await });
    let codes: Vec<String> = items.map(|item| item.expect("an item").code).collect();
    assert_eq!(codes, [code(1), code(2), code(3)]);
    assert_eq!(requests(&server), 1);
}

#[test]
fn a_list_that_breaks_ends_in_its_error() {
    let service = list_that_breaks();
    let client = waiting_on(&service);
    let mut items =
        client.items(SIZE, |client, range| async move { client.online_search("nurse", range).await });
    let before: Vec<_> = items.by_ref().take(5).map(|item| item.expect("an item").code).collect();
    assert_eq!(before, (1..=5).map(code).collect::<Vec<_>>());
    let failure = items.next().expect("an error").expect_err("a 503");
    assert_eq!((failure.kind(), failure.operation()), (ErrorKind::Server, Some("online_search")));
    assert!(items.next().is_none());
    assert_eq!(service.asked().len(), 2);
}

#[test]
fn threads_may_share_a_client_and_wait_together() {
    let answer = ResponseTemplate::new(200).set_body_json(results(1, 2, 2));
    let server = answering(answer.set_delay(Duration::from_millis(500)));
    let client = waiting_on_server(&server, Retry::none());
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| search(&client))).collect();
        for thread in threads {
            assert_eq!(thread.join().expect("no panic").expect("an answer"), 2);
        }
    });
    // The same call at the same time is one request, whoever waits for it.
    assert_eq!(requests(&server), 1);
}

#[test]
fn a_client_that_waits_may_be_shared_between_threads() {
    fn assert_shared<T: Clone + Send + Sync + 'static>() {}
    assert_shared::<blocking::Client>();
}
