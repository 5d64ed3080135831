//! Several occupations side by side: in which elements they differ most, and what they have in common.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use onet_domain::comparison::{Comparison, Order};
//!
//! let comparison = Comparison::new(onet_api::Client::from_env()?);
//! let codes = ["29-1051.00".parse()?, "29-2052.00".parse()?];
//! for section in comparison.document(&codes, Order::Difference).await?.sections {
//!     println!("{}: {}", section.section.title(), section.sentence);
//! }
//! # Ok(())
//! # }
//! ```

use std::cmp::Reverse;
use std::collections::BTreeMap;

use futures::future::try_join_all;
use onet_api::{Client, DataFile, types};
use serde::Serialize;

use crate::occupation_report::{OccupationDocument, OccupationReport, Section, SectionAnswer, SectionData};
use crate::parse::{Notation, named_words};
use crate::{Answered, Error, OnetSocCode};

static ORDER: Notation = Notation {
    article: "an",
    name: "order of elements",
    pattern: "^(difference|score|name)$",
    examples: ["difference", "name"],
};

/// The order of the elements in a section.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// Largest difference first.
    Difference,
    /// Highest mean score first.
    Score,
    /// By name.
    Name,
}

impl Order {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::Difference, Self::Score, Self::Name];
}

named_words!(Order, ORDER, {
    Difference => "difference", "Largest difference first";
    Score => "score", "Highest score first";
    Name => "name", "By name";
});

/// A section that is compared element by element.
struct Rule {
    section: Section,
    /// What the scores are called.
    scale: &'static str,
    /// How a sentence puts a higher score: these words before and after the name of the element.
    more: (&'static str, &'static str),
}

const RULES: [Rule; 7] = [
    Rule { section: Section::Knowledge, scale: "importance", more: ("need more ", "") },
    Rule { section: Section::Skills, scale: "importance", more: ("need more ", "") },
    Rule { section: Section::Abilities, scale: "importance", more: ("need more ", "") },
    Rule { section: Section::WorkActivities, scale: "importance", more: ("rate ", " higher") },
    Rule { section: Section::WorkStyles, scale: "importance", more: ("rate ", " higher") },
    Rule { section: Section::Interests, scale: "occupational interest", more: ("are more ", "") },
    Rule { section: Section::WorkContext, scale: "context", more: ("rate ", " higher") },
];

/// Sections whose items are either in common or not.
const OVERLAPPING: [Section; 2] = [Section::DetailedWorkActivities, Section::TechnologySkills];

/// A comparison: what `onet compare --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparisonDocument {
    /// The release of the database that the figures come from.
    pub database: String,
    /// The occupations, in the order in which they were requested. Scores follow it.
    pub occupations: Vec<ComparedOccupation>,
    /// The files that the wages are from, with their years; none where the source does not name them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub job_outlook_files: Vec<DataFile>,
    /// The sections with scores.
    pub sections: Vec<ComparedSection>,
    /// What is in common and what is not.
    pub overlaps: Vec<Overlap>,
    /// The parts that an occupation does not have.
    pub missing: Vec<MissingPart>,
}

/// An occupation of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedOccupation {
    /// Its code.
    pub code: OnetSocCode,
    /// Its title.
    pub title: String,
    /// What the people in it do.
    pub description: String,
    /// Its job zone, 1 to 5.
    pub job_zone: Option<i64>,
    /// Whether it has a bright outlook; none where the source does not know.
    pub bright_outlook: Option<bool>,
    /// The median of its yearly wages in dollars, where the source has it.
    pub annual_median: Option<i64>,
    /// The amount that the median of its yearly wages is above, where the source has no more than that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annual_median_over: Option<i64>,
    /// The median of its hourly wages in dollars, where the source has it. Some occupations have no yearly ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hourly_median: Option<f64>,
    /// The amount that the median of its hourly wages is above, where the source has no more than that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hourly_median_over: Option<f64>,
}

/// A section that is compared element by element.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedSection {
    /// Which one it is.
    pub section: Section,
    /// What the scores are, 0 to 100.
    pub scale: String,
    /// The largest difference in words.
    pub sentence: String,
    /// The elements that at least two of the occupations have scores for.
    pub elements: Vec<ComparedElement>,
}

