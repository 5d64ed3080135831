//! Which occupations fit a search text, and how well.

use std::cell::RefCell;
use std::fmt;

use crate::query::{Forms, Query};
use crate::store::{Kind, Similarity, Store};

/// How well an occupation fits, lowest first.
///
/// A whole word in another title ranks above the beginning of a word in the title: `car` finds car
/// salespeople before cardiologists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fit {
    /// Some of the words are in its titles, description, tasks and activities.
    SomeWords = 1,
    /// All words are in its titles, description, tasks and activities, the last one being only begun.
    BegunAnywhere,
    /// All words are in its titles, description, tasks and activities.
    AllAnywhere,
    /// All words are in its titles and description, the last one being only begun.
    BegunInOverview,
    /// All words are in its titles and description.
    AllInOverview,
    /// All words are in another title, the last one being only begun.
    BegunInOtherTitle,
    /// All words are in its title, the last one being only begun.
    BegunInTitle,
    /// A technology of the occupation is the text.
    IsTechnology,
    /// All words are in another title.
    AllInOtherTitle,
    /// All words are in its title.
    AllInTitle,
    /// Another title has these words in another order.
    IsOtherTitleReordered,
    /// Its title has these words in another order.
    IsTitleReordered,
    /// Another title is the text.
    IsOtherTitle,
    /// Its title is the text.
    IsTitle,
}

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SomeWords => "some of the words",
            Self::BegunAnywhere => {
                "the words, the last one begun, in titles, description, tasks and activities"
            }
            Self::AllAnywhere => "the words in titles, description, tasks and activities",
            Self::BegunInOverview => "the words, the last one begun, in titles and description",
            Self::AllInOverview => "the words in titles and description",
            Self::BegunInOtherTitle => "the words, the last one begun, in another title",
            Self::BegunInTitle => "the words, the last one begun, in the title",
            Self::IsTechnology => "a technology",
            Self::AllInOtherTitle => "the words in another title",
            Self::AllInTitle => "the words in the title",
            Self::IsOtherTitleReordered => "the words of another title",
            Self::IsTitleReordered => "the words of the title",
            Self::IsOtherTitle => "another title",
            Self::IsTitle => "the title",
        })
    }
}

/// An occupation that fits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ranked {
    pub(crate) document: usize,
    pub(crate) fit: Fit,
    /// The higher one stands first; 1 or more.
    pub(crate) score: f32,
    /// The title that has most of the words.
    pub(crate) title: Option<usize>,
}

/// What a match counts by its place, as a share of the texts there. With these the printed orders come out.
const SHARES: Shares = Shares { title: 8.0, other_titles: 4.0, description: 0.5, tasks: 1.0 };
/// The sum of shares that is worth half a step.
const HALF_A_STEP: f32 = 8.0;
/// How much a whole occupation of the SOC counts before its parts, where a title belongs to several.
const WHOLE_OCCUPATION: f32 = 0.4;
/// How much a title counts that people reported, where it belongs to several.
const REPORTED: f32 = 0.05;
/// How much it counts that many titles of the occupation have the words, how many are few, and with how many more it counts
/// half. Counted from the first title on, the printed order for `architect` is another.
const COMMON: f32 = 0.25;
const FEW: f32 = 20.0;
const MANY: f32 = 30.0;
/// How much a title counts that shares a word with that of its occupation, where it belongs to several.
const OF_ITS_KIND: f32 = 0.1;
/// A title that is the text, where this share of the other titles of its occupation at most has the word, is an odd one out:
/// `police` of a secretary. It counts as any title with the word, where the title of another occupation has it.
const ODD: f32 = 0.1;
/// Distinct grades within a step. Sums in another order differ in their last bits, which must not decide.
const GRADES: f32 = 4096.0;

struct Shares {
    title: f32,
    other_titles: f32,
    description: f32,
    tasks: f32,
}

/// The words that a text has, a bit each.
type Mask = u32;

