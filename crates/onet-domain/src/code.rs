//! Codes of occupations and of their groups.
//!
//! The Standard Occupational Classification (SOC) 2018 has six digits
//! and four levels: major group, minor group, broad occupation, detailed occupation. O*NET-SOC 2019
//! adds two digits to the detailed occupations and divides some of them further.

use std::fmt;
use std::str::FromStr;

use crate::parse::{Notation, ParseError, Scanner, text_value, write_pattern};

static ONET_SOC_CODE: Notation = Notation {
    article: "an",
    name: "O*NET-SOC code",
    pattern: r"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$",
    examples: ["29-1051.00", "15-1299.08"],
};

static SOC_CODE: Notation = Notation {
    article: "a",
    name: "SOC code",
    pattern: "^[0-9]{2}-[0-9]{4}$",
    examples: ["29-1051", "29-0000"],
};

static MAJOR_GROUP: Notation = Notation {
    article: "a",
    name: "SOC major group",
    pattern: "^([1-4][13579]|5[135])(-0000)?$",
    examples: ["29-0000", "55-0000"],
};

/// The code of an occupation in the O*NET-SOC taxonomy, such as `29-1051.00` for pharmacists.
///
/// Written as two digits, a hyphen, four digits, a dot and two digits, as the pattern of the
/// published OpenAPI definition has it. The part before the dot is the [`SocCode`] of the occupation
/// in the SOC 2018. A suffix of `.00` stands for that SOC occupation itself, and any other for a
/// more specific occupation within it that O*NET alone defines.
///
/// Codes of the older O*NET-SOC taxonomies have the same form; the taxonomy cannot be derived from
/// a code. Parsing does not check that an occupation with the code exists.
///
/// Takes four bytes. Sorts as its text does.
///
/// ```
/// use onet_domain::OnetSocCode;
///
/// let code: OnetSocCode = "29-1051.00".parse()?;
/// assert_eq!(code.to_string(), "29-1051.00");
/// assert!(code < "29-1051.01".parse()?);
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OnetSocCode(u32);

impl OnetSocCode {
    /// Reads a code as people type it: white space around it is ignored, and a SOC code stands for
    /// the O*NET-SOC occupation that equals it.
    ///
    /// ```
    /// use onet_domain::OnetSocCode;
    ///
    /// assert_eq!(OnetSocCode::parse_lenient(" 29-1051")?, "29-1051.00".parse()?);
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the text without its surrounding white space is neither an O*NET-SOC nor a SOC code. The
    /// position in the error counts within that trimmed text.
    pub fn parse_lenient(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&ONET_SOC_CODE, text.trim());
        let soc = SocCode(scanner.pattern(b"dd-dddd")?);
        if scanner.is_at_end() {
            return Ok(soc.onet());
        }
        let suffix = scanner.pattern(b".dd")?;
        scanner.end()?;
        Ok(Self(soc.0 * 100 + suffix))
    }

    /// The SOC occupation that this one equals or is a part of.
    ///
    /// ```
    /// use onet_domain::OnetSocCode;
    ///
    /// let health_informatics: OnetSocCode = "15-1211.01".parse()?;
    /// assert_eq!(health_informatics.soc().to_string(), "15-1211");
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn soc(self) -> SocCode {
        SocCode(self.0 / 100)
    }

    /// The SOC major group, named by the first two digits; `None` when the SOC has no such group.
    ///
    /// ```
    /// use onet_domain::{MajorGroup, OnetSocCode};
    ///
    /// let group = "29-1051.00".parse::<OnetSocCode>()?.major_group();
    /// assert_eq!(group.map(MajorGroup::number), Some(29));
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn major_group(self) -> Option<MajorGroup> {
        self.soc().major_group()
    }

    /// The two digits after the dot, 0 to 99.
    ///
    /// ```
    /// use onet_domain::OnetSocCode;
    ///
    /// assert_eq!("15-1211.01".parse::<OnetSocCode>()?.suffix(), 1);
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn suffix(self) -> u8 {
        (self.0 % 100) as u8
    }

    /// Whether the occupation is a breakdown of a SOC occupation that O*NET alone defines: true for
    /// every suffix but `.00`.
    ///
    /// This is not the *detailed occupation* of the SOC, which is what a code with `.00` equals; for
    /// that see [`SocCode::is_detailed`].
    ///
    /// ```
    /// use onet_domain::OnetSocCode;
    ///
    /// assert!(!"11-1011.00".parse::<OnetSocCode>()?.is_detailed());
    /// assert!("11-1011.03".parse::<OnetSocCode>()?.is_detailed());
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn is_detailed(self) -> bool {
        self.suffix() != 0
    }

    /// Whether the occupation belongs to major group 55, Military Specific Occupations.
    ///
    /// ```
    /// use onet_domain::OnetSocCode;
    ///
    /// assert!("55-1011.00".parse::<OnetSocCode>()?.is_military());
    /// assert!(!"29-1051.00".parse::<OnetSocCode>()?.is_military());
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn is_military(self) -> bool {
        self.soc().first_digits() == 55
    }
}

