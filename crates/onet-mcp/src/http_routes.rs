//! The protocol over HTTP: `POST /mcp`, without sessions.

use std::sync::Arc;

use axum::Router;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};

use crate::server::McpServer;

/// Bytes of a request, at most: a hundred long titles fit many times.
const REQUEST: usize = 1 << 20;

impl McpServer {
    /// The route `/mcp`, by streamable HTTP. Each request stands alone, and each response is JSON: there are no sessions
    /// and no streams, so that any replica of a server can answer. `GET` and `DELETE` answer 405.
    ///
    /// The route checks neither hosts nor keys: [`mounted`](onet_server::mounted) and
    /// [`HttpLayers`](onet_server::HttpLayers) do.
    pub fn routes(self) -> Router {
        let config = StreamableHttpServerConfig::default()
            .with_legacy_session_mode(false)
            .with_json_response(true)
            .with_sse_keep_alive(None)
            .with_max_request_body_bytes(REQUEST)
            .disable_allowed_hosts();
        let sessions = Arc::new(NeverSessionManager::default());
        let service = StreamableHttpService::new(move || Ok(self.handler.clone()), sessions, config);
        Router::new().route_service("/mcp", service)
    }
}
