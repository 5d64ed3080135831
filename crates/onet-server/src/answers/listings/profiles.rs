//! Interests: of occupations, of a person, and how they fit.

use std::collections::HashMap;

use onet_api::{operations, types};
use onet_db::Occupation;
use onet_db::elements::Element;
use onet_domain::{Interest, OnetSocCode, ProfilerAnswers};

use super::{Detail, Found, read_once, summaries};
use crate::answers::{known_element, to_json};
use crate::error::Refusal;
use crate::rules::Call;

/// At least so many careers are shown to a person, however little the last ones fit.
const FEWEST: usize = 50;

/// How well a career fits, from which correlation on. With six values, correlations of 0.729 and 0.608 happen by
/// chance once in twenty and once in ten times.
static FITS: [(f64, &str); 3] = [(0.729, "Best"), (0.608, "Great"), (-1.0, "Good")];

/// How much of each interest the occupations have, with a mean of 0 and a length of 1.
pub(crate) type Profiles = HashMap<OnetSocCode, [f64; 6]>;

fn profiles<'a>(call: &Call<'a>) -> Result<&'a Profiles, Refusal> {
    read_once(&call.source.indices().profiles, || {
        let profiles = call.source.release().interest_profiles()?.into_iter();
        // An occupation without differences correlates with nothing.
        Ok(profiles.map(|(code, areas)| (code, standardized(areas).unwrap_or_default())).collect())
    })
}

/// Values with a mean of 0 and a length of 1, so that the product of two profiles is their correlation; nothing when
/// all are the same.
fn standardized(values: [f64; 6]) -> Option<[f64; 6]> {
    let mean = values.iter().sum::<f64>() / 6.0;
    let apart = values.map(|value| value - mean);
    let length = apart.iter().map(|value| value * value).sum::<f64>().sqrt();
    (length > 1e-9).then(|| apart.map(|value| value / length))
}

/// The occupations whose first high point is the area of the path.
pub(super) fn of_area<'a>(
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Found<'a>>, Refusal> {
    let codes = call.source.release().interest_codes()?;
    let interest = summaries::interest(call)?;
    let is_first = |of: &Occupation<'_>| codes.get(&of.code).is_some_and(|code| code.first() == interest);
    Ok(candidates.into_iter().filter(is_first).map(Found::from).collect())
}

/// The occupations whose interests fit the person's, and how well.
pub(super) fn fitting<'a>(
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Found<'a>>, Refusal> {
    let profiles = profiles(call)?;
    let Some(person) = standardized(scores(call)?.map(|(_, score)| score as f64)) else {
        return Ok(Vec::new());
    };
    let correlation = |profile: &[f64; 6]| -> f64 {
        profile.iter().zip(person).map(|(occupation, person)| occupation * person).sum()
    };
    let mut found: Vec<(f64, usize, Occupation<'a>)> = candidates
        .into_iter()
        .enumerate()
        .filter_map(|(place, of)| Some((correlation(profiles.get(&of.code)?), place, of)))
        .collect();
    found.sort_by(|left, right| right.0.total_cmp(&left.0));
    let fits = found.partition_point(|(correlation, ..)| *correlation >= FITS[1].0);
    found.truncate(fits.max(FEWEST));
    // Careers that fit alike go by title again.
    found.sort_by_key(|(_, place, _)| *place);
    Ok(found
        .into_iter()
        .map(|(correlation, _, occupation)| {
            let step = FITS.partition_point(|(least, _)| *least > correlation).min(FITS.len() - 1);
            let (_, fit) = FITS[step];
            Found { occupation, weight: (FITS.len() - step, 0), detail: Detail::Fit { fit } }
        })
        .collect())
}

/// The scores of a person: those that follow from the answers, or else those that the call gives.
fn scores(call: &Call<'_>) -> Result<[(Interest, i64); 6], Refusal> {
    let answers = call.arguments.text("answers");
    if !answers.is_empty() {
        let answers: ProfilerAnswers =
            answers.parse().map_err(|failure| Refusal::parameter(format!("{failure}")))?;
        let scores = answers.scores();
        return Ok(Interest::ALL.map(|interest| (interest, i64::from(scores.get(interest)))));
    }
    let given = Interest::ALL.map(|interest| (interest, call.arguments.integer(interest.name())));
    let missing = given.iter().find(|(_, score)| score.is_none()).map(|(interest, _)| interest.name());
    match missing {
        None => Ok(given.map(|(interest, score)| (interest, score.unwrap_or_default()))),
        Some(_) if given.iter().all(|(_, score)| score.is_none()) => Err(absent("answers")),
        Some(name) => Err(absent(name)),
    }
}

fn absent(name: &str) -> Refusal {
    Refusal::parameter(format!("must have required property '{name}'"))
}

/// The scores that follow from answers.
pub(crate) fn results(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let mut result = Vec::new();
    for (interest, score) in scores(call)? {
        let Element { name: title, description, .. } = known_element(call, interest.element_id().as_str())?;
        let href =
            call.links.operation(&operations::MNM_INTEREST_PROFILER_INTERESTS_CAREERS, interest.name());
        let code = interest.name().to_owned();
        result.push(types::ProfilerScore { href, code, title, description, score });
    }
    let path = operations::MNM_INTEREST_PROFILER_CAREERS.path;
    let careers = format!("{}?answers={}", call.links.to(path), call.arguments.text("answers"));
    to_json(&types::ProfilerResults { careers: Some(careers), result })
}
