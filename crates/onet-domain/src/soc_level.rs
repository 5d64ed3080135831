//! Levels of the classification of occupations.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::OnetSocCode;
use crate::parse::{Notation, ParseError, Scanner};

static SOC_LEVEL: Notation = Notation {
    article: "a",
    name: "level of the classification",
    pattern: "^(onet|soc|broad|minor|major)$",
    examples: ["onet", "major"],
};

/// A level of the O*NET-SOC classification, from occupations of O*NET up to the major groups of the SOC.
///
/// ```
/// use onet_domain::SocLevel;
///
/// let level: SocLevel = "minor".parse()?;
/// assert_eq!(level.code("15-1252.00".parse()?), "15-1200");
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum SocLevel {
    /// O*NET-SOC occupations
    #[default]
    Onet,
    /// Detailed occupations of the SOC
    Soc,
    /// Broad occupations
    Broad,
    /// Minor groups
    Minor,
    /// Major groups
    Major,
}

/// Minor groups with a number of four digits in the SOC 2018, which end in two zeros.
static MINOR_GROUPS_OF_FOUR_DIGITS: [&str; 3] = ["15-12", "31-11", "51-51"];

impl SocLevel {
    /// All levels, from occupations to major groups.
    pub const ALL: [Self; 5] = [Self::Onet, Self::Soc, Self::Broad, Self::Minor, Self::Major];

    /// Its name in lower case, as it is parsed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Onet => "onet",
            Self::Soc => "soc",
            Self::Broad => "broad",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// What the codes of the level stand for, such as `Minor groups`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Onet => "O*NET-SOC occupations",
            Self::Soc => "Detailed occupations of the SOC",
            Self::Broad => "Broad occupations",
            Self::Minor => "Minor groups",
            Self::Major => "Major groups",
        }
    }

    /// The code of the group that an occupation belongs to.
    ///
    /// ```
    /// use onet_domain::SocLevel;
    ///
    /// let code = "15-1252.00".parse()?;
    /// let codes = SocLevel::ALL.map(|level| level.code(code));
    /// assert_eq!(codes, ["15-1252.00", "15-1252", "15-1250", "15-1200", "15-0000"]);
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    #[must_use]
    pub fn code(self, code: OnetSocCode) -> String {
        let text = code.to_string();
        match self {
            Self::Onet => text,
            Self::Soc => text[..7].to_owned(),
            Self::Broad => format!("{}0", &text[..6]),
            Self::Minor if MINOR_GROUPS_OF_FOUR_DIGITS.contains(&&text[..5]) => format!("{}00", &text[..5]),
            Self::Minor => format!("{}000", &text[..4]),
            Self::Major => format!("{}0000", &text[..3]),
        }
    }
}

impl fmt::Display for SocLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for SocLevel {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let found = Self::ALL.into_iter().find(|level| level.name() == text);
        found.ok_or_else(|| {
            Scanner::new(&SOC_LEVEL, text).error("one of `onet`, `soc`, `broad`, `minor` and `major`")
        })
    }
}
