//! What a search text looks for.

use std::borrow::Cow;

use crate::analysis::abbreviations::expansions;
use crate::analysis::spelling::{Spelling, distance};
use crate::analysis::{Gap, Role, Token, analyze, bases_of_verb, singular, stem, with_school};
use crate::ranking::texts_with_all;
use crate::store::{Key, Store};

/// Words of everyday language, and those that titles and tasks have for them.
static ALIKE: [(&str, &[&str]); 3] = [
    ("car", &["automobile", "automotive", "auto", "vehicle"]),
    ("fix", &["repair", "repairer", "mechanic"]),
    ("kid", &["child", "children"]),
];

/// The same for words that mean it by themselves as well.
static ALWAYS_ALIKE: [(&str, &[&str]); 4] = [
    ("army", &["military", "infantry"]),
    ("cop", &["police"]),
    ("dr", &["doctor", "physician"]),
    ("navy", &["military"]),
];

/// Words that are read of a search text.
const MOST_WORDS: usize = 32;
/// A word shorter than this, in bytes, is not taken for the beginning of another.
const SHORTEST_BEGINNING: usize = 2;
/// From this many bytes on, a word counts as well where it begins a longer one: `architect` in `Architecture`.
const CLEAR_BEGINNING: usize = 6;
/// Endings of forms of a word.
const FORMS: [&str; 3] = ["s", "ed", "ing"];
/// The shortest word that another one is taken apart into.
const SHORTEST_HALF: usize = 3;
/// Readings of a text with abbreviations that are compared with whole titles.
const MOST_READINGS: usize = 16;
/// Titles that a word is in, at least, before one with two other letters is taken for it.
const COMMON: u32 = 5;
/// How much a word about seniority or contract counts against one about the work.
const WEIGHT_OF_TERMS: f32 = 0.1;

/// A search text, taken apart.
#[derive(Debug)]
pub(crate) struct Query {
    /// The words to look for.
    pub(crate) units: Vec<Unit>,
    /// The keys of titles that are the text, each a reading of its own; the first that finds any counts.
    pub(crate) readings: Vec<Reading>,
    /// The key of the text, where it is the name of a technology.
    pub(crate) technology: Option<Key>,
    /// The words that were put in place of others.
    pub(crate) searched: Option<String>,
}

/// One way to read a text as a title.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) key: Key,
    /// The text, where it has other words than were typed.
    pub(crate) text: Option<String>,
}

/// A word of a search text, or what it stands for.
#[derive(Debug)]
pub(crate) struct Unit {
    /// Each is a list of words that must all be there; one of them is enough.
    pub(crate) full: Vec<Vec<Forms>>,
    /// The words that it begins, where it is the last one.
    pub(crate) begun: Forms,
    /// How much it counts.
    pub(crate) weight: f32,
    /// Whether an occupation needs it to have all the words.
    pub(crate) required: bool,
}

/// The words of the index that are one word in different forms.
pub(crate) type Forms = Vec<usize>;

impl Query {
    /// Reads any text; none is wrong.
    pub(crate) fn read<'s>(text: &str, store: &Store, spelling: impl Fn() -> &'s Spelling) -> Self {
        let mut tokens = analyze(text, MOST_WORDS);
        let technology = technology(&tokens, store);
        let mut corrected = false;
        if technology.is_none() {
            corrected |= name_school(&mut tokens, store);
            corrected |= part(&mut tokens, store);
            // Words of other languages are near English ones by chance.
            let is_foreign = text.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii());
            corrected |= !is_foreign && correct(&mut tokens, store, spelling);
        }
        let last = tokens.iter().rposition(|token| token.role != Role::Filler);
        let typed = written(&tokens);
        let readings = readings(&tokens);
        // What is exactly a title needs no reading of its abbreviations.
        let exact = readings.iter().position(|reading| store.titles_with_key(reading.key).next().is_some());
        let expands = exact.is_none_or(|place| readings[place].text.is_some());
        let units = match technology {
            // `Excel` is no beginning of `excellence`.
            Some(_) => as_written(&tokens, store),
            None => units(&tokens, last, store, expands),
        };
        let searched = match exact.and_then(|place| readings[place].text.clone()) {
            Some(text) => Some(text),
            None if exact.is_none() => expanded(&tokens, store).or(corrected.then_some(typed)),
            None => corrected.then_some(typed),
        };
        Self { units, readings, technology, searched }
    }
}

