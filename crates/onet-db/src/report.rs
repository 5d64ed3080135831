//! The parts of a report on an occupation besides its ratings: tasks, technology, education, related
//! occupations.
//!
//! The questions are methods of [`Release`]; these are the values they answer with.

use onet_domain::OnetSocCode;

use crate::catalogue;
use crate::elements::score;
use crate::error::Result;
use crate::occupations::code;
use crate::release::Release;
use crate::sql::{cached, quoted};

/// A task of an occupation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskStatement {
    /// The number of the task.
    pub id: i64,
    /// What is done.
    pub title: String,
    /// `Core` or `Supplemental`, as far as known.
    pub category: Option<String>,
    /// From 0 to 100; none where the release does not rate the task.
    pub importance: Option<i64>,
}

/// A category of technology, with products and tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Technology {
    /// The UNSPSC code of the commodity.
    pub commodity: i64,
    /// The title of the commodity.
    pub title: String,
    /// What the occupation uses, by title.
    pub examples: Vec<Example>,
}

/// A product or tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The title.
    pub title: String,
    /// Whether many job postings name it, across occupations.
    pub hot: bool,
    /// Whether many job postings for this occupation name it.
    pub in_demand: bool,
}

/// A level of education and how many workers named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EducationLevel {
    /// From 1, less than a high school diploma, to 12, post-doctoral training.
    pub category: i64,
    /// The level, and after a dash what is meant by it.
    pub description: String,
    /// The percentage of workers who named it as required, 0 to 100.
    pub percentage: i64,
}

/// When a table was last updated for an occupation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The year.
    pub year: i64,
    /// Who the data are from, such as `Incumbent`.
    pub source: Option<String>,
}

/// A way from a task of an occupation up to a general activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityPath {
    /// The id, name and description of the general activity.
    pub general: [String; 3],
    /// The id and title of the intermediate activity.
    pub intermediate: [String; 2],
    /// The id and title of the detailed activity.
    pub detailed: [String; 2],
    /// The number of the task.
    pub task: i64,
}

/// The questions of a report. Each fails with
/// [`MissingTable`](crate::ErrorKind::MissingTable) if a table that it uses is missing, and
/// when the database is damaged.
impl Release {
    /// The description of an occupation; none where it is unknown.
    pub fn description(&self, occupation: OnetSocCode) -> Result<Option<String>> {
        let sql = "SELECT description FROM occupation_data WHERE onetsoc_code = ?1";
        let found = self.read(|connection| {
            cached(connection, sql, [occupation.to_string()], |row| row.get::<_, String>(0))
        })?;
        Ok(found.into_iter().next())
    }

    /// Titles that workers reported, in the order of the release. None where the release has no such
    /// table.
    pub fn reported_titles(&self, occupation: OnetSocCode) -> Result<Vec<String>> {
        if !self.has_table("sample_of_reported_titles") {
            return Ok(Vec::new());
        }
        let sql = "SELECT reported_job_title FROM sample_of_reported_titles
                   WHERE onetsoc_code = ?1 ORDER BY rowid";
        self.read(|connection| cached(connection, sql, [occupation.to_string()], |row| row.get(0)))
    }

    /// The reported titles that My Next Move shows, in the order of the release. None where the release has no such
    /// table.
    pub fn titles_of_my_next_move(&self, occupation: OnetSocCode) -> Result<Vec<String>> {
        if !self.has_table("sample_of_reported_titles") {
            return Ok(Vec::new());
        }
        let sql = "SELECT reported_job_title FROM sample_of_reported_titles
                   WHERE onetsoc_code = ?1 AND shown_in_my_next_move = 'Y' ORDER BY rowid";
        self.read(|connection| cached(connection, sql, [occupation.to_string()], |row| row.get(0)))
    }

