//! Serves a router on a socket.
//!
//! [`Limits`](crate::Limits) bound what connections may use: idle or slow ones cannot block other clients or shutdown.

mod connections;
mod new_connections;
mod steady_stream;

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::response::Response;
use http::header::CONNECTION;
use http::{HeaderValue, Request};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tower_service::Service;

use crate::config::Config;
use crate::http_layers::{Peer, Stopping};
use crate::throttle::Throttle;
use connections::{Connections, Place};
use steady_stream::{Pace, SteadyStream};

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address is in use, or does not belong to this machine.
    #[error("could not listen on {address}: {cause}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// The error of the operating system.
        cause: io::Error,
    },
}

/// The pause after a failed accept, for example when too many files are open.
const PAUSE: Duration = Duration::from_millis(50);

/// The period in which a failed accept is logged once.
const QUIET: Duration = Duration::from_secs(10);

/// Connections closed when the system has no more descriptors.
const EVICTED: u64 = 16;

/// Connections that the system holds until they are accepted, where it allows as many. When there are more, it drops the
/// first packet of the next one, whose caller tries again a second later.
const BACKLOG: u32 = 4096;

/// The time in which handshakes under way are completed before the listener is closed.
const HANDSHAKE: Duration = Duration::from_millis(100);

/// How far the shutdown is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Connections stay open after a response.
    Serving,
    /// Connections are open until their next response.
    Draining,
    /// Connections without a request are closed.
    Closing,
}

/// Serves a router on an address until `stop` completes. Then it answers what has been accepted: every connection may
/// still send one request, for a second, and pending responses have half a minute (see [`Limits`](crate::Limits)).
/// Calls `ready` with the bound address, which has the port that the system chose for port 0.
///
/// # Errors
///
/// [`ServeError::Bind`] when the server cannot listen on the address.
pub async fn serve(
    router: Router,
    address: SocketAddr,
    config: &Config,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let bind = |cause| ServeError::Bind { address, cause };
    let listener = listen(address).map_err(bind)?;
    ready(listener.local_addr().map_err(bind)?);
    let server = Server::new(router, config);
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = server.accept(&listener) => accepted,
            () = &mut stop => break,
        };
        let is_stopped = tokio::select! {
            () = server.connections.room() => false,
            () = &mut stop => true,
        };
        server.start(stream, peer);
        if is_stopped {
            break;
        }
    }
    server.finish(listener).await;
    Ok(())
}

/// Listens on an address.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A restarted server gets its address although connections of the one before linger. Windows would share the address.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

struct Server {
    router: Router,
    config: Config,
    connections: Arc<Connections>,
    stage: watch::Sender<Stage>,
    stopping: Stopping,
    accept_failures: Throttle,
}

impl Server {
    fn new(router: Router, config: &Config) -> Self {
        Self {
            router,
            config: config.clone(),
            connections: Connections::new(config),
            stage: watch::Sender::new(Stage::Serving),
            stopping: Stopping::default(),
            accept_failures: Throttle::new(QUIET),
        }
    }

