//! The resources of 1.x, each with its counterpart in 2.0 and the tables that lead from one to the other.
//!
//! `{site}` stands for `mnm`, `mpp` and `veterans`, `{part}` for `summary` and `details`. Other names in braces are
//! parameters of the call, named as in the path of the resource.

use super::rule::{
    Query, Rule, Table, Variables, answer_of, copied, display, nothing, one_way, page_of, release, renamed,
    report_of, rows_of, rule, sorted,
};
use super::shapes::*;

/// The rule of a resource, and what its variables stand for.
pub(crate) fn find(id: &str) -> Option<(&'static Rule, Variables<'static>)> {
    RULES.iter().find_map(|rule| Some((rule, rule.matches(id)?)))
}

const NO_QUERY: &[Query] = &[];
const PAGED: &[Query] = &[copied("start"), copied("end")];
const KEYWORD: &[Query] = &[copied("keyword"), copied("start"), copied("end")];
const SHORT_OR_LONG: &[Query] = &[display()];
const BY_NAME: &[Query] = &[sorted(&[("name", "title")]), copied("start"), copied("end")];
const BY_PATHWAY: &[Query] =
    &[sorted(&[("pathway", "sub_cluster"), ("name", "title")]), copied("start"), copied("end")];
const BY_FAMILY: &[Query] =
    &[sorted(&[("family", "job_family"), ("name", "title")]), copied("start"), copied("end")];
const BRANCH: &[Query] = &[copied("keyword"), copied("branch"), copied("start"), copied("end")];

/// All military matches come in one answer unless the call says otherwise.
const MILITARY: &[Query] = &[copied("keyword"), copied("branch"), page_of(2000)];

/// A page of questions holds twelve.
const TWELVE: &[Query] = &[page_of(12)];

const ROW_QUERY: &[Query] = &[copied("filter"), copied("sort"), copied("start"), copied("end")];

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

const ONLINE_SECTIONS: &[&str] = &[
    "occupation",
    "tasks",
    "technology_skills",
    "tools_used",
    "tools_technology",
    "knowledge",
    "skills",
    "abilities",
    "work_activities",
    "detailed_work_activities",
    "work_context",
    "job_zone",
    "education",
    "interests",
    "work_styles",
    "work_values",
    "related_occupations",
    "additional_information",
];

const OF_CODE: &str = "onetsoc_code.eq.{code}";

const VALUE_TABLES: &[Table] = &[
    rows_of("work_values", "/database/rows/work_values", OF_CODE),
    rows_of(
        "content_model_reference",
        "/database/rows/content_model_reference",
        "element_id.startswith.1.B.2.",
    ),
];

const TOOL_TABLES: &[Table] = &[rows_of("tools_used", "/database/rows/tools_used", OF_CODE)];

const TOOL_AND_TECHNOLOGY_TABLES: &[Table] = &[
    rows_of("tools_used", "/database/rows/tools_used", OF_CODE),
    answer_of("technology_skills", "/online/occupations/{code}/{part}/technology_skills"),
];

const SHAPE_UNKNOWN: &str = "the form of the 1.x document is not known";
const LISTING_GONE: &str = "2.0 has no such listing";
const NO_GREEN: &str = "2.0 has no data on green occupations";
const NO_VALUES: &str = "2.0 has no occupations by work value";
const NO_OPERATION: &str = "an error is the answer of no operation";
const STATE_OUTLOOK: &str =
    "2.0 tells the outlook of each state, 1.x its share of the workers; one does not follow from the other";

