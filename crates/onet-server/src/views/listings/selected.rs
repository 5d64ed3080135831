//! A selected occupation, and the members that its selection adds to an item.

use std::collections::BTreeSet;
use std::rc::Rc;

use onet_api::types;
use onet_db::{IndexedTask, Occupation, RelatedTasks};
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::industries::IndustryDetail;
use crate::indices::soft_skills::{SkillRating, SoftSkills};

/// An occupation of a list.
pub(super) struct Selected<'a> {
    pub(super) occupation: Occupation<'a>,
    /// The sort key of an order other than by title, code, zone and family, the greatest first.
    pub(super) weight: (usize, usize),
    pub(super) detail: Detail<'a>,
}

/// The members that a selection adds to an item.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Detail<'a> {
    None {},
    InDemand {
        in_demand: bool,
    },
    Fit {
        fit: &'static str,
    },
    Tasks {
        #[serde(serialize_with = "overlap")]
        tasks: RelatedTasks<'a>,
    },
    BrightOutlook {
        category: Vec<types::BrightOutlookCategoryRef>,
    },
    Stem {
        stem_occupation_type: Vec<types::JobZoneRef>,
    },
    Skills(SkillMatch<'a>),
    Clusters(ClusterMembership),
    Industry(IndustryDetail<'a>),
}

impl<'a> From<Occupation<'a>> for Selected<'a> {
    fn from(occupation: Occupation<'a>) -> Self {
        Self { occupation, weight: (0, 0), detail: Detail::None {} }
    }
}

/// The career clusters of an occupation.
#[derive(Serialize)]
pub(super) struct ClusterMembership {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) career_cluster: Option<Vec<types::CategoryRef>>,
    pub(super) sub_cluster: Vec<types::CategoryRef>,
}

/// The soft skills that are important to an occupation, chosen ones and others. Only the items of a page are
/// serialized; sorting needs the counts alone.
pub(super) struct SkillMatch<'a> {
    pub(super) soft: &'a SoftSkills,
    pub(super) ratings: &'a [SkillRating],
    /// The indices of the chosen skills.
    pub(super) chosen: Rc<BTreeSet<usize>>,
}

impl SkillMatch<'_> {
    /// The ratings of the chosen skills, and those of the others.
    fn split(&self) -> [Vec<types::SoftSkillRating>; 2] {
        let (chosen, others): (Vec<_>, Vec<_>) =
            self.ratings.iter().partition(|rating| self.chosen.contains(&rating.skill));
        [chosen, others].map(|ratings| ratings.into_iter().map(|rating| self.item(rating)).collect())
    }

    fn item(&self, rating: &SkillRating) -> types::SoftSkillRating {
        let element = &self.soft.skills[rating.skill].element;
        types::SoftSkillRating {
            level: rating.level,
            importance: Some(rating.importance),
            code: element.id.clone(),
            title: element.name.clone(),
        }
    }
}

impl Serialize for SkillMatch<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [matched, other] = self.split();
        let mut skills = serializer.serialize_struct("SkillMatch", 2)?;
        skills.serialize_field("skills_matched", &matched)?;
        skills.serialize_field("skills_other", &other)?;
        skills.end()
    }
}

fn overlap<S: Serializer>(tasks: &RelatedTasks<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let shown =
        |task: IndexedTask<'_>| types::ActivityRef { id: task.id.to_string(), title: task.title.to_owned() };
    let overlap = types::JobDutiesOverlap {
        closely_related: tasks.closely_related().into_iter().map(shown).collect(),
        less_related: tasks.less_related().into_iter().map(shown).collect(),
        full: tasks.full().into_iter().map(shown).collect(),
    };
    overlap.serialize(serializer)
}
