//! Members that no row knows. What a later edition of 2.0 adds, and what a 1.x document holds beside what its resource
//! is known to, must not be lost in silence.

use serde_json::Value;

use super::loss::{Location, Losses, Reason};
use crate::field::{Field, FieldRule};

/// The version whose members are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// A 1.x document: the left sides of the fields.
    V1,
    /// A 2.0 answer: the right sides.
    V2,
}

impl Seen {
    fn path(self, field: &Field) -> Option<&'static str> {
        match self {
            Self::V1 => field.v1.path(),
            Self::V2 => field.v2.path(),
        }
    }

    /// Why the other version is without it.
    fn reason(self) -> Reason {
        match self {
            Self::V1 => Reason::NotInV2,
            Self::V2 => Reason::NotInV1,
        }
    }
}

/// A path that a row has on the side that is looked at, and the fields for what is there.
#[derive(Clone, Copy)]
struct Entry {
    path: &'static str,
    inner: &'static [Field],
    is_typed: bool,
}

/// Notes the members of a document or an answer that are in no row.
pub(super) fn check<'r>(
    seen: Seen,
    answer: &Value,
    fields: impl Iterator<Item = &'r Field>,
    place: &Location<'_>,
    losses: &mut Losses,
) {
    let mut entries = Vec::new();
    fields.for_each(|field| collect(seen, field, &mut entries));
    check_value(seen, answer, &entries, place, losses);
}

fn collect(seen: Seen, field: &Field, entries: &mut Vec<Entry>) {
    let plain = |path| Entry { path, inner: &[], is_typed: false };
    let holding = |inner| seen.path(field).map(|path| Entry { inner, ..plain(path) });
    match field.rule {
        FieldRule::With(fields) => fields.iter().for_each(|field| collect(seen, field, entries)),
        // An item of a list in 1.x has the members that 2.0 has in the object itself.
        FieldRule::OneInV1(fields) if seen == Seen::V2 => {
            fields.iter().for_each(|field| collect(seen, field, entries))
        }
        FieldRule::Page if seen == Seen::V1 => entries.extend(["start", "end", "total", "link"].map(plain)),
        FieldRule::WholePage if seen == Seen::V1 => entries.extend(["start", "end", "total"].map(plain)),
        // The path of a section is that of its list, which has a row of its own.
        FieldRule::Section if seen == Seen::V1 => {}
        FieldRule::Page | FieldRule::Section => {
            entries.extend(["start", "end", "total", "prev", "next"].map(plain))
        }
        // It points into what another row has.
        FieldRule::SeeAll if seen == Seen::V2 => {}
        FieldRule::Object(inner)
        | FieldRule::List(inner)
        | FieldRule::Links(inner)
        | FieldRule::More(inner)
        | FieldRule::OneInV1(inner)
        | FieldRule::OneInV2(inner) => entries.extend(holding(inner)),
        FieldRule::Typed(_, inner) => {
            entries.extend(holding(inner).map(|entry| Entry { is_typed: seen == Seen::V2, ..entry }));
        }
        _ => entries.extend(seen.path(field).map(plain)),
    }
}

fn check_value(seen: Seen, value: &Value, entries: &[Entry], place: &Location<'_>, losses: &mut Losses) {
    for entry in entries.iter().filter(|entry| entry.path.is_empty()) {
        check_inner(seen, value, *entry, place, "", losses);
    }
    let Value::Object(members) = value else { return };
    for (name, member) in members {
        let known: Vec<Entry> = entries.iter().filter_map(|entry| below(*entry, name)).collect();
        if known.is_empty() {
            losses.add(place, name, seen.reason());
            continue;
        }
        for entry in known.iter().filter(|entry| entry.path.is_empty()) {
            check_inner(seen, member, *entry, place, name, losses);
        }
        let rest: Vec<Entry> = known.into_iter().filter(|entry| !entry.path.is_empty()).collect();
        if !rest.is_empty() {
            check_value(seen, member, &rest, &place.at(name), losses);
        }
    }
}

/// The entry for what is below a member: the rest of its path, if it leads there.
fn below(entry: Entry, name: &str) -> Option<Entry> {
    let rest = entry.path.strip_prefix(name)?;
    let path = match rest {
        "" if !name.is_empty() => "",
        rest => rest.strip_prefix('.')?,
    };
    Some(Entry { path, ..entry })
}

/// Checks what stands where an entry leads: an object, or the items of a list.
fn check_inner(
    seen: Seen,
    value: &Value,
    entry: Entry,
    place: &Location<'_>,
    name: &str,
    losses: &mut Losses,
) {
    if entry.inner.is_empty() {
        return;
    }
    let mut entries = Vec::new();
    entry.inner.iter().for_each(|field| collect(seen, field, &mut entries));
    if entry.is_typed {
        entries.push(Entry { path: "activity_type", inner: &[], is_typed: false });
    }
    match value {
        Value::Array(items) => {
            for item in items {
                check_value(seen, item, &entries, &place.items(name), losses);
            }
        }
        value => check_value(seen, value, &entries, &place.at(name), losses),
    }
}
