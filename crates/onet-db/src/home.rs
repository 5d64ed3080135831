//! The folder that holds the releases on a machine.
//!
//! Each import of a release makes a folder of its own under `releases`, named after the release and
//! a number that grows: `29.3_0001`. It appears under that name only when it is complete. Readers
//! take the newest.

use std::cmp::Reverse;
use std::env;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::atomic_publish::{self, Lock};
use crate::error::{Error, ErrorKind, Result};
use crate::generation::Generation;
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
    /// The record of the import.
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
    /// Those that cannot be read are not in the list; see [`damaged`](Self::damaged). A home that does not exist has no
    /// releases.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn releases(&self) -> Result<Vec<Installed>> {
        Ok(self.last_imports()?.into_iter().filter_map(|found| installed(found).ok()).collect())
    }

    /// Why releases cannot be read, one error for each, newest first.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn damaged(&self) -> Result<Vec<Error>> {
        let failed = |found: Generation| {
            let dir = found.dir.clone();
            installed(found).err().filter(|_| dir.exists())
        };
        Ok(self.last_imports()?.into_iter().filter_map(failed).collect())
    }

    /// The folder of the last import of each release, newest release first.
    fn last_imports(&self) -> Result<Vec<Generation>> {
        let mut generations = Generation::all(&self.releases_dir())?;
        generations.sort_by_key(|found| Reverse((version::order(&found.release), found.number)));
        generations.dedup_by(|later, earlier| later.release == earlier.release);
        Ok(generations)
    }

    /// The newest release, if there is one. A damaged one is never passed over for an older one.
    ///
    /// # Errors
    ///
    /// [`Damaged`](ErrorKind::Damaged) when the newest release cannot be read; or when the folder cannot be read.
    pub fn newest(&self) -> Result<Option<Installed>> {
        self.first_of(|_| true)
    }

    /// The release of this number.
    ///
    /// # Errors
    ///
    /// [`NotInstalled`](ErrorKind::NotInstalled) when it has not been imported,
    /// [`Damaged`](ErrorKind::Damaged) when it cannot be read; or when the folder cannot be read.
    pub fn find(&self, release: &str) -> Result<Installed> {
        match self.first_of(|found| found.release == release)? {
            Some(found) => Ok(found),
            None => {
                let known = self.last_imports()?.into_iter().map(|found| found.release);
                Err(not_installed(release, &known.collect::<Vec<_>>()))
            }
        }
    }

    /// The first release, newest first, that is wanted.
    fn first_of(&self, is_wanted: impl Fn(&Generation) -> bool) -> Result<Option<Installed>> {
        // An import that ends at this moment replaces the folder that was just seen.
        const LOOKS: usize = 3;
        let mut failure = None;
        for _ in 0..LOOKS {
            let Some(found) = self.last_imports()?.into_iter().find(&is_wanted) else { return Ok(None) };
            let dir = found.dir.clone();
            match installed(found) {
                Ok(found) => return Ok(Some(found)),
                Err(error) if dir.exists() => return Err(error),
                Err(error) => failure = Some(error),
            }
        }
        failure.map_or(Ok(None), Err)
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

    /// Removes a release. Processes that have it open keep reading it, where the system lets files be
    /// removed that are in use.
    ///
    /// # Errors
    ///
    /// [`NotInstalled`](ErrorKind::NotInstalled) when there is none,
    /// [`Busy`](ErrorKind::Busy) while an import is running; or when the system refuses.
    pub fn remove(&self, release: &str) -> Result<()> {
        let generations = Generation::all(&self.releases_dir())?;
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
}

/// The release in a folder.
fn installed(found: Generation) -> Result<Installed> {
    let Generation { release, dir, .. } = found;
    let manifest = Manifest::read(&dir)?;
    if manifest.release != release {
        let message = format!(
            "{} is the folder of O*NET {release}, but its manifest names {}. Remove it with onet db remove {release}, \
             and import the release again.",
            dir.display(),
            manifest.release
        );
        return Err(Error::new(ErrorKind::Damaged, message));
    }
    manifest.check_database(&dir.join(release::DATABASE))?;
    Ok(Installed { release, dir, manifest })
}

fn not_installed(release: &str, known: &[String]) -> Error {
    let at_hand = match known {
        [] => "No release has been imported".to_owned(),
        [one] => format!("The imported release is {one}"),
        several => format!("The imported releases are {}", several.join(", ")),
    };
    let what = match release.contains(['/', '\\']) {
        true => format!("{release} is not the folder of an imported release"),
        false => format!("O*NET {release} is not among the imported releases"),
    };
    Error::new(ErrorKind::NotInstalled, format!("{what}. {at_hand}."))
}
