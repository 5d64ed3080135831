//! Elements with the scores that an occupation has on them, and occupations with their scores on an
//! element.

use onet_api::types;

use super::{Activity, Error, Occupation, all, parsed, scored};
use crate::{ElementId, JobZone, Score};

/// An element as the details report of an occupation lists it: an ability, a skill, a knowledge
/// area, a work activity or a work style.
///
/// ```
/// use onet_api::types;
/// use onet_domain::answer::RatedElement;
/// use onet_domain::{ElementDomain, Score};
/// use serde_json::{from_value, json};
///
/// let answered: types::RatedElement = from_value(json!({
///     "id": "2.A.1.a", "related": "", "name": "Reading Comprehension", "description": "", "importance": 75,
/// }))?;
/// let skill = RatedElement::try_from(answered)?;
/// assert_eq!(skill.id.domain(), ElementDomain::BasicSkills);
/// assert_eq!(skill.importance.map(Score::number), Some(75));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatedElement {
    /// Its id.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// How important it is to the occupation.
    pub importance: Option<Score>,
    /// Address of other occupations for which it is important.
    pub related: String,
}

impl TryFrom<types::RatedElement> for RatedElement {
    type Error = Error;

    fn try_from(answer: types::RatedElement) -> Result<Self, Error> {
        let types::RatedElement { id, related, name, description, importance } = answer;
        let id = parsed("an element id", &id)?;
        Ok(Self { id, name, description, importance: scored(importance)?, related })
    }
}

impl From<RatedElement> for types::RatedElement {
    fn from(rated: RatedElement) -> Self {
        let RatedElement { id, name, description, importance, related } = rated;
        Self { id: id.to_string(), related, name, description, importance: importance.map(Into::into) }
    }
}

/// A circumstance of work as the details report of an occupation lists it.
///
/// ```
/// use onet_api::types;
/// use onet_domain::Score;
/// use onet_domain::answer::RatedContext;
/// use serde_json::{from_value, json};
///
/// let answered: types::RatedWorkContext = from_value(json!({
///     "id": "4.C.1.a.2.c", "related": "", "name": "Public Speaking", "description": "", "context": 12,
///     "response": [{"percentage_of_respondents": 60, "description": "Never"}],
/// }))?;
/// let speaking = RatedContext::try_from(answered)?;
/// assert_eq!(speaking.context.map(Score::number), Some(12));
/// assert_eq!(speaking.responses[0].percentage_of_respondents, 60);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RatedContext {
    /// The id of the element.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// What it means, as a question.
    pub description: String,
    /// How much of it there is in the occupation.
    pub context: Option<Score>,
    /// How many of those who were asked gave which answer.
    pub responses: Vec<types::WorkContextAnswer>,
    /// Address of other occupations with the circumstance.
    pub related: String,
}

impl TryFrom<types::RatedWorkContext> for RatedContext {
    type Error = Error;

    fn try_from(answer: types::RatedWorkContext) -> Result<Self, Error> {
        let types::RatedWorkContext { id, related, name, description, context, response } = answer;
        let id = parsed("an element id", &id)?;
        Ok(Self { id, name, description, context: scored(context)?, responses: response, related })
    }
}

impl From<RatedContext> for types::RatedWorkContext {
    fn from(rated: RatedContext) -> Self {
        let RatedContext { id, name, description, context, responses, related } = rated;
        Self {
            id: id.to_string(),
            related,
            name,
            description,
            context: context.map(Into::into),
            response: responses,
        }
    }
}

