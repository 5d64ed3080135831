//! Free text: a duty, a line of a résumé, a list of skills or tools, a wish.

use std::collections::BTreeMap;

use super::coder::{Model, probabilities};
use super::{Candidate, Coded, Coder, Level, Query, layout, train};

/// How much the words of titles count against those of descriptions, tasks and tools.
const TITLES: f32 = 0.4;
/// How much the likelihoods of words count.
const WORDS: f32 = 0.35;
/// How much the softmax over the words of statements counts.
const SOFTMAX: f32 = 1.0;
/// How much the likeness of the best statement counts.
const LIKENESS: f32 = 3.0;
/// Occupations whose statements are compared with the text.
const COMPARED: usize = 60;
/// Stems of a text that are read.
const LONGEST: usize = 400;
/// The least likeness of a statement that is given as evidence.
const TELLING: f32 = 0.15;

/// What in the release matched a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// The statement or the name.
    pub text: String,
}

/// What a text matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceKind {
    /// A task statement.
    Task,
    /// A technology.
    Technology,
    /// A tool or machine.
    Tool,
}

impl Coder {
    /// Codes free text: a duty, a line of a résumé, a list of skills or tools, a wish.
    ///
    /// Each candidate names the task, technology or tool that matched best. Scores of texts are not calibrated as
    /// finely as those of titles.
    pub fn code_text(&self, text: &str, query: &Query) -> Coded {
        self.model.code_text(text, query)
    }
}

/// The stems of a text with how telling each is.
struct Wanted {
    stems: BTreeMap<u16, f32>,
    length: f32,
}

impl Model {
    fn code_text(&self, text: &str, query: &Query) -> Coded {
        let mut stems = train::strong_stems(text);
        stems.truncate(LONGEST);
        let stems = train::distinct(stems);
        let understood = self.understand(text);
        if stems.is_empty() || self.class_count() == 0 {
            return Coded { candidates: Vec::new(), abstained: true, seniority: understood.seniority };
        }
        let mut logs = vec![0.0; self.class_count()];
        self.add_prose(&stems, WORDS, &mut logs);
        let x = SOFTMAX / (stems.len() as f32).sqrt();
        for row in stems.iter().filter_map(|stem| layout::PROSE_SOFTMAX.find(&self.file, *stem)) {
            layout::PROSE_SOFTMAX.rows().add(&self.file, row, x, &mut logs);
        }
        let by_title = self.logs(&understood.words);
        for (log, other) in logs.iter_mut().zip(by_title) {
            *log += TITLES * other;
        }
        let wanted = self.wanted(&stems);
        let mut order: Vec<usize> = (0..logs.len()).collect();
        order.sort_by(|left, right| logs[*right].total_cmp(&logs[*left]));
        let mut best: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
        for class in order.into_iter().take(COMPARED) {
            let (likeness, statement) = self.best_statement(class, &wanted);
            logs[class] += LIKENESS * likeness;
            best.insert(class, (likeness, statement));
        }
        let temperature = 1.0 + 0.25 * (stems.len() as f32).sqrt();
        let probabilities = probabilities(&logs, temperature);
        let groups = self.by_group(&probabilities, query.level, query.top);
        let candidates: Vec<Candidate> = groups
            .iter()
            .take(query.top)
            .map(|group| Candidate {
                evidence: best
                    .get(&group.class)
                    .filter(|best| best.0 >= TELLING)
                    .map(|best| self.evidence(best.1)),
                ..self.candidate(group, query.level, &understood.words, group.probability)
            })
            .collect();
        let first = candidates.first().map_or(0.0, |candidate| candidate.score);
        let least = query.min_score.unwrap_or_else(|| self.threshold(Level::Onet) / 2.0);
        Coded { abstained: first < least, candidates, seniority: understood.seniority }
    }

    fn wanted(&self, stems: &[u64]) -> Wanted {
        let all = self.class_count() as f32;
        let telling = |stem: &u64| {
            let row = layout::PROSE.find(&self.file, *stem)?;
            // A word without weights is as common in all occupations.
            let classes = Some(layout::PROSE.rows().count(&self.file, row)).filter(|classes| *classes > 0)?;
            Some((train::short(*stem), (1.0 + all / classes as f32).ln()))
        };
        let stems: BTreeMap<u16, f32> = stems.iter().filter_map(telling).collect();
        let length = stems.values().map(|weight| weight * weight).sum::<f32>().sqrt();
        Wanted { stems, length }
    }

    /// How like the text the best statement of an occupation is, from 0 to 1, and its number.
    fn best_statement(&self, class: usize, wanted: &Wanted) -> (f32, usize) {
        let mut best = (0.0, 0);
        for at in self.file.range(layout::CLASS_STATEMENTS, class) {
            let statement = self.file.u32(layout::STATEMENT_NUMBERS, at) as usize;
            let stems = self.file.range(layout::STATEMENT_STEMS, statement);
            let count = stems.len() as f32;
            let shared: f32 = stems
                .filter_map(|at| wanted.stems.get(&self.file.u16(layout::STRONG_STEMS, at)))
                .map(|weight| weight * weight)
                .sum();
            // The stems of a statement that the text does not have count as words of middling weight.
            let likeness = shared / (wanted.length.max(1.0) * (shared + 9.0 * count / 2.0).sqrt());
            if likeness > best.0 {
                best = (likeness, statement);
            }
        }
        best
    }

    fn evidence(&self, statement: usize) -> Evidence {
        let kind = match self.file.u32(layout::STATEMENT_KINDS, statement) {
            0 => EvidenceKind::Task,
            1 => EvidenceKind::Technology,
            _ => EvidenceKind::Tool,
        };
        Evidence { kind, text: self.file.text(layout::STATEMENTS, statement).to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::{Occupation, TrainingData};

    fn occupation(code: &str, title: &str, tasks: &[&str], tools: &[&str]) -> Occupation {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let code = code.parse().expect("the code is one");
        Occupation { tasks: owned(tasks), tools: owned(tools), ..Occupation::new(code, title) }
    }

    #[test]
    fn the_answer_names_the_task_or_tool_that_matched() {
        let review = "Review prescriptions to assure accuracy.";
        let coder = Coder::train(&TrainingData {
            occupations: vec![
                occupation("29-1051.00", "Pharmacists", &[review, "Order drugs."], &["Pill counters"]),
                occupation("51-4121.00", "Welders", &["Weld pipes of steel."], &["Arc torches"]),
            ],
        });
        for (text, code, kind, evidence) in [
            ("reviewed prescriptions for accuracy", "29-1051.00", EvidenceKind::Task, review),
            ("can use arc torches", "51-4121.00", EvidenceKind::Tool, "Arc torches"),
        ] {
            let coded = coder.code_text(text, &Query::default());
            let first = &coded.candidates[0];
            assert_eq!(first.code.to_string(), code, "{text}");
            let found = first.evidence.as_ref().map(|found| (found.kind, found.text.as_str()));
            assert_eq!(found, Some((kind, evidence)), "{text}");
        }
    }
}
