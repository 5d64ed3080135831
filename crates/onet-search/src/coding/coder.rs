//! Coding a title with a trained model.

mod described;
mod entry;
mod level;
mod names;
mod phrases;
mod prose_form;
mod scores;
mod spread;
mod surroundings;
#[cfg(test)]
mod tests;
mod understanding;
mod within;

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use onet_domain::{OnetSocCode, SocCode, SocLevel as Level};

use super::embedding::Embedding;
use super::features::{Features, Rows};
use super::file::File;
use super::military::Ranked;
use super::sparse::HashedRows;
use super::text_query::Evidence;
use super::{Error, TrainingData, calibration, layout, train};
use crate::analysis::spelling::Spelling;

pub(crate) use level::Group;
pub(crate) use scores::{probabilities, scored};
use understanding::turned;
pub(crate) use understanding::{Origin, Understood};

/// The name of a model's file in the folder of its release.
pub const MODEL_FILE: &str = "coding.model";

/// How much the models count: each of the three embeddings, and the others.
const EMBEDDING: f32 = 1.0 / 3.0;
const MINOR_GROUPS: f32 = 0.4;
const BAYES: f32 = 0.3;
const PROSE: f32 = 0.3;
/// The highest score of a title that names no occupation.
const GENERIC: f32 = 0.2;
/// How much a title such as `director of nursing` counts as `nursing director`.
const TURNED: f32 = 0.75;
/// The highest score of a title that the release has after its spelling is corrected. Rare words are taken for misspelt
/// ones: of held-out titles that a correction makes known 26 % are right, of known titles with a letter wrong nearly all.
const CORRECTED: f32 = 0.6;
/// The score of a title that stands for one occupation in the release.
const CERTAIN: f32 = 0.97;
/// The major group of the armed forces.
const MILITARY: u32 = 55;
/// How much likelier occupations of a military grade become by its rank.
const OF_GRADE: f32 = 20.0;
/// What the remaining occupations of a grade count where a title has only the rank.
const RESIDUAL: f32 = 2.0;
/// The highest score of a title that has only a rank.
const RANK_ALONE: f32 = 0.6;
/// Words of an input that are read; what follows is no title.
const LONGEST: usize = 60;

/// Codes titles.
///
/// A clone is another handle to the same model; handles can be used from many threads at once.
#[derive(Clone)]
pub struct Coder {
    pub(crate) model: Arc<Model>,
}

/// What to answer for a title.
#[derive(Clone, Copy, Debug)]
pub struct Query {
    /// How many candidates to give, at most.
    pub top: usize,
    /// The lowest score of a first candidate that is no abstention; that of the model when `None`.
    pub min_score: Option<f32>,
    /// What the candidates are: O*NET-SOC codes or groups of them.
    pub level: Level,
}

impl Default for Query {
    fn default() -> Self {
        Self { top: 5, min_score: None, level: Level::Onet }
    }
}

/// What to code: a title or free text, and what is known besides.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The title, or a line of free text.
    pub text: &'a str,
    /// A description, such as the duties of a posting.
    pub description: Option<&'a str>,
    /// What the text is taken for.
    pub reading: Reading,
}

/// What texts are taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Titles, but for those that are free text by their form: sentences, lists, and what is longer than a title.
    #[default]
    ByForm,
    /// Free text, but for titles that the release has.
    Text,
}

/// The answer for one title.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// The candidates, the most probable first; none where the title has no word.
    pub candidates: Vec<Candidate>,
    /// Whether the first candidate is too improbable to be taken as the answer.
    pub abstained: bool,
    /// The seniority that the title states, such as `senior`, `junior`, `lead`.
    pub seniority: Option<&'static str>,
}

