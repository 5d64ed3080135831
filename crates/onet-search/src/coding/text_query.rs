//! Free text: a duty, a line of a résumé, a list of skills or tools, a wish.

mod doers;
mod everyday;
mod likeness;
mod read;

use std::collections::BTreeMap;

use super::coder::{Group, Model, Origin, Understood, probabilities, scored};
use super::{Candidate, Coded, Coder, Level, Query, layout};
use crate::analysis::split;

use read::{Read, telling};

/// Words of the longest text that wishes for a title, and of the longest such title.
const LONGEST_WISH: usize = 14;
const LONGEST_TITLE: usize = 5;
/// How much the words of titles count against those of descriptions, tasks and tools.
const TITLES: f32 = 0.25;
/// How much the likelihoods of words count.
const WORDS: f32 = 0.35;
/// How much the softmax over the words of statements counts.
const SOFTMAX: f32 = 1.3;
/// How much a word counts that tasks have in place of an everyday one.
const MEANT: f32 = 0.6;
/// How much the likeness of the best statement counts.
const LIKENESS: f32 = 3.3;
/// Occupations whose statements are compared with the text.
const COMPARED: usize = 60;
/// Words of a text that are read.
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
#[non_exhaustive]
pub enum EvidenceKind {
    /// A task statement.
    Task,
    /// A technology.
    Technology,
    /// A tool or machine.
    Tool,
    /// The title of a detailed work activity.
    Activity,
    /// An area of knowledge.
    Knowledge,
}

impl EvidenceKind {
    /// All kinds, in the order of their numbers in a model.
    const ALL: [Self; 5] = [Self::Task, Self::Technology, Self::Tool, Self::Activity, Self::Knowledge];

    /// Whether the likeness of a statement of this kind ranks occupations. Many occupations have the same activities and
    /// areas of knowledge: where these ranked as well, fewer lines of free text were right.
    fn ranks(self) -> bool {
        !matches!(self, Self::Activity | Self::Knowledge)
    }

    /// Its name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Technology => "technology",
            Self::Tool => "tool",
            Self::Activity => "activity",
            Self::Knowledge => "knowledge",
        }
    }
}

impl Coder {
    /// Codes free text: a duty, a line of a résumé, a list of skills or tools, a wish.
    ///
    /// Each candidate names the task, activity, technology, tool or area of knowledge that matched best. Scores are fitted on
    /// tasks that the models had not seen.
    pub fn code_text(&self, text: &str, query: &Query) -> Coded {
        self.model.code_text(text, query)
    }
}

/// What the models make of a text.
pub(crate) struct Weighed {
    pub(crate) probabilities: Vec<f32>,
    /// The likeness of the best statement of each of the most probable classes, and its number.
    pub(crate) statements: BTreeMap<usize, (f32, usize)>,
}

impl Model {
    pub(crate) fn code_text(&self, text: &str, query: &Query) -> Coded {
        if let Some(title) = self.wished_title(text) {
            return self.code_title(&title, query);
        }
        let understood = self.understand(text);
        match self.weigh(text, &understood.words) {
            Some(weighed) => self.answer_text(&understood, &weighed, query),
            None => Coded { candidates: Vec::new(), abstained: true, seniority: understood.seniority },
        }
    }

    /// The title that a text wishes for, such as `doctor` in `I want to be a doctor`.
    fn wished_title(&self, text: &str) -> Option<String> {
        let words = everyday::plain(split(text, LONGEST_WISH + 1).into_iter().map(|word| word.written));
        let title = (words.len() <= LONGEST_WISH).then(|| everyday::wished(&words)).flatten()?;
        let title = title.join(" ");
        (title.split(' ').count() <= LONGEST_TITLE && self.is_title(&title)).then_some(title)
    }

    /// The answer for a text with what the models make of it.
    pub(crate) fn answer_text(&self, understood: &Understood, weighed: &Weighed, query: &Query) -> Coded {
        let groups = self.by_group(&weighed.probabilities, query.level, query.top);
        let calibrated = |groups: &[Group], level: Level| {
            self.calibrated(level, Origin::Text, groups.first().map_or(0.0, |group| group.probability))
        };
        let score = self.nested_score(&weighed.probabilities, &groups, query.level, calibrated);
        let candidate = |group: &Group, score: f32| Candidate {
            evidence: self.evidence_of(weighed, group.class),
            ..self.candidate(group, query.level, &understood.words, score)
        };
        let least = query.min_score.unwrap_or_else(|| self.threshold_of_texts(query.level));
        Coded {
            abstained: score < least,
            candidates: scored(&groups, score, candidate),
            seniority: understood.seniority,
        }
    }

