//! Which words of an entry may stand outside its title: those about the person, the employer or the vacancy.

use std::ops::Range;

use super::Model;
use crate::analysis::{Gap, Role, Titles as _, Token, is_place};

/// Words about the person, the employer or the vacancy. They may be part of a title that the release does not have, and
/// belong to none that it has.
static ABOUT: [&str; 158] = [
    "a",
    "acting",
    "actively",
    "adjunct",
    "also",
    "always",
    "am",
    "an",
    "applicant",
    "apply",
    "are",
    "as",
    "asap",
    "available",
    "be",
    "become",
    "been",
    "being",
    "benefits",
    "candidates",
    "certified",
    "corporate",
    "covid",
    "current",
    "currently",
    "daily",
    "dear",
    "dept",
    "deutsch",
    "duties",
    "every",
    "ex",
    "exciting",
    "exp",
    "experience",
    "experienced",
    "federal",
    "ffw",
    "formerly",
    "freelance",
    "friendly",
    "from",
    "full",
    "global",
    "great",
    "he",
    "hello",
    "here",
    "hi",
    "hire",
    "hiring",
    "hourly",
    "hr",
    "hrs",
    "i",
    "if",
    "im",
    "immediate",
    "immediately",
    "include",
    "includes",
    "independent",
    "interim",
    "is",
    "it",
    "its",
    "ive",
    "join",
    "journeyman",
    "just",
    "licensed",
    "like",
    "local",
    "looking",
    "love",
    "me",
    "month",
    "months",
    "must",
    "my",
    "name",
    "necessary",
    "need",
    "needed",
    "needs",
    "new",
    "next",
    "now",
    "opportunity",
    "our",
    "ours",
    "owner",
    "paid",
    "permanent",
    "person",
    "please",
    "preferred",
    "presently",
    "previous",
    "previously",
    "prn",
    "professional",
    "qualified",
    "ref",
    "regional",
    "registered",
    "relocation",
    "remote",
    "req",
    "required",
    "responsible",
    "retired",
    "salaried",
    "seeking",
    "she",
    "since",
    "so",
    "some",
    "somebody",
    "someone",
    "spanish",
    "speaking",
    "temporary",
    "thank",
    "thanks",
    "that",
    "the",
    "their",
    "there",
    "they",
    "this",
    "to",
    "uk",
    "urgent",
    "us",
    "usa",
    "various",
    "very",
    "visa",
    "volunteer",
    "want",
    "wants",
    "was",
    "we",
    "weekend",
    "weekends",
    "were",
    "wg",
    "who",
    "wish",
    "worked",
    "would",
    "year",
    "years",
    "you",
    "your",
    "yr",
    "yrs",
];
/// Words of the same kind that titles have as well: they count beside one of those above, or in a part of their own.
static ABOUT_BESIDE_OTHERS: [&str; 47] = [
    "bonus",
    "clearance",
    "day",
    "days",
    "department",
    "division",
    "employer",
    "employment",
    "end",
    "former",
    "ge",
    "gs",
    "holiday",
    "hot",
    "hour",
    "hours",
    "job",
    "jobs",
    "license",
    "location",
    "multiple",
    "national",
    "open",
    "opening",
    "pay",
    "per",
    "position",
    "positions",
    "posting",
    "region",
    "requisition",
    "resume",
    "role",
    "salary",
    "see",
    "still",
    "team",
    "time",
    "title",
    "under",
    "wage",
    "week",
    "weekly",
    "will",
    "work",
    "working",
    "works",
];
/// Words that the name of an employer or of a place ends with.
static EMPLOYERS: [&str; 16] = [
    "borough",
    "co",
    "college",
    "company",
    "corp",
    "corporation",
    "county",
    "district",
    "hospital",
    "inc",
    "isd",
    "llc",
    "ltd",
    "parish",
    "township",
    "university",
];
/// Words between a title and an employer, a place or what a vacancy offers.
static JOINING: [&str; 7] = ["at", "during", "for", "in", "w", "with", "within"];
/// What stands before the name of a person.
static ADDRESSES: [&str; 4] = ["miss", "mr", "mrs", "ms"];
/// What stands before `of` and the name of a place.
static GOVERNMENTS: [&str; 7] =
    ["city", "commonwealth", "county", "department", "state", "town", "university"];
/// Letters of the longest abbreviation before a number: `REQ-0012`.
const LONGEST_PREFIX: usize = 3;

/// Whether a word is about the person, the employer or the vacancy.
pub(super) fn is_about(token: &Token) -> bool {
    ABOUT.binary_search(&token.written.as_str()).is_ok()
}

/// Whether a word may join a title with an employer, a place or what a vacancy offers.
pub(super) fn is_joining(token: &Token) -> bool {
    JOINING.contains(&token.written.as_str())
}

