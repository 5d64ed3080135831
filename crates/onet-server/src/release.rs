//! Answers a call from a release: the response cache, the arguments, the tables that the operation requires, the view.

use bytes::Bytes;
use http::{HeaderValue, StatusCode};
use url::form_urlencoded;

use crate::arguments::Arguments;
use crate::config::Config;
use crate::data_files;
use crate::entity_tag::EntityTag;
use crate::error::{Error, NO_DATA};
use crate::incoming_call::IncomingCall;
use crate::links::{Links, with_slash_of};
use crate::operation_table::{self, Handler};
use crate::source::Source;
use crate::source_response::SourceResponse;
use crate::views::call::Call;

/// The response of a release, from the cache where it has one.
///
/// A call of this process is answered on its thread, and without an entity tag; others are computed in the pool.
pub(crate) async fn answer(
    source: &Source,
    incoming: &IncomingCall,
    config: &Config,
) -> Result<SourceResponse, Error> {
    let address = format!("{}{}", incoming.base, incoming.path_and_query());
    if incoming.in_process {
        return match source.response_cache().get(&address) {
            Some(body) => Ok(response(source, incoming, body)),
            None => compute(source, incoming, address),
        };
    }
    let tag = EntityTag::new(source.identity(), &address);
    if incoming.if_none_match.as_ref().is_some_and(|known| tag.is_in(known)) {
        return Ok(SourceResponse::not_modified(source.name(), tag));
    }
    if let Some(body) = source.response_cache().get(&address) {
        config.count_cache_hit();
        return Ok(response(source, incoming, body).tagged(tag));
    }
    config.count_cache_miss();
    let (release, call) = (source.clone(), incoming.clone());
    let response = config.pool().run(incoming.operation, move || compute(&release, &call, address)).await?;
    Ok(response.tagged(tag))
}

fn compute(source: &Source, incoming: &IncomingCall, address: String) -> Result<SourceResponse, Error> {
    match view(source, incoming) {
        // The cache holds bodies alone.
        Ok((body, Some(note))) => Ok(response(source, incoming, body.into()).with_note(&note)),
        Ok((body, None)) => {
            let body = Bytes::from(body);
            source.response_cache().put(address, body.clone());
            Ok(response(source, incoming, body))
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

/// A response with the headers that describe its source.
fn response(source: &Source, incoming: &IncomingCall, body: Bytes) -> SourceResponse {
    let row = incoming.operation.and_then(operation_table::row_of);
    let response = SourceResponse::new(source.name(), StatusCode::OK, body)
        .data_files(row.and_then(|row| data_files::of_row(row, source.release())));
    match source.release().has_table("bright_outlook") {
        true => response,
        false => response.without_outlook(),
    }
}

/// The body that the view of the operation writes, and its note.
fn view(source: &Source, incoming: &IncomingCall) -> Result<(Vec<u8>, Option<String>), Error> {
    let uri = &incoming.uri;
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
