//! Another service, called with the key of this server.

use http::StatusCode;
use onet_api::{Client, DEFAULT_BASE_URL, ErrorKind};

use crate::error::{Error, not_found_message};
use crate::incoming_call::IncomingCall;
use crate::links;
use crate::source_response::SourceResponse;

/// The name of this source in the header of an answer.
const NAME: &str = "live";

/// A service of version 2.0, called through a client, with the key, rate limit, retries and cache of that client.
/// Only the path and the query of a call are passed on; the caller's key is not.
///
/// Answers are passed on unchanged, except links: those on the base URL of the service, or of O*NET Web Services, are
/// rewritten to the base URL that the caller used.
#[derive(Clone, Debug)]
pub struct Upstream(Client);

impl Upstream {
    /// Calls the service through this client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::MissingKey`] when the client needs a key and has none, so that every call would fail.
    pub fn new(client: Client) -> Result<Self, onet_api::Error> {
        client.require_key()?;
        Ok(Self(client))
    }

    pub(crate) fn base_url(&self) -> &str {
        self.0.base_url()
    }

    pub(crate) async fn answer(&self, incoming: &IncomingCall) -> Result<SourceResponse, Error> {
        let failure = match self.0.raw_text(incoming.path_and_query(), &[]).await {
            Ok(body) => {
                let body = links::rebased(body, &[self.0.base_url(), DEFAULT_BASE_URL], &incoming.base);
                return Ok(SourceResponse::new(NAME, StatusCode::OK, body));
            }
            Err(failure) => failure,
        };
        match failure.kind() {
            ErrorKind::Refused => {
                let message = failure.message().to_owned();
                Ok(SourceResponse::refused(NAME, StatusCode::UNPROCESSABLE_ENTITY, message))
            }
            // A path that cannot be part of a URL does not exist either.
            ErrorKind::NotFound | ErrorKind::Configuration => {
                let message = not_found_message(incoming.uri.path());
                Ok(SourceResponse::refused(NAME, StatusCode::NOT_FOUND, message))
            }
            ErrorKind::NotInSource => Err(Error::NotInSource(failure.message().to_owned())),
            _ => Err(Error::Upstream(failure)),
        }
    }
}
