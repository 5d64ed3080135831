//! The rows of lists of occupations, of what they are chosen from, and of reports on careers. My Next Move and its
//! edition for veterans share theirs: the links lead back to the service that was called.

use onet_api::operation::Operation;
use onet_api::operations as op;
use onet_db::elements as of;

use super::Rule;
use crate::answers::careers::Career;
use crate::answers::listings::categories::Choices;
use crate::answers::listings::clusters::Clusters;
use crate::answers::listings::crosswalks::Crosswalk;
use crate::answers::listings::keyword_lookup::Matches;
use crate::answers::listings::occupation_flags::{List, Which};
use crate::answers::listings::questions::Form;
use crate::answers::listings::{Head, Listing, Set, Shows};

const fn list(set: Set, shows: Shows, head: Head) -> Rule {
    Rule::Listing(Listing { set, shows, head })
}

/// Operations and the one rule that answers them.
type Row = (&'static [&'static Operation], Rule);

static LISTS: [Row; 24] = [
    (&[&op::ONLINE_JOB_FAMILIES_ALL_OCCUPATIONS], list(Set::All, Shows::JobFamily, Head::None)),
    (&[&op::ONLINE_JOB_FAMILIES_OCCUPATIONS], list(Set::JobFamily, Shows::Title, Head::None)),
    (&[&op::ONLINE_JOB_ZONES_ALL_OCCUPATIONS], list(Set::All, Shows::JobZone, Head::None)),
    (&[&op::ONLINE_JOB_ZONES_OCCUPATIONS], list(Set::JobZone, Shows::Title, Head::None)),
    (
        &[&op::ONLINE_TECHNOLOGY_CATEGORIES_OCCUPATIONS],
        list(Set::TechnologyCategory, Shows::JobZone, Head::TechnologyCategory),
    ),
    (&[&op::ONLINE_TECHNOLOGY_EXAMPLES_OCCUPATIONS], list(Set::Product, Shows::JobZone, Head::Product)),
    (&[&op::ONLINE_HOT_TECHNOLOGY_OCCUPATIONS], list(Set::HotTechnology, Shows::JobZone, Head::Product)),
    (&[&op::ONLINE_JOB_DUTIES_RESULTS], list(Set::Tasks, Shows::JobZone, Head::None)),
    (&[&op::ONLINE_SOFT_SKILLS_RESULTS], list(Set::Skills, Shows::JobZone, Head::None)),
    (
        &[&op::ONLINE_BRIGHT_OUTLOOK_ALL_OCCUPATIONS],
        list(Set::Marked(List::BrightOutlook, Which::All), Shows::Title, Head::None),
    ),
    (
        &[&op::ONLINE_BRIGHT_OUTLOOK_OCCUPATIONS],
        list(Set::Marked(List::BrightOutlook, Which::OfOne), Shows::Title, Head::None),
    ),
    (
        &[&op::MNM_BRIGHT_OUTLOOK_CAREERS, &op::VETERANS_BRIGHT_OUTLOOK_CAREERS],
        list(Set::Marked(List::BrightOutlook, Which::OfOne), Shows::Title, Head::Mark(List::BrightOutlook)),
    ),
    (
        &[&op::ONLINE_STEM_OCCUPATIONS_ALL],
        list(Set::Marked(List::Stem, Which::All), Shows::JobFamily, Head::None),
    ),
    (
        &[&op::ONLINE_STEM_OCCUPATIONS_BY_TYPE],
        list(Set::Marked(List::Stem, Which::OfOne), Shows::JobFamily, Head::None),
    ),
    (
        &[&op::ONLINE_CAREER_CLUSTERS_ALL_OCCUPATIONS],
        list(Set::Clustered(Clusters::All), Shows::Title, Head::None),
    ),
    (
        &[&op::ONLINE_CAREER_CLUSTERS_OCCUPATIONS],
        list(Set::Clustered(Clusters::Parts), Shows::Title, Head::CareerCluster),
    ),
    (
        &[&op::ONLINE_CAREER_CLUSTERS_SUB_CLUSTER_OCCUPATIONS],
        list(Set::Clustered(Clusters::One), Shows::Title, Head::CareerCluster),
    ),
    (
        &[&op::MNM_CAREER_CLUSTERS_CAREERS, &op::VETERANS_CAREER_CLUSTERS_CAREERS],
        list(Set::Clustered(Clusters::One), Shows::Title, Head::CareerCluster),
    ),
    (&[&op::MNM_SEARCH, &op::VETERANS_SEARCH], list(Set::Keyword, Shows::Title, Head::None)),
    (&[&op::MNM_CAREERS_LIST, &op::VETERANS_CAREERS_LIST], list(Set::All, Shows::Title, Head::None)),
    (
        &[&op::MNM_JOB_PREPARATION_CAREERS, &op::VETERANS_JOB_PREPARATION_CAREERS],
        list(Set::JobZone, Shows::Title, Head::JobZone),
    ),
    (
        &[&op::MNM_INTERESTS_CAREERS, &op::VETERANS_INTERESTS_CAREERS],
        list(Set::Interest, Shows::Title, Head::Interest),
    ),
    (&[&op::MNM_INTEREST_PROFILER_INTERESTS_CAREERS], list(Set::Interest, Shows::Title, Head::None)),
    (&[&op::MNM_INTEREST_PROFILER_CAREERS], list(Set::Profile, Shows::Title, Head::None)),
];