/// An occupation or a group that a title may stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The O*NET-SOC code; at other levels that of the most probable occupation of the group.
    pub code: OnetSocCode,
    /// The code at the level of the query, such as `29-1051` or `29-0000`.
    pub level_code: String,
    /// How probable it is that this is right, from 0 to 1.
    pub score: f32,
    /// The title of the occupation; at other levels that of the group in the SOC 2018.
    pub title: String,
    /// The title of the occupation that is nearest to the input; empty where none has a word of it.
    pub matched_title: String,
    /// The task, technology or tool that matches best; for free text alone.
    pub evidence: Option<Evidence>,
}

impl Coder {
    /// Trains a coder. Takes seconds for a release; the same data give the same coder.
    pub fn train(data: &TrainingData) -> Self {
        // A file that was just written is sound.
        let file = File::read(train::train(data)).unwrap_or_else(|_| File::empty());
        Self { model: Arc::new(Model::over(file)) }
    }

    /// Opens the model in the folder of a release.
    ///
    /// # Errors
    ///
    /// When there is none, or it is damaged, of another version, or may not be read; see [`Error::kind`].
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(MODEL_FILE);
        let bytes = fs::read(&path).map_err(|error| Error::reading(&path, error))?;
        let file = File::read(bytes).map_err(|fault| Error::fault(&path, fault))?;
        Ok(Self { model: Arc::new(Model::over(file)) })
    }

    /// Writes the model into the folder of a release.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn save(&self, folder: &Path) -> Result<(), Error> {
        let path = folder.join(MODEL_FILE);
        fs::write(&path, self.model.file.bytes()).map_err(|error| Error::writing(&path, error))
    }

    /// The bytes of the model's file.
    pub fn as_bytes(&self) -> &[u8] {
        self.model.file.bytes()
    }

    /// The score from which on the first candidate is taken as the answer, unless the query has another.
    pub fn threshold(&self, level: Level) -> f32 {
        self.model.threshold(level)
    }

    /// The same for free text.
    pub fn threshold_of_texts(&self, level: Level) -> f32 {
        self.model.threshold_of_texts(level)
    }

    /// Codes a title. No text is an error.
    pub fn code(&self, title: &str, query: &Query) -> Coded {
        self.model.code_title(title, query)
    }

    /// Codes a title or free text, whichever the reading takes it for, with a description where there is one.
    pub fn code_entry(&self, entry: &Entry<'_>, query: &Query) -> Coded {
        if let Some(coded) = self.model.code_itself(entry.text, query) {
            return coded;
        }
        let description = entry.description.filter(|text| !text.trim().is_empty());
        match (self.model.is_text(entry.text, entry.reading), description) {
            (true, Some(description)) => self.code_text(&format!("{}\n{description}", entry.text), query),
            (true, None) => self.code_text(entry.text, query),
            (false, Some(description)) => self.code_described(entry.text, description, query),
            (false, None) => self.code(entry.text, query),
        }
    }

    /// Whether an entry is read as free text, or with its description: either takes some 50 times as long as a title.
    pub fn reads_as_text(&self, entry: &Entry<'_>) -> bool {
        entry.description.is_some_and(|text| !text.trim().is_empty())
            || self.model.is_text(entry.text, entry.reading)
    }

    /// Codes a title with the help of a description, such as the duties of a posting.
    ///
    /// A title that the release has for one occupation stands. Among the occupations of any other title the description
    /// decides, and for a title that names none, such as `technician` or nothing at all, by itself.
    pub fn code_described(&self, title: &str, description: &str, query: &Query) -> Coded {
        self.model.code_described(title, description, query)
    }
}

impl fmt::Debug for Coder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Coder").field("occupations", &self.model.codes.len()).finish_non_exhaustive()
    }
}

/// A model over its file.
pub(crate) struct Model {
    pub(crate) file: File,
    codes: Vec<OnetSocCode>,
    /// The minor group of each class, and how many there are.
    groups: Vec<u16>,
    group_count: usize,
    /// The words of titles, and in how many each is.
    words: Spelling,
    /// What each class takes off for a word of a title, and for one of prose.
    bayes_lengths: Vec<f32>,
    prose_lengths: Vec<f32>,
    embeddings: [Embedding; 3],
    rows: Rows,
    /// Made when a text first needs them: the verbs that tasks begin with, and the words that titles end with.
    verbs: OnceLock<HashSet<String>>,
    heads: OnceLock<HashSet<String>>,
}

