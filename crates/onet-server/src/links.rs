//! Addresses in answers, built on the base that was called.

use http::header::HOST;
use http::{HeaderMap, Uri};
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

/// The base that a call was made on: the call's whole address where it has one, else its `Host` header. None when
/// neither tells, so that no address of an answer can lead a caller, with its key, to somewhere else.
pub(crate) fn base(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    if let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) {
        return Some(format!("{scheme}://{authority}"));
    }
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
    let host = host.to_str().ok()?;
    let can_be_a_host = !host.is_empty()
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte));
    can_be_a_host.then(|| format!("http://{host}"))
}
