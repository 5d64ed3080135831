//! Turns the texts of a release into the bytes of an index.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::bytes::{Section, Writer};
use super::titles::{Key, Kind, PART, TECHNOLOGY};
use crate::Document;
use crate::analysis::{Gap, Split, is_filler, split, stem};

/// Words that are read of one text; no title is near that long.
const MOST_WORDS: usize = 200;
/// Letters of the longest abbreviation in parentheses that stands for the words before it.
const LONGEST_ABBREVIATION: usize = 6;
/// Titles that have a word, at most, where it is rather a name: `AutoCAD`, and not `office`.
const FEW_TITLES: u32 = 12;
/// How much more a word counts in a title than in prose when a misspelt one is corrected.
const TITLE_COUNT: u32 = 3;

/// The bytes of an index of documents.
pub(super) fn build(mut docs: Vec<Document>) -> Vec<u8> {
    docs.sort_by_key(|doc| doc.code);
    docs.dedup_by_key(|doc| doc.code);
    // The order of documents is the order of hits that score alike.
    docs.sort_by(|a, b| a.title.cmp(&b.title));
    let mut building = Building::default();
    for doc in &docs {
        building.add(doc);
    }
    building.finish()
}

struct Building {
    writer: Writer,
    documents: u32,
    texts: u32,
    title_bytes: u32,
    keys: Vec<(Key, u32)>,
    places: HashMap<String, usize>,
    words: Vec<Word>,
    /// Names of technology, with the titles of their occupations.
    technology: Vec<(String, u32)>,
}

impl Default for Building {
    fn default() -> Self {
        Self {
            writer: Writer::new(),
            documents: 0,
            texts: 0,
            title_bytes: 0,
            keys: Vec::new(),
            places: HashMap::new(),
            words: Vec::new(),
            technology: Vec::new(),
        }
    }
}

#[derive(Default)]
struct Word {
    written: String,
    stem: String,
    count: u32,
    titles: u32,
    texts: Vec<u32>,
}

impl Building {
    fn add(&mut self, doc: &Document) {
        self.writer.bytes(Section::Codes, format!("{:<10}", doc.code.to_string()).as_bytes());
        // The first title is that of the occupation.
        let own_title = self.texts;
        self.technology.extend(doc.technology.iter().map(|name| (name.clone(), own_title)));
        let titles = titles(doc);
        let others = titles.iter().filter(|(_, kind)| matches!(kind, Kind::Reported | Kind::Alternate));
        self.writer.number(Section::Counts, number(others.count()));
        self.writer.number(Section::Counts, number(doc.tasks.len()));
        for (text, kind) in titles {
            self.text(text, kind);
        }
        self.text(&doc.description, Kind::Description);
        for task in &doc.tasks {
            self.text(task, Kind::Task);
        }
        for activity in &doc.activities {
            self.text(activity, Kind::Activity);
        }
        self.documents += 1;
    }

    fn text(&mut self, text: &str, kind: Kind) {
        let words = split(text, MOST_WORDS);
        let places: Vec<usize> = words.iter().map(|word| self.place(&word.written)).collect();
        let id = self.texts;
        for &place in &places {
            let word = &mut self.words[place];
            word.count = word.count.saturating_add(if kind.is_title() { TITLE_COUNT } else { 1 });
            if word.texts.last() != Some(&id) && !is_filler(&word.written) {
                word.texts.push(id);
                word.titles += u32::from(kind.is_title());
            }
        }
        self.writer.number(Section::TextStarts, self.title_bytes);
        if kind.is_title() {
            let keys = self.keys_of(&words, &places);
            self.keys.extend(keys.into_iter().map(|key| (key, id)));
            if kind == Kind::Title {
                let first = self.key_of_beginning(&words, &places);
                self.keys.extend(first.map(|key| (key, id | PART)));
            }
            self.writer.bytes(Section::TitleText, text.as_bytes());
            self.title_bytes += number(text.len());
        }
        let facts = self.documents << 16 | (kind as u32) << 8 | number(words.len()).min(255);
        self.writer.number(Section::TextFacts, facts);
        self.texts += 1;
    }

