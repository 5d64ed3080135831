//! Tasks of occupations, in memory, and the occupations whose tasks resemble chosen ones.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use onet_domain::{OnetSocCode, TaskId};
use rusqlite::Connection;

use crate::error::{Error, ErrorKind, Result};
use crate::occupation_index::title_order;
use crate::release::Release;
use crate::sql::all;

/// The tasks of a release and the detailed work activities that connect them, in memory.
///
/// ```no_run
/// use onet_db::{Home, TaskIndex};
/// use onet_domain::TaskId;
///
/// let home = Home::from_env()?;
/// let release = home.open(&home.find("29.3")?)?;
/// let index = TaskIndex::load(&release)?;
/// let chosen: [TaskId; 1] = ["3565".parse()?];
/// for (code, related) in index.related("29-1051.00".parse()?, &chosen) {
///     println!("{code}: {} tasks much like it", related.closely_related().len());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct TaskIndex {
    /// Those of an occupation stand together, in its order.
    tasks: Vec<TaskEntry>,
    numbers: HashMap<TaskId, usize>,
    occupations: HashMap<OnetSocCode, Range<usize>>,
    activities: Vec<ActivityEntry>,
}

#[derive(Debug)]
struct TaskEntry {
    id: TaskId,
    title: String,
    code: OnetSocCode,
    /// Numbers of activities.
    activities: Vec<usize>,
}

#[derive(Debug)]
struct ActivityEntry {
    /// The number of the intermediate activity it belongs to.
    intermediate: usize,
    /// Numbers of tasks.
    tasks: Vec<usize>,
}

/// A task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexedTask<'a> {
    /// The id, such as `3565`.
    pub id: TaskId,
    /// The statement.
    pub title: &'a str,
}

/// The tasks of an occupation, compared with chosen ones of another.
///
/// Holds numbers only; statements are read from the index on demand.
#[derive(Debug, Clone)]
pub struct RelatedTasks<'a> {
    index: &'a TaskIndex,
    full: Range<usize>,
    close: Vec<usize>,
    less: Vec<usize>,
}

impl<'a> RelatedTasks<'a> {
    /// How many tasks are closely and less related.
    pub fn counts(&self) -> (usize, usize) {
        (self.close.len(), self.less.len())
    }

    /// The tasks that carry an activity of a chosen task, by title.
    pub fn closely_related(&self) -> Vec<IndexedTask<'a>> {
        self.by_title(&self.close)
    }

    /// The other tasks that carry an activity near one of a chosen task: of the same intermediate
    /// activity. By title.
    pub fn less_related(&self) -> Vec<IndexedTask<'a>> {
        self.by_title(&self.less)
    }

    /// All tasks of the occupation, in its own order.
    pub fn full(&self) -> Vec<IndexedTask<'a>> {
        self.index.tasks[self.full.clone()].iter().map(TaskEntry::shown).collect()
    }

    fn by_title(&self, numbers: &[usize]) -> Vec<IndexedTask<'a>> {
        let mut tasks: Vec<_> = numbers.iter().map(|number| self.index.tasks[*number].shown()).collect();
        tasks.sort_by(|left, right| title_order(left.title, right.title).then(left.id.cmp(&right.id)));
        tasks
    }
}

impl TaskIndex {
    /// Reads the tasks of a release. Without their activities nothing is related.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](ErrorKind::MissingTable) if Task Statements is missing; or when the
    /// database is damaged.
    pub fn load(release: &Release) -> Result<Self> {
        release.require(&["task_statements"])?;
        let rows = release.read(|connection| TaskSource::read(connection, release))?;
        Self::build(rows).ok_or_else(|| {
            let label = release.label();
            let message = format!("{label} has tasks that cannot be read. Import it again.");
            Error::new(ErrorKind::Damaged, message)
        })
    }

    /// Whether the release has the task.
    pub fn has_task(&self, id: TaskId) -> bool {
        self.numbers.contains_key(&id)
    }

