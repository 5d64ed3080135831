//! Addresses of the text editions of the releases, and of files that go with a release.
//!
//! The addresses are data, in `downloads.toml`. Each has a grade.
//!
//! ```
//! use onet_db::downloads::{self, Grade};
//!
//! let later = downloads::of("42.1")?;
//! assert_eq!(later.url, "https://www.onetcenter.org/dl_files/database/db_42_1_text.zip");
//! assert_eq!(later.grade, Grade::Assumed);
//! # Ok::<(), onet_db::Error>(())
//! ```

use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::catalogue;
use crate::error::Result;
use crate::version;

/// The zip file of a release's text edition.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TextZip {
    /// The release number, such as `29.3`.
    pub release: String,
    /// The address.
    pub url: String,
    /// The grade of the address.
    pub grade: Grade,
    /// The evidence for the grade.
    pub basis: String,
    /// The reported size in bytes, if any.
    pub bytes: Option<u64>,
    /// The reported SHA-256 in hexadecimal digits, if any.
    pub sha256: Option<String>,
}

/// A file that goes with a release.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SupplementFile {
    /// The name of the collection that it belongs to, such as `crosswalks`.
    pub collection: String,
    /// What it holds: the title of a table.
    pub title: String,
    /// The address.
    pub url: String,
    /// The grade of the address.
    pub grade: Grade,
    /// The evidence for the grade.
    pub basis: String,
}

/// The grade of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// O*NET documents it.
    Documented,
    /// Third parties report downloads from it.
    Observed,
    /// Inferred from other addresses.
    Assumed,
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Assumed => "assumed",
        })
    }
}

impl TextZip {
    /// The first difference between a file and the reported one: its size, or else its checksum.
    pub fn difference(&self, bytes: u64, sha256: &str) -> Option<String> {
        if let Some(known) = self.bytes.filter(|known| *known != bytes) {
            return Some(format!("{bytes} bytes instead of {known}"));
        }
        let known = self.sha256.as_deref().filter(|known| !known.eq_ignore_ascii_case(sha256))?;
        Some(format!("SHA-256 {sha256} instead of {known}"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Downloads {
    pattern: Pattern,
    release: Vec<TextZip>,
    supplement: Vec<SupplementFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    url: String,
    grade: Grade,
    basis: String,
}

static DOWNLOADS: LazyLock<Downloads> = LazyLock::new(|| {
    toml::from_str(include_str!("downloads.toml")).expect("the list is part of the program and is tested")
});

/// The releases with a listed address, oldest first.
pub fn listed() -> &'static [TextZip] {
    &DOWNLOADS.release
}

/// The newest release with a listed address.
pub fn newest() -> &'static TextZip {
    listed().last().expect("the list is part of the program and is tested")
}

/// The zip file of a release: the listed one, or else an assumed one.
///
/// # Errors
///
/// [`UnknownRelease`](crate::ErrorKind::UnknownRelease) if the text is no release number.
pub fn of(release: &str) -> Result<TextZip> {
    let release = version::checked(release)?;
    if let Some(known) = listed().iter().find(|known| known.release == release) {
        return Ok(known.clone());
    }
    let Pattern { url, grade, basis } = &DOWNLOADS.pattern;
    Ok(TextZip {
        url: url.replace("{release}", &release.replace('.', "_")),
        release,
        grade: *grade,
        basis: basis.clone(),
        bytes: None,
        sha256: None,
    })
}

/// The names of the collections of files that go with a release.
///
/// ```
/// assert_eq!(onet_db::downloads::collections(), ["crosswalks", "labor-market"]);
/// ```
pub fn collections() -> Vec<&'static str> {
    let mut names: Vec<&str> = DOWNLOADS.supplement.iter().map(|file| file.collection.as_str()).collect();
    names.dedup();
    names
}

/// The collection with the file of a table; none where no file with it is listed. The Bright Outlook list is made from
/// the projections.
///
/// ```
/// assert_eq!(onet_db::downloads::collection_of("bright_outlook"), Some("labor-market"));
/// assert_eq!(onet_db::downloads::collection_of("skills"), None);
/// ```
pub fn collection_of(table: &str) -> Option<&'static str> {
    let id = if table == "bright_outlook" { "employment_projections" } else { table };
    let known = catalogue::supplements().iter().find(|known| known.id == id)?;
    let holds = |file: &&SupplementFile| known.title == file.title || known.file == file.title;
    DOWNLOADS.supplement.iter().find(holds).map(|file| file.collection.as_str())
}

/// The files of a collection; none where there is no such collection.
///
/// ```
/// let files = onet_db::downloads::supplements("labor-market");
/// assert!(files.iter().any(|file| file.url.ends_with("oesm25nat.zip")));
/// ```
pub fn supplements(collection: &str) -> Vec<&'static SupplementFile> {
    DOWNLOADS.supplement.iter().filter(|file| file.collection == collection).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn releases_are_listed_once_and_in_order() {
        let orders: Vec<_> = listed().iter().map(|known| version::order(&known.release)).collect();
        assert!(orders.is_sorted_by(|earlier, later| earlier < later), "{orders:?}");
        assert_eq!(newest().release, "31.0");
    }

    #[test]
    fn every_listed_file_is_named_after_its_release_and_has_the_form_of_the_pattern() {
        for known in listed() {
            let name = known.url.rsplit('/').next().unwrap_or_default();
            assert_eq!(version::in_name(name), Some(known.release.clone()), "{}", known.url);
            let expected = DOWNLOADS.pattern.url.replace("{release}", &known.release.replace('.', "_"));
            assert_eq!(known.url, expected);
            assert!(known.sha256.as_ref().is_none_or(|sum| sum.len() == 64), "{}", known.release);
        }
    }

    #[test]
    fn supplements_have_an_address_of_their_own_and_hold_a_known_table() {
        let all: Vec<_> = collections().into_iter().flat_map(supplements).collect();
        assert_eq!(all.len(), DOWNLOADS.supplement.len());
        for file in &all {
            assert!(file.url.starts_with("https://www."), "{}", file.url);
            assert_eq!(all.iter().filter(|other| other.url == file.url).count(), 1, "{}", file.url);
            let mut known = crate::catalogue::supplements().iter();
            assert!(
                known.any(|table| table.title == file.title || table.file == file.title),
                "{}",
                file.title
            );
        }
    }

    #[test]
    fn only_release_numbers_have_addresses() {
        for wrong in ["30", "../30.3", "30.3_text", "newest", ""] {
            assert_eq!(of(wrong).map_err(|error| error.kind()), Err(ErrorKind::UnknownRelease), "{wrong}");
        }
        assert_eq!(of("30.3").ok().as_ref(), listed().iter().find(|known| known.release == "30.3"));
    }

    #[test]
    fn a_file_is_compared_with_the_reported_size_and_checksum() {
        let known = of("30.3").expect("a release");
        let sum = known.sha256.clone().expect("it is known");
        assert_eq!(known.difference(13_222_549, &sum.to_uppercase()), None);
        let size = known.difference(5, &sum).expect("another size");
        assert!(size.contains("5 bytes instead of 13222549"), "{size}");
        assert!(known.difference(13_222_549, "00").is_some_and(|sums| sums.contains(&sum)));
        assert_eq!(of("30.1").expect("a release").difference(5, "00"), None);
    }
}
