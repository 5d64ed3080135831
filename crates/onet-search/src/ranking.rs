//! Which occupations fit a search text, and how well.

use std::cell::RefCell;
use std::fmt;

use crate::query::{Query, Unit};
use crate::store::{Kind, Store};

/// How well an occupation fits, lowest first.
///
/// A whole word in another title ranks above the beginning of a word in the title: `car` finds car
/// salespeople before cardiologists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fit {
    /// Some of the words are in its titles and description.
    SomeWords = 1,
    /// All words are in its titles, description and tasks, the last one being only begun.
    BegunAnywhere,
    /// All words are in its titles, description and tasks.
    AllAnywhere,
    /// All words are in its titles and description, the last one being only begun.
    BegunInOverview,
    /// All words are in its titles and description.
    AllInOverview,
    /// All words are in another title, the last one being only begun.
    BegunInOtherTitle,
    /// All words are in its title, the last one being only begun.
    BegunInTitle,
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
            Self::BegunAnywhere => "the words, the last one begun, in titles, description and tasks",
            Self::AllAnywhere => "the words in titles, description and tasks",
            Self::BegunInOverview => "the words, the last one begun, in titles and description",
            Self::AllInOverview => "the words in titles and description",
            Self::BegunInOtherTitle => "the words, the last one begun, in another title",
            Self::BegunInTitle => "the words, the last one begun, in the title",
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
    /// Of two that fit alike, the higher one stands first; from 0 to less than 1.
    pub(crate) grade: f32,
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
const REPORTED: f32 = 0.2;
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
    /// Words in all its titles.
    titles: Mask,
    titles_begun: Mask,
    description: Mask,
    description_begun: Mask,
    tasks: Mask,
    tasks_begun: Mask,
    /// How many tasks have a word, at most.
    task_count: u32,
    /// The highest fit, as far as titles show.
    fit: Option<Fit>,
    /// The share of the words that its own title has, and the sum of those of its other titles.
    own_share: f32,
    other_shares: f32,
    /// The title with the greatest share of the words, and of as good ones the shortest.
    best: Option<(f32, usize, usize)>,
    reported: bool,
}

/// What a search looks for, and what it finds.
struct Search<'a> {
    store: &'a Store,
    query: &'a Query,
    /// The words that all have to be there.
    required: Mask,
    found: Vec<Found>,
}

/// Marks of all titles, which a search leaves as it found them.
#[derive(Default)]
struct Marks {
    full: Vec<Mask>,
    begun: Vec<Mask>,
    touched: Vec<usize>,
}

thread_local! {
    static MARKS: RefCell<Marks> = RefCell::default();
}

/// All occupations that fit, in document order.
pub(crate) fn rank(store: &Store, query: &Query) -> Vec<Ranked> {
    let mut search = Search {
        store,
        query,
        required: mask(query.units.iter().map(|unit| unit.required)),
        found: vec![Found::default(); store.codes().len()],
    };
    MARKS.with_borrow_mut(|marks| search.titles(marks));
    search.prose();
    search.exact();
    search.ranked()
}

fn mask(bits: impl Iterator<Item = bool>) -> Mask {
    bits.zip(0..Mask::BITS).fold(0, |mask, (is_set, place)| mask | Mask::from(is_set) << place)
}

