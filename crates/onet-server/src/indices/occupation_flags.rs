//! Flags that supplementary tables give to occupations: bright outlook, STEM.

use std::collections::{BTreeMap, BTreeSet};

use onet_domain::OnetSocCode;

/// The flagged occupations, with the codes of their flags.
pub(crate) type OccupationFlags = BTreeMap<OnetSocCode, BTreeSet<String>>;

/// A list of flagged occupations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlagList {
    BrightOutlook,
    Stem,
}

static OUTLOOK: [(&str, &str); 3] =
    [("grow", "Grow Rapidly"), ("openings", "Openings"), ("emerging", "New & Emerging")];

static STEM: [(&str, &str); 5] = [
    ("1", "Research, Development, Design, and Practitioners"),
    ("2", "Technologists and Technicians"),
    ("3", "Postsecondary Teaching"),
    ("4", "Managerial"),
    ("5", "Sales"),
];

impl FlagList {
    /// The supplementary table.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::BrightOutlook => "bright_outlook",
            Self::Stem => "stem_occupations",
        }
    }

    /// The flags in their order, by code and title.
    pub(crate) fn flags(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::BrightOutlook => &OUTLOOK,
            Self::Stem => &STEM,
        }
    }
}
