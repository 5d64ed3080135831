//! The tables of the mapping, one for each shape of object: members of 1.x on the left, of 2.0 on the right.
//!
//! How a row is read is said at [`How`](super::row::How), what its marks mean at [`Row`].

mod career;
mod occupation;

use super::row::{
    Row, address, always_false, digits, echo, echo_or, integer, link, links, list, object, one_in_v1,
    one_in_v2, only_v1, only_v1_at, only_v2, other_link, page, report, same, section, texts, true_only,
    version, with,
};
pub(super) use career::*;
pub(super) use occupation::*;

// The service itself.

/// The resources of a service, and the service itself.
pub(super) const INDEX: &[Row] = &[links("resource", "", LINK)];

const LINK: &[Row] = &[link("href", "href"), same("title", "title")];

pub(super) const ABOUT: &[Row] = &[
    same("taxonomy.url", "taxonomy.url"),
    same("taxonomy.name", "taxonomy.name"),
    same("database.url", "database.url"),
    same("database.name", "database.name"),
    version("api_version?", "api_version"),
];

pub(super) const ERROR: &[Row] = &[same("error", "error")];

// Occupations and careers as items of a list.

const TAGS: &[Row] = &[true_only("bright_outlook", "bright_outlook?"), always_false("green")];

const CAREER_TAGS: &[Row] = &[with(TAGS), only_v1("apprenticeship")];

const OCCUPATION: &[Row] =
    &[link("href", "href"), same("code", "code"), same("title", "title"), object("tags", "tags", TAGS)];

const CAREER: &[Row] = &[
    link("href", "href"),
    same("code", "code"),
    same("title", "title"),
    object("tags", "tags", CAREER_TAGS),
    only_v1_at("veterans", "military_jobs"),
];

pub(super) const OCCUPATIONS: &[Row] = &[list("occupation?", "occupation", OCCUPATION)];

pub(super) const CAREERS: &[Row] = &[list("career?", "career", CAREER)];

const FOUND: &[Row] = &[with(OCCUPATION), only_v1("relevance_score?")];

pub(super) const FOUND_OCCUPATIONS: &[Row] = &[list("occupation?", "occupation", FOUND)];

const LISTED: &[Row] = &[with(OCCUPATION), only_v2("datalevel"), only_v2("zone?")];

pub(super) const LISTED_OCCUPATIONS: &[Row] = &[list("occupation?", "occupation", LISTED)];

const RELATED: &[Row] = &[with(OCCUPATION), only_v2("supplemental?")];

pub(super) const RELATED_OCCUPATIONS: &[Row] =
    &[section("occupation"), list("occupation?", "occupation", RELATED)];

/// Occupations that share one element, activity or task with the one asked about.
pub(super) const SHARING_OCCUPATIONS: &[Row] =
    &[only_v2("summary"), list("occupation?", "occupation", OCCUPATION)];

const SHARING_TECHNOLOGY: &[Row] = &[with(OCCUPATION), only_v2("example")];

pub(super) const TECHNOLOGY_SHARING_OCCUPATIONS: &[Row] =
    &[only_v2("summary"), list("occupation?", "occupation", SHARING_TECHNOLOGY)];

pub(super) const SUMMARIZED_CAREERS: &[Row] = &[only_v2("summary"), list("career?", "career", CAREER)];

pub(super) const INDUSTRY_CAREERS: &[Row] = &[only_v2("example?"), list("career?", "career", CAREER)];

const FITTING: &[Row] = &[with(CAREER), same("fit", "fit?")];

pub(super) const FITTING_CAREERS: &[Row] = &[list("career?", "career", FITTING)];

// Heads of lists and sections: what the call said, and which part of the list it is.

pub(super) const PAGE: &[Row] = &[page()];

pub(super) const KEYWORD_PAGE: &[Row] = &[echo("keyword", "keyword"), page()];

pub(super) const SORTED_PAGE: &[Row] = &[echo("sort?", "sort"), page()];

pub(super) const NAME_SORTED_PAGE: &[Row] = &[echo_or("sort?", "sort", "name"), page()];

pub(super) const CATEGORY_PAGE: &[Row] = &[echo("category?", "category"), page()];

pub(super) const ANSWERS_PAGE: &[Row] = &[echo("answers?", "answers"), page()];

