//! Elements of the O*NET Content Model, by which the database describes occupations.

use std::str::FromStr;

use crate::outline::{self, outline_id};
use crate::parse::{Notation, ParseError, Scanner, named_words};

static ELEMENT_ID: Notation = Notation {
    article: "an",
    name: "element id",
    pattern: r"^[1-9][0-9]*(\.[A-Za-z0-9]+)*$",
    examples: ["1.A.1.a.1", "2.B.1.a"],
};

static ELEMENT_DOMAIN: Notation = Notation {
    article: "an",
    name: "element domain",
    pattern: "^(abilities|interests|work_values|work_styles|basic_skills|cross_functional_skills\
              |knowledge|work_activities|work_context|other)$",
    examples: ["abilities", "work_styles"],
};

/// The id of an element of the O*NET Content Model: its position in the outline of the model, such
/// as `1.A.1.a.1` for Oral Comprehension.
///
/// Segments stand between dots. The first is the number of a domain of the model, of which there are
/// six today, and each further one, ASCII letters and digits, leads one level down. Ids of any depth
/// are elements, from `1`, Worker Characteristics, to the rated ones, and since release 30.3 to
/// detailed work activities, `4.A.2.a.2.e.4`. Letter case counts.
///
/// Sorts as the outline is read: ancestors before their descendants, `2.C.9` before `2.C.10`, and
/// `1.B.3.z` before `1.B.3.aa`.
///
/// ```
/// use onet_domain::ElementId;
///
/// let element: ElementId = "1.A.1.a.1".parse()?;
/// assert_eq!(element.depth(), 5);
/// assert_eq!(element.parent(), Some("1.A.1.a".parse()?));
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ElementId(Box<str>);

impl ElementId {
    /// Wraps a well-formed text.
    pub(crate) fn from_checked(text: &str) -> Self {
        Self(text.into())
    }

    /// The element one level up; `None` at the top of the outline.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('.').map(|(parent, _)| Self(parent.into()))
    }

    /// The number of segments, at least 1.
    pub fn depth(&self) -> usize {
        self.segments().count()
    }

    /// The segments from the top of the outline downwards.
    ///
    /// ```
    /// use onet_domain::ElementId;
    ///
    /// let element: ElementId = "2.B.1".parse()?;
    /// assert_eq!(element.segments().collect::<Vec<_>>(), ["2", "B", "1"]);
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('.')
    }

    /// Whether the other element stands somewhere below this one.
    ///
    /// ```
    /// use onet_domain::ElementId;
    ///
    /// let group: ElementId = "2.C.1".parse()?;
    /// assert!(group.is_ancestor_of(&"2.C.1.a".parse()?));
    /// assert!(!group.is_ancestor_of(&"2.C.10".parse()?));
    /// assert!(!group.is_ancestor_of(&group));
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn is_ancestor_of(&self, other: &Self) -> bool {
        self != other && other.starts_with(self)
    }

    /// Whether this element is the other one or stands somewhere below it.
    ///
    /// ```
    /// use onet_domain::ElementId;
    ///
    /// let element: ElementId = "2.C.1.a".parse()?;
    /// assert!(element.starts_with(&element));
    /// assert!(element.starts_with(&"2.C".parse()?));
    /// assert!(!element.starts_with(&"2.C.1.a.1".parse()?));
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn starts_with(&self, other: &Self) -> bool {
        outline::is_within(&self.0, &other.0)
    }

    /// The part of the content model that the element belongs to.
    ///
    /// ```
    /// use onet_domain::{ElementDomain, ElementId};
    ///
    /// assert_eq!("1.D.3.c".parse::<ElementId>()?.domain(), ElementDomain::WorkStyles);
    /// assert_eq!("4.B".parse::<ElementId>()?.domain(), ElementDomain::Other);
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn domain(&self) -> ElementDomain {
        ROOTS
            .iter()
            .find(|(root, _)| outline::is_within(&self.0, root))
            .map_or(ElementDomain::Other, |(_, domain)| *domain)
    }
}

impl FromStr for ElementId {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text does not start with a number, or when what follows is not segments of ASCII
    /// letters and digits, each led by a dot.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&ELEMENT_ID, text);
        scanner.one(|byte| matches!(byte, b'1'..=b'9'), "a digit from 1 to 9")?;
        scanner.any(|byte| byte.is_ascii_digit());
        while !scanner.is_at_end() {
            scanner.pattern(b".")?;
            scanner.many(|byte| byte.is_ascii_alphanumeric(), "a letter or digit")?;
        }
        Ok(Self(text.into()))
    }
}

outline_id!(ElementId, ELEMENT_ID);

/// The parts of the content model that occupations are rated on, by position in the outline.
///
/// Written in lower case with underscores.
///
/// ```
/// use onet_domain::ElementDomain;
///
/// let domain: ElementDomain = "work_styles".parse()?;
/// assert_eq!(domain.title(), "Work Styles");
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ElementDomain {
    /// Enduring attributes that influence performance, `1.A`.
    Abilities,
    /// General occupational interests, `1.B.1`.
    Interests,
    /// What matters to a person at work, `1.B.2`.
    WorkValues,
    /// Personal characteristics that affect how well someone does a job: `1.C`, and `1.D` in the
    /// releases with the revised model of work styles.
    WorkStyles,
    /// Capacities that help with learning, `2.A`.
    BasicSkills,
    /// Capacities that help with tasks across jobs, `2.B`.
    CrossFunctionalSkills,
    /// Principles and facts of a subject, `2.C`.
    Knowledge,
    /// Kinds of work that many occupations share, `4.A`, with all that stands below them.
    WorkActivities,
    /// Physical and social conditions of work, `4.C`.
    WorkContext,
    /// Everything else, groups such as `1` and `1.B` included.
    Other,
}

/// The root of each domain in the outline.
const ROOTS: [(&str, ElementDomain); 10] = [
    ("1.A", ElementDomain::Abilities),
    ("1.B.1", ElementDomain::Interests),
    ("1.B.2", ElementDomain::WorkValues),
    ("1.C", ElementDomain::WorkStyles),
    ("1.D", ElementDomain::WorkStyles),
    ("2.A", ElementDomain::BasicSkills),
    ("2.B", ElementDomain::CrossFunctionalSkills),
    ("2.C", ElementDomain::Knowledge),
    ("4.A", ElementDomain::WorkActivities),
    ("4.C", ElementDomain::WorkContext),
];

impl ElementDomain {
    /// All domains in the order of the outline, [`ElementDomain::Other`] last.
    pub const ALL: [Self; 10] = [
        Self::Abilities,
        Self::Interests,
        Self::WorkValues,
        Self::WorkStyles,
        Self::BasicSkills,
        Self::CrossFunctionalSkills,
        Self::Knowledge,
        Self::WorkActivities,
        Self::WorkContext,
        Self::Other,
    ];
}

named_words!(ElementDomain, ELEMENT_DOMAIN, {
    Abilities => "abilities", "Abilities";
    Interests => "interests", "Interests";
    WorkValues => "work_values", "Work Values";
    WorkStyles => "work_styles", "Work Styles";
    BasicSkills => "basic_skills", "Basic Skills";
    CrossFunctionalSkills => "cross_functional_skills", "Cross-Functional Skills";
    Knowledge => "knowledge", "Knowledge";
    WorkActivities => "work_activities", "Work Activities";
    WorkContext => "work_context", "Work Context";
    Other => "other", "Other";
});
