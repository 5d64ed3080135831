//! The router as a `tower` service, without a socket.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use tower_service::Service;

use crate::config::Config;
use crate::incoming_call::FromThisProcess;
use crate::router::router;
use crate::source_chain::SourceChain;

/// The server without a socket, for [`onet_api::ClientBuilder::service`]. Cheap to clone.
#[derive(Clone, Debug)]
pub struct InProcess(Router);

impl InProcess {
    /// Answers from one source or several.
    pub fn new(sources: impl Into<SourceChain>, config: Config) -> Self {
        Self(router(sources, config))
    }
}

impl Service<Request<Bytes>> for InProcess {
    type Response = Response<Bytes>;
    type Error = axum::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, axum::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), axum::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Bytes>) -> Self::Future {
        request.extensions_mut().insert(FromThisProcess);
        let router = self.0.clone();
        let request = request.map(Body::from);
        Box::pin(async move {
            let response: Result<_, Infallible> = router.oneshot(request).await;
            let (head, body) = match response {
                Ok(response) => response.into_parts(),
                Err(never) => match never {},
            };
            Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
        })
    }
}
