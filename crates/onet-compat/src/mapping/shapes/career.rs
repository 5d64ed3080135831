//! A career of My Next Move and its editions: overview, sections, Interest Profiler, military search.

use super::{CAREER, CAREER_INDUSTRY, CAREER_TAGS, LINK};
use crate::mapping::row::{
    Row, echo, echo_or, integer, interest, interest_of, links, list, named_flag, object, only_v1, only_v2,
    page, same, texts, whole_page, with,
};

const ALSO_CALLED: &[Row] = &[same("", "title"), only_v2("summary")];

pub(in crate::mapping) const CAREER_OVERVIEW: &[Row] = &[
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

pub(in crate::mapping) const GROUPS: &[Row] = &[list("group", "", GROUP)];

const TOP_INTEREST: &[Row] = &[same("id", "id"), same("title", "name"), same("description", "description")];

pub(in crate::mapping) const PERSONALITY: &[Row] = &[
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

pub(in crate::mapping) const CAREER_TECHNOLOGIES: &[Row] = &[list("category", "", CAREER_TECHNOLOGY)];

const CAREER_ZONE: &[Row] = &[
    integer("", "code"),
    only_v2("href"),
    only_v2("title"),
    only_v2("experience"),
    only_v2("training"),
    only_v2("education"),
];

pub(in crate::mapping) const CAREER_EDUCATION: &[Row] = &[
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

pub(in crate::mapping) const JOB_OUTLOOK: &[Row] = &[
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
pub(in crate::mapping) const STATES: &[Row] = &[
    only_v1("map"),
    only_v1("legend"),
    list("above_average.state?", "", STATE),
    list("average.state?", "", STATE),
    list("below_average.state?", "", STATE),
];

const CAREER_INDUSTRY_SHARE: &[Row] = &[with(CAREER_INDUSTRY), only_v1("percent_employed")];

pub(in crate::mapping) const EXPLORE_MORE: &[Row] = &[
    list("careers.career?", "careers?", CAREER),
    only_v1("industries.soc_code"),
    list("industries.industry?", "industries?", CAREER_INDUSTRY_SHARE),
];

pub(in crate::mapping) const WORKPLACES: &[Row] =
    &[only_v2("careers?"), list("industry", "industries?", CAREER_INDUSTRY_SHARE)];

// The Interest Profiler and the military search.

const ANSWER_OPTION: &[Row] = &[integer("value", "value"), same("name", "name")];

const QUESTION: &[Row] = &[integer("index", "index"), interest("area", "area"), same("text", "text")];

pub(in crate::mapping) const QUESTIONS: &[Row] = &[
    list("answer_options.answer_option", "answer_option", ANSWER_OPTION),
    list("question", "question", QUESTION),
];

pub(in crate::mapping) const RESULTS_HEAD: &[Row] = &[echo("answers", "answers"), whole_page("result")];

const RESULT: &[Row] = &[
    same("area", "title"),
    interest_of("area", "code"),
    integer("score", "score"),
    same("description", "description"),
    only_v2("href"),
];

pub(in crate::mapping) const RESULTS: &[Row] = &[only_v2("careers?"), list("result", "result", RESULT)];

pub(in crate::mapping) const ZONES_HEAD: &[Row] = &[whole_page("job_zone")];

const PROFILER_ZONE: &[Row] = &[
    integer("value", "code"),
    same("title", "title"),
    same("experience", "experience"),
    same("education", "education"),
    same("job_training", "training"),
    same("examples", "examples"),
    same("svp_range", "svp_range"),
];

pub(in crate::mapping) const PROFILER_ZONES: &[Row] = &[list("job_zone", "", PROFILER_ZONE)];

pub(in crate::mapping) const MILITARY_PAGE: &[Row] =
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

pub(in crate::mapping) const MILITARY_CAREERS: &[Row] = &[
    list("military_matches.match?", "military_match?", MILITARY_MATCH),
    list("career?", "career", MILITARY_CAREER),
];
