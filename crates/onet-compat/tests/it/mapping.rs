//! The captured and documented answers of the old service, told as answers of 2.0 and back.
//!
//! They are read from the folder that `ONET_TEST_LEGACY_DIR` names, and are no part of this project; what they lose
//! on the way is, as snapshots of the names of members.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::common::captures::{self, Capture, captures};
use jsonschema::error::ValidationErrorKind;
use onet_compat::mapping::{self, LegacyCall, Loss, MappingError, Reason, Side, V2_BASE};
use onet_compat::{Document, Resource, Version};
use serde_json::Value;

/// A captured document.
struct Example {
    name: String,
    resource: &'static Resource,
    document: Document,
}

/// The captured documents, and those derived from them.
fn examples(folder: &Path) -> Vec<Example> {
    let all =
        captures(&folder.join("examples")).into_iter().chain(captures(&folder.join("examples/derived")));
    let example = |capture: Capture| {
        let document = match capture.is_json() {
            true => Document::read_json_as(capture.resource.kind, &capture.bytes),
            false => Document::read_xml_as(capture.resource.kind, &capture.bytes),
        };
        let Capture { name, resource, .. } = capture;
        Example { document: document.unwrap_or_else(|error| panic!("{name}: {error}")), resource, name }
    };
    all.map(example).collect()
}

/// The call that a document answers, as far as it tells.
fn call_of(resource: &Resource, document: &Document, value: &Value) -> LegacyCall {
    let text = value.to_string();
    let base = text
        .find("/ws/")
        .map(|end| {
            let start = text[..end].rfind('"').unwrap() + 1;
            text[start..end + "/ws/".len()].to_owned()
        })
        .unwrap_or_else(|| "https://services.onetcenter.org/ws/".to_owned());
    // The lists of occupations repeat the code under a name of their own.
    let said = |name: &str| {
        [name, "cluster", "industry", "family", "zone", "occupation_type"]
            .iter()
            .find_map(|name| value[*name].as_str())
            .unwrap_or("17-2141.00")
            .to_owned()
    };
    let variables = resource.path.unwrap_or_default().split('{').skip(1);
    let variables = variables.map(|rest| rest.split('}').next().unwrap().to_owned());
    LegacyCall {
        base,
        v2_base: V2_BASE.to_owned(),
        version: Version::of_document(document).map_or(Version::V1_9, |(version, _)| version),
        arguments: variables.map(|name| (name.clone(), said(&name))).collect(),
        query: resource
            .query
            .iter()
            .filter_map(|parameter| {
                Some((parameter.name.to_owned(), value[parameter.name].as_str()?.to_owned()))
            })
            .collect(),
    }
}

/// The contract of 2.0.
struct Contract(Value);

impl Contract {
    fn load() -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/openapi.json");
        Self(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
    }

    /// Fails when an answer is not one of the operation, members aside that are listed as required and missing.
    fn judge(&self, operation: &str, answer: &Value, outer: &str, losses: &[Loss], name: &str) {
        let operation = onet_api::operations::ALL
            .iter()
            .find(|known| known.id == operation)
            .unwrap_or_else(|| panic!("{operation}"));
        let success = &self.0["paths"][operation.path]["get"]["responses"]["200"];
        let mut schema = success["content"]["application/json"]["schema"].clone();
        schema["components"] = self.0["components"].clone();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        for problem in validator.iter_errors(answer) {
            let place = place_of(problem.instance_path().as_str());
            let is_listed = match problem.kind() {
                ValidationErrorKind::Required { property } => {
                    let field = joined(&joined(outer, &place), property.as_str().unwrap());
                    losses.contains(&Loss { field, reason: Reason::RequiredByV2 })
                }
                _ => false,
            };
            assert!(is_listed, "{name}: {place}: {problem}\n{losses:#?}");
        }
    }
}

fn joined(outer: &str, path: &str) -> String {
    let dot = if outer.is_empty() || path.is_empty() || path.starts_with('[') { "" } else { "." };
    format!("{outer}{dot}{path}")
}

/// A JSON pointer as a path of a loss.
fn place_of(pointer: &str) -> String {
    pointer.split('/').skip(1).fold(String::new(), |place, step| match step.parse::<usize>() {
        Ok(_) => format!("{place}[]"),
        Err(_) => joined(&place, step),
    })
}

