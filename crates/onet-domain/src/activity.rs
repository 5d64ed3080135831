//! The hierarchy of work activities: generalized, intermediate, detailed.
//!
//! O*NET connects tasks to detailed work activities (DWA). Each of these belongs to one intermediate
//! activity (IWA), and each of those to one generalized activity (GWA), which is an element of the
//! content model. An id holds the ids above it, so the way up needs no table:
//!
//! ```
//! use onet_domain::{DwaId, GwaId, IwaId};
//!
//! let detailed: DwaId = "4.A.2.a.2.I05.D04".parse()?;
//! let intermediate: IwaId = "4.A.2.a.2.I05".parse()?;
//! let generalized: GwaId = "4.A.2.a.2".parse()?;
//! assert_eq!(detailed.iwa(), intermediate);
//! assert_eq!(intermediate.gwa(), generalized);
//! assert!(generalized.contains(&detailed));
//! # Ok::<(), onet_domain::ParseError>(())
//! ```

use std::str::FromStr;

use crate::element::ElementId;
use crate::outline::{self, outline_id};
use crate::parse::{Notation, ParseError, Scanner, fits};

static GWA_ID: Notation = Notation {
    article: "a",
    name: "generalized work activity id",
    pattern: r"^4\.A\.[1-4]\.[a-c]\.[0-9]+$",
    examples: ["4.A.2.a.2", "4.A.4.b.6"],
};

static IWA_ID: Notation = Notation {
    article: "an",
    name: "intermediate work activity id",
    pattern: r"^4\.A\.[1-4]\.[a-c]\.[0-9]+\.[A-Za-z0-9_-]+$",
    examples: ["4.A.2.a.2.I05", "4.A.4.a.1.I01"],
};

static DWA_ID: Notation = Notation {
    article: "a",
    name: "detailed work activity id",
    pattern: r"^4\.A\.[1-4]\.[a-c]\.[0-9]+(\.[A-Za-z0-9_-]+){2}$",
    examples: ["4.A.2.a.2.I05.D04", "4.A.4.a.1.I05.D01"],
};

/// The number of segments of a generalized activity.
const GWA_DEPTH: usize = 5;

/// The number of segments of an intermediate activity.
const IWA_DEPTH: usize = 6;

/// The length of `4.A.2.a.`, the part of an id that never varies in length.
const BRANCH_LENGTH: usize = 8;

/// The id of a generalized work activity, such as `4.A.2.a.2`.
///
/// Five segments: `4.A`, a digit from 1 to 4, a letter from `a` to `c` and a number. The published
/// OpenAPI definition fixes all of this in its patterns for activity ids and allows one digit at the
/// end; more are accepted here. The groups above, such as `4.A.2`, are elements of the content model
/// but not activities.
///
/// Sorts as the outline is read: `4.A.1.a.2` before `4.A.1.a.10`.
///
/// ```
/// use onet_domain::GwaId;
///
/// let activity: GwaId = "4.A.2.a.2".parse()?;
/// assert_eq!(activity.element().parent(), Some("4.A.2.a".parse()?));
/// assert!("4.A.2.a".parse::<GwaId>().is_err());
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct GwaId(Box<str>);

impl GwaId {
    /// The element of the content model that the activity is.
    pub fn element(&self) -> ElementId {
        ElementId::from_checked(&self.0)
    }

    /// Whether a detailed activity belongs to this one.
    ///
    /// ```
    /// use onet_domain::GwaId;
    ///
    /// let activity: GwaId = "4.A.2.a.2".parse()?;
    /// assert!(activity.contains(&"4.A.2.a.2.I05.D04".parse()?));
    /// assert!(!activity.contains(&"4.A.4.a.1.I05.D01".parse()?));
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn contains(&self, activity: &DwaId) -> bool {
        outline::is_within(&activity.0, &self.0)
    }
}

impl FromStr for GwaId {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text does not have the five segments described above.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&GWA_ID, text);
        scan_gwa(&mut scanner)?;
        scanner.end()?;
        Ok(Self(text.into()))
    }
}

impl From<GwaId> for ElementId {
    fn from(activity: GwaId) -> Self {
        activity.element()
    }
}

impl From<&GwaId> for ElementId {
    fn from(activity: &GwaId) -> Self {
        activity.element()
    }
}

impl TryFrom<&ElementId> for GwaId {
    type Error = ParseError;

    /// # Errors
    ///
    /// When the element is not a generalized work activity.
    fn try_from(element: &ElementId) -> Result<Self, ParseError> {
        element.as_str().parse()
    }
}

outline_id!(GwaId, GWA_ID);

