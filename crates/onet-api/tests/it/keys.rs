//! Where the API key goes, where it must not go, and what happens without one.

use futures::StreamExt as _;
use onet_api::{ApiKey, Client, DEFAULT_BASE_URL, Error, ErrorKind, PageRange, page};
use serde_json::json;
use wiremock::MockServer;

use crate::error_texts::all_texts;
use crate::recording_service::Notebook;

const KEY: &str = "kept-out-of-every-text";

/// A service that knows nothing, and notes what it is asked.
fn ignorant() -> Notebook {
    Notebook::new(|_| (404, json!({})))
}

/// The error of a client that must not be built: it speaks of its cause and never of the key.
fn refusal(base: &str, key: &str) -> Error {
    let built = Client::builder().base_url(base).api_key(ApiKey::new(key)).build();
    let refusal = built.expect_err(base);
    assert_eq!(refusal.kind(), ErrorKind::Configuration, "{base}: {refusal:?}");
    let texts = all_texts(&refusal);
    assert!(!texts.contains(key), "{texts}");
    refusal
}

#[tokio::test]
async fn the_key_travels_in_its_header_and_nowhere_else() {
    // A key read from a file ends in a newline.
    for key in [KEY.to_owned(), format!(" {KEY}\r\n")] {
        // A server without a mock answers 404 to everything.
        let server = MockServer::start().await;
        let client =
            Client::builder().base_url(server.uri()).api_key(ApiKey::new(key)).build().expect("a client");
        let failure = client.online_search("nurse", PageRange::default()).await.expect_err("a 404");
        assert_eq!(failure.kind(), ErrorKind::NotFound, "{failure:?}");
        let requests = server.received_requests().await.expect("requests are recorded");
        assert_eq!(requests.len(), 1);
        let carriers: Vec<_> = requests[0].headers.iter().filter(|(_, value)| *value == KEY).collect();
        assert_eq!(carriers.len(), 1, "{carriers:?}");
        assert_eq!(carriers[0].0, "x-api-key");
        assert_eq!(requests[0].url.query(), Some("keyword=nurse"));
        assert_eq!(requests[0].headers["accept"], "application/json");
        assert!(requests[0].body.is_empty());
    }
}

#[tokio::test]
async fn a_client_without_a_key_sends_no_header_for_it() {
    let server = MockServer::start().await;
    let client = Client::builder().base_url(server.uri()).build().expect("a client");
    let failure = client.about().await.expect_err("a 404");
    assert_eq!(failure.kind(), ErrorKind::NotFound, "{failure:?}");
    let requests = server.received_requests().await.expect("requests are recorded");
    assert_eq!(requests.len(), 1);
    assert!(!requests[0].headers.contains_key("x-api-key"));
}

#[tokio::test]
async fn a_service_in_this_process_is_not_given_the_key() {
    for base in [DEFAULT_BASE_URL, "http://service.test"] {
        let service = ignorant();
        let builder = Client::builder().base_url(base).api_key(ApiKey::new(KEY)).service(service.clone());
        let failure = builder.build().expect("a client").about().await.expect_err("a 404");
        assert_eq!(failure.kind(), ErrorKind::NotFound, "{failure:?}");
        let asked = service.asked();
        assert_eq!(asked.len(), 1);
        assert!(!format!("{asked:?}").contains(KEY));
    }
}

#[test]
fn a_key_does_not_travel_over_plain_http_to_another_machine() {
    let bases = [
        "http://example.org",
        "http://api-v2.onetcenter.org",
        "HTTP://Example.org:80/ws",
        "http://192.0.2.1:8080",
        "http://0.0.0.0:8080",
        "http://[2001:db8::1]:8080",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
    ];
    for base in bases {
        let refusal = refusal(base, KEY);
        assert!(refusal.message().contains("plain http"), "{refusal:?}");
        Client::builder().base_url(base).build().expect("a client that has no key to lose");
    }
    let bases = [
        "https://example.org",
        "https://192.0.2.1:8443",
        "http://localhost:8080",
        "http://127.0.0.1:8080",
        "http://127.8.9.1",
        "http://[::1]:8080",
    ];
    for base in bases {
        Client::builder().base_url(base).api_key(ApiKey::new(KEY)).build().expect(base);
    }
}

