//! The report on an occupation: the list of all, the overview and the sections.

use onet_api::operation::Operation;
use onet_api::operations;
use onet_api::types;
use onet_db::elements::{Domain, INTERESTS};
use onet_db::report::{Example, Technology};
use onet_db::{JobZoneReference, title_order};
use onet_domain::OnetSocCode;
use serde_json::json;

use super::body::{page_of, to_json};
use super::call::Call;
use super::references::zone_ref;
use super::report_sections::{Content, DETAILS, Report, SECTIONS, SUMMARY, Section};
use crate::error::Error;
use crate::pagination::{LIST_PAGE, PageRequest};

/// The lowest percentage of workers for which an answer about working conditions is listed.
const LOWEST_PERCENTAGE: i64 = 10;

/// The largest number of levels of education.
const LEVELS: usize = 3;

/// The number of leading examples of a category of technology.
const EXAMPLES: usize = 4;

/// The link to the occupations that resemble an occupation in one respect.
pub(super) fn related(call: &Call<'_>, code: OnetSocCode, kind: &str, id: &str) -> String {
    format!("{}related/{kind}/{id}", call.links.operation(&operations::ONLINE_OCCUPATIONS_OVERVIEW, code))
}

/// All occupations.
pub(crate) fn list(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let page = PageRequest::read(call.arguments, LIST_PAGE)?;
    let index = call.occupations()?;
    let mut occupations: Vec<_> = index.occupations().collect();
    match call.arguments.text("sort") {
        "code" => occupations.sort_by_key(|occupation| occupation.code),
        // Occupations without a zone are last.
        "zone" => {
            occupations.sort_by_key(|occupation| (occupation.job_zone.is_none(), occupation.job_zone));
        }
        _ => {}
    }
    page_of(call, page, &[], &occupations, |&occupation| {
        let types::OccupationRef { href, code, title, tags } = call.occupation_ref(occupation);
        let datalevel = occupation.job_zone.is_some();
        let zone = occupation.job_zone.map(|zone| zone_ref(index, zone));
        types::ListedOccupation { href, code, title, tags, datalevel, zone }
    })
}

/// The description of an occupation, and the sections of its reports.
pub(crate) fn overview(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = call.known_occupation()?;
    let (index, release) = (call.occupations()?, call.release());
    let mut sections = Vec::new();
    for section in SECTIONS.into_iter().filter(|section| release.has_table(section.table)) {
        // Without codes of the UNSPSC, the section cannot be answered.
        let is_unavailable =
            matches!(section.content, Content::Technology) && !release.has_table("unspsc_reference");
        if !is_unavailable && release.has_rows(section.table, code)? {
            sections.push(section);
        }
    }
    let link = |operation: &Operation, title: &str| types::Link {
        href: call.links.operation(operation, code),
        title: title.to_owned(),
    };
    let outline = &operations::ONLINE_OCCUPATIONS_CUSTOM_WORK_ACTIVITIES_OUTLINE;
    let custom = sections.iter().filter(|section| matches!(section.content, Content::Activities));
    // Only a whole SOC occupation refers to the detailed ones of its code.
    let parts = index
        .occupations()
        .filter(|other| !code.is_detailed() && other.code.is_detailed() && other.code.soc() == code.soc());
    let mut parts: Vec<_> = parts.collect();
    parts.sort_by_key(|occupation| occupation.code);
    to_json(&types::OccupationOverview {
        code: code.to_string(),
        title: index.occupation(code).map(|occupation| occupation.title.to_owned()).unwrap_or_default(),
        tags: call.tags(code),
        description: release.description(code)?.unwrap_or_default(),
        sample_of_reported_titles: release.reported_titles(code)?,
        also_see: parts.into_iter().map(|occupation| call.occupation_ref(occupation)).collect(),
        bright_outlook: call.outlook_of(code),
        updated: updates(call, code, &sections)?,
        summary_contents: sections.iter().map(|section| link(section.summary, section.title)).collect(),
        details_contents: sections.iter().map(|section| link(section.details, section.title)).collect(),
        custom_contents: custom.map(|_| link(outline, "Work Activities Outline")).collect(),
    })
}

