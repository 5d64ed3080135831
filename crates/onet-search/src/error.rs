//! What can go wrong with a search index.

use std::io;
use std::path::{Path, PathBuf};

/// Why an index could not be written or opened.
///
/// The message gives what happened, why, and what to do. No search text is an error.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Problem>);

#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error("there is no search index in {}; import the release again", .dir.display())]
    Missing { dir: PathBuf },
    #[error("the search index {} is damaged: {why}; import the release again", .file.display())]
    Damaged { file: PathBuf, why: &'static str },
    #[error(
        "the search index {} was written by another version of this program; \
         import the release again",
        .file.display()
    )]
    Foreign { file: PathBuf },
    #[error("the search index {} could not be read: {source}; check its permissions", .file.display())]
    Unread { file: PathBuf, source: io::Error },
    #[error(
        "{} already holds a search index, which is never changed; choose an empty folder",
        .dir.display()
    )]
    Occupied { dir: PathBuf },
    #[error(
        "the search index {} could not be written: {source}; \
         check free space and permissions, then import the release again",
        .file.display()
    )]
    Unwritten { file: PathBuf, source: io::Error },
    #[error("the search index could not be built in memory: {why}; use fewer documents")]
    Unbuilt { why: &'static str },
}

/// What is wrong with the bytes of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// They are not as they were written.
    Damaged(&'static str),
    /// They are of another layout.
    Foreign,
}

impl Error {
    /// Whether importing the release again is the cure: the index is missing, damaged or written
    /// by another version of this program.
    #[must_use]
    pub fn needs_import(&self) -> bool {
        matches!(*self.0, Problem::Missing { .. } | Problem::Damaged { .. } | Problem::Foreign { .. })
    }

    pub(crate) fn unbuilt(fault: Fault) -> Self {
        let why = match fault {
            Fault::Damaged(why) => why,
            Fault::Foreign => "it has another layout",
        };
        Self::from(Problem::Unbuilt { why })
    }

    pub(crate) fn missing(dir: &Path) -> Self {
        Self::from(Problem::Missing { dir: dir.to_path_buf() })
    }

    pub(crate) fn occupied(dir: &Path) -> Self {
        Self::from(Problem::Occupied { dir: dir.to_path_buf() })
    }

    pub(crate) fn unread(file: &Path, source: io::Error) -> Self {
        Self::from(Problem::Unread { file: file.to_path_buf(), source })
    }

    pub(crate) fn unwritten(file: &Path, source: io::Error) -> Self {
        Self::from(Problem::Unwritten { file: file.to_path_buf(), source })
    }

    pub(crate) fn faulty(file: &Path, fault: Fault) -> Self {
        let file = file.to_path_buf();
        Self::from(match fault {
            Fault::Damaged(why) => Problem::Damaged { file, why },
            Fault::Foreign => Problem::Foreign { file },
        })
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}
