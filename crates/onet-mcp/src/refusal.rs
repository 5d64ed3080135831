//! Values that cannot be used, as results of a tool.

use std::fmt;

use onet_api::ErrorKind;
use onet_domain::{Error, ParseError};

/// Why a tool has no answer, and what to try.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
    pub(crate) about: About,
}

/// What a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// A value of the call: another one may be answered.
    Value,
    /// Anything else, such as a service that is down.
    Other,
}

impl Refusal {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..Self::bare(message) }
    }

    /// A refusal without a hint.
    pub(crate) fn bare(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, about: About::Value }
    }

    /// The same refusal with a hint, where it has none.
    pub(crate) fn or_try(mut self, hint: impl Into<String>) -> Self {
        self.hint.get_or_insert_with(|| hint.into());
        self
    }

    /// The same refusal with this hint.
    pub(crate) fn but_try(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\ntry: {hint}"),
            None => Ok(()),
        }
    }
}

impl From<onet_api::Error> for Refusal {
    fn from(failure: onet_api::Error) -> Self {
        // The hints of the client are for people at a command line; those about a value come from the tool.
        let hint = match failure.kind() {
            ErrorKind::Refused | ErrorKind::NoData | ErrorKind::NotFound | ErrorKind::Configuration => None,
            ErrorKind::NotInSource => Some(
                "another tool, or tell the person that this source does not have these data: the live service \
                 (ONET_API_KEY) or further files of a release (onet db import --with) may",
            ),
            ErrorKind::Server => Some("the same call again in a few seconds"),
            _ => failure.hint(),
        };
        let about = match failure.kind() {
            ErrorKind::Refused | ErrorKind::NoData | ErrorKind::NotFound | ErrorKind::NotInSource => {
                About::Value
            }
            _ => About::Other,
        };
        Self { message: failure.message().to_owned(), hint: hint.map(str::to_owned), about }
    }
}

impl From<Error> for Refusal {
    fn from(failure: Error) -> Self {
        match failure {
            Error::Call(failure) => failure.into(),
            other => Self::bare(other.to_string()),
        }
    }
}

impl From<ParseError> for Refusal {
    fn from(failure: ParseError) -> Self {
        Self::bare(failure.to_string())
    }
}

impl From<onet_db::Error> for Refusal {
    fn from(failure: onet_db::Error) -> Self {
        // A missing table is news for a caller; the paths in other failures are not.
        let message = match failure.kind() {
            onet_db::ErrorKind::MissingTable => failure.to_string(),
            _ => "The release could not be read.".to_owned(),
        };
        Self::bare(message)
    }
}
