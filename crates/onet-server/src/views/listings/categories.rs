//! Categories to browse: arrays of job families, job zones, career clusters and interest areas.

use std::collections::BTreeSet;

use onet_api::types;
use onet_db::elements::Element;
use onet_domain::{Interest, MajorGroup};
use serde::Serialize;

use super::clusters;
use crate::error::Error;
use crate::views::body::to_json;
use crate::views::call::Call;
use crate::views::references::family_title;

/// An array of categories. The link of an entry is that of the array, followed by its code.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Categories {
    /// Job families with an occupation, and an entry for all.
    JobFamilies,
    /// Job zones, and an entry for all.
    JobZones,
    /// Job zones.
    JobPreparation,
    /// Job zones, with the preparation that they require.
    ExplainedJobZones,
    /// Career clusters; O*NET OnLine also has an entry for all.
    CareerClusters,
    /// Interest areas.
    Interests,
    /// Interest areas, with descriptions.
    ExplainedInterests,
}

/// The categories as a JSON array.
pub(crate) fn answer(categories: Categories, call: &Call<'_>) -> Result<Vec<u8>, Error> {
    match categories {
        Categories::JobFamilies => to_json(&job_families(call)?),
        Categories::JobZones => to_json(&job_zones(call)?),
        Categories::CareerClusters => to_json(&clusters::entries(call)?),
        Categories::JobPreparation => of_zones(call, |zone| types::JobPreparationEntry {
            href: call.entry_address(zone.zone),
            code: zone.zone.into(),
            title: zone.name,
        }),
        Categories::ExplainedJobZones => of_zones(call, |zone| types::ProfilerJobZone {
            code: zone.zone.into(),
            title: zone.name,
            experience: zone.experience,
            training: zone.job_training,
            education: zone.education,
            examples: zone.examples,
            svp_range: zone.svp_range,
        }),
        Categories::Interests => of_interests(call, |interest, title, _| types::CategoryRef {
            href: call.entry_address(interest),
            code: interest.name().to_owned(),
            title,
        }),
        Categories::ExplainedInterests => {
            of_interests(call, |interest, title, description| types::ProfilerInterest {
                href: call.entry_address(interest),
                code: interest.name().to_owned(),
                title,
                description,
                score: None,
            })
        }
    }
}

/// By title, as in version 1.9 of the service.
fn job_families(call: &Call<'_>) -> Result<Vec<types::JobFamilyEntry>, Error> {
    let present: BTreeSet<MajorGroup> =
        call.occupations()?.occupations().filter_map(|occupation| occupation.code.major_group()).collect();
    let mut families: Vec<MajorGroup> = present.into_iter().collect();
    families.sort_by_key(|family| family_title(*family));
    let entry = |family: MajorGroup| types::JobFamilyEntry {
        href: call.entry_address(family),
        code: Some(family.to_string()),
        title: family_title(family).to_owned(),
    };
    let all = types::JobFamilyEntry {
        href: call.entry_address("all"),
        code: None,
        title: "All job families".to_owned(),
    };
    Ok(families.into_iter().map(entry).chain([all]).collect())
}

fn job_zones(call: &Call<'_>) -> Result<Vec<types::JobZoneEntry>, Error> {
    let zones = call.release().job_zones()?;
    let entries = zones.into_iter().map(|zone| types::JobZoneEntry {
        href: call.entry_address(zone.zone),
        code: Some(zone.zone.into()),
        title: zone.name,
    });
    let all = types::JobZoneEntry {
        href: call.entry_address("all"),
        code: None,
        title: "All job zones".to_owned(),
    };
    Ok(entries.chain([all]).collect())
}

fn of_zones<T: Serialize>(
    call: &Call<'_>,
    entry: impl Fn(onet_db::JobZoneReference) -> T,
) -> Result<Vec<u8>, Error> {
    let zones = call.release().job_zones()?;
    to_json(&zones.into_iter().map(entry).collect::<Vec<_>>())
}

/// Builds each entry from an interest area, its title and its description.
fn of_interests<T: Serialize>(
    call: &Call<'_>,
    entry: impl Fn(Interest, String, String) -> T,
) -> Result<Vec<u8>, Error> {
    let mut entries = Vec::new();
    for interest in Interest::ALL {
        let Element { name: title, description, .. } = call.known_element(interest.element_id().as_str())?;
        entries.push(entry(interest, title, description));
    }
    to_json(&entries)
}