/// The latest updates of the sections, by title, where the release has them.
fn updates(
    call: &Call<'_>,
    code: OnetSocCode,
    sections: &[&Section],
) -> Result<Option<types::OccupationUpdates>, Error> {
    let mut contents = Vec::new();
    for section in sections {
        if let Some(update) = call.release().updated(section.table, code)? {
            let (title, source) = (section.title.to_owned(), update.source);
            contents.push(types::SectionUpdate { title, source, year: Some(update.year) });
        }
    }
    contents.sort_by(|left, right| title_order(&left.title, &right.title));
    let year = contents.iter().filter_map(|update| update.year).max();
    Ok(year.map(|year| types::OccupationUpdates { year, contents }))
}

/// A call for a section of a report.
struct SectionCall<'a> {
    call: &'a Call<'a>,
    section: &'a Section,
    report: &'a Report,
    code: OnetSocCode,
}

/// A section, of the summary or of the details: the operation of the call decides.
pub(crate) fn section(call: &Call<'_>, section: &Section) -> Result<Vec<u8>, Error> {
    let report = if call.operation.id == section.summary.id { &SUMMARY } else { &DETAILS };
    let this = SectionCall { call, section, report, code: call.known_occupation()? };
    match section.content {
        Content::Elements(domain) => this.elements(domain),
        Content::Interests if report.scores => this.elements(&INTERESTS),
        Content::Interests => this.interest_code(),
        Content::Tasks => this.tasks(),
        Content::Activities => this.activities(),
        Content::Technology => this.technology(),
        Content::Education => this.education(),
        Content::JobZone => this.job_zone(),
        Content::Apprenticeship => this.apprenticeships(),
        Content::Related => this.related_occupations(),
    }
}

