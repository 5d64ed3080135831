//! Hashes of words and titles that are the same on every machine.

use crate::analysis::singular;

/// A hash that is the same on every machine (FNV-1a, mixed at the end).
#[derive(Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    /// The hash of nothing, one for each kind of thing.
    pub(crate) fn of_kind(kind: u8) -> Self {
        Self(0xcbf2_9ce4_8422_2325).with(&[kind])
    }

    pub(crate) fn with(self, bytes: &[u8]) -> Self {
        let hash = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        Self(bytes.iter().fold(self.0, hash))
    }

    pub(crate) fn finish(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    }
}

/// The hash of a whole title: its words, without the endings of plurals, in their order.
pub(crate) fn title_hash(words: &[String]) -> u64 {
    let hash = Hash::of_kind(b'=');
    words.iter().fold(hash, |hash, word| hash.with(singular(word).as_bytes()).with(b" ")).finish()
}
