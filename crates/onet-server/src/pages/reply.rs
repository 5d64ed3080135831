//! What a page answers: HTML, a file, an address to go to, or why it cannot.

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use futures::Stream;
use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY,
    VARY,
};
use http::{HeaderName, HeaderValue, StatusCode};
use maud::{Markup, html};
use onet_api::ErrorKind;
use onet_pages::html::text;
use onet_pages::printable::spreadsheet_cell;

use super::frame::Frame;
use super::problem::Problems;

/// Scripts and styles come from this server alone; no page elsewhere may show one of ours in a frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const CSV: &str = "text/csv; charset=utf-8";

const STYLE: &str = include_str!("site.css");
const SCRIPT: &str = include_str!("script.js");

/// What a page answers.
pub(super) enum Reply {
    /// A page of a title.
    Page { title: String, content: Markup },
    /// A file to store, with its media type.
    File { name: String, kind: &'static str, content: Vec<u8> },
    /// A file that is written while it is sent.
    Stream { name: String, kind: &'static str, content: Body },
    /// Data for the script.
    Json(Vec<u8>),
    /// Another page.
    SeeOther(String),
}

impl Reply {
    pub(super) fn page(title: impl Into<String>, content: Markup) -> Self {
        Self::Page { title: title.into(), content }
    }

    /// Rows as a file of CSV.
    pub(super) fn csv(
        name: String,
        columns: &[impl AsRef<str>],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Result<Self, Failed> {
        Self::csv_beside(name, 0, columns, rows)
    }

    /// As [`csv`](Self::csv), where the first cells of each row are the visitor's own: they stay as they are.
    pub(super) fn csv_beside(
        name: String,
        own: usize,
        columns: &[impl AsRef<str>],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Result<Self, Failed> {
        let header = columns.iter().map(|column| column.as_ref().to_owned()).collect();
        let rows = std::iter::once(header).chain(rows);
        let content = csv_rows_beside(own, rows).map_err(Failed::of)?;
        Ok(Self::File { name, kind: CSV, content })
    }

    /// A file of CSV whose parts are made one after another, while it is sent.
    pub(super) fn csv_stream(
        name: String,
        parts: impl Stream<Item = Result<Vec<u8>, csv::Error>> + Send + 'static,
    ) -> Self {
        Self::Stream { name, kind: CSV, content: Body::from_stream(parts) }
    }

    /// A value as a file of JSON.
    pub(super) fn json_file(name: String, value: &impl serde::Serialize) -> Result<Self, Failed> {
        let content =
            serde_json::to_vec_pretty(value).map_err(|failure| Failed::server(failure.to_string()))?;
        Ok(Self::File { name, kind: "application/json", content })
    }

    /// The response, a page in a frame.
    pub(super) fn into_response(self, frame: &Frame<'_>) -> Response {
        match self {
            Self::Page { title, content } => page(frame, StatusCode::OK, &title, &content),
            Self::File { name, kind, content } => attached(&name, with_kind(kind, content)),
            Self::Stream { name, kind, content } => attached(&name, with_kind(kind, content)),
            Self::Json(content) => with_kind("application/json", content),
            Self::SeeOther(address) => see_other(&address),
        }
    }
}

/// Leads to another page.
pub(super) fn see_other(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(address) = HeaderValue::from_str(address) {
        response.headers_mut().insert(LOCATION, address);
    }
    response
}

/// Rows of cells as CSV. No spreadsheet runs a cell as a formula.
pub(super) fn csv_rows(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, csv::Error> {
    csv_rows_beside(0, rows)
}

fn csv_rows_beside(own: usize, rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        let safe = |(at, cell): (usize, String)| match at < own {
            true => cell,
            false => spreadsheet_cell(&cell).into_owned(),
        };
        writer.write_record(row.into_iter().enumerate().map(safe))?;
    }
    writer.into_inner().map_err(|failure| failure.into_error().into())
}

/// A response to be stored as a file.
fn attached(name: &str, mut response: Response) -> Response {
    if let Ok(named) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, named);
    }
    response
}

/// A page in the frame of the site.
pub(super) fn page(frame: &Frame<'_>, status: StatusCode, title: &str, content: &Markup) -> Response {
    let document = frame.document(title, content).into_string();
    let mut response = with_kind("text/html; charset=utf-8", document.into_bytes());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &'static str); 3] =
        [(CONTENT_SECURITY_POLICY, POLICY), (REFERRER_POLICY, "same-origin"), (VARY, "accept, cookie")];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn with_kind(kind: &'static str, content: impl Into<Body>) -> Response {
    let mut response = Response::new(content.into());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// A file that belongs to the program: its style and its script. It needs no key.
pub(super) fn asset(path: &str) -> Option<Response> {
    let (kind, content) = match path {
        "/explore/style.css" => {
            ("text/css; charset=utf-8", format!("{}{STYLE}", onet_pages::html::STYLE).into_bytes())
        }
        "/explore/script.js" => ("text/javascript; charset=utf-8", SCRIPT.as_bytes().to_vec()),
        _ => return None,
    };
    let mut response = with_kind(kind, content);
    let cached = HeaderValue::from_static("public, max-age=3600");
    response.headers_mut().insert(CACHE_CONTROL, cached);
    Some(response)
}

/// The contract of the API, as OpenAPI.
pub(super) fn definition() -> Response {
    with_kind("application/json", onet_api::OPENAPI.as_bytes().to_vec())
}

/// Why there is no page.
#[derive(Debug)]
pub(super) enum Failed {
    /// Fields do not fit: a page with a form shows it again.
    Fields(Problems),
    /// There is nothing to show.
    Page { status: StatusCode, title: &'static str, message: String },
}

impl Failed {
    fn new(status: StatusCode, title: &'static str, message: impl Into<String>) -> Self {
        Self::Page { status, title, message: message.into() }
    }

    pub(super) fn unknown_page() -> Self {
        let message = "There is no page of this address. The menu above leads to all of them.";
        Self::new(StatusCode::NOT_FOUND, "Page not found", message)
    }

    pub(super) fn unknown_occupation(code: &str) -> Self {
        let message = format!("“{code}” is no code of an occupation, such as 29-1051.00.");
        Self::new(StatusCode::NOT_FOUND, "Not found", message)
    }

    pub(super) fn unknown_table(id: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not found", format!("There is no table “{id}”."))
    }

    pub(super) fn method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "Not allowed", "Pages are read with GET.")
    }

    pub(super) fn form() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "Too large", "A form may have 2 MB.")
    }

    /// A form of another site may not be sent here.
    pub(super) fn foreign_form() -> Self {
        let message = "This form was sent from another site. Open the page here, and send its form.";
        Self::new(StatusCode::FORBIDDEN, "Not allowed", message)
    }

    /// What was sent cannot be understood.
    pub(super) fn input(message: impl Into<String>) -> Self {
        Self::field("", message)
    }

    /// A field does not fit, by its id.
    pub(super) fn field(id: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Fields(Problems::of(id, message))
    }

    /// Says which field was at fault, where that is not known yet.
    pub(super) fn at(self, id: &str) -> Self {
        match self {
            Self::Fields(problems) => Self::Fields(problems.at(id)),
            other => other,
        }
    }

    /// What the address names does not exist here, where something in the path was refused.
    pub(super) fn of_path(self) -> Self {
        match self {
            Self::Fields(problems) => Self::new(StatusCode::NOT_FOUND, "Not found", problems.text()),
            Self::Page { status: StatusCode::UNPROCESSABLE_ENTITY, title, message } => {
                Self::Page { status: StatusCode::NOT_FOUND, title, message }
            }
            other => other,
        }
    }

    /// A failure that is none of the caller.
    pub(super) fn of(failure: impl std::fmt::Display) -> Self {
        Self::server(failure.to_string())
    }

    pub(super) fn server(message: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "The server failed", message)
    }

