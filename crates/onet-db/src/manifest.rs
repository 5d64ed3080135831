//! The manifest of a release: the record of its import.

mod seal;

use std::fmt;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::checksum::Checksum;
use crate::dictionary;
use crate::error::{Error, ErrorKind, Result};

/// The taxonomy of the occupation codes in every release that this crate reads.
pub(crate) const TAXONOMY: &str = "O*NET-SOC 2019";

/// The number of the layout of what an import writes. It grows with every change to what answers are read from: derived
/// tables, views, indices, or the files of the search index.
///
/// 1: task statements in the search index, indices of ratings that hold the values.
/// 2: earlier tables of releases since 30.3, technology by commodity among them; inputs in the manifest.
/// 3: the occupation index.
pub(crate) const LAYOUT: u32 = 3;

/// The name of the file beside the database that holds the manifest.
const FILE: &str = "manifest.json";

/// The record of an import: the tables that were read, their files, and the missing tables.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The number of the layout of what was written; 0 before there were numbers.
    #[serde(default)]
    pub layout: u32,
    /// The release number, such as `29.3`.
    pub release: String,
    /// The taxonomy of the occupation codes.
    pub taxonomy: String,
    /// Whether this is the sample built into the program, and no whole release.
    #[serde(default)]
    pub sample: bool,
    /// When the import began: RFC 3339, UTC.
    pub imported_at: String,
    /// The version of the program that imported it.
    pub onet_version: String,
    /// The tables, those of the catalogue first.
    pub tables: Vec<ManifestTable>,
    /// The ids of the tables of the catalogue that no input had.
    pub missing: Vec<String>,
    /// The ids of the tables that the catalogue does not list, kept as text.
    pub unknown_tables: Vec<String>,
    /// The columns that the catalogue does not list in their table, kept as text.
    pub unknown_columns: Vec<UnknownColumn>,
    /// The tables of the catalogue whose form is not the known one, kept as text. Nothing is answered from them but
    /// their own rows.
    #[serde(default)]
    pub unfit: Vec<UnfitTable>,
    /// The columns that were left out: numbers of rows, and columns without a name.
    #[serde(default)]
    pub left_out: Vec<LeftOutColumn>,
    /// The rows of supplementary tables that were left out.
    #[serde(default)]
    pub left_out_rows: Vec<LeftOutRows>,
    /// The rows of supplementary tables whose code was of an earlier taxonomy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried_rows: Vec<CarriedRows>,
    /// The names of technology categories for which no commodity code is known. What is in them is not found by
    /// category.
    #[serde(default)]
    pub unmatched_categories: Vec<String>,
    /// Keys and references that do not hold, one sentence each. Only a release later than the known ones is imported
    /// with such.
    #[serde(default)]
    pub faults: Vec<String>,
    /// What the release was read from, in order; the first is the release itself.
    #[serde(default)]
    pub inputs: Vec<PathBuf>,
    /// Whether the caller gave the release number, in place of that of the input.
    #[serde(default)]
    pub release_given: bool,
    /// The files that were passed over.
    pub ignored: Vec<IgnoredFile>,
    /// The ids of the tables that were computed from the others.
    pub derived: Vec<String>,
    /// The database file; none for a release in memory.
    pub database: Option<Checksum>,
    /// The other files of the release: the search index and the model for coding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<ReleaseFile>,
    /// The download that the release was imported from, if it was downloaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub download: Option<DownloadOrigin>,
}

/// A file that a step of the import wrote beside the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseFile {
    /// The path within the folder of the release, with `/` between names.
    pub path: String,
    /// The size and checksum of the file.
    #[serde(flatten)]
    pub checksum: Checksum,
}

/// A downloaded zip file of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownloadOrigin {
    /// The requested address, without user name, password and query.
    pub url: String,
    /// The final address after redirects, if there were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<String>,
    /// The size and checksum of the file.
    #[serde(flatten)]
    pub file: Checksum,
}

/// A table of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestTable {
    /// The name in the store.
    pub id: String,
    /// The name people read.
    pub title: String,
    /// The number of rows.
    pub rows: u64,
    /// Where it was read from.
    pub origin: Origin,
}

