//! A list of occupations: a selection, in the requested order, one page of it.

use std::cmp::Reverse;

use onet_api::types;
use onet_db::{Occupation, OccupationIndex};
use onet_domain::JobZone;
use serde::Serialize;

use super::selected::{Detail, Selected};
use super::selection::Selection;
use super::summaries::Summary;
use crate::error::Error;
use crate::pagination::{LIST_PAGE, PageRequest};
use crate::views::body::page_of;
use crate::views::call::Call;
use crate::views::references::{family_title, zone_ref};

/// The members that an item has besides code and title, and besides those of its selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// No others.
    Title,
    /// The job zone; occupations without one are not listed.
    JobZone,
    /// The job family.
    JobFamily,
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

/// The page of a list: its summary, then the selected occupations.
pub(crate) fn list(
    call: &Call<'_>,
    selection: Selection,
    shows: Shows,
    summary: Summary,
) -> Result<Vec<u8>, Error> {
    let page = PageRequest::read(call.arguments, LIST_PAGE)?;
    let index = call.occupations()?;
    let mut selected = selection.select(call, candidates(call, index, selection, shows)?)?;
    sort(&mut selected, call.arguments.text("sort"));
    let summary = summary.members(call)?;
    page_of(call, page, &summary, &selected, |selected| item(call, index, shows, selected))
}

/// The occupations that can be in the list, by title. A career is an occupation with a job zone.
fn candidates<'a>(
    call: &Call<'a>,
    index: &'a OccupationIndex,
    selection: Selection,
    shows: Shows,
) -> Result<Vec<Occupation<'a>>, Error> {
    let lists_careers = call.operation.tag != "online";
    let needs_zone = shows == Shows::JobZone || selection == Selection::JobZone || lists_careers;
    // The operations of the Interest Profiler can filter by job zone.
    let only = call.arguments.integer("zone").and_then(|zone| JobZone::try_from(zone).ok());
    let fits = |zone: Option<JobZone>| (!needs_zone || zone.is_some()) && (only.is_none() || zone == only);
    let mut candidates: Vec<_> = index.occupations().filter(|occupation| fits(occupation.job_zone)).collect();
    if lists_careers {
        let careers = call.indices().careers(call.release())?;
        candidates.sort_by_key(|occupation| careers.place(occupation.code));
    }
    Ok(candidates)
}

fn item<'a>(call: &Call<'_>, index: &OccupationIndex, shows: Shows, selected: &'a Selected<'a>) -> Item<'a> {
    let Occupation { code, job_zone, .. } = selected.occupation;
    let zone = job_zone.filter(|_| shows == Shows::JobZone);
    let family = code.major_group().filter(|_| shows == Shows::JobFamily);
    Item {
        occupation: call.occupation_ref(selected.occupation),
        job_zone: zone.map(|zone| zone_ref(index, zone)),
        job_family: family.map(|family| types::JobFamilyRef {
            code: family.to_string(),
            title: family_title(family).to_owned(),
        }),
        detail: &selected.detail,
    }
}

/// Sorts a selection, which comes by title or as a search ranks it, by a sort word of the contract.
fn sort(selected: &mut [Selected<'_>], sort: &str) {
    match sort {
        "title" => {}
        "code" => selected.sort_by_key(|selected| selected.occupation.code),
        "zone" | "job_zone" => selected.sort_by_key(|selected| selected.occupation.job_zone),
        "family" | "job_family" => {
            selected.sort_by_key(|selected| selected.occupation.code.major_group().map(family_title));
        }
        _ => selected.sort_by_key(|selected| Reverse(selected.weight)),
    }
}
