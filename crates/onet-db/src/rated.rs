//! Occupations with their ratings on one element.

use onet_domain::OnetSocCode;

/// An occupation that is rated on an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatedOccupation {
    /// The O*NET-SOC code.
    pub code: OnetSocCode,
    /// From 0 to 100.
    pub score: Option<i64>,
    /// The level, where the element has one.
    pub level: Option<Level>,
}

/// The level of an element that an occupation requires, in the order of the lists of O*NET OnLine, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Withheld, because the estimate is not precise: the release recommends to suppress it.
    NotAvailable,
    /// Not rated, because the element is not important to the occupation.
    NotRelevant,
    /// From 0 to 100.
    Score(i64),
}
