//! `get_occupation`

use onet_domain::occupation_report::{OccupationReport, Section, SectionAnswer};
use onet_pages::records::{self, Record};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::resolve;
use crate::answer::{Detail, Found, MOST, Window};
use crate::backend::Call;
use crate::names::suggestion;
use crate::refusal::Refusal;

/// Items of each section, where all are shown in short.
const OF_ALL: usize = 3;
/// Items of a section that was chosen, in short.
const OF_CHOSEN: usize = 10;

/// What the value of an item is, by section.
const VALUES: &[(Section, &str)] = &[
    (Section::Tasks, "importance, 0 to 100"),
    (Section::TechnologySkills, "hot_technology, where employers often ask for it"),
    (Section::WorkActivities, "importance, 0 to 100"),
    (Section::WorkContext, "how much or how often, 0 to 100"),
    (Section::Skills, "importance, 0 to 100"),
    (Section::Knowledge, "importance, 0 to 100"),
    (Section::Education, "percent of the people in the occupation"),
    (Section::Abilities, "importance, 0 to 100"),
    (Section::Interests, "how typical, 0 to 100"),
    (Section::WorkStyles, "impact or importance, 0 to 100"),
    (Section::JobZone, "1 (little preparation) to 5 (extensive)"),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// O*NET-SOC code such as 29-1051.00, or a title
    code: String,
    /// Sections to return; all in short when left out
    #[serde(default)]
    #[schemars(with = "Vec<Section>")]
    sections: Vec<String>,
    /// short: the top 3 items of each section (10 of chosen ones); full: up to 100
    #[serde(default)]
    detail: Detail,
    /// Items of each section, 1 to 100
    #[schemars(range(min = 1, max = 100))]
    limit: Option<usize>,
    /// Items of each section to skip
    offset: Option<usize>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Output {
    /// The O*NET-SOC code
    code: String,
    title: String,
    description: String,
    /// Titles that people in the occupation report
    also_called: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    bright_outlook: bool,
    sections: Vec<Items>,
}

#[derive(Serialize, JsonSchema)]
struct Items {
    section: String,
    /// Items that there are
    total: usize,
    /// What the values are
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<&'static str>,
    /// The most important first
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<Item>,
    /// Why there are none
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Item {
    #[serde(skip_serializing_if = "String::is_empty")]
    id: String,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    value: String,
}

impl From<Record> for Item {
    fn from(record: Record) -> Self {
        let Record { id, name, value, .. } = record;
        Self { id, name, value }
    }
}

pub(super) async fn run(call: &Call, input: Input) -> Result<Found<Output>, Refusal> {
    let chosen: Vec<Section> = input.sections.iter().map(|name| section(name)).collect::<Result<_, _>>()?;
    let code = resolve::occupation(call, &input.code).await?;
    let wanted = if chosen.is_empty() { Section::ALL.to_vec() } else { chosen.clone() };
    let usual = match (input.detail, chosen.is_empty()) {
        (Detail::Full, _) => MOST,
        (Detail::Short, true) => OF_ALL,
        (Detail::Short, false) => OF_CHOSEN,
    };
    let window = Window::new(input.limit, input.offset, usual);
    let report = OccupationReport::new(call.client()).document(code, &wanted).await;
    let document = report.map_err(|failure| resolve::refused(call, code, failure.into()))?;
    let records = records::occupation(&document);
    let in_section = |name: &str| {
        records.iter().filter(|record| record.section == name).cloned().map(Item::from).collect::<Vec<_>>()
    };
    let mut sections: Vec<Items> = Vec::new();
    let outlook = in_section("job_outlook");
    if chosen.is_empty() && !outlook.is_empty() {
        let total = outlook.len();
        let items = outlook;
        let values = Some("category of the outlook; wages in dollars a year");
        sections.push(Items { section: "job_outlook".to_owned(), total, values, items, missing: None });
    }
    for part in &document.sections {
        let mut items = in_section(part.section.as_str());
        if part.section == Section::TechnologySkills {
            // By title, the marked ones would be anywhere.
            items.sort_by_key(|item| item.value.is_empty());
        }
        let values = VALUES.iter().find(|(section, _)| *section == part.section).map(|(_, values)| *values);
        let has_values = items.iter().any(|item| !item.value.is_empty());
        let missing = match &part.answer {
            SectionAnswer::Missing { reason, .. } => Some(reason.clone()),
            SectionAnswer::Present(_) => None,
        };
        sections.push(Items {
            section: part.section.to_string(),
            total: items.len(),
            values: values.filter(|_| has_values),
            items: window.of(items),
            missing,
        });
    }
    if chosen.is_empty() {
        leave_out_missing(call, &mut sections);
    }
    let next = next(&sections, window, &chosen);
    let overview = document.occupation;
    let data = Output {
        code: overview.code,
        title: overview.title,
        description: overview.description,
        also_called: overview.sample_of_reported_titles,
        bright_outlook: overview.tags.bright_outlook == Some(true),
        sections,
    };
    Ok(Found::then(data, next))
}

/// In the report on all sections, names those that this source does not have in one note.
fn leave_out_missing(call: &Call, sections: &mut Vec<Items>) {
    let missing: Vec<&str> = sections
        .iter()
        .filter(|section| section.missing.is_some())
        .map(|section| section.section.as_str())
        .collect();
    if !missing.is_empty() {
        call.note(format!("no data in this source: {}", missing.join(", ")));
    }
    sections.retain(|section| section.missing.is_none());
}

fn next(sections: &[Items], window: Window, chosen: &[Section]) -> Option<String> {
    let longest = sections.iter().map(|section| section.total).max().unwrap_or(0);
    let end = window.end();
    match (longest > end, chosen.is_empty()) {
        (false, _) => window.next(longest),
        (true, true) => Some(
            "whole lists: the same call with \"sections\": [\"tasks\", …] and \"detail\": \"full\""
                .to_owned(),
        ),
        (true, false) => {
            Some(format!("more items: the same call with \"detail\": \"full\", or with \"offset\": {end}"))
        }
    }
}

/// A section by its name, written in any way.
fn section(name: &str) -> Result<Section, Refusal> {
    let written = name.trim().to_lowercase().replace([' ', '-'], "_");
    written.parse().map_err(|_| {
        let names = Section::ALL.map(|section| section.as_str());
        Refusal::new(
            format!("\"{name}\" is no section of the report."),
            suggestion(&written, "the sections are", &names),
        )
    })
}
