//! What an earlier import was made from.

use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::input::Input;
use crate::manifest::Manifest;

/// Opens the inputs of an earlier import, the release first.
pub(super) fn inputs(manifest: &Manifest) -> Result<Vec<Input>> {
    let paths = match manifest.inputs.is_empty() {
        true => of_tables(manifest),
        false => manifest.inputs.clone(),
    };
    paths.iter().map(|path| open(path, manifest)).collect()
}

/// The error for a release of which no input is recorded, as for the built-in sample.
pub(super) fn unknown(release: &str) -> Error {
    Error::new(
        ErrorKind::NotInstalled,
        format!(
            "The import of O*NET {release} does not record what it was made from. Import it with onet db import \
             <DIR|ZIP>."
        ),
    )
}

fn open(path: &Path, manifest: &Manifest) -> Result<Input> {
    if path.exists() {
        return Input::open(path);
    }
    Err(Error::new(
        ErrorKind::NotInstalled,
        format!(
            "{}, which O*NET {} was imported from, is not there any more. Import the release with onet db import \
             <DIR|ZIP>, or get it with onet db pull {}{}.",
            path.display(),
            manifest.release,
            manifest.release,
            manifest.download.as_ref().map_or(String::new(), |download| format!(" --url {}", download.url))
        ),
    ))
}

/// The inputs as far as the origins of the tables show them, for manifests that do not record inputs: the folder or
/// zip file that has the first table, and then the other files and zip files.
fn of_tables(manifest: &Manifest) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for table in &manifest.tables {
        let source = PathBuf::from(&table.origin.source);
        if paths.contains(&source) {
            continue;
        }
        let is_first = paths.is_empty();
        let path = if is_first || source.is_file() { source } else { source.join(&table.origin.file) };
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}