/// The file that a table was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The file name.
    pub file: String,
    /// The SHA-256 of the file as it was stored, compressed or not; of a file in a zip file, as it
    /// comes out of it.
    pub sha256: String,
    /// The folder or zip file it was in.
    pub source: String,
    /// The years that the data are of, such as `2025` or `2024-2034`, where the headers or the name of the file have
    /// them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
}

/// A column that the catalogue does not list in its table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownColumn {
    /// The id of the table.
    pub table: String,
    /// The header in the file.
    pub header: String,
    /// The name in the store.
    pub column: String,
}

/// A table of the catalogue whose form is not the known one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnfitTable {
    /// The id of the table.
    pub table: String,
    /// The file and where it is.
    pub file: String,
    /// What the catalogue expects, such as `the column "DWA ID"`.
    pub expected: String,
    /// What the file has in its place.
    pub found: String,
    /// Columns of the file that may be expected ones under a new name.
    pub suggestions: Vec<ColumnSuggestion>,
}

impl fmt::Display for UnfitTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, file, expected, found, suggestions } = self;
        write!(f, "{file} is not the table {table} as onet knows it: expected {expected}, found {found}")?;
        for ColumnSuggestion { header, column } in suggestions {
            write!(f, "; \"{header}\" may be \"{column}\"")?;
        }
        Ok(())
    }
}

/// A column of a file that may be an expected one under a new name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSuggestion {
    /// The header in the file.
    pub header: String,
    /// The expected header.
    pub column: String,
}

/// A column that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutColumn {
    /// The id of the table.
    pub table: String,
    /// The header in the file; empty where it has none.
    pub header: String,
}

/// Rows of a table that were left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutRows {
    /// The id of the table.
    pub table: String,
    /// The number of rows.
    pub rows: u64,
    /// Why they were left out, with some of the values.
    pub reason: String,
}

/// Rows of a table whose codes were replaced by those that succeeded them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedRows {
    /// The id of the table.
    pub table: String,
    /// The number of rows in the file.
    pub rows: u64,
    /// The number of rows that they became.
    pub became: u64,
}

/// A file that was not imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IgnoredFile {
    /// The file name.
    pub file: String,
    /// The folder or zip file it was in.
    pub source: String,
    /// Why it was passed over.
    pub reason: String,
}

impl ReleaseFile {
    /// The files in the folder of a release besides the manifest and the database, by path.
    pub(crate) fn all(folder: &Path, database: &str) -> Result<Vec<Self>> {
        let read = |path: String| {
            let checksum = Checksum::of_file(&folder.join(&path));
            let checksum =
                checksum.map_err(|error| Error::io("read", folder.join(&path).display(), error))?;
            Ok(Self { path, checksum })
        };
        Self::paths(folder, database)?.into_iter().map(read).collect()
    }

    /// The paths of these files, in order.
    pub(crate) fn paths(folder: &Path, database: &str) -> Result<Vec<String>> {
        let mut paths = Vec::new();
        collect(folder, "", &mut paths).map_err(|error| Error::io("read", folder.display(), error))?;
        paths.retain(|path| path != FILE && path != database);
        paths.sort();
        Ok(paths)
    }

    /// Fails when the file in the folder of a release is not this one.
    pub(crate) fn check(&self, folder: &Path) -> Result<()> {
        let path = folder.join(&self.path);
        let fail = |what: String| {
            let message = format!("{}: {what}. Import the release again.", path.display());
            Err(Error::new(ErrorKind::Damaged, message))
        };
        match Checksum::of_file(&path) {
            Ok(found) if found == self.checksum => Ok(()),
            Ok(found) if found.bytes != self.checksum.bytes => {
                fail(format!("the file has {} bytes, but {} were written", found.bytes, self.checksum.bytes))
            }
            Ok(_) => fail("the file is not what the import wrote: its checksum differs".to_owned()),
            Err(error) => fail(format!("the file cannot be read ({error})")),
        }
    }
}

/// Adds the files in a folder and in those within it.
fn collect(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => collect(&entry.path(), &format!("{path}/"), paths)?,
            false => paths.push(path),
        }
    }
    Ok(())
}

