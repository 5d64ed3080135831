//! Entries that name what someone is not, the title of another person, or what belongs to a title: `not a nurse`,
//! `agent for actors`, `plumber training`.

use super::Model;
use super::understanding::work;
use crate::analysis::{Role, Titles as _, Token};
use crate::coding::generic::is_generic;

/// Words at the beginning before what someone is not, or not yet, or what another person is.
const NEGATIONS: [&str; 18] = [
    "aspiring",
    "daughter",
    "father",
    "future",
    "husband",
    "mother",
    "never",
    "no",
    "non",
    "not",
    "parent",
    "reporting",
    "reports",
    "son",
    "spouse",
    "studying",
    "wife",
    "without",
];
/// Words behind a title before what someone is not, or no longer, or what another person is.
const OTHERS: [&str; 10] = [
    "boss",
    "formerly",
    "husband",
    "not",
    "previously",
    "reporting",
    "reports",
    "spouse",
    "supervised",
    "wife",
];
/// Words between what a person is or does and another person.
const RELATIONS: [&str; 8] = ["for", "of", "on", "over", "to", "under", "with", "like"];
/// Beginnings of the last words before these that name a person of the same field: supervisors, and those who help.
const OF_THE_FIELD: [&str; 18] = [
    "aid",
    "apprentice",
    "assist",
    "asst",
    "chief",
    "coord",
    "direct",
    "head",
    "help",
    "instruct",
    "lead",
    "manag",
    "mgr",
    "profess",
    "secretary",
    "superv",
    "supv",
    "teach",
];
/// Last words that name what belongs to a title, and no person.
const BELONGINGS: [&str; 13] = [
    "association",
    "certificate",
    "class",
    "classes",
    "course",
    "degree",
    "diploma",
    "insurance",
    "licence",
    "license",
    "school",
    "training",
    "union",
];

/// Whether someone learns from or helps another person, as an `intern to the senator`.
pub(super) fn is_intern_to_someone(tokens: &[Token]) -> bool {
    let to = tokens.iter().position(|token| token.written == "to");
    to.is_some_and(|to| tokens[..to].iter().any(|token| matches!(token.role, Role::Seniority(_))))
        && tokens.iter().take_while(|token| token.written != "to").all(|token| !token.is_content())
}

/// Whether the first word says that the rest is what someone is not, or what another person is.
pub(super) fn begins_with_another(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|first| NEGATIONS.contains(&first.written.as_str()))
}

impl Model {
    /// The words before what someone is not, or no longer, or what another person is: `Chef` in `Chef, wife is an actor`.
    pub(super) fn before_others(&self, mut tokens: Vec<Token>) -> Vec<Token> {
        let is_pair = |first: usize| {
            let words = tokens.get(first).zip(tokens.get(first + 1));
            words.is_some_and(|(first, second)| self.has_pair(&first.written, &second.written))
        };
        let names_other = |at: &usize| {
            let is_part = is_pair(*at) || at.checked_sub(1).is_some_and(is_pair);
            OTHERS.contains(&tokens[*at].written.as_str()) && !is_part
        };
        let first = tokens.iter().position(Token::is_content).unwrap_or(tokens.len());
        if let Some(at) = (first + 1..tokens.len()).find(names_other) {
            tokens.truncate(at);
        }
        tokens
    }

    /// Whether an entry that the release does not have names someone's relation to a title of the release, or something
    /// that belongs to one.
    pub(super) fn is_about_another(&self, tokens: &[Token]) -> bool {
        let belongs = tokens.split_last().is_some_and(|(last, before)| {
            BELONGINGS.contains(&last.written.as_str()) && self.is_whole_title(before)
        });
        let is_relation = |at: &usize| RELATIONS.contains(&tokens[*at].written.as_str());
        belongs || (1..tokens.len()).filter(is_relation).any(|at| self.is_relation_to_title(tokens, at))
    }

    fn is_relation_to_title(&self, tokens: &[Token], at: usize) -> bool {
        let content = tokens[..at].iter().rev().find(|token| token.is_content());
        let is_of_field =
            |token: &Token| OF_THE_FIELD.iter().any(|beginning| token.written.starts_with(beginning));
        content.is_some_and(|last| !is_of_field(last)) && self.is_whole_title(&tokens[at + 1..])
    }

    /// Whether words are a title of the release, after an article.
    fn is_whole_title(&self, tokens: &[Token]) -> bool {
        let start = tokens.iter().position(|token| token.role != Role::Filler && token.written != "my");
        let words = work(&tokens[start.unwrap_or(tokens.len())..]);
        !words.is_empty() && !is_generic(&words) && self.whole(&words).is_some()
    }
}