/// The values of a document by their paths, with the number of each item.
fn leaves(value: &Value, path: &str, found: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(name, member)| leaves(member, &format!("{path}.{name}"), found));
        }
        Value::Array(items) if !items.is_empty() => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| leaves(item, &format!("{path}[{index}]"), found));
        }
        value => {
            found.insert(path.trim_start_matches('.').to_owned(), value.clone());
        }
    }
}

/// A path without the numbers of items.
fn unnumbered(path: &str) -> String {
    let mut parts = path.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| {
        format!("{path}[{}", part.trim_start_matches(|digit: char| digit.is_ascii_digit()))
    })
}

/// What differs between two documents and is no loss of either way.
fn unexplained(before: &Value, after: &Value, losses: &[Loss]) -> Vec<String> {
    let (mut left, mut right) = (BTreeMap::new(), BTreeMap::new());
    leaves(before, "", &mut left);
    leaves(after, "", &mut right);
    let paths: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
    // Sections that were cut out of a full report lack what they would say of the call.
    let is_cut_out = before.get("code").is_none();
    let is_explained = |path: &str| {
        let place = unnumbered(path);
        let is_listed = losses.iter().filter(|loss| loss.reason.side() != Some(Side::V2)).any(|loss| {
            place
                .strip_prefix(&loss.field)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
                || (loss.field.ends_with("[]") && place.starts_with(&loss.field))
        });
        // Reports before 1.7 do not say `display`; what comes back is of 1.9.
        let is_said_now = path == "display" || (is_cut_out && ["code", "report"].contains(&path));
        is_listed || (is_said_now && !left.contains_key(path))
    };
    let differ = |path: &&&String| left.get(**path) != right.get(**path) && !is_explained(path);
    paths
        .iter()
        .filter(differ)
        .map(|path| format!("{path}: {:?} became {:?}", left.get(*path), right.get(*path)))
        .collect()
}

#[test]
fn every_example_maps_to_2_0_and_back_with_its_losses_listed() {
    let Some(folder) = captures::folder() else { return };
    let contract = Contract::load();
    let mut listed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let examples = examples(&folder);
    for Example { name, resource, document } in &examples {
        let lines = listed.entry(resource.id).or_default();
        let answer = match mapping::to_v2(resource, document) {
            Ok(answer) => answer,
            Err(error @ MappingError::NoCounterpart { .. }) => {
                lines.insert(format!("to 2.0: {error}"));
                continue;
            }
            Err(error) => panic!("{name}: {error}"),
        };
        match (mapping::report_sections(resource), resource.counterpart) {
            (Some(sections), _) => {
                for section in sections.iter().filter(|section| answer.value.get(section.name).is_some()) {
                    let operation = Resource::find(section.id).unwrap().counterpart.unwrap();
                    contract.judge(
                        operation,
                        &answer.value[section.name],
                        section.name,
                        &answer.losses,
                        name,
                    );
                }
            }
            (None, Some(operation)) => contract.judge(operation, &answer.value, "", &answer.losses, name),
            (None, None) => assert_eq!(resource.id, "error"),
        }
        lines.extend(answer.losses.iter().map(|loss| format!("to 2.0: {loss}")));

        let before = document.to_value();
        let call = call_of(resource, document, &before);
        let back = match mapping::from_v2(resource, &answer.value, &call) {
            Ok(back) => back,
            Err(error @ MappingError::Refused { .. }) => {
                lines.insert(format!("to 1.x: {error}"));
                continue;
            }
            Err(error) => panic!("{name}: {error}"),
        };
        lines.extend(back.losses.iter().map(|loss| format!("to 1.x: {loss}")));
        let losses: Vec<Loss> = answer.losses.into_iter().chain(back.losses).collect();
        let unexplained = unexplained(&before, &back.value.to_value(), &losses);
        assert!(unexplained.is_empty(), "{name}: {unexplained:#?}\n{losses:#?}");
    }
    eprintln!("{} examples of {} resources", examples.len(), listed.len());
    assert_eq!(examples.len(), 147);
    for (id, lines) in listed {
        let lines: Vec<_> = lines.into_iter().collect();
        insta::assert_snapshot!(format!("losses_{}", id.replace('.', "_")), lines.join("\n"));
    }
}
