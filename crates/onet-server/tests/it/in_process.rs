//! The service without a socket answers as the router does.

use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, StatusCode};
use onet_api::operations;
use onet_server::{Config, InProcess, Source, router};
use tower::ServiceExt as _;

use crate::common::TestResult;

const LIMIT: usize = 16 << 20;

type Seen = (StatusCode, HeaderMap, Bytes);

async fn by_router(source: &axum::Router, method: &Method, path: &str) -> TestResult<Seen> {
    let response = source.clone().oneshot(request(method, path, Body::empty())?).await?;
    let (head, body) = response.into_parts();
    Ok((head.status, head.headers, to_bytes(body, LIMIT).await?))
}

async fn in_process(source: &InProcess, method: &Method, path: &str) -> TestResult<Seen> {
    let response: Response<Bytes> = source.clone().oneshot(request(method, path, Bytes::new())?).await?;
    let (head, body) = response.into_parts();
    Ok((head.status, head.headers, body))
}

fn request<B>(method: &Method, path: &str, body: B) -> TestResult<Request<B>> {
    Ok(Request::builder().method(method).uri(path).header("host", "here").body(body)?)
}

#[tokio::test]
async fn every_path_and_method_is_answered_as_by_the_router() -> TestResult {
    let served = router(Source::sample()?, Config::default());
    let here = InProcess::new(Source::sample()?, Config::default());
    let values = |path: &str| {
        path.split('/')
            .map(|segment| if segment.starts_with('{') { "29-1051.00" } else { segment })
            .collect::<Vec<_>>()
            .join("/")
    };
    let mut paths: Vec<String> = operations::ALL.iter().map(|operation| values(operation.path)).collect();
    paths.extend(paths.clone().iter().map(|path| format!("{}/", path.trim_end_matches('/'))));
    paths.extend(
        ["/nothing", "/online/occupations/29-1051.00/nothing", "//online", "/online/%2e%2e"]
            .map(str::to_owned),
    );
    let mut compared = 0;
    for path in &paths {
        for method in [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS] {
            let (expected, found) =
                (by_router(&served, &method, path).await?, in_process(&here, &method, path).await?);
            assert_eq!(found.0, expected.0, "{method} {path}");
            assert_eq!(found.2, expected.2, "{method} {path}");
            for (name, value) in &found.1 {
                assert_eq!(expected.1.get(name), Some(value), "{method} {path}: {name}");
            }
            compared += 1;
        }
    }
    assert!(compared > 4 * 2 * 212, "{compared}");
    Ok(())
}
