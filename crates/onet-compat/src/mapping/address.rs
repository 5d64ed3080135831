//! Addresses and parameters of the two versions.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::form_urlencoded;

use super::call::{LegacyCall, Source, V2Call};
use super::error::MappingError;
use super::sections::report_sections;
use super::values::{SHORT, interest_code, interest_name};
use crate::kind::Kind;
use crate::resource::Resource;
use crate::rule::{Counterpart, Query, Rule, SHAPE_UNKNOWN, SourceTemplate};
use crate::table::RESOURCES;
use crate::version::Version;

/// The official service of version 2.0, which [`v2_link`] leads to.
pub const V2_BASE: &str = "https://api-v2.onetcenter.org/";

/// The most items that 2.0 gives in one answer.
const LARGEST_PAGE: u32 = 2000;

/// What a path segment cannot hold as it is: all but the unreserved characters of RFC 3986.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Parameters of a 1.x call that a page's address does not repeat: the bounds of the page, and who calls.
const NOT_REPEATED: [&str; 3] = ["start", "end", "client"];

/// The segment of 2.0 paths that stands for all categories together, which 1.x does not have.
const ALL: &str = "all";

/// Which calls of 2.0 answer a call of a resource.
///
/// Parameters of the query that 1.x did not have are ignored, as it did. Whether required ones are there is left to
/// 2.0, which refuses a call without them with the same status.
///
/// # Errors
/// [`MappingError::MissingParameter`] where a parameter is missing that the path of 2.0 needs.
pub fn v2_call(resource: &Resource, call: &LegacyCall) -> Result<V2Call, MappingError> {
    Ok(match resource.rule.counterpart {
        Counterpart::Paths(_) if resource.kind == Kind::Undocumented => V2Call::NoCounterpart(SHAPE_UNKNOWN),
        Counterpart::Paths(paths) => {
            let path = fill(chosen(paths, call), call)?;
            V2Call::One { path, query: query(&resource.rule, call) }
        }
        Counterpart::Sections(_) => V2Call::Sections(report_sections(resource).unwrap_or_default()),
        Counterpart::Release(templates) => V2Call::Release(
            templates.iter().map(|template| source(template, call)).collect::<Result<_, _>>()?,
        ),
        Counterpart::OneWay(_, reason) | Counterpart::Nothing(reason) => V2Call::NoCounterpart(reason),
    })
}

/// The address of 2.0 for one of 1.x, at the official service; `None` where no single operation answers it.
///
/// ```
/// use onet_compat::mapping::v2_link;
///
/// let browse = v2_link("https://services.onetcenter.org/ws/mnm/browse/62");
/// assert_eq!(browse.as_deref(), Some("https://api-v2.onetcenter.org/mnm/industries/62/most_people"));
/// assert_eq!(v2_link("https://services.onetcenter.org/ws/mnm/apprenticeship/"), None);
/// ```
#[must_use]
pub fn v2_link(v1_href: &str) -> Option<String> {
    let start = v1_href.find("/ws/")?;
    let (path, query) = split(&v1_href[start..]);
    let (resource, arguments) = Resource::at(path)?;
    let call = LegacyCall {
        base: String::new(),
        v2_base: V2_BASE.to_owned(),
        version: Version::V1_9,
        arguments: arguments.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        query,
    };
    match v2_call(resource, &call).ok()? {
        V2Call::One { path, query } => Some(join(V2_BASE, &path, &query)),
        V2Call::Sections(_) | V2Call::Release(_) | V2Call::NoCounterpart(_) => None,
    }
}

/// The address of 1.x for one of 2.0, on the base of a call; `None` for what 1.x does not have and for addresses
/// elsewhere.
///
/// ```
/// use onet_compat::Version;
/// use onet_compat::mapping::{LegacyCall, legacy_link};
///
/// let call = LegacyCall {
///     base: "http://localhost:8080/ws/".to_owned(),
///     v2_base: "http://localhost:8080/".to_owned(),
///     version: Version::V1_9,
///     arguments: Vec::new(),
///     query: Vec::new(),
/// };
/// let technology = "http://localhost:8080/online/occupations/17-2141.00/related/technology_skills/43232605";
/// assert_eq!(
///     legacy_link(technology, &call).as_deref(),
///     Some("http://localhost:8080/ws/online/occupations/17-2141.00/related/tools_technology/43232605")
/// );
/// assert_eq!(legacy_link("http://localhost:8080/online/soft_skills/", &call), None);
/// ```
#[must_use]
pub fn legacy_link(v2_href: &str, call: &LegacyCall) -> Option<String> {
    let (path, query) = split(below(v2_href, call)?);
    let segments = segments(path);
    RESOURCES.iter().find_map(|resource| {
        let rule = &resource.rule;
        let variables = rule.paths().iter().find_map(|template| captured(template, &segments))?;
        let v1 = resource.path?.trim_start_matches("/ws/");
        // A variable of 2.0 that the path of 1.x does not have is a parameter of its query.
        let moved = variables
            .iter()
            .filter(|(name, _)| !v1.contains(&format!("{{{name}}}")))
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        let path = replace_encoded(v1, &variables);
        let query: Vec<_> = moved.chain(legacy_query(rule, &query)).collect();
        Some(join(&call.base, &path, &query))
    })
}

