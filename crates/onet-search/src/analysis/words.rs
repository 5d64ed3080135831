//! Splits a text into words.

use std::borrow::Cow;

use super::Gap;
use super::folding::fold;

/// Runs of this many characters or more are no words that anyone writes.
const TOO_LONG: usize = 40;
/// Bytes that are read of a text between two white spaces; no word is near that long.
const LONGEST_CHUNK: usize = 1024;
/// Names with signs that belong to them, and how they are spelled without. Longer ones stand first.
const SIGNS: [(&str, &str); 20] = [
    // Markup around a title.
    ("&amp;", "&"),
    ("&nbsp;", " "),
    ("<b>", " "),
    ("</b>", " "),
    ("<i>", " "),
    ("</i>", " "),
    ("<p>", " "),
    ("</p>", " "),
    ("<br>", " "),
    ("<br/>", " "),
    ("<strong>", " "),
    ("</strong>", " "),
    ("c/c++", "c cplusplus"),
    ("c++", "cplusplus"),
    ("c#", "csharp"),
    ("f#", "fsharp"),
    ("asp.net", "asp dotnet"),
    (".net", "dotnet"),
    ("at&t", "att"),
    ("24/7", "24 7"),
];

/// A word as it is split off.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Split {
    pub(crate) written: String,
    pub(crate) gap: Gap,
    pub(crate) parenthetical: bool,
}

/// The first words of a text, at most `most` of them.
pub(crate) fn split(text: &str, most: usize) -> Vec<Split> {
    let mut splitter = Splitter { words: Vec::new(), gap: Gap::Space, depth: 0, open: None, and: false };
    for chunk in text.split_whitespace() {
        // One more, which the last one may be joined with.
        if splitter.words.len() > most {
            break;
        }
        if !is_address(chunk) {
            splitter.chunk(&fold(singular_of_capitals(beginning(chunk))));
        }
    }
    let mut words = spelled_out(splitter.words);
    words.truncate(most);
    words
}

/// An abbreviation without the ending of its plural: `RN` for `RNs`.
fn singular_of_capitals(chunk: &str) -> &str {
    let is_capitals = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    chunk.strip_suffix('s').filter(is_capitals).unwrap_or(chunk)
}

/// Whether a run of characters is an e-mail address or a URL, which name no work.
fn is_address(chunk: &str) -> bool {
    let is_email =
        || chunk.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    chunk.contains("://") || chunk.starts_with("www.") || is_email()
}

/// All words of a text, as [`split`] finds them.
pub(crate) fn words(text: &str) -> Vec<String> {
    split(text, usize::MAX).into_iter().map(|word| word.written).collect()
}

/// Joins letters that stand by themselves in a row: `l p n`.
fn spelled_out(words: Vec<Split>) -> Vec<Split> {
    let is_letter =
        |word: &Split| word.written.len() == 1 && word.written.as_bytes()[0].is_ascii_alphabetic();
    if !words.windows(2).any(|pair| pair.iter().all(is_letter)) {
        return words;
    }
    let mut joined: Vec<Split> = Vec::with_capacity(words.len());
    let mut letters = 0;
    for word in words {
        let follows = letters > 0 && is_letter(&word) && word.gap == Gap::Space;
        match joined.last_mut() {
            // `a` and `I` are words as well.
            Some(last) if follows && !(letters == 1 && matches!(last.written.as_str(), "a" | "i")) => {
                last.written.push_str(&word.written);
                letters += 1;
            }
            _ => {
                letters = usize::from(is_letter(&word));
                joined.push(word);
            }
        }
    }
    joined
}

/// What stands for signs: words with white space around them, and signs without.
fn spaced(spelled: &str) -> String {
    if spelled == "&" { spelled.to_owned() } else { format!(" {spelled} ") }
}

fn beginning(chunk: &str) -> &str {
    let end = (0..=chunk.len().min(LONGEST_CHUNK)).rev().find(|&end| chunk.is_char_boundary(end));
    &chunk[..end.unwrap_or(0)]
}

/// What may join the next letter to the single letters before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// A point, as in `R. N.`
    Point,
    /// An ampersand, as in `R & D`.
    Ampersand,
}

struct Splitter {
    words: Vec<Split>,
    /// What stands before the next word.
    gap: Gap,
    /// How many parentheses are open.
    depth: usize,
    /// The last word is single letters, and this follows it.
    open: Option<Joint>,
    /// An ampersand stands before the next word.
    and: bool,
}

