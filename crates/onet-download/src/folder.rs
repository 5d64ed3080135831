//! The folder that downloads go to.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// A folder for downloads, locked for this process: while one holds it, another cannot.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Takes a folder, which is made where there is none. It is held until dropped.
    ///
    /// # Errors
    ///
    /// [`Busy`](ErrorKind::Busy) while another process holds it; or when the system refuses.
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

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
