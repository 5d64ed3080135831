//! Lists of occupations: a set of them, in the order that was asked for, one page of it.

pub(crate) mod categories;
pub(crate) mod clusters;
pub(crate) mod crosswalks;
pub(crate) mod keyword_lookup;
pub(crate) mod occupation_flags;
pub(crate) mod profiles;
pub(crate) mod questions;
mod selection;
pub(crate) mod skills;
mod summaries;

use std::cmp::Reverse;
use std::sync::OnceLock;

use onet_api::types;
use onet_db::{
    CareerCluster, ClusteredOccupations, Occupation, OccupationIndex, RelatedTasks, Task, TaskIndex,
    TechnologyIndex,
};
use onet_domain::{JobZone, MajorGroup};
use serde::{Serialize, Serializer};

use crate::answers::page::page_of;
use crate::answers::{occupation_ref, occupations, zone_ref};
use crate::error::Refusal;
use crate::pagination::Request;
use crate::rules::Call;

pub(crate) use selection::{Set, tasks_of};
pub(crate) use summaries::Head;

/// A list of occupations.
#[derive(Debug)]
pub(crate) struct Listing {
    /// Which occupations.
    pub(crate) set: Set,
    /// What an item says besides code and title, and besides what the set knows of it.
    pub(crate) shows: Shows,
    /// What stands before the items.
    pub(crate) head: Head,
}

/// What an item says that every occupation has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// Code and title only.
    Title,
    /// Its job zone, too: occupations without one are not in the list.
    JobZone,
    /// Its job family, too.
    JobFamily,
}

/// An occupation of a set, with what the set knows of it.
struct Found<'a> {
    occupation: Occupation<'a>,
    /// What an order by anything but title, code, zone and family goes by, the greatest first.
    weight: (usize, usize),
    detail: Detail<'a>,
}

/// What a set knows of an occupation: more members of its item.
#[derive(Serialize)]
#[serde(untagged)]
enum Detail<'a> {
    None {},
    InDemand {
        in_demand: bool,
    },
    Fit {
        fit: &'static str,
    },
    Tasks {
        #[serde(serialize_with = "overlap")]
        tasks: RelatedTasks<'a>,
    },
    BrightOutlook {
        category: Vec<types::BrightOutlookCategoryRef>,
    },
    Stem {
        stem_occupation_type: Vec<types::JobZoneRef>,
    },
    Skills(skills::Compared<'a>),
    Clusters(clusters::Membership),
}

impl<'a> From<Occupation<'a>> for Found<'a> {
    fn from(occupation: Occupation<'a>) -> Self {
        Self { occupation, weight: (0, 0), detail: Detail::None {} }
    }
}

/// An item of a list: the members of all lists, of which each has some.
#[derive(Serialize)]
struct Item<'a> {
    #[serde(flatten)]
    occupation: types::OccupationRef,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_zone: Option<types::JobZoneRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_family: Option<types::JobFamilyRef>,
    #[serde(flatten)]
    detail: &'a Detail<'a>,
}

pub(crate) fn answer(listing: &Listing, call: &Call<'_>, default_size: u32) -> Result<Vec<u8>, Refusal> {
    let page = Request::read(call.arguments, default_size)?;
    let index = occupations(call)?;
    let mut found = listing.set.find(call, listing.candidates(call, index)?)?;
    put_in_order(&mut found, call.arguments.text("sort"));
    let head = listing.head.members(call)?;
    page_of(call, page, &head, &found, |found| listing.item(call, index, found))
}

