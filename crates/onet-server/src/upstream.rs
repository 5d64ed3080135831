//! Another service that is asked with the server's own key.

use http::StatusCode;
use onet_api::{Client, DEFAULT_BASE_URL, ErrorKind};

use crate::error::{Refusal, no_path};
use crate::links;
use crate::source_chain::{Answer, Asked};

/// What answers of a service are called.
const NAME: &str = "live";

/// A service that speaks version 2.0, asked through a client: its key, its rate limit, its tries and its cache apply.
/// Nothing of a call is passed on but the path and the query; the caller's key is not.
///
/// Answers are passed as they are, links excepted: those on the service's base URL, or on that of O*NET Web Services,
/// lead to the base that was called.
#[derive(Clone, Debug)]
pub struct Upstream(Client);

impl Upstream {
    /// Takes the client to ask with.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::MissingKey`] where every call would fail so.
    pub fn new(client: Client) -> Result<Self, onet_api::Error> {
        client.require_key()?;
        Ok(Self(client))
    }

    pub(crate) async fn answer(&self, asked: &Asked<'_>) -> Result<Answer, Refusal> {
        let failure = match self.0.raw_text(asked.path_and_query(), &[]).await {
            Ok(body) => {
                let body = links::rebased(body, &[self.0.base_url(), DEFAULT_BASE_URL], &asked.base);
                return Ok(Answer::new(NAME, StatusCode::OK, body));
            }
            Err(failure) => failure,
        };
        match failure.kind() {
            ErrorKind::Refused => {
                let sentence = failure.message().to_owned();
                Ok(Answer::refused(NAME, StatusCode::UNPROCESSABLE_ENTITY, sentence))
            }
            // What no address can hold is not there either.
            ErrorKind::NotFound | ErrorKind::Configuration => {
                Ok(Answer::refused(NAME, StatusCode::NOT_FOUND, no_path(asked.uri.path())))
            }
            ErrorKind::NotInSource => Err(Refusal::NotInSource(failure.message().to_owned())),
            _ => Err(Refusal::Upstream(failure)),
        }
    }
}
