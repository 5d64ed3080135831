//! The response of a source, with the headers that describe it.

use axum::response::Response;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};
use onet_api::types::ErrorBody;

use crate::error::json_response;

/// The header that names the source of an answer: `release`, `sample`, `recorded` or `live`.
pub(crate) const SOURCE: HeaderName = HeaderName::from_static("onet-source");

/// The header with a sentence about an answer that its body has no place for, in UTF-8.
pub(crate) const NOTE: HeaderName = HeaderName::from_static("onet-note");

/// The header with the time at which an answer was recorded.
pub(crate) const RECORDED_AT: HeaderName = HeaderName::from_static("onet-recorded-at");

/// A final response: an answer, or the refusal of a source that has the data.
pub(crate) struct SourceResponse {
    status: StatusCode,
    body: Bytes,
    source: &'static str,
    /// Further headers.
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl SourceResponse {
    pub(crate) fn new(source: &'static str, status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self { status, body: body.into(), source, headers: Vec::new() }
    }

    /// A refusal with the body that the contract defines for errors.
    pub(crate) fn refused(source: &'static str, status: StatusCode, message: String) -> Self {
        Self::new(source, status, serde_json::to_vec(&ErrorBody { error: message }).unwrap_or_default())
    }

    /// Adds the time of the recording.
    pub(crate) fn recorded_at(self, time: &str) -> Self {
        self.with_header(RECORDED_AT, HeaderValue::from_str(time).ok())
    }

    /// Adds a note.
    pub(crate) fn with_note(self, note: &str) -> Self {
        self.with_header(NOTE, HeaderValue::from_bytes(note.as_bytes()).ok())
    }

    /// Adds a header, if its value can be sent.
    pub(crate) fn with_header(mut self, name: HeaderName, value: Option<HeaderValue>) -> Self {
        self.headers.extend(value.map(|value| (name, value)));
        self
    }

    pub(crate) fn into_response(self) -> Response {
        let mut response = json_response(self.status, self.body);
        let headers = response.headers_mut();
        headers.insert(SOURCE, HeaderValue::from_static(self.source));
        for (name, value) in self.headers {
            headers.insert(name, value);
        }
        response
    }
}
