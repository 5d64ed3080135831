//! A title with a description: which of the two decides.

use super::{Candidate, Coded, Group, Level, Model, Query, Understood, probabilities, scored};
use crate::coding::text_query::Weighed;

/// How much a title that names no occupation, such as `technician`, counts against its description. With .25 and 1, fewer
/// last words of held-out titles are right with a held-out task beside them.
const BARE: f32 = 0.5;
/// How much a description counts against a title. With .25 and .4, fewer held-out titles are right with a held-out task
/// beside them; with .6 scores are as often right as they state.
const DESCRIPTION: f32 = 0.6;
/// The temperature of a description with a title that names no occupation: the title makes it surer than it is by itself.
const OF_BARE: f32 = 0.85;
/// A title of one word that scores less, such as `engineer`, names no one occupation.
const UNCERTAIN: f32 = 0.3;

impl Model {
    pub(super) fn code_described(&self, title: &str, description: &str, query: &Query) -> Coded {
        let understood = self.understand(title);
        let of_description = self.understand(description);
        let described = self.weigh(description, &of_description.words);
        let Some(described) = described.filter(|_| self.has_prose(description)) else {
            return self.code_title(title, query);
        };
        if understood.words.is_empty() {
            return self.answer_text(&of_description, &described, query);
        }
        let titled = self.title_probabilities(&understood);
        if self.is_bare(&understood, &titled) {
            let both = product(&described.probabilities, &titled, BARE, OF_BARE);
            return self.answer_text(&understood, &Weighed { probabilities: both, ..described }, query);
        }
        let mut both =
            product(&self.unknown_probabilities(&understood), &described.probabilities, DESCRIPTION, 1.0);
        self.prefer_whole(&understood, &mut both);
        self.answer_both(&understood, &Weighed { probabilities: both, ..described }, query)
    }

    /// Whether a title names no one occupation, so that its description says more.
    fn is_bare(&self, understood: &Understood, titled: &[f32]) -> bool {
        let groups = self.by_group(titled, Level::Onet, 1);
        let is_word = understood.words.len() == 1;
        self.names_nothing(understood, groups.first(), Level::Onet)
            || (is_word && self.title_score(understood, &groups, Level::Onet) < UNCERTAIN)
    }

    fn answer_both(&self, understood: &Understood, both: &Weighed, query: &Query) -> Coded {
        let groups = self.by_group(&both.probabilities, query.level, query.top);
        let score = self.title_score_in(understood, &both.probabilities, &groups, query.level);
        let least = query.min_score.unwrap_or_else(|| self.threshold(query.level));
        let candidate = |group: &Group, score: f32| Candidate {
            evidence: self.evidence_of(both, group.class),
            ..self.candidate(group, query.level, &understood.words, score)
        };
        Coded {
            abstained: score < least,
            candidates: scored(&groups, score, candidate),
            seniority: understood.seniority,
        }
    }
}

/// Two estimates as one: the logarithms of their probabilities are added, the second by its weight, and divided by the
/// temperature.
fn product(first: &[f32], second: &[f32], weight: f32, temperature: f32) -> Vec<f32> {
    let log = |probability: f32| probability.max(1e-9).ln();
    let logs: Vec<f32> =
        first.iter().zip(second).map(|(first, second)| log(*first) + weight * log(*second)).collect();
    probabilities(&logs, temperature)
}
