//! Soft skills: which they are, and the occupations that call for them.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use onet_api::types;
use onet_db::elements::{Element, Level, SKILLS};
use onet_db::{Occupation, Release};
use onet_domain::OnetSocCode;
use serde::Serialize;
use serde::ser::{SerializeStruct as _, Serializer};

use super::{Detail, Found, read_once};
use crate::answers::{ids, to_json};
use crate::error::Refusal;
use crate::rules::Call;

/// The groups of skills that are soft, and of which kind. Technical skills, 2.B.3, are not.
const GROUPS: [(&str, Kind); 6] = [
    ("2.A.1", Kind::Thinking),
    ("2.A.2", Kind::Thinking),
    ("2.B.1", Kind::Social),
    ("2.B.2", Kind::Thinking),
    ("2.B.4", Kind::Thinking),
    ("2.B.5", Kind::Thinking),
];

/// The score from which on a skill is important to an occupation.
const IMPORTANT: i64 = 50;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Social,
    Thinking,
}

/// The soft skills of a release, and the occupations that they are important to.
#[derive(Debug)]
pub(crate) struct SoftSkills {
    /// In the order of the outline.
    skills: Vec<Skill>,
    /// By importance, then by title.
    ratings: HashMap<OnetSocCode, Vec<Rating>>,
}

#[derive(Debug)]
struct Skill {
    element: Element,
    kind: Kind,
}

#[derive(Debug)]
struct Rating {
    /// The place of the skill.
    skill: usize,
    importance: i64,
    level: Option<i64>,
}

/// How much a skill counts in an occupation, as an item says it.
#[derive(Debug, Serialize)]
struct Rated<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<i64>,
    importance: i64,
    code: &'a str,
    title: &'a str,
}

/// The skills that are important to an occupation, those chosen and the others. They are told apart for the item of
/// a page, and only counted for the order of all.
pub(super) struct Compared<'a> {
    soft: &'a SoftSkills,
    ratings: &'a [Rating],
    /// The places of the chosen skills.
    chosen: Rc<BTreeSet<usize>>,
}

impl Compared<'_> {
    /// The skills that are chosen, or those that are not.
    fn where_chosen(&self, is_chosen: bool) -> Vec<Rated<'_>> {
        let ratings = self.ratings.iter();
        let wanted = ratings.filter(|rating| self.chosen.contains(&rating.skill) == is_chosen);
        wanted.map(|rating| self.soft.shown(rating)).collect()
    }
}

impl Serialize for Compared<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut skills = serializer.serialize_struct("Compared", 2)?;
        skills.serialize_field("skills_matched", &self.where_chosen(true))?;
        skills.serialize_field("skills_other", &self.where_chosen(false))?;
        skills.end()
    }
}

impl SoftSkills {
    fn load(release: &Release) -> Result<Self, onet_db::Error> {
        let mut skills = Vec::new();
        for (group, kind) in GROUPS {
            let nodes = release.outline(&SKILLS, group)?;
            skills.extend(nodes.into_iter().map(|node| Skill { element: node.element, kind }));
        }
        let mut ratings: HashMap<OnetSocCode, Vec<Rating>> = HashMap::new();
        for (skill, Skill { element, .. }) in skills.iter().enumerate() {
            for rated in release.rated_occupations(&SKILLS, &element.id)?.iter() {
                let Some(importance) = rated.score.filter(|score| *score >= IMPORTANT) else { continue };
                let level = match rated.level {
                    Some(Level::Score(level)) => Some(level),
                    Some(Level::NotRelevant) | None => None,
                };
                ratings.entry(rated.code).or_default().push(Rating { skill, importance, level });
            }
        }
        for ratings in ratings.values_mut() {
            ratings.sort_by_key(|rating| (Reverse(rating.importance), &skills[rating.skill].element.name));
        }
        Ok(Self { skills, ratings })
    }

    fn shown(&self, rating: &Rating) -> Rated<'_> {
        let Element { id, name, .. } = &self.skills[rating.skill].element;
        Rated { level: rating.level, importance: rating.importance, code: id, title: name }
    }
}

fn soft_skills<'a>(call: &Call<'a>) -> Result<&'a SoftSkills, Refusal> {
    read_once(&call.source.indices().skills, || SoftSkills::load(call.source.release()))
}

/// The occupations to which a chosen skill is important.
pub(super) fn calling<'a>(
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Found<'a>>, Refusal> {
    let soft = soft_skills(call)?;
    let mut chosen = BTreeSet::new();
    for id in call.arguments.list("skills") {
        match soft.skills.iter().position(|skill| skill.element.id == *id) {
            Some(place) => chosen.insert(place),
            None => {
                let example = soft.skills.first().map(|skill| skill.element.id.as_str());
                return ids::refuse(call, id, "soft skills", example);
            }
        };
    }
    let chosen = Rc::new(chosen);
    let counts_mine = call.arguments.text("sort") == "my_matches";
    let compare = |occupation: Occupation<'a>| {
        let ratings = soft.ratings.get(&occupation.code)?;
        let matched = ratings.iter().filter(|rating| chosen.contains(&rating.skill)).count();
        if matched == 0 {
            return None;
        }
        // In thousandths of the skills that are important to the occupation.
        let covered = matched * 1_000 / ratings.len();
        let weight = if counts_mine { (matched, covered) } else { (covered, matched) };
        let detail = Detail::Skills(Compared { soft, ratings, chosen: Rc::clone(&chosen) });
        Some(Found { occupation, weight, detail })
    };
    Ok(candidates.into_iter().filter_map(compare).collect())
}

/// The soft skills to choose from, with what people can do on some levels.
pub(crate) fn list(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let soft = soft_skills(call)?;
    let mut list = types::SoftSkillList { social: Vec::new(), thinking: Vec::new() };
    for Skill { element: Element { id, name, description }, kind } in &soft.skills {
        let anchors = call.source.release().anchors(&SKILLS, id)?.into_iter();
        let example =
            anchors.map(|point| types::LevelExample { level: point.value, description: point.text });
        let skill = types::SoftSkill {
            code: id.clone(),
            title: name.clone(),
            description: description.clone(),
            example: example.collect(),
        };
        match kind {
            Kind::Social => list.social.push(skill),
            Kind::Thinking => list.thinking.push(skill),
        }
    }
    to_json(&list)
}
