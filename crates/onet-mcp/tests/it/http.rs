//! `/mcp` behind the layers of `onet serve`.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use http::{Method, Request, StatusCode};
use onet_mcp::McpServer;
use onet_server::{Config, Hosts, HttpLayers, Origin, mounted, router};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::common::sample;

/// The routes of a server with keys or without, and pages of one origin that may call it.
fn routes(config: &Config) -> Router {
    let sources = sample();
    let origins = [Origin::Of("https://page.test".to_owned())];
    let assistants = McpServer::new(&sources, config).routes();
    let routes = router(sources.clone(), config.clone()).merge(mounted(assistants, "mcp", config, &origins));
    let loopback = Hosts::of_listener(std::net::Ipv4Addr::LOCALHOST.into());
    HttpLayers::new(&sources, config).hosts(loopback).origins(origins.to_vec()).around(routes)
}

fn with_key() -> Config {
    let folder = std::env::temp_dir().join(format!("onet-mcp-keys-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("keys");
    std::fs::write(&file, "ada the-key\n").expect("a key file");
    Config::default().with_key_file(&file).expect("the keys are read")
}

async fn post(routes: &Router, message: &Value, headers: &[(&str, &str)]) -> Response {
    let mut request = Request::post("/mcp")
        .header("content-type", "application/json")
        .header("accept", "application/json, text/event-stream");
    if headers.iter().all(|(name, _)| *name != "host") {
        request = request.header("host", "127.0.0.1:8080");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(message.to_string())).expect("a request");
    routes.clone().oneshot(request).await.unwrap_or_else(|never| match never {})
}

async fn json_of(response: Response) -> Value {
    let body = to_bytes(response.into_body(), 1 << 20).await.expect("a body");
    serde_json::from_slice(&body).unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&body)))
}

fn search() -> Value {
    json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "search_occupations", "arguments": {"text": "pharmacist"}}})
}

#[tokio::test]
async fn a_request_stands_alone_and_its_response_is_json() {
    let routes = routes(&Config::default());
    let initialize = json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}});
    for message in [initialize, search()] {
        let response = post(&routes, &message, &[]).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "application/json");
        assert!(!response.headers().contains_key("mcp-session-id"));
        let answer = json_of(response).await;
        assert!(answer["result"].is_object(), "{answer}");
    }
    let notification = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
    assert_eq!(post(&routes, &notification, &[]).await.status(), StatusCode::ACCEPTED);
}

#[tokio::test]
async fn a_call_needs_a_key_where_the_server_does() {
    let routes = routes(&with_key());
    let refused = post(&routes, &search(), &[]).await;
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    assert!(refused.headers().contains_key("www-authenticate"));
    for wrong in [("x-api-key", "wrong"), ("authorization", "Bearer wrong"), ("authorization", "the-key")] {
        assert_eq!(post(&routes, &search(), &[wrong]).await.status(), StatusCode::UNAUTHORIZED, "{wrong:?}");
    }
    for right in
        [("x-api-key", "the-key"), ("authorization", "Bearer the-key"), ("authorization", "bearer the-key")]
    {
        let answer = json_of(post(&routes, &search(), &[right]).await).await;
        let code = &answer["result"]["structuredContent"]["occupations"][0]["code"];
        assert_eq!(*code, "29-1051.00", "{right:?}: {answer}");
    }
}

#[tokio::test]
async fn other_hosts_and_pages_of_other_origins_are_refused() {
    let routes = routes(&Config::default());
    for (headers, status) in [
        (&[("host", "attacker.test")][..], StatusCode::MISDIRECTED_REQUEST),
        (&[("origin", "https://attacker.test")], StatusCode::FORBIDDEN),
        (&[("origin", "null")], StatusCode::FORBIDDEN),
        (&[("origin", "https://page.test")], StatusCode::OK),
        (&[("host", "localhost:8080"), ("origin", "http://localhost:8080")], StatusCode::OK),
    ] {
        assert_eq!(post(&routes, &search(), headers).await.status(), status, "{headers:?}");
    }
}

#[tokio::test]
async fn a_page_of_an_allowed_origin_may_send_the_headers_of_the_protocol() {
    let routes = routes(&Config::default());
    let preflight = |path: &str| {
        Request::options(path)
            .header("host", "127.0.0.1")
            .header("origin", "https://page.test")
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "mcp-protocol-version")
            .body(Body::empty())
            .expect("a request")
    };
    let allowed = async |path| {
        let response = routes.clone().oneshot(preflight(path)).await.unwrap_or_else(|never| match never {});
        let header = |name| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned()
        };
        (header("access-control-allow-methods"), header("access-control-allow-headers"))
    };
    let (methods, headers) = allowed("/mcp").await;
    assert!(methods.contains("POST") && headers.contains("mcp-protocol-version"), "{methods} {headers}");
    let (methods, headers) = allowed("/online/search").await;
    assert!(!methods.contains("POST") && !headers.contains("mcp"), "{methods} {headers}");
}

#[tokio::test]
async fn other_methods_large_bodies_and_malformed_ones_are_refused() {
    let routes = routes(&Config::default());
    for method in [Method::GET, Method::DELETE, Method::PUT] {
        let request = Request::builder().method(&method).uri("/mcp").header("host", "127.0.0.1");
        let request = request.header("accept", "text/event-stream").body(Body::empty()).expect("a request");
        let response = routes.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(response.headers()["allow"], "POST", "{method}");
    }
    let large = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "search_occupations", "arguments": {"text": "x".repeat(2 << 20)}}});
    assert_eq!(post(&routes, &large, &[]).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    for body in
        ["", "hello", "\"no message\"", "[]", "{\"jsonrpc\": \"1.0\", \"id\": 1, \"method\": \"ping\"}"]
    {
        let request =
            Request::post("/mcp").header("host", "127.0.0.1").header("content-type", "application/json");
        let request = request.header("accept", "application/json, text/event-stream");
        let request = request.body(Body::from(body)).expect("a request");
        let response = routes.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(json_of(response).await["error"]["code"], -32700, "{body}");
    }
}

#[tokio::test]
async fn counters_have_the_calls_under_their_name() {
    let routes = routes(&Config::default());
    post(&routes, &search(), &[]).await;
    let request =
        Request::get("/metrics").header("host", "127.0.0.1").body(Body::empty()).expect("a request");
    let response = routes.oneshot(request).await.unwrap_or_else(|never| match never {});
    let text = to_bytes(response.into_body(), 1 << 20).await.expect("a body");
    let text = String::from_utf8_lossy(&text);
    let line = "onet_requests_total{version=\"mcp\",operation=\"mcp\",status=\"200\"} 1";
    assert!(text.contains(line), "{text}");
}