impl Model {
    pub(crate) fn over(file: File) -> Self {
        let count = file.count(layout::CODES);
        let codes = (0..count).map(|at| code_of(file.u32(layout::CODES, at))).collect();
        let groups: Vec<u16> = (0..count).map(|at| file.u32(layout::MINOR_GROUPS, at) as u16).collect();
        let group_count = groups.iter().max().map_or(0, |greatest| usize::from(*greatest) + 1);
        let lengths = |section| (0..count).map(|at| file.f32(section, at)).collect();
        let (bayes_lengths, prose_lengths) = (lengths(layout::BAYES_LENGTH), lengths(layout::PROSE_LENGTH));
        let known = (0..file.count(layout::WORD_COUNTS))
            .map(|at| (file.text(layout::WORDS, at), file.u32(layout::WORD_COUNTS, at)));
        let words = known.collect();
        let embeddings = layout::EMBEDDINGS.map(|sections| Embedding::over(&file, sections));
        let rows = Rows::with_count(layout::EMBEDDINGS[0].row_count(&file));
        let (verbs, heads) = (OnceLock::new(), OnceLock::new());
        Self {
            file,
            codes,
            groups,
            group_count,
            words,
            bayes_lengths,
            prose_lengths,
            embeddings,
            rows,
            verbs,
            heads,
        }
    }

    pub(crate) fn class_count(&self) -> usize {
        self.codes.len()
    }

    pub(crate) fn candidate(&self, group: &Group, level: Level, words: &[String], score: f32) -> Candidate {
        let level_code = level.code(self.codes[group.class]);
        // O*NET-SOC codes are no codes of the SOC, and have the titles of the release.
        let group_title = level_code.parse().ok().and_then(SocCode::title);
        Candidate {
            code: self.codes[group.class],
            score,
            title: group_title.unwrap_or_else(|| self.title(group.class)).to_owned(),
            level_code,
            matched_title: self.nearest_name(group.class, words).to_owned(),
            evidence: None,
        }
    }

    pub(crate) fn threshold(&self, level: Level) -> f32 {
        // A title that names no occupation is no answer at any level, and no level answers what is less probable than the
        // answers to O*NET-SOC codes.
        let fitted = |position: usize| self.file.f32(layout::SETTINGS, 1 + position);
        fitted(level::position(level)).max(fitted(0)).max(GENERIC.next_up())
    }

    /// The same for free text.
    pub(crate) fn threshold_of_texts(&self, level: Level) -> f32 {
        self.file.f32(layout::SETTINGS, 1 + Level::ALL.len() + level::position(level))
    }

    pub(crate) fn temperature(&self) -> f32 {
        self.file.f32(layout::SETTINGS, 0).max(0.1)
    }

    /// The share of answers that is right where the model states this probability.
    ///
    /// Forms of titles that the release has are right more often than new ones of the same probability, titles with unseen
    /// words less often. Each have a table of their own.
    pub(crate) fn calibrated(&self, level: Level, origin: Origin, stated: f32) -> f32 {
        let tables = match origin {
            Origin::Verbatim => return stated,
            Origin::Corrected => return stated.min(CORRECTED),
            Origin::New => 0,
            Origin::Form => Level::ALL.len(),
            Origin::Text => 2 * Level::ALL.len(),
            Origin::Unseen => 3 * Level::ALL.len(),
        };
        let steps = self.file.range(layout::TABLE_STARTS, tables + level::position(level));
        if steps.is_empty() {
            return stated;
        }
        let step =
            |at: usize| (self.file.f32(layout::TABLES, 2 * at), self.file.f32(layout::TABLES, 2 * at + 1));
        calibration::look_up(steps.map(step), stated)
    }