/// The key of a text that is the name of a technology, and no title.
fn technology(tokens: &[Token], store: &Store) -> Option<Key> {
    let is_title = |key: Key| store.titles_with_key(key).next().is_some();
    // Another form of a word is no name: `accountents` is not the product `Accountant`.
    let as_written = Key::of(tokens.iter().map(|token| (token.written.as_str(), token.written.as_str())))?;
    store.documents_with_technology(as_written).next()?;
    Some(as_written).filter(|_| !key_of(tokens).is_some_and(is_title))
}

fn key_of(tokens: &[Token]) -> Option<Key> {
    Key::of(tokens.iter().map(|token| (token.written.as_str(), token.stem.as_str())))
}

/// Puts the kind of school in place of a grade: `elementary school teacher` for `5th grade teacher`.
fn name_school(tokens: &mut Vec<Token>, store: &Store) -> bool {
    if key_of(tokens).is_some_and(|key| store.titles_with_key(key).next().is_some()) {
        return false;
    }
    let words: Vec<String> = tokens.iter().map(|token| token.written.clone()).collect();
    let Some(words) = with_school(&words) else { return false };
    *tokens = analyze(&words.join(" "), MOST_WORDS);
    true
}

/// Puts known words in place of misspelt ones.
fn correct<'s>(tokens: &mut [Token], store: &Store, spelling: impl Fn() -> &'s Spelling) -> bool {
    let mut corrected = false;
    let count = tokens.len();
    for (place, token) in tokens.iter_mut().enumerate() {
        let known = token.role == Role::Filler
            || store.has_word(&token.written)
            || expansions(&token.written).next().is_some()
            || (place + 1 == count && !store.words_from(&token.written).is_empty());
        if known {
            continue;
        }
        let Some(meant) = spelling().correct(&token.written) else { continue };
        // So are rare words to each other, with two letters changed.
        if distance(meant, &token.written, 1).is_none() && titles_with(meant, store) < COMMON {
            continue;
        }
        // A form of a known word that no text has, as `surveyed`, is near many others.
        let is_known = !store.words_of_stem(&token.stem).is_empty();
        let is_form = FORMS.iter().any(|ending| token.written.ends_with(ending));
        if !is_known || (!is_form && distance(meant, &token.written, 1).is_some()) {
            let stem = stem(meant);
            corrected = true;
            token.stem = stem.into_owned();
            token.written = meant.to_owned();
        }
    }
    corrected
}

/// In how many titles a word is.
fn titles_with(word: &str, store: &Store) -> u32 {
    let mut words = store.words_from(word);
    words.next().filter(|&found| store.word(found) == word).map_or(0, |found| store.word_title_count(found))
}

/// Takes words as titles have them together or apart: `help desk` for `helpdesk`, `bookkeeper` for `book keeper`.
fn part(tokens: &mut Vec<Token>, store: &Store) -> bool {
    let are_together = |first: &str, second: &str| {
        let forms = [first, second].map(|word| store.words_of_stem(&stem(word)));
        let mut texts = texts_with_all(store, &forms).into_iter();
        texts.any(|text| store.text_facts(text).1.is_title())
    };
    let mut parted = false;
    let mut place = 0;
    while place < tokens.len() {
        let token = &tokens[place];
        let joined =
            place.checked_sub(1).map(|before| format!("{}{}", tokens[before].written, token.written));
        let is_joined = joined.as_ref().is_some_and(|joined| {
            let before = &tokens[place - 1];
            let are_words = before.is_content() && token.is_content() && token.gap == Gap::Space;
            are_words && store.has_word(joined) && !are_together(&before.written, &token.written)
        });
        if let (true, Some(joined)) = (is_joined, joined) {
            tokens.remove(place);
            let token = &mut tokens[place - 1];
            token.stem = stem(&joined).into_owned();
            token.written = joined;
            parted = true;
            continue;
        }
        if let Some((first, second)) = halves(token, store, &are_together) {
            let half = |written: &str| Token {
                stem: stem(written).into_owned(),
                written: written.to_owned(),
                ..token.clone()
            };
            let second = Token { gap: Gap::Space, ..half(&second) };
            tokens.splice(place..=place, [half(&first), second]);
            parted = true;
            place += 1;
        }
        place += 1;
    }
    parted
}

