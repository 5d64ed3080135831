//! An occupation of O*NET OnLine: overview, sections, outline.

use super::{OCCUPATION, TAGS};
use crate::mapping::row::{
    Row, always_false, digits, gone, integer, link, links, list, more, named_flag, object, only_v1, only_v2,
    plain_score, same, score, section, see_all, texts, title, typed, with,
};

const UPDATE: &[Row] = &[same("title", "title"), same("source", "source?"), same("year?", "year?")];

const BRIGHT_REASON: &[Row] = &[same("", "title"), only_v2("code")];

const SECTION_LINK: &[Row] = &[link("href", "href"), title("title", "title")];

pub(in crate::mapping) const OCCUPATION_OVERVIEW: &[Row] = &[
    same("code", "code"),
    same("title", "title"),
    object("tags", "tags", TAGS),
    same("description", "description"),
    texts("sample_of_reported_job_titles.title?", "sample_of_reported_titles?"),
    list("also_see.occupation?", "also_see?", OCCUPATION),
    only_v1("updated.partial"),
    same("updated.year?", "updated.year?"),
    list("updated.resource_updated?", "updated.contents?", UPDATE),
    only_v1("bright_outlook.description"),
    list("bright_outlook.category?", "bright_outlook?", BRIGHT_REASON),
    links("summary_resources.resource?", "summary_contents", SECTION_LINK),
    links("details_resources.resource?", "details_contents", SECTION_LINK),
    links("custom_resources.resource?", "custom_contents", SECTION_LINK),
];

const DETAILED_TASK: &[Row] = &[
    digits("id", "id"),
    always_false("green"),
    link("related", "related"),
    same("statement", "title"),
    same("category?", "category?"),
    score("score?", "importance?", "Importance"),
];

pub(in crate::mapping) const DETAILED_TASKS: &[Row] =
    &[section("task"), list("task?", "task", DETAILED_TASK)];

const SUMMARY_TASK: &[Row] =
    &[digits("id?", "id"), always_false("green"), link("related?", "related"), same("name", "title")];

pub(in crate::mapping) const SUMMARY_TASKS: &[Row] = &[section("task"), list("task?", "task", SUMMARY_TASK)];

const ELEMENT: &[Row] = &[
    same("id", "id"),
    link("related?", "related"),
    same("name", "name"),
    same("description", "description"),
];

pub(in crate::mapping) const ELEMENTS: &[Row] = &[section("element"), list("element?", "element", ELEMENT)];

const RATED_ELEMENT: &[Row] = &[with(ELEMENT), score("score?", "importance?", "Importance")];

pub(in crate::mapping) const RATED_ELEMENTS: &[Row] =
    &[section("element"), list("element?", "element", RATED_ELEMENT)];

const RATED_INTEREST: &[Row] =
    &[with(ELEMENT), score("score?", "occupational_interest?", "Occupational Interest")];

pub(in crate::mapping) const RATED_INTERESTS: &[Row] =
    &[section("element"), list("element?", "element", RATED_INTEREST)];

pub(in crate::mapping) const INTERESTS: &[Row] =
    &[same("high_point_code?", "interest_code"), list("element?", "element", ELEMENT)];

const RESPONSE: &[Row] = &[same("percentage", "percentage_of_respondents"), same("name", "description")];

const CONTEXT_ELEMENT: &[Row] = &[with(ELEMENT), list("response?", "response", RESPONSE)];

pub(in crate::mapping) const CONTEXT: &[Row] =
    &[section("element"), list("element?", "element", CONTEXT_ELEMENT)];

const RATED_CONTEXT_ELEMENT: &[Row] =
    &[with(ELEMENT), score("score?", "context?", "Context"), list("response?", "response", RESPONSE)];

pub(in crate::mapping) const RATED_CONTEXT: &[Row] =
    &[section("element"), list("element?", "element", RATED_CONTEXT_ELEMENT)];

const ACTIVITY: &[Row] = &[same("id", "id"), link("related", "related"), same("name", "title")];

pub(in crate::mapping) const ACTIVITIES: &[Row] =
    &[section("activity"), list("activity?", "activity", ACTIVITY)];

pub(in crate::mapping) const JOB_ZONE: &[Row] = &[
    integer("value", "code"),
    same("title", "title"),
    same("education", "education"),
    same("related_experience", "related_experience"),
    same("job_training", "job_training"),
    same("job_zone_examples", "job_zone_examples"),
    same("svp_range", "svp_range"),
];

const LEVEL: &[Row] = &[
    only_v2("code"),
    same("name", "title"),
    same("description?", "description?"),
    plain_score("score?", "percentage_of_respondents?", "Percentage of Respondents"),
];

pub(in crate::mapping) const EDUCATION: &[Row] =
    &[list("level_required.category?", "response", LEVEL), gone("stem?")];

const SOURCE: &[Row] = &[same("url", "url"), same("name", "name"), only_v2("ally?"), only_v2("category")];

pub(in crate::mapping) const SOURCES: &[Row] = &[section("source"), list("source?", "source", SOURCE)];

const EXAMPLE: &[Row] = &[
    named_flag("hot_technology?", "hot_technology?", "name"),
    same("name", "title"),
    only_v2("href"),
    only_v2("in_demand?"),
    only_v2("percentage?"),
];

const TECHNOLOGY_CATEGORY: &[Row] = &[
    link("related?", "related"),
    integer("title.id", "code"),
    same("title.name", "title"),
    list("example?", "example", EXAMPLE),
    more("example?", "example_more?", EXAMPLE),
];

pub(in crate::mapping) const TECHNOLOGY_SKILLS: &[Row] = &[
    section("category"),
    see_all("see_all?", "category.example_more?"),
    only_v2("hot_technology?"),
    only_v2("in_demand_skills?"),
    list("category?", "category", TECHNOLOGY_CATEGORY),
];

// The outline of work activities: four levels, which 2.0 tells apart by a word in one recursive list.

const OUTLINE_TASK: &[Row] = &[
    digits("id?", "id"),
    always_false("green?"),
    link("related?", "related?"),
    same("statement?", "title"),
    only_v2("description?"),
    only_v2("importance?"),
    only_v2("related_activity?"),
];

const OUTLINE_DWA: &[Row] = &[
    same("id", "id"),
    link("related", "related?"),
    same("statement", "title"),
    only_v2("description?"),
    only_v2("importance?"),
    typed("tasks.task?", "related_activity?", "task", OUTLINE_TASK),
];

const OUTLINE_IWA: &[Row] = &[
    same("id", "id"),
    same("statement", "title"),
    only_v2("related?"),
    only_v2("description?"),
    only_v2("importance?"),
    typed("detailed_work_activities.activity?", "related_activity?", "dwa", OUTLINE_DWA),
];

const OUTLINE_GWA: &[Row] = &[
    same("id", "id"),
    link("related", "related?"),
    same("name", "title"),
    same("description", "description?"),
    plain_score("score?", "importance?", "Importance"),
    typed("intermediate_work_activities.intermediate_activity?", "related_activity?", "iwa", OUTLINE_IWA),
];

pub(in crate::mapping) const ACTIVITY_OUTLINE: &[Row] =
    &[typed("generalized_work_activities.element?", "activity", "gwa", OUTLINE_GWA)];
