//! What can go wrong with a search index.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

/// Why an index could not be written, opened or searched.
///
/// The message gives what happened, why, and what to do. No search text is an error.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Problem>);

#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error("there is no search index in {}; import the release again", .dir.display())]
    Missing { dir: PathBuf },
    #[error(
        "the search index in {} is damaged: {why}; import the release again",
        .dir.display()
    )]
    Damaged { dir: PathBuf, why: String, source: TantivyError },
    #[error(
        "the search index in {} was written by another version of this program; \
         import the release again",
        .dir.display()
    )]
    Foreign { dir: PathBuf, source: TantivyError },
    #[error(
        "the search index in {} may not be read: {why}; check the permissions of the folder",
        .dir.display()
    )]
    Forbidden { dir: PathBuf, why: String, source: TantivyError },
    #[error(
        "{} already holds a search index, which is never changed; choose an empty folder",
        .dir.display()
    )]
    Occupied { dir: PathBuf },
    #[error(
        "the search index could not be written to {}: {why}; \
         check free space and permissions, then import the release again",
        .dir.display()
    )]
    Unwritten { dir: PathBuf, why: String, source: TantivyError },
    #[error("the search index could not be built in memory: {why}; make more memory available")]
    Unbuilt { why: String, source: TantivyError },
    #[error("the search index could not be searched: {why}; import the release again")]
    Unsearched { why: String, source: TantivyError },
}

impl Error {
    /// Whether importing the release again is the cure: the index is missing, damaged or written
    /// by another version of this program.
    #[must_use]
    pub fn needs_import(&self) -> bool {
        matches!(
            *self.0,
            Problem::Missing { .. }
                | Problem::Damaged { .. }
                | Problem::Foreign { .. }
                | Problem::Unsearched { .. }
        )
    }

    pub(crate) fn opening(dir: &Path, source: TantivyError) -> Self {
        let dir = dir.to_path_buf();
        let why = reason(&source);
        Self::from(match source {
            TantivyError::OpenDirectoryError(
                OpenDirectoryError::DoesNotExist(_) | OpenDirectoryError::NotADirectory(_),
            ) => Problem::Missing { dir },
            TantivyError::SchemaError(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_)) => {
                Problem::Foreign { dir, source }
            }
            _ if is_forbidden(&source) => Problem::Forbidden { dir, why, source },
            _ => Problem::Damaged { dir, why, source },
        })
    }

    pub(crate) fn writing(dir: &Path, source: TantivyError) -> Self {
        let dir = dir.to_path_buf();
        Self::from(match source {
            TantivyError::IndexAlreadyExists => Problem::Occupied { dir },
            _ => Problem::Unwritten { dir, why: reason(&source), source },
        })
    }

    pub(crate) fn building(source: TantivyError) -> Self {
        Self::from(Problem::Unbuilt { why: reason(&source), source })
    }

    pub(crate) fn searching(source: TantivyError) -> Self {
        Self::from(Problem::Unsearched { why: reason(&source), source })
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

/// The reason in words a user can act on; tantivy's own go to its developers.
fn reason(error: &TantivyError) -> String {
    if let TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path)) = error {
        return format!("{} is missing", path.display());
    }
    match system_error(error) {
        // Tantivy reports content it does not understand as one of these.
        Some(error)
            if !matches!(
                error.kind(),
                io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof | io::ErrorKind::Other
            ) =>
        {
            error.to_string()
        }
        _ => "a file of it is not as it was written".to_owned(),
    }
}

fn is_forbidden(error: &TantivyError) -> bool {
    system_error(error).is_some_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
}

/// The error of the operating system behind an error of tantivy, if there is one.
fn system_error(error: &TantivyError) -> Option<&io::Error> {
    match error {
        TantivyError::IoError(error)
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error: error, .. })
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: error, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. })
        | TantivyError::LockFailure(LockError::IoError(error), _) => Some(Arc::as_ref(error)),
        _ => None,
    }
}
