//! A service in this process that notes what it is asked.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;
use tower_service::Service;

type Answer = dyn Fn(&Request<Bytes>) -> (u16, Value) + Send + Sync;

/// Answers as it is told to; its clones share what they noted.
#[derive(Clone)]
pub(crate) struct Notebook {
    answer: Arc<Answer>,
    asked: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Notebook {
    /// Takes what answers a request: a status and a body.
    pub(crate) fn new(answer: impl Fn(&Request<Bytes>) -> (u16, Value) + Send + Sync + 'static) -> Self {
        Self { answer: Arc::new(answer), asked: Arc::default() }
    }

    /// What it was asked since the last look.
    pub(crate) fn asked(&self) -> Vec<Request<Bytes>> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Service<Request<Bytes>> for Notebook {
    type Response = Response<Bytes>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let (status, body) = (self.answer)(&request);
        let mut response = Response::new(Bytes::from(body.to_string()));
        *response.status_mut() = status.try_into().expect("a status");
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        ready(Ok(response))
    }
}
