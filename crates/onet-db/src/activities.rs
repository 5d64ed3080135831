//! Detailed work activities of occupations, in memory.

mod related;

use std::cmp::Ordering;
use std::collections::HashMap;

use onet_domain::{DwaId, JobZone, OnetSocCode};
use rusqlite::Connection;

pub use related::{Related, RelatedSort};

use crate::derived::OCCUPATION_ACTIVITY;
use crate::error::{Error, ErrorKind, Result};
use crate::release::Release;
use crate::sql::all;

/// The tables that activities rest on.
const ACTIVITIES: [&str; 2] = ["dwa_reference", "tasks_to_dwas"];

/// The occupations and activities of a release, in memory; from
/// [`Release::occupations`](crate::Release::occupations).
///
/// Both are numbered in the order of their titles, so that sorting by title is sorting by number.
///
/// ```no_run
/// use onet_db::{Home, RelatedSort};
/// use onet_domain::{DwaId, OnetSocCode};
///
/// let home = Home::from_env()?;
/// let release = home.open(&home.find("29.3")?)?;
/// let index = release.occupations()?;
///
/// let pharmacists: OnetSocCode = "29-1051.00".parse()?;
/// let chosen: [DwaId; 2] = ["4.A.2.a.2.I05.D04".parse()?, "4.A.4.a.1.I05.D01".parse()?];
/// for related in index.related(pharmacists, &chosen, RelatedSort::Shared) {
///     println!("{} {}: {}", related.code(), related.title(), related.shared().len());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct OccupationIndex {
    occupations: Vec<OccupationEntry>,
    activities: Vec<ActivityEntry>,
    occupation_numbers: HashMap<OnetSocCode, u32>,
    activity_numbers: HashMap<String, u32>,
    /// The number of intermediate activities.
    intermediate: usize,
    zone_titles: HashMap<JobZone, String>,
}

#[derive(Debug)]
struct OccupationEntry {
    code: OnetSocCode,
    title: String,
    zone: Option<JobZone>,
    /// In the order of the occupation.
    activities: Vec<u32>,
}

#[derive(Debug)]
struct ActivityEntry {
    id: String,
    title: String,
    /// The number of the intermediate activity it belongs to.
    intermediate: u32,
    occupations: Vec<u32>,
}

/// An occupation of an [`OccupationIndex`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occupation<'a> {
    /// The O*NET-SOC code.
    pub code: OnetSocCode,
    /// The title.
    pub title: &'a str,
    /// The job zone, which not all occupations have.
    pub job_zone: Option<JobZone>,
}

/// A detailed work activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activity<'a> {
    /// The id, such as `4.A.2.a.2.I05.D04`.
    pub id: &'a str,
    /// The title.
    pub title: &'a str,
}

impl OccupationIndex {
    /// Whether the release has the occupation, with or without activities.
    pub fn has_occupation(&self, code: OnetSocCode) -> bool {
        self.occupation_numbers.contains_key(&code)
    }

    /// Whether the release has the activity.
    pub fn has_activity(&self, id: &DwaId) -> bool {
        self.activity_numbers.contains_key(id.as_str())
    }

    /// The occupation of this code.
    pub fn occupation(&self, code: OnetSocCode) -> Option<Occupation<'_>> {
        self.entry(code).map(OccupationEntry::shown)
    }

    /// All occupations, by title.
    pub fn occupations(&self) -> impl ExactSizeIterator<Item = Occupation<'_>> {
        self.occupations.iter().map(OccupationEntry::shown)
    }

    /// The activity of this id.
    pub fn activity(&self, id: &DwaId) -> Option<Activity<'_>> {
        let number = self.activity_numbers.get(id.as_str())?;
        Some(self.activities[*number as usize].shown())
    }

    /// The activities of an occupation, most important first. There are none where the occupation is
    /// unknown.
    pub fn activities_of(&self, code: OnetSocCode) -> impl ExactSizeIterator<Item = Activity<'_>> {
        let numbers: &[u32] = match self.entry(code) {
            Some(entry) => &entry.activities,
            None => &[],
        };
        self.named(numbers)
    }

    /// The title of a job zone, as the release has it.
    pub fn job_zone_title(&self, zone: JobZone) -> &str {
        match self.zone_titles.get(&zone) {
            Some(title) => title,
            None => zone.title(),
        }
    }

    fn entry(&self, code: OnetSocCode) -> Option<&OccupationEntry> {
        let number = self.occupation_numbers.get(&code)?;
        Some(&self.occupations[*number as usize])
    }

    fn named<'a>(&'a self, numbers: &[u32]) -> impl ExactSizeIterator<Item = Activity<'a>> {
        numbers.iter().map(move |number| self.activities[*number as usize].shown())
    }
}

impl OccupationEntry {
    fn shown(&self) -> Occupation<'_> {
        Occupation { code: self.code, title: &self.title, job_zone: self.zone }
    }
}

impl ActivityEntry {
    fn shown(&self) -> Activity<'_> {
        Activity { id: &self.id, title: &self.title }
    }
}

