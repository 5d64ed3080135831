//! The address of a request: path segments and query.

use progenitor_client::QueryParam;
use serde::Serialize;

use crate::{Error, ErrorKind, PageRange};

/// The query of a request, encoded as a form is: `key=value` pairs joined by `&`.
pub(crate) struct Query(Result<String, serde_urlencoded::ser::Error>);

impl Query {
    pub(crate) fn new() -> Self {
        Self(Ok(String::new()))
    }

    /// Starts with a query that is encoded already.
    pub(crate) fn from_text(text: &str) -> Self {
        Self(Ok(text.to_owned()))
    }

    /// Adds a parameter: nothing for `None`, the key repeated for a list.
    pub(crate) fn with<T: Serialize>(self, parameter: QueryParam<'_, T>) -> Self {
        Self(self.0.and_then(|text| Ok(join(text, &serde_urlencoded::to_string(parameter)?))))
    }

    /// Adds one pair.
    pub(crate) fn pair(self, key: &str, value: &str) -> Self {
        Self(self.0.and_then(|text| Ok(join(text, &serde_urlencoded::to_string([(key, value)])?))))
    }

    /// Adds the bounds of a page that the caller gave.
    pub(crate) fn range(self, range: PageRange) -> Self {
        self.with(QueryParam::new("start", &range.start())).with(QueryParam::new("end", &range.end()))
    }

    /// Puts the query behind a path.
    pub(super) fn behind(self, mut url: String) -> Result<String, Error> {
        let query = self.0.map_err(|failure| {
            Error::new(ErrorKind::Configuration, "a parameter cannot be written into a query")
                .caused_by(failure)
        })?;
        if !query.is_empty() {
            url.push('?');
            url.push_str(&query);
        }
        Ok(url)
    }
}

fn join(mut text: String, more: &str) -> String {
    if !text.is_empty() && !more.is_empty() {
        text.push('&');
    }
    text.push_str(more);
    text
}

/// Percent-encodes a path segment. A backslash is path syntax to URL parsers.
pub(crate) fn encode_path(segment: &str) -> String {
    match segment {
        // No address can hold an empty segment; as a dot it is refused before anything is sent.
        "" => "%2E".to_owned(),
        _ => progenitor_client::encode_path(segment).replace('\\', "%5C"),
    }
}

/// Refuses a path that a URL parser would read as another: an empty segment, or one of dots, which mean the same
/// encoded.
pub(super) fn check_segments(path: &str) -> Result<(), Error> {
    let mut segments = path.trim_start_matches('/').trim_end_matches('/').split('/');
    let refused = segments.any(|segment| {
        let dots = segment.replace("%2E", ".").replace("%2e", ".");
        dots == "." || dots == ".." || (segment.is_empty() && path.len() > 1)
    });
    match refused {
        true => Err(Error::new(
            ErrorKind::Configuration,
            "a title or code in the path is empty or made of dots, which no address can hold",
        )),
        false => Ok(()),
    }
}
