//! The word that was meant.

use std::cmp::Reverse;

use strsim::osa_distance;

/// A word is corrected to one that was seen at least this often.
const SEEN: u32 = 2;
/// A shorter word is taken as it is: too many others are near it.
const SHORTEST: usize = 4;
/// From this length on, a word may have two errors.
const LONG: usize = 8;
/// Longer words are not compared.
const LONGEST: usize = 40;

/// Known words by their first letter, to find the one that a misspelt word stands for.
///
/// ```
/// use onet_search::analysis::spelling::Spelling;
///
/// let spelling: Spelling = [("pharmacist", 40), ("pharmacy", 9), ("driver", 90)].into_iter().collect();
/// assert_eq!(spelling.correct("pharmasist"), Some("pharmacist"));
/// assert_eq!(spelling.correct("drvier"), Some("driver"));
/// assert_eq!(spelling.correct("driver"), None);
/// assert_eq!(spelling.correct("welder"), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Spelling {
    /// All words, one after another.
    text: String,
    /// Sorted by the word.
    words: Vec<Known>,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    start: u32,
    /// The letters that occur in it, a bit each, to pass over words that are far.
    letters: u32,
    count: u32,
    length: u8,
}

impl<W: AsRef<str>> FromIterator<(W, u32)> for Spelling {
    /// Takes folded words, each with the number of times that it was seen.
    fn from_iter<I: IntoIterator<Item = (W, u32)>>(words: I) -> Self {
        let mut words: Vec<(W, u32)> =
            words.into_iter().filter(|(word, _)| (1..=LONGEST).contains(&word.as_ref().len())).collect();
        words.sort_by(|(a, _), (b, _)| a.as_ref().cmp(b.as_ref()));
        let mut spelling = Self::default();
        for (word, count) in &words {
            let (word, start) = (word.as_ref(), spelling.text.len());
            let (Ok(start), Ok(length)) = (u32::try_from(start), u8::try_from(word.len())) else { break };
            spelling.text.push_str(word);
            spelling.words.push(Known { start, letters: letters(word), count: *count, length });
        }
        spelling
    }
}

impl Spelling {
    /// The number of times that a word was seen.
    #[must_use]
    pub fn count(&self, word: &str) -> u32 {
        let place = self.words.partition_point(|known| self.word(known) < word);
        self.words.get(place).filter(|known| self.word(known) == word).map_or(0, |known| known.count)
    }

    /// The known word that an unknown one stands for, if one is near: it starts with the same letter and differs in
    /// one letter more, less, other or swapped; from eight letters on, in two. The nearest word counts, and of
    /// several the one that was seen most.
    ///
    /// `None` also for words that are known, short, or hold other characters than letters.
    #[must_use]
    pub fn correct(&self, word: &str) -> Option<&str> {
        let length = word.len();
        if !(SHORTEST..=LONGEST).contains(&length) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let same_letter = self.of_letter(word.as_bytes()[0]);
        if same_letter.binary_search_by(|known| self.word(known).cmp(word)).is_ok() {
            return None;
        }
        let most = if length >= LONG { 2 } else { 1 };
        let mask = letters(word);
        let near = |known: &&Known| {
            known.count >= SEEN
                && usize::from(known.length).abs_diff(length) <= most
                && (known.letters ^ mask).count_ones() as usize <= 2 * most
        };
        let compared = same_letter.iter().filter(near).map(|known| {
            let candidate = self.word(known);
            (osa_distance(word, candidate), Reverse(known.count), candidate)
        });
        compared.min().filter(|(distance, ..)| *distance <= most).map(|(_, _, candidate)| candidate)
    }

    fn of_letter(&self, letter: u8) -> &[Known] {
        let first = |known: &Known| self.text.as_bytes()[known.start as usize];
        let start = self.words.partition_point(|known| first(known) < letter);
        let count = self.words[start..].partition_point(|known| first(known) == letter);
        &self.words[start..start + count]
    }

    fn word(&self, known: &Known) -> &str {
        let start = known.start as usize;
        &self.text[start..start + usize::from(known.length)]
    }
}

fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |mask, byte| mask | 1 << (byte % 32))
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    fn spelling() -> Spelling {
        [
            ("truck", 50),
            ("driver", 90),
            ("drive", 9),
            ("pharmacist", 40),
            ("accountant", 60),
            ("engineer", 100),
            ("engineering", 30),
            ("planer", 3),
            ("planner", 30),
            ("once", 1),
            ("café", 5),
        ]
        .into_iter()
        .collect()
    }

    #[test]
    fn misspelt_words_are_corrected() {
        let spelling = spelling();
        for (word, meant) in [
            ("drvier", "driver"),
            ("trcuk", "truck"),
            ("pharmasist", "pharmacist"),
            ("acountent", "accountant"),
            ("enginer", "engineer"),
            ("plannner", "planner"),
        ] {
            assert_eq!(spelling.correct(word), Some(meant), "{word}");
        }
    }

    #[test]
    fn of_equally_near_words_the_common_one_counts() {
        assert_eq!(spelling().correct("plamner"), Some("planner"));
        let words = [("tamer", 3), ("tuner", 9), ("timer", 5)];
        for order in [[0, 1, 2], [2, 1, 0]] {
            let spelling: Spelling = order.into_iter().map(|place| words[place]).collect();
            assert_eq!(spelling.correct("tumer"), Some("tuner"));
        }
    }

    #[test]
    fn known_short_rare_and_far_words_stay() {
        let spelling = spelling();
        for word in ["", "rn", "trk", "driver", "onec", "farmacist", "welder", "dr1ver", "кот", "xruck"] {
            assert_eq!(spelling.correct(word), None, "{word}");
        }
        assert_eq!(spelling.correct(&"a".repeat(1_000)), None);
        assert_eq!(Spelling::default().correct("driver"), None);
    }

    #[test]
    fn words_are_counted() {
        let spelling = spelling();
        assert_eq!(spelling.count("driver"), 90);
        assert_eq!(spelling.count("drover"), 0);
    }
}
