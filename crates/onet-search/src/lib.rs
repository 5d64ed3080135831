//! Keyword search over O*NET occupations.
//!
//! A search text is a word, a phrase, a title or a code, complete or in part; the answer is every
//! occupation that fits, best first.
//!
//! ```
//! use onet_domain::OnetSocCode;
//! use onet_search::{Document, SearchIndex};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let pharmacists: OnetSocCode = "29-1051.00".parse()?;
//! let index = SearchIndex::in_memory([Document {
//!     code: pharmacists,
//!     title: "Pharmacists".to_owned(),
//!     description: "Dispense drugs prescribed by physicians.".to_owned(),
//!     alternate_titles: vec!["Druggist".to_owned()],
//!     short_titles: Vec::new(),
//!     reported_titles: vec!["Staff Pharmacist".to_owned()],
//!     tasks: vec!["Review prescriptions to ensure accuracy.".to_owned()],
//!     activities: vec!["Verify accuracy of prescriptions.".to_owned()],
//!     technology: vec!["Recordkeeping software".to_owned()],
//! }])?;
//!
//! for text in ["pharmacist", "pharm", "druggists", "prescription", "29-10", "29-1051.00"] {
//!     assert_eq!(index.keyword(text)[0].code, pharmacists);
//! }
//! assert!(index.keyword("welder").is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! # What it is not
//!
//! There is no query language: `AND`, quotes, `field:` and `*` are text like any other, and no
//! text is an error. The index holds one release and is never changed; a new release gets a new
//! index.
//!
//! # Order of the hits
//!
//! A code, or the beginning of one, gives the occupations under it in code order. Any other text is read by
//! [`analysis`]: words meet in singular and plural, an unknown word is corrected, an abbreviation is written out, and
//! words about seniority, level, contract and shift need not be found. The whole name of a technology finds the
//! occupations that have it. Each occupation has the highest [`Fit`] that it
//! reaches. From [`Fit::IsTitle`] down to [`Fit::BegunInOtherTitle`] the higher one comes first, and among those that
//! fit alike the one of which more titles, tasks and descriptions match, as a share of what it has. Where the text is
//! another title of several occupations, whole occupations of the SOC stand before their parts. Below, words here and
//! there say less than most of them in one place: the greatest share of the words in one title, the description or one
//! task decides first. What scores alike is ordered by title, then by code.

pub mod analysis;
mod code;
pub mod coding;
mod error;
mod index;
mod nearest;
mod query;
mod ranking;
mod store;

use onet_domain::OnetSocCode;

pub use crate::error::Error;
pub use crate::index::{Found, Match, SearchIndex};
pub use crate::nearest::nearest_names;
pub use crate::ranking::Fit;

/// What the index knows about one occupation.
#[derive(Clone, Debug)]
pub struct Document {
    /// The O*NET-SOC code; one document stands for each code.
    pub code: OnetSocCode,
    /// The title of the occupation, such as `Pharmacists`.
    pub title: String,
    /// The description of the occupation, one or a few sentences.
    pub description: String,
    /// Alternate titles: names that employers and others use for the occupation.
    pub alternate_titles: Vec<String>,
    /// Short forms of alternate titles, such as `RN`.
    pub short_titles: Vec<String>,
    /// Sample of reported titles: names that people who work in the occupation gave.
    pub reported_titles: Vec<String>,
    /// Task statements: what people in the occupation do, a sentence each.
    pub tasks: Vec<String>,
    /// Titles of detailed work activities, which tasks of several occupations have in common.
    pub activities: Vec<String>,
    /// Names of technology. They are found by their whole names alone.
    pub technology: Vec<String>,
}

/// One occupation in the answer to a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The O*NET-SOC code of the occupation.
    pub code: OnetSocCode,
    /// How well it fits, 1 or more, higher being better.
    ///
    /// Scores order the hits of one search; between searches they mean little.
    pub score: f32,
}

/// Compiles the Rust code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