/// An element with the scores of all occupations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedElement {
    /// Its id in the content model.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The score of each occupation, 0 to 100.
    pub scores: Vec<Option<i64>>,
    /// The level of each occupation, 0 to 100, where the source has levels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Option<i64>>,
    /// The highest score less the lowest.
    pub difference: i64,
}

/// A list of things that occupations have in common or alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// What is listed: `detailed_work_activities`, `technology_skills` or `titles`.
    pub what: String,
    /// The counts in words.
    pub sentence: String,
    /// What all occupations have.
    pub shared: Vec<String>,
    /// What several of three or more occupations have, by who has it; most of it first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub some: Vec<SharedBySome>,
    /// What each occupation alone has.
    pub only: Vec<Vec<String>>,
    /// The number of different things.
    pub total: usize,
}

/// What some of the occupations have in common, and the others do not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedBySome {
    /// The places of these occupations in the comparison, from 0.
    pub occupations: Vec<usize>,
    /// What they share, by name.
    pub items: Vec<String>,
}

/// A part that an occupation does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingPart {
    /// The section.
    pub section: Section,
    /// The occupations without it.
    pub codes: Vec<OnetSocCode>,
    /// Why, in the words of the source.
    pub reason: String,
}

/// The comparison of occupations, over any client.
#[derive(Debug, Clone)]
pub struct Comparison {
    client: Client,
    report: OccupationReport,
}

impl Comparison {
    /// Fetches through a client.
    pub fn new(client: Client) -> Self {
        Self { report: OccupationReport::new(client.clone()), client }
    }

    /// The occupations side by side.
    ///
    /// # Errors
    ///
    /// Those of [`OccupationReport::document`], for any of the occupations.
    pub async fn document(&self, codes: &[OnetSocCode], order: Order) -> Result<ComparisonDocument, Error> {
        let sections: Vec<Section> =
            RULES.iter().map(|rule| rule.section).chain(OVERLAPPING).chain([Section::JobZone]).collect();
        let reports = codes.iter().map(|code| self.report.document(*code, &sections));
        let reports = try_join_all(reports).await?;
        let outlook = self.outlook(&reports).await?;
        Ok(compare(codes, &reports, order, outlook))
    }

    /// Whether the source knows which occupations have a bright outlook. An occupation without the mark has none only
    /// where the source has marks at all.
    async fn outlook(&self, reports: &[OccupationDocument]) -> Result<OutlookMarks, Error> {
        let is_marked = |report: &OccupationDocument| {
            report.occupation.tags.bright_outlook.is_some()
                || report.job_outlook.data().is_some_and(|outlook| !outlook.bright_outlook.is_empty())
        };
        if reports.iter().any(is_marked) {
            return Ok(OutlookMarks::Known);
        }
        Ok(match Answered::of(self.client.online_bright_outlook_list().await)? {
            Answered::Present(_) => OutlookMarks::Known,
            Answered::Missing { .. } => OutlookMarks::Unknown,
        })
    }
}

/// Whether a source marks occupations with a bright outlook.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OutlookMarks {
    Known,
    Unknown,
}

fn compare(
    codes: &[OnetSocCode],
    reports: &[OccupationDocument],
    order: Order,
    outlook: OutlookMarks,
) -> ComparisonDocument {
    let titles: Vec<&str> = reports.iter().map(|report| report.occupation.title.as_str()).collect();
    let sections = RULES.iter().filter_map(|rule| compared(rule, &titles, reports, order)).collect();
    let mut overlaps: Vec<Overlap> =
        OVERLAPPING.iter().filter_map(|section| overlap_of(*section, reports)).collect();
    let reported = reports.iter().map(|report| report.occupation.sample_of_reported_titles.clone());
    overlaps.extend(overlap("titles", "job titles", &reported.collect::<Vec<_>>()));
    let files = reports.iter().map(|report| report.job_outlook_files.clone());
    ComparisonDocument {
        database: reports.first().map_or_else(String::new, |report| report.database.clone()),
        job_outlook_files: files.max_by_key(Vec::len).unwrap_or_default(),
        occupations: codes
            .iter()
            .zip(reports)
            .map(|(code, report)| occupation(*code, report, outlook))
            .collect(),
        sections,
        overlaps,
        missing: missing(codes, reports),
    }
}

