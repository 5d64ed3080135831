//! Publishing a release: under its name it is complete, or not there at all.
//!
//! An import works in a hidden folder beside the releases. When all is written and on the disk, the
//! folder is renamed, which is atomic. A lock allows one import at a time; its holder removes the folders
//! of imports that were killed.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::error::{Error, ErrorKind, Result};
use crate::generation::Generation;

/// The start of the names of folders that imports work in.
const IMPORTING: &str = ".importing-";

/// The start of the names of folders that are being removed.
const REMOVED: &str = ".removed-";

/// The lock of the folder of the releases, held until dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, without waiting for it.
    pub(crate) fn take(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)
            .map_err(|error| Error::io("create the folder", folder.display(), error))?;
        let path = folder.join(".lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| Error::io("open", path.display(), error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::new(
                ErrorKind::Busy,
                format!(
                    "Another import is running in {}. Wait until it is done, and try again.",
                    folder.display()
                ),
            )),
            Err(TryLockError::Error(error)) => Err(Error::io("lock", path.display(), error)),
        }
    }
}

/// A release in the making. Dropped before it is published, it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct Publication {
    /// The folder of all releases.
    folder: PathBuf,
    release: String,
    draft: TempDir,
    _lock: Lock,
}

impl Publication {
    /// Begins a release in the folder of all releases, and locks that folder.
    pub(crate) fn begin(folder: PathBuf, release: &str) -> Result<Self> {
        let lock = Lock::take(&folder)?;
        sweep(&folder);
        let draft = tempfile::Builder::new()
            .prefix(IMPORTING)
            .tempdir_in(&folder)
            .map_err(|error| Error::io("create a folder in", folder.display(), error))?;
        Ok(Self { folder, release: release.to_owned(), draft, _lock: lock })
    }

    /// The folder that becomes the release.
    pub(crate) fn path(&self) -> &Path {
        self.draft.path()
    }

    /// Puts the release under its name and removes earlier generations of it. Returns its folder,
    /// and whether there was one before.
    pub(crate) fn publish(self) -> Result<(PathBuf, bool)> {
        let folder = &self.folder;
        let earlier = Generation::all(folder)?;
        let target = Generation::next(folder, &self.release, &earlier).dir;
        let fail = |error| Error::io("write the release to", target.display(), error);
        sync_folder(self.path()).map_err(fail)?;
        fs::rename(self.path(), &target).map_err(fail)?;
        let _moved_away = self.draft.keep();
        sync_entries(folder).map_err(fail)?;

        let mut replaced = false;
        for old in earlier {
            if old.release == self.release {
                replaced = true;
                // What cannot be removed now is passed over by readers and swept away later.
                let _ = discard(folder, &old.dir);
            }
        }
        Ok((target, replaced))
    }
}

/// Removes the folder of a release: out of sight at once, then from the disk.
pub(crate) fn discard(folder: &Path, dir: &Path) -> io::Result<()> {
    let hidden = tempfile::Builder::new().prefix(REMOVED).tempdir_in(folder)?;
    fs::rename(dir, hidden.path().join("release"))?;
    hidden.close()
}

/// Removes the folders of imports that were killed. The caller must hold the lock.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(IMPORTING) || name.starts_with(REMOVED) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Waits until a folder and all in it are on the disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_folder(&entry.path())?;
        } else {
            OpenOptions::new().write(true).open(entry.path())?.sync_all()?;
        }
    }
    sync_entries(folder)
}

/// Waits until the names in a folder are on the disk.
#[cfg(unix)]
fn sync_entries(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file; the system looks after it.
#[cfg(not(unix))]
fn sync_entries(_folder: &Path) -> io::Result<()> {
    Ok(())
}
