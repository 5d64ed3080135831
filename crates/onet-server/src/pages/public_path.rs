//! Pages below the path of a public address, such as `https://example.org/onet`.

use axum::body::{Body, to_bytes};
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderValue, StatusCode};

/// Attributes whose values are addresses.
const ADDRESSES: [&str; 4] = ["action", "formaction", "href", "src"];

/// The response with its addresses below a path: those in the attributes of a page, and where it leads to.
pub(super) async fn below(path: &str, mut response: Response) -> Response {
    if path.is_empty() {
        return response;
    }
    let location = response.headers().get(LOCATION).and_then(|address| address.to_str().ok());
    let moved = location.filter(|address| address.starts_with('/')).map(|address| format!("{path}{address}"));
    if let Some(moved) = moved.and_then(|address| HeaderValue::from_str(&address).ok()) {
        response.headers_mut().insert(LOCATION, moved);
    }
    let kind = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    if !kind.is_some_and(|kind| kind.starts_with(b"text/html")) {
        return response;
    }
    let (head, body) = response.into_parts();
    // A page is whole in memory; it cannot fail.
    let Ok(page) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    Response::from_parts(head, Body::from(moved_below(path, &String::from_utf8_lossy(&page))))
}

/// A page with its addresses below a path. A quotation mark in a text is written as an entity, so that only attributes have
/// this form.
fn moved_below(path: &str, page: &str) -> String {
    ADDRESSES.iter().fold(page.to_owned(), |page, attribute| {
        page.replace(&format!(" {attribute}=\"/"), &format!(" {attribute}=\"{path}/"))
    })
}

#[cfg(test)]
mod tests {
    use super::moved_below;

    #[test]
    fn addresses_in_attributes_are_moved_and_texts_stay() {
        let page = r##"<a class="b" href="/explore?a=/b">href=&quot;/x</a><a href="#main"><a href="https://example.org/">"##;
        let moved = r##"<a class="b" href="/onet/explore?a=/b">href=&quot;/x</a><a href="#main"><a href="https://example.org/">"##;
        assert_eq!(moved_below("/onet", page), moved);
    }
}
