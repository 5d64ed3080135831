//! From the probability a model states to the share of such answers that is right.

/// Answers that a step of the table is made from, at least.
const STEP: usize = 100;

/// Fits a table that never falls (isotonic regression) to stated probabilities and whether the answer was right.
///
/// Returns stated probabilities, ascending, each with the share of right answers there.
pub(crate) fn fit(mut answers: Vec<(f32, bool)>) -> Vec<(f32, f32)> {
    answers.sort_by(|left, right| left.0.total_cmp(&right.0));
    // Blocks of neighbours: the sum of stated probabilities, right answers, answers.
    let mut blocks: Vec<(f32, f32, f32)> = Vec::new();
    for chunk in answers.chunks(STEP) {
        let right = chunk.iter().filter(|(_, right)| *right).count() as f32;
        blocks.push((chunk.iter().map(|(stated, _)| stated).sum(), right, chunk.len() as f32));
        while let [.., before, last] = blocks[..]
            && before.1 / before.2 >= last.1 / last.2
        {
            blocks.truncate(blocks.len() - 2);
            blocks.push((before.0 + last.0, before.1 + last.1, before.2 + last.2));
        }
    }
    blocks.into_iter().map(|(stated, right, count)| (stated / count, right / count)).collect()
}

/// The share of right answers at a stated probability, between the steps of a table on a straight line.
pub(crate) fn look_up(steps: impl Iterator<Item = (f32, f32)>, stated: f32) -> f32 {
    let mut before = (0.0, 0.0);
    for step in steps {
        if stated <= step.0 {
            let part = (stated - before.0) / (step.0 - before.0).max(1e-6);
            return before.1 + part * (step.1 - before.1);
        }
        before = step;
    }
    let part = (stated - before.0) / (1.0 - before.0).max(1e-6);
    before.1 + part.clamp(0.0, 1.0) * (before.1.max(0.98) - before.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_follows_the_share_of_right_answers_and_never_falls() {
        let answers = (0..4000).map(|at| {
            let stated = at as f32 / 4000.0;
            // Right half as often as stated.
            (stated, (at * 7919 % 4000) as f32 / 4000.0 < stated / 2.0)
        });
        let table = fit(answers.collect());
        assert!(table.windows(2).all(|steps| steps[0].0 < steps[1].0 && steps[0].1 <= steps[1].1));
        for stated in [0.2, 0.5, 0.8] {
            let share = look_up(table.iter().copied(), stated);
            assert!((share - stated / 2.0).abs() < 0.04, "{stated}: {share}");
        }
        assert_eq!(look_up(std::iter::empty(), 0.0), 0.0);
    }
}