/// The order of titles in every list that goes by title: letters of either case are alike, and where
/// nothing else differs the bytes decide.
///
/// ```
/// use onet_db::title_order;
///
/// let mut titles = ["iron", "Zinc", "Copper"];
/// titles.sort_by(|left, right| title_order(left, right));
/// assert_eq!(titles, ["Copper", "iron", "Zinc"]);
/// ```
pub fn title_order(left: &str, right: &str) -> Ordering {
    let folded_left = left.bytes().map(|byte| byte.to_ascii_lowercase());
    let folded_right = right.bytes().map(|byte| byte.to_ascii_lowercase());
    folded_left.cmp(folded_right).then_with(|| left.cmp(right))
}

/// Loading.
impl OccupationIndex {
    pub(crate) fn load(release: &Release) -> Result<Self> {
        release.require(&["occupation_data"])?;
        let rows = release.read(|connection| Rows::read(connection, release))?;
        Self::build(rows).ok_or_else(|| {
            Error::new(
                ErrorKind::Damaged,
                format!(
                    "{} has occupations or activities that cannot be read. Import it again.",
                    release.label()
                ),
            )
        })
    }

    /// Numbers the rows and connects them; nothing when a code or a job zone is malformed.
    fn build(mut rows: Rows) -> Option<Self> {
        rows.occupations.sort_by(|left, right| title_order(&left.1, &right.1).then(left.0.cmp(&right.0)));
        rows.activities.sort_by(|left, right| title_order(&left.1, &right.1).then(left.0.cmp(&right.0)));

        let mut index = Self {
            occupations: Vec::with_capacity(rows.occupations.len()),
            activities: Vec::with_capacity(rows.activities.len()),
            occupation_numbers: HashMap::with_capacity(rows.occupations.len()),
            activity_numbers: HashMap::with_capacity(rows.activities.len()),
            intermediate: 0,
            zone_titles: HashMap::new(),
        };
        for (number, (code, title, zone)) in (0..).zip(rows.occupations) {
            let code: OnetSocCode = code.parse().ok()?;
            let zone = match zone {
                Some(zone) => Some(JobZone::try_from(zone).ok()?),
                None => None,
            };
            index.occupation_numbers.insert(code, number);
            index.occupations.push(OccupationEntry { code, title, zone, activities: Vec::new() });
        }
        let mut intermediate: HashMap<String, u32> = HashMap::new();
        for (number, (id, title, iwa)) in (0..).zip(rows.activities) {
            let next = u32::try_from(intermediate.len()).ok()?;
            index.activity_numbers.insert(id.clone(), number);
            index.activities.push(ActivityEntry {
                id,
                title,
                intermediate: *intermediate.entry(iwa).or_insert(next),
                occupations: Vec::new(),
            });
        }
        index.intermediate = intermediate.len();
        for (code, id) in &rows.links {
            let code: OnetSocCode = code.parse().ok()?;
            let occupation = *index.occupation_numbers.get(&code)?;
            let activity = *index.activity_numbers.get(id)?;
            index.occupations[occupation as usize].activities.push(activity);
            index.activities[activity as usize].occupations.push(occupation);
        }
        for (zone, title) in rows.zone_titles {
            index.zone_titles.insert(JobZone::try_from(zone).ok()?, title);
        }
        Some(index)
    }
}

/// What an [`OccupationIndex`] is made of, as the database has it.
struct Rows {
    /// Code, title, job zone.
    occupations: Vec<(String, String, Option<i64>)>,
    /// Id, title, id of the intermediate activity.
    activities: Vec<(String, String, String)>,
    /// Code and activity id, in the order of the occupation.
    links: Vec<(String, String)>,
    /// Job zone and title.
    zone_titles: Vec<(i64, String)>,
}

impl Rows {
    /// Reads what the release has. One without activities still has occupations.
    fn read(connection: &Connection, release: &Release) -> rusqlite::Result<Self> {
        let occupations = if release.has_table("job_zones") {
            "SELECT onetsoc_code, title, job_zone
             FROM occupation_data LEFT JOIN job_zones USING (onetsoc_code)"
        } else {
            "SELECT onetsoc_code, title, NULL FROM occupation_data"
        };
        let mut rows = Self {
            occupations: all(connection, occupations, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?,
            activities: Vec::new(),
            links: Vec::new(),
            zone_titles: Vec::new(),
        };
        if ACTIVITIES.iter().all(|id| release.has_table(id)) {
            let sql = "SELECT dwa_id, dwa_title, iwa_id FROM dwa_reference";
            rows.activities = all(connection, sql, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let sql = format!(
                "SELECT onetsoc_code, dwa_id FROM {OCCUPATION_ACTIVITY} ORDER BY onetsoc_code, position"
            );
            rows.links = all(connection, &sql, |row| Ok((row.get(0)?, row.get(1)?)))?;
        }
        if release.has_table("job_zone_reference") {
            let sql = "SELECT job_zone, name FROM job_zone_reference";
            rows.zone_titles = all(connection, sql, |row| Ok((row.get(0)?, row.get(1)?)))?;
        }
        Ok(rows)
    }
}
