//! The report on an occupation: the list of all, the overview and the sections.

use onet_api::operation::Operation;
use onet_api::operations;
use onet_api::types;
use onet_db::elements::{Domain, INTERESTS};
use onet_db::report::{Example, Technology};
use onet_db::{JobZoneReference, title_order};
use onet_domain::OnetSocCode;
use serde_json::json;

use super::listings::occupation_flags::{outlook_of, tags};
use super::page::page_of;
use super::{known_occupation, occupation_ref, occupations, to_json, unknown, zone_ref};
use crate::error::Refusal;
use crate::pagination::Request;
use crate::rules::occupations::{Content, Mark, Report, SECTIONS, Section};
use crate::rules::{Call, LISTING_PAGE};

/// The least percentage of workers that an answer about working conditions is listed for.
const ANSWERED: i64 = 10;

/// The number of levels of education that are listed.
const LEVELS: usize = 3;

/// The number of examples of a technology before the rest.
const EXAMPLES: usize = 4;

/// The address of the occupations that are like one in something.
pub(super) fn related(call: &Call<'_>, code: OnetSocCode, kind: &str, id: &str) -> String {
    format!("{}related/{kind}/{id}", call.links.operation(&operations::ONLINE_OCCUPATIONS_OVERVIEW, code))
}

pub(crate) fn list(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let asked = Request::read(call.arguments, LISTING_PAGE)?;
    let index = occupations(call)?;
    let mut occupations: Vec<_> = index.occupations().collect();
    match call.arguments.text("sort") {
        "code" => occupations.sort_by_key(|occupation| occupation.code),
        // Those without a zone come last.
        "zone" => {
            occupations.sort_by_key(|occupation| (occupation.job_zone.is_none(), occupation.job_zone));
        }
        _ => {}
    }
    page_of(call, asked, &[], &occupations, |&occupation| {
        let types::OccupationRef { href, code, title, tags } = occupation_ref(call, occupation);
        let has_data = occupation.job_zone.is_some() || index.activities_of(occupation.code).next().is_some();
        let zone = occupation.job_zone.map(|zone| zone_ref(index, zone));
        types::ListedOccupation { href, code, title, tags, datalevel: has_data, zone }
    })
}

pub(crate) fn overview(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let code = known_occupation(call)?;
    let (index, release) = (occupations(call)?, call.source.release());
    let mut sections = Vec::new();
    for section in SECTIONS.iter().filter(|section| release.has_table(section.table)) {
        let is_refused =
            matches!(section.content, Content::Technology) && release.require_commodities().is_err();
        if !is_refused && release.has_rows(section.table, code)? {
            sections.push(section);
        }
    }
    let link = |operation: &Operation, title: &str| types::Link {
        href: call.links.operation(operation, code),
        title: title.to_owned(),
    };
    let outline = &operations::ONLINE_OCCUPATIONS_CUSTOM_WORK_ACTIVITIES_OUTLINE;
    let custom = sections.iter().filter(|section| matches!(section.content, Content::Activities));
    // Only a whole SOC occupation is shown with the others of its code.
    let parts = index
        .occupations()
        .filter(|other| !code.is_detailed() && other.code.is_detailed() && other.code.soc() == code.soc());
    let mut parts: Vec<_> = parts.collect();
    parts.sort_by_key(|occupation| occupation.code);
    to_json(&types::OccupationOverview {
        code: code.to_string(),
        title: index.occupation(code).map(|occupation| occupation.title.to_owned()).unwrap_or_default(),
        tags: tags(call, code),
        description: release.description(code)?.unwrap_or_default(),
        sample_of_reported_titles: release.reported_titles(code)?,
        also_see: parts.into_iter().map(|occupation| occupation_ref(call, occupation)).collect(),
        bright_outlook: outlook_of(call, code),
        updated: updates(call, code, &sections)?,
        summary_contents: sections.iter().map(|section| link(section.summary, section.title)).collect(),
        details_contents: sections.iter().map(|section| link(section.details, section.title)).collect(),
        custom_contents: custom.map(|_| link(outline, "Work Activities Outline")).collect(),
    })
}

/// When the sections were last updated, by title, as far as the release says.
fn updates(
    call: &Call<'_>,
    code: OnetSocCode,
    sections: &[&Section],
) -> Result<Option<types::OccupationUpdates>, Refusal> {
    let mut contents = Vec::new();
    for section in sections {
        if let Some(update) = call.source.release().updated(section.table, code)? {
            let (title, source) = (section.title.to_owned(), update.source);
            contents.push(types::SectionUpdate { title, source, year: Some(update.year) });
        }
    }
    contents.sort_by(|left, right| title_order(&left.title, &right.title));
    let year = contents.iter().filter_map(|update| update.year).max();
    Ok(year.map(|year| types::OccupationUpdates { year, contents }))
}

/// A call for a section of the report on an occupation.
struct Asked<'a> {
    call: &'a Call<'a>,
    section: &'a Section,
    report: &'a Report,
    code: OnetSocCode,
}

