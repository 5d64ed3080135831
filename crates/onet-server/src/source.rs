//! A release with its search index, in-memory indices and response cache.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use onet_db::Release;
use onet_search::{Document, SearchIndex};

use crate::error::Error;
use crate::indices::Indices;
use crate::response_cache::ResponseCache;

/// The folder of the search index, beside the database of a release.
pub(crate) const SEARCH_FOLDER: &str = "search";

/// The default size of the response cache in bytes: about all reports on all occupations of a release.
const CACHE_SIZE: u64 = 64 * 1024 * 1024;

/// Why a source cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The release cannot be read.
    #[error(transparent)]
    Release(#[from] onet_db::Error),
    /// The search index cannot be read.
    #[error(transparent)]
    Search(#[from] onet_search::Error),
    /// The model for coding cannot be read.
    #[error(transparent)]
    Coding(#[from] onet_search::coding::Error),
}

/// A release to answer from: one on disk, or the built-in sample. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Source(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    release: Release,
    search: OnceLock<SearchIndex>,
    indices: Indices,
    response_cache: ResponseCache,
}

impl Source {
    /// Answers from a release. The first search opens its search index.
    pub fn new(release: Release) -> Self {
        Self::with_cache_size(release, CACHE_SIZE)
    }

    /// Answers from a release, with a response cache of at most this many bytes; 0 disables the cache, and
    /// [`new`](Self::new) uses 64 MiB.
    pub fn with_cache_size(release: Release, bytes: u64) -> Self {
        let (search, indices) = (OnceLock::new(), Indices::default());
        let response_cache = ResponseCache::new(bytes);
        Self(Arc::new(Inner { release, search, indices, response_cache }))
    }

    /// The sample built into the program: twenty occupations around the manual's example.
    ///
    /// # Errors
    ///
    /// When the sample cannot be loaded into memory.
    pub fn sample() -> Result<Self, SourceError> {
        Ok(Self::new(Release::sample()?))
    }

    /// The release.
    pub fn release(&self) -> &Release {
        &self.0.release
    }

    /// The name for people: `O*NET 29.3`, or `O*NET 29.3 sample`.
    pub fn label(&self) -> String {
        self.0.release.label()
    }

    /// The name in the header of an answer: `release` or `sample`.
    pub(crate) fn name(&self) -> &'static str {
        match self.0.release.is_sample() {
            true => "sample",
            false => "release",
        }
    }

    /// The in-memory indices of the release.
    pub(crate) fn indices(&self) -> &Indices {
        &self.0.indices
    }

    pub(crate) fn response_cache(&self) -> &ResponseCache {
        &self.0.response_cache
    }

    /// What a search of this source finds, best first, and why: the titles that matched, and the text that was
    /// searched for, where words are misspelt or abbreviated.
    ///
    /// # Errors
    ///
    /// When the search index cannot be read.
    pub fn explain_search(&self, text: &str) -> Result<onet_search::Found, SourceError> {
        Ok(self.open_search()?.search(text))
    }

    /// Titles that resemble a text which finds nothing, nearest first.
    ///
    /// # Errors
    ///
    /// When the search index cannot be read.
    pub fn nearest_titles(&self, text: &str, most: usize) -> Result<Vec<String>, SourceError> {
        Ok(self.open_search()?.nearest_titles(text, most))
    }

    /// The search index, opened or built by the first call.
    pub(crate) fn search(&self) -> Result<&SearchIndex, Error> {
        self.open_search().map_err(Error::failed)
    }

    fn open_search(&self) -> Result<&SearchIndex, SourceError> {
        if let Some(index) = self.0.search.get() {
            return Ok(index);
        }
        let index = match self.0.release.dir() {
            Some(dir) => SearchIndex::open(&dir.join(SEARCH_FOLDER))?,
            None => SearchIndex::in_memory(documents(&self.0.release)?)?,
        };
        Ok(self.0.search.get_or_init(|| index))
    }
}

/// Writes the search index of a release into a folder.
pub(crate) fn write_search_index(release: &Release, folder: &Path) -> Result<(), SourceError> {
    SearchIndex::create(&folder.join(SEARCH_FOLDER), documents(release)?)?;
    Ok(())
}

fn documents(release: &Release) -> Result<impl Iterator<Item = Document>, onet_db::Error> {
    let documents = release.search_documents()?.into_iter().map(|found| Document {
        code: found.code,
        title: found.title,
        description: found.description,
        alternate_titles: found.alternate_titles,
        short_titles: found.short_titles,
        reported_titles: found.reported_titles,
        tasks: found.tasks,
    });
    Ok(documents)
}
