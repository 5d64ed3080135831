//! The server on a socket.

use std::future::Future;
use std::io;
use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

/// Why the server could not listen or had to stop.
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
    /// The socket failed.
    #[error("the server stopped: {0}")]
    Stopped(io::Error),
}

/// Serves a router on an address until `stop` ends; calls under way are finished first. `ready` is told the address
/// that is listened on, with the port that the system chose for port 0.
///
/// # Errors
///
/// When the address cannot be listened on, or the socket fails.
pub async fn serve(
    router: Router,
    address: SocketAddr,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ListenError> {
    let bind = |cause| ListenError::Bind { address, cause };
    let listener = TcpListener::bind(address).await.map_err(bind)?;
    ready(listener.local_addr().map_err(bind)?);
    axum::serve(listener, router).with_graceful_shutdown(stop).await.map_err(ListenError::Stopped)
}
