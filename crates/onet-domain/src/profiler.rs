//! Answers to the O*NET Interest Profiler, and their scores.
//!
//! The Interest Profiler asks how much a person would like each of 30 or 60 activities. Every
//! activity belongs to one of the six areas of interest, and the answers to those of an area make its
//! score. The service scores and matches answers too; see
//! [`InterestProfiler`](crate::interest_profiler::InterestProfiler).
//!
//! ```
//! use onet_domain::{Interest, ProfilerAnswers};
//!
//! let answers: ProfilerAnswers = "323432343234323432343234155343".parse()?;
//! let scores = answers.scores();
//! assert_eq!(scores.get(Interest::Realistic), 8);
//! assert_eq!(scores.get(Interest::Investigative), 12);
//! assert_eq!(scores.code().to_string(), "IAE");
//! # Ok::<(), onet_domain::ParseError>(())
//! ```

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::interest::{Interest, InterestCode};
use crate::number::number_value;
use crate::parse::{Notation, ParseError, Scanner, text_value, word_value};

static PROFILER_FORM: Notation = Notation {
    article: "a",
    name: "form of the Interest Profiler",
    pattern: "^(mini|short)$",
    examples: ["mini", "short"],
};

static PROFILER_ANSWER: Notation = Notation {
    article: "an",
    name: "answer to the Interest Profiler",
    pattern: "^[1-5]$",
    examples: ["4", "1"],
};

static PROFILER_ANSWERS: Notation = Notation {
    article: "a",
    name: "row of answers to the Interest Profiler",
    pattern: "^[1-5]{30}([1-5]{30})?$",
    examples: [
        "323432343234323432343234155343",
        "111222333444555111222333444555111222333444555111222333444555",
    ],
};

#[cfg(feature = "client")]
static AREA_SCORE: Notation = Notation {
    article: "a",
    name: "score of an interest area",
    pattern: "^([0-9]|[1-3][0-9]|40)$",
    examples: ["12", "40"],
};

/// The highest score of an area: ten questions of the Short Form, four points each.
const HIGHEST_AREA_SCORE: u8 = 40;

/// A form of the Interest Profiler: how many questions it asks.
///
/// Written `mini` or `short`.
///
/// ```
/// use onet_domain::{Interest, ProfilerForm};
///
/// assert_eq!(ProfilerForm::Mini.questions(), 30);
/// assert_eq!(ProfilerForm::Short.areas().nth(2), Some(Interest::Investigative));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfilerForm {
    /// The Mini Interest Profiler with 30 questions.
    Mini,
    /// The Short Form with 60 questions.
    Short,
}

impl ProfilerForm {
    /// Both forms, the shorter first.
    pub const ALL: [Self; 2] = [Self::Mini, Self::Short];

    /// The written form, `mini` or `short`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mini => "mini",
            Self::Short => "short",
        }
    }

    /// The number of questions.
    pub fn questions(self) -> usize {
        self.per_area() * Interest::ALL.len()
    }

    /// The areas that the questions belong to, in the order of the questions.
    ///
    /// The Mini Interest Profiler goes through the areas in the order of RIASEC again and again, one
    /// question each, as the service lists its questions. The Short Form does the same with two
    /// questions each; so do its published items.
    pub fn areas(self) -> impl Iterator<Item = Interest> {
        let in_a_row = match self {
            Self::Mini => 1,
            Self::Short => 2,
        };
        (0..self.questions()).map(move |question| Interest::ALL[question / in_a_row % Interest::ALL.len()])
    }

    /// The highest score that an area can reach, 20 or 40.
    ///
    /// ```
    /// use onet_domain::ProfilerForm;
    ///
    /// assert_eq!(ProfilerForm::ALL.map(ProfilerForm::highest_score), [20, 40]);
    /// ```
    pub fn highest_score(self) -> u8 {
        match self {
            Self::Mini => HIGHEST_AREA_SCORE / 2,
            Self::Short => HIGHEST_AREA_SCORE,
        }
    }

    fn per_area(self) -> usize {
        usize::from(self.highest_score() / ProfilerAnswer::StronglyLike.points())
    }
}

word_value!(ProfilerForm, PROFILER_FORM);

