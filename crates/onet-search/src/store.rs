//! What an index holds, and how it lies in one file.

mod building;
mod bytes;
mod titles;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use onet_domain::OnetSocCode;

use self::bytes::{Bytes, Section};
pub(crate) use self::titles::{Key, Kind};
use self::titles::{PART, TECHNOLOGY};
use crate::analysis::{Token, analyze};
use crate::error::Fault;
use crate::{Document, Error};

/// The file of the index in its folder.
const FILE: &str = "search.idx";
/// Words of a title that are compared.
const MOST_WORDS: usize = 32;
/// Length of a code with its padding.
const CODE_LENGTH: usize = 10;

/// The words, titles and texts of the occupations of one release.
pub(crate) struct Store {
    bytes: Bytes,
    /// The codes in document order, which is by title, then by code.
    codes: Vec<OnetSocCode>,
}

impl Store {
    /// Builds a store in memory.
    pub(crate) fn build(docs: Vec<Document>) -> Result<Self, Error> {
        Self::over(building::build(docs)).map_err(Error::unbuilt)
    }

    /// Writes a store into a folder, which is made if need be.
    pub(crate) fn write(dir: &Path, docs: Vec<Document>) -> Result<Self, Error> {
        let file = dir.join(FILE);
        let unwritten = |failure| Error::unwritten(&file, failure);
        fs::create_dir_all(dir).map_err(unwritten)?;
        let mut output = match OpenOptions::new().write(true).create_new(true).open(&file) {
            Ok(output) => output,
            Err(failure) if failure.kind() == io::ErrorKind::AlreadyExists => {
                return Err(Error::occupied(dir));
            }
            Err(failure) => return Err(unwritten(failure)),
        };
        let bytes = building::build(docs);
        output.write_all(&bytes).and_then(|()| output.sync_all()).map_err(unwritten)?;
        if let Ok(folder) = File::open(dir) {
            // Some systems cannot synchronise a folder; the file itself is on the disk.
            let _ = folder.sync_all();
        }
        Self::over(bytes).map_err(|fault| Error::faulty(&file, fault))
    }

    /// Reads the store in a folder.
    pub(crate) fn read(dir: &Path) -> Result<Self, Error> {
        let file = dir.join(FILE);
        match fs::read(&file) {
            Ok(bytes) => Self::over(bytes).map_err(|fault| Error::faulty(&file, fault)),
            Err(failure) => Err(unreadable(dir, file, failure)),
        }
    }

    fn over(bytes: Vec<u8>) -> Result<Self, Fault> {
        let bytes = Bytes::check(bytes)?;
        let texts = bytes.section(Section::Codes).chunks_exact(CODE_LENGTH);
        let codes = texts.map(|text| str::from_utf8(text).ok()?.trim_end().parse().ok());
        let codes = codes.collect::<Option<_>>().ok_or(Fault::Damaged("a code is none"))?;
        Ok(Self { bytes, codes })
    }

    /// The codes in document order.
    pub(crate) fn codes(&self) -> &[OnetSocCode] {
        &self.codes
    }

    /// How many reported and alternate titles a document has, and how many tasks.
    pub(crate) fn counts(&self, document: usize) -> (u32, u32) {
        let place = 2 * document;
        (self.bytes.number(Section::Counts, place), self.bytes.number(Section::Counts, place + 1))
    }

    /// How many texts there are.
    pub(crate) fn text_count(&self) -> usize {
        self.bytes.count(Section::TextFacts)
    }

    /// The letters of a title; nothing of a sentence.
    pub(crate) fn title(&self, text: usize) -> &str {
        self.bytes.text(Section::TitleText, Section::TextStarts, text)
    }

    /// Whether a title has a word, in some form, of the title of an occupation.
    pub(crate) fn shares_a_word(&self, title: usize, document: usize) -> bool {
        let Some(own) = self.own_title(document) else { return false };
        let of_own: Vec<_> =
            analyze(self.title(own), MOST_WORDS).into_iter().filter(Token::is_content).collect();
        let of_title = analyze(self.title(title), MOST_WORDS);
        of_title
            .iter()
            .filter(|token| token.is_content())
            .any(|token| of_own.iter().any(|own| own.stem == token.stem))
    }

    /// The title of an occupation among the texts, which lie in the order of the documents.
    fn own_title(&self, document: usize) -> Option<usize> {
        let first = partition(0..self.text_count(), |text| self.text_facts(text).0 < document);
        let of_document = (first..self.text_count()).take_while(|&text| self.text_facts(text).0 == document);
        of_document.into_iter().find(|&text| self.text_facts(text).1 == Kind::Title)
    }

