//! The protocol over HTTP: `POST /mcp`, without sessions.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};

use serde_json::json;

use crate::server::McpServer;

const JSON: &str = "application/json";

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
        Router::new().route_service("/mcp", service).layer(from_fn(malformed_as_json_rpc))
    }
}

/// Answers a body that is no message with an error of JSON-RPC, where the SDK blames its media type.
async fn malformed_as_json_rpc(request: Request, next: Next) -> Response {
    let media_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_json = media_type.is_some_and(|value| value.trim_start().starts_with(JSON));
    let response = next.run(request).await;
    if !is_json || response.status() != StatusCode::UNSUPPORTED_MEDIA_TYPE {
        return response;
    }
    let error = json!({
        "jsonrpc": "2.0",
        "id": null,
        "error": {
            "code": -32700,
            "message": "The body is not one message of JSON-RPC 2.0. Batches are not part of the protocol.",
        },
    });
    (StatusCode::BAD_REQUEST, [(CONTENT_TYPE, JSON)], error.to_string()).into_response()
}
