//! The index pages, the version, the database, the taxonomy, and Mi Próximo Paso.

use onet_api::operations as op;

use super::row::{ArgumentNeeds, Row, row, unavailable};
use crate::views::{about, database, taxonomy};

pub(super) static ROWS: [Row; 7] = [
    row(
        &[
            &op::ROOT_INDEX,
            &op::MNM_INDEX,
            &op::MNM_INTEREST_PROFILER_INDEX,
            &op::MPP_INDEX,
            &op::MPP_INTEREST_PROFILER_INDEX,
            &op::ONLINE_INDEX,
            &op::ONLINE_ASSOCIATIONS_INDEX,
            &op::ONLINE_CROSSWALKS_INDEX,
            &op::ONLINE_JOB_DUTIES_INDEX,
            &op::ONLINE_ONET_DATA_INDEX,
            &op::ONLINE_RELATED_ACTIVITIES_INDEX,
            &op::ONLINE_TECHNOLOGY_INDEX,
            &op::TAXONOMY_INDEX,
            &op::TAXONOMY_CROSSWALK_INDEX,
            &op::VETERANS_INDEX,
        ],
        &[],
        about::index,
    ),
    row(&[&op::ABOUT], &[], about::about),
    row(&[&op::DATABASE_LIST], &[], database::list),
    row(&[&op::DATABASE_TABLE_INFO], &[], database::info),
    row(&[&op::DATABASE_ROWS], &[], database::rows),
    row(&[&op::TAXONOMY_CROSSWALK], &["occupation_data"], taxonomy::crosswalk).arguments(&[
        ArgumentNeeds { parameter: "source", value: "2010", tables: &["taxonomy_2010_to_2019"] },
        ArgumentNeeds { parameter: "target", value: "2010", tables: &["taxonomy_2010_to_2019"] },
    ]),
    unavailable(
        "Spanish texts",
        &[
            &op::MPP_BRIGHT_OUTLOOK_LIST,
            &op::MPP_BRIGHT_OUTLOOK_CAREERS,
            &op::MPP_CAREER_CLUSTERS_LIST,
            &op::MPP_CAREER_CLUSTERS_CAREERS,
            &op::MPP_CAREERS_LIST,
            &op::MPP_CAREERS_OVERVIEW,
            &op::MPP_CAREERS_ABILITIES,
            &op::MPP_CAREERS_CHECK_OUT_MY_STATE,
            &op::MPP_CAREERS_EDUCATION,
            &op::MPP_CAREERS_EXPLORE_MORE,
            &op::MPP_CAREERS_JOB_OUTLOOK,
            &op::MPP_CAREERS_KNOWLEDGE,
            &op::MPP_CAREERS_PERSONALITY,
            &op::MPP_CAREERS_SKILLS,
            &op::MPP_CAREERS_TECHNOLOGY,
            &op::MPP_INDUSTRIES_LIST,
            &op::MPP_INDUSTRIES_MOST_PEOPLE,
            &op::MPP_INDUSTRIES_SOME_PEOPLE,
            &op::MPP_INTEREST_PROFILER_CAREERS,
            &op::MPP_INTEREST_PROFILER_INTERESTS_LIST,
            &op::MPP_INTEREST_PROFILER_INTERESTS_CAREERS,
            &op::MPP_INTEREST_PROFILER_JOB_ZONES,
            &op::MPP_INTEREST_PROFILER_QUESTIONS,
            &op::MPP_INTEREST_PROFILER_QUESTIONS_30,
            &op::MPP_INTEREST_PROFILER_RESULTS,
            &op::MPP_INTERESTS_LIST,
            &op::MPP_INTERESTS_CAREERS,
            &op::MPP_JOB_PREPARATION_LIST,
            &op::MPP_JOB_PREPARATION_CAREERS,
            &op::MPP_SEARCH,
        ],
    ),
];
