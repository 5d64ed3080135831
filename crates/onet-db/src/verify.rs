//! Checking that a release is still what the import wrote.

use rusqlite::Connection;

use crate::catalogue;
use crate::check;
use crate::checksum::Checksum;
use crate::manifest::{Manifest, ReleaseFile};
use crate::release::{DATABASE, Release};
use crate::sql::quoted;

/// Faults that SQLite may report about one file.
const FAULTS: i64 = 20;

/// What [`Release::verify`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// The release number.
    pub release: String,
    /// The number of tables looked at.
    pub tables: usize,
    /// The number of rows in them, as counted.
    pub rows: u64,
    /// What is wrong, one sentence each; empty when all is well.
    pub problems: Vec<String>,
    /// The files of the release, such as the search index, for which the import recorded no checksum: they were not
    /// checked. Imports did not always record them; importing the release again does.
    pub unchecked: Vec<String>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

impl Release {
    /// Checks that the release is what the import wrote: all files by their checksums, the structure of the database,
    /// the number of rows of each table, keys and references.
    ///
    /// Reads everything, which takes about a second. What is wrong is listed in the report.
    pub fn verify(&self) -> VerifyReport {
        verify(self)
    }
}

fn verify(release: &Release) -> VerifyReport {
    let mut report = VerifyReport {
        release: release.name().to_owned(),
        tables: 0,
        rows: 0,
        problems: Vec::new(),
        unchecked: Vec::new(),
    };
    check_files(release, &mut report);
    let answer = release.read(|connection| {
        check_structure(connection, &mut report)?;
        for table in &release.manifest().tables {
            check_table(connection, release, &table.id, table.rows, &mut report)?;
        }
        Ok(())
    });
    if let Err(error) = answer {
        report.problems.push(error.to_string());
    }
    report
}

/// The manifest and the checksum of the database.
fn check_files(release: &Release, report: &mut VerifyReport) {
    let Some(dir) = release.dir() else {
        return;
    };
    match Manifest::read(dir) {
        Ok(manifest) if manifest == *release.manifest() => {}
        Ok(_) => report.problems.push("The manifest has changed since the release was opened.".to_owned()),
        Err(error) => report.problems.push(error.to_string()),
    }
    let path = dir.join(DATABASE);
    match Checksum::of_file(&path) {
        Ok(found) => {
            if let Some(written) = &release.manifest().database
                && *written != found
            {
                report.problems.push(format!(
                    "{} is not the file that was imported: {} bytes with the SHA-256 {}, but {} \
                     bytes with {} were written.",
                    path.display(),
                    found.bytes,
                    found.sha256,
                    written.bytes,
                    written.sha256
                ));
            }
        }
        Err(error) => report.problems.push(format!("Cannot read {}: {error}.", path.display())),
    }
    let damaged = release.manifest().files.iter().filter_map(|file| file.check(dir).err());
    report.problems.extend(damaged.map(|error| error.to_string()));
    let recorded = |path: &str| release.manifest().files.iter().any(|file| file.path == path);
    match ReleaseFile::paths(dir, DATABASE) {
        Ok(paths) => report.unchecked.extend(paths.into_iter().filter(|path| !recorded(path))),
        Err(error) => report.problems.push(error.to_string()),
    }
}

fn check_structure(connection: &Connection, report: &mut VerifyReport) -> rusqlite::Result<()> {
    connection.pragma(None, "integrity_check", FAULTS, |row| {
        let fault: String = row.get(0)?;
        if fault != "ok" {
            report.problems.push(format!("The database is damaged: {fault}."));
        }
        Ok(())
    })
}

fn check_table(
    connection: &Connection,
    release: &Release,
    id: &str,
    expected: u64,
    report: &mut VerifyReport,
) -> rusqlite::Result<()> {
    let found = count(connection, id)?;
    report.tables += 1;
    report.rows += found;
    if found != expected {
        report.problems.push(format!("The table {id} has {found} rows, but {expected} were imported."));
    }
    // A table of an unknown form is stored as text: the rules of the catalogue do not apply to it.
    let manifest = release.manifest();
    let Some(table) = catalogue::table(id).filter(|_| manifest.unfit(id).is_none()) else {
        return Ok(());
    };
    let duplicate = check::duplicate_key(connection, table)?;
    let has_table = |id: &str| release.has_table(id);
    let broken = check::broken_references(connection, table, &has_table)?;
    // The import reported the faults of a later release, and accepted them.
    let faults = duplicate.into_iter().chain(broken).filter(|fault| !manifest.faults.contains(fault));
    report.problems.extend(faults.map(|fault| format!("{fault}.")));
    Ok(())
}

/// The number of rows of a table, counted.
pub(crate) fn count(connection: &Connection, id: &str) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) FROM {}", quoted(id));
    let rows: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(rows.unsigned_abs())
}
