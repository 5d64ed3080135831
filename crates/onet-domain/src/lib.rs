//! The nouns of O*NET as types: occupation codes, job zones, elements of the content model, work
//! activities; and the workflows that connect them over a client.
//!
//! The web service and the database files write all of these as text. Here each is parsed once,
//! where it enters a program; from then on a value cannot be malformed, knows its relatives (the
//! SOC code of an O*NET-SOC code, the parents of an activity) and sorts the way a reader expects.
//!
//! ```
//! use onet_domain::{DwaId, OnetSocCode};
//!
//! let pharmacists: OnetSocCode = "29-1051.00".parse()?;
//! assert_eq!(pharmacists.soc().to_string(), "29-1051");
//! assert!(!pharmacists.is_detailed());
//!
//! let activity: DwaId = "4.A.2.a.2.I05.D04".parse()?;
//! assert_eq!(activity.iwa().to_string(), "4.A.2.a.2.I05");
//! assert_eq!(activity.gwa().to_string(), "4.A.2.a.2");
//!
//! let error = "29-105.00".parse::<OnetSocCode>().unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     r#""29-105.00" is not an O*NET-SOC code: expected a digit at position 7, as in 29-1051.00"#,
//! );
//! # Ok::<(), onet_domain::ParseError>(())
//! ```
//!
//! # What it is not
//!
//! It is no client: requests, retries and paging are the business of `onet-api`, and the workflows
//! here take a client as an argument. It holds no data either: a well-formed code need not name an
//! occupation, and only a release of the database or the service can tell. The value types need
//! neither a network nor an async executor.
//!
//! # Cookbook
//!
//! ## Read a code that a person typed
//!
//! ```
//! use onet_domain::OnetSocCode;
//!
//! let code = OnetSocCode::parse_lenient(" 29-1051 ")?;
//! assert_eq!(code.to_string(), "29-1051.00");
//! # Ok::<(), onet_domain::ParseError>(())
//! ```
//!
//! ## Group occupations as the SOC does
//!
//! ```
//! use onet_domain::{MajorGroup, OnetSocCode};
//!
//! let code: OnetSocCode = "29-1051.00".parse()?;
//! let title = code.major_group().map(MajorGroup::title);
//! assert_eq!(title, Some("Healthcare Practitioners and Technical Occupations"));
//! # Ok::<(), onet_domain::ParseError>(())
//! ```
//!
//! ## Say how much preparation a job zone stands for
//!
//! ```
//! use onet_domain::JobZone;
//!
//! let zone = JobZone::try_from(4_u8)?;
//! assert_eq!(zone.title(), "Job Zone Four: Considerable Preparation Needed");
//! assert_eq!(zone.svp_range().to_string(), "7.0 to < 8.0");
//! # Ok::<(), onet_domain::ParseError>(())
//! ```
//!
//! ## Find out what an element is
//!
//! ```
//! use onet_domain::{ElementDomain, ElementId};
//!
//! let element: ElementId = "1.A.1.a.1".parse()?;
//! assert_eq!(element.domain(), ElementDomain::Abilities);
//! assert!("1.A.1".parse::<ElementId>()?.is_ancestor_of(&element));
//! # Ok::<(), onet_domain::ParseError>(())
//! ```
//!
//! ## Put outline ids in reading order
//!
//! ```
//! use onet_domain::ElementId;
//!
//! let mut ids = ["2.C.10", "2.C.9.b", "2.C.9"].map(|id| id.parse::<ElementId>().unwrap());
//! ids.sort();
//! assert_eq!(ids.map(|id| id.to_string()), ["2.C.9", "2.C.9.b", "2.C.10"]);
//! ```
//!
//! ## Keep them in JSON
//!
//! All types serialize as the text they are written in, job zones as integers, and refuse malformed
//! input; each has a JSON Schema, too.
//!
//! ```
//! use onet_domain::{JobZone, OnetSocCode};
//! use std::collections::BTreeMap;
//!
//! let zones: BTreeMap<OnetSocCode, JobZone> = serde_json::from_str(r#"{"29-1051.00": 5}"#)?;
//! assert_eq!(serde_json::to_string(&zones)?, r#"{"29-1051.00":5}"#);
//! assert!(serde_json::from_str::<OnetSocCode>(r#""29-1051""#).is_err());
//! # Ok::<(), serde_json::Error>(())
//! ```

mod activity;
mod answer;
mod code;
mod convert;
mod element;
mod job_zone;
mod outline;
mod parse;
pub mod related_activities;

pub use activity::{DwaId, GwaId, IwaId};
pub use answer::{Activity, Error, Occupation};
pub use code::{MajorGroup, OnetSocCode, SocCode};
pub use convert::activity_id_list;
pub use element::{ElementDomain, ElementId};
pub use job_zone::{JobZone, SvpRange};
pub use parse::ParseError;