    /// The keys of a title: all of it, without what stands in parentheses, and an abbreviation of it that does.
    fn keys_of(&self, words: &[Split], places: &[usize]) -> Vec<Key> {
        let key = |wanted: &dyn Fn(&Split) -> bool| {
            let chosen = words.iter().zip(places).filter(|(word, _)| wanted(word));
            Key::of(chosen.map(|(word, &place)| (word.written.as_str(), self.words[place].stem.as_str())))
        };
        let mut keys: Vec<Key> = key(&|_| true).into_iter().collect();
        if words.iter().any(|word| word.parenthetical) {
            keys.extend(key(&|word| !word.parenthetical));
            if stands_for(words) {
                keys.extend(key(&|word| word.parenthetical));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The key of what stands before the first comma: `Cooks` of `Cooks, Restaurant`.
    fn key_of_beginning(&self, words: &[Split], places: &[usize]) -> Option<Key> {
        let end = words.iter().position(|word| word.gap == Gap::Break)?;
        let chosen = words[..end].iter().zip(places);
        Key::of(chosen.map(|(word, &place)| (word.written.as_str(), self.words[place].stem.as_str())))
    }

    fn place(&mut self, written: &str) -> usize {
        if let Some(place) = self.places.get(written) {
            return *place;
        }
        let stem = stem(written).into_owned();
        self.words.push(Word { written: written.to_owned(), stem, ..Word::default() });
        self.places.insert(written.to_owned(), self.words.len() - 1);
        self.words.len() - 1
    }

    fn finish(mut self) -> Vec<u8> {
        self.writer.number(Section::TextStarts, self.title_bytes);
        self.add_technology();
        self.words.retain(|word| !is_filler(&word.written));
        self.words.sort_by(|a, b| a.written.cmp(&b.written));
        self.write_words();
        self.write_stems();
        self.keys.sort_unstable();
        for (key, title) in self.keys {
            self.writer.bytes(Section::KeyHashes, &key.bag.to_le_bytes());
            self.writer.number(Section::KeyOrders, key.order);
            self.writer.number(Section::KeyTitles, title);
        }
        self.writer.finish()
    }

    /// Adds the keys of technology: the whole name, and the name without its maker, as `QuickBooks` of `Intuit QuickBooks`,
    /// where its words are in few titles. Unlike those of titles, they have the words as they are written.
    fn add_technology(&mut self) {
        let key = |words: &[Split]| {
            Key::of(words.iter().map(|word| (word.written.as_str(), word.written.as_str())))
        };
        for (name, title) in std::mem::take(&mut self.technology) {
            let words = split(&name, MOST_WORDS);
            let is_of_titles = |word: &Split| {
                self.places.get(&word.written).is_some_and(|&place| self.words[place].titles > FEW_TITLES)
            };
            let short = words.get(1..).filter(|rest| !rest.is_empty() && !rest.iter().any(is_of_titles));
            let keys = [key(&words), short.and_then(key)];
            self.keys.extend(keys.into_iter().flatten().map(|key| (key, title | TECHNOLOGY)));
        }
    }

    fn write_words(&mut self) {
        let (mut letters, mut texts) = (0, 0);
        let writer = &mut self.writer;
        for word in &self.words {
            writer.number(Section::WordStarts, letters);
            writer.bytes(Section::WordText, word.written.as_bytes());
            letters += number(word.written.len());
            writer.number(Section::WordCounts, word.count);
            writer.number(Section::WordTitleCounts, word.titles);
            writer.number(Section::WordTextStarts, texts);
            for text in &word.texts {
                writer.number(Section::WordTexts, *text);
            }
            texts += number(word.texts.len());
        }
        writer.number(Section::WordStarts, letters);
        writer.number(Section::WordTextStarts, texts);
    }

    fn write_stems(&mut self) {
        let mut stems: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (id, word) in (0..).zip(&self.words) {
            stems.entry(&word.stem).or_default().push(id);
        }
        let (mut text, mut words) = (0, 0);
        let writer = &mut self.writer;
        let mut stem_of = vec![0; self.words.len()];
        for (id, (stem, members)) in (0_u32..).zip(&stems) {
            writer.number(Section::StemStarts, text);
            writer.bytes(Section::StemText, stem.as_bytes());
            text += number(stem.len());
            writer.number(Section::StemWordStarts, words);
            for word in members {
                writer.number(Section::StemWords, *word);
                stem_of[*word as usize] = id;
                words += 1;
            }
        }
        writer.number(Section::StemStarts, text);
        writer.number(Section::StemWordStarts, words);
        for stem in stem_of {
            writer.number(Section::WordStems, stem);
        }
    }
}

/// The distinct titles of a document, its own first. A title of several kinds has the first of them.
fn titles(doc: &Document) -> Vec<(&str, Kind)> {
    let others = [
        (Kind::Reported, &doc.reported_titles),
        (Kind::Alternate, &doc.alternate_titles),
        (Kind::Short, &doc.short_titles),
    ];
    let mut found = vec![(doc.title.as_str(), Kind::Title)];
    let mut seen = HashSet::new();
    for (kind, texts) in others {
        for text in texts {
            if seen.insert(text.as_str()) {
                found.push((text, kind));
            }
        }
    }
    found
}

/// Whether the words in parentheses and those outside are an abbreviation and what it stands for.
fn stands_for(words: &[Split]) -> bool {
    let (inside, outside): (Vec<&Split>, Vec<&Split>) = words.iter().partition(|word| word.parenthetical);
    let (short, long) = if inside.len() == 1 { (inside, outside) } else { (outside, inside) };
    let [short] = short[..] else { return false };
    let count = short.written.chars().count();
    let initials = |words: &[&Split]| -> String {
        words.iter().filter_map(|word| word.written.chars().next()).collect()
    };
    let content: Vec<&Split> = long.iter().copied().filter(|word| !is_filler(&word.written)).collect();
    count > 1
        && count <= LONGEST_ABBREVIATION
        && [initials(&long), initials(&content)].contains(&short.written)
}

/// A count as a number of the index. No release is near its limit; a longer one shows as damaged.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
