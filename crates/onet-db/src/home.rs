//! The folder that holds the releases on a machine.
//!
//! Each import of a release makes a folder of its own under `releases`, named after the release and
//! a number that grows: `29.3_0001`. It appears under that name only when it is complete. Readers
//! take the newest.

use std::cmp::Reverse;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::atomic_publish::{self, Lock};
use crate::error::{Error, ErrorKind, Result};
use crate::manifest::Manifest;
use crate::release::{self, Release};
use crate::version;

/// The variable that names the home.
const VARIABLE: &str = "ONET_HOME";

/// The folder that holds the releases on a machine.
///
/// ```no_run
/// use onet_db::Home;
///
/// let home = Home::from_env()?;
/// for installed in home.releases()? {
///     let manifest = &installed.manifest;
///     println!("O*NET {}: {} tables", installed.release, manifest.tables.len());
/// }
/// # Ok::<(), onet_db::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

/// A release in a [`Home`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The release number, such as `29.3`.
    pub release: String,
    /// The folder of the release.
    pub dir: PathBuf,
    /// What the release says about itself.
    pub manifest: Manifest,
}

impl Home {
    /// The home at a path. Nothing is read or created yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { root: path.into() }
    }

    /// The home that the variable `ONET_HOME` names, or else the folder `onet` where the system
    /// keeps the data of its user.
    ///
    /// # Errors
    ///
    /// When the variable is not set and the user has no home directory.
    pub fn from_env() -> Result<Self> {
        if let Some(root) = env::var_os(VARIABLE).filter(|root| !root.is_empty()) {
            return Ok(Self::at(root));
        }
        let folders = etcetera::choose_base_strategy().map_err(|error| {
            Error::new(
                ErrorKind::Io,
                format!(
                    "Cannot tell where to keep releases: {error}. \
                     Set {VARIABLE} to a folder of your choice."
                ),
            )
            .with_source(error)
        })?;
        Ok(Self::at(folders.data_dir().join("onet")))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The releases, newest first; of one that was imported more than once, the last import.
    ///
    /// What is incomplete or not readable as a release is passed over. A home that does not exist
    /// has no releases.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn releases(&self) -> Result<Vec<Installed>> {
        let mut generations = self.generations()?;
        generations.sort_by_key(|found| Reverse((version::order(&found.release), found.number)));
        let mut releases: Vec<Installed> = Vec::new();
        for found in generations {
            let newer = releases.iter().any(|known| known.release == found.release);
            if newer || !found.dir.join(release::DATABASE).is_file() {
                continue;
            }
            if let Ok(manifest) = Manifest::read(&found.dir)
                && manifest.release == found.release
            {
                releases.push(Installed { release: found.release, dir: found.dir, manifest });
            }
        }
        Ok(releases)
    }

    /// The newest release, if there is one.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn newest(&self) -> Result<Option<Installed>> {
        Ok(self.releases()?.into_iter().next())
    }

    /// The release of this number.
    ///
    /// # Errors
    ///
    /// [`NotInstalled`](ErrorKind::NotInstalled) when it has not been imported; or when the folder
    /// cannot be read.
    pub fn find(&self, release: &str) -> Result<Installed> {
        let releases = self.releases()?;
        let known: Vec<String> = releases.iter().map(|known| known.release.clone()).collect();
        releases
            .into_iter()
            .find(|known| known.release == release)
            .ok_or_else(|| not_installed(release, &known))
    }

    /// Opens a release.
    ///
    /// A release that has just been imported anew is opened in its new form.
    ///
    /// # Errors
    ///
    /// When it has been removed in the meantime, or is damaged.
    pub fn open(&self, installed: &Installed) -> Result<Release> {
        match Release::open(&installed.dir) {
            Err(_) if !installed.dir.exists() => Release::open(&self.find(&installed.release)?.dir),
            result => result,
        }
    }

    /// Removes a release and all that was imported for it. Who has it open keeps it, where the
    /// system lets files be removed that are in use.
    ///
    /// # Errors
    ///
    /// [`NotInstalled`](ErrorKind::NotInstalled) when there is none,
    /// [`Busy`](ErrorKind::Busy) while an import is running; or when the system refuses.
    pub fn remove(&self, release: &str) -> Result<()> {
        let generations = self.generations()?;
        let (doomed, others): (Vec<_>, Vec<_>) =
            generations.into_iter().partition(|found| found.release == release);
        if doomed.is_empty() {
            let known: Vec<String> = others.into_iter().map(|found| found.release).collect();
            return Err(not_installed(release, &known));
        }
        let folder = self.releases_dir();
        let _lock = Lock::take(&folder)?;
        for found in &doomed {
            atomic_publish::discard(&folder, &found.dir)
                .map_err(|error| Error::io("remove", found.dir.display(), error))?;
        }
        Ok(())
    }

    pub(crate) fn releases_dir(&self) -> PathBuf {
        self.root.join("releases")
    }

    /// All folders of releases, complete or not, in no order.
    pub(crate) fn generations(&self) -> Result<Vec<Generation>> {
        let folder = self.releases_dir();
        let fail = |error| Error::io("read the folder", folder.display(), error);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(fail(error)),
        };
        let mut generations = Vec::new();
        for entry in entries {
            let dir = entry.map_err(fail)?.path();
            if dir.is_dir() {
                generations.extend(Generation::of(dir));
            }
        }
        Ok(generations)
    }
}

/// The folder of one import.
#[derive(Debug)]
pub(crate) struct Generation {
    pub(crate) release: String,
    pub(crate) number: u32,
    pub(crate) dir: PathBuf,
}

impl Generation {
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

fn not_installed(release: &str, known: &[String]) -> Error {
    let at_hand = if known.is_empty() {
        "There are none yet".to_owned()
    } else {
        format!("There is {}", known.join(", "))
    };
    Error::new(
        ErrorKind::NotInstalled,
        format!("O*NET {release} is not among the imported releases. {at_hand}; import it first."),
    )
}
