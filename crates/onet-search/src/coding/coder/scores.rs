//! From logarithms to probabilities, and from probabilities to the scores of candidates.

use super::{Candidate, Group};
use crate::coding::softmax::exp;

/// The candidates for groups, the first of which has a score.
pub(crate) fn scored(
    groups: &[Group],
    score: f32,
    candidate: impl Fn(&Group, f32) -> Candidate,
) -> Vec<Candidate> {
    let scale = scale(groups.first().map_or(0.0, |group| group.probability), score);
    let score_at =
        |rank: usize, group: &Group| if rank == 0 { score } else { (group.probability * scale).min(score) };
    groups.iter().enumerate().map(|(rank, group)| candidate(group, score_at(rank, group))).collect()
}

/// What probabilities of further candidates are multiplied with, where the first of a probability has a score.
fn scale(first: f32, score: f32) -> f32 {
    if first < 1.0 { (1.0 - score) / (1.0 - first).max(1e-6) } else { 0.0 }
}

/// Probabilities from logarithms.
pub(crate) fn probabilities(logs: &[f32], temperature: f32) -> Vec<f32> {
    let greatest = logs.iter().copied().fold(f32::MIN, f32::max);
    let mut probabilities: Vec<f32> = logs.iter().map(|log| exp((log - greatest) / temperature)).collect();
    let all: f32 = probabilities.iter().sum();
    probabilities.iter_mut().for_each(|probability| *probability /= all);
    probabilities
}
