//! Interests: what they mean, which ones describe an occupation, and how well.

use onet_api::types;

use super::{Error, Occupation, all, parsed, scored};
use crate::{ElementId, Interest, InterestCode, JobZone, Score};

/// The interest of an answer, which names it by the id of its element.
fn interest(id: &str) -> Result<Interest, Error> {
    let what = "the id of an interest";
    let element: ElementId = parsed(what, id)?;
    Interest::try_from(&element).map_err(|cause| Error::Answer { what, cause })
}

/// An area of interests in words.
///
/// ```
/// use onet_api::types;
/// use onet_domain::Interest;
/// use onet_domain::answer::InterestDescription;
/// use serde_json::{from_value, json};
///
/// let answered: types::InterestElement = from_value(json!({
///     "id": "1.B.1.d", "interest_code": "S", "name": "Social", "description": "Helping and teaching.",
/// }))?;
/// let described = InterestDescription::try_from(answered)?;
/// assert_eq!(described.interest, Interest::Social);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterestDescription {
    /// The area.
    pub interest: Interest,
    /// Its name, as the source writes it.
    pub name: String,
    /// What it means.
    pub description: String,
}

impl TryFrom<types::InterestElement> for InterestDescription {
    type Error = Error;

    fn try_from(answer: types::InterestElement) -> Result<Self, Error> {
        let types::InterestElement { id, interest_code: _, name, description } = answer;
        Ok(Self { interest: interest(&id)?, name, description })
    }
}

impl From<InterestDescription> for types::InterestElement {
    fn from(described: InterestDescription) -> Self {
        let InterestDescription { interest, name, description } = described;
        Self {
            id: interest.element_id().to_string(),
            interest_code: interest.letter().to_string(),
            name,
            description,
        }
    }
}

impl TryFrom<types::InterestEntry> for InterestDescription {
    type Error = Error;

    /// Leaves out the address of occupations with the interest.
    fn try_from(answer: types::InterestEntry) -> Result<Self, Error> {
        let types::InterestEntry { id, interest_code: _, name, description, href: _ } = answer;
        Ok(Self { interest: interest(&id)?, name, description })
    }
}

impl TryFrom<types::RelatedInterestSummary> for InterestDescription {
    type Error = Error;

    /// Leaves out the address of further occupations.
    fn try_from(answer: types::RelatedInterestSummary) -> Result<Self, Error> {
        let types::RelatedInterestSummary { id, interest_code: _, name, description, see_more: _ } = answer;
        Ok(Self { interest: interest(&id)?, name, description })
    }
}

impl TryFrom<types::SummaryElement> for InterestDescription {
    type Error = Error;

    /// Leaves out the address of other occupations with the interest.
    fn try_from(answer: types::SummaryElement) -> Result<Self, Error> {
        let types::SummaryElement { id, related: _, name, description } = answer;
        Ok(Self { interest: interest(&id)?, name, description })
    }
}

/// The interests of an occupation as its summary report tells them.
///
/// ```
/// use onet_api::types;
/// use onet_domain::Interest;
/// use onet_domain::answer::InterestSummary;
/// use serde_json::{from_value, json};
///
/// let answered: types::SummaryInterests = from_value(json!({
///     "interest_code": "IS",
///     "element": [
///         {"id": "1.B.1.b", "related": "", "name": "Investigative", "description": ""},
///         {"id": "1.B.1.d", "related": "", "name": "Social", "description": ""},
///     ],
/// }))?;
/// let summary = InterestSummary::try_from(answered)?;
/// assert_eq!(summary.code.first(), Interest::Investigative);
/// assert_eq!(summary.interests[1].interest, Interest::Social);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterestSummary {
    /// The strongest ones in order.
    pub code: InterestCode,
    /// What they mean.
    pub interests: Vec<InterestDescription>,
}

impl TryFrom<types::SummaryInterests> for InterestSummary {
    type Error = Error;

    fn try_from(answer: types::SummaryInterests) -> Result<Self, Error> {
        let code = parsed("an interest code", &answer.interest_code)?;
        Ok(Self { code, interests: all(answer.element)? })
    }
}

/// An area of interests as the details report of an occupation lists it.
///
/// ```
/// use onet_api::types;
/// use onet_domain::answer::RatedInterest;
/// use onet_domain::{Interest, Score};
/// use serde_json::{from_value, json};
///
/// let answered: types::RatedInterest = from_value(json!({
///     "id": "1.B.1.b", "related": "", "name": "Investigative", "description": "",
///     "occupational_interest": 87,
/// }))?;
/// let rated = RatedInterest::try_from(answered)?;
/// assert_eq!(rated.interest, Interest::Investigative);
/// assert_eq!(rated.occupational_interest.map(Score::number), Some(87));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatedInterest {
    /// The area.
    pub interest: Interest,
    /// Its name, as the source writes it.
    pub name: String,
    /// What it means.
    pub description: String,
    /// How well it describes the occupation.
    pub occupational_interest: Option<Score>,
    /// Address of other occupations with the interest.
    pub related: String,
}

impl TryFrom<types::RatedInterest> for RatedInterest {
    type Error = Error;

    fn try_from(answer: types::RatedInterest) -> Result<Self, Error> {
        let types::RatedInterest { id, related, name, description, occupational_interest } = answer;
        Ok(Self {
            interest: interest(&id)?,
            name,
            description,
            occupational_interest: scored(occupational_interest)?,
            related,
        })
    }
}

impl From<RatedInterest> for types::RatedInterest {
    fn from(rated: RatedInterest) -> Self {
        let RatedInterest { interest, name, description, occupational_interest, related } = rated;
        Self {
            id: interest.element_id().to_string(),
            related,
            name,
            description,
            occupational_interest: occupational_interest.map(Into::into),
        }
    }
}

/// An occupation with its interest code.
///
/// ```
/// use onet_api::types;
/// use onet_domain::Interest;
/// use onet_domain::answer::InterestOccupation;
/// use serde_json::{from_value, json};
///
/// let answered: types::InterestOccupation = from_value(json!({
///     "href": "", "code": "29-1051.00", "title": "Pharmacists", "tags": {}, "interest_code": "ICS",
///     "job_zone": {"code": 5, "title": "Extensive Preparation Needed"},
/// }))?;
/// let found = InterestOccupation::try_from(answered)?;
/// assert!(found.code.contains(Interest::Conventional));
/// assert!(!found.featured);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterestOccupation {
    /// The occupation.
    pub occupation: Occupation,
    /// Its strongest interests in order.
    pub code: InterestCode,
    /// How much preparation it needs.
    pub job_zone: JobZone,
    /// The job zone in words, as the source writes it.
    pub job_zone_title: String,
    /// Whether the service shows it as an example of the interest.
    pub featured: bool,
}

impl TryFrom<types::InterestOccupation> for InterestOccupation {
    type Error = Error;

    fn try_from(answer: types::InterestOccupation) -> Result<Self, Error> {
        let types::InterestOccupation { code, featured, href, interest_code, job_zone, tags, title } = answer;
        Ok(Self {
            occupation: types::OccupationRef { code, href, tags, title }.try_into()?,
            code: parsed("an interest code", &interest_code)?,
            job_zone: JobZone::try_from(&job_zone)?,
            job_zone_title: job_zone.title,
            featured: featured == Some(true),
        })
    }
}
