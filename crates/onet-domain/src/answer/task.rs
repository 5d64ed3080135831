//! Tasks, and occupations with similar tasks.

use onet_api::types;

use super::occupation::Occupation;
use super::parsing::{all, parsed};
use crate::error::Error;
use crate::{JobZone, TaskId};

/// A task by its id and wording.
///
/// ```
/// use onet_api::types;
/// use onet_domain::Task;
///
/// let answered = types::TaskRef { id: "3565".to_owned(), title: "Review prescriptions.".to_owned() };
/// let task = Task::try_from(answered)?;
/// assert_eq!(task.id.number(), 3565);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// What is done, as a sentence.
    pub title: String,
}

impl TryFrom<types::TaskRef> for Task {
    type Error = Error;

    fn try_from(answer: types::TaskRef) -> Result<Self, Error> {
        Ok(Self { id: parsed("a task id", &answer.id)?, title: answer.title })
    }
}

impl TryFrom<types::ActivityRef> for Task {
    type Error = Error;

    /// The results of the job duties search list tasks in the form of activities.
    fn try_from(answer: types::ActivityRef) -> Result<Self, Error> {
        Ok(Self { id: parsed("a task id", &answer.id)?, title: answer.title })
    }
}

/// An occupation with tasks similar to the chosen ones.
///
/// ```
/// use onet_api::types;
/// use onet_domain::JobZone;
/// use onet_domain::answer::TaskMatch;
/// use serde_json::{from_value, json};
///
/// let close = json!([{"id": "7", "title": "Fill bottles."}]);
/// let answered: types::JobDutiesOccupation = from_value(json!({
///     "href": "", "code": "29-2052.00", "title": "Pharmacy Technicians", "tags": {},
///     "job_zone": {"code": 3, "title": "Medium Preparation Needed"},
///     "tasks": {"closely_related": close, "less_related": [], "full": close},
/// }))?;
/// let found = TaskMatch::try_from(answered)?;
/// assert_eq!(found.job_zone, JobZone::Three);
/// assert_eq!(found.closely_related[0].id.number(), 7);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskMatch {
    /// The occupation.
    pub occupation: Occupation,
    /// How much preparation it needs.
    pub job_zone: JobZone,
    /// The job zone in words, as the source writes it.
    pub job_zone_title: String,
    /// Its tasks that are most similar to the chosen ones.
    pub closely_related: Vec<Task>,
    /// Its tasks that are less similar to them.
    pub less_related: Vec<Task>,
    /// All its tasks.
    pub full: Vec<Task>,
}

impl TryFrom<types::JobDutiesOccupation> for TaskMatch {
    type Error = Error;

    fn try_from(answer: types::JobDutiesOccupation) -> Result<Self, Error> {
        let types::JobDutiesOccupation { code, href, job_zone, tags, tasks, title } = answer;
        Ok(Self {
            occupation: types::OccupationRef { code, href, tags, title }.try_into()?,
            job_zone: JobZone::try_from(&job_zone)?,
            job_zone_title: job_zone.title,
            closely_related: all(tasks.closely_related)?,
            less_related: all(tasks.less_related)?,
            full: all(tasks.full)?,
        })
    }
}
