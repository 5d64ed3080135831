//! What a word has in common with its plural and its other forms.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// The English stem of a folded word, by the Snowball algorithm: `engin` for `engineers` and `engineering`.
///
/// Words with other characters than ASCII letters stay as they are.
#[must_use]
pub fn stem(word: &str) -> Cow<'_, str> {
    by(Algorithm::English, word)
}

/// A shorter stem, by the Lovins algorithm: `chem` for `chemist` and `chemical`.
///
/// It also joins words that have little in common, so that it serves as further evidence beside [`stem`].
#[must_use]
pub fn strong_stem(word: &str) -> Cow<'_, str> {
    by(Algorithm::Lovins, word)
}

fn by(algorithm: Algorithm, word: &str) -> Cow<'_, str> {
    match word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        true => Stemmer::new(algorithm).stem(word),
        false => Cow::Borrowed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::{stem, strong_stem};

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
        assert_eq!(strong_stem("chemist"), strong_stem("chemical"));
    }

    #[test]
    fn what_is_no_english_word_stays() {
        for word in ["", "911", "b2b", "技術者", "ing", "s"] {
            assert_eq!(stem(word), word);
        }
    }
}
