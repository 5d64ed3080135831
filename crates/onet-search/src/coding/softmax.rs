//! Softmax regression over sparse features, trained by AdaGrad with one accumulator for each row of weights.
//!
//! Training runs on a fixed number of threads, each of which owns the weights of some of the classes, so that the
//! result does not depend on the machine. The threads exchange the sums that a softmax takes over all classes.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// Threads that training runs on, however many cores there are: more or fewer would change the order of sums.
const SHARDS: usize = 2;
/// Examples that are scored before weights change.
const BATCH: usize = 32;
/// Differences from the target that are too small to change a weight.
const NEGLIGIBLE: f32 = 1e-3;

/// One text with the classes it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    /// Rows and values, of length 1.
    pub(crate) features: Vec<(u32, f32)>,
    /// Classes and their shares, which add up to 1.
    pub(crate) targets: Vec<(u16, f32)>,
    /// How much the example counts.
    pub(crate) weight: f32,
}

/// The sizes of a model and how it learns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) rows: usize,
    pub(crate) classes: usize,
    pub(crate) rate: f32,
}

/// A model in training: weights by shard, row and class.
pub(crate) struct Trainer {
    plan: Plan,
    shards: Vec<Shard>,
    /// Squared gradients by row.
    steps: Vec<f32>,
    epoch: u64,
}

/// The weights of the classes from `first` on.
struct Shard {
    first: usize,
    width: usize,
    weights: Vec<f32>,
    steps: Vec<f32>,
}

/// What a shard reports about one example: the greatest score, then sums of exponentials relative to it.
#[derive(Default)]
struct Sums {
    greatest: AtomicU32,
    total: AtomicU32,
    squares: AtomicU32,
    on_target: AtomicU32,
}

impl Sums {
    fn put(&self, values: [f32; 4]) {
        let slots = [&self.greatest, &self.total, &self.squares, &self.on_target];
        for (slot, value) in slots.into_iter().zip(values) {
            slot.store(value.to_bits(), Ordering::Relaxed);
        }
    }

    fn get(&self) -> [f32; 4] {
        [&self.greatest, &self.total, &self.squares, &self.on_target]
            .map(|slot| f32::from_bits(slot.load(Ordering::Relaxed)))
    }
}

impl Trainer {
    pub(crate) fn new(plan: Plan) -> Self {
        let each = plan.classes.div_ceil(SHARDS).next_multiple_of(8);
        let shards = (0..SHARDS)
            .map(|shard| {
                let first = (shard * each).min(plan.classes);
                let width = each.min(plan.classes - first);
                Shard { first, width, weights: vec![0.0; plan.rows * width], steps: Vec::new() }
            })
            .filter(|shard| shard.width > 0)
            .collect();
        Self { plan, shards, steps: vec![1e-8; plan.rows], epoch: 0 }
    }

    /// Goes through the examples once, in an order of its own for each time.
    pub(crate) fn epoch(&mut self, examples: &[Example]) {
        let order = shuffled(examples.len(), self.epoch);
        self.epoch += 1;
        let shards = self.shards.len();
        let exchange: Vec<Sums> = (0..2 * shards * BATCH).map(|_| Sums::default()).collect();
        let barrier = Barrier::new(shards);
        let rate = self.plan.rate;
        for shard in &mut self.shards {
            shard.steps.clone_from(&self.steps);
        }
        thread::scope(|scope| {
            for (number, shard) in self.shards.iter_mut().enumerate() {
                let (order, exchange, barrier) = (&order, &exchange, &barrier);
                scope.spawn(move || {
                    let mut scores = vec![0.0; BATCH * shard.width];
                    for (at, batch) in order.chunks(BATCH).enumerate() {
                        let sums = &exchange[at % 2 * shards * BATCH..][..shards * BATCH];
                        for (slot, example) in batch.iter().enumerate() {
                            let scores = &mut scores[slot * shard.width..][..shard.width];
                            let found = shard.score(&examples[*example], scores);
                            sums[slot * shards + number].put(found);
                        }
                        barrier.wait();
                        for (slot, example) in batch.iter().enumerate() {
                            let scores = &mut scores[slot * shard.width..][..shard.width];
                            let sums = &sums[slot * shards..][..shards];
                            shard.learn(&examples[*example], scores, sums, number, rate);
                        }
                    }
                });
            }
        });
        if let Some(shard) = self.shards.first_mut() {
            self.steps = std::mem::take(&mut shard.steps);
        }
    }

    /// The weights of a row, by class.
    pub(crate) fn row(&self, row: usize) -> Vec<f32> {
        self.shards
            .iter()
            .flat_map(|shard| &shard.weights[row * shard.width..][..shard.width])
            .copied()
            .collect()
    }
}

