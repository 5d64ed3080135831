//! `onet mcp`: the Model Context Protocol over standard input and output.

use onet_mcp::McpServer;
use onet_server::{Config, SourceChain, Upstream};

use crate::arguments::Global;
use crate::console::Console;
use crate::failure::Failure;
use crate::source::{self, Chosen, Purpose};

pub(crate) fn run(global: &Global, console: &Console) -> Result<(), Failure> {
    console.log_failures();
    let sources: SourceChain = match source::choose(global, console, Purpose::Server)? {
        Chosen::Local(sources) => sources,
        Chosen::Live(client) => Upstream::new(client)?.into(),
    };
    let server = McpServer::new(&sources, &Config::default());
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Output)?;
    let served = runtime.block_on(server.serve(tokio::io::stdin(), tokio::io::stdout()));
    // A thread that still reads standard input, or computes for a call that was given up, does not delay the exit.
    runtime.shutdown_background();
    served.map_err(|failure| Failure::Answer(failure.to_string()))
}
