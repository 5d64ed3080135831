//! Lists by element: trees of elements, occupations rated on an element, occupations that fit an interest code.

use std::cmp::Reverse;

use onet_api::{operations, types};
use onet_db::elements::{Domain, Element, INTERESTS, Level, OutlineNode, RatedOccupation};
use onet_db::{Occupation, OccupationIndex};
use onet_domain::{DwaId, ElementId, GwaId, Interest, InterestCode, IwaId, JobZone, OnetSocCode};
use serde_json::{Value, json};

use super::body::{member, page_of, to_json};
use super::call::Call;
use super::element_lists::{ELEMENT_LISTS, ElementList};
use super::ids;
use super::references::{activity_ref, zone_ref};
use crate::error::Error;
use crate::pagination::{LIST_PAGE, PageRequest};

/// A tree of the listed elements, with links to the occupations rated on them.
pub(crate) fn tree(call: &Call<'_>, list: &ElementList) -> Result<Vec<u8>, Error> {
    let release = call.release();
    let mut nodes = Vec::new();
    for root in list.roots {
        nodes.extend(release.outline(list.domain, root)?);
    }
    if nodes.is_empty() {
        let label = call.import_label();
        return Err(Error::NotInSource(format!("The element {} is not in {label}.", list.roots[0])));
    }
    to_json(&element_nodes(call, list, nodes))
}

fn element_nodes(call: &Call<'_>, list: &ElementList, nodes: Vec<OutlineNode>) -> Vec<types::ElementNode> {
    let listed = nodes.into_iter().filter(is_listed);
    listed.map(|node| element_node(call, list, node)).collect()
}

fn element_node(call: &Call<'_>, list: &ElementList, node: OutlineNode) -> types::ElementNode {
    let Element { id, name, description } = node.element;
    types::ElementNode {
        href: node.is_rated.then(|| call.links.operation(list.occupations, &id)),
        id,
        name,
        description,
        child: element_nodes(call, list, node.children),
    }
}

/// Whether an element is part of a list. Since release 30.3 the outline continues from general activities to
/// intermediate and detailed ones, on which nothing is rated.
fn is_listed(node: &OutlineNode) -> bool {
    let Ok(id) = node.element.id.parse::<ElementId>() else { return true };
    IwaId::try_from(&id).is_err() && DwaId::try_from(&id).is_err()
}

/// The interest with this element id.
pub(super) fn interest_of(element: &str) -> Option<Interest> {
    let id: ElementId = element.parse().ok()?;
    Interest::try_from(&id).ok()
}

/// Whether an element is below a root of a list.
fn contains(list: &ElementList, element: &str) -> bool {
    let mut roots = list.roots.iter();
    roots.any(|root| element.strip_prefix(root).is_some_and(|rest| rest.starts_with('.')))
}

/// The link to the list of all occupations rated on an element.
pub(super) fn see_more(call: &Call<'_>, element: &str) -> String {
    if let Some(interest) = interest_of(element) {
        return call.links.operation(&operations::ONLINE_ONET_DATA_INTERESTS_OCCUPATIONS, interest.letter());
    }
    let list = ELEMENT_LISTS.iter().find(|list| contains(list, element));
    list.map(|list| call.links.operation(list.occupations, element)).unwrap_or_default()
}

/// An occupation with a job zone, and its rating.
pub(super) type RatedRow<'a> = (Occupation<'a>, JobZone, RatedOccupation);

/// The occupations with a job zone that are rated on an element, by title.
pub(super) fn rated_by_title<'a>(
    call: &Call<'_>,
    index: &'a OccupationIndex,
    domain: &Domain,
    element: &str,
) -> Result<Vec<RatedRow<'a>>, Error> {
    let rated = call.release().rated_occupations(domain, element)?;
    // The index is sorted by title, the ratings are sorted by code.
    let found = index.occupations().filter_map(|occupation| {
        let at = rated.binary_search_by_key(&occupation.code, |rated| rated.code).ok()?;
        Some((occupation, occupation.job_zone?, rated[at]))
    });
    Ok(found.collect())
}

/// The occupations rated on the element in the path.
pub(crate) fn rated(call: &Call<'_>, list: &ElementList) -> Result<Vec<u8>, Error> {
    let page = PageRequest::read(call.arguments, LIST_PAGE)?;
    let (release, domain, id) = (call.release(), list.domain, call.arguments.text("id"));
    let index = call.occupations()?;
    // Both lists of skills have the same domain.
    let element = release.element(id)?.filter(|_| contains(list, id));
    let mut found = rated_by_title(call, index, domain, id)?;
    let Some(element) = element.filter(|_| !found.is_empty()) else {
        return ids::refuse_element(call, domain, list.roots, id);
    };
    match call.arguments.text("sort") {
        // Sorted by title already.
        "title" => {}
        "code" => found.sort_by_key(|(occupation, ..)| occupation.code),
        "level" => found.sort_by_key(|(.., rating)| Reverse(rating.level)),
        _ => found.sort_by_key(|(.., rating)| Reverse((rating.score, rating.level))),
    }
    let mut summary = member("summary", &element_summary(element))?;
    let anchors = release.anchors(domain, id)?;
    if !anchors.is_empty() {
        let name = domain.anchored();
        let examples = anchors.iter().map(|point| json!({ name: point.value, "description": point.text }));
        summary.push(("example", examples.collect()));
    }
    page_of(call, page, &summary, &found, |rated| rated_item(call, index, list, rated))
}

