//! The captured and documented answers of the old service.
//!
//! They are read from the folder that `ONET_TEST_LEGACY_DIR` names, and are no part of this project.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::common::captures::{self, Capture, captures};
use onet_compat::Document;
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

/// The documents in a folder that are of one form.
fn of_form(folder: &Path, is_json: bool) -> Vec<Capture> {
    captures(folder).into_iter().filter(|capture| capture.is_json() == is_json).collect()
}

/// The folder of the documents.
fn folder() -> Option<PathBuf> {
    Some(captures::folder()?.join("examples"))
}

/// An element as it stands in a file; white space between elements aside.
#[derive(Debug, PartialEq)]
struct Tree {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
    children: Vec<Tree>,
}

impl Tree {
    fn begun(tag: &BytesStart<'_>) -> Self {
        let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
            let value = attribute.value;
            (attribute.key.as_ref().to_owned(), unescape(&value).unwrap().into_owned())
        };
        Self {
            name: tag.name().as_ref().to_owned(),
            attributes: tag.attributes().map(|found| attribute(found.unwrap())).collect(),
            text: String::new(),
            children: Vec::new(),
        }
    }

    fn ended(mut self) -> Self {
        if !self.children.is_empty() {
            self.text = self.text.trim().to_owned();
        }
        self
    }

    fn of(bytes: &[u8]) -> Self {
        let mut reader = Reader::from_str(std::str::from_utf8(bytes).unwrap());
        let mut open: Vec<Self> = Vec::new();
        let mut root = None;
        loop {
            let ended = match reader.read_event().unwrap() {
                Event::Eof => return root.unwrap(),
                Event::Start(tag) => {
                    open.push(Self::begun(&tag));
                    None
                }
                Event::Empty(tag) => Some(Self::begun(&tag)),
                Event::End(_) => open.pop().map(Self::ended),
                Event::Text(text) => {
                    if let Some(element) = open.last_mut() {
                        element.text.push_str(&text);
                    }
                    None
                }
                Event::GeneralRef(reference) => {
                    let name = &*reference;
                    open.last_mut().unwrap().text.push_str(resolve_predefined_entity(name).unwrap());
                    None
                }
                other => panic!("{other:?}"),
            };
            match (ended, open.last_mut()) {
                (Some(element), Some(parent)) => parent.children.push(element),
                (Some(element), None) => root = Some(element),
                (None, _) => {}
            }
        }
    }
}

#[test]
fn real_xml_is_written_as_the_tree_that_was_read() {
    let Some(folder) = folder() else { return };
    let examples = of_form(&folder, false);
    for Capture { name, resource, bytes } in &examples {
        let document = Document::read_xml(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(document.kind(), resource.kind, "{name}");
        assert_eq!(Tree::of(&document.write_xml()), Tree::of(bytes), "{name}");
    }
    eprintln!("{} real XML documents", examples.len());
    assert_eq!(examples.len(), 43);
}

#[test]
fn json_is_written_as_the_value_that_was_read_with_no_member_lost() {
    let Some(folder) = folder() else { return };
    let examples = of_form(&folder, true);
    for Capture { name, resource, bytes } in &examples {
        let document =
            Document::read_json_as(resource.kind, bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let expected: Value = serde_json::from_slice(bytes).unwrap();
        let written: Value = serde_json::from_slice(&document.write_json()).unwrap();
        let mut differences = Vec::new();
        compare(&expected, &written, name, &mut differences);
        assert!(differences.is_empty(), "{differences:#?}");
    }
    eprintln!("{} JSON documents", examples.len());
    assert_eq!(examples.len(), 56);
}

/// Lists what differs between two values, members and their order included.
fn compare(expected: &Value, written: &Value, path: &str, differences: &mut Vec<String>) {
    match (expected, written) {
        (Value::Object(expected), Value::Object(written)) => {
            if !expected.keys().eq(written.keys()) {
                let names = |map: &serde_json::Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
                differences.push(format!("{path}: {:?} became {:?}", names(expected), names(written)));
            }
            for (name, value) in expected {
                if let Some(found) = written.get(name) {
                    compare(value, found, &format!("{path}.{name}"), differences);
                }
            }
        }
        (Value::Array(expected), Value::Array(written)) if expected.len() == written.len() => {
            for (index, (value, found)) in expected.iter().zip(written).enumerate() {
                compare(value, found, &format!("{path}[{index}]"), differences);
            }
        }
        _ if expected == written => {}
        _ => differences.push(format!("{path}: {expected} became {written}")),
    }
}

#[test]
fn derived_xml_reads_as_the_json_that_it_is_derived_from() {
    let Some(folder) = folder() else { return };
    let examples = of_form(&folder.join("derived"), false);
    for Capture { name, resource, bytes } in &examples {
        let document =
            Document::read_xml_as(resource.kind, bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let json = std::fs::read(folder.join(name.replace(".derived.xml", ".json"))).unwrap();
        assert_eq!(document, Document::read_json_as(resource.kind, &json).unwrap(), "{name}");
        assert_eq!(document, Document::read_xml(bytes).unwrap(), "{name}");
    }
    eprintln!("{} derived XML documents", examples.len());
    assert_eq!(examples.len(), 48);
}

#[test]
fn xml_and_json_of_the_same_answer_read_as_the_same_document() {
    let Some(folder) = folder() else { return };
    // One pair was captured on two bases.
    let on_one_base = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace("/v1.9/ws/", "/ws/");
    let mut pairs = 0;
    for Capture { name, resource, bytes } in of_form(&folder, false) {
        let Ok(json) = std::fs::read(folder.join(name.replace(".xml", ".json"))) else { continue };
        let from_xml = Document::read_xml(on_one_base(&bytes).as_bytes()).unwrap();
        let from_json = Document::read_json_as(resource.kind, on_one_base(&json).as_bytes()).unwrap();
        assert_eq!(from_xml, from_json, "{name}");
        pairs += 1;
    }
    eprintln!("{pairs} pairs");
    assert_eq!(pairs, 7);
}
