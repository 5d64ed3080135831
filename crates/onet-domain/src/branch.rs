//! Branches of the armed forces.

use crate::parse::{Notation, named_words};

static BRANCH: Notation = Notation {
    article: "a",
    name: "military branch",
    pattern: "^(all|air_force|army|coast_guard|marine_corps|navy|space_force)$",
    examples: ["air_force", "navy"],
};

/// A branch of the armed forces, or all of them, as the service takes it where military jobs are
/// looked up.
///
/// Written as the service does, in lower case with underscores.
///
/// ```
/// use onet_domain::Branch;
///
/// let branch: Branch = "coast_guard".parse()?;
/// assert_eq!(branch.title(), "Coast Guard");
/// assert_eq!(Branch::default(), Branch::All);
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Branch {
    /// Every branch.
    #[default]
    All,
    /// The Air Force.
    AirForce,
    /// The Army.
    Army,
    /// The Coast Guard.
    CoastGuard,
    /// The Marine Corps.
    MarineCorps,
    /// The Navy.
    Navy,
    /// The Space Force.
    SpaceForce,
}

impl Branch {
    /// All values, [`Branch::All`] first.
    pub const ALL: [Self; 7] = [
        Self::All,
        Self::AirForce,
        Self::Army,
        Self::CoastGuard,
        Self::MarineCorps,
        Self::Navy,
        Self::SpaceForce,
    ];
}

named_words!(Branch, BRANCH, {
    All => "all", "All branches";
    AirForce => "air_force", "Air Force";
    Army => "army", "Army";
    CoastGuard => "coast_guard", "Coast Guard";
    MarineCorps => "marine_corps", "Marine Corps";
    Navy => "navy", "Navy";
    SpaceForce => "space_force", "Space Force";
});
