//! The tables against what they are about: the resources, the contract of 2.0, the forms of the documents, and the
//! inventory of the old service where it is at hand.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use onet_api::operation::Operation;
use serde_json::Value;

use crate::field::{Field, FieldRule};
use crate::resource::Resource;
use crate::rule::{Counterpart, Rule};
use crate::shape::{Content, Member, Occurs, Shape};
use crate::table::RESOURCES;

/// Rows with the tables that they take in.
fn flat(rows: impl IntoIterator<Item = &'static Field>) -> Vec<&'static Field> {
    let inner = |row: &'static Field| match row.rule {
        FieldRule::With(rows) => flat(rows),
        _ => vec![row],
    };
    rows.into_iter().flat_map(inner).collect()
}

/// The rows for what is inside a member.
fn inside(row: &Field) -> &'static [Field] {
    match row.rule {
        FieldRule::Object(rows)
        | FieldRule::List(rows)
        | FieldRule::Links(rows)
        | FieldRule::More(rows)
        | FieldRule::OneInV1(rows)
        | FieldRule::OneInV2(rows)
        | FieldRule::Typed(_, rows) => rows,
        _ => &[],
    }
}

/// Whether a path and a template have the same words, whatever the variables are called.
fn alike(path: &str, template: &str) -> bool {
    let words = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let (path, template) = (words(path), words(template));
    path.len() == template.len()
        && path.iter().zip(&template).all(|(path, template)| path == template || template.starts_with('{'))
}

fn operation_at(path: &str) -> Option<&'static Operation> {
    let mut matching: Vec<_> =
        onet_api::operations::ALL.iter().filter(|operation| alike(path, operation.path)).collect();
    matching.sort_by_key(|operation| operation.path.matches('{').count());
    matching.first().map(|operation| **operation)
}

/// Every resource with its rule and the operation that answers it.
fn answered() -> Vec<(&'static Resource, &'static Rule, &'static Operation)> {
    let answered = RESOURCES.iter().filter_map(|resource| {
        let path = resource.rule.paths().first()?;
        Some((resource, &resource.rule, operation_at(path).unwrap_or_else(|| panic!("{path}"))))
    });
    answered.collect()
}

#[test]
fn rules_lead_to_the_counterparts_that_the_resources_name() {
    for (resource, _, operation) in answered() {
        assert_eq!(resource.counterpart, Some(operation.id), "{}", resource.id);
    }
}

#[test]
fn every_section_of_a_report_is_a_resource() {
    for resource in RESOURCES {
        let rule = &resource.rule;
        if let Counterpart::Sections(names) = rule.counterpart {
            let sections = super::report_sections(resource).unwrap();
            assert!(sections.iter().map(|section| section.name).eq(names.iter().copied()), "{}", resource.id);
        }
    }
}

/// The contract of 2.0.
struct Contract(Value);

impl Contract {
    fn load() -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/openapi.json");
        Self(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
    }

    fn answer(&self, operation: &Operation) -> &Value {
        let answer = &self.0["paths"][operation.path]["get"]["responses"]["200"];
        self.target(&answer["content"]["application/json"]["schema"])
    }

