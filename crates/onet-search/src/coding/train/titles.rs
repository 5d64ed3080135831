//! The titles of a release as training takes them: each once, with all its codes.

use std::collections::{BTreeMap, BTreeSet};

use super::featured;
use crate::analysis::{singular, words};
use crate::coding::features::Features;
use crate::coding::file::Writer;
use crate::coding::hash::{Hash, title_hash};
use crate::coding::{Occupation, TrainingData};

/// One title in this many is held back for the fitting of scores.
const HELD_BACK: u64 = 20;
/// What the title of an occupation counts, as a number of sources: more than all others, which may have it for another
/// occupation.
const OCCUPATION_TITLE: f32 = 60.0;
/// Titles that end with a word, at least, before it is taken for one that titles end with.
const SEVERAL: usize = 3;
/// What a form of a title counts, such as the words outside its brackets, as a share of the title: less than a title of
/// another occupation that has just these words.
const FORM: f32 = 0.25;
/// What a reported title counts.
const REPORTED_TITLE: f32 = 3.0;

/// A title in its normal form.
pub(super) struct KnownTitle {
    pub(super) words: Vec<String>,
    pub(super) features: Features,
    /// The hash of the whole title.
    pub(super) hash: u64,
    /// The classes it stands for, by how well it is attested.
    pub(super) classes: BTreeMap<u16, f32>,
    /// The same with forms of other titles, such as the words outside their brackets, at [`FORM`].
    pub(super) attested: BTreeMap<u16, f32>,
    /// Whether scores are fitted on it: all titles of the release that it is a form of are held back.
    pub(super) is_held_back: bool,
    /// Whether it is a title by itself, and no word in brackets alone, as `General` in `Intelligence Officer (General)`.
    pub(super) is_title: bool,
}

/// Whether a title of the release, with all its forms, is held back: one in [`HELD_BACK`]. The order of words and the
/// endings of plurals make no difference.
fn is_chosen(title: &str) -> bool {
    let mut words = words(title);
    for word in &mut words {
        *word = singular(word).into_owned();
    }
    words.sort_unstable();
    (title_hash(&words) >> 20).is_multiple_of(HELD_BACK)
}

/// A title that scores are fitted on, as the release writes it.
pub(super) struct HeldBack<'a> {
    pub(super) text: &'a str,
    pub(super) classes: BTreeSet<u16>,
}

/// All titles, and how they are written.
pub(super) struct Titles<'a> {
    pub(super) known: Vec<KnownTitle>,
    pub(super) held_back: Vec<HeldBack<'a>>,
    data: &'a TrainingData,
}

impl<'a> Titles<'a> {
    pub(super) fn of(data: &'a TrainingData) -> Self {
        let mut known: BTreeMap<u64, KnownTitle> = BTreeMap::new();
        let mut held_back: BTreeMap<u64, HeldBack<'a>> = BTreeMap::new();
        let add = |known: &mut BTreeMap<u64, KnownTitle>, class: usize, form: &Form, of: &str, mass: f32| {
            let Some((words, features)) = featured(&form.text) else { return };
            let hash = title_hash(&words);
            let title = known.entry(hash).or_insert_with(|| KnownTitle {
                words,
                features,
                hash,
                classes: BTreeMap::new(),
                attested: BTreeMap::new(),
                is_held_back: true,
                is_title: false,
            });
            *title.classes.entry(class as u16).or_default() += mass;
            *title.attested.entry(class as u16).or_default() += mass * form.share(of);
            title.is_held_back &= of != data.occupations[class].title && is_chosen(of);
            title.is_title |= form.is_title;
        };
        for (class, occupation) in data.occupations.iter().enumerate() {
            let title = &occupation.title;
            add(&mut known, class, &Form::title(title), title, OCCUPATION_TITLE);
            let others = occupation.alternate_titles.iter().map(|title| &title.text);
            for title in others.chain(&occupation.reported_titles).filter(|title| is_chosen(title)) {
                let title = title.as_str();
                let unseen = || HeldBack { text: title, classes: BTreeSet::new() };
                held_back
                    .entry(title_hash(&words(title)))
                    .or_insert_with(unseen)
                    .classes
                    .insert(class as u16);
            }
            for title in &occupation.alternate_titles {
                let mass = 1.0 + f32::from(title.sources);
                for form in forms(&title.text, title.short.as_deref()) {
                    add(&mut known, class, &form, &title.text, mass);
                }
            }
            for title in &occupation.reported_titles {
                for form in forms(title, None) {
                    add(&mut known, class, &form, title, REPORTED_TITLE);
                }
            }
        }
        Self { known: known.into_values().collect(), held_back: held_back.into_values().collect(), data }
    }

