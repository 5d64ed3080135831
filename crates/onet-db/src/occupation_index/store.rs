//! The index as an import stores it: one row that loads without sorting, joining or hashing.
//!
//! Numbers are 32-bit and little-endian. An occupation is stored as the lengths of its code and title, its
//! job zone (0 where it has none) and the number of its activities; an activity as the lengths of its id
//! and title, the number of its intermediate activity, and the number of its occupations. Strings and lists
//! follow each other in the order of these records, those of the occupations first.

use std::collections::HashMap;

use onet_domain::{JobZone, OnetSocCode};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{ActivityEntry, OccupationEntry, OccupationIndex, Span, title_order};
use crate::sql::all;

/// The table of the one row.
const TABLE: &str = "derived_occupation_index";

const CREATE: &str = "
    CREATE TABLE derived_occupation_index (
        text TEXT NOT NULL,
        numbers BLOB NOT NULL,
        occupations BLOB NOT NULL,
        activities BLOB NOT NULL,
        by_code BLOB NOT NULL,
        by_id BLOB NOT NULL
    )";

/// The row as numbers and text.
#[derive(Default)]
struct Stored {
    text: String,
    numbers: Vec<u32>,
    occupations: Vec<[u32; 4]>,
    activities: Vec<[u32; 4]>,
    by_code: Vec<u32>,
    by_id: Vec<u32>,
}

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
    let Some(stored) = IndexSource::read(connection, has_table, links)?.numbered() else {
        return Ok(Vec::new());
    };
    connection.execute_batch(CREATE)?;
    connection.execute(
        &format!("INSERT INTO {TABLE} VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        params![
            stored.text,
            to_blob(&stored.numbers),
            to_blob(stored.occupations.as_flattened()),
            to_blob(stored.activities.as_flattened()),
            to_blob(&stored.by_code),
            to_blob(&stored.by_id)
        ],
    )?;
    Ok(vec![TABLE.to_owned()])
}

/// Loads the index of a release that has occupations; none where the import could not number them, or
/// what it stored is damaged.
pub(crate) fn load(
    connection: &Connection,
    has_table: &dyn Fn(&str) -> bool,
) -> rusqlite::Result<Option<OccupationIndex>> {
    if !has_table(TABLE) {
        return Ok(None);
    }
    let sql = format!("SELECT text, numbers, occupations, activities, by_code, by_id FROM {TABLE}");
    let stored = connection
        .query_row(&sql, [], |row| {
            let blob = |at| Ok::<_, rusqlite::Error>(row.get_ref(at)?.as_blob()?);
            Ok(Stored {
                text: row.get(0)?,
                numbers: from_blob(blob(1)?),
                occupations: records(blob(2)?),
                activities: records(blob(3)?),
                by_code: from_blob(blob(4)?),
                by_id: from_blob(blob(5)?),
            })
        })
        .optional()?;
    let zones = match has_table("job_zone_reference") {
        true => all(connection, "SELECT job_zone, name FROM job_zone_reference", |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?))
        })?,
        false => Vec::new(),
    };
    let zone_titles: Option<HashMap<_, _>> =
        zones.into_iter().map(|(zone, title)| Some((JobZone::try_from(zone).ok()?, title))).collect();
    Ok(stored.zip(zone_titles).and_then(|(stored, zone_titles)| stored.index(zone_titles)))
}

