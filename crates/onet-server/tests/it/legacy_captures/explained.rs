//! Why an answer from O*NET 29.3 is not what was captured. A row that explains nothing fails the test, as does a
//! difference without a row.

use super::tree::{Difference, Way};

/// Differences and their reason. In both patterns `*` stands for any text.
pub(crate) struct Explained {
    /// Files of captures.
    pub(crate) file: &'static str,
    /// Names that lead to the place; attributes have their `@`, the root of JSON has no name.
    pub(crate) path: &'static str,
    ways: &'static [Way],
    pub(crate) because: &'static str,
}

impl Explained {
    pub(crate) fn covers(&self, file: &str, difference: &Difference) -> bool {
        self.ways.contains(&difference.way) && fits(self.file, file) && fits(self.path, &difference.path)
    }
}

fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, "")) => text.starts_with(start),
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            text.char_indices().any(|(place, _)| fits(rest, &text[place..])) || fits(rest, "")
        }),
    }
}

const fn row(
    file: &'static str,
    path: &'static str,
    ways: &'static [Way],
    because: &'static str,
) -> Explained {
    Explained { file, path, ways, because }
}

const OF_THEIR_TIME: &[Way] = &[Way::Value, Way::Item, Way::Sequence];

pub(crate) const EXPLAINED: &[Explained] = &[
    // Structure.
    row("*", "*relevance_score", &[Way::Missing], "neither 2.0 nor the engine has the relevance of a match"),
    row("database.rows*", "*not_relevant", &[Way::Missing], "2.0 leaves empty columns out"),
    row("online.job_families.occ*", "*/job_family", &[Way::Missing], "2.0 does not repeat the family"),
    row("*", "*/abilities", &[Way::Missing], "Abilities is not among the tables of the release"),
    row("*", "*/work_activities", &[Way::Missing], "Work Activities is not among the tables of the release"),
    row("*", "*/work_context", &[Way::Missing], "Work Context is not among the tables of the release"),
    row("*", "*/additional_information", &[Way::Missing], "no release holds the associations"),
    row("*", "*occupation/bright_outlook", &[Way::Missing], "a release does not tell a bright outlook"),
    row("*tasks*", "*task/score", &[Way::Missing], "Task Ratings is not among the tables of the release"),
    row(
        "*details*",
        "*tasks/task/score",
        &[Way::Missing],
        "Task Ratings is not among the tables of the release",
    ),
    row("*v1_2.xml", "*education/stem", &[Way::Missing], "gone from 1.x after 1.2"),
    row("*2015.xml", "*see_all", &[Way::Missing, Way::Adds], "moved into tools and technology after 2015"),
    row("about.v1_0.xml", "about/api_version", &[Way::Adds], "came after 2011"),
    row("online.occupation.v1_9.json", "/*_resources", &[Way::Adds], "cut out of the printed example"),
    row("*.xml", "*/@code", &[Way::Adds], "the capture was cut out of a whole report"),
    row("*.xml", "*/@report", &[Way::Adds], "the capture was cut out of a whole report"),
    row("*.xml", "*/@display", &[Way::Adds], "the capture was cut out of a whole report, or is of 1.2"),
    row("*v1_2.xml", "*/@related", &[Way::Adds], "came after 1.2"),
    row("*v1_2.xml", "*/see_all", &[Way::Adds], "came after 1.2"),
    row("*v1_2.xml", "*/custom_resources", &[Way::Adds], "came after 1.2"),
    row("*v1_2.xml", "*/detailed_work_activities", &[Way::Adds], "came after 1.2"),
    row("*.xml", "*_report/technology_skills", &[Way::Adds], "came after 2015"),
    row("*.xml", "*_report/tools_used", &[Way::Adds], "came after 2015"),
    row("*.xml", "*/category/example", &[Way::Adds], "the release has examples where there were none"),
    row("*.xml", "*/example/@hot_technology", &[Way::Adds], "came after 2015"),
    row("*2015.xml", "*/activity", &[Way::Order], "version 1.9 writes the id before the link"),
    row("*", "*updated/*partial", &[Way::Missing], "2.0 does not say whether a part was updated"),
    row("*", "*tags/apprenticeship", &[Way::Missing], "2.0 does not tell apprenticeships"),
    row("*work_values*", "*element/*related", &[Way::Missing], "2.0 has no occupations by work value"),
    row("*", "*work_values/element/*related", &[Way::Missing], "2.0 has no occupations by work value"),
    row("*tools*", "*category/*related", &[Way::Missing], "2.0 has no occupations by tool"),
    row("*", "*tools*/category/*related", &[Way::Missing], "2.0 has no occupations by tool"),
    // Careers: the release's words, and what it holds of a report.
    row("mnm.career.*", "*/name", &[Way::Value], "names of the release, where the service has plainer words"),
    row("mnm.career.skills*", "/group", &[Way::Sequence], "by what the service orders groups is not known"),
    row("mnm.career.*", "*category*", &[Way::Item], "by what the service selects technology is not known"),
    row("mnm.career.*", "*/education_usually_needed", &[Way::Missing], "no release holds these words"),
    row("mnm.career.*", "*/apprenticeships", &[Way::Missing], "2.0 does not tell apprenticeships"),
    row(
        "mnm.career*",
        "*/career_video",
        &[Way::Missing],
        "a release does not say which careers have a video",
    ),
    row("mnm.career*", "*/resources/resource", &[Way::Item], "sections that the release does not have"),
    row("mnm.career.report*", "/job_outlook", &[Way::Missing], "no release holds wages and outlook"),
    row(
        "mnm.career.report*",
        "/check_out_my_state",
        &[Way::Missing],
        "2.0 does not tell shares of the workers",
    ),
    row("mnm.career*", "*/industries", &[Way::Missing], "no release holds the industries"),
    row("mnm.career*", "*/industry", &[Way::Missing], "no release holds the industries"),
    // What a release does not tell.
    row("*", "*tags/*bright_outlook", &[Way::Value], "a release does not tell a bright outlook"),
    // Captures of 2011, 2014 and 2015: ratings, titles and texts of their time.
    row("*v1_0.xml", "*", OF_THEIR_TIME, "a capture of 2011"),
    row("*v1_2.xml", "*", OF_THEIR_TIME, "a capture of 2014, of an occupation that has a successor since"),
    row("*2015.xml", "*", OF_THEIR_TIME, "a capture of 2015"),
    row("about.v1_7.xml", "about/*", &[Way::Value], "another release"),
    // Captures of 2024 and 2025: another release.
    row(
        "*",
        "*/description",
        &[Way::Value],
        "texts of the release, or of this project, where the service has its own",
    ),
    row("mnm.interestprofiler.job_zones*", "/job_zone/*", &[Way::Value], "the release speaks of occupations"),
    row("database.rows*", "/total", &[Way::Value], "another release"),
    row(
        "online.search*",
        "*total",
        &[Way::Value],
        "57 in 29.3; another release, and how the service searches is not known",
    ),
    row(
        "online.related_task.search*",
        "*total",
        &[Way::Value],
        "5 in 29.3; another release, and how the service searches is not known",
    ),
    row(
        "online.related_task.search*",
        "*end",
        &[Way::Value],
        "5 in 29.3; another release, and how the service searches is not known",
    ),
    row("*education*", "*category", &[Way::Item], "degrees are written as the release writes them"),
    row(
        "*details*",
        "*level_required/category",
        &[Way::Item],
        "degrees are written as the release writes them",
    ),
    row("*.json", "*updated/year", &[Way::Value], "another release"),
    row("*.json", "*updated/resource_updated", &[Way::Item], "not told by the release"),
    row("*.json", "*_resources/resource", &[Way::Item], "sections that 2.0 or the release does not have"),
    row("*t*.json", "*category", &[Way::Item], "the first ten of another release, by the order of 2.0"),
    row("*t*.json", "*category/example", &[Way::Item], "the first examples in the order of 2.0"),
    row("*details*.json", "*category", &[Way::Sequence], "in the order of 2.0"),
    row("*details.v1_9.json", "*activity", &[Way::Item, Way::Sequence], "in the order of 2.0"),
];

