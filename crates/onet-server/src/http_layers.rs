//! What stands between the socket and the routers: checks of the host, quotas, compression, logs and counters.

use std::any::Any;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use http::header::{ALLOW, AUTHORIZATION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use http_body_util::BodyExt as _;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;

use crate::access_log::{self, AccessLog, Entry};
use crate::config::{Admission, Config};
use crate::cors::{Origin, allow_origins};
use crate::error::{Cause, busy, error_response, over_quota};
use crate::hosts::{Hosts, UnknownHost};
use crate::legacy;
use crate::service::{AnsweredCall, unauthorized};
use crate::source_chain::SourceChain;
use crate::throttle::Throttle;
use crate::unread_responses::UnreadResponses;

/// Responses from this many bytes on are compressed for callers that accept it.
const COMPRESSED: u16 = 1024;

/// The header with the id of a request, where there is an access log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The address at the other end of a connection; an extension of the request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// The address of the caller, behind trusted proxies; an extension of the response.
#[derive(Debug, Clone, Copy)]
struct Caller(IpAddr);

/// Whether the server is shutting down. Clones share the state.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stopping(Arc<AtomicBool>);

/// The layers around the routers of a server.
///
/// - `/healthz` and `/readyz` answer without a key, `/metrics` with one where keys are required.
/// - Calls for other hosts than those of [`Hosts`] are refused.
/// - Quotas are counted, responses above 1 kB compressed, panics answered with 500.
/// - A failure is logged with its cause; with an [`AccessLog`], each request is.
///
/// ```
/// use onet_server::{Config, HttpLayers, Source, SourceChain, router};
///
/// # fn example() -> Result<(), onet_server::SourceError> {
/// let sources = SourceChain::from(Source::sample()?);
/// let config = Config::default();
/// let routes = HttpLayers::new(&sources, &config).around(router(sources.clone(), config.clone()));
/// # let _ = routes;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct HttpLayers {
    sources: SourceChain,
    config: Config,
    hosts: Hosts,
    origins: Vec<Origin>,
    access_log: Option<AccessLog>,
}

impl HttpLayers {
    /// Layers for routers of these sources and settings, which answer for every host and write no access log.
    pub fn new(sources: &SourceChain, config: &Config) -> Self {
        Self {
            sources: sources.clone(),
            config: config.clone(),
            hosts: Hosts::default(),
            origins: Vec::new(),
            access_log: None,
        }
    }

    /// Answers for these hosts only.
    #[must_use]
    pub fn hosts(self, hosts: Hosts) -> Self {
        Self { hosts, ..self }
    }

    /// Lets web pages of these origins read answers, as [`allow_origins`] does.
    #[must_use]
    pub fn origins(self, origins: Vec<Origin>) -> Self {
        Self { origins, ..self }
    }

    /// Writes a line for each request.
    #[must_use]
    pub fn access_log(self, log: AccessLog) -> Self {
        Self { access_log: Some(log), ..self }
    }

    /// The router with the layers around it.
    pub fn around(self, router: Router) -> Router {
        let Self { sources, config, hosts, origins, access_log } = self;
        let unread = UnreadResponses::new(config.limits().unread_bytes, Arc::clone(config.metrics()));
        let guard = Arc::new(Guard { sources, config: config.clone(), hosts, unread });
        let observer = Arc::new(Observer {
            config,
            access_log,
            ids: RequestIds::default(),
            busy: Throttle::new(Duration::from_secs(1)),
        });
        let compression = CompressionLayer::new()
            .quality(CompressionLevel::Fastest)
            .compress_when(SizeAbove::new(COMPRESSED));
        allow_origins(router.layer(from_fn_with_state(guard, check)), &origins)
            .layer(compression)
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn_with_state(observer, observe))
    }
}