pub(crate) fn section(call: &Call<'_>, section: &Section, report: &Report) -> Result<Vec<u8>, Refusal> {
    call.source.release().require(&[section.table])?;
    let asked = Asked { call, section, report, code: known_occupation(call)? };
    match section.content {
        Content::Elements(domain) => asked.elements(domain),
        Content::Interests if report.scores => asked.elements(&INTERESTS),
        Content::Interests => asked.interest_code(),
        Content::Tasks => asked.tasks(),
        Content::Activities => asked.activities(),
        Content::Technology => asked.technology(),
        Content::Education => asked.education(),
        Content::JobZone => asked.job_zone(),
        Content::Apprenticeship => asked.apprenticeships(),
        Content::Related => asked.related_occupations(),
    }
}

impl Asked<'_> {
    fn page(&self) -> Result<Request, Refusal> {
        Request::read(self.call.arguments, self.report.page)
    }

    fn release(&self) -> &onet_db::Release {
        self.call.source.release()
    }

    fn sort(&self) -> &str {
        self.call.arguments.text("sort")
    }

    /// The items of a section, unless it has none for the occupation.
    fn some<T>(&self, items: onet_db::Result<Vec<T>>) -> Result<Vec<T>, Refusal> {
        match items? {
            items if items.is_empty() => Err(self.no_data()),
            items => Ok(items),
        }
    }

    fn no_data(&self) -> Refusal {
        unknown(self.call, &format!("The section {} of {}", self.section.title, self.code))
    }

    fn elements(&self, domain: &Domain) -> Result<Vec<u8>, Refusal> {
        let asked = self.page()?;
        let mut ratings = self.some(self.release().ratings(domain, self.code))?;
        ratings.retain(|rating| rating.score >= self.report.least);
        if self.sort() == "name" {
            ratings.sort_by(|left, right| title_order(&left.element.name, &right.element.name));
        }
        let answers = self.release().answers(domain, self.code)?;
        page_of(self.call, asked, &[], &ratings, |rating| {
            let element = &rating.element;
            let mut item = json!({
                "id": element.id,
                "related": related(self.call, self.code, domain.name, &element.id),
                "name": element.name,
                "description": element.description,
            });
            if self.report.scores {
                item[domain.score] = rating.score.into();
            }
            if domain.has_answers() {
                let given = answers.get(&element.id).into_iter().flatten();
                let listed = given.filter(|words| words.value >= ANSWERED).map(
                    |words| json!({ "percentage_of_respondents": words.value, "description": words.text }),
                );
                item["response"] = listed.collect();
            }
            item
        })
    }

    fn interest_code(&self) -> Result<Vec<u8>, Refusal> {
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

    fn tasks(&self) -> Result<Vec<u8>, Refusal> {
        let asked = self.page()?;
        let mut tasks = self.some(self.release().tasks(self.code))?;
        tasks.retain(|task| task.importance.is_none_or(|importance| importance >= self.report.least));
        match self.sort() {
            "title" => tasks.sort_by(|left, right| title_order(&left.title, &right.title)),
            // They come by importance.
            "importance" => {}
            // Core, Supplemental, and what is neither.
            _ => tasks.sort_by(|left, right| {
                let (left, right) = (&left.category, &right.category);
                left.is_none().cmp(&right.is_none()).then_with(|| left.cmp(right))
            }),
        }
        page_of(self.call, asked, &[], &tasks, |task| types::RatedTask {
            id: task.id.to_string(),
            related: related(self.call, self.code, "tasks", &task.id.to_string()),
            title: task.title.clone(),
            importance: task.importance.filter(|_| self.report.scores),
            category: task.category.clone().filter(|_| self.report.scores),
        })
    }

    fn activities(&self) -> Result<Vec<u8>, Refusal> {
        let asked = self.page()?;
        super::require_activities(self.call)?;
        let activities: Vec<_> = occupations(self.call)?.activities_of(self.code).collect();
        let activities = self.some(Ok(activities))?;
        page_of(self.call, asked, &[], &activities, |activity| types::DetailedWorkActivity {
            id: activity.id.to_owned(),
            title: activity.title.to_owned(),
            related: related(self.call, self.code, "detailed_work_activities", activity.id),
        })
    }

    fn technology(&self) -> Result<Vec<u8>, Refusal> {
        let asked = self.page()?;
        let technology = self.some(self.release().technology(self.code))?;
        let examples = || technology.iter().flat_map(|category| &category.examples);
        let mut head = Vec::new();
        for mark in [Mark::Hot, Mark::InDemand] {
            let total = marked_examples(mark, examples()).len();
            if total > 0 {
                let (member, operation) = mark.names();
                let href = self.call.links.operation(operation, self.code);
                head.push((member, json!({ "total": total, "href": href })));
            }
        }
        page_of(self.call, asked, &head, &technology, |category| {
            let (leading, rest) = leading_examples(category, EXAMPLES);
            let code = category.commodity;
            types::TechnologySkillCategory {
                code,
                related: related(self.call, self.code, "technology_skills", &code.to_string()),
                title: category.title.clone(),
                example: by_title(self.call, leading),
                example_more: by_title(self.call, rest),
            }
        })
    }

    fn education(&self) -> Result<Vec<u8>, Refusal> {
        let mut levels = self.some(self.release().education(self.code))?;
        levels.retain(|level| level.percentage > 0);
        levels.truncate(LEVELS);
        let response = levels.iter().map(|level| {
            let (title, meant) = match level.description.split_once(" - ") {
                Some((title, meant)) => (title, Some(meant.to_owned())),
                None => (level.description.as_str(), None),
            };
            types::EducationLevel {
                code: level.category,
                title: title.to_owned(),
                description: meant,
                percentage_of_respondents: Some(level.percentage),
            }
        });
        to_json(&types::OccupationEducation { response: response.collect() })
    }

    fn job_zone(&self) -> Result<Vec<u8>, Refusal> {
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

    fn apprenticeships(&self) -> Result<Vec<u8>, Refusal> {
        let asked = self.page()?;
        let titles = self.some(self.release().apprenticeships(self.code))?;
        page_of(self.call, asked, &[], &titles, String::clone)
    }

    fn related_occupations(&self) -> Result<Vec<u8>, Refusal> {
        let asked = self.page()?;
        let index = occupations(self.call)?;
        let found = self.some(self.release().related_occupations(self.code))?;
        let mut found: Vec<_> = found
            .into_iter()
            .filter_map(|(code, supplemental)| Some((supplemental, index.occupation(code)?)))
            .collect();
        found.sort_by(|left, right| {
            left.0.cmp(&right.0).then_with(|| title_order(left.1.title, right.1.title))
        });
        page_of(self.call, asked, &[], &found, |&(supplemental, occupation)| {
            let types::OccupationRef { href, code, title, tags } = occupation_ref(self.call, occupation);
            let supplemental = supplemental.then_some(true);
            types::RelatedOccupation { href, code, title, tags, supplemental }
        })
    }
}

impl Mark {
    /// The member that counts what is marked, and the operation that lists it.
    fn names(self) -> (&'static str, &'static Operation) {
        match self {
            Self::Hot => ("hot_technology", &operations::ONLINE_OCCUPATIONS_HOT_TECHNOLOGY),
            Self::InDemand => ("in_demand_skills", &operations::ONLINE_OCCUPATIONS_IN_DEMAND_SKILLS),
        }
    }
}

/// The job zone of an occupation, as the release describes it; none where it has none.
pub(super) fn zone_of(call: &Call<'_>, code: OnetSocCode) -> Result<Option<JobZoneReference>, Refusal> {
    let Some(zone) = occupations(call)?.occupation(code).and_then(|occupation| occupation.job_zone) else {
        return Ok(None);
    };
    Ok(call.source.release().job_zones()?.into_iter().find(|known| known.zone == zone))
}

/// As many examples of a category of technology, and the rest: those in demand come first, then hot ones, by title.
pub(super) fn leading_examples(category: &Technology, most: usize) -> (Vec<&Example>, Vec<&Example>) {
    let mut leading: Vec<&Example> = category.examples.iter().collect();
    leading.sort_by_key(|example| (!example.in_demand, !example.hot));
    let rest = leading.split_off(leading.len().min(most));
    (leading, rest)
}

/// What is marked, once each, by title.
fn marked_examples<'e>(mark: Mark, examples: impl Iterator<Item = &'e Example>) -> Vec<&'e Example> {
    let is_marked = |example: &&Example| match mark {
        Mark::Hot => example.hot,
        Mark::InDemand => example.in_demand,
    };
    let mut marked: Vec<_> = examples.filter(is_marked).collect();
    marked.sort_by(|left, right| title_order(&left.title, &right.title));
    marked.dedup_by(|left, right| left.title == right.title);
    marked
}

/// The technologies of an occupation with one mark. The orders are one: a release has no percentages.
pub(crate) fn marked(call: &Call<'_>, mark: Mark) -> Result<Vec<u8>, Refusal> {
    let asked = Request::read(call.arguments, LISTING_PAGE)?;
    let release = call.source.release();
    let code = known_occupation(call)?;
    let technology = release.technology_examples(code)?;
    if technology.is_empty() {
        return Err(unknown(call, &format!("The technology of {code}")));
    }
    let examples = marked_examples(mark, technology.iter());
    page_of(call, asked, &[], &examples, |example| example_of(call, example))
}

fn by_title(call: &Call<'_>, mut examples: Vec<&Example>) -> Vec<types::TechnologySkillExample> {
    examples.sort_by(|left, right| title_order(&left.title, &right.title));
    examples.into_iter().map(|example| example_of(call, example)).collect()
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
