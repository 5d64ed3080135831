//! Keys under which whole titles are found.

use crate::analysis::{fnv, is_filler};

/// Set in the number of a title where a key is of its beginning only.
pub(super) const PART: u32 = 1 << 31;

/// Set in the number of a title where a key is the name of a technology of its occupation.
pub(super) const TECHNOLOGY: u32 = 1 << 30;

/// A title in two forms: its words in order, and in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// Of the distinct stems without fillers, sorted.
    pub(crate) bag: u64,
    /// Of all stems in order.
    pub(crate) order: u32,
}

impl Key {
    /// The key of words in order, each with its stem; `None` without words.
    pub(crate) fn of<'a>(words: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Option<Self> {
        let mut bag: Vec<&str> =
            words.clone().filter(|(written, _)| !is_filler(written)).map(|(_, stem)| stem).collect();
        if bag.is_empty() {
            bag = words.clone().map(|(_, stem)| stem).collect();
        }
        if bag.is_empty() {
            return None;
        }
        bag.sort_unstable();
        bag.dedup();
        let order = fnv(words.map(|(_, stem)| stem));
        Some(Self { bag: fnv(bag.into_iter()), order: (order ^ (order >> 32)) as u32 })
    }
}

/// What kind of text about an occupation a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Kind {
    /// The title of the occupation.
    Title,
    /// A title that people in the occupation reported.
    Reported,
    /// An alternate title.
    Alternate,
    /// The short form of an alternate title.
    Short,
    /// The description.
    Description,
    /// A task statement.
    Task,
    /// The title of a detailed work activity.
    Activity,
}

impl Kind {
    pub(crate) fn from_number(number: u32) -> Self {
        match number {
            0 => Self::Title,
            1 => Self::Reported,
            2 => Self::Alternate,
            3 => Self::Short,
            4 => Self::Description,
            5 => Self::Task,
            _ => Self::Activity,
        }
    }

    /// Whether it is a title, and not a sentence.
    pub(crate) fn is_title(self) -> bool {
        !matches!(self, Self::Description | Self::Task | Self::Activity)
    }
}
