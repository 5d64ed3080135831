//! Occupations and activities as items of lists.

use onet_api::types;

use super::parsing::{numbered, parsed};
use crate::error::Error;
use crate::{DwaId, JobZone, OnetSocCode};

/// An occupation as an item of a list.
///
/// ```
/// use onet_api::types;
/// use onet_domain::Occupation;
/// use serde_json::{from_value, json};
///
/// let answered: types::OccupationRef = from_value(json!({
///     "href": "", "code": "29-1051.00", "title": "Pharmacists", "tags": {"bright_outlook": true},
/// }))?;
/// let occupation = Occupation::try_from(answered.clone())?;
/// assert_eq!(occupation.code.soc().to_string(), "29-1051");
/// assert!(occupation.bright_outlook);
/// assert_eq!(types::OccupationRef::from(occupation), answered);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occupation {
    /// Its O*NET-SOC code.
    pub code: OnetSocCode,
    /// Its title.
    pub title: String,
    /// URL of its report, or of the next step of a search.
    pub href: String,
    /// Whether it has a bright outlook: it grows fast, has many openings, or is new and emerging.
    pub bright_outlook: bool,
}

/// A detailed work activity with its title.
///
/// ```
/// use onet_api::types;
/// use onet_domain::Activity;
///
/// let answered =
///     types::ActivityRef { id: "4.A.2.a.2.I05.D04".to_owned(), title: "Judge the value.".to_owned() };
/// let activity = Activity::try_from(answered)?;
/// assert_eq!(activity.id.gwa().to_string(), "4.A.2.a.2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Its identifier.
    pub id: DwaId,
    /// What is done, as a sentence.
    pub title: String,
}

impl TryFrom<types::OccupationRef> for Occupation {
    type Error = Error;

    fn try_from(answer: types::OccupationRef) -> Result<Self, Error> {
        let types::OccupationRef { code, href, tags, title } = answer;
        let code = parsed("an O*NET-SOC code", &code)?;
        Ok(Self { code, title, href, bright_outlook: tags.bright_outlook == Some(true) })
    }
}

impl From<Occupation> for types::OccupationRef {
    fn from(occupation: Occupation) -> Self {
        let Occupation { code, title, href, bright_outlook } = occupation;
        // The service sends the tag only when it is true.
        let tags = types::Tags { bright_outlook: bright_outlook.then_some(true) };
        Self { code: code.to_string(), href, tags, title }
    }
}

impl TryFrom<types::ActivityRef> for Activity {
    type Error = Error;

    fn try_from(answer: types::ActivityRef) -> Result<Self, Error> {
        Ok(Self { id: parsed("a detailed work activity id", &answer.id)?, title: answer.title })
    }
}

impl From<Activity> for types::ActivityRef {
    fn from(activity: Activity) -> Self {
        Self { id: activity.id.to_string(), title: activity.title }
    }
}

impl TryFrom<&types::JobZoneRef> for JobZone {
    type Error = Error;

    fn try_from(answer: &types::JobZoneRef) -> Result<Self, Error> {
        numbered("a job zone", answer.code)
    }
}