/// Captures whose every name and value is in the answer.
pub(crate) const EQUAL: &[&str] = &[
    "error.v1_7.xml",
    "online.job_families.v1_9.json",
    "online.occupation.details.detailed_work_activities.v1_9.json",
    "online.occupation.details.interests.v1_9.json",
    "online.occupation.details.job_zone.v1_9.json",
    "online.occupation.details.knowledge.v1_9.json",
    "online.occupation.details.skills.v1_9.json",
    "online.occupation.details.work_styles.v1_9.json",
    "ws.v1_0.xml",
    "ws.v1_7.xml",
];

/// Captures of data that O*NET 29.3 does not hold: the gateway refuses the calls.
pub(crate) const REFUSED: &[&str] = &[
    "mnm.apprenticeship.v1_9.json",
    "mnm.career.abilities.v1_9.json",
    "mnm.career.check_out_my_state.v1_9.json",
    "mnm.career.job_outlook.v1_9.json",
    "mnm.career.where_do_they_work.v1_9.json",
    "mnm.interestprofiler.questions_30.v1_9.json",
    "mnm.interestprofiler.questions_30.v1_9.xml",
    "mpp.career.check_out_my_state.v1_9.json",
    "mpp.career.job_outlook.v1_9.json",
    "mpp.career.technology.v1_9.json",
    "online.career_clusters.occupations.v1_9.json",
    "online.career_clusters.v1_9.json",
    "online.career_clusters.v1_9.xml",
    "online.industries.occupations.v1_9.json",
    "online.industries.v1_9.json",
    "online.occupation.details.abilities.v1_9.json",
    "online.occupation.details.abilities.v1_x_2015.xml",
    "online.occupation.details.additional_information.v1_9.json",
    "online.occupation.details.work_activities.v1_9.json",
    "online.occupation.details.work_activities.v1_x_2015.xml",
    "online.occupation.details.work_context.v1_9.json",
    "online.occupation.details.work_context.v1_x_2015.xml",
    "online.occupation.summary.abilities.v1_2.xml",
    "online.occupation.summary.work_activities.v1_2.xml",
    "online.occupation.summary.work_context.v1_2.xml",
    "online.stem_occupations.occupations.v1_9.json",
    "online.stem_occupations.v1_9.json",
    "online.stem_occupations.v1_9.xml",
    "veterans.apprenticeship.v1_9.json",
    "veterans.career.job_outlook.v1_8.json",
    "veterans.career.job_outlook.v1_8.xml",
    "veterans.career.job_outlook.v1_9.json",
    "veterans.career.job_outlook.v1_9.xml",
    "veterans.military.v1_9.json",
];