/// What is found of an occupation.
#[derive(Clone, Copy, Default)]
struct Found {
    /// The words in all its titles, in its description, in all its tasks and activities, whole ones and begun ones.
    titles: Marked,
    description: Marked,
    tasks: Marked,
    activities: Marked,
    /// The highest fit, as far as titles show.
    fit: Option<Fit>,
    /// The share of the words that its own title has, and the sum of those of its other titles and of its tasks.
    own_share: f32,
    other_shares: f32,
    task_shares: f32,
    /// The greatest share of the words in one task.
    best_task: f32,
    /// The title with the greatest share of the words, and of as good ones the shortest.
    best: Option<(f32, usize, usize)>,
    reported: bool,
    /// Whether the title that is the text shares a word with that of the occupation.
    of_its_kind: bool,
}

/// Which words a text has whole, and which whole or begun.
#[derive(Clone, Copy, Default)]
struct Marked {
    full: Mask,
    begun: Mask,
}

impl Marked {
    fn add(&mut self, other: Self) {
        self.full |= other.full;
        self.begun |= other.begun;
    }
}

/// What a search looks for, and what it finds.
struct Search<'a> {
    store: &'a Store,
    query: &'a Query,
    /// The words that all have to be there.
    required: Mask,
    /// The sum of the weights of the words.
    weight: f32,
    found: Vec<Found>,
}

/// Marks of all texts, which a search leaves as it found them.
#[derive(Default)]
struct Marks {
    texts: Vec<Marked>,
    touched: Vec<usize>,
}

impl Marks {
    /// The mark of a text, which is noted when it is the first.
    fn of(&mut self, text: usize) -> Option<&mut Marked> {
        let marked = self.texts.get_mut(text)?;
        if marked.begun == 0 {
            self.touched.push(text);
        }
        Some(marked)
    }
}

thread_local! {
    static MARKS: RefCell<Marks> = RefCell::default();
}

/// All occupations that fit, in document order.
pub(crate) fn rank(store: &Store, query: &Query) -> Vec<Ranked> {
    let bits = query.units.iter().zip(0..Mask::BITS);
    let mut search = Search {
        store,
        query,
        required: bits.fold(0, |mask, (unit, bit)| mask | Mask::from(unit.required) << bit),
        weight: query.units.iter().map(|unit| unit.weight).sum(),
        found: vec![Found::default(); store.codes().len()],
    };
    MARKS.with_borrow_mut(|marks| search.texts(marks));
    search.exact();
    search.technology();
    search.ranked()
}