    pub(crate) fn code_title(&self, title: &str, query: &Query) -> Coded {
        let understood = self.understand(title);
        if understood.words.is_empty() || self.codes.is_empty() {
            return Coded { candidates: Vec::new(), abstained: true, seniority: understood.seniority };
        }
        let probabilities = self.title_probabilities(&understood);
        let groups = self.by_group(&probabilities, query.level, query.top);
        let score = self.title_score_in(&understood, &probabilities, &groups, query.level);
        let least = query.min_score.unwrap_or_else(|| self.threshold(query.level));
        let candidate =
            |group: &Group, score: f32| self.candidate(group, query.level, &understood.words, score);
        Coded {
            abstained: score < least,
            candidates: scored(&groups, score, candidate),
            seniority: understood.seniority,
        }
    }

    /// The probabilities of all classes for a title, before they are fitted.
    pub(crate) fn title_probabilities(&self, understood: &Understood) -> Vec<f32> {
        let mut probabilities = self.unknown_probabilities(understood);
        self.prefer_whole(understood, &mut probabilities);
        if let Some(ranked) = &understood.ranked {
            self.prefer_grade(ranked, &mut probabilities);
        }
        probabilities
    }

    /// The probabilities of all classes for a title by its words, as if the release did not have it.
    fn unknown_probabilities(&self, understood: &Understood) -> Vec<f32> {
        probabilities(&self.title_logs(&understood.words), self.temperature())
    }

    /// Gives the occupations of a military grade their part. A rank alone says no more than the grade; the work beside it
    /// may be that of a civilian, as of an `electronics technician`.
    fn prefer_grade(&self, ranked: &Ranked, probabilities: &mut [f32]) {
        let minor = ranked.grade.minor_group();
        for (class, probability) in probabilities.iter_mut().enumerate() {
            let is_of_grade = self.group_number(class, Level::Minor) == minor;
            let is_military = self.group_number(class, Level::Major) == MILITARY;
            match (is_of_grade, ranked.work.is_empty()) {
                (true, true) if self.title(class).contains("All Other") => *probability = RESIDUAL,
                (true, true) => {}
                (true, false) => *probability *= OF_GRADE,
                (false, false) if !is_military => {}
                (false, _) => *probability /= OF_GRADE * OF_GRADE,
            }
        }
        let all: f32 = probabilities.iter().sum();
        probabilities.iter_mut().for_each(|probability| *probability /= all);
    }

    fn prefer_whole(&self, understood: &Understood, probabilities: &mut [f32]) {
        if let Some(row) = understood.whole {
            self.prefer_known(row, probabilities);
        }
    }

    /// The score of the first group for a title.
    fn title_score(&self, understood: &Understood, groups: &[Group], level: Level) -> f32 {
        let first = groups.first().map_or(0.0, |group| group.probability);
        let score = self.calibrated(level, understood.origin, first);
        let score = if understood.is_guess { score.min(CORRECTED) } else { score };
        if let Some(ranked) = &understood.ranked {
            return if ranked.work.is_empty() { score.min(RANK_ALONE) } else { score };
        }
        if self.names_nothing(understood, groups.first(), level) { score.min(GENERIC) } else { score }
    }

    /// The score of the first group, which is at least that of the first group of a finer level.
    fn title_score_in(
        &self,
        understood: &Understood,
        probabilities: &[f32],
        groups: &[Group],
        level: Level,
    ) -> f32 {
        let score = |groups: &[Group], level: Level| self.title_score(understood, groups, level);
        self.nested_score(probabilities, groups, level, score)
    }

    /// Whether a title names nothing at a level: no occupation, or by a word that many share no one of them.
    fn names_nothing(&self, understood: &Understood, first: Option<&Group>, level: Level) -> bool {
        let is_fine = !matches!(level, Level::Minor | Level::Major);
        let is_attested = || understood.whole.is_some_and(|row| self.is_attested(row));
        understood.is_generic
            || (is_fine
                && !is_attested()
                && first.is_some_and(|group| self.is_shared_word(&understood.words, group.class)))
    }

