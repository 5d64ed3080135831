//! What is remembered of a file beside it: where it came from, and by what a change of it is known.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use reqwest::header::{ETAG, HeaderMap, LAST_MODIFIED};
use serde::{Deserialize, Serialize};

use crate::address::header;
use crate::error::{Error, Result};

/// What stands in `NAME.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The address, as it may be shown.
    pub(crate) url: String,
    /// What tells it apart from addresses that look the same.
    pub(crate) url_id: String,
    /// Where the address led to, as it may be shown.
    pub(crate) moved_to: Option<String>,
    /// By what a change of the file is known.
    #[serde(flatten)]
    pub(crate) version: Version,
    /// Bytes of the whole file, where the server gave their number.
    pub(crate) total: Option<u64>,
    /// The checksum, of a file that is whole.
    pub(crate) sha256: Option<String>,
}

/// What a server says of the state of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

impl Record {
    /// Reads a record; one that cannot be read vouches for nothing.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let text =
            serde_json::to_vec_pretty(self).map_err(|failure| Error::io("write", path, failure.into()))?;
        fs::write(path, text).map_err(|failure| Error::io("write", path, failure))
    }
}

impl Version {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        Self { etag: header(headers, ETAG), last_modified: header(headers, LAST_MODIFIED) }
    }

    /// What `If-Range` may hold: an entity tag that stands for the very same bytes, or else the date.
    pub(crate) fn if_range(&self) -> Option<&str> {
        let strong = self.etag.as_deref().filter(|tag| !tag.starts_with("W/"));
        strong.or(self.last_modified.as_deref())
    }

    /// Whether a later answer speaks of another state of the file.
    pub(crate) fn differs_from(&self, later: &Self) -> bool {
        let differ = |ours: &Option<String>, theirs: &Option<String>| matches!((ours, theirs), (Some(ours), Some(theirs)) if ours != theirs);
        differ(&self.etag, &later.etag) || differ(&self.last_modified, &later.last_modified)
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(etag: Option<&str>, last_modified: Option<&str>) -> Version {
        Version { etag: etag.map(str::to_owned), last_modified: last_modified.map(str::to_owned) }
    }

    #[test]
    fn a_weak_tag_does_not_vouch_for_bytes() {
        assert_eq!(version(Some("\"a\""), Some("Mon")).if_range(), Some("\"a\""));
        assert_eq!(version(Some("W/\"a\""), Some("Mon")).if_range(), Some("Mon"));
        assert_eq!(version(Some("W/\"a\""), None).if_range(), None);
        assert_eq!(version(None, None).if_range(), None);
    }

    #[test]
    fn versions_differ_by_what_both_say() {
        let ours = version(Some("\"a\""), Some("Mon"));
        assert!(ours.differs_from(&version(Some("\"b\""), None)));
        assert!(ours.differs_from(&version(None, Some("Tue"))));
        assert!(!ours.differs_from(&version(Some("\"a\""), Some("Mon"))));
        assert!(!ours.differs_from(&version(None, None)));
    }

    #[test]
    fn what_cannot_be_read_vouches_for_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        assert_eq!(Record::read(&path), None);
        fs::write(&path, "{\"url\": \"https://exam").expect("it can be written");
        assert_eq!(Record::read(&path), None);
    }
}
