//! A server of O*NET Web Services 2.0 that answers from a database release on this machine, from recordings, or from
//! another service.
//!
//! ```
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use onet_api::{Client, PageRange};
//! use onet_server::{Config, InProcess, Source};
//!
//! // The built-in sample answers through the same client as the live service, without a key or network.
//! let service = InProcess::new(Source::sample()?, Config::default());
//! let client = Client::builder().service(service).build()?;
//! let found = client.online_search("pharmacist", PageRange::default()).await?;
//! assert_eq!(found.occupation[0].code, "29-1051.00");
//! # Ok(())
//! # }
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(example()).unwrap();
//! ```
//!
//! # Where to start
//!
//! - [`router`] is an axum router with every path of the contract; [`serve`] runs it on a socket.
//! - [`InProcess`] is the same router as a service for [`onet_api::ClientBuilder::service`].
//! - A [`SourceChain`] tries its sources in order: a [`Source`] is a release, [`Recordings`] are recorded answers, an
//!   [`Upstream`] is another service.
//! - [`allow_origins`] lets web pages of other hosts read the answers.
//! - [`mounted`] puts routes of other crates, such as those of `onet-mcp`, under the same keys.
//! - [`legacy`] answers the paths of version 1.x over the same router.
//! - [`pages`] adds pages for people with a browser.
//! - [`import`] imports a release with the search index that the router needs.
//! - [`coverage`] lists the sources that answer each operation.
//!
//! # What it does not do
//!
//! It invents no data. When no source holds the data of an operation, the answer has status 422, a message with the
//! reason, and the header `onet-not-in-source`.
//!
//! # Structure
//!
//! A call passes from the router to the source chain, and from there to a release, the recordings or the upstream
//! service. A release looks up the operation in the operation table, checks the tables that its row requires, and calls
//! the view of the row.

mod access_log;
mod arguments;
mod coding;
mod coding_route;
mod config;
mod cors;
mod coverage;
mod data_files;
mod entity_tag;
mod error;
mod hosts;
mod http_layers;
mod import;
mod in_process;
mod incoming_call;
mod indices;
mod keys;
pub mod legacy;
mod limits;
mod links;
mod metrics;
mod mounted;
mod operation_table;
mod pages;
mod pagination;
mod query_pool;
mod quota;
mod recordings;
mod release;
mod response_cache;
mod router;
mod serve;
mod source;
mod source_chain;
mod source_error;
mod source_response;
mod source_slot;
mod throttle;
mod unread_responses;
mod upstream;
mod views;

pub use access_log::{AccessLog, LogFormat};
pub use coding::coder;
pub use coding_route::coding_route;
pub use config::Config;
pub use cors::{Origin, OriginError, allow_origins};
pub use coverage::{ArgumentNeeds, Availability, Coverage, coverage, operations_resting_on};
pub use hosts::{HostError, HostName, Hosts, PublicUrl};
pub use http_layers::HttpLayers;
pub use import::{Coding, import, import_with};
pub use in_process::InProcess;
pub use keys::KeyFileError;
pub use limits::Limits;
pub use mounted::mounted;
pub use pages::pages;
pub use recordings::{RecordingError, Recordings};
pub use router::router;
pub use serve::{ServeError, serve};
pub use source::Source;
pub use source_chain::{Link, SourceChain};
pub use source_error::SourceError;
pub use source_slot::SourceSlot;
pub use upstream::Upstream;

/// Compiles the Rust code of the README.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
