//! Imports a release with the search index that the server needs.

use std::path::Path;

use onet_db::{Home, Import, ImportReport, Release};

use crate::source::write_search_index;

/// Runs an import and writes the search index beside the database, both or neither.
///
/// # Errors
///
/// As [`Import::run`]. A failed import leaves earlier ones unchanged.
pub fn import(import: Import<'_>, home: &Home) -> Result<ImportReport, onet_db::Error> {
    let index = |release: &Release, folder: &Path| match release.has_table("occupation_data") {
        true => Ok(write_search_index(release, folder)?),
        // Without occupations there is nothing to find, and searches are refused.
        false => Ok(()),
    };
    import.finish_step("search index", index).run(home)
}
