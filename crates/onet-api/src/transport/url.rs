//! The URL of a request: path segments and query.

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

/// Rejects a path that a URL parser would change: one with an empty segment, or with a segment of one or two dots,
/// encoded or not.
pub(super) fn check_segments(path: &str) -> Result<(), Error> {
    let mut segments = path.trim_start_matches('/').trim_end_matches('/').split('/');
    let changed =
        segments.any(|segment| is_dots(segment.as_bytes()) || (segment.is_empty() && path.len() > 1));
    match changed {
        true => Err(Error::new(
            ErrorKind::Configuration,
            "a title or code in the path is empty or made of dots, which no address can hold",
        )),
        false => Ok(()),
    }
}

/// Whether a segment is one or two dots, each as it is or percent-encoded.
fn is_dots(segment: &[u8]) -> bool {
    fn after_dot(text: &[u8]) -> Option<&[u8]> {
        match text {
            [b'.', rest @ ..] | [b'%', b'2', b'E' | b'e', rest @ ..] => Some(rest),
            _ => None,
        }
    }
    let Some(rest) = after_dot(segment) else { return false };
    rest.is_empty() || after_dot(rest).is_some_and(<[u8]>::is_empty)
}
