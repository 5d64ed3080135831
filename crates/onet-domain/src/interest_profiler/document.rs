//! What a person's answers lead to, as one value.

use futures::future::try_join_all;
use serde::Serialize;

use super::{InterestProfiler, Profile};
use crate::answer::{Fit, ProfilerCareer};
use crate::{Answered, Error, Interest, InterestCode, JobZone, OnetSocCode, ProfilerAnswers, ProfilerScores};

/// Why there are no careers for answers that favour nothing.
const EQUAL: &str = "All six interests have the same score, so no career fits better than another. Answers that differ are needed.";

/// Scores, their meaning, and careers by job zone: what `onet profiler --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProfileDocument {
    /// The answers, from 1 to 5.
    pub answers: ProfilerAnswers,
    /// The scores of the six areas.
    pub scores: ProfilerScores,
    /// The highest score that an area can have, 20 or 40.
    pub highest_score: u8,
    /// The three strongest areas; of equal ones, those first in RIASEC. None where all six are equal.
    pub code: Option<InterestCode>,
    /// The areas, the strongest first, with what each means where the source describes it.
    pub areas: Vec<ProfileArea>,
    /// Matching careers, by the preparation that they need.
    pub careers: Answered<Vec<ZoneCareers>>,
}

/// An area of interest with its score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileArea {
    /// The area.
    pub interest: Interest,
    /// Its name.
    pub title: String,
    /// What people with the interest like; none where the source does not describe it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its score.
    pub score: u8,
}

/// The matching careers of a job zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ZoneCareers {
    /// The job zone.
    pub job_zone: JobZone,
    /// How much preparation it needs.
    pub title: String,
    /// The careers, best fit first.
    pub careers: Vec<MatchingCareer>,
}

/// A career that matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatchingCareer {
    /// Its O*NET-SOC code.
    pub code: OnetSocCode,
    /// Its title.
    pub title: String,
    /// How well it matches, where the source rates it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit: Option<Fit>,
    /// Whether it has a bright outlook; none where the source marks none of the careers, and so does not know.
    pub bright_outlook: Option<bool>,
}

impl InterestProfiler {
    /// Scores answers and finds the careers of the given job zones, or of all.
    ///
    /// The scores need no source. Where the source has no careers, they are missing, with its reason. They are missing
    /// as well where all six scores are the same: no career fits such a profile better than another.
    ///
    /// # Errors
    ///
    /// The errors of the calls, other than those that make a part missing.
    pub async fn document(
        &self,
        answers: &ProfilerAnswers,
        zones: &[JobZone],
    ) -> Result<ProfileDocument, Error> {
        let scores = answers.scores();
        let careers = async {
            if scores.are_equal() {
                return Ok(Answered::none(EQUAL));
            }
            let zones = zones.iter().map(|zone| self.zone_careers(answers, *zone));
            missing_or(try_join_all(zones).await.map(known_outlooks))
        };
        let areas = async { missing_or(self.results(answers).await) };
        let (careers, described) = futures::try_join!(careers, areas)?;
        let description = |interest: Interest| {
            let areas = &described.data()?.areas;
            let area = areas.iter().find(|area| area.interest == interest)?;
            (!area.description.is_empty()).then(|| area.description.clone())
        };
        let areas = scores.ranked().map(|(interest, score)| ProfileArea {
            interest,
            title: interest.title().to_owned(),
            description: description(interest),
            score,
        });
        Ok(ProfileDocument {
            answers: answers.clone(),
            scores,
            highest_score: answers.form().highest_score(),
            code: (!scores.are_equal()).then(|| scores.code()),
            areas: areas.into(),
            careers,
        })
    }

    async fn zone_careers(&self, answers: &ProfilerAnswers, zone: JobZone) -> Result<ZoneCareers, Error> {
        let careers = self.all_careers(Profile::from(answers.clone()), Some(zone)).await?;
        Ok(ZoneCareers {
            job_zone: zone,
            title: zone.title().to_owned(),
            careers: careers.into_iter().map(MatchingCareer::from).collect(),
        })
    }
}

/// The careers without their marks where none has one: a source without the Bright Outlook list has no marks.
fn known_outlooks(mut zones: Vec<ZoneCareers>) -> Vec<ZoneCareers> {
    let careers = || zones.iter().flat_map(|zone| &zone.careers);
    if !careers().any(|career| career.bright_outlook == Some(true)) {
        for career in zones.iter_mut().flat_map(|zone| &mut zone.careers) {
            career.bright_outlook = None;
        }
    }
    zones
}

fn missing_or<T>(answer: Result<T, Error>) -> Result<Answered<T>, Error> {
    match answer {
        Err(Error::Call(failure)) => Answered::of(Err(failure)),
        other => other.map(Answered::Present),
    }
}

impl From<ProfilerCareer> for MatchingCareer {
    fn from(career: ProfilerCareer) -> Self {
        let ProfilerCareer { occupation, fit } = career;
        Self {
            code: occupation.code,
            title: occupation.title,
            fit,
            bright_outlook: Some(occupation.bright_outlook),
        }
    }
}
