//! The sections of the report on a career that a release determines. Their words are those of the release, where the
//! service has plainer ones.

use onet_api::{operations, types};
use onet_db::elements::{Domain, Element, INTERESTS, WORK_STYLES};
use onet_db::title_order;
use onet_domain::OnetSocCode;

use super::report::{leading_examples, zone_of};
use super::{known_element, known_occupation, to_json, unknown};
use crate::error::Refusal;
use crate::rules::Call;

/// A section of the report on a career.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Career {
    /// The most important elements of a kind, by the groups that they belong to. A group is the beginning of an id
    /// that fits one of the patterns; `*` is any one part.
    Groups(&'static Domain, &'static [&'static str]),
    /// The strongest interest and the most important work styles.
    Personality,
    /// The categories of technology with the most examples.
    Technology,
    /// The job zone. What education is usual, the service says in words of its own.
    Education,
}

/// Elements of a section.
const ELEMENTS: usize = 6;

/// Elements of a group.
const OF_A_GROUP: usize = 2;

/// Categories of technology, and examples of each.
const CATEGORIES: usize = 3;
const EXAMPLES: usize = 2;

pub(crate) fn answer(section: Career, call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    match section {
        Career::Groups(domain, patterns) => groups(call, domain, patterns),
        Career::Personality => personality(call),
        Career::Technology => technology(call),
        Career::Education => education(call),
    }
}

/// The career of the path, in a release that has the tables of the section.
fn career(call: &Call<'_>, tables: &[&str]) -> Result<OnetSocCode, Refusal> {
    call.source.release().require(tables)?;
    known_occupation(call)
}

fn no_data(call: &Call<'_>, code: OnetSocCode) -> Refusal {
    let section = call.operation.path.rsplit('/').next().unwrap_or_default();
    unknown(call, &format!("The section {section} of the career {code}"))
}

/// The elements that a career is rated on, the most important first.
fn rated(
    call: &Call<'_>,
    domain: &Domain,
    code: OnetSocCode,
) -> Result<impl Iterator<Item = Element>, Refusal> {
    let ratings = call.source.release().ratings(domain, code)?;
    Ok(ratings.into_iter().map(|rating| rating.element))
}

fn element_ref(element: Element) -> types::ElementRef {
    types::ElementRef { id: element.id, name: element.name }
}

/// A group stands where its most important element would.
fn groups(call: &Call<'_>, domain: &Domain, patterns: &[&str]) -> Result<Vec<u8>, Refusal> {
    let code = career(call, &[domain.table])?;
    let mut groups: Vec<types::ElementGroup> = Vec::new();
    let mut left = ELEMENTS;
    for element in rated(call, domain, code)? {
        if left == 0 {
            break;
        }
        let id = group_of(&element.id, patterns);
        match groups.iter_mut().find(|group| group.id == id) {
            Some(group) if group.element.len() == OF_A_GROUP => continue,
            Some(group) => group.element.push(element_ref(element)),
            None => groups.push(types::ElementGroup {
                id: id.to_owned(),
                name: known_element(call, id)?.name,
                element: vec![element_ref(element)],
            }),
        }
        left -= 1;
    }
    match groups.is_empty() {
        true => Err(no_data(call, code)),
        false => to_json(&groups),
    }
}

/// The group of an element; an element that no pattern fits is one by itself.
fn group_of<'a>(element: &'a str, patterns: &[&str]) -> &'a str {
    let fits = |pattern: &&&str| {
        let mut parts = pattern.split('.').zip(element.split('.'));
        parts.all(|(wanted, part)| wanted == "*" || wanted == part)
    };
    let dots = patterns.iter().find(fits).map(|pattern| pattern.matches('.').count());
    let end = dots.and_then(|dots| element.match_indices('.').nth(dots));
    end.map_or(element, |(end, _)| &element[..end])
}

fn personality(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let code = career(call, &[INTERESTS.table, WORK_STYLES.table])?;
    let top_interest = match call.source.release().interest_code(code)? {
        Some(interests) => Some(known_element(call, interests.first().element_id().as_str())?),
        None => None,
    };
    let work_styles: Vec<_> = rated(call, &WORK_STYLES, code)?.take(ELEMENTS).map(element_ref).collect();
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

fn technology(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let code = career(call, &["technology_skills"])?;
    let technology = call.source.release().technology(code)?;
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

fn education(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let code = career(call, &["job_zones"])?;
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
    fn a_group_is_the_part_of_an_id_that_fits_a_pattern() {
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
