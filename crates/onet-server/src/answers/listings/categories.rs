//! What lists of occupations are chosen from: bare arrays of families, zones and interest areas.

use std::collections::BTreeSet;

use onet_api::types;
use onet_db::elements::Element;
use onet_domain::{Interest, MajorGroup};
use serde::Serialize;

use super::{clusters, family_title};
use crate::answers::{known_element, occupations, to_json};
use crate::error::Refusal;
use crate::rules::Call;

/// An array to choose from. The address of an entry is that of the array with the code behind it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Choices {
    /// Job families that have an occupation, and an entry for all.
    JobFamilies,
    /// Job zones, and an entry for all.
    JobZones,
    /// Job zones.
    JobPreparation,
    /// Job zones, with what they ask of people.
    ExplainedJobZones,
    /// Career clusters; O*NET OnLine has an entry for all, too.
    CareerClusters,
    /// Interest areas.
    Interests,
    /// Interest areas, with what they are.
    ExplainedInterests,
}

pub(crate) fn answer(choices: Choices, call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    match choices {
        Choices::JobFamilies => to_json(&job_families(call)?),
        Choices::JobZones => to_json(&job_zones(call)?),
        Choices::CareerClusters => to_json(&clusters::entries(call)?),
        Choices::JobPreparation => of_zones(call, |zone| types::JobPreparationEntry {
            href: address(call, zone.zone),
            code: zone.zone.into(),
            title: zone.name,
        }),
        Choices::ExplainedJobZones => of_zones(call, |zone| types::ProfilerJobZone {
            code: zone.zone.into(),
            title: zone.name,
            experience: zone.experience,
            training: zone.job_training,
            education: zone.education,
            examples: zone.examples,
            svp_range: zone.svp_range,
        }),
        Choices::Interests => of_interests(call, |interest, title, _| types::CategoryRef {
            href: address(call, interest),
            code: interest.name().to_owned(),
            title,
        }),
        Choices::ExplainedInterests => {
            of_interests(call, |interest, title, description| types::ProfilerInterest {
                href: address(call, interest),
                code: interest.name().to_owned(),
                title,
                description,
                score: None,
            })
        }
    }
}

pub(super) fn address(call: &Call<'_>, code: impl std::fmt::Display) -> String {
    format!("{}{code}", call.links.to(call.operation.path))
}

/// By title, as the service did in version 1.9.
fn job_families(call: &Call<'_>) -> Result<Vec<types::JobFamilyEntry>, Refusal> {
    let present: BTreeSet<MajorGroup> =
        occupations(call)?.occupations().filter_map(|occupation| occupation.code.major_group()).collect();
    let mut families: Vec<MajorGroup> = present.into_iter().collect();
    families.sort_by_key(|family| family_title(*family));
    let entry = |family: MajorGroup| types::JobFamilyEntry {
        href: address(call, family),
        code: Some(family.to_string()),
        title: family_title(family).to_owned(),
    };
    let all = types::JobFamilyEntry {
        href: address(call, "all"),
        code: None,
        title: "All job families".to_owned(),
    };
    Ok(families.into_iter().map(entry).chain([all]).collect())
}

fn job_zones(call: &Call<'_>) -> Result<Vec<types::JobZoneEntry>, Refusal> {
    let zones = call.source.release().job_zones().map_err(Refusal::of_engine)?;
    let entries = zones.into_iter().map(|zone| types::JobZoneEntry {
        href: address(call, zone.zone),
        code: Some(zone.zone.into()),
        title: zone.name,
    });
    let all =
        types::JobZoneEntry { href: address(call, "all"), code: None, title: "All job zones".to_owned() };
    Ok(entries.chain([all]).collect())
}

fn of_zones<T: Serialize>(
    call: &Call<'_>,
    entry: impl Fn(onet_db::JobZoneReference) -> T,
) -> Result<Vec<u8>, Refusal> {
    let zones = call.source.release().job_zones().map_err(Refusal::of_engine)?;
    to_json(&zones.into_iter().map(entry).collect::<Vec<_>>())
}

/// An entry is made of an area, its title and its description.
fn of_interests<T: Serialize>(
    call: &Call<'_>,
    entry: impl Fn(Interest, String, String) -> T,
) -> Result<Vec<u8>, Refusal> {
    let mut entries = Vec::new();
    for interest in Interest::ALL {
        let Element { name: title, description, .. } = known_element(call, interest.element_id().as_str())?;
        entries.push(entry(interest, title, description));
    }
    to_json(&entries)
}
