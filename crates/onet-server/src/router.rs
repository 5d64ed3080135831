//! Every path of the contract, in both slash forms, over one handler.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use http::header::WWW_AUTHENTICATE;
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};
use onet_api::operation::Operation;
use onet_api::operations;

use crate::Config;
use crate::error::{error, no_path};
use crate::in_process::FromThisProcess;
use crate::links;
use crate::rules::{self, Rule};
use crate::source_chain::{Asked, Sources};

struct Served {
    sources: Sources,
    config: Config,
}

/// The service as an axum router, answering from a source or from several.
pub fn router(sources: impl Into<Sources>, config: Config) -> Router {
    let served = Arc::new(Served { sources: sources.into(), config });
    let mut router = Router::new();
    for operation in operations::ALL {
        let rule = rules::rule_of(operation);
        for path in slash_forms(operation.path) {
            let served = Arc::clone(&served);
            let handler = move |request: Request| async move {
                served.handle(Some(operation), rule, request.into_parts().0).await
            };
            router = router.route(&path, get(handler));
        }
    }
    // The router adds the header `Allow`.
    router
        .method_not_allowed_fallback(|request: Request| async move {
            let refused = format!("{} is not allowed, only GET.", request.method());
            error(StatusCode::METHOD_NOT_ALLOWED, refused)
        })
        .fallback(move |request: Request| async move {
            match *request.method() {
                // A service behind this one may know paths that the contract does not.
                Method::GET | Method::HEAD => served.handle(None, None, request.into_parts().0).await,
                _ => error(StatusCode::NOT_FOUND, no_path(request.uri().path())),
            }
        })
}

/// A path as the contract writes it, and with or without its final slash: clients use both.
fn slash_forms(path: &str) -> Vec<String> {
    match path.strip_suffix('/') {
        Some("") => vec![path.to_owned()],
        Some(short) => vec![path.to_owned(), short.to_owned()],
        None => vec![path.to_owned(), format!("{path}/")],
    }
}

/// The path that was called, with a final slash where the contract writes one: links to other pages are the same
/// whichever form was called.
pub(crate) fn slash_form<'p>(written: &str, called: &'p str) -> Cow<'p, str> {
    match (written.ends_with('/'), called.ends_with('/')) {
        (true, false) => Cow::Owned(format!("{called}/")),
        (false, true) => Cow::Borrowed(called.trim_end_matches('/')),
        _ => Cow::Borrowed(called),
    }
}

impl Served {
    async fn handle(
        &self,
        operation: Option<&'static Operation>,
        rule: Option<&'static Rule>,
        head: Parts,
    ) -> Response {
        let key = head.headers.get("x-api-key").map(HeaderValue::as_bytes);
        if !self.config.admits(key) {
            let mut response = error(StatusCode::UNAUTHORIZED, "API key is missing or invalid.".to_owned());
            response
                .headers_mut()
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static("ApiKey header=\"X-API-Key\""));
            return response;
        }
        let Some(base) = links::base(&head.uri, &head.headers) else {
            let said = "A call must have one Host header that is a host.";
            return error(StatusCode::BAD_REQUEST, said.to_owned());
        };
        let in_process = head.extensions.get::<FromThisProcess>().is_some();
        let asked = Asked { operation, rule, uri: &head.uri, base, in_process };
        match self.sources.answer(&asked).await {
            Ok(answer) => answer.into_response(),
            Err(refusal) => refusal.into_answer(in_process),
        }
    }
}
