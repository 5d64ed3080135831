//! Answers shown to whoever wants to keep them.

use std::error::Error as StdError;

use crate::operation::Operation;
use crate::{Client, Error, ErrorKind, types};

/// An answer on its way to the caller; see [`ClientBuilder::on_answer`](crate::ClientBuilder::on_answer).
///
/// It holds neither the API key nor any header.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Answered<'a> {
    /// The operation that was called; none for a path that belongs to none.
    pub operation: Option<&'static Operation>,
    /// The base URL of the client, without a final slash. Links in the answer may begin with it.
    pub base_url: &'a str,
    /// The path behind the base URL as it was sent, with its first slash: `/online/search`.
    pub path: &'a str,
    /// The query as it was sent, without its question mark; empty when there is none.
    pub query: &'a str,
    /// 200, or 422 for a call that was refused.
    pub status: u16,
    /// The JSON: of a success as it was sent, of a refusal the service's sentence in the contract's form.
    pub body: &'a [u8],
}

type BoxError = Box<dyn StdError + Send + Sync>;

/// What is shown the answers.
pub(crate) type OnAnswer = Box<dyn Fn(&Answered<'_>) -> Result<(), BoxError> + Send + Sync>;

impl Client {
    /// Shows a success to whoever asked to see the answers.
    pub(crate) fn show_success(
        &self,
        operation: Option<&'static Operation>,
        url: &str,
        body: &[u8],
    ) -> Result<(), Error> {
        self.show(operation, url, 200, body)
    }

    /// Shows a refusal; other failures are no answers.
    pub(crate) fn show_refusal(
        &self,
        operation: Option<&'static Operation>,
        url: &str,
        failure: &Error,
    ) -> Result<(), Error> {
        if failure.kind() != ErrorKind::Refused || self.transport.on_answer.is_none() {
            return Ok(());
        }
        let body = serde_json::to_vec(&types::ErrorBody { error: failure.message().to_owned() });
        self.show(operation, url, 422, &body.unwrap_or_default())
    }

    fn show(
        &self,
        operation: Option<&'static Operation>,
        url: &str,
        status: u16,
        body: &[u8],
    ) -> Result<(), Error> {
        let Some(on_answer) = &self.transport.on_answer else { return Ok(()) };
        if self.transport.key_is_in(url.as_bytes()) || self.transport.key_is_in(body) {
            tracing::warn!(status, "an answer repeats the key and is not kept");
            return Ok(());
        }
        let behind = &url[self.baseurl.len()..];
        let (path, query) = behind.split_once('?').unwrap_or((behind, ""));
        let answered = Answered { operation, base_url: &self.baseurl, path, query, status, body };
        on_answer(&answered)
            .map_err(|failure| Error::new(ErrorKind::NotKept, failure.to_string()).caused_by(failure))
    }
}
