//! The documents of O*NET Web Services before 2.0, for programs that still read or write them.
//!
//! Version 1.7 of the service stopped in 2019 and 1.9 is closing; the XML and JSON of these versions are
//! still in caches, in archives and in the code of clients. This crate reads and writes the documents of all
//! 172 known resources, from the unnumbered service of 2011 to 1.9, as typed values.
//!
//! ```
//! use onet_compat::{Document, Kind};
//!
//! let xml = br#"<occupations keyword="architect" start="1" end="20" total="58">
//!    <occupation href="https://example.org/ws/online/occupations/17-1011.00/" relevance_score="99">
//!       <code>17-1011.00</code>
//!       <title>Architects, Except Landscape and Naval</title>
//!       <tags bright_outlook="true" green="false" />
//!    </occupation>
//! </occupations>"#;
//! let document = Document::read_xml(xml)?;
//! let Document::Occupations(list) = &document else { panic!("a page of occupations") };
//! assert_eq!(list.total, 58);
//! assert_eq!(list.occupation[0].code, "17-1011.00");
//!
//! let json = document.to_value();
//! assert_eq!(json["occupation"][0]["relevance_score"], 99);
//! assert_eq!(Document::from_value(Kind::Occupations, json)?, document);
//! # Ok::<(), onet_compat::ReadError>(())
//! ```
//!
//! # What it is not
//!
//! It is not a client of the old service, nor a server. It does not validate values: a code is the text of the
//! document; `onet-domain` has the types that parse it.
//!
//! # Where to start
//!
//! - [`Document`] reads and writes; [`types`] has what is inside a document, and each type's `SHAPE` is the
//!   same as data.
//! - [`RESOURCES`] lists the resources: address, versions, kind of document, operation of 2.0 that took its
//!   place.
//! - [`mapping`] converts documents to answers of 2.0 and back, and lists what is lost on the way.
//! - [`Version`] is a version of the service.
//! - [`ReadError`] is what is wrong with a document; [`ReadLimits`] limits its size.
//!
//! # What is known
//!
//! The service is described by a few editions of its reference manual, by captured documents and by the code
//! of clients. Each resource carries the [`Grade`] of what is known of it. Where only JSON was ever seen,
//! what is an attribute in XML and what a child is a guess; readers take both.

mod describe;
mod detect;
mod document;
mod error;
mod evidence;
mod field;
mod kind;
pub mod mapping;
mod read;
mod resource;
mod rule;
mod scalar;
pub mod shape;
mod table;
pub mod types;
mod unread;
mod version;
mod write;

pub use document::Document;
pub use error::{ReadError, ReadErrorKind};
pub use evidence::Evidence;
pub use kind::Kind;
pub use read::ReadLimits;
pub use resource::{Grade, ParameterType, QueryParameter, Resource, Service};
pub use table::RESOURCES;
pub use unread::{Unread, UnreadPart, repeated_members};
pub use version::{UnknownVersion, Version};

/// Compiles the Rust code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