/// Every resource has one row. Where two match an address of 2.0, the upper one counts.
pub(crate) const RULES: &[Rule] = &[
    rule("ws", &["/"], NO_QUERY, NONE, INDEX),
    rule("about", &["/about/"], NO_QUERY, NONE, ABOUT),
    nothing("error", NONE, ERROR, NO_OPERATION),
    // My Next Move, Mi Próximo Paso, My Next Move for Veterans
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
    // O*NET OnLine
    rule("online", &["/online/"], NO_QUERY, NONE, INDEX),
    rule("online.search", &["/online/search"], KEYWORD, KEYWORD_PAGE, FOUND_OCCUPATIONS),
    rule("online.occupations", &["/online/occupations/"], BY_NAME, SORTED_PAGE, LISTED_OCCUPATIONS),
    rule("online.occupation", &["/online/occupations/{code}/"], NO_QUERY, NONE, OCCUPATION_OVERVIEW),
    rule(
        "online.occupation.details.tasks",
        &["/online/occupations/{code}/details/tasks"],
        SHORT_OR_LONG,
        SECTION,
        DETAILED_TASKS,
    ),
    rule(
        "online.occupation.summary.tasks",
        &["/online/occupations/{code}/summary/tasks"],
        SHORT_OR_LONG,
        SECTION,
        SUMMARY_TASKS,
    ),
    rule(
        "online.occupation.{part}.technology_skills",
        &["/online/occupations/{code}/{part}/technology_skills"],
        SHORT_OR_LONG,
        SECTION,
        TECHNOLOGY_SKILLS,
    ),
    release("online.occupation.{part}.tools_used", SECTION, TOOL_TABLES),
    release("online.occupation.{part}.tools_technology", SECTION, TOOL_AND_TECHNOLOGY_TABLES),
    rule(
        "online.occupation.details.knowledge",
        &["/online/occupations/{code}/details/knowledge"],
        SHORT_OR_LONG,
        SECTION,
        RATED_ELEMENTS,
    ),
    rule(
        "online.occupation.summary.knowledge",
        &["/online/occupations/{code}/summary/knowledge"],
        SHORT_OR_LONG,
        SECTION,
        ELEMENTS,
    ),
    rule(
        "online.occupation.details.skills",
        &["/online/occupations/{code}/details/skills"],
        SHORT_OR_LONG,
        SECTION,
        RATED_ELEMENTS,
    ),
    rule(
        "online.occupation.summary.skills",
        &["/online/occupations/{code}/summary/skills"],
        SHORT_OR_LONG,
        SECTION,
        ELEMENTS,
    ),
    rule(
        "online.occupation.details.abilities",
        &["/online/occupations/{code}/details/abilities"],
        SHORT_OR_LONG,
        SECTION,
        RATED_ELEMENTS,
    ),
    rule(
        "online.occupation.summary.abilities",
        &["/online/occupations/{code}/summary/abilities"],
        SHORT_OR_LONG,
        SECTION,
        ELEMENTS,
    ),
    rule(
        "online.occupation.details.work_activities",
        &["/online/occupations/{code}/details/work_activities"],
        SHORT_OR_LONG,
        SECTION,
        RATED_ELEMENTS,
    ),
    rule(
        "online.occupation.summary.work_activities",
        &["/online/occupations/{code}/summary/work_activities"],
        SHORT_OR_LONG,
        SECTION,
        ELEMENTS,
    ),
    rule(
        "online.occupation.details.work_styles",
        &["/online/occupations/{code}/details/work_styles"],
        SHORT_OR_LONG,
        SECTION,
        RATED_ELEMENTS,
    ),
    rule(
        "online.occupation.summary.work_styles",
        &["/online/occupations/{code}/summary/work_styles"],
        SHORT_OR_LONG,
        SECTION,
        ELEMENTS,
    ),
    release("online.occupation.{part}.work_values", SECTION, VALUE_TABLES),
    rule(
        "online.occupation.details.interests",
        &["/online/occupations/{code}/details/interests"],
        SHORT_OR_LONG,
        SECTION,
        RATED_INTERESTS,
    ),
    rule(
        "online.occupation.summary.interests",
        &["/online/occupations/{code}/summary/interests"],
        NO_QUERY,
        SECTION,
        INTERESTS,
    ),
    rule(
        "online.occupation.{part}.detailed_work_activities",
        &["/online/occupations/{code}/{part}/detailed_work_activities"],
        SHORT_OR_LONG,
        SECTION,
        ACTIVITIES,
    ),
    rule(
        "online.occupation.details.work_context",
        &["/online/occupations/{code}/details/work_context"],
        SHORT_OR_LONG,
        SECTION,
        RATED_CONTEXT,
    ),
    rule(
        "online.occupation.summary.work_context",
        &["/online/occupations/{code}/summary/work_context"],
        SHORT_OR_LONG,
        SECTION,
        CONTEXT,
    ),
    rule(
        "online.occupation.{part}.job_zone",
        &["/online/occupations/{code}/{part}/job_zone"],
        NO_QUERY,
        REPORT,
        JOB_ZONE,
    ),
    rule(
        "online.occupation.{part}.education",
        &["/online/occupations/{code}/{part}/education"],
        NO_QUERY,
        REPORT,
        EDUCATION,
    ),
    rule(
        "online.occupation.{part}.related_occupations",
        &["/online/occupations/{code}/{part}/related_occupations"],
        SHORT_OR_LONG,
        REPORT,
        RELATED_OCCUPATIONS,
    ),
    rule(
        "online.occupation.{part}.additional_information",
        &["/online/occupations/{code}/{part}/professional_associations"],
        SHORT_OR_LONG,
        SECTION,
        SOURCES,
    ),
    report_of("online.occupation.{part}", FULL_REPORT, ONLINE_SECTIONS),
    rule(
        "online.occupation.custom.work_activities_outline",
        &["/online/occupations/{code}/custom/work_activities_outline"],
        &[copied("display")],
        OUTLINE,
        ACTIVITY_OUTLINE,
    ),
    rule(
        "online.occupation.related.tasks",
        &["/online/occupations/{code}/related/tasks/{id}"],
        NO_QUERY,
        NONE,
        SHARING_OCCUPATIONS,
    ),
    rule(
        "online.occupation.related.tools_technology",
        &["/online/occupations/{code}/related/technology_skills/{id}"],
        NO_QUERY,
        NONE,
        TECHNOLOGY_SHARING_OCCUPATIONS,
    ),
    rule(
        "online.occupation.related.knowledge",
        &["/online/occupations/{code}/related/knowledge/{id}"],
        NO_QUERY,
        NONE,
        SHARING_OCCUPATIONS,
    ),
    rule(
        "online.occupation.related.skills",
        &["/online/occupations/{code}/related/skills/{id}"],
        NO_QUERY,
        NONE,
        SHARING_OCCUPATIONS,
    ),
    rule(
        "online.occupation.related.abilities",
        &["/online/occupations/{code}/related/abilities/{id}"],
        NO_QUERY,
        NONE,
        SHARING_OCCUPATIONS,
    ),
    rule(
        "online.occupation.related.work_activities",
        &["/online/occupations/{code}/related/work_activities/{id}"],
        NO_QUERY,
        NONE,
        SHARING_OCCUPATIONS,
    ),
    rule(
        "online.occupation.related.detailed_work_activities",
        &["/online/occupations/{code}/related/detailed_work_activities/{id}"],
        NO_QUERY,
        NONE,
        SHARING_OCCUPATIONS,
    ),
    rule(
        "online.occupation.related.work_context",
        &["/online/occupations/{code}/related/work_context/{id}"],
        NO_QUERY,
        NONE,
        SHARING_OCCUPATIONS,
    ),
    rule(
        "online.occupation.related.interests",
        &["/online/occupations/{code}/related/interests/{id}"],
        NO_QUERY,
        NONE,
        SHARING_OCCUPATIONS,
    ),
    rule(
        "online.occupation.related.work_styles",
        &["/online/occupations/{code}/related/work_styles/{id}"],
        NO_QUERY,
        NONE,
        SHARING_OCCUPATIONS,
    ),
    nothing("online.occupation.related.work_values", NONE, SHARING_OCCUPATIONS, NO_VALUES),
    rule("online.bright_outlook", &["/online/bright_outlook/"], NO_QUERY, NONE, ONLINE_BRIGHT_OUTLOOKS),
    rule(
        "online.bright_outlook.occupations",
        &["/online/bright_outlook/{code}"],
        BY_NAME,
        BRIGHT_PAGE,
        OCCUPATIONS,
    ),
    rule("online.career_clusters", &["/online/career_clusters/"], NO_QUERY, NONE, CLUSTERS),
    rule(
        "online.career_clusters.occupations",
        &["/online/career_clusters/{code}"],
        BY_PATHWAY,
        CLUSTER_PAGE,
        CLUSTER_OCCUPATIONS,
    ),
    rule("online.industries", &["/online/industries/"], NO_QUERY, NONE, INDUSTRIES),
    rule(
        "online.industries.occupations",
        &["/online/industries/{code}"],
        BY_NAME,
        INDUSTRY_PAGE,
        INDUSTRY_OCCUPATIONS,
    ),
    rule("online.job_families", &["/online/job_families/"], NO_QUERY, NONE, JOB_FAMILIES),
    rule(
        "online.job_families.occupations",
        &["/online/job_families/{code}"],
        BY_NAME,
        FAMILY_PAGE,
        FAMILY_OCCUPATIONS,
    ),
    rule("online.job_zones", &["/online/job_zones/"], NO_QUERY, NONE, JOB_ZONES),
    rule("online.job_zones.occupations", &["/online/job_zones/{code}"], BY_NAME, ZONE_PAGE, OCCUPATIONS),
    rule("online.stem_occupations", &["/online/stem_occupations/"], NO_QUERY, NONE, STEM_TYPES),
    rule(
        "online.stem_occupations.occupations",
        &["/online/stem_occupations/{code}"],
        BY_FAMILY,
        STEM_PAGE,
        STEM_OCCUPATIONS,
    ),
    nothing("online.green_occupations", NONE, NONE, NO_GREEN),
    rule("online.hot_technology", &["/online/hot_technology/"], NO_QUERY, NONE, HOT_TECHNOLOGIES),
    rule(
        "online.hot_technology.occupations",
        &["/online/hot_technology/{name}"],
        PAGED,
        PAGE,
        HOT_TECHNOLOGY_OCCUPATIONS,
    ),
    nothing("online.technology.search", NONE, NONE, SHAPE_UNKNOWN),
    rule(
        "online.crosswalks.military",
        &["/online/crosswalks/military"],
        BRANCH,
        MILITARY_CROSSWALK_PAGE,
        MATCHES,
    ),
    rule(
        "online.crosswalks.apprenticeship",
        &["/online/crosswalks/RAPIDS"],
        KEYWORD,
        CROSSWALK_PAGE,
        MATCHES,
    ),
    rule("online.crosswalks.education", &["/online/crosswalks/education"], KEYWORD, CROSSWALK_PAGE, MATCHES),
    rule(
        "online.crosswalks.occupation_handbook",
        &["/online/crosswalks/occupation_handbook"],
        KEYWORD,
        CROSSWALK_PAGE,
        HANDBOOK_MATCHES,
    ),
    rule("online.crosswalks.soc", &["/online/crosswalks/SOC"], KEYWORD, CROSSWALK_PAGE, MATCHES),
    rule("online.crosswalks.dot", &["/online/crosswalks/DOT"], KEYWORD, CROSSWALK_PAGE, MATCHES),
    rule("online.crosswalks.esco", &["/online/crosswalks/ESCO"], KEYWORD, CROSSWALK_PAGE, MATCHES),
    rule("online.related_task.search", &["/online/job_duties/search"], KEYWORD, KEYWORD_PAGE, OCCUPATIONS),
    rule("online.related_task.tasks", &["/online/job_duties/tasks/{code}"], NO_QUERY, CODE, TASK_CHOICES),
    rule(
        "online.related_task.occupations",
        &["/online/job_duties/results/{code}"],
        &[copied("tasks"), copied("start"), copied("end")],
        PAGE,
        TASK_SHARERS,
    ),
    nothing("online.onet_data", NONE, NONE, SHAPE_UNKNOWN),
    // taxonomies and the database
    rule("taxonomy.2010_to_active", &["/taxonomy/2010/active/{code}"], NO_QUERY, NONE, TAXONOMY),
    rule("taxonomy.active_to_2010", &["/taxonomy/active/2010/{code}"], NO_QUERY, NONE, TAXONOMY),
    rule("taxonomy.2010_to_2019", &["/taxonomy/2010/2019/{code}"], NO_QUERY, NONE, TAXONOMY),
    rule("taxonomy.2019_to_2010", &["/taxonomy/2019/2010/{code}"], NO_QUERY, NONE, TAXONOMY),
    rule("database", &["/database/"], NO_QUERY, NONE, TABLES),
    rule("database.info", &["/database/info/{table_id}"], NO_QUERY, NONE, TABLE_INFO),
    rule("database.rows", &["/database/rows/{table_id}"], ROW_QUERY, ROWS_PAGE, ROWS),
];
