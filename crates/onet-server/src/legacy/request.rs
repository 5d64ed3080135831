//! Requests of version 1.x.

use std::time::Duration;

use axum::body::{Body, HttpBody as _, to_bytes};
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use http_body_util::LengthLimitError;
use onet_compat::mapping::LegacyCall;
use onet_compat::{Resource, Version};
use url::form_urlencoded;

use super::content_negotiation::{self, Format};
use super::credentials::CLIENT;
use super::origins::Origins;
use super::response::V1Error;
use crate::links;

/// The version behind `/ws/`: the last one.
const CURRENT: Version = Version::V1_9;

/// Earlier versions are known from a few answers only, so they are assumed to have the resources of this one.
const WELL_KNOWN: Version = Version::V1_7;

/// The first version with JSON.
const FIRST_WITH_JSON: Version = Version::V1_8;

/// The largest posted form in bytes.
const LARGEST_FORM: usize = 64 * 1024;

/// The time within which a form must arrive.
const FORM_TIMEOUT: Duration = Duration::from_secs(30);

/// The parameters of a request: those of the query, then those of a posted form.
pub(super) async fn parameters(head: &Parts, body: Body) -> Result<Vec<(String, String)>, V1Error> {
    let mut given = pairs(head.uri.query().unwrap_or_default().as_bytes());
    if head.method == Method::POST {
        if !body.is_end_stream() && !may_be_form(&head.headers) {
            return Err(not_a_form());
        }
        let read = tokio::time::timeout(FORM_TIMEOUT, to_bytes(body, LARGEST_FORM)).await;
        let read = read.map_err(|_| {
            let message = format!("The form was not whole after {} seconds.", FORM_TIMEOUT.as_secs());
            V1Error::plain(StatusCode::REQUEST_TIMEOUT, message)
        })?;
        let form = read.map_err(|failure| unread(&failure))?;
        if !form.is_empty() && !is_form(&head.headers) {
            return Err(not_a_form());
        }
        given.extend(pairs(&form));
    }
    Ok(given)
}

/// Why a form could not be read: it is too large, or its transfer is broken.
fn unread(failure: &axum::Error) -> V1Error {
    let mut causes = std::iter::successors(Some(failure as &dyn std::error::Error), |cause| cause.source());
    match causes.any(|cause| cause.is::<LengthLimitError>()) {
        true => {
            let message = format!("A form has at most {} KiB.", LARGEST_FORM / 1024);
            V1Error::plain(StatusCode::PAYLOAD_TOO_LARGE, message)
        }
        false => V1Error::plain(
            StatusCode::BAD_REQUEST,
            "The body of the request ended early, or its chunks are malformed.",
        ),
    }
}

fn not_a_form() -> V1Error {
    let message = "A body is a form: application/x-www-form-urlencoded.";
    V1Error::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, message)
}

/// Whether a body can be a form, as far as known before it has been read: it may turn out to be empty.
fn may_be_form(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_none() || is_form(headers)
}

fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// A request for a resource.
#[derive(Debug)]
pub(super) struct V1Request {
    pub(super) resource: &'static Resource,
    pub(super) legacy: LegacyCall,
    /// The format of the answer.
    pub(super) format: Format,
    /// The `Host` of calls of version 2.0, which determines the base of the links in their answers.
    pub(super) host: HeaderValue,
    /// What the document is made from.
    pub(super) origins: Origins,
}

