//! Scales that ratings are made on, and the scores that ratings become.
//!
//! The database holds ratings as they were given: importance from 1 to 5, level from 0 to 7. The
//! service answers all of them as scores from 0 to 100, so that different scales can be compared.
//!
//! ```
//! use onet_domain::Scale;
//!
//! let score = Scale::IMPORTANCE.standardize(4.62)?;
//! assert_eq!(score.number(), 91);
//! assert_eq!(Scale::LEVEL.standardize(3.5)?.number(), 50);
//! # Ok::<(), onet_domain::OutOfScale>(())
//! ```

use std::fmt;
use std::str::FromStr;

use crate::number::number_value;
use crate::parse::{Notation, ParseError, Scanner, text_newtype, word_value};

static SCALE_ID: Notation =
    Notation { article: "a", name: "scale id", pattern: "^[A-Z]{1,3}$", examples: ["IM", "CXP"] };

static SCALE: Notation = Notation {
    article: "a",
    name: "known scale",
    pattern: "^(AO|CF|CN|CT|CTP|CX|CXP|EX|FM|FT|HW|IH|IJ|IM|IP|LC|LV|OI|OJ|PT|PX|RE|RL|RT|RW|SR|TI\
              |VH|WI|WS)$",
    examples: ["IM", "LV"],
};

static SCORE: Notation =
    Notation { article: "a", name: "score", pattern: "^(100|[1-9]?[0-9])$", examples: ["91", "50"] };

/// The most letters in the id of a scale.
const LONGEST_ID: usize = 3;

/// The id of a scale, such as `IM` for importance: one to three capitals.
///
/// Releases of the database bring scales of their own, so that an id need not be a [`Scale`] that is
/// known here.
///
/// ```
/// use onet_domain::{Scale, ScaleId};
///
/// let id: ScaleId = "IM".parse()?;
/// assert_eq!(Scale::try_from(&id)?, Scale::IMPORTANCE);
/// assert!(Scale::try_from(&"ZZ".parse::<ScaleId>()?).is_err());
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScaleId(Box<str>);

impl FromStr for ScaleId {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not one to three capital ASCII letters.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&SCALE_ID, text);
        scanner.one(|byte| byte.is_ascii_uppercase(), "a capital letter")?;
        while !scanner.is_at_end() && scanner.read().len() < LONGEST_ID {
            scanner.one(|byte| byte.is_ascii_uppercase(), "a capital letter")?;
        }
        scanner.end()?;
        Ok(Self(text.into()))
    }
}

text_newtype!(ScaleId, SCALE_ID);

/// A scale with its name and its ends.
///
/// The known ones are those of the table Scales Reference in release 29.3 of the database, and `WI`,
/// the impact of the revised work styles, which came with release 30.1. Written by its id.
///
/// Sorts by id.
///
/// ```
/// use onet_domain::Scale;
///
/// let scale: Scale = "LV".parse()?;
/// assert_eq!(scale, Scale::LEVEL);
/// assert_eq!(scale.name(), "Level");
/// assert_eq!((scale.minimum(), scale.maximum()), (0, 7));
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scale {
    id: &'static str,
    name: &'static str,
    minimum: i16,
    maximum: i16,
}

const fn scale(id: &'static str, name: &'static str, minimum: i16, maximum: i16) -> Scale {
    Scale { id, name, minimum, maximum }
}

impl Scale {
    /// How important something is, `IM`, 1 to 5.
    pub const IMPORTANCE: Self = scale("IM", "Importance", 1, 5);

    /// How much of something is needed, `LV`, 0 to 7.
    pub const LEVEL: Self = scale("LV", "Level", 0, 7);

    /// How well an area of interests describes an occupation, `OI`, 1 to 7.
    pub const OCCUPATIONAL_INTERESTS: Self = scale("OI", "Occupational Interests", 1, 7);

    /// The context of work in five steps, `CX`, 1 to 5.
    pub const CONTEXT: Self = scale("CX", "Context", 1, 5);

    /// All known scales in the order of their ids.
    pub const ALL: [Self; 30] = [
        scale("AO", "Automation", 1, 5),
        scale("CF", "Frequency", 1, 5),
        scale("CN", "Amount of Contact", 1, 5),
        scale("CT", "Context", 1, 3),
        scale("CTP", "Context (Categories 1-3)", 0, 100),
        Self::CONTEXT,
        scale("CXP", "Context (Categories 1-5)", 0, 100),
        scale("EX", "Extent", 1, 7),
        scale("FM", "Amount of Freedom", 1, 5),
        scale("FT", "Frequency of Task (Categories 1-7)", 0, 100),
        scale("HW", "Hours Per Week", 1, 3),
        scale("IH", "Occupational Interest High-Point", 0, 6),
        scale("IJ", "Importance", 1, 5),
        Self::IMPORTANCE,
        scale("IP", "Impact of Decisions", 1, 5),
        scale("LC", "Level of Competition", 1, 5),
        Self::LEVEL,
        Self::OCCUPATIONAL_INTERESTS,
        scale("OJ", "On-The-Job Training (Categories 1-9)", 0, 100),
        scale("PT", "On-Site Or In-Plant Training (Categories 1-9)", 0, 100),
        scale("PX", "Proximity", 1, 5),
        scale("RE", "Responsibility", 1, 5),
        scale("RL", "Required Level Of Education (Categories 1-12)", 0, 100),
        scale("RT", "Relevance of Task", 0, 100),
        scale("RW", "Related Work Experience (Categories 1-11)", 0, 100),
        scale("SR", "How Serious", 1, 5),
        scale("TI", "% Time", 1, 5),
        scale("VH", "Work Value High-Point", 1, 6),
        scale("WI", "Work Styles Impact", -3, 3),
        scale("WS", "Work Schedule", 1, 3),
    ];

