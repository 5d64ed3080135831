//! Reading a title: without noise, with abbreviations in full, with its spelling corrected.

use super::another::{begins_with_another, is_intern_to_someone};
use super::entry::without_label;
use super::{LONGEST, Level, Model, phrases};
use crate::analysis::abbreviations::expansions;
use crate::analysis::{Gap, Role, Titles, Token, analyze_among, is_of_school, singular, with_school};
use crate::coding::generic::is_generic;
use crate::coding::hash::{Hash, title_hash};
use crate::coding::layout;
use crate::coding::military::{self, Ranked};

/// Abbreviations that a release has for a single occupation and everyone else for a word: `Op` is a title of telephone
/// operators, and `forklift op` is none of theirs. The same for all abbreviations costs .002 of held-out titles.
const PECULIAR: [&str; 1] = ["op"];
/// Abbreviations that fewer titles have are read in full.
const RARE: u32 = 2;
/// Readings of a title with abbreviations that are looked up.
const MOST_READINGS: usize = 16;
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
    /// Whether a word was corrected, or only the first of several titles is read.
    pub(crate) is_guess: bool,
    /// Its military rank.
    pub(crate) ranked: Option<Ranked>,
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
    /// Reads a title: as it stands, without noise, in other forms, with its spelling corrected, whichever the release has
    /// first.
    pub(crate) fn understand(&self, title: &str) -> Understood {
        let title = without_label(title);
        let tokens = self.before_others(analyze_among(title, LONGEST, self));
        let plain: Vec<String> = tokens.iter().map(|token| token.written.clone()).collect();
        let seniority = tokens.iter().find_map(|token| match token.role {
            Role::Seniority(seniority) => Some(seniority.name()),
            _ => None,
        });
        let new = |words| Understood {
            words,
            seniority,
            whole: None,
            origin: Origin::New,
            is_generic: false,
            is_guess: false,
            ranked: None,
        };
        let whole = self.whole(&plain);
        if whole.is_none()
            && let Some(ranked) = military::read(&plain)
        {
            return Understood {
                seniority: None,
                ranked: Some(ranked.clone()),
                ..self.ranked(ranked, plain)
            };
        }
        let words = work(&tokens);
        // `Employee #4432` is an employee.
        let is_word = |word: &&String| word.bytes().any(|byte| !byte.is_ascii_digit());
        let named: Vec<String> = words.iter().filter(is_word).cloned().collect();
        let is_generic = [&plain, &words].into_iter().any(|words| is_generic(words))
            || (whole.is_none() && is_generic(&named))
            || is_formula(title)
            || is_foreign(title)
            || is_intern_to_someone(&tokens)
            || !tokens.iter().any(Token::is_content);
        if whole.is_some() {
            return Understood { whole, origin: Origin::Verbatim, is_generic, ..new(plain) };
        }
        let words = with_school(&with_grades(&tokens))
            .or_else(|| phrases::replaced(&plain))
            .or_else(|| self.therapist(&tokens, &words))
            .unwrap_or_else(|| self.without_employer(&tokens).unwrap_or(words));
        if let Some((words, row)) = self.known_form(&words, &plain, &tokens) {
            return Understood { whole: Some(row), origin: Origin::Form, is_generic, ..new(words) };
        }
        let words = self.parted(&self.expanded(&words, RARE));
        if let Some(row) = self.whole(&words) {
            return Understood { whole: Some(row), origin: Origin::Form, is_generic, ..new(words) };
        }
        if let Some(first) = self.first_of_several(title) {
            return Understood { is_guess: true, ..self.understand(first) };
        }
        let is_generic = is_generic || names_no_work(&tokens, &words);
        let words = match self.title_within(&tokens).filter(|_| !is_generic) {
            Some((words, Some(row))) => {
                return Understood { whole: Some(row), origin: Origin::Form, ..new(words) };
            }
            Some((words, None)) => words,
            None => words,
        };
        let is_generic = is_generic || self.is_about_another(&tokens);
        Understood { is_generic, ..self.corrected(title, new(words)) }
    }

    pub(crate) fn whole(&self, words: &[String]) -> Option<usize> {
        layout::WHOLE.find(&self.file, title_hash(words))
    }

    /// The work beside a rank; the whole title where it names none.
    fn ranked(&self, ranked: Ranked, plain: Vec<String>) -> Understood {
        if ranked.work.is_empty() {
            let (whole, origin) = (None, Origin::New);
            let (is_generic, is_guess) = (false, false);
            return Understood {
                words: plain,
                seniority: None,
                whole,
                origin,
                is_generic,
                is_guess,
                ranked: None,
            };
        }
        self.understand(&ranked.work.join(" "))
    }

    /// A form of a title that the release has: without noise, turned, with abbreviations in full.
    fn known_form(
        &self,
        words: &[String],
        plain: &[String],
        tokens: &[Token],
    ) -> Option<(Vec<String>, usize)> {
        let known = |words: Vec<String>| self.whole(&words).map(|row| (words, row));
        let turned = [turned(words), inverted(tokens)];
        let as_they_are = std::iter::once(words.to_vec()).chain(turned.iter().flatten().cloned());
        let forms = [Some(words), turned[0].as_deref(), turned[1].as_deref(), Some(plain)];
        as_they_are
            .into_iter()
            .find_map(known)
            .or_else(|| forms.into_iter().flatten().flat_map(all_meanings).find_map(known))
    }

    /// A title with its last two words as one, where the release has it so, or with the words corrected that no title has.
    fn corrected(&self, title: &str, mut understood: Understood) -> Understood {
        let joined = joined(&understood.words).filter(|words| self.whole(words).is_some());
        let is_joined = joined.is_some();
        understood.words = joined.unwrap_or(understood.words);
        let mut is_corrected = false;
        // Words of other languages are near English ones by chance.
        for word in understood.words.iter_mut().filter(|_| title.is_ascii()) {
            if let Some(meant) = self.words.correct(word) {
                *word = meant.to_owned();
                is_corrected = true;
            }
        }
        understood.whole = self.whole(&understood.words);
        understood.origin = match understood.whole {
            Some(_) => Origin::Corrected,
            None if understood.words.iter().all(|word| self.has_word(word)) => Origin::New,
            None => Origin::Unseen,
        };
        understood.is_guess = is_corrected && !is_joined;
        understood
    }

    /// The words with `pt` as a physical therapist, where without it they name no work: `outpatient PT` is one, and
    /// `cashier PT` works part time.
    fn therapist(&self, tokens: &[Token], words: &[String]) -> Option<Vec<String>> {
        let is_left_out = |token: &Token| token.written == "pt" && token.role == Role::Terms;
        let ends_as_title = || words.last().is_some_and(|last| self.heads().contains(last.as_str()));
        let names_work = || self.whole(words).is_some() || ends_as_title();
        // `Warehouse PT` works part time as well.
        let is_of_therapists = words.last().is_some_and(|last| self.has_pair(last, "physical"));
        if !tokens.iter().any(is_left_out) || names_work() || !is_of_therapists {
            return None;
        }
        let therapist = ["physical", "therapist"].map(str::to_owned);
        Some(words.iter().cloned().chain(therapist).collect())
    }

    /// The words before the first break, where they are a title by themselves and those behind it belong to no title of the
    /// kind: `server - olive garden`.
    fn without_employer(&self, tokens: &[Token]) -> Option<Vec<String>> {
        let content: Vec<&Token> = tokens.iter().filter(|token| token.is_content()).collect();
        let at = content.iter().skip(1).position(|token| token.gap == Gap::Break)? + 1;
        let (title, rest) = content.split_at(at);
        let head = title.last()?;
        let belongs = |word: &&Token| {
            self.has_pair(&word.written, &head.written) || self.has_pair(&head.written, &word.written)
        };
        let are_together = |pair: &[&Token]| self.has_pair(&pair[0].written, &pair[1].written);
        let is_title = rest.last().is_some_and(|last| self.heads().contains(last.written.as_str()));
        if is_title || rest.iter().any(belongs) || rest.windows(2).any(are_together) {
            return None;
        }
        let words: Vec<String> = title.iter().map(|token| token.written.clone()).collect();
        let row = self.whole(&words)?;
        self.names_one(&words, row).then_some(words)
    }

    /// Whether a title of the release names an occupation surely enough to be taken as the answer.
    pub(super) fn names_one(&self, words: &[String], row: usize) -> bool {
        let understood = Understood {
            is_generic: is_generic(words),
            words: words.to_vec(),
            seniority: None,
            whole: Some(row),
            origin: Origin::Form,
            is_guess: false,
            ranked: None,
        };
        let probabilities = self.title_probabilities(&understood);
        let groups = self.by_group(&probabilities, Level::Onet, 1);
        self.title_score(&understood, &groups, Level::Onet) >= self.threshold(Level::Onet)
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

/// Whether a title has letters that English words do not have, so that words of the release are near it by chance:
/// `Bäcker` is a baker, and `backer` a title of printers.
fn is_foreign(title: &str) -> bool {
    title.chars().any(|letter| "äöüßåøæłőűşğÄÖÜÅØÆŁŐŰŞĞ".contains(letter))
}

/// Whether a cell has a formula of a spreadsheet.
fn is_formula(title: &str) -> bool {
    title.starts_with('=')
}

/// Whether a text that is no title of the release names no work: a field (`driving`), a student, or what someone is not.
fn names_no_work(tokens: &[Token], words: &[String]) -> bool {
    let is_field = matches!(words, [word] if word.ends_with("ing"));
    let part = tokens.iter().skip(1).position(|token| token.gap == Gap::Break);
    let first_part = &tokens[..part.map_or(tokens.len(), |at| at + 1)];
    let is_student = first_part.last().is_some_and(|last| last.written == "student");
    is_field || is_student || begins_with_another(tokens)
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

/// The words of a title that name the work or a grade of a school.
fn with_grades(tokens: &[Token]) -> Vec<String> {
    let counts = |token: &&Token| {
        matches!(token.role, Role::Word | Role::Filler | Role::Level(_)) || is_of_school(&token.written)
    };
    tokens.iter().filter(counts).map(|token| token.written.clone()).collect()
}

/// The words of `engineer, civil` and `receptionist (dental)` as `civil engineer` and `dental receptionist`.
fn inverted(tokens: &[Token]) -> Option<Vec<String>> {
    let content: Vec<&Token> =
        tokens.iter().filter(|token| matches!(token.role, Role::Word | Role::Filler)).collect();
    let is_break = |token: &&Token| matches!(token.gap, Gap::Break | Gap::Hyphen);
    let at = content.iter().skip(1).position(is_break)? + 1;
    let (head, rest) = content.split_at(at);
    Some(rest.iter().chain(head).map(|token| token.written.clone()).collect())
}

/// The readings of a title with abbreviations in full, the usual one first; none without abbreviations.
pub(super) fn all_meanings(words: &[String]) -> Vec<Vec<String>> {
    let mut readings: Vec<Vec<String>> = vec![Vec::new()];
    let mut has_any = false;
    for word in words {
        let meanings: Vec<&str> = expansions(word).collect();
        has_any |= !meanings.is_empty();
        let mut choices: Vec<&str> = meanings.into_iter().chain([word.as_str()]).collect();
        choices.truncate((MOST_READINGS / readings.len()).max(1));
        let longer = |reading: &Vec<String>| {
            let add =
                |choice: &&str| reading.iter().cloned().chain(choice.split(' ').map(str::to_owned)).collect();
            choices.iter().map(add).collect::<Vec<Vec<String>>>()
        };
        readings = readings.iter().flat_map(longer).collect();
    }
    if has_any { readings } else { Vec::new() }
}

/// The last two words as one: `caregiver` for `care giver`.
fn joined(words: &[String]) -> Option<Vec<String>> {
    let [before @ .., first, second] = words else { return None };
    Some(before.iter().cloned().chain([format!("{first}{second}")]).collect())
}
