//! The word that was meant.

use std::cmp::Reverse;
use std::ops::Range;

/// A word is corrected to one that was seen at least this often.
const SEEN: u32 = 2;
/// A shorter word is taken as it is: too many others are near it.
const SHORTEST: usize = 4;
/// No word is corrected to a shorter one than this.
const SHORTEST_MEANT: usize = 4;
/// From this length on, a word may have two errors.
const LONG: usize = 8;
/// Longer words are not compared.
const LONGEST: usize = 40;

/// Letters that words may begin with by their sound, and those that they begin with.
const SOUNDS: [(&str, &str); 10] = [
    ("f", "ph"),
    ("k", "c"),
    ("k", "ch"),
    ("c", "k"),
    ("s", "c"),
    ("s", "ps"),
    ("n", "kn"),
    ("r", "wr"),
    ("j", "g"),
    ("g", "j"),
];

/// Known words by their first letter and length, to find the one that a misspelt word stands for.
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
    /// Sorted by first letter, length and the word.
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
        words.sort_by(|(a, _), (b, _)| place(a.as_ref()).cmp(&place(b.as_ref())));
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

/// What words are sorted by.
fn place(word: &str) -> (u8, usize, &str) {
    (word.as_bytes().first().copied().unwrap_or_default(), word.len(), word)
}

impl Spelling {
    /// The number of times that a word was seen.
    #[must_use]
    pub fn count(&self, word: &str) -> u32 {
        self.known(word).map_or(0, |known| known.count)
    }

    fn known(&self, word: &str) -> Option<&Known> {
        let at = self.words.partition_point(|known| place(self.word(known)) < place(word));
        self.words.get(at).filter(|known| self.word(known) == word)
    }

    /// The known word that an unknown one stands for, if one is near: it starts with the same letter and differs in
    /// one letter more, less, other or swapped; from eight letters on, in two. The nearest word counts, of
    /// several one with the same consonants, then one with the same last letter, and of these the one that was seen most.
    /// Where there is none, the word may begin with letters that sound alike, as `farmacist` does.
    ///
    /// `None` also for words that are known, short, or hold other characters than letters.
    #[must_use]
    pub fn correct(&self, word: &str) -> Option<&str> {
        let length = word.len();
        if !(SHORTEST..=LONGEST).contains(&length) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        if self.count(word) > 0 {
            return None;
        }
        self.nearest(word).or_else(|| self.sounding_alike(word))
    }

    /// The known word that sounds like an unknown one: its first letters may be others.
    fn sounding_alike(&self, word: &str) -> Option<&str> {
        let begun = SOUNDS.iter().filter_map(|(written, meant)| Some((word.strip_prefix(written)?, meant)));
        let alike = begun.map(|(rest, meant)| format!("{meant}{rest}"));
        alike.filter(|alike| alike.len() >= SHORTEST).find_map(|alike| match self.known(&alike) {
            Some(known) if known.count >= SEEN => Some(self.word(known)),
            _ if alike.len() >= LONG => self.nearest(&alike),
            _ => None,
        })
    }

    fn nearest(&self, word: &str) -> Option<&str> {
        let length = word.len();
        let most = if without_person(word).len() >= LONG { 2 } else { 1 };
        let sound = consonants(word);
        let mask = letters(word);
        let mut best: Option<(usize, bool, bool, Reverse<u32>, &str)> = None;
        for known in &self.words[self.of(word.as_bytes()[0], length - most..=length + most)] {
            let is_far = (known.letters ^ mask).count_ones() as usize > 2 * most;
            if is_far || known.count < SEEN || usize::from(known.length) < SHORTEST_MEANT {
                continue;
            }
            let candidate = self.word(known);
            let limit = best.map_or(most, |(distance, ..)| distance);
            let Some(distance) = distance(word, candidate, limit) else { continue };
            let ends_otherwise = word.as_bytes().last() != candidate.as_bytes().last();
            let sounds_otherwise = consonants(candidate).ne(sound.clone());
            let found = (distance, sounds_otherwise, ends_otherwise, Reverse(known.count), candidate);
            best = Some(best.map_or(found, |best| best.min(found)));
        }
        best.map(|(.., candidate)| candidate)
    }

    /// The words with a first letter and some lengths.
    fn of(&self, letter: u8, lengths: std::ops::RangeInclusive<usize>) -> Range<usize> {
        let place = |known: &Known| (self.text.as_bytes()[known.start as usize], usize::from(known.length));
        let start = self.words.partition_point(|known| place(known) < (letter, *lengths.start()));
        let end = self.words.partition_point(|known| place(known) <= (letter, *lengths.end()));
        start..end
    }

