//! Tasks, and occupations that have tasks like them.

use onet_api::types;

use super::{Error, Occupation, all, parsed, scored};
use crate::parse::{Notation, word_value};
use crate::{JobZone, Score, TaskId};

static TASK_CATEGORY: Notation = Notation {
    article: "a",
    name: "task category",
    pattern: "^(Core|Supplemental|New)$",
    examples: ["Core", "Supplemental"],
};

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

impl From<Task> for types::TaskRef {
    fn from(task: Task) -> Self {
        Self { id: task.id.to_string(), title: task.title }
    }
}

impl TryFrom<types::ActivityRef> for Task {
    type Error = Error;

    /// Where tasks are compared, the service answers them in the same shape as activities.
    fn try_from(answer: types::ActivityRef) -> Result<Self, Error> {
        Ok(Self { id: parsed("a task id", &answer.id)?, title: answer.title })
    }
}

impl From<Task> for types::ActivityRef {
    fn from(task: Task) -> Self {
        Self { id: task.id.to_string(), title: task.title }
    }
}

impl TryFrom<types::SummaryTask> for Task {
    type Error = Error;

    /// Leaves out the address of occupations that have the task.
    fn try_from(answer: types::SummaryTask) -> Result<Self, Error> {
        Ok(Self { id: parsed("a task id", &answer.id)?, title: answer.title })
    }
}

/// How much a task belongs to its occupation, in the words of the service.
///
/// ```
/// use onet_domain::answer::TaskCategory;
///
/// assert_eq!("Core".parse(), Ok(TaskCategory::Core));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskCategory {
    /// Critical to the occupation.
    Core,
    /// Less relevant or less important.
    Supplemental,
    /// Written of late and not rated yet.
    New,
}

impl TaskCategory {
    /// All categories.
    pub const ALL: [Self; 3] = [Self::Core, Self::Supplemental, Self::New];

    /// The written form, such as `Core`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Core => "Core",
            Self::Supplemental => "Supplemental",
            Self::New => "New",
        }
    }
}

word_value!(TaskCategory, TASK_CATEGORY);

/// A task as the details report of its occupation lists it.
///
/// ```
/// use onet_api::types;
/// use onet_domain::answer::{RatedTask, TaskCategory};
/// use serde_json::{from_value, json};
///
/// let answered: types::RatedTask = from_value(json!({
///     "id": "3565", "related": "", "title": "Review prescriptions.", "category": "Core",
/// }))?;
/// let rated = RatedTask::try_from(answered)?;
/// assert_eq!(rated.category, Some(TaskCategory::Core));
/// assert_eq!(rated.importance, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatedTask {
    /// The task.
    pub task: Task,
    /// How important it is.
    pub importance: Option<Score>,
    /// How much it belongs to the occupation.
    pub category: Option<TaskCategory>,
    /// Address of occupations that have the task.
    pub related: String,
}

impl TryFrom<types::RatedTask> for RatedTask {
    type Error = Error;

    fn try_from(answer: types::RatedTask) -> Result<Self, Error> {
        let types::RatedTask { id, related, title, importance, category } = answer;
        Ok(Self {
            task: types::TaskRef { id, title }.try_into()?,
            importance: scored(importance)?,
            category: category.map(|category| parsed("a task category", &category)).transpose()?,
            related,
        })
    }
}

impl From<RatedTask> for types::RatedTask {
    fn from(rated: RatedTask) -> Self {
        let RatedTask { task: Task { id, title }, importance, category, related } = rated;
        Self {
            id: id.to_string(),
            related,
            title,
            importance: importance.map(Into::into),
            category: category.map(Into::into),
        }
    }
}

/// An occupation that has tasks like the chosen ones.
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
    /// Its tasks that are closest to the chosen ones.
    pub closely_related: Vec<Task>,
    /// Its tasks that are less close to them.
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

impl From<TaskMatch> for types::JobDutiesOccupation {
    fn from(found: TaskMatch) -> Self {
        let TaskMatch { occupation, job_zone, job_zone_title, closely_related, less_related, full } = found;
        let types::OccupationRef { code, href, tags, title } = occupation.into();
        let list = |tasks: Vec<Task>| tasks.into_iter().map(types::ActivityRef::from).collect::<Vec<_>>();
        Self {
            code,
            href,
            job_zone: types::JobZoneRef { code: job_zone.into(), title: job_zone_title },
            tags,
            tasks: types::JobDutiesOverlap {
                closely_related: list(closely_related),
                less_related: list(less_related),
                full: list(full),
            },
            title,
        }
    }
}
