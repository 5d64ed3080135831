//! Every path of the contract, in both slash forms, over one handler.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use http::header::WWW_AUTHENTICATE;
use http::{HeaderValue, StatusCode};
use onet_api::operation::Operation;
use onet_api::operations;
use url::form_urlencoded;

use crate::arguments::Arguments;
use crate::in_process::CalledInProcess;
use crate::links::{self, Links};
use crate::refusal::{Refusal, error, json};
use crate::rules::{self, Call, Rule};
use crate::{Config, Source};

struct Served {
    source: Source,
    config: Config,
}

/// The service as an axum router.
pub fn router(source: Source, config: Config) -> Router {
    let served = Arc::new(Served { source, config });
    let mut router = Router::new();
    for operation in operations::ALL {
        let rule = rules::rule_of(operation);
        for path in slash_forms(operation.path) {
            let served = Arc::clone(&served);
            let handler = move |request: Request| async move { served.handle(operation, rule, &request) };
            router = router.route(&path, get(handler));
        }
    }
    // The router adds the header `Allow`.
    router
        .method_not_allowed_fallback(|request: Request| async move {
            let refused = format!("{} is not allowed, only GET.", request.method());
            error(StatusCode::METHOD_NOT_ALLOWED, refused)
        })
        .fallback(|request: Request| async move {
            error(StatusCode::NOT_FOUND, format!("There is no path {}.", request.uri().path()))
        })
}

/// A path as the contract writes it, and with or without its final slash: clients use both.
fn slash_forms(path: &str) -> Vec<String> {
    match path.strip_suffix('/') {
        Some("") => vec![path.to_owned()],
        Some(short) => vec![path.to_owned(), short.to_owned()],
        None => vec![path.to_owned(), format!("{path}/")],
    }
}

/// The path that was called, with a final slash where the contract writes one: links to other pages are the same
/// whichever form was called.
fn slash_form<'p>(written: &str, called: &'p str) -> Cow<'p, str> {
    match (written.ends_with('/'), called.ends_with('/')) {
        (true, false) => Cow::Owned(format!("{called}/")),
        (false, true) => Cow::Borrowed(called.trim_end_matches('/')),
        _ => Cow::Borrowed(called),
    }
}

impl Served {
    fn handle(
        &self,
        operation: &'static Operation,
        rule: Option<&'static Rule>,
        request: &Request,
    ) -> Response {
        let key = request.headers().get("x-api-key").map(HeaderValue::as_bytes);
        if !self.config.admits(key) {
            let mut response = error(StatusCode::UNAUTHORIZED, "API key is missing or invalid.".to_owned());
            response
                .headers_mut()
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static("ApiKey header=\"X-API-Key\""));
            return response;
        }
        let Some(base) = links::base(request.uri(), request.headers()) else {
            return error(
                StatusCode::BAD_REQUEST,
                "A call must have one Host header that is a host.".to_owned(),
            );
        };
        match self.answer(operation, rule, request, base) {
            Ok(body) => json(StatusCode::OK, body),
            Err(refusal) => refusal.into_answer(request.extensions().get::<CalledInProcess>().is_some()),
        }
    }

    fn answer(
        &self,
        operation: &'static Operation,
        rule: Option<&'static Rule>,
        request: &Request,
        base: String,
    ) -> Result<Vec<u8>, Refusal> {
        let uri = request.uri();
        let query: Vec<(String, String)> =
            form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
        let arguments = Arguments::read(operation, uri.path(), &query)?;
        let Some(rule) = rule else {
            return Err(Refusal::NotInSource(format!(
                "{} is not answered from {} by this version of onet.",
                operation.id,
                self.source.label()
            )));
        };
        let path = slash_form(operation.path, uri.path());
        let links = Links::new(base, &path, &query);
        rules::apply(rule, &Call { source: &self.source, operation, arguments: &arguments, links: &links })
    }
}
