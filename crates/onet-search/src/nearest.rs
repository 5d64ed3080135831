//! Titles that a text without hits may have meant.

use std::collections::{BTreeSet, HashSet};
use std::hash::Hash;

use strsim::{normalized_damerau_levenshtein, sorensen_dice};

use crate::analysis::{Role, Token, analyze, key};
use crate::store::Store;

/// Words that are read of a text.
const MOST_WORDS: usize = 8;
/// Words that resemble a word of the text, at most.
const MOST_RESEMBLING: usize = 6;
/// How much a word must resemble one of the text, from 0 to 1.
const RESEMBLANCE: f64 = 0.65;
/// How much the pairs of letters count that two words share, against the letters that differ.
const PAIRS: f64 = 0.5;
/// A word of up to this many bytes must begin alike: with other beginnings, too many resemble it.
const SHORT: usize = 4;

/// The titles with words that resemble those of a text, nearest first.
pub(crate) fn titles(store: &Store, text: &str, most: usize) -> Vec<String> {
    let tokens = analyze(text, MOST_WORDS);
    let words = (0..store.word_count()).filter(|&word| store.word_title_count(word) > 0);
    let words: Vec<(&str, usize)> = words.map(|word| (store.word(word), word)).collect();
    let titles: HashSet<usize> = resembling(&tokens, &words)
        .into_iter()
        .flat_map(|word| store.word_texts(word))
        .filter(|&text| store.text_facts(text).1.is_title())
        .collect();
    ranked(&tokens, titles.into_iter().map(|title| store.title(title)), most)
}

/// The names with words that resemble those of a text, nearest first: what a text that finds none of them may have
/// meant.
///
/// ```
/// let programs = ["Registered Nursing.", "Plant Nursery Operations.", "Welding Technology."];
/// let near = onet_search::nearest_names(programs, "nursng", 1);
/// assert_eq!(near, ["Registered Nursing."]);
/// ```
pub fn nearest_names<'n>(names: impl IntoIterator<Item = &'n str>, text: &str, most: usize) -> Vec<String> {
    let tokens = analyze(text, MOST_WORDS);
    let mut names: Vec<(&str, Vec<String>)> =
        names.into_iter().map(|name| (name, words_of(&analyze(name, MOST_WORDS)))).collect();
    names.sort_unstable();
    names.dedup();
    let words: BTreeSet<&str> = names.iter().flat_map(|(_, words)| words).map(String::as_str).collect();
    let words: Vec<(&str, &str)> = words.into_iter().map(|word| (word, word)).collect();
    let near = resembling(&tokens, &words);
    let with_such = names.iter().filter(|(_, words)| words.iter().any(|word| near.contains(word.as_str())));
    ranked(&tokens, with_such.map(|(name, _)| *name), most)
}

fn words_of(tokens: &[Token]) -> Vec<String> {
    tokens.iter().filter(|token| token.role != Role::Filler).map(|token| token.written.clone()).collect()
}

/// The words that resemble one of the text, among words with what stands for them.
fn resembling<W: Copy + Eq + Ord + Hash>(tokens: &[Token], words: &[(&str, W)]) -> HashSet<W> {
    let mut found = HashSet::new();
    for word in words_of(tokens) {
        let mut near: Vec<(f64, W)> = words
            .iter()
            .filter(|(known, _)| known.len().abs_diff(word.len()) <= word.len() / 2)
            .filter(|(known, _)| word.len() > SHORT || known.as_bytes().first() == word.as_bytes().first())
            .map(|(known, stands)| (normalized_damerau_levenshtein(&word, known), *known, *stands))
            .filter(|(resemblance, ..)| *resemblance >= RESEMBLANCE)
            // Of words that are as near, those with the same pairs of letters come first.
            .map(|(resemblance, known, stands)| (resemblance + PAIRS * sorensen_dice(&word, known), stands))
            .collect();
        near.sort_by(|(a, first), (b, second)| b.total_cmp(a).then_with(|| first.cmp(second)));
        found.extend(near.into_iter().take(MOST_RESEMBLING).map(|(_, stands)| stands));
    }
    found
}

/// Titles by their likeness to a text; one of several that differ in number or case is enough.
fn ranked<'t>(tokens: &[Token], titles: impl Iterator<Item = &'t str>, most: usize) -> Vec<String> {
    let folded: Vec<&str> = tokens.iter().map(|token| token.written.as_str()).collect();
    let folded = folded.join(" ");
    let mut near: Vec<(f64, &str)> =
        titles.map(|title| (sorensen_dice(&folded, &title.to_lowercase()), title)).collect();
    near.sort_by(|(a, first), (b, second)| b.total_cmp(a).then_with(|| first.cmp(second)));
    let mut seen = HashSet::new();
    let different = near.into_iter().filter(|(_, title)| seen.insert(key(&analyze(title, MOST_WORDS))));
    different.take(most).map(|(_, title)| title.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_resembling_words_come_nearest_first_and_others_not_at_all() {
        let names = ["Harbor Master.", "Ship Engineer", "ship engineers", "Beekeeper", "Engine Fitter"];
        assert_eq!(nearest_names(names, "ship enginer", 2), ["Ship Engineer", "Engine Fitter"]);
        assert_eq!(nearest_names(names, "beekeper", 3), ["Beekeeper"]);
        for nothing in ["xylophone", "", "of the"] {
            assert!(nearest_names(names, nothing, 3).is_empty(), "{nothing}");
        }
    }
}
