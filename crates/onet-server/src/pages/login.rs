//! The key of a person with a browser, in a cookie that no script reads.

use axum::extract::Request;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{COOKIE, HOST, HeaderName, ORIGIN, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use maud::{Markup, html};

use super::frame::{Frame, Session};
use super::problem::Problems;
use super::reply::{self, Failed};
use super::visit::Visit;
use crate::config::Admission;
use crate::links;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
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

/// Who sees the pages, now that the server admits them: a cookie makes the difference.
pub(super) fn session(outside: &Frame<'_>, headers: &HeaderMap) -> Session {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let has_cookie = cookies
        .flat_map(|value| value.split(';'))
        .any(|pair| pair.trim().strip_prefix(NAME).is_some_and(|rest| rest.starts_with('=')));
    match outside.session {
        Session::SignedOut if has_cookie => Session::SignedIn,
        _ => Session::Open,
    }
}

/// The form for the key, in place of the page that needs it.
pub(super) fn ask(frame: &Frame<'_>, visit: &Visit) -> Response {
    let form = form(visit.address(), Problems::NONE);
    reply::page(frame, StatusCode::UNAUTHORIZED, "Sign in", &form)
}

/// The form, and what is sent with it.
pub(super) fn page(frame: &Frame<'_>, visit: &Visit, head: &Parts) -> Response {
    let next = visit.sent("next").unwrap_or_else(|| visit.field("next"));
    let Some(key) = visit.sent("key").map(str::trim) else {
        return reply::page(frame, StatusCode::OK, "Sign in", &form(next, Problems::NONE));
    };
    if is_foreign(head) {
        return Failed::foreign_form().into_response(frame);
    }
    match frame.site.config().admit([key]) {
        Admission::Refused => {
            let message = match key {
                "" => "Type the key.",
                _ => "This is not a key of this server, or it has expired.",
            };
            let refused = form(next, &Problems::of("key", message));
            reply::page(frame, StatusCode::UNAUTHORIZED, "Error: Sign in", &refused)
        }
        Admission::Admitted(_) | Admission::OverQuota(_) => {
            with_cookie(own(next), &URL_SAFE_NO_PAD.encode(key), visit.base(), "")
        }
    }
}

/// Removes the cookie.
pub(super) fn leave(frame: &Frame<'_>, head: &Parts) -> Response {
    match head.method == Method::POST {
        false => Failed::unknown_page().into_response(frame),
        true if is_foreign(head) => Failed::foreign_form().into_response(frame),
        true => with_cookie("/explore/login", "", &links::base(head).unwrap_or_default(), "; Max-Age=0"),
    }
}

/// Leads to a page, and sets the cookie.
fn with_cookie(next: &str, value: &str, base: &str, more: &str) -> Response {
    let secure = if base.starts_with("https://") { "; Secure" } else { "" };
    let cookie = format!("{NAME}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}");
    let mut response = reply::see_other(next);
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// Whether a page of another site sends a form. Browsers name its origin, and newer ones what it is to this server.
fn is_foreign(head: &Parts) -> bool {
    let header = |name: HeaderName| head.headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (header(SEC_FETCH_SITE), header(ORIGIN)) {
        // It holds behind a proxy that calls this server by another host, too.
        (Some(site), _) => !["same-origin", "none"].contains(&site),
        (None, Some(origin)) => {
            // A proxy may speak https in front of this server: the host decides.
            let authority =
                |url: &str| Some(url.split_once("://")?.1.split('/').next()?.to_ascii_lowercase());
            let origin = authority(origin);
            let base = links::base(head).and_then(|base| authority(&base));
            let host = header(HOST).map(str::to_ascii_lowercase);
            origin.is_none() || origin != base && origin != host
        }
        (None, None) => false,
    }
}

/// An address of this server; anything else leads to the first page.
fn own(next: &str) -> &str {
    let is_own = next == "/" || next == "/explore" || next.starts_with("/explore/");
    let is_form = ["/explore/login", "/explore/logout"].iter().any(|path| next.starts_with(path));
    if is_own && !is_form && !next.contains(['\\', '\r', '\n']) { next } else { "/explore" }
}

fn form(next: &str, problems: &Problems) -> Markup {
    let content = html! {
        h1 { "Sign in" }
        p { "This server answers callers with a key. Your administrator has it." }
        form.stack method="post" action="/explore/login" {
            label for="key" { "Key" }
            (problems.message("key"))
            input type="password" id="key" name="key" required autocomplete="current-password"
                aria-describedby=[problems.described("key", None)] aria-invalid=[problems.invalid("key")];
            input type="hidden" name="next" value=(own(next));
            button type="submit" { "Sign in" }
        }
    };
    html! { (problems.summary(&content)) (content) }
}
