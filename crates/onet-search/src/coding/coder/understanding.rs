//! Reading a title: without noise, with abbreviations in full, with its spelling corrected.

use super::{LONGEST, Model, PECULIAR};
use crate::analysis::abbreviations::expansions;
use crate::analysis::{Role, Titles, Token, analyze_among, singular};
use crate::coding::generic::is_generic;
use crate::coding::hash::{Hash, title_hash};
use crate::coding::layout;

/// Abbreviations that fewer titles have are read in full.
const RARE: u32 = 2;
/// The shortest word that another one is taken apart into.
const SHORTEST_HALF: usize = 3;

/// An input as it was understood.
pub(crate) struct Understood {
    pub(crate) words: Vec<String>,
    pub(crate) seniority: Option<&'static str>,
    /// The number of the row of the whole title, where the release has it.
    pub(crate) whole: Option<usize>,
    pub(crate) origin: Origin,
    /// Whether it names no occupation, as `owner`.
    pub(crate) is_generic: bool,
    /// Whether its only word was corrected, so that nothing else confirms the correction.
    pub(crate) is_guess: bool,
}

/// Where an input stands in relation to the titles of the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The release has the title as it stands.
    Verbatim,
    /// The release has it without noise or with abbreviations in full.
    Form,
    /// The release has it with its spelling corrected.
    Corrected,
    /// The release does not have it.
    New,
    /// The release does not have it, nor one of its words.
    Unseen,
    /// It is free text.
    Text,
}

impl Model {
    /// Reads a title: as it stands, without noise, with its spelling corrected, whichever the release has first.
    pub(crate) fn understand(&self, title: &str) -> Understood {
        let tokens = analyze_among(title, LONGEST, self);
        let whole = |words: &[String]| layout::WHOLE.find(&self.file, title_hash(words));
        let plain: Vec<String> = tokens.iter().map(|token| token.written.clone()).collect();
        let words = work(&tokens);
        let seniority = tokens.iter().find_map(|token| match token.role {
            Role::Seniority(seniority) => Some(seniority.name()),
            _ => None,
        });
        let is_generic = is_generic(&plain) || is_generic(&words) || !tokens.iter().any(Token::is_content);
        let known = |words, whole, origin| Understood {
            words,
            seniority,
            whole,
            origin,
            is_generic,
            is_guess: false,
        };
        if let Some(row) = whole(&plain) {
            return known(plain, Some(row), Origin::Verbatim);
        }
        if let Some(row) = whole(&words) {
            return known(words, Some(row), Origin::Form);
        }
        if let Some(turned) = turned(&words)
            && let Some(row) = whole(&turned)
        {
            return known(turned, Some(row), Origin::Form);
        }
        let expanded = self.expanded(&words, u32::MAX);
        if let Some(row) = whole(&expanded) {
            return known(expanded, Some(row), Origin::Form);
        }
        let parted = self.parted(&self.expanded(&words, RARE));
        if let Some(row) = whole(&parted) {
            return known(parted, Some(row), Origin::Form);
        }
        let mut words = parted;
        let mut is_corrected = false;
        // Words of other languages are near English ones by chance.
        for word in words.iter_mut().filter(|_| title.is_ascii()) {
            if let Some(meant) = self.words.correct(word) {
                *word = meant.to_owned();
                is_corrected = true;
            }
        }
        let whole = whole(&words);
        let origin = match whole {
            Some(_) => Origin::Corrected,
            None if words.iter().all(|word| self.has_word(word)) => Origin::New,
            None => Origin::Unseen,
        };
        let is_guess = is_corrected && words.len() == 1;
        Understood { is_guess, ..known(words, whole, origin) }
    }

    /// The words as titles have them together or apart: `help desk` for `helpdesk`, `bookkeeper` for `book keeper`.
    fn parted(&self, words: &[String]) -> Vec<String> {
        let mut parted: Vec<String> = Vec::with_capacity(words.len());
        for word in words {
            if let Some(last) = parted.last_mut()
                && !self.has_pair(last, word)
                && self.words.count(&format!("{last}{word}")) >= RARE
            {
                last.push_str(word);
                continue;
            }
            match self.halves(word) {
                Some((first, second)) => parted.extend([first.to_owned(), second.to_owned()]),
                None => parted.push(word.clone()),
            }
        }
        parted
    }

    /// Two known words that titles have beside each other and that an unknown word consists of.
    fn halves<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        if !word.is_ascii() || word.len() < 2 * SHORTEST_HALF || self.has_word(word) {
            return None;
        }
        let halves = (SHORTEST_HALF..=word.len() - SHORTEST_HALF).map(|at| word.split_at(at));
        let count = |(first, second): &(&str, &str)| self.words.count(first).min(self.words.count(second));
        halves.filter(|halves| count(halves) >= RARE && self.has_pair(halves.0, halves.1)).max_by_key(count)
    }

    /// The words with abbreviations in full that fewer titles have than this, and those of [`PECULIAR`] that no title has
    /// beside their neighbours.
    fn expanded(&self, words: &[String], rare: u32) -> Vec<String> {
        let mut expanded = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            let has_pair = |first: usize| {
                words
                    .get(first)
                    .zip(words.get(first + 1))
                    .is_some_and(|(first, second)| self.has_pair(first, second))
            };
            let is_apart = words.len() > 1
                && PECULIAR.contains(&word.as_str())
                && !has_pair(at)
                && !at.checked_sub(1).is_some_and(has_pair);
            let full = expansions(word).next().filter(|_| is_apart || self.words.count(word) < rare);
            match full {
                Some(full) => expanded.extend(full.split(' ').map(str::to_owned)),
                None => expanded.push(word.clone()),
            }
        }
        expanded
    }
}

impl Titles for Model {
    fn has_word(&self, word: &str) -> bool {
        self.words.count(word) > 0
    }

    fn has_pair(&self, first: &str, second: &str) -> bool {
        let (first, second) = (singular(first), singular(second));
        let pair = Hash::of_kind(b'b').with(first.as_bytes()).with(b" ").with(second.as_bytes());
        layout::BAYES.find(&self.file, pair.finish()).is_some()
    }
}

/// The words of a title that name the work, or all where none does.
pub(super) fn work(tokens: &[Token]) -> Vec<String> {
    let is_work = |token: &&Token| matches!(token.role, Role::Word | Role::Filler);
    let first = tokens.iter().position(Token::is_content);
    let last = tokens.iter().rposition(Token::is_content);
    let tokens = match (first, last) {
        (Some(first), Some(last)) => &tokens[first..=last],
        _ => return tokens.iter().map(|token| token.written.clone()).collect(),
    };
    tokens.iter().filter(is_work).map(|token| token.written.clone()).collect()
}

/// The words of `director of nursing` as `nursing director`.
pub(super) fn turned(words: &[String]) -> Option<Vec<String>> {
    let at = words.iter().position(|word| word == "of")?;
    let (head, rest) = (&words[..at], &words[at + 1..]);
    (!head.is_empty() && !rest.is_empty()).then(|| rest.iter().chain(head).cloned().collect())
}