impl Listing {
    /// The occupations that can be in the list, by title. A career is an occupation with a job zone.
    fn candidates<'a>(
        &self,
        call: &Call<'a>,
        index: &'a OccupationIndex,
    ) -> Result<Vec<Occupation<'a>>, Refusal> {
        let needs_zone =
            self.shows == Shows::JobZone || self.set == Set::JobZone || call.operation.tag != "online";
        if needs_zone {
            require(call, &["job_zones"])?;
        }
        // The operations of the Interest Profiler may be held to one zone.
        let only = call.arguments.integer("zone").and_then(|zone| JobZone::try_from(zone).ok());
        let fits =
            |zone: Option<JobZone>| (!needs_zone || zone.is_some()) && (only.is_none() || zone == only);
        Ok(index.occupations().filter(|occupation| fits(occupation.job_zone)).collect())
    }

    fn item<'a>(&self, call: &Call<'_>, index: &OccupationIndex, found: &'a Found<'a>) -> Item<'a> {
        let Occupation { code, job_zone, .. } = found.occupation;
        let zone = job_zone.filter(|_| self.shows == Shows::JobZone);
        let family = code.major_group().filter(|_| self.shows == Shows::JobFamily);
        Item {
            occupation: occupation_ref(call, found.occupation),
            job_zone: zone.map(|zone| zone_ref(index, zone)),
            job_family: family.map(|family| types::JobFamilyRef {
                code: family.to_string(),
                title: family_title(family).to_owned(),
            }),
            detail: &found.detail,
        }
    }
}

/// Puts a set, which comes by title or as a search ranks it, in the order of a sort word of the contract.
fn put_in_order(found: &mut [Found<'_>], sort: &str) {
    match sort {
        "title" => {}
        "code" => found.sort_by_key(|found| found.occupation.code),
        "zone" | "job_zone" => found.sort_by_key(|found| found.occupation.job_zone),
        "family" | "job_family" => {
            found.sort_by_key(|found| found.occupation.code.major_group().map(family_title))
        }
        _ => found.sort_by_key(|found| Reverse(found.weight)),
    }
}

fn overlap<S: Serializer>(tasks: &RelatedTasks<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let shown = |task: Task<'_>| types::ActivityRef { id: task.id.to_string(), title: task.title.to_owned() };
    let overlap = types::JobDutiesOverlap {
        closely_related: tasks.closely_related().into_iter().map(shown).collect(),
        less_related: tasks.less_related().into_iter().map(shown).collect(),
        full: tasks.full().into_iter().map(shown).collect(),
    };
    overlap.serialize(serializer)
}

/// The service calls a job family by the title of its major group, without the last word.
fn family_title(family: MajorGroup) -> &'static str {
    family.title().trim_end_matches(" Occupations")
}

/// What lists are made from, each read when first asked for.
#[derive(Debug, Default)]
pub(crate) struct Indices {
    tasks: OnceLock<TaskIndex>,
    technology: OnceLock<TechnologyIndex>,
    skills: OnceLock<skills::SoftSkills>,
    profiles: OnceLock<profiles::Profiles>,
    names: [OnceLock<keyword_lookup::Names>; 3],
    crosswalks: [OnceLock<crosswalks::Entries>; 6],
    marks: [OnceLock<occupation_flags::Marks>; 2],
    clusters: OnceLock<Vec<CareerCluster>>,
    clustered: OnceLock<ClusteredOccupations>,
}

/// One of the [`Indices`].
fn read_once<T>(cell: &OnceLock<T>, read: impl FnOnce() -> Result<T, onet_db::Error>) -> Result<&T, Refusal> {
    if let Some(value) = cell.get() {
        return Ok(value);
    }
    let value = read().map_err(Refusal::of_engine)?;
    Ok(cell.get_or_init(|| value))
}

fn tasks<'a>(call: &Call<'a>) -> Result<&'a TaskIndex, Refusal> {
    read_once(&call.source.indices().tasks, || TaskIndex::load(call.source.release()))
}

fn technology<'a>(call: &Call<'a>) -> Result<&'a TechnologyIndex, Refusal> {
    read_once(&call.source.indices().technology, || TechnologyIndex::load(call.source.release()))
}

/// Fails when the release lacks one of these tables.
fn require(call: &Call<'_>, tables: &[&str]) -> Result<(), Refusal> {
    call.source.release().require(tables).map_err(Refusal::of_engine)
}
