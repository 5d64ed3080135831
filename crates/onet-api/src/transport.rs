//! The way of one call: cache, limiter, tries, connection, status, value.

mod answer;
#[cfg(feature = "cache")]
mod cache;
mod connection;
mod limiter;
mod query;
mod single_flight;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use tracing::Instrument as _;

pub(crate) use connection::{Connection, InProcess};
pub(crate) use limiter::Limiter;
pub(crate) use query::{Query, encode_path};

#[cfg(feature = "cache")]
pub(crate) use cache::Store;

use crate::client::missing_key;
use crate::operation::Operation;
use crate::policy::Retry;
use crate::response_hook::OnAnswer;
use crate::{Client, Error, ErrorKind};
use single_flight::Flights;

/// What a call may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// One try, from its start to the last byte of its answer.
    pub(crate) timeout: Duration,
    /// A call with all its tries and waits.
    pub(crate) deadline: Duration,
    /// The answer, in bytes.
    pub(crate) largest_answer: usize,
}

impl Limits {
    fn check_size(self, size: usize) -> Result<(), Error> {
        let most = self.largest_answer;
        match size > most {
            true => Err(Error::new(ErrorKind::TooLarge, format!("the answer is larger than {most} bytes"))),
            false => Ok(()),
        }
    }
}

/// An answer before it is decoded. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Received {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// How many requests it took.
    tries: u32,
    /// Where the cache keeps it, once it has been understood.
    #[cfg(feature = "cache")]
    keep_as: Option<String>,
}

impl Received {
    fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            status,
            headers,
            body,
            tries: 0,
            #[cfg(feature = "cache")]
            keep_as: None,
        }
    }
}

/// What the clones of a client share.
pub(crate) struct Transport {
    pub(crate) connection: Connection,
    pub(crate) key: Option<HeaderValue>,
    /// The base URL is O*NET's own and there is no key: sending anything would be in vain.
    pub(crate) needs_key: bool,
    pub(crate) limits: Limits,
    pub(crate) limiter: Limiter,
    pub(crate) retry: Retry,
    pub(crate) on_answer: Option<OnAnswer>,
    pub(crate) flights: Flights,
    #[cfg(feature = "cache")]
    pub(crate) store: Option<Store>,
}

impl Client {
    /// Calls an operation.
    pub(crate) async fn fetch<T: DeserializeOwned>(
        &self,
        operation: &'static Operation,
        url: String,
        query: Query,
    ) -> Result<T, Error> {
        self.call(Some(operation), url, query).await
    }

    /// Calls an address that may belong to no operation.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        operation: Option<&'static Operation>,
        url: String,
        query: Query,
    ) -> Result<T, Error> {
        self.call_for(operation, url, query, answer::decode::<T>).await
    }

    /// Calls an address for the text of its answer.
    pub(crate) async fn call_text(
        &self,
        operation: Option<&'static Operation>,
        url: String,
        query: Query,
    ) -> Result<String, Error> {
        self.call_for(operation, url, query, answer::text).await
    }

    async fn call_for<T>(
        &self,
        operation: Option<&'static Operation>,
        url: String,
        query: Query,
        read: fn(&Received) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let span = tracing::debug_span!("onet", operation = operation.map(|operation| operation.id));
        async {
            query::check_segments(&url[self.baseurl.len()..])
                .map_err(|failure| failure.at(operation, &url))?;
            let url = query.behind(url)?;
            let answer = match self.transport.receive(&self.baseurl, &url).await {
                Ok(received) => {
                    let answer = read(&received).map_err(|failure| failure.after(received.tries));
                    #[cfg(feature = "cache")]
                    if answer.is_ok() {
                        self.transport.keep(&received).await;
                    }
                    answer.and_then(|value| {
                        self.show_success(operation, &url, &received.body)?;
                        Ok(value)
                    })
                }
                Err(failure) => {
                    let failure = self.transport.told(failure);
                    Err(self.show_refusal(operation, &url, &failure).err().unwrap_or(failure))
                }
            };
            answer.map_err(|failure| {
                let failure = self.transport.told(failure).at(operation, &url);
                tracing::debug!(%url, kind = ?failure.kind(), "call failed");
                failure
            })
        }
        .instrument(span)
        .await
    }
}

