//! The details report on an occupation, its sections fetched concurrently.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use onet_domain::occupation_report::{OccupationReport, Section, SectionAnswer};
//!
//! let client = onet_api::Client::from_env()?;
//! let report = OccupationReport::new(client);
//! for (section, answer) in report.gather("29-1051.00".parse()?, &Section::ALL).await? {
//!     match answer {
//!         SectionAnswer::Present(data) => println!("{}: {}", section.title(), data.count()),
//!         SectionAnswer::Missing { reason, .. } => println!("{}: {reason}", section.title()),
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod classifications;
mod from_tables;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use onet_api::page::{self, Paged};
use onet_api::{Client, DataFile, PageRange, types};
use serde::Serialize;

pub use classifications::{CrosswalkCode, CrosswalkCodes, OccupationCluster};
pub use from_tables::{Levels, Relatedness, RelatednessTier, Tiers};

use crate::career_report::CareerService;
use crate::parse::{Notation, named_words};
use crate::{Answered, Error, OnetSocCode, job_outlook};

static SECTION: Notation = Notation {
    article: "a",
    name: "section of a report",
    pattern: "^(tasks|technology_skills|work_activities|detailed_work_activities|work_context|job_zone\
              |apprenticeship|skills|knowledge|education|abilities|interests|work_styles\
              |related_occupations|crosswalks|career_clusters|professional_associations\
              |military_career_summaries)$",
    examples: ["tasks", "work_styles"],
};

/// Number of concurrent requests.
const AT_ONCE: usize = 4;

/// A section of the details report on an occupation, in the words of the service. Crosswalks and career clusters, which
/// its report does not have, are from the tables of an imported release.
///
/// ```
/// use onet_domain::occupation_report::Section;
///
/// let section: Section = "work_styles".parse()?;
/// assert_eq!(section.title(), "Work Styles");
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Section {
    /// What the people in the occupation do.
    Tasks,
    /// Software and other technology that they use, by category.
    TechnologySkills,
    /// Generalized work activities.
    WorkActivities,
    /// Detailed work activities.
    DetailedWorkActivities,
    /// Physical and social conditions.
    WorkContext,
    /// How much preparation is needed.
    JobZone,
    /// Titles of apprenticeships.
    Apprenticeship,
    /// Basic and cross-functional skills.
    Skills,
    /// Knowledge areas.
    Knowledge,
    /// Levels of education of the people in the occupation.
    Education,
    /// Abilities.
    Abilities,
    /// Occupational interests.
    Interests,
    /// Work styles.
    WorkStyles,
    /// Similar occupations.
    RelatedOccupations,
    /// Codes of other classifications.
    Crosswalks,
    /// Career clusters.
    CareerClusters,
    /// Professional associations.
    ProfessionalAssociations,
    /// Similar military careers.
    MilitaryCareerSummaries,
}

impl Section {
    /// All sections in the order of the report.
    pub const ALL: [Self; 18] = [
        Self::Tasks,
        Self::TechnologySkills,
        Self::WorkActivities,
        Self::DetailedWorkActivities,
        Self::WorkContext,
        Self::JobZone,
        Self::Apprenticeship,
        Self::Skills,
        Self::Knowledge,
        Self::Education,
        Self::Abilities,
        Self::Interests,
        Self::WorkStyles,
        Self::RelatedOccupations,
        Self::Crosswalks,
        Self::CareerClusters,
        Self::ProfessionalAssociations,
        Self::MilitaryCareerSummaries,
    ];
}

named_words!(Section, SECTION, {
    Tasks => "tasks", "Tasks";
    TechnologySkills => "technology_skills", "Technology Skills";
    WorkActivities => "work_activities", "Work Activities";
    DetailedWorkActivities => "detailed_work_activities", "Detailed Work Activities";
    WorkContext => "work_context", "Work Context";
    JobZone => "job_zone", "Job Zone";
    Apprenticeship => "apprenticeship", "Apprenticeship";
    Skills => "skills", "Skills";
    Knowledge => "knowledge", "Knowledge";
    Education => "education", "Education";
    Abilities => "abilities", "Abilities";
    Interests => "interests", "Interests";
    WorkStyles => "work_styles", "Work Styles";
    RelatedOccupations => "related_occupations", "Related Occupations";
    Crosswalks => "crosswalks", "Crosswalks";
    CareerClusters => "career_clusters", "Career Clusters";
    ProfessionalAssociations => "professional_associations", "Professional Associations";
    MilitaryCareerSummaries => "military_career_summaries", "Military Career Summaries";
});