    /// The sum of the logarithms of all models for a title, by class. A title such as `director of nursing` counts
    /// as `nursing director` most: titles of the release have that form, and few others have `director of`.
    pub(crate) fn title_logs(&self, words: &[String]) -> Vec<f32> {
        let mut logs = self.logs(words);
        if let Some(turned) = turned(words) {
            for (log, other) in logs.iter_mut().zip(self.logs(&turned)) {
                *log = (1.0 - TURNED) * *log + TURNED * other;
            }
        }
        logs
    }

    /// Gives the classes of a known title nearly all probability, by how well the title is attested for each.
    pub(crate) fn prefer_known(&self, row: usize, probabilities: &mut [f32]) {
        let mut masses = vec![0.0; probabilities.len()];
        layout::WHOLE.rows().add(&self.file, row, 1.0, &mut masses);
        // Attestation counts most; between equals the models decide.
        let weigh =
            |(mass, probability): (&f32, &f32)| if *mass > 0.0 { mass * (0.05 + probability) } else { 0.0 };
        let weights: Vec<f32> = masses.iter().zip(probabilities.iter()).map(weigh).collect();
        let all: f32 = weights.iter().sum();
        if all > 0.0 {
            for (probability, weight) in probabilities.iter_mut().zip(weights) {
                *probability = *probability * (1.0 - CERTAIN) + CERTAIN * weight / all;
            }
        }
    }

    /// The sum of the logarithms of all models, by class, up to a constant.
    pub(crate) fn logs(&self, words: &[String]) -> Vec<f32> {
        let features = Features::of(words);
        let file = &self.file;
        let mut logs = vec![0.0; self.codes.len()];
        let mut groups = vec![0.0; self.group_count];
        let seen = file.section(layout::FEATURES);
        let mut dense = features.dense;
        dense.retain(|(feature, _)| self.rows.has(seen, *feature));
        let length = dense.iter().map(|(_, x)| x * x).sum::<f32>().sqrt();
        let rows_of = |model: usize| {
            dense.iter().map(move |(feature, x)| (self.rows.row(*feature, model) as usize, x / length))
        };
        for (row, x) in rows_of(0) {
            layout::MINOR_SOFTMAX.add(file, row, x * MINOR_GROUPS, &mut groups);
        }
        for (model, embedding) in self.embeddings.iter().enumerate() {
            embedding.add(file, rows_of(model), EMBEDDING, &mut logs);
        }
        self.add_words(layout::BAYES, &self.bayes_lengths, &features.words, BAYES, &mut logs);
        let stems: Vec<u64> = words.iter().flat_map(|word| train::strong_stems(word)).collect();
        self.add_prose(&stems, PROSE, &mut logs);
        for (log, group) in logs.iter_mut().zip(&self.groups) {
            *log += groups[usize::from(*group)];
        }
        logs
    }

    /// Adds how likely the words of prose are, by class.
    pub(crate) fn add_prose(&self, stems: &[u64], factor: f32, logs: &mut [f32]) {
        self.add_words(layout::PROSE, &self.prose_lengths, stems, factor, logs);
    }

    /// Adds how likely the known ones among some words are, by class.
    fn add_words(&self, rows: HashedRows, lengths: &[f32], words: &[u64], factor: f32, logs: &mut [f32]) {
        let mut known = 0.0;
        for row in words.iter().filter_map(|word| rows.find(&self.file, *word)) {
            rows.rows().add(&self.file, row, factor, logs);
            known += factor;
        }
        for (log, length) in logs.iter_mut().zip(lengths) {
            *log -= known * length;
        }
    }
}

/// A code of eight digits. Files have a checksum, so that there are no others.
fn code_of(digits: u32) -> OnetSocCode {
    let text = format!("{:02}-{:04}.{:02}", digits / 1_000_000 % 100, digits / 100 % 10_000, digits % 100);
    text.parse().unwrap_or_else(|_| unreachable!("eight digits are a code"))
}
