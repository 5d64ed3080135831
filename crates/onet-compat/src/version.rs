//! Versions of the service, and how to tell them.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::document::Document;

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

    /// The version that a document is of, as far as it tells.
    ///
    /// ```
    /// use onet_compat::{Document, Evidence, Version};
    ///
    /// let about = br#"<about><taxonomy url="t">O*NET-SOC 2010</taxonomy><database url="d">O*NET
    /// 21.3</database>
    ///     <api_version>1.7</api_version></about>"#;
    /// let about = Document::read_xml(about)?;
    /// assert_eq!(Version::of_document(&about), Some((Version::V1_7, Evidence::Stated)));
    /// # Ok::<(), onet_compat::ReadError>(())
    /// ```
    #[must_use]
    pub fn of_document(document: &Document) -> Option<(Self, Evidence)> {
        if let Document::About(about) = document {
            return match &about.api_version {
                Some(number) => number.parse().ok().map(|version| (version, Evidence::Stated)),
                None => Some((Self::V1_0, Evidence::Form)),
            };
        }
        let value = document.to_value();
        first_pinned(&value)
            .map(|version| (version, Evidence::Address))
            .or_else(|| Self::of_form(document).map(|version| (version, Evidence::Form)))
    }

    /// The only version with such a document, where its form gives it away.
    fn of_form(document: &Document) -> Option<Self> {
        match document {
            Document::SummaryReport(report) if report.display.is_none() => Some(Self::V1_2),
            Document::Database(_)
            | Document::Table(_)
            | Document::Rows(_)
            | Document::TaxonomyCrosswalk(_) => Some(Self::V1_9),
            Document::SummaryTasks(tasks)
                if tasks.task.iter().any(|task| task.green.is_some() && task.related.is_none()) =>
            {
                Some(Self::V1_2)
            }
            Document::Interests(interests) if interests.high_point_code.is_some() => Some(Self::V1_2),
            Document::Education(education) if education.stem.is_some() => Some(Self::V1_2),
            _ => None,
        }
    }
}

/// How a document gave its version away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// `about` states it.
    Stated,
    /// A link in it is pinned to it.
    Address,
    /// It has or lacks what only this version has or lacks.
    Form,
}

/// The version of the first pinned address in a document.
fn first_pinned(value: &Value) -> Option<Version> {
    match value {
        Value::String(text) if text.starts_with("http") => Version::of_base(text),
        Value::Array(items) => items.iter().find_map(first_pinned),
        Value::Object(members) => members.values().find_map(first_pinned),
        _ => None,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownVersion(String);

impl fmt::Display for UnknownVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:?} is not a version of the service before 2.0: expected one of 1.0, 1.2, 1.3, 1.4, ",
            self.0
        )?;
        formatter.write_str("1.7, 1.8 and 1.9")
    }
}

impl std::error::Error for UnknownVersion {}
