//! Strict types for O*NET (occupation codes, job zones, elements of the content model, work activities, tasks,
//! interests, scores, filters on the database), and workflows that combine several calls of a client.
//!
//! The web service and the database files write all of these as text. A program parses each once, where it enters;
//! from then on a value cannot be malformed, gives access to related values (the SOC code of an O*NET-SOC code, the
//! parents of an activity) and sorts in reading order.
//!
//! ```
//! use onet_domain::{DwaId, OnetSocCode};
//!
//! let pharmacists: OnetSocCode = "29-1051.00".parse()?;
//! assert_eq!(pharmacists.soc().to_string(), "29-1051");
//! assert!(!pharmacists.is_detailed());
//!
//! let activity: DwaId = "4.A.2.a.2.e.4".parse()?;
//! assert_eq!(activity.iwa().to_string(), "4.A.2.a.2.e");
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
//! This crate is not a client: `onet-api` makes requests, retries them and walks pages, and the workflows take its
//! client as an argument. It holds no data: a well-formed code need not name an occupation, which only the service
//! or a release of the database can decide. The value types need neither a network nor an async runtime: without the
//! feature `client`, which is on by default, the crate has these alone, also for `wasm32-unknown-unknown`.
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
//! ## Read the code of any classification, as people write it
//!
//! ```
//! use onet_domain::{Classification, TypedCode};
//!
//! let typed = TypedCode::read("=\"512001\"").unwrap();
//! assert_eq!(typed.whole(Classification::Cip), Some("51.2001"));
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
//! ## Show how much preparation a job zone requires
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
//! ## Find the parents of a detailed work activity, in either form of its id
//!
//! ```
//! use onet_domain::DwaId;
//!
//! for id in ["4.A.2.a.2.I05.D04", "4.A.2.a.2.e.4"] {
//!     let activity: DwaId = id.parse()?;
//!     assert_eq!(activity.gwa(), "4.A.2.a.2".parse()?);
//! }
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
//! ## Name a person's or an occupation's interests
//!
//! ```
//! use onet_domain::{Interest, InterestCode};
//!
//! let code: InterestCode = "ISC".parse()?;
//! let titles: Vec<&str> = code.interests().map(Interest::title).collect();
//! assert_eq!(titles, ["Investigative", "Social", "Conventional"]);
//! assert_eq!(Interest::Social.element_id(), "1.B.1.d".parse()?);
//! # Ok::<(), onet_domain::ParseError>(())
//! ```
//!
//! ## Score the Interest Profiler without a call
//!
//! ```
//! use onet_domain::{Interest, ProfilerAnswers};
//!
//! let answers: ProfilerAnswers = "323432343234323432343234155343".parse()?;
//! assert_eq!(answers.scores().ranked()[0], (Interest::Investigative, 12));
//! # Ok::<(), onet_domain::ParseError>(())
//! ```
//!
//! ## Turn a rating of the database into a score
//!
//! ```
//! use onet_domain::{Scale, ScaleId};
//!
//! let id: ScaleId = "IM".parse()?;
//! let scale = Scale::try_from(&id)?;
//! assert_eq!(scale.standardize(4.62)?.to_string(), "91");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ## Filter rows of the database
//!
//! ```
//! use onet_domain::{ColumnKind, Filter, OnetSocCode};
//!
//! let code: OnetSocCode = "29-1051.00".parse()?;
//! let filter = Filter::column("onetsoc_code")?.eq(code)?;
//! assert_eq!(filter.to_string(), "onetsoc_code.eq.29-1051.00");
//!
//! let filter: Filter = "data_value.ngte.50".parse()?;
//! assert!(filter.check(ColumnKind::Number).is_ok());
//! assert!(filter.check(ColumnKind::Date).is_err());
//! # Ok::<(), onet_domain::ParseError>(())
//! ```
//!
//! ## Store values as JSON
//!
//! All types serialize as the text they are written in, job zones, scores and single answers to the
//! Interest Profiler as integers, and refuse malformed input; each has a JSON Schema, too.
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
//!
//! ## Find occupations by their activities or tasks
//!
//! [`related_activities`] and [`job_duties`] take three steps: choose an occupation, choose what is done in it, find
//! the occupations that do the same.
//!
//! ```no_run
//! # async fn example() -> Result<(), onet_domain::Error> {
//! use onet_domain::job_duties::{JobDuties, JobDutiesSort};
//!
//! let workflow = JobDuties::new(onet_api::Client::from_env()?);
//! let occupation = &workflow.search("pharmacist").await?[0];
//! let chosen = [workflow.tasks(occupation.code).await?[0].id];
//! let found = workflow.all_results(occupation.code, &chosen, JobDutiesSort::CloselyRelated).await?;
//! # Ok(())
//! # }
//! ```
//!
//! ## Fetch the report on an occupation
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use onet_domain::occupation_report::{OccupationReport, Section, SectionAnswer};
//!
//! let report = OccupationReport::new(onet_api::Client::from_env()?);
//! let sections = [Section::Tasks, Section::WorkStyles];
//! for (section, answer) in report.gather("29-1051.00".parse()?, &sections).await? {
//!     if let SectionAnswer::Missing { reason, .. } = answer {
//!         println!("{section}: {reason}");
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! ## Read rows of the database as values
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use futures::TryStreamExt as _;
//! use onet_domain::table_query::TableQuery;
//! use onet_domain::{JobZone, OnetSocCode};
//!
//! #[derive(serde::Deserialize)]
//! struct Row {
//!     onetsoc_code: OnetSocCode,
//!     job_zone: JobZone,
//! }
//!
//! let query = TableQuery::new(onet_api::Client::from_env()?, "job_zones".parse()?)
//!     .filter("job_zone.gte.4".parse()?)
//!     .sort("onetsoc_code".parse()?);
//! let rows: Vec<Row> = query.rows_as::<Row>().try_collect().await?;
//! # Ok(())
//! # }
//! ```
//!
//! ## Convert a code of O*NET-SOC 2010
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use onet_domain::Taxonomy;
//! use onet_domain::taxonomy_map::TaxonomyMap;
//!
//! let map = TaxonomyMap::new(onet_api::Client::from_env()?, Taxonomy::V2010, Taxonomy::Active);
//! let counterparts = map.map("15-1199.09".parse()?).await?;
//! # Ok(())
//! # }
//! ```
//!
//! ## Find careers for a person
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use onet_domain::interest_profiler::InterestProfiler;
//! use onet_domain::{JobZone, ProfilerScores};
//!
//! let profiler = InterestProfiler::new(onet_api::Client::from_env()?);
//! let scores = ProfilerScores { social: 31, investigative: 28, ..ProfilerScores::default() };
//! let careers = profiler.all_careers(scores, Some(JobZone::Five)).await?;
//! # Ok(())
//! # }
//! ```

