//! The client itself; its operations are in the generated file.

use std::fmt;
use std::sync::Arc;

use crate::builder::{ApiKey, ClientBuilder};
use crate::transport::Transport;
use crate::{Error, ErrorKind};

/// A client of O*NET Web Services 2.0. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    /// Without a final slash: the generated methods put their path behind it.
    pub(crate) baseurl: Arc<str>,
    pub(crate) transport: Arc<Transport>,
}

impl Client {
    /// Starts a client with the live service's address and no key.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client of the service that the environment names: `ONET_API_KEY` is the key, `ONET_BASE_URL` the address
    /// (the live service's when unset).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::MissingKey`] when the service is the live one and there is no key, else as
    /// [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self, Error> {
        let variable = |name| std::env::var(name).ok().filter(|value: &String| !value.trim().is_empty());
        let mut builder = Self::builder();
        if let Some(url) = variable("ONET_BASE_URL") {
            builder = builder.base_url(url);
        }
        if let Some(key) = variable("ONET_API_KEY") {
            builder = builder.api_key(ApiKey::new(key));
        }
        let client = builder.build()?;
        client.require_key()?;
        Ok(client)
    }

    /// Fails where every call would: the service answers nobody without a key, and the client has none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::MissingKey`].
    pub fn require_key(&self) -> Result<(), Error> {
        match self.transport.needs_key {
            true => Err(missing_key()),
            false => Ok(()),
        }
    }

    pub(crate) fn new(base: &str, transport: Transport) -> Self {
        Self { baseurl: base.into(), transport: Arc::new(transport) }
    }

    /// The address that operations are called on, without a final slash.
    pub fn base_url(&self) -> &str {
        &self.baseurl
    }
}

pub(crate) fn missing_key() -> Error {
    Error::new(ErrorKind::MissingKey, "O*NET Web Services wants an API key and none is set")
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.baseurl)
            .field("has_key", &self.transport.key.is_some())
            .field("connection", &self.transport.connection)
            .finish_non_exhaustive()
    }
}