impl SectionCall<'_> {
    fn page(&self) -> Result<PageRequest, Error> {
        PageRequest::read(self.call.arguments, self.report.page)
    }

    fn release(&self) -> &onet_db::Release {
        self.call.release()
    }

    fn sort(&self) -> &str {
        self.call.arguments.text("sort")
    }

    /// The items of a section; an error where the occupation has none.
    fn non_empty<T>(&self, items: onet_db::Result<Vec<T>>) -> Result<Vec<T>, Error> {
        match items? {
            items if items.is_empty() => Err(self.no_data()),
            items => Ok(items),
        }
    }

    fn no_data(&self) -> Error {
        self.call.no_data(self.code, &self.section.title.to_lowercase())
    }

    fn elements(&self, domain: &Domain) -> Result<Vec<u8>, Error> {
        let page = self.page()?;
        let mut ratings = self.non_empty(self.release().ratings(domain, self.code))?;
        ratings.retain(|rating| rating.score >= self.report.lowest_score);
        if self.sort() == "name" {
            ratings.sort_by(|left, right| title_order(&left.element.name, &right.element.name));
        }
        let answers = self.release().answers(domain, self.code)?;
        page_of(self.call, page, &[], &ratings, |rating| {
            let element = &rating.element;
            let mut item = json!(types::SummaryElement {
                id: element.id.clone(),
                related: related(self.call, self.code, domain.name, &element.id),
                name: element.name.clone(),
                description: element.description.clone(),
            });
            if self.report.scores {
                item[domain.score] = rating.score.into();
            }
            if domain.has_answers() {
                let given = answers.get(&element.id).into_iter().flatten();
                let listed = given.filter(|words| words.value >= LOWEST_PERCENTAGE).map(|words| {
                    types::WorkContextAnswer {
                        percentage_of_respondents: words.value,
                        description: words.text.clone(),
                    }
                });
                item["response"] = json!(listed.collect::<Vec<_>>());
            }
            item
        })
    }

    fn interest_code(&self) -> Result<Vec<u8>, Error> {
        let code = self.release().interest_code(self.code)?;
        let code = code.ok_or_else(|| self.no_data())?;
        let ratings = self.release().ratings(&INTERESTS, self.code)?;
        let strongest = code.interests().filter_map(|interest| {
            let id = interest.element_id().to_string();
            ratings.iter().map(|rating| &rating.element).find(|element| element.id == id)
        });
        let element = strongest.map(|element| types::SummaryElement {
            id: element.id.clone(),
            related: related(self.call, self.code, INTERESTS.name, &element.id),
            name: element.name.clone(),
            description: element.description.clone(),
        });
        to_json(&types::SummaryInterests { interest_code: code.to_string(), element: element.collect() })
    }

    fn tasks(&self) -> Result<Vec<u8>, Error> {
        let page = self.page()?;
        let mut tasks = self.non_empty(self.release().tasks(self.code))?;
        tasks.retain(|task| task.importance.is_none_or(|importance| importance >= self.report.lowest_score));
        match self.sort() {
            "title" => tasks.sort_by(|left, right| title_order(&left.title, &right.title)),
            // Sorted by importance already.
            "importance" => {}
            // Core, Supplemental, then neither.
            _ => tasks.sort_by(|left, right| {
                let (left, right) = (&left.category, &right.category);
                left.is_none().cmp(&right.is_none()).then_with(|| left.cmp(right))
            }),
        }
        page_of(self.call, page, &[], &tasks, |task| types::RatedTask {
            id: task.id.to_string(),
            related: related(self.call, self.code, "tasks", &task.id.to_string()),
            title: task.title.clone(),
            importance: task.importance.filter(|_| self.report.scores),
            category: task.category.clone().filter(|_| self.report.scores),
        })
    }

    fn activities(&self) -> Result<Vec<u8>, Error> {
        let page = self.page()?;
        let activities: Vec<_> = self.call.occupations()?.activities_of(self.code).collect();
        let activities = self.non_empty(Ok(activities))?;
        page_of(self.call, page, &[], &activities, |activity| types::DetailedWorkActivity {
            id: activity.id.to_owned(),
            title: activity.title.to_owned(),
            related: related(self.call, self.code, "detailed_work_activities", activity.id),
        })
    }

    fn technology(&self) -> Result<Vec<u8>, Error> {
        let page = self.page()?;
        let technology = self.non_empty(self.release().technology(self.code))?;
        let examples = || technology.iter().flat_map(|category| &category.examples);
        let mut summary = Vec::new();
        for flag in [TechnologyFlag::Hot, TechnologyFlag::InDemand] {
            let total = flagged_examples(flag, examples()).len();
            if total > 0 {
                let (member, operation) = flag.names();
                let href = self.call.links.operation(operation, self.code);
                let total = i64::try_from(total).unwrap_or(i64::MAX);
                summary.push((member, json!(types::TechnologySkillCount { total, href })));
            }
        }
        page_of(self.call, page, &summary, &technology, |category| {
            let (leading, rest) = leading_examples(category, EXAMPLES);
            let code = category.commodity;
            types::TechnologySkillCategory {
                code,
                related: related(self.call, self.code, "technology_skills", &code.to_string()),
                title: category.title.clone(),
                example: leading.into_iter().map(|example| example_of(self.call, example)).collect(),
                example_more: rest.into_iter().map(|example| example_of(self.call, example)).collect(),
            }
        })
    }

    fn education(&self) -> Result<Vec<u8>, Error> {
        let mut levels = self.non_empty(self.release().education(self.code))?;
        levels.retain(|level| level.percentage > 0);
        levels.truncate(LEVELS);
        let response = levels.iter().map(|level| {
            let (title, description) = match level.description.split_once(" - ") {
                Some((title, description)) => (title, Some(description.to_owned())),
                None => (level.description.as_str(), None),
            };
            types::EducationLevel {
                code: level.category,
                title: title.to_owned(),
                description,
                percentage_of_respondents: Some(level.percentage),
            }
        });
        to_json(&types::OccupationEducation { response: response.collect() })
    }

    fn job_zone(&self) -> Result<Vec<u8>, Error> {
        let zone = zone_of(self.call, self.code)?.ok_or_else(|| self.no_data())?;
        to_json(&types::OccupationJobZone {
            code: zone.zone.into(),
            title: zone.name,
            education: zone.education,
            related_experience: zone.experience,
            job_training: zone.job_training,
            job_zone_examples: zone.examples,
            svp_range: zone.svp_range,
        })
    }

    fn apprenticeships(&self) -> Result<Vec<u8>, Error> {
        let page = self.page()?;
        let titles = self.non_empty(self.release().apprenticeships(self.code))?;
        page_of(self.call, page, &[], &titles, String::clone)
    }

    fn related_occupations(&self) -> Result<Vec<u8>, Error> {
        let page = self.page()?;
        let index = self.call.occupations()?;
        let found = self.non_empty(self.release().related_occupations(self.code))?;
        let mut found: Vec<_> = found
            .into_iter()
            .filter_map(|(code, supplemental)| Some((supplemental, index.occupation(code)?)))
            .collect();
        found.sort_by(|left, right| {
            left.0.cmp(&right.0).then_with(|| title_order(left.1.title, right.1.title))
        });
        page_of(self.call, page, &[], &found, |&(supplemental, occupation)| {
            let types::OccupationRef { href, code, title, tags } = self.call.occupation_ref(occupation);
            let supplemental = supplemental.then_some(true);
            types::RelatedOccupation { href, code, title, tags, supplemental }
        })
    }
}

