//! Why a model cannot be used.

use std::fmt;
use std::io;
use std::path::Path;

use super::file::Fault;

/// Why a model cannot be read or written.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    source: Option<io::Error>,
}

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no model: the release was imported without one.
    Missing,
    /// The model was written by another version of this program.
    OtherVersion,
    /// The file is damaged.
    Damaged,
    /// The system refused.
    Io,
}

impl Error {
    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether another import of the release writes a model that can be read.
    pub fn needs_import(&self) -> bool {
        self.kind != ErrorKind::Io
    }

    pub(super) fn reading(path: &Path, error: io::Error) -> Self {
        let path = path.display();
        match error.kind() {
            io::ErrorKind::NotFound => Self {
                kind: ErrorKind::Missing,
                message: "the release has no model for coding".to_owned(),
                source: None,
            },
            _ => Self {
                kind: ErrorKind::Io,
                message: format!("cannot read {path}: {error}"),
                source: Some(error),
            },
        }
    }

    pub(super) fn writing(path: &Path, error: io::Error) -> Self {
        let message = format!("cannot write {}: {error}", path.display());
        Self { kind: ErrorKind::Io, message, source: Some(error) }
    }

    pub(super) fn fault(path: &Path, fault: Fault) -> Self {
        let path = path.display();
        let (kind, what) = match fault {
            Fault::NotAModel => (ErrorKind::Damaged, "is no model for coding".to_owned()),
            Fault::Version(version) => (
                ErrorKind::OtherVersion,
                format!("has layout {version}, which this version of onet does not read"),
            ),
            Fault::Length => (ErrorKind::Damaged, "is damaged: its length is wrong".to_owned()),
            Fault::Checksum => (ErrorKind::Damaged, "is damaged: its checksum differs".to_owned()),
        };
        Self { kind, message: format!("{path} {what}"), source: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
