//! The index as an import stores it: numbered rows that load without sorting or joining.
//!
//! One table holds the occupations and one the activities, each with the numbers of its counterparts as
//! 32-bit little-endian integers.

use std::collections::HashMap;

use onet_domain::{JobZone, OnetSocCode};
use rusqlite::{Connection, Row, params};

use super::{ActivityEntry, OccupationEntry, OccupationIndex, title_order};
use crate::sql::all;

/// The occupations: number, code, title, job zone, and the numbers of the activities in the order of the
/// occupation.
const OCCUPATIONS: &str = "derived_numbered_occupation";

/// The activities: number, id, title, number of the intermediate activity, and the numbers of the
/// occupations.
const ACTIVITIES: &str = "derived_numbered_activity";

const CREATE: &str = "
    CREATE TABLE derived_numbered_occupation (
        number INTEGER PRIMARY KEY,
        onetsoc_code TEXT NOT NULL,
        title TEXT NOT NULL,
        job_zone INTEGER,
        activities BLOB NOT NULL
    );
    CREATE TABLE derived_numbered_activity (
        number INTEGER PRIMARY KEY,
        dwa_id TEXT NOT NULL,
        title TEXT NOT NULL,
        intermediate INTEGER NOT NULL,
        occupations BLOB NOT NULL
    );";

/// Stores the index, and returns the ids of its tables. There are none without occupations, or where a
/// code or a job zone is malformed. `links` is the table of the activities of each occupation, if there
/// is one.
pub(crate) fn create(
    connection: &Connection,
    has_table: &dyn Fn(&str) -> bool,
    links: Option<&str>,
) -> rusqlite::Result<Vec<String>> {
    if !has_table("occupation_data") {
        return Ok(Vec::new());
    }
    let Some(index) = Source::read(connection, has_table, links)?.numbered() else {
        return Ok(Vec::new());
    };
    connection.execute_batch(CREATE)?;
    let mut insert = connection.prepare(&format!("INSERT INTO {OCCUPATIONS} VALUES (?1, ?2, ?3, ?4, ?5)"))?;
    for (number, entry) in (0_u32..).zip(&index.occupations) {
        let zone = entry.zone.map(i64::from);
        insert.execute(params![
            number,
            entry.code.to_string(),
            entry.title,
            zone,
            to_blob(&entry.activities)
        ])?;
    }
    let mut insert = connection.prepare(&format!("INSERT INTO {ACTIVITIES} VALUES (?1, ?2, ?3, ?4, ?5)"))?;
    for (number, entry) in (0_u32..).zip(&index.activities) {
        let occupations = to_blob(&entry.occupations);
        insert.execute(params![number, entry.id, entry.title, entry.intermediate, occupations])?;
    }
    Ok(vec![OCCUPATIONS.to_owned(), ACTIVITIES.to_owned()])
}

/// Loads the index of a release that has occupations; none where the import could not number them, or
/// what it stored is damaged.
pub(crate) fn load(
    connection: &Connection,
    has_table: &dyn Fn(&str) -> bool,
) -> rusqlite::Result<Option<OccupationIndex>> {
    if !has_table(OCCUPATIONS) {
        return Ok(None);
    }
    let sql = format!("SELECT onetsoc_code, title, job_zone, activities FROM {OCCUPATIONS} ORDER BY number");
    let occupations: Option<Vec<_>> = all(connection, &sql, occupation)?.into_iter().collect();
    let sql = format!("SELECT dwa_id, title, intermediate, occupations FROM {ACTIVITIES} ORDER BY number");
    let activities = all(connection, &sql, activity)?;
    let zones = match has_table("job_zone_reference") {
        true => all(connection, "SELECT job_zone, name FROM job_zone_reference", |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?))
        })?,
        false => Vec::new(),
    };
    let zone_titles: Option<HashMap<_, _>> =
        zones.into_iter().map(|(zone, title)| Some((JobZone::try_from(zone).ok()?, title))).collect();
    let (Some(occupations), Some(zone_titles)) = (occupations, zone_titles) else { return Ok(None) };
    let index = OccupationIndex::of(occupations, activities, zone_titles);
    Ok(Some(index).filter(OccupationIndex::is_sound))
}

/// An occupation; none where its code or job zone is malformed.
fn occupation(row: &Row<'_>) -> rusqlite::Result<Option<OccupationEntry>> {
    let Ok(code) = row.get_ref(0)?.as_str()?.parse() else { return Ok(None) };
    let zone = match row.get::<_, Option<i64>>(2)?.map(JobZone::try_from).transpose() {
        Ok(zone) => zone,
        Err(_) => return Ok(None),
    };
    let activities = from_blob(row.get_ref(3)?.as_blob()?);
    Ok(Some(OccupationEntry { code, title: row.get(1)?, zone, activities }))
}

fn activity(row: &Row<'_>) -> rusqlite::Result<ActivityEntry> {
    Ok(ActivityEntry {
        id: row.get(0)?,
        title: row.get(1)?,
        intermediate: row.get(2)?,
        occupations: from_blob(row.get_ref(3)?.as_blob()?),
    })
}

