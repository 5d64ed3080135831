//! O*NET OnLine, except the reports on an occupation.

use onet_api::operations as op;

use super::row::{Row, row, unavailable};
use crate::indices::crosswalks::Crosswalk;
use crate::indices::occupation_flags::FlagList;
use crate::views::listings::categories::{self, Categories};
use crate::views::listings::clusters::ClusterSelection;
use crate::views::listings::crosswalks;
use crate::views::listings::industries::{self, IndustrySelection};
use crate::views::listings::keyword_lookup::{self, KeywordLookup};
use crate::views::listings::occupation_flags::{self, FlagFilter};
use crate::views::listings::occupation_list::{Shows, list};
use crate::views::listings::selection::{self, Selection};
use crate::views::listings::skills;
use crate::views::listings::summaries::Summary;
use crate::views::{by_element, element_lists, search};

pub(super) static ROWS: [Row; 59] = [
    row(&[&op::ONLINE_SEARCH], &["occupation_data"], |call| {
        search::search(call, &op::ONLINE_OCCUPATIONS_OVERVIEW)
    }),
    row(&[&op::ONLINE_RELATED_ACTIVITIES_SEARCH], &["occupation_data"], |call| {
        search::search(call, &op::ONLINE_RELATED_ACTIVITIES_ACTIVITIES)
    }),
    row(
        &[&op::ONLINE_RELATED_ACTIVITIES_ACTIVITIES],
        &["dwa_reference", "tasks_to_dwas", "occupation_data"],
        search::activities,
    )
    .optional(&["job_zones", "job_zone_reference"]),
    row(
        &[&op::ONLINE_RELATED_ACTIVITIES_RESULTS],
        &["dwa_reference", "tasks_to_dwas", "occupation_data"],
        search::related_activities,
    )
    .optional(&["job_zones", "job_zone_reference"]),
    row(&[&op::ONLINE_JOB_DUTIES_SEARCH], &["occupation_data"], |call| {
        search::search(call, &op::ONLINE_JOB_DUTIES_TASKS)
    }),
    row(&[&op::ONLINE_JOB_DUTIES_TASKS], &["task_statements", "occupation_data"], selection::tasks_of),
    row(
        &[&op::ONLINE_JOB_DUTIES_RESULTS],
        &["occupation_data", "job_zones", "task_statements", "tasks_to_dwas", "dwa_reference"],
        |call| list(call, Selection::Tasks, Shows::JobZone, Summary::None),
    )
    .optional(&["job_zone_reference"]),
    row(
        &[&op::ONLINE_SOFT_SKILLS_LIST],
        &["content_model_reference", "skills", "scales_reference"],
        skills::list,
    )
    .optional(&["occupation_data"]),
    row(
        &[&op::ONLINE_SOFT_SKILLS_RESULTS],
        &["occupation_data", "job_zones", "content_model_reference", "skills", "scales_reference"],
        |call| list(call, Selection::Skills, Shows::JobZone, Summary::None),
    )
    .optional(&["job_zone_reference"]),
    row(&[&op::ONLINE_JOB_FAMILIES_LIST], &["occupation_data"], |call| {
        categories::answer(Categories::JobFamilies, call)
    }),
    row(&[&op::ONLINE_JOB_FAMILIES_ALL_OCCUPATIONS], &["occupation_data"], |call| {
        list(call, Selection::All, Shows::JobFamily, Summary::None)
    }),
    row(&[&op::ONLINE_JOB_FAMILIES_OCCUPATIONS], &["occupation_data"], |call| {
        list(call, Selection::JobFamily, Shows::Title, Summary::None)
    }),
    row(&[&op::ONLINE_JOB_ZONES_LIST], &["job_zone_reference"], |call| {
        categories::answer(Categories::JobZones, call)
    }),
    row(&[&op::ONLINE_JOB_ZONES_ALL_OCCUPATIONS], &["occupation_data", "job_zones"], |call| {
        list(call, Selection::All, Shows::JobZone, Summary::None)
    })
    .optional(&["job_zone_reference"]),
    row(&[&op::ONLINE_JOB_ZONES_OCCUPATIONS], &["occupation_data", "job_zones"], |call| {
        list(call, Selection::JobZone, Shows::Title, Summary::None)
    })
    .optional(&["job_zone_reference"]),
    row(&[&op::ONLINE_TECHNOLOGY_EXAMPLES_SEARCH], &["technology_skills"], |call| {
        keyword_lookup::answer(KeywordLookup::Products, call)
    })
    .optional(&["unspsc_reference"]),
    row(&[&op::ONLINE_TECHNOLOGY_CATEGORIES_SEARCH], &["technology_skills", "unspsc_reference"], |call| {
        keyword_lookup::answer(KeywordLookup::TechnologyCategories, call)
    }),
    row(
        &[&op::ONLINE_TECHNOLOGY_CATEGORIES_OCCUPATIONS],
        &["occupation_data", "job_zones", "technology_skills", "unspsc_reference"],
        |call| list(call, Selection::TechnologyCategory, Shows::JobZone, Summary::TechnologyCategory),
    )
    .optional(&["job_zone_reference"]),
    row(
        &[&op::ONLINE_TECHNOLOGY_EXAMPLES_OCCUPATIONS],
        &["occupation_data", "job_zones", "technology_skills"],
        |call| list(call, Selection::Product, Shows::JobZone, Summary::Product),
    )
    .optional(&["job_zone_reference", "unspsc_reference"]),
    row(
        &[&op::ONLINE_HOT_TECHNOLOGY_OCCUPATIONS],
        &["occupation_data", "job_zones", "technology_skills"],
        |call| list(call, Selection::HotTechnology, Shows::JobZone, Summary::Product),
    )
    .optional(&["job_zone_reference", "unspsc_reference"]),
    row(
        &[&op::ONLINE_BRIGHT_OUTLOOK_LIST],
        &["bright_outlook", "occupation_data"],
        occupation_flags::outlook_categories,
    )
    .supplementary(&["bright_outlook"]),
    row(&[&op::ONLINE_BRIGHT_OUTLOOK_ALL_OCCUPATIONS], &["occupation_data", "bright_outlook"], |call| {
        list(call, Selection::Flagged(FlagList::BrightOutlook, FlagFilter::All), Shows::Title, Summary::None)
    })
    .supplementary(&["bright_outlook"]),
    row(&[&op::ONLINE_BRIGHT_OUTLOOK_OCCUPATIONS], &["occupation_data", "bright_outlook"], |call| {
        list(
            call,
            Selection::Flagged(FlagList::BrightOutlook, FlagFilter::Requested),
            Shows::Title,
            Summary::None,
        )
    })
    .supplementary(&["bright_outlook"]),
    row(
        &[&op::ONLINE_STEM_OCCUPATIONS_LIST],
        &["stem_occupations", "occupation_data"],
        occupation_flags::stem_types,
    )
    .supplementary(&["stem_occupations"]),
    row(&[&op::ONLINE_STEM_OCCUPATIONS_ALL], &["occupation_data", "stem_occupations"], |call| {
        list(call, Selection::Flagged(FlagList::Stem, FlagFilter::All), Shows::JobFamily, Summary::None)
    })
    .supplementary(&["stem_occupations"]),
    row(&[&op::ONLINE_STEM_OCCUPATIONS_BY_TYPE], &["occupation_data", "stem_occupations"], |call| {
        list(call, Selection::Flagged(FlagList::Stem, FlagFilter::Requested), Shows::JobFamily, Summary::None)
    })
    .supplementary(&["stem_occupations"]),
    row(&[&op::ONLINE_CAREER_CLUSTERS_LIST], &["career_cluster_reference"], |call| {
        categories::answer(Categories::CareerClusters, call)
    })
    .supplementary(&["career_cluster_reference"])
    .optional(&["occupation_data"]),
    row(
        &[&op::ONLINE_CAREER_CLUSTERS_ALL_OCCUPATIONS],
        &["occupation_data", "career_cluster_reference", "career_clusters"],
        |call| list(call, Selection::Clustered(ClusterSelection::All), Shows::Title, Summary::None),
    )
    .supplementary(&["career_clusters", "career_cluster_reference"]),
    row(
        &[&op::ONLINE_CAREER_CLUSTERS_OCCUPATIONS],
        &["occupation_data", "career_cluster_reference", "career_clusters"],
        |call| {
            list(
                call,
                Selection::Clustered(ClusterSelection::Subclusters),
                Shows::Title,
                Summary::CareerCluster,
            )
        },
    )
    .supplementary(&["career_clusters", "career_cluster_reference"]),
    row(
        &[&op::ONLINE_CAREER_CLUSTERS_SUB_CLUSTER_OCCUPATIONS],
        &["occupation_data", "career_cluster_reference", "career_clusters"],
        |call| list(call, Selection::Clustered(ClusterSelection::One), Shows::Title, Summary::CareerCluster),
    )
    .supplementary(&["career_clusters", "career_cluster_reference"]),
    row(&[&op::ONLINE_INDUSTRIES_LIST], &["all_industries"], industries::entries)
        .supplementary(&["all_industries"]),
    row(&[&op::ONLINE_INDUSTRIES_ALL_OCCUPATIONS], &["occupation_data", "all_industries"], |call| {
        list(call, Selection::Employed(IndustrySelection::All), Shows::Title, Summary::None)
    })
    .supplementary(&["all_industries"]),
    row(&[&op::ONLINE_INDUSTRIES_OCCUPATIONS], &["occupation_data", "all_industries"], |call| {
        list(call, Selection::Employed(IndustrySelection::One), Shows::Title, Summary::None)
    })
    .supplementary(&["all_industries"]),
    row(&[&op::ONLINE_CROSSWALKS_EDUCATION], &["crosswalk_education", "occupation_data"], |call| {
        crosswalks::search(Crosswalk::Education, call)
    })
    .supplementary(&["crosswalk_education"]),
    row(&[&op::ONLINE_CROSSWALKS_OCCUPATION_HANDBOOK], &["crosswalk_handbook", "occupation_data"], |call| {
        crosswalks::search(Crosswalk::Handbook, call)
    })
    .supplementary(&["crosswalk_handbook"]),
    row(&[&op::ONLINE_CROSSWALKS_ESCO], &["crosswalk_esco", "occupation_data"], |call| {
        crosswalks::search(Crosswalk::Esco, call)
    })
    .supplementary(&["crosswalk_esco"]),
    row(&[&op::ONLINE_CROSSWALKS_RAPIDS], &["crosswalk_rapids", "occupation_data"], |call| {
        crosswalks::search(Crosswalk::Apprenticeship, call)
    })
    .supplementary(&["crosswalk_rapids"]),
    row(&[&op::ONLINE_CROSSWALKS_DOT], &["crosswalk_dot", "occupation_data"], |call| {
        crosswalks::search(Crosswalk::Dot, call)
    })
    .supplementary(&["crosswalk_dot"]),
    row(&[&op::ONLINE_CROSSWALKS_MILITARY], &["crosswalk_military", "occupation_data"], |call| {
        crosswalks::search(Crosswalk::Military, call)
    })
    .supplementary(&["crosswalk_military"]),
    row(&[&op::ONLINE_CROSSWALKS_SOC], &["occupation_data"], |call| {
        keyword_lookup::answer(KeywordLookup::Soc, call)
    }),
    row(&[&op::ONLINE_ONET_DATA_ABILITIES_LIST], &["content_model_reference"], |call| {
        by_element::tree(call, &element_lists::ABILITIES)
    }),
    row(
        &[&op::ONLINE_ONET_DATA_ABILITIES_OCCUPATIONS],
        &["abilities", "occupation_data", "content_model_reference", "scales_reference"],
        |call| by_element::rated(call, &element_lists::ABILITIES),
    )
    .optional(&["job_zones", "job_zone_reference"]),
    row(&[&op::ONLINE_ONET_DATA_KNOWLEDGE_LIST], &["content_model_reference"], |call| {
        by_element::tree(call, &element_lists::KNOWLEDGE)
    }),
    row(
        &[&op::ONLINE_ONET_DATA_KNOWLEDGE_OCCUPATIONS],
        &["knowledge", "occupation_data", "content_model_reference", "scales_reference"],
        |call| by_element::rated(call, &element_lists::KNOWLEDGE),
    )
    .optional(&["job_zones", "job_zone_reference"]),
    row(&[&op::ONLINE_ONET_DATA_SKILLS_BASIC_LIST], &["content_model_reference"], |call| {
        by_element::tree(call, &element_lists::BASIC_SKILLS)
    }),
    row(
        &[&op::ONLINE_ONET_DATA_SKILLS_BASIC_OCCUPATIONS],
        &["skills", "occupation_data", "content_model_reference", "scales_reference"],
        |call| by_element::rated(call, &element_lists::BASIC_SKILLS),
    )
    .optional(&["job_zones", "job_zone_reference"]),
    row(&[&op::ONLINE_ONET_DATA_SKILLS_CF_LIST], &["content_model_reference"], |call| {
        by_element::tree(call, &element_lists::CROSS_FUNCTIONAL_SKILLS)
    }),
    row(
        &[&op::ONLINE_ONET_DATA_SKILLS_CF_OCCUPATIONS],
        &["skills", "occupation_data", "content_model_reference", "scales_reference"],
        |call| by_element::rated(call, &element_lists::CROSS_FUNCTIONAL_SKILLS),
    )
    .optional(&["job_zones", "job_zone_reference"]),
    row(&[&op::ONLINE_ONET_DATA_WORK_ACTIVITIES_LIST], &["content_model_reference"], |call| {
        by_element::tree(call, &element_lists::WORK_ACTIVITIES)
    }),
    row(
        &[&op::ONLINE_ONET_DATA_WORK_ACTIVITIES_OCCUPATIONS],
        &["work_activities", "occupation_data", "content_model_reference", "scales_reference"],
        |call| by_element::rated(call, &element_lists::WORK_ACTIVITIES),
    )
    .optional(&["job_zones", "job_zone_reference"]),
    row(&[&op::ONLINE_ONET_DATA_WORK_CONTEXT_LIST], &["content_model_reference"], |call| {
        by_element::tree(call, &element_lists::WORK_CONTEXT)
    }),
    row(
        &[&op::ONLINE_ONET_DATA_WORK_CONTEXT_OCCUPATIONS],
        &["work_context", "occupation_data", "content_model_reference", "scales_reference"],
        |call| by_element::rated(call, &element_lists::WORK_CONTEXT),
    )
    .optional(&["job_zones", "job_zone_reference"]),
    row(&[&op::ONLINE_ONET_DATA_WORK_STYLES_LIST], &["content_model_reference"], |call| {
        by_element::tree(call, &element_lists::WORK_STYLES)
    }),
    row(
        &[&op::ONLINE_ONET_DATA_WORK_STYLES_OCCUPATIONS],
        &["work_styles", "occupation_data", "content_model_reference", "scales_reference"],
        |call| by_element::rated(call, &element_lists::WORK_STYLES),
    )
    .optional(&["job_zones", "job_zone_reference"]),
    row(
        &[&op::ONLINE_ONET_DATA_INTERESTS_LIST],
        &["interests", "content_model_reference"],
        by_element::interests,
    ),
    row(
        &[&op::ONLINE_ONET_DATA_INTERESTS_OCCUPATIONS],
        &["interests", "content_model_reference", "occupation_data"],
        by_element::interest_occupations,
    )
    .optional(&["scales_reference", "job_zones", "job_zone_reference"]),
    unavailable(
        "Professional associations",
        &[
            &op::ONLINE_ASSOCIATIONS_ALL,
            &op::ONLINE_ASSOCIATIONS_SEARCH,
            &op::ONLINE_ASSOCIATIONS_FOR_OCCUPATION,
            &op::ONLINE_OCCUPATIONS_DETAILS_PROFESSIONAL_ASSOCIATIONS,
            &op::ONLINE_OCCUPATIONS_SUMMARY_PROFESSIONAL_ASSOCIATIONS,
        ],
    ),
    unavailable("Numbers of job postings", &[&op::ONLINE_HOT_TECHNOLOGY_LIST]),
    unavailable(
        "Profiles of military careers",
        &[
            &op::ONLINE_OCCUPATIONS_DETAILS_MILITARY_CAREER_SUMMARIES,
            &op::ONLINE_OCCUPATIONS_SUMMARY_MILITARY_CAREER_SUMMARIES,
        ],
    ),
];
