//! Soft skills, and the occupations that they are important to.

use std::cmp::Reverse;
use std::collections::HashMap;

use onet_db::elements::{Element, Level, SKILLS};
use onet_db::{Release, Result};
use onet_domain::OnetSocCode;

/// The groups of soft skills, with their kinds. Technical skills, 2.B.3, are not soft.
const GROUPS: [(&str, SkillKind); 6] = [
    ("2.A.1", SkillKind::Thinking),
    ("2.A.2", SkillKind::Thinking),
    ("2.B.1", SkillKind::Social),
    ("2.B.2", SkillKind::Thinking),
    ("2.B.4", SkillKind::Thinking),
    ("2.B.5", SkillKind::Thinking),
];

/// The lowest score of a skill that is important to an occupation.
const IMPORTANT: i64 = 50;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SkillKind {
    Social,
    Thinking,
}

/// The soft skills of a release, and the occupations that they are important to.
#[derive(Debug)]
pub(crate) struct SoftSkills {
    /// In the order of the outline.
    pub(crate) skills: Vec<SoftSkill>,
    /// By importance, then by title.
    pub(crate) ratings: HashMap<OnetSocCode, Vec<SkillRating>>,
}

#[derive(Debug)]
pub(crate) struct SoftSkill {
    pub(crate) element: Element,
    pub(crate) kind: SkillKind,
}

/// The rating of a soft skill that is important to an occupation.
#[derive(Debug)]
pub(crate) struct SkillRating {
    /// The index of the skill.
    pub(crate) skill: usize,
    pub(crate) importance: i64,
    pub(crate) level: Option<i64>,
}

impl SoftSkills {
    pub(super) fn load(release: &Release) -> Result<Self> {
        let mut skills = Vec::new();
        for (group, kind) in GROUPS {
            let nodes = release.outline(&SKILLS, group)?;
            skills.extend(nodes.into_iter().map(|node| SoftSkill { element: node.element, kind }));
        }
        let mut ratings: HashMap<OnetSocCode, Vec<SkillRating>> = HashMap::new();
        for (skill, SoftSkill { element, .. }) in skills.iter().enumerate() {
            for rated in release.rated_occupations(&SKILLS, &element.id)?.iter() {
                let Some(importance) = rated.score.filter(|score| *score >= IMPORTANT) else { continue };
                let level = match rated.level {
                    Some(Level::Score(level)) => Some(level),
                    Some(Level::NotRelevant | Level::NotAvailable) | None => None,
                };
                ratings.entry(rated.code).or_default().push(SkillRating { skill, importance, level });
            }
        }
        for ratings in ratings.values_mut() {
            ratings.sort_by_key(|rating| (Reverse(rating.importance), &skills[rating.skill].element.name));
        }
        Ok(Self { skills, ratings })
    }
}
