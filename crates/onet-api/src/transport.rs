//! One call: cache, rate limit, retries, connection, status, decoding.

mod decode;
#[cfg(feature = "cache")]
mod disk_cache;
mod in_process;
mod limiter;
mod network;
mod response;
mod single_flight;
mod url;

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;
use tracing::Instrument as _;

#[cfg(feature = "cache")]
pub(crate) use disk_cache::DiskCache;
pub(crate) use in_process::{InProcess, Service};
pub(crate) use limiter::Limiter;
pub(crate) use network::{HttpSettings, Network};
pub(crate) use response::Limits;
pub(crate) use url::{Query, encode_path};

use crate::operation::Operation;
use crate::response_hook::{ObservedResponse, ResponseHook};
use crate::{Error, ErrorKind};
use decode::ErrorBody;
use response::Response;

/// What the clones of a client share.
pub(crate) struct Transport {
    /// Without a final slash.
    pub(crate) base_url: Arc<str>,
    /// The API key, to remove it from what a server echoes.
    pub(crate) key: Option<HeaderValue>,
    pub(crate) source: Source,
    pub(crate) hook: Option<ResponseHook>,
}

/// Where responses come from.
pub(crate) enum Source {
    /// O*NET's own service, which requires a key, and there is none: nothing is sent.
    MissingKey,
    Network(Arc<Network>),
    #[cfg(feature = "cache")]
    Cached(Arc<Network>, DiskCache),
    InProcess(InProcess),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InProcess(_) => "InProcess",
            _ => "Http",
        })
    }
}

impl Transport {
    /// Calls a URL, of an operation or of none, and decodes its response.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        operation: Option<&'static Operation>,
        url: String,
        query: Query,
    ) -> Result<T, Error> {
        self.call_and_read(operation, url, query, decode::value::<T>).await
    }

    /// Calls a URL, and decodes its response and what its headers hold.
    pub(crate) async fn call_with_headers<T: DeserializeOwned, H>(
        &self,
        operation: Option<&'static Operation>,
        url: String,
        query: Query,
        of: fn(&HeaderMap) -> H,
    ) -> Result<(T, H), Error> {
        let read = |response: &Response| Ok((decode::value::<T>(response)?, of(&response.headers)));
        self.call_and_read(operation, url, query, read).await
    }

    /// Calls a URL and returns the text of its response.
    pub(crate) async fn call_text(
        &self,
        operation: Option<&'static Operation>,
        url: String,
        query: Query,
    ) -> Result<String, Error> {
        self.call_and_read(operation, url, query, decode::text).await
    }

    async fn call_and_read<T>(
        &self,
        operation: Option<&'static Operation>,
        url: String,
        query: Query,
        read: impl Fn(&Response) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let span = tracing::debug_span!("onet", operation = operation.map(|operation| operation.id));
        let call = async {
            url::check_segments(&url[self.base_url.len()..])
                .map_err(|failure| failure.at(operation, &url))?;
            let url = query.append_to(url)?;
            self.receive_and_read(operation, &url, read).await.map_err(|failure| {
                let failure = self.redacted(failure).at(operation, &url);
                tracing::debug!(%url, kind = ?failure.kind(), "call failed");
                failure
            })
        };
        // Entering a disabled span at each poll would cost as much as the rest of this method.
        match span.is_disabled() {
            true => call.await,
            false => call.instrument(span).await,
        }
    }

    async fn receive_and_read<T>(
        &self,
        operation: Option<&'static Operation>,
        url: &str,
        read: impl Fn(&Response) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let response = match self.receive(url).await {
            Ok(response) => response,
            Err(failure) => {
                let failure = self.redacted(failure);
                return Err(self.observe_rejection(operation, url, &failure).err().unwrap_or(failure));
            }
        };
        let value = read(&response).map_err(|failure| failure.after(response.tries))?;
        #[cfg(feature = "cache")]
        self.cache(&response).await;
        self.observe(operation, url, 200, &response.body)?;
        Ok(value)
    }

    /// Gets a successful response.
    async fn receive(&self, url: &str) -> Result<Response, Error> {
        match &self.source {
            Source::MissingKey => Err(Error::missing_key()),
            Source::Network(network) => network.get(url).await,
            #[cfg(feature = "cache")]
            Source::Cached(network, cache) => cache.get(network, &self.base_url, url).await,
            Source::InProcess(service) => service.get(url).await,
        }
    }

    /// Caches a response that has been decoded.
    #[cfg(feature = "cache")]
    async fn cache(&self, response: &Response) {
        if let (Source::Cached(_, cache), Some(entry)) = (&self.source, &response.cache_entry) {
            cache.write(entry, &response.body).await;
        }
    }

    /// Passes a rejected call (422) to the hook; it sees no other failures.
    fn observe_rejection(
        &self,
        operation: Option<&'static Operation>,
        url: &str,
        failure: &Error,
    ) -> Result<(), Error> {
        let is_rejected = matches!(failure.kind(), ErrorKind::Refused | ErrorKind::NoData);
        if !is_rejected || self.hook.is_none() {
            return Ok(());
        }
        let body = serde_json::to_vec(&ErrorBody { error: failure.message().to_owned() });
        self.observe(operation, url, 422, &body.unwrap_or_default())
    }

    /// Passes a response to the hook.
    fn observe(
        &self,
        operation: Option<&'static Operation>,
        url: &str,
        status: u16,
        body: &[u8],
    ) -> Result<(), Error> {
        let Some(hook) = &self.hook else { return Ok(()) };
        if self.contains_key(url.as_bytes()) || self.contains_key(body) {
            tracing::warn!(status, "a response repeats the API key and is not passed to the hook");
            return Ok(());
        }
        let relative = &url[self.base_url.len()..];
        let (path, query) = relative.split_once('?').unwrap_or((relative, ""));
        hook(&ObservedResponse { operation, base_url: &self.base_url, path, query, status, body })
            .map_err(|failure| Error::new(ErrorKind::ResponseHook, failure.to_string()).caused_by(failure))
    }

    fn contains_key(&self, bytes: &[u8]) -> bool {
        let Some(key) = &self.key else { return false };
        bytes.windows(key.len()).any(|window| window == key.as_bytes())
    }

    /// Removes the API key from an error, as a server can echo it.
    fn redacted(&self, failure: Error) -> Error {
        match self.key.as_ref().and_then(|key| key.to_str().ok()) {
            Some(key) => failure.without(key),
            None => failure,
        }
    }
}
