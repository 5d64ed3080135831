//! What may differ between the answers over the two layouts, and why. Anything else is the same.

use onet_api::operation::Operation;
use onet_api::operations as op;
use serde_json::{Value, json};

/// What becomes of the calls of an operation.
pub(crate) enum How {
    /// They are compared when this is taken out of both answers.
    Without(fn(&mut Value)),
    /// They are called with a further query.
    AskedWith(&'static str),
    /// Another check of this test compares them.
    Elsewhere,
    /// The calls of zones 1 and 2 are compared by another check, the others as they are.
    LowZonesElsewhere,
}

struct Difference {
    operations: &'static [&'static Operation],
    how: How,
    /// The reason, which the reader of this table looks for.
    _why: &'static str,
}

static DIFFERENCES: [Difference; 7] = [
    Difference {
        operations: &[&op::ABOUT],
        how: How::Without(|answer| answer["database"] = Value::Null),
        _why: "the release has another name",
    },
    Difference {
        operations: &[&op::DATABASE_LIST, &op::DATABASE_TABLE_INFO, &op::DATABASE_ROWS],
        how: How::Elsewhere,
        _why: "the tables have other names and columns; `rows.rs` compares their rows",
    },
    Difference {
        operations: &[
            &op::ONLINE_JOB_ZONES_LIST,
            &op::MNM_JOB_PREPARATION_LIST,
            &op::MPP_JOB_PREPARATION_LIST,
            &op::VETERANS_JOB_PREPARATION_LIST,
            &op::MNM_INTEREST_PROFILER_JOB_ZONES,
            &op::MPP_INTEREST_PROFILER_JOB_ZONES,
        ],
        how: How::Without(without_low_zones),
        _why: "zones 1 and 2 are one in the later layout, with the sentences of both",
    },
    Difference {
        operations: &[
            &op::ONLINE_JOB_ZONES_OCCUPATIONS,
            &op::MNM_JOB_PREPARATION_CAREERS,
            &op::MPP_JOB_PREPARATION_CAREERS,
            &op::VETERANS_JOB_PREPARATION_CAREERS,
        ],
        how: How::LowZonesElsewhere,
        _why: "the occupations of zones 1 and 2 are in one list in the later layout",
    },
    Difference {
        operations: &[&op::ONLINE_OCCUPATIONS_DETAILS_JOB_ZONE, &op::ONLINE_OCCUPATIONS_SUMMARY_JOB_ZONE],
        how: How::Without(merge_if_low),
        _why: "the zone of occupations in zones 1 and 2 has another number, name and sentences",
    },
    Difference {
        operations: &[&op::ONLINE_ONET_DATA_INTERESTS_OCCUPATIONS],
        how: How::AskedWith("sort=title"),
        _why: "the order that it has otherwise is by job zone, and two are one in the later layout",
    },
    Difference {
        operations: &[&op::ONLINE_JOB_ZONES_ALL_OCCUPATIONS],
        how: How::AskedWith("sort=title&end=2000"),
        _why: "compared as a whole, in an order that the zones do not change",
    },
];

/// How a call is compared; nothing where its answers are the same as they are.
pub(crate) fn of(operation: &Operation, call: &str) -> Option<&'static How> {
    let path = call.split('?').next().unwrap_or_default();
    let is_low = path.ends_with("/1") || path.ends_with("/2");
    match row(operation)? {
        How::LowZonesElsewhere if is_low => Some(&How::Elsewhere),
        How::LowZonesElsewhere => None,
        how => Some(how),
    }
}

/// Takes out of an answer what may differ.
pub(crate) fn level(operation: &Operation, answer: &mut Value) {
    if let Some(How::Without(taken)) = row(operation) {
        taken(answer);
    }
    merge_zones(answer);
}

fn row(operation: &Operation) -> Option<&'static How> {
    let has = |difference: &&Difference| difference.operations.iter().any(|other| other.id == operation.id);
    DIFFERENCES.iter().find(has).map(|difference| &difference.how)
}

/// An occupation in zone 1 or 2 is in the zone 2 of the later layout, which has another name.
fn merge_zones(answer: &mut Value) {
    match answer {
        Value::Object(members) => {
            for (name, member) in members {
                match name.as_str() {
                    "job_zone" | "zone" => merge_if_low(member),
                    _ => merge_zones(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(merge_zones),
        _ => {}
    }
}

fn merge_if_low(zone: &mut Value) {
    if is_low(zone) {
        *zone = json!({ "code": 2 });
    }
}

fn without_low_zones(zones: &mut Value) {
    if let Some(zones) = zones.as_array_mut() {
        zones.retain(|zone| !is_low(zone));
    }
}

fn is_low(zone: &Value) -> bool {
    matches!(zone["code"].as_i64(), Some(1 | 2))
}
