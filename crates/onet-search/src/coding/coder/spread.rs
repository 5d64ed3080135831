//! How far the titles that share a word lie apart.

use super::Model;
use crate::analysis::singular;
use crate::coding::hash::Hash;
use crate::coding::layout;
use crate::coding::train::UNSEEN;

/// Titles that have a word, at least, before it is judged by them.
const FEWEST: f32 = 8.0;
/// A word names an occupation where at least this share of the titles that have it lie in the same minor group.
const SHARE: f32 = 0.3;

/// What a title counts that four sources and a reported title attest for one occupation alone: it names that one, as `Architect`.
const ATTESTED: f32 = 7.0;

impl Model {
    /// Whether several sources have a title for one occupation, and none for another.
    pub(crate) fn is_attested(&self, row: usize) -> bool {
        let mut masses = vec![0.0; self.class_count()];
        layout::WHOLE.rows().add(&self.file, row, 1.0, &mut masses);
        let mut attested = masses.iter().filter(|mass| **mass > 0.0);
        attested.next().is_some_and(|mass| *mass >= ATTESTED) && attested.next().is_none()
    }

    /// Whether a title is one word that many occupations far apart have in their titles, such as `Director`: that the
    /// release has it for one of them does not make it a name of that one.
    pub(crate) fn is_shared_word(&self, words: &[String], class: usize) -> bool {
        let [word] = words else { return false };
        let hash = Hash::of_kind(b'w').with(singular(word).as_bytes()).finish();
        let Some(row) = layout::BAYES.find(&self.file, hash) else { return false };
        let mut logs = vec![0.0; self.class_count()];
        layout::BAYES.rows().add(&self.file, row, 1.0, &mut logs);
        // The rows have the logarithms of how often a class has a word.
        let counts = logs.iter().map(|log| UNSEEN * (log.exp() - 1.0));
        let (mut near, mut all) = (0.0, 0.0);
        for (count, group) in counts.zip(&self.groups) {
            all += count;
            if *group == self.groups[class] {
                near += count;
            }
        }
        all >= FEWEST && near < SHARE * all
    }
}
