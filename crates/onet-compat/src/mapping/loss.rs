//! What a document loses on its way to the other version.

use std::fmt::{self, Write as _};

/// A value with what it lost on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapped<T> {
    /// The value in the other version.
    pub value: T,
    /// What it lost, each member once, in the order in which the mapping came upon it.
    pub losses: Vec<Loss>,
}

/// A member that does not come over as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Loss {
    /// Where it stands, as a path in the JSON form of the document that has it, such as
    /// `element[].score.important`; `[]` is any item of a list. [`Reason::side`] is the version of that document.
    pub field: String,
    /// Why it does not come over.
    pub reason: Reason,
}

impl fmt::Display for Loss {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.field, self.reason)
    }
}

/// Defines [`Reason`]: each with the version that has the member, if it is always the same, and its text.
macro_rules! reasons {
    ($( $(#[$meta:meta])* $name:ident: $side:expr, $text:literal; )*) => {
        /// Why a member does not come over as it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Reason {
            $( $(#[$meta])* $name, )*
        }

        impl Reason {
            /// The version whose document has the member; `None` for what is listed where it was found.
            #[must_use]
            pub fn side(self) -> Option<Side> {
                match self {
                    $( Self::$name => $side, )*
                }
            }
        }

        impl fmt::Display for Reason {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(match self {
                    $( Self::$name => $text, )*
                })
            }
        }
    };
}

reasons! {
    /// 2.0 has no place for it. A document made from 2.0 is without it.
    NotInV2: Some(Side::V1), "2.0 does not have it";
    /// 1.x has no place for it. An answer made from 1.x is without it.
    NotInV1: Some(Side::V2), "1.x does not have it";
    /// A parameter of the call, which 1.x documents repeat and 2.0 answers do not.
    OfTheCall: Some(Side::V1), "the call says it, not the answer of 2.0";
    /// 2.0 does not have it, but it follows from what 2.0 has.
    Recomputed: Some(Side::V1), "2.0 does not have it; it is worked out from what 2.0 has";
    /// 2.0 does not have it; a 1.x document gets `false`, like the last documents of 1.9.
    Assumed: Some(Side::V1), "2.0 does not have it; 1.x documents say false";
    /// 2.0 requires it, the 1.x document does not have it; it is left out.
    RequiredByV2: Some(Side::V2), "2.0 requires it, the 1.x document does not have it; it is left out";
    /// 1.x documents always have it, the 2.0 answer does not; it is left out.
    RequiredByV1: Some(Side::V1), "1.x documents have it, the answer of 2.0 does not; it is left out";
    /// Its address has no counterpart in the other version; it is left out.
    NoAddress: None, "it leads to what the other version does not have; it is left out";
    /// The other version has room for one item; the first is used.
    OnlyFirst: None, "the other version has room for one; the first is kept";
    /// The answer is one page of the list; the rest is not in the document.
    Partial: Some(Side::V1), "the answer of 2.0 is one page of the list; the rest is not in the document";
    /// The call requests a short document; the items after the tenth are left out.
    Shortened: Some(Side::V1), "the call asks for a short document; the items after the tenth are left out";
}

/// The version that a path belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// A document of 1.x.
    V1,
    /// An answer of 2.0.
    V2,
}

/// The losses of one mapping.
#[derive(Debug, Default)]
pub(super) struct Losses {
    losses: Vec<Loss>,
    /// The path of the member being noted: most are known, and need no text of their own.
    text: String,
}

impl Losses {
    /// Notes a member at or below a place, unless it is known.
    pub(super) fn add(&mut self, place: &Location<'_>, path: &str, reason: Reason) {
        self.text.clear();
        // Writing into a string cannot fail.
        let _ = write!(self.text, "{}", place.at(path));
        if !self.losses.iter().any(|loss| loss.reason == reason && loss.field == self.text) {
            self.losses.push(Loss { field: self.text.clone(), reason });
        }
    }

    pub(super) fn into_vec(self) -> Vec<Loss> {
        self.losses
    }
}

/// Where the mapping is in a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Location<'a> {
    outer: Option<&'a Location<'a>>,
    path: &'a str,
    is_item: bool,
}

/// The document itself.
pub(super) static ROOT: Location<'static> = Location { outer: None, path: "", is_item: false };

impl<'a> Location<'a> {
    /// A member.
    pub(super) fn at(&'a self, path: &'a str) -> Self {
        Self { outer: Some(self), path, is_item: false }
    }

    /// Whether its path is empty.
    fn is_empty(&self) -> bool {
        self.path.is_empty() && !self.is_item && self.outer.is_none_or(Self::is_empty)
    }

    /// The items of a list.
    pub(super) fn items(&'a self, path: &'a str) -> Self {
        Self { outer: Some(self), path, is_item: true }
    }
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.outer {
            outer.fmt(formatter)?;
        }
        if self.outer.is_some_and(|outer| !outer.is_empty()) && !self.path.is_empty() {
            formatter.write_str(".")?;
        }
        formatter.write_str(self.path)?;
        formatter.write_str(if self.is_item { "[]" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_as_a_path_with_brackets_for_items() {
        let items = ROOT.items("element");
        assert_eq!(items.at("score.important").to_string(), "element[].score.important");
        assert_eq!(ROOT.items("").at("code").to_string(), "[].code");
        assert_eq!(items.at("").items("").to_string(), "element[][]");
    }

    #[test]
    fn a_loss_is_listed_once() {
        let mut losses = Losses::default();
        for _ in 0..3 {
            losses.add(&ROOT.items("career"), "tags.green", Reason::Assumed);
        }
        losses.add(&ROOT.items("career"), "tags.green", Reason::NotInV2);
        assert_eq!(losses.into_vec().len(), 2);
    }
}
