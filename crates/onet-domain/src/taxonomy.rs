//! Versions of the O*NET-SOC taxonomy.

use crate::parse::{Notation, word_value};

static TAXONOMY: Notation = Notation {
    article: "a",
    name: "taxonomy",
    pattern: "^(2010|2019|active)$",
    examples: ["2019", "active"],
};

/// A version of the O*NET-SOC taxonomy, as far as the service maps codes between them.
///
/// The version cannot be derived from a code, and the same code can name another occupation in
/// each; [`TaxonomyMap`](crate::taxonomy_map::TaxonomyMap) finds the counterparts. Written as the
/// service does.
///
/// ```
/// use onet_domain::Taxonomy;
///
/// let taxonomy: Taxonomy = "2010".parse()?;
/// assert_eq!(taxonomy, Taxonomy::V2010);
/// assert_eq!(taxonomy.title(), "O*NET-SOC 2010");
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taxonomy {
    /// O*NET-SOC 2010, which rests on the SOC 2010.
    V2010,
    /// O*NET-SOC 2019, which rests on the SOC 2018.
    V2019,
    /// The version that the service uses.
    Active,
}

impl Taxonomy {
    /// All versions, the numbered ones from the oldest on.
    pub const ALL: [Self; 3] = [Self::V2010, Self::V2019, Self::Active];

    /// The written form, such as `2019`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V2010 => "2010",
            Self::V2019 => "2019",
            Self::Active => "active",
        }
    }

    /// The name for a heading, such as `O*NET-SOC 2019`.
    pub fn title(self) -> &'static str {
        match self {
            Self::V2010 => "O*NET-SOC 2010",
            Self::V2019 => "O*NET-SOC 2019",
            Self::Active => "Active O*NET-SOC taxonomy",
        }
    }
}

word_value!(Taxonomy, TAXONOMY);
