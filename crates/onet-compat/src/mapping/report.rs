//! Full reports, which 2.0 does not have, section by section.

use serde_json::{Map, Value};

use super::call::LegacyCall;
use super::error::MappingError;
use super::json_path;
use super::loss::{Losses, Mapped, ROOT, Reason};
use super::sections::report_sections;
use super::{v1_to_v2, v2_to_v1};
use crate::document::Document;
use crate::field::FieldRule;
use crate::resource::Resource;
use crate::rule::{Counterpart, Rule};

/// The sections of a report as an object with one answer each.
pub(super) fn part(resource: &Resource, report: &Value, losses: &mut Losses) -> Result<Value, MappingError> {
    let sections = report_sections(resource).unwrap_or_default();
    // The head of the report.
    let mut rest = report.clone();
    if let Value::Object(members) = &mut rest {
        members.retain(|name, _| sections.iter().all(|section| section.name != name));
    }
    v1_to_v2::whole(&resource.rule, &rest, losses)?;
    let mut answers = Map::new();
    for section in sections {
        let Some(part) = json_path::get(report, section.name) else { continue };
        let place = ROOT.at(section.name);
        let rule = &section.resource.rule;
        match rule.counterpart {
            Counterpart::Paths(_) | Counterpart::OneWay(..) => {
                let answer = v1_to_v2::section(rule, part, report, &place, losses)?;
                answers.insert(section.name.to_owned(), answer);
            }
            Counterpart::Release(_) | Counterpart::Nothing(_) | Counterpart::Sections(_) => {
                losses.add(&place, "", Reason::NotInV2);
            }
        }
    }
    Ok(Value::Object(answers))
}

/// Puts a full report together from the answers for its sections.
///
/// A part is the id of a section, see [`report_sections`], with the answer of its operation, or `None` where the
/// section has no data for the occupation: the report is then without it, as 1.x reports were. The part of a section
/// that only a release has ([`V2Call::Release`](super::V2Call::Release)) is what
/// [`part_from_rows`](super::part_from_rows) returns, or the JSON form of the document of
/// [`from_rows`](super::from_rows). Sections that are not among the parts are left out and listed.
///
/// # Errors
/// As [`from_v2`](super::from_v2), and [`MappingError::NoData`] where no section has any.
pub fn merge_report(
    resource: &Resource,
    parts: &[(&'static str, Option<Value>)],
    call: &LegacyCall,
) -> Result<Mapped<Document>, MappingError> {
    let sections = report_sections(resource).ok_or_else(|| MappingError::no_counterpart(resource))?;
    let mut losses = Losses::default();
    let mut report = v2_to_v1::head(resource, call, &mut losses)?;
    let mut is_empty = true;
    for section in sections {
        let part = parts.iter().find(|(id, _)| *id == section.id).map(|(_, part)| part.as_ref());
        let place = ROOT.at(section.name);
        let value = match (section.resource.rule.counterpart, part) {
            (Counterpart::Paths(_), Some(Some(answer))) => v2_to_v1::section(
                section.resource,
                &section.resource.rule,
                answer,
                call,
                &place,
                &mut losses,
            )?,
            (Counterpart::Release(_), Some(Some(made))) => without_head(made, &section.resource.rule),
            (Counterpart::Paths(_), Some(None)) => continue,
            (Counterpart::Paths(_), None) => {
                losses.add(&place, "", Reason::RequiredByV1);
                continue;
            }
            _ => {
                losses.add(&place, "", Reason::NotInV2);
                continue;
            }
        };
        is_empty = false;
        json_path::set(&mut report, section.name, value);
    }
    match is_empty {
        true => Err(MappingError::NoData { resource: resource.id.to_owned() }),
        false => v2_to_v1::document(resource, report, losses),
    }
}

/// A document without its head, as a report contains it.
fn without_head(made: &Value, rule: &Rule) -> Value {
    let head: Vec<&str> = rule
        .head
        .iter()
        .filter(|field| matches!(field.rule, FieldRule::Echo(..) | FieldRule::Report))
        .filter_map(|field| field.v1.path())
        .collect();
    match made {
        Value::Object(members) => {
            let content = members.iter().filter(|(name, _)| !head.contains(&name.as_str()));
            Value::Object(content.map(|(name, value)| (name.clone(), value.clone())).collect())
        }
        other => other.clone(),
    }
}
