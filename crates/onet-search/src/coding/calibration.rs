//! From the probability a model states to the share of such answers that is right.

use super::softmax::exp;

/// Answers that a table is fitted on, at least.
const FEWEST: usize = 50;
/// Steps of a table.
const STEPS: usize = 50;
/// Probabilities nearer to 0 or 1 count as this near.
const EDGE: f32 = 1e-4;
/// Rounds of Newton's method; it moves no further after about ten.
const ROUNDS: usize = 25;
/// Keeps the curve finite where all answers are right or wrong.
const PENALTY: f64 = 1e-2;

/// How firmly a curve for some of the answers holds to that of all, as a number of answers of probability one half, times
/// four.
const HOLD: f64 = 10.0;

/// A curve from stated probabilities to shares of right answers.
///
/// It is that of beta calibration (Kull, Silva Filho and Flach, 2017): the logit of the share is a sum of the logarithms of
/// p and 1 - p, with weights, and a constant. It has no plateaus, as isotonic regression has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Curve {
    weights: [f64; 3],
    /// How far logits are moved away from zero, at most: half of it at logits of .27, nearly all at 1.
    spread: f64,
}

impl Curve {
    /// Fits a curve to stated probabilities and whether the answer was right; none with few answers.
    pub(crate) fn fit(answers: &[(f32, bool)]) -> Option<Self> {
        (answers.len() >= FEWEST).then(|| Self { weights: newton(answers), spread: 0.0 })
    }

    /// The curve with all logits lower by a number, and those around zero spread.
    pub(crate) fn with_logits(self, spread: f64, lower: f64) -> Self {
        let [first, second, constant] = self.weights;
        Self { weights: [first, second, constant - lower], spread: self.spread + spread }
    }

    /// The curve with another constant, under which some of the answers are more probable.
    pub(crate) fn moved(self, answers: &[(f32, bool)]) -> Self {
        let mut curve = self;
        for _ in 0..ROUNDS {
            let (mut slope, mut curvature) = (HOLD * (self.weights[2] - curve.weights[2]), HOLD);
            for (stated, is_right) in answers {
                let share = f64::from(share(&curve.weights, *stated));
                slope += f64::from(u8::from(*is_right)) - share;
                curvature += share * (1.0 - share);
            }
            curve.weights[2] += (slope / curvature).clamp(-1.0, 1.0);
        }
        curve
    }

    /// The share of right answers at a stated probability.
    fn share(self, stated: f32) -> f32 {
        let logit = logit(&self.weights, stated);
        // The hyperbolic tangent of twice the logit, the same on every machine.
        let outward = 2.0 * f64::from(of_logit(4.0 * logit)) - 1.0;
        of_logit(logit + self.spread * outward)
    }

    /// The curve as steps: stated probabilities, ascending, each with the share of right answers there.
    pub(crate) fn steps(self) -> Vec<(f32, f32)> {
        let mut highest = 0.0f32;
        (0..=STEPS)
            .map(|step| {
                let stated = step as f32 / STEPS as f32;
                // A share that fell with the probability would be noise.
                highest = highest.max(self.share(stated));
                (stated, highest)
            })
            .collect()
    }
}

/// What the curve is a weighted sum of.
fn terms(stated: f32) -> [f64; 3] {
    let stated = f64::from(stated.clamp(EDGE, 1.0 - EDGE));
    [stated.ln(), -(1.0 - stated).ln(), 1.0]
}

fn logit(weights: &[f64; 3], stated: f32) -> f64 {
    weights.iter().zip(terms(stated)).map(|(weight, term)| weight * term).sum()
}

fn share(weights: &[f64; 3], stated: f32) -> f32 {
    of_logit(logit(weights, stated))
}

fn of_logit(logit: f64) -> f32 {
    let odds = exp(-(logit.abs() as f32));
    if logit > 0.0 { 1.0 / (1.0 + odds) } else { odds / (1.0 + odds) }
}

/// The weights under which the answers are most probable.
fn newton(answers: &[(f32, bool)]) -> [f64; 3] {
    let start = [1.0, 1.0, 0.0];
    let mut weights = start;
    for _ in 0..ROUNDS {
        let mut slope = [0.0; 3];
        let mut curvature = [[0.0; 3]; 3];
        for at in 0..3 {
            slope[at] = PENALTY * (start[at] - weights[at]);
            curvature[at][at] = PENALTY;
        }
        for (stated, is_right) in answers {
            let terms = terms(*stated);
            let share = f64::from(share(&weights, *stated));
            let error = f64::from(u8::from(*is_right)) - share;
            for row in 0..3 {
                slope[row] += error * terms[row];
                for column in 0..3 {
                    curvature[row][column] += share * (1.0 - share) * terms[row] * terms[column];
                }
            }
        }
        let change = solve(curvature, slope);
        for (weight, change) in weights.iter_mut().zip(change) {
            *weight += change.clamp(-1.0, 1.0);
        }
    }
    weights
}

/// Solves three equations whose matrix is positive definite.
fn solve(mut matrix: [[f64; 3]; 3], mut right: [f64; 3]) -> [f64; 3] {
    for pivot in 0..3 {
        let subtracted = matrix[pivot];
        for row in pivot + 1..3 {
            let factor = matrix[row][pivot] / subtracted[pivot];
            for (value, other) in matrix[row].iter_mut().zip(subtracted) {
                *value -= factor * other;
            }
            right[row] -= factor * right[pivot];
        }
    }
    let mut solution = [0.0; 3];
    for row in (0..3).rev() {
        let known: f64 = (row + 1..3).map(|column| matrix[row][column] * solution[column]).sum();
        solution[row] = (right[row] - known) / matrix[row][row];
    }
    solution
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
        let curve = Curve::fit(&answers.collect::<Vec<_>>()).expect("these are enough");
        let table = curve.steps();
        assert!(table.windows(2).all(|steps| steps[0].0 < steps[1].0 && steps[0].1 <= steps[1].1));
        for stated in [0.2, 0.5, 0.8] {
            let share = look_up(table.iter().copied(), stated);
            assert!((share - stated / 2.0).abs() < 0.04, "{stated}: {share}");
        }
        assert_eq!(look_up(std::iter::empty(), 0.0), 0.0);
    }

    #[test]
    fn a_curve_moves_toward_answers_that_are_right_less_often() {
        let answers: Vec<(f32, bool)> = (0..2000).map(|at| (0.5, at % 2 == 0)).collect();
        let curve = Curve::fit(&answers).expect("these are enough");
        let at_half = |curve: Curve| look_up(curve.steps().into_iter(), 0.5);
        let of_few = at_half(curve.moved(&[(0.5, false); 5]));
        let of_many = at_half(curve.moved(&answers.iter().map(|_| (0.5, false)).collect::<Vec<_>>()));
        assert!((at_half(curve) - 0.5).abs() < 0.01);
        assert!(of_few < 0.5 && of_few > 0.4, "{of_few}");
        assert!(of_many < 0.1, "{of_many}");
        assert!((at_half(curve.with_logits(0.0, 0.2)) - 0.45).abs() < 0.01);
    }
}
