//! What a call ends with when the service, or the way to it, fails. A server on this machine does that.

use std::future::pending;
use std::time::Duration;

use onet_api::types::OccupationPage;
use onet_api::{ApiKey, Client, ClientBuilder, Error, ErrorKind, PageRange, Retry};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use wiremock::matchers::{header, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::error_texts::all_texts;

const KEY: &str = "kept-out-of-every-text";
const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";

/// Answers a search that carries the key.
async fn mount(server: &MockServer, answer: ResponseTemplate) {
    Mock::given(path("/online/search"))
        .and(header("x-api-key", KEY))
        .respond_with(answer)
        .mount(server)
        .await;
}

async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    mount(&server, answer).await;
    server
}

async fn requests(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.expect("requests are recorded")
}

/// What a bare server does once it has written its answer.
#[derive(Clone, Copy)]
enum Then {
    Close,
    Wait,
}

/// A server that writes the same bytes to everybody.
async fn writing(answer: &'static str, then: Then) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("a local address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            // A connection closed on unread bytes would be reset, and the answer lost.
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                if stream.read_buf(&mut request).await.expect("a request") == 0 {
                    break;
                }
            }
            stream.write_all(answer.as_bytes()).await.expect("a client that listens");
            match then {
                Then::Close => drop(stream),
                Then::Wait => pending().await,
            }
        }
    });
    base
}

/// A client that sends every request once: what a failure is does not depend on how often it happens.
fn with_key(builder: ClientBuilder) -> Client {
    builder.api_key(ApiKey::new(KEY)).retry(Retry::none()).build().expect("a client")
}

fn client(base: impl Into<String>) -> Client {
    with_key(Client::builder().base_url(base))
}

fn impatient(base: impl Into<String>) -> Client {
    with_key(Client::builder().base_url(base).timeout(Duration::from_millis(200)))
}

async fn search(client: &Client) -> Result<OccupationPage, Error> {
    client.online_search("nurse", PageRange::default()).await
}

/// The error of a search, after a look at what holds for every one of them: it tells the operation, the
/// address and what to try next, and keeps the key to itself.
async fn failed_search(client: &Client) -> Error {
    let failure = search(client).await.expect_err("a search that fails");
    assert_eq!(failure.operation(), Some("online_search"), "{failure:?}");
    let address = format!("{}/online/search?keyword=nurse", client.base_url());
    assert_eq!(failure.url(), Some(address.as_str()), "{failure:?}");
    // What the service says of a call that it refused is the advice.
    assert_eq!(failure.hint().is_some(), failure.kind() != ErrorKind::Refused, "{failure:?}");
    let texts = all_texts(&failure);
    assert!(texts.contains("(online_search)"), "{texts}");
    assert!(!texts.contains(KEY), "{texts}");
    failure
}

fn occupation() -> Value {
    json!({
        "code": "29-1141.00",
        "title": "Registered Nurses",
        "tags": {"bright_outlook": true},
        "href": "http://service.test/online/occupations/29-1141.00/",
    })
}

fn page_of(occupations: Value) -> Value {
    json!({"start": 1, "end": 2, "total": 2, "occupation": occupations})
}

#[tokio::test]
async fn an_answer_that_is_no_success_or_no_json_has_its_kind_and_status() {
    let page = "<!DOCTYPE html>\n<html><body>No</body></html>";
    // The page with which the live service rejects a key.
    let nginx = "<html><head><title>403 Forbidden</title></head><hr><center>nginx</center></html>";
    let missing = r#"{"error":"must have required property 'keyword'"}"#;
    let cut = r#"{"start":1,"end":2,"total":2,"occupation":[{"code":"29-11"#;
    let cases = [
        (401_u16, JSON, "", ErrorKind::Unauthorized, "refused the API key"),
        (403, HTML, nginx, ErrorKind::Unauthorized, "refused the API key (403)"),
        (403, JSON, "{}", ErrorKind::Unauthorized, "refused the API key (403)"),
        (403, HTML, page, ErrorKind::UnexpectedStatus, "proxy or firewall"),
        (404, HTML, page, ErrorKind::NotFound, "no such path"),
        (422, JSON, missing, ErrorKind::Refused, "must have required property 'keyword'"),
        (422, HTML, page, ErrorKind::Refused, "gave no reason"),
        (429, JSON, "", ErrorKind::RateLimited, "too many requests"),
        (500, JSON, "", ErrorKind::Server, "500"),
        (503, HTML, page, ErrorKind::Server, "503"),
        (204, JSON, "", ErrorKind::UnexpectedStatus, "204"),
        (418, JSON, "{}", ErrorKind::UnexpectedStatus, "418"),
        (200, HTML, page, ErrorKind::NotJson, "HTML"),
        (200, JSON, page, ErrorKind::NotJson, "HTML"),
        (200, JSON, "", ErrorKind::NotJson, "empty"),
        (200, JSON, cut, ErrorKind::NotJson, "ends early"),
        (200, JSON, "nothing", ErrorKind::NotJson, "not JSON"),
    ];
    for (status, media, body, kind, words) in cases {
        let server = answering(ResponseTemplate::new(status).set_body_raw(body, media)).await;
        let failure = failed_search(&client(server.uri())).await;
        assert_eq!((failure.kind(), failure.status()), (kind, Some(status)), "{failure:?}");
        assert!(failure.message().contains(words), "{failure:?}");
        assert_eq!(requests(&server).await.len(), 1, "{failure:?}");
    }
}