impl Search<'_> {
    /// Marks the texts that have any of the words, and notes what each occupation has.
    fn texts(&mut self, marks: &mut Marks) {
        let count = self.store.text_count().max(marks.texts.len());
        marks.texts.resize(count, Marked::default());
        for (unit, bit) in self.query.units.iter().zip(0..Mask::BITS) {
            let bit = 1 << bit;
            let mut mark = |text: usize| {
                if let Some(marked) = marks.of(text) {
                    marked.add(Marked { full: bit, begun: bit });
                }
            };
            for alternative in &unit.full {
                match &alternative[..] {
                    [forms] => forms.iter().flat_map(|&word| self.store.word_texts(word)).for_each(&mut mark),
                    several => texts_with_all(self.store, several).into_iter().for_each(&mut mark),
                }
            }
            for text in unit.begun.iter().flat_map(|&word| self.store.word_texts(word)) {
                if let Some(marked) = marks.of(text) {
                    marked.begun |= bit;
                }
            }
        }
        for text in std::mem::take(&mut marks.touched) {
            let marked = std::mem::take(&mut marks.texts[text]);
            self.text(text, marked);
        }
    }

    fn text(&mut self, text: usize, marked: Marked) {
        let (document, kind, length) = self.store.text_facts(text);
        let share = self.share(marked.full).max(0.5 * self.share(marked.begun));
        let (all, all_begun) = (self.has_all(marked.full), self.has_all(marked.begun));
        let Some(found) = self.found.get_mut(document) else { return };
        match kind {
            Kind::Description => return found.description = marked,
            Kind::Task => {
                found.tasks.add(marked);
                found.task_shares += share * share;
                found.best_task = found.best_task.max(share);
                return;
            }
            Kind::Activity => return found.activities.add(marked),
            Kind::Title => found.own_share = share,
            Kind::Reported | Kind::Alternate => found.other_shares += share * share,
            Kind::Short => {}
        }
        found.titles.add(marked);
        let fit = match (kind, all, all_begun) {
            (Kind::Title, true, _) => Some(Fit::AllInTitle),
            (_, true, _) => Some(Fit::AllInOtherTitle),
            (Kind::Title, _, true) => Some(Fit::BegunInTitle),
            (_, _, true) => Some(Fit::BegunInOtherTitle),
            _ => None,
        };
        found.fit = found.fit.max(fit);
        let better = |(best, shortest, first): (f32, usize, usize)| {
            share > best || (share == best && (length, text) < (shortest, first))
        };
        if found.best.is_none_or(better) {
            found.best = Some((share, length, text));
        }
    }

    /// Finds the titles that are the text, by its first reading that is a title.
    fn exact(&mut self) {
        for reading in &self.query.readings {
            let mut any = false;
            for (title, similarity) in self.store.titles_with_key(reading.key) {
                any = true;
                let (document, kind, length) = self.store.text_facts(title);
                let fit = match (kind, similarity) {
                    (Kind::Title, Similarity { in_order: true, whole: true }) => Fit::IsTitle,
                    (_, Similarity { in_order: true, .. }) => Fit::IsOtherTitle,
                    (Kind::Title, Similarity { whole: true, .. }) => Fit::IsTitleReordered,
                    _ => Fit::IsOtherTitleReordered,
                };
                let Some(found) = self.found.get_mut(document) else { continue };
                if found.fit < Some(fit) {
                    found.fit = Some(fit);
                    found.best = Some((1.0, length, title));
                }
                found.reported |= kind == Kind::Reported;
                found.of_its_kind |= self.store.shares_a_word(title, document);
            }
            if any {
                return self.lower_odd_ones();
            }
        }
    }

    /// Takes titles that are the text and have nothing to do with their occupations for titles that have the words.
    fn lower_odd_ones(&mut self) {
        let is_odd = |document: usize, found: &Found| {
            let is_other = matches!(found.fit, Some(Fit::IsOtherTitle | Fit::IsOtherTitleReordered));
            let others = self.store.counts(document).0.max(1) as f32;
            is_other && found.own_share == 0.0 && found.other_shares <= ODD * others
        };
        let has_kin =
            self.found.iter().any(|found| found.fit >= Some(Fit::AllInTitle) && found.own_share == 1.0);
        if !has_kin {
            return;
        }
        let odd: Vec<usize> = self
            .found
            .iter()
            .enumerate()
            .filter(|(document, found)| is_odd(*document, found))
            .map(|(document, _)| document)
            .collect();
        for document in odd {
            self.found[document].fit = Some(Fit::AllInOtherTitle);
        }
    }

    /// Finds the occupations with a technology that is the text.
    fn technology(&mut self) {
        for document in
            self.query.technology.iter().flat_map(|key| self.store.documents_with_technology(*key))
        {
            if let Some(found) = self.found.get_mut(document) {
                found.fit = found.fit.max(Some(Fit::IsTechnology));
            }
        }
    }

    /// The part of the words that a text has, by their weights.
    fn share(&self, mask: Mask) -> f32 {
        if mask == 0 {
            return 0.0;
        }
        let units = self.query.units.iter().zip(0..Mask::BITS);
        let has = units.filter(|(_, bit)| mask & 1 << bit != 0).map(|(unit, _)| unit.weight);
        if self.weight > 0.0 { has.sum::<f32>() / self.weight } else { 0.0 }
    }

    fn has_all(&self, mask: Mask) -> bool {
        self.required != 0 && mask & self.required == self.required
    }

    fn ranked(&self) -> Vec<Ranked> {
        let fits = self.found.iter().enumerate().filter_map(|(document, found)| {
            let fit = self.fit(found)?;
            let score = self.score(document, fit, found);
            Some(Ranked { document, fit, score, title: found.best.map(|(_, _, title)| title) })
        });
        fits.collect()
    }

    fn fit(&self, found: &Found) -> Option<Fit> {
        let mut overview = found.titles;
        overview.add(found.description);
        let mut anywhere = overview;
        anywhere.add(found.tasks);
        anywhere.add(found.activities);
        let of_prose = [
            (self.has_all(overview.full), Fit::AllInOverview),
            (self.has_all(overview.begun), Fit::BegunInOverview),
            (self.has_all(anywhere.full), Fit::AllAnywhere),
            (self.has_all(anywhere.begun), Fit::BegunAnywhere),
            (anywhere.full & self.required != 0, Fit::SomeWords),
        ];
        let of_prose = of_prose.into_iter().find(|(holds, _)| *holds).map(|(_, fit)| fit);
        found.fit.max(of_prose)
    }

    fn score(&self, document: usize, fit: Fit, found: &Found) -> f32 {
        let (others, tasks) = self.store.counts(document);
        let sum = SHARES.title * found.own_share
            + SHARES.other_titles * found.other_shares / others.max(1) as f32
            + SHARES.description * self.share(found.description.full)
            + SHARES.tasks * found.task_shares / tasks.max(1) as f32;
        let more = (found.other_shares - FEW).max(0.0);
        let common = more / (more + MANY);
        let part = (1.0 - COMMON) * sum / (sum + HALF_A_STEP) + COMMON * common;
        match fit {
            Fit::IsOtherTitle | Fit::IsOtherTitleReordered => {
                let whole = self.store.codes().get(document).is_some_and(|code| code.suffix() == 0);
                let mut grade = part * (1.0 - WHOLE_OCCUPATION - REPORTED - OF_ITS_KIND);
                grade += if whole { WHOLE_OCCUPATION } else { 0.0 };
                grade += if found.of_its_kind { OF_ITS_KIND } else { 0.0 };
                step(fit) + graded(grade + if found.reported { REPORTED } else { 0.0 })
            }
            // Words here and there say less than most of them in one place.
            fit if fit <= Fit::AllInOverview => {
                let title = found.best.map_or(0.0, |(share, ..)| share);
                let description =
                    self.share(found.description.full).max(0.5 * self.share(found.description.begun));
                let sum = TOGETHER.title * title * title
                    + TOGETHER.description * description * description
                    + TOGETHER.tasks * found.best_task * found.best_task
                    + TOGETHER.part * part
                    + all_words(fit);
                step(Fit::SomeWords) + (step(Fit::BegunInOtherTitle) - step(Fit::SomeWords)) * graded(sum)
            }
            _ => step(fit) + graded(part),
        }
    }
}