/// The address of another page of the list that was called, as 1.x writes it: with the parameters that the document
/// repeats, the other ones of the call, then the bounds, of which the last does not pass the total.
pub(super) fn page_link(
    resource: &Resource,
    v2_href: &str,
    echoed: &[(String, String)],
    total: Option<u64>,
    call: &LegacyCall,
) -> Option<String> {
    let (_, bounds) = split(v2_href);
    let bound = |name: &str| bounds.iter().find(|(key, _)| key == name)?.1.parse::<u64>().ok();
    let (start, end) = (bound("start")?, bound("end")?);
    let others = call.query.iter().filter(|(name, _)| {
        !NOT_REPEATED.contains(&name.as_str()) && echoed.iter().all(|(known, _)| known != name)
    });
    let query: Vec<_> = echoed
        .iter()
        .chain(others)
        .cloned()
        .chain([
            ("start".to_owned(), start.to_string()),
            ("end".to_owned(), end.min(total.unwrap_or(end)).to_string()),
        ])
        .collect();
    Some(join(&call.base, &own_path(resource, call), &query))
}

/// The address of a section with all its examples.
pub(super) fn see_all(resource: &Resource, call: &LegacyCall) -> String {
    join(&call.base, &own_path(resource, call), &[("all".to_owned(), "1".to_owned())])
}

/// The path of a resource below the base, with the arguments of the call.
fn own_path(resource: &Resource, call: &LegacyCall) -> String {
    let path = resource.path.unwrap_or_default().trim_start_matches("/ws/");
    let arguments: Vec<(&str, String)> =
        call.arguments.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    replace_encoded(path, &arguments)
}

/// A path with the parameters of the call in place of its variables, percent-encoded.
///
/// # Errors
/// [`MappingError::MissingParameter`]
pub(super) fn fill(template: &str, call: &LegacyCall) -> Result<String, MappingError> {
    fill_with(template, call, |value| utf8_percent_encode(value, SEGMENT).to_string())
}

fn fill_with(
    template: &str,
    call: &LegacyCall,
    write: impl Fn(&str) -> String,
) -> Result<String, MappingError> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, name, after)) = variable(rest) {
        filled.push_str(before);
        let value =
            call.parameter(name).ok_or_else(|| MappingError::MissingParameter { name: name.to_owned() })?;
        // The interest areas are words of the path in 2.0.
        let code = (name == "area").then(|| interest_code(value)).flatten();
        filled.push_str(&write(code.as_deref().unwrap_or(value)));
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// The first variable of a template, with what stands before and behind it.
fn variable(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// The first path whose own variables the query has, else the first of all.
fn chosen(paths: &'static [&'static str], call: &LegacyCall) -> &'static str {
    let [first, others @ ..] = paths else { return "/" };
    let is_requested = |path: &&&str| {
        let own: Vec<&str> = names(path).filter(|name| !first.contains(&format!("{{{name}}}"))).collect();
        !own.is_empty() && own.iter().all(|name| call.query.iter().any(|(key, _)| key == name))
    };
    others.iter().find(is_requested).unwrap_or(first)
}

/// The names of the variables of a template.
fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

