//! The axum router: one handler for every path of the contract, with and without a final slash.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use http::header::{IF_NONE_MATCH, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};
use onet_api::operation::Operation;
use onet_api::operations;

use crate::config::{Admission, Config};
use crate::error::{error_response, not_found_message, over_quota};
use crate::incoming_call::{FromThisProcess, IncomingCall};
use crate::links;
use crate::source_chain::SourceChain;

struct Service {
    sources: SourceChain,
    config: Config,
}

/// The service as an axum router that answers from one source or several.
pub fn router(sources: impl Into<SourceChain>, config: Config) -> Router {
    let service = Arc::new(Service { sources: sources.into(), config });
    let mut router = Router::new();
    for operation in operations::ALL {
        for path in slash_forms(operation.path) {
            let service = Arc::clone(&service);
            let handler = move |request: Request| async move {
                service.handle(Some(operation), request.into_parts().0).await
            };
            router = router.route(&path, get(handler));
        }
    }
    // The router adds the header `Allow`.
    router
        .method_not_allowed_fallback(|request: Request| async move {
            let message = format!("{} is not allowed, only GET.", request.method());
            error_response(StatusCode::METHOD_NOT_ALLOWED, message)
        })
        .fallback(move |request: Request| async move {
            match *request.method() {
                // An upstream service may know paths that the contract does not.
                Method::GET | Method::HEAD => service.handle(None, request.into_parts().0).await,
                _ => error_response(StatusCode::NOT_FOUND, not_found_message(request.uri().path())),
            }
        })
}

/// A path of the contract, with and without its final slash: clients use both.
fn slash_forms(path: &str) -> Vec<String> {
    match path.strip_suffix('/') {
        Some("") => vec![path.to_owned()],
        Some(short) => vec![path.to_owned(), short.to_owned()],
        None => vec![path.to_owned(), format!("{path}/")],
    }
}

impl Service {
    async fn handle(&self, operation: Option<&'static Operation>, head: Parts) -> Response {
        let mut call =
            AnsweredCall { version: "v2", operation: operation.map(|operation| operation.id), key: None };
        let mut response = match self.config.admit(head.headers.get("x-api-key")) {
            Admission::Admitted(key) => {
                call.key = key;
                self.answer(operation, head).await
            }
            Admission::Refused => unauthorized(),
            Admission::OverQuota(wait) => over_quota(wait),
        };
        response.extensions_mut().insert(call);
        response
    }

    async fn answer(&self, operation: Option<&'static Operation>, head: Parts) -> Response {
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

/// The operation of a call and the name of its key, for logs and counters; an extension of the response.
#[derive(Clone, Debug)]
pub(crate) struct AnsweredCall {
    /// The version of the service: `v2` or `v1`.
    pub(crate) version: &'static str,
    pub(crate) operation: Option<&'static str>,
    pub(crate) key: Option<Arc<str>>,
}

/// The refusal of a call without a valid key.
pub(crate) fn unauthorized() -> Response {
    let mut response = error_response(StatusCode::UNAUTHORIZED, "API key is missing or invalid.".to_owned());
    let scheme = HeaderValue::from_static("ApiKey header=\"X-API-Key\"");
    response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
    response
}
