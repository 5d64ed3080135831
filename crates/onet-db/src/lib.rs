//! Imports releases of the O*NET database into SQLite files, checks them, and queries them.
//!
//! ```no_run
//! use onet_db::{Home, Import, Input};
//!
//! let home = Home::from_env()?;
//! let report = Import::new(Input::open("downloads/db_29_3_text.zip")?).run(&home)?;
//! println!("{} tables", report.installed.manifest.tables.len());
//!
//! let release = home.open(&home.find("29.3")?)?;
//! let title: String = release.read(|connection| {
//!     let sql = "SELECT title FROM occupation_data WHERE onetsoc_code = ?1";
//!     connection.query_row(sql, ["29-1051.00"], |row| row.get(0))
//! })?;
//! println!("{}: {title}", release.label());
//! # Ok::<(), onet_db::Error>(())
//! ```
//!
//! # Where to start
//!
//! - [`Import`] reads an [`Input`] and its supplements into a [`Home`].
//! - [`Home`] lists, finds, opens and removes releases.
//! - [`Release`] answers: SQL by [`Release::read`], related activities by [`Release::occupations`],
//!   the documents of a search index by [`Release::search_documents`], ratings by [`elements`], the
//!   other parts of a report on an occupation by [`report`].
//! - [`Release::view`] shows a table as the database services do, and [`Release::rows`] finds rows
//!   of it by filters, sorted, a page at a time.
//! - [`TaskIndex`] and [`TechnologyIndex`] hold tasks and technology in memory.
//! - [`diff`] compares two releases: what came, what went, and what changed.
//! - [`Release::crosswalk`], [`Release::marks`] and their neighbours read the supplementary tables
//!   that a release was imported with.
//! - [`catalogue`] lists the tables, their columns, types and keys.
//!
//! # Guarantees
//!
//! A release appears complete or not at all: it is written to a folder of its own, checked, put on
//! the disk and renamed. A failed import, even on a full disk, leaves earlier ones as they are. A release
//! that is open stays readable while it is replaced, and never changes.
//!
//! Tables may be missing from a release. Its [`Manifest`] lists the tables that were read, their files,
//! and the missing ones. A query of a missing table fails with
//! [`MissingTable`](ErrorKind::MissingTable).
//!
//! # Out of scope
//!
//! This crate does not download releases ([`downloads`] lists their addresses), and does not search:
//! [`Import::finish_step`] adds a search index. Pages and links of the services belong to `onet-server`.
//!
//! # Cookbook
//!
//! ## See what an import left out
//!
//! ```no_run
//! # let home = onet_db::Home::from_env()?;
//! let manifest = home.find("29.3")?.manifest;
//! for id in &manifest.missing {
//!     println!("{id} is not in O*NET {}", manifest.release);
//! }
//! # Ok::<(), onet_db::Error>(())
//! ```
//!
//! ## Check a release
//!
//! ```no_run
//! # let home = onet_db::Home::from_env()?;
//! let report = home.open(&home.find("29.3")?)?.verify();
//! for problem in &report.problems {
//!     println!("{problem}");
//! }
//! # Ok::<(), onet_db::Error>(())
//! ```
//!
//! ## Use tables that are built into the program
//!
//! ```
//! use onet_db::{Import, Input};
//!
//! let input = Input::embedded(&[(
//!     "Occupation Data.txt",
//!     b"O*NET-SOC Code\tTitle\tDescription\n29-1051.00\tPharmacists\tDispense drugs.\n",
//! )])?;
//! let release = Import::new(input).release("29.3").into_memory()?;
//! assert_eq!(release.label(), "O*NET 29.3 sample");
//! # Ok::<(), onet_db::Error>(())
//! ```

mod atomic_publish;
mod career_clusters;
pub mod catalogue;
mod check;
mod checksum;
mod code_lookup;
mod coding_documents;
mod crosswalk;
mod database_file;
mod derived;
mod dictionary;
pub mod diff;
pub mod downloads;
pub mod elements;
mod error;
mod generation;
mod head;
mod home;
mod import;
mod industries;
mod input;
mod labor_market;
mod limits;
mod load;
mod manifest;
mod missing_tables;
mod nearest;
mod occupation_index;
mod occupations;
mod plan;
mod pool;
mod query_budget;
mod rated;
mod rating_cache;
mod release;
pub mod report;
mod row_orders;
mod row_reader;
mod rows;
mod sample;
mod sql;
mod sql_query;
mod table_schema;
mod tasks;
mod technology;
mod technology_categories;
mod unfit;
mod value;
mod verify;
mod version;

pub use career_clusters::{CareerCluster, ClusteredOccupations};
pub use checksum::Checksum;
pub use code_lookup::{CodeLookup, CodeMeaning, FoundCode, Replaced};
pub use coding_documents::{AttestedTitle, CodingDocument};
pub use crosswalk::{CrosswalkEntry, ProfilerQuestion, TaxonomyEntry};
pub use error::{Error, ErrorKind, Result, StepError};
pub use home::{Home, Installed};
pub use import::{Import, ImportReport, Progress, Required};
pub use industries::IndustryRow;
pub use input::{Input, check_zip};
pub use labor_market::{Projection, StateConcentration, Wage, WageRange, Wages};
pub use manifest::{
    CarriedRows, ColumnSuggestion, DownloadOrigin, IgnoredFile, LeftOutColumn, LeftOutRows, Manifest,
    ManifestTable, Origin, ReleaseFile, UnfitTable, UnknownColumn,
};
pub use missing_tables::{MissingTable, TableSource};
pub use occupation_index::{Activity, Occupation, OccupationIndex, Related, RelatedSort, title_order};
pub use occupations::{JobZoneReference, SearchDocument};
pub use query_budget::QueryBudget;
pub use release::Release;
pub use rows::{Facet, RowQuery, Rows};
pub use sql_query::Next;
pub use table_schema::{TableView, ViewColumn};
pub use tasks::{IndexedTask, RelatedTasks, TaskIndex};
pub use technology::{Product, TechnologyCategory, TechnologyIndex};
pub use verify::VerifyReport;

/// Compiles the Rust code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
