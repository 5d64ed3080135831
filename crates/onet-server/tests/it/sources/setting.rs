//! Services that answer, folders of recordings, and routers over them.

use std::fs;
use std::path::{Path, PathBuf};

use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response};
use onet_api::{ApiKey, Client, ClientBuilder, Retry};
use onet_server::{Config, InProcess, Recordings, SourceChain, Upstream};
use tempfile::TempDir;
use tower::ServiceExt as _;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::common::{BASE, TestResult, send};

/// The key of the server.
pub(crate) const KEY: &str = "kept-out-of-every-file";

/// An operation that the sample does not answer.
pub(crate) const CAREER: &str = "/mnm/careers/29-1051.00/abilities";

/// Nobody listens there.
pub(crate) const NOWHERE: &str = "http://127.0.0.1:1";

/// Calls that the sample answers, of every kind.
pub(crate) const CALLS: [&str; 10] = [
    "/",
    "/about/",
    "/online/",
    "/online/search?keyword=pharmacist",
    "/online/search?keyword=29&start=3&end=4",
    "/online/related_activities/activities/29-1051.00",
    "/online/related_activities/results/29-1051.00?activities=4.A.2.a.2.I05.D04,4.A.4.a.1.I05.D01&sort=title&end=5",
    "/online/occupations/29-1051.00/",
    "/database/rows/occupation_data?filter=title.contains.phar&sort=title.descending",
    "/mnm/search?keyword=pharmacist",
];

/// An answer as no serializer of ours would write it, with links on a base.
pub(crate) fn odd(base: &str) -> String {
    format!(
        "{{ \"href\" : \"{base}{CAREER}\",\n \"score\":1.50, \"next\":\"{base}/mnm/?a=1\", \"e\":\"\\u00e9\" }}"
    )
}

/// A server that answers everything alike.
pub(crate) async fn answering(status: u16, body: &str) -> MockServer {
    let server = MockServer::start().await;
    give(&server, status, body).await;
    server
}

/// What a server answers from now on.
pub(crate) async fn give(server: &MockServer, status: u16, body: &str) {
    server.reset().await;
    let answer = ResponseTemplate::new(status).set_body_raw(body, "application/json");
    Mock::given(any()).respond_with(answer).mount(server).await;
}

pub(crate) fn client(base: &str) -> ClientBuilder {
    Client::builder().base_url(base).api_key(ApiKey::new(KEY)).retry(Retry::none())
}

pub(crate) fn upstream(base: &str) -> TestResult<Upstream> {
    Ok(Upstream::new(client(base).build()?)?)
}

pub(crate) fn recording(builder: ClientBuilder, recordings: &Recordings) -> ClientBuilder {
    let recordings = recordings.clone();
    builder.on_response(move |answered| recordings.record(answered))
}

/// An upstream whose answers are recorded.
pub(crate) fn recorded(base: &str, recordings: &Recordings) -> TestResult<Upstream> {
    Ok(Upstream::new(recording(client(base), recordings).build()?)?)
}

pub(crate) fn recordings() -> TestResult<(TempDir, Recordings)> {
    let folder = tempfile::tempdir()?;
    let recordings = Recordings::create(folder.path().join("recordings"))?;
    Ok((folder, recordings))
}

/// The recordings, after a service answered each call so.
pub(crate) async fn recordings_of(
    calls: &[&str],
    status: u16,
    body: &str,
) -> TestResult<(TempDir, Recordings)> {
    let (folder, recordings) = recordings()?;
    let server = answering(status, body).await;
    let router = served(recorded(&server.uri(), &recordings)?);
    for call in calls {
        get(&router, call).await?;
    }
    Ok((folder, recordings))
}

pub(crate) fn served(sources: impl Into<SourceChain>) -> InProcess {
    InProcess::new(sources, Config::default())
}

pub(crate) async fn get(router: &InProcess, path: &str) -> TestResult<Response<Bytes>> {
    send(router, Request::get(format!("{BASE}{path}")).body(Bytes::new())?).await
}

/// Asks as a stranger does, over HTTP.
pub(crate) async fn get_from_outside(
    sources: impl Into<SourceChain>,
    path: &str,
) -> TestResult<Response<Body>> {
    let request = Request::get(path).header("host", "example.test").body(Body::empty())?;
    Ok(onet_server::router(sources, Config::default()).oneshot(request).await?)
}

/// The source in the header of an answer.
pub(crate) fn source(response: &Response<Bytes>) -> &str {
    response.headers().get("onet-source").and_then(|value| value.to_str().ok()).unwrap_or("")
}

pub(crate) fn files(folder: &Path) -> TestResult<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    Ok(entries.collect::<Result<Vec<_>, _>>()?)
}
