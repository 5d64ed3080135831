//! Whether a zip file is sound.

use std::fs::File;
use std::io::{self, BufReader, Read as _};
use std::path::Path;

use zip::ZipArchive;

use crate::error::{Error, ErrorKind, Result};

/// Most bytes to unpack, over all files: forty times what a release of today has.
const MOST_UNPACKED: u64 = 4 << 30;

/// Unpacks a zip file without keeping what comes out, and compares it with the checksums in the file.
///
/// An import does this as it reads, and may stumble over a row that damage has made before it comes to the checksum. Who
/// wants to tell a damaged file from one with wrong rows checks it first.
///
/// # Errors
///
/// [`BrokenArchive`](ErrorKind::BrokenArchive) when it is damaged or unpacks to more than 4 GiB; or when it cannot be
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