    /// Accepts the next connection.
    async fn accept(&self, listener: &TcpListener) -> (TcpStream, SocketAddr) {
        loop {
            match listener.accept().await {
                Ok(accepted) => return accepted,
                Err(failure) => {
                    if let Some(more) = self.accept_failures.pass() {
                        tracing::error!(%failure, more, "accepting a connection failed");
                    }
                    self.connections.evict(EVICTED);
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Answers the requests of a connection in a task of its own. Closes it at once when its address has too many.
    fn start(&self, stream: TcpStream, peer: SocketAddr) {
        let Some(place) = self.connections.place(peer.ip()) else { return };
        // A response is written in one piece, so there is nothing to coalesce. An error here only delays it.
        let _ = stream.set_nodelay(true);
        let limits = self.config.limits();
        let header_timeout = match self.connections.are_nearly_full() {
            true => limits.busy_header_timeout,
            false => limits.header_timeout,
        };
        // Without TLS, clients use HTTP/2 only by prior knowledge. To detect it, the server would have to wait for the
        // first bytes of a connection without a timeout.
        let mut http = Builder::new(TokioExecutor::new()).http1_only();
        http.http1()
            .timer(TokioTimer::new())
            .header_read_timeout(header_timeout)
            .max_buf_size(limits.header_bytes);
        let place = Arc::new(place);
        let service = ConnectionService {
            router: self.router.clone(),
            peer: Peer(peer.ip()),
            place: Arc::clone(&place),
            stage: self.stage.subscribe(),
            stopping: self.stopping.clone(),
        };
        let stream = TokioIo::new(SteadyStream::new(stream, Pace::new(limits), Arc::clone(&place)));
        let connection = http.serve_connection(stream, TowerToHyperService::new(service)).into_owned();
        let mut stage = self.stage.subscribe();
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            let closing = async { stage.wait_for(|stage| *stage == Stage::Closing).await.map(drop) };
            let ended = tokio::select! {
                ended = connection.as_mut() => ended,
                () = place.evicted() => return,
                _ = closing => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(failure) = ended {
                tracing::debug!(%failure, "a connection failed");
            }
        });
    }

    /// Answers what has been accepted, then ends.
    async fn finish(self, listener: TcpListener) {
        let limits = self.config.limits();
        self.stopping.set();
        self.stage.send_replace(Stage::Draining);
        self.drain(listener).await;
        let _ = tokio::time::timeout(limits.drain_time, self.stage.closed()).await;
        self.stage.send_replace(Stage::Closing);
        // Then connections with an unread response are closed.
        let _ = tokio::time::timeout(limits.shutdown_time, self.stage.closed()).await;
    }

    /// Accepts the connections that the system has established already: their callers believe to be connected.
    async fn drain(&self, listener: TcpListener) {
        if new_connections::drop_requests(&listener).is_ok() {
            tokio::time::sleep(HANDSHAKE).await;
        }
        let Ok(listener) = listener.into_std() else { return };
        while let Ok((stream, peer)) = listener.accept() {
            let stream = stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(stream));
            if let Ok(stream) = stream {
                self.start(stream, peer);
            }
        }
    }
}

/// The router for the requests of one connection.
#[derive(Clone)]
struct ConnectionService {
    router: Router,
    peer: Peer,
    place: Arc<Place>,
    stage: watch::Receiver<Stage>,
    stopping: Stopping,
}

impl<B> Service<Request<B>> for ConnectionService
where
    Router: Service<Request<B>, Response = Response, Error = Infallible, Future: Send + 'static>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        request.extensions_mut().insert(self.peer);
        request.extensions_mut().insert(self.stopping.clone());
        let busy = self.place.busy();
        let answering = self.router.call(request);
        let stage = self.stage.clone();
        Box::pin(async move {
            let _busy = busy;
            let mut response = answering.await?;
            if *stage.borrow() != Stage::Serving {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok(response)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;

    use super::*;
    use crate::limits::Limits;

    const SHORT: Duration = Duration::from_millis(300);

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    /// Short timeouts, and this many connections.
    fn limits(connections: usize) -> Limits {
        Limits {
            connections,
            header_timeout: SHORT,
            busy_header_timeout: SHORT,
            drain_time: SHORT,
            shutdown_time: SHORT,
            write_timeout: SHORT,
            ..Limits::default()
        }
    }

    /// A server that answers hello, with a handle to stop it.
    async fn served(limits: Limits) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<Result<(), ServeError>>) {
        let (bound, address) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let large = || async { vec![b' '; 64 << 20] };
        let router = Router::new().route("/", get(|| async { "hello" })).route("/large", get(large));
        let ready = move |address| bound.send(address).expect("somebody waits");
        let stop = async move { ended.await.unwrap_or_default() };
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let server = tokio::spawn(async move {
            serve(router, anywhere, &Config::default().with_limits(limits), ready, stop).await
        });
        (address.await.expect("it listens"), end, server)
    }

    async fn greeting(address: SocketAddr) -> io::Result<String> {
        let mut caller = TcpStream::connect(address).await?;
        caller.write_all(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").await?;
        let mut answer = String::new();
        caller.read_to_string(&mut answer).await?;
        Ok(answer)
    }

    #[tokio::test]
    async fn an_incomplete_request_times_out() -> Outcome {
        let (address, _end, _server) = served(limits(10)).await;
        for sent in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: here\r\nX-Slow:"] {
            let began = Instant::now();
            let mut caller = TcpStream::connect(address).await?;
            caller.write_all(sent.as_bytes()).await?;
            let mut answer = Vec::new();
            // A connection closed in the middle of a request may be reset.
            let _ = caller.read_to_end(&mut answer).await;
            assert!(began.elapsed() >= SHORT / 2, "{sent:?}: at once");
            assert!(began.elapsed() < SHORT * 10, "{sent:?}: after {:?}", began.elapsed());
        }
        Ok(())
    }

    #[tokio::test]
    async fn idle_connections_do_not_block_other_clients() -> Outcome {
        let (address, _end, _server) = served(limits(2)).await;
        let _idle = [TcpStream::connect(address).await?, TcpStream::connect(address).await?];
        let answer = tokio::time::timeout(SHORT * 10, greeting(address)).await??;
        assert!(answer.ends_with("hello"), "{answer}");
        Ok(())
    }

    #[tokio::test]
    async fn an_open_connection_does_not_block_shutdown() -> Outcome {
        let (address, end, server) = served(limits(10)).await;
        let mut idle = TcpStream::connect(address).await?;
        idle.write_all(b"GET / HT").await?;
        assert!(greeting(address).await?.ends_with("hello"));
        drop(end);
        tokio::time::timeout(SHORT * 10, server).await???;
        assert!(greeting(address).await.is_err(), "nobody listens any more");
        Ok(())
    }

    #[tokio::test]
    async fn connections_beyond_those_of_an_address_are_closed_at_once() -> Outcome {
        let (address, _end, _server) = served(Limits { connections_per_address: 2, ..limits(10) }).await;
        let _idle = [TcpStream::connect(address).await?, TcpStream::connect(address).await?];
        let began = Instant::now();
        let refused = greeting(address).await.map(|answer| answer.is_empty());
        assert!(refused.unwrap_or(true), "a third connection is answered");
        assert!(began.elapsed() < SHORT, "{:?}", began.elapsed());
        // The idle ones time out.
        tokio::time::sleep(SHORT * 2).await;
        assert!(greeting(address).await?.ends_with("hello"));
        Ok(())
    }

    #[tokio::test]
    async fn a_response_that_is_not_read_ends_its_connection() -> Outcome {
        const LARGE: usize = 64 << 20;
        let (address, _end, _server) = served(limits(1)).await;
        let mut caller = TcpStream::connect(address).await?;
        caller.write_all(b"GET /large HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").await?;
        tokio::time::sleep(SHORT * 4).await;
        let mut answer = Vec::new();
        // What the system had buffered arrives, then the end or a reset.
        let _ = caller.read_to_end(&mut answer).await;
        assert!(answer.len() < LARGE, "{} bytes arrived", answer.len());
        // A caller that reads gets all of it.
        let mut caller = TcpStream::connect(address).await?;
        caller.write_all(b"GET /large HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").await?;
        let mut answer = Vec::new();
        caller.read_to_end(&mut answer).await?;
        assert!(answer.len() > LARGE, "{} bytes arrived", answer.len());
        Ok(())
    }

    #[tokio::test]
    async fn a_connection_may_send_a_request_during_shutdown() -> Outcome {
        let (address, end, server) = served(limits(10)).await;
        let fresh = TcpStream::connect(address).await?;
        let mut used = TcpStream::connect(address).await?;
        used.write_all(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n").await?;
        let mut buffer = [0; 1024];
        assert!(used.read(&mut buffer).await? > 0);
        // The system accepts connections before the server does.
        let waiting: Vec<_> =
            (0..3).map(|_| std::net::TcpStream::connect(address)).collect::<Result<_, _>>()?;
        drop(end);
        tokio::time::sleep(SHORT / 4).await;
        let waiting = waiting.into_iter().map(|stream| {
            stream.set_nonblocking(true)?;
            TcpStream::from_std(stream)
        });
        let waiting: Vec<TcpStream> = waiting.collect::<io::Result<_>>()?;
        for mut caller in waiting.into_iter().chain([fresh, used]) {
            caller.write_all(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n").await?;
            let mut answer = String::new();
            caller.read_to_string(&mut answer).await?;
            assert!(answer.contains("connection: close") && answer.ends_with("hello"), "{answer}");
        }
        tokio::time::timeout(SHORT * 10, server).await???;
        Ok(())
    }
}
