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
//! # In a library, without a server
//!
//! Without the feature `http-server`, which is on by default, the crate has [`InProcess`] and its sources alone: no
//! routers, no pages, no documents of version 1.x, and none of their dependencies.
//!
//! ```toml
//! onet-server = { version = "0.1", default-features = false }
//! ```
//!
//! # Where to start
//!
//! - [`router`] is an axum router with every path of the contract; [`serve`] runs it on a socket.
//! - [`InProcess`] is the same service without a socket, for [`onet_api::ClientBuilder::service`].
//! - A [`SourceChain`] tries its sources in order: a [`Source`] is a release, [`Recordings`] are recorded answers, an
//!   [`Upstream`] is another service.
//! - [`allow_origins`] lets web pages of other hosts read the answers.
//! - [`mounted`] puts routes of other crates, such as those of `onet-mcp`, under the same keys.
//! - [`legacy`] answers the paths of version 1.x over the same router.
//! - [`pages`] adds pages for people with a browser.
//! - [`text_input`] knows the encoding and the separator of a list of titles, and formats that are none.
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

// Keys, quotas and causes of failures are for callers over a socket.
#![cfg_attr(not(feature = "http-server"), allow(dead_code))]

#[cfg(feature = "http-server")]
mod access_log;
mod arguments;
mod call_queue;
mod codes_2010;
mod coding;
#[cfg(feature = "http-server")]
mod coding_route;
mod config;
#[cfg(feature = "http-server")]
mod cors;
mod coverage;
mod data_files;
mod entity_tag;
mod error;
#[cfg(feature = "http-server")]
mod hosts;
#[cfg(feature = "http-server")]
mod http_layers;
mod import;
mod in_process;
mod incoming_call;
mod indices;
mod keys;
#[cfg(feature = "http-server")]
pub mod legacy;
mod limits;
mod links;
#[cfg(feature = "http-server")]
mod metrics;
#[cfg(feature = "http-server")]
mod mounted;
mod operation_table;
#[cfg(feature = "http-server")]
mod pages;
mod pagination;
mod query_pool;
mod quota;
mod recordings;
mod release;
mod response_cache;
#[cfg(feature = "http-server")]
mod router;
#[cfg(feature = "http-server")]
mod serve;
mod service;
mod source;
mod source_chain;
mod source_error;
mod source_response;
mod source_slot;
pub mod text_input;
#[cfg(feature = "http-server")]
mod throttle;
#[cfg(feature = "http-server")]
mod unread_responses;
mod upstream;
mod views;

#[cfg(feature = "http-server")]
pub use access_log::{AccessLog, LogFormat};
pub use arguments::is_well_formed;
pub use call_queue::{CallQueue, Place, QueueFull};
pub use codes_2010::Codes2010;
pub use coding::{SAMPLE_MIN_SCORE, coder};
#[cfg(feature = "http-server")]
pub use coding_route::coding_route;
pub use config::Config;
#[cfg(feature = "http-server")]
pub use cors::{Origin, OriginError, allow_origins};
pub use coverage::{ArgumentNeeds, Availability, Coverage, coverage, operations_resting_on};
#[cfg(feature = "http-server")]
pub use hosts::{HostError, HostName, Hosts, PublicUrl};
#[cfg(feature = "http-server")]
pub use http_layers::HttpLayers;
pub use import::{Coding, import, import_with};
pub use in_process::InProcess;
pub use keys::KeyFileError;
pub use limits::Limits;
#[cfg(feature = "http-server")]
pub use mounted::mounted;
#[cfg(feature = "http-server")]
pub use pages::pages;
pub use recordings::{RecordingError, Recordings};
#[cfg(feature = "http-server")]
pub use router::router;
#[cfg(feature = "http-server")]
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

/// Compiles the Rust code of the crate's own README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct CrateReadme;
