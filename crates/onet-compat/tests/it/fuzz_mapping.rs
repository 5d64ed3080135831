//! Damaged values in the mapping: it maps or refuses, and what it makes of 2.0 can be written and read again.
//!
//! The run is the same every time. `ONET_FUZZ_ITERATIONS` sets its length (20,000 unless said otherwise).

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use crate::common::dice::{self, Dice};
use onet_compat::mapping::{self, LegacyCall, V2_BASE};
use onet_compat::{Document, Kind, RESOURCES, Resource, Version};
use serde_json::{Value, json};

/// Values that somebody may have put where another belongs.
fn odd(dice: &mut Dice) -> Value {
    let values = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(1e308),
        json!(""),
        json!("true"),
        json!("101"),
        json!("https://services.onetcenter.org/ws/online/occupations/"),
        json!("https://api-v2.onetcenter.org/online/occupations/29-1051.00/"),
        json!("http://[::1"),
        json!("\u{0}\u{fffe}&<]]>"),
        json!([]),
        json!({}),
        json!([[{"name": []}]]),
        json!({"code": {"code": {}}}),
    ];
    values[dice.below(values.len())].clone()
}

/// Damages a value somewhere in it.
fn damage(value: &mut Value, dice: &mut Dice) {
    let goes_on = dice.below(4) != 0;
    match value {
        Value::Object(members) if goes_on && !members.is_empty() => {
            let name = members.keys().nth(dice.below(members.len())).unwrap().clone();
            match dice.below(6) {
                0 => {
                    members.remove(&name);
                }
                1 => {
                    let moved = members.remove(&name).unwrap();
                    members.insert(
                        ["id", "name", "value", "code", "href", "link"][dice.below(6)].to_owned(),
                        moved,
                    );
                }
                _ => damage(&mut members[&name], dice),
            }
        }
        Value::Array(items) if goes_on && !items.is_empty() => {
            let at = dice.below(items.len());
            match dice.below(6) {
                0 => {
                    items.remove(at);
                }
                1 => items.push(items[at].clone()),
                _ => damage(&mut items[at], dice),
            }
        }
        other => *other = odd(dice),
    }
}

fn call_of(resource: &Resource, dice: &mut Dice) -> LegacyCall {
    let texts = ["17-2141.00", "", "2.A.1.b", "%2F", "../..", "a?b#c", "\u{e9}\u{0}", "3"];
    let variables = resource.path.unwrap_or_default().split('{').skip(1);
    let arguments = variables.map(|rest| rest.split('}').next().unwrap().to_owned());
    let mut text = || texts[dice.below(texts.len())].to_owned();
    LegacyCall {
        base: "https://services.onetcenter.org/v1.9/ws/".to_owned(),
        v2_base: V2_BASE.to_owned(),
        version: Version::V1_9,
        arguments: arguments.map(|name| (name, text())).collect(),
        query: resource.query.iter().map(|parameter| (parameter.name.to_owned(), text())).collect(),
    }
}

#[test]
fn damaged_values_are_mapped_or_refused() {
    let documented = RESOURCES.iter().filter(|resource| resource.kind != Kind::Undocumented);
    let resources: Vec<(&Resource, Value)> = documented
        .map(|resource| (resource, crate::common::some_document(resource.kind).to_value()))
        .collect();
    let mut dice = Dice::new(2);
    let (mut there, mut back, mut slowest) = (0_u32, 0_u32, Duration::ZERO);
    let iterations = dice::iterations();
    for _ in 0..iterations {
        let (resource, value) = &resources[dice.below(resources.len())];
        let call = call_of(resource, &mut dice);
        let mut value = value.clone();
        let start = Instant::now();
        // Where a call leads is decided before there is an answer; any text may stand in it.
        let _ = mapping::v2_call(resource, &call);
        for _ in 0..dice.below(3) {
            damage(&mut value, &mut dice);
        }
        let Ok(document) = Document::from_value(resource.kind, value) else { continue };
        let Ok(mut answer) = mapping::to_v2(resource, &document) else { continue };
        there += 1;
        for _ in 0..dice.below(3) {
            damage(&mut answer.value, &mut dice);
        }
        if let Ok(document) = mapping::from_v2(resource, &answer.value, &call) {
            back += 1;
            assert_eq!(document.value.kind(), resource.kind);
            let written = document.value.write_xml();
            assert!(
                Document::read_xml_as(resource.kind, &written).is_ok(),
                "{}: {}",
                resource.id,
                String::from_utf8_lossy(&written)
            );
        }
        slowest = slowest.max(start.elapsed());
    }
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    // Damage that lets nothing through would prove nothing.
    assert!(
        there > iterations / 20 && back > iterations / 50,
        "{there} there and {back} back of {iterations}"
    );
}
