//! Why a source cannot be used.

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