impl V1Request {
    /// Finds the resource of a request.
    ///
    /// # Errors
    ///
    /// 404 for an unknown version, or one without the resource; 400 without a host, from which links are built.
    pub(super) fn read(head: &Parts, query: Vec<(String, String)>) -> Result<Self, V1Error> {
        let path = head.uri.path();
        let pinned = pinned_version(path);
        let version = match pinned {
            None => CURRENT,
            Some(number) => version_of(number).ok_or_else(|| no_version(number))?,
        };
        let (resource, arguments) =
            Resource::at(path).filter(|(resource, _)| has(version, resource)).ok_or_else(|| {
                V1Error::plain(StatusCode::NOT_FOUND, format!("Version {version} has no path {path}."))
            })?;
        let Some((called, host)) = base_and_host(head) else {
            let message = "A call must have one Host header that is a host.";
            return Err(V1Error::plain(StatusCode::BAD_REQUEST, message));
        };
        let base = match pinned {
            None => format!("{called}/ws/"),
            Some(_) => format!("{called}/v{version}/ws/"),
        };
        let legacy = LegacyCall {
            base,
            v2_base: format!("http://{host}/"),
            version,
            arguments: arguments.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            query: query.into_iter().filter(|(name, _)| name != CLIENT).collect(),
        };
        let format = if version < FIRST_WITH_JSON {
            Format::Xml
        } else {
            content_negotiation::preferred(&head.headers)
        };
        let host = HeaderValue::from_str(&host)
            .map_err(|_| V1Error::plain(StatusCode::BAD_REQUEST, "The Host header is no host."))?;
        Ok(Self { resource, legacy, format, host, origins: Origins::default() })
    }

    /// The first missing required parameter.
    pub(super) fn missing(&self) -> Option<&'static str> {
        let is_given = |name: &str| {
            self.legacy.query.iter().any(|(known, value)| known == name && !value.trim().is_empty())
        };
        let mut required = self.resource.query.iter().filter(|parameter| parameter.required);
        required.find(|parameter| !is_given(parameter.name)).map(|parameter| parameter.name)
    }
}

/// The base URL of the request, and its host.
fn base_and_host(head: &Parts) -> Option<(String, String)> {
    let base = links::base(head)?;
    let (_, host) = base.split_once("://")?;
    // A public URL may have a path.
    let host = host.split('/').next().unwrap_or_default().to_owned();
    Some((base, host))
}

/// The part before `/ws` in a path.
fn pinned_version(path: &str) -> Option<&str> {
    path.trim_start_matches('/').split('/').next().filter(|first| *first != "ws")
}

/// The version in a pinned base, `v1.9`. The service of 2011 had no number.
fn version_of(number: &str) -> Option<Version> {
    let version: Version = number.strip_prefix('v')?.parse().ok()?;
    (version > Version::V1_0).then_some(version)
}

/// Whether a version had a resource, as far as known.
fn has(version: Version, resource: &Resource) -> bool {
    resource.since <= version.max(WELL_KNOWN) && version <= resource.until
}

fn no_version(number: &str) -> V1Error {
    let known =
        Version::ALL.iter().filter(|version| **version > Version::V1_0).map(|version| format!("v{version}"));
    let known: Vec<String> = known.collect();
    let message =
        format!("There is no version {number} of /ws/. There are {}, and /ws/ alone.", known.join(", "));
    V1Error::plain(StatusCode::NOT_FOUND, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_pinned_to_a_version_or_not() {
        for (path, version) in [
            ("/ws", None),
            ("/ws/about/", None),
            ("/v1.9/ws/", Some("v1.9")),
            ("/v1.5/ws/about/", Some("v1.5")),
            ("/1.9/ws", Some("1.9")),
        ] {
            assert_eq!(pinned_version(path), version, "{path}");
        }
        for (number, version) in [
            ("v1.9", Some(Version::V1_9)),
            ("v1.2", Some(Version::V1_2)),
            ("v1.0", None),
            ("1.9", None),
            ("v1.10", None),
        ] {
            assert_eq!(version_of(number), version, "{number}");
        }
    }

    #[test]
    fn a_version_has_no_resources_of_later_versions() {
        let rows = Resource::find("database.rows").expect("a known resource");
        let search = Resource::find("online.search").expect("a known resource");
        assert!(has(Version::V1_9, rows) && !has(Version::V1_8, rows) && !has(Version::V1_2, rows));
        assert!(has(Version::V1_2, search));
    }
}
