//! The documents of a search index, and the job zones.

use std::collections::HashMap;

use onet_domain::{JobZone, OnetSocCode};
use rusqlite::types::Type;
use rusqlite::{Connection, Row};

use crate::error::Result;
use crate::release::Release;
use crate::sql::all;

/// The words by which an occupation is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchDocument {
    /// The O*NET-SOC code.
    pub code: OnetSocCode,
    /// The title.
    pub title: String,
    /// The description, in one or two sentences.
    pub description: String,
    /// Other titles of the occupation; empty if Alternate Titles is missing.
    pub alternate_titles: Vec<String>,
    /// Abbreviations of some of the other titles, such as `CEO`.
    pub short_titles: Vec<String>,
    /// Titles that incumbents and experts reported; empty if Sample of Reported
    /// Titles is missing.
    pub reported_titles: Vec<String>,
    /// Task statements; empty if Task Statements is missing.
    pub tasks: Vec<String>,
    /// Titles of detailed work activities that its tasks carry, each once; empty if Tasks to DWAs or DWA Reference is
    /// missing.
    pub activities: Vec<String>,
    /// Names of technology, each once; empty if Technology Skills is missing.
    pub technology: Vec<String>,
}

/// What a job zone requires of workers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobZoneReference {
    /// The job zone.
    pub zone: JobZone,
    /// The name, such as `Job Zone Five: Extensive Preparation Needed`.
    pub name: String,
    /// The experience needed.
    pub experience: String,
    /// The education most occupations require.
    pub education: String,
    /// The training on the job.
    pub job_training: String,
    /// Examples of occupations.
    pub examples: String,
    /// The range of specific vocational preparation, such as `(8.0 and above)`.
    pub svp_range: String,
}

impl Release {
    /// All occupations with the words they are found by, in the order of the release.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](crate::ErrorKind::MissingTable) if Occupation Data is missing; or
    /// when the database is damaged.
    pub fn search_documents(&self) -> Result<Vec<SearchDocument>> {
        self.require(&["occupation_data"])?;
        let has_alternate = self.has_table("alternate_titles");
        let has_reported = self.has_table("sample_of_reported_titles");
        let has_tasks = self.has_table("task_statements");
        let has_technology = self.has_table("technology_skills");
        let has_activities = self.has_table("tasks_to_dwas") && self.has_table("dwa_reference");
        self.read(|connection| {
            let mut documents = all(
                connection,
                "SELECT onetsoc_code, title, description FROM occupation_data ORDER BY rowid",
                |row| {
                    Ok(SearchDocument {
                        code: code(row)?,
                        title: row.get(1)?,
                        description: row.get(2)?,
                        alternate_titles: Vec::new(),
                        short_titles: Vec::new(),
                        reported_titles: Vec::new(),
                        tasks: Vec::new(),
                        activities: Vec::new(),
                        technology: Vec::new(),
                    })
                },
            )?;
            if has_alternate {
                add_alternate_titles(connection, &mut documents)?;
            }
            if has_reported {
                add_reported_titles(connection, &mut documents)?;
            }
            if has_tasks {
                add_tasks(connection, &mut documents)?;
            }
            if has_activities {
                add_activities(connection, &mut documents)?;
            }
            if has_technology {
                add_technology(connection, &mut documents)?;
            }
            Ok(documents)
        })
    }

    /// The job zones, lowest first.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](crate::ErrorKind::MissingTable) if Job Zone Reference is missing;
    /// or when the database is damaged.
    pub fn job_zones(&self) -> Result<Vec<JobZoneReference>> {
        self.require(&["job_zone_reference"])?;
        self.read(|connection| {
            all(
                connection,
                "SELECT job_zone, name, experience, education, job_training, examples, svp_range
                 FROM job_zone_reference ORDER BY job_zone",
                |row| {
                    let zone: i64 = row.get(0)?;
                    Ok(JobZoneReference {
                        zone: JobZone::try_from(zone).map_err(|error| malformed(Type::Integer, error))?,
                        name: row.get(1)?,
                        experience: row.get(2)?,
                        education: row.get(3)?,
                        job_training: row.get(4)?,
                        examples: row.get(5)?,
                        svp_range: row.get(6)?,
                    })
                },
            )
        })
    }
}

fn add_alternate_titles(connection: &Connection, documents: &mut [SearchDocument]) -> rusqlite::Result<()> {
    let places = places(documents);
    let titles = all(
        connection,
        "SELECT onetsoc_code, alternate_title, short_title FROM alternate_titles ORDER BY rowid",
        |row| Ok((code(row)?, row.get(1)?, row.get::<_, Option<String>>(2)?)),
    )?;
    for (code, title, short) in titles {
        if let Some(place) = places.get(&code) {
            documents[*place].alternate_titles.push(title);
            documents[*place].short_titles.extend(short);
        }
    }
    Ok(())
}

fn add_reported_titles(connection: &Connection, documents: &mut [SearchDocument]) -> rusqlite::Result<()> {
    let places = places(documents);
    let titles = all(
        connection,
        "SELECT onetsoc_code, reported_job_title FROM sample_of_reported_titles ORDER BY rowid",
        |row| Ok((code(row)?, row.get(1)?)),
    )?;
    for (code, title) in titles {
        if let Some(place) = places.get(&code) {
            documents[*place].reported_titles.push(title);
        }
    }
    Ok(())
}

fn add_tasks(connection: &Connection, documents: &mut [SearchDocument]) -> rusqlite::Result<()> {
    let places = places(documents);
    let tasks = all(connection, "SELECT onetsoc_code, task FROM task_statements ORDER BY rowid", |row| {
        Ok((code(row)?, row.get(1)?))
    })?;
    for (code, task) in tasks {
        if let Some(place) = places.get(&code) {
            documents[*place].tasks.push(task);
        }
    }
    Ok(())
}

fn add_activities(connection: &Connection, documents: &mut [SearchDocument]) -> rusqlite::Result<()> {
    let places = places(documents);
    let sql = "SELECT link.onetsoc_code, activity.dwa_title FROM tasks_to_dwas AS link
               JOIN dwa_reference AS activity ON activity.dwa_id = link.dwa_id
               GROUP BY link.onetsoc_code, activity.dwa_id ORDER BY min(link.rowid)";
    for (code, activity) in all(connection, sql, |row| Ok((code(row)?, row.get(1)?)))? {
        if let Some(place) = places.get(&code) {
            documents[*place].activities.push(activity);
        }
    }
    Ok(())
}

fn add_technology(connection: &Connection, documents: &mut [SearchDocument]) -> rusqlite::Result<()> {
    let places = places(documents);
    let sql = "SELECT onetsoc_code, example FROM technology_skills GROUP BY onetsoc_code, example ORDER BY min(rowid)";
    for (code, name) in all(connection, sql, |row| Ok((code(row)?, row.get(1)?)))? {
        if let Some(place) = places.get(&code) {
            documents[*place].technology.push(name);
        }
    }
    Ok(())
}

fn places(documents: &[SearchDocument]) -> HashMap<OnetSocCode, usize> {
    documents.iter().enumerate().map(|(place, document)| (document.code, place)).collect()
}

/// The code in the first column.
pub(crate) fn code(row: &Row<'_>) -> rusqlite::Result<OnetSocCode> {
    let text = row.get_ref(0)?.as_str()?;
    text.parse::<OnetSocCode>().map_err(|error| malformed(Type::Text, error))
}

fn malformed(kind: Type, error: onet_domain::ParseError) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, kind, Box::new(error))
}
