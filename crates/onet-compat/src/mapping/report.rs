//! Full reports, which 2.0 does not have: told section by section.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::call::LegacyCall;
use super::error::MappingError;
use super::loss::{Losses, Mapped, ROOT, Reason};
use super::row::How;
use super::rule::{Counterpart, Rule};
use super::v1_to_v2;
use super::v2_to_v1;
use super::{document, json_path, rule_of};
use crate::document::Document;
use crate::resource::{RESOURCES, Resource};

/// A section of a full report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// Id of the resource that answers with the section on its own.
    pub id: &'static str,
    /// Its element in the report.
    pub name: &'static str,
}

/// The sections of a full report, in the order of the document; `None` for a resource that is none.
///
/// ```
/// use onet_compat::Resource;
/// use onet_compat::mapping::report_sections;
///
/// let report = Resource::find("online.occupation.details").expect("a known resource");
/// let sections = report_sections(report).expect("a report");
/// assert_eq!(sections[0].id, "online.occupation");
/// assert_eq!(sections[1].id, "online.occupation.details.tasks");
/// ```
#[must_use]
pub fn report_sections(resource: &Resource) -> Option<&'static [Section]> {
    static REPORTS: LazyLock<HashMap<&'static str, Vec<Section>>> = LazyLock::new(|| {
        let reports = RESOURCES.iter().filter_map(|resource| match rule_of(resource).ok()?.counterpart {
            Counterpart::Sections(names) => Some((
                resource.id,
                names.iter().copied().filter_map(|name| section(resource, name)).collect(),
            )),
            _ => None,
        });
        reports.collect()
    });
    REPORTS.get(resource.id).map(Vec::as_slice)
}

/// The resource of a section: the overview that the report stands beside or below, or a resource beside or below it.
fn section(report: &Resource, name: &'static str) -> Option<Section> {
    let above = json_path::parent(report.id);
    let overview = above.ends_with(&format!(".{name}")).then(|| above.to_owned());
    let candidates = [overview, Some(format!("{}.{name}", report.id)), Some(format!("{above}.{name}"))];
    let found = candidates.iter().flatten().find_map(|id| Resource::find(id))?;
    Some(Section { id: found.id, name })
}

/// The sections of a report as an object with one answer each.
pub(super) fn part(resource: &Resource, report: &Value, losses: &mut Losses) -> Result<Value, MappingError> {
    let sections = report_sections(resource).unwrap_or_default();
    // What the report says beside its sections.
    let mut rest = report.clone();
    if let Value::Object(members) = &mut rest {
        members.retain(|name, _| sections.iter().all(|section| section.name != name));
    }
    v1_to_v2::whole(rule_of(resource)?, &rest, losses)?;
    let mut answers = Map::new();
    for section in sections {
        let Some(part) = json_path::get(report, section.name) else { continue };
        let place = ROOT.at(section.name);
        let rule = section_rule(section)?;
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
/// that only a release has ([`V2Call::Release`](super::V2Call::Release)) is the JSON form of the document that
/// [`from_rows`](super::from_rows) makes. Sections that are not among the parts are left out and listed.
///
/// # Errors
/// As [`from_v2`](super::from_v2), and [`MappingError::NoData`] where no section has any.
pub fn merge_report(
    resource: &Resource,
    parts: &[(&'static str, Option<Value>)],
    call: &LegacyCall,
) -> Result<Mapped<Document>, MappingError> {
    let rule = rule_of(resource)?;
    let sections = report_sections(resource).ok_or_else(|| MappingError::no_counterpart(resource, rule))?;
    let mut losses = Losses::default();
    let mut report = v2_to_v1::head(resource, rule, call, &mut losses)?;
    let mut is_empty = true;
    for section in sections {
        let part = parts.iter().find(|(id, _)| *id == section.id).map(|(_, part)| part.as_ref());
        let place = ROOT.at(section.name);
        let rule = section_rule(section)?;
        let value = match (rule.counterpart, part) {
            (Counterpart::Paths(_), Some(Some(answer))) => {
                let resource = section_resource(section)?;
                v2_to_v1::section(resource, rule, answer, call, &place, &mut losses)?
            }
            (Counterpart::Release(_), Some(Some(made))) => without_head(made, rule),
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
        false => document(resource, report, losses),
    }
}

fn section_resource(section: &Section) -> Result<&'static Resource, MappingError> {
    Resource::find(section.id).ok_or_else(|| MappingError::Unknown { resource: section.id.to_owned() })
}

fn section_rule(section: &Section) -> Result<&'static Rule, MappingError> {
    rule_of(section_resource(section)?)
}

/// A document without what it says of the call, as a report holds it.
fn without_head(made: &Value, rule: &Rule) -> Value {
    let said: Vec<&str> = rule
        .head
        .iter()
        .filter(|row| matches!(row.how, How::Echo(..) | How::Report))
        .filter_map(|row| row.v1.path())
        .collect();
    match made {
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, _)| !said.contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
        }
        other => other.clone(),
    }
}
