//! Training: from the titles, tasks and tools of a release to the file of a model.

mod models;
mod prose;
mod titles;

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use super::Level;
use super::TrainingData;
use super::calibration::{self, Curve};
use super::coder::{Model, Origin};
use super::features::Features;
use super::file::{File, Writer};
use super::softmax::{Example, Trainer};
use super::sparse::{HashedRows, Row};
use crate::analysis::words;

use models::{Examples, Models};
pub(crate) use prose::{distinct, short, strong_stem_number, strong_stems};
pub(crate) use titles::stem_number;
use titles::{HeldBack, KnownTitle, Titles};

/// Times that training goes through all titles; titles that scores are fitted on are in the last epoch alone.
const EPOCHS: usize = 6;
/// Times that titles held back are in the last epoch.
const HELD_BACK_TIMES: usize = 2;
/// How fast the softmax over minor groups learns.
const RATE: f32 = 4.0;
/// Titles that scores are fitted on, at least; with fewer the probabilities of the models are the scores.
const FEWEST: usize = 200;
const UNFITTED_THRESHOLD: f32 = 0.5;
/// Weights that the softmax over minor groups keeps, the greatest.
const MINOR_WEIGHTS: usize = 100_000;
/// How much naive Bayes takes every word to have been seen everywhere.
pub(crate) const UNSEEN: f32 = 0.1;
/// The share of right answers that the default threshold is set for.
const PRECISION: f32 = 0.7;
/// The same for free text. Of everyday lines twice as many are right as of the held-out tasks that it is measured by.
const PRECISION_OF_TEXTS: f32 = 0.4;
const UNFITTED_TEXTS: f32 = 0.25;
/// How the curves of titles held back differ from those of the evaluation, whichever twentieth is held back: the logits
/// are spread around zero by the first number and lowered by the second. The models judge titles held back before the last
/// pass, which makes probable answers right more often, and improbable ones less.
const SPREAD: f64 = 0.2;
const LOWER: f64 = 0.08;

