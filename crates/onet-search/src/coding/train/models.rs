//! The models that learn from examples, together.

use std::array;
use std::collections::{BTreeMap, HashSet};
use std::thread;

use super::titles::KnownTitle;
use super::{Classes, EPOCHS, MINOR_WEIGHTS, RATE, featured, pruned};
use crate::coding::TrainingData;
use crate::coding::embedding;
use crate::coding::features::{self, Features};
use crate::coding::file::Writer;
use crate::coding::softmax::{Example, Plan, Trainer};
use crate::coding::sparse::Rows;

/// Embeddings that are trained.
const EMBEDDINGS: usize = 3;
/// How fast embeddings learn.
const EMBEDDING_RATE: f32 = 0.2;
/// Times that each embedding goes through its examples, at least.
const EMBEDDING_EPOCHS: [usize; EMBEDDINGS] = [6, 4, 6];
/// The embedding that also learns the names of technology and tools.
const OF_NAMES: usize = 1;
/// How much the name of a technology or a tool counts against a title.
const NAME: f32 = 0.3;
/// Technology and tools of more occupations than this tell nothing.
const COMMON: usize = 20;

/// The same examples for each embedding, with the rows that it has for their features.
#[derive(Default)]
pub(super) struct Examples([Vec<Example>; EMBEDDINGS]);

impl Examples {
    pub(super) fn of(titles: &[&KnownTitle], rows: features::Rows) -> Self {
        let example = |model, title: &&KnownTitle| example(rows, &title.features, &title.classes, 1.0, model);
        Self(array::from_fn(|model| titles.iter().map(|title| example(model, title)).collect()))
    }

    pub(super) fn extend(&mut self, other: Self) {
        for (examples, others) in self.0.iter_mut().zip(other.0) {
            examples.extend(others);
        }
    }
}

/// A text as one of the models sees it.
fn example(
    rows: features::Rows,
    features: &Features,
    classes: &BTreeMap<u16, f32>,
    weight: f32,
    model: usize,
) -> Example {
    let length = features.dense.iter().map(|(_, x)| x * x).sum::<f32>().sqrt();
    let all: f32 = classes.values().sum();
    Example {
        features: features.dense.iter().map(|(at, x)| (rows.row(*at, model), x / length)).collect(),
        targets: classes.iter().map(|(class, share)| (*class, share / all)).collect(),
        weight,
    }
}

/// The softmax over minor groups and the embeddings, one of which also learns the names of technology and tools.
pub(super) struct Models {
    groups: Trainer,
    embeddings: [embedding::Trainer; EMBEDDINGS],
    rows: features::Rows,
    names: Vec<Example>,
    features_of_names: Vec<u64>,
    /// Times that each embedding goes through its examples.
    epochs: [usize; EMBEDDINGS],
}

impl Models {
    /// Models that will learn from these titles.
    pub(super) fn new(classes: &Classes, data: &TrainingData, titles: &[KnownTitle]) -> Self {
        let epochs = EMBEDDING_EPOCHS.map(|epochs| embedding::epochs(epochs, titles.len()));
        let names = names(data);
        let features = names.iter().map(|(features, _)| features);
        let of_names = |features: &Features| features.dense.iter().map(|(feature, _)| *feature).collect();
        let features_of_names: Vec<u64> = features.flat_map::<Vec<u64>, _>(of_names).collect();
        let of_titles = titles.iter().flat_map(|title| &title.features.dense).map(|(feature, _)| *feature);
        let distinct: HashSet<u64> = of_titles.chain(features_of_names.iter().copied()).collect();
        let rows = features::Rows::of(distinct.len());
        let groups = Trainer::new(Plan { rows: rows.count(), classes: classes.group_count, rate: RATE });
        let embedding = |at: usize| {
            embedding::Trainer::new(embedding::Plan {
                rows: rows.count(),
                classes: classes.codes.len(),
                rate: EMBEDDING_RATE,
                epochs: epochs[at],
                seed: 1000 * (at as u64 + 1),
            })
        };
        let names = names.iter().map(|(features, classes)| example(rows, features, classes, NAME, OF_NAMES));
        let names = names.collect();
        Self { groups, embeddings: array::from_fn(embedding), rows, names, features_of_names, epochs }
    }

    /// The rows of the models.
    pub(super) fn rows(&self) -> features::Rows {
        self.rows
    }

    /// The features of names that are no titles.
    pub(super) fn features_of_names(&self) -> impl Iterator<Item = u64> + '_ {
        self.features_of_names.iter().copied()
    }

    /// All epochs but the last.
    pub(super) fn learn(&mut self, examples: &Examples, classes: &Classes) {
        let groups = classes.to_groups(&examples.0[0]);
        for _ in 0..EPOCHS - 1 {
            self.groups.epoch(&groups);
        }
        self.embed(examples, self.epochs.map(|epochs| epochs - 1));
    }

    /// The last epoch, which leaves out the names.
    pub(super) fn finish(&mut self, examples: &Examples, classes: &Classes) {
        self.groups.epoch(&classes.to_groups(&examples.0[0]));
        self.names.clear();
        self.embed(examples, [1; EMBEDDINGS]);
    }

    /// Trains the embeddings side by side, each on one thread, so that the result does not depend on the machine.
    fn embed(&mut self, examples: &Examples, epochs: [usize; EMBEDDINGS]) {
        let names = &self.names;
        thread::scope(|scope| {
            for (at, (embedding, epochs)) in self.embeddings.iter_mut().zip(epochs).enumerate() {
                let titles = examples.0[at].iter();
                let names = names.iter().filter(move |_| at == OF_NAMES);
                scope.spawn(move || {
                    let all: Vec<&Example> = titles.chain(names).collect();
                    (0..epochs).for_each(|_| embedding.epoch(&all));
                });
            }
        });
    }

    /// Writes the sections of the models, in the order of the layout.
    pub(super) fn write(&self, writer: &mut Writer) {
        Rows::write(writer, &pruned(&self.groups, self.rows.count(), MINOR_WEIGHTS));
        for embedding in &self.embeddings {
            embedding.write(writer);
        }
    }
}

/// The names of technology and tools that few occupations have, by their features, and the classes that have them.
fn names(data: &TrainingData) -> Vec<(Features, BTreeMap<u16, f32>)> {
    let mut names: BTreeMap<&str, BTreeMap<u16, f32>> = BTreeMap::new();
    for (class, occupation) in data.occupations.iter().enumerate() {
        for name in occupation.technology.iter().chain(&occupation.tools) {
            *names.entry(name).or_default().entry(class as u16).or_default() += 1.0;
        }
    }
    names.retain(|_, classes| classes.len() <= COMMON);
    names.into_iter().filter_map(|(name, classes)| Some((featured(name)?.1, classes))).collect()
}
