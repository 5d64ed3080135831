//! O*NET Web Services 2.0, answered from a database release on this machine, from recordings, or from another service.
//!
//! ```
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use onet_api::{Client, PageRange};
//! use onet_server::{Config, InProcess, Source};
//!
//! // The built-in sample answers through the same client as the live service does: no key, no network.
//! let service = InProcess::new(Source::sample()?, Config::default());
//! let client = Client::builder().service(service).build()?;
//! let found = client.online_search("pharmacist", PageRange::default()).await?;
//! assert_eq!(found.occupation[0].code, "29-1051.00");
//! # Ok(())
//! # }
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(example()).unwrap();
//! ```
//!
//! # What it is
//!
//! - [`router`] is a plain axum router with every path of the contract; [`serve`] puts it on a socket.
//! - [`InProcess`] is the same router as a service for [`onet_api::ClientBuilder::service`].
//! - [`Sources`] are asked one after another: a [`Source`] is a release, [`Recordings`] are answers that were kept, an
//!   [`Upstream`] is another service.
//! - [`for_browsers`] lets web pages of other hosts read the answers.
//! - [`legacy`] answers the addresses of version 1.x over the same router.
//! - [`import`] makes a release on disk with the search index that the router wants.
//!
//! # What it is not
//!
//! It makes nothing up: an operation whose data no source holds is refused with 422 and a sentence that
//! says so, marked by the header `onet-not-in-source`.

mod answers;
mod arguments;
mod config;
mod cors;
mod coverage;
mod error;
mod import;
mod in_process;
pub mod legacy;
mod links;
mod pagination;
mod recordings;
mod response_cache;
mod router;
mod rules;
mod serve;
mod source;
mod source_chain;
mod upstream;

pub use config::{Config, KeyFileError};
pub use cors::{Origin, OriginError, for_browsers};
pub use coverage::{Answered, Coverage, coverage, operations_resting_on};
pub use import::import;
pub use in_process::InProcess;
pub use recordings::{RecordingError, Recordings};
pub use router::router;
pub use serve::{ListenError, serve};
pub use source::{Source, SourceError};
pub use source_chain::{Link, Sources};
pub use upstream::Upstream;

/// Compiles the Rust code of the README.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
