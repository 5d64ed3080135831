//! Words of titles: folding, stems and hashes.

use std::borrow::Cow;

/// Endings that the strong stem removes, longest first.
const ENDINGS: [&str; 40] = [
    "izations", "ization", "ational", "ologist", "ations", "icians", "ements", "ingly", "ation", "ician",
    "ement", "ments", "ances", "ators", "ances", "ional", "ment", "ance", "ator", "ants", "ions", "ists",
    "ical", "ents", "ant", "ent", "ion", "ist", "ing", "ers", "ors", "ive", "ian", "ies", "er", "or", "ed",
    "al", "ic", "ly",
];

/// The shortest that a strong stem becomes.
const SHORTEST_STEM: usize = 4;

/// The words of a text in lower case, without accents: runs of letters and digits, with `C++`, `C#` and `.NET` in
/// one piece, `R.N.` as `rn` and `driver's` as `drivers`.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    // Whether the word so far is single letters with dots behind them, as in `R.N.`
    let mut dotted = false;
    let mut run = 0usize;
    while let Some(letter) = letters.next() {
        if letter.is_alphanumeric() {
            push_folded(&mut word, letter);
            run += 1;
            continue;
        }
        match letter {
            '\'' | '\u{2019}' | '\u{ad}' | '\u{200b}' if run > 0 => continue,
            '.' if (run == 1 || dotted)
                && run <= 1
                && letters.peek().is_some_and(|next| next.is_alphanumeric()) =>
            {
                dotted = true;
                run = 0;
                continue;
            }
            '+' | '#' if run == 1 && word.len() <= 3 => {
                word.push(letter);
                continue;
            }
            '&' => {
                flush(&mut words, &mut word);
                words.push("and".to_owned());
            }
            _ => flush(&mut words, &mut word),
        }
        dotted = false;
        run = 0;
    }
    flush(&mut words, &mut word);
    words
}

fn flush(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// Adds a letter in lower case and without its accent.
fn push_folded(word: &mut String, letter: char) {
    if letter.is_ascii() {
        word.push(letter.to_ascii_lowercase());
        return;
    }
    for letter in letter.to_lowercase() {
        match letter {
            'à'..='å' | 'ā' | 'ă' | 'ą' => word.push('a'),
            'ç' | 'ć' | 'č' => word.push('c'),
            'ď' | 'đ' => word.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => word.push('e'),
            'ğ' => word.push('g'),
            'ì'..='ï' | 'ī' | 'ı' => word.push('i'),
            'ł' => word.push('l'),
            'ñ' | 'ń' | 'ň' => word.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => word.push('o'),
            'ř' => word.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => word.push('s'),
            'ť' | 'ț' => word.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => word.push('u'),
            'ý' | 'ÿ' => word.push('y'),
            'ź' | 'ż' | 'ž' => word.push('z'),
            'æ' => word.push_str("ae"),
            'œ' => word.push_str("oe"),
            'ß' => word.push_str("ss"),
            // Full-width forms of ASCII.
            '\u{ff01}'..='\u{ff5e}' => {
                word.extend(
                    char::from_u32(u32::from(letter) - 0xfee0).map(|letter| letter.to_ascii_lowercase()),
                );
            }
            // Combining accents of decomposed letters.
            '\u{300}'..='\u{36f}' => {}
            other => word.push(other),
        }
    }
}

/// A word without the ending of the plural.
pub(crate) fn stem(word: &str) -> Cow<'_, str> {
    let bytes = word.as_bytes();
    let length = bytes.len();
    if length < 4 || bytes[length - 1] != b's' {
        return Cow::Borrowed(word);
    }
    if word.ends_with("ies") && length > 4 {
        return Cow::Owned(format!("{}y", &word[..length - 3]));
    }
    if ["sses", "ches", "shes", "xes", "zes"].iter().any(|ending| word.ends_with(ending)) {
        return Cow::Borrowed(&word[..length - 2]);
    }
    match bytes[length - 2] {
        b's' | b'u' | b'i' => Cow::Borrowed(word),
        _ => Cow::Borrowed(&word[..length - 1]),
    }
}

/// A word without most endings, so that `engineer` and `engineering` meet.
pub(crate) fn strong_stem(word: &str) -> &str {
    let mut stem = word;
    if stem.len() > SHORTEST_STEM && stem.ends_with('s') && !stem.ends_with("ss") {
        stem = &stem[..stem.len() - 1];
    }
    for _ in 0..2 {
        let Some(ending) = ENDINGS
            .iter()
            .find(|ending| stem.len() >= ending.len() + SHORTEST_STEM && stem.ends_with(*ending))
        else {
            break;
        };
        stem = &stem[..stem.len() - ending.len()];
    }
    match stem.strip_suffix(['e', 'y', 'i']) {
        Some(shorter) if shorter.len() >= SHORTEST_STEM => shorter,
        _ => stem,
    }
}

/// A hash that is the same on every machine (FNV-1a, mixed at the end).
#[derive(Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    /// The hash of nothing, one for each kind of thing.
    pub(crate) fn of_kind(kind: u8) -> Self {
        Self(0xcbf2_9ce4_8422_2325).with(&[kind])
    }

    pub(crate) fn with(self, bytes: &[u8]) -> Self {
        let hash = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        Self(bytes.iter().fold(self.0, hash))
    }

    pub(crate) fn finish(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    }
}

/// The hash of a whole title: its words, without the endings of plurals, in their order.
pub(crate) fn title_hash(words: &[String]) -> u64 {
    let hash = Hash::of_kind(b'=');
    words.iter().fold(hash, |hash, word| hash.with(stem(word).as_bytes()).with(b" ")).finish()
}
