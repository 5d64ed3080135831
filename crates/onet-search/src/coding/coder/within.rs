//! The title of the release that an entry has among words about the person, the employer or the vacancy:
//! `I was a nurse for 10 years`, `Join our team as a welder`, `Cook County Librarian`.

use super::Model;
use super::understanding::{all_meanings, work};
use crate::analysis::{Gap, Role, Titles as _, Token, is_place};
use crate::coding::generic::is_generic;

/// Words about the person, the employer or the vacancy. They may be part of a title that the release does not have, and
/// belong to none that it has.
static ABOUT: [&str; 164] = [
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
    "dream",
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
    "future",
    "global",
    "good",
    "great",
    "have",
    "having",
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
static ABOUT_IN_COMPANY: [&str; 47] = [
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
        let mut outside = self.outside(tokens);
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
            let is_of_sentence = |token: &Token| is_about(token) && !self.has_word(&token.written);
            let is_phrase = || {
                let mut content = around().filter(|token| token.is_content() && !is_joining(token));
                around().any(is_joining) && content.all(|token| is_about(token))
            };
            ((around().any(is_of_sentence) || is_phrase()) && !is_generic(&words)).then_some((words, None))
        })
    }

    /// Which words of an entry may stand outside the title: those about the person, the employer or the vacancy, numbers,
    /// what follows `at` and the like, and words that no title has.
    fn outside(&self, tokens: &[Token]) -> Vec<bool> {
        let mut outside: Vec<bool> = (0..tokens.len()).map(|at| self.is_outside(tokens, at)).collect();
        let mut is_about: Vec<bool> =
            tokens.iter().map(|token| ABOUT.contains(&token.written.as_str())).collect();
        for at in (0..tokens.len()).chain((0..tokens.len()).rev()) {
            let is_beside = (at > 0 && is_about[at - 1]) || is_about.get(at + 1).is_some_and(|is| *is);
            let part = &tokens[part_start(tokens, at)..part_end(tokens, at)];
            let is_listed = |token: &Token| {
                let word = token.written.as_str();
                ABOUT.contains(&word) || ABOUT_IN_COMPANY.contains(&word)
            };
            let is_part = part.len() < tokens.len() && part.iter().all(is_listed);
            if ABOUT_IN_COMPANY.contains(&tokens[at].written.as_str()) && (is_beside || is_part) {
                (is_about[at], outside[at]) = (true, true);
            }
        }
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

fn is_about(token: &Token) -> bool {
    ABOUT.contains(&token.written.as_str())
}

fn is_joining(token: &Token) -> bool {
    JOINING.contains(&token.written.as_str())
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