/// What the greatest share of the words in one text counts, where no title has them all.
const TOGETHER: Together = Together { title: 0.38, description: 0.22, tasks: 0.22, part: 0.08 };

/// What it counts that all words are there. The most, and all of [`TOGETHER`], make 1.
fn all_words(fit: Fit) -> f32 {
    match fit {
        Fit::SomeWords => 0.0,
        Fit::BegunAnywhere => 0.02,
        Fit::AllAnywhere => 0.04,
        Fit::BegunInOverview => 0.06,
        _ => 0.1,
    }
}

struct Together {
    title: f32,
    description: f32,
    tasks: f32,
    part: f32,
}

fn step(fit: Fit) -> f32 {
    f32::from(fit as u8)
}

/// A part of a step, less than 1.
fn graded(part: f32) -> f32 {
    (part.min(1.0) * (GRADES - 1.0)).round() / GRADES
}

/// The texts that have all of several words.
pub(crate) fn texts_with_all(store: &Store, words: &[Forms]) -> Vec<usize> {
    let mut sets = words
        .iter()
        .map(|forms| forms.iter().flat_map(|&word| store.word_texts(word)).collect::<Vec<usize>>());
    let mut texts = sets.next().unwrap_or_default();
    for mut other in sets {
        other.sort_unstable();
        texts.retain(|text| other.binary_search(text).is_ok());
    }
    texts
}
