//! Answers as version 1.x gave them.

use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER, VARY, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, StatusCode};
use onet_compat::Document;
use onet_compat::mapping::{Loss, MappingError, Reason};
use onet_compat::types::ErrorDocument;

use super::content_negotiation::Form;
use crate::error::NOT_IN_SOURCE;

/// The header that names what a document would have held, had 2.0 and the source had it.
pub(crate) const LOSSES: HeaderName = HeaderName::from_static("onet-losses");

/// The most members that the header names; a report can lack hundreds.
const MOST_LOSSES: usize = 40;

const XML: HeaderValue = HeaderValue::from_static("application/xml; charset=utf-8");
const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

/// A document in the form that was asked for.
pub(super) fn document(status: StatusCode, document: &Document, form: Form) -> Response {
    let (kind, body) = match form {
        Form::Xml => (XML, document.write_xml()),
        Form::Json => (JSON, document.write_json()),
    };
    (status, [(CONTENT_TYPE, kind), (VARY, HeaderValue::from_static("accept"))], body).into_response()
}

/// Names what a document lacks in a header. What 2.0 has besides is no loss to a caller of 1.x.
pub(super) fn name_losses(response: &mut Response, losses: &[Loss]) {
    let lacking = losses.iter().filter(|loss| {
        !matches!(
            loss.reason,
            Reason::NotInV1 | Reason::OfTheCall | Reason::Recomputed | Reason::RequiredByV2
        )
    });
    let fields: Vec<&str> = lacking.map(|loss| loss.field.as_str()).take(MOST_LOSSES).collect();
    if let Ok(value) = HeaderValue::from_str(&fields.join(", "))
        && !fields.is_empty()
    {
        response.headers_mut().insert(LOSSES, value);
    }
}

fn plain(status: StatusCode, said: &str) -> Response {
    (status, [(CONTENT_TYPE, TEXT)], format!("{said}\n")).into_response()
}

/// The answer to a call without a key.
pub(super) fn stranger() -> Response {
    let said = "Authorization Error: send a key of this server as the password (Basic authentication), or as client=.";
    let mut response = plain(StatusCode::UNAUTHORIZED, said);
    let scheme = HeaderValue::from_static("Basic realm=\"O*NET Web Services\", charset=\"UTF-8\"");
    response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
    response
}

/// Why a call gets no document of its resource.
#[derive(Debug)]
pub(super) enum Failure {
    /// 422 and an error document.
    Refused {
        said: String,
        /// The source lacks it; the call may be right.
        is_not_in_source: bool,
    },
    /// Another status and plain text: there is no error document for it.
    Plain { status: StatusCode, said: String, retry_after: Option<HeaderValue> },
}

impl Failure {
    pub(super) fn plain(status: StatusCode, said: impl Into<String>) -> Self {
        Self::Plain { status, said: said.into(), retry_after: None }
    }

    pub(super) fn refused(said: impl Into<String>) -> Self {
        Self::Refused { said: said.into(), is_not_in_source: false }
    }

    pub(super) fn not_in_source(said: impl Into<String>) -> Self {
        Self::Refused { said: said.into(), is_not_in_source: true }
    }

    /// The documented words for a parameter that is not there.
    pub(super) fn missing(parameter: &str) -> Self {
        Self::refused(format!("The required parameter \"{parameter}\" was not provided."))
    }

    pub(super) fn into_answer(self, form: Form) -> Response {
        match self {
            Self::Refused { said, is_not_in_source } => {
                let error = Document::Error(Box::new(ErrorDocument { error: said }));
                let mut response = document(StatusCode::UNPROCESSABLE_ENTITY, &error, form);
                if is_not_in_source {
                    response.headers_mut().insert(NOT_IN_SOURCE, HeaderValue::from_static("1"));
                }
                response
            }
            Self::Plain { status, said, retry_after } => {
                let mut response = plain(status, &said);
                if let Some(wait) = retry_after {
                    response.headers_mut().insert(RETRY_AFTER, wait);
                }
                response
            }
        }
    }
}

impl From<MappingError> for Failure {
    fn from(failure: MappingError) -> Self {
        match failure {
            MappingError::MissingParameter { name } => Self::missing(&name),
            MappingError::NoData { .. } => Self::refused(failure.to_string()),
            MappingError::Unexpected { .. } => {
                tracing::error!(%failure, "an answer of 2.0 is not what it should be");
                Self::plain(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "The answer cannot be told as version 1.x told it.",
                )
            }
            // The document would need what the source does not hold.
            _ => Self::not_in_source(failure.to_string()),
        }
    }
}
