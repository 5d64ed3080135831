//! Pages for a person with a browser: `/` and everything below `/explore/`.
//!
//! A page asks the same router as a program does, in this process, and renders what it answers. It works without a
//! script; the script suggests occupations while one types.

mod api;
mod browse;
mod code_titles;
mod compare;
mod crosswalks;
mod form;
mod frame;
mod item_list;
mod login;
mod occupation;
mod problem;
mod profiler;
mod public_path;
mod related;
mod releases;
mod reply;
mod search;
mod site;
mod table_columns;
mod table_form;
mod tables;
mod title_list;
mod visit;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use futures::future::BoxFuture;
use http::header::ACCEPT;
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode};
use maud::html;

use crate::config::{Admission, Config};
use crate::error::over_quota;
use crate::links;
use crate::service::AnsweredCall;
use crate::source_chain::SourceChain;
use form::Form;
use frame::{Frame, Session};
use problem::Problems;
use reply::{Failed, Reply};
use site::Site;
use visit::Visit;

/// Bytes of a form, at most.
const FORM: usize = 2 << 20;

/// What a page makes of a visit.
type Page = for<'a> fn(&'a Site, &'a Visit) -> BoxFuture<'a, Result<Reply, Failed>>;

/// The form of a page, filled as it was sent, with the problems at its fields.
type FormOf = for<'a> fn(&'a Site, &'a Visit, &'a Problems) -> BoxFuture<'a, Result<Reply, Failed>>;

/// A page: the segments of its path below `/explore`, where `*` stands for any, and what answers it.
struct Row {
    path: &'static [&'static str],
    name: &'static str,
    page: Page,
    /// What a visitor sees again when fields do not fit; none where a page has no form.
    form: Option<FormOf>,
}