    /// The schema that a reference leads to.
    fn target<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(reference) => self.target(self.0.pointer(reference.trim_start_matches('#')).unwrap()),
            None => schema,
        }
    }

    /// The schema at a path, and whether all of the path is required.
    fn member<'a>(&'a self, schema: &'a Value, path: &str) -> Option<(&'a Value, bool)> {
        let mut steps = path.split('.').filter(|name| !name.is_empty());
        steps.try_fold((self.target(schema), true), |(schema, required), name| {
            let names = schema["required"].as_array();
            let is_required = names.is_some_and(|names| names.iter().any(|known| known == name));
            Some((self.target(schema["properties"].get(name)?), required && is_required))
        })
    }

    /// Notes what is wrong with the right sides of rows about an object.
    fn check(&self, rows: &[&'static Field], schema: &Value, place: &str, wrong: &mut BTreeSet<String>) {
        let mut known: HashSet<String> = HashSet::new();
        for row in rows {
            let Some(path) = row.v2.path() else { continue };
            if matches!(row.rule, FieldRule::Page | FieldRule::Section) {
                known.extend(["start", "end", "total", "prev", "next"].map(str::to_owned));
                continue;
            }
            if let FieldRule::OneInV1(inner) = row.rule {
                let inner = flat(inner);
                known.extend(inner.iter().filter_map(|row| row.v2.path().map(str::to_owned)));
                continue;
            }
            if matches!(row.rule, FieldRule::SeeAll) {
                continue;
            }
            known.extend(path.split('.').next().map(str::to_owned));
            let Some((member, is_required)) = self.member(schema, path) else {
                // What one site has and another has not is marked as optional.
                if !matches!(row.rule, FieldRule::OnlyV2) || row.v2.is_required() {
                    wrong.insert(format!("{place}: the contract has no {path}"));
                }
                continue;
            };
            if is_required != row.v2.is_required() {
                wrong.insert(format!("{place}: {path} is required: {is_required}"));
            }
            let inner = flat(inside(row));
            match member["type"].as_str() {
                Some("array") if !inner.is_empty() => {
                    let items = self.target(&member["items"]);
                    self.check(&inner, items, &format!("{place}.{path}[]"), wrong);
                    if let FieldRule::Typed(kind, _) = row.rule {
                        let kinds =
                            self.target(&items["properties"]["activity_type"])["enum"].as_array().unwrap();
                        assert!(kinds.iter().any(|known| known == kind), "{kind}");
                    }
                }
                Some("object") if !inner.is_empty() => {
                    self.check(&inner, member, &format!("{place}.{path}"), wrong)
                }
                _ => {}
            }
        }
        for name in schema["properties"].as_object().into_iter().flat_map(|members| members.keys()) {
            if !known.contains(name) && name != "activity_type" {
                wrong.insert(format!("{place}: no row for {name}"));
            }
        }
    }
}