    pub(super) fn into_response(self, frame: &Frame<'_>) -> Response {
        let (status, title, message) = match self {
            Self::Fields(problems) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "That did not work", problems.text())
            }
            Self::Page { status, title, message } => (status, title, message),
        };
        let content = html! {
            h1 { (title) }
            p.failed role="alert" { (text(&message)) }
            p { a href="/explore/search" { "Search for an occupation" } }
        };
        page(frame, status, title, &content)
    }
}

impl From<Problems> for Failed {
    fn from(problems: Problems) -> Self {
        Self::Fields(problems)
    }
}

impl From<onet_api::Error> for Failed {
    fn from(failure: onet_api::Error) -> Self {
        let message = failure.message().to_owned();
        match failure.kind() {
            ErrorKind::NotFound => Self::new(StatusCode::NOT_FOUND, "Not found", message),
            ErrorKind::Refused => Self::input(message),
            ErrorKind::NoData | ErrorKind::NotInSource => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "Not in this source", message)
            }
            ErrorKind::RateLimited => Self::new(StatusCode::TOO_MANY_REQUESTS, "Too many requests", message),
            _ => match failure.status() {
                Some(status) if status == StatusCode::SERVICE_UNAVAILABLE => {
                    Self::new(StatusCode::SERVICE_UNAVAILABLE, "The server is busy", message)
                }
                _ => Self::server(message),
            },
        }
    }
}

impl From<crate::error::Error> for Failed {
    fn from(failure: crate::error::Error) -> Self {
        use crate::error::Error;
        match failure {
            Error::Parameter(message) | Error::NoData(message) => Self::input(message),
            Error::NotInSource(message) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "Not in this source", message)
            }
            Error::NoPath(_) => Self::unknown_page(),
            Error::Upstream(failure) => failure.into(),
            Error::TooSlow => Self::input("This takes too long to compute. Use fewer filters and sorts."),
            Error::Busy => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "The server is busy", "Try again in a moment.")
            }
            // A visitor may not see the cause; the log has it.
            Error::Failed(cause) => {
                tracing::error!(%cause, "a page failed");
                Self::server("The source of the data failed.")
            }
        }
    }
}

impl From<onet_domain::Error> for Failed {
    fn from(failure: onet_domain::Error) -> Self {
        match failure {
            onet_domain::Error::Call(failure) => failure.into(),
            other => Self::server(other.to_string()),
        }
    }
}

impl From<onet_domain::ParseError> for Failed {
    fn from(failure: onet_domain::ParseError) -> Self {
        Self::input(format!("{}.", failure.in_words()))
    }
}