impl FromStr for OnetSocCode {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not of the form `dd-dddd.dd`, with ASCII digits and nothing around it.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&ONET_SOC_CODE, text);
        let digits = scanner.pattern(b"dd-dddd.dd")?;
        scanner.end()?;
        Ok(Self(digits))
    }
}

impl fmt::Display for OnetSocCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_pattern(f, b"dd-dddd.dd", self.0)
    }
}

impl From<SocCode> for OnetSocCode {
    /// The O*NET-SOC occupation that equals the SOC occupation; see [`SocCode::onet`].
    fn from(code: SocCode) -> Self {
        code.onet()
    }
}

text_value!(OnetSocCode, ONET_SOC_CODE);

/// A code of the Standard Occupational Classification, such as `29-1051`, on any of its levels.
///
/// Written as two digits, a hyphen and four digits. By the coding structure of the SOC 2018, major
/// groups end in `0000` and detailed occupations in a digit other than `0`. Minor groups and broad
/// occupations lie between and cannot always be distinguished by their zeros, so there is no method
/// for them.
///
/// Takes four bytes. Sorts as its text does, groups before their members.
///
/// ```
/// use onet_domain::SocCode;
///
/// let pharmacists: SocCode = "29-1051".parse()?;
/// assert_eq!(pharmacists.onet().to_string(), "29-1051.00");
/// assert!(pharmacists.is_detailed());
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocCode(u32);

impl SocCode {
    /// The major group, named by the first two digits; `None` when the SOC has no such group.
    ///
    /// Crosswalks use codes outside all groups for unmatched entries, such as `99-9999`.
    ///
    /// ```
    /// use onet_domain::SocCode;
    ///
    /// let group = "29-1051".parse::<SocCode>()?.major_group();
    /// assert_eq!(group.map(|group| group.number()), Some(29));
    /// assert_eq!("99-9999".parse::<SocCode>()?.major_group(), None);
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn major_group(self) -> Option<MajorGroup> {
        MajorGroup::all().find(|group| u32::from(group.number()) == self.first_digits())
    }

    /// Whether this is the code of a whole major group: it ends in `0000`.
    ///
    /// ```
    /// use onet_domain::SocCode;
    ///
    /// assert!("29-0000".parse::<SocCode>()?.is_major_group());
    /// assert!(!"29-1000".parse::<SocCode>()?.is_major_group());
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn is_major_group(self) -> bool {
        self.0.is_multiple_of(10_000)
    }

    /// Whether this is a detailed occupation, the lowest level of the SOC: the last digit is not
    /// `0`.
    ///
    /// ```
    /// use onet_domain::SocCode;
    ///
    /// assert!("29-1051".parse::<SocCode>()?.is_detailed());
    /// assert!(!"29-1050".parse::<SocCode>()?.is_detailed());
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn is_detailed(self) -> bool {
        !self.0.is_multiple_of(10)
    }

    /// The O*NET-SOC occupation that equals this SOC occupation: the same code with `.00`.
    ///
    /// Only detailed occupations have one; for a group the result is well-formed but names nothing.
    pub fn onet(self) -> OnetSocCode {
        OnetSocCode(self.0 * 100)
    }

    /// Whether an occupation is in this group, or is this detailed occupation or a part of it. The zeros at the end of
    /// the code of a group stand for any digits.
    ///
    /// ```
    /// use onet_domain::SocCode;
    ///
    /// let aides: SocCode = "31-1120".parse()?;
    /// assert!(aides.contains("31-1122.00".parse()?));
    /// assert!(!aides.contains("31-1131.00".parse()?));
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn contains(self, occupation: OnetSocCode) -> bool {
        let mut width = 1;
        // The first two digits are never filled up.
        while width < 10_000 && self.0.is_multiple_of(width * 10) {
            width *= 10;
        }
        self.0 / width == occupation.soc().0 / width
    }