fn rated_item(call: &Call<'_>, index: &OccupationIndex, list: &ElementList, rated: &RatedRow<'_>) -> Value {
    let (occupation, zone, rating) = rated;
    // The name of the score differs between domains, and with it the type of the item.
    let mut item = json!(call.occupation_ref(*occupation));
    item["job_zone"] = json!(zone_ref(index, *zone));
    match rating.level {
        Some(Level::Score(level)) => item["level"] = level.into(),
        Some(Level::NotRelevant) => item["level_not_relevant"] = true.into(),
        Some(Level::NotAvailable) | None => {}
    }
    if let Some(score) = rating.score {
        item[list.domain.score] = score.into();
    }
    if list.activities {
        item["detailed_work_activities"] =
            json!(activities_below(call, index, occupation.code).collect::<Vec<_>>());
    }
    item
}

/// The detailed activities of an occupation below the general one in the path.
fn activities_below<'a>(
    call: &Call<'_>,
    index: &'a OccupationIndex,
    code: OnetSocCode,
) -> impl Iterator<Item = types::ActivityRef> + use<'a> {
    let general: Option<GwaId> = call.arguments.text("id").parse().ok();
    let belongs = move |id: &str| {
        let id: Option<DwaId> = id.parse().ok();
        general.as_ref().zip(id).is_some_and(|(general, id)| general.contains(&id))
    };
    index.activities_of(code).filter(move |activity| belongs(activity.id)).map(activity_ref)
}

fn element_summary(element: Element) -> types::ElementSummary {
    types::ElementSummary { id: element.id, name: element.name, description: element.description }
}

/// The six interests with their elements.
fn six_interests(call: &Call<'_>) -> Result<Vec<(Interest, Element)>, Error> {
    let release = call.release();
    let nodes = release.outline(&INTERESTS, ids::INTEREST_GROUP)?;
    let elements = nodes.into_iter().map(|node| node.element);
    Ok(elements.filter_map(|element| Some((interest_of(&element.id)?, element))).collect())
}

/// The six interests, with links to their occupations.
pub(crate) fn interests(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let interests = six_interests(call)?.into_iter().map(|(interest, element)| types::InterestEntry {
        href: see_more(call, &element.id),
        id: element.id,
        interest_code: interest.letter().to_string(),
        name: element.name,
        description: element.description,
    });
    to_json(&interests.collect::<Vec<_>>())
}

/// The occupations whose interest code begins with the one in the path.
pub(crate) fn interest_occupations(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let page = PageRequest::read(call.arguments, LIST_PAGE)?;
    let wanted = call.arguments.text("interest_code");
    let interests = six_interests(call)?;
    let codes = call.release().interest_codes()?;
    let index = call.occupations()?;
    let found = index.occupations().filter_map(|occupation| {
        let code = *codes.get(&occupation.code)?;
        code.to_string().starts_with(wanted).then_some((occupation, occupation.job_zone?, code))
    });
    let mut found: Vec<(Occupation<'_>, JobZone, InterestCode)> = found.collect();
    match call.arguments.text("sort") {
        "code" => found.sort_by_key(|(occupation, ..)| occupation.code),
        "interest_code" => found.sort_by_key(|(.., code)| *code),
        // Sorted by title already.
        "title" => {}
        _ => found.sort_by_key(|(_, zone, _)| *zone),
    }
    let named = wanted.chars().filter_map(|letter| {
        let (_, element) = interests.iter().find(|(interest, _)| interest.letter() == letter)?;
        let Element { id, name, description } = element;
        let summary = [
            ("id", id),
            ("name", name),
            ("description", description),
            ("interest_code", &letter.to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), Value::from(value.as_str())));
        Some(Value::Object(summary.into_iter().collect()))
    });
    let summary: Value = named.collect();
    page_of(call, page, &[("summary", summary)], &found, |&(occupation, zone, interest_code)| {
        let types::OccupationRef { href, code, title, tags } = call.occupation_ref(occupation);
        let (job_zone, interest_code) = (zone_ref(index, zone), interest_code.to_string());
        types::InterestOccupation { href, code, title, tags, interest_code, job_zone, featured: None }
    })
}
