//! The sections of a career report that a release determines. They have the texts of the release, where the service has
//! plainer ones.

use onet_api::{operations, types};
use onet_db::elements::{Domain, Element, Rating, WORK_STYLES};
use onet_db::title_order;
use onet_domain::OnetSocCode;

use super::body::to_json;
use super::call::Call;
use super::report::{leading_examples, zone_of};
use crate::error::Error;

/// The largest number of elements in a section.
const ELEMENTS: usize = 6;

/// Which elements and groups a section may have.
pub(crate) struct GroupLimits {
    /// The lowest score of an element.
    pub(crate) lowest_score: i64,
    /// The largest number of groups.
    pub(crate) groups: usize,
}

/// What the answers of the live service show of knowledge.
pub(crate) static KNOWLEDGE_LIMITS: GroupLimits = GroupLimits { lowest_score: 50, groups: 4 };

/// For skills and abilities no limits are known.
pub(crate) static NO_LIMITS: GroupLimits = GroupLimits { lowest_score: 0, groups: ELEMENTS };

/// The largest number of elements in a group.
const OF_A_GROUP: usize = 2;

/// The largest number of categories of technology, and of examples of each.
const CATEGORIES: usize = 3;
const EXAMPLES: usize = 2;

fn no_data(call: &Call<'_>, code: OnetSocCode) -> Error {
    let section = call.operation.path.rsplit('/').next().unwrap_or_default();
    call.no_data(code, section)
}

fn element_ref(element: Element) -> types::ElementRef {
    types::ElementRef { id: element.id, name: element.name }
}

/// The most important elements of a domain, in groups. A group has the position of its most important element. Its id
/// is the beginning of an element id that matches one of the patterns, in which `*` matches any one part.
pub(crate) fn groups(
    call: &Call<'_>,
    domain: &Domain,
    patterns: &[&str],
    limits: &GroupLimits,
) -> Result<Vec<u8>, Error> {
    let code = call.known_occupation()?;
    let ratings = call.release().ratings(domain, code)?;
    let is_rated = !ratings.is_empty();
    let mut groups: Vec<types::ElementGroup> = Vec::new();
    let mut left = ELEMENTS;
    for element in important(ratings, limits.lowest_score) {
        if left == 0 {
            break;
        }
        let id = group_of(&element.id, patterns);
        match groups.iter().position(|group| group.id == id) {
            Some(place) if groups[place].element.len() == OF_A_GROUP => continue,
            Some(place) => groups[place].element.push(element_ref(element)),
            None if groups.len() == limits.groups => continue,
            None => groups.push(types::ElementGroup {
                id: id.to_owned(),
                name: call.known_element(id)?.name,
                element: vec![element_ref(element)],
            }),
        }
        left -= 1;
    }
    match is_rated {
        false => Err(no_data(call, code)),
        true => to_json(&groups),
    }
}

/// The elements of at least this score, the most important first.
fn important(ratings: Vec<Rating>, lowest_score: i64) -> impl Iterator<Item = Element> {
    ratings.into_iter().filter(move |rating| rating.score >= lowest_score).map(|rating| rating.element)
}

/// The group of an element; an element that matches no pattern is a group by itself.
fn group_of<'a>(element: &'a str, patterns: &[&str]) -> &'a str {
    let fits = |pattern: &&&str| {
        let mut parts = pattern.split('.').zip(element.split('.'));
        parts.all(|(wanted, part)| wanted == "*" || wanted == part)
    };
    let dots = patterns.iter().find(fits).map(|pattern| pattern.matches('.').count());
    let end = dots.and_then(|dots| element.match_indices('.').nth(dots));
    end.map_or(element, |(end, _)| &element[..end])
}

/// The strongest interest and the most important work styles.
pub(crate) fn personality(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = call.known_occupation()?;
    let top_interest = match call.release().interest_code(code)? {
        Some(interests) => Some(call.known_element(interests.first().element_id().as_str())?),
        None => None,
    };
    let styles = call.release().ratings(&WORK_STYLES, code)?;
    let work_styles: Vec<_> = important(styles, 0).take(ELEMENTS).map(element_ref).collect();
    if top_interest.is_none() && work_styles.is_empty() {
        return Err(no_data(call, code));
    }
    let top_interest = top_interest.map(|element| types::ElementSummary {
        id: element.id,
        name: element.name,
        description: element.description,
    });
    to_json(&types::CareerPersonality { top_interest, work_styles })
}

/// The categories of technology with the most examples.
pub(crate) fn technology(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = call.known_occupation()?;
    let technology = call.release().technology(code)?;
    let categories = technology.iter().take(CATEGORIES).map(|category| {
        let (mut examples, _) = leading_examples(category, EXAMPLES);
        examples.sort_by(|left, right| title_order(&left.title, &right.title));
        let examples = examples.into_iter().map(|example| types::CareerTechnologyExample {
            title: example.title.clone(),
            hot_technology: example.hot.then_some(true),
            in_demand: example.in_demand.then_some(true),
            percentage: None,
        });
        types::CareerTechnology {
            code: category.commodity,
            title: category.title.clone(),
            example: examples.collect(),
        }
    });
    match technology.is_empty() {
        true => Err(no_data(call, code)),
        false => to_json(&categories.collect::<Vec<_>>()),
    }
}

/// The job zone. A release does not hold the education that the service describes.
pub(crate) fn education(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = call.known_occupation()?;
    let zone = zone_of(call, code)?.ok_or_else(|| no_data(call, code))?;
    let list = match call.operation.tag {
        "veterans" => &operations::VETERANS_JOB_PREPARATION_CAREERS,
        _ => &operations::MNM_JOB_PREPARATION_CAREERS,
    };
    let job_zone = types::CareerJobZone {
        href: call.links.operation(list, zone.zone),
        code: zone.zone.into(),
        title: zone.name,
        experience: zone.experience,
        training: zone.job_training,
        education: zone.education,
    };
    to_json(&types::CareerEducation { job_zone: Some(job_zone), education_usually_needed: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_the_part_of_an_id_that_matches_a_pattern() {
        for (element, patterns, group) in [
            ("2.C.7.a", &["2.C.*"][..], "2.C.7"),
            ("2.C.6", &["2.C.*"], "2.C.6"),
            ("2.C.10", &["2.C.*"], "2.C.10"),
            ("2.A.1.b", &["2.A", "2.B.*"], "2.A"),
            ("2.B.4.e", &["2.A", "2.B.*"], "2.B.4"),
            ("1.A.1.a.3", &["1.A.*.*"], "1.A.1.a"),
            ("3.D.1.a", &["2.A", "2.B.*"], "3.D.1.a"),
        ] {
            assert_eq!(group_of(element, patterns), group, "{element}");
        }
    }
}
