//! How much of each section a report shows.

use onet_api::types;
use onet_domain::Answered;
use onet_domain::occupation_report::{
    OccupationDocument, Relatedness, RelatednessTier, ReportSection, SectionData, Tiers,
};

/// How much of each section a report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What fits a terminal's 60 lines.
    Brief,
    /// What fits two sheets of paper.
    Summary,
    /// Everything.
    Details,
}

const ALL: usize = usize::MAX;

/// The items that a section shows.
pub(super) struct Limits {
    pub(super) tasks: usize,
    pub(super) texts: usize,
    pub(super) rated: usize,
    pub(super) groups: usize,
    pub(super) in_group: usize,
    pub(super) titles: usize,
    /// Whether levels stand beside importance.
    pub(super) has_levels: bool,
}

impl Extent {
    pub(super) fn limits(self) -> Limits {
        let (tasks, texts, rated, groups, in_group, titles) = match self {
            Self::Brief => (5, 3, 3, 3, 3, 5),
            Self::Summary => (7, 6, 6, 6, 3, 10),
            Self::Details => (ALL, ALL, ALL, ALL, ALL, ALL),
        };
        Limits { tasks, texts, rated, groups, in_group, titles, has_levels: self != Self::Brief }
    }
}

impl Limits {
    /// Levels of education.
    pub(super) fn levels(&self) -> usize {
        self.rated.max(3)
    }
}

/// The document with those items alone that a report of an extent shows, for files of what a page shows.
pub fn shown(document: &OccupationDocument, extent: Extent) -> OccupationDocument {
    let limits = extent.limits();
    let mut shown = document.clone();
    shown.occupation.sample_of_reported_titles.truncate(limits.titles);
    for part in &mut shown.sections {
        cut(part, &limits);
    }
    shown
}

/// How closely an occupation is related. Without the table of tiers, the service still marks the supplemental ones.
pub(super) fn tier_of(found: &types::RelatedOccupation, tiers: &Tiers) -> Option<Relatedness> {
    let relatedness = |_| Relatedness { tier: RelatednessTier::Supplemental, index: None };
    let supplemental = || found.supplemental.filter(|is| *is).map(relatedness);
    tiers.get(&found.code).copied().or_else(supplemental)
}

fn cut(part: &mut ReportSection, limits: &Limits) {
    let mut is_shown = |ids: Vec<&str>| part.levels.retain(|id, _| ids.contains(&id.as_str()));
    let Answered::Present(data) = &mut part.answer else { return };
    match data {
        SectionData::Tasks(items) => items.truncate(limits.tasks),
        SectionData::DetailedWorkActivities(items) => items.truncate(limits.texts),
        SectionData::WorkActivities(items)
        | SectionData::Knowledge(items)
        | SectionData::Skills(items)
        | SectionData::Abilities(items)
        | SectionData::WorkStyles(items) => {
            items.truncate(limits.rated);
            is_shown(items.iter().map(|item| &*item.id).collect());
        }
        SectionData::WorkContext(items) => items.truncate(limits.rated),
        SectionData::TechnologySkills(categories) => {
            categories.truncate(limits.groups);
            for category in categories {
                category.example.truncate(limits.in_group);
                category.example_more.truncate(limits.in_group - category.example.len());
            }
        }
        SectionData::Education(education) => education.response.truncate(limits.levels()),
        SectionData::Apprenticeship(titles) => titles.truncate(limits.texts),
        SectionData::RelatedOccupations(related) => {
            let tiers = &mut part.tiers;
            related.sort_by_key(|found| tier_of(found, tiers));
            related.truncate(limits.texts);
            tiers.retain(|code, _| related.iter().any(|found| found.code == *code));
        }
        SectionData::Crosswalks(kinds) => {
            for kind in kinds {
                if let Answered::Present(codes) = &mut kind.answer {
                    codes.truncate(limits.in_group);
                }
            }
        }
        SectionData::ProfessionalAssociations(items) => items.truncate(limits.texts),
        SectionData::MilitaryCareerSummaries(items) => items.truncate(limits.texts),
        // These are shown whole.
        _ => {}
    }
}
