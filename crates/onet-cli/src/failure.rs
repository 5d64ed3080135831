//! Why a command failed, and the exit code that reports it to scripts.

mod cure;
mod pull;

use std::io;

use onet_api::ErrorKind as Call;
use onet_api::operation::Operation;
use onet_db::ErrorKind as Store;
use onet_domain::Absence;

use cure::{RELEASE_OR_LIVE, other_source};

pub(crate) use cure::commands as commands_for;
pub(crate) use pull::PullFailure;

/// The sections of a report that were requested and are not there.
#[derive(Debug)]
pub(crate) struct NoSections {
    /// Which, and why.
    pub(crate) what: String,
    /// Whose fault it is.
    pub(crate) absence: Absence,
}

/// A failure of a command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The search found nothing: exit code 1. Nothing more is printed.
    #[error("nothing found")]
    NothingFound,
    /// The command was typed wrongly: exit code 2.
    #[error("{what}")]
    Usage { what: String, hint: Option<String> },
    /// A call failed.
    #[error("{}", message(.0))]
    Call(#[from] onet_api::Error),
    /// The service sent a response that cannot be read.
    #[error("{0}")]
    Answer(String),
    /// A release could not be read or written.
    #[error("{}", of_table(.0))]
    Store(#[from] onet_db::Error),
    /// The built-in sample or a release could not be opened.
    #[error(transparent)]
    Source(#[from] onet_server::SourceError),
    /// Answers could not be recorded or replayed.
    #[error(transparent)]
    Recording(#[from] onet_server::RecordingError),
    /// What is named does not exist, such as an entry of a list: exit code 1.
    #[error("{what}")]
    Unknown { what: String, hint: Option<String> },
    /// The source refuses a well-formed name, such as that of a table: exit code 1.
    #[error("{}", message(.0))]
    NoSuch(onet_api::Error),
    /// The occupation that a command is about does not exist: exit code 1.
    #[error("{}", message(.0))]
    NoSuchOccupation(onet_api::Error),
    /// Requested sections of a report are not there; the others have been printed.
    #[error("{}", without_advice(&.0.what))]
    NoSections(NoSections),
    /// A call failed, and the command knows more than the error about what to try.
    #[error("{}", message(.failure))]
    Hinted { failure: onet_api::Error, hint: String },
    /// `onet db pull` failed.
    #[error(transparent)]
    Pull(#[from] PullFailure),
    /// A file could not be written or removed.
    #[error("could not write {}: {}", .0.display(), .1)]
    Storing(std::path::PathBuf, io::Error),
    /// `onet auth status` found no key.
    #[error("no key is set")]
    NoKey,
    /// `onet doctor` found what is broken, and has printed it.
    #[error("{0} of the checks found something broken")]
    Broken(usize),
    /// `onet db sql` took too long.
    #[error("the question took longer than {} s", .0.as_secs())]
    SlowQuery(std::time::Duration),
    /// The server could not listen.
    #[error(transparent)]
    Listen(#[from] onet_server::ServeError),
    /// `onet db verify` found damage, and has printed it.
    #[error("the release is damaged; import it again")]
    Damaged,
    /// A conversion would lose members of the document, which have been listed, and `--strict` forbids it.
    #[error("the conversion would lose {0} of the document's members; nothing was printed")]
    Lossy(usize),
    /// The other version of the service has no counterpart of a document.
    #[error("{0}")]
    NoCounterpart(String),
    /// The model for coding cannot be used.
    #[error(transparent)]
    Coding(#[from] onet_search::coding::Error),
    /// No source that was chosen codes titles.
    #[error("titles are coded on this machine, by a release or the sample; the source has neither")]
    NoCoder,
    /// The release does not have the codes of 2010.
    #[error(transparent)]
    NoCodes2010(onet_db::Error),
    /// A signal, such as Ctrl-C, ended the command; what was written is whole.
    #[error("interrupted")]
    Interrupted,
    /// Ctrl-C ended questions; what became of the answers.
    #[error("{0}")]
    Stopped(String),
    /// Data could not be written to standard output.
    #[error("could not write the output: {0}")]
    Output(io::Error),
}

impl Failure {
    /// A usage error.
    pub(crate) fn usage(what: impl Into<String>) -> Self {
        Self::Usage { what: what.into(), hint: None }
    }

    /// Something that does not exist under its name.
    pub(crate) fn unknown(what: impl Into<String>) -> Self {
        Self::Unknown { what: what.into(), hint: None }
    }

    /// A refused call whose arguments are well formed: what they name does not exist.
    pub(crate) fn of_named(failure: onet_api::Error) -> Self {
        match failure.kind() {
            Call::Refused => Self::NoSuch(failure),
            _ => failure.into(),
        }
    }

    /// Adds what to try to a usage error, or to one about an unknown name.
    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Self {
        match self {
            Self::Usage { what, .. } => Self::Usage { what, hint: Some(hint.into()) },
            Self::Unknown { what, .. } => Self::Unknown { what, hint: Some(hint.into()) },
            other => other,
        }
    }

    /// Adds how to record a call that the recordings do not contain.
    pub(crate) fn not_recorded(self, hint: Option<String>) -> Self {
        match (self, hint) {
            (Self::Call(failure), Some(hint)) if failure.kind() == Call::NotInSource => {
                Self::Hinted { failure, hint }
            }
            (other, _) => other,
        }
    }

    /// What to try, if there is something.
    pub(crate) fn hint(&self) -> Option<&str> {
        match self {
            Self::Usage { hint, .. } | Self::Unknown { hint, .. } => hint.as_deref(),
            Self::Call(failure) if failure.kind() == Call::NotInSource => Some(other_source(failure)),
            Self::NoSuchOccupation(_) => Some("onet search WORDS finds occupations and their codes"),
            Self::Store(failure) if failure.kind() == Store::MissingTable => {
                Some(cure::split(&failure.to_string()).map_or(RELEASE_OR_LIVE, |(_, hint)| hint))
            }
            Self::NoSections(missing) => match (cure::split(&missing.what), missing.absence) {
                (Some((_, hint)), _) => Some(hint),
                (None, Absence::Source) => Some("--source live, with a key (onet auth login)"),
                (None, Absence::Occupation) => None,
            },
            Self::Store(failure) if failure.kind() == Store::NotInstalled => {
                Some("onet db list shows the imported releases, onet db pull VERSION gets another")
            }
            Self::Call(failure) => failure.hint(),
            Self::Hinted { hint, .. } => Some(hint),
            Self::NoKey => {
                Some("onet auth login; keys are at https://services.onetcenter.org/developer/signup")
            }
            Self::SlowQuery(_) => Some("--timeout SECONDS, or a question with fewer rows"),
            Self::NoCoder => Some("--source release or --source sample"),
            Self::NoCodes2010(_) => Some(
                "onet db reimport --with FILE, with the O*NET-SOC 2010 to 2019 crosswalk of onetcenter.org/taxonomy",
            ),
            Self::Pull(failure) => failure.hint(),
            Self::Coding(failure) if failure.needs_import() => {
                Some("onet db reimport, which trains the model (--no-coding leaves it out)")
            }
            Self::Recording(onet_server::RecordingError::Missing(_)) => {
                Some("--record DIR, with --source live, makes the folder and fills it")
            }
            _ => None,
        }
    }

    /// Where it happened, for `-v`: the operation and its address.
    pub(crate) fn place(&self) -> Option<String> {
        match self {
            Self::Call(failure)
            | Self::NoSuch(failure)
            | Self::NoSuchOccupation(failure)
            | Self::Hinted { failure, .. } => {
                let operation = failure.operation().map(|id| format!(" ({id})")).unwrap_or_default();
                Some(format!("{}{operation}", failure.url()?))
            }
            _ => None,
        }
    }

    /// 1 nothing found, 2 usage, 3 not allowed (key), 4 rate limited, 5 network, 6 bad answer, server fault or
    /// trouble on this machine, 7 not in this source.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::NothingFound | Self::Unknown { .. } | Self::NoSuch(_) | Self::NoSuchOccupation(_) => 1,
            Self::NoSections(missing) => match missing.absence {
                Absence::Occupation => 1,
                Absence::Source => 7,
            },
            Self::Usage { .. } => 2,
            Self::Call(failure) | Self::Hinted { failure, .. } => match failure.kind() {
                Call::NotFound | Call::NoData => 1,
                Call::Refused | Call::Configuration => 2,
                Call::MissingKey | Call::Unauthorized => 3,
                Call::RateLimited => 4,
                Call::Connect | Call::Timeout | Call::Interrupted => 5,
                Call::NotInSource => 7,
                _ => 6,
            },
            Self::Pull(failure) => failure.exit_code(),
            Self::Recording(onet_server::RecordingError::Missing(_)) => 2,
            Self::Store(failure) | Self::Source(onet_server::SourceError::Release(failure)) => {
                match failure.kind() {
                    Store::NotInstalled | Store::UnknownTable => 1,
                    Store::NotARelease
                    | Store::UnknownRelease
                    | Store::MissingColumn
                    | Store::BrokenRow
                    | Store::BrokenArchive
                    | Store::TooLarge
                    | Store::NotATable
                    | Store::FewerTables
                    | Store::RequiredTable
                    | Store::UnfitQuery
                    | Store::KeyViolation => 2,
                    Store::MissingTable => 7,
                    _ => 6,
                }
            }
            Self::NoKey => 3,
            Self::NoCounterpart(_) | Self::NoCoder | Self::NoCodes2010(_) => 7,
            Self::Coding(failure) if failure.kind() == onet_search::coding::ErrorKind::Missing => 7,
            Self::Interrupted | Self::Stopped(_) => crate::signals::exit_code(),
            _ => 6,
        }
    }
}

/// The message of an error without the operation, which is known from the command.
fn message(failure: &onet_api::Error) -> String {
    let operation = failure.operation().and_then(Operation::by_id);
    if let Some(words) = operation.and_then(|operation| operation.in_words(failure.message())) {
        return words;
    }
    match failure.json_path() {
        Some(path) => format!("{} at {path}", failure.message()),
        None if failure.kind() == Call::NotInSource => without_advice(failure.message()),
        None => failure.message().to_owned(),
    }
}

/// The message about a table that is missing; the hint says what brings it.
fn of_table(failure: &onet_db::Error) -> String {
    let message = failure.to_string();
    if failure.kind() == Store::MissingTable { without_advice(&message) } else { message }
}

fn without_advice(message: &str) -> String {
    cure::split(message).map_or(message, |(what, _)| what).to_owned()
}

impl From<onet_domain::Error> for Failure {
    fn from(failure: onet_domain::Error) -> Self {
        match failure {
            onet_domain::Error::Call(failure) => Self::Call(failure),
            other => Self::Answer(other.to_string()),
        }
    }
}

impl From<onet_domain::ParseError> for Failure {
    fn from(failure: onet_domain::ParseError) -> Self {
        Self::usage(failure.in_words())
    }
}
