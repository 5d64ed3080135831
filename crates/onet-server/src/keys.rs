//! The keys that callers need, from a file.
//!
//! A line is `name key`, or `name key expires` with a day such as `2027-01-31`; a line with one word is a key without a
//! name. Empty lines and lines that start with `#` are ignored.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use time::{Date, Month, OffsetDateTime};

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
    /// A line is not `key`, `name key` or `name key expires`.
    #[error("line {line} of the key file {path} {why}")]
    Malformed {
        /// The file.
        path: String,
        /// The number of the line, from 1.
        line: usize,
        /// What is wrong with the line; no part of a key.
        why: &'static str,
    },
    /// Other users can change it, and so let themselves in.
    #[error("other users can write to the key file {0}; chmod 600 {0}")]
    WritableByOthers(String),
}

/// A key of the server. The key itself is not in memory, only its digest.
#[derive(Clone)]
struct Key {
    digest: [u8; 32],
    name: Arc<str>,
    /// The last day, in UTC.
    expires: Option<Date>,
}

/// The keys in use. Cheap to clone; clones change together.
#[derive(Clone, Default)]
pub(crate) struct Keys(Option<Arc<KeyFile>>);

struct KeyFile {
    path: PathBuf,
    keys: RwLock<Vec<Key>>,
}

impl Keys {
    /// Requires the keys of a file.
    pub(crate) fn of_file(path: &Path) -> Result<Self, KeyFileError> {
        let keys = RwLock::new(read(path)?);
        Ok(Self(Some(Arc::new(KeyFile { path: path.to_owned(), keys }))))
    }

    /// Whether calls need a key.
    pub(crate) fn are_required(&self) -> bool {
        self.0.is_some()
    }

    /// The number of keys.
    pub(crate) fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |file| file.keys.read().unwrap_or_else(PoisonError::into_inner).len())
    }

    /// Reads the file anew. After an error the keys stay as they were.
    pub(crate) fn reload(&self) -> Result<(), KeyFileError> {
        if let Some(file) = &self.0 {
            let keys = read(&file.path)?;
            *file.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
        }
        Ok(())
    }

    /// When the file was last changed.
    pub(crate) fn changed(&self) -> Option<SystemTime> {
        std::fs::metadata(&self.0.as_ref()?.path).ok()?.modified().ok()
    }

    /// A warning when other users can read the file.
    pub(crate) fn warning(&self) -> Option<String> {
        let path = &self.0.as_ref()?.path;
        let shown = path.display();
        (others_may(path) & READ != 0)
            .then(|| format!("other users can read or change the key file {shown}; chmod 600 {shown}"))
    }

    /// The name of a key, if it is one of the keys and has not expired. Compares digests, over all keys, so that the time
    /// taken reveals neither how much of a key is right nor which key it is.
    pub(crate) fn name_of(&self, given: &[u8]) -> Option<Arc<str>> {
        let file = self.0.as_ref()?;
        let digest: [u8; 32] = Sha256::digest(given).into();
        let keys = file.keys.read().unwrap_or_else(PoisonError::into_inner);
        let (mut found, mut at) = (Choice::from(0), 0u64);
        for (number, key) in (0u64..).zip(keys.iter()) {
            let equal = key.digest.ct_eq(&digest);
            at.conditional_assign(&number, equal);
            found |= equal;
        }
        let key =
            bool::from(found).then(|| usize::try_from(at).ok().and_then(|at| keys.get(at))).flatten()?;
        let is_valid = key.expires.is_none_or(|last| OffsetDateTime::now_utc().date() <= last);
        is_valid.then(|| Arc::clone(&key.name))
    }
}

fn read(path: &Path) -> Result<Vec<Key>, KeyFileError> {
    let shown = path.display().to_string();
    let unreadable = |cause| KeyFileError::Unreadable { path: shown.clone(), cause };
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    if others_may(path) & WRITE != 0 {
        return Err(KeyFileError::WritableByOthers(shown));
    }
    let keys =
        parse(&text).map_err(|(line, why)| KeyFileError::Malformed { path: shown.clone(), line, why })?;
    match keys.is_empty() {
        true => Err(KeyFileError::Empty(shown)),
        false => Ok(keys),
    }
}

