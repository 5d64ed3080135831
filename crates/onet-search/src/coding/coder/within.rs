//! The title of the release that an entry has among words about the person, the employer or the vacancy:
//! `I was a nurse for 10 years`, `Join our team as a welder`, `Cook County Librarian`.

use super::Model;
use super::surroundings::{is_about, is_joining};
use super::understanding::{all_meanings, work};
use crate::analysis::{Role, Titles as _, Token};
use crate::coding::generic::is_generic;

/// Words of the surroundings that the longest title may have on one side.
const MOST_AROUND: usize = 4;

impl Model {
    /// The longest title of the release within an entry, where its other words name no work; without one, the words that
    /// name the work.
    pub(super) fn title_within(&self, tokens: &[Token]) -> Option<(Vec<String>, Option<usize>)> {
        let mut outside = self.surroundings(tokens);
        if outside.iter().all(|is| *is) {
            // `NEW! CSM`: what is a certificate behind a title is a title by itself.
            for (token, is) in tokens.iter().zip(&mut outside) {
                *is = token.role != Role::Terms || is_about(token);
            }
        }
        let (first, last) = (outside.iter().position(|is| !is)?, outside.iter().rposition(|is| !is)?);
        let around = || tokens[..first].iter().chain(&tokens[last + 1..]);
        if !around().any(Token::is_content) {
            return None;
        }
        let starts = first.saturating_sub(MOST_AROUND)..=first;
        let ends = last + 1..=tokens.len().min(last + 1 + MOST_AROUND);
        let spans = starts.flat_map(|start| ends.clone().map(move |end| start..end));
        let mut spans: Vec<_> = spans.filter(|span| span.len() < tokens.len()).collect();
        spans.sort_by_key(|span| usize::MAX - span.len());
        let title = spans.into_iter().find_map(|span| self.known_title(work(&tokens[span])));
        if let Some((words, row)) = title {
            return Some((words, Some(row)));
        }
        // Words that titles have may be part of a title that the release does not have.
        let is_of_sentence = |token: &Token| is_about(token) && !self.has_word(&token.written);
        let is_phrase = || {
            let mut content = around().filter(|token| token.is_content() && !is_joining(token));
            around().any(is_joining) && content.all(is_about)
        };
        let words = work(&tokens[first..=last]);
        ((around().any(is_of_sentence) || is_phrase()) && !is_generic(&words)).then_some((words, None))
    }

    /// Words, or one of their meanings with abbreviations in full, that are a title of the release for an occupation.
    fn known_title(&self, words: Vec<String>) -> Option<(Vec<String>, usize)> {
        let known = |words: Vec<String>| self.whole(&words).map(|row| (words, row));
        let title = known(words.clone()).or_else(|| all_meanings(&words).into_iter().find_map(known));
        title.filter(|(words, row)| !is_generic(words) && self.names_one(words, *row))
    }
}
