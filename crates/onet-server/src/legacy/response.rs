//! Responses of version 1.x.

use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER, VARY, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, StatusCode};
use onet_compat::Document;
use onet_compat::mapping::{Loss, MappingError, Reason};
use onet_compat::types::ErrorDocument;

use super::content_negotiation::Format;
use crate::error::NOT_IN_SOURCE;

/// The header that names the members missing in a document because 2.0 or the source does not have them.
pub(crate) const LOSSES: HeaderName = HeaderName::from_static("onet-losses");

/// The largest number of members in the header; hundreds can be missing in a report.
const MOST_LOSSES: usize = 40;

const XML: HeaderValue = HeaderValue::from_static("application/xml; charset=utf-8");
const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

/// A document in the negotiated format.
pub(super) fn document(status: StatusCode, document: &Document, format: Format) -> Response {
    let (kind, body) = match format {
        Format::Xml => (XML, document.write_xml()),
        Format::Json => (JSON, document.write_json()),
    };
    (status, [(CONTENT_TYPE, kind), (VARY, HeaderValue::from_static("accept"))], body).into_response()
}

/// Documents of 1.x say of every occupation whether it has a bright outlook. Where the source does not know, the `false`
/// is a loss beside that of `green`, which 2.0 does not have.
pub(super) fn add_outlook(losses: &mut Vec<Loss>) {
    let outlook = losses.iter().filter_map(|loss| {
        let tags = loss.field.strip_suffix("green")?;
        tags.ends_with("tags.")
            .then(|| Loss { field: format!("{tags}bright_outlook"), reason: Reason::Assumed })
    });
    let outlook: Vec<Loss> = outlook.collect();
    losses.splice(0..0, outlook);
}

/// Names the missing members of a document in a header. Members that only 2.0 has are no loss to a caller of 1.x.
pub(super) fn name_losses(response: &mut Response, losses: &[Loss]) {
    let missing = losses.iter().filter(|loss| {
        !matches!(
            loss.reason,
            Reason::NotInV1 | Reason::OfTheCall | Reason::Recomputed | Reason::RequiredByV2
        )
    });
    let fields: Vec<&str> = missing.map(|loss| loss.field.as_str()).take(MOST_LOSSES).collect();
    if let Ok(value) = HeaderValue::from_str(&fields.join(", "))
        && !fields.is_empty()
    {
        response.headers_mut().insert(LOSSES, value);
    }
}

fn plain(status: StatusCode, message: &str) -> Response {
    (status, [(CONTENT_TYPE, TEXT)], format!("{message}\n")).into_response()
}

/// The response to a call without a valid key.
pub(super) fn unauthorized() -> Response {
    let message = "Authorization Error: send a key of this server as the password (Basic authentication), or as client=.";
    let mut response = plain(StatusCode::UNAUTHORIZED, message);
    let scheme = HeaderValue::from_static("Basic realm=\"O*NET Web Services\", charset=\"UTF-8\"");
    response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
    response
}

/// Why a call gets no document of its resource.
#[derive(Debug)]
pub(super) enum V1Error {
    /// 422 with an error document.
    Refused {
        message: String,
        /// Whether the source does not hold the data; the call may be valid.
        is_not_in_source: bool,
    },
    /// Another status with plain text: version 1.x has no error document for it.
    Plain { status: StatusCode, message: String, retry_after: Option<HeaderValue> },
}

impl V1Error {
    pub(super) fn plain(status: StatusCode, message: impl Into<String>) -> Self {
        Self::Plain { status, message: message.into(), retry_after: None }
    }

    pub(super) fn refused(message: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), is_not_in_source: false }
    }

    pub(super) fn not_in_source(message: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), is_not_in_source: true }
    }

    /// The documented message for a missing parameter.
    pub(super) fn missing(parameter: &str) -> Self {
        Self::refused(format!("The required parameter \"{parameter}\" was not provided."))
    }

    pub(super) fn into_response(self, format: Format) -> Response {
        match self {
            Self::Refused { message, is_not_in_source } => {
                let error = Document::Error(Box::new(ErrorDocument { error: message }));
                let mut response = document(StatusCode::UNPROCESSABLE_ENTITY, &error, format);
                if is_not_in_source {
                    response.headers_mut().insert(NOT_IN_SOURCE, HeaderValue::from_static("1"));
                }
                response
            }
            Self::Plain { status, message, retry_after } => {
                let mut response = plain(status, &message);
                if let Some(wait) = retry_after {
                    response.headers_mut().insert(RETRY_AFTER, wait);
                }
                response
            }
        }
    }
}

impl From<MappingError> for V1Error {
    fn from(failure: MappingError) -> Self {
        match failure {
            MappingError::MissingParameter { name } => Self::missing(&name),
            MappingError::NoData { .. } => Self::refused(failure.to_string()),
            MappingError::Unexpected { .. } => {
                tracing::error!(%failure, "unexpected answer of 2.0");
                Self::plain(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "This answer cannot be expressed in the 1.x format.",
                )
            }
            // The source does not hold data that the document requires.
            _ => Self::not_in_source(failure.to_string()),
        }
    }
}
