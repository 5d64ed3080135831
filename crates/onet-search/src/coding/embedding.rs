//! A softmax over codes on embedded features: each feature and each code has a vector, the vectors of the features of a
//! title are added, and the nearer a code's vector is to the sum, the likelier the code.
//!
//! Codes that share words share what is learnt about them, which a softmax with a weight for each feature and code does
//! not: with the same features it is right for one held-out title in a hundred more.

use std::array;

use fearless_simd::{Level, Simd, SimdBase, dispatch, f32x16};

use super::file::{File, Section, Writer};
use super::softmax::{Dice, Example, exp, greatest, shuffled, sum};

/// Numbers of a vector.
pub(crate) const WIDTH: usize = 64;
/// The greatest whole number that a number of a vector is written as. With 127 as many held-out titles are right.
const LARGEST: i8 = 31;
/// Bytes of a vector, and how many of its numbers have their bits in three of them.
const PACKED: usize = WIDTH * 3 / 4;
const SPREAD: usize = WIDTH - PACKED;
/// The greatest number of a sum of vectors, as a whole number.
const SUM_SCALE: f32 = 8191.0;
/// Where squared gradients start, so that the first steps are not too long.
const FIRST_STEP: f32 = 1e-4;
/// How far from 0 the vectors of features start.
const START: f32 = 0.2;
/// The share of the features of an example that an epoch leaves out.
const DROPPED: f32 = 0.3;
/// How far the rate falls by the end of the epochs.
const DECAY: f32 = 0.9;
/// Differences from the target that are too small to change a vector.
const NEGLIGIBLE: f32 = 1e-3;

/// Examples that vectors are near their place after, and epochs that no further ones help after.
const ENOUGH: usize = 60_000;
const MOST_EPOCHS: usize = 40;

/// How often to go through so many examples: more often than usual where they are few.
pub(crate) fn epochs(usual: usize, examples: usize) -> usize {
    usual.max((ENOUGH / examples.max(1)).min(MOST_EPOCHS))
}

/// The sizes of a model and how it learns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) rows: usize,
    pub(crate) classes: usize,
    pub(crate) rate: f32,
    /// How often [`Trainer::epoch`] will be called.
    pub(crate) epochs: usize,
    /// Chooses where vectors start, and the order of examples.
    pub(crate) seed: u64,
}

/// A model in training.
pub(crate) struct Trainer {
    plan: Plan,
    epoch: usize,
    features: Vectors,
    classes: Vectors,
    dice: Dice,
}

/// Vectors in training, with the sum of squared gradients of each.
struct Vectors {
    numbers: Vec<f32>,
    steps: Vec<f32>,
}

impl Vectors {
    fn new(count: usize, mut number: impl FnMut() -> f32) -> Self {
        Self { numbers: (0..count * WIDTH).map(|_| number()).collect(), steps: vec![FIRST_STEP; count] }
    }

    #[inline(always)]
    fn row(&self, row: usize) -> &[f32] {
        &self.numbers[row * WIDTH..][..WIDTH]
    }

    /// Moves a vector against a gradient of this squared length, `factor` times as far as AdaGrad has it.
    #[inline(always)]
    fn learn(&mut self, row: usize, square: f32, factor: f32, gradient: &[f32; WIDTH]) {
        self.steps[row] += square;
        let step = factor / self.steps[row].sqrt();
        for (number, gradient) in self.numbers[row * WIDTH..][..WIDTH].iter_mut().zip(gradient) {
            *number -= step * gradient;
        }
    }

    /// Writes each vector as whole numbers of up to [`LARGEST`] units of its own.
    fn write(&self, writer: &mut Writer) {
        let (mut bytes, mut units) = (Vec::with_capacity(self.steps.len() * PACKED), Vec::new());
        for row in self.numbers.chunks_exact(WIDTH) {
            let unit =
                row.iter().fold(0.0f32, |greatest, number| greatest.max(number.abs())) / f32::from(LARGEST);
            let whole = |number: &f32| if unit > 0.0 { (number / unit).round() as i8 } else { 0 };
            bytes.extend(pack(array::from_fn(|at| whole(&row[at]))));
            units.push(unit);
        }
        writer.bytes(bytes);
        writer.f32s(units);
    }
}

