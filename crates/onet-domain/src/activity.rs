//! The hierarchy of work activities: generalized, intermediate, detailed.
//!
//! O*NET connects tasks to detailed work activities (DWA). Each of these belongs to one intermediate
//! activity (IWA), and each of those to one generalized activity (GWA). An id holds the ids above it,
//! so the way up needs no table:
//!
//! ```
//! use onet_domain::{DwaId, GwaId, IwaId};
//!
//! let detailed: DwaId = "4.A.2.a.2.e.4".parse()?;
//! let intermediate: IwaId = "4.A.2.a.2.e".parse()?;
//! let generalized: GwaId = "4.A.2.a.2".parse()?;
//! assert_eq!(detailed.iwa(), intermediate);
//! assert_eq!(intermediate.gwa(), generalized);
//! assert!(generalized.contains(&detailed));
//! # Ok::<(), onet_domain::ParseError>(())
//! ```
//!
//! Releases up to 30.2 number the last two levels as `4.A.2.a.2.I05.D04`. Since 30.3 they go on as the
//! outline of the content model does, `4.A.2.a.2.e.4`, and are elements of it. An id of one form does
//! not follow from that of the other, so none is ever translated.
//!
//! This module is the only place that knows how an id of an activity looks.

use std::str::FromStr;

use crate::element::ElementId;
use crate::outline::{self, outline_id};
use crate::parse::{Notation, ParseError, Scanner};

static GWA_ID: Notation = Notation {
    article: "a",
    name: "generalized work activity id",
    pattern: r"^4\.A\.[0-9]+\.[A-Za-z]+\.[0-9]+$",
    examples: ["4.A.2.a.2", "4.A.4.b.6"],
};

static IWA_ID: Notation = Notation {
    article: "an",
    name: "intermediate work activity id",
    pattern: r"^4\.A\.[0-9]+\.[A-Za-z]+\.[0-9]+\.[A-Za-z0-9]+$",
    examples: ["4.A.2.a.2.e", "4.A.2.a.2.I05"],
};

static DWA_ID: Notation = Notation {
    article: "a",
    name: "detailed work activity id",
    pattern: r"^4\.A\.[0-9]+\.[A-Za-z]+\.[0-9]+(\.[A-Za-z0-9]+){2}$",
    examples: ["4.A.2.a.2.e.4", "4.A.2.a.2.I05.D04"],
};

