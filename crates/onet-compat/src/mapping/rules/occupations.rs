//! O*NET OnLine.

use super::{KEYWORD, NO_QUERY, PAGED, SHAPE_UNKNOWN};
use crate::mapping::rule::{
    Query, Rule, Table, answer_of, copied, display, nothing, release, report_of, rows_of, rule, sorted,
};
use crate::mapping::shapes::*;

const SHORT_OR_LONG: &[Query] = &[display()];

const BY_NAME: &[Query] = &[sorted(&[("name", "title")]), copied("start"), copied("end")];

const BY_PATHWAY: &[Query] =
    &[sorted(&[("pathway", "sub_cluster"), ("name", "title")]), copied("start"), copied("end")];

const BY_FAMILY: &[Query] =
    &[sorted(&[("family", "job_family"), ("name", "title")]), copied("start"), copied("end")];

const BRANCH: &[Query] = &[copied("keyword"), copied("branch"), copied("start"), copied("end")];

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

const NO_GREEN: &str = "2.0 has no data on green occupations";

const NO_VALUES: &str = "2.0 has no occupations by work value";

pub(super) const RULES: &[Rule] = &[
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
    nothing("online.occupation.related.work_values", NONE, NONE, NO_VALUES),
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
];