/// The query of 2.0 for a call.
fn query(rule: &Rule, call: &LegacyCall) -> Vec<(String, String)> {
    let first = |name: &str| values_of(&call.query, name).next();
    let mut query = Vec::new();
    for parameter in rule.query {
        match parameter {
            Query::Named(v1, v2) => {
                query.extend(values_of(&call.query, v1).map(|value| ((*v2).to_owned(), value.to_owned())));
            }
            Query::Sort(values) => query.extend(first("sort").map(|value| {
                let known = values.iter().find(|(v1, _)| *v1 == value).map(|(_, v2)| *v2);
                ("sort".to_owned(), known.unwrap_or(value).to_owned())
            })),
            Query::Display => {
                let end = match call.is_long() {
                    true => LARGEST_PAGE.to_string(),
                    false => SHORT.to_string(),
                };
                query.extend([("start".to_owned(), "1".to_owned()), ("end".to_owned(), end)]);
            }
            Query::PageOf(items) => {
                let start = first("start").unwrap_or("1");
                let last = start.parse::<u32>().ok().map(|start| start.saturating_add(items - 1).to_string());
                let end = first("end").map(str::to_owned).or(last);
                query.push(("start".to_owned(), start.to_owned()));
                query.extend(end.map(|end| ("end".to_owned(), end)));
            }
        }
    }
    query
}

/// The query of 1.x for an address of 2.0.
fn legacy_query(rule: &Rule, query: &[(String, String)]) -> Vec<(String, String)> {
    let mut legacy = Vec::new();
    for parameter in rule.query {
        match parameter {
            Query::Named(v1, v2) => {
                legacy.extend(values_of(query, v2).map(|value| ((*v1).to_owned(), value.to_owned())));
            }
            Query::Sort(values) => legacy.extend(values_of(query, "sort").map(|value| {
                let known = values.iter().find(|(_, v2)| *v2 == value).map(|(v1, _)| *v1);
                ("sort".to_owned(), known.unwrap_or(value).to_owned())
            })),
            Query::PageOf(_) => {
                for name in ["start", "end"] {
                    legacy.extend(values_of(query, name).map(|value| (name.to_owned(), value.to_owned())));
                }
            }
            // The bounds of a section stand for `display` only where the call has it.
            Query::Display => {}
        }
    }
    legacy
}

/// The values of a parameter.
fn values_of<'a>(query: &'a [(String, String)], name: &str) -> impl Iterator<Item = &'a str> {
    query.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// A call for a table of the release, or for an answer that is part of a section.
fn source(template: &SourceTemplate, call: &LegacyCall) -> Result<Source, MappingError> {
    let filter = match template.filter {
        Some(filter) => Some(fill_with(filter, call, str::to_owned)?),
        None => None,
    };
    let end = ("end".to_owned(), LARGEST_PAGE.to_string());
    let query = filter.map(|filter| ("filter".to_owned(), filter)).into_iter().chain([end]).collect();
    Ok(Source { name: template.name, path: fill(template.path, call)?, query })
}

/// What comes after the base in an address of 2.0, with a slash first.
fn below<'a>(v2_href: &'a str, call: &LegacyCall) -> Option<&'a str> {
    [call.v2_base.as_str(), V2_BASE]
        .into_iter()
        .filter_map(|base| v2_href.strip_prefix(base.trim_end_matches('/')))
        .chain(v2_href.starts_with('/').then_some(v2_href))
        .find(|rest| rest.starts_with('/'))
}

/// Path and query of an address.
fn split(address: &str) -> (&str, Vec<(String, String)>) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    (path, form_urlencoded::parse(query.as_bytes()).into_owned().collect())
}

fn join(base: &str, path: &str, query: &[(String, String)]) -> String {
    let base = base.trim_end_matches('/');
    let path = path.trim_start_matches('/');
    if query.is_empty() {
        return format!("{base}/{path}");
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    format!("{base}/{path}?{query}")
}

fn segments(path: &str) -> Vec<Cow<'_, str>> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| percent_decode_str(segment).decode_utf8_lossy())
        .collect()
}

/// The values of a template's variables, where a path is one of its paths.
fn captured(template: &'static str, segments: &[Cow<'_, str>]) -> Option<Vec<(&'static str, String)>> {
    let known: Vec<&'static str> = template.split('/').filter(|segment| !segment.is_empty()).collect();
    if known.len() != segments.len() {
        return None;
    }
    let mut variables = Vec::new();
    for (known, segment) in known.into_iter().zip(segments) {
        let Some(name) = known.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            if known != segment {
                return None;
            }
            continue;
        };
        let value = match name {
            "area" => interest_name(segment).map(str::to_owned),
            _ => (segment != ALL).then(|| segment.to_string()),
        };
        variables.push((name, value?));
    }
    Some(variables)
}

/// A path with values in place of its variables, percent-encoded.
fn replace_encoded(template: &str, variables: &[(&str, String)]) -> String {
    variables.iter().fold(template.to_owned(), |path, (name, value)| {
        path.replace(&format!("{{{name}}}"), &utf8_percent_encode(value, SEGMENT).to_string())
    })
}
