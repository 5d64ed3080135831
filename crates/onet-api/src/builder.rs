//! How a client is made.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;
use secrecy::{ExposeSecret as _, SecretString};
use tower_service::Service;
use url::Url;

#[cfg(feature = "cache")]
use crate::cache::Cache;
use crate::client::Client;
use crate::policy::{RateLimit, Retry};
use crate::response_hook::{Answered, OnAnswer};
#[cfg(feature = "cache")]
use crate::transport::Store;
use crate::transport::{Connection, InProcess, Limiter, Limits, Transport};
use crate::{Error, ErrorKind};

/// The address of the live service.
pub const DEFAULT_BASE_URL: &str = "https://api-v2.onetcenter.org";

/// A key of the live service. It is never shown.
#[derive(Clone)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// Takes a key.
    pub fn new(key: impl Into<String>) -> Self {
        Self(SecretString::from(key.into()))
    }

    fn header(&self) -> Result<HeaderValue, Error> {
        let key = self.0.expose_secret().trim();
        let fits = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic());
        let value = HeaderValue::from_str(key).ok().filter(|_| fits);
        let mut value = value.ok_or_else(|| {
            Error::new(ErrorKind::Configuration, "the API key is empty or holds characters that no key has")
        })?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(hidden)")
    }
}

/// Makes a [`Client`]; see [`Client::builder`].
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    key: Option<ApiKey>,
    user_agent: String,
    connect_timeout: Duration,
    timeout: Duration,
    deadline: Duration,
    largest_answer: usize,
    rate_limit: Option<RateLimit>,
    retry: Retry,
    #[cfg(feature = "cache")]
    cache: Option<Cache>,
    on_answer: Option<OnAnswer>,
    service: Option<InProcess>,
}

/// The base URL is not shown before it is checked: it may hold a password.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            base_url: DEFAULT_BASE_URL.to_owned(),
            key: None,
            user_agent: concat!("onet/", env!("CARGO_PKG_VERSION")).to_owned(),
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(30),
            deadline: Duration::from_secs(120),
            largest_answer: 64 * 1024 * 1024,
            rate_limit: None,
            retry: Retry::default(),
            #[cfg(feature = "cache")]
            cache: None,
            on_answer: None,
            service: None,
        }
    }
}

impl ClientBuilder {
    /// Where the service is; [`DEFAULT_BASE_URL`] unless said otherwise. A path before the service's own is kept,
    /// a final slash does not matter.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// The key to send in the header `X-API-Key`.
    pub fn api_key(mut self, key: ApiKey) -> Self {
        self.key = Some(key);
        self
    }

    /// How the client names itself.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// Longest wait for a connection; 10 seconds unless said otherwise.
    pub fn connect_timeout(mut self, wait: Duration) -> Self {
        self.connect_timeout = wait;
        self
    }

    /// Longest time for one try, from its start to the last byte of its answer; 30 seconds unless said otherwise.
    pub fn timeout(mut self, wait: Duration) -> Self {
        self.timeout = wait;
        self
    }

    /// Longest time for a call with all its tries and the waits between them; two minutes unless said otherwise.
    pub fn deadline(mut self, wait: Duration) -> Self {
        self.deadline = wait;
        self
    }

    /// How many requests are sent in a second, over all clones of the client. Unless said otherwise
    /// [`RateLimit::default`], and none for loopback and in-process services.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// When requests are sent again. Answers in this process are not asked for twice.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Keeps answers on disk; see [`Cache`]. Answers in this process are not kept.
    #[cfg(feature = "cache")]
    pub fn cache(mut self, cache: Cache) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Largest answer to accept, in bytes; 64 MiB unless said otherwise.
    pub fn largest_answer(mut self, bytes: usize) -> Self {
        self.largest_answer = bytes;
        self
    }

