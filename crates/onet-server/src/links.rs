//! Links in answers, built on the base URL that the caller used.

use std::borrow::Cow;
use std::fmt::Display;

use http::header::HOST;
use http::request::Parts;
use onet_api::operation::Operation;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded;

/// All characters except the unreserved ones of RFC 3986.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Builds the links of one answer.
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

    /// The URL of a path of the service.
    pub(crate) fn to(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The URL of an operation whose path has one parameter.
    pub(crate) fn operation(&self, operation: &Operation, value: impl Display) -> String {
        let value = value.to_string();
        let filled = operation.path.split('/').map(|segment| match segment.starts_with('{') {
            true => utf8_percent_encode(&value, SEGMENT).to_string(),
            false => segment.to_owned(),
        });
        self.to(&filled.collect::<Vec<_>>().join("/"))
    }

    /// The URL of another page of the same list: the same path and query with other bounds.
    pub(crate) fn page(&self, start: i64, end: i64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (key, value) in self.query.iter().filter(|(key, _)| key != "start" && key != "end") {
            query.append_pair(key, value);
        }
        query.append_pair("start", &start.to_string()).append_pair("end", &end.to_string());
        format!("{}{}?{}", self.base, self.path, query.finish())
    }
}

/// The path of a request, with a final slash where the contract has one: links to other pages are the same for both
/// forms of a path.
pub(crate) fn with_slash_of<'p>(contract: &str, requested: &'p str) -> Cow<'p, str> {
    match (contract.ends_with('/'), requested.ends_with('/')) {
        (true, false) => Cow::Owned(format!("{requested}/")),
        (false, true) => Cow::Borrowed(requested.trim_end_matches('/')),
        _ => Cow::Borrowed(requested),
    }
}

/// Rewrites the links of a JSON text to the base URL `to`: every string that begins with one of the base URLs in
/// `from`.
pub(crate) fn rebased(body: String, from: &[&str], to: &str) -> String {
    if from.iter().all(|base| *base == to) {
        return body;
    }
    let mut moved = String::with_capacity(body.len());
    let mut copied = 0;
    // Inside a longer string, the quote before a URL is escaped.
    for (quote, _) in body.match_indices("\"http").filter(|(quote, _)| !body[..*quote].ends_with('\\')) {
        let address = &body[quote + 1..];
        if let Some(base) = from.iter().find(|base| is_on(address, base)) {
            moved.push_str(&body[copied..=quote]);
            moved.push_str(to);
            copied = quote + 1 + base.len();
        }
    }
    moved.push_str(&body[copied..]);
    moved
}

/// Whether a URL is on a base, and not on a longer host or path that only begins like it.
fn is_on(address: &str, base: &str) -> bool {
    address.strip_prefix(base).is_some_and(|rest| rest.starts_with(['/', '?', '"']))
}

/// The base URL of links where it is not that of the request: the public URL of the server, or what a proxy was called
/// on. An extension of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicBase(pub(crate) String);

/// The base URL of the links in an answer. `None` when the request has no host.
pub(crate) fn base(head: &Parts) -> Option<String> {
    match head.extensions.get::<PublicBase>() {
        Some(PublicBase(base)) => Some(base.clone()),
        None => called_base(head),
    }
}

/// The path of the base URL of the links in an answer, without a slash at its end; empty for most.
pub(crate) fn base_path(head: &Parts) -> String {
    let base = base(head).unwrap_or_default();
    let behind_host = base.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    behind_host.map_or_else(String::new, |(_, path)| format!("/{}", path.trim_end_matches('/')))
}

/// The base URL of a request: its whole URL where it has one, else its `Host` header. `None` when neither gives a host,
/// so that no link of an answer can lead a caller, with its key, to another place.
pub(crate) fn called_base(head: &Parts) -> Option<String> {
    if let (Some(scheme), Some(authority)) = (head.uri.scheme_str(), head.uri.authority()) {
        let is_base = matches!(scheme, "http" | "https") && can_be_a_host(authority.as_str());
        return is_base.then(|| format!("{scheme}://{authority}"));
    }
    let mut hosts = head.headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
    let host = host.to_str().ok()?;
    can_be_a_host(host).then(|| format!("http://{host}"))
}

/// Whether a text consists of the characters of a host and a port.
pub(crate) fn can_be_a_host(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::rebased;

    #[test]
    fn links_are_rebased_and_other_text_is_unchanged() {
        let bases = ["http://127.0.0.1:80/v2", "https://service.test"];
        for (body, moved) in [
            (r#"{"href":"https://service.test/online/"}"#, r#"{"href":"http://here/online/"}"#),
            (r#"[ "http://127.0.0.1:80/v2/a?b=c" , 1.50 ]"#, r#"[ "http://here/a?b=c" , 1.50 ]"#),
            (r#"["https://service.test","https://service.test?x"]"#, r#"["http://here","http://here?x"]"#),
            (r#"["https://service.testing/","http://127.0.0.1:8080/v2/"]"#, ""),
            (r#"["see \"https://service.test/\"","at https://service.test/"]"#, ""),
            (r#"["http://127.0.0.1:80/v20","https://www.onetcenter.org/database.html"]"#, ""),
            ("", ""),
        ] {
            let expected = if moved.is_empty() { body } else { moved };
            assert_eq!(rebased(body.to_owned(), &bases, "http://here"), expected);
        }
        let same = r#"["https://service.test/"]"#;
        assert_eq!(rebased(same.to_owned(), &["https://service.test"], "https://service.test"), same);
    }
}
