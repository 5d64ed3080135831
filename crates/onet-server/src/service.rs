//! Answers a call of the contract from the sources, whether it came over a socket or from this process.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{IF_NONE_MATCH, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderValue, Method, Response, StatusCode};
use onet_api::operation::Operation;

use crate::config::{Admission, Config};
use crate::error::{error_response, not_found_message, over_quota};
use crate::incoming_call::{FromThisProcess, IncomingCall};
use crate::links;
use crate::source_chain::SourceChain;

/// The sources, and the settings by which they answer.
pub(crate) struct Service {
    pub(crate) sources: SourceChain,
    pub(crate) config: Config,
}

impl Service {
    /// Answers a call with the method GET or HEAD.
    pub(crate) async fn answer<B: From<Bytes>>(
        &self,
        operation: Option<&'static Operation>,
        head: Parts,
    ) -> Response<B> {
        let mut call =
            AnsweredCall { version: "v2", operation: operation.map(|operation| operation.id), key: None };
        let mut response = match self.config.admit(head.headers.get("x-api-key")) {
            Admission::Admitted(key) => {
                call.key = key;
                self.answer_admitted(operation, head).await
            }
            Admission::Refused => unauthorized(),
            Admission::OverQuota(wait) => over_quota(wait),
        };
        response.extensions_mut().insert(call);
        response
    }

    async fn answer_admitted<B: From<Bytes>>(
        &self,
        operation: Option<&'static Operation>,
        head: Parts,
    ) -> Response<B> {
        let Some(base) = links::base(&head) else {
            let message = "A call must have one Host header that is a host.";
            return error_response(StatusCode::BAD_REQUEST, message.to_owned());
        };
        let in_process = head.extensions.get::<FromThisProcess>().is_some();
        let if_none_match = head.headers.get(IF_NONE_MATCH).cloned();
        let incoming = IncomingCall { operation, uri: head.uri, base, in_process, if_none_match };
        match self.sources.answer(&incoming, &self.config).await {
            Ok(response) => response.into_response(self.config.cache_control()),
            Err(error) => error.into_response(in_process),
        }
    }
}

/// The refusal of a method that an operation does not have.
pub(crate) fn method_not_allowed<B: From<Bytes>>(method: &Method) -> Response<B> {
    error_response(StatusCode::METHOD_NOT_ALLOWED, format!("{method} is not allowed, only GET."))
}

/// The refusal of a path that does not exist.
pub(crate) fn not_found<B: From<Bytes>>(path: &str) -> Response<B> {
    error_response(StatusCode::NOT_FOUND, not_found_message(path))
}

/// A path of the contract, with and without its final slash: clients use both.
pub(crate) fn slash_forms(path: &str) -> Vec<String> {
    match path.strip_suffix('/') {
        Some("") => vec![path.to_owned()],
        Some(short) => vec![path.to_owned(), short.to_owned()],
        None => vec![path.to_owned(), format!("{path}/")],
    }
}

/// The operation of a call and the name of its key, for logs and counters; an extension of the response.
#[derive(Clone, Debug)]
pub(crate) struct AnsweredCall {
    /// The version of the service: `v2` or `v1`.
    pub(crate) version: &'static str,
    pub(crate) operation: Option<&'static str>,
    pub(crate) key: Option<Arc<str>>,
}

/// The refusal of a call without a valid key.
pub(crate) fn unauthorized<B: From<Bytes>>() -> Response<B> {
    let mut response = error_response(StatusCode::UNAUTHORIZED, "API key is missing or invalid.".to_owned());
    let scheme = HeaderValue::from_static("ApiKey header=\"X-API-Key\"");
    response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
    response
}
