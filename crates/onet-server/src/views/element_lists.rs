//! The lists of rated elements: abilities, knowledge, skills, work activities, work context, work styles.

use onet_api::operation::Operation;
use onet_api::operations as op;
use onet_db::elements::{self as of, Domain};

/// A list of elements, and of the occupations rated on each.
#[derive(Debug)]
pub(crate) struct ElementList {
    pub(crate) domain: &'static Domain,
    /// The ids of the elements whose descendants are listed.
    pub(crate) roots: &'static [&'static str],
    /// Whether an occupation is shown with its detailed work activities.
    pub(crate) activities: bool,
    /// The operation that lists the occupations rated on an element.
    pub(crate) occupations: &'static Operation,
}

const fn element_list(
    domain: &'static Domain,
    roots: &'static [&'static str],
    occupations: &'static Operation,
) -> ElementList {
    ElementList { domain, roots, activities: false, occupations }
}

pub(crate) static ABILITIES: ElementList =
    element_list(&of::ABILITIES, &["1.A"], &op::ONLINE_ONET_DATA_ABILITIES_OCCUPATIONS);
pub(crate) static KNOWLEDGE: ElementList =
    element_list(&of::KNOWLEDGE, &["2.C"], &op::ONLINE_ONET_DATA_KNOWLEDGE_OCCUPATIONS);
pub(crate) static BASIC_SKILLS: ElementList =
    element_list(&of::SKILLS, &["2.A"], &op::ONLINE_ONET_DATA_SKILLS_BASIC_OCCUPATIONS);
pub(crate) static CROSS_FUNCTIONAL_SKILLS: ElementList =
    element_list(&of::SKILLS, &["2.B"], &op::ONLINE_ONET_DATA_SKILLS_CF_OCCUPATIONS);
pub(crate) static WORK_ACTIVITIES: ElementList = ElementList {
    activities: true,
    ..element_list(&of::WORK_ACTIVITIES, &["4.A"], &op::ONLINE_ONET_DATA_WORK_ACTIVITIES_OCCUPATIONS)
};
pub(crate) static WORK_CONTEXT: ElementList =
    element_list(&of::WORK_CONTEXT, &["4.C"], &op::ONLINE_ONET_DATA_WORK_CONTEXT_OCCUPATIONS);
pub(crate) static WORK_STYLES: ElementList =
    element_list(&of::WORK_STYLES, &["1.C", "1.D"], &op::ONLINE_ONET_DATA_WORK_STYLES_OCCUPATIONS);

/// The lists of rated elements, except interests, which have operations of their own.
pub(crate) static ELEMENT_LISTS: [&ElementList; 7] = [
    &ABILITIES,
    &KNOWLEDGE,
    &BASIC_SKILLS,
    &CROSS_FUNCTIONAL_SKILLS,
    &WORK_ACTIVITIES,
    &WORK_CONTEXT,
    &WORK_STYLES,
];
