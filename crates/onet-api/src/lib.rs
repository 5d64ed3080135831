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
//! # What it is
//!
//! - [`Client`] has one method per operation; its name is the operation's id in the contract, `spec/openapi.json`.
//! - [`types`] are the shapes of the answers. They are lenient: members that the service adds are accepted, numbers
//!   are plain, words from a closed set are strings. A missing required member is an [`Error`] that names its JSON path.
//! - [`operations`] describes the operations as data.
//! - [`page`] walks paged answers; [`Client::raw`] reaches anything by its path.
//! - The same client answers from a service in this process ([`ClientBuilder::service`]): no key, no network.
//!
//! # What it is not
//!
//! It does not check codes and identifiers before sending them: the service does. `onet-domain` has strict types
//! and whole workflows. It does not speak version 1.x.
//!
//! # By task
//!
//! - All pages of a list: [`page::by_item`], [`page::by_page`].
//! - Any path, typed or not: [`Client::raw`], [`Client::raw_all`], and as it was sent: [`Client::raw_text`].
//! - A gentler or bolder client: [`RateLimit`], [`Retry`], [`ClientBuilder::timeout`], [`ClientBuilder::deadline`].
//! - Keeping what was answered: [`ClientBuilder::on_answer`].
//! - What went wrong, and what to try: [`Error::kind`], [`Error::hint`].
//! - What an operation takes and answers: [`operation::Operation::find`], [`operations`].
//!
//! # Features
//!
//! Both only add, and neither is on by default.
//!
//! - `cache`: keeps answers on disk between runs (`Cache`).
//! - `blocking`: a client that waits (`blocking::Client`), for programs without an executor.
//!
//! # Types of other crates in the interface
//!
//! [`serde_json::Value`] in raw answers; `http` and `bytes` types and [`tower_service::Service`] in
//! [`ClientBuilder::service`], as these are the common language of Rust's servers. Nothing of `reqwest` or
//! `progenitor` is part of the interface.

#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
#[cfg(feature = "cache")]
mod cache;
mod client;
mod error;
mod response_hook;
#[allow(missing_docs, unreachable_pub, clippy::all)]
#[rustfmt::skip]
mod generated;
pub mod operation;
pub mod page;
mod policy;
mod raw;
mod transport;

pub use builder::{ApiKey, ClientBuilder, DEFAULT_BASE_URL};
#[cfg(feature = "cache")]
pub use cache::Cache;
pub use client::Client;
pub use error::{Error, ErrorKind};
pub use generated::{operations, types};
pub use page::{Page, PageRange, Paged};
pub use policy::{RateLimit, Retry};
pub use response_hook::Answered;
