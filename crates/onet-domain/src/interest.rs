//! Occupational interests: the six areas that both people and work are described by.
//!
//! The areas are those of Holland's theory, known by their initials as RIASEC. They are elements of
//! the content model, `1.B.1.a` to `1.B.1.f`, and an occupation's strongest ones in order make up its
//! interest code.

use std::fmt;
use std::str::FromStr;

use crate::element::ElementId;
use crate::parse::{Notation, ParseError, Scanner, text_value};

static INTEREST: Notation = Notation {
    article: "an",
    name: "interest",
    pattern: "^([RIASEC]|[Rr]ealistic|[Ii]nvestigative|[Aa]rtistic|[Ss]ocial|[Ee]nterprising\
              |[Cc]onventional)$",
    examples: ["realistic", "R"],
};

static INTEREST_CODE: Notation = Notation {
    article: "an",
    name: "interest code",
    pattern: r"^(?!.*(.).*\1)[RIASEC]{1,3}$",
    examples: ["ISC", "R"],
};

/// An area of occupational interests.
///
/// Written as the service does, by its name in lower case. Its initial and its name with a capital,
/// as the database has it, are read as well.
///
/// Sorts in the order of RIASEC, which is also that of the element ids.
///
/// ```
/// use onet_domain::Interest;
///
/// let interest: Interest = "investigative".parse()?;
/// assert_eq!(interest, "I".parse()?);
/// assert_eq!(interest, "Investigative".parse()?);
/// assert_eq!(interest.element_id().to_string(), "1.B.1.b");
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Interest {
    /// Practical, hands-on work.
    Realistic,
    /// Work with ideas and facts.
    Investigative,
    /// Creating and designing.
    Artistic,
    /// Helping and teaching people.
    Social,
    /// Leading, selling and starting things.
    Enterprising,
    /// Work by set procedures, with data and details.
    Conventional,
}

impl Interest {
    /// All areas in the order of RIASEC.
    pub const ALL: [Self; 6] = [
        Self::Realistic,
        Self::Investigative,
        Self::Artistic,
        Self::Social,
        Self::Enterprising,
        Self::Conventional,
    ];

    /// The initial, one of R, I, A, S, E and C.
    pub fn letter(self) -> char {
        match self {
            Self::Realistic => 'R',
            Self::Investigative => 'I',
            Self::Artistic => 'A',
            Self::Social => 'S',
            Self::Enterprising => 'E',
            Self::Conventional => 'C',
        }
    }

    /// The name in lower case, such as `realistic`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Realistic => "realistic",
            Self::Investigative => "investigative",
            Self::Artistic => "artistic",
            Self::Social => "social",
            Self::Enterprising => "enterprising",
            Self::Conventional => "conventional",
        }
    }

    /// The name with a capital, such as `Realistic`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Realistic => "Realistic",
            Self::Investigative => "Investigative",
            Self::Artistic => "Artistic",
            Self::Social => "Social",
            Self::Enterprising => "Enterprising",
            Self::Conventional => "Conventional",
        }
    }

    /// The element of the content model that the area is.
    pub fn element_id(self) -> ElementId {
        ElementId::from_checked(match self {
            Self::Realistic => "1.B.1.a",
            Self::Investigative => "1.B.1.b",
            Self::Artistic => "1.B.1.c",
            Self::Social => "1.B.1.d",
            Self::Enterprising => "1.B.1.e",
            Self::Conventional => "1.B.1.f",
        })
    }

    fn of_letter(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|interest| interest.letter() == char::from(byte))
    }
}

impl FromStr for Interest {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is neither the initial nor the name of an area. Apart from the first letter of a
    /// name, letter case counts.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let is_meant = |interest: &Self| {
            text == interest.name() || text == interest.title() || text.chars().eq([interest.letter()])
        };
        Self::ALL.into_iter().find(is_meant).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Scanner::new(&INTEREST, text).error(format!("a letter of RIASEC or one of {names}"))
        })
    }
}

impl TryFrom<&ElementId> for Interest {
    type Error = ParseError;