impl ManifestTable {
    /// What the table holds, in a sentence.
    pub fn description(&self) -> &'static str {
        dictionary::table(&self.id)
    }
}

/// The first bytes of every SQLite database.
const SQLITE_HEAD: &[u8; 16] = b"SQLite format 3\0";

impl Manifest {
    /// The table of this id.
    pub fn table(&self, id: &str) -> Option<&ManifestTable> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// Why answers cannot rest on a table of this id, where its form is not the known one.
    pub fn unfit(&self, id: &str) -> Option<&UnfitTable> {
        self.unfit.iter().find(|unfit| unfit.table == id)
    }

    /// Whether answers can rest on a table, of an input or derived.
    pub fn has_table(&self, id: &str) -> bool {
        self.table(id).is_some() && self.unfit(id).is_none()
            || self.derived.iter().any(|derived| derived == id)
    }

    /// The number of rows of all tables together, derived ones not counted.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Fails when another version of this program wrote the release in a folder, and wrote it otherwise.
    pub(crate) fn check_layout(&self, folder: &Path) -> Result<()> {
        let release = &self.release;
        match self.layout == LAYOUT {
            true => Ok(()),
            false => Err(Error::new(
                ErrorKind::Damaged,
                format!(
                    "O*NET {release} in {} was imported by another version of onet. \
                     Import it again: onet db reimport {release}.",
                    folder.display()
                ),
            )),
        }
    }

    /// Fails when a file is not the database of this release: by its length and its first bytes. The checksum takes
    /// longer, and is a matter of [`Release::verify`](crate::Release::verify).
    pub(crate) fn check_database(&self, path: &Path) -> Result<()> {
        let fail = |what: String| {
            let message = format!("{}: {what}. Import O*NET {} again.", path.display(), self.release);
            Err(Error::new(ErrorKind::Damaged, message))
        };
        let mut head = [0; SQLITE_HEAD.len()];
        let length = match fs::File::open(path).and_then(|mut file| {
            let length = file.metadata()?.len();
            file.read_exact(&mut head)?;
            Ok(length)
        }) {
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return fail("the file is cut short".to_owned());
            }
            Err(error) => return fail(format!("the file cannot be read ({error})")),
        };
        if head != *SQLITE_HEAD {
            return fail("the file is not an SQLite database".to_owned());
        }
        match &self.database {
            Some(written) if written.bytes != length => {
                fail(format!("the file has {length} bytes, but {} were written", written.bytes))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let text = fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::new(
                ErrorKind::Damaged,
                format!(
                    "{} is not a release of this store: it has no {FILE}. Import the release again.",
                    folder.display()
                ),
            )
            .with_source(error),
            _ => Error::io("read", path.display(), error),
        })?;
        let damaged = |why: &dyn fmt::Display| {
            let path = path.display();
            let message =
                format!("Cannot read {path}: {why}. The file is damaged; import the release again.");
            Error::new(ErrorKind::Damaged, message)
        };
        let manifest: Self =
            serde_json::from_slice(&text).map_err(|error| damaged(&error).with_source(error))?;
        // What another version wrote is reported as such.
        match manifest.layout != LAYOUT || seal::is_intact(&text) {
            true => Ok(manifest),
            false => Err(damaged(&"its checksum differs")),
        }
    }

    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(FILE);
        let fail = |error| Error::io("write", path.display(), error);
        let text = serde_json::to_vec_pretty(self).map_err(|error| fail(error.into()))?;
        fs::write(&path, seal::sealed(text)).map_err(fail)
    }
}

/// The time now: RFC 3339, UTC, in seconds.
pub(crate) fn now() -> String {
    rfc_3339(OffsetDateTime::now_utc())
}

fn rfc_3339(time: OffsetDateTime) -> String {
    // Formatting fails for years beyond 9999 only.
    time.truncate_to_second().format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_rfc_3339_in_seconds() {
        for (nanoseconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399_999_999_999, "2000-02-28T23:59:59Z"),
            (4_107_542_400_000_000_000, "2100-03-01T00:00:00Z"),
        ] {
            let time = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).expect("a time within range");
            assert_eq!(rfc_3339(time), expected);
        }
    }
}
