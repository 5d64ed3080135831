//! Occupations and their detailed work activities, in memory.

mod related;
mod store;

use std::cmp::Ordering;
use std::collections::HashMap;

use onet_domain::{DwaId, JobZone, OnetSocCode};

pub use related::{Related, RelatedSort};
pub(crate) use store::{create, load};

/// The occupations and activities of a release, in memory; from
/// [`Release::occupations`](crate::Release::occupations).
///
/// Both are numbered in the order of their titles, so that sorting by title is sorting by number. The
/// import numbers them and stores the numbers, so that loading takes less than a millisecond.
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
