//! Descriptions, tasks, technology and tools: their words by class, and the statements themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::pruned;
use super::titles::HeldBack;
use crate::analysis::{is_function_word, strong_stem, words};
use crate::coding::TrainingData;
use crate::coding::file::Writer;
use crate::coding::hash::Hash;
use crate::coding::packed_texts::PackedTexts;
use crate::coding::softmax::{Example, Plan, Trainer};
use crate::coding::sparse::HashedRows;

/// How much a word counts in a description and in the name of a tool, against one in a task.
const DESCRIPTION: f32 = 2.0;
const TOOL: f32 = 0.3;
/// How many words of the whole language every class is taken to have.
const SMOOTHING: f32 = 100.0;
/// Weights up to this are left out of words that more classes have.
const LEAST: f32 = 0.3;
const FEW: usize = 50;
/// The hashes of the words that count in prose.
pub(crate) fn strong_stems(text: &str) -> Vec<u64> {
    let words = words(text);
    let telling = words.iter().filter(|word| !is_function_word(word));
    telling.map(|word| strong_stem_number(word)).collect()
}

/// The hash of a word of prose.
pub(crate) fn strong_stem_number(word: &str) -> u64 {
    Hash::of_kind(b'p').with(strong_stem(word).as_bytes()).finish()
}

/// Times that training goes through all statements, how fast it learns, and the weights that are kept.
const EPOCHS: usize = 4;
const RATE: f32 = 2.0;
const WEIGHTS: usize = 320_000;

/// One task in this many is held back for the fitting of the scores of texts.
const HELD_BACK: u64 = 15;
/// Times that tasks held back are in the last epoch.
const HELD_BACK_TIMES: usize = 2;

fn is_held_back(task: &str) -> bool {
    (Hash::of_kind(b't').with(task.as_bytes()).finish() >> 20).is_multiple_of(HELD_BACK)
}

/// The data without the tasks that scores are fitted on, and these.
pub(super) fn split(data: &TrainingData) -> (TrainingData, Vec<HeldBack<'_>>) {
    let mut held_back: BTreeMap<&str, BTreeSet<u16>> = BTreeMap::new();
    let mut rest = data.clone();
    for (class, (occupation, rest)) in data.occupations.iter().zip(&mut rest.occupations).enumerate() {
        for task in occupation.tasks.iter().filter(|task| is_held_back(task)) {
            held_back.entry(task).or_default().insert(class as u16);
        }
        rest.tasks.retain(|task| !is_held_back(task));
    }
    let held_back = held_back.into_iter().map(|(text, classes)| HeldBack { text, classes });
    (rest, held_back.collect())
}

/// A softmax over codes on the words of tasks and descriptions.
pub(super) struct Statements {
    trainer: Trainer,
    /// The row of each stem.
    rows: BTreeMap<u64, u32>,
    learnt: Vec<Example>,
    held_back: Vec<Example>,
}

impl Statements {
    /// Trains on all but the tasks that are held back.
    pub(super) fn train(data: &TrainingData) -> Self {
        let mut texts: BTreeMap<&str, BTreeSet<u16>> = BTreeMap::new();
        for (class, occupation) in data.occupations.iter().enumerate() {
            for text in occupation.tasks.iter().chain([&occupation.description]) {
                texts.entry(text).or_default().insert(class as u16);
            }
        }
        let stems: Vec<Vec<u64>> = texts.keys().map(|text| distinct(strong_stems(text))).collect();
        let mut rows: BTreeMap<u64, u32> = stems.iter().flatten().map(|stem| (*stem, 0)).collect();
        for (number, row) in rows.values_mut().enumerate() {
            *row = number as u32;
        }
        let (mut learnt, mut held_back) = (Vec::new(), Vec::new());
        for ((text, classes), stems) in texts.iter().zip(&stems) {
            let x = 1.0 / (stems.len().max(1) as f32).sqrt();
            let example = Example {
                features: stems.iter().map(|stem| (rows[stem], x)).collect(),
                targets: classes.iter().map(|class| (*class, 1.0 / classes.len() as f32)).collect(),
                weight: 1.0,
            };
            if is_held_back(text) { held_back.push(example) } else { learnt.push(example) }
        }
        let plan = Plan { rows: rows.len(), classes: data.occupations.len(), rate: RATE };
        let mut trainer = Trainer::new(plan);
        for _ in 1..EPOCHS {
            trainer.epoch(&learnt);
        }
        Self { trainer, rows, learnt, held_back }
    }

