//! The folder for downloads and its lock.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// A folder for downloads with an exclusive lock, which is released on drop.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Creates the folder if needed and locks it, without waiting.
    ///
    /// # Errors
    ///
    /// [`Busy`](ErrorKind::Busy) if another process holds the lock; or if the operating system refuses.
    pub fn lock(path: impl Into<PathBuf>) -> Result<Self> {
        let path = path.into();
        fs::create_dir_all(&path).map_err(|failure| Error::io("create the folder", &path, failure))?;
        let lock = path.join(".lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock)
            .map_err(|failure| Error::io("open", &lock, failure))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { path, _lock: file }),
            Err(TryLockError::WouldBlock) => {
                Err(Error::new(ErrorKind::Busy, format!("another download is running in {}", path.display())))
            }
            Err(TryLockError::Error(failure)) => Err(Error::io("lock", &lock, failure)),
        }
    }

    /// The path of the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
