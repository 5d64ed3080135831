//! The client itself; its operations are in the generated file.

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::Error;
use crate::operation::Operation;
use crate::transport::{Query, Source, Transport};

/// A client of O*NET Web Services 2.0. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    /// Without a final slash: the generated methods append their path.
    pub(crate) baseurl: Arc<str>,
    pub(crate) transport: Arc<Transport>,
}

impl Client {
    pub(crate) fn new(transport: Transport) -> Self {
        Self { baseurl: Arc::clone(&transport.base_url), transport: Arc::new(transport) }
    }

    /// The URL that the paths of operations are appended to, without a final slash.
    pub fn base_url(&self) -> &str {
        &self.baseurl
    }

    /// Fails if the service requires an API key and the client has none, as every call would.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::MissingKey`](crate::ErrorKind::MissingKey).
    pub fn require_key(&self) -> Result<(), Error> {
        match self.transport.source {
            Source::MissingKey => Err(Error::missing_key()),
            _ => Ok(()),
        }
    }

    /// Calls an operation.
    pub(crate) async fn fetch<T: DeserializeOwned>(
        &self,
        operation: &'static Operation,
        url: String,
        query: Query,
    ) -> Result<T, Error> {
        self.transport.call(Some(operation), url, query).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.baseurl)
            .field("has_key", &self.transport.key.is_some())
            .field("connection", &self.transport.source)
            .finish_non_exhaustive()
    }
}
