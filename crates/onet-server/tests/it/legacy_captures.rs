//! The gateway's answers from a whole release, held against answers of versions 1.2 to 1.9 that were kept: the same
//! names in the same places and order, and the same values, or the reason why not.

mod calls;
mod explained;
mod tree;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::common::{BASE, NOT_IN_SOURCE, Service, TestResult, tell};
use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::header::ACCEPT;
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use onet_server::{Config, legacy, router};
use tower::ServiceExt as _;

use calls::CALLS;
use explained::{EQUAL, EXPLAINED, Explained, REFUSED};
use tree::{Difference, Node, differences};

/// The variable that names the folder of the captures, with `examples` in it.
const LEGACY_DIR: &str = "ONET_TEST_LEGACY_DIR";

fn captures() -> Option<PathBuf> {
    let folder = std::env::var_os(LEGACY_DIR).map(|folder| Path::new(&folder).join("examples"));
    if folder.is_none() {
        tell(&format!("skipped: {LEGACY_DIR} is not set"));
    }
    folder
}

async fn call(gateway: &Router, address: &str, is_json: bool) -> TestResult<Response<Bytes>> {
    let accept = if is_json { "application/json" } else { "application/xml" };
    let request = Request::get(format!("{BASE}{address}")).header(ACCEPT, accept).body(Body::empty())?;
    let (head, body) = gateway.clone().oneshot(request).await?.into_parts();
    Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
}

/// The root of a JSON document has no name.
fn read(text: &str, is_json: bool) -> TestResult<Node> {
    match is_json {
        true => Ok(Node::of_json("", &serde_json::from_str(text)?)),
        false => Node::of_xml(text),
    }
}

/// How the answers stand to the captures.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    compared: usize,
    /// Equal in every name and value that the capture has.
    equal: usize,
    /// Equal but for what has its reason.
    explained: usize,
    /// Not answered, because the release does not hold it.
    refused: usize,
}

#[derive(Default)]
struct Judge {
    tally: Tally,
    /// How often each row of the explanations was needed.
    used: BTreeMap<usize, usize>,
    complaints: Vec<String>,
}

impl Judge {
    fn judge(&mut self, file: &str, found: &[Difference]) {
        self.tally.compared += 1;
        match found.is_empty() {
            true => self.tally.equal += 1,
            false => self.tally.explained += 1,
        }
        if found.is_empty() != EQUAL.contains(&file) {
            let differs = if found.is_empty() { "is equal" } else { "differs" };
            self.complaints.push(format!("{file}: {differs}, against the table"));
        }
        for difference in found {
            match (0..EXPLAINED.len()).find(|row| EXPLAINED[*row].covers(file, difference)) {
                Some(row) => *self.used.entry(row).or_default() += 1,
                None => {
                    let Difference { path, way, capture, answer } = difference;
                    self.complaints.push(format!("{file}: {path}: {way:?}: {capture:?} is {answer:?}"));
                }
            }
        }
    }

    fn refused(&mut self, file: &str, response: &Response<Bytes>) {
        self.tally.refused += 1;
        let is_marked = response.headers().contains_key(NOT_IN_SOURCE);
        if response.status() != StatusCode::UNPROCESSABLE_ENTITY || !is_marked || !REFUSED.contains(&file) {
            let message = String::from_utf8_lossy(response.body());
            self.complaints.push(format!("{file}: {} (marked: {is_marked}) {message}", response.status()));
        }
    }

    fn finish(self) -> TestResult<Tally> {
        let idle = (0..EXPLAINED.len()).filter(|row| !self.used.contains_key(row));
        let idle = idle.map(|row| {
            let Explained { file, path, because, .. } = &EXPLAINED[row];
            format!("explains nothing: {file} {path}: {because}")
        });
        let complaints: Vec<String> = self.complaints.into_iter().chain(idle).collect();
        for (row, times) in &self.used {
            tell(&format!("{times:5} differences: {}", EXPLAINED[*row].because));
        }
        match complaints.is_empty() {
            true => Ok(self.tally),
            false => Err(format!("{:#?}\n{}", self.tally, complaints.join("\n")).into()),
        }
    }
}

#[tokio::test]
async fn a_release_answers_the_old_addresses_as_the_captures_do() -> TestResult {
    let Some(captures) = captures() else { return Ok(()) };
    let Some(release) = Service::whole_release()? else { return Ok(()) };
    let gateway = legacy::routes(router(release.source.clone(), Config::default()), Config::default());
    let mut judge = Judge::default();
    for (file, address) in CALLS {
        let is_json = file.ends_with(".json");
        let capture = read(&std::fs::read_to_string(captures.join(file))?, is_json)?;
        let response = call(&gateway, address, is_json).await?;
        let is_error = capture.name == "error";
        if response.status() != StatusCode::OK && !is_error {
            judge.refused(file, &response);
            continue;
        }
        let answer = read(std::str::from_utf8(response.body())?, is_json)?;
        let base = format!("{BASE}{}/ws/", address.split("/ws").next().unwrap_or_default());
        for text in answer.texts().into_iter().filter(|text| text.starts_with(BASE)) {
            assert!(text.starts_with(&base), "{file}: {text} leads away from {base}");
        }
        judge.judge(file, &differences(&capture, &answer));
    }
    let tally = judge.finish()?;
    tell(&format!("captures of version 1.x against a release: {tally:?}"));
    assert_eq!(tally.compared + tally.refused, CALLS.len(), "every capture is called");
    assert_eq!((tally.equal, tally.refused), (EQUAL.len(), REFUSED.len()));
    Ok(())
}

#[test]
fn every_capture_has_its_call() -> TestResult {
    let Some(captures) = captures() else { return Ok(()) };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(captures)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        // What was computed from a capture and not captured itself stands in a folder of its own.
        if name.ends_with(".xml") || name.ends_with(".json") {
            files.push(name);
        }
    }
    files.sort();
    let mut known: Vec<&str> = CALLS.iter().map(|(file, _)| *file).collect();
    known.sort_unstable();
    assert_eq!(known, files);
    Ok(())
}
