//! The error of the workflows.

use crate::filter_check::FilterError;
use crate::{ParseError, TableId};

/// Why a workflow failed.
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
    /// The response holds a value that does not parse.
    #[error("the service answered {what} that does not parse: {cause}")]
    Answer {
        /// What the value should be.
        what: &'static str,
        /// What is wrong with it.
        cause: ParseError,
    },
    /// The response is incomplete.
    #[error("the service's answer is incomplete: {what}")]
    Missing {
        /// What is missing.
        what: String,
    },
    /// A row of a table is not of the requested type.
    #[error("a row of {table} is not as expected: {cause}")]
    Row {
        /// The table.
        table: TableId,
        /// What is wrong with the row.
        cause: serde_json::Error,
    },
    /// A filter or sort key does not match the columns of a table.
    #[error(transparent)]
    Filter(#[from] FilterError),
}