    fn first_digits(self) -> u32 {
        self.0 / 10_000
    }
}

impl FromStr for SocCode {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not of the form `dd-dddd`, with ASCII digits and nothing around it.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&SOC_CODE, text);
        let digits = scanner.pattern(b"dd-dddd")?;
        scanner.end()?;
        Ok(Self(digits))
    }
}

impl fmt::Display for SocCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_pattern(f, b"dd-dddd", self.0)
    }
}

impl From<OnetSocCode> for SocCode {
    /// The SOC part of the code; see [`OnetSocCode::soc`].
    fn from(code: OnetSocCode) -> Self {
        code.soc()
    }
}

impl From<MajorGroup> for SocCode {
    /// The code of the whole group; see [`MajorGroup::soc`].
    fn from(group: MajorGroup) -> Self {
        group.soc()
    }
}

text_value!(SocCode, SOC_CODE);

/// One of the 23 major groups of the SOC 2018, which O*NET calls job families.
///
/// Their numbers are the odd ones from 11 to 55. Written `29-0000`; read from `29`, too.
///
/// ```
/// use onet_domain::MajorGroup;
///
/// let group: MajorGroup = "29".parse()?;
/// assert_eq!(group.to_string(), "29-0000");
/// assert_eq!(group.title(), "Healthcare Practitioners and Technical Occupations");
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MajorGroup(u8);

/// Titles of the SOC 2018, in the order of the numbers.
const TITLES: [&str; 23] = [
    "Management Occupations",
    "Business and Financial Operations Occupations",
    "Computer and Mathematical Occupations",
    "Architecture and Engineering Occupations",
    "Life, Physical, and Social Science Occupations",
    "Community and Social Service Occupations",
    "Legal Occupations",
    "Educational Instruction and Library Occupations",
    "Arts, Design, Entertainment, Sports, and Media Occupations",
    "Healthcare Practitioners and Technical Occupations",
    "Healthcare Support Occupations",
    "Protective Service Occupations",
    "Food Preparation and Serving Related Occupations",
    "Building and Grounds Cleaning and Maintenance Occupations",
    "Personal Care and Service Occupations",
    "Sales and Related Occupations",
    "Office and Administrative Support Occupations",
    "Farming, Fishing, and Forestry Occupations",
    "Construction and Extraction Occupations",
    "Installation, Maintenance, and Repair Occupations",
    "Production Occupations",
    "Transportation and Material Moving Occupations",
    "Military Specific Occupations",
];

impl MajorGroup {
    /// All groups in the order of their numbers.
    ///
    /// ```
    /// use onet_domain::MajorGroup;
    ///
    /// assert_eq!(MajorGroup::all().len(), 23);
    /// ```
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (11..=55).step_by(2).map(Self)
    }

    /// The first two digits of the codes in the group, 11 to 55 and odd.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The title in the SOC 2018.
    pub fn title(self) -> &'static str {
        TITLES[usize::from(self.0 - 11) / 2]
    }

    /// The SOC code of the whole group, such as `29-0000`.
    pub fn soc(self) -> SocCode {
        SocCode(u32::from(self.0) * 10_000)
    }
}

impl FromStr for MajorGroup {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is neither the number of a major group nor that number followed by `-0000`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&MAJOR_GROUP, text);
        let tens = scanner.one(|byte| matches!(byte, b'1'..=b'5'), "a digit from 1 to 5")?;
        let ones = if tens == b'5' {
            scanner.one(|byte| matches!(byte, b'1' | b'3' | b'5'), "1, 3 or 5")?
        } else {
            scanner.one(|byte| byte.is_ascii_digit() && byte % 2 == 1, "an odd digit")?
        };
        if !scanner.is_at_end() {
            scanner.pattern(b"-0000")?;
        }
        scanner.end()?;
        Ok(Self((tens - b'0') * 10 + (ones - b'0')))
    }
}

impl TryFrom<u8> for MajorGroup {
    type Error = ParseError;

    /// # Errors
    ///
    /// When the number is even, below 11 or above 55.
    fn try_from(number: u8) -> Result<Self, ParseError> {
        number.to_string().parse()
    }
}

impl fmt::Display for MajorGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_pattern(f, b"dd-0000", u32::from(self.0))
    }
}

text_value!(MajorGroup, MAJOR_GROUP);
