//! The answers, as values of the client's own types: what the server says is what the client reads.

pub(crate) mod by_element;
pub(crate) mod careers;
pub(crate) mod database;
mod ids;
pub(crate) mod listings;
pub(crate) mod outline;
mod page;
pub(crate) mod related;
pub(crate) mod report;
pub(crate) mod taxonomy;

use onet_api::operation::{Location, Operation, ParameterType};
use onet_api::{operations, types};
use onet_db::elements::Element;
use onet_db::{Occupation, OccupationIndex, RelatedSort};
use onet_domain::{DwaId, JobZone, OnetSocCode};
use serde::Serialize;

use crate::answers::listings::occupation_flags::tags;
use crate::answers::page::page_of;
use crate::error::Refusal;
use crate::pagination::Request;
use crate::rules::Call;

fn to_json(answer: &impl Serialize) -> Result<Vec<u8>, Refusal> {
    serde_json::to_vec(answer).map_err(Refusal::failed)
}

fn occupations<'a>(call: &Call<'a>) -> Result<&'a OccupationIndex, Refusal> {
    call.source.release().occupations().map_err(Refusal::of_engine)
}

/// Fails when the release lacks what the activities rest on.
fn require_activities(call: &Call<'_>) -> Result<(), Refusal> {
    call.source.release().require(&["dwa_reference", "tasks_to_dwas"]).map_err(Refusal::of_engine)
}

pub(crate) fn about(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let reference = |page: &str, name: String| types::ReleaseRef {
        name,
        url: format!("https://www.onetcenter.org/{page}.html"),
    };
    to_json(&types::About {
        api_version: operations::API_VERSION.to_owned(),
        database: reference("database", call.source.label()),
        taxonomy: reference("taxonomy", call.source.release().manifest().taxonomy.clone()),
    })
}

/// The operations directly below the path that need nothing more than what the path says.
pub(crate) fn index(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let below: Vec<_> = operations::ALL
        .into_iter()
        .filter(|operation| is_directly_below(operation, call.operation))
        .flat_map(|operation| {
            let title = operation.summary.trim_end_matches('.');
            paths_of(operation).into_iter().map(move |path| (path, title))
        })
        .map(|(path, title)| types::ServiceReference { href: call.links.to(&path), title: title.to_owned() })
        .collect();
    to_json(&below)
}

/// Whether an index lists an operation: it stands below the index, no other operation stands between them, and its
/// path holds nothing but closed choices.
fn is_directly_below(operation: &Operation, index: &Operation) -> bool {
    let is_below = |inner: &Operation, outer: &Operation| {
        inner.id != outer.id && outer.path.ends_with('/') && inner.path.starts_with(outer.path)
    };
    let is_open = |operation: &Operation| {
        operation.parameters.iter().any(|parameter| {
            parameter.location == Location::Path
                && !matches!(parameter.kind, ParameterType::Choice(_))
                && !index.path.contains(&format!("{{{}}}", parameter.name))
        })
    };
    is_below(operation, index)
        && !is_open(operation)
        && !operations::ALL
            .into_iter()
            .any(|between| is_below(between, index) && is_below(operation, between) && !is_open(between))
}

/// The paths of an operation, one for each combination of its choices; a path from a thing to itself is left out.
fn paths_of(operation: &Operation) -> Vec<String> {
    let choices = operation.parameters.iter().filter(|parameter| parameter.location == Location::Path);
    choices.fold(vec![operation.path.to_owned()], |paths, parameter| {
        let ParameterType::Choice(words) = parameter.kind else { return paths };
        let template = format!("{{{}}}", parameter.name);
        paths
            .iter()
            .flat_map(|path| {
                words
                    .iter()
                    .filter(|word| !path.split('/').any(|segment| segment == **word))
                    .map(|word| path.replace(&template, word))
            })
            .collect()
    })
}

pub(crate) fn search(call: &Call<'_>, leads_to: &Operation, default_size: u32) -> Result<Vec<u8>, Refusal> {
    let page = Request::read(call.arguments, default_size)?;
    let index = occupations(call)?;
    let found = call.source.search()?.keyword(call.arguments.text("keyword")).map_err(Refusal::failed)?;
    let found: Vec<Occupation<'_>> = found.iter().filter_map(|hit| index.occupation(hit.code)).collect();
    page_of(call, page, &[], &found, |occupation| types::OccupationRef {
        href: call.links.operation(leads_to, occupation.code),
        ..occupation_ref(call, *occupation)
    })
}

