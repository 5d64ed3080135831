//! What can go wrong with a release on disk.

use std::fmt;
use std::io;

use rusqlite::ErrorCode;

/// The result of what this crate does.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The error of a step that a caller adds to an import; see
/// [`Import::finish_step`](crate::Import::finish_step).
pub type StepError = Box<dyn std::error::Error + Send + Sync>;

/// Why an import, a look-up or a check failed.
///
/// The message gives what happened, why, and what to do, in one or two sentences. It includes
/// the reason of the layer below, which [`source`](std::error::Error::source) gives as a value.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Report>);

#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Report {
    kind: ErrorKind,
    message: String,
    source: Option<StepError>,
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input is no text distribution of the database: no known table in it, or one twice.
    NotARelease,
    /// The release number of the input is not known, or is malformed.
    UnknownRelease,
    /// A required column is missing from a file.
    MissingColumn,
    /// A row of a file cannot be read.
    BrokenRow,
    /// A zip, gzip or Excel file ends early, is damaged, is encrypted or is compressed by an unknown method.
    BrokenArchive,
    /// A file exceeds a limit on rows, values, columns or unpacked bytes.
    TooLarge,
    /// A file with the name of a table is something else, such as a web page.
    NotATable,
    /// An import would replace a release by one with fewer tables, without [`Import::replace`](crate::Import::replace).
    FewerTables,
    /// A table that the caller requires is not in the input.
    RequiredTable,
    /// A key occurs twice, or a value refers to a row that does not exist.
    KeyViolation,
    /// Another import is running.
    Busy,
    /// The disk is full.
    StorageFull,
    /// The operating system refused to read or write.
    Io,
    /// A release on disk is not what an import of this version writes.
    Damaged,
    /// No such release has been imported.
    NotInstalled,
    /// The release does not have a table that the query needs.
    MissingTable,
    /// Neither the release nor the catalogue has a table of this id.
    UnknownTable,
    /// A filter or a sort key does not go with the table.
    UnfitQuery,
    /// A hook of the caller failed.
    FinishStep,
    /// SQLite refused a question.
    Query,
    /// A query took longer than its [`QueryBudget`](crate::QueryBudget), or its caller has left.
    Interrupted,
}

impl Error {
    /// What kind of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Report { kind, message: message.into(), source: None }))
    }

    pub(crate) fn with_source(mut self, source: impl Into<StepError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The operating system failed to do something to a file or folder.
    pub(crate) fn io(action: &str, place: impl fmt::Display, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::storage_full(&format!("{action} {place}"))
            }
            _ => Self::new(ErrorKind::Io, format!("Cannot {action} {place}: {error}.")),
        }
        .with_source(error)
    }

    /// SQLite failed at something.
    pub(crate) fn sqlite(action: &str, error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::storage_full(action),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::new(
                ErrorKind::Damaged,
                format!("Cannot {action}: {error}. The database is damaged; import the release again."),
            ),
            Some(ErrorCode::OperationInterrupted) => {
                Self::new(ErrorKind::Interrupted, format!("Cannot {action}: the query took too long."))
            }
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
                Self::new(ErrorKind::Io, format!("Cannot {action}: {error}."))
            }
            _ => Self::new(ErrorKind::Query, format!("Cannot {action}: {error}.")),
        }
        .with_source(error)
    }

    /// An archive that ends early or is damaged.
    pub(crate) fn broken_archive(place: impl fmt::Display, reason: &str) -> Self {
        Self::new(
            ErrorKind::BrokenArchive,
            format!("Cannot unpack {place}: {reason}. The file is incomplete or damaged; get it again."),
        )
    }

    /// An input that exceeds a limit.
    pub(crate) fn too_large(place: impl fmt::Display, reason: &str) -> Self {
        Self::new(
            ErrorKind::TooLarge,
            format!("{place} is not a table that onet reads: {reason}. Check where the file comes from."),
        )
    }

    /// The failure of a step that a caller added to an import. A full disk is one, whatever the step made of it.
    pub(crate) fn step(name: &str, error: StepError) -> Self {
        let first: &(dyn std::error::Error + 'static) = &*error;
        let mut causes = std::iter::successors(Some(first), |cause| cause.source());
        let is_full = |cause: &(dyn std::error::Error + 'static)| {
            let cause = cause.downcast_ref::<io::Error>().map(io::Error::kind);
            matches!(cause, Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded))
        };
        let report = match causes.any(is_full) {
            true => Self::storage_full(&format!("finish the import with the step \"{name}\"")),
            false => Self::new(
                ErrorKind::FinishStep,
                format!("The step \"{name}\" of the import failed: {error}."),
            ),
        };
        report.with_source(error)
    }

    fn storage_full(action: &str) -> Self {
        Self::new(
            ErrorKind::StorageFull,
            format!(
                "Cannot {action}: the disk is full. Free some space and import again; \
                 what was imported before is untouched."
            ),
        )
    }
}