    /// Shows every answer to `listener` before the caller gets it: each success that was understood, kept ones of a
    /// `Cache` too, and each refusal (422) of a call as wrong. Other failures are no answers. What `listener` fails
    /// with fails the call, as [`ErrorKind::NotKept`].
    ///
    /// It runs between the answer and its caller, so it should be quick. An answer that repeats the API key is not
    /// shown.
    ///
    /// ```
    /// use onet_api::Client;
    ///
    /// let client = Client::builder()
    ///     .on_answer(|answered| {
    ///         eprintln!("{} {} {} bytes", answered.status, answered.path, answered.body.len());
    ///         Ok::<(), std::io::Error>(())
    ///     })
    ///     .build()?;
    /// # Ok::<(), onet_api::Error>(())
    /// ```
    pub fn on_answer<E>(
        mut self,
        listener: impl Fn(&Answered<'_>) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let shown: OnAnswer = Box::new(move |answered: &Answered<'_>| listener(answered).map_err(Into::into));
        self.on_answer = Some(shown);
        self
    }

    /// Answers every call by a service in this process, such as `onet-server`'s router: no socket, no key.
    ///
    /// Requests carry the whole address, so that links in the answers are built on the base URL. A service that
    /// itself asks another one can hand on its failure: an [`Error`] among the extensions of the response is what
    /// the call ends with.
    pub fn service<S>(mut self, service: S) -> Self
    where
        S: Service<http::Request<Bytes>, Response = http::Response<Bytes>> + Clone + Send + Sync + 'static,
        S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
        S::Future: Send + 'static,
    {
        self.service = Some(InProcess::new(service));
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] when the base URL is no http(s) address, when it holds a name, a password or a
    /// query, or when a key would travel over plain http to another machine.
    pub fn build(self) -> Result<Client, Error> {
        let base = check_base_url(&self.base_url)?;
        let loopback = is_loopback(&base);
        let key = self.key.as_ref().map(ApiKey::header).transpose()?;
        if key.is_some() && base.scheme() == "http" && !loopback && self.service.is_none() {
            return Err(Error::new(
                ErrorKind::Configuration,
                format!(
                    "the API key is not sent over plain http to {}; use https",
                    base.host_str().unwrap_or_default()
                ),
            ));
        }
        let in_process = self.service.is_some();
        let needs_key = key.is_none() && is_official(&base) && !in_process;
        let connection = match self.service {
            Some(service) => Connection::InProcess(service),
            None => Connection::http(&self.user_agent, self.connect_timeout, loopback)?,
        };
        let unlimited = loopback || in_process;
        let default_limit = if unlimited { RateLimit::none() } else { RateLimit::default() };
        let transport = Transport {
            connection,
            needs_key,
            limits: Limits {
                timeout: self.timeout,
                deadline: self.deadline,
                largest_answer: self.largest_answer,
            },
            limiter: Limiter::new(self.rate_limit.unwrap_or(default_limit)),
            retry: self.retry,
            on_answer: self.on_answer,
            flights: Default::default(),
            #[cfg(feature = "cache")]
            store: self
                .cache
                .map(|cache| Store::new(cache, key.as_ref().map(HeaderValue::as_bytes).unwrap_or_default())),
            key,
        };
        Ok(Client::new(base.as_str().trim_end_matches('/'), transport))
    }
}

fn check_base_url(text: &str) -> Result<Url, Error> {
    let refuse = |why: &str| {
        Error::new(ErrorKind::Configuration, format!("the base URL {why}, as in {DEFAULT_BASE_URL}"))
    };
    let url =
        Url::parse(text.trim()).map_err(|failure| refuse("must be an http(s) address").caused_by(failure))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(refuse("must be an http(s) address"));
    }
    // A secret in the address would end up in errors and logs.
    if !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(refuse("must not hold a name, a password, a query or a fragment"));
    }
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Whether the address is O*NET's own service, which answers nobody without a key.
fn is_official(url: &Url) -> bool {
    url.host_str().is_some_and(|host| host.ends_with(".onetcenter.org"))
}
