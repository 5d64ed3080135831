//! Zip and gzip files: opening them, and the meaning of their errors.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read, Seek};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Error, ErrorKind};
use crate::limits::{ARCHIVE_BYTES, ARCHIVE_ENTRIES, UNPACKED_BYTES};
use crate::row_reader::is_web_page;

/// Opens a zip file.
pub(crate) fn open_zip(path: &Path) -> Result<ZipArchive<BufReader<File>>, Error> {
    let fail = |error| Error::io("read", path.display(), error);
    let mut reader = BufReader::new(File::open(path).map_err(fail)?);
    let head = reader.fill_buf().map_err(fail)?;
    if !head.starts_with(b"PK") {
        let kind = match head {
            [] => "empty",
            head if is_web_page(head) => "a web page",
            _ => "no zip file, whatever its name",
        };
        let message = format!("Cannot unpack {}: it is {kind}. Download the file itself.", path.display());
        return Err(Error::new(ErrorKind::BrokenArchive, message));
    }
    zip_of(path.display(), reader)
}

/// Opens a zip file that is stored somewhere.
pub(crate) fn zip_of<R: Read + Seek>(place: impl fmt::Display, reader: R) -> Result<ZipArchive<R>, Error> {
    let archive = ZipArchive::new(reader).map_err(|error| zip_error(&place, error))?;
    if archive.len() > ARCHIVE_ENTRIES {
        return Err(Error::too_large(place, &format!("it holds more than {ARCHIVE_ENTRIES} files")));
    }
    match archive.decompressed_size() {
        Some(bytes) if bytes > u128::from(ARCHIVE_BYTES) => {
            let limit = ARCHIVE_BYTES >> 20;
            Err(Error::too_large(place, &format!("its files unpack to more than {limit} MiB")))
        }
        _ => Ok(archive),
    }
}

/// The meaning of an error of the zip library.
pub(crate) fn zip_error(place: impl fmt::Display, error: ZipError) -> Error {
    let reason = error.to_string();
    match &error {
        ZipError::InvalidPassword => encrypted(place),
        _ if reason.to_lowercase().contains("password") => encrypted(place),
        ZipError::CompressionMethodNotSupported(number) => Error::new(
            ErrorKind::BrokenArchive,
            format!(
                "Cannot unpack {place}: it is compressed by method {number}, which onet does not read. \
                 Unpack it with another program and import the folder."
            ),
        ),
        _ => Error::broken_archive(place, &reason),
    }
    .with_source(error)
}

fn encrypted(place: impl fmt::Display) -> Error {
    Error::new(
        ErrorKind::BrokenArchive,
        format!("Cannot unpack {place}: it is encrypted. Unpack it with its password and import the folder."),
    )
}

/// Checks the integrity of a zip file: unpacks every file in it and compares its checksum.
///
/// An import compares the checksums as well, but at the end of each file: in a damaged one it may find a broken row
/// first. This check separates damage from wrong data.
///
/// # Errors
///
/// [`BrokenArchive`](ErrorKind::BrokenArchive) when the file is damaged, [`TooLarge`](ErrorKind::TooLarge) when a file in
/// it unpacks to more than a table may have; or when it cannot be read.
pub fn check_zip(path: impl AsRef<Path>) -> Result<(), Error> {
    let path = path.as_ref();
    let mut archive = open_zip(path)?;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| zip_error(path.display(), error))?;
        let name = entry.name().map(|name| format!("{name} in ")).unwrap_or_default();
        let place = format!("{name}{}", path.display());
        io::copy(&mut Unpacked::new(entry), &mut io::sink()).map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge => Error::too_large(&place, &error.to_string()),
            _ => Error::broken_archive(&place, &error.to_string()),
        })?;
    }
    Ok(())
}

/// Reads no further than the limit on unpacked bytes, and fails there.
pub(crate) struct Unpacked<R> {
    reader: R,
    left: u64,
}

impl<R> Unpacked<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, left: UNPACKED_BYTES }
    }

    /// No further than a file in a zip file states, nor than the limit.
    pub(crate) fn of_size(reader: R, stated: u64) -> Self {
        Self { reader, left: stated.min(UNPACKED_BYTES) }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let Some(left) = self.left.checked_sub(read as u64) else {
            let limit = UNPACKED_BYTES >> 20;
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                format!("it unpacks to more than it states, or than {limit} MiB"),
            ));
        };
        self.left = left;
        Ok(read)
    }
}
