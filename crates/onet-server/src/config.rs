//! Settings of the server.

use std::path::Path;

use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};

/// Settings of the server. The default requires no key.
#[derive(Clone, Default)]
pub struct Config {
    keys: Vec<[u8; 32]>,
}

/// Why a key file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFileError {
    /// It cannot be read.
    #[error("could not read the key file {path}: {cause}")]
    Unreadable {
        /// The file.
        path: String,
        /// The error of the operating system.
        cause: std::io::Error,
    },
    /// It holds no key, so that the server would refuse every call.
    #[error("the key file {0} holds no key; write one key on a line")]
    Empty(String),
}

impl Config {
    /// Requires every call to carry one of the keys in a file, one per line; lines that start with `#` are ignored.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or holds no key.
    pub fn with_key_file(mut self, path: &Path) -> Result<Self, KeyFileError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|cause| KeyFileError::Unreadable { path: shown.clone(), cause })?;
        self.keys = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|key| Sha256::digest(key).into())
            .collect();
        match self.keys.is_empty() {
            true => Err(KeyFileError::Empty(shown)),
            false => Ok(self),
        }
    }

    /// Whether a call with this key is allowed. Compares digests, over all keys, so that the time taken does not reveal
    /// how much of a key is right.
    pub(crate) fn admits(&self, key: Option<&[u8]>) -> bool {
        if self.keys.is_empty() {
            return true;
        }
        let Some(key) = key else { return false };
        let given: [u8; 32] = Sha256::digest(key).into();
        self.keys.iter().fold(Choice::from(0), |admitted, known| admitted | known.ct_eq(&given)).into()
    }
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config").field("keys", &self.keys.len()).finish()
    }
}
