//! Occupations and their counterparts in another taxonomy.

use onet_api::types;

use super::parsing::{all, parsed};
use crate::OnetSocCode;
use crate::error::Error;

/// An occupation of one taxonomy as the counterpart of one in another.
///
/// ```
/// use onet_api::types;
/// use onet_domain::answer::TaxonomyTarget;
///
/// let answered = types::TaxonomyOccupation {
///     code: "15-1299.09".to_owned(),
///     title: "Information Technology Project Managers".to_owned(),
///     description: String::new(),
/// };
/// let target = TaxonomyTarget::try_from(answered)?;
/// assert_eq!(target.code, "15-1299.09".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxonomyTarget {
    /// Its code in its own taxonomy.
    pub code: OnetSocCode,
    /// Its title there.
    pub title: String,
    /// What the people in it do.
    pub description: String,
}

impl TryFrom<types::TaxonomyOccupation> for TaxonomyTarget {
    type Error = Error;

    fn try_from(answer: types::TaxonomyOccupation) -> Result<Self, Error> {
        let types::TaxonomyOccupation { code, title, description } = answer;
        Ok(Self { code: parsed("an O*NET-SOC code", &code)?, title, description })
    }
}

/// An occupation with its counterparts in another taxonomy.
///
/// ```
/// use onet_api::types;
/// use onet_domain::answer::TaxonomyMapping;
/// use serde_json::{from_value, json};
///
/// let title = "Information Technology Project Managers";
/// let answered: types::TaxonomyCrosswalk = from_value(json!({
///     "code": "15-1199.09", "title": title, "description": "",
///     "occupation": [{"code": "15-1299.09", "title": title, "description": ""}],
/// }))?;
/// let mapping = TaxonomyMapping::try_from(answered)?;
/// assert_eq!(mapping.code.to_string(), "15-1199.09");
/// assert_eq!(mapping.targets[0].code.to_string(), "15-1299.09");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxonomyMapping {
    /// Its code in the source taxonomy.
    pub code: OnetSocCode,
    /// Its title there.
    pub title: String,
    /// What the people in it do.
    pub description: String,
    /// Its counterparts in the target taxonomy: several if the occupation was divided.
    pub targets: Vec<TaxonomyTarget>,
}

impl TryFrom<types::TaxonomyCrosswalk> for TaxonomyMapping {
    type Error = Error;

    fn try_from(answer: types::TaxonomyCrosswalk) -> Result<Self, Error> {
        let types::TaxonomyCrosswalk { code, title, description, occupation } = answer;
        let code = parsed("an O*NET-SOC code", &code)?;
        Ok(Self { code, title, description, targets: all(occupation)? })
    }
}