/// Trains a model and returns its file. The same data give the same bytes on every machine.
pub(crate) fn train(data: &TrainingData) -> Vec<u8> {
    let classes = Classes::of(data);
    let titles = Titles::of(data);
    let mut held_back: Vec<&KnownTitle> = Vec::new();
    let mut used: Vec<&KnownTitle> = Vec::new();
    for title in &titles.known {
        match title.is_held_back {
            true => held_back.push(title),
            false => used.push(title),
        }
    }
    let mut models = Models::new(&classes, data, &titles.known);
    let rows = models.rows();
    let learnt = Examples::of(&used, rows);
    let (without_tasks, tasks) = prose::split(data);
    // The order in which threads end makes no difference: each model has its own.
    let mut statements = thread::scope(|scope| {
        let statements = scope.spawn(|| prose::Statements::train(data));
        models.learn(&learnt, &classes);
        statements.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    let draft = Draft { data: &without_tasks, classes: &classes, titles: &titles };
    let fitted = draft.fit(&models, &used, &tasks, statements.writer());

    let mut all = learnt;
    // These were in no epoch before.
    for _ in 0..HELD_BACK_TIMES {
        all.extend(Examples::of(&held_back, rows));
    }
    thread::scope(|scope| {
        scope.spawn(|| statements.finish());
        models.finish(&all, &classes);
    });
    let everything: Vec<&KnownTitle> = titles.known.iter().collect();
    Draft { data, ..draft }.file(&models, &everything, &fitted, statements.writer())
}

/// The codes and their minor groups.
struct Classes {
    codes: Vec<u32>,
    groups: Vec<u16>,
    group_count: usize,
}

impl Classes {
    fn of(data: &TrainingData) -> Self {
        let digits = |text: String| {
            text.bytes().filter(u8::is_ascii_digit).fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
        };
        let codes: Vec<u32> =
            data.occupations.iter().map(|occupation| digits(occupation.code.to_string())).collect();
        // Two digits of the major group and the first of the minor group.
        let mut numbers: Vec<u32> = codes.iter().map(|code| code / 100_000).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let groups = codes
            .iter()
            .map(|code| numbers.binary_search(&(code / 100_000)).unwrap_or_default() as u16)
            .collect();
        Self { codes, groups, group_count: numbers.len() }
    }

    /// The same examples for the softmax over minor groups.
    fn to_groups(&self, examples: &[Example]) -> Vec<Example> {
        let to_group = |example: &Example| {
            let mut shares: BTreeMap<u16, f32> = BTreeMap::new();
            for (class, share) in &example.targets {
                *shares.entry(self.groups[usize::from(*class)]).or_default() += share;
            }
            Example { targets: shares.into_iter().collect(), ..example.clone() }
        };
        examples.iter().map(to_group).collect()
    }
}

/// What the scores need: a temperature, a threshold for each level, and a table for each level, first for titles that the
/// release does not have, then for forms of those that it has, for free text, and for titles with unseen words.
#[derive(Default)]
struct Fitted {
    temperature: f32,
    thresholds: Vec<f32>,
    tables: Vec<Vec<(f32, f32)>>,
}

/// All that a file is written from, except the weights.
struct Draft<'a> {
    data: &'a TrainingData,
    classes: &'a Classes,
    titles: &'a Titles<'a>,
}

impl Draft<'_> {
    /// Fits the scores on titles that the models have not seen, read as the titles of callers are.
    fn fit(
        &self,
        models: &Models,
        used: &[&KnownTitle],
        tasks: &[HeldBack<'_>],
        statements: Writer,
    ) -> Fitted {
        let held_back = &self.titles.held_back;
        let unfitted_thresholds = [UNFITTED_THRESHOLD, UNFITTED_TEXTS];
        let thresholds =
            unfitted_thresholds.iter().flat_map(|threshold| [*threshold; Level::ALL.len()]).collect();
        let unfitted = Fitted { temperature: 1.0, thresholds, ..Fitted::default() };
        if held_back.len() < FEWEST {
            return unfitted;
        }
        let Ok(file) = File::read(self.file(models, used, &unfitted, statements)) else {
            return unfitted;
        };
        let model = Model::over(file);
        let mut answers: Vec<Answer<'_>> =
            held_back.iter().filter_map(|title| Answer::of(&model, title)).collect();
        let temperature = best_temperature(&answers);
        for answer in &mut answers {
            answer.probabilities = super::coder::probabilities(&answer.logs, temperature);
            if let Some(row) = answer.known {
                model.prefer_known(row, &mut answer.probabilities);
            }
        }
        let mut fitted = Fitted { temperature, ..Fitted::default() };
        let mut of_unseen = Vec::new();
        for level in Level::ALL {
            let [new, unseen] =
                [Origin::New, Origin::Unseen].map(|origin| judged(&model, &answers, origin, level));
            let all: Vec<(f32, bool)> = new.iter().chain(&unseen).copied().collect();
            let curve = Curve::fit(&all).map(|curve| curve.with_logits(SPREAD, LOWER));
            let tables = [curve, curve.map(|curve| curve.moved(&unseen).with_logits(0.0, LOWER))].map(steps);
            let mut scored = self::scored(&new, &tables[0]);
            scored.extend(self::scored(&unseen, &tables[1]));
            fitted.thresholds.push(threshold(scored, PRECISION));
            let [of_new, of_these] = tables;
            fitted.tables.push(of_new);
            of_unseen.push(of_these);
        }
        for level in Level::ALL {
            let forms = judged(&model, &answers, Origin::Form, level);
            fitted.tables.push(steps(Curve::fit(&forms)));
        }
        fit_texts(&model, tasks, &mut fitted);
        fitted.tables.extend(of_unseen);
        fitted
    }

    /// Writes the file of a model that knows these titles.
    fn file(&self, models: &Models, titles: &[&KnownTitle], fitted: &Fitted, statements: Writer) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.u32s(self.classes.codes.iter().copied());
        writer.u32s(self.classes.groups.iter().map(|group| u32::from(*group)));
        self.titles.write_names(&mut writer);
        let seen = titles.iter().flat_map(|title| &title.features.dense).map(|(feature, _)| *feature);
        writer.bytes(models.rows().set_of(seen.chain(models.features_of_names())));
        models.write(&mut writer);
        self.write_bayes(&mut writer, titles);
        prose::write(&mut writer, self.data);
        let whole: BTreeMap<u64, Row> = titles
            .iter()
            .filter(|title| title.is_title)
            .map(|title| (title.hash, title.attested.iter().map(|(class, mass)| (*class, *mass)).collect()))
            .collect();
        HashedRows::write(&mut writer, whole.iter().map(|(hash, row)| (hash, row.clone())));
        let mut vocabulary: BTreeMap<&str, u32> = BTreeMap::new();
        for word in titles.iter().flat_map(|title| &title.words) {
            *vocabulary.entry(word).or_default() += 1;
        }
        writer.texts(vocabulary.keys().copied());
        writer.u32s(vocabulary.values().copied());
        writer.f32s(std::iter::once(fitted.temperature).chain(fitted.thresholds.iter().copied()));
        let mut starts = vec![0];
        for table in &fitted.tables {
            starts.push(starts[starts.len() - 1] + table.len() as u32);
        }
        writer.u32s(starts);
        writer.f32s(fitted.tables.iter().flatten().flat_map(|(stated, share)| [*stated, *share]));
        self.titles.write_heads(&mut writer);
        prose::write_verbs(&mut writer, self.data);
        prose::write_statements(&mut writer, self.data);
        writer.append(statements);
        writer.finish()
    }

    fn write_bayes(&self, writer: &mut Writer, titles: &[&KnownTitle]) {
        let mut counts: BTreeMap<u64, BTreeMap<u16, f32>> = BTreeMap::new();
        let mut lengths = vec![0.0f32; self.classes.codes.len()];
        for title in titles {
            for class in title.classes.keys() {
                lengths[usize::from(*class)] += title.features.words.len() as f32;
                for word in &title.features.words {
                    *counts.entry(*word).or_default().entry(*class).or_default() += 1.0;
                }
            }
        }
        let log = |count: f32| (1.0 + count / UNSEEN).ln();
        let distinct = UNSEEN * counts.len() as f32;
        let row = |classes: &BTreeMap<u16, f32>| {
            classes.iter().map(|(class, count)| (*class, log(*count))).collect()
        };
        HashedRows::write(writer, counts.iter().map(|(word, classes)| (word, row(classes))));
        writer.f32s(lengths.into_iter().map(|length| (length + distinct).ln()));
    }
}

