//! The key of the live service on this machine: in the environment, or in a file that only its owner can read.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use onet_db::Home;

use crate::failure::Failure;

/// The variable that comes before a stored key.
pub(crate) const VARIABLE: &str = "ONET_API_KEY";
/// Bytes of the longest key.
const LONGEST: u64 = 4_096;

/// A key, and where it is from.
pub(crate) enum Stored {
    Environment(String),
    File { key: String, path: PathBuf },
}

impl Stored {
    /// The key.
    ///
    /// # Errors
    ///
    /// A usage error that names the place of a damaged key.
    pub(crate) fn into_key(self) -> Result<String, Failure> {
        const DAMAGED: &str = "it has characters that no key has";
        match self {
            Self::Environment(key) | Self::File { key, .. } if is_key(&key) => Ok(key),
            Self::Environment(_) => Err(Failure::usage(format!("{VARIABLE} holds no key: {DAMAGED}"))
                .with_hint("the key alone, or unset it: onet auth login stores one")),
            Self::File { path, .. } => Err(unreadable(&path, &format!("it is no key: {DAMAGED}"))),
        }
    }
}

/// Whether a text is one word of visible ASCII, as a header of HTTP takes it.
pub(crate) fn is_key(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The file of a stored key.
pub(crate) fn path(home: &Home) -> PathBuf {
    home.path().join("api-key")
}

/// The key of the environment, else the stored one.
pub(crate) fn find() -> Result<Option<Stored>, Failure> {
    if let Some(key) = std::env::var(VARIABLE).ok().filter(|key| !key.trim().is_empty()) {
        return Ok(Some(Stored::Environment(key)));
    }
    // Without a home there is no stored key either.
    let Ok(home) = Home::from_env() else { return Ok(None) };
    let path = path(&home);
    match fs::metadata(&path) {
        Ok(found) if found.len() <= LONGEST => {}
        Ok(_) => return Err(unreadable(&path, &"it is no key: it is too long")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(no_home(&home)),
        Err(error) => return Err(unreadable(&path, &error)),
    }
    let key = fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
    let key = key.trim().to_owned();
    Ok((!key.is_empty()).then_some(Stored::File { key, path }))
}

fn no_home(home: &Home) -> Failure {
    Failure::usage(format!("the home {} is no folder", home.path().display()))
        .with_hint("ONET_HOME=DIR, with a folder")
}

fn unreadable(path: &Path, reason: &dyn std::fmt::Display) -> Failure {
    Failure::usage(format!("could not read the stored key in {}: {reason}", path.display()))
        .with_hint("onet auth login stores it anew, onet auth logout removes it")
}

/// Stores a key. The file is there with the whole key, or as it was.
pub(crate) fn store(home: &Home, key: &str) -> Result<PathBuf, Failure> {
    let path = path(home);
    let written = fs::create_dir_all(home.path()).and_then(|()| {
        // A temporary file is its owner's alone from the start.
        let mut file = tempfile::NamedTempFile::new_in(home.path())?;
        writeln!(file, "{key}")?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|failure| failure.error)?;
        Ok(())
    });
    match written {
        Ok(()) => Ok(path),
        Err(error) => Err(Failure::Storing(path, error)),
    }
}

/// Removes the stored key; `false` when there is none.
pub(crate) fn remove(home: &Home) -> Result<bool, Failure> {
    let path = path(home);
    match fs::remove_file(&path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Failure::Storing(path, error)),
    }
}

/// Whether others than the owner can read a file; `None` where the system does not know.
pub(crate) fn is_open_to_others(path: &Path) -> Option<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::metadata(path).ok().map(|found| found.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}
