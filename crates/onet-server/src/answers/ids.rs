//! The ids that calls take from a release, and what a refusal of one says.
//!
//! Releases number their work styles and activities differently. An id is looked up as it is written and never
//! translated; a refusal shows an id that the release has, so that its form can be seen.

use onet_db::elements::{Domain, INTERESTS, OutlineNode};
use onet_domain::DwaId;

use super::{not_there, occupations};
use crate::error::Refusal;
use crate::rules::Call;
use crate::rules::occupations::LISTINGS;

/// The group of the six interests.
pub(super) const INTEREST_GROUP: &str = "1.B.1";

/// What the elements of a domain are called, where the name of the domain is no plural.
const NOUNS: [(&str, &str); 2] =
    [("knowledge", "areas of knowledge"), ("work_context", "conditions of work")];

/// The detailed work activity of an id.
pub(super) fn known_activity(call: &Call<'_>, text: &str) -> Result<DwaId, Refusal> {
    let id: DwaId = text.parse().map_err(|failure| Refusal::parameter(format!("{failure}")))?;
    let index = occupations(call)?;
    if index.has_activity(&id) {
        return Ok(id);
    }
    let ids =
        || index.occupations().flat_map(|occupation| index.activities_of(occupation.code)).map(|own| own.id);
    let general = id.gwa();
    let is_near = |id: &&str| id.parse().is_ok_and(|id: DwaId| general.contains(&id));
    refuse(call, text, "detailed work activities", ids().find(is_near).or_else(|| ids().next()))
}

/// Refuses an id on which the release rates no occupation: it is not in the release, or is none of the domain.
pub(super) fn refuse_element<T>(
    call: &Call<'_>,
    domain: &Domain,
    roots: &[&str],
    id: &str,
) -> Result<T, Refusal> {
    let noun = match NOUNS.iter().find(|(name, _)| *name == domain.name) {
        Some((_, noun)) => (*noun).to_owned(),
        None => domain.name.replace('_', " "),
    };
    let mut example = None;
    for root in roots {
        let nodes = call.source.release().outline(domain, root)?;
        example = example.or_else(|| first_rated(&nodes).map(str::to_owned));
    }
    refuse(call, id, &noun, example.as_deref())
}

/// The elements below which those of a domain stand.
pub(super) fn roots_of(domain: &Domain) -> Vec<&'static str> {
    match domain == &INTERESTS {
        true => vec![INTEREST_GROUP],
        false => {
            LISTINGS.iter().filter(|row| row.domain == domain).flat_map(|row| row.roots).copied().collect()
        }
    }
}

fn first_rated(nodes: &[OutlineNode]) -> Option<&str> {
    nodes.iter().find_map(|node| match node.is_rated {
        true => Some(node.element.id.as_str()),
        false => first_rated(&node.children),
    })
}

/// Refuses an id that names none of such things in the release, and shows one that does.
pub(super) fn refuse<T>(call: &Call<'_>, id: &str, noun: &str, example: Option<&str>) -> Result<T, Refusal> {
    let (release, label) = (call.source.release(), call.source.label());
    // What is an element is in the release, but is something else.
    let is_element = release.has_table("content_model_reference") && release.element(id)?.is_some();
    let message = match (is_element, example) {
        (false, Some(example)) => format!("{id} is not in {label}, whose {noun} have ids such as {example}."),
        (false, None) => format!("{id} is not in {label}."),
        (true, Some(example)) => {
            format!("{id} is none of the {noun} of {label}, which have ids such as {example}.")
        }
        (true, None) => format!("{id} is none of the {noun} of {label}."),
    };
    Err(not_there(call, message))
}
