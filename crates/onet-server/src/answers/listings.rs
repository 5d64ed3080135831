//! Lists of occupations: a set of them, in the order that was asked for, one page of it.

pub(crate) mod choices;
pub(crate) mod clusters;
pub(crate) mod crosswalks;
mod heads;
pub(crate) mod marks;
pub(crate) mod matches;
pub(crate) mod profiles;
pub(crate) mod questions;
mod sets;
pub(crate) mod skills;

use std::cmp::Reverse;
use std::sync::OnceLock;

use onet_api::operation::Operation;
use onet_api::{operations, types};
use onet_db::rusqlite::{self, Row, params_from_iter};
use onet_db::{
    ActivityIndex, CareerCluster, ClusteredOccupations, Occupation, RelatedTasks, Release, Task, TaskIndex,
    TechnologyIndex,
};
use onet_domain::{JobZone, MajorGroup};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::answers::{engine, to_json, unknown};
use crate::refusal::Refusal;
use crate::rules::Call;
use crate::window::{Request, Window};

pub(crate) use heads::Head;
pub(crate) use sets::{Set, tasks_of};

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
    let index = engine(call)?;
    let mut found = listing.set.find(call, listing.candidates(call, index)?)?;
    put_in_order(&mut found, call.arguments.text("sort"));
    let window = page.window(found.len(), call.links);
    let items: Vec<_> =
        found[window.range.clone()].iter().map(|found| listing.item(call, index, found)).collect();
    page_of(call, window, listing.head.members(call)?, &items)
}

impl Listing {
    /// The occupations that can be in the list, by title. A career is an occupation with a job zone.
    fn candidates<'a>(
        &self,
        call: &Call<'a>,
        index: &'a ActivityIndex,
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

    fn item<'a>(&self, call: &Call<'_>, index: &ActivityIndex, found: &'a Found<'a>) -> Item<'a> {
        let Occupation { code, job_zone, .. } = found.occupation;
        let zone = job_zone.filter(|_| self.shows == Shows::JobZone);
        let family = code.major_group().filter(|_| self.shows == Shows::JobFamily);
        Item {
            occupation: occupation_ref(call, found.occupation),
            job_zone: zone.map(|zone| types::JobZoneRef {
                code: zone.into(),
                title: index.job_zone_title(zone).to_owned(),
            }),
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

fn occupation_ref(call: &Call<'_>, occupation: Occupation<'_>) -> types::OccupationRef {
    let report = match call.operation.tag {
        "mnm" => &operations::MNM_CAREERS_OVERVIEW,
        "veterans" => &operations::VETERANS_CAREERS_OVERVIEW,
        _ => &operations::ONLINE_OCCUPATIONS_OVERVIEW,
    };
    let code = occupation.code.to_string();
    types::OccupationRef {
        href: call.links.to(&report.path.replace("{code}", &code)),
        title: occupation.title.to_owned(),
        tags: marks::tags(call, occupation.code),
        code,
    }
}

/// Everything but what RFC 3986 calls unreserved.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The address of an operation with one parameter in its path.
fn link(call: &Call<'_>, operation: &Operation, value: &str) -> String {
    let value = utf8_percent_encode(value, SEGMENT).to_string();
    let path: Vec<_> = operation
        .path
        .split('/')
        .map(|segment| if segment.starts_with('{') { value.as_str() } else { segment })
        .collect();
    call.links.to(&path.join("/"))
}

/// A page with members of its own before the items, which stand under the name that the contract gives them.
struct Page<'a, T> {
    window: Window,
    head: Vec<(&'static str, Value)>,
    name: &'static str,
    items: &'a [T],
}

fn page_of<T: Serialize>(
    call: &Call<'_>,
    window: Window,
    head: Vec<(&'static str, Value)>,
    items: &[T],
) -> Result<Vec<u8>, Refusal> {
    to_json(&Page { window, head, name: call.operation.items().unwrap_or("occupation"), items })
}

impl<T: Serialize> Serialize for Page<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Window { start, end, total, prev, next, .. } = &self.window;
        let mut page = serializer.serialize_map(None)?;
        for (name, number) in [("start", start), ("end", end), ("total", total)] {
            page.serialize_entry(name, number)?;
        }
        for (name, link) in [("prev", prev), ("next", next)] {
            if let Some(link) = link {
                page.serialize_entry(name, link)?;
            }
        }
        for (name, member) in &self.head {
            page.serialize_entry(name, member)?;
        }
        page.serialize_entry(self.name, self.items)?;
        page.end()
    }
}

/// What lists are made from, each read when first asked for.
#[derive(Debug, Default)]
pub(crate) struct Indices {
    tasks: OnceLock<TaskIndex>,
    technology: OnceLock<TechnologyIndex>,
    skills: OnceLock<skills::SoftSkills>,
    profiles: OnceLock<profiles::Profiles>,
    names: [OnceLock<matches::Names>; 3],
    crosswalks: [OnceLock<crosswalks::Entries>; 6],
    marks: [OnceLock<marks::Marks>; 2],
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

/// The rows of a question with at most one parameter.
fn rows<T>(
    release: &Release,
    sql: &str,
    parameter: Option<&str>,
    row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, onet_db::Error> {
    release.read(|connection| {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map(params_from_iter(parameter), row)?;
        rows.collect()
    })
}

/// The name and the description of an element of the content model.
fn element(call: &Call<'_>, id: &str) -> Result<(String, String), Refusal> {
    require(call, &["content_model_reference"])?;
    let sql = "SELECT element_name, description FROM content_model_reference WHERE element_id = ?1";
    let found = rows(call.source.release(), sql, Some(id), |row| Ok((row.get(0)?, row.get(1)?)));
    let found = found.map_err(Refusal::of_engine)?;
    found.into_iter().next().ok_or_else(|| unknown(call, &format!("The element {id}")))
}