    /// The id, such as `IM`.
    pub fn as_str(self) -> &'static str {
        self.id
    }

    /// The id as a value.
    pub fn id(self) -> ScaleId {
        ScaleId(self.id.into())
    }

    /// The name in the database, such as `Importance`.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The lowest rating.
    pub fn minimum(self) -> i16 {
        self.minimum
    }

    /// The highest rating.
    pub fn maximum(self) -> i16 {
        self.maximum
    }

    /// The score that a rating stands for: the share of the scale below it, in percent, halves
    /// rounded up.
    ///
    /// That is `(value - minimum) / (maximum - minimum) * 100`, by which the scores that the manual
    /// of the service prints come out of the database. Decimals count as they are written, up to the
    /// sixth: 1.14 on the scale of importance is 3.5 percent and becomes 4, although the nearest
    /// binary number lies below.
    ///
    /// ```
    /// use onet_domain::Scale;
    ///
    /// assert_eq!(Scale::IMPORTANCE.standardize(1.14)?.number(), 4);
    /// assert!(Scale::IMPORTANCE.standardize(0.5).is_err());
    /// # Ok::<(), onet_domain::OutOfScale>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the rating lies outside the scale or is not a number.
    pub fn standardize(self, value: f64) -> Result<Score, OutOfScale> {
        if !(f64::from(self.minimum)..=f64::from(self.maximum)).contains(&value) {
            return Err(OutOfScale { value, scale: self });
        }
        // In whole millionths, which are exact; within a scale they are far from the ends of i64.
        let millionths = |whole: i16| i64::from(whole) * 1_000_000;
        let above = (value * 1e6).round() as i64 - millionths(self.minimum);
        let width = millionths(self.maximum) - millionths(self.minimum);
        Ok(Score(((above * 200 + width) / (width * 2)) as u8))
    }
}

impl TryFrom<&ScaleId> for Scale {
    type Error = ParseError;

    /// # Errors
    ///
    /// When the scale is not known here.
    fn try_from(id: &ScaleId) -> Result<Self, ParseError> {
        id.as_str().parse()
    }
}

impl From<Scale> for ScaleId {
    fn from(scale: Scale) -> Self {
        scale.id()
    }
}

word_value!(Scale, SCALE);

/// A rating that is not on its scale.
///
/// ```
/// use onet_domain::Scale;
///
/// let error = Scale::IMPORTANCE.standardize(5.5).unwrap_err();
/// assert_eq!(error.to_string(), "5.5 is not on the scale IM (Importance), which goes from 1 to 5");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutOfScale {
    value: f64,
    scale: Scale,
}

impl OutOfScale {
    /// The rating.
    ///
    /// ```
    /// use onet_domain::Scale;
    ///
    /// let error = Scale::LEVEL.standardize(-1.0).unwrap_err();
    /// assert_eq!((error.value(), error.scale()), (-1.0, Scale::LEVEL));
    /// ```
    pub fn value(self) -> f64 {
        self.value
    }

    /// The scale that it should be on.
    pub fn scale(self) -> Scale {
        self.scale
    }
}

impl fmt::Display for OutOfScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, scale: Scale { id, name, minimum, maximum } } = self;
        write!(f, "{value} is not on the scale {id} ({name}), which goes from {minimum} to {maximum}")
    }
}

impl std::error::Error for OutOfScale {}

/// A rating on any scale as a whole number from 0, the lowest rating, to 100, the highest.
///
/// Ratings in the answers of the service are of this kind. In JSON a score is a number, as the
/// published OpenAPI definition has it.
///
/// ```
/// use onet_domain::Score;
///
/// let score = Score::try_from(91_i64)?;
/// assert_eq!(score.to_string(), "91");
/// assert!(Score::MINIMUM < score && score < Score::MAXIMUM);
/// assert!(Score::try_from(101_i64).is_err());
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u8);

impl Score {
    /// The lowest score, 0.
    pub const MINIMUM: Self = Self(0);

    /// The highest score, 100.
    pub const MAXIMUM: Self = Self(100);

    /// The number, 0 to 100.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl FromStr for Score {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not a whole number from 0 to 100, written without zeros in front.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let number = text.parse::<u8>().ok().filter(|number| *number <= Self::MAXIMUM.0);
        number
            .filter(|number| number.to_string() == text)
            .map(Self)
            .ok_or_else(|| Scanner::new(&SCORE, text).error("a whole number from 0 to 100"))
    }
}

number_value!(Score, "a score, an integer from 0 to 100", 0..=100, [91, 50]);
