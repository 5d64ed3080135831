//! The related activities search: choose an occupation, choose its detailed work activities, see which occupations
//! share them.
//!
//! ```no_run
//! # async fn example() -> Result<(), onet_domain::Error> {
//! use onet_domain::related_activities::{RelatedActivities, RelatedActivitiesSort};
//!
//! let client = onet_api::Client::from_env()?;
//! let workflow = RelatedActivities::new(client);
//! let occupation = &workflow.search("pharmacist").await?[0];
//! let activities = workflow.activities(occupation.code).await?;
//! let chosen = [activities[0].id.clone(), activities[2].id.clone()];
//! for related in workflow.all_results(occupation.code, &chosen, RelatedActivitiesSort::Shared).await? {
//!     println!("{} shares {}", related.occupation.title, related.shared.len());
//! }
//! # Ok(())
//! # }
//! ```

use futures::TryStreamExt as _;
use onet_api::page;
use onet_api::{Client, PageRange, types};

pub use onet_api::types::RelatedActivitiesSort;

pub use crate::answer::Matches;

use crate::answer::{Activity, Occupation, all};
use crate::{DwaId, Error, JobZone, OnetSocCode, activity_id_list};

/// An occupation that has some of the chosen activities.
///
/// ```
/// use onet_api::types;
/// use onet_domain::JobZone;
/// use onet_domain::related_activities::RelatedOccupation;
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
    /// Its other activities that stand under the same intermediate work activity as a chosen one, by title.
    pub similar: Vec<Activity>,
    /// All its activities.
    pub full: Vec<Activity>,
}

/// The search in its three steps, over any client.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use onet_api::PageRange;
/// use onet_domain::OnetSocCode;
/// use onet_domain::related_activities::{RelatedActivities, RelatedActivitiesSort};
///
/// let workflow = RelatedActivities::new(onet_api::Client::from_env()?);
/// let code: OnetSocCode = "29-1051.00".parse()?;
/// let chosen = [workflow.activities(code).await?[0].id.clone()];
/// let page = workflow.results(code, &chosen, RelatedActivitiesSort::Title, PageRange::from(1..=10)).await?;
/// println!("{} of {}", page.occupations.len(), page.position.total);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct RelatedActivities {
    client: Client,
}

impl RelatedActivities {
    /// Searches through a client.
    pub fn new(client: Client) -> Self {
        Self { client }
    }

    /// Step one: the occupations that a word, phrase, title or code finds, best first.
    ///
    /// # Errors
    ///
    /// What the call fails with, or [`Error::Answer`] when the service answers a code that is none.
    pub async fn search(&self, text: &str) -> Result<Vec<Occupation>, Error> {
        page::by_item(page::LARGEST_PAGE, |range| self.client.online_related_activities_search(text, range))
            .map_err(Error::from)
            .and_then(|found| std::future::ready(Occupation::try_from(found)))
            .try_collect()
            .await
    }

    /// Step two: the detailed work activities of an occupation, the most important first.
    ///
    /// # Errors
    ///
    /// As for [`search`](Self::search); an unknown code is refused by the service.
    pub async fn activities(&self, code: OnetSocCode) -> Result<Vec<Activity>, Error> {
        all(self.client.online_related_activities_activities(code).await?)
    }

    /// Step three: one page of the occupations that share chosen activities.
    ///
    /// # Errors
    ///
    /// As for [`search`](Self::search); an empty choice and unknown codes are refused by the service.
    pub async fn results(
        &self,
        code: OnetSocCode,
        chosen: &[DwaId],
        sort: RelatedActivitiesSort,
        range: PageRange,
    ) -> Result<Matches<RelatedOccupation>, Error> {
        let chosen = activity_id_list(chosen);
        let page = self.client.online_related_activities_results(code, chosen, Some(sort), range).await?;
        page.try_into()
    }

    /// Step three, all pages.
    ///
    /// # Errors
    ///
    /// As for [`results`](Self::results).
    pub async fn all_results(
        &self,
        code: OnetSocCode,
        chosen: &[DwaId],
        sort: RelatedActivitiesSort,
    ) -> Result<Vec<RelatedOccupation>, Error> {
        let chosen = activity_id_list(chosen);
        page::by_item(page::LARGEST_PAGE, |range| {
            self.client.online_related_activities_results(code, &chosen, Some(sort), range)
        })
        .map_err(Error::from)
        .and_then(|related| std::future::ready(RelatedOccupation::try_from(related)))
        .try_collect()
        .await
    }
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