impl Trainer {
    pub(crate) fn new(plan: Plan) -> Self {
        let mut dice = Dice::new(plan.seed);
        let features = Vectors::new(plan.rows, || START * (2.0 * dice.next() - 1.0));
        Self { plan, epoch: 0, features, classes: Vectors::new(plan.classes, || 0.0), dice }
    }

    /// Goes through the examples once, in an order of its own for each time.
    ///
    /// Compiled for each width of vectors that processors have; each adds the same numbers in the same order.
    pub(crate) fn epoch(&mut self, examples: &[&Example]) {
        dispatch!(Level::new(), simd => self.go_through(simd, examples));
    }

    #[inline(always)]
    fn go_through<S: Simd>(&mut self, simd: S, examples: &[&Example]) {
        let done = self.epoch as f32 / self.plan.epochs as f32;
        let rate = self.plan.rate * (1.0 - DECAY * done);
        let mut errors = vec![0.0; self.plan.classes];
        let mut features = Vec::new();
        for at in shuffled(examples.len(), self.plan.seed + 1 + self.epoch as u64) {
            self.take(examples[at], &mut features);
            if !features.is_empty() {
                self.learn(simd, examples[at], &features, rate, &mut errors);
            }
        }
        self.epoch += 1;
    }

    /// The features of an example without those that are dropped this time, of length 1.
    fn take(&mut self, example: &Example, features: &mut Vec<(u32, f32)>) {
        features.clear();
        features.extend(example.features.iter().filter(|_| self.dice.next() >= DROPPED));
        let length = features.iter().map(|(_, x)| x * x).sum::<f32>().sqrt();
        features.iter_mut().for_each(|(_, x)| *x /= length);
    }

    #[inline(always)]
    fn learn<S: Simd>(
        &mut self,
        simd: S,
        example: &Example,
        features: &[(u32, f32)],
        rate: f32,
        errors: &mut [f32],
    ) {
        let mut title = [0.0; WIDTH];
        for &(row, x) in features {
            add(&mut title, x, self.features.row(row as usize));
        }
        for (error, row) in errors.iter_mut().zip(self.classes.numbers.chunks_exact(WIDTH)) {
            *error = product(simd, &title, row);
        }
        to_probabilities(errors);
        for (class, share) in &example.targets {
            errors[usize::from(*class)] -= share;
        }
        let width = WIDTH as f32;
        let square = product(simd, &title, &title) / width;
        let factor = rate * example.weight;
        let mut gradient = [0.0; WIDTH];
        for (class, error) in errors.iter().enumerate().filter(|(_, error)| error.abs() > NEGLIGIBLE) {
            add(&mut gradient, *error, self.classes.row(class));
            self.classes.learn(class, error * error * square, factor * error, &title);
        }
        let square = product(simd, &gradient, &gradient) / width;
        for &(row, x) in features {
            self.features.learn(row as usize, x * x * square, factor * x, &gradient);
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        self.features.write(writer);
        self.classes.write(writer);
    }
}

/// Turns logarithms into probabilities.
#[inline(always)]
fn to_probabilities(values: &mut [f32]) {
    let greatest = greatest(values);
    values.iter_mut().for_each(|value| *value = exp(*value - greatest));
    let scale = 1.0 / sum(values, |value| value);
    values.iter_mut().for_each(|value| *value *= scale);
}

#[inline(always)]
fn add(sum: &mut [f32; WIDTH], factor: f32, row: &[f32]) {
    for (sum, number) in sum.iter_mut().zip(row) {
        *sum += factor * number;
    }
}

/// The product of two vectors, in sixteen parts.
#[inline(always)]
fn product<S: Simd>(simd: S, left: &[f32; WIDTH], right: &[f32]) -> f32 {
    let part = |at: usize| {
        f32x16::from_slice(simd, &left[16 * at..][..16]) * f32x16::from_slice(simd, &right[16 * at..][..16])
    };
    let parts = ((part(0) + part(1)) + part(2)) + part(3);
    let (low, high) = simd.split_f32x16(parts);
    let (first, second) = simd.split_f32x8(low);
    let (third, fourth) = simd.split_f32x8(high);
    let four = (first + second) + (third + fourth);
    (four[0] + four[1]) + (four[2] + four[3])
}

/// Packs whole numbers from -[`LARGEST`] to [`LARGEST`], six bits each: a byte has all of one of the first 48 and two bits
/// of one of the last 16.
fn pack(numbers: [i8; WIDTH]) -> [u8; PACKED] {
    let bits = numbers.map(|number| (number + LARGEST + 1) as u8);
    array::from_fn(|at| bits[at] | (bits[PACKED + at % SPREAD] >> (2 * (at / SPREAD)) & 3) << 6)
}

/// The numbers that bytes were packed from.
#[inline(always)]
fn unpacked(bytes: &[u8; PACKED]) -> [i8; WIDTH] {
    let zero = LARGEST + 1;
    let mut numbers = [0; WIDTH];
    // Two loops without branches, so that processors read many bytes at once.
    for (number, byte) in numbers.iter_mut().zip(bytes) {
        *number = (byte & 63) as i8 - zero;
    }
    for (at, number) in numbers[PACKED..].iter_mut().enumerate() {
        let part = |third: usize| bytes[at + third * SPREAD] >> 6 << (2 * third);
        *number = (part(0) | part(1) | part(2)) as i8 - zero;
    }
    numbers
}

/// Where the vectors of a model stand in a file: those of features with their units, then those of codes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sections(pub(crate) usize);

impl Sections {
    pub(crate) const COUNT: usize = 4;

