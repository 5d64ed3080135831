//! The O*NET Interest Profiler: fetch the questions, score the answers, find matching careers.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use onet_domain::interest_profiler::InterestProfiler;
//! use onet_domain::{JobZone, ProfilerAnswers, ProfilerForm};
//!
//! let client = onet_api::Client::from_env()?;
//! let profiler = InterestProfiler::new(client);
//! for question in profiler.questions(ProfilerForm::Mini).await?.questions {
//!     println!("{}. {}", question.index, question.text);
//! }
//! let answers: ProfilerAnswers = "323432343234323432343234155343".parse()?;
//! let results = profiler.results(&answers).await?;
//! println!("{}", results.scores.code());
//! for career in profiler.all_careers(answers, Some(JobZone::Four)).await? {
//!     println!("{}", career.occupation.title);
//! }
//! # Ok(())
//! # }
//! ```

mod document;

use std::sync::Arc;

use futures::{Stream, TryStreamExt as _};
use onet_api::{Client, PageRange, page, types};

pub use crate::answer::{
    AreaScore, Fit, ProfilerCareer, ProfilerOption, ProfilerQuestion, ProfilerResults, Questionnaire,
};
pub use document::{MatchingCareer, ProfileArea, ProfileDocument, ZoneCareers};

use crate::{Error, Interest, JobZone, ProfilerAnswers, ProfilerForm, ProfilerScores};

/// The interests of a person, to find careers for.
///
/// ```
/// use onet_domain::interest_profiler::Profile;
/// use onet_domain::{ProfilerAnswers, ProfilerScores};
///
/// let scores = ProfilerScores { social: 31, ..ProfilerScores::default() };
/// assert_eq!(Profile::from(scores), Profile::Scores(scores));
///
/// let answers: ProfilerAnswers = "323432343234323432343234155343".parse()?;
/// assert_eq!(Profile::from(answers.clone()), Profile::Answers(answers));
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    /// The answers to the questions.
    Answers(ProfilerAnswers),
    /// The scores.
    Scores(ProfilerScores),
}

impl From<ProfilerAnswers> for Profile {
    fn from(answers: ProfilerAnswers) -> Self {
        Self::Answers(answers)
    }
}

impl From<ProfilerScores> for Profile {
    fn from(scores: ProfilerScores) -> Self {
        Self::Scores(scores)
    }
}

/// The Interest Profiler in English, over any client.
///
/// ```no_run
/// # async fn example() -> Result<(), onet_domain::Error> {
/// use onet_domain::ProfilerForm;
/// use onet_domain::interest_profiler::InterestProfiler;
///
/// let profiler = InterestProfiler::new(onet_api::Client::from_env()?);
/// let questionnaire = profiler.questions(ProfilerForm::Short).await?;
/// assert_eq!(questionnaire.questions.len(), 60);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct InterestProfiler {
    client: Client,
}

impl InterestProfiler {
    /// Calls through a client.
    pub fn new(client: Client) -> Self {
        Self { client }
    }

    /// All questions of a form, and the answers to choose from.
    ///
    /// # Errors
    ///
    /// The errors of the call; [`Error::Answer`] for an unknown interest, [`Error::Missing`] when the response has
    /// fewer questions than the form.
    pub async fn questions(&self, form: ProfilerForm) -> Result<Questionnaire, Error> {
        let wanted = form.questions();
        let range = PageRange::starting_at(1, u32::try_from(wanted).unwrap_or(page::LARGEST_PAGE));
        let questionnaire: Questionnaire = match form {
            ProfilerForm::Mini => self.client.mnm_interest_profiler_questions_30(range).await?,
            ProfilerForm::Short => self.client.mnm_interest_profiler_questions(range).await?,
        }
        .try_into()?;
        let found = questionnaire.questions.len();
        if found != wanted {
            return Err(Error::Missing { what: format!("it holds {found} of {wanted} questions") });
        }
        Ok(questionnaire)
    }

    /// The scores of answers, with a description of each area.
    ///
    /// The service computes them; [`ProfilerAnswers::scores`] does so without a call.
    ///
    /// # Errors
    ///
    /// The errors of the call; [`Error::Answer`] for an unknown interest or a score out of range,
    /// [`Error::Missing`] for a missing area.
    pub async fn results(&self, answers: &ProfilerAnswers) -> Result<ProfilerResults, Error> {
        self.client.mnm_interest_profiler_results(answers).await?.try_into()
    }

    /// Matching careers in the order of the source, or only those of a job zone. Pages are requested as the stream
    /// is polled.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), onet_domain::Error> {
    /// use futures::TryStreamExt as _;
    /// use onet_domain::interest_profiler::{Fit, InterestProfiler, ProfilerCareer};
    /// use onet_domain::{JobZone, ProfilerScores};
    ///
    /// let profiler = InterestProfiler::new(onet_api::Client::from_env()?);
    /// let scores = ProfilerScores { social: 31, investigative: 28, ..ProfilerScores::default() };
    /// let best: Vec<ProfilerCareer> = profiler
    ///     .careers(scores, Some(JobZone::Four))
    ///     .try_filter(|career| std::future::ready(career.fit == Some(Fit::Best)))
    ///     .try_collect()
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The stream ends with the first failed call, or with [`Error::Answer`] for a malformed code.
    pub fn careers<P: Into<Profile>>(
        &self,
        profile: P,
        zone: Option<JobZone>,
    ) -> impl Stream<Item = Result<ProfilerCareer, Error>> + use<P> {
        let query = Arc::new(CareerQuery::new(&self.client, &profile.into(), zone));
        page::by_item(page::LARGEST_PAGE, move |range| {
            let query = Arc::clone(&query);
            async move { query.page(range).await }
        })
        .map_err(Error::from)
        .and_then(|career| std::future::ready(ProfilerCareer::try_from(career)))
    }

    /// All matching careers; see [`careers`](Self::careers).
    ///
    /// # Errors
    ///
    /// As for [`careers`](Self::careers).
    pub async fn all_careers<P: Into<Profile>>(
        &self,
        profile: P,
        zone: Option<JobZone>,
    ) -> Result<Vec<ProfilerCareer>, Error> {
        self.careers(profile, zone).try_collect().await
    }
}

/// The parameters of the operation `mnm_interest_profiler_careers`.
struct CareerQuery {
    client: Client,
    answers: Option<types::ProfilerAnswers>,
    scores: Option<ProfilerScores>,
    zone: Option<u32>,
}

impl CareerQuery {
    fn new(client: &Client, profile: &Profile, zone: Option<JobZone>) -> Self {
        let (answers, scores) = match profile {
            Profile::Answers(answers) => (Some(answers.into()), None),
            Profile::Scores(scores) => (None, Some(*scores)),
        };
        let zone = zone.map(|zone| u32::from(zone.number()));
        Self { client: client.clone(), answers, scores, zone }
    }

    async fn page(&self, range: PageRange) -> Result<types::ProfilerCareerPage, onet_api::Error> {
        let score = |interest| self.scores.map(|scores| u32::from(scores.get(interest)));
        let [realistic, investigative, artistic, social, enterprising, conventional] =
            Interest::ALL.map(score);
        self.client
            .mnm_interest_profiler_careers(
                self.answers.as_ref(),
                artistic,
                conventional,
                enterprising,
                investigative,
                realistic,
                social,
                self.zone,
                range,
            )
            .await
    }
}
