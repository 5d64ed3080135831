//! Occupations that share activities with another.
//!
//! Candidates are the occupations with a job zone, other than the given one, that have at least one of
//! the chosen activities. *Shared* are the chosen activities that a candidate has;
//! *similar* are its other activities that belong to the same intermediate activity as a chosen one.

use std::cmp::Reverse;
use std::mem;

use onet_domain::{DwaId, JobZone, OnetSocCode};

use super::{Activity, OccupationEntry, OccupationIndex};

/// The order of related occupations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum RelatedSort {
    /// Most shared activities first, then most similar ones, then by title.
    #[default]
    Shared,
    /// Most similar activities first, then most shared ones, then by title.
    Similar,
    /// By title.
    Title,
    /// By O*NET-SOC code.
    Code,
    /// Lowest job zone first, then by title.
    Zone,
}

impl RelatedSort {
    /// All orders, the default first.
    pub const ALL: [Self; 5] = [Self::Shared, Self::Similar, Self::Title, Self::Code, Self::Zone];

    /// The name in the service: `shared`, `similar`, `title`, `code` or `zone`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Similar => "similar",
            Self::Title => "title",
            Self::Code => "code",
            Self::Zone => "zone",
        }
    }

    /// The order of this name.
    ///
    /// ```
    /// use onet_db::RelatedSort;
    ///
    /// assert_eq!(RelatedSort::from_name("zone"), Some(RelatedSort::Zone));
    /// assert_eq!(RelatedSort::from_name("Zone"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

/// An occupation that shares activities with another.
///
/// Holds numbers only; titles and ids are read from the index on demand.
#[derive(Debug, Clone)]
pub struct Related<'a> {
    index: &'a OccupationIndex,
    /// The number of the occupation.
    occupation: u32,
    zone: JobZone,
    /// Numbers of activities, by title.
    shared: Vec<u32>,
    similar: Vec<u32>,
}

impl<'a> Related<'a> {
    /// The O*NET-SOC code.
    pub fn code(&self) -> OnetSocCode {
        self.entry().code
    }

    /// The title of the occupation.
    pub fn title(&self) -> &'a str {
        self.index.occupation_of(self.occupation).title
    }

    /// The job zone.
    pub fn job_zone(&self) -> JobZone {
        self.zone
    }

    /// The title of the job zone.
    pub fn job_zone_title(&self) -> &'a str {
        self.index.job_zone_title(self.zone)
    }

    /// The chosen activities that the occupation has, by title.
    pub fn shared(&self) -> impl ExactSizeIterator<Item = Activity<'a>> {
        self.index.named(&self.shared)
    }

    /// The other activities that belong to the same intermediate activity as a chosen one, by title.
    pub fn similar(&self) -> impl ExactSizeIterator<Item = Activity<'a>> {
        self.index.named(&self.similar)
    }

    /// All activities of the occupation, in its own order.
    pub fn full(&self) -> impl ExactSizeIterator<Item = Activity<'a>> {
        self.index.named(&self.index.numbers[self.entry().activities.clone()])
    }

    fn entry(&self) -> &'a OccupationEntry {
        &self.index.occupations[self.occupation as usize]
    }
}

impl OccupationIndex {
    /// The occupations that share at least one of the chosen activities, in order.
    ///
    /// Unknown codes and activities are ignored; callers that need an error check them first. An
    /// activity that is chosen twice counts once.
    pub fn related(&self, code: OnetSocCode, chosen: &[DwaId], sort: RelatedSort) -> Vec<Related<'_>> {
        let own = self.occupation_number(code);
        let mut is_chosen = vec![false; self.activities.len()];
        let mut is_near = vec![false; self.intermediate];
        let mut is_seen = vec![false; self.occupations.len()];
        let mut candidates = Vec::new();
        for id in chosen {
            let Some(number) = self.activity_number(id) else {
                continue;
            };
            let activity = &self.activities[number as usize];
            is_chosen[number as usize] = true;
            is_near[activity.intermediate as usize] = true;
            for occupation in self.numbers[activity.occupations.clone()].iter().copied() {
                let seen = mem::replace(&mut is_seen[occupation as usize], true);
                if !seen && Some(occupation) != own {
                    candidates.push(occupation);
                }
            }
        }
        let mut related: Vec<Related<'_>> = candidates
            .into_iter()
            .filter_map(|candidate| self.compare(candidate, &is_chosen, &is_near))
            .collect();
        let counts = |found: &Related<'_>| (Reverse(found.shared.len()), Reverse(found.similar.len()));
        match sort {
            RelatedSort::Shared => related.sort_unstable_by_key(|found| {
                let (shared, similar) = counts(found);
                (shared, similar, found.occupation)
            }),
            RelatedSort::Similar => related.sort_unstable_by_key(|found| {
                let (shared, similar) = counts(found);
                (similar, shared, found.occupation)
            }),
            RelatedSort::Title => related.sort_unstable_by_key(|found| found.occupation),
            RelatedSort::Code => related.sort_unstable_by_key(|found| found.code()),
            RelatedSort::Zone => related.sort_unstable_by_key(|found| (found.zone, found.occupation)),
        }
        related
    }

    /// What a candidate has of the chosen activities and near them; nothing without a job zone.
    fn compare(&self, candidate: u32, is_chosen: &[bool], is_near: &[bool]) -> Option<Related<'_>> {
        let entry = &self.occupations[candidate as usize];
        let zone = entry.zone?;
        let mut shared = Vec::new();
        let mut similar = Vec::new();
        for number in &self.numbers[entry.activities.clone()] {
            let activity = &self.activities[*number as usize];
            if is_chosen[*number as usize] {
                shared.push(*number);
            } else if is_near[activity.intermediate as usize] {
                similar.push(*number);
            }
        }
        shared.sort_unstable();
        similar.sort_unstable();
        Some(Related { index: self, occupation: candidate, zone, shared, similar })
    }
}
