//! Ids of a release in calls, and the errors for unknown ones.
//!
//! Releases number their work styles and activities differently. Ids are looked up as written and never translated; the
//! error for an unknown id shows an id of the release as an example.

use onet_db::elements::{Domain, INTERESTS, OutlineNode};
use onet_domain::DwaId;

use super::call::Call;
use super::element_lists::ELEMENT_LISTS;
use crate::error::Error;

/// The group of the six interests.
pub(super) const INTEREST_GROUP: &str = "1.B.1";

/// The plural nouns of domains whose name is not a plural.
const NOUNS: [(&str, &str); 2] =
    [("knowledge", "areas of knowledge"), ("work_context", "conditions of work")];

/// The detailed work activity with this id.
pub(super) fn known_activity(call: &Call<'_>, text: &str) -> Result<DwaId, Error> {
    let id: DwaId = text.parse().map_err(|failure| Error::parameter(format!("{failure}")))?;
    let index = call.occupations()?;
    if index.has_activity(&id) {
        return Ok(id);
    }
    let ids =
        || index.occupations().flat_map(|occupation| index.activities_of(occupation.code)).map(|own| own.id);
    let general = id.gwa();
    let is_near = |id: &&str| id.parse().is_ok_and(|id: DwaId| general.contains(&id));
    refuse(call, text, "detailed work activities", ids().find(is_near).or_else(|| ids().next()))
}

/// Refuses an id on which the release rates no occupation: the release does not have it, or it belongs to another
/// domain.
pub(super) fn refuse_element<T>(
    call: &Call<'_>,
    domain: &Domain,
    roots: &[&str],
    id: &str,
) -> Result<T, Error> {
    let noun = match NOUNS.iter().find(|(name, _)| *name == domain.name) {
        Some((_, noun)) => (*noun).to_owned(),
        None => domain.name.replace('_', " "),
    };
    let mut example = None;
    for root in roots {
        let nodes = call.release().outline(domain, root)?;
        example = example.or_else(|| first_rated(&nodes).map(str::to_owned));
    }
    refuse(call, id, &noun, example.as_deref())
}

/// The ids of the elements whose descendants form the domain.
pub(super) fn roots_of(domain: &Domain) -> Vec<&'static str> {
    match domain == &INTERESTS {
        true => vec![INTEREST_GROUP],
        false => ELEMENT_LISTS
            .iter()
            .filter(|row| row.domain == domain)
            .flat_map(|row| row.roots)
            .copied()
            .collect(),
    }
}

fn first_rated(nodes: &[OutlineNode]) -> Option<&str> {
    nodes.iter().find_map(|node| match node.is_rated {
        true => Some(node.element.id.as_str()),
        false => first_rated(&node.children),
    })
}

/// Refuses an unknown id, with an example of a known one.
pub(super) fn refuse<T>(call: &Call<'_>, id: &str, noun: &str, example: Option<&str>) -> Result<T, Error> {
    let (release, label, place) = (call.release(), call.label(), call.import_label());
    // An element of the release, but of another kind.
    let is_element = release.has_table("content_model_reference") && release.element(id)?.is_some();
    let message = match (is_element, example) {
        (false, Some(example)) => format!("{id} is not in {place}, whose {noun} have ids such as {example}."),
        (false, None) => format!("{id} is not in {place}."),
        (true, Some(example)) => {
            format!("{id} is none of the {noun} of {label}, which have ids such as {example}.")
        }
        (true, None) => format!("{id} is none of the {noun} of {label}."),
    };
    Err(call.not_in_release(message))
}