/// The greatest weights of a model by row, counted from the median of each row.
fn pruned(trainer: &Trainer, rows: usize, limit: usize) -> Vec<Row> {
    /// Weights are counted in steps of this.
    const STEP: f32 = 1.0 / 256.0;
    let mut counts = vec![0usize; 1 << 16];
    let steps = |weight: f32| ((weight.abs() / STEP) as usize).min((1 << 16) - 1);
    let centred = |row: usize| -> Vec<f32> {
        let mut weights = trainer.row(row);
        let mut sorted = weights.clone();
        let middle = sorted.len() / 2;
        let median = *sorted.select_nth_unstable_by(middle, f32::total_cmp).1;
        weights.iter_mut().for_each(|weight| *weight -= median);
        weights
    };
    for row in 0..rows {
        for weight in centred(row) {
            counts[steps(weight)] += 1;
        }
    }
    let mut lowest = counts.len();
    let mut taken = 0;
    while lowest > 1 && taken + counts[lowest - 1] <= limit {
        lowest -= 1;
        taken += counts[lowest];
    }
    let row = |row: usize| -> Row {
        let weights = centred(row).into_iter().enumerate();
        weights
            .filter(|(_, weight)| steps(*weight) >= lowest)
            .map(|(class, weight)| (class as u16, weight))
            .collect()
    };
    (0..rows).map(row).collect()
}

/// A held-back title as a draft of the model codes it.
struct Answer<'a> {
    title: &'a HeldBack<'a>,
    logs: Vec<f32>,
    probabilities: Vec<f32>,
    /// The row of the title that it is a form of, where the draft knows one.
    known: Option<usize>,
    origin: Origin,
}

