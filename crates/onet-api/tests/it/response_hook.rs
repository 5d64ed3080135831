//! Answers shown to whoever wants to keep them, and answers as they were sent.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode};
use onet_api::{ApiKey, Client, ClientBuilder, Error, ErrorKind, PageRange, Retry};
use tower_service::Service;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

const KEY: &str = "kept-out-of-every-record";

/// As no serializer of ours would write it.
const PAGE: &str = "{\"start\": 1,\n \"end\":0, \"total\" : 0, \"occupation\":[]}";

/// What was shown of an answer.
#[derive(Debug, PartialEq, Eq)]
struct Note {
    status: u16,
    operation: Option<&'static str>,
    url: [String; 3],
    body: String,
}

type Notes = Arc<Mutex<Vec<Note>>>;

fn noting(builder: ClientBuilder) -> (Client, Notes) {
    let shown = Notes::default();
    let notes = Arc::clone(&shown);
    let client = builder
        .api_key(ApiKey::new(KEY))
        .retry(Retry::none())
        .on_response(move |answered| {
            notes.lock().unwrap_or_else(PoisonError::into_inner).push(Note {
                status: answered.status,
                operation: answered.operation.map(|operation| operation.id),
                url: [answered.base_url, answered.path, answered.query].map(str::to_owned),
                body: String::from_utf8_lossy(answered.body).into_owned(),
            });
            Ok::<(), std::io::Error>(())
        })
        .build()
        .expect("a client");
    (client, shown)
}