impl Splitter {
    /// Reads folded text without white space.
    fn chunk(&mut self, chunk: &str) {
        let has_signs = chunk.bytes().any(|byte| !byte.is_ascii_alphanumeric());
        let mut chunk = Cow::Borrowed(chunk);
        for (signs, spelled) in SIGNS.iter().filter(|_| has_signs) {
            if chunk.contains(signs) {
                chunk = Cow::Owned(chunk.replace(signs, &spaced(spelled)));
            }
        }
        match &chunk {
            Cow::Borrowed(whole) => self.plain(whole),
            Cow::Owned(parts) => parts.split_whitespace().for_each(|part| self.plain(part)),
        }
    }

    fn plain(&mut self, chunk: &str) {
        self.widen(Gap::Space);
        let runs = runs(chunk);
        if runs.is_empty() {
            self.alone(chunk);
            return;
        }
        let mut next = 0;
        while next < runs.len() {
            let joined = joined(&runs[next..]);
            let run = &runs[next];
            self.separator(run.before);
            let word: String = runs[next..next + joined].iter().map(|run| run.text).collect();
            self.word(word, runs[next].before.is_empty());
            next += joined;
        }
        let after = &chunk[runs.last().map_or(0, |run| run.end)..];
        let letters = runs.last().is_some_and(|run| is_letter(run.text));
        self.separator(after);
        self.open = match (letters, after) {
            (true, ".") => Some(Joint::Point),
            _ => None,
        };
    }

    /// Reads signs that stand by themselves.
    fn alone(&mut self, signs: &str) {
        let open = self.words.last().is_some_and(|word| is_letter(&word.written)).then_some(Joint::Ampersand);
        self.open = open.filter(|_| signs == "&");
        match signs {
            "&" => self.and = true,
            "+" => {}
            "/" => self.gap = Gap::Slash,
            _ => self.separator(signs),
        }
        if signs.contains('-') {
            self.widen(Gap::Break);
        }
    }

    fn word(&mut self, word: String, adjacent: bool) {
        let open = self.open.take();
        // What is left of a possessive (`Sheriff's`).
        if word == "s" && self.gap == Gap::Hyphen && !self.words.is_empty() {
            self.gap = Gap::Space;
            return;
        }
        let count = word.chars().count();
        if count >= TOO_LONG {
            return;
        }
        if open.is_some()
            && adjacent
            && count == 1
            && self.gap == Gap::Space
            && let Some(last) = self.words.last_mut()
        {
            last.written.push_str(&word);
            self.and = false;
            return;
        }
        if std::mem::take(&mut self.and) && !self.words.is_empty() {
            self.words.push(Split {
                written: "and".to_owned(),
                gap: Gap::Space,
                parenthetical: self.depth > 0,
            });
        }
        let gap = if self.words.is_empty() { Gap::Space } else { self.gap };
        self.words.push(Split { written: word, gap, parenthetical: self.depth > 0 });
        self.gap = Gap::Space;
    }

    fn separator(&mut self, signs: &str) {
        for sign in signs.chars() {
            match sign {
                '(' | '[' | '{' => {
                    self.depth += 1;
                    self.gap = Gap::Break;
                }
                ')' | ']' | '}' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.gap = Gap::Break;
                }
                '/' | '\\' => self.widen(Gap::Slash),
                '&' => self.and = true,
                ',' | ';' | ':' | '@' | '•' | '·' | '|' | '"' | '!' | '?' | '*' | '~' | '=' => {
                    self.gap = Gap::Break
                }
                '.' if signs == "." => {}
                _ => self.widen(Gap::Hyphen),
            }
        }
    }

    /// Notes a gap, unless a wider one stands in the same place.
    fn widen(&mut self, gap: Gap) {
        let rank = |gap| match gap {
            Gap::Space => 0,
            Gap::Hyphen => 1,
            Gap::Slash => 2,
            Gap::Break => 3,
        };
        if rank(gap) > rank(self.gap) {
            self.gap = gap;
        }
    }
}

/// Letters and digits without a sign between them.
struct Run<'a> {
    /// The signs before it.
    before: &'a str,
    text: &'a str,
    end: usize,
}

fn runs(chunk: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let (mut start, mut before) = (None, 0);
    for (place, character) in chunk.char_indices().chain([(chunk.len(), ' ')]) {
        match (start, character.is_alphanumeric()) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                runs.push(Run { before: &chunk[before..from], text: &chunk[from..place], end: place });
                before = place;
                start = None;
            }
            _ => {}
        }
    }
    runs
}

