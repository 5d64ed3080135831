//! The table of resources, against itself, the operations of 2.0 and the inventory of the old service.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::collections::HashSet;

use crate::common::captures;
use onet_compat::{Grade, Kind, ParameterType, RESOURCES, Resource, Version};
use serde_json::Value;

fn inventory() -> Option<Vec<Value>> {
    let text = std::fs::read(captures::folder()?.join("resources.json")).unwrap();
    Some(serde_json::from_slice(&text).unwrap())
}

#[test]
fn ids_and_paths_are_unique() {
    let ids: HashSet<_> = RESOURCES.iter().map(|resource| resource.id).collect();
    assert_eq!(ids.len(), 172);
    let paths: Vec<_> = RESOURCES.iter().filter_map(|resource| resource.path).collect();
    assert_eq!(paths.iter().collect::<HashSet<_>>().len(), paths.len());
}

#[test]
fn every_counterpart_is_an_operation() {
    let operations: HashSet<_> = onet_api::operations::ALL.iter().map(|operation| operation.id).collect();
    let unknown: Vec<_> = RESOURCES
        .iter()
        .filter(|resource| resource.counterpart.is_some_and(|id| !operations.contains(id)))
        .map(|resource| (resource.id, resource.counterpart))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn every_kind_is_the_answer_of_a_resource() {
    let unused: Vec<_> =
        Kind::ALL.iter().filter(|kind| !RESOURCES.iter().any(|resource| resource.kind == **kind)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_path_leads_to_its_resource_in_all_its_forms() {
    for resource in RESOURCES {
        let Some(path) = resource.path else { continue };
        let asked = path.replace("{code}", "17-2051.00").replace(['{', '}'], "");
        let below = asked.trim_start_matches("/ws/").to_owned();
        let without_slash = asked.trim_end_matches('/').to_owned();
        for form in [format!("/v1.9{asked}"), format!("{without_slash}/"), without_slash, below, asked] {
            let (found, arguments) = Resource::at(&form).unwrap_or_else(|| panic!("{form}"));
            assert_eq!(found.id, resource.id, "{form}");
            assert_eq!(arguments.len(), path.matches('{').count(), "{form}");
        }
    }
    let (found, arguments) = Resource::at("/ws/online/hot_technology/C%2FC%2B%2B%20tools").unwrap();
    assert_eq!(found.id, "online.hot_technology.occupations");
    assert_eq!(arguments, [("name", "C/C++ tools".to_owned())]);
    assert_eq!(Resource::at("/ws/mnm/careers/").unwrap().0.id, "mnm.careers");
    assert_eq!(Resource::at("/ws/").unwrap().0.id, "ws");
    assert!(Resource::at("/ws/nothing").is_none());
}

#[test]
fn resources_are_those_of_the_inventory() {
    let Some(inventory) = inventory() else { return };
    assert_eq!(inventory.len(), RESOURCES.len());
    for known in &inventory {
        let id = known["id"].as_str().unwrap();
        let resource = Resource::find(id).unwrap_or_else(|| panic!("{id}"));
        let path = known["path"].as_str().filter(|path| path.starts_with('/'));
        assert_eq!(resource.path, path, "{id}");
        let root = known["xml"]["root"].as_str().filter(|_| known["xml"]["nodes"][0].is_object());
        // Some have no nodes of their own but are said to be like another.
        let is_like_military =
            known["notes"].as_str().is_some_and(|notes| notes.ends_with("by analogy with military."));
        let root = if is_like_military { Some("crosswalks") } else { root };
        assert_eq!(resource.root, root.unwrap_or_default(), "{id}");
        let grade = match known["confidence"].as_str().unwrap() {
            "client" => Grade::Observed,
            "inferred" => Grade::Inferred,
            _ => Grade::Documented,
        };
        assert_eq!(resource.grade, grade, "{id}");
        check_query(resource, &known["query_parameters"]);
        check_versions(resource, &known["versions"]);
    }
}

fn check_query(resource: &Resource, known: &Value) {
    let id = resource.id;
    let known = known.as_array().unwrap();
    assert_eq!(resource.query.len(), known.len(), "{id}");
    for (parameter, known) in resource.query.iter().zip(known) {
        assert_eq!(parameter.name, known["name"].as_str().unwrap(), "{id}");
        assert_eq!(parameter.required, known["required"].as_bool().unwrap(), "{id}");
        assert_eq!(parameter.default, known["default"].as_str(), "{id} {}", parameter.name);
        let known = known["type"].as_str().unwrap();
        let as_told = match parameter.value {
            ParameterType::Text => known.starts_with("string"),
            ParameterType::Integer => known.starts_with("integer"),
            ParameterType::Choice(choices) => {
                known == format!("enum:{}", choices.join("|")) || known == format!("enum:{}|...", choices[0])
            }
            ParameterType::List => known.starts_with("list"),
            ParameterType::Filter => known.starts_with("column."),
            ParameterType::Column => known.starts_with("column id"),
        };
        assert!(as_told, "{id} {} {known}", parameter.name);
    }
}

fn check_versions(resource: &Resource, known: &Value) {
    for (number, known) in known.as_object().unwrap() {
        let version: Version = number.parse().unwrap();
        let has = resource.since <= version && version <= resource.until;
        match known.as_str().unwrap() {
            "yes" | "inferred" => assert!(has, "{} {version}", resource.id),
            "no" | "removed" => assert!(!has, "{} {version}", resource.id),
            _ => {}
        }
    }
}

#[test]
fn every_node_of_the_inventory_is_a_member_of_the_kind() {
    let Some(inventory) = inventory() else { return };
    let mut looked_at = 0;
    for known in &inventory {
        let resource = Resource::find(known["id"].as_str().unwrap()).unwrap();
        let Some(shape) = resource.kind.shape() else { continue };
        for node in known["xml"]["nodes"].as_array().unwrap() {
            let path = node["path"].as_str().unwrap();
            // Of the outline the inventory gives only the ends of the paths, and columns have names of their
            // own.
            if path.contains("...") || path.contains("{column_id}") || path == resource.root {
                continue;
            }
            let mut place = Some(shape);
            for step in path.split(['/', '@']).skip(1) {
                let within = place.unwrap_or_else(|| panic!("{}: {path} goes on", resource.id));
                let member =
                    within.member(step).unwrap_or_else(|| panic!("{}: {path} is unknown", resource.id));
                place = match member.content {
                    onet_compat::shape::Content::Parts(inner) => Some(inner),
                    _ => None,
                };
            }
            looked_at += 1;
        }
    }
    assert!(looked_at > 1_500, "{looked_at}");
}
