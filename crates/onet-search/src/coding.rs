//! Coding job titles: the O*NET-SOC occupations that a title stands for, each with a probability.
//!
//! A [`Coder`] is trained on the titles, descriptions, tasks and tools of a release, in seconds and without anything
//! else. It knows every title of the release exactly, and for any other title it states how likely each occupation is.
//!
//! ```
//! use onet_search::coding::{AlternateTitle, Coder, Occupation, Query, TrainingData};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let occupation = |code: &str, title: &str, alternate: &[&str]| -> Result<Occupation, onet_domain::ParseError> {
//!     let alternate = alternate.iter().map(|text| AlternateTitle { text: text.to_string(), ..Default::default() });
//!     Ok(Occupation { alternate_titles: alternate.collect(), ..Occupation::new(code.parse()?, title) })
//! };
//! let coder = Coder::train(&TrainingData {
//!     occupations: vec![
//!         occupation("29-1051.00", "Pharmacists", &["Druggist", "Staff Pharmacist"])?,
//!         occupation("51-4121.00", "Welders, Cutters, Solderers, and Brazers", &["Welder", "Pipe Welder"])?,
//!     ],
//! });
//!
//! let coded = coder.code("Sr. Pharmasist (Remote)", &Query::default());
//! assert_eq!(coded.candidates[0].code, "29-1051.00".parse()?);
//! assert_eq!(coded.seniority, Some("senior"));
//! # Ok(())
//! # }
//! ```
//!
//! # How a title is coded
//!
//! 1. A title that the release has, with or without the noise around it, gets the occupations that the release gives.
//! 2. Noise is removed: seniority, levels, shifts, contracts, places. Unknown words are replaced by the nearest known
//!    ones.
//! 3. Two softmax models, over codes and over minor groups, naive Bayes over the words of titles and the words of
//!    descriptions, tasks and tools vote: the logarithms of their probabilities are added.
//! 4. A table, fitted at training on titles that the models had not seen, turns the result into the share of such
//!    answers that is right.
//!
//! A description may stand beside a title, and lines that are no titles are read as free text: [`Coder::code_entry`].
//!
//! # What it is not
//!
//! No model of a language: words that no title, task or tool of the release has mean nothing. Texts in other languages
//! than English are not understood.

mod calibration;
mod coder;
mod embedding;
mod error;
mod features;
mod file;
mod generic;
mod hash;
mod layout;
mod military;
mod packed_texts;
mod softmax;
mod sparse;
mod text_query;
mod train;

use onet_domain::OnetSocCode;

pub use coder::{Candidate, Coded, Coder, Entry, MODEL_FILE, Query, Reading};
pub use error::{Error, ErrorKind};
pub use onet_domain::SocLevel as Level;
pub use text_query::{Evidence, EvidenceKind};

/// What a coder learns from.
#[derive(Clone, Debug, Default)]
pub struct TrainingData {
    /// The occupations, each with a code of its own.
    pub occupations: Vec<Occupation>,
}

/// What is known of one occupation.
#[derive(Clone, Debug)]
pub struct Occupation {
    /// The code.
    pub code: OnetSocCode,
    /// The title, such as `Pharmacists`.
    pub title: String,
    /// The description, one or a few sentences.
    pub description: String,
    /// Titles that employers and others use.
    pub alternate_titles: Vec<AlternateTitle>,
    /// Titles that people who work in the occupation gave.
    pub reported_titles: Vec<String>,
    /// Task statements.
    pub tasks: Vec<String>,
    /// Names of technology: software.
    pub technology: Vec<String>,
    /// Names of tools and machines.
    pub tools: Vec<String>,
    /// Titles of detailed work activities.
    pub activities: Vec<String>,
    /// Names of the areas of knowledge that are important.
    pub knowledge: Vec<String>,
}

impl Occupation {
    /// An occupation of which nothing more is known.
    pub fn new(code: OnetSocCode, title: impl Into<String>) -> Self {
        Self {
            code,
            title: title.into(),
            description: String::new(),
            alternate_titles: Vec::new(),
            reported_titles: Vec::new(),
            tasks: Vec::new(),
            technology: Vec::new(),
            tools: Vec::new(),
            activities: Vec::new(),
            knowledge: Vec::new(),
        }
    }
}

/// An alternate title.
#[derive(Clone, Debug, Default)]
pub struct AlternateTitle {
    /// The title.
    pub text: String,
    /// Its short form, such as `CEO`.
    pub short: Option<String>,
    /// How many sources have it.
    pub sources: u8,
}
