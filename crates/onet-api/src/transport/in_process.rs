//! Calls to a service in this process.

use std::error::Error as StdError;

use bytes::Bytes;
use futures::future::BoxFuture;
use http::header::ACCEPT;

use super::decode;
use super::limiter::Limiter;
use super::response::{Limits, Response, too_slow};
use crate::{Error, ErrorKind};

type BoxError = Box<dyn StdError + Send + Sync>;
type ServiceFuture = BoxFuture<'static, Result<http::Response<Bytes>, BoxError>>;

/// A service whose type is erased.
pub(crate) struct Service(Box<dyn Fn(http::Request<Bytes>) -> ServiceFuture + Send + Sync>);

impl Service {
    pub(crate) fn new<S>(service: S) -> Self
    where
        S: tower_service::Service<http::Request<Bytes>, Response = http::Response<Bytes>>
            + Clone
            + Send
            + Sync
            + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
    {
        Self(Box::new(move |request| {
            let mut service = service.clone();
            Box::pin(async move {
                std::future::poll_fn(|context| service.poll_ready(context)).await.map_err(Into::into)?;
                service.call(request).await.map_err(Into::into)
            })
        }))
    }
}

/// A service in this process with the limits of its calls.
pub(crate) struct InProcess {
    pub(crate) service: Service,
    pub(crate) limits: Limits,
    pub(crate) limiter: Limiter,
}

impl InProcess {
    /// Calls the service.
    pub(super) async fn get(&self, url: &str) -> Result<Response, Error> {
        let call = async {
            self.limiter.acquire().await;
            self.send(url).await
        };
        match tokio::time::timeout(self.limits.deadline, call).await {
            Ok(response) => decode::success(response?),
            Err(_) => Err(too_slow(self.limits.deadline)),
        }
    }

    async fn send(&self, url: &str) -> Result<Response, Error> {
        let request = http::Request::get(url).header(ACCEPT, "application/json").body(Bytes::new()).map_err(
            |failure| Error::new(ErrorKind::Configuration, "the address is malformed").caused_by(failure),
        )?;
        let response = (self.service.0)(request).await.map_err(|failure| {
            Error::new(ErrorKind::Server, "the service in this process failed").caused_by(failure)
        })?;
        let (mut head, body) = response.into_parts();
        if let Some(failure) = head.extensions.remove::<Error>() {
            return Err(failure);
        }
        self.limits.check_size(body.len()).map_err(|failure| failure.with_status(head.status.as_u16()))?;
        Ok(Response::new(head.status, head.headers, body))
    }
}
