//! Occupations and their detailed work activities, in memory.

mod related;
mod store;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

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
    /// The numbers of the occupations, by code.
    by_code: Vec<u32>,
    /// The numbers of the activities, by id.
    by_id: Vec<u32>,
    /// The number of intermediate activities.
    intermediate: usize,
    zone_titles: HashMap<JobZone, String>,
    /// All titles and ids, one after another.
    text: String,
    /// All lists of numbers, one after another.
    numbers: Vec<u32>,
}

/// A part of the text, or of the numbers.
type Span = Range<usize>;

#[derive(Debug)]
struct OccupationEntry {
    code: OnetSocCode,
    title: Span,
    zone: Option<JobZone>,
    /// The numbers of the activities, in the order of the occupation.
    activities: Span,
}

#[derive(Debug)]
struct ActivityEntry {
    id: Span,
    title: Span,
    /// The number of the intermediate activity it belongs to.
    intermediate: u32,
    /// The numbers of the occupations.
    occupations: Span,
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
        self.occupation_number(code).is_some()
    }

    /// Whether the release has the activity.
    pub fn has_activity(&self, id: &DwaId) -> bool {
        self.activity_number(id).is_some()
    }

    /// The occupation of this code.
    pub fn occupation(&self, code: OnetSocCode) -> Option<Occupation<'_>> {
        Some(self.occupation_of(self.occupation_number(code)?))
    }

    /// All occupations, by title.
    pub fn occupations(&self) -> impl ExactSizeIterator<Item = Occupation<'_>> {
        self.occupations.iter().map(|entry| self.shown(entry))
    }

    /// The activity of this id.
    pub fn activity(&self, id: &DwaId) -> Option<Activity<'_>> {
        Some(self.activity_of(self.activity_number(id)?))
    }

    /// The activities of an occupation, most important first. There are none where the occupation is
    /// unknown.
    pub fn activities_of(&self, code: OnetSocCode) -> impl ExactSizeIterator<Item = Activity<'_>> {
        let numbers: &[u32] = match self.occupation_number(code) {
            Some(number) => &self.numbers[self.occupations[number as usize].activities.clone()],
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

    fn occupation_number(&self, code: OnetSocCode) -> Option<u32> {
        let code_of = |number: &u32| self.occupations[*number as usize].code;
        let place = self.by_code.binary_search_by_key(&code, code_of).ok()?;
        Some(self.by_code[place])
    }

    fn activity_number(&self, id: &DwaId) -> Option<u32> {
        let id_of = |number: &u32| &self.text[self.activities[*number as usize].id.clone()];
        let place = self.by_id.binary_search_by(|number| id_of(number).cmp(id.as_str())).ok()?;
        Some(self.by_id[place])
    }

    fn named<'a>(&'a self, numbers: &[u32]) -> impl ExactSizeIterator<Item = Activity<'a>> {
        numbers.iter().map(move |number| self.activity_of(*number))
    }

    fn occupation_of(&self, number: u32) -> Occupation<'_> {
        self.shown(&self.occupations[number as usize])
    }

    fn shown(&self, entry: &OccupationEntry) -> Occupation<'_> {
        Occupation { code: entry.code, title: &self.text[entry.title.clone()], job_zone: entry.zone }
    }

    fn activity_of(&self, number: u32) -> Activity<'_> {
        let entry = &self.activities[number as usize];
        Activity { id: &self.text[entry.id.clone()], title: &self.text[entry.title.clone()] }
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
