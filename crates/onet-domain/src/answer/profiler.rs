//! The Interest Profiler: its questions, the scores of a person, matching careers.

use onet_api::types;

use super::occupation::Occupation;
use super::parsing::{all, numbered, parsed};
use crate::error::Error;
use crate::parse::{Notation, word_value};
use crate::profiler::area_score;
use crate::{Interest, ProfilerAnswer, ProfilerScores};

static FIT: Notation =
    Notation { article: "a", name: "fit", pattern: "^(Good|Great|Best)$", examples: ["Good", "Best"] };

/// Checks the score of an area.
fn score(number: i64) -> Result<u8, Error> {
    area_score(number).map_err(|cause| Error::Answer { what: "the score of an interest", cause })
}

/// A question of the Interest Profiler.
///
/// ```
/// use onet_api::types;
/// use onet_domain::Interest;
/// use onet_domain::answer::ProfilerQuestion;
///
/// let answered =
///     types::ProfilerQuestion { index: 3, area: "artistic".to_owned(), text: "Sing.".to_owned() };
/// let question = ProfilerQuestion::try_from(answered)?;
/// assert_eq!(question.area, Interest::Artistic);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfilerQuestion {
    /// Its number, from 1 on.
    pub index: i64,
    /// The area that its answer counts for.
    pub area: Interest,
    /// The activity to rate.
    pub text: String,
}

impl TryFrom<types::ProfilerQuestion> for ProfilerQuestion {
    type Error = Error;

    fn try_from(answer: types::ProfilerQuestion) -> Result<Self, Error> {
        let types::ProfilerQuestion { index, area, text } = answer;
        Ok(Self { index, area: parsed("an interest", &area)?, text })
    }
}

/// An answer to choose, in words.
///
/// ```
/// use onet_api::types;
/// use onet_domain::ProfilerAnswer;
/// use onet_domain::answer::ProfilerOption;
///
/// let answered = types::ProfilerAnswerOption { value: 4, name: "Like".to_owned() };
/// assert_eq!(ProfilerOption::try_from(answered)?.answer, ProfilerAnswer::Like);
/// let answered = types::ProfilerAnswerOption { value: 6, name: "Adore".to_owned() };
/// assert!(ProfilerOption::try_from(answered).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfilerOption {
    /// The answer.
    pub answer: ProfilerAnswer,
    /// Its name in the source.
    pub name: String,
}

impl TryFrom<types::ProfilerAnswerOption> for ProfilerOption {
    type Error = Error;

    fn try_from(answer: types::ProfilerAnswerOption) -> Result<Self, Error> {
        let types::ProfilerAnswerOption { value, name } = answer;
        Ok(Self { answer: numbered("an answer to the Interest Profiler", value)?, name })
    }
}

/// The questions of the Interest Profiler, and the answers to choose from.
///
/// ```
/// use onet_api::types;
/// use onet_domain::answer::Questionnaire;
/// use serde_json::{from_value, json};
///
/// let answered: types::ProfilerQuestionPage = from_value(json!({
///     "start": 1, "end": 1, "total": 30,
///     "answer_option": [{"value": 1, "name": "Strongly Dislike"}, {"value": 5, "name": "Strongly Like"}],
///     "question": [{"index": 1, "area": "Realistic", "text": "Build shelves."}],
/// }))?;
/// let questionnaire = Questionnaire::try_from(answered)?;
/// assert_eq!(questionnaire.options[1].answer.points(), 4);
/// assert_eq!(questionnaire.questions.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questionnaire {
    /// The answers to choose from.
    pub options: Vec<ProfilerOption>,
    /// The questions in their order.
    pub questions: Vec<ProfilerQuestion>,
}

impl TryFrom<types::ProfilerQuestionPage> for Questionnaire {
    type Error = Error;

    /// Converts one page of questions.
    fn try_from(answer: types::ProfilerQuestionPage) -> Result<Self, Error> {
        Ok(Self { options: all(answer.answer_option)?, questions: all(answer.question)? })
    }
}