/// Two words that a title has and that an unknown word consists of.
fn halves(
    token: &Token,
    store: &Store,
    are_together: &impl Fn(&str, &str) -> bool,
) -> Option<(String, String)> {
    let word = token.written.as_str();
    let is_whole = !word.is_ascii()
        || word.len() < 2 * SHORTEST_HALF
        || token.role != Role::Word
        || !store.words_of_stem(&token.stem).is_empty()
        || !store.words_from(word).is_empty();
    if is_whole {
        return None;
    }
    let halves = (SHORTEST_HALF..=word.len() - SHORTEST_HALF).map(|at| word.split_at(at));
    let known = |word: &str| store.has_word(word);
    let found = halves
        .filter(|(first, second)| known(first) && known(second) && are_together(first, second))
        .max_by_key(|(first, second)| first.len().min(second.len()));
    found.map(|(first, second)| (first.to_owned(), second.to_owned()))
}

fn written(tokens: &[Token]) -> String {
    let words: Vec<&str> = tokens.iter().map(|token| token.written.as_str()).collect();
    words.join(" ")
}

/// The readings of a text as a title: as it is, without what is about seniority or contract, without parentheses, and
/// with abbreviations written out; last, what stands on each side of a slash.
fn readings(tokens: &[Token]) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    let all: Vec<&Token> = tokens.iter().collect();
    let core: Vec<&Token> = all.iter().copied().filter(|token| is_core(token)).collect();
    let outside: Vec<&Token> = core.iter().copied().filter(|token| !token.parenthetical).collect();
    let sides = core.chunk_by(|_, next| next.gap != Gap::Slash).map(<[_]>::to_vec);
    let parts = core.chunk_by(|_, next| next.gap != Gap::Break).map(<[_]>::to_vec);
    let (sides, parts): (Vec<_>, Vec<_>) = (sides.collect(), parts.take(1).collect());
    let choices: Vec<&Vec<&Token>> =
        [&all, &core, &outside].into_iter().filter(|words| !words.is_empty()).collect();
    let mut add = |key: Option<Key>, text: Option<String>| {
        if let Some(key) = key
            && readings.iter().all(|reading| reading.key != key)
        {
            readings.push(Reading { key, text });
        }
    };
    for words in &choices {
        add(Key::of(words.iter().map(|token| (token.written.as_str(), token.stem.as_str()))), None);
    }
    for words in &choices {
        for text in written_out(words) {
            let tokens = analyze(&text, MOST_WORDS);
            add(
                Key::of(tokens.iter().map(|token| (token.written.as_str(), token.stem.as_str()))),
                Some(text),
            );
        }
    }
    for words in parts.iter().chain(&sides) {
        add(Key::of(words.iter().map(|token| (token.written.as_str(), token.stem.as_str()))), None);
    }
    readings
}

fn is_core(token: &Token) -> bool {
    matches!(token.role, Role::Word | Role::Filler)
}

/// The texts that words stand for with abbreviations written out, the usual one first.
fn written_out(tokens: &[&Token]) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut expanded = false;
    for token in tokens {
        let mut meanings: Vec<&str> = expansions(&token.written).collect();
        expanded |= !meanings.is_empty();
        if meanings.is_empty() || is_core(token) && texts.len() * (meanings.len() + 1) <= MOST_READINGS {
            meanings.push(&token.written);
        }
        meanings.truncate((MOST_READINGS / texts.len()).max(1));
        texts = texts
            .iter()
            .flat_map(|text| meanings.iter().map(move |meaning| format!("{text} {meaning}")))
            .collect();
    }
    if !expanded {
        return Vec::new();
    }
    texts.into_iter().map(|text| text.trim_start().to_owned()).collect()
}