pub(super) const CODE: &[Row] = &[echo("code", "code")];

pub(super) const REPORT: &[Row] = &[echo("code", "code"), report()];

pub(super) const SECTION: &[Row] = &[echo("code", "code"), report(), echo_or("display?", "display", "short")];

pub(super) const OUTLINE: &[Row] =
    &[echo("code", "code"), report(), echo_or("display", "display", "gwa,iwa,dwa,task")];

pub(super) const FULL_REPORT: &[Row] = &[echo("code", "code"), echo_or("display?", "display", "short")];

pub(super) const NONE: &[Row] = &[];

// Ways to browse.

const CATEGORY: &[Row] = &[link("href", "href"), same("code", "code"), same("title", "title")];

/// As [`CATEGORY`], with a whole number for the code. 2.0 has an item without a code for all.
const NUMBERED: &[Row] = &[link("href", "href"), integer("code", "code?"), same("title", "title")];

const CODED: &[Row] = &[link("href", "href"), same("code", "code?"), same("title", "title")];

pub(super) const BRIGHT_OUTLOOKS: &[Row] = &[links("category", "", CATEGORY)];

pub(super) const ONLINE_BRIGHT_OUTLOOKS: &[Row] = &[links("category", "", CODED)];

const CLUSTER: &[Row] = &[with(CODED), only_v2("cluster_grouping?")];

pub(super) const CLUSTERS: &[Row] = &[links("career_cluster", "", CLUSTER)];

pub(super) const INDUSTRIES: &[Row] = &[links("industry", "", NUMBERED)];

pub(super) const JOB_FAMILIES: &[Row] = &[links("job_family", "", CODED)];

pub(super) const JOB_ZONES: &[Row] = &[links("job_zone", "", NUMBERED)];

const STEM_TYPE: &[Row] = &[with(NUMBERED), only_v2("job_family?")];

pub(super) const STEM_TYPES: &[Row] = &[links("occupation_type", "", STEM_TYPE)];

const PREPARATION: &[Row] = &[link("href", "href"), integer("value", "code"), same("title", "title")];

pub(super) const PREPARATIONS: &[Row] = &[links("job_zone", "", PREPARATION)];

/// An industry of My Next Move. 2.0 leads to two lists of careers where 1.x leads to one.
const CAREER_INDUSTRY: &[Row] = &[
    other_link("href", "some_people?", "most_people"),
    link("href", "most_people?"),
    integer("code", "code"),
    same("title", "title"),
];

pub(super) const CAREER_INDUSTRIES: &[Row] = &[list("industry", "", CAREER_INDUSTRY)];

const HOT_TECHNOLOGY: &[Row] = &[link("href?", "href"), same("name", "title"), only_v2("job_postings")];

pub(super) const HOT_TECHNOLOGIES: &[Row] = &[list("technology", "", HOT_TECHNOLOGY)];

const HOT_TECHNOLOGY_OCCUPATION: &[Row] =
    &[with(OCCUPATION), only_v2("job_zone"), only_v2("in_demand"), only_v2("percentage?")];

pub(super) const HOT_TECHNOLOGY_OCCUPATIONS: &[Row] =
    &[only_v2("summary?"), only_v2("category"), list("occupation?", "occupation", HOT_TECHNOLOGY_OCCUPATION)];

pub(super) const CLUSTER_PAGE: &[Row] =
    &[echo("cluster", "code"), echo_or("sort", "sort", "pathway"), page()];

const PATHWAY: &[Row] = &[only_v2("href"), same("code", "code"), same("title", "title")];

const CLUSTER_OCCUPATION: &[Row] =
    &[with(OCCUPATION), only_v1("career_cluster"), one_in_v2("career_pathway", "sub_cluster", PATHWAY)];

pub(super) const CLUSTER_OCCUPATIONS: &[Row] =
    &[only_v2("summary"), list("occupation?", "occupation", CLUSTER_OCCUPATION)];

pub(super) const INDUSTRY_PAGE: &[Row] =
    &[echo("industry", "code"), echo_or("sort", "sort", "percent"), page()];

const INDUSTRY_SHARE: &[Row] = &[echo("code", "code"), same("percent", "percent_employed")];

