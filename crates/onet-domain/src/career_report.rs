//! The report on a career as My Next Move has it, in English, in Spanish or for veterans.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use onet_domain::career_report::{CareerReport, CareerService};
//!
//! let report = CareerReport::new(onet_api::Client::from_env()?, CareerService::Veterans);
//! let career = report.document("29-1051.00".parse()?).await?;
//! println!("{}: {}", career.overview.title, career.overview.what_they_do);
//! # Ok(())
//! # }
//! ```

use onet_api::{Client, DataFile, types};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::parse::{Notation, named_words};
use crate::{Answered, Error, OnetSocCode, job_outlook};

static SERVICE: Notation = Notation {
    article: "a",
    name: "service with careers",
    pattern: "^(mnm|veterans|mpp)$",
    examples: ["mnm", "veterans"],
};

/// A service that describes careers in plain words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CareerService {
    /// My Next Move.
    MyNextMove,
    /// My Next Move for Veterans.
    Veterans,
    /// Mi Próximo Paso, in Spanish.
    MiProximoPaso,
}

impl CareerService {
    /// All services.
    pub const ALL: [Self; 3] = [Self::MyNextMove, Self::Veterans, Self::MiProximoPaso];
}

named_words!(CareerService, SERVICE, {
    MyNextMove => "mnm", "My Next Move";
    Veterans => "veterans", "My Next Move for Veterans";
    MiProximoPaso => "mpp", "Mi Próximo Paso";
});

/// What all services have in the overview of a career.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CareerSummary {
    /// The O*NET-SOC code.
    pub code: String,
    /// The title of the career.
    pub title: String,
    /// Whether it has a bright outlook.
    pub tags: types::Tags,
    /// Other titles.
    #[serde(default)]
    pub also_called: Vec<types::CareerAlternateTitle>,
    /// The career in a sentence or two.
    pub what_they_do: String,
    /// Its most important tasks.
    #[serde(default)]
    pub on_the_job: Vec<String>,
}

/// The report on a career: what `onet career --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CareerDocument {
    /// The service that the report comes from.
    pub service: CareerService,
    /// The release of the database that it is from.
    pub database: String,
    /// What the career is.
    pub overview: CareerSummary,
    /// What people know, by area.
    pub knowledge: Answered<Vec<types::ElementGroup>>,
    /// What people are skilled in, by area.
    pub skills: Answered<Vec<types::ElementGroup>>,
    /// What people are able to do, by area.
    pub abilities: Answered<Vec<types::ElementGroup>>,
    /// What people are like.
    pub personality: Answered<types::CareerPersonality>,
    /// What they work with.
    pub technology: Answered<Vec<types::CareerTechnology>>,
    /// How they prepare.
    pub education: Answered<types::CareerEducation>,
    /// Wages and outlook.
    pub job_outlook: Answered<types::CareerJobOutlook>,
    /// The files that the wages and the outlook are from, with their years; none where the source does not name them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub job_outlook_files: Vec<DataFile>,
    /// Similar careers and industries.
    pub explore_more: Answered<types::CareerExploreMore>,
    /// Military jobs by branch, for veterans alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_the_military: Option<Answered<types::CareerMilitaryJobs>>,
}

/// The report on a career, over any client.
#[derive(Debug, Clone)]
pub struct CareerReport {
    client: Client,
    service: CareerService,
}

impl CareerReport {
    /// Fetches from a service through a client.
    pub fn new(client: Client, service: CareerService) -> Self {
        Self { client, service }
    }

    /// The report with all its sections, fetched concurrently.
    ///
    /// # Errors
    ///
    /// The errors of the overview, which the service rejects for an unknown code; of the sections, all errors but those
    /// that make one missing.
    pub async fn document(&self, code: OnetSocCode) -> Result<CareerDocument, Error> {
        let overview = self.fetch(code, "").await?;
        let in_the_military = async {
            match self.service {
                CareerService::Veterans => self.section(code, "in_the_military").await.map(Some),
                CareerService::MyNextMove | CareerService::MiProximoPaso => Ok(None),
            }
        };
        let sections = futures::try_join!(
            self.section(code, "knowledge"),
            self.section(code, "skills"),
            self.section(code, "abilities"),
            self.section(code, "personality"),
            self.section(code, "technology"),
            self.section(code, "education"),
            job_outlook::fetch(&self.client, self.service.as_str(), code),
            self.section(code, "explore_more"),
            in_the_military,
            async { Ok(self.client.about().await?.database.name) },
        )?;
        let (
            knowledge,
            skills,
            abilities,
            personality,
            technology,
            education,
            outlook,
            more,
            military,
            database,
        ) = sections;
        let (job_outlook, job_outlook_files) = outlook;
        Ok(CareerDocument {
            service: self.service,
            database,
            overview,
            knowledge,
            skills,
            abilities,
            personality,
            technology,
            education,
            job_outlook,
            job_outlook_files,
            explore_more: more,
            in_the_military: military,
        })
    }

    async fn section<T: DeserializeOwned>(
        &self,
        code: OnetSocCode,
        section: &str,
    ) -> Result<Answered<T>, Error> {
        match self.fetch(code, section).await {
            Err(Error::Call(failure)) => Answered::of(Err(failure)),
            other => other.map(Answered::Present),
        }
    }

    /// The three services have the same sections under paths of their own.
    async fn fetch<T: DeserializeOwned>(&self, code: OnetSocCode, section: &str) -> Result<T, Error> {
        let path = format!("{}/careers/{code}/{section}", self.service);
        let answer = self.client.raw(&path, &[]).await?;
        T::deserialize(answer)
            .map_err(|cause| Error::Missing { what: format!("{path} is of another shape: {cause}") })
    }
}
