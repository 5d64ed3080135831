//! A release with its search index, in-memory indices and response cache.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use onet_db::Release;
use onet_domain::OnetSocCode;
use onet_search::coding::{Coder, ErrorKind, Query};
use onet_search::{Document, SearchIndex};
use sha2::{Digest as _, Sha256};

use crate::coding;
use crate::error::Error;
use crate::indices::Indices;
use crate::response_cache::ResponseCache;
use crate::source_error::SourceError;

/// Occupations that free text is searched for by, at most, and the least score of the first of them.
const LIKELY: usize = 5;
const LEAST_LIKELY: f32 = 0.1;

/// The folder of the search index, beside the database of a release.
pub(crate) const SEARCH_FOLDER: &str = "search";

/// The default size of the response cache in bytes: about all reports on all occupations of a release.
const CACHE_SIZE: u64 = 64 * 1024 * 1024;

/// A release to answer from: one on disk, or the built-in sample. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Source(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    release: Release,
    search: OnceLock<SearchIndex>,
    coder: OnceLock<Coder>,
    indices: Indices,
    response_cache: ResponseCache,
    identity: OnceLock<[u8; 32]>,
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
        let identity = OnceLock::new();
        let coder = OnceLock::new();
        Self(Arc::new(Inner { release, search, coder, indices, response_cache, identity }))
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

    /// The occupations that stand first in a search for a text which is no title: those that it is coded to as free text.
    /// Empty for any other text, and without a coder that was written at import.
    ///
    /// # Errors
    ///
    /// When the search index or the coder cannot be read.
    pub fn search_as_text(&self, text: &str) -> Result<Vec<OnetSocCode>, SourceError> {
        if self.release().dir().is_none() || !self.open_search()?.is_prose(text) {
            return Ok(Vec::new());
        }
        let coder = match self.coder() {
            Ok(coder) => coder,
            Err(SourceError::Coding(error)) if error.kind() == ErrorKind::Missing => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let query = Query { top: LIKELY, min_score: Some(LEAST_LIKELY), ..Query::default() };
        let coded = coder.code_text(text, &query);
        let likely = coded.candidates.into_iter().filter(|_| !coded.abstained);
        Ok(likely.map(|candidate| candidate.code).collect())
    }

    /// Titles that resemble a text which finds nothing, nearest first.
    ///
    /// # Errors
    ///
    /// When the search index cannot be read.
    pub fn nearest_titles(&self, text: &str, most: usize) -> Result<Vec<String>, SourceError> {
        Ok(self.open_search()?.nearest_titles(text, most))
    }

    /// What answers depend on besides the call: the import and the version of the program.
    pub(crate) fn identity(&self) -> &[u8; 32] {
        self.0.identity.get_or_init(|| {
            let release = &self.0.release;
            let manifest = serde_json::to_vec(release.manifest()).unwrap_or_default();
            let folder = release.dir().map(|dir| dir.display().to_string()).unwrap_or_default();
            let version = env!("CARGO_PKG_VERSION");
            Sha256::new().chain_update(version).chain_update(folder).chain_update(manifest).finalize().into()
        })
    }

    /// Opens the search index and loads what most calls need, so that no later call waits for it, or fails because the
    /// release has been replaced on disk.
    ///
    /// # Errors
    ///
    /// When the release or its search index cannot be read.
    pub fn open_indices(&self) -> Result<(), SourceError> {
        let (release, indices) = (self.release(), self.indices());
        if release.has_table("occupation_data") {
            self.open_search()?;
            release.occupations()?;
        }
        indices.open(release)?;
        Ok(())
    }

    /// The coder, opened or trained by the first title.
    pub(crate) fn coder(&self) -> Result<&Coder, SourceError> {
        if let Some(coder) = self.0.coder.get() {
            return Ok(coder);
        }
        let coder = coding::coder(self.release())?;
        Ok(self.0.coder.get_or_init(|| coder))
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
        activities: found.activities,
        technology: found.technology,
    });
    Ok(documents)
}
