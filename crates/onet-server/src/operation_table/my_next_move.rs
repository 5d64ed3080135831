//! My Next Move and its edition for veterans, which share most rows: links lead back to the service that was called.

use onet_api::operations as op;
use onet_db::elements as of;

use super::row::{Row, row, unavailable};
use crate::indices::occupation_flags::FlagList;
use crate::views::careers::{self, KNOWLEDGE_LIMITS, NO_LIMITS};
use crate::views::listings::categories::{self, Categories};
use crate::views::listings::clusters::ClusterSelection;
use crate::views::listings::industries::{self, IndustrySelection};
use crate::views::listings::occupation_flags::{self, FlagFilter};
use crate::views::listings::occupation_list::{Shows, list};
use crate::views::listings::selection::Selection;
use crate::views::listings::summaries::Summary;
use crate::views::listings::{profiles, questions};
use crate::views::{career_overview, military, outlook};

pub(super) static ROWS: [Row; 32] = [
    row(&[&op::MNM_SEARCH, &op::VETERANS_SEARCH], &["occupation_data", "job_zones"], |call| {
        list(call, Selection::Keyword, Shows::Title, Summary::None)
    }),
    row(&[&op::MNM_CAREERS_LIST, &op::VETERANS_CAREERS_LIST], &["occupation_data", "job_zones"], |call| {
        list(call, Selection::All, Shows::Title, Summary::None)
    }),
    row(
        &[&op::MNM_JOB_PREPARATION_LIST, &op::VETERANS_JOB_PREPARATION_LIST],
        &["job_zone_reference"],
        |call| categories::answer(Categories::JobPreparation, call),
    ),
    row(
        &[&op::MNM_JOB_PREPARATION_CAREERS, &op::VETERANS_JOB_PREPARATION_CAREERS],
        &["occupation_data", "job_zones", "job_zone_reference"],
        |call| list(call, Selection::JobZone, Shows::Title, Summary::JobZone),
    ),
    row(&[&op::MNM_INTERESTS_LIST, &op::VETERANS_INTERESTS_LIST], &["content_model_reference"], |call| {
        categories::answer(Categories::Interests, call)
    }),
    row(
        &[&op::MNM_INTERESTS_CAREERS, &op::VETERANS_INTERESTS_CAREERS],
        &["occupation_data", "job_zones", "interests", "content_model_reference"],
        |call| list(call, Selection::Interest, Shows::Title, Summary::Interest),
    ),
    row(
        &[&op::MNM_BRIGHT_OUTLOOK_LIST, &op::VETERANS_BRIGHT_OUTLOOK_LIST],
        &["bright_outlook", "occupation_data"],
        occupation_flags::outlook_categories,
    )
    .supplementary(&["bright_outlook"]),
    row(
        &[&op::MNM_BRIGHT_OUTLOOK_CAREERS, &op::VETERANS_BRIGHT_OUTLOOK_CAREERS],
        &["occupation_data", "job_zones", "bright_outlook"],
        |call| {
            list(
                call,
                Selection::Flagged(FlagList::BrightOutlook, FlagFilter::Requested),
                Shows::Title,
                Summary::OccupationFlag(FlagList::BrightOutlook),
            )
        },
    )
    .supplementary(&["bright_outlook"]),
    row(
        &[&op::MNM_CAREER_CLUSTERS_LIST, &op::VETERANS_CAREER_CLUSTERS_LIST],
        &["career_cluster_reference"],
        |call| categories::answer(Categories::CareerClusters, call),
    )
    .supplementary(&["career_cluster_reference"])
    .optional(&["occupation_data"]),
    row(
        &[&op::MNM_CAREER_CLUSTERS_CAREERS, &op::VETERANS_CAREER_CLUSTERS_CAREERS],
        &["occupation_data", "job_zones", "career_cluster_reference", "career_clusters"],
        |call| list(call, Selection::Clustered(ClusterSelection::One), Shows::Title, Summary::CareerCluster),
    )
    .supplementary(&["career_clusters", "career_cluster_reference"]),
    row(
        &[&op::MNM_INDUSTRIES_LIST, &op::VETERANS_INDUSTRIES_LIST],
        &["all_industries"],
        industries::career_industries,
    )
    .supplementary(&["all_industries"]),
    row(
        &[&op::MNM_INDUSTRIES_MOST_PEOPLE, &op::VETERANS_INDUSTRIES_MOST_PEOPLE],
        &["occupation_data", "job_zones", "all_industries"],
        |call| list(call, Selection::Employed(IndustrySelection::MostPeople), Shows::Title, Summary::None),
    )
    .supplementary(&["all_industries"]),
    row(
        &[&op::MNM_INDUSTRIES_SOME_PEOPLE, &op::VETERANS_INDUSTRIES_SOME_PEOPLE],
        &["occupation_data", "job_zones", "all_industries"],
        |call| list(call, Selection::Employed(IndustrySelection::SomePeople), Shows::Title, Summary::None),
    )
    .supplementary(&["all_industries"]),
    row(
        &[&op::MNM_CAREERS_OVERVIEW, &op::VETERANS_CAREERS_OVERVIEW],
        &["task_statements", "job_zones", "occupation_data"],
        career_overview::overview,
    )
    .optional(&["sample_of_reported_titles"]),
    row(
        &[&op::MNM_CAREERS_EXPLORE_MORE, &op::VETERANS_CAREERS_EXPLORE_MORE],
        &["related_occupations", "job_zones", "occupation_data"],
        career_overview::explore_more,
    ),
    row(
        &[&op::VETERANS_CAREERS_IN_THE_MILITARY],
        &["crosswalk_military", "occupation_data"],
        military::in_the_military,
    )
    .supplementary(&["crosswalk_military"]),
    row(
        &[&op::MNM_CAREERS_KNOWLEDGE, &op::VETERANS_CAREERS_KNOWLEDGE],
        &["knowledge", "occupation_data", "content_model_reference", "scales_reference"],
        |call| careers::groups(call, &of::KNOWLEDGE, &["2.C.*"], &KNOWLEDGE_LIMITS),
    ),
    row(
        &[&op::MNM_CAREERS_SKILLS, &op::VETERANS_CAREERS_SKILLS],
        &["skills", "occupation_data", "content_model_reference", "scales_reference"],
        |call| careers::groups(call, &of::SKILLS, &["2.A", "2.B.*"], &NO_LIMITS),
    ),
    row(
        &[&op::MNM_CAREERS_ABILITIES, &op::VETERANS_CAREERS_ABILITIES],
        &["abilities", "occupation_data", "content_model_reference", "scales_reference"],
        |call| careers::groups(call, &of::ABILITIES, &["1.A.*.*"], &NO_LIMITS),
    ),
    row(
        &[&op::MNM_CAREERS_PERSONALITY, &op::VETERANS_CAREERS_PERSONALITY],
        &["interests", "work_styles", "occupation_data", "content_model_reference", "scales_reference"],
        careers::personality,
    ),
    row(
        &[&op::MNM_CAREERS_TECHNOLOGY, &op::VETERANS_CAREERS_TECHNOLOGY],
        &["technology_skills", "occupation_data", "unspsc_reference"],
        careers::technology,
    ),
    // An occupation without a job zone is refused before the view reads the reference.
    row(
        &[&op::MNM_CAREERS_EDUCATION, &op::VETERANS_CAREERS_EDUCATION],
        &["job_zones", "occupation_data"],
        careers::education,
    )
    .optional(&["job_zone_reference"]),
    row(&[&op::MNM_INTEREST_PROFILER_QUESTIONS], &["profiler_questions_60", "profiler_answers"], |call| {
        questions::questions("profiler_questions_60", call)
    })
    .supplementary(&["profiler_questions_60", "profiler_answers"]),
    row(&[&op::MNM_INTEREST_PROFILER_QUESTIONS_30], &["profiler_questions_30", "profiler_answers"], |call| {
        questions::questions("profiler_questions_30", call)
    })
    .supplementary(&["profiler_questions_30", "profiler_answers"]),
    row(&[&op::MNM_INTEREST_PROFILER_RESULTS], &["content_model_reference"], profiles::results),
    row(&[&op::MNM_INTEREST_PROFILER_CAREERS], &["occupation_data", "job_zones", "interests"], |call| {
        list(call, Selection::Profile, Shows::Title, Summary::None)
    }),
    row(&[&op::MNM_INTEREST_PROFILER_INTERESTS_LIST], &["content_model_reference"], |call| {
        categories::answer(Categories::ExplainedInterests, call)
    }),
    row(
        &[&op::MNM_INTEREST_PROFILER_INTERESTS_CAREERS],
        &["occupation_data", "job_zones", "interests"],
        |call| list(call, Selection::Interest, Shows::Title, Summary::None),
    ),
    row(&[&op::MNM_INTEREST_PROFILER_JOB_ZONES], &["job_zone_reference"], |call| {
        categories::answer(Categories::ExplainedJobZones, call)
    }),
    row(
        &[&op::MNM_CAREERS_JOB_OUTLOOK, &op::VETERANS_CAREERS_JOB_OUTLOOK],
        &["employment_projections", "oews_national", "occupation_data"],
        outlook::job_outlook,
    )
    .supplementary(&["employment_projections", "oews_national"]),
    row(
        &[&op::MNM_CAREERS_CHECK_OUT_MY_STATE, &op::VETERANS_CAREERS_CHECK_OUT_MY_STATE],
        &["oews_states", "occupation_data"],
        outlook::check_out_my_state,
    )
    .supplementary(&["oews_states"]),
    unavailable("The kinds of match between military jobs and careers", &[&op::VETERANS_MILITARY]),
];
