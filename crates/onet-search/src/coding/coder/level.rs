//! Levels of the classification, and probabilities by group.

use std::collections::BTreeMap;

use onet_domain::OnetSocCode;

use super::Model;
use crate::coding::layout;

/// A level of the O*NET-SOC classification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// O*NET-SOC occupations, such as `29-1051.00`.
    #[default]
    Onet,
    /// Detailed occupations of the SOC, such as `29-1051`.
    Soc,
    /// Broad occupations, such as `29-1050`.
    Broad,
    /// Minor groups, such as `29-1000`.
    Minor,
    /// Major groups, such as `29-0000`.
    Major,
}

/// All levels, in the order of their tables.
pub(crate) static LEVELS: [Level; 5] = [Level::Onet, Level::Soc, Level::Broad, Level::Minor, Level::Major];

/// Minor groups with a number of four digits in the SOC 2018, which end in two zeros.
static MINOR_GROUPS_OF_FOUR_DIGITS: [&str; 3] = ["15-12", "31-11", "51-51"];

/// A group of occupations.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// Of all its occupations together.
    pub(crate) probability: f32,
    /// Its most probable occupation.
    pub(crate) class: usize,
}

impl Level {
    pub(crate) fn position(self) -> usize {
        LEVELS.iter().position(|level| *level == self).unwrap_or(0)
    }

    /// The code of the group that an occupation belongs to.
    ///
    /// ```
    /// use onet_search::coding::Level;
    ///
    /// let code = "15-1252.00".parse()?;
    /// let codes = [Level::Onet, Level::Soc, Level::Broad, Level::Minor, Level::Major].map(|level| level.code(code));
    /// assert_eq!(codes, ["15-1252.00", "15-1252", "15-1250", "15-1200", "15-0000"]);
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    pub fn code(self, code: OnetSocCode) -> String {
        let text = code.to_string();
        match self {
            Self::Onet => text,
            Self::Soc => text[..7].to_owned(),
            Self::Broad => format!("{}0", &text[..6]),
            Self::Minor if MINOR_GROUPS_OF_FOUR_DIGITS.contains(&&text[..5]) => format!("{}00", &text[..5]),
            Self::Minor => format!("{}000", &text[..4]),
            Self::Major => format!("{}0000", &text[..3]),
        }
    }

    /// The digits of the code of the group.
    pub(crate) fn number(self, digits: u32) -> u32 {
        match self {
            Self::Onet => digits,
            Self::Soc => digits / 100,
            Self::Broad => digits / 1000,
            Self::Minor => digits / 100_000,
            Self::Major => digits / 1_000_000,
        }
    }
}

impl Model {
    /// The groups of a level, the most probable first.
    pub(crate) fn by_group(&self, probabilities: &[f32], level: Level, most: usize) -> Vec<Group> {
        let single = |(class, probability): (usize, &f32)| Group { probability: *probability, class };
        match level {
            Level::Onet => best(probabilities.iter().enumerate().map(single), most),
            _ => best(self.joined(probabilities, level).into_iter(), most),
        }
    }

    /// The number of the group of a class.
    pub(crate) fn group_number(&self, class: usize, level: Level) -> u32 {
        level.number(self.file.u32(layout::CODES, class))
    }

    fn joined(&self, probabilities: &[f32], level: Level) -> Vec<Group> {
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
