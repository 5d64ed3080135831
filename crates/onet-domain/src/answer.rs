//! Where leniency ends: what the service answered, as values of this crate.
//!
//! The types of `onet_api` take every text and number that the service may send. Here each shape that
//! carries codes, ids, interests or scores becomes one in which these are parsed; [`Error::Answer`]
//! tells what did not parse. Where nothing is left out on the way, there is a way back, too.
//!
//! ```
//! use onet_api::types;
//! use onet_domain::answer::RatedTask;
//!
//! let answered = types::RatedTask {
//!     id: "3565".to_owned(),
//!     related: String::new(),
//!     title: "Review prescriptions.".to_owned(),
//!     importance: Some(93),
//!     category: Some("Core".to_owned()),
//! };
//! let rated = RatedTask::try_from(answered)?;
//! assert_eq!(rated.task.id.number(), 3565);
//! assert_eq!(rated.importance.map(|score| score.number()), Some(93));
//! # Ok::<(), onet_domain::Error>(())
//! ```

mod element;
mod interest;
mod matches;
mod military;
mod occupation;
mod profiler;
mod table;
mod task;
mod taxonomy;

use std::str::FromStr;

pub use element::{ContextOccupation, RatedContext, RatedElement, RatedOccupation};
pub use interest::{InterestDescription, InterestOccupation, InterestSummary, RatedInterest};
pub use matches::Matches;
pub use military::{MilitaryJob, military_jobs, military_titles};
pub use occupation::{Activity, Occupation};
pub use profiler::{
    AreaScore, Fit, ProfilerArea, ProfilerCareer, ProfilerOption, ProfilerQuestion, ProfilerResults,
    Questionnaire,
};
pub use table::{Column, Table, TableInfo};
pub use task::{RatedTask, Task, TaskCategory, TaskMatch};
pub use taxonomy::{TaxonomyMapping, TaxonomyTarget};

use crate::{FilterError, ParseError, Score, TableId};

/// Why a workflow did not end in an answer.
///
/// ```
/// use onet_api::types;
/// use onet_domain::{Error, Task};
///
/// let answered = types::TaskRef { id: "T1".to_owned(), title: "Review prescriptions.".to_owned() };
/// let error = Task::try_from(answered).unwrap_err();
/// assert!(matches!(&error, Error::Answer { what: "a task id", .. }));
/// assert_eq!(
///     error.to_string(),
///     "the service answered a task id that does not parse: \
///      \"T1\" is not a task id: expected a digit at position 1, as in 3565",
/// );
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The call failed.
    #[error(transparent)]
    Call(#[from] onet_api::Error),
    /// The service answered a value that is not what it should be.
    #[error("the service answered {what} that does not parse: {cause}")]
    Answer {
        /// What the value should be.
        what: &'static str,
        /// What is wrong with it.
        cause: ParseError,
    },
    /// The service answered less than it should.
    #[error("the service's answer lacks {what}")]
    Missing {
        /// What is not there.
        what: String,
    },
    /// A row of a table is not of the type that was asked for.
    #[error("a row of {table} is not as expected: {cause}")]
    Row {
        /// The table.
        table: TableId,
        /// What is wrong with the row.
        cause: serde_json::Error,
    },
    /// A condition or an order does not go with the columns of a table.
    #[error(transparent)]
    Filter(#[from] FilterError),
}

/// Parses a text of an answer.
pub(crate) fn parsed<T: FromStr<Err = ParseError>>(what: &'static str, text: &str) -> Result<T, Error> {
    text.parse().map_err(|cause| Error::Answer { what, cause })
}

/// Checks a number of an answer.
pub(crate) fn numbered<T>(what: &'static str, number: i64) -> Result<T, Error>
where
    T: TryFrom<i64, Error = ParseError>,
{
    T::try_from(number).map_err(|cause| Error::Answer { what, cause })
}

/// Checks a score that an answer may lack.
pub(crate) fn scored(answer: Option<i64>) -> Result<Option<Score>, Error> {
    answer.map(|score| numbered("a score", score)).transpose()
}

/// Takes over all items of a list.
pub(crate) fn all<T, U>(list: Vec<T>) -> Result<Vec<U>, Error>
where
    U: TryFrom<T, Error = Error>,
{
    list.into_iter().map(U::try_from).collect()
}
