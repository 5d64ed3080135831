//! Free text: a duty, a line of a résumé, a list of skills or tools, a wish.

use std::collections::BTreeMap;

use super::coder::{Group, Model, Origin, Understood, probabilities, scored};
use super::{Candidate, Coded, Coder, Query, layout, train};
use crate::analysis::abbreviations::expansions;
use crate::analysis::{is_function_word, of_irregular, words};

/// How much the words of titles count against those of descriptions, tasks and tools.
const TITLES: f32 = 0.25;
/// How much the likelihoods of words count.
const WORDS: f32 = 0.35;
/// How much the softmax over the words of statements counts.
const SOFTMAX: f32 = 1.3;
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

/// How like a text the statements of an occupation are, from 0 to 1.
struct Alike {
    /// The likeness of the best one that ranks.
    ranking: f32,
    /// The likeness of the best one of all kinds, and its number.
    best: (f32, usize),
}

/// The stems of a text with how telling each is.
struct Wanted {
    stems: BTreeMap<u16, f32>,
    length: f32,
}

impl Model {
    pub(crate) fn code_text(&self, text: &str, query: &Query) -> Coded {
        let understood = self.understand(text);
        match self.weigh(text, &understood.words) {
            Some(weighed) => self.answer_text(&understood, &weighed, query),
            None => Coded { candidates: Vec::new(), abstained: true, seniority: understood.seniority },
        }
    }

    /// The answer for a text with what the models make of it.
    pub(crate) fn answer_text(&self, understood: &Understood, weighed: &Weighed, query: &Query) -> Coded {
        let groups = self.by_group(&weighed.probabilities, query.level, query.top);
        let first = groups.first().map_or(0.0, |group| group.probability);
        let score = self.calibrated(query.level, Origin::Text, first);
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
        let mut stems = stems(text);
        stems.truncate(LONGEST);
        let stems = train::distinct(stems);
        if stems.is_empty() || self.class_count() == 0 {
            return None;
        }
        let mut logs = vec![0.0; self.class_count()];
        self.add_prose(&stems, WORDS, &mut logs);
        let x = SOFTMAX / (stems.len() as f32).sqrt();
        for row in stems.iter().filter_map(|stem| layout::PROSE_SOFTMAX.find(&self.file, *stem)) {
            layout::PROSE_SOFTMAX.rows().add(&self.file, row, x, &mut logs);
        }
        for (log, other) in logs.iter_mut().zip(self.logs(words)) {
            *log += TITLES * other;
        }
        let wanted = self.wanted(&stems);
        let mut order: Vec<usize> = (0..logs.len()).collect();
        order.sort_by(|left, right| logs[*right].total_cmp(&logs[*left]));
        let mut statements: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
        for class in order.into_iter().take(COMPARED) {
            let alike = self.alike(class, &wanted);
            logs[class] += LIKENESS * alike.ranking;
            statements.insert(class, alike.best);
        }
        let temperature = 1.0 + 0.25 * (stems.len() as f32).sqrt();
        Some(Weighed { probabilities: probabilities(&logs, temperature), statements })
    }

    /// Whether descriptions, tasks or tools have a word of a text.
    pub(crate) fn has_prose(&self, text: &str) -> bool {
        stems(text).into_iter().any(|stem| layout::PROSE.find(&self.file, stem).is_some())
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

    /// How like the text the statements of an occupation are.
    fn alike(&self, class: usize, wanted: &Wanted) -> Alike {
        let mut alike = Alike { ranking: 0.0, best: (0.0, 0) };
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
            if likeness > alike.best.0 {
                alike.best = (likeness, statement);
            }
            if likeness > alike.ranking && self.evidence_kind(statement).ranks() {
                alike.ranking = likeness;
            }
        }
        alike
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

/// Words of what people say about themselves, which name no work.
static OF_WISHES: [&str; 22] = [
    "do",
    "doing",
    "don",
    "enjoy",
    "enjoyed",
    "enjoying",
    "experience",
    "experienced",
    "good",
    "know",
    "like",
    "liked",
    "looking",
    "love",
    "something",
    "t",
    "want",
    "wanted",
    "wants",
    "what",
    "wish",
    "would",
];

/// The stems of a text, with irregular verbs as tasks write them and abbreviations in capitals in full.
fn stems(text: &str) -> Vec<u64> {
    let has_small = text.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_capital = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let capitals = text.split(|letter: char| !letter.is_alphanumeric()).filter(is_capital);
    let in_full = capitals.filter(|_| has_small).filter_map(|word| expansions(&word.to_lowercase()).next());
    let in_full = in_full.flat_map(|meaning| meaning.split(' ')).map(str::to_owned);
    let written = words(text).into_iter().map(|word| of_irregular(&word).map_or(word, str::to_owned));
    let telling = written.chain(in_full);
    let telling = telling.filter(|word| !is_function_word(word) && !OF_WISHES.contains(&word.as_str()));
    telling.map(|word| train::strong_stem_number(&word)).collect()
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
