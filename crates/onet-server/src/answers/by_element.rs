//! The lists by element: trees of elements, the occupations rated on one, and those that fit an interest code.

use std::cmp::Reverse;

use onet_api::{operations, types};
use onet_db::elements::{Domain, Element, INTERESTS, Level, OutlineNode, RatedOccupation};
use onet_db::{Occupation, OccupationIndex};
use onet_domain::{DwaId, ElementId, GwaId, Interest, InterestCode, IwaId, JobZone, OnetSocCode};
use serde_json::{Value, json};

use super::page::page_of;
use super::{ids, occupation_ref, occupations, to_json, zone_ref};
use crate::error::Refusal;
use crate::pagination::Request;
use crate::rules::occupations::{LISTINGS, Listing};
use crate::rules::{Call, LISTING_PAGE};

pub(crate) fn tree(call: &Call<'_>, listing: &Listing) -> Result<Vec<u8>, Refusal> {
    let release = call.source.release();
    let mut nodes = Vec::new();
    for root in listing.roots {
        nodes.extend(release.outline(listing.domain, root)?);
    }
    if nodes.is_empty() {
        let label = call.source.label();
        return Err(Refusal::NotInSource(format!("The element {} is not in {label}.", listing.roots[0])));
    }
    to_json(&element_nodes(call, listing, nodes))
}

fn element_nodes(call: &Call<'_>, listing: &Listing, nodes: Vec<OutlineNode>) -> Vec<types::ElementNode> {
    let listed = nodes.into_iter().filter(is_listed);
    listed.map(|node| element_node(call, listing, node)).collect()
}

fn element_node(call: &Call<'_>, listing: &Listing, node: OutlineNode) -> types::ElementNode {
    let Element { id, name, description } = node.element;
    types::ElementNode {
        href: node.is_rated.then(|| call.links.operation(listing.occupations, &id)),
        id,
        name,
        description,
        child: element_nodes(call, listing, node.children),
    }
}

/// Whether an element is part of a list. Since release 30.3 the outline goes on from general activities to intermediate
/// and detailed ones, which nothing is rated on.
fn is_listed(node: &OutlineNode) -> bool {
    let Ok(id) = node.element.id.parse::<ElementId>() else { return true };
    IwaId::try_from(&id).is_err() && DwaId::try_from(&id).is_err()
}

/// The interest that an element is.
pub(super) fn interest_of(element: &str) -> Option<Interest> {
    let id: ElementId = element.parse().ok()?;
    Interest::try_from(&id).ok()
}

/// Whether an element stands below a root of a list.
fn holds(listing: &Listing, element: &str) -> bool {
    let mut roots = listing.roots.iter();
    roots.any(|root| element.strip_prefix(root).is_some_and(|rest| rest.starts_with('.')))
}

/// Where all occupations rated on an element are listed.
pub(super) fn see_more(call: &Call<'_>, element: &str) -> String {
    if let Some(interest) = interest_of(element) {
        return call.links.operation(&operations::ONLINE_ONET_DATA_INTERESTS_OCCUPATIONS, interest.letter());
    }
    let listing = LISTINGS.iter().find(|listing| holds(listing, element));
    listing.map(|listing| call.links.operation(listing.occupations, element)).unwrap_or_default()
}

/// An occupation with a job zone, and its rating.
pub(super) type Rated<'a> = (Occupation<'a>, JobZone, RatedOccupation);

/// The occupations with a job zone that are rated on an element, by title.
pub(super) fn rated_by_title<'a>(
    call: &Call<'_>,
    index: &'a OccupationIndex,
    domain: &Domain,
    element: &str,
) -> Result<Vec<Rated<'a>>, Refusal> {
    let rated = call.source.release().rated_occupations(domain, element)?;
    // The index is in the order of titles, the ratings are in that of codes.
    let found = index.occupations().filter_map(|occupation| {
        let at = rated.binary_search_by_key(&occupation.code, |rated| rated.code).ok()?;
        Some((occupation, occupation.job_zone?, rated[at]))
    });
    Ok(found.collect())
}

