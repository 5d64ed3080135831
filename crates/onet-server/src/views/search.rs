//! Keyword search, and occupations that share detailed work activities.

use onet_api::operation::Operation;
use onet_api::{operations, types};
use onet_db::{Occupation, RelatedSort};
use onet_domain::DwaId;

use super::body::{page_of, to_json};
use super::call::Call;
use super::codes;
use super::ids;
use super::references::activity_ref;
use crate::error::Error;
use crate::pagination::{LIST_PAGE, PageRequest};

/// The occupations that match a keyword, each with a link to the operation `leads_to`.
pub(crate) fn search(call: &Call<'_>, leads_to: &Operation) -> Result<Vec<u8>, Error> {
    let page = PageRequest::read(call.arguments, LIST_PAGE)?;
    let index = call.occupations()?;
    let found: Vec<Occupation<'_>> =
        codes::matches(call)?.into_iter().filter_map(|code| index.occupation(code)).collect();
    page_of(call, page, &[], &found, |occupation| types::OccupationRef {
        href: call.links.operation(leads_to, occupation.code),
        ..call.occupation_ref(*occupation)
    })
}

/// The detailed work activities of an occupation.
pub(crate) fn activities(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = call.known_occupation()?;
    let index = call.occupations()?;
    let activities: Vec<_> = index.activities_of(code).map(activity_ref).collect();
    if activities.is_empty() {
        return Err(call.no_data(code, "detailed work activities"));
    }
    to_json(&activities)
}

/// The occupations that share chosen activities.
pub(crate) fn related_activities(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let page = PageRequest::read(call.arguments, LIST_PAGE)?;
    let code = call.known_occupation()?;
    let chosen = call.arguments.list("activities").iter();
    let chosen: Vec<DwaId> = chosen.map(|id| ids::known_activity(call, id)).collect::<Result<_, _>>()?;
    let sort = call.arguments.text("sort");
    let sort = RelatedSort::from_name(sort)
        .ok_or_else(|| Error::parameter(format!("sort {sort} is not known to this version of onet")))?;
    let index = call.occupations()?;
    let related = index.related(code, &chosen, sort);
    page_of(call, page, &[], &related, |related| types::RelatedActivitiesOccupation {
        href: call.links.operation(&operations::ONLINE_OCCUPATIONS_OVERVIEW, related.code()),
        code: related.code().to_string(),
        title: related.title().to_owned(),
        tags: call.tags(related.code()),
        job_zone: types::JobZoneRef {
            code: related.job_zone().into(),
            title: related.job_zone_title().to_owned(),
        },
        activities: types::RelatedActivitiesOverlap {
            shared: related.shared().map(activity_ref).collect(),
            similar: related.similar().map(activity_ref).collect(),
            full: related.full().map(activity_ref).collect(),
        },
    })
}