fn occupation(code: OnetSocCode, report: &OccupationDocument, outlook: OutlookMarks) -> ComparedOccupation {
    let job_zone = match report.section(Section::JobZone).and_then(SectionAnswer::data) {
        Some(SectionData::JobZone(zone)) => Some(zone.code),
        _ => None,
    };
    let types::OccupationOverview { title, description, tags, .. } = report.occupation.clone();
    let salary = report.job_outlook.data().map(|outlook| &outlook.salary);
    ComparedOccupation {
        code,
        title,
        description,
        job_zone,
        bright_outlook: (outlook == OutlookMarks::Known).then_some(tags.bright_outlook == Some(true)),
        annual_median: salary.and_then(|salary| salary.annual_median),
        annual_median_over: salary.and_then(|salary| salary.annual_median_over),
        hourly_median: salary.and_then(|salary| salary.hourly_median),
        hourly_median_over: salary.and_then(|salary| salary.hourly_median_over),
    }
}

/// A section of the comparison; none where fewer than two occupations have scores.
fn compared(
    rule: &Rule,
    titles: &[&str],
    reports: &[OccupationDocument],
    order: Order,
) -> Option<ComparedSection> {
    let mut elements: BTreeMap<String, ComparedElement> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate() {
        let Some(part) = report.sections.iter().find(|part| part.section == rule.section) else { continue };
        for (id, name, score) in part.answer.data().map(scores).unwrap_or_default() {
            let new = || ComparedElement {
                id: id.to_owned(),
                name: name.to_owned(),
                scores: vec![None; reports.len()],
                levels: vec![None; reports.len()],
                difference: 0,
            };
            let element = elements.entry(id.to_owned()).or_insert_with(new);
            element.scores[at] = score;
            element.levels[at] = part.levels.get(id).copied();
        }
    }
    let mut elements: Vec<ComparedElement> =
        elements.into_values().filter(|element| element.scores.iter().flatten().count() > 1).collect();
    for element in &mut elements {
        if element.levels.iter().all(Option::is_none) {
            element.levels.clear();
        }
        let scores = || element.scores.iter().flatten();
        element.difference = scores().max().zip(scores().min()).map_or(0, |(high, low)| high - low);
    }
    // The sentence is about the largest difference in any order.
    elements.sort_by(|a, b| (b.difference, &a.name).cmp(&(a.difference, &b.name)));
    let sentence = sentence(rule, titles, elements.first()?);
    match order {
        Order::Difference => {}
        Order::Score => elements.sort_by_key(|element| Reverse(mean(element))),
        Order::Name => elements.sort_by(|a, b| a.name.cmp(&b.name)),
    }
    Some(ComparedSection { section: rule.section, scale: rule.scale.to_owned(), sentence, elements })
}

/// The mean of the scores in thousandths.
fn mean(element: &ComparedElement) -> i64 {
    let count = i64::try_from(element.scores.iter().flatten().count()).unwrap_or(1).max(1);
    element.scores.iter().flatten().sum::<i64>() * 1000 / count
}

/// The elements of a section: id, name and score.
fn scores(data: &SectionData) -> Vec<(&str, &str, Option<i64>)> {
    match data {
        SectionData::Knowledge(elements)
        | SectionData::Skills(elements)
        | SectionData::Abilities(elements)
        | SectionData::WorkActivities(elements)
        | SectionData::WorkStyles(elements) => {
            elements.iter().map(|element| (&*element.id, &*element.name, element.importance)).collect()
        }
        SectionData::Interests(elements) => elements
            .iter()
            .map(|element| (&*element.id, &*element.name, element.occupational_interest))
            .collect(),
        SectionData::WorkContext(elements) => {
            elements.iter().map(|element| (&*element.id, &*element.name, element.context)).collect()
        }
        _ => Vec::new(),
    }
}

