//! Job zones: how much preparation an occupation asks for.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::Serialize;

use crate::number::number_value;
use crate::parse::{Notation, ParseError, Scanner};

static JOB_ZONE: Notation =
    Notation { article: "a", name: "job zone", pattern: "^[1-5]$", examples: ["4", "1"] };

/// A job zone: one of five groups of occupations that need a similar amount of education, related
/// experience and on-the-job training.
///
/// Numbered from 1, little or no preparation, to 5, extensive preparation. Titles and ranges are
/// those of the table Job Zone Reference in the O*NET database. In JSON a job zone is its number, as
/// the published OpenAPI definition has it.
///
/// Some occupations have no zone, among them military ones and those without collected data.
///
/// ```
/// use onet_domain::JobZone;
///
/// let zone: JobZone = "5".parse()?;
/// assert_eq!(zone, JobZone::Five);
/// assert_eq!(zone.title(), "Job Zone Five: Extensive Preparation Needed");
/// assert!(JobZone::One < zone);
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobZone {
    /// Little or no preparation needed.
    One = 1,
    /// Some preparation needed.
    Two,
    /// Medium preparation needed.
    Three,
    /// Considerable preparation needed.
    Four,
    /// Extensive preparation needed.
    Five,
}

impl JobZone {
    /// All zones, from the least preparation to the most.
    pub const ALL: [Self; 5] = [Self::One, Self::Two, Self::Three, Self::Four, Self::Five];

    /// The number of the zone, 1 to 5.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The title of the zone.
    pub fn title(self) -> &'static str {
        match self {
            Self::One => "Job Zone One: Little or No Preparation Needed",
            Self::Two => "Job Zone Two: Some Preparation Needed",
            Self::Three => "Job Zone Three: Medium Preparation Needed",
            Self::Four => "Job Zone Four: Considerable Preparation Needed",
            Self::Five => "Job Zone Five: Extensive Preparation Needed",
        }
    }

    /// The levels of specific vocational preparation that the zone covers.
    pub fn svp_range(self) -> SvpRange {
        let (from, below) = match self {
            Self::One => (None, Some(4.0)),
            Self::Two => (Some(4.0), Some(6.0)),
            Self::Three => (Some(6.0), Some(7.0)),
            Self::Four => (Some(7.0), Some(8.0)),
            Self::Five => (Some(8.0), None),
        };
        SvpRange { from, below }
    }
}

impl FromStr for JobZone {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is anything but one digit from 1 to 5.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&JOB_ZONE, text);
        let digit = scanner.one(|byte| matches!(byte, b'1'..=b'5'), "a digit from 1 to 5")?;
        scanner.end()?;
        Ok(Self::ALL[usize::from(digit - b'1')])
    }
}

number_value!(JobZone, "a job zone, an integer from 1 to 5", 1..=5, [4, 1]);

/// A range on the scale of specific vocational preparation (SVP), the time it takes to learn what an
/// average performance of a job requires.
///
/// The scale is that of the Dictionary of Occupational Titles: level 1 is a short demonstration,
/// level 9 is more than ten years. Displayed as the Job Zone Reference puts it.
///
/// ```
/// use onet_domain::JobZone;
///
/// let range = JobZone::Three.svp_range();
/// assert!(range.contains(6.5));
/// assert!(!range.contains(7.0));
/// assert_eq!(range.to_string(), "6.0 to < 7.0");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(description = "A range on the scale of specific vocational preparation.")]
pub struct SvpRange {
    /// The lowest level within the range; `None` when it is open downwards.
    pub from: Option<f32>,
    /// The level where the range has ended; `None` when it is open upwards.
    pub below: Option<f32>,
}

impl SvpRange {
    /// Whether a level lies in the range.
    pub fn contains(self, level: f32) -> bool {
        self.from.is_none_or(|from| from <= level) && self.below.is_none_or(|below| level < below)
    }
}

impl fmt::Display for SvpRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.below) {
            (None, None) => f.write_str("Any"),
            (None, Some(below)) => write!(f, "Below {below:.1}"),
            (Some(from), Some(below)) => write!(f, "{from:.1} to < {below:.1}"),
            (Some(from), None) => write!(f, "{from:.1} and above"),
        }
    }
}
