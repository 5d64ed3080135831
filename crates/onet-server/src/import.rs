//! Imports a release with the search index that the server needs.

use onet_db::{Home, Import, ImportReport};

use crate::source::write_search_index;

/// Runs an import and writes the search index beside the database, both or neither.
///
/// # Errors
///
/// As [`Import::run`]. A failed import leaves earlier ones unchanged.
pub fn import(import: Import<'_>, home: &Home) -> Result<ImportReport, onet_db::Error> {
    import.finish_step("search index", |release, folder| Ok(write_search_index(release, folder)?)).run(home)
}
