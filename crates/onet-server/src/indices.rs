//! In-memory indices of a release. Each is loaded by the first view that needs it.

pub(crate) mod career_clusters;
pub(crate) mod careers;
pub(crate) mod crosswalks;
pub(crate) mod industries;
pub(crate) mod interest_profiles;
pub(crate) mod names;
pub(crate) mod occupation_flags;
pub(crate) mod soft_skills;

use std::sync::OnceLock;

use onet_db::{CareerCluster, ClusteredOccupations, ErrorKind, Release, Result, TaskIndex, TechnologyIndex};

use careers::CareerTitles;
use crosswalks::{Crosswalk, CrosswalkIndex};
use industries::Industries;
use interest_profiles::InterestProfiles;
use names::NameIndex;
use occupation_flags::{FlagList, OccupationFlags};
use soft_skills::SoftSkills;

/// The indices of one release. Every method takes that release.
#[derive(Debug, Default)]
pub(crate) struct Indices {
    tasks: OnceLock<TaskIndex>,
    technology: OnceLock<TechnologyIndex>,
    soft_skills: OnceLock<SoftSkills>,
    interest_profiles: OnceLock<InterestProfiles>,
    products: OnceLock<NameIndex>,
    technology_categories: OnceLock<NameIndex>,
    soc_titles: OnceLock<NameIndex>,
    crosswalks: [OnceLock<CrosswalkIndex>; 6],
    flags: [OnceLock<OccupationFlags>; 2],
    clusters: OnceLock<Vec<CareerCluster>>,
    clustered: OnceLock<ClusteredOccupations>,
    careers: OnceLock<CareerTitles>,
    industries: OnceLock<Industries>,
}

impl Indices {
    /// Loads what most calls need, where the release has it.
    pub(crate) fn open(&self, release: &Release) -> Result<()> {
        let loaded = [
            self.tasks(release).map(drop),
            self.products(release).map(drop),
            self.technology_categories(release).map(drop),
            self.soft_skills(release).map(drop),
            self.interest_profiles(release).map(drop),
            self.bright_outlook(release).map(drop),
        ];
        let is_failure = |result: &Result<()>| {
            result.as_ref().is_err_and(|failure| failure.kind() != ErrorKind::MissingTable)
        };
        loaded.into_iter().find(is_failure).unwrap_or(Ok(()))
    }

    pub(crate) fn tasks(&self, release: &Release) -> Result<&TaskIndex> {
        load_once(&self.tasks, || TaskIndex::load(release))
    }

    pub(crate) fn technology(&self, release: &Release) -> Result<&TechnologyIndex> {
        load_once(&self.technology, || TechnologyIndex::load(release))
    }

    pub(crate) fn soft_skills(&self, release: &Release) -> Result<&SoftSkills> {
        load_once(&self.soft_skills, || SoftSkills::load(release))
    }

    pub(crate) fn interest_profiles(&self, release: &Release) -> Result<&InterestProfiles> {
        load_once(&self.interest_profiles, || interest_profiles::load(release))
    }

    /// The products of the technology index; they have no codes.
    pub(crate) fn products(&self, release: &Release) -> Result<&NameIndex> {
        let products = self.technology(release)?.products().iter();
        let named = products.map(|product| (String::new(), product.title.clone()));
        load_once(&self.products, || Ok(NameIndex::new(named)))
    }

    /// The categories of the technology index.
    pub(crate) fn technology_categories(&self, release: &Release) -> Result<&NameIndex> {
        let categories = self.technology(release)?.categories().iter();
        let named = categories.map(|category| (category.code.to_string(), category.title.clone()));
        load_once(&self.technology_categories, || Ok(NameIndex::new(named)))
    }

    /// The occupations of the SOC.
    pub(crate) fn soc_titles(&self, release: &Release) -> Result<&NameIndex> {
        load_once(&self.soc_titles, || Ok(NameIndex::new(release.soc_titles()?.into_iter())))
    }

    pub(crate) fn crosswalk(&self, crosswalk: Crosswalk, release: &Release) -> Result<&CrosswalkIndex> {
        load_once(&self.crosswalks[crosswalk as usize], || CrosswalkIndex::load(crosswalk, release))
    }

    pub(crate) fn flags(&self, list: FlagList, release: &Release) -> Result<&OccupationFlags> {
        load_once(&self.flags[list as usize], || release.marks(list.table()))
    }

    /// The occupations with a bright outlook; `None` where the release was imported without the list.
    pub(crate) fn bright_outlook(&self, release: &Release) -> Result<Option<&OccupationFlags>> {
        match release.has_table(FlagList::BrightOutlook.table()) {
            true => self.flags(FlagList::BrightOutlook, release).map(Some),
            false => Ok(None),
        }
    }

    /// The career clusters by title, each followed by its subclusters, which are in the order of titles too.
    pub(crate) fn clusters(&self, release: &Release) -> Result<&[CareerCluster]> {
        load_once(&self.clusters, || career_clusters::load(release)).map(Vec::as_slice)
    }

    /// The occupations of the career clusters.
    pub(crate) fn clustered(&self, release: &Release) -> Result<&ClusteredOccupations> {
        let clusters = self.clusters(release)?;
        load_once(&self.clustered, || release.clustered_occupations(clusters))
    }

    /// The careers of My Next Move.
    pub(crate) fn careers(&self, release: &Release) -> Result<&CareerTitles> {
        load_once(&self.careers, || Ok(CareerTitles::of(release.occupations()?)))
    }

    /// The occupations of the list of industries.
    pub(crate) fn industries(&self, release: &Release) -> Result<&Industries> {
        load_once(&self.industries, || Industries::load(release))
    }
}

fn load_once<T>(cell: &OnceLock<T>, load: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(value) = cell.get() {
        return Ok(value);
    }
    let value = load()?;
    Ok(cell.get_or_init(|| value))
}