/// The id of an intermediate work activity, such as `4.A.2.a.2.I05`.
///
/// The id of a generalized activity and one more segment. That segment is `I` and two digits in the
/// earlier edition of the published OpenAPI definition, and anything but dots in the later one,
/// which goes with a renumbering in the database. Here it is one or more ASCII letters, digits,
/// hyphens and underscores; [`IwaId::is_classic`] tells the forms apart. Letter case counts.
///
/// Sorts as the outline is read.
///
/// ```
/// use onet_domain::IwaId;
///
/// let activity: IwaId = "4.A.2.a.2.I05".parse()?;
/// assert_eq!(activity.gwa().to_string(), "4.A.2.a.2");
/// assert!(activity.contains(&"4.A.2.a.2.I05.D04".parse()?));
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IwaId(Box<str>);

impl IwaId {
    /// The generalized activity that this one belongs to.
    pub fn gwa(&self) -> GwaId {
        GwaId(outline::first_segments(&self.0, GWA_DEPTH).into())
    }

    /// Whether a detailed activity belongs to this one.
    pub fn contains(&self, activity: &DwaId) -> bool {
        outline::is_within(&activity.0, &self.0)
    }

    /// Whether the id has the strict form of the earlier edition: one digit for the generalized
    /// activity, then `I` and two digits.
    ///
    /// ```
    /// use onet_domain::IwaId;
    ///
    /// assert!("4.A.2.a.2.I05".parse::<IwaId>()?.is_classic());
    /// assert!(!"4.A.2.a.2.i-105".parse::<IwaId>()?.is_classic());
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn is_classic(&self) -> bool {
        fits(&self.0[BRANCH_LENGTH..], b"d.Idd")
    }
}

impl FromStr for IwaId {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not the id of a generalized activity and one segment after it.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&IWA_ID, text);
        scan_gwa(&mut scanner)?;
        scan_segment(&mut scanner)?;
        scanner.end()?;
        Ok(Self(text.into()))
    }
}

outline_id!(IwaId, IWA_ID);

/// The id of a detailed work activity, such as `4.A.2.a.2.I05.D04`.
///
/// The id of an intermediate activity and one more segment. That segment is `D` and two digits in
/// the earlier edition of the published OpenAPI definition, and as free as in [`IwaId`] in the later
/// one. No id holds a comma, so a list of them can be written with commas between.
///
/// Sorts as the outline is read.
///
/// ```
/// use onet_domain::DwaId;
///
/// let activity: DwaId = "4.A.2.a.2.I05.D04".parse()?;
/// assert_eq!(activity.iwa(), "4.A.2.a.2.I05".parse()?);
/// assert_eq!(activity.gwa(), "4.A.2.a.2".parse()?);
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DwaId(Box<str>);

impl DwaId {
    /// The intermediate activity that this one belongs to.
    pub fn iwa(&self) -> IwaId {
        IwaId(outline::first_segments(&self.0, IWA_DEPTH).into())
    }

    /// The generalized activity that this one belongs to.
    pub fn gwa(&self) -> GwaId {
        GwaId(outline::first_segments(&self.0, GWA_DEPTH).into())
    }

    /// Whether the id has the strict form of the earlier edition: one digit for the generalized
    /// activity, then `I` and two digits, then `D` and two digits.
    ///
    /// ```
    /// use onet_domain::DwaId;
    ///
    /// assert!("4.A.2.a.2.I05.D04".parse::<DwaId>()?.is_classic());
    /// assert!(!"4.A.2.a.2.I05.D104".parse::<DwaId>()?.is_classic());
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn is_classic(&self) -> bool {
        fits(&self.0[BRANCH_LENGTH..], b"d.Idd.Ddd")
    }
}

impl FromStr for DwaId {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not the id of a generalized activity and two segments after it.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&DWA_ID, text);
        scan_gwa(&mut scanner)?;
        scan_segment(&mut scanner)?;
        scan_segment(&mut scanner)?;
        scanner.end()?;
        Ok(Self(text.into()))
    }
}

outline_id!(DwaId, DWA_ID);

fn scan_gwa(scanner: &mut Scanner<'_>) -> Result<(), ParseError> {
    scanner.pattern(b"4.A.")?;
    scanner.one(|byte| matches!(byte, b'1'..=b'4'), "a digit from 1 to 4")?;
    scanner.pattern(b".")?;
    scanner.one(|byte| matches!(byte, b'a'..=b'c'), "a letter from a to c")?;
    scanner.pattern(b".")?;
    scanner.many(|byte| byte.is_ascii_digit(), "a digit")
}

fn scan_segment(scanner: &mut Scanner<'_>) -> Result<(), ParseError> {
    scanner.pattern(b".")?;
    scanner.many(
        |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
        "a letter, digit, `-` or `_`",
    )
}
