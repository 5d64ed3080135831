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
use onet_api::page::{self, Position};
use onet_api::{Client, PageRange, types};

pub use onet_api::types::RelatedActivitiesSort;

use crate::answer::{Activity, Occupation, all};
use crate::{DwaId, Error, JobZone, OnetSocCode, activity_id_list};

/// An occupation that has some of the chosen activities.
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

/// One page of related occupations.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedOccupations {
    /// Where the page stands among all related occupations.
    pub position: Position,
    /// Address of the page before, if there is one.
    pub prev: Option<String>,
    /// Address of the page after, if there is one.
    pub next: Option<String>,
    /// The occupations of the page, in the order asked for.
    pub occupations: Vec<RelatedOccupation>,
}

/// The search in its three steps, over any client.
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
    ) -> Result<RelatedOccupations, Error> {
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

impl RelatedOccupations {
    /// All related occupations as one page, as if they had been asked for at once.
    pub fn whole(occupations: Vec<RelatedOccupation>) -> Self {
        let total = i64::try_from(occupations.len()).unwrap_or(i64::MAX);
        Self { position: Position { start: 1, end: total, total }, prev: None, next: None, occupations }
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

impl TryFrom<types::RelatedActivitiesOccupationPage> for RelatedOccupations {
    type Error = Error;

    fn try_from(answer: types::RelatedActivitiesOccupationPage) -> Result<Self, Error> {
        let types::RelatedActivitiesOccupationPage { start, end, total, prev, next, occupation } = answer;
        Ok(Self { position: Position { start, end, total }, prev, next, occupations: all(occupation)? })
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

impl From<RelatedOccupations> for types::RelatedActivitiesOccupationPage {
    fn from(page: RelatedOccupations) -> Self {
        let RelatedOccupations { position, prev, next, occupations } = page;
        Self {
            start: position.start,
            end: position.end,
            total: position.total,
            prev,
            next,
            occupation: occupations.into_iter().map(Into::into).collect(),
        }
    }
}