/// The text with its abbreviations written out, if the index has no such word.
fn expanded(tokens: &[Token], store: &Store) -> Option<String> {
    let mut changed = false;
    let words: Vec<&str> = tokens
        .iter()
        .map(|token| match expansions(&token.written).next() {
            Some(meaning) if token.role == Role::Word && store.words_of_stem(&token.stem).is_empty() => {
                changed = true;
                meaning
            }
            _ => token.written.as_str(),
        })
        .collect();
    changed.then(|| words.join(" "))
}

fn units(tokens: &[Token], last: Option<usize>, store: &Store, expands: bool) -> Vec<Unit> {
    let content = tokens.iter().any(Token::is_content);
    let several = tokens.iter().filter(|token| token.is_content()).count() > 1;
    let unit = |(place, token): (usize, &Token)| {
        let required = token.is_content() || !content;
        let mut full = Vec::new();
        let mut forms = store.words_of_stem(&token.stem);
        if token.written.len() >= CLEAR_BEGINNING {
            forms.extend(store.words_from(&token.written));
            forms.sort_unstable();
            forms.dedup();
        }
        let weight = weight(store, &forms) * if required { 1.0 } else { WEIGHT_OF_TERMS };
        full.push(vec![forms]);
        if let Some(others) = alike(&token.stem, several) {
            full.extend(others.iter().map(|other| vec![store.words_of_stem(&stem(other))]));
        } else if place == 0 && several {
            full.extend(doers(&token.written, store).map(|doer| vec![doer]));
        }
        if expands && token.is_content() {
            full.extend(expansions(&token.written).map(|meaning| meant(meaning, store)));
        }
        let is_begun = Some(place) == last && token.written.len() >= SHORTEST_BEGINNING;
        // A plural by itself begins what its singular begins.
        let beginning =
            if several { Cow::Borrowed(token.written.as_str()) } else { singular(&token.written) };
        let begun = if is_begun { store.words_from(&beginning).collect() } else { Forms::new() };
        Unit { full, begun, weight, required }
    };
    tokens.iter().enumerate().filter(|(_, token)| token.role != Role::Filler).map(unit).collect()
}

/// The words that titles and tasks have for one of everyday language.
fn alike(of_word: &str, several: bool) -> Option<&'static [&'static str]> {
    let of_several = ALIKE.iter().filter(|_| several);
    let mut rows = ALWAYS_ALIKE.iter().chain(of_several);
    rows.find(|(word, _)| stem(word) == of_word).map(|(_, others)| *others)
}

/// The words of the name of a technology: in no other form.
fn as_written(tokens: &[Token], store: &Store) -> Vec<Unit> {
    let unit = |token: &Token| {
        let forms: Forms =
            store.words_from(&token.written).take_while(|&word| store.word(word) == token.written).collect();
        let weight = weight(store, &forms);
        Unit { full: vec![vec![forms]], begun: Forms::new(), weight, required: true }
    };
    tokens.iter().map(unit).collect()
}

/// The words for those who do what a verb says, as titles have them: `driver` for `drives`.
fn doers<'s>(word: &str, store: &'s Store) -> impl Iterator<Item = Forms> + use<'s> {
    let bases = bases_of_verb(word).into_iter();
    let doers = bases.flat_map(|base| [format!("{}er", base.trim_end_matches('e')), format!("{base}or")]);
    let known = doers.map(move |doer| store.words_of_stem(&stem(&doer)));
    known.filter(move |forms| forms.iter().any(|&word| store.word_title_count(word) > 0))
}

fn meant(meaning: &str, store: &Store) -> Vec<Forms> {
    let tokens = analyze(meaning, MOST_WORDS);
    let content = tokens.iter().filter(|token| token.role != Role::Filler);
    content.map(|token| store.words_of_stem(&token.stem)).collect()
}

/// How rare a word is among titles, from 1 up.
fn weight(store: &Store, forms: &[usize]) -> f32 {
    let titles: u32 = forms.iter().map(|&word| store.word_title_count(word)).sum();
    let all = store.text_count().max(1);
    1.0 + ((all as f32) / (titles as f32 + 1.0)).ln().max(0.0)
}