    /// How many rows there are for features.
    pub(crate) fn row_count(self, file: &File) -> usize {
        file.count(Section(self.0 + 1))
    }
}

/// A trained model over its file.
pub(crate) struct Embedding {
    sections: Sections,
    /// The vectors of codes, as the processor multiplies them fastest.
    classes: Vec<i16>,
    units: Vec<f32>,
}

impl Embedding {
    pub(crate) fn over(file: &File, sections: Sections) -> Self {
        let (rows, _) = file.section(Section(sections.0 + 2)).as_chunks();
        let classes: Vec<i16> = rows.iter().flat_map(unpacked).map(i16::from).collect();
        let units = (0..classes.len() / WIDTH).map(|at| file.f32(Section(sections.0 + 3), at)).collect();
        Self { sections, classes, units }
    }

    /// Adds the logarithm of how likely each code is, up to a constant, times a factor.
    pub(crate) fn add(
        &self,
        file: &File,
        features: impl Iterator<Item = (usize, f32)>,
        factor: f32,
        logs: &mut [f32],
    ) {
        let (vectors, _) = file.section(Section(self.sections.0)).as_chunks();
        let unit = |row: usize| file.f32(Section(self.sections.0 + 1), row);
        let found = features.filter_map(|(row, x)| Some((vectors.get(row)?, x * unit(row))));
        dispatch!(Level::new(), _simd => self.add_products(found, factor, logs));
    }

    #[inline(always)]
    fn add_products<'v>(
        &self,
        vectors: impl Iterator<Item = (&'v [u8; PACKED], f32)>,
        factor: f32,
        logs: &mut [f32],
    ) {
        let mut sum = [0.0; WIDTH];
        for (vector, unit) in vectors {
            for (sum, number) in sum.iter_mut().zip(unpacked(vector)) {
                *sum += unit * f32::from(number);
            }
        }
        let greatest = sum.iter().fold(0.0f32, |greatest, number| greatest.max(number.abs()));
        if greatest == 0.0 {
            return;
        }
        let whole = sum.map(|number| (number * SUM_SCALE / greatest) as i16);
        let factor = factor * greatest / SUM_SCALE;
        let rows = self.classes.chunks_exact(WIDTH).zip(&self.units);
        for (log, (row, unit)) in logs.iter_mut().zip(rows) {
            let products = row.iter().zip(&whole).map(|(left, right)| i32::from(*left) * i32::from(*right));
            *log += products.sum::<i32>() as f32 * unit * factor;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_read_as_written() {
        for start in -LARGEST..=LARGEST {
            let (start, largest) = (i32::from(start), i32::from(LARGEST));
            let number = |at: usize| (start + largest + 7 * at as i32).rem_euclid(2 * largest + 1) - largest;
            let numbers = array::from_fn(|at| number(at) as i8);
            assert_eq!(unpacked(&pack(numbers)), numbers);
        }
    }
}
