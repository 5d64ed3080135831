//! The report on an occupation and the lists by element: what they hold, as data.
//!
//! A section is a row: its title, its content, and the table that says which occupations have it. So is a list. What
//! tells the summary from the details is a row too. [`answers`](crate::answers) reads these rows.

use std::sync::LazyLock;

use onet_api::operation::Operation;
use onet_api::operations as op;
use onet_db::elements::{self as of, Domain};

use super::{Call, Rule};
use crate::answers::{by_element, outline, related, report};
use crate::error::Refusal;

/// What is asked about occupations.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Question {
    /// All occupations.
    List,
    /// What an occupation is, and the sections of its reports.
    Overview,
    /// A section of a report.
    Section(&'static Section, &'static Report),
    /// The technologies of an occupation with one mark.
    Marked(Mark),
    /// The work activities of an occupation as a tree.
    Outline,
    /// Occupations like another in an element.
    RelatedByElement(&'static Domain),
    /// Occupations like another in a task.
    RelatedByTask,
    /// Occupations like another in detailed work activities.
    RelatedByActivities,
    /// Occupations like another in a category of technology.
    RelatedByTechnology,
    /// A tree of elements.
    Tree(&'static Listing),
    /// The occupations rated on an element.
    Rated(&'static Listing),
    /// The six interests.
    Interests,
    /// The occupations that fit an interest code.
    InterestOccupations,
}

/// A section of the reports on an occupation.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) content: Content,
    /// The table that has rows for each occupation with this section.
    pub(crate) table: &'static str,
    pub(crate) summary: &'static Operation,
    pub(crate) details: &'static Operation,
}

/// What a section lists.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Content {
    Tasks,
    Technology,
    Elements(&'static Domain),
    Activities,
    JobZone,
    Education,
    Apprenticeship,
    /// The interest code in the summary, the ratings in the details.
    Interests,
    Related,
}

/// One of the two reports.
#[derive(Debug)]
pub(crate) struct Report {
    /// Items on a page when the call says no `end`.
    pub(crate) page: u32,
    /// The least score of what is listed.
    pub(crate) least: i64,
    /// Whether scores are shown.
    pub(crate) scores: bool,
}

/// The leading items of each section.
pub(crate) static SUMMARY: Report = Report { page: 5, least: 50, scores: false };

/// All items, with scores.
pub(crate) static DETAILS: Report = Report { page: 10, least: 0, scores: true };

/// What may be said of a technology.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Mark {
    Hot,
    InDemand,
}

