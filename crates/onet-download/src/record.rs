//! The record beside a file: its address and its validators.

use std::fs;
use std::path::Path;

use reqwest::header::{ETAG, HeaderMap, LAST_MODIFIED};
use serde::{Deserialize, Serialize};

use crate::address::header;
use crate::error::{Error, Result};

/// The content of `NAME.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The address without secrets.
    pub(crate) url: String,
    /// The hash of the complete address.
    pub(crate) url_id: String,
    /// The final address after redirects, without secrets.
    pub(crate) moved_to: Option<String>,
    /// The validators of the file.
    #[serde(flatten)]
    pub(crate) validators: Validators,
    /// Length of the complete file, if known.
    pub(crate) total: Option<u64>,
    /// The SHA-256 of the complete file; none for a partial one.
    pub(crate) sha256: Option<String>,
}

/// The validators of a file (RFC 9110, section 8.8).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Validators {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

impl Record {
    /// Reads a record; an unreadable one counts as absent.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let text =
            serde_json::to_vec_pretty(self).map_err(|failure| Error::io("write", path, failure.into()))?;
        fs::write(path, text).map_err(|failure| Error::io("write", path, failure))
    }
}

impl Validators {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        Self { etag: header(headers, ETAG), last_modified: header(headers, LAST_MODIFIED) }
    }

    /// The value for `If-Range`: a strong entity tag, or else the date.
    pub(crate) fn if_range(&self) -> Option<&str> {
        let strong = self.etag.as_deref().filter(|tag| !tag.starts_with("W/"));
        strong.or(self.last_modified.as_deref())
    }

    /// Whether a later response has other validators.
    pub(crate) fn differs_from(&self, later: &Self) -> bool {
        let differ = |ours: &Option<String>, theirs: &Option<String>| matches!((ours, theirs), (Some(ours), Some(theirs)) if ours != theirs);
        differ(&self.etag, &later.etag) || differ(&self.last_modified, &later.last_modified)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn validators(etag: Option<&str>, last_modified: Option<&str>) -> Validators {
        Validators { etag: etag.map(str::to_owned), last_modified: last_modified.map(str::to_owned) }
    }

    #[test]
    fn a_weak_entity_tag_is_no_value_for_if_range() {
        assert_eq!(validators(Some("\"a\""), Some("Mon")).if_range(), Some("\"a\""));
        assert_eq!(validators(Some("W/\"a\""), Some("Mon")).if_range(), Some("Mon"));
        assert_eq!(validators(Some("W/\"a\""), None).if_range(), None);
        assert_eq!(validators(None, None).if_range(), None);
    }

    #[test]
    fn only_validators_that_both_responses_have_are_compared() {
        let ours = validators(Some("\"a\""), Some("Mon"));
        assert!(ours.differs_from(&validators(Some("\"b\""), None)));
        assert!(ours.differs_from(&validators(None, Some("Tue"))));
        assert!(!ours.differs_from(&validators(Some("\"a\""), Some("Mon"))));
        assert!(!ours.differs_from(&validators(None, None)));
    }

    #[test]
    fn an_unreadable_record_counts_as_absent() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        assert_eq!(Record::read(&path), None);
        fs::write(&path, "{\"url\": \"https://exam").expect("it can be written");
        assert_eq!(Record::read(&path), None);
    }
}
