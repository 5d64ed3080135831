//! One page of the occupations that share activities or tasks with the chosen ones.

use onet_api::page::Position;
use onet_api::types;

use super::parsing::all;
use super::related_occupation::RelatedOccupation;
use super::task::TaskMatch;
use crate::error::Error;

/// One page of matching occupations: [`RelatedOccupation`]s or [`TaskMatch`]es.
///
/// ```
/// use onet_api::types::JobDutiesOccupationPage;
/// use onet_domain::answer::{Matches, TaskMatch};
///
/// let answered = JobDutiesOccupationPage {
///     start: 21,
///     end: 20,
///     total: 20,
///     prev: Some("https://example.test/?start=1&end=20".to_owned()),
///     next: None,
///     occupation: Vec::new(),
/// };
/// let page: Matches<TaskMatch> = answered.try_into()?;
/// assert_eq!(page.position.total, 20);
/// assert!(page.next.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matches<T> {
    /// Where the page stands among all of them.
    pub position: Position,
    /// Address of the page before, if there is one.
    pub prev: Option<String>,
    /// Address of the page after, if there is one.
    pub next: Option<String>,
    /// The occupations of the page, in the requested order.
    pub occupations: Vec<T>,
}

impl<T> Matches<T> {
    /// All occupations as one page.
    ///
    /// ```
    /// use onet_domain::answer::Matches;
    ///
    /// let page = Matches::whole(vec!["29-1051.00"]);
    /// assert_eq!((page.position.start, page.position.end, page.position.total), (1, 1, 1));
    /// ```
    pub fn whole(occupations: Vec<T>) -> Self {
        let total = i64::try_from(occupations.len()).unwrap_or(i64::MAX);
        Self { position: Position { start: 1, end: total, total }, prev: None, next: None, occupations }
    }
}

/// Converts a page of the service, which has the same members for each kind of item.
macro_rules! page_of {
    ($page:ident, $item:ident) => {
        impl TryFrom<types::$page> for Matches<$item> {
            type Error = Error;

            fn try_from(page: types::$page) -> Result<Self, Error> {
                let types::$page { start, end, total, prev, next, occupation } = page;
                let position = Position { start, end, total };
                Ok(Self { position, prev, next, occupations: all(occupation)? })
            }
        }
    };
}

page_of!(JobDutiesOccupationPage, TaskMatch);
page_of!(RelatedActivitiesOccupationPage, RelatedOccupation);

impl From<Matches<RelatedOccupation>> for types::RelatedActivitiesOccupationPage {
    fn from(page: Matches<RelatedOccupation>) -> Self {
        let Matches { position: Position { start, end, total }, prev, next, occupations } = page;
        let occupation = occupations.into_iter().map(Into::into).collect();
        Self { start, end, total, prev, next, occupation }
    }
}