/// An area of interests with the score of a person.
///
/// ```
/// use onet_api::types;
/// use onet_domain::answer::AreaScore;
/// use serde_json::{from_value, json};
///
/// let answered: types::ProfilerScore =
///     from_value(json!({"href": "", "code": "social", "title": "Social", "description": "", "score": 31}))?;
/// assert_eq!(AreaScore::try_from(answered.clone())?.score, 31);
/// let error = AreaScore::try_from(types::ProfilerScore { score: 41, ..answered }).unwrap_err();
/// assert!(error.to_string().contains("expected a whole number from 0 to 40"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaScore {
    /// The area.
    pub interest: Interest,
    /// Its name in the source.
    pub title: String,
    /// What people with the interest like.
    pub description: String,
    /// The score, 0 to 40.
    pub score: u8,
    /// Address of careers for people with the interest.
    pub href: String,
}

impl TryFrom<types::ProfilerScore> for AreaScore {
    type Error = Error;

    fn try_from(answer: types::ProfilerScore) -> Result<Self, Error> {
        let types::ProfilerScore { href, code, title, description, score: number } = answer;
        Ok(Self { interest: parsed("an interest", &code)?, title, description, score: score(number)?, href })
    }
}

/// The results of a person's answers.
///
/// ```
/// use onet_api::types;
/// use onet_domain::Interest;
/// use onet_domain::answer::ProfilerResults;
/// use serde_json::{from_value, json};
///
/// let result = Interest::ALL.map(|area| {
///     json!({"href": "", "code": area.name(), "title": area.title(), "description": "", "score": 17})
/// });
/// let answered: types::ProfilerResults = from_value(json!({"result": result}))?;
/// let results = ProfilerResults::try_from(answered)?;
/// assert_eq!(results.areas.len(), 6);
/// assert_eq!(results.scores.get(Interest::Artistic), 17);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfilerResults {
    /// The scores of all six areas.
    pub scores: ProfilerScores,
    /// The areas with their scores, in the order of the source.
    pub areas: Vec<AreaScore>,
    /// Address of the careers that fit.
    pub careers: Option<String>,
}

impl TryFrom<types::ProfilerResults> for ProfilerResults {
    type Error = Error;

    /// # Errors
    ///
    /// [`Error::Answer`] for a value that does not parse, [`Error::Missing`] when an area has no score.
    fn try_from(answer: types::ProfilerResults) -> Result<Self, Error> {
        let areas: Vec<AreaScore> = all(answer.result)?;
        let mut scores = ProfilerScores::default();
        for interest in Interest::ALL {
            let area = areas.iter().find(|area| area.interest == interest);
            let missing = || Error::Missing { what: format!("it has no score for the interest {interest}") };
            *scores.get_mut(interest) = area.ok_or_else(missing)?.score;
        }
        Ok(Self { scores, areas, careers: answer.careers })
    }
}

/// How well a career matches, in the words of the service.
///
/// Sorts from the worst fit to the best.
///
/// ```
/// use onet_domain::answer::Fit;
///
/// assert!(Fit::Great < "Best".parse()?);
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// Well enough to be listed.
    Good,
    /// Better.
    Great,
    /// As well as any.
    Best,
}

impl Fit {
    /// All values, the worst fit first.
    pub const ALL: [Self; 3] = [Self::Good, Self::Great, Self::Best];

    /// The written form, such as `Great`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "Good",
            Self::Great => "Great",
            Self::Best => "Best",
        }
    }
}

word_value!(Fit, FIT);

/// A career that matches a person's interests.
///
/// ```
/// use onet_api::types;
/// use onet_domain::answer::{Fit, ProfilerCareer};
/// use serde_json::{from_value, json};
///
/// let answered: types::ProfilerCareer = from_value(json!({
///     "href": "", "code": "29-1051.00", "title": "Pharmacists", "tags": {}, "fit": "Great",
/// }))?;
/// let career = ProfilerCareer::try_from(answered)?;
/// assert!(career.fit.is_some_and(|fit| fit > Fit::Good));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfilerCareer {
    /// The career.
    pub occupation: Occupation,
    /// How well it matches, if the source rates it.
    pub fit: Option<Fit>,
}

impl TryFrom<types::ProfilerCareer> for ProfilerCareer {
    type Error = Error;

    fn try_from(answer: types::ProfilerCareer) -> Result<Self, Error> {
        let types::ProfilerCareer { code, fit, href, tags, title } = answer;
        Ok(Self {
            occupation: types::OccupationRef { code, href, tags, title }.try_into()?,
            fit: fit.map(|fit| parsed("a fit", &fit)).transpose()?,
        })
    }
}