    /// The tasks of an occupation, most important first; those that nobody rated come last, in the
    /// order of the release. There are none where the occupation is unknown.
    pub fn tasks_of(&self, code: OnetSocCode) -> impl ExactSizeIterator<Item = IndexedTask<'_>> {
        let range = self.occupations.get(&code).cloned().unwrap_or_default();
        self.tasks[range].iter().map(TaskEntry::shown)
    }

    /// The other occupations with a task that carries an activity of a chosen task.
    ///
    /// The code need not be known, and tasks that are not known are passed over.
    pub fn related(&self, code: OnetSocCode, chosen: &[TaskId]) -> HashMap<OnetSocCode, RelatedTasks<'_>> {
        let chosen = chosen.iter().filter_map(|id| self.numbers.get(id));
        let activities: HashSet<usize> =
            chosen.flat_map(|number| &self.tasks[*number].activities).copied().collect();
        let near: HashSet<usize> =
            activities.iter().map(|activity| self.activities[*activity].intermediate).collect();
        let carriers = activities.iter().flat_map(|activity| &self.activities[*activity].tasks);
        let codes: HashSet<OnetSocCode> = carriers.map(|number| self.tasks[*number].code).collect();
        let others = codes.into_iter().filter(|other| *other != code);
        others.filter_map(|other| Some((other, self.compare(other, &activities, &near)?))).collect()
    }

    fn compare(
        &self,
        code: OnetSocCode,
        chosen: &HashSet<usize>,
        near: &HashSet<usize>,
    ) -> Option<RelatedTasks<'_>> {
        let full = self.occupations.get(&code)?.clone();
        let (mut close, mut less) = (Vec::new(), Vec::new());
        for number in full.clone() {
            let activities = &self.tasks[number].activities;
            if activities.iter().any(|activity| chosen.contains(activity)) {
                close.push(number);
            } else if activities
                .iter()
                .any(|activity| near.contains(&self.activities[*activity].intermediate))
            {
                less.push(number);
            }
        }
        Some(RelatedTasks { index: self, full, close, less })
    }

    /// Numbers the rows and connects them; nothing when a code or an id is malformed.
    fn build(rows: TaskSource) -> Option<Self> {
        let mut index = Self {
            tasks: Vec::with_capacity(rows.tasks.len()),
            numbers: HashMap::with_capacity(rows.tasks.len()),
            occupations: HashMap::new(),
            activities: Vec::new(),
        };
        for (number, (code, id, title)) in rows.tasks.into_iter().enumerate() {
            let code: OnetSocCode = code.parse().ok()?;
            let id = TaskId::from(u32::try_from(id).ok()?);
            index.numbers.insert(id, number);
            index.occupations.entry(code).or_insert(number..number).end = number + 1;
            index.tasks.push(TaskEntry { id, title, code, activities: Vec::new() });
        }
        let mut activities: HashMap<String, usize> = HashMap::new();
        let mut intermediate: HashMap<String, usize> = HashMap::new();
        for (id, dwa, iwa) in rows.links {
            let task = *index.numbers.get(&TaskId::from(u32::try_from(id).ok()?))?;
            let activity = *activities.entry(dwa).or_insert_with(|| {
                let next = intermediate.len();
                let intermediate = *intermediate.entry(iwa).or_insert(next);
                index.activities.push(ActivityEntry { intermediate, tasks: Vec::new() });
                index.activities.len() - 1
            });
            index.tasks[task].activities.push(activity);
            index.activities[activity].tasks.push(task);
        }
        Some(index)
    }
}

impl TaskEntry {
    fn shown(&self) -> IndexedTask<'_> {
        IndexedTask { id: self.id, title: &self.title }
    }
}

/// What a [`TaskIndex`] is made of, as the database has it.
struct TaskSource {
    /// Code, id, statement; by occupation, in its order.
    tasks: Vec<(String, i64, String)>,
    /// Task id, activity id, id of the intermediate activity.
    links: Vec<(i64, String, String)>,
}

impl TaskSource {
    fn read(connection: &Connection, release: &Release) -> rusqlite::Result<Self> {
        let tasks = if release.has_table("task_ratings") {
            "SELECT task.onetsoc_code, task.task_id, task.task
             FROM task_statements AS task
             LEFT JOIN task_ratings AS rating
                ON rating.onetsoc_code = task.onetsoc_code AND rating.task_id = task.task_id
                AND rating.scale_id = 'IM'
             ORDER BY task.onetsoc_code, rating.data_value IS NULL, rating.data_value DESC,
                CASE WHEN rating.data_value IS NOT NULL THEN lower(task.task) END, task.rowid"
        } else {
            "SELECT onetsoc_code, task_id, task FROM task_statements ORDER BY onetsoc_code, rowid"
        };
        let mut rows = Self {
            tasks: all(connection, tasks, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?,
            links: Vec::new(),
        };
        if release.has_table("tasks_to_dwas") && release.has_table("dwa_reference") {
            let sql = "SELECT task_id, dwa_id, iwa_id FROM tasks_to_dwas JOIN dwa_reference USING (dwa_id)";
            rows.links = all(connection, sql, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        }
        Ok(rows)
    }
}