#[test]
fn right_sides_and_the_contract_have_the_same_members() {
    let contract = Contract::load();
    let mut wrong = BTreeSet::new();
    for (resource, rule, operation) in answered() {
        let rows = flat(rule.all_fields());
        contract.check(&rows, contract.answer(operation), resource.id, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The member of a document at a path.
fn member_of(shape: &'static Shape, path: &str) -> Option<&'static Member> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let member = shape.member(name)?;
    match (rest, member.content) {
        (None, _) => Some(member),
        (Some(rest), Content::Parts(shape)) => member_of(shape, rest),
        (Some(_), _) => None,
    }
}

/// Calls back for each left side with a path, with the member of the document that it names.
fn left_sides(
    rows: &[&'static Field],
    shape: &'static Shape,
    place: &str,
    note: &mut impl FnMut(&Field, String, Option<&'static Member>),
) {
    for row in rows {
        let Some(path) = row.v1.path().filter(|path| !path.is_empty()) else { continue };
        let member = member_of(shape, path);
        note(row, format!("{place}.{path}"), member);
        if let Some(Content::Parts(shape)) = member.map(|member| member.content) {
            left_sides(&flat(inside(row)), shape, &format!("{place}.{path}"), note);
        }
    }
}

#[test]
fn left_sides_are_members_of_the_documents() {
    let mut missing = BTreeSet::new();
    for resource in RESOURCES {
        let rule = &resource.rule;
        let Some(shape) = resource.kind.shape() else { continue };
        left_sides(&flat(rule.all_fields()), shape, resource.id, &mut |row, place, member| {
            if member.is_none() && !matches!(row.rule, FieldRule::OnlyV1At(_)) {
                missing.insert(place);
            }
        });
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn what_2_0_cannot_tell_is_optional_in_the_documents() {
    let mut wanted = BTreeSet::new();
    for (resource, rule, _) in answered() {
        let (Some(shape), Counterpart::Paths(_)) = (resource.kind.shape(), rule.counterpart) else {
            continue;
        };
        left_sides(&flat(rule.all_fields()), shape, resource.id, &mut |row, place, member| {
            let is_left_out = matches!(
                row.rule,
                FieldRule::OnlyV1 | FieldRule::OnlyV1At(_) | FieldRule::Gone | FieldRule::SeeAll
            );
            if is_left_out && member.is_some_and(|member| member.occurs == Occurs::Once) {
                wanted.insert(place);
            }
        });
    }
    assert!(wanted.is_empty(), "documents made from 2.0 would be refused for want of {wanted:#?}");
}

/// Rows of the inventory that speak of more than a member, with what stands for them.
const IN_WORDS: [&str; 9] = [
    // Calls, not documents: see the tests of addresses.
    "query Realistic..Conventional",
    "query job_zone",
    "query area",
    "query code",
    // The outline's four tables, and the head that nobody has seen.
    "nested levels",
    "header of the item asked about",
    // The rows next to it name the members one by one, or say that there is no way.
    "members",
    "per-branch titles",
    "*",
];

/// A path of the inventory as a path of the tables.
fn plain(path: &str) -> String {
    let path =
        path.split(" (").next().unwrap_or_default().replace("[@rel=next]", "").replace("[@rel=prev]", "");
    path.replace('@', "").replace('/', ".").trim_matches('.').trim_end_matches(".*").to_owned()
}

/// The paths on one side of rows, from the root of the document. Lists are not marked.
fn sides(
    rows: &[&'static Field],
    outer: &str,
    side: fn(&Field) -> Option<&'static str>,
    paths: &mut HashSet<String>,
) {
    for row in rows {
        if matches!(row.rule, FieldRule::Page | FieldRule::WholePage | FieldRule::Section) {
            paths.extend(["start", "end", "total", "link.href", "prev", "next"].map(str::to_owned));
        }
        let Some(path) = side(row) else { continue };
        let path = format!("{outer}.{path}").trim_matches('.').to_owned();
        sides(&flat(inside(row)), &path, side, paths);
        paths.insert(path);
    }
}

fn is_covered(path: &str, paths: &HashSet<String>) -> bool {
    let path = plain(path);
    paths.iter().any(|known| {
        *known == path
            || known.starts_with(&format!("{path}."))
            || path.starts_with(&format!("{known}."))
            || known.ends_with(&format!(".{path}"))
            || known.contains(&format!(".{path}."))
    })
}

#[test]
fn every_row_of_the_inventory_is_in_the_tables() {
    let Some(folder) = std::env::var_os("ONET_TEST_LEGACY_DIR").map(PathBuf::from) else {
        eprintln!("skipped: ONET_TEST_LEGACY_DIR is not set");
        return;
    };
    let inventory: Vec<Value> =
        serde_json::from_slice(&std::fs::read(folder.join("resources.json")).unwrap()).unwrap();
    let mut missing = BTreeSet::new();
    let mut count = 0;
    for resource in &inventory {
        let id = resource["id"].as_str().unwrap();
        let rule = &Resource::find(id).unwrap().rule;
        // Reports have the rows of their sections; what only a release has is told by code.
        if !rule.has_fields() {
            continue;
        }
        let rows = flat(rule.all_fields());
        let (mut left, mut right) = (HashSet::new(), HashSet::new());
        sides(&rows, "", |row| row.v1.path(), &mut left);
        sides(&rows, "", |row| row.v2.path(), &mut right);
        for known in resource["v2_mapping"].as_array().unwrap() {
            let (v1, v2) = (known["v1"].as_str().unwrap(), known["v2"].as_str().unwrap());
            count += 1;
            let covered = match v1 {
                v1 if IN_WORDS.contains(&v1) => true,
                // New in 2.0, perhaps several: `in_demand, percentage, hot_technology{total,href}`.
                "-" => v2.split(['{', ',', '.', '[']).all(|name| {
                    let name =
                        name.trim_end_matches(['}', ']']).trim().split(' ').next_back().unwrap_or_default();
                    name.is_empty() || ["total", "href"].contains(&name) || is_covered(name, &right)
                }),
                v1 => v1.split([',', '|']).all(|path| is_covered(path.trim(), &left)),
            };
            if !covered {
                missing.insert(format!("{id}: {v1} => {v2}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    eprintln!("{count} rows of the inventory");
    assert!(count > 700, "{count}");
}
