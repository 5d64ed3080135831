//! Titles and free text by their form.

use std::collections::HashSet;

use super::entry::without_label;
use super::understanding::{Origin, work};
use super::{LONGEST, Model, Reading};
use crate::analysis::abbreviations::expansions;
use crate::analysis::{Gap, Titles as _, Token, analyze_among, bases_of_verb, of_irregular};
use crate::coding::layout;

/// Words of the longest title; anything longer is free text.
const LONGEST_TITLE: usize = 12;
/// Words of the shortest text that its form tells from a title.
const SHORTEST_TEXT: usize = 2;
/// Parts between commas that make a list of skills.
const LIST: usize = 3;
/// Words of the shortest text that a verb in the present begins: `line lead` and `marketing intern` are titles.
const SHORTEST_IN_PRESENT: usize = 4;

/// Words that begin or go through sentences about a person, and stand in no title.
static OF_PERSONS: [&str; 16] = [
    "i",
    "i'm",
    "im",
    "ive",
    "my",
    "me",
    "we",
    "our",
    "responsible",
    "responsibilities",
    "duties",
    "skills",
    "skilled",
    "knowledge",
    "proficient",
    "familiar",
];
/// Words that say what someone wishes, where they come first.
static WISHES: [&str; 8] = ["want", "wish", "like", "love", "enjoy", "looking", "interested", "hoping"];

impl Model {
    /// Whether a text is free text: longer than a title, or by its form a sentence about duties or a list.
    pub(super) fn is_text(&self, text: &str, reading: Reading) -> bool {
        let text = without_label(text);
        let count = text.split_whitespace().take(LONGEST_TITLE + 1).count();
        if reading == Reading::ByForm && count < SHORTEST_TEXT {
            return false;
        }
        let tokens = analyze_among(text, LONGEST, self);
        let words = work(&tokens);
        if words.len() > LONGEST_TITLE {
            return true;
        }
        let is_known = || {
            let understood = self.understand(text);
            understood.ranked.is_some()
                || understood.is_generic
                || matches!(understood.origin, Origin::Verbatim | Origin::Form)
        };
        let has_form = self.has_form_of_text(text, &tokens);
        match reading {
            Reading::ByForm => has_form && !is_known(),
            Reading::Text => !is_known() && (has_form || !self.has_form_of_title(&tokens)),
        }
    }

    /// Whether a text is a title of the release, or ends as titles do.
    pub(crate) fn is_title(&self, text: &str) -> bool {
        let tokens = analyze_among(text, LONGEST, self);
        let is_known =
            || matches!(self.understand(text).origin, Origin::Verbatim | Origin::Form | Origin::Corrected);
        self.has_form_of_title(&tokens) || is_known()
    }

    /// Whether a text, or what stands before its first break or `of`, ends as titles do.
    fn has_form_of_title(&self, tokens: &[Token]) -> bool {
        let first = &tokens[..end_of_first_part(tokens)];
        let of = first.iter().position(|token| token.written == "of").unwrap_or(first.len());
        [tokens, first, &first[..of]].into_iter().any(|part| self.ends_as_title(part))
    }

    fn has_form_of_text(&self, text: &str, tokens: &[Token]) -> bool {
        let words: Vec<&str> = tokens.iter().map(|token| token.written.as_str()).collect();
        let Some(first) = words.first() else { return false };
        let is_personal = words.iter().any(|word| OF_PERSONS.contains(word) && !self.has_word(word))
            || OF_PERSONS.contains(first)
            || WISHES.contains(first);
        if is_personal {
            return true;
        }
        let is_list = || {
            // `Typist, Clerk, Receptionist` is a list of titles.
            let first = &tokens[..end_of_first_part(tokens)];
            text.matches([',', ';', '•']).count() + 1 >= LIST && !self.ends_as_title(first)
        };
        is_list() || (self.begins_with_duty(&words) && !self.ends_as_title(tokens))
    }

    /// Whether the first word is a form of a verb that tasks begin with, and no title has it before the second.
    fn begins_with_duty(&self, words: &[&str]) -> bool {
        let [first, second, ..] = words else { return false };
        let is_past = || of_irregular(first).is_some() || (first.ends_with("ed") && !self.has_word(first));
        let is_verb = || {
            (words.len() >= SHORTEST_IN_PRESENT || !self.has_word(first))
                && bases_of_verb(first).iter().any(|base| self.verbs().contains(base.as_str()))
        };
        !self.has_pair(first, second) && (is_past() || is_verb())
    }

    /// Whether the last word is one that titles end with: `nurse` in `certified nurse`.
    fn ends_as_title(&self, tokens: &[Token]) -> bool {
        let last = tokens.iter().rev().find(|token| token.is_content());
        let is_head = |word: &str| self.heads().contains(word.rsplit(' ').next().unwrap_or(word));
        last.is_some_and(|last| is_head(&last.written) || expansions(&last.written).any(is_head))
    }

    /// The verbs that tasks of the release begin with.
    fn verbs(&self) -> &HashSet<String> {
        self.verbs.get_or_init(|| self.file.texts(layout::VERBS))
    }

    /// The words that several titles of the release end with.
    pub(crate) fn heads(&self) -> &HashSet<String> {
        self.heads.get_or_init(|| self.file.texts(layout::HEADS))
    }
}

/// Where the first part of a text ends.
fn end_of_first_part(tokens: &[Token]) -> usize {
    tokens.iter().skip(1).position(|token| token.gap == Gap::Break).map_or(tokens.len(), |at| at + 1)
}
