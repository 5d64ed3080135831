//! `interest_profile`

use onet_domain::interest_profiler::{InterestProfiler, ProfileDocument};
use onet_domain::{Answered, JobZone, ProfilerAnswers, ProfilerForm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Found, Window};
use crate::backend::Call;
use crate::refusal::Refusal;

/// Careers of each job zone, where a call does not choose.
const CAREERS: usize = 5;

/// Interests that are described: those of the code.
const DESCRIBED: usize = 3;

/// How answers are written.
const ANSWERS: &str = "30 or 60 digits, one for each question in their order: 1 strongly dislike, 2 dislike, 3 unsure, \
                       4 like, 5 strongly like";

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// 30 or 60 digits from 1 (strongly dislike) to 5 (strongly like); without them the questions are listed
    #[schemars(with = "Option<ProfilerAnswers>")]
    answers: Option<String>,
    /// Job zones of the careers, 1 (little preparation) to 5; all when left out
    #[serde(default)]
    #[schemars(with = "Vec<JobZone>")]
    job_zones: Vec<u8>,
    /// Careers of each job zone, 1 to 100; 5 by default
    #[schemars(range(min = 1, max = 100))]
    limit: Option<usize>,
    /// Careers of each job zone to skip
    offset: Option<usize>,
}

#[derive(Default, Serialize, JsonSchema)]
pub(super) struct Output {
    /// The three strongest interests, such as ISC
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// The highest score that an interest can have
    #[serde(skip_serializing_if = "Option::is_none")]
    highest_score: Option<u8>,
    /// The interests, the strongest first
    #[serde(skip_serializing_if = "Vec::is_empty")]
    interests: Vec<Interest>,
    /// Matching careers by job zone
    #[serde(skip_serializing_if = "Vec::is_empty")]
    job_zones: Vec<Zone>,
    /// The questions, where no answers are given
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questions: Vec<Question>,
}

#[derive(Serialize, JsonSchema)]
struct Interest {
    title: String,
    score: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Zone {
    job_zone: u8,
    title: String,
    /// Careers that match
    total: usize,
    /// The best fit first
    careers: Vec<Career>,
}

#[derive(Serialize, JsonSchema)]
struct Career {
    code: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fit: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Question {
    number: i64,
    text: String,
}

pub(super) async fn run(call: &Call, input: Input) -> Result<Found<Output>, Refusal> {
    let profiler = InterestProfiler::new(call.client());
    let Some(answers) = input.answers.filter(|answers| !answers.trim().is_empty()) else {
        return questions(&profiler).await;
    };
    let digits: String = answers.chars().filter(|digit| !digit.is_whitespace() && *digit != ',').collect();
    let answers: ProfilerAnswers = digits.parse().map_err(|failure| {
        let given = digits.chars().count();
        Refusal::from(failure).or_try(format!("{ANSWERS} ({given} characters are given)"))
    })?;
    let zones: Vec<JobZone> = match input.job_zones.is_empty() {
        true => JobZone::ALL.to_vec(),
        false => input.job_zones.iter().map(|zone| job_zone(*zone)).collect::<Result<_, _>>()?,
    };
    let document = profiler.document(&answers, &zones).await?;
    let window = Window::new(input.limit, input.offset, CAREERS);
    if let Answered::Missing { reason, .. } = &document.careers {
        call.note(format!("no careers: {reason}"));
    }
    let longest =
        document.careers.data().into_iter().flatten().map(|zone| zone.careers.len()).max().unwrap_or(0);
    Ok(Found::then(output(document, window), window.next(longest)))
}

async fn questions(profiler: &InterestProfiler) -> Result<Found<Output>, Refusal> {
    let questionnaire = profiler.questions(ProfilerForm::Mini).await.map_err(|failure| {
        Refusal::from(failure).but_try(format!(
            "answers as {ANSWERS}; the questions are at https://www.mynextmove.org/explore/ip"
        ))
    })?;
    let questions = questionnaire.questions.into_iter();
    let questions = questions.map(|question| Question { number: question.index, text: question.text });
    let data = Output { questions: questions.collect(), ..Output::default() };
    Ok(Found::then(
        data,
        Some(format!("put them to the person, then call again with \"answers\": {ANSWERS}")),
    ))
}

fn job_zone(zone: u8) -> Result<JobZone, Refusal> {
    JobZone::try_from(zone).map_err(|failure| Refusal::new(failure.to_string(), "\"job_zones\": [3, 4]"))
}

fn output(document: ProfileDocument, window: Window) -> Output {
    let interests = document.areas.into_iter().enumerate().map(|(at, area)| Interest {
        title: area.title,
        score: area.score,
        description: area.description.filter(|_| at < DESCRIBED),
    });
    let zones = match document.careers {
        Answered::Present(zones) => zones,
        Answered::Missing { .. } => Vec::new(),
    };
    let zones = zones.into_iter().map(|zone| Zone {
        job_zone: zone.job_zone.number(),
        title: zone.title,
        total: zone.careers.len(),
        careers: window
            .of(zone.careers)
            .into_iter()
            .map(|career| Career {
                code: career.code.to_string(),
                title: career.title,
                fit: career.fit.map(|fit| fit.to_string()),
            })
            .collect(),
    });
    Output {
        code: document.code.map(|code| code.to_string()),
        highest_score: Some(document.highest_score),
        interests: interests.collect(),
        job_zones: zones.collect(),
        questions: Vec::new(),
    }
}
