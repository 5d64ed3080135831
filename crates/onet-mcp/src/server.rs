//! The server: over a pair of streams here, over HTTP in the routes.

use std::sync::Arc;

use onet_server::{Config, SourceChain};
use rmcp::service::{ServerInitializeError, ServiceExt as _};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::backend::Backend;
use crate::handler::Handler;

/// The server of the Model Context Protocol. Cheap to clone; clones share the queue of calls.
#[derive(Clone)]
pub struct McpServer {
    pub(crate) handler: Handler,
}

/// Why the server ended before its client did.
#[derive(Debug, thiserror::Error)]
#[error("the Model Context Protocol could not be spoken: {0}")]
pub struct ServeError(String);

impl std::fmt::Debug for McpServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("McpServer")
            .field("sources", &self.handler.backend.sources().labels())
            .finish_non_exhaustive()
    }
}

impl McpServer {
    /// Answers from these sources, within the limits of these settings. Keys are not checked: a client over a pair of
    /// streams is the owner of the process, and over HTTP [`mounted`](onet_server::mounted) checks them.
    pub fn new(sources: &SourceChain, config: &Config) -> Self {
        Self { handler: Handler { backend: Arc::new(Backend::new(sources, config)) } }
    }

    /// Answers a client over a pair of streams until it closes its side. Calls that run then are answered first.
    ///
    /// # Errors
    ///
    /// When the other side does not speak the protocol.
    pub async fn serve(
        self,
        input: impl AsyncRead + Send + Unpin + 'static,
        output: impl AsyncWrite + Send + Unpin + 'static,
    ) -> Result<(), ServeError> {
        let running = match self.handler.serve((input, output)).await {
            Ok(running) => running,
            // The client has left, or was never there.
            Err(ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
            Err(ServerInitializeError::ExpectedInitializeRequest(_)) => {
                return Err(ServeError("the first message of the client is not initialize".to_owned()));
            }
            Err(failure) => return Err(ServeError(failure.to_string())),
        };
        running.waiting().await.map_err(|failure| ServeError(failure.to_string()))?;
        Ok(())
    }
}
