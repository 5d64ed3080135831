//! The URL of a request: path segments and query.

use percent_encoding::percent_decode;
use progenitor_client::QueryParam;
use serde::Serialize;
use url::form_urlencoded;

use crate::{Error, ErrorKind, PageRange};

/// The query of a request in the form encoding: `key=value` pairs joined by `&`.
pub(crate) struct Query(Result<String, serde_urlencoded::ser::Error>);

impl Query {
    pub(crate) fn new() -> Self {
        Self(Ok(String::new()))
    }

    /// Starts with an encoded query.
    pub(crate) fn from_text(text: &str) -> Self {
        Self(Ok(text.to_owned()))
    }

    /// Adds a parameter: nothing for `None`, the key repeated for a list.
    pub(crate) fn with<T: Serialize>(self, parameter: QueryParam<'_, T>) -> Self {
        Self(self.0.and_then(|text| {
            let mut pairs = form_urlencoded::Serializer::new(text);
            parameter.serialize(serde_urlencoded::Serializer::new(&mut pairs))?;
            Ok(pairs.finish())
        }))
    }

    /// Adds one pair.
    pub(crate) fn pair(self, key: &str, value: &str) -> Self {
        Self(self.0.map(|text| form_urlencoded::Serializer::new(text).append_pair(key, value).finish()))
    }

    /// Adds the bounds of a page that the caller set.
    pub(crate) fn range(self, range: PageRange) -> Self {
        let bounds = [("start", range.start()), ("end", range.end())];
        bounds.into_iter().fold(self, |query, (key, bound)| match bound {
            Some(number) => query.pair(key, &number.to_string()),
            None => query,
        })
    }

    /// Appends the query to a path.
    pub(super) fn append_to(self, mut url: String) -> Result<String, Error> {
        let query = self.0.map_err(|failure| {
            Error::new(ErrorKind::Configuration, "a parameter cannot be written into a query")
                .caused_by(failure)
        })?;
        if !query.is_empty() {
            url.reserve_exact(1 + query.len());
            url.push('?');
            url.push_str(&query);
        }
        Ok(url)
    }
}

/// Percent-encodes a path segment. URL parsers take a backslash for a slash.
pub(crate) fn encode_path(segment: &str) -> String {
    match segment {
        // No URL can hold an empty segment; as a dot it is rejected before anything is sent.
        "" => "%2E".to_owned(),
        _ => progenitor_client::encode_path(segment).replace('\\', "%5C"),
    }
}

/// How often a segment is decoded: proxies may decode once more than the server behind them expects.
const DECODINGS: usize = 3;

/// Rejects a path that a URL parser, a proxy or a server could change into another one: one with an empty segment, with a
/// backslash, or with one or two dots between slashes or backslashes, each as it is or percent-encoded, even repeatedly.
pub(super) fn check_segments(path: &str) -> Result<(), Error> {
    let mut segments = path.trim_start_matches('/').trim_end_matches('/').split('/');
    let changed = segments.any(|segment| leads_elsewhere(segment) || (segment.is_empty() && path.len() > 1));
    match changed {
        true => Err(Error::new(
            ErrorKind::Configuration,
            "a title or code in the path is empty or made of dots, which no address can hold",
        )),
        false => Ok(()),
    }
}

/// Whether a segment could lead out of its folder. URL parsers take a backslash for a slash, and leave out tabs and line
/// ends.
fn leads_elsewhere(segment: &str) -> bool {
    let mut decoded = segment.as_bytes().to_vec();
    if decoded.iter().any(|byte| matches!(byte, b'\\' | b'\t' | b'\n' | b'\r')) {
        return true;
    }
    for _ in 0..DECODINGS {
        if decoded.split(|byte| matches!(byte, b'/' | b'\\')).any(is_dots) {
            return true;
        }
        let again: Vec<u8> = percent_decode(&decoded).collect();
        if again == decoded {
            // Old decoders read overlong forms, which are not UTF-8, as dots and slashes.
            return std::str::from_utf8(&decoded).is_err();
        }
        decoded = again;
    }
    // Nothing that has a meaning is encoded that often.
    true
}

/// Whether a server may take a part of a path for one or two dots. Some cut it at a semicolon or a zero byte, and some
/// leave out white space and control characters.
fn is_dots(part: &[u8]) -> bool {
    let name = part.split(|byte| matches!(byte, b';' | 0)).next().unwrap_or_default();
    let visible = name.iter().filter(|byte| byte.is_ascii_graphic() || !byte.is_ascii());
    let name: Vec<u8> = visible.copied().collect();
    matches!(name.as_slice(), b"." | b"..")
}

#[cfg(test)]
mod tests {
    use super::check_segments;

    #[test]
    fn no_path_leads_out_of_its_folder() {
        for path in [
            "/..\\..\\redir",
            "/../redir",
            "/online/./search",
            "/%2e%2e/redir",
            "/%2E./redir",
            "/..%5c..%5credir",
            "/%2e%2e%5C%2e%2e%5Credir",
            "/online/a%2F..%2F..%2Fredir",
            "/%252e%252e/redir",
            "/%25252e%25252e/redir",
            "/%2525252e/redir",
            "/.\t./redir",
            "/online//search",
            "/online\\search",
            "/%2e",
            "/..;/redir",
            "/online/..;a=b/..%3B/redir",
            "/..%00/redir",
            "/..%2500.html/redir",
            "/..%09/redir",
            "/.%20./redir",
            "/%c0%ae%c0%ae/redir",
            "/online/%e0%80%ae",
        ] {
            assert!(check_segments(path).is_err(), "{path}");
        }
        for path in [
            "/",
            "/online/search",
            "/online/occupations/29-1051.00/",
            "/online/onet_data/technology/a%2Fb%5Cc",
            "/online/technology/C%23%20.NET...",
            "/online/technology/100%25",
            "/online/technology/...",
            "/online/technology/a;b",
            "/online/technology/caf%C3%A9",
        ] {
            assert!(check_segments(path).is_ok(), "{path}");
        }
    }
}