const fn section(
    title: &'static str,
    content: Content,
    table: &'static str,
    [summary, details]: [&'static Operation; 2],
) -> Section {
    Section { title, content, table, summary, details }
}

/// The sections in the order of the report.
#[rustfmt::skip]
pub(crate) static SECTIONS: [Section; 14] = [
    section("Tasks", Content::Tasks, "task_statements",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_TASKS, &op::ONLINE_OCCUPATIONS_DETAILS_TASKS]),
    section("Technology Skills", Content::Technology, "technology_skills",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_TECHNOLOGY_SKILLS, &op::ONLINE_OCCUPATIONS_DETAILS_TECHNOLOGY_SKILLS]),
    section("Knowledge", Content::Elements(&of::KNOWLEDGE), "knowledge",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_KNOWLEDGE, &op::ONLINE_OCCUPATIONS_DETAILS_KNOWLEDGE]),
    section("Skills", Content::Elements(&of::SKILLS), "skills",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_SKILLS, &op::ONLINE_OCCUPATIONS_DETAILS_SKILLS]),
    section("Abilities", Content::Elements(&of::ABILITIES), "abilities",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_ABILITIES, &op::ONLINE_OCCUPATIONS_DETAILS_ABILITIES]),
    section("Work Activities", Content::Elements(&of::WORK_ACTIVITIES), "work_activities",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_WORK_ACTIVITIES, &op::ONLINE_OCCUPATIONS_DETAILS_WORK_ACTIVITIES]),
    section("Detailed Work Activities", Content::Activities, "tasks_to_dwas",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_DETAILED_WORK_ACTIVITIES,
         &op::ONLINE_OCCUPATIONS_DETAILS_DETAILED_WORK_ACTIVITIES]),
    section("Work Context", Content::Elements(&of::WORK_CONTEXT), "work_context",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_WORK_CONTEXT, &op::ONLINE_OCCUPATIONS_DETAILS_WORK_CONTEXT]),
    section("Job Zone", Content::JobZone, "job_zones",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_JOB_ZONE, &op::ONLINE_OCCUPATIONS_DETAILS_JOB_ZONE]),
    section("Education", Content::Education, "education_training_experience",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_EDUCATION, &op::ONLINE_OCCUPATIONS_DETAILS_EDUCATION]),
    section("Apprenticeship Opportunities", Content::Apprenticeship, "crosswalk_rapids",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_APPRENTICESHIP, &op::ONLINE_OCCUPATIONS_DETAILS_APPRENTICESHIP]),
    section("Interests", Content::Interests, "interests",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_INTERESTS, &op::ONLINE_OCCUPATIONS_DETAILS_INTERESTS]),
    section("Work Styles", Content::Elements(&of::WORK_STYLES), "work_styles",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_WORK_STYLES, &op::ONLINE_OCCUPATIONS_DETAILS_WORK_STYLES]),
    section("Related Occupations", Content::Related, "related_occupations",
        [&op::ONLINE_OCCUPATIONS_SUMMARY_RELATED_OCCUPATIONS,
         &op::ONLINE_OCCUPATIONS_DETAILS_RELATED_OCCUPATIONS]),
];

/// A list of elements and, for each, of the occupations rated on it.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) domain: &'static Domain,
    /// The elements below which the listed ones stand.
    pub(crate) roots: &'static [&'static str],
    /// Whether an occupation is shown with its detailed work activities.
    pub(crate) activities: bool,
    pub(crate) tree: &'static Operation,
    pub(crate) occupations: &'static Operation,
}

const fn listing(
    domain: &'static Domain,
    roots: &'static [&'static str],
    [tree, occupations]: [&'static Operation; 2],
) -> Listing {
    Listing { domain, roots, activities: false, tree, occupations }
}

/// The lists of rated elements; interests have lists of their own kind.
#[rustfmt::skip]
pub(crate) static LISTINGS: [Listing; 7] = [
    listing(&of::ABILITIES, &["1.A"],
        [&op::ONLINE_ONET_DATA_ABILITIES_LIST, &op::ONLINE_ONET_DATA_ABILITIES_OCCUPATIONS]),
    listing(&of::KNOWLEDGE, &["2.C"],
        [&op::ONLINE_ONET_DATA_KNOWLEDGE_LIST, &op::ONLINE_ONET_DATA_KNOWLEDGE_OCCUPATIONS]),
    listing(&of::SKILLS, &["2.A"],
        [&op::ONLINE_ONET_DATA_SKILLS_BASIC_LIST, &op::ONLINE_ONET_DATA_SKILLS_BASIC_OCCUPATIONS]),
    listing(&of::SKILLS, &["2.B"],
        [&op::ONLINE_ONET_DATA_SKILLS_CF_LIST, &op::ONLINE_ONET_DATA_SKILLS_CF_OCCUPATIONS]),
    Listing { activities: true, ..listing(&of::WORK_ACTIVITIES, &["4.A"],
        [&op::ONLINE_ONET_DATA_WORK_ACTIVITIES_LIST, &op::ONLINE_ONET_DATA_WORK_ACTIVITIES_OCCUPATIONS]) },
    listing(&of::WORK_CONTEXT, &["4.C"],
        [&op::ONLINE_ONET_DATA_WORK_CONTEXT_LIST, &op::ONLINE_ONET_DATA_WORK_CONTEXT_OCCUPATIONS]),
    listing(&of::WORK_STYLES, &["1.C", "1.D"],
        [&op::ONLINE_ONET_DATA_WORK_STYLES_LIST, &op::ONLINE_ONET_DATA_WORK_STYLES_OCCUPATIONS]),
];

