//! The interest profiles of the occupations, ready for correlation.

use std::collections::HashMap;

use onet_db::{Release, Result};
use onet_domain::OnetSocCode;

/// How much of each interest the occupations have, standardized.
pub(crate) type InterestProfiles = HashMap<OnetSocCode, [f64; 6]>;

pub(super) fn load(release: &Release) -> Result<InterestProfiles> {
    let profiles = release.interest_profiles()?.into_iter();
    // An occupation with equal interests correlates with nothing.
    Ok(profiles.map(|(code, areas)| (code, standardized(areas).unwrap_or_default())).collect())
}

/// Scales values to a mean of 0 and a length of 1, so that the product of two profiles is their correlation; `None`
/// when all values are equal.
pub(crate) fn standardized(values: [f64; 6]) -> Option<[f64; 6]> {
    let mean = values.iter().sum::<f64>() / 6.0;
    let apart = values.map(|value| value - mean);
    let length = apart.iter().map(|value| value * value).sum::<f64>().sqrt();
    (length > 1e-9).then(|| apart.map(|value| value / length))
}
