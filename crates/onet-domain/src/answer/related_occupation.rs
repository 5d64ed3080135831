//! Occupations that share activities with the chosen ones.

use onet_api::types;

use super::occupation::{Activity, Occupation};
use super::parsing::all;
use crate::JobZone;
use crate::error::Error;

/// An occupation that has some of the chosen activities.
///
/// ```
/// use onet_api::types;
/// use onet_domain::JobZone;
/// use onet_domain::answer::RelatedOccupation;
/// use serde_json::{from_value, json};
///
/// let shared = json!([{"id": "4.A.2.a.2.I05.D04", "title": "Judge the value."}]);
/// let answered: types::RelatedActivitiesOccupation = from_value(json!({
///     "href": "", "code": "29-2052.00", "title": "Pharmacy Technicians", "tags": {},
///     "job_zone": {"code": 3, "title": "Medium Preparation Needed"},
///     "activities": {"shared": shared, "similar": [], "full": shared},
/// }))?;
/// let related = RelatedOccupation::try_from(answered)?;
/// assert_eq!(related.job_zone, JobZone::Three);
/// assert_eq!(related.shared, related.full);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedOccupation {
    /// The occupation.
    pub occupation: Occupation,
    /// How much preparation it needs.
    pub job_zone: JobZone,
    /// The job zone in words, as the source writes it.
    pub job_zone_title: String,
    /// The chosen activities that it has, by title.
    pub shared: Vec<Activity>,
    /// Its other activities in the same intermediate work activity as a chosen one, by title.
    pub similar: Vec<Activity>,
    /// All its activities.
    pub full: Vec<Activity>,
}

impl TryFrom<types::RelatedActivitiesOccupation> for RelatedOccupation {
    type Error = Error;

    fn try_from(answer: types::RelatedActivitiesOccupation) -> Result<Self, Error> {
        let types::RelatedActivitiesOccupation { activities, code, href, job_zone, tags, title } = answer;
        Ok(Self {
            occupation: types::OccupationRef { code, href, tags, title }.try_into()?,
            job_zone: JobZone::try_from(&job_zone)?,
            job_zone_title: job_zone.title,
            shared: all(activities.shared)?,
            similar: all(activities.similar)?,
            full: all(activities.full)?,
        })
    }
}

impl From<RelatedOccupation> for types::RelatedActivitiesOccupation {
    fn from(related: RelatedOccupation) -> Self {
        let RelatedOccupation { occupation, job_zone, job_zone_title, shared, similar, full } = related;
        let types::OccupationRef { code, href, tags, title } = occupation.into();
        let list = |activities: Vec<Activity>| activities.into_iter().map(Into::into).collect();
        Self {
            activities: types::RelatedActivitiesOverlap {
                full: list(full),
                shared: list(shared),
                similar: list(similar),
            },
            code,
            href,
            job_zone: types::JobZoneRef { code: job_zone.into(), title: job_zone_title },
            tags,
            title,
        }
    }
}