impl Model {
    /// Which words of an entry may stand outside the title: those about the person, the employer or the vacancy, numbers,
    /// what follows `at` and the like, and parts without a word that titles have.
    pub(super) fn surroundings(&self, tokens: &[Token]) -> Vec<bool> {
        let mut outside: Vec<bool> = (0..tokens.len()).map(|at| self.is_outside(tokens, at)).collect();
        mark_listed(tokens, &mut outside);
        for part in parts(tokens) {
            let is_unknown = |token: &Token| !self.has_word(&token.written);
            if part.len() < tokens.len() && tokens[part.clone()].iter().all(is_unknown) {
                outside[part].fill(true);
            }
        }
        for at in 0..tokens.len() {
            let word = tokens[at].written.as_str();
            let part_end =
                || parts(tokens).find(|part| part.contains(&at)).map_or(tokens.len(), |part| part.end);
            if EMPLOYERS.contains(&word) && at > 0 && !self.has_pair(&tokens[at - 1].written, word) {
                outside[at - 1..=at].fill(true);
            }
            if ADDRESSES.contains(&word) {
                outside[at..part_end()].fill(true);
            }
            // `REQ-0012` and `Req #0012`.
            if has_digit(word) && outside[at] && at > 0 && tokens[at - 1].written.len() <= LONGEST_PREFIX {
                outside[at - 1] = true;
            }
            if self.is_government(&tokens[at..]) {
                outside[at..at + 3].fill(true);
            }
            if is_joining(&tokens[at]) && outside[..at].contains(&false) && !self.joins(tokens, at) {
                outside[at..part_end()].fill(true);
            }
        }
        outside
    }

    fn is_outside(&self, tokens: &[Token], at: usize) -> bool {
        let token = &tokens[at];
        let word = token.written.as_str();
        let has_neighbour = || {
            (at > 0 && self.has_pair(&tokens[at - 1].written, word))
                || tokens.get(at + 1).is_some_and(|next| self.has_pair(word, &next.written))
        };
        !token.is_content() || ((is_about(token) || is_place(word) || has_digit(word)) && !has_neighbour())
    }

    /// Whether words begin with a place and what governs it, such as `state of Ohio`.
    fn is_government(&self, tokens: &[Token]) -> bool {
        let [government, of, place, ..] = tokens else { return false };
        let is_name = || is_place(&place.written) || !self.has_word(&place.written);
        GOVERNMENTS.contains(&government.written.as_str()) && of.written == "of" && is_name()
    }

    /// Whether titles have a word such as `for` between its neighbours, or these beside each other.
    fn joins(&self, tokens: &[Token], at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let after = tokens[at + 1..].iter().find(|token| token.role != Role::Filler);
        let is_pair = |first: Option<&Token>, second: Option<&Token>| {
            first.zip(second).is_some_and(|(first, second)| self.has_pair(&first.written, &second.written))
        };
        is_pair(before, tokens.get(at)) || is_pair(tokens.get(at), after) || is_pair(before, after)
    }
}

/// Marks words that titles have as well, where they stand beside one that is about the person, the employer or the vacancy,
/// or in a part that has no others: `HOT JOB - Welder`.
fn mark_listed(tokens: &[Token], outside: &mut [bool]) {
    let is_doubtful = |at: usize| ABOUT_BESIDE_OTHERS.binary_search(&tokens[at].written.as_str()).is_ok();
    let mut is_clear: Vec<bool> = tokens.iter().map(is_about).collect();
    for part in parts(tokens).filter(|part| part.len() < tokens.len()) {
        if part.clone().all(|at| is_clear[at] || is_doubtful(at)) {
            is_clear[part.clone()].fill(true);
            outside[part].fill(true);
        }
    }
    for at in (0..tokens.len()).chain((0..tokens.len()).rev()) {
        let is_beside = (at > 0 && is_clear[at - 1]) || is_clear.get(at + 1).is_some_and(|is| *is);
        if is_beside && is_doubtful(at) {
            (is_clear[at], outside[at]) = (true, true);
        }
    }
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// The parts of a text between commas, dashes and the like.
fn parts(tokens: &[Token]) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_start = |at: &usize| *at == 0 || tokens[*at].gap == Gap::Break;
    let end = move |start: usize| (start + 1..tokens.len()).find(is_start).unwrap_or(tokens.len());
    (0..tokens.len()).filter(is_start).map(move |start| start..end(start))
}

#[cfg(test)]
mod tests {
    use super::{ABOUT, ABOUT_BESIDE_OTHERS};

    #[test]
    fn the_words_are_sorted_and_stand_in_one_list() {
        assert!(ABOUT.is_sorted() && ABOUT_BESIDE_OTHERS.is_sorted());
        assert!(!ABOUT_BESIDE_OTHERS.iter().any(|word| ABOUT.contains(word)));
    }
}
