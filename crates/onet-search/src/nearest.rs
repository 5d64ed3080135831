//! Titles that a text without hits may have meant.

use std::collections::HashSet;

use strsim::{normalized_damerau_levenshtein, sorensen_dice};

use crate::analysis::{Role, Token, analyze, key};
use crate::store::Store;

/// Words that are read of a text.
const MOST_WORDS: usize = 8;
/// Words that resemble a word of the text, at most.
const MOST_RESEMBLING: usize = 6;
/// How much a word must resemble one of the text, from 0 to 1.
const RESEMBLANCE: f64 = 0.7;
/// A word of up to this many bytes must begin alike: with other beginnings, too many resemble it.
const SHORT: usize = 4;

/// The titles with words that resemble those of a text, nearest first.
pub(crate) fn titles(store: &Store, text: &str, most: usize) -> Vec<String> {
    let tokens = analyze(text, MOST_WORDS);
    let words: HashSet<usize> = tokens
        .iter()
        .filter(|token| token.role != Role::Filler)
        .flat_map(|token| resembling(store, token))
        .collect();
    let titles: HashSet<usize> = words
        .into_iter()
        .flat_map(|word| store.word_texts(word))
        .filter(|&text| store.text_facts(text).1.is_title())
        .collect();
    let folded: Vec<&str> = tokens.iter().map(|token| token.written.as_str()).collect();
    let folded = folded.join(" ");
    let mut near: Vec<(f64, &str)> = titles
        .into_iter()
        .map(|title| {
            let title = store.title(title);
            (sorensen_dice(&folded, &title.to_lowercase()), title)
        })
        .collect();
    near.sort_by(|(a, first), (b, second)| b.total_cmp(a).then_with(|| first.cmp(second)));
    // One of several that differ in number or case is enough.
    let mut seen = HashSet::new();
    let different = near.into_iter().filter(|(_, title)| seen.insert(key(&analyze(title, MOST_WORDS))));
    different.take(most).map(|(_, title)| title.to_owned()).collect()
}

/// The words of titles that resemble a word.
fn resembling(store: &Store, token: &Token) -> Vec<usize> {
    let word = token.written.as_str();
    let mut near: Vec<(f64, usize)> = (0..store.word_count())
        .filter(|&known| store.word_title_count(known) > 0)
        .filter(|&known| store.word(known).len().abs_diff(word.len()) <= word.len() / 2)
        .filter(|&known| {
            word.len() > SHORT || store.word(known).as_bytes().first() == word.as_bytes().first()
        })
        .map(|known| (normalized_damerau_levenshtein(word, store.word(known)), known))
        .filter(|(resemblance, _)| *resemblance >= RESEMBLANCE)
        .collect();
    near.sort_by(|(a, first), (b, second)| b.total_cmp(a).then_with(|| first.cmp(second)));
    near.into_iter().take(MOST_RESEMBLING).map(|(_, known)| known).collect()
}
