//! Levels of the classification, and probabilities by group.

use std::collections::BTreeMap;

use onet_domain::SocLevel;

use super::Model;
use crate::coding::layout;

/// A group of occupations.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// Of all its occupations together.
    pub(crate) probability: f32,
    /// Its most probable occupation.
    pub(crate) class: usize,
}

/// The place of a level among the tables.
pub(crate) fn position(level: SocLevel) -> usize {
    SocLevel::ALL.iter().position(|other| *other == level).unwrap_or(0)
}

/// The digits of the code of the group that a class with these digits belongs to.
fn number(level: SocLevel, digits: u32) -> u32 {
    match level {
        SocLevel::Onet => digits,
        SocLevel::Soc => digits / 100,
        SocLevel::Broad => digits / 1000,
        SocLevel::Minor => digits / 100_000,
        SocLevel::Major => digits / 1_000_000,
    }
}

impl Model {
    /// The groups of a level, the most probable first.
    pub(crate) fn by_group(&self, probabilities: &[f32], level: SocLevel, most: usize) -> Vec<Group> {
        let single = |(class, probability): (usize, &f32)| Group { probability: *probability, class };
        match level {
            SocLevel::Onet => best(probabilities.iter().enumerate().map(single), most),
            _ => best(self.joined(probabilities, level).into_iter(), most),
        }
    }

    /// The number of the group of a class.
    pub(crate) fn group_number(&self, class: usize, level: SocLevel) -> u32 {
        number(level, self.file.u32(layout::CODES, class))
    }

    /// The greatest of the scores of a level's first group and of the finer groups within it that come first.
    pub(crate) fn nested_score(
        &self,
        probabilities: &[f32],
        groups: &[Group],
        level: SocLevel,
        score: impl Fn(&[Group], SocLevel) -> f32,
    ) -> f32 {
        let own = score(groups, level);
        let Some(first) = groups.first() else { return own };
        let number = self.group_number(first.class, level);
        let finer = SocLevel::ALL.into_iter().take_while(|finer| *finer != level);
        let scores = finer.filter_map(|finer| {
            let groups = self.by_group(probabilities, finer, 1);
            let is_within = self.group_number(groups.first()?.class, level) == number;
            is_within.then(|| score(&groups, finer))
        });
        scores.fold(own, f32::max)
    }

    fn joined(&self, probabilities: &[f32], level: SocLevel) -> Vec<Group> {
        let mut groups: BTreeMap<u32, (Group, f32)> = BTreeMap::new();
        for (class, probability) in probabilities.iter().enumerate() {
            let number = self.group_number(class, level);
            let empty = (Group { probability: 0.0, class }, -1.0);
            let (group, greatest) = groups.entry(number).or_insert(empty);
            group.probability += probability;
            if *probability > *greatest {
                (group.class, *greatest) = (class, *probability);
            }
        }
        groups.into_values().map(|(group, _)| group).collect()
    }
}

/// The most probable groups, of equal ones the earlier.
fn best(groups: impl Iterator<Item = Group>, most: usize) -> Vec<Group> {
    let most = most.max(1);
    let mut best: Vec<Group> = Vec::with_capacity(most.min(64) + 1);
    for group in groups {
        let is_full = best.len() == most;
        if is_full && best.last().is_some_and(|last| last.probability >= group.probability) {
            continue;
        }
        let place = best.partition_point(|other| other.probability >= group.probability);
        best.insert(place, group);
        best.truncate(most);
    }
    best
}