    /// The statement of a class that is most like a text, if it is like it.
    pub(crate) fn evidence_of(&self, weighed: &Weighed, class: usize) -> Option<Evidence> {
        let best = weighed.statements.get(&class).filter(|best| best.0 >= TELLING);
        best.map(|best| self.evidence(best.1))
    }

    /// The probabilities of all classes for a text, before they are fitted; none without words.
    pub(crate) fn text_probabilities(&self, text: &str) -> Vec<f32> {
        let understood = self.understand(text);
        self.weigh(text, &understood.words).map_or_else(Vec::new, |weighed| weighed.probabilities)
    }

    pub(crate) fn weigh(&self, text: &str, words: &[String]) -> Option<Weighed> {
        let read = Read::of(text);
        if read.stems.is_empty() || self.class_count() == 0 {
            return None;
        }
        let count = read.stems.len() as f32;
        let mut logs = vec![0.0; self.class_count()];
        for (stems, share) in [(&read.stems, 1.0), (&read.meant, MEANT)] {
            self.add_prose(stems, WORDS * share, &mut logs);
            let x = SOFTMAX * share / count.sqrt();
            for row in stems.iter().filter_map(|stem| layout::PROSE_SOFTMAX.find(&self.file, *stem)) {
                layout::PROSE_SOFTMAX.rows().add(&self.file, row, x, &mut logs);
            }
        }
        for (log, other) in logs.iter_mut().zip(self.logs(&telling(words))) {
            *log += TITLES * other;
        }
        self.add_doers(&read, &mut logs);
        let wanted = self.wanted(&read);
        let mut order: Vec<usize> = (0..logs.len()).collect();
        order.sort_by(|left, right| logs[*right].total_cmp(&logs[*left]));
        let mut statements: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
        for class in order.into_iter().take(COMPARED) {
            let alike = self.alike(class, &wanted);
            logs[class] += LIKENESS * alike.ranking;
            statements.insert(class, alike.best);
        }
        let temperature = 1.0 + 0.25 * count.sqrt();
        Some(Weighed { probabilities: probabilities(&logs, temperature), statements })
    }

    /// Whether descriptions, tasks or tools have a word of a text.
    pub(crate) fn has_prose(&self, text: &str) -> bool {
        Read::of(text).stems.into_iter().any(|stem| layout::PROSE.find(&self.file, stem).is_some())
    }

    fn evidence_kind(&self, statement: usize) -> EvidenceKind {
        let number = self.file.part(layout::STATEMENT_KINDS, statement..statement + 1).first();
        number
            .and_then(|number| EvidenceKind::ALL.get(usize::from(*number)))
            .copied()
            .unwrap_or(EvidenceKind::Task)
    }

    fn evidence(&self, statement: usize) -> Evidence {
        let kind = self.evidence_kind(statement);
        Evidence { kind, text: layout::STATEMENTS.text(&self.file, statement) }
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
        let with_activity = Occupation {
            activities: vec!["Inspect bridges.".to_owned()],
            knowledge: vec!["Building and Construction".to_owned()],
            ..occupation(
                "17-2051.00",
                "Civil Engineers",
                &["Inspect plans of buildings.", "Draw bridges for construction."],
                &[],
            )
        };
        let others = occupation("51-4121.00", "Welders", &["Weld pipes of steel."], &[]);
        let other = Coder::train(&TrainingData { occupations: vec![with_activity, others] });
        for (text, kind) in [
            ("inspected bridges", EvidenceKind::Activity),
            ("building construction", EvidenceKind::Knowledge),
        ] {
            let coded = other.code_text(text, &Query::default());
            let found = coded.candidates[0].evidence.as_ref().map(|found| found.kind);
            assert_eq!(found, Some(kind), "{text}");
        }
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
