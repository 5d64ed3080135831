//! Reads keys and releases again when they change, while the server runs.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use onet_db::{Home, Installed};
use onet_server::{Config, Link, Source, SourceChain, SourceSlot};

use super::signals::HangUp;
use crate::arguments::Global;
use crate::console::Console;
use crate::failure::Failure;

/// The time between two looks.
const PERIOD: Duration = Duration::from_secs(2);

/// What a server reads again.
pub(super) struct Reload {
    config: Config,
    /// When the key file had the keys in use.
    keys_changed: Option<SystemTime>,
    releases: Vec<WatchedRelease>,
}

/// A release in use and where a newer one would be.
#[derive(Clone)]
struct WatchedRelease {
    slot: SourceSlot,
    home: Home,
    /// The number of the release; `None` for the newest.
    number: Option<String>,
    /// A folder that could not be opened, so that it is reported once.
    broken: Option<PathBuf>,
}

impl Reload {
    pub(super) fn new(global: &Global, sources: &SourceChain, config: &Config) -> Self {
        let keys_changed = config.keys_changed();
        let slots = sources.links().iter().filter_map(|link| match link {
            Link::Release(slot) => Some(slot),
            _ => None,
        });
        let releases = slots.filter_map(|slot| WatchedRelease::new(global, slot)).collect();
        Self { config: config.clone(), keys_changed, releases }
    }

    /// Looks every two seconds, and when the program gets the signal to.
    pub(super) async fn run(mut self, console: Console) {
        let mut hang_up = HangUp::listen();
        loop {
            let is_told = tokio::select! {
                () = hang_up.received() => true,
                () = tokio::time::sleep(PERIOD) => false,
            };
            self.keys(is_told, &console);
            for release in &mut self.releases {
                release.replace(is_told, console).await;
            }
        }
    }

    fn keys(&mut self, is_told: bool, console: &Console) {
        let changed = self.config.keys_changed();
        if changed == self.keys_changed && !is_told {
            return;
        }
        self.keys_changed = changed;
        match self.config.reload_keys() {
            Ok(()) if changed.is_some() => console.note("the key file has been read again"),
            Ok(()) => {}
            Err(failure) => console.warning(&format!("{failure}; the keys stay as they were")),
        }
    }
}

impl WatchedRelease {
    /// Nothing to watch for the sample, and for a release that is named by its folder.
    fn new(global: &Global, slot: &SourceSlot) -> Option<Self> {
        let current = slot.current();
        let is_in_home = !current.release().is_sample() && current.release().dir().is_some();
        let is_folder = |named: &String| std::path::Path::new(named).join("manifest.json").is_file();
        if !is_in_home || global.release.as_ref().is_some_and(is_folder) {
            return None;
        }
        let (home, number) = (Home::from_env().ok()?, global.release.clone());
        Some(Self { slot: slot.clone(), home, number, broken: None })
    }

    /// Answers from the newest import from now on, if it is not in use yet.
    async fn replace(&mut self, is_told: bool, console: Console) {
        let watched = self.clone();
        let opened = tokio::task::spawn_blocking(move || watched.newer(is_told)).await;
        match opened {
            Ok(Ok(None)) | Err(_) => {}
            Ok(Ok(Some(source))) => {
                console.note(&format!("answers come from a new import of {}", source.label()));
                self.slot.replace(source);
                self.broken = None;
            }
            Ok(Err((folder, failure))) => {
                let label = self.slot.current().label();
                console.warning(&format!("{failure} Answers still come from {label} as before."));
                self.broken = Some(folder);
            }
        }
    }

    /// The newest import, opened, if it is not the one in use; else its folder and why it cannot be opened.
    fn newer(&self, is_told: bool) -> Result<Option<Source>, (PathBuf, Failure)> {
        let Some(installed) = self.installed() else { return Ok(None) };
        let current = self.slot.current();
        let folder = installed.dir.canonicalize().unwrap_or_else(|_| installed.dir.clone());
        if current.release().dir() == Some(&folder) || (self.broken.as_ref() == Some(&folder) && !is_told) {
            return Ok(None);
        }
        let opened = || -> Result<Source, Failure> {
            let source = Source::new(self.home.open(&installed)?);
            source.release().check_files()?;
            source.open_indices()?;
            Ok(source)
        };
        opened().map(Some).map_err(|failure| (folder, failure))
    }

    /// The import to use; none while it is removed or cannot be read.
    fn installed(&self) -> Option<Installed> {
        match &self.number {
            Some(number) => self.home.find(number).ok(),
            None => self.home.newest().ok()?,
        }
    }
}