pub(crate) fn activities(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    require_activities(call)?;
    let code = known_occupation(call)?;
    let index = occupations(call)?;
    let activities: Vec<_> = index.activities_of(code).map(activity_ref).collect();
    if activities.is_empty() {
        let label = call.source.label();
        return Err(Refusal::parameter(format!("{code} has no detailed work activities in {label}.")));
    }
    to_json(&activities)
}

pub(crate) fn related_activities(call: &Call<'_>, default_size: u32) -> Result<Vec<u8>, Refusal> {
    let page = Request::read(call.arguments, default_size)?;
    require_activities(call)?;
    let code = known_occupation(call)?;
    let chosen = call.arguments.list("activities").iter();
    let chosen: Vec<DwaId> = chosen.map(|id| ids::known_activity(call, id)).collect::<Result<_, _>>()?;
    let sort = call.arguments.text("sort");
    let sort = RelatedSort::from_name(sort)
        .ok_or_else(|| Refusal::parameter(format!("sort {sort} is not known to this version of onet")))?;
    let index = occupations(call)?;
    let related = index.related(code, &chosen, sort);
    page_of(call, page, &[], &related, |related| types::RelatedActivitiesOccupation {
        href: call.links.operation(&operations::ONLINE_OCCUPATIONS_OVERVIEW, related.code()),
        code: related.code().to_string(),
        title: related.title().to_owned(),
        tags: tags(call, related.code()),
        job_zone: types::JobZoneRef {
            code: related.job_zone().into(),
            title: related.job_zone_title().to_owned(),
        },
        activities: types::RelatedActivitiesOverlap {
            shared: related.shared().map(activity_ref).collect(),
            similar: related.similar().map(activity_ref).collect(),
            full: related.full().map(activity_ref).collect(),
        },
    })
}

/// An occupation, with the address of the report of the service that was called.
fn occupation_ref(call: &Call<'_>, occupation: Occupation<'_>) -> types::OccupationRef {
    let report = match call.operation.tag {
        "mnm" => &operations::MNM_CAREERS_OVERVIEW,
        "veterans" => &operations::VETERANS_CAREERS_OVERVIEW,
        _ => &operations::ONLINE_OCCUPATIONS_OVERVIEW,
    };
    types::OccupationRef {
        href: call.links.operation(report, occupation.code),
        code: occupation.code.to_string(),
        title: occupation.title.to_owned(),
        tags: tags(call, occupation.code),
    }
}

/// The element of an id in the content model.
fn known_element(call: &Call<'_>, id: &str) -> Result<Element, Refusal> {
    let found = call.source.release().element(id)?;
    found.ok_or_else(|| unknown(call, &format!("The element {id}")))
}

fn zone_ref(index: &OccupationIndex, zone: JobZone) -> types::JobZoneRef {
    types::JobZoneRef { code: zone.into(), title: index.job_zone_title(zone).to_owned() }
}

fn activity_ref(activity: onet_db::Activity<'_>) -> types::ActivityRef {
    types::ActivityRef { id: activity.id.to_owned(), title: activity.title.to_owned() }
}

/// The occupation of the path.
fn known_occupation(call: &Call<'_>) -> Result<OnetSocCode, Refusal> {
    let text = call.arguments.text("code");
    let code: OnetSocCode = text.parse().map_err(|failure| Refusal::parameter(format!("{failure}")))?;
    let index = occupations(call)?;
    match index.has_occupation(code) {
        true => Ok(code),
        false => Err(unknown(call, &format!("The O*NET-SOC code {code}"))),
    }
}

/// A code that the source does not know is wrong, unless the source is the sample: that knows very few.
fn unknown(call: &Call<'_>, what: &str) -> Refusal {
    not_there(call, format!("{what} is not in {}.", call.source.label()))
}

/// As [`unknown`], in words of its own.
fn not_there(call: &Call<'_>, message: String) -> Refusal {
    match call.source.release().is_sample() {
        true => Refusal::NotInSource(message),
        false => Refusal::Parameter(message),
    }
}
