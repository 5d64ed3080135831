//! Writing, opening and asking an index.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use onet_domain::OnetSocCode;

use crate::analysis::spelling::Spelling;
use crate::query::Query;
use crate::ranking::{Fit, Ranked, rank};
use crate::store::Store;
use crate::{Document, Error, Hit, code, nearest};

/// The score of every hit of a search by code: each of them matches exactly.
const CODE_SCORE: f32 = 10.0;

/// A search index over the occupations of one release.
///
/// A clone is another handle to the same index; handles can be used from many threads at once.
#[derive(Clone)]
pub struct SearchIndex {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    /// Made by the first search for a word that the index does not have.
    spelling: OnceLock<Spelling>,
}

/// What a search found, and what it searched for.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// All occupations that fit, best first.
    pub matches: Vec<Match>,
    /// The text that was searched for, where misspelt or abbreviated words made it another than was given.
    pub searched_for: Option<String>,
}

/// One occupation in the answer to a search, and why it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The occupation and its score.
    pub hit: Hit,
    /// How it fits; `None` where its code was searched for.
    pub fit: Option<Fit>,
    /// The title that matched best, where one has any of the words.
    pub title: Option<String>,
}

impl SearchIndex {
    /// Writes an index into a folder, which is made if need be, and opens it.
    ///
    /// The order of the documents does not matter. Of several with one code the first is kept.
    /// The file has reached the disk when this returns.
    ///
    /// # Errors
    ///
    /// When the folder holds an index already or cannot be written. What was written by then stays
    /// behind and is no index: throw such a folder away.
    pub fn create(dir: &Path, docs: impl IntoIterator<Item = Document>) -> Result<SearchIndex, Error> {
        Store::write(dir, docs.into_iter().collect()).map(Self::over)
    }

    /// Builds an index that lives as long as its last handle.
    ///
    /// Takes documents as [`SearchIndex::create`] does.
    ///
    /// # Errors
    ///
    /// When the documents are too many or too long for an index: four gigabytes of text, or 65,536 of them.
    pub fn in_memory(docs: impl IntoIterator<Item = Document>) -> Result<SearchIndex, Error> {
        Store::build(docs.into_iter().collect()).map(Self::over)
    }

    /// Opens the index in a folder.
    ///
    /// Nothing is written to the folder. The whole file is read and its checksum compared, so that damage shows here
    /// and not in a search.
    ///
    /// # Errors
    ///
    /// When there is no index, or it is damaged, may not be read, or comes from another version
    /// of this program; see [`Error::needs_import`].
    pub fn open(dir: &Path) -> Result<SearchIndex, Error> {
        Store::read(dir).map(Self::over)
    }

    /// All occupations that fit a word, phrase, title or code, best first.
    ///
    /// The text is never taken for a query language, and none is too odd: without anything to
    /// look for the answer is empty. How hits are ordered stands in the
    /// [introduction](crate#order-of-the-hits).
    #[must_use]
    pub fn keyword(&self, text: &str) -> Vec<Hit> {
        match code::spelled(text) {
            Some(codes) => self.by_codes(&codes),
            None => self.by_words(&self.query(text)).into_iter().map(|ranked| self.hit(ranked)).collect(),
        }
    }

    /// Whether no title has all the words of a text of several, so that it rather says what someone does or wishes.
    ///
    /// Such a text is better read by [`Coder::code_text`](crate::coding::Coder::code_text).
    #[must_use]
    pub fn is_prose(&self, text: &str) -> bool {
        if code::spelled(text).is_some() {
            return false;
        }
        let query = self.query(text);
        query.units.iter().filter(|unit| unit.required).count() > 1
            && rank(&self.inner.store, &query).iter().all(|ranked| ranked.fit <= Fit::AllInOverview)
    }

    /// What [`keyword`](Self::keyword) finds, with the reasons.
    #[must_use]
    pub fn search(&self, text: &str) -> Found {
        if let Some(codes) = code::spelled(text) {
            let hits = self.by_codes(&codes).into_iter();
            let matches = hits.map(|hit| Match { hit, fit: None, title: None }).collect();
            return Found { matches, searched_for: None };
        }
        let query = self.query(text);
        let reasoned = |ranked: Ranked| Match {
            hit: self.hit(ranked),
            fit: Some(ranked.fit),
            title: ranked.title.map(|title| self.inner.store.title(title).to_owned()),
        };
        let matches = self.by_words(&query).into_iter().map(reasoned).collect();
        Found { matches, searched_for: query.searched }
    }

    /// Titles whose words resemble those of a text, nearest first and at most `most`: for a text that finds nothing.
    #[must_use]
    pub fn nearest_titles(&self, text: &str, most: usize) -> Vec<String> {
        nearest::titles(&self.inner.store, text, most)
    }

    fn by_codes(&self, beginnings: &[String]) -> Vec<Hit> {
        let begins = |code: &OnetSocCode| {
            let code = code.to_string();
            beginnings.iter().any(|beginning| code.starts_with(beginning))
        };
        let mut codes: Vec<OnetSocCode> = self.inner.store.codes().iter().copied().filter(begins).collect();
        codes.sort_unstable();
        codes.into_iter().map(|code| Hit { code, score: CODE_SCORE }).collect()
    }

    fn query(&self, text: &str) -> Query {
        Query::read(text, &self.inner.store, || self.spelling())
    }

    fn by_words(&self, query: &Query) -> Vec<Ranked> {
        let mut ranked = rank(&self.inner.store, query);
        // Stable: what fits equally well stays in document order, which is by title, then by code.
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
        ranked
    }

    fn hit(&self, ranked: Ranked) -> Hit {
        let code = self.inner.store.codes()[ranked.document];
        Hit { code, score: ranked.score }
    }

    fn spelling(&self) -> &Spelling {
        let store = &self.inner.store;
        self.inner.spelling.get_or_init(|| {
            (0..store.word_count()).map(|word| (store.word(word), store.word_frequency(word))).collect()
        })
    }

    fn over(store: Store) -> Self {
        Self { inner: Arc::new(Inner { store, spelling: OnceLock::new() }) }
    }
}

impl fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SearchIndex")
            .field("occupations", &self.inner.store.codes().len())
            .finish_non_exhaustive()
    }
}
