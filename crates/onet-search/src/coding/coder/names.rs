//! The titles of an occupation, and the one nearest to an input.

use super::Model;
use crate::coding::layout;
use crate::coding::train::stem_number;

impl Model {
    /// The title of an occupation.
    pub(crate) fn title(&self, class: usize) -> &str {
        self.file.text(layout::NAMES, self.file.u32(layout::CLASS_NAMES, class) as usize)
    }

    /// The title of the occupation that shares most words with the input, and has the fewest others.
    pub(crate) fn nearest_name(&self, class: usize, words: &[String]) -> &str {
        let wanted: Vec<u16> = words.iter().map(|word| stem_number(word)).collect();
        let names = self.file.range(layout::CLASS_NAMES, class);
        let mut best = (i32::MIN, names.start);
        for name in names {
            let stems = self.file.range(layout::NAME_STEMS, name);
            let length = stems.len() as i32;
            let stems = self.file.part(layout::STEMS, stems.start * 2..stems.end * 2).chunks_exact(2);
            let is_wanted = |stem: &[u8]| wanted.contains(&u16::from_le_bytes([stem[0], stem[1]]));
            let shared = stems.filter(|stem| is_wanted(stem)).count() as i32;
            let likeness = 4 * shared - length;
            if likeness > best.0 {
                best = (likeness, name);
            }
        }
        self.file.text(layout::NAMES, best.1)
    }
}