const ROWS: &[Row] = &[
    Row { path: &[], name: "explore", page: |site, visit| Box::pin(search::home(site, visit)), form: None },
    Row {
        path: &["search"],
        name: "explore_search",
        page: |site, visit| Box::pin(search::search(site, visit)),
        form: Some(|site, visit, problems| Box::pin(search::form(site, visit, problems))),
    },
    Row {
        path: &["search", "*"],
        name: "explore_search_file",
        page: |site, visit| Box::pin(search::file(site, visit)),
        form: Some(|site, visit, problems| Box::pin(search::form(site, visit, problems))),
    },
    Row {
        path: &["suggest"],
        name: "explore_suggest",
        page: |site, visit| Box::pin(search::suggest(site, visit)),
        form: None,
    },
    Row {
        path: &["occupations", "*"],
        name: "explore_occupation",
        page: |site, visit| Box::pin(occupation::page(site, visit)),
        form: None,
    },
    Row {
        path: &["occupations", "*", "*"],
        name: "explore_occupation_file",
        page: |site, visit| Box::pin(occupation::file(site, visit)),
        form: None,
    },
    Row {
        path: &["related"],
        name: "explore_related",
        page: |site, visit| Box::pin(related::search(site, visit)),
        form: None,
    },
    Row {
        path: &["related", "*"],
        name: "explore_related_activities",
        page: |site, visit| Box::pin(related::activities(site, visit)),
        form: None,
    },
    Row {
        path: &["related", "*", "*"],
        name: "explore_related_results",
        page: |site, visit| Box::pin(related::results(site, visit)),
        form: Some(|site, visit, problems| Box::pin(related::form(site, visit, problems))),
    },
    Row {
        path: &["compare"],
        name: "explore_compare",
        page: |site, visit| Box::pin(compare::page(site, visit)),
        form: Some(|site, visit, problems| Box::pin(compare::form(site, visit, problems))),
    },
    Row {
        path: &["compare", "*"],
        name: "explore_compare_file",
        page: |site, visit| Box::pin(compare::file(site, visit)),
        form: Some(|site, visit, problems| Box::pin(compare::form(site, visit, problems))),
    },
    Row {
        path: &["tables"],
        name: "explore_tables",
        page: |site, visit| Box::pin(tables::list(site, visit)),
        form: None,
    },
    Row {
        path: &["tables", "*"],
        name: "explore_table",
        page: |site, visit| Box::pin(tables::rows(site, visit)),
        form: Some(|site, visit, problems| Box::pin(tables::form(site, visit, problems))),
    },
    Row {
        path: &["tables", "*", "*"],
        name: "explore_table_file",
        page: |site, visit| Box::pin(tables::file(site, visit)),
        form: Some(|site, visit, problems| Box::pin(tables::form(site, visit, problems))),
    },
    Row {
        path: &["code"],
        name: "explore_code",
        page: |site, visit| Box::pin(code_titles::page(site, visit)),
        form: Some(|site, visit, problems| Box::pin(code_titles::form(site, visit, problems))),
    },
    Row {
        path: &["crosswalks"],
        name: "explore_crosswalks",
        page: |site, visit| Box::pin(crosswalks::page(site, visit)),
        form: Some(|site, visit, problems| Box::pin(crosswalks::form(site, visit, problems))),
    },
    Row {
        path: &["crosswalks", "*"],
        name: "explore_crosswalks_file",
        page: |site, visit| Box::pin(crosswalks::file(site, visit)),
        form: Some(|site, visit, problems| Box::pin(crosswalks::form(site, visit, problems))),
    },
    Row {
        path: &["browse", "*"],
        name: "explore_browse_file",
        page: |site, visit| Box::pin(browse::file(site, visit)),
        form: None,
    },
    Row {
        path: &["browse"],
        name: "explore_browse",
        page: |site, visit| Box::pin(browse::page(site, visit)),
        form: None,
    },
    Row {
        path: &["profiler"],
        name: "explore_profiler",
        page: |site, visit| Box::pin(profiler::questions(site, visit)),
        form: None,
    },
    Row {
        path: &["profiler", "results"],
        name: "explore_profiler_results",
        page: |site, visit| Box::pin(profiler::results(site, visit)),
        form: Some(|site, visit, problems| Box::pin(profiler::form(site, visit, problems))),
    },
    Row {
        path: &["words"],
        name: "explore_words",
        page: |site, visit| Box::pin(words::page(site, visit)),
        form: None,
    },
    Row {
        path: &["releases"],
        name: "explore_releases",
        page: |site, visit| Box::pin(releases::page(site, visit)),
        form: Some(|site, visit, problems| Box::pin(releases::form(site, visit, problems))),
    },
    Row {
        path: &["releases", "*"],
        name: "explore_releases_file",
        page: |site, visit| Box::pin(releases::file(site, visit)),
        form: Some(|site, visit, problems| Box::pin(releases::form(site, visit, problems))),
    },
    Row {
        path: &["api"],
        name: "explore_api",
        page: |site, visit| Box::pin(api::list(site, visit)),
        form: None,
    },
    Row {
        path: &["api", "*"],
        name: "explore_api_operation",
        page: |site, visit| Box::pin(api::operation(site, visit)),
        form: Some(|site, visit, problems| Box::pin(api::form(site, visit, problems))),
    },
];

/// Pages that take many answers to make.
const REMEMBERED: [&str; 2] = ["explore_occupation", "explore_compare"];

/// Adds the pages to the routes of a server: `/` for browsers, everything below `/explore/`, and `/openapi.json`.
///
/// # Errors
///
/// When the client of the pages cannot be made.
pub fn pages(routes: Router, sources: &SourceChain, config: &Config) -> Result<Router, onet_api::Error> {
    let site = Arc::new(Site::new(sources, config)?);
    Ok(routes.layer(from_fn_with_state(site, answer)))
}