#[tokio::test]
async fn bytes_after_the_answer_are_not_overlooked() {
    let body = format!("{} {{}}", page_of(json!([])));
    let server = answering(ResponseTemplate::new(200).set_body_raw(body, JSON)).await;
    let failure = failed_search(&client(server.uri())).await;
    assert_eq!((failure.kind(), failure.status()), (ErrorKind::NotJson, Some(200)));
}

#[tokio::test]
async fn a_refusal_for_want_of_data_in_the_source_is_told_by_its_header() {
    let refusal = json!({"error": "no data for this occupation"});
    let answer = ResponseTemplate::new(422).insert_header("onet-not-in-source", "1").set_body_json(refusal);
    let server = answering(answer).await;
    let failure = failed_search(&client(server.uri())).await;
    assert_eq!((failure.kind(), failure.status()), (ErrorKind::NotInSource, Some(422)));
    assert_eq!(failure.message(), "no data for this occupation");
}

#[tokio::test]
async fn the_wait_that_the_service_asks_for_is_passed_on() {
    let cases = [
        (429_u16, None, None),
        (429, Some("7"), Some(Duration::from_secs(7))),
        (429, Some("0"), Some(Duration::ZERO)),
        (429, Some("soon"), None),
        (503, Some("30"), Some(Duration::from_secs(30))),
    ];
    for (status, given, wait) in cases {
        let mut answer = ResponseTemplate::new(status);
        if let Some(given) = given {
            answer = answer.insert_header("retry-after", given);
        }
        let server = answering(answer).await;
        let failure = failed_search(&client(server.uri())).await;
        assert_eq!(failure.status(), Some(status));
        assert_eq!(failure.retry_after(), wait, "{status} with {given:?}");
    }
}

#[tokio::test]
async fn a_call_is_worth_repeating_when_the_service_is_busy_or_down() {
    let cases = [
        (401, false),
        (404, false),
        (408, true),
        (418, false),
        (422, false),
        (429, true),
        (500, true),
        (503, true),
    ];
    for (status, retryable) in cases {
        let server = answering(ResponseTemplate::new(status)).await;
        let failure = failed_search(&client(server.uri())).await;
        assert_eq!(failure.status(), Some(status));
        assert_eq!(failure.is_retryable(), retryable, "{failure:?}");
        assert!(!failure.is_network(), "{failure:?}");
    }
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("a local address"));
    drop(listener);
    let failure = failed_search(&client(base)).await;
    assert_eq!((failure.kind(), failure.status()), (ErrorKind::Connect, None), "{failure:?}");
    assert!(failure.is_network() && failure.is_retryable());
}