/// How much a person would like an activity.
///
/// Written as a number from 1 to 5, in JSON as an integer, as the service lists the options.
///
/// ```
/// use onet_domain::ProfilerAnswer;
///
/// let answer: ProfilerAnswer = "4".parse()?;
/// assert_eq!(answer, ProfilerAnswer::Like);
/// assert_eq!(answer.points(), 3);
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfilerAnswer {
    /// 1, no points.
    StronglyDislike = 1,
    /// 2, one point.
    Dislike,
    /// 3, two points.
    Unsure,
    /// 4, three points.
    Like,
    /// 5, four points.
    StronglyLike,
}

impl ProfilerAnswer {
    /// All answers, from the strongest dislike on.
    pub const ALL: [Self; 5] =
        [Self::StronglyDislike, Self::Dislike, Self::Unsure, Self::Like, Self::StronglyLike];

    /// The number of the answer, 1 to 5.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// What the answer adds to the score of its area, 0 to 4: one less than its number.
    pub fn points(self) -> u8 {
        self.number() - 1
    }

    fn scan(scanner: &mut Scanner<'_>) -> Result<Self, ParseError> {
        let digit = scanner.one(|byte| matches!(byte, b'1'..=b'5'), "a digit from 1 to 5")?;
        Ok(Self::ALL[usize::from(digit - b'1')])
    }
}

impl FromStr for ProfilerAnswer {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is anything but one digit from 1 to 5.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&PROFILER_ANSWER, text);
        let answer = Self::scan(&mut scanner)?;
        scanner.end()?;
        Ok(answer)
    }
}

number_value!(ProfilerAnswer, "an answer to the Interest Profiler, an integer from 1 to 5", 1..=5, [4, 1]);

/// The answers to all questions of a form of the Interest Profiler, in the order of the questions.
///
/// Written as one digit from 1 to 5 for each, 30 or 60 of them, as the pattern of the published
/// OpenAPI definition has it.
///
/// ```
/// use onet_domain::{ProfilerAnswers, ProfilerForm};
///
/// let answers: ProfilerAnswers = "323432343234323432343234155343".parse()?;
/// assert_eq!(answers.form(), ProfilerForm::Mini);
/// assert_eq!(answers.as_slice().len(), 30);
/// assert!("3234".parse::<ProfilerAnswers>().is_err());
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfilerAnswers(Box<[ProfilerAnswer]>);

impl ProfilerAnswers {
    /// The form whose questions were answered.
    pub fn form(&self) -> ProfilerForm {
        if self.0.len() == ProfilerForm::Mini.questions() { ProfilerForm::Mini } else { ProfilerForm::Short }
    }

    /// The single answers.
    pub fn as_slice(&self) -> &[ProfilerAnswer] {
        &self.0
    }

    /// The scores of the six areas: for each the sum of the points of its answers.
    ///
    /// The rule is that of the Short Form. A response recorded from version 1.9 shows that the
    /// service applies it to the Mini Interest Profiler as well.
    ///
    /// ```
    /// use onet_domain::{Interest, ProfilerAnswers};
    ///
    /// let answers: ProfilerAnswers = "5".repeat(60).parse()?;
    /// assert_eq!(answers.scores().get(Interest::Social), 40);
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn scores(&self) -> ProfilerScores {
        let mut scores = ProfilerScores::default();
        for (area, answer) in self.form().areas().zip(self.0.iter()) {
            *scores.get_mut(area) += answer.points();
        }
        scores
    }
}

impl FromStr for ProfilerAnswers {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not 30 or 60 digits from 1 to 5.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let (mini, short) = (ProfilerForm::Mini.questions(), ProfilerForm::Short.questions());
        let mut scanner = Scanner::new(&PROFILER_ANSWERS, text);
        // A person counts answers, not positions.
        let is_answer = |byte: u8| (b'1'..=b'5').contains(&byte);
        let count = || format!("{mini} or {short} digits from 1 to 5, not {}", text.len());
        let mut answers = Vec::with_capacity(short);
        while answers.len() < short && !(answers.len() == mini && scanner.is_at_end()) {
            if scanner.is_at_end() {
                return Err(scanner.error(count()));
            }
            answers.push(ProfilerAnswer::scan(&mut scanner)?);
        }
        if !scanner.is_at_end() && scanner.rest().bytes().all(is_answer) {
            return Err(scanner.error(count()));
        }
        scanner.end()?;
        Ok(Self(answers.into()))
    }
}

impl TryFrom<&[ProfilerAnswer]> for ProfilerAnswers {
    type Error = ParseError;