impl Shard {
    /// Leaves the exponentials of the scores, relative to the greatest, and returns what the others need.
    fn score(&self, example: &Example, scores: &mut [f32]) -> [f32; 4] {
        let row = |row: u32| &self.weights[row as usize * self.width..][..self.width];
        scores.fill(0.0);
        let fours = example.features.chunks_exact(4);
        for &(last, x) in fours.remainder() {
            for (score, weight) in scores.iter_mut().zip(row(last)) {
                *score += x * weight;
            }
        }
        for four in fours {
            let [(a, p), (b, q), (c, r), (d, s)] = [four[0], four[1], four[2], four[3]];
            let (a, b, c, d) = (row(a), row(b), row(c), row(d));
            let rows = a.iter().zip(b).zip(c.iter().zip(d));
            for (score, ((a, b), (c, d))) in scores.iter_mut().zip(rows) {
                *score += (p * a + q * b) + (r * c + s * d);
            }
        }
        let greatest = greatest(scores);
        for score in scores.iter_mut() {
            *score = exp(*score - greatest);
        }
        let total: f32 = sum(scores, |e| e);
        let squares: f32 = sum(scores, |e| e * e);
        let on_target = self.targets(example).map(|(class, share)| scores[class] * share).sum();
        [greatest, total, squares, on_target]
    }

    /// The targets of an example among the classes of this shard.
    fn targets<'a>(&'a self, example: &'a Example) -> impl Iterator<Item = (usize, f32)> + 'a {
        example
            .targets
            .iter()
            .map(|(class, share)| (usize::from(*class), *share))
            .filter(|(class, _)| (self.first..self.first + self.width).contains(class))
            .map(|(class, share)| (class - self.first, share))
    }

    fn learn(&mut self, example: &Example, scores: &mut [f32], sums: &[Sums], number: usize, rate: f32) {
        let sums: [[f32; 4]; SHARDS] =
            std::array::from_fn(|at| sums.get(at).map_or([f32::MIN, 0.0, 0.0, 0.0], Sums::get));
        let greatest = sums.iter().map(|sums| sums[0]).fold(f32::MIN, f32::max);
        let scales = sums.map(|sums| exp(sums[0] - greatest));
        let total: f32 = sums.iter().zip(scales).map(|(sums, scale)| sums[1] * scale).sum();
        let squares: f32 = sums.iter().zip(scales).map(|(sums, scale)| sums[2] * scale * scale).sum();
        let on_target: f32 = sums.iter().zip(scales).map(|(sums, scale)| sums[3] * scale).sum();
        let wanted: f32 = example.targets.iter().map(|(_, share)| share * share).sum();
        let gradient = (squares / (total * total) - 2.0 * on_target / total + wanted).max(0.0)
            * example.weight
            * example.weight;

        let scale = scales[number] / total;
        for score in scores.iter_mut() {
            *score *= scale;
        }
        for (class, share) in self.targets(example) {
            scores[class] -= share;
        }
        let sparse: Vec<(usize, f32)> =
            scores.iter().copied().enumerate().filter(|(_, error)| error.abs() > NEGLIGIBLE).collect();
        for &(row, x) in &example.features {
            let row = row as usize;
            self.steps[row] += x * x * gradient;
            let step = rate * example.weight * x / self.steps[row].sqrt();
            let weights = &mut self.weights[row * self.width..][..self.width];
            if sparse.len() * 3 > self.width {
                for (weight, error) in weights.iter_mut().zip(scores.iter()) {
                    *weight -= step * error;
                }
            } else {
                for &(class, error) in &sparse {
                    weights[class] -= step * error;
                }
            }
        }
    }
}

/// The greatest of some numbers, in eight parts, which the compiler can keep in registers.
#[inline(always)]
pub(crate) fn greatest(values: &[f32]) -> f32 {
    let mut parts = [f32::MIN; 8];
    let eights = values.chunks_exact(8);
    let rest = eights.remainder().iter().copied().fold(f32::MIN, f32::max);
    for eight in eights {
        for (part, value) in parts.iter_mut().zip(eight) {
            *part = if *value > *part { *value } else { *part };
        }
    }
    parts.into_iter().fold(rest, f32::max)
}

/// A sum in eight parts.
#[inline(always)]
pub(crate) fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut parts = [0.0f32; 8];
    let eights = values.chunks_exact(8);
    let rest: f32 = eights.remainder().iter().map(|value| of(*value)).sum();
    for eight in eights {
        for (part, value) in parts.iter_mut().zip(eight) {
            *part += of(*value);
        }
    }
    parts.iter().sum::<f32>() + rest
}

/// The exponential of a number that is not above 0, to six digits, and the same on every machine.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let scaled = x.max(-80.0) * std::f32::consts::LOG2_E;
    // Truncation rounds up below zero, so that the rest lies between -1 and 0.
    let whole = scaled as i32;
    let rest = (scaled - whole as f32) * std::f32::consts::LN_2;
    let series = 1.0
        + rest
            * (1.0
                + rest
                    * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0 + rest / 720.0)))));
    series * f32::from_bits(((whole + 127) as u32) << 23)
}

/// The numbers below a limit in an order that depends on the seed alone.
pub(crate) fn shuffled(limit: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..limit).collect();
    let mut state = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    for at in (1..limit).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, ((state >> 33) % (at as u64 + 1)) as usize);
    }
    order
}

/// Numbers from 0 to 1 that depend on the seed alone.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_add(0x9e37_79b9_7f4a_7c15))
    }

    pub(crate) fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1u64 << 24) as f32
    }
}