impl<'a> Answer<'a> {
    fn of(model: &Model, title: &'a HeldBack<'a>) -> Option<Self> {
        let understood = model.understand(title.text);
        let is_title = !understood.words.is_empty() && !understood.is_generic;
        is_title.then(|| Self {
            title,
            logs: model.title_logs(&understood.words),
            probabilities: Vec::new(),
            known: understood.whole,
            origin: understood.origin,
        })
    }
}

/// Fits the scores of free text on tasks that the models have not seen.
fn fit_texts(model: &Model, tasks: &[HeldBack<'_>], fitted: &mut Fitted) {
    let probabilities: Vec<Vec<f32>> = tasks.iter().map(|task| model.text_probabilities(task.text)).collect();
    for level in Level::ALL {
        let answers = tasks.iter().zip(&probabilities);
        let judged: Vec<(f32, bool)> = answers
            .filter(|(_, probabilities)| !probabilities.is_empty())
            .map(|(task, probabilities)| judge(model, probabilities, &task.classes, level))
            .collect();
        let table = steps(Curve::fit(&judged));
        let lowest = threshold(scored(&judged, &table), PRECISION_OF_TEXTS);
        fitted.thresholds.push(if table.is_empty() { UNFITTED_TEXTS } else { lowest });
        fitted.tables.push(table);
    }
}

/// The stated probability of each first answer of an origin at a level, and whether it is right.
fn judged(model: &Model, answers: &[Answer<'_>], origin: Origin, level: Level) -> Vec<(f32, bool)> {
    let answers = answers.iter().filter(|answer| answer.origin == origin);
    answers.map(|answer| judge(model, &answer.probabilities, &answer.title.classes, level)).collect()
}

/// The steps of a curve; none where there is none.
fn steps(curve: Option<Curve>) -> Vec<(f32, f32)> {
    curve.map(Curve::steps).unwrap_or_default()
}

/// The answers with scores by a table in place of stated probabilities.
fn scored(answers: &[(f32, bool)], table: &[(f32, f32)]) -> Vec<(f32, bool)> {
    let score = |stated: f32| calibration::look_up(table.iter().copied(), stated);
    answers.iter().map(|(stated, is_right)| (score(*stated), *is_right)).collect()
}

fn judge(model: &Model, probabilities: &[f32], right: &BTreeSet<u16>, level: Level) -> (f32, bool) {
    let groups = model.by_group(probabilities, level, 1);
    let (class, stated) = groups.first().map_or((0, 0.0), |group| (group.class, group.probability));
    let number = model.group_number(class, level);
    (stated, right.iter().any(|class| model.group_number(usize::from(*class), level) == number))
}

/// The temperature under which held-back titles are most probable.
fn best_temperature(answers: &[Answer<'_>]) -> f32 {
    let likelihood = |temperature: f32| -> f32 {
        let probability = |answer: &Answer<'_>| {
            let probabilities = super::coder::probabilities(&answer.logs, temperature);
            let right = answer.title.classes.iter().map(|class| probabilities[usize::from(*class)]);
            right.sum::<f32>().max(1e-6).ln()
        };
        answers.iter().filter(|answer| answer.known.is_none()).map(probability).sum()
    };
    let temperatures = (0..10).map(|step| 0.8 + 0.2 * step as f32);
    temperatures
        .map(|temperature| (likelihood(temperature), temperature))
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map_or(1.0, |(_, temperature)| temperature)
}

/// The lowest score from which on the wanted share of answers is right.
fn threshold(mut scored: Vec<(f32, bool)>, precision: f32) -> f32 {
    scored.sort_by(|left, right| right.0.total_cmp(&left.0));
    let (mut right, mut lowest) = (0.0, 1.0);
    for (at, (score, is_right)) in scored.iter().enumerate() {
        right += f32::from(u8::from(*is_right));
        if right / (at as f32 + 1.0) >= precision {
            lowest = *score;
        }
    }
    lowest
}

/// The words and features of a title.
fn featured(title: &str) -> Option<(Vec<String>, Features)> {
    let words = words(title);
    let features = Features::of(&words);
    (!words.is_empty()).then_some((words, features))
}