const INDUSTRY_OCCUPATION: &[Row] = &[
    with(OCCUPATION),
    only_v2("industry_data_from?"),
    one_in_v1("percent_employed_by_industry", "", INDUSTRY_SHARE),
    same("projected_growth", "projected_growth"),
    same("projected_openings", "projected_openings"),
];

pub(super) const INDUSTRY_OCCUPATIONS: &[Row] = &[list("occupation?", "occupation", INDUSTRY_OCCUPATION)];

pub(super) const FAMILY_PAGE: &[Row] = &[echo("family", "code"), echo_or("sort", "sort", "name"), page()];

const FAMILY_OCCUPATION: &[Row] = &[with(OCCUPATION), only_v1("job_family")];

pub(super) const FAMILY_OCCUPATIONS: &[Row] = &[list("occupation?", "occupation", FAMILY_OCCUPATION)];

pub(super) const BRIGHT_PAGE: &[Row] = &[echo("sort", "sort"), page()];

pub(super) const ZONE_PAGE: &[Row] = &[echo("zone", "code"), echo("sort", "sort"), page()];

pub(super) const STEM_PAGE: &[Row] =
    &[echo("occupation_type", "code"), echo_or("sort", "sort", "family"), page()];

const STEM_OCCUPATION: &[Row] = &[
    with(OCCUPATION),
    only_v1("stem_occupation_type"),
    same("job_family.code", "job_family.code"),
    same("job_family.name", "job_family.title"),
];

pub(super) const STEM_OCCUPATIONS: &[Row] = &[list("occupation?", "occupation", STEM_OCCUPATION)];

// Crosswalks, taxonomies, related tasks.

pub(super) const CROSSWALK_PAGE: &[Row] = &[echo("keyword", "keyword"), page()];

pub(super) const MILITARY_CROSSWALK_PAGE: &[Row] =
    &[echo("keyword", "keyword"), echo_or("branch", "branch", "all"), page()];

const MATCH: &[Row] =
    &[same("code", "code"), same("title", "title"), list("occupations.occupation", "occupation", OCCUPATION)];

pub(super) const MATCHES: &[Row] = &[list("match?", "match", MATCH)];

const HANDBOOK_MATCH: &[Row] =
    &[only_v1("code"), same("title", "title"), list("occupations.occupation", "occupation", OCCUPATION)];

pub(super) const HANDBOOK_MATCHES: &[Row] = &[list("match?", "match", HANDBOOK_MATCH)];

const TAXONOMY_OCCUPATION: &[Row] =
    &[same("code", "code"), same("title", "title"), same("description?", "description")];

pub(super) const TAXONOMY: &[Row] = &[
    same("code", "code"),
    same("title", "title"),
    same("description", "description"),
    list("occupation", "occupation", TAXONOMY_OCCUPATION),
];

const TASK_CHOICE: &[Row] = &[digits("id", "id"), same("name", "title")];

pub(super) const TASK_CHOICES: &[Row] = &[list("task", "", TASK_CHOICE)];

const TASK_SHARER: &[Row] = &[with(OCCUPATION), only_v2("job_zone"), only_v2("tasks")];

pub(super) const TASK_SHARERS: &[Row] = &[list("occupation?", "occupation", TASK_SHARER)];

// The database.

const TABLE: &[Row] = &[
    link("info", "info"),
    link("rows", "rows"),
    same("table_id", "table_id"),
    same("title", "title"),
    same("description", "description"),
];

pub(super) const TABLES: &[Row] = &[list("table", "", TABLE)];

const COLUMN: &[Row] = &[
    same("column_id", "column_id"),
    same("optional", "optional"),
    same("title", "title"),
    same("description", "description"),
    same("type", "type"),
    same("format", "format"),
];

pub(super) const TABLE_INFO: &[Row] = &[
    link("rows", "rows"),
    same("table_id", "table_id"),
    same("title", "title"),
    same("description", "description"),
    only_v2("data_dictionary"),
    only_v2("download"),
    list("column", "column", COLUMN),
];

pub(super) const ROWS_PAGE: &[Row] =
    &[address("info", "database/info/{table_id}"), page(), echo("table_id", "table_id")];

pub(super) const ROWS: &[Row] = &[texts("row?", "row")];