    /// Whether a table has rows for an occupation.
    pub fn has_rows(&self, table: &str, occupation: OnetSocCode) -> Result<bool> {
        self.require(&[table])?;
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE onetsoc_code = ?1)", quoted(table));
        let found =
            self.read(|connection| cached(connection, &sql, [occupation.to_string()], |row| row.get(0)))?;
        Ok(found.into_iter().any(|found: bool| found))
    }

    /// When a table was last updated for an occupation; none where it does not say.
    pub fn updated(&self, table: &str, occupation: OnetSocCode) -> Result<Option<Update>> {
        self.require(&[table])?;
        let known = catalogue::table(table);
        if known.is_none_or(|known| known.column("date_updated").is_none()) {
            return Ok(None);
        }
        // SQLite takes the other columns from the row with the maximum.
        let sql =
            format!("SELECT max(date_updated), domain_source FROM {} WHERE onetsoc_code = ?1", quoted(table));
        let found: Vec<(Option<String>, Option<String>)> = self.read(|connection| {
            cached(connection, &sql, [occupation.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        })?;
        Ok(found.into_iter().find_map(|(date, source)| {
            let year = date?.get(..4)?.parse().ok()?;
            Some(Update { year, source })
        }))
    }

    /// The tasks of an occupation: most important first, and where they are not rated or alike, in
    /// the order of the release, which is such an order too.
    pub fn tasks(&self, occupation: OnetSocCode) -> Result<Vec<TaskStatement>> {
        self.require(&["task_statements"])?;
        let (value, rating) = match self.has_table("task_ratings") && self.has_table("scales_reference") {
            true => (
                "rating.data_value",
                "LEFT JOIN task_ratings AS rating ON rating.onetsoc_code = task.onetsoc_code
                    AND rating.task_id = task.task_id AND rating.scale_id = 'IM'
                 LEFT JOIN scales_reference AS scale ON scale.scale_id = rating.scale_id",
            ),
            false => ("NULL", "LEFT JOIN (SELECT NULL AS minimum, NULL AS maximum) AS scale"),
        };
        let sql = format!(
            "SELECT task.task_id, task.task, task.task_type, {value}, scale.minimum, scale.maximum
             FROM task_statements AS task {rating}
             WHERE task.onetsoc_code = ?1
             ORDER BY {value} IS NULL, {value} DESC, task.rowid"
        );
        self.read(|connection| {
            cached(connection, &sql, [occupation.to_string()], |row| {
                let is_rated = row.get::<_, Option<f64>>(3)?.is_some();
                Ok(TaskStatement {
                    id: row.get(0)?,
                    title: row.get(1)?,
                    category: row.get(2)?,
                    importance: if is_rated { Some(score(row, 3)?) } else { None },
                })
            })
        })
    }

    /// What an occupation uses of technology, whatever its category, in the order of the release.
    pub fn technology_examples(&self, occupation: OnetSocCode) -> Result<Vec<Example>> {
        self.require(&["technology_skills"])?;
        let sql = "SELECT example, hot_technology IS 'Y', in_demand IS 'Y' FROM technology_skills
                   WHERE onetsoc_code = ?1 ORDER BY rowid";
        self.read(|connection| {
            cached(connection, sql, [occupation.to_string()], |row| {
                Ok(Example { title: row.get(0)?, hot: row.get(1)?, in_demand: row.get(2)? })
            })
        })
    }

    /// The technology of an occupation: the categories with the most examples first, then by title.
    pub fn technology(&self, occupation: OnetSocCode) -> Result<Vec<Technology>> {
        self.require_commodities()?;
        let sql = "SELECT skill.commodity_code, commodity.commodity_title, skill.example,
                skill.hot_technology IS 'Y', skill.in_demand IS 'Y'
             FROM technology_skills AS skill
             JOIN unspsc_reference AS commodity ON commodity.commodity_code = skill.commodity_code
             WHERE skill.onetsoc_code = ?1
             ORDER BY count(*) OVER (PARTITION BY skill.commodity_code) DESC,
                commodity.commodity_title COLLATE NOCASE, skill.commodity_code,
                skill.example COLLATE NOCASE, skill.example";
        let rows: Vec<(i64, String, Example)> = self.read(|connection| {
            cached(connection, sql, [occupation.to_string()], |row| {
                let example = Example { title: row.get(2)?, hot: row.get(3)?, in_demand: row.get(4)? };
                Ok((row.get(0)?, row.get(1)?, example))
            })
        })?;
        let mut technology: Vec<Technology> = Vec::new();
        for (commodity, title, example) in rows {
            match technology.last_mut().filter(|last| last.commodity == commodity) {
                Some(last) => last.examples.push(example),
                None => technology.push(Technology { commodity, title, examples: vec![example] }),
            }
        }
        Ok(technology)
    }

    /// Who uses a category of technology, and what: the code of an occupation and a title for each
    /// use, by both.
    pub fn technology_users(&self, commodity: i64) -> Result<Vec<(OnetSocCode, String)>> {
        self.require_commodities()?;
        let sql = "SELECT onetsoc_code, example FROM technology_skills
                   WHERE commodity_code = ?1 ORDER BY onetsoc_code, example COLLATE NOCASE, example";
        self.read(|connection| cached(connection, sql, [commodity], |row| Ok((code(row)?, row.get(1)?))))
    }

    /// The levels of education that workers named as required: most named first, then the lowest. Since 31.0 some
    /// occupations have them on the scale RQ in the place of RL.
    pub fn education(&self, occupation: OnetSocCode) -> Result<Vec<EducationLevel>> {
        self.require(&["education_training_experience", "ete_categories", "scales_reference"])?;
        let sql = "SELECT answer.category, category.category_description,
                answer.data_value, scale.minimum, scale.maximum
             FROM education_training_experience AS answer
             JOIN ete_categories AS category ON category.element_id = answer.element_id
                AND category.scale_id = answer.scale_id AND category.category = answer.category
             JOIN scales_reference AS scale ON scale.scale_id = answer.scale_id
             WHERE answer.onetsoc_code = ?1 AND answer.scale_id = (
                SELECT min(level.scale_id) FROM education_training_experience AS level
                WHERE level.onetsoc_code = ?1 AND level.scale_id IN ('RL', 'RQ'))";
        let mut levels = self.read(|connection| {
            cached(connection, sql, [occupation.to_string()], |row| {
                Ok(EducationLevel {
                    category: row.get(0)?,
                    description: row.get(1)?,
                    percentage: score(row, 2)?,
                })
            })
        })?;
        levels.sort_by_key(|level| (-level.percentage, level.category));
        Ok(levels)
    }

    /// The occupations related to one, most related first, each with whether it is a supplemental
    /// match.
    pub fn related_occupations(&self, occupation: OnetSocCode) -> Result<Vec<(OnetSocCode, bool)>> {
        self.require(&["related_occupations"])?;
        let sql = "SELECT related_onetsoc_code, relatedness_tier = 'Supplemental'
                   FROM related_occupations WHERE onetsoc_code = ?1 ORDER BY related_index";
        self.read(|connection| {
            cached(connection, sql, [occupation.to_string()], |row| Ok((code(row)?, row.get(1)?)))
        })
    }

    /// The occupations of the first tier of relatedness, `Primary-Short`, most related first.
    pub fn closest_occupations(&self, occupation: OnetSocCode) -> Result<Vec<OnetSocCode>> {
        self.require(&["related_occupations"])?;
        let sql = "SELECT related_onetsoc_code FROM related_occupations
                   WHERE onetsoc_code = ?1 AND relatedness_tier = 'Primary-Short' ORDER BY related_index";
        self.read(|connection| cached(connection, sql, [occupation.to_string()], code))
    }

    /// The ways from the tasks of an occupation up to general activities.
    pub fn activity_paths(&self, occupation: OnetSocCode) -> Result<Vec<ActivityPath>> {
        self.require(&["tasks_to_dwas", "dwa_reference", "iwa_reference", "content_model_reference"])?;
        let sql = "SELECT general.element_id, general.element_name, general.description,
                middle.iwa_id, middle.iwa_title, activity.dwa_id, activity.dwa_title, link.task_id
             FROM tasks_to_dwas AS link
             JOIN dwa_reference AS activity ON activity.dwa_id = link.dwa_id
             JOIN iwa_reference AS middle ON middle.iwa_id = activity.iwa_id
             JOIN content_model_reference AS general ON general.element_id = activity.element_id
             WHERE link.onetsoc_code = ?1 ORDER BY link.rowid";
        self.read(|connection| {
            cached(connection, sql, [occupation.to_string()], |row| {
                Ok(ActivityPath {
                    general: [row.get(0)?, row.get(1)?, row.get(2)?],
                    intermediate: [row.get(3)?, row.get(4)?],
                    detailed: [row.get(5)?, row.get(6)?],
                    task: row.get(7)?,
                })
            })
        })
    }
}