    /// # Errors
    ///
    /// When the element is not one of `1.B.1.a` to `1.B.1.f`.
    fn try_from(element: &ElementId) -> Result<Self, ParseError> {
        Self::ALL.into_iter().find(|interest| interest.element_id() == *element).ok_or_else(|| {
            Scanner::new(&INTEREST, element.as_str()).error("an element from 1.B.1.a to 1.B.1.f")
        })
    }
}

impl From<Interest> for ElementId {
    /// The element that the area is; see [`Interest::element_id`].
    fn from(interest: Interest) -> Self {
        interest.element_id()
    }
}

impl fmt::Display for Interest {
    /// Writes the name in lower case.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

text_value!(Interest, INTEREST);

/// The strongest interests of a person or an occupation: one to three letters of RIASEC, such as
/// `ISC`, the strongest first.
///
/// The published OpenAPI definition takes any one to three of the six letters, repeated ones too. A
/// repeated letter has no meaning in an order of strength, so here the letters must differ: each
/// code that is read matches the definition's pattern, but `RR`, which matches as well, is refused.
///
/// Sorts letter by letter in the order of RIASEC, shorter codes before those that go on.
///
/// ```
/// use onet_domain::{Interest, InterestCode};
///
/// let code: InterestCode = "ISC".parse()?;
/// assert_eq!(code.first(), Interest::Investigative);
/// assert!(code.contains(Interest::Social));
/// assert_eq!(code.interests().count(), 3);
/// assert!("RR".parse::<InterestCode>().is_err());
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InterestCode {
    first: Interest,
    second: Option<Interest>,
    third: Option<Interest>,
}

impl InterestCode {
    /// Takes three areas that are known to differ.
    pub(crate) fn from_checked([first, second, third]: [Interest; 3]) -> Self {
        Self { first, second: Some(second), third: Some(third) }
    }

    /// The strongest area.
    pub fn first(self) -> Interest {
        self.first
    }

    /// The areas, the strongest first.
    pub fn interests(self) -> impl Iterator<Item = Interest> {
        [Some(self.first), self.second, self.third].into_iter().flatten()
    }

    /// Whether an area is among them.
    pub fn contains(self, interest: Interest) -> bool {
        self.interests().any(|own| own == interest)
    }
}

impl FromStr for InterestCode {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not one to three different capitals of RIASEC.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&INTEREST_CODE, text);
        let first = scan_interest(&mut scanner, "a letter of RIASEC")?;
        let mut code = Self { first, second: None, third: None };
        if !scanner.is_at_end() {
            code.second = Some(scan_interest(&mut scanner, "another letter of RIASEC")?);
        }
        if !scanner.is_at_end() {
            code.third = Some(scan_interest(&mut scanner, "another letter of RIASEC")?);
        }
        scanner.end()?;
        Ok(code)
    }
}

/// Reads the letter of an area that has not been read before.
fn scan_interest(scanner: &mut Scanner<'_>, expected: &'static str) -> Result<Interest, ParseError> {
    let taken = scanner.read();
    let is_new = |interest: &Interest| !taken.contains(interest.letter());
    let next = scanner.rest().bytes().next().and_then(Interest::of_letter).filter(is_new);
    let interest = next.ok_or_else(|| scanner.error(expected))?;
    scanner.one(|_| true, expected)?;
    Ok(interest)
}

impl From<Interest> for InterestCode {
    /// The code of one letter.
    fn from(interest: Interest) -> Self {
        Self { first: interest, second: None, third: None }
    }
}

impl TryFrom<&[Interest]> for InterestCode {
    type Error = ParseError;

    /// # Errors
    ///
    /// When there are none, more than three, or the same twice.
    fn try_from(interests: &[Interest]) -> Result<Self, ParseError> {
        interests.iter().map(|interest| interest.letter()).collect::<String>().parse()
    }
}

impl fmt::Display for InterestCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.interests().map(Interest::letter).collect::<String>())
    }
}

text_value!(InterestCode, INTEREST_CODE);
