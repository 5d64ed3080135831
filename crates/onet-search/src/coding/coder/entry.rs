//! What people write around a title: labels, several titles in one entry, a code in place of a title.

use onet_domain::{OnetSocCode, SocCode};

use super::understanding::work;
use super::{Candidate, Coded, Group, LONGEST, Model, Query, scored};
use crate::analysis::analyze_among;
use crate::coding::generic::is_generic;

/// Names of the field that a title stands in, before a colon or a dash.
static LABELS: [&str; 7] =
    ["job title", "current position", "occupation", "profession", "position", "title", "role"];
/// Beginnings of sentences that end with a title.
static SENTENCES: [&str; 12] = [
    "i am a ",
    "i am an ",
    "i'm a ",
    "i'm an ",
    "i was a ",
    "i was an ",
    "i work as a ",
    "i work as an ",
    "i worked as a ",
    "i worked as an ",
    "working as a ",
    "working as an ",
];
/// What stands between titles.
static BETWEEN: [&str; 13] = ["/", "|", ";", "&", ",", "+", ">", "•", " - ", " – ", " — ", " and ", " or "];
/// Words behind the beginning of a sentence, at most: more of them say what the work is.
const LONGEST_REST: usize = 4;

/// The title behind a label or the beginning of a sentence: `nurse` in `Job title: nurse` and `I am a nurse`.
pub(super) fn without_label(text: &str) -> &str {
    let text = text.trim();
    // The words are ASCII, so that the lower case has the same length where one of them matches.
    let lower = text.to_ascii_lowercase();
    let behind = |prefix: &&str| lower.starts_with(*prefix).then(|| text[prefix.len()..].trim_start());
    let is_short = |rest: &&str| rest.split_whitespace().count() <= LONGEST_REST;
    if let Some(rest) = SENTENCES.iter().find_map(&behind).filter(is_short) {
        return rest;
    }
    let rest = LABELS.iter().find_map(&behind);
    let title = rest.and_then(|rest| rest.strip_prefix(':').or_else(|| rest.strip_prefix("- ")));
    title.map(str::trim_start).filter(|title| !title.is_empty()).unwrap_or(text)
}

impl Model {
    /// The answer to an entry that is a code of the release, with or without the two digits of O*NET.
    pub(super) fn code_itself(&self, text: &str, query: &Query) -> Option<Coded> {
        let text = text.trim();
        let class = match text.parse::<OnetSocCode>() {
            Ok(code) => self.codes.iter().position(|known| *known == code)?,
            Err(_) => {
                text.parse::<SocCode>().ok()?;
                self.codes.iter().position(|known| known.to_string().starts_with(text))?
            }
        };
        let mut probabilities = vec![0.0; self.codes.len()];
        probabilities[class] = 1.0;
        let groups = self.by_group(&probabilities, query.level, 1);
        let candidate = |group: &Group, score: f32| Candidate {
            matched_title: text.to_owned(),
            ..self.candidate(group, query.level, &[], score)
        };
        Some(Coded { candidates: scored(&groups, 1.0, candidate), abstained: false, seniority: None })
    }

    /// The first of several titles in one entry, such as `nurse / teacher`, where the release has each of them.
    pub(super) fn first_of_several<'t>(&self, text: &'t str) -> Option<&'t str> {
        let parts = || {
            let parts = BETWEEN.iter().fold(vec![text], |parts, between| {
                parts.into_iter().flat_map(|part| part.split(between)).collect()
            });
            parts.into_iter().map(str::trim).filter(|part| !part.is_empty())
        };
        let is_known = |part: &str| {
            let tokens = analyze_among(part, LONGEST, self);
            let plain: Vec<String> = tokens.iter().map(|token| token.written.clone()).collect();
            let words = work(&tokens);
            let is_title = self.whole(&plain).is_some() || self.whole(&words).is_some();
            is_title && !is_generic(&plain) && !is_generic(&words)
        };
        (parts().count() > 1 && parts().all(is_known)).then(|| parts().next()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::without_label;

    #[test]
    fn labels_and_beginnings_of_sentences_are_taken_off() {
        for (text, title) in [
            ("Job title: Nurse", "Nurse"),
            ("Title - Nurse", "Nurse"),
            ("OCCUPATION:nurse", "nurse"),
            ("I am a registered nurse", "registered nurse"),
            ("I'm an actor", "actor"),
            ("Title Examiner", "Title Examiner"),
            ("Title:", "Title:"),
            ("Position Controller", "Position Controller"),
            ("I am a person who likes to work with animals", "I am a person who likes to work with animals"),
            ("İ am a nurse", "İ am a nurse"),
            ("", ""),
        ] {
            assert_eq!(without_label(text), title, "{text}");
        }
    }
}
