//! My Next Move, Mi Próximo Paso and My Next Move for Veterans.

use super::{KEYWORD, NO_QUERY, PAGED, SHAPE_UNKNOWN};
use crate::mapping::rule::{Query, Rule, copied, nothing, one_way, page_of, renamed, report_of, rule};
use crate::mapping::shapes::*;

/// All military matches come in one answer unless the call says otherwise.
const MILITARY: &[Query] = &[copied("keyword"), copied("branch"), page_of(2000)];

/// A page of questions holds twelve.
const TWELVE: &[Query] = &[page_of(12)];

const PROFILE: &[Query] = &[
    copied("answers"),
    renamed("Realistic", "realistic"),
    renamed("Investigative", "investigative"),
    renamed("Artistic", "artistic"),
    renamed("Social", "social"),
    renamed("Enterprising", "enterprising"),
    renamed("Conventional", "conventional"),
    renamed("job_zone", "zone"),
    copied("start"),
    copied("end"),
];

const SITE_SECTIONS: &[&str] = &[
    "career",
    "knowledge",
    "skills",
    "abilities",
    "personality",
    "technology",
    "education",
    "job_outlook",
    "check_out_my_state",
    "explore_more",
    "where_do_they_work",
];

const LISTING_GONE: &str = "2.0 has no such listing";

const STATE_OUTLOOK: &str =
    "2.0 tells the outlook of each state, 1.x its share of the workers; one does not follow from the other";

pub(super) const RULES: &[Rule] = &[
    rule("{site}", &["/{site}/"], NO_QUERY, NONE, INDEX),
    rule("{site}.search", &["/{site}/search"], KEYWORD, KEYWORD_PAGE, CAREERS),
    rule("{site}.browse", &["/{site}/industries/"], NO_QUERY, NONE, CAREER_INDUSTRIES),
    rule(
        "{site}.browse.careers",
        &["/{site}/industries/{industry_code}/most_people", "/{site}/industries/{industry_code}/some_people"],
        PAGED,
        CATEGORY_PAGE,
        INDUSTRY_CAREERS,
    ),
    rule("{site}.careers", &["/{site}/careers/"], PAGED, NAME_SORTED_PAGE, CAREERS),
    nothing("{site}.apprenticeship", NONE, NONE, LISTING_GONE),
    nothing("{site}.career_videos", NONE, NONE, LISTING_GONE),
    rule("{site}.bright_outlook", &["/{site}/bright_outlook/"], NO_QUERY, NONE, BRIGHT_OUTLOOKS),
    rule(
        "{site}.bright_outlook.careers",
        &["/{site}/bright_outlook/{category}"],
        PAGED,
        CATEGORY_PAGE,
        SUMMARIZED_CAREERS,
    ),
    rule("{site}.job_preparation", &["/{site}/job_preparation/"], NO_QUERY, NONE, PREPARATIONS),
    rule(
        "{site}.job_preparation.careers",
        &["/{site}/job_preparation/{job_zone}"],
        PAGED,
        PAGE,
        SUMMARIZED_CAREERS,
    ),
    rule("{site}.career", &["/{site}/careers/{code}/"], NO_QUERY, NONE, CAREER_OVERVIEW),
    rule("{site}.career.knowledge", &["/{site}/careers/{code}/knowledge"], NO_QUERY, CODE, GROUPS),
    rule("{site}.career.skills", &["/{site}/careers/{code}/skills"], NO_QUERY, CODE, GROUPS),
    rule("{site}.career.abilities", &["/{site}/careers/{code}/abilities"], NO_QUERY, CODE, GROUPS),
    rule("{site}.career.personality", &["/{site}/careers/{code}/personality"], NO_QUERY, CODE, PERSONALITY),
    rule(
        "{site}.career.technology",
        &["/{site}/careers/{code}/technology"],
        NO_QUERY,
        CODE,
        CAREER_TECHNOLOGIES,
    ),
    rule("{site}.career.education", &["/{site}/careers/{code}/education"], NO_QUERY, CODE, CAREER_EDUCATION),
    rule("{site}.career.job_outlook", &["/{site}/careers/{code}/job_outlook"], NO_QUERY, CODE, JOB_OUTLOOK),
    one_way(
        "{site}.career.check_out_my_state",
        "/{site}/careers/{code}/check_out_my_state",
        CODE,
        STATES,
        STATE_OUTLOOK,
    ),
    rule(
        "{site}.career.explore_more",
        &["/{site}/careers/{code}/explore_more"],
        NO_QUERY,
        CODE,
        EXPLORE_MORE,
    ),
    rule(
        "{site}.career.where_do_they_work",
        &["/{site}/careers/{code}/explore_more"],
        NO_QUERY,
        CODE,
        WORKPLACES,
    ),
    nothing("{site}.career.in_the_military", NONE, NONE, SHAPE_UNKNOWN),
    report_of("{site}.career.report", CODE, SITE_SECTIONS),
    rule("{site}.interestprofiler", &["/{site}/interestprofiler/"], NO_QUERY, NONE, INDEX),
    rule(
        "{site}.interestprofiler.questions",
        &["/{site}/interestprofiler/questions"],
        TWELVE,
        PAGE,
        QUESTIONS,
    ),
    rule(
        "{site}.interestprofiler.questions_30",
        &["/{site}/interestprofiler/questions_30"],
        TWELVE,
        PAGE,
        QUESTIONS,
    ),
    rule(
        "{site}.interestprofiler.results",
        &["/{site}/interestprofiler/results"],
        &[copied("answers")],
        RESULTS_HEAD,
        RESULTS,
    ),
    rule(
        "{site}.interestprofiler.job_zones",
        &["/{site}/interestprofiler/job_zones"],
        NO_QUERY,
        ZONES_HEAD,
        PROFILER_ZONES,
    ),
    rule(
        "{site}.interestprofiler.careers",
        &["/{site}/interestprofiler/careers", "/{site}/interestprofiler/interests/{area}"],
        PROFILE,
        ANSWERS_PAGE,
        FITTING_CAREERS,
    ),
    rule("veterans.military", &["/veterans/military"], MILITARY, MILITARY_PAGE, MILITARY_CAREERS),
];
