//! The service without a socket, as a `tower` service.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::ALLOW;
use http::{HeaderValue, Method, Request, Response};
use onet_api::operation::Operation;
use onet_api::operations;

use crate::config::Config;
use crate::incoming_call::FromThisProcess;
use crate::service::{Service, method_not_allowed, not_found, slash_forms};
use crate::source_chain::SourceChain;
use crate::source_response::NOTE;

/// The operation of every path of the contract.
static PATHS: LazyLock<matchit::Router<&'static Operation>> = LazyLock::new(|| {
    let mut paths = matchit::Router::new();
    for operation in operations::ALL {
        for path in slash_forms(operation.path) {
            // A path that is in the way of another one would be a fault of the contract; a test calls every operation.
            let _ = paths.insert(path, operation);
        }
    }
    paths
});

/// The server without a socket, for [`onet_api::ClientBuilder::service`]. Cheap to clone.
#[derive(Clone)]
pub struct InProcess {
    service: Arc<Service>,
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
        let service = Arc::new(Service { sources: sources.into(), config });
        Self { service, on_note: None, caller: Caller::ThisProcess }
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
        f.debug_struct("InProcess").field("caller", &self.caller).finish_non_exhaustive()
    }
}

/// Answers as the router of the server does.
async fn answer(service: &Service, request: Request<Bytes>) -> Response<Bytes> {
    let (head, _) = request.into_parts();
    let operation = PATHS.at(head.uri.path()).ok().map(|found| *found.value);
    match (&head.method, operation) {
        (&Method::GET, operation) => service.answer(operation, head).await,
        (&Method::HEAD, operation) => service.answer(operation, head).await.map(|_: Bytes| Bytes::new()),
        (method, Some(_)) => {
            let mut refused = method_not_allowed(method);
            refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET,HEAD"));
            refused
        }
        (_, None) => not_found(head.uri.path()),
    }
}

impl tower_service::Service<Request<Bytes>> for InProcess {
    type Response = Response<Bytes>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Bytes>) -> Self::Future {
        if let Caller::ThisProcess = self.caller {
            request.extensions_mut().insert(FromThisProcess);
        }
        let (service, on_note) = (Arc::clone(&self.service), self.on_note.clone());
        Box::pin(async move {
            let response = answer(&service, request).await;
            let note =
                response.headers().get(NOTE).and_then(|note| std::str::from_utf8(note.as_bytes()).ok());
            if let (Some(hook), Some(note)) = (on_note, note) {
                hook(note);
            }
            Ok(response)
        })
    }
}
