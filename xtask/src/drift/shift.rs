//! In which direction a rule moves, and whom that hurts.

use super::report::{Class, Subject};

/// How the set of values that a schema admits changes.
#[derive(Clone, Copy)]
pub(super) enum Shift {
    Loosened,
    Tightened,
    /// Some values are new and some are gone, or nobody can tell.
    Moved,
}

impl Shift {
    /// The shift of a rule that either is stated or is not.
    pub(super) fn of<T: PartialEq>(was: Option<&T>, now: Option<&T>) -> Option<Self> {
        match (was, now) {
            (None, None) => None,
            (None, Some(_)) => Some(Self::Tightened),
            (Some(_), None) => Some(Self::Loosened),
            (Some(was), Some(now)) => (was != now).then_some(Self::Moved),
        }
    }

    /// A parameter must admit what callers send. A response is read leniently, so that only
    /// values not seen before are worth a look.
    pub(super) fn class(self, subject: Subject) -> Class {
        match (subject, self) {
            (_, Self::Loosened) => Class::Additive,
            (Subject::Parameter, _) => Class::Breaking,
            (_, Self::Tightened) => Class::Cosmetic,
            (_, Self::Moved) => Class::Additive,
        }
    }

    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Loosened => "loosened",
            Self::Tightened => "tightened",
            Self::Moved => "changed",
        }
    }
}
