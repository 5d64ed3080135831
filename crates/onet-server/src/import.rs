//! Imports a release with the search index that the server needs.

use std::path::Path;

use onet_db::{Home, Import, ImportReport, Release};

use crate::coding;
use crate::source::write_search_index;

/// Whether an import trains the model that codes job titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// It does, which takes some seconds.
    Train,
    /// It does not; titles cannot be coded with the release.
    Skip,
}

/// Runs an import and writes the search index beside the database, both or neither. Job titles cannot be coded with
/// the release; see [`import_with`].
///
/// # Errors
///
/// As [`Import::run`]. A failed import leaves earlier ones unchanged.
pub fn import(import: Import<'_>, home: &Home) -> Result<ImportReport, onet_db::Error> {
    import_with(import, home, Coding::Skip)
}

/// Runs an import as [`import()`] does, and trains the model for coding beside it where `coding` wants it.
///
/// # Errors
///
/// As [`Import::run`]. A failed import leaves earlier ones unchanged.
pub fn import_with(import: Import<'_>, home: &Home, coding: Coding) -> Result<ImportReport, onet_db::Error> {
    // Without occupations there is nothing to find, and searches are refused.
    let has_occupations = |release: &Release| release.has_table("occupation_data");
    let index = move |release: &Release, folder: &Path| match has_occupations(release) {
        true => Ok(write_search_index(release, folder)?),
        false => Ok(()),
    };
    let model = move |release: &Release, folder: &Path| match has_occupations(release) {
        true => Ok(coding::write_model(release, folder)?),
        false => Ok(()),
    };
    let import = import.finish_step("search index", index);
    match coding {
        Coding::Train => import.finish_step("coding model", model).run(home),
        Coding::Skip => import.run(home),
    }
}
