//! Answers a call from a release: the response cache, the arguments, the tables that the operation requires, the view.

use bytes::Bytes;
use http::StatusCode;
use url::form_urlencoded;

use crate::arguments::Arguments;
use crate::error::Error;
use crate::incoming_call::IncomingCall;
use crate::links::{Links, with_slash_of};
use crate::operation_table::{self, Handler};
use crate::source::Source;
use crate::source_response::SourceResponse;
use crate::views::call::Call;

/// The response of a release, from the cache where it has one.
pub(crate) fn answer(source: &Source, incoming: &IncomingCall<'_>) -> Result<SourceResponse, Error> {
    let response = cached(source, incoming)?;
    Ok(match source.indices().bright_outlook(source.release())? {
        Some(_) => response,
        None => response.outlook_unknown(),
    })
}

fn cached(source: &Source, incoming: &IncomingCall<'_>) -> Result<SourceResponse, Error> {
    let address = format!("{}{}", incoming.base, incoming.path_and_query());
    if let Some(body) = source.response_cache().get(&address) {
        return Ok(SourceResponse::new(source.name(), StatusCode::OK, body));
    }
    match view(source, incoming) {
        Ok(body) => {
            let body = Bytes::from(body);
            source.response_cache().put(address, body.clone());
            Ok(SourceResponse::new(source.name(), StatusCode::OK, body))
        }
        Err(Error::Parameter(message)) => {
            Ok(SourceResponse::refused(source.name(), StatusCode::UNPROCESSABLE_ENTITY, message))
        }
        Err(error) => Err(error),
    }
}

/// The body that the view of the operation writes.
fn view(source: &Source, incoming: &IncomingCall<'_>) -> Result<Vec<u8>, Error> {
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
            view(&call)
        }
        Handler::Unavailable(what) => {
            let label = source.label();
            Err(Error::NotInSource(format!("{what} are not in {label}. The live service has them.")))
        }
    }
}