/// A server that answers everything alike.
async fn answering(status: u16, body: &str) -> MockServer {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(status).set_body_raw(body, "application/json");
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

async fn nurses(client: &Client) -> Result<i64, Error> {
    Ok(client.online_search("nurse", PageRange::default()).await?.total)
}

#[tokio::test]
async fn a_success_is_shown_as_it_was_sent_whichever_way_it_was_called() {
    let server = answering(200, PAGE).await;
    let (client, shown) = noting(Client::builder().base_url(server.uri()));
    nurses(&client).await.expect("an answer");
    client.raw("/online/search?keyword=nurse", &[]).await.expect("an answer");
    let text = client.raw_text("online/search", &[("keyword", "nurse")]).await.expect("an answer");
    assert_eq!(text, PAGE);
    let shown = shown.lock().expect("notes");
    assert_eq!(shown.len(), 3);
    for note in shown.iter() {
        let expected = Note {
            status: 200,
            operation: Some("online_search"),
            url: [server.uri(), "/online/search".to_owned(), "keyword=nurse".to_owned()],
            body: PAGE.to_owned(),
        };
        assert_eq!(*note, expected);
    }
}

#[tokio::test]
async fn a_refusal_of_the_call_is_shown_in_the_form_of_the_contract() {
    let server = answering(422, "{ \"error\" : \"start must be integer\" }").await;
    let (client, shown) = noting(Client::builder().base_url(server.uri()));
    assert!(nurses(&client).await.expect_err("a refusal").is_refused());
    let shown = shown.lock().expect("notes");
    assert_eq!((shown.len(), shown[0].status), (1, 422));
    assert_eq!(shown[0].body, r#"{"error":"start must be integer"}"#);
}

#[tokio::test]
async fn what_is_no_answer_is_not_shown() {
    for (status, body) in [
        (200, "<!DOCTYPE html><html></html>"),
        (200, r#"{"start":1}"#),
        (401, "{}"),
        (403, "<html></html>"),
        (404, "{}"),
        (429, "{}"),
        (500, "{}"),
        (503, "{}"),
    ] {
        let server = answering(status, body).await;
        let (client, shown) = noting(Client::builder().base_url(server.uri()));
        nurses(&client).await.expect_err("a failure");
        assert!(shown.lock().expect("notes").is_empty(), "{status} {body}");
    }
    let mut gap = Fixed::new(StatusCode::UNPROCESSABLE_ENTITY, r#"{"error":"not here"}"#);
    gap.0.headers_mut().insert("onet-not-in-source", HeaderValue::from_static("1"));
    let (client, shown) = noting(Client::builder().service(gap));
    assert_eq!(nurses(&client).await.expect_err("a gap").kind(), ErrorKind::NotInSource);
    assert!(shown.lock().expect("notes").is_empty());
}

#[tokio::test]
async fn an_answer_that_repeats_the_key_is_not_shown() {
    let echo = format!(r#"{{"start":1,"end":0,"total":0,"occupation":[],"you":"{KEY}"}}"#);
    let server = answering(200, &echo).await;
    let (client, shown) = noting(Client::builder().base_url(server.uri()));
    nurses(&client).await.expect("an answer all the same");
    client.raw("online/search", &[("keyword", KEY)]).await.expect("an answer all the same");
    assert!(shown.lock().expect("notes").is_empty());

    let server = answering(422, &format!(r#"{{"error":"not you, {KEY}"}}"#)).await;
    let (client, shown) = noting(Client::builder().base_url(server.uri()));
    nurses(&client).await.expect_err("a refusal");
    assert_eq!(shown.lock().expect("notes")[0].body, r#"{"error":"not you, [key]"}"#);
}

#[tokio::test]
async fn what_cannot_be_kept_fails_the_call_and_says_why() {
    for (status, body) in [(200, PAGE), (422, r#"{"error":"no"}"#)] {
        let server = answering(status, body).await;
        let client = Client::builder()
            .base_url(server.uri())
            .on_response(|_| Err(std::io::Error::other("the disk is full")))
            .build()
            .expect("a client");
        let failure = nurses(&client).await.expect_err("it was not kept");
        assert_eq!((failure.kind(), failure.message()), (ErrorKind::ResponseHook, "the disk is full"));
        assert_eq!(failure.operation(), Some("online_search"));
        assert!(!failure.is_retryable());
    }
}

#[tokio::test]
async fn the_text_of_an_answer_must_be_json() {
    for body in [&b"<html></html>"[..], b"", b"{\"start\":1", b"[1] 2", b"\"\xFF\""] {
        let server = MockServer::start().await;
        let answer = ResponseTemplate::new(200).set_body_raw(body, "application/json");
        Mock::given(any()).respond_with(answer).mount(&server).await;
        let client = Client::builder().base_url(server.uri()).build().expect("a client");
        let failure = client.raw_text("about", &[]).await.expect_err("no JSON");
        assert_eq!(failure.kind(), ErrorKind::NotJson, "{body:?}: {failure:?}");
    }
}

#[tokio::test]
async fn the_failure_of_a_service_behind_the_one_in_this_process_is_handed_on() {
    let gone =
        Client::builder().base_url("http://127.0.0.1:1").retry(Retry::none()).build().expect("a client");
    let failure = gone.about().await.expect_err("nobody is there");
    assert_eq!(failure.kind(), ErrorKind::Connect, "{failure:?}");
    let mut service = Fixed::new(StatusCode::BAD_GATEWAY, r#"{"error":"nobody is behind it"}"#);
    service.0.extensions_mut().insert(failure);
    let client = Client::builder().service(service).build().expect("a client");
    let failure = client.about().await.expect_err("nobody is behind it");
    assert_eq!((failure.kind(), failure.operation()), (ErrorKind::Connect, Some("about")));
    assert_eq!(failure.url(), Some("http://127.0.0.1:1/about/"));
}

/// A service that answers everything alike.
#[derive(Clone)]
struct Fixed(Response<Bytes>);

impl Fixed {
    fn new(status: StatusCode, body: &'static str) -> Self {
        let mut response = Response::new(Bytes::from_static(body.as_bytes()));
        *response.status_mut() = status;
        Self(response)
    }
}

impl Service<Request<Bytes>> for Fixed {
    type Response = Response<Bytes>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<Bytes>) -> Self::Future {
        ready(Ok(self.0.clone()))
    }
}
