//! Inputs with a JSON object on each line.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use onet_server::text_input::UTF8_MARK;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::lines::{LineEnd, line};
use super::{Columns, Event, LONGEST_ROW, Row, SharedSink, Sink, Source, place, unreadable};
use crate::failure::Failure;

/// Names of members that are collected from a file; what has more is no table.
const MOST_NAMES: usize = 10_000;

const NO_OBJECT: &str = "the line is no JSON object";
const TOO_LONG: &str = "the line is longer than 16 MB";

/// The names of the members of an object.
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfObject;
        impl<'de> Visitor<'de> for OfObject {
            type Value = Names;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some((name, IgnoredAny)) = members.next_entry()? {
                    names.push(name);
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_map(OfObject)
    }
}

/// The names of the members of all objects in a file, in the order in which they first occur.
fn names_of(file: &Path) -> Vec<String> {
    let (mut names, mut known) = (Vec::new(), HashSet::new());
    let Ok(opened) = File::open(file) else { return names };
    let mut reader = BufReader::with_capacity(1 << 16, opened);
    let mut bytes = Vec::new();
    while let Ok(Some(_)) = line(&mut reader, &mut bytes, LONGEST_ROW, LineEnd::Feed) {
        let text = bytes.strip_prefix(UTF8_MARK).unwrap_or(&bytes);
        let Ok(Names(found)) = serde_json::from_slice(text) else { continue };
        for name in found {
            if names.len() < MOST_NAMES && !known.contains(&name) {
                known.insert(name.clone());
                names.push(name);
            }
        }
    }
    names
}

/// Reads objects. The columns are the members of all objects of a file, or of the first object of a stream.
pub(super) fn objects<S: Sink>(
    source: Source<S>,
    file: Option<PathBuf>,
    columns: &Columns,
    sink: &SharedSink<S>,
) -> Result<(), Failure> {
    let mut reader = BufReader::with_capacity(1 << 16, source);
    let mut bytes = Vec::new();
    let mut number = 0;
    let mut of_file = file.map(|file| names_of(&file)).filter(|names| !names.is_empty());
    let mut names: Option<Vec<String>> = None;
    let mut read = String::new();
    while let Some(is_long) = next(&mut reader, &mut bytes)? {
        number += 1;
        let text = if number == 1 { bytes.strip_prefix(UTF8_MARK).unwrap_or(&bytes) } else { &bytes };
        if text.trim_ascii().is_empty() {
            continue;
        }
        let object: Option<Map<String, Value>> = serde_json::from_slice(text).ok().filter(|_| !is_long);
        if names.is_none() {
            let found = match (of_file.take(), &object) {
                (Some(found), _) => found,
                (None, Some(object)) => object.keys().cloned().collect(),
                (None, None) => {
                    vec![columns.title.clone().unwrap_or_else(|| columns.subject.columns[0].to_owned())]
                }
            };
            read = found[place_of_member(&found, columns)?].clone();
            if let Some(description) = &columns.description {
                place(&found, Some(description), columns.subject)?;
            }
            if !sink.borrow_mut().take(Event::Columns(found.clone())) {
                return Ok(());
            }
            names = Some(found);
        }
        let known = names.as_deref().unwrap_or_default();
        let row = match object {
            Some(object) => of_object(number, object, known, &read, columns),
            None if is_long => of_text(number, text, known, (&read, TOO_LONG)),
            None => of_text(number, text, known, (&read, NO_OBJECT)),
        };
        if !sink.borrow_mut().take(Event::Row(row)) {
            return Ok(());
        }
    }
    Ok(())
}

fn next(reader: &mut impl BufRead, bytes: &mut Vec<u8>) -> Result<Option<bool>, Failure> {
    line(reader, bytes, LONGEST_ROW, LineEnd::Feed).map_err(|error| unreadable(&error))
}

/// The place of the member to read. A title must be named so; any of the names of a code will do.
fn place_of_member(names: &[String], columns: &Columns) -> Result<usize, Failure> {
    let known = || columns.subject.columns.iter().copied();
    let present = || known().find(|known| names.iter().any(|name| name.eq_ignore_ascii_case(known)));
    let wanted = columns.title.as_deref().or_else(present).or_else(|| known().next());
    place(names, wanted, columns.subject)
}

fn of_object(
    number: u64,
    object: Map<String, Value>,
    names: &[String],
    read: &str,
    columns: &Columns,
) -> Row {
    let text = |name: &str| match object.get(name) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let is_text = matches!(object.get(read), None | Some(Value::Null | Value::String(_)));
    let late = object.len() > names.len() || object.keys().any(|name| !names.contains(name));
    let mut row = Row {
        number,
        cells: names.iter().map(|name| text(name)).collect(),
        title: Some(text(read)),
        description: columns.description.as_deref().map(text),
        fault: columns.subject.not_text.filter(|_| !is_text),
        ..Row::default()
    };
    if late {
        row.late = object.keys().find(|name| !names.contains(name)).cloned();
    }
    row.members = Some(object);
    row.checked(columns.subject)
}

/// A line that is no object stays as the text of the column that is read.
fn of_text(number: u64, text: &[u8], names: &[String], (read, fault): (&str, &'static str)) -> Row {
    let mut row = Row { number, ..Row::default() };
    let mut text = row.cell(text);
    if text.len() > super::LONGEST_TEXT {
        text = text.chars().take(100).collect();
    }
    row.cells = names.iter().map(|name| if name == read { text.clone() } else { String::new() }).collect();
    row.members = Some(Map::from_iter([(read.to_owned(), Value::String(text))]));
    row.fault = Some(row.fault.filter(|_| fault != TOO_LONG).unwrap_or(fault));
    row
}
