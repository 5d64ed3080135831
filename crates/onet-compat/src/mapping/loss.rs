//! What a document loses on its way to the other version.

use std::fmt;

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
    /// `element[].score.important`; `[]` is any item of a list. [`Reason::side`] tells which document that is.
    pub field: String,
    /// Why it does not come over.
    pub reason: Reason,
}

impl fmt::Display for Loss {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.field, self.reason)
    }
}

/// Why a member does not come over as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// 2.0 has no place for it. A document made from 2.0 lacks it.
    NotInV2,
    /// 1.x has no place for it. An answer made from 1.x lacks it.
    NotInV1,
    /// The call says it, and 1.x documents repeat it; 2.0 answers do not.
    OfTheCall,
    /// 2.0 does not have it, but it follows from what 2.0 has.
    Recomputed,
    /// 2.0 does not tell; a 1.x document says `false`, as the last ones of 1.9 did throughout.
    Assumed,
    /// 2.0 requires it, the 1.x document does not hold it; it is left out.
    RequiredByV2,
    /// 1.x documents always have it, the 2.0 answer does not; it is left out.
    RequiredByV1,
    /// It leads to what the other version does not have; it is left out.
    NoAddress,
    /// The other version has room for one; the first is kept.
    OnlyFirst,
    /// The answer is one page of the list; the rest is not in the document.
    Partial,
    /// The call asks for a short document; the items after the tenth are left out.
    Shortened,
}

/// The version that a path belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// A document of 1.x.
    V1,
    /// An answer of 2.0.
    V2,
}

impl Reason {
    /// The version whose document has the member; `None` for what is listed where it was found.
    #[must_use]
    pub fn side(self) -> Option<Side> {
        match self {
            Self::NotInV2
            | Self::OfTheCall
            | Self::Recomputed
            | Self::Assumed
            | Self::RequiredByV1
            | Self::Partial
            | Self::Shortened => Some(Side::V1),
            Self::NotInV1 | Self::RequiredByV2 => Some(Side::V2),
            Self::NoAddress | Self::OnlyFirst => None,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotInV2 => "2.0 does not have it",
            Self::NotInV1 => "1.x does not have it",
            Self::OfTheCall => "the call says it, not the answer of 2.0",
            Self::Recomputed => "2.0 does not have it; it is worked out from what 2.0 has",
            Self::Assumed => "2.0 does not have it; 1.x documents say false",
            Self::RequiredByV2 => "2.0 requires it, the 1.x document does not have it; it is left out",
            Self::RequiredByV1 => "1.x documents have it, the answer of 2.0 does not; it is left out",
            Self::NoAddress => "it leads to what the other version does not have; it is left out",
            Self::OnlyFirst => "the other version has room for one; the first is kept",
            Self::Partial => "the answer of 2.0 is one page of the list; the rest is not in the document",
            Self::Shortened => "the call asks for a short document; the items after the tenth are left out",
        })
    }
}

/// The losses of one mapping.
#[derive(Debug, Default)]
pub(super) struct Losses(Vec<Loss>);

impl Losses {
    /// Notes a member at or below a place, unless it is known.
    pub(super) fn add(&mut self, place: &Place<'_>, path: &str, reason: Reason) {
        let field = place.at(path).to_string();
        let loss = Loss { field, reason };
        if !self.0.contains(&loss) {
            self.0.push(loss);
        }
    }

    pub(super) fn into_vec(self) -> Vec<Loss> {
        self.0
    }
}

/// Where the mapping is in a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    outer: Option<&'a Place<'a>>,
    path: &'a str,
    is_item: bool,
}

/// The document itself.
pub(super) static ROOT: Place<'static> = Place { outer: None, path: "", is_item: false };

impl<'a> Place<'a> {
    /// A member.
    pub(super) fn at(&'a self, path: &'a str) -> Self {
        Self { outer: Some(self), path, is_item: false }
    }

    /// The items of a list.
    pub(super) fn items(&'a self, path: &'a str) -> Self {
        Self { outer: Some(self), path, is_item: true }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outer = self.outer.map(|outer| outer.to_string()).unwrap_or_default();
        let dot = if outer.is_empty() || self.path.is_empty() { "" } else { "." };
        let brackets = if self.is_item { "[]" } else { "" };
        write!(formatter, "{outer}{dot}{}{brackets}", self.path)
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