    /// The document, the kind and the number of words of a text.
    pub(crate) fn text_facts(&self, text: usize) -> (usize, Kind, usize) {
        let facts = self.bytes.number(Section::TextFacts, text);
        ((facts >> 16) as usize, Kind::from_number(facts >> 8 & 0xff), (facts & 0xff) as usize)
    }

    /// How many words there are.
    pub(crate) fn word_count(&self) -> usize {
        self.bytes.count(Section::WordStems)
    }

    /// A word as it is written; words are sorted.
    pub(crate) fn word(&self, word: usize) -> &str {
        self.bytes.text(Section::WordText, Section::WordStarts, word)
    }

    /// How often a word was seen.
    pub(crate) fn word_frequency(&self, word: usize) -> u32 {
        self.bytes.number(Section::WordCounts, word)
    }

    /// The texts that have a word.
    pub(crate) fn word_texts(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        let range = self.bytes.range(Section::WordTextStarts, word);
        self.bytes.numbers(Section::WordTexts, range).map(|text| text as usize)
    }

    /// In how many titles a word is.
    pub(crate) fn word_title_count(&self, word: usize) -> u32 {
        self.bytes.number(Section::WordTitleCounts, word)
    }

    /// Whether a word is known as it is written.
    pub(crate) fn has_word(&self, written: &str) -> bool {
        self.words_from(written).next().is_some_and(|word| self.word(word) == written)
    }

    /// The words that begin with a text.
    pub(crate) fn words_from(&self, beginning: &str) -> Range<usize> {
        let start = partition(0..self.word_count(), |word| self.word(word) < beginning);
        let end = partition(start..self.word_count(), |word| self.word(word).starts_with(beginning));
        start..end
    }

    /// The words with a stem.
    pub(crate) fn words_of_stem(&self, stem: &str) -> Vec<usize> {
        let count = self.bytes.count(Section::StemStarts).saturating_sub(1);
        let text = |place| self.bytes.text(Section::StemText, Section::StemStarts, place);
        let place = partition(0..count, |place| text(place) < stem);
        if place == count || text(place) != stem {
            return Vec::new();
        }
        let range = self.bytes.range(Section::StemWordStarts, place);
        self.bytes.numbers(Section::StemWords, range).map(|word| word as usize).collect()
    }

    /// The titles with the words of a key, and how else they are like it.
    pub(crate) fn titles_with_key(&self, key: Key) -> impl Iterator<Item = (usize, Similarity)> + '_ {
        self.numbers_with_key(key).filter(|(title, _)| title & TECHNOLOGY == 0).map(|(title, in_order)| {
            ((title & !PART) as usize, Similarity { in_order, whole: title & PART == 0 })
        })
    }

    /// The documents with a technology of this name.
    pub(crate) fn documents_with_technology(&self, key: Key) -> impl Iterator<Item = usize> + '_ {
        let named =
            self.numbers_with_key(key).filter(|(title, in_order)| title & TECHNOLOGY != 0 && *in_order);
        named.map(|(title, _)| self.text_facts((title & !TECHNOLOGY) as usize).0)
    }

    /// What stands under a key, and whether the words have its order.
    fn numbers_with_key(&self, key: Key) -> impl Iterator<Item = (u32, bool)> + '_ {
        let count = self.bytes.count(Section::KeyTitles);
        let hash = move |place: usize| {
            let low = u64::from(self.bytes.number(Section::KeyHashes, 2 * place));
            u64::from(self.bytes.number(Section::KeyHashes, 2 * place + 1)) << 32 | low
        };
        let start = partition(0..count, |place| hash(place) < key.bag);
        (start..count).take_while(move |&place| hash(place) == key.bag).map(move |place| {
            let in_order = self.bytes.number(Section::KeyOrders, place) == key.order;
            (self.bytes.number(Section::KeyTitles, place), in_order)
        })
    }
}

/// How a title is like a text with the same words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Similarity {
    /// The words have the same order.
    pub(crate) in_order: bool,
    /// It is the whole title, and not what stands before its first comma.
    pub(crate) whole: bool,
}

/// The first place of a range at which a condition no longer holds.
fn partition(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        match holds(middle) {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    low
}

fn unreadable(dir: &Path, file: PathBuf, failure: io::Error) -> Error {
    match failure.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            // Earlier versions wrote an index of several files.
            let others = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
            if others { Error::faulty(&file, Fault::Foreign) } else { Error::missing(dir) }
        }
        _ => Error::unread(&file, failure),
    }
}
