//! The response of a source, with the headers that describe it.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, ETAG};
use http::{HeaderName, HeaderValue, Response, StatusCode};
use onet_api::types::ErrorBody;

use crate::data_files::DATA_FILES;
use crate::entity_tag::EntityTag;
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
    unknown: Option<UnknownOutlook>,
    tag: Option<EntityTag>,
}

/// An extension of a response in this process: the source does not know which occupations have a bright outlook. The
/// body does not show it, as tags are sent only where they are true.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnknownOutlook;

impl SourceResponse {
    pub(crate) fn new(source: &'static str, status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self { status, body: body.into(), source, headers: Vec::new(), unknown: None, tag: None }
    }

    /// A refusal with the body that the contract defines for errors.
    pub(crate) fn refused(source: &'static str, status: StatusCode, message: String) -> Self {
        Self::new(source, status, serde_json::to_vec(&ErrorBody { error: message }).unwrap_or_default())
    }

    /// Adds the header that names the files which the answer is made from.
    pub(crate) fn data_files(self, data_files: Option<HeaderValue>) -> Self {
        self.with_header(DATA_FILES, data_files)
    }

    /// Marks the answer as one of a source that does not know which occupations have a bright outlook.
    pub(crate) fn without_outlook(self) -> Self {
        Self { unknown: Some(UnknownOutlook), ..self }
    }

    /// The answer that the caller has is still right.
    pub(crate) fn not_modified(source: &'static str, tag: EntityTag) -> Self {
        Self { tag: Some(tag), ..Self::new(source, StatusCode::NOT_MODIFIED, Bytes::new()) }
    }

    /// Adds the entity tag to an answer; a refusal has none.
    pub(crate) fn tagged(self, tag: EntityTag) -> Self {
        Self { tag: (self.status == StatusCode::OK).then_some(tag), ..self }
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

    /// The response. Caches may hold an answer with a tag if they ask whether it is still right; those that several
    /// callers share only where calls need no key.
    pub(crate) fn into_response<B: From<Bytes>>(self, cache_control: HeaderValue) -> Response<B> {
        let mut response = match self.status {
            StatusCode::NOT_MODIFIED => Response::new(B::from(Bytes::new())),
            status => json_response(status, self.body),
        };
        *response.status_mut() = self.status;
        if let Some(unknown) = self.unknown {
            response.extensions_mut().insert(unknown);
        }
        let headers = response.headers_mut();
        headers.insert(SOURCE, HeaderValue::from_static(self.source));
        for (name, value) in self.headers {
            headers.insert(name, value);
        }
        if let Some(tag) = self.tag.and_then(|tag| tag.to_header()) {
            headers.insert(ETAG, tag);
            headers.insert(CACHE_CONTROL, cache_control);
        }
        response
    }
}
