//! The tables of the mapping, one for each shape of object: members of 1.x on the left, of 2.0 on the right.
//!
//! How a row is read is said at [`How`](super::row::How), what its marks mean at [`Row`].

use super::row::{
    Row, address, always_false, digits, echo, echo_or, gone, integer, interest, interest_of, link, links,
    list, more, named_flag, object, one_in_v1, one_in_v2, only_v1, only_v1_at, only_v2, other_link, page,
    plain_score, report, same, score, section, see_all, texts, title, true_only, typed, version, whole_page,
    with,
};

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

// An occupation of O*NET OnLine.

const UPDATE: &[Row] = &[same("title", "title"), same("source", "source?"), same("year?", "year?")];

const BRIGHT_REASON: &[Row] = &[same("", "title"), only_v2("code")];

const SECTION_LINK: &[Row] = &[link("href", "href"), title("title", "title")];

pub(super) const OCCUPATION_OVERVIEW: &[Row] = &[
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

pub(super) const DETAILED_TASKS: &[Row] = &[section("task"), list("task?", "task", DETAILED_TASK)];

const SUMMARY_TASK: &[Row] =
    &[digits("id?", "id"), always_false("green"), link("related?", "related"), same("name", "title")];

pub(super) const SUMMARY_TASKS: &[Row] = &[section("task"), list("task?", "task", SUMMARY_TASK)];

const ELEMENT: &[Row] = &[
    same("id", "id"),
    link("related?", "related"),
    same("name", "name"),
    same("description", "description"),
];

pub(super) const ELEMENTS: &[Row] = &[section("element"), list("element?", "element", ELEMENT)];

const RATED_ELEMENT: &[Row] = &[with(ELEMENT), score("score?", "importance?", "Importance")];

pub(super) const RATED_ELEMENTS: &[Row] = &[section("element"), list("element?", "element", RATED_ELEMENT)];

const RATED_INTEREST: &[Row] =
    &[with(ELEMENT), score("score?", "occupational_interest?", "Occupational Interest")];

pub(super) const RATED_INTERESTS: &[Row] = &[section("element"), list("element?", "element", RATED_INTEREST)];

pub(super) const INTERESTS: &[Row] =
    &[same("high_point_code?", "interest_code"), list("element?", "element", ELEMENT)];

const RESPONSE: &[Row] = &[same("percentage", "percentage_of_respondents"), same("name", "description")];

const CONTEXT_ELEMENT: &[Row] = &[with(ELEMENT), list("response?", "response", RESPONSE)];

pub(super) const CONTEXT: &[Row] = &[section("element"), list("element?", "element", CONTEXT_ELEMENT)];

const RATED_CONTEXT_ELEMENT: &[Row] =
    &[with(ELEMENT), score("score?", "context?", "Context"), list("response?", "response", RESPONSE)];

pub(super) const RATED_CONTEXT: &[Row] =
    &[section("element"), list("element?", "element", RATED_CONTEXT_ELEMENT)];

const ACTIVITY: &[Row] = &[same("id", "id"), link("related", "related"), same("name", "title")];

pub(super) const ACTIVITIES: &[Row] = &[section("activity"), list("activity?", "activity", ACTIVITY)];

pub(super) const JOB_ZONE: &[Row] = &[
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

pub(super) const EDUCATION: &[Row] = &[list("level_required.category?", "response", LEVEL), gone("stem?")];

const SOURCE: &[Row] = &[same("url", "url"), same("name", "name"), only_v2("ally?"), only_v2("category")];

pub(super) const SOURCES: &[Row] = &[section("source"), list("source?", "source", SOURCE)];

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

pub(super) const TECHNOLOGY_SKILLS: &[Row] = &[
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

pub(super) const ACTIVITY_OUTLINE: &[Row] =
    &[typed("generalized_work_activities.element?", "activity", "gwa", OUTLINE_GWA)];

// A career of My Next Move and its editions.

const ALSO_CALLED: &[Row] = &[same("", "title"), only_v2("summary")];

pub(super) const CAREER_OVERVIEW: &[Row] = &[
    same("code", "code"),
    same("title", "title"),
    object("tags", "tags", CAREER_TAGS),
    list("also_called.title?", "also_called?", ALSO_CALLED),
    same("what_they_do", "what_they_do"),
    texts("on_the_job.task?", "on_the_job"),
    only_v2("word_cloud_terms?"),
    only_v2("sample_of_military_titles?"),
    same("career_video?", "career_video?"),
    links("resources.resource", "contents", LINK),
];

const NAMED: &[Row] = &[same("id", "id"), same("name", "name")];

const GROUP: &[Row] =
    &[same("title.id", "id"), same("title.name", "name"), list("element", "element", NAMED)];

pub(super) const GROUPS: &[Row] = &[list("group", "", GROUP)];

const TOP_INTEREST: &[Row] = &[same("id", "id"), same("title", "name"), same("description", "description")];

pub(super) const PERSONALITY: &[Row] = &[
    object("top_interest?", "top_interest?", TOP_INTEREST),
    list("work_styles.element?", "work_styles?", NAMED),
];

const CAREER_EXAMPLE: &[Row] = &[
    named_flag("hot_technology?", "hot_technology?", "name"),
    same("name", "title"),
    only_v2("in_demand?"),
    only_v2("percentage?"),
];

const CAREER_TECHNOLOGY: &[Row] =
    &[integer("unspsc", "code"), same("title.name", "title"), list("example?", "example?", CAREER_EXAMPLE)];

pub(super) const CAREER_TECHNOLOGIES: &[Row] = &[list("category", "", CAREER_TECHNOLOGY)];

const CAREER_ZONE: &[Row] = &[
    integer("", "code"),
    only_v2("href"),
    only_v2("title"),
    only_v2("experience"),
    only_v2("training"),
    only_v2("education"),
];

pub(super) const CAREER_EDUCATION: &[Row] = &[
    object("job_zone?", "job_zone?", CAREER_ZONE),
    texts("education_usually_needed.category?", "education_usually_needed?"),
    only_v1("apprenticeships?"),
];

const CAREER_BRIGHT_REASON: &[Row] = &[same("", "title"), only_v2("href"), only_v2("code")];

const SALARY: &[Row] = &[
    same("soc_code", "soc_code"),
    same("annual_10th_percentile?", "annual_10th_percentile?"),
    same("annual_median?", "annual_median?"),
    same("annual_90th_percentile?", "annual_90th_percentile?"),
    same("hourly_10th_percentile?", "hourly_10th_percentile?"),
    same("hourly_median?", "hourly_median?"),
    same("hourly_90th_percentile?", "hourly_90th_percentile?"),
    only_v2("annual_10th_percentile_over?"),
    only_v2("annual_median_over?"),
    only_v2("annual_90th_percentile_over?"),
    only_v2("hourly_10th_percentile_over?"),
    only_v2("hourly_median_over?"),
    only_v2("hourly_90th_percentile_over?"),
];

pub(super) const JOB_OUTLOOK: &[Row] = &[
    same("outlook.description", "outlook.description"),
    same("outlook.category", "outlook.category"),
    only_v1("bright_outlook.description"),
    list("bright_outlook.category?", "bright_outlook?", CAREER_BRIGHT_REASON),
    object("salary?", "salary", SALARY),
];

const STATE: &[Row] = &[
    same("postal_code", "code"),
    same("name", "name"),
    only_v1("location_quotient"),
    only_v2("job_outlook"),
];

/// The states by their share of the workers, as 1.x groups them. 2.0 tells the outlook of each state instead, so that
/// there is a way from 1.x to 2.0 only.
pub(super) const STATES: &[Row] = &[
    only_v1("map"),
    only_v1("legend"),
    list("above_average.state?", "", STATE),
    list("average.state?", "", STATE),
    list("below_average.state?", "", STATE),
];

const CAREER_INDUSTRY_SHARE: &[Row] = &[with(CAREER_INDUSTRY), only_v1("percent_employed")];

pub(super) const EXPLORE_MORE: &[Row] = &[
    list("careers.career?", "careers?", CAREER),
    only_v1("industries.soc_code"),
    list("industries.industry?", "industries?", CAREER_INDUSTRY_SHARE),
];

pub(super) const WORKPLACES: &[Row] =
    &[only_v2("careers?"), list("industry", "industries?", CAREER_INDUSTRY_SHARE)];

// The Interest Profiler and the military search.

const ANSWER_OPTION: &[Row] = &[integer("value", "value"), same("name", "name")];

const QUESTION: &[Row] = &[integer("index", "index"), interest("area", "area"), same("text", "text")];

pub(super) const QUESTIONS: &[Row] = &[
    list("answer_options.answer_option", "answer_option", ANSWER_OPTION),
    list("question", "question", QUESTION),
];

pub(super) const RESULTS_HEAD: &[Row] = &[echo("answers", "answers"), whole_page("result")];

const RESULT: &[Row] = &[
    same("area", "title"),
    interest_of("area", "code"),
    integer("score", "score"),
    same("description", "description"),
    only_v2("href"),
];

pub(super) const RESULTS: &[Row] = &[only_v2("careers?"), list("result", "result", RESULT)];

pub(super) const ZONES_HEAD: &[Row] = &[whole_page("job_zone")];

const PROFILER_ZONE: &[Row] = &[
    integer("value", "code"),
    same("title", "title"),
    same("experience", "experience"),
    same("education", "education"),
    same("job_training", "training"),
    same("examples", "examples"),
    same("svp_range", "svp_range"),
];

pub(super) const PROFILER_ZONES: &[Row] = &[list("job_zone", "", PROFILER_ZONE)];

pub(super) const MILITARY_PAGE: &[Row] =
    &[echo("keyword", "keyword"), echo_or("branch", "branch", "all"), page()];

const EXTERNAL_LINK: &[Row] = &[same("href", "href"), same("title", "title")];

const MILITARY_MATCH: &[Row] = &[
    same("branch", "branch"),
    same("active", "active"),
    same("code", "code"),
    same("title", "title"),
    list("external_info?", "external_info?", EXTERNAL_LINK),
];

const MILITARY_CAREER: &[Row] = &[
    with(CAREER),
    same("match_type", "match_type"),
    same("preparation_needed?", "preparation_needed?"),
    same("pay_grade?", "pay_grade?"),
];

pub(super) const MILITARY_CAREERS: &[Row] = &[
    list("military_matches.match?", "military_match?", MILITARY_MATCH),
    list("career?", "career", MILITARY_CAREER),
];
