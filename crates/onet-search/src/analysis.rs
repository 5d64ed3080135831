//! What a text consists of: words in one form, their stems, and what part each plays in a job title.
//!
//! Search and everything else that compares titles read texts through [`analyze`], so that `R.N.` meets `RN`,
//! `Maître d'` meets `maitre d`, and `Sr. Software Engineer II (Remote)` meets `Software Engineer`:
//!
//! ```
//! use onet_search::analysis::{Role, Seniority, analyze};
//!
//! let tokens = analyze("Sr. Software Engineers II (Remote)", 32);
//! let found: Vec<_> = tokens.iter().map(|token| (token.stem.as_str(), token.role)).collect();
//! assert_eq!(
//!     found,
//!     [
//!         ("sr", Role::Seniority(Seniority::Senior)),
//!         ("softwar", Role::Word),
//!         ("engin", Role::Word),
//!         ("ii", Role::Level(2)),
//!         ("remot", Role::Terms),
//!     ],
//! );
//! ```
//!
//! No token is dropped: seniority, level and terms of a contract are marked, and the caller decides what counts.
//!
//! Search and the coding of titles read texts alike, but for two differences that were measured:
//!
//! - Search compares words by [`stem`], coding by [`singular`] and [`strong_stem`]: its models tell `engineer` from
//!   `engineering`, and lose by a stem that does not.
//! - Coding knows which words stand beside each other in titles and reads by [`analyze_among`]: `night` stays in
//!   `night auditor`, and the name of an employer goes.

pub mod abbreviations;
mod folding;
mod numbers;
mod places;
mod roles;
mod school_grades;
pub mod spelling;
mod stems;
mod terms;
mod verbs;
mod words;

pub use folding::fold;
pub(crate) use places::is_place;
pub use roles::{Role, Seniority};
pub(crate) use roles::{is_filler, is_function_word};
pub(crate) use school_grades::{is_of_school, with_school};
pub use stems::{singular, stem, strong_stem};
pub(crate) use verbs::{bases_of_verb, of_irregular};
pub(crate) use words::{Split, split, words};

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Place in the text, counted in words.
    pub position: usize,
    /// The word in lower case, without accents, points and apostrophes.
    pub written: String,
    /// Its English stem: `pharmacist` for `Pharmacists`.
    pub stem: String,
    /// What stands between the word and the one before it.
    pub gap: Gap,
    /// Whether the word stands in parentheses or brackets.
    pub parenthetical: bool,
    /// The part that the word plays in a job title.
    pub role: Role,
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// White space or nothing.
    Space,
    /// A hyphen, an apostrophe or another sign inside a word.
    Hyphen,
    /// A slash: the two words may be alternatives.
    Slash,
    /// A comma, a dash, a parenthesis or another sign that ends a part of the text.
    Break,
}

impl Token {
    /// Whether the word names the work itself: no filler, level, seniority or term of a contract.
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.role == Role::Word
    }
}

/// What is known of the titles that a text is compared with, where words are part of an occupation in some of them:
/// `night` in `night auditor`.
pub trait Titles {
    /// Whether a title has a folded word.
    fn has_word(&self, word: &str) -> bool;

    /// Whether a title has two folded words beside each other.
    fn has_pair(&self, first: &str, second: &str) -> bool;
}

/// The first words of a text, at most `most` of them, in order.
///
/// A run of 40 or more letters and digits is no word and is passed over.
#[must_use]
pub fn analyze(text: &str, most: usize) -> Vec<Token> {
    let mut tokens = tokens(text, most);
    roles::assign(&mut tokens, None);
    tokens
}

/// The first words of a text as [`analyze`] gives them, with roles that fit known titles.
#[must_use]
pub fn analyze_among(text: &str, most: usize, titles: &dyn Titles) -> Vec<Token> {
    let mut tokens = tokens(text, most);
    roles::assign(&mut tokens, Some(titles));
    tokens
}

fn tokens(text: &str, most: usize) -> Vec<Token> {
    let words = words::split(text, most).into_iter().enumerate();
    words
        .map(|(position, word)| Token {
            position,
            stem: stem(&word.written).into_owned(),
            written: word.written,
            gap: word.gap,
            parenthetical: word.parenthetical,
            role: Role::Word,
        })
        .collect()
}

/// One string for a whole title, the same for singular and plural, or `None` without words.
///
/// ```
/// use onet_search::analysis::{analyze, key};
///
/// assert_eq!(key(&analyze("Registered Nurses", 32)), key(&analyze("registered nurse", 32)));
/// ```
#[must_use]
pub fn key<'a>(tokens: impl IntoIterator<Item = &'a Token>) -> Option<String> {
    let mut key = String::new();
    for token in tokens {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&token.stem);
    }
    (!key.is_empty()).then_some(key)
}

/// A hash of texts in order that stays the same on every machine and in every version: FNV-1a.
pub(crate) fn fnv<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for text in texts {
        for byte in text.bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::{analyze, key};

    fn key_of(text: &str) -> Option<String> {
        key(&analyze(text, 32))
    }

    #[test]
    fn titles_in_singular_plural_and_possessive_have_one_key() {
        assert_eq!(key_of("Pharmacists"), key_of(" pharmacist "));
        assert_eq!(key_of("Sheriff's Patrol Officers"), key_of("sheriffs patrol officer"));
        assert_eq!(key_of("Ma\u{ee}tre d'"), key_of("maitre d"));
        assert_eq!(key_of("Secretaries"), key_of("secretary"));
        assert_ne!(key_of("OR Nurse"), key_of("Nurse"));
    }

    #[test]
    fn a_text_without_words_has_no_key() {
        for text in ["", " \t", "\"", "*:*", "\u{0}\u{7}", "\u{200b}", &"x".repeat(10_000)] {
            assert_eq!(key_of(text), None, "{text:?}");
        }
    }
}
