//! Short references to job zones, activities and job families, as answers contain them.

use onet_api::types;
use onet_db::{Activity, OccupationIndex};
use onet_domain::{JobZone, MajorGroup};

pub(super) fn zone_ref(index: &OccupationIndex, zone: JobZone) -> types::JobZoneRef {
    types::JobZoneRef { code: zone.into(), title: index.job_zone_title(zone).to_owned() }
}

pub(super) fn activity_ref(activity: Activity<'_>) -> types::ActivityRef {
    types::ActivityRef { id: activity.id.to_owned(), title: activity.title.to_owned() }
}

/// The service titles a job family like its major group, without the last word.
pub(super) fn family_title(family: MajorGroup) -> &'static str {
    family.title().trim_end_matches(" Occupations")
}
