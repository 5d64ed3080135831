//! The resources of 1.x, each with its counterpart in 2.0 and the tables that lead from one to the other.
//!
//! `{site}` stands for `mnm`, `mpp` and `veterans`, `{part}` for `summary` and `details`. Other names in braces are
//! parameters of the call, named as in the path of the resource.

mod careers;
mod occupations;

use super::rule::{Query, Rule, Variables, copied, nothing, rule};
use super::shapes::*;

/// All rules: every resource has one. Where two lead to the same address of 2.0, the first one counts.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    COMMON.iter().chain(careers::RULES).chain(occupations::RULES)
}

/// The rule of a resource, and what its variables stand for.
pub(crate) fn find(id: &str) -> Option<(&'static Rule, Variables<'static>)> {
    all().find_map(|rule| Some((rule, rule.matches(id)?)))
}

const NO_QUERY: &[Query] = &[];

const PAGED: &[Query] = &[copied("start"), copied("end")];

const KEYWORD: &[Query] = &[copied("keyword"), copied("start"), copied("end")];

const ROW_QUERY: &[Query] = &[copied("filter"), copied("sort"), copied("start"), copied("end")];

pub(crate) const SHAPE_UNKNOWN: &str = "the form of the 1.x document is not known";

const NO_OPERATION: &str = "an error is the answer of no operation";

/// The service itself, the taxonomies and the database.
const COMMON: &[Rule] = &[
    rule("ws", &["/"], NO_QUERY, NONE, INDEX),
    rule("about", &["/about/"], NO_QUERY, NONE, ABOUT),
    nothing("error", NONE, ERROR, NO_OPERATION),
    rule("taxonomy.2010_to_active", &["/taxonomy/2010/active/{code}"], NO_QUERY, NONE, TAXONOMY),
    rule("taxonomy.active_to_2010", &["/taxonomy/active/2010/{code}"], NO_QUERY, NONE, TAXONOMY),
    rule("taxonomy.2010_to_2019", &["/taxonomy/2010/2019/{code}"], NO_QUERY, NONE, TAXONOMY),
    rule("taxonomy.2019_to_2010", &["/taxonomy/2019/2010/{code}"], NO_QUERY, NONE, TAXONOMY),
    rule("database", &["/database/"], NO_QUERY, NONE, TABLES),
    rule("database.info", &["/database/info/{table_id}"], NO_QUERY, NONE, TABLE_INFO),
    rule("database.rows", &["/database/rows/{table_id}"], ROW_QUERY, ROWS_PAGE, ROWS),
];
