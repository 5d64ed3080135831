//! What a person requests: the segments of a path, and the fields of a query or a form.

use std::fmt::Write as _;

use http::request::Parts;
use percent_encoding::percent_decode_str;
use url::form_urlencoded;

use super::form::{File, Form, cleaned};
use super::reply::Failed;
use crate::links;

/// A request for a page.
pub(super) struct Visit {
    segments: Vec<String>,
    fields: Vec<(String, String)>,
    form: Form,
    address: String,
    base: String,
}

impl Visit {
    pub(super) fn new(head: &Parts, form: Form) -> Self {
        let path = head.uri.path();
        let below = path.strip_prefix("/explore").unwrap_or("");
        let segments = below.split('/').filter(|segment| !segment.is_empty());
        let segments = segments.map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned());
        let query = head.uri.query().unwrap_or_default();
        let fields = form_urlencoded::parse(query.as_bytes());
        let fields = fields.map(|(key, value)| (cleaned(&key), cleaned(&value)));
        Self {
            segments: segments.collect(),
            fields: fields.collect(),
            form,
            address: head.uri.path_and_query().map_or("/", |both| both.as_str()).to_owned(),
            base: links::base(head).unwrap_or_default(),
        }
    }

    pub(super) fn segments(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }

    /// Whether the path is one of a pattern, where `*` stands for any segment.
    pub(super) fn matches(&self, pattern: &[&str]) -> bool {
        self.segments.len() == pattern.len()
            && self.segments.iter().zip(pattern).all(|(given, wanted)| *wanted == "*" || given == wanted)
    }

    /// A segment of the path by its place.
    pub(super) fn segment(&self, at: usize) -> &str {
        self.segments.get(at).map_or("", String::as_str)
    }

    /// The first value of a field of the query, without spaces around it; empty when there is none.
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// All values of a field of the query.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// A field of the form that was sent.
    pub(super) fn sent(&self, name: &str) -> Option<&str> {
        self.form.field(name)
    }

    /// A file that was sent with the form.
    pub(super) fn file(&self, name: &str) -> Option<&File> {
        self.form.file(name)
    }

    /// The path of the request.
    pub(super) fn path(&self) -> &str {
        self.address.split('?').next().unwrap_or_default().trim_end_matches('/')
    }

    /// The path and the query of the request.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// The base URL that the server was called on.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// Where a page of a list begins, counted from 1.
    pub(super) fn start(&self) -> Result<u32, Failed> {
        match self.field("start") {
            "" => Ok(1),
            text => text.parse().ok().filter(|start| *start > 0).ok_or_else(|| {
                Failed::input(format!("A page of a list begins with an entry from 1 up, not with “{text}”."))
            }),
        }
    }

    /// Whether the form of the page was sent: the query has a field.
    pub(super) fn is_sent(&self) -> bool {
        !self.fields.is_empty()
    }

    /// Whether the query has a field of a name, or of that name with a number after it.
    pub(super) fn has_field(&self, wanted: &str) -> bool {
        let is_number = |rest: &str| rest.chars().all(|letter| letter.is_ascii_digit());
        self.fields.iter().any(|(name, _)| name.strip_prefix(wanted).is_some_and(is_number))
    }

    /// The same address without the empty fields that forms send; none where it has none.
    pub(super) fn without_empty_fields(&self) -> Option<String> {
        let is_empty = |(_, value): &(String, String)| value.trim().is_empty();
        self.fields.iter().any(is_empty).then(|| {
            let filled = self.fields.iter().filter(|field| !is_empty(field));
            let filled = filled.map(|(name, value)| (name.as_str(), value.as_str()));
            let path = if self.path().is_empty() { "/explore" } else { self.path() };
            format!("{path}{}", query(filled))
        })
    }

    /// The query with some fields replaced; an empty value removes one.
    pub(super) fn query_with(&self, changed: &[(&str, &str)]) -> String {
        let kept = self.fields.iter().filter(|(key, _)| changed.iter().all(|(name, _)| name != key));
        let kept = kept.map(|(key, value)| (key.as_str(), value.as_str()));
        query(kept.chain(changed.iter().copied().filter(|(_, value)| !value.is_empty())))
    }
}

/// Pairs as a query, with its question mark; empty without pairs.
pub(super) fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::new();
    let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    if !encoded.is_empty() {
        let _ = write!(text, "?{encoded}");
    }
    text
}
