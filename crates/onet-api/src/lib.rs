//! A typed client for O*NET Web Services 2.0: all operations, generated from the official definition.
//!
//! ```no_run
//! # async fn example() -> Result<(), onet_api::Error> {
//! use onet_api::{Client, PageRange};
//!
//! let client = Client::from_env()?; // ONET_API_KEY, ONET_BASE_URL
//! let found = client.online_search("pharmacist", PageRange::default()).await?;
//! for occupation in found.occupation {
//!     println!("{}  {}", occupation.code, occupation.title);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Overview
//!
//! - [`Client`] has one method per operation, named by the operation's id in the contract, `spec/openapi.json`.
//! - [`types`] are the types of the responses. They are lenient: they ignore unknown members, numbers are plain, words
//!   from a closed set are strings. A missing required member is an [`Error`] with its JSON path.
//! - [`operations`] describes the operations as data.
//! - [`page`] walks paged responses; [`Client::raw`] calls any path.
//! - The same client can call a service in this process ([`ClientBuilder::service`]): no key, no network.
//!
//! # Limits
//!
//! The client does not check codes and ids before sending them; the service does. `onet-domain` has strict types and
//! workflows. Version 1.x of the service is not supported.
//!
//! # By task
//!
//! - All pages of a list: [`page::by_item`], [`page::by_page`].
//! - Any path: [`Client::raw`], [`Client::raw_all`], and its JSON unchanged: [`Client::raw_text`].
//! - Rate limit, retries, timeouts: [`RateLimit`], [`Retry`], [`ClientBuilder::timeout`], [`ClientBuilder::deadline`].
//! - Recording responses: [`ClientBuilder::on_response`].
//! - What went wrong, and what to try: [`Error::kind`], [`Error::hint`].
//! - Parameters and response of an operation: [`operation::Operation::find`], [`operations`].
//!
//! # Features
//!
//! Both are additive and off by default.
//!
//! - `cache`: a response cache on disk (`Cache`).
//! - `blocking`: a blocking client (`blocking::Client`), for programs without an async runtime.
//!
//! # Types of other crates in the interface
//!
//! [`serde_json::Value`] in untyped responses; `http` and `bytes` types and [`tower_service::Service`] in
//! [`ClientBuilder::service`], as Rust's HTTP servers use them. No type of `reqwest` or `progenitor` is part of the
//! interface.

#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
#[cfg(feature = "cache")]
mod cache;
mod client;
mod data_files;
mod error;
mod expectation;
#[allow(missing_docs, unreachable_pub, clippy::all)]
#[rustfmt::skip]
mod generated;
mod lookup;
pub mod operation;
pub mod page;
mod policy;
mod raw;
mod response_hook;
mod transport;

/// The contract as an OpenAPI 3 document in JSON: the operations of this client, their parameters and answers.
pub const OPENAPI: &str = include_str!("openapi.json");

pub use builder::{ApiKey, ClientBuilder, DEFAULT_BASE_URL};
#[cfg(feature = "cache")]
pub use cache::Cache;
pub use client::Client;
pub use data_files::DataFile;
pub use error::{Error, ErrorKind};
pub use generated::{arguments, operations, types};
pub use page::{Page, PageRange, Paged};
pub use policy::{RateLimit, Retry};
pub use response_hook::{ObservedResponse, ObservedRetry};

/// Compiles the Rust code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
