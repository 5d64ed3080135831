//! The job duties search: choose an occupation, choose some of its tasks, find the occupations with similar tasks.
//!
//! ```no_run
//! # async fn example() -> Result<(), onet_domain::Error> {
//! use onet_domain::job_duties::{JobDuties, JobDutiesSort};
//!
//! let client = onet_api::Client::from_env()?;
//! let workflow = JobDuties::new(client);
//! let occupation = &workflow.search("pharmacist").await?[0];
//! let tasks = workflow.tasks(occupation.code).await?;
//! let chosen = [tasks[0].id, tasks[2].id];
//! for found in workflow.all_results(occupation.code, &chosen, JobDutiesSort::CloselyRelated).await? {
//!     println!("{} has {} close tasks", found.occupation.title, found.closely_related.len());
//! }
//! # Ok(())
//! # }
//! ```

use futures::TryStreamExt as _;
use onet_api::{Client, PageRange, page};

pub use onet_api::types::JobDutiesSort;

use crate::answer::Occupation;
use crate::answer::parsing::all;
pub use crate::answer::{Matches, Task, TaskMatch};
use crate::{Error, OnetSocCode, TaskId, task_id_list};

/// The search in its three steps, over any client.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use onet_api::PageRange;
/// use onet_domain::OnetSocCode;
/// use onet_domain::job_duties::{JobDuties, JobDutiesSort};
///
/// let workflow = JobDuties::new(onet_api::Client::from_env()?);
/// let code: OnetSocCode = "29-1051.00".parse()?;
/// let chosen = [workflow.tasks(code).await?[0].id];
/// let page = workflow.results(code, &chosen, JobDutiesSort::Title, PageRange::from(1..=10)).await?;
/// println!("{} of {}", page.occupations.len(), page.position.total);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct JobDuties {
    client: Client,
}

impl JobDuties {
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
        page::by_item(page::LARGEST_PAGE, |range| self.client.online_job_duties_search(text, range))
            .map_err(Error::from)
            .and_then(|found| std::future::ready(Occupation::try_from(found)))
            .try_collect()
            .await
    }

    /// Step two: the tasks of an occupation.
    ///
    /// # Errors
    ///
    /// As for [`search`](Self::search); the service rejects an unknown code.
    pub async fn tasks(&self, code: OnetSocCode) -> Result<Vec<Task>, Error> {
        all(self.client.online_job_duties_tasks(code).await?)
    }

    /// Step three: one page of the occupations with tasks similar to the chosen ones.
    ///
    /// # Errors
    ///
    /// As for [`search`](Self::search); the service rejects an empty choice and unknown codes.
    pub async fn results(
        &self,
        code: OnetSocCode,
        chosen: &[TaskId],
        sort: JobDutiesSort,
        range: PageRange,
    ) -> Result<Matches<TaskMatch>, Error> {
        let chosen = task_id_list(chosen);
        let page = self.client.online_job_duties_results(code, Some(sort), chosen, range).await?;
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
        chosen: &[TaskId],
        sort: JobDutiesSort,
    ) -> Result<Vec<TaskMatch>, Error> {
        let chosen = task_id_list(chosen);
        page::by_item(page::LARGEST_PAGE, |range| {
            self.client.online_job_duties_results(code, Some(sort), &chosen, range)
        })
        .map_err(Error::from)
        .and_then(|found| std::future::ready(TaskMatch::try_from(found)))
        .try_collect()
        .await
    }
}
