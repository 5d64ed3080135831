//! Failures of `onet db pull`.

use onet_db::{ErrorKind as Store, downloads};
use onet_download::ErrorKind as Fetch;

use super::Failure;

/// The page that lists all releases.
const PAGE: &str = "https://www.onetcenter.org/database.html";

/// A failure of a pull.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PullFailure {
    /// The download failed.
    #[error("{0}")]
    Download(onet_download::Error, Option<String>),
    /// The file is of another release than VERSION.
    #[error("the file at {address} is O*NET {found}, not {wanted}")]
    OtherRelease { address: String, wanted: String, found: String },
    /// The import of the file failed.
    #[error("{0}")]
    File(onet_db::Error),
}

impl PullFailure {
    pub(crate) fn of_download(failure: onet_download::Error) -> Self {
        let hint = match failure.kind() {
            Fetch::NotFound => Some(where_releases_are()),
            _ => failure.hint().map(str::to_owned),
        };
        Self::Download(failure, hint)
    }

    /// A failure of an import whose only input is the downloaded file.
    pub(crate) fn of_file(failure: Failure) -> Failure {
        match failure {
            Failure::Store(failure) => Self::File(failure).into(),
            other => other,
        }
    }

    /// A failure of an import that has supplements, too: it may be their fault.
    pub(crate) fn of_file_or_supplement(failure: Failure) -> Failure {
        match failure {
            Failure::Store(failure) if failure.kind() == Store::BrokenArchive => Self::File(failure).into(),
            other => other,
        }
    }

    /// Whether the file is unusable and is to be removed.
    pub(crate) fn discards_the_file(&self) -> bool {
        match self {
            Self::Download(..) => false,
            Self::OtherRelease { .. } => true,
            Self::File(failure) => matches!(failure.kind(), Store::BrokenArchive | Store::NotARelease),
        }
    }

    pub(crate) fn hint(&self) -> Option<&str> {
        match self {
            Self::Download(_, hint) => hint.as_deref(),
            Self::OtherRelease { .. } => Some("--url with another address, or another VERSION"),
            Self::File(failure) => match failure.kind() {
                Store::BrokenArchive => Some("the same command again; the damaged file is removed"),
                Store::NotARelease => Some("--url with the address of the zip file of a text edition"),
                Store::UnknownRelease => {
                    Some("onet db pull VERSION --url URL, with the number of the release")
                }
                _ => None,
            },
        }
    }

    /// As for every command. A downloaded file that is no release counts as a bad answer, not as a usage error.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Download(failure, _) => match failure.kind() {
                Fetch::NotFound => 1,
                Fetch::Address => 2,
                Fetch::Refused => 3,
                Fetch::RateLimited => 4,
                Fetch::Connect | Fetch::Timeout | Fetch::Interrupted => 5,
                _ => 6,
            },
            Self::File(failure) if failure.kind() == Store::UnknownRelease => 2,
            Self::OtherRelease { .. } | Self::File(_) => 6,
        }
    }
}

fn where_releases_are() -> String {
    let listed: Vec<_> = downloads::listed().iter().map(|known| known.release.as_str()).collect();
    format!("one of {}, or --url with an address from {PAGE}", listed.join(", "))
}
