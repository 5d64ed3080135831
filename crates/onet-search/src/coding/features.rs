//! What the models see of a title: hashed stems, bigrams and pieces of words.

use super::hash::Hash;
use crate::analysis::{singular, strong_stem};

/// Bits of a feature number.
pub(crate) const FEATURE_BITS: u32 = 15;

/// The features of a title: numbers below 2 to the [`FEATURE_BITS`], with weights.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    /// For the softmax models.
    pub(crate) dense: Vec<(u32, f32)>,
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
        self.dense.push(((hash >> (64 - FEATURE_BITS)) as u32, weight));
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
