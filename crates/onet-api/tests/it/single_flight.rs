//! Calls for the same address at the same time are one request; and what may be shared between threads.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::future::join_all;
use onet_api::types::OccupationPage;
use onet_api::{Client, Error, ErrorKind, PageRange, Retry, page};
use serde_json::json;
use tokio::io::AsyncReadExt as _;
use tokio::time::{sleep, timeout};
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// How long the server takes to answer: enough for all calls of a test to be under way.
const DELAY: Duration = Duration::from_millis(500);

/// How long a test waits for what should happen soon.
const SOON: Duration = Duration::from_secs(5);

/// A server that takes its time.
async fn slow(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer.set_delay(DELAY)).mount(&server).await;
    server
}

fn no_results() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({"start": 1, "end": 0, "total": 0, "occupation": []}))
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.expect("requests are recorded").len()
}

fn client(base: impl Into<String>) -> Client {
    Client::builder().base_url(base).retry(Retry::none()).build().expect("a client")
}

async fn search(client: &Client, keyword: &str) -> Result<OccupationPage, Error> {
    client.online_search(keyword, PageRange::default()).await
}

/// Makes a search for each keyword, all at the same time and each in a task of its own.
async fn searches(client: &Client, keywords: &[&'static str]) -> Vec<Result<OccupationPage, Error>> {
    let tasks = keywords.iter().copied().map(|keyword| {
        let client = client.clone();
        tokio::spawn(async move { search(&client, keyword).await })
    });
    // All tasks are started before the first is waited for.
    let tasks: Vec<_> = tasks.collect();
    join_all(tasks).await.into_iter().map(|ended| ended.expect("no panic")).collect()
}

/// Waits until a condition holds.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !holds().await {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(SOON, waiting).await.expect(what);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_call_made_twenty_times_at_once_is_sent_once() {
    let server = slow(no_results()).await;
    let answers = searches(&client(server.uri()), &["nurse"; 20]).await;
    assert_eq!(answers.len(), 20);
    for answer in answers {
        assert_eq!(answer.expect("an answer").total, 0);
    }
    assert_eq!(requests(&server).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn different_calls_at_once_are_sent_one_by_one() {
    let server = slow(no_results()).await;
    let keywords = ["nurse", "doctor", "nurse", "teacher", "doctor", "nurse"];
    for answer in searches(&client(server.uri()), &keywords).await {
        answer.expect("an answer");
    }
    let requests = server.received_requests().await.expect("requests are recorded");
    let mut sent: Vec<_> = requests.iter().filter_map(|request| request.url.query()).collect();
    sent.sort_unstable();
    assert_eq!(sent, ["keyword=doctor", "keyword=nurse", "keyword=teacher"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_that_are_no_clones_share_nothing() {
    let server = slow(no_results()).await;
    let (one, other) = (client(server.uri()), client(server.uri()));
    let (first, second) = tokio::join!(searches(&one, &["nurse"; 3]), searches(&other, &["nurse"; 3]));
    for answer in first.into_iter().chain(second) {
        answer.expect("an answer");
    }
    assert_eq!(requests(&server).await, 2);
}

#[tokio::test]
async fn a_typed_and_a_raw_call_for_the_same_address_are_sent_once() {
    let server = slow(no_results()).await;
    let client = client(server.uri());
    let (typed, raw) =
        tokio::join!(search(&client, "nurse"), client.raw("online/search", &[("keyword", "nurse")]));
    assert_eq!(typed.expect("an answer").total, 0);
    assert_eq!(raw.expect("an answer")["total"], 0);
    assert_eq!(requests(&server).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failure_is_shared_as_an_answer_is() {
    let quick = Retry::default().first_wait(Duration::from_millis(20));
    let cases = [
        (404_u16, Retry::none(), ErrorKind::NotFound, 1),
        (503, Retry::none(), ErrorKind::Server, 1),
        (503, quick, ErrorKind::Server, 3),
    ];
    for (status, retry, kind, tries) in cases {
        let server = slow(ResponseTemplate::new(status)).await;
        let client = Client::builder().base_url(server.uri()).retry(retry).build().expect("a client");
        let address = format!("{}/online/search?keyword=nurse", server.uri());
        for answer in searches(&client, &["nurse"; 20]).await {
            let failure = answer.expect_err("a failure");
            assert_eq!((failure.kind(), failure.status()), (kind, Some(status)), "{failure:?}");
            assert_eq!((failure.operation(), failure.url()), (Some("online_search"), Some(address.as_str())));
            assert_eq!(failure.tries(), tries, "{failure:?}");
        }
        assert_eq!(u32::try_from(requests(&server).await), Ok(tries), "{status}");
    }
}

#[tokio::test]
async fn each_caller_reads_a_shared_answer_in_its_own_way() {
    let server = slow(ResponseTemplate::new(200).set_body_json(json!({"total": 0}))).await;
    let client = client(server.uri());
    let (typed, raw) =
        tokio::join!(search(&client, "nurse"), client.raw("online/search", &[("keyword", "nurse")]));
    assert_eq!(typed.expect_err("no page").kind(), ErrorKind::Shape);
    assert_eq!(raw.expect("JSON all the same"), json!({"total": 0}));
    assert_eq!(requests(&server).await, 1);
}

#[tokio::test]
async fn what_has_ended_is_sent_again() {
    for (status, succeeds) in [(200_u16, true), (404, false)] {
        let answer = if succeeds { no_results() } else { ResponseTemplate::new(status) };
        let server = slow(answer).await;
        let client = client(server.uri());
        for sent in 1..=3 {
            assert_eq!(search(&client, "nurse").await.is_ok(), succeeds);
            assert_eq!(requests(&server).await, sent);
        }
    }
}

#[tokio::test]
async fn a_call_goes_on_when_the_one_who_made_it_first_goes_away() {
    let server = slow(no_results()).await;
    let client = client(server.uri());
    let first = tokio::spawn({
        let client = client.clone();
        async move { search(&client, "nurse").await }
    });
    until("a request", async || requests(&server).await == 1).await;
    let mut second = pin!(search(&client, "nurse"));
    let mut third = pin!(search(&client, "nurse"));
    assert!(futures::poll!(second.as_mut()).is_pending());
    assert!(futures::poll!(third.as_mut()).is_pending());
    first.abort();
    assert!(first.await.expect_err("it was cancelled").is_cancelled());
    let (second, third) = timeout(SOON, async { tokio::join!(second, third) }).await.expect("an end");
    second.expect("an answer");
    third.expect("an answer");
    assert_eq!(requests(&server).await, 1);
}

/// A server that answers nobody, and counts who has come and who has gone.
async fn silent() -> (String, Arc<AtomicUsize>, Arc<AtomicUsize>) {
    let (come, gone) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (arrivals, departures) = (Arc::clone(&come), Arc::clone(&gone));
    let base = crate::raw_server::serving(move |mut stream| {
        arrivals.fetch_add(1, Ordering::SeqCst);
        let departures = Arc::clone(&departures);
        async move {
            let mut more = [0; 64];
            while matches!(stream.read(&mut more).await, Ok(1..)) {}
            departures.fetch_add(1, Ordering::SeqCst);
        }
    })
    .await;
    (base, come, gone)
}

#[tokio::test]
async fn a_request_is_given_up_when_the_last_caller_goes_away() {
    let (base, come, gone) = silent().await;
    let count = |counter: &AtomicUsize| counter.load(Ordering::SeqCst);
    let client = client(base);
    let call = || {
        let client = client.clone();
        tokio::spawn(async move { search(&client, "nurse").await })
    };
    let (first, second) = (call(), call());
    until("a request", async || count(&come) == 1).await;
    first.abort();
    assert!(first.await.expect_err("it was cancelled").is_cancelled());
    sleep(Duration::from_millis(100)).await;
    assert_eq!((count(&come), count(&gone)), (1, 0));
    second.abort();
    assert!(second.await.expect_err("it was cancelled").is_cancelled());
    until("a connection that is closed", async || count(&gone) == 1).await;
    // What was given up is not joined.
    let third = call();
    until("another request", async || count(&come) == 2).await;
    third.abort();
    until("another connection that is closed", async || count(&gone) == 2).await;
}

#[tokio::test]
async fn calls_under_way_at_different_addresses_do_not_wait_for_each_other() {
    let server = MockServer::start().await;
    let about = json!({
        "api_version": "2.0.0",
        "taxonomy": {"name": "active", "url": ""},
        "database": {"name": "30.0", "url": ""},
    });
    let at_once = ResponseTemplate::new(200).set_body_json(about);
    Mock::given(path("/about/")).respond_with(at_once).mount(&server).await;
    let never = no_results().set_delay(Duration::from_secs(60));
    Mock::given(path("/online/search")).respond_with(never).mount(&server).await;
    let client = client(server.uri());
    let mut stuck = pin!(search(&client, "nurse"));
    assert!(futures::poll!(stuck.as_mut()).is_pending());
    let about = timeout(SOON, client.about()).await.expect("an end").expect("an answer");
    assert_eq!(about.database.name, "30.0");
}

#[test]
fn a_client_is_small_and_may_be_shared_between_threads() {
    fn assert_shared<T: Clone + Send + Sync + 'static>() {}
    assert_shared::<Client>();
    assert_shared::<Error>();
    assert!(size_of::<Client>() <= 4 * size_of::<usize>(), "{} bytes", size_of::<Client>());
    assert!(size_of::<Error>() <= size_of::<usize>(), "{} bytes", size_of::<Error>());
}

#[test]
fn calls_may_move_between_threads() {
    fn assert_send<T: Send>(_: T) {}
    let client = client("http://127.0.0.1:9");
    assert_send(client.about());
    assert_send(search(&client, "nurse"));
    assert_send(client.raw("about", &[]));
    assert_send(page::by_item(20, |range| client.online_search("nurse", range)));
    assert_send(page::by_page(20, |range| client.online_search("nurse", range)));
}
