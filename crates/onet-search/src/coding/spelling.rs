//! Spelling: the known word nearest to an unknown one.

use super::file::{File, Section, Texts, Writer};

/// The shortest word that is corrected.
const SHORTEST: usize = 4;
/// The shortest word in which two letters may be wrong.
const LONG: usize = 8;
/// How often a word must be known to replace another.
const COMMON: u32 = 2;

/// The known words by first letter, then by length: where each letter starts, the letters in a word as bits, how
/// common a word is, the words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vocabulary(pub(crate) usize);

impl Vocabulary {
    pub(crate) const SECTIONS: usize = 5;

    /// Writes words with how common they are.
    pub(crate) fn write<'a>(writer: &mut Writer, words: impl IntoIterator<Item = (&'a str, u32)>) {
        let mut words: Vec<(&str, u32)> = words.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        words.sort_unstable_by_key(|(word, _)| (word.as_bytes()[0], word.len(), *word));
        let mut starts = vec![0u32; 257];
        for (word, _) in &words {
            starts[usize::from(word.as_bytes()[0]) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        writer.u32s(starts);
        writer.u32s(words.iter().map(|(word, _)| letters(word)));
        writer.u32s(words.iter().map(|(_, count)| *count));
        writer.texts(words.iter().map(|(word, _)| *word));
    }

    /// How common a word is; 0 for an unknown one.
    pub(crate) fn count(self, file: &File, word: &str) -> u32 {
        let Some(first) = word.bytes().next() else { return 0 };
        let range = file.range(Section(self.0), usize::from(first));
        let (mut low, mut high) = (range.start, range.end);
        while low < high {
            let middle = (low + high) / 2;
            let known = self.word(file, middle);
            match (known.len(), known).cmp(&(word.len(), word)) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return file.u32(Section(self.0 + 2), middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        0
    }

    /// The nearest known word to an unknown one, the more common one where several are as near.
    pub(crate) fn correct<'a>(self, file: &'a File, word: &str) -> Option<&'a str> {
        let length = word.len();
        if length < SHORTEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let allowed = if length >= LONG { 2 } else { 1 };
        let wanted = letters(word);
        let mut best: Option<(usize, u32, usize)> = None;
        for at in file.range(Section(self.0), usize::from(word.as_bytes()[0])) {
            let differing = (file.u32(Section(self.0 + 1), at) ^ wanted).count_ones() as usize;
            let count = file.u32(Section(self.0 + 2), at);
            if differing > 2 * allowed || count < COMMON {
                continue;
            }
            let known = self.word(file, at);
            if known.len() + allowed < length || known.len() < SHORTEST {
                continue;
            }
            if known.len() > length + allowed {
                break;
            }
            let limit = best.map_or(allowed, |(distance, ..)| distance);
            let Some(distance) = distance(word.as_bytes(), known.as_bytes(), limit) else { continue };
            if best.is_none_or(|(least, most, _)| distance < least || (distance == least && count > most)) {
                best = Some((distance, count, at));
            }
        }
        best.map(|(_, _, at)| self.word(file, at))
    }

    fn word(self, file: &File, at: usize) -> &str {
        file.text(Texts(self.0 + 3), at)
    }
}

/// The letters of a word, a bit for each.
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |bits, byte| match byte {
        b'a'..=b'z' => bits | 1 << (byte - b'a'),
        _ => bits | 1 << 26,
    })
}

/// How many letters are missing, added, changed or exchanged with their neighbour, up to a limit.
fn distance(left: &[u8], right: &[u8], limit: usize) -> Option<usize> {
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
    use super::*;

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
            assert_eq!(distance(left.as_bytes(), right.as_bytes(), 2), wanted, "{left} {right}");
        }
    }

    #[test]
    fn the_nearest_and_then_the_most_common_word_is_taken() {
        let mut writer = Writer::default();
        Vocabulary::write(
            &mut writer,
            [("driver", 9), ("drover", 3), ("diver", 2), ("drives", 1), ("nurse", 5)],
        );
        let file = File::read(writer.finish()).expect("the file is sound");
        let words = Vocabulary(0);
        assert_eq!(words.correct(&file, "drvier"), Some("driver"));
        assert_eq!(words.correct(&file, "drives"), Some("driver"));
        assert_eq!(words.correct(&file, "xurse"), None);
        assert_eq!([words.count(&file, "driver"), words.count(&file, "pilot")], [9, 0]);
    }
}