async fn answer(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_page = path == "/explore" || path.starts_with("/explore/");
    let is_get = matches!(*request.method(), Method::GET | Method::HEAD);
    match path {
        "/" if is_get && prefers_html(request.headers()) => {}
        // It describes the service and holds none of its data.
        "/openapi.json" if is_get => return reply::definition(),
        _ if is_page => {}
        _ => return next.run(login::with_key(request)).await,
    }
    let (head, body) = request.into_parts();
    if let Some(file) = reply::asset(head.uri.path()) {
        return file;
    }
    let public_path = links::base_path(&head);
    public_path::below(&public_path, page(&site, head, body).await).await
}

/// The page of a request.
async fn page(site: &Site, head: Parts, body: Body) -> Response {
    let is_get = matches!(head.method, Method::GET | Method::HEAD);
    let here = match head.uri.path().trim_end_matches('/') {
        "" => "/explore".to_owned(),
        path => path.to_owned(),
    };
    let frame = |session| Frame { site, here: &here, session };
    let outside = frame(if site.config().requires_key() { Session::SignedOut } else { Session::Open });
    if !is_get && head.method != Method::POST {
        return Failed::method().into_response(&outside);
    }
    let Ok(body) = to_bytes(body, FORM).await else {
        return Failed::form().into_response(&outside);
    };
    let visit = Visit::new(&head, Form::read(&head.headers, body).await);
    match visit.segments()[..] {
        ["login"] => return login::page(&outside, &visit, &head),
        ["logout"] => return login::leave(&outside, &head),
        _ => {}
    }
    let key = match site.config().admit(login::keys(&head.headers)) {
        Admission::Admitted(key) => key,
        Admission::Refused => return login::ask(&outside, &visit),
        Admission::OverQuota(wait) => return over_quota(wait),
    };
    let frame = frame(login::session(&outside, &head.headers));
    let row = ROWS.iter().find(|row| visit.matches(row.path));
    let mut response = match row {
        Some(row) => shown(row, &frame, &visit).await,
        None => Failed::unknown_page().into_response(&frame),
    };
    let operation = row.map(|row| row.name);
    response.extensions_mut().insert(AnsweredCall { version: "pages", operation, key });
    // The router takes the body from the answer to HEAD, after it has counted its bytes.
    response
}

/// The page of a row. Where fields do not fit, it is the form again, with what is wrong above it.
async fn shown(row: &Row, frame: &Frame<'_>, visit: &Visit) -> Response {
    if let Some(address) = visit.without_empty_fields() {
        return reply::see_other(&address);
    }
    let is_remembered = REMEMBERED.contains(&row.name);
    if let Some((title, content)) = frame.site.remembered(visit.address()).filter(|_| is_remembered) {
        return Reply::Page { title, content }.into_response(frame);
    }
    let failed = match (row.page)(frame.site, visit).await {
        Ok(reply) => {
            if let (Reply::Page { title, content }, true) = (&reply, is_remembered) {
                frame.site.remember(visit.address(), title, content);
            }
            return reply.into_response(frame);
        }
        Err(failed) => failed,
    };
    let (Failed::Fields(problems), Some(form)) = (&failed, row.form) else {
        return failed.into_response(frame);
    };
    match form(frame.site, visit, problems).await {
        Ok(Reply::Page { title, content }) => {
            let content = html! { (problems.summary(&content)) (content) };
            reply::page(frame, StatusCode::UNPROCESSABLE_ENTITY, &format!("Error: {title}"), &content)
        }
        // Without its form, the page still says what is wrong.
        Ok(_) | Err(_) => failed.into_response(frame),
    }
}

/// Whether a caller would rather have a page than JSON: a browser names HTML, programs do not.
fn prefers_html(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut kinds = accepted.flat_map(|value| value.split(',')).map(|kind| {
        let mut parts = kind.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=")).and_then(|quality| quality.parse().ok());
        (name, quality.unwrap_or(1.0_f32))
    });
    let kinds: Vec<(String, f32)> = kinds.by_ref().collect();
    let quality = |wanted: &str| kinds.iter().find(|(name, _)| name == wanted).map(|(_, quality)| *quality);
    let json = quality("application/json").unwrap_or(0.0);
    quality("text/html").is_some_and(|html| html > 0.0 && html >= json)
}