/// The keys in the text of a file; else the number of the line that is wrong, and why.
fn parse(text: &str) -> Result<Vec<Key>, (usize, &'static str)> {
    // Editors of Windows write a byte order mark and carriage returns.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let mut keys = Vec::new();
    for (number, line) in (1..).zip(text.split(['\n', '\r'])) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let key = match *line.split_whitespace().collect::<Vec<_>>() {
            [key] => Key::new(key, format!("line {number}"), None),
            [_, key] if day(key).is_some() => {
                return Err((number, "ends in a day, which needs a name before the key: name key day"));
            }
            [name, key] => Key::new(key, name.to_owned(), None),
            [name, key, expires] => {
                let expires = day(expires).ok_or((number, "does not end in a day such as 2027-01-31"))?;
                Key::new(key, name.to_owned(), Some(expires))
            }
            _ => return Err((number, "has more than three words; expected: name key day")),
        };
        keys.push(key);
    }
    Ok(keys)
}

impl Key {
    fn new(key: &str, name: String, expires: Option<Date>) -> Self {
        Self { digest: Sha256::digest(key).into(), name: name.into(), expires }
    }
}

/// A day as `2027-01-31`.
fn day(text: &str) -> Option<Date> {
    let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return None };
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    (text.len() == 10).then(|| Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok())?
}

/// The permission bits with which the group or all others may read or change a file.
const READ: u32 = 0o066;

/// The permission bit with which all others may change it.
const WRITE: u32 = 0o002;

/// What users other than the owner may do with a file.
#[cfg(unix)]
fn others_may(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).map_or(0, |data| data.permissions().mode() & 0o077)
}

#[cfg(not(unix))]
fn others_may(_: &Path) -> u32 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        parse(text).expect("valid lines").iter().map(|key| key.name.to_string()).collect()
    }

    fn keys(text: &str) -> Keys {
        let keys = RwLock::new(parse(text).expect("valid lines"));
        Keys(Some(Arc::new(KeyFile { path: PathBuf::new(), keys })))
    }

    #[test]
    fn a_line_is_a_key_or_a_name_and_a_key() {
        assert_eq!(named("one\n# comment\n\nada key\nbob other 2999-12-31\n"), ["line 1", "ada", "bob"]);
        let keys = keys("one\nada key\nada newer\n");
        for (key, name) in
            [("one", Some("line 1")), ("key", Some("ada")), ("newer", Some("ada")), ("ada", None)]
        {
            assert_eq!(keys.name_of(key.as_bytes()).as_deref(), name, "{key}");
        }
    }

    #[test]
    fn byte_order_marks_and_carriage_returns_are_no_part_of_a_key() {
        for text in ["\u{feff}one\r\nada two\r\n", "one\rada two\r", "\u{feff}one\n  ada\ttwo  "] {
            let keys = keys(text);
            assert!(keys.name_of(b"one").is_some() && keys.name_of(b"two").is_some(), "{text:?}");
            assert!(keys.name_of(b"two\r").is_none());
        }
    }

    #[test]
    fn a_key_works_until_the_end_of_its_last_day() {
        let today = OffsetDateTime::now_utc().date();
        let text = format!("ada key {today}\nbob old 2020-02-29\n");
        let keys = keys(&text);
        assert!(keys.name_of(b"key").is_some());
        assert!(keys.name_of(b"old").is_none());
    }

    #[test]
    fn a_malformed_line_is_named_without_its_key() {
        for (text, line) in [
            ("ada key 2027-02-30", 1),
            ("fine\nada key soon", 2),
            ("key 2027-01-31", 1),
            ("a b c d", 1),
            ("ada key 27-1-1", 1),
        ] {
            assert_eq!(parse(text).err().map(|(line, _)| line), Some(line), "{text}");
        }
    }
}