/// "Pharmacists need more Mathematics (87 against 52)."
fn sentence(rule: &Rule, titles: &[&str], element: &ComparedElement) -> String {
    let scored = || titles.iter().zip(&element.scores).filter_map(|(title, score)| Some((title, (*score)?)));
    // Of equal scores, those of the first occupation are named.
    let (Some((high, most)), Some((low, least))) =
        (scored().min_by_key(|(_, score)| Reverse(*score)), scored().min_by_key(|(_, score)| *score))
    else {
        return String::new();
    };
    if element.difference == 0 {
        return format!("The scores for {} are the same.", rule.section.title());
    }
    let (before, after) = rule.more;
    let of = if titles.len() > 2 { format!(" of {low}") } else { String::new() };
    format!("{high} {before}{}{after} ({most} against {least}{of}).", element.name)
}

fn overlap_of(section: Section, reports: &[OccupationDocument]) -> Option<Overlap> {
    let lists: Option<Vec<Vec<String>>> = reports
        .iter()
        .map(|report| match report.section(section)?.data()? {
            SectionData::DetailedWorkActivities(items) => {
                Some(items.iter().map(|item| item.title.clone()).collect())
            }
            SectionData::TechnologySkills(categories) => Some(examples(categories)),
            _ => None,
        })
        .collect();
    let words = match section {
        Section::TechnologySkills => "technologies",
        _ => "detailed work activities",
    };
    overlap(section.as_str(), words, &lists?)
}

fn examples(categories: &[types::TechnologySkillCategory]) -> Vec<String> {
    let examples =
        categories.iter().flat_map(|category| category.example.iter().chain(&category.example_more));
    examples.map(|example| example.title.clone()).collect()
}

fn overlap(what: &str, words: &str, lists: &[Vec<String>]) -> Option<Overlap> {
    let mut owners: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
    for (at, list) in lists.iter().enumerate() {
        for item in list {
            owners.entry(item).or_insert_with(|| vec![false; lists.len()])[at] = true;
        }
    }
    let total = owners.len();
    let listed = |wanted: &dyn Fn(&[bool]) -> bool| -> Vec<String> {
        let matching = owners.iter().filter(|(_, owners)| wanted(owners));
        matching.map(|(item, _)| (*item).to_owned()).collect()
    };
    let shared = listed(&|owners| owners.iter().all(|has| *has));
    let only = (0..lists.len())
        .map(|at| listed(&|owners| owners.iter().enumerate().all(|(other, has)| *has == (other == at))))
        .collect();
    let mut by_owners: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
    for (item, owners) in &owners {
        let having: Vec<usize> = (0..lists.len()).filter(|at| owners[*at]).collect();
        if (2..lists.len()).contains(&having.len()) {
            by_owners.entry(having).or_default().push((*item).to_owned());
        }
    }
    let some = by_owners.into_iter().map(|(occupations, items)| SharedBySome { occupations, items });
    let mut some: Vec<SharedBySome> = some.collect();
    some.sort_by_key(|shared| Reverse(shared.items.len()));
    let of_some: usize = some.iter().map(|shared| shared.items.len()).sum();
    let more = if of_some > 0 { format!(", {of_some} to some") } else { String::new() };
    let sentence = format!("{} of {total} {words} are common to all{more}.", shared.len());
    (total > 0).then(|| Overlap { what: what.to_owned(), sentence, shared, some, only, total })
}

/// The missing parts, one for each section and reason.
fn missing(codes: &[OnetSocCode], reports: &[OccupationDocument]) -> Vec<MissingPart> {
    let mut parts: Vec<MissingPart> = Vec::new();
    for (code, report) in codes.iter().zip(reports) {
        for part in &report.sections {
            let Some(reason) = part.answer.reason() else { continue };
            match parts.iter_mut().find(|known| known.section == part.section && known.reason == reason) {
                Some(known) => known.codes.push(*code),
                None => parts.push(MissingPart {
                    section: part.section,
                    codes: vec![*code],
                    reason: reason.to_owned(),
                }),
            }
        }
    }
    parts
}
