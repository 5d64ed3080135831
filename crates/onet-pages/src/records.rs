//! Reports as rows of values, for CSV and TSV: what the pages show, one value each.

use onet_api::DataFile;
use onet_api::types::CareerJobOutlook;
use onet_domain::career_report::CareerDocument;
use onet_domain::comparison::ComparisonDocument;
use onet_domain::interest_profiler::ProfileDocument;
use onet_domain::occupation_report::{OccupationDocument, ReportSection, SectionData};

/// The columns of a [`Record`].
pub const COLUMNS: [&str; 6] = ["code", "section", "id", "name", "value", "level"];

/// A value of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The code of the occupation.
    pub code: String,
    /// The section of the report.
    pub section: String,
    /// The id or code of the item, where it has one.
    pub id: String,
    /// What is valued.
    pub name: String,
    /// The score, the percentage, the mark or the text.
    pub value: String,
    /// The level of an element, 0 to 100, where the source has it.
    pub level: String,
}

impl Record {
    /// The cells in the order of [`COLUMNS`].
    pub fn into_cells(self) -> Vec<String> {
        vec![self.code, self.section, self.id, self.name, self.value, self.level]
    }
}

/// Collects the records of one occupation.
struct Records {
    code: String,
    found: Vec<Record>,
}

impl Records {
    fn of(code: &str) -> Self {
        Self { code: code.to_owned(), found: Vec::new() }
    }

    fn add(&mut self, section: &str, id: impl ToString, name: &str, value: impl ToString) {
        self.found.push(Record {
            code: self.code.clone(),
            section: section.to_owned(),
            id: id.to_string(),
            name: name.to_owned(),
            value: value.to_string(),
            level: String::new(),
        });
    }

    /// Gives the last record a level.
    fn level(&mut self, level: Option<i64>) {
        if let (Some(last), Some(level)) = (self.found.last_mut(), level) {
            last.level = level.to_string();
        }
    }

    /// Amounts of dollars, those that are known.
    fn amounts(&mut self, section: &str, amounts: &[(&str, Option<impl ToString>)]) {
        for (name, amount) in amounts {
            if let Some(amount) = amount {
                self.add(section, "", name, amount.to_string());
            }
        }
    }

    /// The category of the outlook, and the wages: yearly ones, or hourly where there are no yearly ones.
    fn outlook(&mut self, outlook: &CareerJobOutlook) {
        self.add("job_outlook", "", "category", &outlook.outlook.category);
        let salary = &outlook.salary;
        let yearly = [
            ("annual_10th_percentile", salary.annual_10th_percentile),
            ("annual_10th_percentile_over", salary.annual_10th_percentile_over),
            ("annual_median", salary.annual_median),
            ("annual_median_over", salary.annual_median_over),
            ("annual_90th_percentile", salary.annual_90th_percentile),
            ("annual_90th_percentile_over", salary.annual_90th_percentile_over),
        ];
        let hourly = [
            ("hourly_10th_percentile", salary.hourly_10th_percentile),
            ("hourly_10th_percentile_over", salary.hourly_10th_percentile_over),
            ("hourly_median", salary.hourly_median),
            ("hourly_median_over", salary.hourly_median_over),
            ("hourly_90th_percentile", salary.hourly_90th_percentile),
            ("hourly_90th_percentile_over", salary.hourly_90th_percentile_over),
        ];
        self.amounts("job_outlook", &yearly);
        if salary.annual_median.or(salary.annual_median_over).is_none() {
            self.amounts("job_outlook", &hourly);
        }
    }

    /// The files of wages and outlook: the id of the table, the name of the file, and its years.
    fn files(&mut self, files: &[DataFile]) {
        for file in files {
            self.add(
                "job_outlook_files",
                &file.table,
                &file.file,
                file.period.as_deref().unwrap_or_default(),
            );
        }
    }

    fn score(&mut self, section: &str, id: &str, name: &str, score: Option<i64>) {
        self.add(section, id, name, score.map_or_else(String::new, |score| score.to_string()));
    }
}

/// The report on an occupation.
pub fn occupation(document: &OccupationDocument) -> Vec<Record> {
    let overview = &document.occupation;
    let mut records = Records::of(&overview.code);
    records.add("occupation", "", "title", &overview.title);
    records.add("occupation", "", "description", &overview.description);
    records.add("occupation", "", "database", &document.database);
    for title in &overview.sample_of_reported_titles {
        records.add("sample_of_reported_titles", "", title, "");
    }
    if let Some(outlook) = document.job_outlook.data() {
        records.outlook(outlook);
        records.files(&document.job_outlook_files);
    }
    for part in &document.sections {
        if let Some(data) = part.answer.data() {
            section(&mut records, part, data);
        }
    }
    records.found
}

