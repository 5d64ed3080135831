//! Serves a router on a socket.
//!
//! A request must arrive within [`Limits::TIMEOUT`], and the number of connections is at most [`Limits::CONNECTIONS`].
//! Idle connections cannot block other clients or shutdown.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

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

/// Limits on clients.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// The number of simultaneous connections; further ones wait.
    connections: usize,
    /// The time within which the headers of a request must arrive, and within which pending calls must end at shutdown.
    timeout: Duration,
}

impl Limits {
    /// Below the number of files that most systems let a process open.
    const CONNECTIONS: usize = 900;
    const TIMEOUT: Duration = Duration::from_secs(30);
}

/// The pause after a failed accept, for example when too many files are open.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves a router on an address until `stop` completes, then finishes pending calls. Calls `ready` with the bound
/// address, which has the port that the system chose for port 0.
///
/// # Errors
///
/// [`ServeError::Bind`] when the server cannot listen on the address.
pub async fn serve(
    router: Router,
    address: SocketAddr,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let limits = Limits { connections: Limits::CONNECTIONS, timeout: Limits::TIMEOUT };
    serve_within(limits, router, address, ready, stop).await
}

async fn serve_within(
    limits: Limits,
    router: Router,
    address: SocketAddr,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let bind = |cause| ServeError::Bind { address, cause };
    let listener = TcpListener::bind(address).await.map_err(bind)?;
    ready(listener.local_addr().map_err(bind)?);
    // Without TLS, clients use HTTP/2 only by prior knowledge. To detect it, the server would have to wait for the
    // first bytes of a connection without a timeout.
    let mut http = Builder::new(TokioExecutor::new()).http1_only();
    http.http1().timer(TokioTimer::new()).header_read_timeout(limits.timeout);
    let service = TowerToHyperService::new(router);
    let pending = GracefulShutdown::new();
    let free = Arc::new(Semaphore::new(limits.connections));
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&free).acquire_owned().await;
            (place, accept(&listener).await)
        };
        let (place, stream) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let connection = http.serve_connection(TokioIo::new(stream), service.clone()).into_owned();
        let connection = pending.watch(connection);
        tokio::spawn(async move {
            let _place = place;
            if let Err(failure) = connection.await {
                tracing::debug!(%failure, "a connection failed");
            }
        });
    }
    drop(listener);
    // Then connections without a complete request, or with an unread response, are closed.
    let _ = tokio::time::timeout(limits.timeout, pending.shutdown()).await;
    Ok(())
}

/// Accepts the next connection.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // A response is written in one piece, so there is nothing to coalesce. An error here only delays it.
                let _ = stream.set_nodelay(true);
                return stream;
            }
            Err(failure) => {
                tracing::warn!(%failure, "accepting a connection failed");
                tokio::time::sleep(PAUSE).await;
            }
        }
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

    const SHORT: Duration = Duration::from_millis(300);

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    /// A server that answers hello, with a handle to stop it.
    async fn served(limits: Limits) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<Result<(), ServeError>>) {
        let (bound, address) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let router = Router::new().route("/", get(|| async { "hello" }));
        let ready = move |address| bound.send(address).expect("somebody waits");
        let stop = async move { ended.await.unwrap_or_default() };
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let server = tokio::spawn(serve_within(limits, router, anywhere, ready, stop));
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
        let (address, _end, _server) = served(Limits { connections: 10, timeout: SHORT }).await;
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
        let (address, _end, _server) = served(Limits { connections: 2, timeout: SHORT }).await;
        let _idle = [TcpStream::connect(address).await?, TcpStream::connect(address).await?];
        let answer = tokio::time::timeout(SHORT * 10, greeting(address)).await??;
        assert!(answer.ends_with("hello"), "{answer}");
        Ok(())
    }

    #[tokio::test]
    async fn an_open_connection_does_not_block_shutdown() -> Outcome {
        let (address, end, server) = served(Limits { connections: 10, timeout: SHORT }).await;
        let mut idle = TcpStream::connect(address).await?;
        idle.write_all(b"GET / HT").await?;
        assert!(greeting(address).await?.ends_with("hello"));
        drop(end);
        tokio::time::timeout(SHORT * 10, server).await???;
        assert!(greeting(address).await.is_err(), "nobody listens any more");
        Ok(())
    }
}
