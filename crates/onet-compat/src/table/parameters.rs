//! The query parameters of the resources, each list with its mapping to 2.0.

use crate::resource::ParameterType::{self, Choice, Column, Filter, Integer, List, Text};
use crate::resource::QueryParameter;
use crate::rule::Query;

/// The parameters of a query: as 1.x has them, and how they map to 2.0.
pub(super) type Parameters = (&'static [QueryParameter], &'static [Query]);

const fn required(name: &'static str, value: ParameterType) -> QueryParameter {
    QueryParameter { name, value, required: true, default: None }
}

const fn optional(name: &'static str, value: ParameterType, default: Option<&'static str>) -> QueryParameter {
    QueryParameter { name, value, required: false, default }
}

const fn copied(name: &'static str) -> Query {
    Query::Named(name, name)
}

const WORD: QueryParameter = required("keyword", Text);
const START: QueryParameter = optional("start", Integer, Some("1"));
const END: QueryParameter = optional("end", Integer, Some("start + 19"));
const DISPLAY_PARAMETER: QueryParameter = optional("display", Choice(&["short", "long"]), Some("short"));
const INTERESTS: &[&str] =
    &["Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"];
const BRANCHES: &[&str] = &["all", "air_force", "army", "coast_guard", "marine_corps", "navy"];

macro_rules! parameters {
    ($( $(#[$meta:meta])* $name:ident: [$($v1:expr),*] => [$($v2:expr),*]; )*) => { $(
        $(#[$meta])*
        pub(super) const $name: Parameters = (&[$($v1),*], &[$($v2),*]);
    )* };
}

parameters! {
    NONE: [] => [];
    KEYWORD: [WORD, START, END] => [copied("keyword"), copied("start"), copied("end")];
    PAGE: [START, END] => [copied("start"), copied("end")];
    /// 2.0 has one order only.
    BY_NAME: [optional("sort", Choice(&["name"]), Some("name")), START, END] => [copied("start"), copied("end")];
    QUESTIONS: [START, optional("end", Integer, Some("start + 11"))] => [Query::PageOf(12)];
    ANSWERS: [required("answers", Text)] => [copied("answers")];
    PROFILE: [
        optional("answers", Text, None),
        optional("Realistic", Integer, None), optional("Investigative", Integer, None),
        optional("Artistic", Integer, None), optional("Social", Integer, None),
        optional("Enterprising", Integer, None), optional("Conventional", Integer, None),
        optional("area", Choice(INTERESTS), None), optional("job_zone", Integer, None), START, END
    ] => [
        copied("answers"),
        Query::Named("Realistic", "realistic"), Query::Named("Investigative", "investigative"),
        Query::Named("Artistic", "artistic"), Query::Named("Social", "social"),
        Query::Named("Enterprising", "enterprising"), Query::Named("Conventional", "conventional"),
        Query::Named("job_zone", "zone"), copied("start"), copied("end")
    ];
    /// All military matches come in one answer unless the call has bounds.
    MILITARY: [WORD, optional("branch", Choice(BRANCHES), Some("all")), START, optional("end", Integer, None)]
        => [copied("keyword"), copied("branch"), Query::PageOf(2000)];
    BY_CODE_OR_NAME: [optional("sort", Choice(&["code", "name"]), None), START, END]
        => [Query::Sort(&[("name", "title")]), copied("start"), copied("end")];
    DISPLAY: [DISPLAY_PARAMETER] => [Query::Display];
    DISPLAY_ALL: [DISPLAY_PARAMETER, optional("all", Choice(&["1"]), None)] => [Query::Display];
    /// 2.0 does not have the parameter.
    DISPLAY_IGNORED: [DISPLAY_PARAMETER] => [];
    /// The manual does not show the parameter.
    DISPLAY_ADDED: [] => [Query::Display];
    OUTLINE: [optional("display", List, None)] => [copied("display")];
    BY_ANY: [optional("sort", Text, None), START, END]
        => [Query::Sort(&[("name", "title")]), copied("start"), copied("end")];
    BY_PATHWAY: [optional("sort", Choice(&["pathway"]), Some("pathway")), START, END]
        => [Query::Sort(&[("pathway", "sub_cluster"), ("name", "title")]), copied("start"), copied("end")];
    BY_PERCENT: [optional("sort", Choice(&["percent"]), Some("percent")), START, END]
        => [Query::Sort(&[("name", "title")]), copied("start"), copied("end")];
    BY_TITLE: [optional("sort", Choice(&["name"]), Some("name")), START, END]
        => [Query::Sort(&[("name", "title")]), copied("start"), copied("end")];
    BY_FAMILY: [optional("sort", Choice(&["family"]), Some("family")), START, END]
        => [Query::Sort(&[("family", "job_family"), ("name", "title")]), copied("start"), copied("end")];
    /// 2.0 does not have the parameters.
    PAGE_IGNORED: [START, END] => [];
    BRANCH: [WORD, optional("branch", Text, Some("all"))]
        => [copied("keyword"), copied("branch"), copied("start"), copied("end")];
    WORDS: [WORD] => [copied("keyword"), copied("start"), copied("end")];
    TASKS: [required("tasks", List), START, END] => [copied("tasks"), copied("start"), copied("end")];
    CODE: [required("code", Text)] => [];
    ROWS: [optional("filter", Filter, None), optional("sort", Column, None), START, END]
        => [copied("filter"), copied("sort"), copied("start"), copied("end")];
}
