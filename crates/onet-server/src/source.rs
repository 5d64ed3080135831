//! What the server answers from.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use onet_db::Release;
use onet_search::{Document, SearchIndex};

use crate::answers::listings::Indices;
use crate::error::Refusal;
use crate::response_cache::Kept;

/// The folder of the search index, beside the database of a release.
pub(crate) const SEARCH_FOLDER: &str = "search";

/// Bytes of answers that are kept: about all reports on all occupations of a release.
const KEPT: u64 = 64 * 1024 * 1024;

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
}

/// A release to answer from: one on disk, or the built-in sample. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Source(Arc<Local>);

#[derive(Debug)]
struct Local {
    release: Release,
    search: OnceLock<SearchIndex>,
    indices: Indices,
    kept: Kept,
}

impl Source {
    /// A release; its search index is opened by the first search.
    pub fn new(release: Release) -> Self {
        Self::keeping(release, KEPT)
    }

    /// A release of which up to this many bytes of answers are kept in memory, to be given again; [`new`](Self::new)
    /// keeps 64 MiB, 0 keeps none.
    pub fn keeping(release: Release, bytes: u64) -> Self {
        let (search, indices, kept) = (OnceLock::new(), Indices::default(), Kept::new(bytes));
        Self(Arc::new(Local { release, search, indices, kept }))
    }

    /// The sample built into the program: twenty occupations around the manual's example.
    ///
    /// # Errors
    ///
    /// When the sample cannot be loaded into memory.
    pub fn sample() -> Result<Self, SourceError> {
        Ok(Self::new(Release::sample()?))
    }

    /// The release behind the source.
    pub fn release(&self) -> &Release {
        &self.0.release
    }

    /// What people call it: `O*NET 29.3`, or `O*NET 29.3 sample`.
    pub fn label(&self) -> String {
        self.0.release.label()
    }

    /// What its answers are called.
    pub(crate) fn name(&self) -> &'static str {
        match self.0.release.is_sample() {
            true => "sample",
            false => "release",
        }
    }

    /// What lists are made from.
    pub(crate) fn indices(&self) -> &Indices {
        &self.0.indices
    }

    /// Answers that were given before.
    pub(crate) fn kept(&self) -> &Kept {
        &self.0.kept
    }

    pub(crate) fn search(&self) -> Result<&SearchIndex, Refusal> {
        if let Some(index) = self.0.search.get() {
            return Ok(index);
        }
        let index = match self.0.release.dir() {
            Some(dir) => SearchIndex::open(&dir.join(SEARCH_FOLDER)).map_err(Refusal::failed)?,
            None => {
                let documents = documents(&self.0.release).map_err(Refusal::failed)?;
                SearchIndex::in_memory(documents).map_err(Refusal::failed)?
            }
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
        reported_titles: found.reported_titles,
        tasks: found.tasks,
    });
    Ok(documents)
}
