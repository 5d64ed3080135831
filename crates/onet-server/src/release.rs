//! Answers a call from a release: the response cache, the arguments, the tables that the operation requires, the view.

use bytes::Bytes;
use http::{HeaderValue, StatusCode};
use url::form_urlencoded;

use crate::arguments::Arguments;
use crate::error::{Error, NO_DATA};
use crate::incoming_call::IncomingCall;
use crate::links::{Links, with_slash_of};
use crate::operation_table::{self, Handler};
use crate::source::Source;
use crate::source_response::SourceResponse;
use crate::views::call::Call;

/// The response of a release, from the cache where it has one.
pub(crate) fn answer(source: &Source, incoming: &IncomingCall<'_>) -> Result<SourceResponse, Error> {
    let address = format!("{}{}", incoming.base, incoming.path_and_query());
    if let Some(body) = source.response_cache().get(&address) {
        return Ok(SourceResponse::new(source.name(), StatusCode::OK, body));
    }
    match view(source, incoming) {
        // The cache holds bodies alone.
        Ok((body, Some(note))) => {
            Ok(SourceResponse::new(source.name(), StatusCode::OK, body).with_note(&note))
        }
        Ok((body, None)) => {
            let body = Bytes::from(body);
            source.response_cache().put(address, body.clone());
            Ok(SourceResponse::new(source.name(), StatusCode::OK, body))
        }
        Err(Error::Parameter(message)) => {
            Ok(SourceResponse::refused(source.name(), StatusCode::UNPROCESSABLE_ENTITY, message))
        }
        Err(Error::NoData(message)) => {
            let refused = SourceResponse::refused(source.name(), StatusCode::UNPROCESSABLE_ENTITY, message);
            Ok(refused.with_header(NO_DATA, Some(HeaderValue::from_static("1"))))
        }
        Err(error) => Err(error),
    }
}

/// The body that the view of the operation writes, and its note.
fn view(source: &Source, incoming: &IncomingCall<'_>) -> Result<(Vec<u8>, Option<String>), Error> {
    let uri = incoming.uri;
    let Some(operation) = incoming.operation else { return Err(Error::NoPath(uri.path().to_owned())) };
    let query: Vec<(String, String)> =
        form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let arguments = Arguments::read(operation, uri.path(), &query)?;
    let Some(row) = operation_table::row_of(operation) else {
        return Err(Error::NotInSource(format!(
            "{} is not answered from {} by this version of onet.",
            operation.id,
            source.label()
        )));
    };
    let path = with_slash_of(operation.path, uri.path());
    let links = Links::new(incoming.base.clone(), &path, &query);
    let call = Call::new(source, operation, &arguments, &links)?;
    match row.handler {
        Handler::View(view) => {
            source.release().require(row.requires)?;
            let body = view(&call)?;
            Ok((body, call.into_note()))
        }
        Handler::Unavailable(what) => {
            Err(Error::NotInSource(format!("{what} are in no release of O*NET. The live service has them.")))
        }
    }
}