mod activity;
#[cfg(feature = "client")]
pub mod answer;
#[cfg(feature = "client")]
mod answered;
mod branch;
#[cfg(feature = "client")]
pub mod career_report;
mod code;
#[cfg(feature = "client")]
pub mod code_batch;
#[cfg(feature = "client")]
pub mod comparison;
#[cfg(feature = "client")]
mod convert;
#[cfg(feature = "client")]
pub mod crosswalk;
mod element;
#[cfg(feature = "client")]
mod error;
mod filter;
mod filter_check;
mod interest;
#[cfg(feature = "client")]
pub mod interest_profiler;
#[cfg(feature = "client")]
pub mod job_duties;
mod job_outlook;
mod job_zone;
mod number;
#[cfg(feature = "client")]
pub mod occupation_finder;
#[cfg(feature = "client")]
pub mod occupation_report;
mod outline;
mod parse;
mod profiler;
#[cfg(feature = "client")]
pub mod related_activities;
mod scale;
mod soc_level;
mod soc_title;
mod sort;
mod table;
#[cfg(feature = "client")]
pub mod table_query;
mod task;
mod taxonomy;
#[cfg(feature = "client")]
pub mod taxonomy_map;
mod typed_code;

pub use activity::{DwaId, GwaId, IwaId};
#[cfg(feature = "client")]
pub use answer::{Activity, Occupation, Task};
#[cfg(feature = "client")]
pub use answered::{Absence, Answered};
pub use branch::Branch;
pub use code::{MajorGroup, OnetSocCode, SocCode};
#[cfg(feature = "client")]
pub use convert::{activity_id_list, task_id_list};
pub use element::{ElementDomain, ElementId};
#[cfg(feature = "client")]
pub use error::Error;
pub use filter::{ColumnFilter, Filter, FilterValue, Operator};
pub use filter_check::FilterError;
pub use interest::{Interest, InterestCode};
pub use job_zone::{JobZone, SvpRange};
pub use parse::ParseError;
pub use profiler::{ProfilerAnswer, ProfilerAnswers, ProfilerForm, ProfilerScores};
pub use scale::{OutOfScale, Scale, ScaleId, Score};
pub use soc_level::SocLevel;
pub use sort::Sort;
pub use table::{ColumnId, ColumnKind, TableId};
pub use task::TaskId;
pub use taxonomy::Taxonomy;
pub use typed_code::{Classification, CodeReading, Extent, Likeness, TypedCode};

/// Compiles the Rust code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
