//! The overview of a career, and the careers that are like it.

use onet_api::operation::Operation;
use onet_api::{operations as op, types};
use onet_db::title_order;
use onet_domain::OnetSocCode;

use super::body::to_json;
use super::call::Call;
use super::listings::industries;
use super::outlook;
use crate::error::Error;

/// The number of tasks in an overview.
const TASKS: usize = 3;

/// A section of the report on a career.
struct Section {
    title: &'static str,
    /// Its operations in My Next Move and in the edition for veterans.
    operations: [&'static Operation; 2],
    /// The tables that it needs.
    requires: &'static [&'static str],
    /// Whether it has data on the career.
    shown: Shown,
}

/// When a section is listed for a career.
enum Shown {
    /// One of these tables has a row for it.
    WithRows(&'static [&'static str]),
    /// Data of its SOC occupation are there.
    When(fn(&Call<'_>, OnetSocCode) -> Result<bool, Error>),
}

/// The sections in the order of the report, as far as a release has them.
static SECTIONS: [Section; 9] = [
    Section {
        title: "Knowledge",
        operations: [&op::MNM_CAREERS_KNOWLEDGE, &op::VETERANS_CAREERS_KNOWLEDGE],
        requires: &["knowledge"],
        shown: Shown::WithRows(&["knowledge"]),
    },
    Section {
        title: "Skills",
        operations: [&op::MNM_CAREERS_SKILLS, &op::VETERANS_CAREERS_SKILLS],
        requires: &["skills"],
        shown: Shown::WithRows(&["skills"]),
    },
    Section {
        title: "Abilities",
        operations: [&op::MNM_CAREERS_ABILITIES, &op::VETERANS_CAREERS_ABILITIES],
        requires: &["abilities"],
        shown: Shown::WithRows(&["abilities"]),
    },
    Section {
        title: "Personality",
        operations: [&op::MNM_CAREERS_PERSONALITY, &op::VETERANS_CAREERS_PERSONALITY],
        requires: &["interests", "work_styles"],
        shown: Shown::WithRows(&["interests", "work_styles"]),
    },
    Section {
        title: "Technology",
        operations: [&op::MNM_CAREERS_TECHNOLOGY, &op::VETERANS_CAREERS_TECHNOLOGY],
        requires: &["technology_skills", "unspsc_reference"],
        shown: Shown::WithRows(&["technology_skills"]),
    },
    Section {
        title: "Education",
        operations: [&op::MNM_CAREERS_EDUCATION, &op::VETERANS_CAREERS_EDUCATION],
        requires: &["job_zones", "job_zone_reference"],
        shown: Shown::WithRows(&["job_zones"]),
    },
    Section {
        title: "Job Outlook",
        operations: [&op::MNM_CAREERS_JOB_OUTLOOK, &op::VETERANS_CAREERS_JOB_OUTLOOK],
        requires: &["employment_projections", "oews_national"],
        shown: Shown::When(outlook::has_job_outlook),
    },
    Section {
        title: "Check Out My State",
        operations: [&op::MNM_CAREERS_CHECK_OUT_MY_STATE, &op::VETERANS_CAREERS_CHECK_OUT_MY_STATE],
        requires: &["oews_states"],
        shown: Shown::When(outlook::has_states),
    },
    Section {
        title: "Explore More",
        operations: [&op::MNM_CAREERS_EXPLORE_MORE, &op::VETERANS_CAREERS_EXPLORE_MORE],
        requires: &["related_occupations"],
        shown: Shown::WithRows(&["related_occupations"]),
    },
];

/// The career in the path: an occupation with a job zone.
fn known_career(call: &Call<'_>) -> Result<OnetSocCode, Error> {
    let code = call.known_occupation()?;
    let career = call.occupations()?.occupation(code).filter(|occupation| occupation.job_zone.is_some());
    career.map(|_| code).ok_or_else(|| call.unknown(&format!("The career {code}")))
}

/// The description of a career, its first tasks, and the sections of its report that the release has.
pub(crate) fn overview(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = known_career(call)?;
    let release = call.release();
    let title = call.occupations()?.occupation(code).map(|career| call.title_of(career));
    let also_called = release.titles_of_my_next_move(code)?;
    let tasks = release.tasks(code)?;
    let is_veterans = call.operation.tag == "veterans";
    let mut contents = Vec::new();
    for section in SECTIONS.iter().filter(|section| section.requires.iter().all(|id| release.has_table(id))) {
        let is_shown = match section.shown {
            Shown::When(has_data) => has_data(call, code)?,
            Shown::WithRows(tables) => {
                let mut has_rows = false;
                for table in tables {
                    has_rows = has_rows || release.has_rows(table, code)?;
                }
                has_rows
            }
        };
        if is_shown {
            let operation = section.operations[usize::from(is_veterans)];
            let href = call.links.operation(operation, code);
            contents.push(types::Link { href, title: section.title.to_owned() });
        }
    }
    // The members of both services, but for a sample of military titles.
    to_json(&types::CareerOverview {
        code: code.to_string(),
        title: title.unwrap_or_default(),
        tags: call.tags(code),
        also_called: also_called
            .into_iter()
            .map(|title| types::CareerAlternateTitle { title, summary: true })
            .collect(),
        what_they_do: release.description(code)?.unwrap_or_default(),
        on_the_job: tasks.into_iter().take(TASKS).map(|task| task.title).collect(),
        word_cloud_terms: Vec::new(),
        career_video: None,
        contents,
    })
}

/// The careers of the first tier of relatedness, by title, and the industries that employ the career.
pub(crate) fn explore_more(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = known_career(call)?;
    let index = call.occupations()?;
    let closest = call.release().closest_occupations(code)?.into_iter();
    let mut careers: Vec<types::OccupationRef> = closest
        .filter_map(|code| index.occupation(code).filter(|occupation| occupation.job_zone.is_some()))
        .map(|occupation| call.occupation_ref(occupation))
        .collect();
    careers.sort_by(|left, right| title_order(&left.title, &right.title));
    let industries = industries::of_career(call, code)?;
    // The sample does not have all careers that it names.
    let is_known = !industries.is_empty() || call.release().has_rows("related_occupations", code)?;
    if !is_known {
        return Err(call.unknown(&format!("The section explore_more of the career {code}")));
    }
    to_json(&types::CareerExploreMore { careers, industries })
}
