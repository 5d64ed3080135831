//! Construction of a client.

use std::fmt;
use std::sync::Arc;
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
use crate::response_hook::{ObservedResponse, ObservedRetry, ResponseHook, RetryHook};
#[cfg(feature = "cache")]
use crate::transport::DiskCache;
use crate::transport::{
    HttpSettings, InProcess, Limiter, Limits, Network, Service as ErasedService, Source, Transport,
};
use crate::{Error, ErrorKind};

/// The address of the live service.
pub const DEFAULT_BASE_URL: &str = "https://api-v2.onetcenter.org";

/// Longest time for a call with all its tries, unless a program sets another one: a person still waits for it.
const DEFAULT_DEADLINE: Duration = Duration::from_secs(45);

/// A key of the live service. Its debug form hides it.
#[derive(Clone)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// Wraps a key.
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

/// Builds a [`Client`]; see [`Client::builder`].
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    key: Option<ApiKey>,
    user_agent: String,
    connect_timeout: Duration,
    timeout: Duration,
    deadline: Duration,
    max_response_bytes: usize,
    rate_limit: Option<RateLimit>,
    retry: Retry,
    #[cfg(feature = "cache")]
    cache: Option<Cache>,
    hook: Option<ResponseHook>,
    retry_hook: Option<RetryHook>,
    service: Option<ErasedService>,
}

/// Hides the base URL, which is not validated yet and may contain a password.
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
            deadline: DEFAULT_DEADLINE,
            max_response_bytes: 64 * 1024 * 1024,
            rate_limit: None,
            retry: Retry::default(),
            #[cfg(feature = "cache")]
            cache: None,
            hook: None,
            retry_hook: None,
            service: None,
        }
    }
}

impl Client {
    /// A builder with the URL of the live service and no key.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client configured by the environment: `ONET_API_KEY` is the key, `ONET_BASE_URL` the URL of the service, by
    /// default the live one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::MissingKey`] if the service is the live one and there is no key, else the errors of
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
}

impl ClientBuilder {
    /// The URL of the service, by default [`DEFAULT_BASE_URL`]. It may have a path, to which the paths of operations
    /// are appended; a final slash is ignored.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// The key for the header `X-API-Key`.
    pub fn api_key(mut self, key: ApiKey) -> Self {
        self.key = Some(key);
        self
    }

    /// The value of the header `User-Agent`.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// Longest wait for a connection, by default 10 seconds.
    pub fn connect_timeout(mut self, wait: Duration) -> Self {
        self.connect_timeout = wait;
        self
    }

    /// Longest time for one try, to the last byte of its response, by default 30 seconds.
    pub fn timeout(mut self, wait: Duration) -> Self {
        self.timeout = wait;
        self
    }

    /// Longest time for a call with all its tries and the waits between them, by default 45 seconds.
    pub fn deadline(mut self, wait: Duration) -> Self {
        self.deadline = wait;
        self
    }

    /// Limits the requests per second of all clones of the client, by default to [`RateLimit::default`]. Loopback and
    /// in-process services have no limit by default.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// When to send a request again. Calls to a service in this process are not repeated.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Caches responses on disk; see [`Cache`]. Responses of a service in this process are not cached.
    #[cfg(feature = "cache")]
    pub fn cache(mut self, cache: Cache) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Largest response to accept, in bytes, by default 64 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Passes every response to `hook` before the call returns: each success that was decoded, cached ones included,
    /// and each rejected call (422). Other failures are not passed on. An error of `hook` fails the call with
    /// [`ErrorKind::ResponseHook`].
    ///
    /// The call waits for `hook`, which should be quick. A response that repeats the API key is not passed on.
    ///
    /// ```
    /// use onet_api::Client;
    ///
    /// let client = Client::builder()
    ///     .on_response(|response| {
    ///         eprintln!("{} {} {} bytes", response.status, response.path, response.body.len());
    ///         Ok::<(), std::io::Error>(())
    ///     })
    ///     .build()?;
    /// # Ok::<(), onet_api::Error>(())
    /// ```
    pub fn on_response<E>(
        mut self,
        hook: impl Fn(&ObservedResponse<'_>) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.hook = Some(Box::new(move |response: &ObservedResponse<'_>| hook(response).map_err(Into::into)));
        self
    }

    /// Passes every failed try to `hook` before the wait for the next one, so that a program can report it.
    ///
    /// ```
    /// use onet_api::Client;
    ///
    /// let client = Client::builder()
    ///     .on_retry(|retry| eprintln!("{}; trying again in {:?}", retry.failure, retry.wait))
    ///     .build()?;
    /// # Ok::<(), onet_api::Error>(())
    /// ```
    pub fn on_retry(mut self, hook: impl Fn(&ObservedRetry<'_>) + Send + Sync + 'static) -> Self {
        self.retry_hook = Some(Box::new(hook));
        self
    }

    /// Sends every call to a service in this process, such as `onet-server`'s router: no socket, no key.
    ///
    /// Requests have the full URL, so that the service builds links on the base URL. A service that calls another
    /// one can pass on its failure: the call fails with the [`Error`] in the extensions of the response, if any.
    pub fn service<S>(mut self, service: S) -> Self
    where
        S: Service<http::Request<Bytes>, Response = http::Response<Bytes>> + Clone + Send + Sync + 'static,
        S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
        S::Future: Send + 'static,
    {
        self.service = Some(ErasedService::new(service));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] if the base URL is not an http(s) URL, if it has a user name, a password or a
    /// query, or if a key would be sent over plain http to another machine.
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
        let default_limit =
            if loopback || self.service.is_some() { RateLimit::none() } else { RateLimit::default() };
        let limiter = Limiter::new(self.rate_limit.unwrap_or(default_limit));
        let limits = Limits {
            timeout: self.timeout,
            deadline: self.deadline,
            max_response_bytes: self.max_response_bytes,
        };
        let source = if let Some(service) = self.service {
            Source::InProcess(InProcess { service, limits, limiter })
        } else if key.is_none() && is_official(&base) {
            Source::MissingKey
        } else {
            let settings = HttpSettings {
                user_agent: &self.user_agent,
                connect_timeout: self.connect_timeout,
                loopback,
                key: key.as_ref(),
            };
            let network = Arc::new(Network::new(&settings, limits, limiter, self.retry, self.retry_hook)?);
            #[cfg(feature = "cache")]
            let source = match self.cache {
                Some(cache) => {
                    let key = key.as_ref().map(HeaderValue::as_bytes).unwrap_or_default();
                    Source::Cached(network, DiskCache::new(cache, key))
                }
                None => Source::Network(network),
            };
            #[cfg(not(feature = "cache"))]
            let source = Source::Network(network);
            source
        };
        let base_url = base.as_str().trim_end_matches('/').into();
        Ok(Client::new(Transport { base_url, key, source, hook: self.hook }))
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
    // A secret in the URL would end up in errors and logs.
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

/// Whether the URL is O*NET's own service, which requires a key.
fn is_official(url: &Url) -> bool {
    url.host_str().is_some_and(|host| host.ends_with(".onetcenter.org"))
}