pub(crate) fn rated(call: &Call<'_>, listing: &Listing) -> Result<Vec<u8>, Refusal> {
    let asked = Request::read(call.arguments, LISTING_PAGE)?;
    let (release, domain, id) = (call.source.release(), listing.domain, call.arguments.text("id"));
    release.require(&[domain.table])?;
    let index = occupations(call)?;
    // Two lists may be of one domain, as those of skills are.
    let element = release.element(id)?.filter(|_| holds(listing, id));
    let mut found = rated_by_title(call, index, domain, id)?;
    let Some(element) = element.filter(|_| !found.is_empty()) else {
        return ids::refuse_element(call, domain, listing.roots, id);
    };
    match call.arguments.text("sort") {
        // They come by title.
        "title" => {}
        "code" => found.sort_by_key(|(occupation, ..)| occupation.code),
        "level" => found.sort_by_key(|(.., rating)| Reverse(rating.level)),
        _ => found.sort_by_key(|(.., rating)| Reverse(rating.score)),
    }
    let mut head = vec![("summary", element_summary(&element))];
    let anchors = release.anchors(domain, id)?;
    if !anchors.is_empty() {
        let name = domain.anchored();
        let examples = anchors.iter().map(|point| json!({ name: point.value, "description": point.text }));
        head.push(("example", examples.collect()));
    }
    page_of(call, asked, &head, &found, |rated| rated_item(call, index, listing, rated))
}

fn rated_item(call: &Call<'_>, index: &OccupationIndex, listing: &Listing, rated: &Rated<'_>) -> Value {
    let (occupation, zone, rating) = rated;
    let mut item = json!(occupation_ref(call, *occupation));
    item["job_zone"] = json!(zone_ref(index, *zone));
    match rating.level {
        Some(Level::Score(level)) => item["level"] = level.into(),
        Some(Level::NotRelevant) => item["level_not_relevant"] = true.into(),
        None => {}
    }
    if let Some(score) = rating.score {
        item[listing.domain.score] = score.into();
    }
    if listing.activities {
        item["detailed_work_activities"] = activities_below(call, index, occupation.code).collect();
    }
    item
}

/// The detailed activities of an occupation that belong to the general one of the call.
fn activities_below<'a>(
    call: &Call<'_>,
    index: &'a OccupationIndex,
    code: OnetSocCode,
) -> impl Iterator<Item = Value> + use<'a> {
    let general: Option<GwaId> = call.arguments.text("id").parse().ok();
    let belongs = move |id: &str| {
        let id: Option<DwaId> = id.parse().ok();
        general.as_ref().zip(id).is_some_and(|(general, id)| general.contains(&id))
    };
    index
        .activities_of(code)
        .filter(move |activity| belongs(activity.id))
        .map(|activity| json!({ "id": activity.id, "title": activity.title }))
}

fn element_summary(element: &Element) -> Value {
    json!({ "id": element.id, "name": element.name, "description": element.description })
}

/// The six interests with their elements.
fn six_interests(call: &Call<'_>) -> Result<Vec<(Interest, Element)>, Refusal> {
    let release = call.source.release();
    release.require(&[INTERESTS.table])?;
    let nodes = release.outline(&INTERESTS, ids::INTEREST_GROUP)?;
    let elements = nodes.into_iter().map(|node| node.element);
    Ok(elements.filter_map(|element| Some((interest_of(&element.id)?, element))).collect())
}

pub(crate) fn interests(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let interests = six_interests(call)?.into_iter().map(|(interest, element)| types::InterestEntry {
        href: see_more(call, &element.id),
        id: element.id,
        interest_code: interest.letter().to_string(),
        name: element.name,
        description: element.description,
    });
    to_json(&interests.collect::<Vec<_>>())
}

/// The occupations whose interest code begins with the one asked for.
pub(crate) fn interest_occupations(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let asked = Request::read(call.arguments, LISTING_PAGE)?;
    let wanted = call.arguments.text("interest_code");
    let interests = six_interests(call)?;
    let codes = call.source.release().interest_codes()?;
    let index = occupations(call)?;
    let found = index.occupations().filter_map(|occupation| {
        let code = *codes.get(&occupation.code)?;
        code.to_string().starts_with(wanted).then_some((occupation, occupation.job_zone?, code))
    });
    let mut found: Vec<(Occupation<'_>, JobZone, InterestCode)> = found.collect();
    match call.arguments.text("sort") {
        "code" => found.sort_by_key(|(occupation, ..)| occupation.code),
        "interest_code" => found.sort_by_key(|(.., code)| *code),
        // They come by title.
        "title" => {}
        _ => found.sort_by_key(|(_, zone, _)| *zone),
    }
    let named = wanted.chars().filter_map(|letter| {
        let (_, element) = interests.iter().find(|(interest, _)| interest.letter() == letter)?;
        let mut summary = element_summary(element);
        summary["interest_code"] = letter.to_string().into();
        Some(summary)
    });
    let summary: Value = named.collect();
    page_of(call, asked, &[("summary", summary)], &found, |&(occupation, zone, interest_code)| {
        let types::OccupationRef { href, code, title, tags } = occupation_ref(call, occupation);
        let (job_zone, interest_code) = (zone_ref(index, zone), interest_code.to_string());
        types::InterestOccupation { href, code, title, tags, interest_code, job_zone, featured: None }
    })
}
