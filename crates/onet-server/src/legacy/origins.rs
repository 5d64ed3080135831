//! Where a document of 1.x comes from: the headers of the answers of 2.0 that it is made from.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, ETAG, VARY};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::data_files::DATA_FILES;
use crate::entity_tag::EntityTag;
use crate::source_response::NOTE;

/// The headers of the answers so far.
#[derive(Debug, Default)]
pub(super) struct Origins(Mutex<Headers>);

/// Distinct values, in an order that does not depend on which answer came first.
#[derive(Debug, Default)]
struct Headers {
    tags: BTreeSet<Vec<u8>>,
    /// Whether an answer had no tag, as those of the live service.
    is_untagged: bool,
    data_files: BTreeSet<Vec<u8>>,
    notes: BTreeSet<Vec<u8>>,
}

impl Origins {
    /// Adds an answer.
    pub(super) fn add(&self, answer: &HeaderMap) {
        let mut headers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let value = |name: &HeaderName| answer.get(name).map(|value| value.as_bytes().to_vec());
        match value(&ETAG) {
            Some(tag) => drop(headers.tags.insert(tag)),
            None => headers.is_untagged = true,
        }
        headers.data_files.extend(value(&DATA_FILES));
        headers.notes.extend(value(&NOTE));
    }

    /// Adds the headers of 2.0 to a response. When the caller has the document already, by its entity tag, the response
    /// is 304.
    pub(super) fn describe(
        &self,
        mut response: Response,
        address: &str,
        known: Option<&HeaderValue>,
        cache_control: HeaderValue,
    ) -> Response {
        let origins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, values, separator) in
            [(DATA_FILES, &origins.data_files, &b", "[..]), (NOTE, &origins.notes, &b" "[..])]
        {
            let joined = values.iter().map(Vec::as_slice).collect::<Vec<_>>().join(separator);
            if let Ok(value) = HeaderValue::from_bytes(&joined)
                && !values.is_empty()
            {
                response.headers_mut().insert(name, value);
            }
        }
        if origins.is_untagged || origins.tags.is_empty() {
            return response;
        }
        let identity: Vec<u8> = origins.tags.iter().flatten().copied().collect();
        let tag = EntityTag::new(&identity, address);
        if known.is_some_and(|known| tag.is_in(known)) {
            let vary = response.headers_mut().remove(VARY);
            response = StatusCode::NOT_MODIFIED.into_response();
            response.headers_mut().extend(vary.map(|vary| (VARY, vary)));
        }
        if let Some(tag) = tag.to_header() {
            response.headers_mut().insert(ETAG, tag);
            response.headers_mut().insert(CACHE_CONTROL, cache_control);
        }
        response
    }
}
