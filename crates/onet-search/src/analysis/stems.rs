//! What a word has in common with its plural and its other forms.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// Endings that the strong stem removes, longest first.
const ENDINGS: [&str; 40] = [
    "izations", "ization", "ational", "ologist", "ations", "icians", "ements", "ingly", "ation", "ician",
    "ement", "ments", "ances", "ators", "ances", "ional", "ment", "ance", "ator", "ants", "ions", "ists",
    "ical", "ents", "ant", "ent", "ion", "ist", "ing", "ers", "ors", "ive", "ian", "ies", "er", "or", "ed",
    "al", "ic", "ly",
];

/// The shortest that a strong stem becomes.
const SHORTEST_STEM: usize = 4;

/// The English stem of a folded word, by the Snowball algorithm: `engin` for `engineers` and `engineering`.
///
/// Words with other characters than ASCII letters stay as they are.
#[must_use]
pub fn stem(word: &str) -> Cow<'_, str> {
    match word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        true => Stemmer::new(Algorithm::English).stem(word),
        false => Cow::Borrowed(word),
    }
}

/// A word without the ending of the plural.
#[must_use]
pub fn singular(word: &str) -> Cow<'_, str> {
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
#[must_use]
pub fn strong_stem(word: &str) -> &str {
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

#[cfg(test)]
mod tests {
    use super::{singular, stem, strong_stem};

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for words in [
            ["nurse", "nurses", "nursing"],
            ["secretary", "secretaries", "secretary"],
            ["manage", "managing", "managed"],
        ] {
            assert_eq!(stem(words[0]), stem(words[1]), "{words:?}");
            assert_eq!(stem(words[0]), stem(words[2]), "{words:?}");
        }
        assert_ne!(stem("chemist"), stem("chemical"));
        assert_eq!(strong_stem("engineer"), strong_stem("engineering"));
        for (word, wanted) in
            [("nurses", "nurse"), ("secretaries", "secretary"), ("bosses", "boss"), ("bus", "bus")]
        {
            assert_eq!(singular(word), wanted);
        }
    }

    #[test]
    fn what_is_no_english_word_stays() {
        for word in ["", "911", "b2b", "技術者", "ing", "s"] {
            assert_eq!(stem(word), word);
        }
    }
}
