//! The database file of an open release, and whether it is still what was opened.

use std::fs::{File, Metadata};
use std::io::{self, Seek as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use crate::checksum::Checksum;
use crate::error::{Error, ErrorKind, Result};

/// A database file that nobody should change, and what it was when it was opened.
///
/// SQLite does not notice when an open file is cut short or overwritten: it may answer with what is there now. A look at
/// the length and the time of the last change costs less than a microsecond. Where they differ, the checksum decides.
#[derive(Debug)]
pub(crate) struct DatabaseFile {
    path: PathBuf,
    /// The file itself, also after its name is given to another one.
    file: File,
    /// What the import wrote; unknown in releases of old versions.
    written: Option<Checksum>,
    last_look: Mutex<Look>,
}

/// What a look at a file found.
#[derive(Debug, Clone, Copy)]
struct Look {
    stamp: Stamp,
    is_sound: bool,
}

/// What changes with the content of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self { bytes: metadata.len(), modified: metadata.modified().ok() }
    }
}

impl DatabaseFile {
    /// Opens the file, which has been checked for its length.
    pub(crate) fn open(path: &Path, written: Option<Checksum>) -> Result<Self> {
        let fail = |error| Error::io("open", path.display(), error);
        let file = File::open(path).map_err(fail)?;
        let stamp = Stamp::of(&file.metadata().map_err(fail)?);
        let last_look = Mutex::new(Look { stamp, is_sound: true });
        Ok(Self { path: path.to_owned(), file, written, last_look })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Fails when the content is not what was opened.
    pub(crate) fn check(&self) -> Result<()> {
        let stamp = self.stamp()?;
        let mut look = self.last_look.lock().unwrap_or_else(PoisonError::into_inner);
        if look.stamp != stamp {
            *look = Look { stamp, is_sound: self.is_as_written()? };
        }
        match look.is_sound {
            true => Ok(()),
            false => Err(self.changed()),
        }
    }

    /// Fails when the checksum is not that of the import.
    pub(crate) fn check_whole(&self) -> Result<()> {
        let stamp = self.stamp()?;
        let mut look = self.last_look.lock().unwrap_or_else(PoisonError::into_inner);
        *look = Look { stamp, is_sound: self.written.is_none() || self.is_as_written()? };
        match look.is_sound {
            true => Ok(()),
            false => Err(self.changed()),
        }
    }

    /// Whether the path still leads to this file.
    pub(crate) fn is_at_path(&self) -> bool {
        let here = self.path.metadata().and_then(|there| Ok((there, self.file.metadata()?)));
        here.is_ok_and(|(there, here)| is_same(&there, &here))
    }

    fn stamp(&self) -> Result<Stamp> {
        let metadata = self.file.metadata().map_err(|error| self.unreadable(error))?;
        Ok(Stamp::of(&metadata))
    }

    fn is_as_written(&self) -> Result<bool> {
        let mut file = &self.file;
        let found = file.rewind().and_then(|()| Checksum::of(file));
        let found = found.map_err(|error| self.unreadable(error))?;
        Ok(self.written.as_ref() == Some(&found))
    }

    fn unreadable(&self, error: io::Error) -> Error {
        Error::io("read", self.path.display(), error)
    }

    /// The error about a file that is not what was opened.
    pub(crate) fn changed(&self) -> Error {
        let message =
            format!("{} is not what the import wrote. Import the release again.", self.path.display());
        Error::new(ErrorKind::Damaged, message)
    }
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Elsewhere files have no number that the standard library knows. The system does not let an open file be replaced.
#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    Stamp::of(one) == Stamp::of(other)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    type Outcome = std::result::Result<(), Box<dyn std::error::Error>>;

    fn written(
        text: &str,
    ) -> std::result::Result<(tempfile::TempDir, DatabaseFile), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("release.sqlite");
        fs::write(&path, text)?;
        let file = DatabaseFile::open(&path, Some(Checksum::of_file(&path)?))?;
        Ok((folder, file))
    }

    fn set_modified(file: &DatabaseFile, seconds: u64) -> io::Result<()> {
        let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        fs::OpenOptions::new().append(true).open(file.path())?.set_modified(time)
    }

    #[test]
    fn a_file_that_was_only_touched_is_still_sound() -> Outcome {
        let (_folder, file) = written("rows")?;
        set_modified(&file, 1_000_000)?;
        file.check()?;
        file.check_whole()?;
        Ok(())
    }

    #[test]
    fn another_length_or_other_bytes_are_damage_until_they_are_put_back() -> Outcome {
        let (_folder, file) = written("rows")?;
        for (number, text) in ["row", "rows and more", "ruws", ""].iter().enumerate() {
            fs::write(file.path(), text)?;
            set_modified(&file, 1_000_000 + number as u64)?;
            for _ in 0..2 {
                let failure = file.check().err().ok_or("it is sound")?;
                assert_eq!(failure.kind(), ErrorKind::Damaged, "{text}");
                assert!(failure.to_string().contains("release.sqlite"), "{failure}");
            }
        }
        fs::write(file.path(), "rows")?;
        set_modified(&file, 2_000_000)?;
        file.check()?;
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_file_under_the_same_name_is_another_one() -> Outcome {
        let (folder, file) = written("rows")?;
        assert!(file.is_at_path());
        fs::write(folder.path().join("other"), "rows")?;
        fs::rename(folder.path().join("other"), file.path())?;
        assert!(!file.is_at_path());
        fs::remove_file(file.path())?;
        assert!(!file.is_at_path());
        file.check()?;
        Ok(())
    }
}
