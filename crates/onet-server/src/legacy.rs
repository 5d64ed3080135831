//! The paths of version 1.x, answered from version 2.0.
//!
//! ```
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use axum::body::{Body, to_bytes};
//! use http::Request;
//! use onet_server::{Config, Source, legacy, router};
//! use tower::ServiceExt as _;
//!
//! let gateway = legacy::routes(router(Source::sample()?, Config::default()), Config::default());
//! let request = Request::get("http://localhost:8080/v1.9/ws/about/").body(Body::empty())?;
//! let about = to_bytes(gateway.oneshot(request).await?.into_body(), 4096).await?;
//! assert!(about.starts_with(b"<about>"));
//! # Ok(())
//! # }
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(example()).unwrap();
//! ```
//!
//! The gateway holds no data. It converts a call to one or more calls of version 2.0, sends them to the router of 2.0,
//! and converts the answers to a document of 1.x; `onet-compat` has the conversions. `docs/engine.md` describes the
//! rules and the evidence for each.

mod content_negotiation;
mod credentials;
mod origins;
mod request;
mod response;
mod v2_client;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use futures::future::join_all;
use http::StatusCode;
use http::header::IF_NONE_MATCH;
use http::request::Parts;
use onet_compat::mapping::{self, Mapped, MappingError, Section, V2Call};
use onet_compat::types::ResourceList;
use onet_compat::{Document, Resource};
use serde_json::Value;

use crate::config::{Admission, Config};
use crate::error::over_quota;
use crate::service::AnsweredCall;
use content_negotiation::Format;
use request::V1Request;
use response::V1Error;
use v2_client::V2Answer;

pub(crate) use credentials::password;
pub(crate) use response::LOSSES;

/// Every path of version 1.x. The handler rejects unknown ones, after it has checked the key.
const PATHS: [&str; 6] =
    ["/ws", "/ws/", "/ws/{*path}", "/{version}/ws", "/{version}/ws/", "/{version}/ws/{*path}"];

/// A router for the paths of version 1.x, to merge with others.
///
/// The gateway calls version 2.0 through `v2`, which must not require a key; `config` has the keys that callers of the
/// gateway need.
pub fn routes(v2: Router, config: Config) -> Router {
    let gateway = Arc::new(Gateway { v2, config });
    let handler = move |request: Request| {
        let gateway = Arc::clone(&gateway);
        async move { gateway.handle(request).await }
    };
    let methods = get(handler.clone()).post(handler);
    PATHS.into_iter().fold(Router::new(), |router, path| router.route(path, methods.clone()))
}

/// Whether a path is one of version 1.x: `/ws/…`, or `/v1.9/ws/…`.
pub(crate) fn is_legacy(path: &str) -> bool {
    path.split('/').skip(1).take(2).any(|segment| segment == "ws")
}

/// The list of services: each version has its own, so it is not converted from the index of 2.0.
const SERVICES: &str = "ws";

struct Gateway {
    v2: Router,
    config: Config,
}

impl Gateway {
    async fn handle(&self, request: Request) -> Response {
        let (head, body) = request.into_parts();
        let query = match request::parameters(&head, body).await {
            Ok(query) => query,
            Err(error) => return error.into_response(Format::Xml),
        };
        let mut answered = AnsweredCall { version: "v1", operation: None, key: None };
        let mut response = match credentials::admission(&self.config, &head.headers, &query) {
            Admission::Admitted(key) => {
                answered.key = key;
                answered.operation = Resource::at(head.uri.path()).map(|(resource, _)| resource.id);
                self.answer(&head, query).await
            }
            Admission::Refused => response::unauthorized(),
            Admission::OverQuota(wait) => over_quota(wait),
        };
        response.extensions_mut().insert(answered);
        response
    }

    async fn answer(&self, head: &Parts, query: Vec<(String, String)>) -> Response {
        let call = match V1Request::read(head, query) {
            Ok(call) => call,
            // An unknown path has no error document in any format.
            Err(error) => return error.into_response(Format::Xml),
        };
        let result = match call.missing() {
            Some(parameter) => Err(V1Error::missing(parameter)),
            None => self.document(&call, call.resource).await,
        };
        match result {
            Ok(Mapped { value, losses }) => {
                let mut response = response::document(StatusCode::OK, &value, call.format);
                response::name_losses(&mut response, &losses);
                let address = format!("{} {} {:?}", call.legacy.base, head.uri, call.format);
                let address = format!("{address} {:?}", call.legacy.query);
                let known = head.headers.get(IF_NONE_MATCH);
                call.origins.describe(response, &address, known, self.config.cache_control())
            }
            Err(error) => error.into_response(call.format),
        }
    }