fn section(records: &mut Records, part: &ReportSection, data: &SectionData) {
    let section = part.section.as_str();
    match data {
        SectionData::Tasks(tasks) => {
            for task in tasks {
                records.score(section, &task.id, &task.title, task.importance);
            }
        }
        SectionData::TechnologySkills(categories) => {
            for category in categories {
                for example in category.example.iter().chain(&category.example_more) {
                    let mark = if example.hot_technology == Some(true) { "hot_technology" } else { "" };
                    records.add(section, category.code, &example.title, mark);
                }
            }
        }
        SectionData::WorkActivities(elements)
        | SectionData::Skills(elements)
        | SectionData::Knowledge(elements)
        | SectionData::Abilities(elements)
        | SectionData::WorkStyles(elements) => {
            for element in elements {
                records.score(section, &element.id, &element.name, element.importance);
                records.level(part.levels.get(&element.id).copied());
            }
        }
        SectionData::DetailedWorkActivities(activities) => {
            for activity in activities {
                records.add(section, &activity.id, &activity.title, "");
            }
        }
        SectionData::WorkContext(elements) => {
            for element in elements {
                records.score(section, &element.id, &element.name, element.context);
            }
        }
        SectionData::Interests(interests) => {
            for interest in interests {
                records.score(section, &interest.id, &interest.name, interest.occupational_interest);
            }
        }
        SectionData::JobZone(zone) => records.add(section, zone.code, &zone.title, zone.code),
        SectionData::Education(education) => {
            for level in &education.response {
                let percent = level.percentage_of_respondents;
                records.score(section, &level.code.to_string(), &level.title, percent);
            }
        }
        SectionData::Apprenticeship(titles) => {
            for title in titles {
                records.add(section, "", title, "");
            }
        }
        SectionData::RelatedOccupations(related) => {
            for found in related {
                let tier = part.tiers.get(&found.code).map_or("", |found| found.tier.as_str());
                records.add(section, &found.code, &found.title, tier);
            }
        }
        SectionData::Crosswalks(kinds) => {
            for kind in kinds {
                for entry in kind.answer.data().into_iter().flatten() {
                    let code = entry.code.as_deref().unwrap_or_default();
                    records.add(section, code, &entry.title, kind.crosswalk);
                }
            }
        }
        SectionData::CareerClusters(clusters) => {
            for cluster in clusters {
                records.add(section, "", &cluster.title, "");
                for pathway in &cluster.pathways {
                    records.add(section, "", pathway, &cluster.title);
                }
            }
        }
        SectionData::ProfessionalAssociations(associations) => {
            for found in associations {
                records.add(section, "", &found.name, &found.url);
            }
        }
        SectionData::MilitaryCareerSummaries(careers) => {
            for found in careers {
                records.add(section, "", &found.title, &found.url);
            }
        }
        _ => {}
    }
}

/// The comparison of occupations: a record for each score.
pub fn comparison(document: &ComparisonDocument) -> Vec<Record> {
    let mut all = Vec::new();
    for (at, occupation) in document.occupations.iter().enumerate() {
        let mut records = Records::of(&occupation.code.to_string());
        records.add("occupation", "", "title", &occupation.title);
        if let Some(zone) = occupation.job_zone {
            records.add("job_zone", zone, "job_zone", zone);
        }
        if let Some(is_bright) = occupation.bright_outlook {
            records.add("occupation", "", "bright_outlook", is_bright);
        }
        let yearly = [
            ("annual_median", occupation.annual_median),
            ("annual_median_over", occupation.annual_median_over),
        ];
        let hourly = [
            ("hourly_median", occupation.hourly_median),
            ("hourly_median_over", occupation.hourly_median_over),
        ];
        records.amounts("job_outlook", &yearly);
        records.amounts("job_outlook", &hourly);
        records.files(&document.job_outlook_files);
        for section in &document.sections {
            for element in &section.elements {
                let score = element.scores.get(at).copied().flatten();
                records.score(section.section.as_str(), &element.id, &element.name, score);
                records.level(element.levels.get(at).copied().flatten());
            }
        }
        for overlap in &document.overlaps {
            for item in &overlap.shared {
                records.add(&overlap.what, "", item, "shared");
            }
            let of_some = overlap.some.iter().filter(|shared| shared.occupations.contains(&at));
            for item in of_some.flat_map(|shared| &shared.items) {
                records.add(&overlap.what, "", item, "some");
            }
            for item in overlap.only.get(at).into_iter().flatten() {
                records.add(&overlap.what, "", item, "only");
            }
        }
        all.append(&mut records.found);
    }
    all
}

/// The report on a career.
pub fn career(document: &CareerDocument) -> Vec<Record> {
    let overview = &document.overview;
    let mut records = Records::of(&overview.code);
    records.add("career", "", "title", &overview.title);
    records.add("career", "", "what_they_do", &overview.what_they_do);
    records.add("career", "", "database", &document.database);
    for title in &overview.also_called {
        records.add("also_called", "", &title.title, "");
    }
    for text in &overview.on_the_job {
        records.add("on_the_job", "", text, "");
    }
    let areas = [
        ("knowledge", &document.knowledge),
        ("skills", &document.skills),
        ("abilities", &document.abilities),
    ];
    for (section, groups) in areas {
        for group in groups.data().into_iter().flatten() {
            for element in &group.element {
                records.add(section, &element.id, &element.name, &group.name);
            }
        }
    }
    if let Some(personality) = document.personality.data() {
        if let Some(interest) = &personality.top_interest {
            records.add("personality", &interest.id, &interest.name, "top_interest");
        }
        for style in &personality.work_styles {
            records.add("personality", &style.id, &style.name, "work_style");
        }
    }
    for category in document.technology.data().into_iter().flatten() {
        for example in &category.example {
            records.add("technology", category.code, &example.title, &category.title);
        }
    }
    if let Some(outlook) = document.job_outlook.data() {
        records.outlook(outlook);
        records.files(&document.job_outlook_files);
    }
    for career in document.explore_more.data().into_iter().flat_map(|more| &more.careers) {
        records.add("explore_more", &career.code, &career.title, "");
    }
    records.found
}

/// The profile of a person: the scores, then the careers by job zone.
pub fn profile(document: &ProfileDocument) -> Vec<Record> {
    let mut records = Records::of("");
    for area in &document.areas {
        records.add("interests", area.interest.letter(), &area.title, area.score);
    }
    let mut found = records.found;
    for zone in document.careers.data().into_iter().flatten() {
        for career in &zone.careers {
            let mut records = Records::of(&career.code.to_string());
            let fit = career.fit.map_or("", |fit| fit.as_str());
            records.add("careers", zone.job_zone, &career.title, fit);
            found.append(&mut records.found);
        }
    }
    found
}
