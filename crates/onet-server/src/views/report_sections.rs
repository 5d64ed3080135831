//! The sections of the reports on an occupation, and what distinguishes the summary from the details.

use onet_api::operation::Operation;
use onet_api::operations as op;
use onet_db::elements::{self as of, Domain};

use crate::pagination::{DETAILS_PAGE, SUMMARY_PAGE};

/// A section of the reports on an occupation.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) content: Content,
    /// The table with rows for each occupation that has this section.
    pub(crate) table: &'static str,
    pub(crate) summary: &'static Operation,
    pub(crate) details: &'static Operation,
}

/// The content of a section.
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
    /// Items on a page when the call has no `end`.
    pub(crate) page: u32,
    /// The lowest score of a listed item.
    pub(crate) lowest_score: i64,
    /// Whether items have scores.
    pub(crate) scores: bool,
}

/// The leading items of each section.
pub(crate) static SUMMARY: Report = Report { page: SUMMARY_PAGE, lowest_score: 50, scores: false };

/// All items, with scores.
pub(crate) static DETAILS: Report = Report { page: DETAILS_PAGE, lowest_score: 0, scores: true };

const fn section(
    title: &'static str,
    content: Content,
    table: &'static str,
    [summary, details]: [&'static Operation; 2],
) -> Section {
    Section { title, content, table, summary, details }
}

pub(crate) static TASKS: Section = section(
    "Tasks",
    Content::Tasks,
    "task_statements",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_TASKS, &op::ONLINE_OCCUPATIONS_DETAILS_TASKS],
);
pub(crate) static TECHNOLOGY_SKILLS: Section = section(
    "Technology Skills",
    Content::Technology,
    "technology_skills",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_TECHNOLOGY_SKILLS, &op::ONLINE_OCCUPATIONS_DETAILS_TECHNOLOGY_SKILLS],
);
pub(crate) static KNOWLEDGE: Section = section(
    "Knowledge",
    Content::Elements(&of::KNOWLEDGE),
    "knowledge",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_KNOWLEDGE, &op::ONLINE_OCCUPATIONS_DETAILS_KNOWLEDGE],
);
pub(crate) static SKILLS: Section = section(
    "Skills",
    Content::Elements(&of::SKILLS),
    "skills",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_SKILLS, &op::ONLINE_OCCUPATIONS_DETAILS_SKILLS],
);
pub(crate) static ABILITIES: Section = section(
    "Abilities",
    Content::Elements(&of::ABILITIES),
    "abilities",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_ABILITIES, &op::ONLINE_OCCUPATIONS_DETAILS_ABILITIES],
);
pub(crate) static WORK_ACTIVITIES: Section = section(
    "Work Activities",
    Content::Elements(&of::WORK_ACTIVITIES),
    "work_activities",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_WORK_ACTIVITIES, &op::ONLINE_OCCUPATIONS_DETAILS_WORK_ACTIVITIES],
);
pub(crate) static DETAILED_WORK_ACTIVITIES: Section = section(
    "Detailed Work Activities",
    Content::Activities,
    "tasks_to_dwas",
    [
        &op::ONLINE_OCCUPATIONS_SUMMARY_DETAILED_WORK_ACTIVITIES,
        &op::ONLINE_OCCUPATIONS_DETAILS_DETAILED_WORK_ACTIVITIES,
    ],
);
pub(crate) static WORK_CONTEXT: Section = section(
    "Work Context",
    Content::Elements(&of::WORK_CONTEXT),
    "work_context",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_WORK_CONTEXT, &op::ONLINE_OCCUPATIONS_DETAILS_WORK_CONTEXT],
);
pub(crate) static JOB_ZONE: Section = section(
    "Job Zone",
    Content::JobZone,
    "job_zones",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_JOB_ZONE, &op::ONLINE_OCCUPATIONS_DETAILS_JOB_ZONE],
);
pub(crate) static EDUCATION: Section = section(
    "Education",
    Content::Education,
    "education_training_experience",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_EDUCATION, &op::ONLINE_OCCUPATIONS_DETAILS_EDUCATION],
);
pub(crate) static APPRENTICESHIP: Section = section(
    "Apprenticeship Opportunities",
    Content::Apprenticeship,
    "crosswalk_rapids",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_APPRENTICESHIP, &op::ONLINE_OCCUPATIONS_DETAILS_APPRENTICESHIP],
);
pub(crate) static INTERESTS: Section = section(
    "Interests",
    Content::Interests,
    "interests",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_INTERESTS, &op::ONLINE_OCCUPATIONS_DETAILS_INTERESTS],
);
pub(crate) static WORK_STYLES: Section = section(
    "Work Styles",
    Content::Elements(&of::WORK_STYLES),
    "work_styles",
    [&op::ONLINE_OCCUPATIONS_SUMMARY_WORK_STYLES, &op::ONLINE_OCCUPATIONS_DETAILS_WORK_STYLES],
);
pub(crate) static RELATED_OCCUPATIONS: Section = section(
    "Related Occupations",
    Content::Related,
    "related_occupations",
    [
        &op::ONLINE_OCCUPATIONS_SUMMARY_RELATED_OCCUPATIONS,
        &op::ONLINE_OCCUPATIONS_DETAILS_RELATED_OCCUPATIONS,
    ],
);

/// The sections in the order of the report.
pub(crate) static SECTIONS: [&Section; 14] = [
    &TASKS,
    &TECHNOLOGY_SKILLS,
    &KNOWLEDGE,
    &SKILLS,
    &ABILITIES,
    &WORK_ACTIVITIES,
    &DETAILED_WORK_ACTIVITIES,
    &WORK_CONTEXT,
    &JOB_ZONE,
    &EDUCATION,
    &APPRENTICESHIP,
    &INTERESTS,
    &WORK_STYLES,
    &RELATED_OCCUPATIONS,
];
