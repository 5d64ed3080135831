//! Integrity of zip files.

use std::fs::File;
use std::io::{self, BufReader, Read as _};
use std::path::Path;

use zip::ZipArchive;

use crate::error::{Error, ErrorKind, Result};

/// The maximum unpacked size of all entries, in bytes: forty times that of O*NET 31.0.
const MOST_UNPACKED: u64 = 4 << 30;

/// Checks the integrity of a zip file: unpacks every entry and compares its checksum.
///
/// An import compares the checksums as well, but at the end of each entry: in a damaged file it may find a broken row
/// first. This check distinguishes damage from wrong data.
///
/// # Errors
///
/// [`BrokenArchive`](ErrorKind::BrokenArchive) if the file is damaged or unpacks to more than 4 GiB; or if it cannot be
/// read.
pub fn check_zip(path: impl AsRef<Path>) -> Result<()> {
    let path = path.as_ref();
    let fail = |error| Error::io("read", path.display(), error);
    let archive = ZipArchive::new(BufReader::new(File::open(path).map_err(fail)?));
    let mut archive = archive.map_err(|error| damaged(path, "", &error.to_string()))?;
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| damaged(path, "", &error.to_string()))?;
        let name = entry.name().map(|name| format!("{name} in ")).unwrap_or_default();
        let unpacked = io::copy(&mut entry.take(left.saturating_add(1)), &mut io::sink())
            .map_err(|error| damaged(path, &name, &error.to_string()))?;
        left = left
            .checked_sub(unpacked)
            .ok_or_else(|| damaged(path, &name, &format!("it unpacks to more than {MOST_UNPACKED} bytes")))?;
    }
    Ok(())
}

fn damaged(path: &Path, entry: &str, reason: &str) -> Error {
    let path = path.display();
    Error::new(
        ErrorKind::BrokenArchive,
        format!("Cannot unpack {entry}{path}: {reason}. The file is damaged; get it again."),
    )
}
