//! Members of an answer that no row knows. What a later edition of 2.0 adds must not be lost in silence.

use serde_json::Value;

use super::loss::{Losses, Place, Reason};
use super::row::{How, Row};

/// A path that a row has on its right side, and the rows for what is there.
#[derive(Clone, Copy)]
struct Entry {
    path: &'static str,
    inner: &'static [Row],
    is_typed: bool,
}

/// Notes the members of an answer that are on the right side of no row.
pub(super) fn check<'r>(
    answer: &Value,
    rows: impl Iterator<Item = &'r Row>,
    place: &Place<'_>,
    losses: &mut Losses,
) {
    let mut entries = Vec::new();
    rows.for_each(|row| collect(row, &mut entries));
    check_value(answer, &entries, place, losses);
}

fn collect(row: &Row, entries: &mut Vec<Entry>) {
    let plain = |path| Entry { path, inner: &[], is_typed: false };
    match row.how {
        How::With(rows) | How::OneInV1(rows) => rows.iter().for_each(|row| collect(row, entries)),
        How::Page | How::Section => entries.extend(["start", "end", "total", "prev", "next"].map(plain)),
        // It points into what another row has.
        How::SeeAll => {}
        How::Object(inner)
        | How::List(inner)
        | How::Links(inner)
        | How::More(inner)
        | How::OneInV2(inner) => {
            entries.extend(row.v2.path().map(|path| Entry { inner, ..plain(path) }));
        }
        How::Typed(_, inner) => {
            entries.extend(row.v2.path().map(|path| Entry { path, inner, is_typed: true }));
        }
        _ => entries.extend(row.v2.path().map(plain)),
    }
}

fn check_value(value: &Value, entries: &[Entry], place: &Place<'_>, losses: &mut Losses) {
    for entry in entries.iter().filter(|entry| entry.path.is_empty()) {
        check_inner(value, *entry, place, "", losses);
    }
    let Value::Object(members) = value else { return };
    for (name, member) in members {
        let known: Vec<Entry> = entries.iter().filter_map(|entry| below(*entry, name)).collect();
        if known.is_empty() {
            losses.add(place, name, Reason::NotInV1);
            continue;
        }
        for entry in known.iter().filter(|entry| entry.path.is_empty()) {
            check_inner(member, *entry, place, name, losses);
        }
        let rest: Vec<Entry> = known.into_iter().filter(|entry| !entry.path.is_empty()).collect();
        if !rest.is_empty() {
            check_value(member, &rest, &place.at(name), losses);
        }
    }
}

/// What an entry says below a member: its rest of the path, where it leads there.
fn below(entry: Entry, name: &str) -> Option<Entry> {
    let rest = entry.path.strip_prefix(name)?;
    let path = match rest {
        "" if !name.is_empty() => "",
        rest => rest.strip_prefix('.')?,
    };
    Some(Entry { path, ..entry })
}

/// Checks what stands where an entry leads: an object, or the items of a list.
fn check_inner(value: &Value, entry: Entry, place: &Place<'_>, name: &str, losses: &mut Losses) {
    if entry.inner.is_empty() {
        return;
    }
    let mut entries = Vec::new();
    entry.inner.iter().for_each(|row| collect(row, &mut entries));
    if entry.is_typed {
        entries.push(Entry { path: "activity_type", inner: &[], is_typed: false });
    }
    match value {
        Value::Array(items) => {
            for item in items {
                check_value(item, &entries, &place.items(name), losses);
            }
        }
        value => check_value(value, &entries, &place.at(name), losses),
    }
}