    fn word(&self, known: &Known) -> &str {
        let start = known.start as usize;
        &self.text[start..start + usize::from(known.length)]
    }
}

/// A word without what many words for persons end with: `chairman` and `carman` share nothing else.
fn without_person(word: &str) -> &str {
    let endings = ["woman", "women", "person", "man", "men"];
    endings.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

/// The consonants of a word, each run of one letter once: `lwr` of `lawyer` and of `lawer`.
fn consonants(word: &str) -> impl Iterator<Item = u8> + Clone + '_ {
    let is_consonant = |letter: &u8| !matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let mut last = 0;
    word.bytes().filter(is_consonant).filter(move |letter| std::mem::replace(&mut last, *letter) != *letter)
}

fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |mask, byte| mask | 1 << (byte % 32))
}

/// How many bytes are missing, added, changed or exchanged with their neighbour, up to a limit.
///
/// `strsim` has this distance too, but allocates and compares to the end, for each of some thousand words.
pub(crate) fn distance(left: &str, right: &str, limit: usize) -> Option<usize> {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len().abs_diff(right.len()) > limit || right.len() > 62 {
        return None;
    }
    let mut rows = [[0u8; 64]; 3];
    for (at, cell) in rows[0].iter_mut().enumerate() {
        *cell = at as u8;
    }
    for (at, letter) in left.iter().enumerate() {
        let [before, above, row] = &mut rows;
        // The rows turn: what was written last is above, and what was above is before.
        let (row, above, before) = match at % 3 {
            0 => (above, before, row),
            1 => (row, above, before),
            _ => (before, row, above),
        };
        row[0] = (at + 1) as u8;
        let mut least = row[0];
        for (to, other) in right.iter().enumerate() {
            let mut cell = (above[to] + u8::from(letter != other)).min(above[to + 1] + 1).min(row[to] + 1);
            if at > 0 && to > 0 && left[at - 1] == *other && *letter == right[to - 1] {
                cell = cell.min(before[to - 1] + 1);
            }
            row[to + 1] = cell;
            least = least.min(cell);
        }
        if usize::from(least) > limit {
            return None;
        }
    }
    let last = usize::from(rows[left.len() % 3][right.len()]);
    (last <= limit).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::{Spelling, distance};

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
            ("electrical", 99),
            ("electrician", 20),
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
            ("electrican", "electrician"),
        ] {
            assert_eq!(spelling.correct(word), Some(meant), "{word}");
        }
    }

    #[test]
    fn of_equally_near_words_the_common_one_counts() {
        assert_eq!(spelling().correct("plamner"), Some("planner"));
        let words = [("miler", 3), ("moler", 9), ("maler", 5)];
        for order in [[0, 1, 2], [2, 1, 0]] {
            let spelling: Spelling = order.into_iter().map(|place| words[place]).collect();
            assert_eq!(spelling.correct("muler"), Some("moler"));
        }
    }

    #[test]
    fn of_equally_near_words_one_with_the_same_consonants_counts() {
        let spelling: Spelling =
            [("layer", 90), ("lawyer", 5), ("sailor", 9), ("tailor", 90)].into_iter().collect();
        assert_eq!(spelling.correct("lawer"), Some("lawyer"));
        assert_eq!(spelling.correct("salor"), Some("sailor"));
    }

    #[test]
    fn words_may_begin_with_letters_that_sound_alike() {
        let spelling: Spelling =
            [("pharmacist", 40), ("cook", 90), ("psychologist", 9), ("hook", 9)].into_iter().collect();
        for (word, meant) in [
            ("farmacist", "pharmacist"),
            ("farmasist", "pharmacist"),
            ("kook", "cook"),
            ("sychologist", "psychologist"),
        ] {
            assert_eq!(spelling.correct(word), Some(meant), "{word}");
        }
        assert_eq!(spelling.correct("gook"), None);
    }

    #[test]
    fn known_short_rare_and_far_words_stay() {
        let spelling = spelling();
        for word in ["", "rn", "trk", "driver", "onec", "zarmacist", "welder", "dr1ver", "кот", "xruck"] {
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

    #[test]
    fn distances_count_missing_added_changed_and_exchanged_letters() {
        for (left, right, wanted) in [
            ("driver", "driver", Some(0)),
            ("drvier", "driver", Some(1)),
            ("pharmasist", "pharmacist", Some(1)),
            ("nurs", "nurse", Some(1)),
            ("nursee", "nurse", Some(1)),
            ("maneger", "manager", Some(1)),
            ("acountent", "accountant", Some(2)),
            ("cook", "clerk", None),
        ] {
            assert_eq!(distance(left, right, 2), wanted, "{left} {right}");
        }
    }
}