    /// Goes through all texts for the last time.
    pub(super) fn finish(&mut self) {
        let mut all = std::mem::take(&mut self.learnt);
        for _ in 0..HELD_BACK_TIMES {
            all.extend(self.held_back.iter().cloned());
        }
        self.trainer.epoch(&all);
    }

    /// Its greatest weights.
    pub(super) fn writer(&self) -> Writer {
        let mut writer = Writer::default();
        let rows = pruned(&self.trainer, self.rows.len(), WEIGHTS);
        HashedRows::write(&mut writer, self.rows.keys().zip(rows));
        writer
    }
}

/// A stem in two bytes, as statements are compared by.
pub(crate) fn short(stem: u64) -> u16 {
    (stem >> 48) as u16
}

/// Each stem once.
pub(crate) fn distinct(mut stems: Vec<u64>) -> Vec<u64> {
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Writes how much likelier each word is in the prose of a class than elsewhere.
///
/// Activities and areas of knowledge are left out: with them fewer held-out tasks were right.
pub(super) fn write(writer: &mut Writer, data: &TrainingData) {
    let mut counts: BTreeMap<u64, BTreeMap<u16, f32>> = BTreeMap::new();
    let mut lengths = vec![0.0f32; data.occupations.len()];
    for (class, occupation) in data.occupations.iter().enumerate() {
        let tasks = occupation.tasks.iter().map(|task| (task, 1.0));
        let tools = occupation.technology.iter().chain(&occupation.tools).map(|tool| (tool, TOOL));
        let description = std::iter::once((&occupation.description, DESCRIPTION));
        for (text, weight) in description.chain(tasks).chain(tools) {
            for stem in strong_stems(text) {
                *counts.entry(stem).or_default().entry(class as u16).or_default() += weight;
                lengths[class] += weight;
            }
        }
    }
    let all: f32 = lengths.iter().sum();
    let rows = counts.iter().map(|(stem, classes)| {
        let everywhere: f32 = classes.values().sum();
        let expected = SMOOTHING * everywhere / all;
        let weight = |count: &f32| (1.0 + count / expected).ln();
        let weights = classes.iter().map(|(class, count)| (*class, weight(count)));
        (stem, weights.filter(|(_, weight)| classes.len() <= FEW || *weight > LEAST).collect())
    });
    HashedRows::write(writer, rows);
    writer.f32s(lengths.iter().map(|length| (1.0 + length / SMOOTHING).ln()));
}

/// Writes the words that tasks begin with, which are verbs.
pub(super) fn write_verbs(writer: &mut Writer, data: &TrainingData) {
    let tasks = data.occupations.iter().flat_map(|occupation| &occupation.tasks);
    let first = |task: &String| task.split([' ', ',']).next().map(str::to_lowercase);
    let verbs: BTreeSet<String> = tasks.filter_map(first).collect();
    writer.texts(verbs.iter().map(String::as_str));
}

/// Writes tasks, technology and tools, each once, with the classes they belong to.
pub(super) fn write_statements(writer: &mut Writer, data: &TrainingData) {
    let mut numbers: BTreeMap<(u8, &str), u32> = BTreeMap::new();
    let mut by_class: Vec<BTreeSet<u32>> = Vec::new();
    for occupation in &data.occupations {
        let kinds = [
            (0, &occupation.tasks),
            (1, &occupation.technology),
            (2, &occupation.tools),
            (3, &occupation.activities),
            (4, &occupation.knowledge),
        ];
        let mut statements = BTreeSet::new();
        for (kind, texts) in kinds {
            for text in texts {
                let next = numbers.len() as u32;
                statements.insert(*numbers.entry((kind, text)).or_insert(next));
            }
        }
        by_class.push(statements);
    }
    let mut statements: Vec<((u8, &str), u32)> = numbers.into_iter().collect();
    statements.sort_unstable_by_key(|(_, number)| *number);
    PackedTexts::write(writer, statements.iter().map(|((_, text), _)| *text));
    writer.bytes(statements.iter().map(|((kind, _), _)| *kind).collect());
    let ends = |lengths: &mut dyn Iterator<Item = usize>| -> Vec<u32> {
        let mut ends = vec![0u32];
        for length in lengths {
            ends.push(ends[ends.len() - 1] + length as u32);
        }
        ends
    };
    writer.u32s(ends(&mut by_class.iter().map(BTreeSet::len)));
    writer.u32s(by_class.iter().flatten().copied());
    let stems: Vec<Vec<u64>> = statements.iter().map(|((_, text), _)| strong_stems(text)).collect();
    writer.u32s(ends(&mut stems.iter().map(Vec::len)));
    writer.u16s(stems.iter().flatten().map(|stem| short(*stem)));
}