static OTHERS: [Row; 26] = [
    (&[&op::ONLINE_JOB_FAMILIES_LIST], Rule::Choices(Choices::JobFamilies)),
    (&[&op::ONLINE_JOB_ZONES_LIST], Rule::Choices(Choices::JobZones)),
    (
        &[&op::MNM_JOB_PREPARATION_LIST, &op::VETERANS_JOB_PREPARATION_LIST],
        Rule::Choices(Choices::JobPreparation),
    ),
    (&[&op::MNM_INTERESTS_LIST, &op::VETERANS_INTERESTS_LIST], Rule::Choices(Choices::Interests)),
    (&[&op::MNM_INTEREST_PROFILER_JOB_ZONES], Rule::Choices(Choices::ExplainedJobZones)),
    (&[&op::MNM_INTEREST_PROFILER_INTERESTS_LIST], Rule::Choices(Choices::ExplainedInterests)),
    (&[&op::MNM_INTEREST_PROFILER_RESULTS], Rule::ProfilerResults),
    (&[&op::MNM_INTEREST_PROFILER_QUESTIONS], Rule::Questions(Form::Short)),
    (&[&op::MNM_INTEREST_PROFILER_QUESTIONS_30], Rule::Questions(Form::Mini)),
    (
        &[&op::ONLINE_BRIGHT_OUTLOOK_LIST, &op::MNM_BRIGHT_OUTLOOK_LIST, &op::VETERANS_BRIGHT_OUTLOOK_LIST],
        Rule::Marks(List::BrightOutlook),
    ),
    (
        &[
            &op::ONLINE_CAREER_CLUSTERS_LIST,
            &op::MNM_CAREER_CLUSTERS_LIST,
            &op::VETERANS_CAREER_CLUSTERS_LIST,
        ],
        Rule::Choices(Choices::CareerClusters),
    ),
    (&[&op::ONLINE_STEM_OCCUPATIONS_LIST], Rule::Marks(List::Stem)),
    (&[&op::ONLINE_CROSSWALKS_EDUCATION], Rule::Crosswalk(Crosswalk::Education)),
    (&[&op::ONLINE_CROSSWALKS_OCCUPATION_HANDBOOK], Rule::Crosswalk(Crosswalk::Handbook)),
    (&[&op::ONLINE_CROSSWALKS_ESCO], Rule::Crosswalk(Crosswalk::Esco)),
    (&[&op::ONLINE_CROSSWALKS_RAPIDS], Rule::Crosswalk(Crosswalk::Apprenticeship)),
    (&[&op::ONLINE_CROSSWALKS_DOT], Rule::Crosswalk(Crosswalk::Dot)),
    (&[&op::ONLINE_CROSSWALKS_MILITARY], Rule::Crosswalk(Crosswalk::Military)),
    (&[&op::ONLINE_SOFT_SKILLS_LIST], Rule::SoftSkills),
    (&[&op::ONLINE_JOB_DUTIES_SEARCH], Rule::Search { leads_to: &op::ONLINE_JOB_DUTIES_TASKS }),
    (&[&op::ONLINE_JOB_DUTIES_TASKS], Rule::Tasks),
    (&[&op::ONLINE_TECHNOLOGY_EXAMPLES_SEARCH], Rule::Matches(Matches::Products)),
    (&[&op::ONLINE_TECHNOLOGY_CATEGORIES_SEARCH], Rule::Matches(Matches::TechnologyCategories)),
    (&[&op::ONLINE_HOT_TECHNOLOGY_LIST], Rule::Absent("Numbers of job postings")),
    (&[&op::ONLINE_CROSSWALKS_SOC], Rule::Matches(Matches::Soc)),
    (&[&op::TAXONOMY_CROSSWALK], Rule::Taxonomy),
];

/// The sections of the report on a career that a release determines.
static CAREERS: [Row; 6] = [
    (
        &[&op::MNM_CAREERS_KNOWLEDGE, &op::VETERANS_CAREERS_KNOWLEDGE],
        Rule::Career(Career::Groups(&of::KNOWLEDGE, &["2.C.*"])),
    ),
    (
        &[&op::MNM_CAREERS_SKILLS, &op::VETERANS_CAREERS_SKILLS],
        Rule::Career(Career::Groups(&of::SKILLS, &["2.A", "2.B.*"])),
    ),
    (
        &[&op::MNM_CAREERS_ABILITIES, &op::VETERANS_CAREERS_ABILITIES],
        Rule::Career(Career::Groups(&of::ABILITIES, &["1.A.*.*"])),
    ),
    (&[&op::MNM_CAREERS_PERSONALITY, &op::VETERANS_CAREERS_PERSONALITY], Rule::Career(Career::Personality)),
    (&[&op::MNM_CAREERS_TECHNOLOGY, &op::VETERANS_CAREERS_TECHNOLOGY], Rule::Career(Career::Technology)),
    (&[&op::MNM_CAREERS_EDUCATION, &op::VETERANS_CAREERS_EDUCATION], Rule::Career(Career::Education)),
];

/// The rule of an operation; none for one that is not of these.
pub(super) fn rule_of(operation: &Operation) -> Option<&'static Rule> {
    let mut rows = LISTS.iter().chain(&OTHERS).chain(&CAREERS);
    rows.find(|(known, _)| known.iter().any(|known| known.id == operation.id)).map(|(_, rule)| rule)
}
