//! How like a text the statements of an occupation are.

use super::Read;
use crate::coding::coder::Model;
use crate::coding::{layout, train};

/// How much two stems beside each other count, where a statement has them beside each other as well, against each by itself.
const PAIRS: f32 = 2.0;
/// Stems of a text that are compared, at most.
const MOST: usize = 250;

/// How like a text the statements of an occupation are, from 0 to 1.
pub(super) struct Alike {
    /// The likeness of the best one that ranks.
    pub(super) ranking: f32,
    /// The likeness of the best one of all kinds, and its number.
    pub(super) best: (f32, usize),
}

/// The stems of a text with how telling each is.
pub(super) struct Wanted {
    /// For each short stem its place among the weights, from 1 on.
    places: Vec<u8>,
    weights: Vec<f32>,
    /// Which stem stands behind each in the text.
    next: Vec<Option<u16>>,
    length: f32,
}

impl Model {
    pub(super) fn wanted(&self, read: &Read) -> Wanted {
        let mut wanted =
            Wanted { places: vec![0; 1 << 16], weights: Vec::new(), next: Vec::new(), length: 0.0 };
        for stem in &read.stems {
            let place = &mut wanted.places[usize::from(train::short(*stem))];
            let is_room = *place == 0 && wanted.weights.len() < MOST;
            let Some(weight) = self.telling(*stem).filter(|_| is_room) else { continue };
            wanted.weights.push(weight);
            *place = wanted.weights.len() as u8;
            let at = read.ordered.iter().position(|other| other == stem);
            let next = at.and_then(|at| read.ordered.get(at + 1));
            wanted.next.push(next.map(|stem| train::short(*stem)));
        }
        wanted.length = wanted.weights.iter().map(|weight| weight * weight).sum::<f32>().sqrt();
        wanted
    }

    /// How telling a stem is: the fewer occupations have it in descriptions, tasks and tools, the more.
    fn telling(&self, stem: u64) -> Option<f32> {
        let row = layout::PROSE.find(&self.file, stem)?;
        // A word without weights is as common in all occupations.
        let classes = Some(layout::PROSE.rows().count(&self.file, row)).filter(|classes| *classes > 0)?;
        Some((1.0 + self.class_count() as f32 / classes as f32).ln())
    }

    /// How like the text the statements of an occupation are.
    pub(super) fn alike(&self, class: usize, wanted: &Wanted) -> Alike {
        let mut alike = Alike { ranking: 0.0, best: (0.0, 0) };
        for at in self.file.range(layout::CLASS_STATEMENTS, class) {
            let statement = self.file.u32(layout::STATEMENT_NUMBERS, at) as usize;
            let likeness = self.likeness(statement, wanted);
            if likeness > alike.best.0 {
                alike.best = (likeness, statement);
            }
            if likeness > alike.ranking && self.evidence_kind(statement).ranks() {
                alike.ranking = likeness;
            }
        }
        alike
    }

    fn likeness(&self, statement: usize, wanted: &Wanted) -> f32 {
        let stems = self.file.range(layout::STATEMENT_STEMS, statement);
        let count = stems.len() as f32;
        let (mut shared, mut pairs) = (0.0, 0.0);
        let mut before: Option<usize> = None;
        for at in stems {
            let stem = self.file.u16(layout::STRONG_STEMS, at);
            let place = usize::from(wanted.places[usize::from(stem)]).checked_sub(1);
            if let Some(place) = place {
                shared += wanted.weights[place] * wanted.weights[place];
                if let Some(before) = before.filter(|before| wanted.next[*before] == Some(stem)) {
                    pairs += wanted.weights[before] * wanted.weights[place];
                }
            }
            before = place;
        }
        if shared == 0.0 {
            return 0.0;
        }
        // The stems of a statement that the text does not have count as words of middling weight.
        (shared + PAIRS * pairs) / (wanted.length.max(1.0) * (shared + 9.0 * count / 2.0).sqrt())
    }
}
