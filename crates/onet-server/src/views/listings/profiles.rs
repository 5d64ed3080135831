//! Interests of occupations and of a person, and how well they fit.

use onet_api::{operations, types};
use onet_db::Occupation;
use onet_db::elements::Element;
use onet_domain::{Interest, ProfilerAnswers};

use super::selected::{Detail, Selected};
use super::summaries;
use crate::error::Error;
use crate::indices::interest_profiles::standardized;
use crate::views::body::to_json;
use crate::views::call::Call;

/// The smallest number of careers shown to a person, even where the last ones fit poorly.
const FEWEST: usize = 50;

/// The lowest correlation of each degree of fit. With six values, correlations of 0.729 and 0.608 occur by chance once
/// in twenty and once in ten times.
static FITS: [(f64, &str); 3] = [(0.729, "Best"), (0.608, "Great"), (-1.0, "Good")];

/// The candidates whose first high point is the interest area in the path.
pub(super) fn of_area<'a>(
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Selected<'a>>, Error> {
    let codes = call.release().interest_codes()?;
    let interest = summaries::interest(call)?;
    let is_first = |of: &Occupation<'_>| codes.get(&of.code).is_some_and(|code| code.first() == interest);
    Ok(candidates.into_iter().filter(is_first).map(Selected::from).collect())
}

/// The candidates whose interests fit those of the person, with the degree of fit.
pub(super) fn fitting<'a>(
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Selected<'a>>, Error> {
    let profiles = call.indices().interest_profiles(call.release())?;
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
    // Careers of the same degree of fit are sorted by title again.
    found.sort_by_key(|(_, place, _)| *place);
    Ok(found
        .into_iter()
        .map(|(correlation, _, occupation)| {
            let step = FITS.partition_point(|(least, _)| *least > correlation).min(FITS.len() - 1);
            let (_, fit) = FITS[step];
            Selected { occupation, weight: (FITS.len() - step, 0), detail: Detail::Fit { fit } }
        })
        .collect())
}

/// The scores of a person: computed from the answers, or else those of the call.
fn scores(call: &Call<'_>) -> Result<[(Interest, i64); 6], Error> {
    let answers = call.arguments.text("answers");
    if !answers.is_empty() {
        let answers: ProfilerAnswers =
            answers.parse().map_err(|failure| Error::parameter(format!("{failure}")))?;
        let scores = answers.scores();
        return Ok(Interest::ALL.map(|interest| (interest, i64::from(scores.get(interest)))));
    }
    let given = Interest::ALL.map(|interest| (interest, call.arguments.integer(interest.name())));
    let missing = given.iter().find(|(_, score)| score.is_none()).map(|(interest, _)| interest.name());
    match missing {
        None => Ok(given.map(|(interest, score)| (interest, score.unwrap_or_default()))),
        Some(_) if given.iter().all(|(_, score)| score.is_none()) => Err(missing_parameter("answers")),
        Some(name) => Err(missing_parameter(name)),
    }
}

fn missing_parameter(name: &str) -> Error {
    Error::parameter(format!("must have required property '{name}'"))
}

/// The scores computed from answers.
pub(crate) fn results(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let mut result = Vec::new();
    for (interest, score) in scores(call)? {
        let Element { name: title, description, .. } = call.known_element(interest.element_id().as_str())?;
        let href =
            call.links.operation(&operations::MNM_INTEREST_PROFILER_INTERESTS_CAREERS, interest.name());
        let code = interest.name().to_owned();
        result.push(types::ProfilerScore { href, code, title, description, score });
    }
    let path = operations::MNM_INTEREST_PROFILER_CAREERS.path;
    let careers = format!("{}?answers={}", call.links.to(path), call.arguments.text("answers"));
    to_json(&types::ProfilerResults { careers: Some(careers), result })
}
