//! Random damage to inputs, for tests. No reader of input may panic, hang, or take what it refused a moment ago.
//!
//! A test gives inputs that are right and pieces that mean something to the reader; [`Campaign::run`] damages, joins and
//! repeats them. A run of the tests tries a few hundred inputs for each target. `ONET_FUZZ_SECONDS=20` makes each target go
//! on for 20 s (`cargo xtask fuzz` sets it), and `ONET_FUZZ_SEED` makes other inputs.
//!
//! It has no feedback from coverage, which needs a nightly compiler; it finds what damage near valid input finds.

use std::time::{Duration, Instant};

/// How long each target goes on, in seconds.
pub const SECONDS: &str = "ONET_FUZZ_SECONDS";

/// The variable with another seed.
pub const SEED: &str = "ONET_FUZZ_SEED";

/// The longest that one input may take, in a debug build on a busy machine.
const SLOW: Duration = Duration::from_secs(10);

/// Bytes that mean something to most readers.
const PIECES: [&[u8]; 24] = [
    b"",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xc0\xae",
    b"\xed\xa0\x80",
    b"\r\n",
    b"\n",
    b"\t",
    b" ",
    b"\"",
    b"'",
    b",",
    b";",
    b"..",
    b"/",
    b"\\",
    b"%",
    b"%00",
    b"-1",
    b"18446744073709551616",
    b"1e999",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x90\x88",
];

/// Inputs for one target.
#[derive(Debug)]
pub struct Campaign<'a> {
    inputs: &'a [&'a [u8]],
    pieces: &'a [&'a [u8]],
    /// Inputs that a short run tries.
    tries: u64,
}

impl<'a> Campaign<'a> {
    /// A campaign from inputs that are right, of which there is at least one.
    #[must_use]
    pub fn new(inputs: &'a [&'a [u8]]) -> Self {
        Self { inputs, pieces: &[], tries: 500 }
    }

    /// Adds pieces that mean something to the reader.
    #[must_use]
    pub fn pieces(self, pieces: &'a [&'a [u8]]) -> Self {
        Self { pieces, ..self }
    }

    /// Tries so many inputs in a short run; 500 without it.
    #[must_use]
    pub fn tries(self, tries: u64) -> Self {
        Self { tries, ..self }
    }

    /// Tries input after input. Returns how many.
    ///
    /// # Panics
    ///
    /// When the target does, or takes more than ten seconds for an input; the message of the latter has the input.
    pub fn run(&self, mut target: impl FnMut(&[u8])) -> u64 {
        let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
        let time = number(SECONDS).map(Duration::from_secs);
        let mut dice = Dice(number(SEED).unwrap_or(1) | 1);
        let (began, mut tried) = (Instant::now(), 0);
        while time.map_or(tried < self.tries, |time| began.elapsed() < time) {
            let input = self.damaged(&mut dice);
            let started = Instant::now();
            target(&input);
            let took = started.elapsed();
            assert!(took < SLOW, "{took:?} for {:?}", String::from_utf8_lossy(&input));
            tried += 1;
        }
        tried
    }

    /// An input with some damage.
    fn damaged(&self, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = self.inputs[dice.below(self.inputs.len())].to_vec();
        for _ in 0..=dice.below(4) {
            let at = dice.below(bytes.len() + 1);
            let end = at + dice.below(bytes.len() - at + 1);
            match dice.below(8) {
                0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
                1 if dice.below(4) == 0 => bytes.truncate(at),
                2 => drop(bytes.drain(at..end.min(at + 64))),
                3 => {
                    let repeated = bytes[at..end.min(at + 64)].to_vec();
                    bytes.splice(at..at, repeated);
                }
                4 => {
                    let other = self.inputs[dice.below(self.inputs.len())];
                    let from = dice.below(other.len() + 1);
                    let to = from + dice.below(other.len() - from + 1);
                    bytes.splice(at..at, other[from..to].iter().copied());
                }
                5 => drop(bytes.splice(at..at, PIECES[dice.below(PIECES.len())].iter().copied())),
                _ if !self.pieces.is_empty() => {
                    let piece = self.pieces[dice.below(self.pieces.len())];
                    let replaced = if dice.below(2) == 0 { at } else { end.min(at + piece.len()) };
                    bytes.splice(at..replaced, piece.iter().copied());
                }
                _ if at < bytes.len() => bytes[at] = dice.below(256) as u8,
                _ => bytes.push(dice.below(256) as u8),
            }
        }
        bytes
    }
}

/// Random numbers: xorshift, of a seed that is not 0.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_the_same_again_and_reaches_many_inputs() {
        let inputs: [&[u8]; 2] = [b"29-1051.00", b"15-1252"];
        let tried = || {
            let mut seen = Vec::new();
            Campaign::new(&inputs).tries(200).run(|input| seen.push(input.to_vec()));
            seen
        };
        let mut seen = tried();
        assert!(std::env::var_os(SECONDS).is_some() || seen == tried());
        seen.sort();
        seen.dedup();
        assert!(seen.len() > 100, "{}", seen.len());
    }
}
