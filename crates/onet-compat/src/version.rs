//! Versions of the service.

use std::fmt;
use std::str::FromStr;

/// A version of the service before 2.0, in the order of time.
///
/// ```
/// use onet_compat::Version;
///
/// assert_eq!("1.9".parse::<Version>(), Ok(Version::V1_9));
/// assert!(Version::V1_2 < Version::V1_9);
/// assert_eq!(Version::of_base("https://services.onetcenter.org/v1.9/ws/online/search"),
/// Some(Version::V1_9));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Version {
    /// The service of 2011, before it had numbers: `about`, My Next Move and Veterans.
    V1_0,
    /// Seen in July 2014: O*NET OnLine, without scores of related things.
    V1_2,
    /// Seen in clients.
    V1_3,
    /// Seen in clients: the military search.
    V1_4,
    /// Of 2017, the last one without JSON; stopped in May 2019.
    V1_7,
    /// The first one with JSON.
    V1_8,
    /// Of 2019, with the database services and later the taxonomy services.
    V1_9,
}

impl Version {
    /// All versions, the oldest first.
    pub const ALL: &'static [Self] =
        &[Self::V1_0, Self::V1_2, Self::V1_3, Self::V1_4, Self::V1_7, Self::V1_8, Self::V1_9];

    /// As the service writes it, such as `1.9`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1_0 => "1.0",
            Self::V1_2 => "1.2",
            Self::V1_3 => "1.3",
            Self::V1_4 => "1.4",
            Self::V1_7 => "1.7",
            Self::V1_8 => "1.8",
            Self::V1_9 => "1.9",
        }
    }

    /// The version that an address is pinned to: `/v1.9/ws/` in it. `None` where it is not pinned (`/ws/`),
    /// which meant the version that was current at the time.
    #[must_use]
    pub fn of_base(address: &str) -> Option<Self> {
        let pinned =
            address.split("/v").skip(1).find_map(|rest| rest.split_once("/ws").map(|(number, _)| number));
        pinned.and_then(|number| number.parse().ok())
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Version {
    type Err = UnknownVersion;

    fn from_str(text: &str) -> Result<Self, UnknownVersion> {
        let known = Self::ALL.iter().find(|version| version.as_str() == text);
        known.copied().ok_or_else(|| UnknownVersion(text.chars().take(40).collect()))
    }
}

/// A text that is no version of the service before 2.0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a version of the service before 2.0: expected one of 1.0, 1.2, 1.3, 1.4, 1.7, 1.8 and 1.9"
)]
pub struct UnknownVersion(String);
