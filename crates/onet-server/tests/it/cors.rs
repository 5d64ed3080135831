//! CORS: which web pages may read answers, and preflight requests.

use crate::common::{BASE, TestResult};
use axum::Router;
use axum::body::Body;
use http::{HeaderName, Method, Request, Response, StatusCode};
use onet_server::{Config, Origin, Source, allow_origins, legacy, router};
use tower::ServiceExt as _;

/// The service and the gateway, with the key `key`, for pages of these origins.
fn service(origins: &[&str]) -> TestResult<Router> {
    let folder = tempfile::tempdir()?;
    let keys = folder.path().join("keys");
    std::fs::write(&keys, "key\n")?;
    let config = Config::default().with_key_file(&keys)?;
    let source = Source::sample()?;
    let v2 = router(source.clone(), Config::default());
    let all = router(source, config.clone()).merge(legacy::routes(v2, config));
    let origins: Vec<Origin> = origins.iter().map(|origin| origin.parse()).collect::<Result<_, _>>()?;
    Ok(allow_origins(all, &origins))
}

async fn ask(
    service: &Router,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
) -> TestResult<Response<Body>> {
    let mut request = Request::builder().method(method).uri(format!("{BASE}{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Ok(service.clone().oneshot(request.body(Body::empty())?).await?)
}

fn header(response: &Response<Body>, name: &'static str) -> String {
    let value = response.headers().get(HeaderName::from_static(name));
    value.and_then(|value| value.to_str().ok()).unwrap_or_default().to_ascii_lowercase()
}

#[tokio::test]
async fn only_pages_of_an_allowed_origin_may_read_answers() -> TestResult {
    let service = service(&["https://example.org", "http://localhost:3000"])?;
    for path in ["/about/", "/v1.9/ws/about/", "/ws/online/search?keyword=nurse", "/online/nothing"] {
        for (origin, allowed) in [
            ("https://example.org", "https://example.org"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("https://example.org:8443", ""),
            ("https://other.example", ""),
        ] {
            let headers = [("origin", origin), ("x-api-key", "key"), ("authorization", "Basic YTprZXk=")];
            let answer = ask(&service, Method::GET, path, &headers).await?;
            assert_eq!(header(&answer, "access-control-allow-origin"), allowed, "{path} {origin}");
            assert!(
                answer.headers().get_all("vary").iter().any(|vary| vary.as_bytes().starts_with(b"origin"))
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_preflight_request_needs_no_key() -> TestResult {
    let service = service(&["*"])?;
    let question = [
        ("origin", "https://example.org"),
        ("access-control-request-method", "GET"),
        ("access-control-request-headers", "x-api-key"),
    ];
    for path in ["/online/search?keyword=nurse", "/v1.9/ws/online/search?keyword=nurse"] {
        let response = ask(&service, Method::OPTIONS, path, &question).await?;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(header(&response, "access-control-allow-origin"), "*");
        let headers = header(&response, "access-control-allow-headers");
        assert!(headers.contains("x-api-key") && headers.contains("authorization"), "{headers}");
        let methods = header(&response, "access-control-allow-methods");
        assert_eq!(methods.contains("post"), path.starts_with("/v1.9/"), "{path}: {methods}");
        let refused = ask(&service, Method::GET, path, &[("origin", "https://example.org")]).await?;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(header(&refused, "access-control-allow-origin"), "*", "the page may read why");
    }
    let headers = [("origin", "https://example.org"), ("x-api-key", "key")];
    let answer = ask(&service, Method::GET, "/mpp/", &headers).await?;
    assert!(header(&answer, "access-control-expose-headers").contains("onet-not-in-source"));
    Ok(())
}

#[tokio::test]
async fn without_allowed_origins_no_page_may_read_answers() -> TestResult {
    let service = service(&[])?;
    let answer = ask(&service, Method::GET, "/about/", &[("origin", "https://example.org")]).await?;
    assert_eq!(header(&answer, "access-control-allow-origin"), "");
    let response = ask(&service, Method::OPTIONS, "/about/", &[("origin", "https://example.org")]).await?;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    Ok(())
}

#[test]
fn an_origin_has_the_form_that_browsers_send() {
    for (text, origin) in [
        ("*", Some("*")),
        ("https://example.org", Some("https://example.org")),
        ("HTTPS://Example.org:8443", Some("https://example.org:8443")),
        ("https://example.org/", None),
        ("https://example.org:443", None),
        ("example.org", None),
        ("file:///page.html", None),
        ("null", None),
        ("", None),
    ] {
        let parsed = text.parse::<Origin>().ok().map(|origin| origin.to_string());
        assert_eq!(parsed.as_deref(), origin, "{text}");
    }
}
