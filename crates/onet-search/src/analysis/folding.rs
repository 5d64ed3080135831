//! One form for each letter.

use std::borrow::Cow;

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Letters that no decomposition takes apart, and the letters that stand for them.
const LETTERS: [(char, &str); 14] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('ħ', "h"),
    ('ŧ', "t"),
    ('ŋ', "ng"),
    ('ĸ', "k"),
    ('ſ', "s"),
];

/// A text in lower case, in compatibility forms, without accents and invisible characters.
///
/// Dashes of all kinds become hyphens, and quotation marks of all kinds straight ones.
///
/// ```
/// use onet_search::analysis::fold;
///
/// assert_eq!(fold("Maître d’hôtel"), "maitre d'hotel");
/// ```
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(text.to_ascii_lowercase()),
            false => Cow::Borrowed(text),
        };
    }
    let mut folded = String::with_capacity(text.len());
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(text.chars());
    for character in decomposed.flat_map(char::to_lowercase) {
        match character {
            // Marks that combine with the letter before them, and characters without a form.
            '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
            '\u{2018}'..='\u{201b}' | '\u{2bc}' | '\u{2032}' | '`' | '\u{b4}' => folded.push('\''),
            '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' => folded.push('"'),
            '\u{2044}' => folded.push('/'),
            _ => match LETTERS.iter().find(|(letter, _)| *letter == character) {
                Some((_, letters)) => folded.push_str(letters),
                None => folded.push(character),
            },
        }
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn letters_have_one_form() {
        for (text, folded) in [
            ("RN", "rn"),
            ("plain", "plain"),
            ("Café", "cafe"),
            ("Cafe\u{301}", "cafe"),
            ("ＣＥＯ", "ceo"),
            ("ﬁnance", "finance"),
            ("Straße", "strasse"),
            ("Œnologist", "oenologist"),
            ("Søren Łódź", "soren lodz"),
            ("\u{feff}Nurse\u{200b}", "nurse"),
            ("co\u{ad}ordinator", "coordinator"),
            ("Sheriff\u{2019}s", "sheriff's"),
            ("Engineer \u{2013} Remote", "engineer - remote"),
            ("İş", "is"),
            ("技術者", "技術者"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["ŒUVRE", "Ǆ", "½ time", "\u{1e9e}", "ŉ", "\u{fb03}"] {
            let once = fold(text).into_owned();
            assert_eq!(fold(&once), once, "{text:?}");
        }
    }
}