/// A flag of a technology.
#[derive(Debug, Clone, Copy)]
pub(crate) enum TechnologyFlag {
    Hot,
    InDemand,
}

impl TechnologyFlag {
    /// The member with the number of flagged technologies, and the operation that lists them.
    fn names(self) -> (&'static str, &'static Operation) {
        match self {
            Self::Hot => ("hot_technology", &operations::ONLINE_OCCUPATIONS_HOT_TECHNOLOGY),
            Self::InDemand => ("in_demand_skills", &operations::ONLINE_OCCUPATIONS_IN_DEMAND_SKILLS),
        }
    }
}

/// The job zone of an occupation, as the release describes it; `None` where the occupation has none.
pub(super) fn zone_of(call: &Call<'_>, code: OnetSocCode) -> Result<Option<JobZoneReference>, Error> {
    let Some(zone) = call.occupations()?.occupation(code).and_then(|occupation| occupation.job_zone) else {
        return Ok(None);
    };
    Ok(call.release().job_zones()?.into_iter().find(|known| known.zone == zone))
}

/// The first `most` examples of a category of technology, and the rest: those in demand first, then hot ones, then by
/// title.
pub(super) fn leading_examples(category: &Technology, most: usize) -> (Vec<&Example>, Vec<&Example>) {
    let mut leading: Vec<&Example> = category.examples.iter().collect();
    leading.sort_by_key(|example| (!example.in_demand, !example.hot));
    let rest = leading.split_off(leading.len().min(most));
    (leading, rest)
}

/// The flagged examples, without duplicates, by title.
fn flagged_examples<'e>(
    flag: TechnologyFlag,
    examples: impl Iterator<Item = &'e Example>,
) -> Vec<&'e Example> {
    let is_flagged = |example: &&Example| match flag {
        TechnologyFlag::Hot => example.hot,
        TechnologyFlag::InDemand => example.in_demand,
    };
    let mut flagged: Vec<_> = examples.filter(is_flagged).collect();
    flagged.sort_by(|left, right| title_order(&left.title, &right.title));
    flagged.dedup_by(|left, right| left.title == right.title);
    flagged
}

/// The technologies of an occupation with one flag, by title: a release has no percentages to sort by.
pub(crate) fn flagged_technology(call: &Call<'_>, flag: TechnologyFlag) -> Result<Vec<u8>, Error> {
    let page = PageRequest::read(call.arguments, LIST_PAGE)?;
    let release = call.release();
    let code = call.known_occupation()?;
    let technology = release.technology_examples(code)?;
    if technology.is_empty() {
        return Err(call.no_data(code, "technology"));
    }
    let examples = flagged_examples(flag, technology.iter());
    page_of(call, page, &[], &examples, |example| example_of(call, example))
}

fn example_of(call: &Call<'_>, example: &Example) -> types::TechnologySkillExample {
    types::TechnologySkillExample {
        title: example.title.clone(),
        href: call.links.operation(&operations::ONLINE_TECHNOLOGY_EXAMPLES_OCCUPATIONS, &example.title),
        hot_technology: example.hot.then_some(true),
        in_demand: example.in_demand.then_some(true),
        percentage: None,
    }
}
