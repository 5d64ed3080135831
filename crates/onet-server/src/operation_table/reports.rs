//! O*NET OnLine: the reports on an occupation, and the occupations that resemble it.

use onet_api::operations as op;
use onet_db::elements as of;

use super::row::{Row, row};
use crate::views::report::{self, TechnologyFlag};
use crate::views::{outline, related, report_sections};

pub(super) static ROWS: [Row; 29] = [
    row(&[&op::ONLINE_OCCUPATIONS_LIST], &["occupation_data"], report::list),
    row(&[&op::ONLINE_OCCUPATIONS_OVERVIEW], &["occupation_data"], report::overview),
    row(
        &[&op::ONLINE_OCCUPATIONS_SUMMARY_TASKS, &op::ONLINE_OCCUPATIONS_DETAILS_TASKS],
        &["task_statements", "occupation_data"],
        |call| report::section(call, &report_sections::TASKS),
    ),
    row(
        &[
            &op::ONLINE_OCCUPATIONS_SUMMARY_TECHNOLOGY_SKILLS,
            &op::ONLINE_OCCUPATIONS_DETAILS_TECHNOLOGY_SKILLS,
        ],
        &["technology_skills", "occupation_data", "unspsc_reference"],
        |call| report::section(call, &report_sections::TECHNOLOGY_SKILLS),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_SUMMARY_KNOWLEDGE, &op::ONLINE_OCCUPATIONS_DETAILS_KNOWLEDGE],
        &["knowledge", "occupation_data", "content_model_reference", "scales_reference"],
        |call| report::section(call, &report_sections::KNOWLEDGE),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_SUMMARY_SKILLS, &op::ONLINE_OCCUPATIONS_DETAILS_SKILLS],
        &["skills", "occupation_data", "content_model_reference", "scales_reference"],
        |call| report::section(call, &report_sections::SKILLS),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_SUMMARY_ABILITIES, &op::ONLINE_OCCUPATIONS_DETAILS_ABILITIES],
        &["abilities", "occupation_data", "content_model_reference", "scales_reference"],
        |call| report::section(call, &report_sections::ABILITIES),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_SUMMARY_WORK_ACTIVITIES, &op::ONLINE_OCCUPATIONS_DETAILS_WORK_ACTIVITIES],
        &["work_activities", "occupation_data", "content_model_reference", "scales_reference"],
        |call| report::section(call, &report_sections::WORK_ACTIVITIES),
    ),
    row(
        &[
            &op::ONLINE_OCCUPATIONS_SUMMARY_DETAILED_WORK_ACTIVITIES,
            &op::ONLINE_OCCUPATIONS_DETAILS_DETAILED_WORK_ACTIVITIES,
        ],
        &["tasks_to_dwas", "occupation_data", "dwa_reference"],
        |call| report::section(call, &report_sections::DETAILED_WORK_ACTIVITIES),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_SUMMARY_WORK_CONTEXT, &op::ONLINE_OCCUPATIONS_DETAILS_WORK_CONTEXT],
        &["work_context", "occupation_data", "content_model_reference", "scales_reference"],
        |call| report::section(call, &report_sections::WORK_CONTEXT),
    ),
    // An occupation without a job zone is refused before the view reads the reference.
    row(
        &[&op::ONLINE_OCCUPATIONS_SUMMARY_JOB_ZONE, &op::ONLINE_OCCUPATIONS_DETAILS_JOB_ZONE],
        &["job_zones", "occupation_data"],
        |call| report::section(call, &report_sections::JOB_ZONE),
    )
    .optional(&["job_zone_reference"]),
    row(
        &[&op::ONLINE_OCCUPATIONS_SUMMARY_EDUCATION, &op::ONLINE_OCCUPATIONS_DETAILS_EDUCATION],
        &["education_training_experience", "occupation_data", "ete_categories", "scales_reference"],
        |call| report::section(call, &report_sections::EDUCATION),
    )
    .optional(&["content_model_reference"]),
    row(
        &[&op::ONLINE_OCCUPATIONS_SUMMARY_APPRENTICESHIP, &op::ONLINE_OCCUPATIONS_DETAILS_APPRENTICESHIP],
        &["crosswalk_rapids", "occupation_data"],
        |call| report::section(call, &report_sections::APPRENTICESHIP),
    )
    .supplementary(&["crosswalk_rapids"]),
    row(
        &[&op::ONLINE_OCCUPATIONS_SUMMARY_INTERESTS, &op::ONLINE_OCCUPATIONS_DETAILS_INTERESTS],
        &["interests", "occupation_data", "content_model_reference", "scales_reference"],
        |call| report::section(call, &report_sections::INTERESTS),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_SUMMARY_WORK_STYLES, &op::ONLINE_OCCUPATIONS_DETAILS_WORK_STYLES],
        &["work_styles", "occupation_data", "content_model_reference", "scales_reference"],
        |call| report::section(call, &report_sections::WORK_STYLES),
    ),
    row(
        &[
            &op::ONLINE_OCCUPATIONS_SUMMARY_RELATED_OCCUPATIONS,
            &op::ONLINE_OCCUPATIONS_DETAILS_RELATED_OCCUPATIONS,
        ],
        &["related_occupations", "occupation_data"],
        |call| report::section(call, &report_sections::RELATED_OCCUPATIONS),
    ),
    row(&[&op::ONLINE_OCCUPATIONS_HOT_TECHNOLOGY], &["occupation_data", "technology_skills"], |call| {
        report::flagged_technology(call, TechnologyFlag::Hot)
    })
    .optional(&["unspsc_reference"]),
    row(&[&op::ONLINE_OCCUPATIONS_IN_DEMAND_SKILLS], &["occupation_data", "technology_skills"], |call| {
        report::flagged_technology(call, TechnologyFlag::InDemand)
    })
    .optional(&["unspsc_reference"]),
    row(
        &[&op::ONLINE_OCCUPATIONS_CUSTOM_WORK_ACTIVITIES_OUTLINE],
        &["dwa_reference", "tasks_to_dwas", "occupation_data", "iwa_reference", "content_model_reference"],
        outline::outline,
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_RELATED_ABILITIES],
        &["abilities", "occupation_data", "content_model_reference", "scales_reference"],
        |call| related::by_element(call, &of::ABILITIES),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_RELATED_INTERESTS],
        &["interests", "occupation_data", "content_model_reference", "scales_reference"],
        |call| related::by_element(call, &of::INTERESTS),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_RELATED_KNOWLEDGE],
        &["knowledge", "occupation_data", "content_model_reference", "scales_reference"],
        |call| related::by_element(call, &of::KNOWLEDGE),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_RELATED_SKILLS],
        &["skills", "occupation_data", "content_model_reference", "scales_reference"],
        |call| related::by_element(call, &of::SKILLS),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_RELATED_WORK_ACTIVITIES],
        &["work_activities", "occupation_data", "content_model_reference", "scales_reference"],
        |call| related::by_element(call, &of::WORK_ACTIVITIES),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_RELATED_WORK_CONTEXT],
        &["work_context", "occupation_data", "content_model_reference", "scales_reference"],
        |call| related::by_element(call, &of::WORK_CONTEXT),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_RELATED_WORK_STYLES],
        &["work_styles", "occupation_data", "content_model_reference", "scales_reference"],
        |call| related::by_element(call, &of::WORK_STYLES),
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_RELATED_TASKS],
        &[
            "task_statements",
            "tasks_to_dwas",
            "occupation_data",
            "dwa_reference",
            "iwa_reference",
            "content_model_reference",
        ],
        related::by_task,
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_RELATED_DETAILED_WORK_ACTIVITIES],
        &["dwa_reference", "tasks_to_dwas", "occupation_data"],
        related::by_activities,
    ),
    row(
        &[&op::ONLINE_OCCUPATIONS_RELATED_TECHNOLOGY_SKILLS],
        &["technology_skills", "occupation_data", "unspsc_reference"],
        related::by_technology,
    ),
];