    /// Writes the words that several titles end with.
    pub(super) fn write_heads(&self, writer: &mut Writer) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for name in self.data.occupations.iter().flat_map(names_of) {
            *counts.entry(head(name)).or_default() += 1;
        }
        let heads = counts.iter().filter(|(_, count)| **count >= SEVERAL);
        writer.texts(heads.map(|(word, _)| word.as_str()));
    }

    /// Writes the titles of each class as they are printed, and their stems.
    pub(super) fn write_names(&self, writer: &mut Writer) {
        let mut names: Vec<&str> = Vec::new();
        let mut class_starts = vec![0];
        let (mut stem_starts, mut stems) = (vec![0], Vec::new());
        for occupation in &self.data.occupations {
            for name in names_of(occupation) {
                names.push(name);
                stems.extend(words(name).iter().map(|word| stem_number(word)));
                stem_starts.push(stems.len() as u32);
            }
            class_starts.push(names.len() as u32);
        }
        writer.texts(names);
        writer.u32s(class_starts);
        writer.u32s(stem_starts);
        writer.u16s(stems);
    }
}

/// The last word of a title, without what stands in brackets or behind a comma.
fn head(title: &str) -> String {
    let title = title.split(['(', ',']).next().unwrap_or(title).trim_end();
    title.rsplit(' ').next().unwrap_or_default().to_lowercase()
}

/// The titles of an occupation, its own first, each once.
fn names_of(occupation: &Occupation) -> Vec<&str> {
    let mut names = vec![occupation.title.as_str()];
    let alternate = occupation.alternate_titles.iter().map(|title| title.text.as_str());
    let mut others: Vec<&str> =
        alternate.chain(occupation.reported_titles.iter().map(String::as_str)).collect();
    others.sort_unstable();
    others.dedup();
    names.extend(others.into_iter().filter(|name| *name != occupation.title));
    names
}

/// The stem of a word as titles are compared by.
pub(crate) fn stem_number(word: &str) -> u16 {
    (Hash::of_kind(b'n').with(singular(word).as_bytes()).finish() >> 48) as u16
}

/// A form of a title.
struct Form {
    text: String,
    is_title: bool,
}

impl Form {
    fn title(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_title: true }
    }

    /// What the form counts beside the title that it is of.
    fn share(&self, title: &str) -> f32 {
        if self.text == title { 1.0 } else { FORM }
    }

    /// What stands in brackets. A word that is no abbreviation tells what kind is meant.
    fn in_brackets(text: &str) -> Self {
        let is_title = text.trim().contains(' ') || !text.bytes().any(|byte| byte.is_ascii_lowercase());
        Self { text: text.to_owned(), is_title }
    }
}

/// The forms of a title: without what stands in brackets, what stands in them, and its short form.
fn forms(text: &str, short: Option<&str>) -> Vec<Form> {
    let mut forms = match (text.find('('), text.rfind(')')) {
        (Some(open), Some(close)) if open < close => {
            let outside = format!("{} {}", &text[..open], &text[close + 1..]);
            vec![Form::title(outside), Form::in_brackets(&text[open + 1..close])]
        }
        _ => vec![Form::title(text)],
    };
    forms.retain(|form| form.text.trim().len() > 1);
    if let Some(short) = short.filter(|short| !forms.iter().any(|form| form.text.trim() == *short)) {
        forms.push(Form::title(short));
    }
    forms
}