/// A section, or the reason why it is missing.
///
/// ```
/// use onet_domain::occupation_report::{SectionAnswer, SectionData};
///
/// let titles = SectionData::Apprenticeship(vec!["Pharmacist Assistant".to_owned()]);
/// let present = SectionAnswer::Present(titles.clone());
/// assert_eq!(present.data(), Some(&titles));
/// ```
pub type SectionAnswer = Answered<SectionData>;

/// A section of the report with all its items, pages merged.
///
/// The items have the types of the client.
///
/// ```
/// use onet_domain::occupation_report::SectionData;
///
/// let titles = SectionData::Apprenticeship(vec!["Pharmacist Assistant".to_owned()]);
/// assert_eq!(titles.count(), 1);
/// assert_eq!(serde_json::to_string(&titles)?, r#"["Pharmacist Assistant"]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum SectionData {
    /// [`Section::Tasks`].
    Tasks(Vec<types::RatedTask>),
    /// [`Section::TechnologySkills`].
    TechnologySkills(Vec<types::TechnologySkillCategory>),
    /// [`Section::WorkActivities`].
    WorkActivities(Vec<types::RatedElement>),
    /// [`Section::DetailedWorkActivities`].
    DetailedWorkActivities(Vec<types::DetailedWorkActivity>),
    /// [`Section::WorkContext`].
    WorkContext(Vec<types::RatedWorkContext>),
    /// [`Section::JobZone`].
    JobZone(types::OccupationJobZone),
    /// [`Section::Apprenticeship`].
    Apprenticeship(Vec<String>),
    /// [`Section::Skills`].
    Skills(Vec<types::RatedElement>),
    /// [`Section::Knowledge`].
    Knowledge(Vec<types::RatedElement>),
    /// [`Section::Education`].
    Education(types::OccupationEducation),
    /// [`Section::Abilities`].
    Abilities(Vec<types::RatedElement>),
    /// [`Section::Interests`].
    Interests(Vec<types::RatedInterest>),
    /// [`Section::WorkStyles`].
    WorkStyles(Vec<types::RatedElement>),
    /// [`Section::RelatedOccupations`].
    RelatedOccupations(Vec<types::RelatedOccupation>),
    /// [`Section::Crosswalks`].
    Crosswalks(Vec<CrosswalkCodes>),
    /// [`Section::CareerClusters`].
    CareerClusters(Vec<OccupationCluster>),
    /// [`Section::ProfessionalAssociations`].
    ProfessionalAssociations(Vec<types::ProfessionalAssociation>),
    /// [`Section::MilitaryCareerSummaries`].
    MilitaryCareerSummaries(Vec<types::MilitaryCareerSummary>),
}

impl SectionData {
    /// The number of items; a job zone is one.
    pub fn count(&self) -> usize {
        match self {
            Self::Tasks(items) => items.len(),
            Self::TechnologySkills(items) => items.len(),
            Self::WorkActivities(items)
            | Self::Skills(items)
            | Self::Knowledge(items)
            | Self::Abilities(items)
            | Self::WorkStyles(items) => items.len(),
            Self::DetailedWorkActivities(items) => items.len(),
            Self::WorkContext(items) => items.len(),
            Self::JobZone(_) => 1,
            Self::Apprenticeship(items) => items.len(),
            Self::Education(education) => education.response.len(),
            Self::Interests(items) => items.len(),
            Self::RelatedOccupations(items) => items.len(),
            Self::Crosswalks(items) => items.iter().filter_map(|kind| kind.answer.data()).map(Vec::len).sum(),
            Self::CareerClusters(items) => items.len(),
            Self::ProfessionalAssociations(items) => items.len(),
            Self::MilitaryCareerSummaries(items) => items.len(),
        }
    }
}

