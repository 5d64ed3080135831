//! A text as it is compared with tasks and titles.

use super::{LONGEST, everyday};
use crate::analysis::abbreviations::expansions;
use crate::analysis::{Gap, bases_of_verb, is_function_word, of_irregular, split};
use crate::coding::train;

/// Clauses that are read.
const CLAUSES: usize = 3;
/// Words of what people say about themselves, which name no work.
static OF_WISHES: [&str; 22] = [
    "do",
    "doing",
    "don",
    "enjoy",
    "enjoyed",
    "enjoying",
    "experience",
    "experienced",
    "good",
    "know",
    "like",
    "liked",
    "looking",
    "love",
    "something",
    "t",
    "want",
    "wanted",
    "wants",
    "what",
    "wish",
    "would",
];

/// The words and stems of a text.
pub(super) struct Read {
    /// Its distinct stems.
    pub(super) stems: Vec<u64>,
    /// The same in the order of the text, each time.
    pub(super) ordered: Vec<u64>,
    /// Stems of the words that tasks have in place of everyday ones.
    pub(super) meant: Vec<u64>,
    /// The first clauses, from the first telling word on.
    pub(super) clauses: Vec<Vec<String>>,
}

impl Read {
    /// Reads a text, with irregular verbs as tasks write them and abbreviations in capitals in full.
    pub(super) fn of(text: &str) -> Self {
        let split = split(text, LONGEST);
        let mut clauses: Vec<Vec<String>> = vec![Vec::new()];
        for word in &split {
            if word.gap == Gap::Break || matches!(word.written.as_str(), "and" | "or") {
                clauses.push(Vec::new());
            }
            if let Some(clause) = clauses.last_mut() {
                clause.push(word.written.clone());
            }
        }
        let clause = |clause: Vec<String>| -> Vec<String> {
            let clause = everyday::plain(clause.into_iter());
            clause.into_iter().skip_while(|word| !begins_clause(word)).collect()
        };
        let clauses = clauses.into_iter().map(clause).filter(|clause| !clause.is_empty());
        let plain = everyday::plain(split.into_iter().map(|word| word.written));
        let written = plain.into_iter().map(|word| of_irregular(&word).map_or(word, str::to_owned));
        let words: Vec<String> = written.chain(in_full(text)).filter(|word| is_telling(word)).collect();
        let ordered: Vec<u64> = words.iter().map(|word| train::strong_stem_number(word)).collect();
        let stems = train::distinct(ordered.clone());
        let mut meant = train::distinct(words.iter().flat_map(|word| meant(word)).collect());
        meant.retain(|stem| stems.binary_search(stem).is_err());
        Self { clauses: clauses.take(CLAUSES).collect(), stems, ordered, meant }
    }
}

/// The words that abbreviations in capitals stand for.
fn in_full(text: &str) -> impl Iterator<Item = String> {
    let has_small = text.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_capital = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let capitals = text.split(|letter: char| !letter.is_alphanumeric()).filter(is_capital);
    let meanings =
        capitals.filter(move |_| has_small).filter_map(|word| expansions(&word.to_lowercase()).next());
    meanings.flat_map(|meaning| meaning.split(' ')).map(str::to_owned)
}

/// The stems of what tasks have for an everyday word.
fn meant(word: &str) -> impl Iterator<Item = u64> {
    let verb = bases_of_verb(word).iter().find_map(|base| everyday::verb(base)).unwrap_or_default();
    verb.iter().chain(everyday::noun(word)).map(|word| train::strong_stem_number(word))
}

/// Whether a word says what the work is.
pub(super) fn is_telling(word: &str) -> bool {
    !is_function_word(word) && !OF_WISHES.contains(&word) && !everyday::is_empty(word)
}

/// The words that say what the work is.
pub(super) fn telling(words: &[String]) -> Vec<String> {
    words.iter().filter(|word| is_telling(word)).cloned().collect()
}

/// Whether a clause may begin with a word: `do taxes` does, `I do` does not.
fn begins_clause(word: &str) -> bool {
    is_telling(word) || matches!(word, "do" | "doing")
}
