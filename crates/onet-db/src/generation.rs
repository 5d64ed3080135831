//! The folders of imported releases, each named after its release and a number that grows: `29.3_0001`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::version;

/// The folder of one import of a release.
#[derive(Debug)]
pub(crate) struct Generation {
    pub(crate) release: String,
    pub(crate) number: u32,
    pub(crate) dir: PathBuf,
}

impl Generation {
    /// All generations in a folder, complete or not, in no order.
    pub(crate) fn all(folder: &Path) -> Result<Vec<Self>> {
        let fail = |error| Error::io("read the folder", folder.display(), error);
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(fail(error)),
        };
        let mut generations = Vec::new();
        for entry in entries {
            let dir = entry.map_err(fail)?.path();
            if dir.is_dir() {
                generations.extend(Self::of(dir));
            }
        }
        Ok(generations)
    }

    /// The folder of the generation after all others of its release.
    pub(crate) fn next(folder: &Path, release: &str, all: &[Self]) -> Self {
        let last = all.iter().filter(|found| found.release == release).map(|found| found.number).max();
        let number = last.unwrap_or(0) + 1;
        Self { release: release.to_owned(), number, dir: folder.join(format!("{release}_{number:04}")) }
    }

    fn of(dir: PathBuf) -> Option<Self> {
        let name = dir.file_name()?.to_str()?;
        let (release, number) = name.split_once('_')?;
        let number = number.parse().ok()?;
        version::is_release(release).then(|| Self { release: release.to_owned(), number, dir: dir.clone() })
    }
}