/// What a segment is made of: the characters, and what an error calls one of them.
type Segment = (fn(u8) -> bool, &'static str);

const NUMBER: Segment = (|byte| byte.is_ascii_digit(), "a digit");
const LETTERS: Segment = (|byte| byte.is_ascii_alphabetic(), "a letter");
const ANY: Segment = (|byte| byte.is_ascii_alphanumeric(), "a letter or digit");

/// The element that all activities stand below.
const ROOT: &str = "4.A";

/// The number of segments of the root.
const ROOT_DEPTH: usize = 2;

/// The segments below the root. None has a fixed length: a later release numbers on, as an outline
/// does.
const SEGMENTS: [Segment; 5] = [NUMBER, LETTERS, NUMBER, ANY, ANY];

/// The number of segments of a generalized activity, those of the root included.
const GWA_DEPTH: usize = 5;

/// The number of segments of an intermediate activity.
const IWA_DEPTH: usize = 6;

/// The number of segments of a detailed activity.
const DWA_DEPTH: usize = 7;

/// Reads an id of so many segments.
fn read(notation: &'static Notation, depth: usize, text: &str) -> Result<Box<str>, ParseError> {
    let mut scanner = Scanner::new(notation, text);
    scanner.literal(ROOT)?;
    for (accepts, expected) in SEGMENTS.into_iter().take(depth - ROOT_DEPTH) {
        scanner.literal(".")?;
        scanner.many(accepts, expected)?;
    }
    scanner.end()?;
    Ok(text.into())
}

/// Gives an id of an activity its way from text, its ways from and to an element, and all of
/// `outline_id!`.
macro_rules! activity_id {
    ($type:ident, $notation:ident, $depth:ident) => {
        impl $type {
            /// The element of the content model of this id. Before 30.3 the content model of a release
            /// holds generalized activities only.
            pub fn element(&self) -> ElementId {
                ElementId::from_checked(&self.0)
            }
        }

        impl FromStr for $type {
            type Err = ParseError;

            /// # Errors
            ///
            /// When the text does not have the segments described above.
            fn from_str(text: &str) -> Result<Self, ParseError> {
                read(&$notation, $depth, text).map(Self)
            }
        }

        impl From<$type> for ElementId {
            fn from(activity: $type) -> Self {
                activity.element()
            }
        }

        impl From<&$type> for ElementId {
            fn from(activity: &$type) -> Self {
                activity.element()
            }
        }

        impl TryFrom<&ElementId> for $type {
            type Error = ParseError;

            /// # Errors
            ///
            /// When the element is not an activity of this level.
            fn try_from(element: &ElementId) -> Result<Self, ParseError> {
                element.as_str().parse()
            }
        }

        outline_id!($type, $notation);
    };
}

/// The id of a generalized work activity, such as `4.A.2.a.2`.
///
/// Five segments: `4.A`, a number, letters and a number. The groups above, such as `4.A.2`, are
/// elements of the content model but not activities.
///
/// Sorts as the outline is read: `4.A.1.a.2` before `4.A.1.a.10`.
///
/// ```
/// use onet_domain::{ElementId, GwaId};
///
/// let activity: GwaId = "4.A.2.a.2".parse()?;
/// assert_eq!(activity.element().parent(), Some("4.A.2.a".parse()?));
/// assert!("4.A.2.a".parse::<GwaId>().is_err());
///
/// let element: ElementId = "4.A.2.a.2".parse()?;
/// assert_eq!(GwaId::try_from(&element)?, activity);
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct GwaId(Box<str>);

impl GwaId {
    /// Whether a detailed activity belongs to this one.
    ///
    /// ```
    /// use onet_domain::GwaId;
    ///
    /// let activity: GwaId = "4.A.2.a.2".parse()?;
    /// assert!(activity.contains(&"4.A.2.a.2.e.4".parse()?));
    /// assert!(!activity.contains(&"4.A.4.a.1.I05.D01".parse()?));
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn contains(&self, activity: &DwaId) -> bool {
        outline::is_within(&activity.0, &self.0)
    }
}

activity_id!(GwaId, GWA_ID, GWA_DEPTH);

/// The id of an intermediate work activity, such as `4.A.2.a.2.e`, or `4.A.2.a.2.I05` up to 30.2.
///
/// The id of a generalized activity and one more segment, of letters and digits. Letter case counts.
///
/// Sorts as the outline is read: `4.A.2.a.2.z` before `4.A.2.a.2.aa`.
///
/// ```
/// use onet_domain::IwaId;
///
/// let activity: IwaId = "4.A.2.a.2.e".parse()?;
/// assert_eq!(activity.gwa().to_string(), "4.A.2.a.2");
/// assert!(activity.contains(&"4.A.2.a.2.e.4".parse()?));
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
}

activity_id!(IwaId, IWA_ID, IWA_DEPTH);

/// The id of a detailed work activity, such as `4.A.2.a.2.e.4`, or `4.A.2.a.2.I05.D04` up to 30.2.
///
/// The id of an intermediate activity and one more segment, of letters and digits. No id holds a
/// comma, so a list of them can be written with commas between.
///
/// Sorts as the outline is read: `4.A.2.a.2.e.4` before `4.A.2.a.2.e.10`.
///
/// ```
/// use onet_domain::DwaId;
///
/// for (id, intermediate) in [
///     ("4.A.2.a.2.e.4", "4.A.2.a.2.e"),
///     ("4.A.2.a.2.I05.D04", "4.A.2.a.2.I05"),
/// ] {
///     let activity: DwaId = id.parse()?;
///     assert_eq!(activity.iwa(), intermediate.parse()?);
///     assert_eq!(activity.gwa(), "4.A.2.a.2".parse()?);
/// }
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
}

activity_id!(DwaId, DWA_ID, DWA_DEPTH);