impl Transport {
    /// Gets a successful answer, from whatever has it.
    #[cfg_attr(
        not(feature = "cache"),
        expect(unused_variables, reason = "only the cache asks which release it is")
    )]
    async fn receive(self: &Arc<Self>, base: &Arc<str>, url: &str) -> Result<Received, Error> {
        let client = match &self.connection {
            Connection::InProcess(service) => return self.receive_in_process(service, url).await,
            Connection::Http(client) => client,
        };
        if self.needs_key {
            return Err(missing_key());
        }
        #[cfg(feature = "cache")]
        if let Some(store) = &self.store {
            return store.receive(self, client, base, url).await;
        }
        self.receive_together(client, url).await
    }

    async fn receive_in_process(&self, service: &InProcess, url: &str) -> Result<Received, Error> {
        let sent = async {
            self.limiter.wait().await;
            service.send(url, self.limits).await
        };
        match tokio::time::timeout(self.limits.deadline, sent).await {
            Ok(received) => success(received?),
            Err(_) => Err(too_slow(self.limits.deadline)),
        }
    }

    /// Gets an answer over the network; calls for the same address at the same time are sent once.
    async fn receive_together(
        self: &Arc<Self>,
        client: &reqwest::Client,
        url: &str,
    ) -> Result<Received, Error> {
        self.flights
            .join(url, || {
                let (transport, client, url) = (Arc::clone(self), client.clone(), url.to_owned());
                async move { transport.receive_with_tries(&client, &url).await }
            })
            .await
    }

    async fn receive_with_tries(&self, client: &reqwest::Client, url: &str) -> Result<Received, Error> {
        let deadline = Instant::now() + self.limits.deadline;
        let mut waits = self.retry.waits();
        let mut tries = 0;
        loop {
            let leave = tokio::time::timeout_at(deadline, self.limiter.wait()).await;
            leave.map_err(|_| too_slow(self.limits.deadline).after(tries))?;
            tries += 1;
            let failure = match self.receive_once(client, url, deadline).await {
                Ok(received) => return Ok(Received { tries, ..received }),
                Err(failure) => failure.after(tries),
            };
            tracing::debug!(tries, status = failure.status(), kind = ?failure.kind(), "try failed");
            if !failure.is_retryable() {
                return Err(failure);
            }
            let Some(wait) = waits
                .next()
                .and_then(|computed| self.retry.wait(computed, failure.status(), failure.retry_after()))
                .filter(|wait| Instant::now() + *wait < deadline)
            else {
                return Err(failure);
            };
            tokio::time::sleep(wait).await;
        }
    }

    async fn receive_once(
        &self,
        client: &reqwest::Client,
        url: &str,
        deadline: Instant,
    ) -> Result<Received, Error> {
        let Limits { timeout, deadline: whole, .. } = self.limits;
        let own = Instant::now() + timeout;
        let sent = connection::send(client, url, self.key.as_ref(), self.limits);
        match tokio::time::timeout_at(own.min(deadline), sent).await {
            Ok(received) => success(received?),
            Err(_) => Err(too_slow(if own < deadline { timeout } else { whole })),
        }
    }

    /// Keeps an answer that has been understood.
    #[cfg(feature = "cache")]
    async fn keep(&self, received: &Received) {
        if let (Some(store), Some(entry)) = (&self.store, &received.keep_as) {
            store.write(entry, &received.body).await;
        }
    }

    /// Whether something repeats the key.
    pub(crate) fn key_is_in(&self, bytes: &[u8]) -> bool {
        let Some(key) = &self.key else { return false };
        bytes.windows(key.len()).any(|window| window == key.as_bytes())
    }

    /// An error as it may be shown: a server can echo the key.
    fn told(&self, failure: Error) -> Error {
        match self.key.as_ref().and_then(|key| key.to_str().ok()) {
            Some(key) => failure.without(key),
            None => failure,
        }
    }
}

fn too_slow(within: Duration) -> Error {
    Error::new(ErrorKind::Timeout, format!("no whole answer within {} seconds", within.as_secs_f32()))
}

fn success(received: Received) -> Result<Received, Error> {
    match received.status {
        StatusCode::OK => Ok(received),
        _ => Err(answer::refusal(&received)),
    }
}
