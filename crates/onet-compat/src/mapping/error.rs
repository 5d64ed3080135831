//! Why a document has no counterpart in the other version.

use thiserror::Error;

use crate::error::ReadError;
use crate::resource::Resource;
use crate::rule::Counterpart;

/// Why a document of one version cannot be converted to the other.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MappingError {
    /// The other version has nothing like it.
    #[error("{resource} has no counterpart in 2.0: {reason}")]
    NoCounterpart {
        /// Id of the resource.
        resource: String,
        /// What is missing.
        reason: &'static str,
    },
    /// There is an answer, but the document does not follow from it.
    #[error("{resource} cannot be told from the answer of 2.0: {reason}")]
    Refused {
        /// Id of the resource.
        resource: String,
        /// Why not.
        reason: &'static str,
    },
    /// A value that the mapping has no place for.
    #[error("{field} is {found}, where {expected} was expected")]
    Unexpected {
        /// Path in the document or answer.
        field: String,
        /// What stands there.
        found: String,
        /// What can stand there.
        expected: String,
    },
    /// A parameter of the call is missing.
    #[error("The required parameter \"{name}\" was not provided.")]
    MissingParameter {
        /// Name of the parameter in 1.x.
        name: String,
    },
    /// The release has no rows for it.
    #[error("there are no data for {resource} on this occupation")]
    NoData {
        /// Id of the resource.
        resource: String,
    },
    /// A member that documents of its kind require is missing.
    #[error("the answer of 2.0 does not make a document of {resource}: {source}")]
    Document {
        /// Id of the resource.
        resource: String,
        /// What is wrong with it.
        source: ReadError,
    },
}

impl MappingError {
    /// The error for a resource without an operation.
    pub(super) fn no_counterpart(resource: &Resource) -> Self {
        let reason = match resource.rule.counterpart {
            Counterpart::Nothing(reason) | Counterpart::OneWay(_, reason) => reason,
            Counterpart::Release(_) => {
                "it has no such section; the tables of a database release have the content"
            }
            Counterpart::Sections(_) | Counterpart::Paths(_) => "its sections are answered one by one",
        };
        Self::NoCounterpart { resource: resource.id.to_owned(), reason }
    }
}