/// The questions that are neither a section nor a list.
static OTHERS: [(&Operation, Question); 17] = [
    (&op::ONLINE_OCCUPATIONS_LIST, Question::List),
    (&op::ONLINE_OCCUPATIONS_OVERVIEW, Question::Overview),
    (&op::ONLINE_OCCUPATIONS_HOT_TECHNOLOGY, Question::Marked(Mark::Hot)),
    (&op::ONLINE_OCCUPATIONS_IN_DEMAND_SKILLS, Question::Marked(Mark::InDemand)),
    (&op::ONLINE_OCCUPATIONS_CUSTOM_WORK_ACTIVITIES_OUTLINE, Question::Outline),
    (&op::ONLINE_OCCUPATIONS_RELATED_ABILITIES, Question::RelatedByElement(&of::ABILITIES)),
    (&op::ONLINE_OCCUPATIONS_RELATED_INTERESTS, Question::RelatedByElement(&of::INTERESTS)),
    (&op::ONLINE_OCCUPATIONS_RELATED_KNOWLEDGE, Question::RelatedByElement(&of::KNOWLEDGE)),
    (&op::ONLINE_OCCUPATIONS_RELATED_SKILLS, Question::RelatedByElement(&of::SKILLS)),
    (&op::ONLINE_OCCUPATIONS_RELATED_WORK_ACTIVITIES, Question::RelatedByElement(&of::WORK_ACTIVITIES)),
    (&op::ONLINE_OCCUPATIONS_RELATED_WORK_CONTEXT, Question::RelatedByElement(&of::WORK_CONTEXT)),
    (&op::ONLINE_OCCUPATIONS_RELATED_WORK_STYLES, Question::RelatedByElement(&of::WORK_STYLES)),
    (&op::ONLINE_OCCUPATIONS_RELATED_TASKS, Question::RelatedByTask),
    (&op::ONLINE_OCCUPATIONS_RELATED_DETAILED_WORK_ACTIVITIES, Question::RelatedByActivities),
    (&op::ONLINE_OCCUPATIONS_RELATED_TECHNOLOGY_SKILLS, Question::RelatedByTechnology),
    (&op::ONLINE_ONET_DATA_INTERESTS_LIST, Question::Interests),
    (&op::ONLINE_ONET_DATA_INTERESTS_OCCUPATIONS, Question::InterestOccupations),
];

/// The rows by operation.
pub(super) static ROWS: LazyLock<Vec<(&'static Operation, Rule)>> = LazyLock::new(|| {
    let sections = SECTIONS.iter().flat_map(|section| {
        [
            (section.summary, Question::Section(section, &SUMMARY)),
            (section.details, Question::Section(section, &DETAILS)),
        ]
    });
    let lists = LISTINGS.iter().flat_map(|listing| {
        [(listing.tree, Question::Tree(listing)), (listing.occupations, Question::Rated(listing))]
    });
    let others = OTHERS.iter().map(|(operation, question)| (*operation, *question));
    sections
        .chain(lists)
        .chain(others)
        .map(|(operation, question)| (operation, Rule::Occupations(question)))
        .collect()
});

/// Answers a question with the JSON of its operation.
pub(super) fn apply(question: &Question, call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    match question {
        Question::List => report::list(call),
        Question::Overview => report::overview(call),
        Question::Section(section, which) => report::section(call, section, which),
        Question::Marked(mark) => report::marked(call, *mark),
        Question::Outline => outline::outline(call),
        Question::RelatedByElement(domain) => related::by_element(call, domain),
        Question::RelatedByTask => related::by_task(call),
        Question::RelatedByActivities => related::by_activities(call),
        Question::RelatedByTechnology => related::by_technology(call),
        Question::Tree(listing) => by_element::tree(call, listing),
        Question::Rated(listing) => by_element::rated(call, listing),
        Question::Interests => by_element::interests(call),
        Question::InterestOccupations => by_element::interest_occupations(call),
    }
}