    /// # Errors
    ///
    /// When there are neither 30 nor 60 answers.
    fn try_from(answers: &[ProfilerAnswer]) -> Result<Self, ParseError> {
        digits(answers).parse()
    }
}

impl fmt::Display for ProfilerAnswers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&digits(&self.0))
    }
}

fn digits(answers: &[ProfilerAnswer]) -> String {
    answers.iter().map(|answer| char::from(b'0' + answer.number())).collect()
}

text_value!(ProfilerAnswers, PROFILER_ANSWERS);

/// The scores of the six areas of interest.
///
/// Each is 0 to 20 for 30 answers and 0 to 40 for 60; the scores of both forms are not comparable.
///
/// ```
/// use onet_domain::{Interest, ProfilerScores};
///
/// let scores = ProfilerScores { social: 17, artistic: 9, conventional: 9, ..ProfilerScores::default() };
/// assert_eq!(scores.get(Interest::Social), 17);
/// assert_eq!(scores.ranked()[1], (Interest::Artistic, 9));
/// assert_eq!(scores.code().to_string(), "SAC");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "The scores of the six areas of interest: 0 to 20 for 30 answers, 0 to 40 for 60.")]
pub struct ProfilerScores {
    /// Practical, hands-on work.
    pub realistic: u8,
    /// Work with ideas and facts.
    pub investigative: u8,
    /// Creating and designing.
    pub artistic: u8,
    /// Helping and teaching people.
    pub social: u8,
    /// Leading, selling and starting things.
    pub enterprising: u8,
    /// Work by set procedures, with data and details.
    pub conventional: u8,
}

impl ProfilerScores {
    /// The score of an area.
    pub fn get(&self, interest: Interest) -> u8 {
        match interest {
            Interest::Realistic => self.realistic,
            Interest::Investigative => self.investigative,
            Interest::Artistic => self.artistic,
            Interest::Social => self.social,
            Interest::Enterprising => self.enterprising,
            Interest::Conventional => self.conventional,
        }
    }

    pub(crate) fn get_mut(&mut self, interest: Interest) -> &mut u8 {
        match interest {
            Interest::Realistic => &mut self.realistic,
            Interest::Investigative => &mut self.investigative,
            Interest::Artistic => &mut self.artistic,
            Interest::Social => &mut self.social,
            Interest::Enterprising => &mut self.enterprising,
            Interest::Conventional => &mut self.conventional,
        }
    }

    /// The areas with their scores, the highest first; of equal ones, in the order of RIASEC.
    pub fn ranked(&self) -> [(Interest, u8); 6] {
        let mut ranked = Interest::ALL.map(|interest| (interest, self.get(interest)));
        ranked.sort_by_key(|(_, score)| Reverse(*score));
        ranked
    }

    /// Whether the six scores are the same.
    ///
    /// ```
    /// use onet_domain::ProfilerScores;
    ///
    /// assert!(ProfilerScores::default().are_equal());
    /// assert!(!ProfilerScores { social: 1, ..ProfilerScores::default() }.are_equal());
    /// ```
    pub fn are_equal(&self) -> bool {
        Interest::ALL.iter().all(|interest| self.get(*interest) == self.realistic)
    }

    /// The three areas with the highest scores.
    ///
    /// Ties are broken by the order of RIASEC, so that scores which are all the same yield `RIA`; a
    /// caller for whom that matters looks at [`are_equal`](Self::are_equal) and [`ranked`](Self::ranked).
    ///
    /// ```
    /// use onet_domain::ProfilerScores;
    ///
    /// let scores = ProfilerScores { conventional: 12, ..ProfilerScores::default() };
    /// assert_eq!(scores.code().to_string(), "CRI");
    /// assert_eq!(ProfilerScores::default().code().to_string(), "RIA");
    /// ```
    pub fn code(&self) -> InterestCode {
        let [(first, _), (second, _), (third, _), ..] = self.ranked();
        InterestCode::from_checked([first, second, third])
    }
}

/// Checks a score that the service gives to an area.
#[cfg(feature = "client")]
pub(crate) fn area_score(number: i64) -> Result<u8, ParseError> {
    u8::try_from(number)
        .ok()
        .filter(|score| *score <= HIGHEST_AREA_SCORE)
        .ok_or_else(|| Scanner::new(&AREA_SCORE, &number.to_string()).error("a whole number from 0 to 40"))
}