impl Search<'_> {
    fn titles(&mut self, marks: &mut Marks) {
        let count = self.store.title_count().max(marks.full.len());
        marks.full.resize(count, 0);
        marks.begun.resize(count, 0);
        for (unit, bit) in self.query.units.iter().zip(0..Mask::BITS) {
            let bit = 1 << bit;
            for title in titles_with(self.store, unit) {
                touch(marks, title);
                marks.full[title] |= bit;
                marks.begun[title] |= bit;
            }
            for title in unit.begun.iter().flat_map(|&word| self.store.word_titles(word)) {
                touch(marks, title);
                marks.begun[title] |= bit;
            }
        }
        for title in std::mem::take(&mut marks.touched) {
            let (full, begun) = (marks.full[title], marks.begun[title]);
            (marks.full[title], marks.begun[title]) = (0, 0);
            self.title(title, full, begun);
        }
    }

    fn title(&mut self, title: usize, full: Mask, begun: Mask) {
        let (document, kind, length) = self.store.title_facts(title);
        let share = self.share(full).max(0.5 * self.share(begun));
        let (all, all_begun) = (self.has_all(full), self.has_all(begun));
        let Some(found) = self.found.get_mut(document) else { return };
        found.titles |= full;
        found.titles_begun |= begun;
        let fit = match (kind, all, all_begun) {
            (Kind::Title, true, _) => Some(Fit::AllInTitle),
            (_, true, _) => Some(Fit::AllInOtherTitle),
            (Kind::Title, _, true) => Some(Fit::BegunInTitle),
            (_, _, true) => Some(Fit::BegunInOtherTitle),
            _ => None,
        };
        found.fit = found.fit.max(fit);
        match kind {
            Kind::Title => found.own_share = share,
            Kind::Reported | Kind::Alternate => found.other_shares += share,
            Kind::Short => {}
        }
        let better = |(best, shortest, first): (f32, usize, usize)| {
            share > best || (share == best && (length, title) < (shortest, first))
        };
        if found.best.is_none_or(better) {
            found.best = Some((share, length, title));
        }
    }

    fn prose(&mut self) {
        for (unit, bit) in self.query.units.iter().zip(0..Mask::BITS) {
            let bit = 1 << bit;
            for alternative in &unit.full {
                let [forms] = &alternative[..] else { continue };
                for prose in forms.iter().flat_map(|&word| self.store.word_prose(word)) {
                    let Some(found) = self.found.get_mut(prose.document) else { continue };
                    found.description |= if prose.description { bit } else { 0 };
                    found.tasks |= if prose.tasks > 0 { bit } else { 0 };
                    found.task_count = found.task_count.max(prose.tasks);
                }
            }
            for prose in unit.begun.iter().flat_map(|&word| self.store.word_prose(word)) {
                let Some(found) = self.found.get_mut(prose.document) else { continue };
                found.description_begun |= if prose.description { bit } else { 0 };
                found.tasks_begun |= if prose.tasks > 0 { bit } else { 0 };
            }
        }
    }

    /// Finds the titles that are the text, by its first reading that is a title.
    fn exact(&mut self) {
        for reading in &self.query.readings {
            let mut any = false;
            for (title, in_order) in self.store.titles_with_key(reading.key) {
                any = true;
                let (document, kind, length) = self.store.title_facts(title);
                let fit = match (kind, in_order) {
                    (Kind::Title, true) => Fit::IsTitle,
                    (_, true) => Fit::IsOtherTitle,
                    (Kind::Title, false) => Fit::IsTitleReordered,
                    (_, false) => Fit::IsOtherTitleReordered,
                };
                let Some(found) = self.found.get_mut(document) else { continue };
                if found.fit < Some(fit) {
                    found.fit = Some(fit);
                    found.best = Some((1.0, length, title));
                }
                found.reported |= kind == Kind::Reported;
            }
            if any {
                return;
            }
        }
    }

    /// The part of the words that a text has, by their weights.
    fn share(&self, mask: Mask) -> f32 {
        let units = self.query.units.iter().zip(0..Mask::BITS);
        let all: f32 = units.clone().map(|(unit, _)| unit.weight).sum();
        let has = units.filter(|(_, bit)| mask & 1 << bit != 0).map(|(unit, _)| unit.weight);
        if all > 0.0 { has.sum::<f32>() / all } else { 0.0 }
    }

    fn has_all(&self, mask: Mask) -> bool {
        self.required != 0 && mask & self.required == self.required
    }

    fn ranked(&self) -> Vec<Ranked> {
        let fits = self.found.iter().enumerate().filter_map(|(document, found)| {
            let fit = self.fit(found)?;
            let grade = self.grade(document, fit, found);
            Some(Ranked { document, fit, grade, title: found.best.map(|(_, _, title)| title) })
        });
        fits.collect()
    }

    fn fit(&self, found: &Found) -> Option<Fit> {
        let overview = found.titles | found.description;
        let overview_begun = overview | found.titles_begun | found.description_begun;
        let anywhere = overview | found.tasks;
        let anywhere_begun = overview_begun | found.tasks | found.tasks_begun;
        let of_prose = [
            (self.has_all(overview), Fit::AllInOverview),
            (self.has_all(overview_begun), Fit::BegunInOverview),
            (self.has_all(anywhere), Fit::AllAnywhere),
            (self.has_all(anywhere_begun), Fit::BegunAnywhere),
            (overview & self.required != 0, Fit::SomeWords),
        ];
        let of_prose = of_prose.into_iter().find(|(holds, _)| *holds).map(|(_, fit)| fit);
        found.fit.max(of_prose)
    }

    fn grade(&self, document: usize, fit: Fit, found: &Found) -> f32 {
        // The title of the occupation is the first of them; short titles repeat others.
        let others = self.store.titles_of(document).len().saturating_sub(1).max(1) as f32;
        let tasks = self.store.task_count(document).max(1) as f32;
        let sum = SHARES.title * found.own_share
            + SHARES.other_titles * found.other_shares / others
            + SHARES.description * self.share(found.description)
            + SHARES.tasks * self.share(found.tasks) * found.task_count as f32 / tasks;
        let part = sum / (sum + HALF_A_STEP);
        let grade = match fit {
            Fit::IsOtherTitle | Fit::IsOtherTitleReordered => {
                let whole = self.store.codes().get(document).is_some_and(|code| code.suffix() == 0);
                let mut grade = part * (1.0 - WHOLE_OCCUPATION - REPORTED);
                grade += if whole { WHOLE_OCCUPATION } else { 0.0 };
                grade + if found.reported { REPORTED } else { 0.0 }
            }
            Fit::SomeWords => {
                let best = found.best.map_or(0.0, |(share, ..)| share);
                0.7 * best.max(0.8 * self.share(found.titles | found.description)) + 0.3 * part
            }
            _ => part,
        };
        (grade.min(1.0) * (GRADES - 1.0)).round() / GRADES
    }
}

fn touch(marks: &mut Marks, title: usize) {
    if marks.full[title] | marks.begun[title] == 0 {
        marks.touched.push(title);
    }
}

/// The titles that have a word or what it stands for.
fn titles_with(store: &Store, unit: &Unit) -> Vec<usize> {
    let mut found = Vec::new();
    for alternative in &unit.full {
        let mut sets = alternative
            .iter()
            .map(|forms| forms.iter().flat_map(|&word| store.word_titles(word)).collect::<Vec<usize>>());
        let mut titles = sets.next().unwrap_or_default();
        for mut other in sets {
            other.sort_unstable();
            titles.retain(|title| other.binary_search(title).is_ok());
        }
        found.append(&mut titles);
    }
    found
}