    /// The document of a resource for a call.
    async fn document(
        &self,
        call: &V1Request,
        resource: &'static Resource,
    ) -> Result<Mapped<Document>, V1Error> {
        if resource.id == SERVICES {
            let services = ResourceList::services(call.legacy.version, &call.legacy.base);
            return Ok(Mapped { value: Document::Resources(Box::new(services)), losses: Vec::new() });
        }
        match mapping::v2_call(resource, &call.legacy)? {
            V2Call::One { path, query } => {
                let answer = self.call_v2(call, &path, &query).await?;
                let mut mapped = mapping::from_v2(resource, &answer.value, &call.legacy)?;
                if is_without_industries(&mapped.value) {
                    let failure = MappingError::NoData { resource: resource.id.to_owned() };
                    // Releases that are imported without industries have none for any career.
                    return Err(V1Error::not_in_source(failure.to_string()));
                }
                if answer.unknown_outlook {
                    response::add_unknown_outlook(&mut mapped.losses);
                }
                Ok(mapped)
            }
            V2Call::Sections(sections) => self.report(call, resource, sections).await,
            V2Call::Release(sources) => {
                let answers = self.tables(call, &sources).await?;
                answers.or_refusal(|rows| mapping::from_rows(resource, rows, &call.legacy))
            }
            V2Call::NoCounterpart(reason) => {
                Err(V1Error::not_in_source(format!("{} cannot be answered: {reason}.", resource.id)))
            }
        }
    }

    async fn call_v2(
        &self,
        call: &V1Request,
        path: &str,
        query: &[(String, String)],
    ) -> Result<V2Answer, V1Error> {
        v2_client::call(&self.v2, &call.host, path, query, &call.origins).await
    }

    /// The rows of a release that a section is made from, which 2.0 does not have.
    async fn tables(&self, call: &V1Request, sources: &[mapping::Source]) -> Result<Tables, V1Error> {
        let answers =
            join_all(sources.iter().map(|source| self.call_v2(call, &source.path, &source.query))).await;
        let mut tables = Tables { answers: Vec::with_capacity(sources.len()), refusal: None };
        for (source, answer) in sources.iter().zip(answers) {
            match answer {
                Ok(answer) => tables.answers.push((source.name, answer.value)),
                // One of two tables may be enough.
                Err(refused @ V1Error::Refused { .. }) => {
                    tables.refusal.get_or_insert(refused);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(tables)
    }

    /// A whole report of the sections that have data.
    async fn report(
        &self,
        call: &V1Request,
        resource: &'static Resource,
        sections: &'static [Section],
    ) -> Result<Mapped<Document>, V1Error> {
        let results = join_all(sections.iter().map(|section| self.section(call, section))).await;
        let mut parts = Vec::with_capacity(sections.len());
        let (mut refusal, mut unknown_outlook) = (None, false);
        for (section, answer) in sections.iter().zip(results) {
            match answer {
                Ok(answer) => {
                    unknown_outlook |= answer.as_ref().is_some_and(|answer| answer.unknown_outlook);
                    parts.push((section.id, answer.map(|answer| answer.value)));
                }
                Err(refused @ V1Error::Refused { .. }) => {
                    refusal.get_or_insert(refused);
                    parts.push((section.id, None));
                }
                Err(error) => return Err(error),
            }
        }
        match (mapping::merge_report(resource, &parts, &call.legacy), refusal) {
            (Err(MappingError::NoData { .. }), Some(refusal)) => Err(refusal),
            (report, _) => {
                let mut report = report?;
                if unknown_outlook {
                    response::add_unknown_outlook(&mut report.losses);
                }
                Ok(report)
            }
        }
    }

    /// The answer that a section of a report is made from; none where nothing in 2.0 is like it.
    async fn section(&self, call: &V1Request, section: &Section) -> Result<Option<V2Answer>, V1Error> {
        match mapping::v2_call(section.resource, &call.legacy)? {
            V2Call::One { path, query } => self.call_v2(call, &path, &query).await.map(Some),
            V2Call::Release(sources) => {
                let answers = self.tables(call, &sources).await?;
                let value = answers
                    .or_refusal(|rows| mapping::part_from_rows(section.resource, rows, &call.legacy))?;
                Ok(Some(V2Answer { value, unknown_outlook: false }))
            }
            V2Call::Sections(_) | V2Call::NoCounterpart(_) => Ok(None),
        }
    }
}

/// Whether a document is one of the industries of a career, and has none: a caller of 1.x expects an error.
fn is_without_industries(document: &Document) -> bool {
    matches!(document, Document::WhereDoTheyWork(industries) if industries.industry.is_empty())
}

/// Answers for the tables of a section.
struct Tables {
    answers: Vec<(&'static str, Value)>,
    /// The first refusal, where a table is not there.
    refusal: Option<V1Error>,
}

impl Tables {
    /// What is made of the answers; the refusal where they have no data.
    fn or_refusal<T>(
        self,
        make: impl FnOnce(&[(&'static str, Value)]) -> Result<T, MappingError>,
    ) -> Result<T, V1Error> {
        match (make(&self.answers), self.refusal) {
            (Err(MappingError::NoData { .. }), Some(refusal)) => Err(refusal),
            (made, _) => Ok(made?),
        }
    }
}
