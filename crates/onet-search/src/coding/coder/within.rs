//! The title of the release that an entry has among words about the person, the employer or the vacancy:
//! `I was a nurse for 10 years`, `Join our team as a welder`, `Cook County Librarian`.

use super::Model;
use super::understanding::{all_meanings, work};
use crate::analysis::{Gap, Titles as _, Token, is_place};
use crate::coding::generic::is_generic;

/// Words about the person, the employer or the vacancy. They may be part of a title that the release does not have, and
/// belong to none that it has.
static ABOUT: [&str; 213] = [
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
    "aspiring",
    "available",
    "be",
    "become",
    "been",
    "being",
    "benefits",
    "bonus",
    "candidates",
    "career",
    "certified",
    "clearance",
    "corporate",
    "covid",
    "current",
    "currently",
    "daily",
    "day",
    "days",
    "dear",
    "department",
    "dept",
    "deutsch",
    "division",
    "dream",
    "duties",
    "employer",
    "employment",
    "end",
    "every",
    "ex",
    "exciting",
    "exp",
    "experience",
    "experienced",
    "federal",
    "ffw",
    "former",
    "formerly",
    "freelance",
    "friendly",
    "from",
    "full",
    "future",
    "ge",
    "global",
    "good",
    "great",
    "gs",
    "have",
    "having",
    "he",
    "hello",
    "here",
    "hi",
    "hire",
    "hiring",
    "holiday",
    "hot",
    "hour",
    "hourly",
    "hours",
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
    "job",
    "jobs",
    "join",
    "journeyman",
    "just",
    "license",
    "licensed",
    "like",
    "local",
    "location",
    "looking",
    "love",
    "me",
    "month",
    "months",
    "multiple",
    "must",
    "my",
    "name",
    "national",
    "necessary",
    "need",
    "needed",
    "needs",
    "new",
    "next",
    "no",
    "now",
    "open",
    "opening",
    "opportunity",
    "our",
    "ours",
    "owner",
    "paid",
    "pay",
    "per",
    "permanent",
    "person",
    "please",
    "position",
    "positions",
    "posting",
    "preferred",
    "presently",
    "previous",
    "previously",
    "prn",
    "professional",
    "qualified",
    "ref",
    "region",
    "regional",
    "registered",
    "relocation",
    "remote",
    "req",
    "required",
    "requisition",
    "responsible",
    "resume",
    "retired",
    "role",
    "salaried",
    "salary",
    "see",
    "seeking",
    "she",
    "since",
    "so",
    "some",
    "somebody",
    "someone",
    "spanish",
    "speaking",
    "still",
    "team",
    "temporary",
    "thank",
    "thanks",
    "that",
    "the",
    "their",
    "there",
    "they",
    "this",
    "time",
    "title",
    "to",
    "uk",
    "under",
    "urgent",
    "us",
    "usa",
    "various",
    "very",
    "visa",
    "volunteer",
    "wage",
    "want",
    "wants",
    "was",
    "we",
    "week",
    "weekend",
    "weekends",
    "weekly",
    "were",
    "wg",
    "who",
    "will",
    "wish",
    "work",
    "worked",
    "working",
    "works",
    "would",
    "year",
    "years",
    "you",
    "your",
    "yr",
    "yrs",
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
/// What stands before the name of a place that it governs.
static GOVERNMENTS: [&str; 7] =
    ["city", "commonwealth", "county", "department", "state", "town", "university"];
/// Letters of the longest abbreviation before a number: `REQ-0012`.
const LONGEST_PREFIX: usize = 3;
/// Words outside the title that the longest one may have on one side.
const MOST_AROUND: usize = 4;

impl Model {
    /// The longest title of the release within an entry, where its other words name no work; without one, the words that
    /// name the work.
    pub(super) fn title_within(&self, tokens: &[Token]) -> Option<(Vec<String>, Option<usize>)> {
        let outside = self.outside(tokens);
        let (first, last) = (outside.iter().position(|is| !is)?, outside.iter().rposition(|is| !is)?);
        let around = || tokens[..first].iter().chain(&tokens[last + 1..]);
        if !around().any(Token::is_content) {
            return None;
        }
        let starts = first.saturating_sub(MOST_AROUND)..=first;
        let ends = last + 1..=tokens.len().min(last + 1 + MOST_AROUND);
        let mut spans: Vec<(usize, usize)> =
            starts.flat_map(|start| ends.clone().map(move |end| (start, end))).collect();
        spans.sort_by_key(|(start, end)| usize::MAX - (end - start));
        let title =
            spans.into_iter().filter(|(start, end)| end - start < tokens.len()).find_map(|(start, end)| {
                let words = work(&tokens[start..end]);
                let known = |words: Vec<String>| self.whole(&words).map(|row| (words, Some(row)));
                let found =
                    known(words.clone()).or_else(|| all_meanings(&words).into_iter().find_map(known))?;
                (!is_generic(&found.0) && self.names_one(&found.0, found.1?)).then_some(found)
            });
        title.or_else(|| {
            let words = work(&tokens[first..=last]);
            // Words that titles have may be part of a title that the release does not have.
            let is_of_sentence =
                |token: &Token| ABOUT.contains(&token.written.as_str()) && !self.has_word(&token.written);
            (around().any(is_of_sentence) && !is_generic(&words)).then_some((words, None))
        })
    }

    /// Which words of an entry may stand outside the title: those about the person, the employer or the vacancy, numbers,
    /// what follows `at` and the like, and words that no title has.
    fn outside(&self, tokens: &[Token]) -> Vec<bool> {
        let mut outside: Vec<bool> = (0..tokens.len()).map(|at| self.is_outside(tokens, at)).collect();
        for at in 0..tokens.len() {
            let word = tokens[at].written.as_str();
            if EMPLOYERS.contains(&word) && at > 0 && !self.has_pair(&tokens[at - 1].written, word) {
                outside[at - 1..=at].fill(true);
            }
            if ADDRESSES.contains(&word) {
                outside[at..part_end(tokens, at)].fill(true);
            }
            // `REQ-0012` and `Req #0012`.
            if has_digit(word) && outside[at] && at > 0 && tokens[at - 1].written.len() <= LONGEST_PREFIX {
                outside[at - 1] = true;
            }
            if GOVERNMENTS.contains(&word)
                && tokens.get(at + 1).is_some_and(|next| next.written == "of")
                && tokens
                    .get(at + 2)
                    .is_some_and(|name| is_place(&name.written) || !self.has_word(&name.written))
            {
                outside[at..at + 3].fill(true);
            }
            let part = part_start(tokens, at)..part_end(tokens, at);
            if part.len() < tokens.len()
                && tokens[part.clone()].iter().all(|token| !self.has_word(&token.written))
            {
                outside[part].fill(true);
            }
            if JOINING.contains(&word) && outside[..at].contains(&false) && !self.joins(tokens, at) {
                outside[at..part_end(tokens, at)].fill(true);
            }
        }
        outside
    }

    fn is_outside(&self, tokens: &[Token], at: usize) -> bool {
        let token = &tokens[at];
        let word = token.written.as_str();
        let has_neighbour = (at > 0 && self.has_pair(&tokens[at - 1].written, word))
            || tokens.get(at + 1).is_some_and(|next| self.has_pair(word, &next.written));
        !token.is_content() || (ABOUT.contains(&word) || is_place(word) || has_digit(word)) && !has_neighbour
    }

    /// Whether titles have a word such as `for` between its neighbours.
    fn joins(&self, tokens: &[Token], at: usize) -> bool {
        let is_pair = |first: Option<usize>, second: usize| {
            first
                .and_then(|first| tokens.get(first))
                .zip(tokens.get(second))
                .is_some_and(|(first, second)| self.has_pair(&first.written, &second.written))
        };
        is_pair(at.checked_sub(1), at) || is_pair(Some(at), at + 1) || is_pair(at.checked_sub(1), at + 1)
    }
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Where the part of a text begins that a word stands in.
fn part_start(tokens: &[Token], at: usize) -> usize {
    tokens[..=at].iter().rposition(|token| token.gap == Gap::Break).unwrap_or(0)
}

/// Where the part of a text ends that a word stands in.
fn part_end(tokens: &[Token], at: usize) -> usize {
    let rest = &tokens[at + 1..];
    rest.iter().position(|token| token.gap == Gap::Break).map_or(tokens.len(), |end| at + 1 + end)
}
