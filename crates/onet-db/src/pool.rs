//! Connections to one database, lent to one thread at a time.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use rusqlite::{Connection, OpenFlags};

use crate::checksum::Checksum;
use crate::database_file::DatabaseFile;
use crate::error::{Error, Result};
use crate::query_budget;

/// Statements that a connection keeps ready.
const STATEMENTS: usize = 128;

/// The characters to encode in the path of a URI.
const URI_PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~').remove(b':');

/// Connections to one database.
///
/// A file, and a database built into the program, has as many as there are threads to use them, opened
/// when needed. A database in memory has exactly one. When all are lent, the next thread waits.
#[derive(Debug)]
pub(crate) struct Pool {
    /// Where further connections lead; none for a database in memory.
    database: Option<Database>,
    most: usize,
    state: Mutex<State>,
    returned: Condvar,
}

/// A database that nobody changes.
#[derive(Debug)]
enum Database {
    File(DatabaseFile),
    /// The bytes of a database file.
    BuiltIn(&'static [u8]),
}

#[derive(Debug)]
struct State {
    idle: Vec<Connection>,
    /// Connections there are, idle or lent.
    open: usize,
}

impl Pool {
    /// Opens a file that nobody changes, with the checksum that the import recorded.
    pub(crate) fn of_file(path: &Path, written: Option<Checksum>) -> Result<Self> {
        Self::of(Database::File(DatabaseFile::open(path, written)?))
    }

    /// Opens the bytes of a database file that is built into the program, without copying them.
    pub(crate) fn built_in(bytes: &'static [u8]) -> Result<Self> {
        Self::of(Database::BuiltIn(bytes))
    }

    fn of(database: Database) -> Result<Self> {
        let connection = database.open_watched()?;
        let most = thread::available_parallelism().map_or(4, usize::from) * 2;
        Ok(Self::new(Some(database), most, connection))
    }

    /// Takes over a database in memory.
    pub(crate) fn of_memory(mut connection: Connection) -> Self {
        // Without it, queries take as long as they do.
        let _ = query_budget::watch(&mut connection);
        Self::new(None, 1, connection)
    }

    fn new(database: Option<Database>, most: usize, first: Connection) -> Self {
        first.set_prepared_statement_cache_capacity(STATEMENTS);
        Self {
            database,
            most,
            state: Mutex::new(State { idle: vec![first], open: 1 }),
            returned: Condvar::new(),
        }
    }

    /// Borrows a connection, opens another, or waits for one.
    pub(crate) fn lend(&self) -> Loan<'_> {
        let mut state = self.lock();
        loop {
            if let Some(connection) = state.idle.pop() {
                return self.loan(connection);
            }
            if let Some(database) = &self.database
                && state.open < self.most
            {
                state.open += 1;
                drop(state);
                // When the release has been replaced, its file is no more, and the connections that
                // are open already go on.
                if let Ok(connection) = database.open_watched() {
                    connection.set_prepared_statement_cache_capacity(STATEMENTS);
                    return self.loan(connection);
                }
                state = self.lock();
                state.open -= 1;
                if let Some(connection) = state.idle.pop() {
                    return self.loan(connection);
                }
            }
            state = self.returned.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The file behind the connections; none for a database in memory.
    pub(crate) fn file(&self) -> Option<&DatabaseFile> {
        match &self.database {
            Some(Database::File(file)) => Some(file),
            _ => None,
        }
    }

    fn loan(&self, connection: Connection) -> Loan<'_> {
        Loan { pool: self, connection: Some(connection) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Database {
    /// Opens a connection whose queries end with the budget of their thread.
    fn open_watched(&self) -> Result<Connection> {
        let mut connection = self.open()?;
        query_budget::watch(&mut connection).map_err(|error| Error::sqlite("open the release", error))?;
        Ok(connection)
    }

    fn open(&self) -> Result<Connection> {
        match self {
            Self::File(file) => {
                let connection = open_immutable(file.path())?;
                // Another file may have the name now: then it is no database of this release.
                match file.is_at_path() {
                    true => Ok(connection),
                    false => Err(file.changed()),
                }
            }
            Self::BuiltIn(bytes) => {
                let opened = Connection::open_in_memory().and_then(|mut connection| {
                    connection.deserialize_bytes("main", bytes)?;
                    Ok(connection)
                });
                opened.map_err(|error| Error::sqlite("open the built-in release", error))
            }
        }
    }
}

/// A borrowed connection; goes back when dropped.
pub(crate) struct Loan<'p> {
    pool: &'p Pool,
    connection: Option<Connection>,
}

impl Deref for Loan<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("a loan has its connection until it is dropped")
    }
}

impl DerefMut for Loan<'_> {
    fn deref_mut(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("a loan has its connection until it is dropped")
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        self.pool.lock().idle.extend(self.connection.take());
        self.pool.returned.notify_one();
    }
}

fn open_immutable(path: &Path) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // Not mapped into memory: to read beyond the end of a mapped file that is cut short ends the process.
    let opened = Connection::open_with_flags(immutable_uri(path), flags);
    opened.map_err(|error| Error::sqlite(&format!("open {}", path.display()), error))
}

/// The URI by which SQLite opens a file without locks, because nobody changes it.
fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    let text = path.to_string_lossy().replace('\\', "/");
    if cfg!(windows) && !text.starts_with('/') {
        uri.push('/');
    }
    uri.extend(percent_encode(path_bytes(path, &text), URI_PATH));
    uri.push_str("?immutable=1");
    uri
}

#[cfg(unix)]
fn path_bytes<'p>(path: &'p Path, _text: &'p str) -> &'p [u8] {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes()
}

#[cfg(not(unix))]
fn path_bytes<'p>(_path: &'p Path, text: &'p str) -> &'p [u8] {
    text.as_bytes()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_percent_encoded() {
        let path = Path::new("/my data/50%?/é#.sqlite");
        assert_eq!(immutable_uri(path), "file:/my%20data/50%25%3F/%C3%A9%23.sqlite?immutable=1");
    }
}