fn to_blob(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn from_blob(bytes: &[u8]) -> Vec<u32> {
    let (numbers, _) = bytes.as_chunks();
    numbers.iter().map(|number| u32::from_le_bytes(*number)).collect()
}

impl OccupationIndex {
    fn of(
        occupations: Vec<OccupationEntry>,
        activities: Vec<ActivityEntry>,
        zone_titles: HashMap<JobZone, String>,
    ) -> Self {
        Self {
            occupation_numbers: (0..).zip(&occupations).map(|(number, entry)| (entry.code, number)).collect(),
            activity_numbers: (0..)
                .zip(&activities)
                .map(|(number, entry)| (entry.id.clone(), number))
                .collect(),
            intermediate: activities.iter().map(|entry| entry.intermediate as usize + 1).max().unwrap_or(0),
            occupations,
            activities,
            zone_titles,
        }
    }

    /// Whether every number names an entry.
    fn is_sound(&self) -> bool {
        let (occupations, activities) = (self.occupations.len(), self.activities.len());
        let are_below =
            |numbers: &[u32], count: usize| numbers.iter().all(|number| (*number as usize) < count);
        self.occupations.iter().all(|entry| are_below(&entry.activities, activities))
            && self.activities.iter().all(|entry| are_below(&entry.occupations, occupations))
    }
}

/// The rows that the index is built from.
struct Source {
    /// Code, title, job zone.
    occupations: Vec<(String, String, Option<i64>)>,
    /// Id, title, id of the intermediate activity.
    activities: Vec<(String, String, String)>,
    /// Code and activity id, in the order of the occupation.
    links: Vec<(String, String)>,
}

impl Source {
    /// Reads the tables that the release has. A release without activities still has occupations.
    fn read(
        connection: &Connection,
        has_table: &dyn Fn(&str) -> bool,
        links: Option<&str>,
    ) -> rusqlite::Result<Self> {
        let occupations = match has_table("job_zones") {
            true => {
                "SELECT onetsoc_code, title, job_zone
                 FROM occupation_data LEFT JOIN job_zones USING (onetsoc_code)"
            }
            false => "SELECT onetsoc_code, title, NULL FROM occupation_data",
        };
        let mut source = Self {
            occupations: all(connection, occupations, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?,
            activities: Vec::new(),
            links: Vec::new(),
        };
        if let Some(links) = links {
            let sql = "SELECT dwa_id, dwa_title, iwa_id FROM dwa_reference";
            source.activities = all(connection, sql, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let sql = format!("SELECT onetsoc_code, dwa_id FROM {links} ORDER BY onetsoc_code, position");
            source.links = all(connection, &sql, |row| Ok((row.get(0)?, row.get(1)?)))?;
        }
        Ok(source)
    }

    /// Numbers the rows and connects them; none where a code or a job zone is malformed, or a link names
    /// no row.
    fn numbered(mut self) -> Option<OccupationIndex> {
        self.occupations.sort_by(|left, right| title_order(&left.1, &right.1).then(left.0.cmp(&right.0)));
        self.activities.sort_by(|left, right| title_order(&left.1, &right.1).then(left.0.cmp(&right.0)));
        let mut occupations = Vec::with_capacity(self.occupations.len());
        for (code, title, zone) in self.occupations {
            let zone = zone.map(JobZone::try_from).transpose().ok()?;
            occupations.push(OccupationEntry {
                code: code.parse().ok()?,
                title,
                zone,
                activities: Vec::new(),
            });
        }
        let mut intermediate: HashMap<String, u32> = HashMap::new();
        let mut activities = Vec::with_capacity(self.activities.len());
        for (id, title, iwa) in self.activities {
            let next = u32::try_from(intermediate.len()).ok()?;
            let intermediate = *intermediate.entry(iwa).or_insert(next);
            activities.push(ActivityEntry { id, title, intermediate, occupations: Vec::new() });
        }
        let mut index = OccupationIndex::of(occupations, activities, HashMap::new());
        for (code, id) in &self.links {
            let code: OnetSocCode = code.parse().ok()?;
            let occupation = *index.occupation_numbers.get(&code)?;
            let activity = *index.activity_numbers.get(id)?;
            index.occupations[occupation as usize].activities.push(activity);
            index.activities[activity as usize].occupations.push(occupation);
        }
        Some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_name_no_entry_are_damage() -> rusqlite::Result<()> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(
            "CREATE TABLE occupation_data (onetsoc_code TEXT, title TEXT);
             INSERT INTO occupation_data VALUES ('29-1051.00', 'Pharmacists');",
        )?;
        let tables = create(&connection, &|id| id == "occupation_data", None)?;
        let has_table = |id: &str| tables.iter().any(|table| table == id);
        assert!(load(&connection, &has_table)?.is_some_and(|index| index.occupations().len() == 1));
        connection.execute_batch("UPDATE derived_numbered_occupation SET activities = x'07000000'")?;
        assert!(load(&connection, &has_table)?.is_none());
        Ok(())
    }
}
