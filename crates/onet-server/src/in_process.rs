//! The router as a `tower` service, without a socket.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
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
use crate::source_response::NOTE;

/// The server without a socket, for [`onet_api::ClientBuilder::service`]. Cheap to clone.
#[derive(Clone)]
pub struct InProcess {
    router: Router,
    on_note: Option<Arc<NoteHook>>,
    caller: Caller,
}

/// For whom calls are made.
#[derive(Clone, Copy, Debug)]
enum Caller {
    /// For this process, which may see causes of failures.
    ThisProcess,
    /// For a remote caller who may not.
    Remote,
}

type NoteHook = dyn Fn(&str) + Send + Sync;

impl InProcess {
    /// Answers from one source or several.
    pub fn new(sources: impl Into<SourceChain>, config: Config) -> Self {
        Self { router: router(sources, config), on_note: None, caller: Caller::ThisProcess }
    }

    /// The same service for calls on behalf of others, such as those behind pages: they do not see causes of failures,
    /// and compute in the threads and within the limits of the server. A call whose future is dropped stops computing.
    #[must_use]
    pub fn for_remote_callers(self) -> Self {
        Self { caller: Caller::Remote, ..self }
    }

    /// Calls a function with the note of every answer that has one: a sentence about it that its body has no place for,
    /// such as what became of a code. It is also in the header `onet-note`.
    #[must_use]
    pub fn on_note(self, hook: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self { on_note: Some(Arc::new(hook)), ..self }
    }
}

impl fmt::Debug for InProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InProcess").field("router", &self.router).finish_non_exhaustive()
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
        if let Caller::ThisProcess = self.caller {
            request.extensions_mut().insert(FromThisProcess);
        }
        let (router, on_note) = (self.router.clone(), self.on_note.clone());
        let request = request.map(Body::from);
        Box::pin(async move {
            let response: Result<_, Infallible> = router.oneshot(request).await;
            let (head, body) = match response {
                Ok(response) => response.into_parts(),
                Err(never) => match never {},
            };
            let note = head.headers.get(NOTE).and_then(|note| std::str::from_utf8(note.as_bytes()).ok());
            if let (Some(hook), Some(note)) = (on_note, note) {
                hook(note);
            }
            Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
        })
    }
}
