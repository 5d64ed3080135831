//! The response of a source, with the headers that describe it.

use axum::response::Response;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};
use onet_api::types::ErrorBody;

use crate::error::json_response;

/// The header that names the source of an answer: `release`, `sample`, `recorded` or `live`.
pub(crate) const SOURCE: HeaderName = HeaderName::from_static("onet-source");

/// The header with the time at which an answer was recorded.
pub(crate) const RECORDED_AT: HeaderName = HeaderName::from_static("onet-recorded-at");

/// An extension of a response, for callers in this process: the source does not know which occupations have a bright
/// outlook, so that none in the answer has the tag.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OutlookUnknown;

/// A final response: an answer, or the refusal of a source that has the data.
pub(crate) struct SourceResponse {
    status: StatusCode,
    body: Bytes,
    source: &'static str,
    recorded_at: Option<HeaderValue>,
    outlook: Option<OutlookUnknown>,
}

impl SourceResponse {
    pub(crate) fn new(source: &'static str, status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self { status, body: body.into(), source, recorded_at: None, outlook: None }
    }

    /// A refusal with the body that the contract defines for errors.
    pub(crate) fn refused(source: &'static str, status: StatusCode, message: String) -> Self {
        Self::new(source, status, serde_json::to_vec(&ErrorBody { error: message }).unwrap_or_default())
    }

    /// Adds the time of the recording.
    pub(crate) fn recorded_at(self, time: &str) -> Self {
        Self { recorded_at: HeaderValue::from_str(time).ok(), ..self }
    }

    /// Marks an answer without tags of a bright outlook.
    pub(crate) fn outlook_unknown(self) -> Self {
        Self { outlook: Some(OutlookUnknown), ..self }
    }

    pub(crate) fn into_response(self) -> Response {
        let mut response = json_response(self.status, self.body);
        if let Some(unknown) = self.outlook {
            response.extensions_mut().insert(unknown);
        }
        let headers = response.headers_mut();
        headers.insert(SOURCE, HeaderValue::from_static(self.source));
        if let Some(time) = self.recorded_at {
            headers.insert(RECORDED_AT, time);
        }
        response
    }
}
