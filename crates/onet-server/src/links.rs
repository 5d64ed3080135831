//! Addresses in answers, built on the base that was called.

use http::{HeaderMap, Uri};
use onet_api::DEFAULT_BASE_URL;
use url::form_urlencoded;

/// What the addresses of one answer are built from.
#[derive(Debug)]
pub(crate) struct Links<'a> {
    base: String,
    path: &'a str,
    query: &'a [(String, String)],
}

impl<'a> Links<'a> {
    pub(crate) fn new(base: String, path: &'a str, query: &'a [(String, String)]) -> Self {
        Self { base, path, query }
    }

    /// The address of a path of the service.
    pub(crate) fn to(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The address of the report on an occupation.
    pub(crate) fn occupation(&self, code: &str) -> String {
        format!("{}/online/occupations/{code}/", self.base)
    }

    /// The address of another page of the same list: the same path and query with other bounds.
    pub(crate) fn page(&self, start: i64, end: i64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (key, value) in self.query.iter().filter(|(key, _)| key != "start" && key != "end") {
            query.append_pair(key, value);
        }
        query.append_pair("start", &start.to_string()).append_pair("end", &end.to_string());
        format!("{}{}?{}", self.base, self.path, query.finish())
    }
}

/// The base that a call was made on, or the address of the live service where the call does not tell.
pub(crate) fn base(uri: &Uri, headers: &HeaderMap) -> String {
    origin(uri, headers).unwrap_or_else(|| DEFAULT_BASE_URL.to_owned())
}

/// The base that a call was made on: the whole address of an in-process call, else the `Host` header.
pub(crate) fn origin(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let whole = || Some(format!("{}://{}", uri.scheme_str()?, uri.authority()?));
    whole().or_else(|| {
        let host = headers.get(http::header::HOST)?.to_str().ok()?;
        // Only what can be a host and port goes into an answer.
        host.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte))
            .then(|| format!("http://{host}"))
    })
}
