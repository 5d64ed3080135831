//! Cross-origin resource sharing (CORS): which web pages may read answers.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http::header::{
    ACCEPT, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, AUTHORIZATION, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, RETRY_AFTER,
};
use http::{HeaderName, HeaderValue, Method};
use tower_http::cors::{AllowOrigin, CorsLayer};
use url::Url;

use crate::data_files::DATA_FILES;
use crate::error::{NO_DATA, NOT_IN_SOURCE};
use crate::legacy::{self, LOSSES};
use crate::source_response::{NOTE, RECORDED_AT, SOURCE};

/// How long a browser may cache the answer to a preflight request.
const PREFLIGHT_MAX_AGE: Duration = Duration::from_secs(3600);

/// Web pages that may read answers: those of one origin, or all.
///
/// ```
/// use onet_server::Origin;
///
/// assert_eq!("https://example.org".parse(), Ok(Origin::Of("https://example.org".to_owned())));
/// assert_eq!("*".parse(), Ok(Origin::Any));
/// assert!("https://example.org/page".parse::<Origin>().is_err(), "an origin has no path");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// All pages, wherever they are from: `*`.
    Any,
    /// Pages from this scheme, host and port, as in `https://example.org:8443`.
    Of(String),
}

/// A text that is not an [`Origin`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected * or an origin such as https://example.org, without a path and without the usual port; got {0:?}"
)]
pub struct OriginError(String);

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        if text == "*" {
            return Ok(Self::Any);
        }
        let url = Url::parse(text).ok().filter(|url| ["http", "https"].contains(&url.scheme()));
        // Browsers send lower case, no default port and no final slash.
        let origin = url.map(|url| url.origin().ascii_serialization());
        match origin.filter(|origin| origin.eq_ignore_ascii_case(text)) {
            Some(origin) => Ok(Self::Of(origin)),
            None => Err(OriginError(text.to_owned())),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Any => "*",
            Self::Of(origin) => origin,
        })
    }
}

/// Lets web pages of these origins read the answers of a router; without any, returns the router unchanged.
///
/// Calls need a key as before. The preflight request that a browser sends before such a call needs none.
pub fn allow_origins(router: Router, origins: &[Origin]) -> Router {
    if origins.is_empty() {
        return router;
    }
    let named = origins.iter().filter_map(|origin| HeaderValue::from_str(&origin.to_string()).ok());
    let allowed = match origins.contains(&Origin::Any) {
        true => AllowOrigin::any(),
        false => AllowOrigin::list(named),
    };
    let key = HeaderName::from_static("x-api-key");
    let cors = CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers([ACCEPT, AUTHORIZATION, CONTENT_TYPE, IF_NONE_MATCH, key])
        .expose_headers([
            SOURCE,
            RECORDED_AT,
            DATA_FILES,
            NOT_IN_SOURCE,
            NO_DATA,
            NOTE,
            LOSSES,
            RETRY_AFTER,
            ETAG,
        ])
        .max_age(PREFLIGHT_MAX_AGE);
    router.layer(cors).layer(from_fn(allow_methods_of_version))
}

/// The headers that clients of the Model Context Protocol send besides those of other calls.
const MCP_HEADERS: &str = "accept,authorization,content-type,x-api-key,mcp-protocol-version,mcp-method,mcp-name,\
                           mcp-session-id,last-event-id";

/// Allows POST in preflight responses for version 1.x, `/code` and `/mcp` only: version 2.0 does not answer it.
async fn allow_methods_of_version(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_mcp = path == "/mcp";
    let is_v2 = !legacy::is_legacy(path) && path != "/code" && !is_mcp;
    let mut response = next.run(request).await;
    if is_mcp && let Some(headers) = response.headers_mut().get_mut(ACCESS_CONTROL_ALLOW_HEADERS) {
        *headers = HeaderValue::from_static(MCP_HEADERS);
    }
    if is_v2 && let Some(methods) = response.headers_mut().get_mut(ACCESS_CONTROL_ALLOW_METHODS) {
        *methods = HeaderValue::from_static("GET,HEAD");
    }
    response
}