#[tokio::test]
async fn a_connection_closed_before_the_answer_is_whole_is_an_interruption() {
    let answers = [
        "",
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 400\r\n\r\n{\"start\":1,",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"sta\r\n",
    ];
    for answer in answers {
        let failure = failed_search(&client(writing(answer, Then::Close).await)).await;
        assert_eq!(failure.kind(), ErrorKind::Interrupted, "{answer:?}: {failure:?}");
        assert!(failure.is_network() && failure.is_retryable());
    }
}

#[tokio::test]
async fn an_answer_that_takes_too_long_times_out() {
    let server = answering(ResponseTemplate::new(200).set_delay(Duration::from_secs(2))).await;
    let stalled =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 400\r\n\r\n{\"start\":1,";
    for base in [server.uri(), writing("", Then::Wait).await, writing(stalled, Then::Wait).await] {
        let failure = failed_search(&impatient(base)).await;
        assert_eq!((failure.kind(), failure.status()), (ErrorKind::Timeout, None), "{failure:?}");
        assert!(failure.message().contains("0.2 seconds"), "{failure:?}");
        assert!(failure.is_network() && failure.is_retryable());
    }
}

#[tokio::test]
async fn an_answer_of_another_shape_is_told_with_its_place() {
    let untitled = json!({"code": "29-1141.00", "tags": {}, "href": ""});
    let nameless = json!({"code": "29-1141.00", "title": null, "tags": {}, "href": ""});
    let tagged = json!({"code": "29-1141.00", "title": "", "tags": {"bright_outlook": "yes"}, "href": ""});
    let cases = [
        (page_of(json!([occupation(), untitled])), "occupation[1]", "missing field `title`"),
        (page_of(json!([nameless])), "occupation[0].title", "null"),
        (page_of(json!([tagged])), "occupation[0].tags.bright_outlook", "\"yes\""),
        (json!({"start": 1, "end": 0, "total": "none", "occupation": []}), "total", "\"none\""),
        (json!({"start": 1, "end": 0, "total": 0}), "the top", "missing field `occupation`"),
    ];
    for (body, place, words) in cases {
        let server = answering(ResponseTemplate::new(200).set_body_json(body)).await;
        let failure = failed_search(&client(server.uri())).await;
        assert_eq!((failure.kind(), failure.status()), (ErrorKind::Shape, Some(200)), "{failure:?}");
        assert_eq!(failure.json_path(), Some(place), "{failure:?}");
        assert!(failure.message().contains(words), "{failure:?}");
        assert!(failure.to_string().contains(place), "{failure}");
    }
}

#[tokio::test]
async fn members_that_the_contract_does_not_know_are_accepted() {
    let mut added = occupation();
    added["rank"] = json!(1);
    added["tags"]["green"] = json!(true);
    let mut body = page_of(json!([added, occupation()]));
    body["facets"] = json!([{"name": "zone"}]);
    let server = answering(ResponseTemplate::new(200).set_body_json(body)).await;
    let page = search(&client(server.uri())).await.expect("an answer");
    assert_eq!(page.total, 2);
    assert_eq!(page.occupation[0], page.occupation[1]);
    assert_eq!(page.occupation[0].tags.bright_outlook, Some(true));
}

#[tokio::test]
async fn an_answer_may_be_as_large_as_the_limit_and_no_larger() {
    let body = page_of(json!([occupation(), occupation()])).to_string();
    let size = body.len();
    let server = answering(ResponseTemplate::new(200).set_body_raw(body, JSON)).await;
    let bounded = |most| with_key(Client::builder().base_url(server.uri()).max_response_bytes(most));
    search(&bounded(size)).await.expect("an answer of just the limit");
    let failure = failed_search(&bounded(size - 1)).await;
    assert_eq!(failure.kind(), ErrorKind::TooLarge, "{failure:?}");
    assert!(!failure.is_retryable());
}

#[tokio::test]
async fn a_redirect_to_another_host_is_an_error_and_the_key_does_not_go_there() {
    let server = MockServer::start().await;
    let elsewhere = MockServer::start().await;
    let another_name = server.uri().replace("127.0.0.1", "localhost");
    let another_scheme = server.uri().replace("http:", "https:");
    for target in [elsewhere.uri(), another_name, another_scheme] {
        for status in [301_u16, 302, 303, 307, 308] {
            server.reset().await;
            let location = format!("{target}/online/search?keyword=nurse");
            mount(&server, ResponseTemplate::new(status).insert_header("location", location)).await;
            let failure = failed_search(&client(server.uri())).await;
            assert_eq!(
                (failure.kind(), failure.status()),
                (ErrorKind::UnexpectedStatus, Some(status)),
                "{target}"
            );
            assert!(failure.message().contains("redirect"), "{failure:?}");
            assert_eq!(requests(&server).await.len(), 1, "{target}");
            assert!(requests(&elsewhere).await.is_empty(), "{target}");
        }
    }
}

#[tokio::test]
async fn a_redirect_within_the_host_is_followed_with_the_key() {
    for prefix in ["", "http://HOST"] {
        let server = MockServer::start().await;
        let host = server.address().to_string();
        let location = format!("{}/v2/online/search?keyword=nurse", prefix.replace("HOST", &host));
        mount(&server, ResponseTemplate::new(308).insert_header("location", location)).await;
        let answer = ResponseTemplate::new(200).set_body_json(page_of(json!([occupation(), occupation()])));
        Mock::given(path("/v2/online/search")).respond_with(answer).mount(&server).await;
        let page = search(&client(server.uri())).await.expect("an answer");
        assert_eq!(page.occupation.len(), 2);
        let requests = requests(&server).await;
        assert_eq!(requests.len(), 2);
        for request in requests {
            assert_eq!(request.headers["x-api-key"], KEY, "{}", request.url);
        }
    }
}

#[tokio::test]
async fn a_redirect_in_a_circle_ends_after_five_rounds() {
    let circle = ResponseTemplate::new(302).insert_header("location", "/online/search?keyword=nurse");
    let server = answering(circle).await;
    let failure = failed_search(&client(server.uri())).await;
    assert_eq!((failure.kind(), failure.status()), (ErrorKind::UnexpectedStatus, Some(302)));
    assert_eq!(requests(&server).await.len(), 6);
}
