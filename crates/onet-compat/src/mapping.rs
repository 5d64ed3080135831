//! Documents of 1.x as answers of 2.0, and the other way round.
//!
//! Each member is one field of a table that is read in both directions. Nothing is lost silently: what
//! the other version cannot hold comes back as a [`Loss`] beside the value. Nothing is made up either: a member that
//! one version requires and the other does not have is left out and listed, and where a document would be misleading
//! without it, the mapping is refused with [`MappingError::Refused`].
//!
//! ```
//! use onet_compat::mapping::{self, LegacyCall};
//! use onet_compat::{Document, Resource, Version};
//! use serde_json::json;
//!
//! let skills = Resource::find("online.occupation.details.skills").expect("a known resource");
//! let answer = json!({"start": 1, "end": 1, "total": 1, "element": [{
//!     "id": "2.A.1.b",
//!     "related": "https://api-v2.onetcenter.org/online/occupations/17-2141.00/related/skills/2.A.1.b",
//!     "name": "Active Listening",
//!     "description": "Listening, and asking what is not clear.",
//!     "importance": 72,
//! }]});
//! let call = LegacyCall {
//!     base: "http://localhost:8080/v1.9/ws/".to_owned(),
//!     v2_base: "https://api-v2.onetcenter.org/".to_owned(),
//!     version: Version::V1_9,
//!     arguments: vec![("code".to_owned(), "17-2141.00".to_owned())],
//!     query: Vec::new(),
//! };
//! let mapped = mapping::from_v2(skills, &answer, &call)?;
//! let element = &mapped.value.to_value()["element"][0];
//! assert_eq!(element["score"], json!({"scale": "Importance", "important": true, "value": 72}));
//! assert_eq!(
//!     element["related"],
//!     "http://localhost:8080/v1.9/ws/online/occupations/17-2141.00/related/skills/2.A.1.b"
//! );
//!
//! let back = mapping::to_v2(skills, &mapped.value)?;
//! assert_eq!(back.value, answer);
//! assert_eq!(back.losses[0].to_string(), "code: the call says it, not the answer of 2.0");
//! # Ok::<(), mapping::MappingError>(())
//! ```

mod address;
mod call;
#[cfg(test)]
mod checks;
mod error;
mod json_path;
mod loss;
mod overview;
mod release;
mod report;
mod sections;
mod unmapped;
mod v1_to_v2;
mod v2_to_v1;
mod values;

use serde_json::Value;

pub use address::{V2_BASE, legacy_link, v2_call, v2_link};
pub use call::{LegacyCall, Source, V2Call};
pub use error::MappingError;
pub use loss::{Loss, Mapped, Reason, Side};
pub use overview::Overview;
pub use release::{from_rows, part_from_rows};
pub use report::merge_report;
pub use sections::{Section, report_sections};

use crate::document::Document;
use crate::kind::Kind;
use crate::resource::Resource;
use crate::rule::{Counterpart, Rule, SHAPE_UNKNOWN};
use loss::Losses;

/// Converts a document of 1.x to the answer of the operation that took its place.
///
/// Addresses lead to the official service, [`V2_BASE`]. A full report, which 2.0 does not have, becomes an object
/// with one answer for each section, under the section's name.
///
/// What 2.0 requires and the document does not hold is left out and listed as [`Reason::RequiredByV2`], so that a
/// strict reader may refuse the answer where such a loss is listed.
///
/// # Errors
/// [`MappingError::NoCounterpart`] where 2.0 has nothing like the document, and [`MappingError::Unexpected`] where it
/// holds a value that cannot be converted, such as a score on another scale than the section's.
pub fn to_v2(resource: &Resource, document: &Document) -> Result<Mapped<Value>, MappingError> {
    let value = document.to_value();
    let rule = &resource.rule;
    let mut losses = Losses::default();
    let answer = match rule.counterpart {
        Counterpart::Sections(_) => report::part(resource, &value, &mut losses)?,
        _ if !rule.has_fields() => return Err(MappingError::no_counterpart(resource)),
        _ => v1_to_v2::whole(rule, &value, &mut losses)?,
    };
    Ok(Mapped { value: answer, losses: losses.into_vec() })
}

/// Whether documents of two resources have the same content: all that differs is what they repeat of a call.
#[must_use]
pub fn same_content(one: &Resource, other: &Resource) -> bool {
    let is_whole = |rule: &Rule| rule.has_fields() && !matches!(rule.counterpart, Counterpart::Sections(_));
    is_whole(&one.rule) && is_whole(&other.rule) && one.rule.fields == other.rule.fields
}

/// Converts an answer of 2.0 to the 1.x document that a call of the resource returns.
///
/// For a full report the answer is an object as [`to_v2`] makes it; see [`merge_report`] for the parts on their own.
///
/// # Errors
/// [`MappingError::NoCounterpart`] where no operation has what the document holds, [`MappingError::Refused`] where the
/// answer does not determine it, [`MappingError::Unexpected`] where the answer is not one of the operation, and
/// [`MappingError::Document`] where a required member is missing.
pub fn from_v2(
    resource: &Resource,
    answer: &Value,
    call: &LegacyCall,
) -> Result<Mapped<Document>, MappingError> {
    let rule = &resource.rule;
    let mut losses = Losses::default();
    let value = match rule.counterpart {
        Counterpart::Sections(_) => {
            let sections = report_sections(resource).unwrap_or_default();
            let parts: Vec<_> =
                sections.iter().map(|section| (section.id, answer.get(section.name).cloned())).collect();
            return merge_report(resource, &parts, call);
        }
        Counterpart::OneWay(_, reason) => {
            return Err(MappingError::Refused { resource: resource.id.to_owned(), reason });
        }
        _ if !rule.has_fields() => return Err(MappingError::no_counterpart(resource)),
        _ if resource.kind == Kind::Undocumented => {
            return Err(MappingError::Refused { resource: resource.id.to_owned(), reason: SHAPE_UNKNOWN });
        }
        _ => v2_to_v1::whole(resource, answer, call, &mut losses)?,
    };
    v2_to_v1::document(resource, value, losses)
}
