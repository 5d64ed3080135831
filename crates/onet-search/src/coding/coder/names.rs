//! The titles of an occupation, and the one nearest to an input.

use std::cmp::Reverse;

use super::Model;
use crate::coding::layout;
use crate::coding::train::stem_number;

impl Model {
    /// The title of an occupation.
    pub(crate) fn title(&self, class: usize) -> &str {
        self.file.text(layout::NAMES, self.file.u32(layout::CLASS_NAMES, class) as usize)
    }

    /// The title of the occupation that shares most words with the input, and has the fewest others; empty where none
    /// shares a word.
    pub(crate) fn nearest_name(&self, class: usize, words: &[String]) -> &str {
        let mut wanted: Vec<u16> = words.iter().map(|word| stem_number(word)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut best: Option<((usize, Reverse<usize>), usize)> = None;
        for name in self.file.range(layout::CLASS_NAMES, class) {
            let range = self.file.range(layout::NAME_STEMS, name);
            let length = range.len();
            let stems = self.file.part(layout::STEMS, range.start * 2..range.end * 2);
            let has = |stem: &u16| stems.chunks_exact(2).any(|pair| pair == stem.to_le_bytes());
            let shared = wanted.iter().filter(|stem| has(stem)).count();
            let likeness = (shared, Reverse(length));
            if shared > 0 && best.is_none_or(|best| likeness > best.0) {
                best = Some((likeness, name));
            }
        }
        best.map_or("", |best| self.file.text(layout::NAMES, best.1))
    }
}
