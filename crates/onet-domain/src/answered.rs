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
/// let missing = Answered::<u8>::Missing { reason: "There are no data.".to_owned() };
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
    },
}

impl<T> Answered<T> {
    /// The part, if it is there.
    pub fn data(&self) -> Option<&T> {
        match self {
            Self::Present(data) => Some(data),
            Self::Missing { .. } => None,
        }
    }

    /// Why the part is not there.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Present(_) => None,
            Self::Missing { reason } => Some(reason),
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
                ErrorKind::NotFound | ErrorKind::Refused | ErrorKind::NoData | ErrorKind::NotInSource => {
                    Ok(Self::Missing { reason: failure.message().to_owned() })
                }
                _ => Err(failure.into()),
            },
        }
    }
}