/// The report on an occupation: what `onet show --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OccupationDocument {
    /// The release of the database that the figures come from.
    pub database: String,
    /// The overview, as the service sends it.
    pub occupation: types::OccupationOverview,
    /// Wages and outlook, as My Next Move has them.
    pub job_outlook: Answered<types::CareerJobOutlook>,
    /// The files that the wages and the outlook are from, with their years; none where the source does not name them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub job_outlook_files: Vec<DataFile>,
    /// The sections, in the order in which they were requested.
    pub sections: Vec<ReportSection>,
}

/// A section of an [`OccupationDocument`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportSection {
    /// Which one it is.
    pub section: Section,
    /// Its items, as the service sends them, or the reason why they are missing.
    #[serde(flatten)]
    pub answer: SectionAnswer,
    /// The levels of its elements on the scale LV, where the source has them.
    #[serde(skip_serializing_if = "Levels::is_empty")]
    pub levels: Levels,
    /// The tiers of its related occupations, where the source has them.
    #[serde(skip_serializing_if = "Tiers::is_empty")]
    pub tiers: Tiers,
}

impl ReportSection {
    /// A section without levels and tiers.
    pub fn new(section: Section, answer: SectionAnswer) -> Self {
        Self { section, answer, levels: Levels::new(), tiers: Tiers::new() }
    }
}

impl OccupationDocument {
    /// A section, if it was requested.
    pub fn section(&self, wanted: Section) -> Option<&SectionAnswer> {
        self.sections.iter().find(|section| section.section == wanted).map(|section| &section.answer)
    }
}

/// The details report on an occupation, over any client.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use onet_domain::occupation_report::{OccupationReport, Section, SectionData};
///
/// let report = OccupationReport::new(onet_api::Client::from_env()?);
/// let tasks = report.section("29-1051.00".parse()?, Section::Tasks).await?;
/// if let Some(SectionData::Tasks(tasks)) = tasks.data() {
///     println!("{} tasks", tasks.len());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct OccupationReport {
    client: Client,
    levels: WithLevels,
}

/// Whether levels are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WithLevels {
    Yes,
    No,
}

impl OccupationReport {
    /// Fetches through a client.
    pub fn new(client: Client) -> Self {
        Self { client, levels: WithLevels::Yes }
    }

    /// Leaves out the levels, which take a call for each section that has them.
    #[must_use]
    pub fn without_levels(self) -> Self {
        Self { levels: WithLevels::No, ..self }
    }

    /// The chosen sections in the given order, fetched with at most four concurrent requests.
    ///
    /// The service rejects an unknown code section by section, which leaves all of them missing.
    ///
    /// # Errors
    ///
    /// The first error other than a missing section; see [`section`](Self::section).
    pub async fn gather(
        &self,
        code: OnetSocCode,
        sections: &[Section],
    ) -> Result<Vec<(Section, SectionAnswer)>, Error> {
        stream::iter(sections.to_vec())
            .map(|section| async move { Ok::<_, Error>((section, self.section(code, section).await?)) })
            .buffered(AT_ONCE)
            .try_collect()
            .await
    }

    /// One section with all its items.
    ///
    /// It is missing when the service has no such path (404), when it rejects the call (422), as it does for
    /// occupations without data, or when the source does not have the section.
    ///
    /// # Errors
    ///
    /// All other errors of the call.
    pub async fn section(&self, code: OnetSocCode, section: Section) -> Result<SectionAnswer, Error> {
        match self.fetch(code, section).await {
            Err(Error::Call(failure)) => Answered::of(Err(failure)),
            answered => answered,
        }
    }

    /// One section with what the tables of the database add to it: levels and tiers.
    ///
    /// # Errors
    ///
    /// Those of [`section`](Self::section).
    pub async fn report_section(&self, code: OnetSocCode, section: Section) -> Result<ReportSection, Error> {
        let answer = self.section(code, section).await?;
        let mut report = ReportSection::new(section, answer);
        if report.answer.data().is_some() {
            if self.levels == WithLevels::Yes {
                report.levels = from_tables::levels(&self.client, code, section).await?;
            }
            if section == Section::RelatedOccupations {
                report.tiers = from_tables::tiers(&self.client, code).await?;
            }
        }
        Ok(report)
    }

