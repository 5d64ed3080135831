//! The related activities search: choose an occupation, choose some of its detailed work activities, find the
//! occupations that share them.
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
use onet_api::{Client, PageRange};

pub use onet_api::types::RelatedActivitiesSort;

use crate::answer::parsing::all;
use crate::answer::{Activity, Occupation};
pub use crate::answer::{Matches, RelatedOccupation};
use crate::{DwaId, Error, OnetSocCode, activity_id_list};

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

    /// Step one: the occupations that match a word, phrase, title or code, best match first.
    ///
    /// # Errors
    ///
    /// The errors of the call, and [`Error::Answer`] for a malformed code.
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
    /// As for [`search`](Self::search); the service rejects an unknown code.
    pub async fn activities(&self, code: OnetSocCode) -> Result<Vec<Activity>, Error> {
        all(self.client.online_related_activities_activities(code).await?)
    }

    /// Step three: one page of the occupations that share chosen activities.
    ///
    /// # Errors
    ///
    /// As for [`search`](Self::search); the service rejects an empty choice and unknown codes.
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
