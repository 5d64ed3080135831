//! Soft skills to browse, and the occupations to which chosen ones are important.

use std::collections::BTreeSet;
use std::rc::Rc;

use onet_api::types;
use onet_db::Occupation;
use onet_db::elements::{Element, SKILLS};

use super::selected::{Detail, Selected, SkillMatch};
use crate::error::Error;
use crate::indices::soft_skills::{SkillKind, SoftSkill, SoftSkills};
use crate::views::body::to_json;
use crate::views::call::Call;
use crate::views::ids;

fn soft_skills<'a>(call: &Call<'a>) -> Result<&'a SoftSkills, Error> {
    Ok(call.indices().soft_skills(call.release())?)
}

/// The occupations to which a chosen skill is important.
pub(super) fn select<'a>(
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Selected<'a>>, Error> {
    let soft = soft_skills(call)?;
    let mut chosen = BTreeSet::new();
    for id in call.arguments.list("skills") {
        match soft.skills.iter().position(|skill| skill.element.id == *id) {
            Some(index) => chosen.insert(index),
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
        let detail = Detail::Skills(SkillMatch { soft, ratings, chosen: Rc::clone(&chosen) });
        Some(Selected { occupation, weight, detail })
    };
    Ok(candidates.into_iter().filter_map(compare).collect())
}

/// The soft skills to browse, with examples of some levels.
pub(crate) fn list(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let soft = soft_skills(call)?;
    let mut list = types::SoftSkillList { social: Vec::new(), thinking: Vec::new() };
    for SoftSkill { element: Element { id, name, description }, kind } in &soft.skills {
        let anchors = call.release().anchors(&SKILLS, id)?.into_iter();
        let example =
            anchors.map(|point| types::LevelExample { level: point.value, description: point.text });
        let skill = types::SoftSkill {
            code: id.clone(),
            title: name.clone(),
            description: description.clone(),
            example: example.collect(),
        };
        match kind {
            SkillKind::Social => list.social.push(skill),
            SkillKind::Thinking => list.thinking.push(skill),
        }
    }
    to_json(&list)
}