#[test]
fn a_base_url_that_holds_more_than_an_address_is_refused_and_not_repeated() {
    let bases = [
        "https://sesame@example.org",
        "https://name:sesame@example.org",
        "https://:sesame@example.org",
        "https://example.org/?key=sesame",
        "https://example.org/ws?sesame",
        "https://example.org/#sesame",
    ];
    for base in bases {
        let refusal = refusal(base, KEY);
        assert!(refusal.message().contains("must not hold"), "{refusal:?}");
        let texts = all_texts(&refusal);
        assert!(!texts.contains("sesame"), "{texts}");
    }
}

#[test]
fn a_base_url_that_is_no_http_address_is_refused() {
    for base in [
        "",
        "nonsense",
        "example.org",
        "example.org:443",
        "ftp://example.org",
        "file:///srv",
        "mailto:a@b.org",
    ] {
        let refusal = refusal(base, KEY);
        assert!(refusal.message().contains("http(s) address"), "{base}: {refusal:?}");
    }
}

#[test]
fn a_path_before_the_services_own_is_kept_and_a_final_slash_does_not_matter() {
    for base in
        ["https://example.org/ws/v2", "https://example.org/ws/v2/", " https://EXAMPLE.org:443/ws/v2/ "]
    {
        let client = Client::builder().base_url(base).build().expect("a client");
        assert_eq!(client.base_url(), "https://example.org/ws/v2");
    }
}

#[tokio::test]
async fn without_a_key_nothing_is_sent_to_the_live_service() {
    let bases = [
        DEFAULT_BASE_URL,
        "https://api-v2.onetcenter.org/",
        "http://api-v2.onetcenter.org",
        "https://API-V2.onetcenter.org:443/",
    ];
    for base in bases {
        let client = Client::builder().base_url(base).build().expect("a client");
        let mut items = Box::pin(page::by_item(20, |range| client.online_search("nurse", range)));
        // Anything sent would end in a refused key, or without a network in no connection.
        let failures = [
            ("online_search", items.next().await.expect("a first item").err()),
            ("about", client.about().await.err()),
            ("about", client.raw("about", &[]).await.err()),
            ("online_search", client.raw_all("online/search", &[("keyword", "nurse")]).await.err()),
        ];
        for (operation, failure) in failures {
            let failure = failure.expect("a failure");
            assert_eq!(failure.kind(), ErrorKind::MissingKey, "{failure:?}");
            assert_eq!((failure.operation(), failure.status()), (Some(operation), None), "{failure:?}");
            assert!(failure.url().is_some_and(|url| url.starts_with(client.base_url())), "{failure:?}");
            assert!(failure.hint().is_some_and(|hint| hint.contains("ONET_API_KEY")), "{failure:?}");
            assert!(failure.is_auth() && !failure.is_retryable(), "{failure:?}");
        }
    }
}

#[tokio::test]
async fn a_service_in_this_process_answers_without_a_key_under_any_name() {
    let service = ignorant();
    let client = Client::builder().service(service.clone()).build().expect("a client");
    assert_eq!(client.base_url(), DEFAULT_BASE_URL);
    let failure = client.about().await.expect_err("a 404");
    assert_eq!(failure.kind(), ErrorKind::NotFound, "{failure:?}");
    assert_eq!(service.asked().len(), 1);
}

#[test]
fn nothing_that_holds_the_key_shows_it() {
    let key = ApiKey::new(KEY);
    let builder = Client::builder().api_key(key.clone());
    let mut shown = format!("{key:?} {key:#?} {builder:?} {builder:#?}");
    let client = builder.build().expect("a client");
    shown.push_str(&format!("{client:?} {client:#?}"));
    assert!(!shown.contains(KEY), "{shown}");
    assert!(shown.contains("has_key: true"), "{shown}");
}

#[test]
fn a_key_that_cannot_stand_in_a_header_is_refused() {
    for key in ["sesame\nx-other: 1", "sesame\r\nx-other: 1", "ses\0ame", "sésame"] {
        let refusal = refusal(DEFAULT_BASE_URL, key);
        assert!(refusal.message().contains("characters"), "{refusal:?}");
        let texts = all_texts(&refusal);
        assert!(!texts.contains("same"), "{texts}");
    }
}