/// How many of the first runs are one word: abbreviations with points (`r.n`, `ph.d`), and single letters with a
/// slash or an ampersand (`a/c`, `r&d`).
fn joined(runs: &[Run<'_>]) -> usize {
    let Some((first, rest)) = runs.split_first() else { return 0 };
    let Some(sign) = rest.first().map(|run| run.before) else { return 1 };
    let longest = match sign {
        "." => 2,
        "/" | "&" => 1,
        _ => return 1,
    };
    let fits = |run: &Run<'_>| {
        run.text.len() <= longest && run.text.chars().all(char::is_alphabetic) && !run.text.is_empty()
    };
    if !fits(first) {
        return 1;
    }
    let count = 1 + rest.iter().take_while(|run| run.before == sign && fits(run)).count();
    // Whatever follows shows whether the abbreviation ended: `a.com` is no `ac`.
    let ended = runs.get(count).is_none_or(|run| run.before != sign);
    let single = runs[..count].iter().any(|run| is_letter(run.text));
    if ended && single { count } else { 1 }
}

fn is_letter(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::{Gap, split};

    fn words(text: &str) -> Vec<String> {
        split(text, 32).into_iter().map(|word| word.written).collect()
    }

    #[test]
    fn abbreviations_with_points_are_one_word() {
        for (text, wanted) in [
            ("R.N.", vec!["rn"]),
            ("R.N", vec!["rn"]),
            ("R. N.", vec!["rn"]),
            ("C.E.O.", vec!["ceo"]),
            ("C. P. A.", vec!["cpa"]),
            ("Nurse, R.N.", vec!["nurse", "rn"]),
            ("R.N./L.P.N.", vec!["rn", "lpn"]),
            ("(C.P.A.)", vec!["cpa"]),
            ("Ph.D. Scientist", vec!["phd", "scientist"]),
            ("M.Ed.", vec!["med"]),
            ("U.S. Marshal", vec!["us", "marshal"]),
            ("Sr. Engineer", vec!["sr", "engineer"]),
            ("Sr.Eng.", vec!["sr", "eng"]),
            ("node.js", vec!["node", "js"]),
            ("a.com", vec!["a", "com"]),
            ("Grade 3.5", vec!["grade", "3", "5"]),
        ] {
            assert_eq!(words(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn signs_split_words_or_belong_to_them() {
        for (text, wanted) in [
            ("SEC/TREAS", vec!["sec", "treas"]),
            ("A/C Technician", vec!["ac", "technician"]),
            ("A/P - A/R Clerk", vec!["ap", "ar", "clerk"]),
            ("R&D Manager", vec!["rd", "manager"]),
            ("R & D Manager", vec!["rd", "manager"]),
            ("Research & Development", vec!["research", "and", "development"]),
            ("Design&Build", vec!["design", "and", "build"]),
            ("R&amp;D Manager", vec!["rd", "manager"]),
            ("<b>Nurse</b>", vec!["nurse"]),
            ("l p n", vec!["lpn"]),
            ("R N", vec!["rn"]),
            ("I am a nurse", vec!["i", "am", "a", "nurse"]),
            ("C++ Developer", vec!["cplusplus", "developer"]),
            ("C#/.NET Developer", vec!["csharp", "dotnet", "developer"]),
            ("Sheriff's Deputy", vec!["sheriff", "deputy"]),
            ("Driver's", vec!["driver"]),
            ("Part-Time Cook", vec!["part", "time", "cook"]),
            ("1st-Line", vec!["1st", "line"]),
            ("+++", vec![]),
        ] {
            assert_eq!(words(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn gaps_show_what_separates_words() {
        let gaps = |text: &str| -> Vec<Gap> { split(text, 32).into_iter().map(|word| word.gap).collect() };
        assert_eq!(gaps("a b"), [Gap::Space, Gap::Space]);
        assert_eq!(gaps("part-time"), [Gap::Space, Gap::Hyphen]);
        assert_eq!(gaps("cook/baker"), [Gap::Space, Gap::Slash]);
        assert_eq!(gaps("cook / baker"), [Gap::Space, Gap::Slash]);
        assert_eq!(gaps("cook - baker"), [Gap::Space, Gap::Break]);
        assert_eq!(gaps("cook, baker"), [Gap::Space, Gap::Break]);
        assert_eq!(gaps("cook (baker) chef"), [Gap::Space, Gap::Break, Gap::Break]);
        let inside: Vec<bool> =
            split("cook (pastry baker) chef", 32).into_iter().map(|word| word.parenthetical).collect();
        assert_eq!(inside, [false, true, true, false]);
    }

    #[test]
    fn no_more_than_the_most_words_are_read() {
        assert_eq!(split(&"cook ".repeat(100), 5).len(), 5);
        assert_eq!(split(&"cook/".repeat(100), 5).len(), 5);
        assert!(split("cook", 0).is_empty());
    }
}
