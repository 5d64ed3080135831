//! The models that learn from examples, together.

use std::collections::BTreeMap;
use std::thread;

use super::{Classes, EPOCHS, FeatureRows, MINOR_WEIGHTS, RATE, featured, pruned};
use crate::coding::TrainingData;
use crate::coding::embedding;
use crate::coding::file::Writer;
use crate::coding::softmax::{Example, Plan, Trainer};
use crate::coding::sparse::Rows;

/// How fast embeddings learn.
const EMBEDDING_RATE: f32 = 0.2;
/// Times that each embedding goes through its examples, at least.
const EMBEDDING_EPOCHS: [usize; 2] = [6, 4];
/// How much the name of a technology or a tool counts against a title.
const NAME: f32 = 0.3;
/// Technology and tools of more occupations than this tell nothing.
const COMMON: usize = 20;

/// The softmax over minor groups, an embedding of titles, and one of titles with the names of technology and tools.
pub(super) struct Models {
    groups: Trainer,
    embeddings: [embedding::Trainer; 2],
    names: Vec<Example>,
    /// Times that each embedding goes through its examples.
    epochs: [usize; 2],
}

impl Models {
    /// Models that will learn from about so many titles.
    pub(super) fn new(rows: &FeatureRows, classes: &Classes, data: &TrainingData, titles: usize) -> Self {
        let epochs = EMBEDDING_EPOCHS.map(|epochs| embedding::epochs(epochs, titles));
        let groups = Trainer::new(Plan { rows: rows.count, classes: classes.group_count, rate: RATE });
        let embedding = |at: usize| {
            embedding::Trainer::new(embedding::Plan {
                rows: rows.count,
                classes: classes.codes.len(),
                rate: EMBEDDING_RATE,
                epochs: epochs[at],
                seed: 1000 * (at as u64 + 1),
            })
        };
        Self { groups, embeddings: [embedding(0), embedding(1)], names: names(rows, data), epochs }
    }

    /// All epochs but the last.
    pub(super) fn learn(&mut self, examples: &[Example], classes: &Classes) {
        let groups = classes.to_groups(examples);
        for _ in 0..EPOCHS - 1 {
            self.groups.epoch(&groups);
        }
        self.embed(examples, self.epochs.map(|epochs| epochs - 1));
    }

    /// The last epoch, which leaves out the names.
    pub(super) fn finish(&mut self, examples: &[Example], classes: &Classes) {
        self.groups.epoch(&classes.to_groups(examples));
        self.names.clear();
        self.embed(examples, [1, 1]);
    }

    /// Trains the embeddings side by side, each on one thread, so that the result does not depend on the machine.
    fn embed(&mut self, examples: &[Example], epochs: [usize; 2]) {
        let with_names: Vec<Example> = examples.iter().chain(&self.names).cloned().collect();
        let [first, second] = &mut self.embeddings;
        thread::scope(|scope| {
            scope.spawn(|| (0..epochs[0]).for_each(|_| first.epoch(examples)));
            scope.spawn(|| (0..epochs[1]).for_each(|_| second.epoch(&with_names)));
        });
    }

    /// Writes the sections of the models, in the order of the layout.
    pub(super) fn write(&self, writer: &mut Writer, rows: usize) {
        Rows::write(writer, &pruned(&self.groups, rows, MINOR_WEIGHTS));
        for embedding in &self.embeddings {
            embedding.write(writer);
        }
    }
}

/// The names of technology and tools that few occupations have.
fn names(rows: &FeatureRows, data: &TrainingData) -> Vec<Example> {
    let mut names: BTreeMap<&str, BTreeMap<u16, f32>> = BTreeMap::new();
    for (class, occupation) in data.occupations.iter().enumerate() {
        for name in occupation.technology.iter().chain(&occupation.tools) {
            *names.entry(name).or_default().entry(class as u16).or_default() += 1.0;
        }
    }
    names.retain(|_, classes| classes.len() <= COMMON);
    let examples = names.iter().filter_map(|(name, classes)| {
        let (_, features) = featured(name)?;
        Some(rows.example_of(&features, classes, NAME))
    });
    examples.filter(|example| !example.features.is_empty()).collect()
}