fn to_blob(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn from_blob(bytes: &[u8]) -> Vec<u32> {
    let (numbers, _) = bytes.as_chunks();
    numbers.iter().map(|number| u32::from_le_bytes(*number)).collect()
}

fn records(bytes: &[u8]) -> Vec<[u32; 4]> {
    let numbers = from_blob(bytes);
    let (records, _) = numbers.as_chunks();
    records.to_vec()
}

impl Stored {
    /// The index; none where a record, or a number in a list, does not fit.
    fn index(self, zone_titles: HashMap<JobZone, String>) -> Option<OccupationIndex> {
        let (mut letters, mut links) = (0, 0);
        let mut occupations = Vec::with_capacity(self.occupations.len());
        for [code, title, zone, activities] in self.occupations {
            let code = self.text.get(next(&mut letters, code))?.parse().ok()?;
            let zone = match zone {
                0 => None,
                zone => Some(JobZone::try_from(i64::from(zone)).ok()?),
            };
            let (title, activities) = (next(&mut letters, title), next(&mut links, activities));
            self.text.get(title.clone())?;
            occupations.push(OccupationEntry { code, title, zone, activities });
        }
        let occupation_links = links;
        let mut activities = Vec::with_capacity(self.activities.len());
        for [id, title, intermediate, of] in self.activities {
            let (id, title) = (next(&mut letters, id), next(&mut letters, title));
            self.text.get(id.clone()).and(self.text.get(title.clone()))?;
            activities.push(ActivityEntry { id, title, intermediate, occupations: next(&mut links, of) });
        }
        let (to_activities, to_occupations) = self.numbers.split_at_checked(occupation_links)?;
        let are_below =
            |numbers: &[u32], count: usize| numbers.iter().all(|number| (*number as usize) < count);
        let is_sound = self.numbers.len() == links
            && are_below(to_activities, activities.len())
            && are_below(to_occupations, occupations.len())
            && are_below(&self.by_code, occupations.len())
            && are_below(&self.by_id, activities.len());
        is_sound.then(|| OccupationIndex {
            by_code: self.by_code,
            by_id: self.by_id,
            intermediate: activities.iter().map(|entry| entry.intermediate as usize + 1).max().unwrap_or(0),
            occupations,
            activities,
            zone_titles,
            text: self.text,
            numbers: self.numbers,
        })
    }

    fn push_text(&mut self, text: &str) -> Option<u32> {
        self.text.push_str(text);
        u32::try_from(text.len()).ok()
    }

    fn push_links(&mut self, numbers: &[u32]) -> Option<u32> {
        self.numbers.extend_from_slice(numbers);
        u32::try_from(numbers.len()).ok()
    }
}

/// The next part of this length.
fn next(place: &mut usize, length: u32) -> Span {
    let start = *place;
    *place += length as usize;
    start..*place
}

/// The rows that the index is built from.
struct IndexSource {
    /// Code, title, job zone.
    occupations: Vec<(String, String, Option<i64>)>,
    /// Id, title, id of the intermediate activity.
    activities: Vec<(String, String, String)>,
    /// Code and activity id, in the order of the occupation.
    links: Vec<(String, String)>,
}

impl IndexSource {
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
    fn numbered(mut self) -> Option<Stored> {
        self.occupations.sort_by(|left, right| title_order(&left.1, &right.1).then(left.0.cmp(&right.0)));
        self.activities.sort_by(|left, right| title_order(&left.1, &right.1).then(left.0.cmp(&right.0)));
        let codes: Option<Vec<OnetSocCode>> =
            self.occupations.iter().map(|(code, ..)| code.parse().ok()).collect();
        let (codes, ids) = (codes?, self.activities.iter().map(|(id, ..)| id.as_str()).collect::<Vec<_>>());
        let (by_code, by_id) = (order(&codes)?, order(&ids)?);
        let mut of_occupation = vec![Vec::new(); codes.len()];
        let mut of_activity = vec![Vec::new(); ids.len()];
        for (code, id) in &self.links {
            let occupation = number(&codes, &by_code, &code.parse().ok()?)?;
            let activity = number(&ids, &by_id, &id.as_str())?;
            of_occupation[occupation as usize].push(activity);
            of_activity[activity as usize].push(occupation);
        }
        let mut stored = Stored { by_code, by_id, ..Stored::default() };
        for ((code, title, zone), activities) in self.occupations.iter().zip(&of_occupation) {
            let zone =
                zone.map(JobZone::try_from).transpose().ok()?.map_or(0, |zone| u32::from(u8::from(zone)));
            let record =
                [stored.push_text(code)?, stored.push_text(title)?, zone, stored.push_links(activities)?];
            stored.occupations.push(record);
        }
        let mut intermediate: HashMap<&str, u32> = HashMap::new();
        for ((id, title, iwa), occupations) in self.activities.iter().zip(&of_activity) {
            let following = u32::try_from(intermediate.len()).ok()?;
            let group = *intermediate.entry(iwa).or_insert(following);
            let record =
                [stored.push_text(id)?, stored.push_text(title)?, group, stored.push_links(occupations)?];
            stored.activities.push(record);
        }
        Some(stored)
    }
}

/// The numbers of the keys, in the order of the keys.
fn order<K: Ord>(keys: &[K]) -> Option<Vec<u32>> {
    let mut numbers: Vec<u32> = (0..u32::try_from(keys.len()).ok()?).collect();
    numbers.sort_by_key(|number| &keys[*number as usize]);
    Some(numbers)
}

/// The number of a key.
fn number<K: Ord>(keys: &[K], order: &[u32], key: &K) -> Option<u32> {
    let place = order.binary_search_by(|number| keys[*number as usize].cmp(key)).ok()?;
    Some(order[place])
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
        for damage in ["by_code = x'07000000'", "numbers = x'00000000'", "text = 'short'"] {
            connection.execute_batch(&format!("SAVEPOINT damage; UPDATE {TABLE} SET {damage}"))?;
            assert!(load(&connection, &has_table)?.is_none(), "{damage}");
            connection.execute_batch("ROLLBACK TO damage")?;
        }
        Ok(())
    }
}
