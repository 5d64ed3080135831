//! What no release holds and no list that goes with one: which operations rest on it.

use onet_api::operation::Operation;

use super::Rule;

/// The operations whose path begins with the first and holds the second, and what they rest on. The first row that
/// fits counts.
static ROWS: [(&str, &str, Rule); 11] = [
    ("/mpp/", "", Rule::Absent("Spanish texts")),
    ("/online/", "/associations/", Rule::Absent("Professional associations")),
    ("/online/", "/professional_associations", Rule::Absent("Professional associations")),
    ("/", "/industries/", Rule::Absent("Industries and the people they employ")),
    ("/online/", "/military_career_summaries", Rule::Absent("Profiles of military careers")),
    ("/veterans/", "/military", Rule::Absent("The kinds of match between military jobs and careers")),
    ("/", "/in_the_military", Rule::Absent("The military jobs of a career that are in use today")),
    ("/", "/job_outlook", Rule::Absent("Wages and outlook")),
    ("/", "/check_out_my_state", Rule::Absent("Wages and outlook")),
    ("/", "/explore_more", Rule::Absent("The industries that employ a career")),
    ("/", "/careers/{code}/", Rule::Absent("Career reports in plain language")),
];

/// The rule of an operation; none for one that is answered.
pub(super) fn rule_of(operation: &Operation) -> Option<&'static Rule> {
    let fits = |(first, part, _): &&(&str, &str, Rule)| {
        operation.path.starts_with(first) && operation.path.contains(part)
    };
    ROWS.iter().find(fits).map(|(.., rule)| rule)
}
