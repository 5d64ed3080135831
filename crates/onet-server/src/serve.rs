//! The server on a socket.
//!
//! A caller is given [`Limits::PATIENCE`] to say what it wants, and there are never more than [`Limits::CONNECTIONS`]
//! of them: whoever holds connections open and says nothing keeps nobody else out, nor the server from ending.

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

/// Why the server could not listen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListenError {
    /// The address is in use or not this machine's.
    #[error("could not listen on {address}: {cause}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        cause: io::Error,
    },
}

/// What callers may take.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Connections at the same time; further ones wait.
    connections: usize,
    /// For a request to arrive, from when it is waited for to its last header; and for the calls that are under way
    /// when the server is to end.
    patience: Duration,
}

impl Limits {
    /// Fewer than most systems let a program open.
    const CONNECTIONS: usize = 900;
    const PATIENCE: Duration = Duration::from_secs(30);
}

/// How long to wait when the system has no connection to give, as when too many files are open.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves a router on an address until `stop` ends; calls under way are finished first. `ready` is told the address
/// that is listened on, with the port that the system chose for port 0.
///
/// # Errors
///
/// When the address cannot be listened on.
pub async fn serve(
    router: Router,
    address: SocketAddr,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ListenError> {
    let limits = Limits { connections: Limits::CONNECTIONS, patience: Limits::PATIENCE };
    serve_within(limits, router, address, ready, stop).await
}

async fn serve_within(
    limits: Limits,
    router: Router,
    address: SocketAddr,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> Result<(), ListenError> {
    let bind = |cause| ListenError::Bind { address, cause };
    let listener = TcpListener::bind(address).await.map_err(bind)?;
    ready(listener.local_addr().map_err(bind)?);
    // Without TLS nobody speaks HTTP/2 but who knows that it is there; to look out for it, a server would have to wait
    // for a first word without a limit.
    let mut http = Builder::new(TokioExecutor::new()).http1_only();
    http.http1().timer(TokioTimer::new()).header_read_timeout(limits.patience);
    let service = TowerToHyperService::new(router);
    let under_way = GracefulShutdown::new();
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
        let connection = under_way.watch(connection);
        tokio::spawn(async move {
            let _place = place;
            if let Err(failure) = connection.await {
                tracing::debug!(%failure, "a connection broke");
            }
        });
    }
    drop(listener);
    // Who has not sent its request by then, or does not take its answer, is cut off.
    let _ = tokio::time::timeout(limits.patience, under_way.shutdown()).await;
    Ok(())
}

/// The next connection.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // An answer is written at once: there is nothing to wait for. Where the system cannot, it is only later.
                let _ = stream.set_nodelay(true);
                return stream;
            }
            Err(failure) => {
                tracing::warn!(%failure, "no connection can be taken");
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

    /// A server that says hello, and what ends it.
    async fn served(
        limits: Limits,
    ) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<Result<(), ListenError>>) {
        let (tell, told) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let router = Router::new().route("/", get(|| async { "hello" }));
        let ready = move |address| tell.send(address).expect("somebody waits");
        let stop = async move { ended.await.unwrap_or_default() };
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let server = tokio::spawn(serve_within(limits, router, anywhere, ready, stop));
        (told.await.expect("it listens"), end, server)
    }

    async fn greeting(address: SocketAddr) -> io::Result<String> {
        let mut caller = TcpStream::connect(address).await?;
        caller.write_all(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").await?;
        let mut answer = String::new();
        caller.read_to_string(&mut answer).await?;
        Ok(answer)
    }

    #[tokio::test]
    async fn a_caller_that_does_not_say_what_it_wants_is_let_go() -> Outcome {
        let (address, _end, _server) = served(Limits { connections: 10, patience: SHORT }).await;
        for said in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: here\r\nX-Slow:"] {
            let began = Instant::now();
            let mut caller = TcpStream::connect(address).await?;
            caller.write_all(said.as_bytes()).await?;
            let mut answer = Vec::new();
            // Cut off in the middle of a request, the caller may be told so by the system.
            let _ = caller.read_to_end(&mut answer).await;
            assert!(began.elapsed() >= SHORT / 2, "{said:?}: at once");
            assert!(began.elapsed() < SHORT * 10, "{said:?}: after {:?}", began.elapsed());
        }
        Ok(())
    }

    #[tokio::test]
    async fn idle_connections_keep_nobody_out_for_long() -> Outcome {
        let (address, _end, _server) = served(Limits { connections: 2, patience: SHORT }).await;
        let _idle = [TcpStream::connect(address).await?, TcpStream::connect(address).await?];
        let answer = tokio::time::timeout(SHORT * 10, greeting(address)).await??;
        assert!(answer.ends_with("hello"), "{answer}");
        Ok(())
    }

    #[tokio::test]
    async fn an_open_connection_does_not_keep_the_server_from_ending() -> Outcome {
        let (address, end, server) = served(Limits { connections: 10, patience: SHORT }).await;
        let mut idle = TcpStream::connect(address).await?;
        idle.write_all(b"GET / HT").await?;
        assert!(greeting(address).await?.ends_with("hello"));
        drop(end);
        tokio::time::timeout(SHORT * 10, server).await???;
        assert!(greeting(address).await.is_err(), "nobody listens any more");
        Ok(())
    }
}
