//! The axum router: one handler for every path of the contract, with and without a final slash.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use http::Method;
use onet_api::operations;

use crate::config::Config;
use crate::service::{Service, method_not_allowed, not_found, slash_forms};
use crate::source_chain::SourceChain;

/// The service as an axum router that answers from one source or several.
pub fn router(sources: impl Into<SourceChain>, config: Config) -> Router {
    let service = Arc::new(Service { sources: sources.into(), config });
    let mut router = Router::new();
    for operation in operations::ALL {
        for path in slash_forms(operation.path) {
            let service = Arc::clone(&service);
            let handler = move |request: Request| async move {
                let response: Response = service.answer(Some(operation), request.into_parts().0).await;
                response
            };
            router = router.route(&path, get(handler));
        }
    }
    // The router adds the header `Allow`.
    router
        .method_not_allowed_fallback(|request: Request| async move {
            let refused: Response = method_not_allowed(request.method());
            refused
        })
        .fallback(move |request: Request| async move {
            let response: Response = match *request.method() {
                // An upstream service may know paths that the contract does not.
                Method::GET | Method::HEAD => service.answer(None, request.into_parts().0).await,
                // It names a host, not a path.
                Method::CONNECT => method_not_allowed(request.method()),
                _ => not_found(request.uri().path()),
            };
            response
        })
}