    /// The overview of an occupation, its wages and outlook, and the chosen sections in the given order, fetched with at
    /// most four concurrent requests, with levels and tiers from the tables of the database.
    ///
    /// # Errors
    ///
    /// The errors of the overview, which the service rejects for an unknown code, and of `about`; see
    /// [`section`](Self::section) for those of the other parts.
    pub async fn document(
        &self,
        code: OnetSocCode,
        sections: &[Section],
    ) -> Result<OccupationDocument, Error> {
        let occupation = self.client.online_occupations_overview(code).await?;
        let about = async { Ok(self.client.about().await?) };
        let job_outlook = job_outlook::fetch(&self.client, CareerService::MyNextMove.as_str(), code);
        let sections = stream::iter(sections.to_vec())
            .map(|section| self.report_section(code, section))
            .buffered(AT_ONCE)
            .try_collect::<Vec<_>>();
        let (about, (job_outlook, job_outlook_files), sections) =
            futures::try_join!(about, job_outlook, sections)?;
        let database = about.database.name;
        Ok(OccupationDocument { database, occupation, job_outlook, job_outlook_files, sections })
    }

    async fn fetch(&self, code: OnetSocCode, section: Section) -> Result<SectionAnswer, Error> {
        let client = &self.client;
        Ok(Answered::Present(match section {
            Section::Tasks => SectionData::Tasks(
                all(|range| client.online_occupations_details_tasks(code, None, range)).await?,
            ),
            Section::TechnologySkills => SectionData::TechnologySkills(
                all(|range| client.online_occupations_details_technology_skills(code, range)).await?,
            ),
            Section::WorkActivities => SectionData::WorkActivities(
                all(|range| client.online_occupations_details_work_activities(code, None, range)).await?,
            ),
            Section::DetailedWorkActivities => SectionData::DetailedWorkActivities(
                all(|range| client.online_occupations_details_detailed_work_activities(code, range)).await?,
            ),
            Section::WorkContext => SectionData::WorkContext(
                all(|range| client.online_occupations_details_work_context(code, None, range)).await?,
            ),
            Section::JobZone => SectionData::JobZone(client.online_occupations_details_job_zone(code).await?),
            Section::Apprenticeship => SectionData::Apprenticeship(
                all(|range| client.online_occupations_details_apprenticeship(code, range)).await?,
            ),
            Section::Skills => SectionData::Skills(
                all(|range| client.online_occupations_details_skills(code, None, range)).await?,
            ),
            Section::Knowledge => SectionData::Knowledge(
                all(|range| client.online_occupations_details_knowledge(code, None, range)).await?,
            ),
            Section::Education => {
                SectionData::Education(client.online_occupations_details_education(code).await?)
            }
            Section::Abilities => SectionData::Abilities(
                all(|range| client.online_occupations_details_abilities(code, None, range)).await?,
            ),
            Section::Interests => SectionData::Interests(
                all(|range| client.online_occupations_details_interests(code, None, range)).await?,
            ),
            Section::WorkStyles => SectionData::WorkStyles(
                all(|range| client.online_occupations_details_work_styles(code, None, range)).await?,
            ),
            Section::RelatedOccupations => SectionData::RelatedOccupations(
                all(|range| client.online_occupations_details_related_occupations(code, range)).await?,
            ),
            Section::Crosswalks => {
                SectionData::Crosswalks(classifications::crosswalk_codes(client, code).await?)
            }
            Section::CareerClusters => match classifications::career_clusters(client, code).await? {
                Answered::Present(clusters) => SectionData::CareerClusters(clusters),
                Answered::Missing { reason, absence } => return Ok(Answered::Missing { reason, absence }),
            },
            Section::ProfessionalAssociations => SectionData::ProfessionalAssociations(
                all(|range| client.online_occupations_details_professional_associations(code, None, range))
                    .await?,
            ),
            Section::MilitaryCareerSummaries => SectionData::MilitaryCareerSummaries(
                all(|range| client.online_occupations_details_military_career_summaries(code, range)).await?,
            ),
        }))
    }
}

/// The items of all pages.
async fn all<P, F, Fut>(fetch: F) -> Result<Vec<P::Item>, onet_api::Error>
where
    P: Paged,
    F: FnMut(PageRange) -> Fut,
    Fut: Future<Output = Result<P, onet_api::Error>>,
{
    page::by_item(page::LARGEST_PAGE, fetch).try_collect().await
}
