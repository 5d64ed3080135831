//! Detailed work activities of occupations, and occupations by the activities they share.
//!
//! The rule of related activities, which the tables alone decide: candidates are the occupations
//! with a job zone, other than the one asked about, that have at least one of the chosen activities.
//! *Shared* are the chosen activities that a candidate has; *similar* are its other activities that
//! belong to the same intermediate activity as a chosen one.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::mem;

use onet_domain::{DwaId, JobZone, OnetSocCode};
use rusqlite::Connection;

use crate::derive::OCCUPATION_ACTIVITY;
use crate::error::{Error, ErrorKind, Result};
use crate::release::Release;

/// The occupations and activities of a release, in memory.
///
/// Both are numbered in the order of their titles, so that sorting by title is sorting by number.
#[derive(Debug)]
pub struct ActivityIndex {
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

/// An occupation of an [`ActivityIndex`].
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
    pub const ALL: [Self; 5] = [
        Self::Shared,
        Self::Similar,
        Self::Title,
        Self::Code,
        Self::Zone,
    ];

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
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

/// An occupation that shares activities with another.
#[derive(Debug, Clone)]
pub struct Related<'a> {
    index: &'a ActivityIndex,
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
        &self.entry().title
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
        self.index.named(&self.entry().activities)
    }

    fn entry(&self) -> &'a OccupationEntry {
        &self.index.occupations[self.occupation as usize]
    }
}

impl ActivityIndex {
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

    /// The activities of an occupation, most important first; none where the occupation is unknown
    /// or has none.
    pub fn activities_of(
        &self,
        code: OnetSocCode,
    ) -> impl ExactSizeIterator<Item = Activity<'_>> {
        self.named(self.entry(code).map_or(&[], |entry| &entry.activities))
    }

    /// The title of a job zone, as the release has it.
    pub fn job_zone_title(&self, zone: JobZone) -> &str {
        self.zone_titles
            .get(&zone)
            .map_or_else(|| zone.title(), String::as_str)
    }

    /// The occupations that share at least one of the chosen activities, in order.
    ///
    /// The code need not be known, and activities that are not known are passed over; whether that
    /// is an error is for the caller to say. An activity that is chosen twice counts once.
    pub fn related(
        &self,
        code: OnetSocCode,
        chosen: &[DwaId],
        sort: RelatedSort,
    ) -> Vec<Related<'_>> {
        let asked = self.occupation_numbers.get(&code);
        let mut is_chosen = vec![false; self.activities.len()];
        let mut is_near = vec![false; self.intermediate];
        let mut is_candidate = vec![false; self.occupations.len()];
        let mut candidates = Vec::new();
        for id in chosen {
            let Some(number) = self.activity_numbers.get(id.as_str()) else {
                continue;
            };
            let activity = &self.activities[*number as usize];
            is_chosen[*number as usize] = true;
            is_near[activity.intermediate as usize] = true;
            for occupation in &activity.occupations {
                let seen = mem::replace(&mut is_candidate[*occupation as usize], true);
                if !seen && Some(occupation) != asked {
                    candidates.push(*occupation);
                }
            }
        }
        let mut related: Vec<Related<'_>> = candidates
            .into_iter()
            .filter_map(|candidate| self.compare(candidate, &is_chosen, &is_near))
            .collect();
        match sort {
            RelatedSort::Shared => related.sort_unstable_by_key(|found| {
                let (shared, similar) = (found.shared.len(), found.similar.len());
                (Reverse(shared), Reverse(similar), found.occupation)
            }),
            RelatedSort::Similar => related.sort_unstable_by_key(|found| {
                let (shared, similar) = (found.shared.len(), found.similar.len());
                (Reverse(similar), Reverse(shared), found.occupation)
            }),
            RelatedSort::Title => related.sort_unstable_by_key(|found| found.occupation),
            RelatedSort::Code => related.sort_unstable_by_key(Related::code),
            RelatedSort::Zone => {
                related.sort_unstable_by_key(|found| (found.zone, found.occupation));
            }
        }
        related
    }

    /// What a candidate has of the chosen activities and near them; nothing without a job zone.
    fn compare(
        &self,
        candidate: u32,
        is_chosen: &[bool],
        is_near: &[bool],
    ) -> Option<Related<'_>> {
        let entry = &self.occupations[candidate as usize];
        let zone = entry.zone?;
        let mut shared = Vec::new();
        let mut similar = Vec::new();
        for number in &entry.activities {
            let activity = &self.activities[*number as usize];
            if is_chosen[*number as usize] {
                shared.push(*number);
            } else if is_near[activity.intermediate as usize] {
                similar.push(*number);
            }
        }
        shared.sort_unstable();
        similar.sort_unstable();
        Some(Related {
            index: self,
            occupation: candidate,
            zone,
            shared,
            similar,
        })
    }

    fn entry(&self, code: OnetSocCode) -> Option<&OccupationEntry> {
        let number = self.occupation_numbers.get(&code)?;
        Some(&self.occupations[*number as usize])
    }
}

impl OccupationEntry {
    fn shown(&self) -> Occupation<'_> {
        Occupation {
            code: self.code,
            title: &self.title,
            job_zone: self.zone,
        }
    }
}

impl ActivityEntry {
    fn shown(&self) -> Activity<'_> {
        Activity {
            id: &self.id,
            title: &self.title,
        }
    }
}

/// The order of titles: letters of either case are alike, and where nothing else differs the bytes
/// decide.
pub fn title_order(left: &str, right: &str) -> Ordering {
    let folded_left = left.bytes().map(|byte| byte.to_ascii_lowercase());
    let folded_right = right.bytes().map(|byte| byte.to_ascii_lowercase());
    folded_left
        .cmp(folded_right)
        .then_with(|| left.cmp(right))
}
