//! The key of a person with a browser, in a cookie that no script reads.

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{COOKIE, LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode};
use maud::{Markup, html};

use super::reply;
use super::site::Site;
use super::visit::Visit;
use crate::config::Admission;

const NAME: &str = "onet_key";

/// The keys that a request carries: in the header, as programs send it, and in the cookie.
pub(super) fn keys(headers: &HeaderMap) -> Vec<Vec<u8>> {
    let header = headers.get("x-api-key").map(|value| value.as_bytes().to_vec());
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let cookies = cookies.flat_map(|value| value.split(';')).filter_map(|pair| {
        let value = pair.trim().strip_prefix(NAME)?.strip_prefix('=')?;
        URL_SAFE_NO_PAD.decode(value).ok()
    });
    header.into_iter().chain(cookies).collect()
}

/// A request for data with the key of the cookie, where it has none of its own: a page links to the data that it shows.
/// No page of another site can send the cookie, and all operations are reads.
pub(super) fn with_key(mut request: Request) -> Request {
    let headers = request.headers_mut();
    if headers.contains_key("x-api-key") || !headers.contains_key(COOKIE) {
        return request;
    }
    let key = keys(headers).into_iter().next().and_then(|key| HeaderValue::from_bytes(&key).ok());
    if let Some(key) = key {
        headers.insert("x-api-key", key);
    }
    request
}

/// The form for the key, in place of the page that needs it.
pub(super) fn ask(site: &Site, visit: &Visit) -> Response {
    reply::page(site, visit.path(), StatusCode::UNAUTHORIZED, "Sign in", &form(visit.address(), ""))
}

/// The form, and what is sent with it.
pub(super) fn page(site: &Site, visit: &Visit) -> Response {
    let next = visit.sent("next").unwrap_or_else(|| visit.field("next"));
    let Some(key) = visit.sent("key").map(str::trim) else {
        return reply::page(site, visit.path(), StatusCode::OK, "Sign in", &form(next, ""));
    };
    match site.config().admit([key]) {
        Admission::Refused => {
            let refused = form(next, "This is not a key of this server, or it has expired.");
            reply::page(site, visit.path(), StatusCode::UNAUTHORIZED, "Sign in", &refused)
        }
        Admission::Admitted(_) | Admission::OverQuota(_) => {
            let secure = if visit.base().starts_with("https://") { "; Secure" } else { "" };
            let value = URL_SAFE_NO_PAD.encode(key);
            let cookie = format!("{NAME}={value}; Path=/; HttpOnly; SameSite=Strict{secure}");
            let mut response = StatusCode::SEE_OTHER.into_response();
            let headers = response.headers_mut();
            if let (Ok(cookie), Ok(next)) = (HeaderValue::from_str(&cookie), HeaderValue::from_str(own(next)))
            {
                headers.insert(SET_COOKIE, cookie);
                headers.insert(LOCATION, next);
            }
            response
        }
    }
}

/// An address of this server; anything else leads to the first page.
fn own(next: &str) -> &str {
    let is_own = next == "/" || next == "/explore" || next.starts_with("/explore/");
    if is_own && !next.contains(['\\', '\r', '\n']) { next } else { "/explore" }
}

fn form(next: &str, error: &str) -> Markup {
    html! {
        h1 { "Sign in" }
        p { "This server answers callers with a key. Your administrator has it." }
        form.stack method="post" action="/explore/login" {
            @if !error.is_empty() { p.failed role="alert" id="key-error" { (error) } }
            label for="key" { "Key" }
            input type="password" id="key" name="key" required autocomplete="current-password"
                aria-describedby=[(!error.is_empty()).then_some("key-error")];
            input type="hidden" name="next" value=(own(next));
            button type="submit" { "Sign in" }
        }
    }
}
