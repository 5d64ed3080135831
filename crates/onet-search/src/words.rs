//! Splits texts into words and stems, for indexing and for searching alike.

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer,
    TextAnalyzerBuilder, TokenStream, Tokenizer, TokenizerManager,
};

/// Name under which the index knows the analyzer for words as they are written.
pub(crate) const WRITTEN: &str = "onet_written";
/// Name under which the index knows the analyzer for stems.
pub(crate) const STEMMED: &str = "onet_stemmed";

/// Tokens of this many bytes or more are not words anyone searches for.
const TOO_LONG: usize = 40;
/// Words that are read of one text; no title is near that long.
const MOST_WORDS: usize = 32;
/// What is left of an English possessive (`Sheriff's`) once the apostrophe has split it.
const POSSESSIVE: &str = "s";
/// Words too common to tell one occupation from another.
const FILLERS: [&str; 19] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "that", "the",
    "their", "to", "who", "with",
];

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Place in the text, counted in words.
    pub(crate) position: usize,
    /// The word in lower case and without accents.
    pub(crate) written: String,
    /// Its English stem: `pharmacist` for `Pharmacists`.
    pub(crate) stem: String,
}

impl Word {
    /// Whether the word is a stop word.
    pub(crate) fn is_filler(&self) -> bool {
        FILLERS.contains(&self.written.as_str())
    }
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let (mut written, mut stemmed) = (written(), stemmed());
    let mut written = written.token_stream(text);
    let mut stemmed = stemmed.token_stream(text);
    let mut words = Vec::new();
    while words.len() < MOST_WORDS && written.advance() && stemmed.advance() {
        let token = written.token();
        if token.text != POSSESSIVE {
            words.push(Word {
                position: token.position,
                written: token.text.clone(),
                stem: stemmed.token().text.clone(),
            });
        }
    }
    words
}

/// One token for a whole title, the same for singular and plural, or `None` without words.
pub(crate) fn key(words: &[Word]) -> Option<String> {
    let stems: Vec<&str> = words.iter().map(|word| word.stem.as_str()).collect();
    (!stems.is_empty()).then(|| stems.join(" "))
}

/// The analyzers an index needs while it is written.
pub(crate) fn analyzers() -> TokenizerManager {
    let analyzers = TokenizerManager::default();
    analyzers.register(WRITTEN, written());
    analyzers.register(STEMMED, stemmed());
    analyzers
}

fn written() -> TextAnalyzer {
    plain().build()
}

fn stemmed() -> TextAnalyzer {
    plain().filter(Stemmer::new(Language::English)).build()
}

/// Splits at everything that is neither letter nor digit.
fn plain() -> TextAnalyzerBuilder<impl Tokenizer> {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(TOO_LONG))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
}

#[cfg(test)]
mod tests {
    use super::{key, words};

    fn key_of(text: &str) -> Option<String> {
        key(&words(text))
    }

    #[test]
    fn titles_in_singular_plural_and_possessive_have_one_key() {
        assert_eq!(key_of("Pharmacists"), key_of(" pharmacist "));
        assert_eq!(key_of("Sheriff's Patrol Officers"), key_of("sheriffs patrol officer"));
        assert_eq!(key_of("Ma\u{ee}tre d'"), key_of("maitre d"));
        assert_ne!(key_of("OR Nurse"), key_of("Nurse"));
    }

    #[test]
    fn a_text_without_words_has_no_key() {
        for text in ["", " \t", "\"", "*:*", "\u{0}\u{7}", &"x".repeat(10_000)] {
            assert_eq!(key_of(text), None, "{text:?}");
        }
    }
}
