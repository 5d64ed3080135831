//! Crosswalks: the entries of other classifications, with an index of their names.

use onet_db::{CrosswalkEntry, Release, Result};
use onet_domain::Classification;

use super::names::NameIndex;

/// Another classification, from a supplementary table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Crosswalk {
    Education,
    Handbook,
    Esco,
    Apprenticeship,
    Dot,
    Military,
}

impl Crosswalk {
    /// The supplementary table.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Education => "crosswalk_education",
            Self::Handbook => "crosswalk_handbook",
            Self::Esco => "crosswalk_esco",
            Self::Apprenticeship => "crosswalk_rapids",
            Self::Dot => "crosswalk_dot",
            Self::Military => "crosswalk_military",
        }
    }
}

impl Crosswalk {
    /// The classifications that its codes belong to.
    pub(crate) fn classifications(self) -> &'static [Classification] {
        match self {
            Self::Education => &[Classification::Cip],
            Self::Handbook => &[],
            Self::Esco => &[Classification::Esco, Classification::Isco],
            Self::Apprenticeship => &[Classification::Rapids],
            Self::Dot => &[Classification::Dot],
            Self::Military => &[Classification::Military],
        }
    }
}

/// The entries of a crosswalk, and an index of their names.
#[derive(Debug)]
pub(crate) struct CrosswalkIndex {
    pub(crate) entries: Vec<CrosswalkEntry>,
    pub(crate) names: NameIndex,
}

impl CrosswalkIndex {
    pub(super) fn load(crosswalk: Crosswalk, release: &Release) -> Result<Self> {
        let entries = release.crosswalk(crosswalk.table())?;
        let named = entries.iter().map(|entry| (entry.code.clone(), entry.title.clone()));
        let names = NameIndex::new(named);
        Ok(Self { entries, names })
    }
}
