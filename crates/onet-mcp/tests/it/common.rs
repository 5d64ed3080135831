//! A client over a pair of streams in this process, and what its calls return.

use onet_mcp::McpServer;
use onet_server::{Config, Source, SourceChain};
use rmcp::model::{CallToolRequestParams, CallToolResult};
use rmcp::service::{RoleClient, RunningService, ServiceExt as _};
use serde_json::Value;

pub(crate) type Client = RunningService<RoleClient, ()>;

/// The sample as the only source.
pub(crate) fn sample() -> SourceChain {
    SourceChain::from(Source::sample().expect("the sample loads"))
}

/// A client of a server with the sample.
pub(crate) async fn client() -> Client {
    let (near, far) = tokio::io::duplex(1 << 16);
    let (input, output) = tokio::io::split(far);
    tokio::spawn(McpServer::new(&sample(), &Config::default()).serve(input, output));
    ().serve(near).await.expect("the handshake succeeds")
}

/// The result of a tool.
pub(crate) async fn call(client: &Client, tool: &'static str, arguments: Value) -> CallToolResult {
    let Value::Object(arguments) = arguments else { panic!("arguments are an object") };
    let request = CallToolRequestParams::new(tool).with_arguments(arguments);
    client.call_tool(request).await.expect("no error of the protocol")
}

/// The text of a result.
pub(crate) fn text(result: &CallToolResult) -> &str {
    &result.content[0].as_text().expect("a text").text
}
