//! Routes of other crates, under the keys and quotas of the server.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use http::header::{AUTHORIZATION, HOST, ORIGIN};
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::config::{Admission, Config};
use crate::cors::Origin;
use crate::error::{error_response, over_quota};
use crate::links::PublicBase;
use crate::service::{AnsweredCall, unauthorized};

/// Puts the routes of another crate under the keys and quotas of a server: merge the result with [`router`] and put
/// [`HttpLayers`] around both.
///
/// A call carries its key as `X-API-Key`, or as `Authorization: Bearer`. A call from a web page is answered where the
/// page is from the server's own host or public URL, or from one of these origins: a page of another site may not use what a browser
/// knows. Counters and the access log have the calls under the name.
///
/// ```
/// use axum::{Router, routing::post};
/// use onet_server::{Config, Source, SourceChain, mounted, router};
///
/// # fn example() -> Result<(), onet_server::SourceError> {
/// let (sources, config) = (SourceChain::from(Source::sample()?), Config::default());
/// let own = Router::new().route("/echo", post(|body: String| async { body }));
/// let routes = router(sources, config.clone()).merge(mounted(own, "echo", &config, &[]));
/// # let _ = routes;
/// # Ok(())
/// # }
/// ```
///
/// [`router`]: crate::router()
/// [`HttpLayers`]: crate::HttpLayers
pub fn mounted(routes: Router, name: &'static str, config: &Config, origins: &[Origin]) -> Router {
    let gate = Arc::new(Gate { name, config: config.clone(), origins: origins.to_vec() });
    routes.layer(from_fn_with_state(gate, admit))
}

struct Gate {
    name: &'static str,
    config: Config,
    origins: Vec<Origin>,
}

async fn admit(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    let mut call = AnsweredCall { version: gate.name, operation: Some(gate.name), key: None };
    let public = request.extensions().get::<PublicBase>();
    let mut response = if !gate.answers_page(request.headers(), public) {
        let message =
            "Web pages of this origin are not answered; onet serve --allow-origin names those that are.";
        error_response(StatusCode::FORBIDDEN, message.to_owned())
    } else {
        match gate.config.admit(keys(request.headers())) {
            Admission::Admitted(key) => {
                call.key = key;
                next.run(request).await
            }
            Admission::Refused => unauthorized(),
            Admission::OverQuota(wait) => over_quota(wait),
        }
    };
    response.extensions_mut().insert(call);
    response
}

impl Gate {
    /// Whether a call is from a program, or from a web page that may call.
    fn answers_page(&self, headers: &HeaderMap, public: Option<&PublicBase>) -> bool {
        let Some(origin) = headers.get(ORIGIN) else { return true };
        let Ok(origin) = origin.to_str() else { return false };
        let host = origin.split_once("://").map(|(_, host)| host.as_bytes());
        let is_own = host.is_some() && headers.get(HOST).map(HeaderValue::as_bytes) == host;
        let is_public = public.is_some_and(|PublicBase(base)| {
            base.strip_prefix(origin).is_some_and(|path| path.is_empty() || path.starts_with('/'))
        });
        is_own
            || is_public
            || self.origins.iter().any(|allowed| match allowed {
                Origin::Any => true,
                Origin::Of(allowed) => allowed.eq_ignore_ascii_case(origin),
            })
    }
}

/// The keys that a call carries.
fn keys(headers: &HeaderMap) -> impl Iterator<Item = &[u8]> {
    let bearer = headers.get_all(AUTHORIZATION).iter().filter_map(|value| {
        let (scheme, key) = value.as_bytes().split_at_checked(7)?;
        scheme.eq_ignore_ascii_case(b"bearer ").then_some(key)
    });
    headers.get("x-api-key").map(HeaderValue::as_bytes).into_iter().chain(bearer)
}
