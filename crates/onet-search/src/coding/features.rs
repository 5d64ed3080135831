//! What the models see of a title: hashed stems, bigrams and pieces of words.

use super::hash::Hash;
use crate::analysis::{singular, strong_stem};

/// Bits of the number of a row, at most. Several features share a row, others in each model: with the same ones, .25 % of
/// held-out titles fewer are right.
const MOST_ROW_BITS: u32 = 15;
/// How many bits more the number has that the set of seen features knows a feature by. One unseen feature in twenty looks
/// seen.
const MORE_BITS: u32 = 6;

/// Rows that models have for features.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows {
    bits: u32,
}

impl Rows {
    /// Enough rows for so many different features.
    pub(crate) fn of(features: usize) -> Self {
        Self { bits: features.max(1).next_power_of_two().ilog2().clamp(1, MOST_ROW_BITS) }
    }

    /// The rows of a model that has so many.
    pub(crate) fn with_count(count: usize) -> Self {
        Self { bits: count.checked_ilog2().unwrap_or(1).clamp(1, MOST_ROW_BITS) }
    }

    /// How many there are: a power of two.
    pub(crate) fn count(self) -> usize {
        1 << self.bits
    }

    /// The row of a feature in one of the models.
    pub(crate) fn row(self, feature: u64, model: usize) -> u32 {
        let bits = feature.rotate_left(MOST_ROW_BITS * model as u32);
        (bits >> (u64::BITS - self.bits)) as u32
    }

    /// A set of features, as bits.
    pub(crate) fn set_of(self, features: impl Iterator<Item = u64>) -> Vec<u8> {
        let mut set = vec![0; 1 << (self.bits + MORE_BITS - 3)];
        for feature in features {
            let bit = self.seen_bit(feature);
            set[bit / 8] |= 1 << (bit % 8);
        }
        set
    }

    /// Whether a set has a feature; an empty set has none.
    pub(crate) fn has(self, set: &[u8], feature: u64) -> bool {
        let bit = self.seen_bit(feature);
        set.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
    }

    /// The last bits, from which no row is made.
    fn seen_bit(self, feature: u64) -> usize {
        (feature & ((1 << (self.bits + MORE_BITS)) - 1)) as usize
    }
}

/// The features of a title, by their hashes, with weights.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    /// For the softmax and the embeddings.
    pub(crate) dense: Vec<(u64, f32)>,
    /// For naive Bayes: stems, strong stems and bigrams alone, as whole hashes.
    pub(crate) words: Vec<u64>,
}

/// How much a feature counts before the length is taken out, by kind.
pub(crate) struct Weights {
    pub(crate) stem: f32,
    pub(crate) strong: f32,
    pub(crate) bigram: f32,
    pub(crate) edge: f32,
    pub(crate) piece: f32,
}

pub(crate) static WEIGHTS: Weights = Weights { stem: 1.0, strong: 1.0, bigram: 1.0, edge: 1.0, piece: 0.5 };

impl Features {
    pub(crate) fn of(words: &[String]) -> Self {
        let mut features = Self::default();
        let stems: Vec<_> = words.iter().map(|word| singular(word)).collect();
        let weights = &WEIGHTS;
        for (at, (word, stem)) in words.iter().zip(&stems).enumerate() {
            let hash = Hash::of_kind(b'w').with(stem.as_bytes()).finish();
            features.add(hash, weights.stem);
            features.words.push(hash);
            let strong = Hash::of_kind(b's').with(strong_stem(word).as_bytes()).finish();
            features.add(strong, weights.strong);
            features.words.push(strong);
            if let Some(next) = stems.get(at + 1) {
                let pair =
                    Hash::of_kind(b'b').with(stem.as_bytes()).with(b" ").with(next.as_bytes()).finish();
                features.add(pair, weights.bigram);
                features.words.push(pair);
            }
            features.add_pieces(stem, weights.piece);
        }
        if let (Some(first), Some(last)) = (stems.first(), stems.last()) {
            features.add(Hash::of_kind(b'^').with(first.as_bytes()).finish(), weights.edge);
            features.add(Hash::of_kind(b'$').with(last.as_bytes()).finish(), weights.edge);
        }
        features.merge();
        features
    }

    fn add(&mut self, hash: u64, weight: f32) {
        self.dense.push((hash, weight));
    }

    /// Three and four letters in a row, with the edges of the word.
    fn add_pieces(&mut self, word: &str, weight: f32) {
        let mut letters = [0u8; 34];
        letters[0] = b'<';
        let bytes = word.as_bytes();
        let length = bytes.len().min(32);
        letters[1..=length].copy_from_slice(&bytes[..length]);
        letters[length + 1] = b'>';
        let letters = &letters[..length + 2];
        for size in [3, 4] {
            for piece in letters.windows(size) {
                self.add(Hash::of_kind(b'c').with(piece).finish(), weight);
            }
        }
    }

    fn merge(&mut self) {
        self.dense.sort_unstable_by_key(|(feature, _)| *feature);
        self.dense.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 += later.1;
            }
            same
        });
    }
}
