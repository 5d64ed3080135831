//! Entries that name the title of another person or of what is learnt: `agent for actors`, `plumber training`.

use super::Model;
use super::understanding::work;
use crate::analysis::{Role, Token};
use crate::coding::generic::is_generic;

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

impl Model {
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
