//! O\*NET for assistants, over the [Model Context Protocol](https://modelcontextprotocol.io/): nine tools, resources and
//! prompts that answer from a release, the live service, or any other source of `onet-server`.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use onet_mcp::McpServer;
//! use onet_server::{Config, Source, SourceChain};
//!
//! let sources = SourceChain::from(Source::sample()?);
//! McpServer::new(&sources, &Config::default()).serve(tokio::io::stdin(), tokio::io::stdout()).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Where to start
//!
//! - [`McpServer`] is the server; [`McpServer::serve`] answers over a pair of streams, [`McpServer::routes`] over HTTP.
//! - [`tool_names`] lists the tools.
//!
//! # What it is not
//!
//! It computes nothing: a tool reads arguments, runs a workflow of `onet-domain` over the server in this process, and
//! cuts the answer to a size that a model can read. It keeps no sessions; each call stands alone.
//!
//! # Structure
//!
//! A call passes from the protocol ([rmcp](https://docs.rs/rmcp)) to the table of tools, which holds the name, the
//! schemas and the function of each. A tool returns an answer with the source and what to do next, or a refusal with a
//! hint; both are results of the tool. Protocol errors are for calls of tools and resources that do not exist.

mod answer;
mod arguments;
mod backend;
mod handler;
mod http_routes;
mod names;
mod outline;
mod prompts;
mod refusal;
mod resources;
mod schema;
mod server;
mod tools;

pub use server::{McpServer, ServeError};
pub use tools::tool_names;

/// Compiles the Rust code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
