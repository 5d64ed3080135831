//! Job outlook, wages and states of a career, from the tables of the Bureau of Labor Statistics.

use onet_api::operation::Operation;
use onet_api::{operations, types};
use onet_db::{Projection, StateConcentration, Wage, Wages};
use onet_domain::OnetSocCode;

use super::body::to_json;
use super::call::Call;
use crate::error::Error;

/// The least growth in percent of an average outlook.
const AVERAGE_GROWTH: f64 = 2.5;

/// The outlook of a career. The sentences are our own; those of the service are not in any file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outlook {
    Bright,
    Average,
    BelowAverage,
}

impl Outlook {
    /// The outlook of a projection, where it is not bright; none where the growth is not known.
    fn of_growth(projection: Projection) -> Option<Self> {
        let growth = projection.growth_percent?;
        Some(if growth >= AVERAGE_GROWTH { Self::Average } else { Self::BelowAverage })
    }

    fn category(self) -> &'static str {
        match self {
            Self::Bright => "Bright",
            Self::Average => "Average",
            Self::BelowAverage => "Below Average",
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::Bright => "Good job opportunities are expected in the coming years.",
            Self::Average => "Some job opportunities are expected in the coming years.",
            Self::BelowAverage => "Few job opportunities are expected in the coming years.",
        }
    }
}

/// The outlook of a career in a state, the best first, with the least location quotient of each.
const STATE_OUTLOOKS: [(&str, f64); 3] =
    [("Above Average", 1.25), ("Average", 0.8), ("Below Average", f64::NEG_INFINITY)];

/// The outlook of a career, if the release has one.
fn outlook_of(call: &Call<'_>, code: OnetSocCode) -> Result<Option<Outlook>, Error> {
    Ok(match call.outlook_of(code).is_empty() {
        false => Some(Outlook::Bright),
        true => call.release().projection(code)?.and_then(Outlook::of_growth),
    })
}

/// Whether a career has an outlook.
pub(crate) fn has_job_outlook(call: &Call<'_>, code: OnetSocCode) -> Result<bool, Error> {
    Ok(outlook_of(call, code)?.is_some())
}

/// Whether a career has an outlook in some state.
pub(crate) fn has_states(call: &Call<'_>, code: OnetSocCode) -> Result<bool, Error> {
    Ok(!call.release().state_concentrations(code)?.is_empty())
}

/// The outlook and the wages of a career.
pub(crate) fn job_outlook(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = call.known_occupation()?;
    let bright_outlook = bright_outlook(call, code);
    let outlook = outlook_of(call, code)?;
    let outlook = outlook.ok_or_else(|| call.unknown(&format!("The job outlook of the career {code}")))?;
    let salary = match call.release().wages(code)? {
        Some(wages) => salary(&wages),
        None => no_salary(code.soc().to_string()),
    };
    to_json(&types::CareerJobOutlook {
        outlook: types::JobOutlook {
            category: outlook.category().to_owned(),
            description: outlook.description().to_owned(),
        },
        bright_outlook,
        salary,
    })
}

/// Why the outlook is bright; empty where it is not.
fn bright_outlook(call: &Call<'_>, code: OnetSocCode) -> Vec<types::CategoryRef> {
    let list: &Operation = match call.operation.tag {
        "veterans" => &operations::VETERANS_BRIGHT_OUTLOOK_CAREERS,
        _ => &operations::MNM_BRIGHT_OUTLOOK_CAREERS,
    };
    let reasons = call.outlook_of(code).into_iter();
    reasons
        .map(|reason| types::CategoryRef {
            href: call.links.operation(list, &reason.code),
            code: reason.code,
            title: reason.title,
        })
        .collect()
}

fn no_salary(soc_code: String) -> types::CareerSalary {
    types::CareerSalary {
        soc_code,
        annual_10th_percentile: None,
        annual_10th_percentile_over: None,
        annual_median: None,
        annual_median_over: None,
        annual_90th_percentile: None,
        annual_90th_percentile_over: None,
        hourly_10th_percentile: None,
        hourly_10th_percentile_over: None,
        hourly_median: None,
        hourly_median_over: None,
        hourly_90th_percentile: None,
        hourly_90th_percentile_over: None,
    }
}

fn salary(wages: &Wages) -> types::CareerSalary {
    let Wages { soc_code, hourly, annual } = wages;
    types::CareerSalary {
        annual_10th_percentile: stated(annual.low).map(dollars),
        annual_10th_percentile_over: over(annual.low).map(dollars),
        annual_median: stated(annual.median).map(dollars),
        annual_median_over: over(annual.median).map(dollars),
        annual_90th_percentile: stated(annual.high).map(dollars),
        annual_90th_percentile_over: over(annual.high).map(dollars),
        hourly_10th_percentile: stated(hourly.low),
        hourly_10th_percentile_over: over(hourly.low),
        hourly_median: stated(hourly.median),
        hourly_median_over: over(hourly.median),
        hourly_90th_percentile: stated(hourly.high),
        hourly_90th_percentile_over: over(hourly.high),
        ..no_salary(soc_code.clone())
    }
}

fn stated(wage: Option<Wage>) -> Option<f64> {
    match wage {
        Some(Wage::Of(wage)) => Some(wage),
        Some(Wage::Over(_)) | None => None,
    }
}

fn over(wage: Option<Wage>) -> Option<f64> {
    match wage {
        Some(Wage::Over(wage)) => Some(wage),
        Some(Wage::Of(_)) | None => None,
    }
}

/// A wage in whole dollars; the Bureau states annual wages in tens.
fn dollars(wage: f64) -> i64 {
    wage.round() as i64
}

/// The states with the outlook of a career there, by name or by outlook, the best first.
pub(crate) fn check_out_my_state(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = call.known_occupation()?;
    let states = call.release().state_concentrations(code)?;
    if states.is_empty() {
        return Err(call.unknown(&format!("The outlook of the career {code} in the states")));
    }
    // By name, which equally good outlooks keep.
    let mut rated: Vec<(usize, StateConcentration)> =
        states.into_iter().map(|state| (place_of(state.location_quotient), state)).collect();
    if call.arguments.text("sort") == "job_outlook" {
        rated.sort_by_key(|(place, _)| *place);
    }
    let shown = rated.into_iter().map(|(place, state)| types::StateJobOutlook {
        code: state.code,
        name: state.name,
        job_outlook: STATE_OUTLOOKS[place].0.to_owned(),
    });
    to_json(&shown.collect::<Vec<_>>())
}

/// The place among the outlooks of a state.
fn place_of(quotient: f64) -> usize {
    let place = STATE_OUTLOOKS.iter().position(|(_, least)| quotient >= *least);
    place.unwrap_or(STATE_OUTLOOKS.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_belong_to_the_better_outlook() {
        let of_growth =
            |growth| Outlook::of_growth(Projection { growth_percent: growth, annual_openings: None });
        assert_eq!(of_growth(Some(2.5)), Some(Outlook::Average));
        assert_eq!(of_growth(Some(2.4)), Some(Outlook::BelowAverage));
        assert_eq!(of_growth(None), None);
        // 1.24 and 1.3, 0.83 and 0.77 are in documents of version 1.9.
        for (quotient, expected) in [
            (1.3, "Above Average"),
            (1.25, "Above Average"),
            (1.24, "Average"),
            (0.83, "Average"),
            (0.8, "Average"),
            (0.77, "Below Average"),
            (0.0, "Below Average"),
        ] {
            assert_eq!(STATE_OUTLOOKS[place_of(quotient)].0, expected, "{quotient}");
        }
    }
}