/// The response to a call that made the server panic.
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    let message = "The source of the data failed.".to_owned();
    let mut response = error_response(StatusCode::INTERNAL_SERVER_ERROR, message);
    response.extensions_mut().insert(Cause::of(&format!("a panic: {text}")));
    response
}

/// Checks a call before the routers see it.
struct Guard {
    sources: SourceChain,
    config: Config,
    hosts: Hosts,
    unread: UnreadResponses,
}

async fn check(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let is_head = request.method() == Method::HEAD;
    match guard.admit(request) {
        Ok((request, address)) => {
            let response = next.run(request).await;
            // The answer to HEAD is sent without its body: a stream is not read, and its length stays unknown.
            let mut response = if is_head { response } else { guard.count(address, response).await };
            response.extensions_mut().insert(Caller(address));
            response
        }
        Err(response) => *response,
    }
}

impl Guard {
    /// The request for the routers and the address of the caller, or the response where the routers are not needed.
    fn admit(&self, request: Request) -> Result<(Request, IpAddr), Box<Response>> {
        let (mut head, body) = request.into_parts();
        if head.method == Method::OPTIONS && head.uri.path() == "*" {
            let allowed = [(ALLOW, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"))];
            return Err(Box::new((StatusCode::NO_CONTENT, allowed).into_response()));
        }
        let path = match head.method {
            Method::GET | Method::HEAD => head.uri.path(),
            _ => "",
        };
        if matches!(path, "/healthz" | "/readyz") {
            return Err(Box::new(health(path, &head.extensions)));
        }
        let peer = head.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
        let origin = self.hosts.origin(&head, peer, |address| self.config.trusts(address));
        let origin = origin.map_err(|UnknownHost(host)| Box::new(misdirected(&host)))?;
        self.config.quotas().count_address(origin.address).map_err(|wait| Box::new(over_quota(wait)))?;
        if path == "/metrics" {
            return Err(Box::new(self.metrics(&head.headers)));
        }
        if let Some(base) = origin.base {
            head.extensions.insert(base);
        }
        Ok((Request::from_parts(head, body), origin.address))
    }

    /// The counters, for a caller with a key where calls need one: `X-API-Key`, a bearer token, or a password.
    fn metrics(&self, headers: &HeaderMap) -> Response {
        let key = headers.get("x-api-key").map(|value| value.as_bytes().to_vec());
        let credentials = headers.get_all(AUTHORIZATION).iter().filter_map(|value| {
            let bearer = value.as_bytes().strip_prefix(b"Bearer ").map(<[u8]>::to_vec);
            bearer.or_else(|| legacy::password(value.as_bytes()))
        });
        match self.config.admit(key.into_iter().chain(credentials)) {
            Admission::Admitted(_) => {
                let text = self.config.metrics().text(self.config.pool().waiting(), &self.sources.labels());
                let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
                ([(CONTENT_TYPE, HeaderValue::from_static(kind))], text).into_response()
            }
            Admission::Refused => unauthorized(),
            Admission::OverQuota(wait) => over_quota(wait),
        }
    }

    /// Counts the bytes of a large response until they have been read; refuses it where there is no room.
    async fn count(&self, address: IpAddr, response: Response) -> Response {
        use axum::body::HttpBody as _;
        let size = response.body().size_hint().exact().unwrap_or(u64::MAX);
        if !UnreadResponses::counts(size) {
            return response;
        }
        let (head, body) = response.into_parts();
        let body = match body.collect().await {
            Ok(collected) => collected.to_bytes(),
            Err(failure) => {
                let failed = crate::error::Error::failed(failure);
                return failed.into_response(false);
            }
        };
        match self.unread.count(address, body) {
            Some(body) => Response::from_parts(head, Body::from(body)),
            None => busy("Too many large responses have not been read yet. Read those first."),
        }
    }
}

fn health(path: &str, extensions: &http::Extensions) -> Response {
    let is_stopping = extensions.get::<Stopping>().is_some_and(|stopping| stopping.0.load(Ordering::Relaxed));
    match path == "/readyz" && is_stopping {
        true => (StatusCode::SERVICE_UNAVAILABLE, "the server is shutting down\n").into_response(),
        false => "ok\n".into_response(),
    }
}

fn misdirected(host: &str) -> Response {
    let message = format!(
        "This server does not answer for the host {host}. Call it as localhost, or start it with --allow-host {host}."
    );
    error_response(StatusCode::MISDIRECTED_REQUEST, message)
}

impl Stopping {
    /// Tells health checks that the server is shutting down.
    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Logs and counts what is answered.
struct Observer {
    config: Config,
    access_log: Option<AccessLog>,
    ids: RequestIds,
    /// A server that is overloaded must not fill the disk with its log.
    busy: Throttle,
}

async fn observe(State(observer): State<Arc<Observer>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
    let mut response = next.run(request).await;
    let call = response.extensions_mut().remove::<AnsweredCall>();
    let time = began.elapsed();
    observer.config.metrics().answered(call.as_ref(), response.status(), time);
    observer.log_failure(&method, &uri, &response);
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let log = observer.access_log.as_ref().map(|_| {
        let id = observer.ids.next();
        if let Ok(id) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        let caller = response.extensions().get::<Caller>().map(|caller| caller.0);
        let address = caller.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Line { id, method, uri, address, call, status: response.status(), time }
    });
    let mut sent = Sent { observer, bytes: 0, line: log };
    response.map(|body| {
        Body::new(body.inspect_frame(move |frame| {
            sent.add(frame.data_ref().map_or(0, bytes::Bytes::len));
        }))
    })
}

impl Observer {
    /// Logs a response with a status from 500 up.
    fn log_failure(&self, method: &Method, uri: &Uri, response: &Response) {
        let status = response.status();
        if !status.is_server_error() {
            return;
        }
        let path = uri.path();
        let cause = response.extensions().get::<Cause>().map_or("none given", |cause| &cause.0);
        if status != StatusCode::SERVICE_UNAVAILABLE {
            tracing::error!(status = status.as_u16(), %method, ?path, cause, "a call failed");
        } else if let Some(more) = self.busy.pass() {
            tracing::warn!(status = status.as_u16(), %method, ?path, more, "a call was refused: the server is busy");
        }
    }
}

/// What the access log has about a response before its body has been sent.
struct Line {
    id: String,
    method: Method,
    uri: Uri,
    address: IpAddr,
    call: Option<AnsweredCall>,
    status: StatusCode,
    time: Duration,
}

/// Counts the bytes of a body and logs the request when the body is gone.
struct Sent {
    observer: Arc<Observer>,
    bytes: u64,
    line: Option<Line>,
}

impl Sent {
    fn add(&mut self, bytes: usize) {
        self.bytes += u64::try_from(bytes).unwrap_or(0);
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        self.observer.config.metrics().sent(self.bytes);
        let (Some(log), Some(line)) = (&self.observer.access_log, self.line.take()) else { return };
        log.write(&Entry {
            time: access_log::now(),
            request: &line.id,
            address: line.address,
            method: line.method.as_str(),
            path: line.uri.path(),
            version: line.call.as_ref().map(|call| call.version),
            operation: line.call.as_ref().and_then(|call| call.operation),
            status: line.status.as_u16(),
            ms: access_log::milliseconds(line.time),
            bytes: self.bytes,
            key: line.call.as_ref().and_then(|call| call.key.as_deref()),
        });
    }
}

/// Ids of requests: the time at which the server started, and a number.
struct RequestIds {
    started: u64,
    next: AtomicU64,
}

impl Default for RequestIds {
    fn default() -> Self {
        let started = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self { started: started.as_secs(), next: AtomicU64::new(1) }
    }
}

impl RequestIds {
    fn next(&self) -> String {
        format!("{:x}-{}", self.started, self.next.fetch_add(1, Ordering::Relaxed))
    }
}
