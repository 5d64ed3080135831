//! A part of an answer that a source may not have.

use onet_api::ErrorKind;
use serde::Serialize;

use crate::Error;

/// A part of a report, or the reason why it is missing.
///
/// ```
/// use onet_domain::Answered;
///
/// let present = Answered::Present(5);
/// assert_eq!(present.data(), Some(&5));
///
/// let missing = Answered::<u8>::not_in_source("There are no data.");
/// assert_eq!(missing.data(), None);
/// assert_eq!(serde_json::to_string(&missing)?, r#"{"missing":{"reason":"There are no data."}}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answered<T> {
    /// The part is there.
    Present(T),
    /// The occupation has no such part, or the source does not hold it.
    Missing {
        /// Why, in the words of the source if it gave any.
        reason: String,
        /// Which of the two it is.
        #[serde(skip)]
        absence: Absence,
    },
}

/// What does not have a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// The source holds such parts of no occupation.
    Source,
    /// The source holds such parts, and this occupation has none.
    Occupation,
}

impl<T> Answered<T> {
    /// The part, if it is there.
    pub fn data(&self) -> Option<&T> {
        match self {
            Self::Present(data) => Some(data),
            Self::Missing { .. } => None,
        }
    }

    /// A part that the source does not hold.
    pub fn not_in_source(reason: impl Into<String>) -> Self {
        Self::Missing { reason: reason.into(), absence: Absence::Source }
    }

    /// A part that the occupation does not have.
    pub fn none(reason: impl Into<String>) -> Self {
        Self::Missing { reason: reason.into(), absence: Absence::Occupation }
    }

    /// What does not have the part.
    pub fn absence(&self) -> Option<Absence> {
        match self {
            Self::Present(_) => None,
            Self::Missing { absence, .. } => Some(*absence),
        }
    }

    /// Why the part is not there.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Present(_) => None,
            Self::Missing { reason, .. } => Some(reason),
        }
    }

    /// A call's answer: missing where the service has no such path (404), rejects the call (422), or has no data.
    ///
    /// # Errors
    ///
    /// All other errors of the call.
    pub(crate) fn of(answer: Result<T, onet_api::Error>) -> Result<Self, Error> {
        match answer {
            Ok(data) => Ok(Self::Present(data)),
            Err(failure) => match failure.kind() {
                ErrorKind::NotInSource => Ok(Self::not_in_source(failure.message())),
                ErrorKind::NotFound | ErrorKind::Refused | ErrorKind::NoData => {
                    Ok(Self::none(failure.message()))
                }
                _ => Err(failure.into()),
            },
        }
    }
}