/// An occupation with its scores on one ability, skill, knowledge area, work activity or work style.
///
/// ```
/// use onet_api::types;
/// use onet_domain::answer::RatedOccupation;
/// use onet_domain::{JobZone, Score};
/// use serde_json::{from_value, json};
///
/// let answered: types::WorkStyleOccupation = from_value(json!({
///     "href": "", "code": "29-1051.00", "title": "Pharmacists", "tags": {},
///     "job_zone": {"code": 5, "title": "Extensive Preparation Needed"}, "importance": 80,
/// }))?;
/// let rated = RatedOccupation::try_from(answered)?;
/// assert_eq!(rated.job_zone, JobZone::Five);
/// assert_eq!(rated.importance.map(Score::number), Some(80));
/// assert_eq!(rated.level, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatedOccupation {
    /// The occupation.
    pub occupation: Occupation,
    /// How much preparation it needs.
    pub job_zone: JobZone,
    /// The job zone in words, as the source writes it.
    pub job_zone_title: String,
    /// How important the element is to the occupation.
    pub importance: Option<Score>,
    /// How much of the element is needed; work styles have no level.
    pub level: Option<Score>,
    /// Whether the level says nothing, because the element does not matter to the occupation.
    pub level_not_relevant: bool,
    /// The occupation's detailed activities under the element, if that is a work activity.
    pub activities: Vec<Activity>,
}

impl TryFrom<types::ElementOccupation> for RatedOccupation {
    type Error = Error;

    fn try_from(answer: types::ElementOccupation) -> Result<Self, Error> {
        let types::ElementOccupation {
            code,
            href,
            importance,
            job_zone,
            level,
            level_not_relevant,
            tags,
            title,
        } = answer;
        Ok(Self {
            occupation: types::OccupationRef { code, href, tags, title }.try_into()?,
            job_zone: JobZone::try_from(&job_zone)?,
            job_zone_title: job_zone.title,
            importance: scored(importance)?,
            level: scored(level)?,
            level_not_relevant: level_not_relevant == Some(true),
            activities: Vec::new(),
        })
    }
}

impl TryFrom<types::WorkActivityOccupation> for RatedOccupation {
    type Error = Error;

    fn try_from(answer: types::WorkActivityOccupation) -> Result<Self, Error> {
        let types::WorkActivityOccupation {
            code,
            detailed_work_activities,
            href,
            importance,
            job_zone,
            level,
            level_not_relevant,
            tags,
            title,
        } = answer;
        let rated = Self::try_from(types::ElementOccupation {
            code,
            href,
            importance,
            job_zone,
            level,
            level_not_relevant,
            tags,
            title,
        })?;
        Ok(Self { activities: all(detailed_work_activities)?, ..rated })
    }
}

impl TryFrom<types::WorkStyleOccupation> for RatedOccupation {
    type Error = Error;

    fn try_from(answer: types::WorkStyleOccupation) -> Result<Self, Error> {
        let types::WorkStyleOccupation { code, href, importance, job_zone, tags, title } = answer;
        Self::try_from(types::ElementOccupation {
            code,
            href,
            importance,
            job_zone,
            level: None,
            level_not_relevant: None,
            tags,
            title,
        })
    }
}

/// An occupation with its score on a circumstance of work.
///
/// ```
/// use onet_api::types;
/// use onet_domain::Score;
/// use onet_domain::answer::ContextOccupation;
/// use serde_json::{from_value, json};
///
/// let answered: types::WorkContextOccupation = from_value(json!({
///     "href": "", "code": "29-1051.00", "title": "Pharmacists", "tags": {},
///     "job_zone": {"code": 5, "title": "Extensive Preparation Needed"}, "context": 100,
/// }))?;
/// let found = ContextOccupation::try_from(answered)?;
/// assert_eq!(found.occupation.title, "Pharmacists");
/// assert_eq!(found.context, Some(Score::MAXIMUM));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextOccupation {
    /// The occupation.
    pub occupation: Occupation,
    /// How much preparation it needs.
    pub job_zone: JobZone,
    /// The job zone in words, as the source writes it.
    pub job_zone_title: String,
    /// How much of the circumstance there is in the occupation.
    pub context: Option<Score>,
}

impl TryFrom<types::WorkContextOccupation> for ContextOccupation {
    type Error = Error;

    fn try_from(answer: types::WorkContextOccupation) -> Result<Self, Error> {
        let types::WorkContextOccupation { code, context, href, job_zone, tags, title } = answer;
        Ok(Self {
            occupation: types::OccupationRef { code, href, tags, title }.try_into()?,
            job_zone: JobZone::try_from(&job_zone)?,
            job_zone_title: job_zone.title,
            context: scored(context)?,
        })
    }
}
