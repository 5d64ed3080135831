//! An open release: its manifest, its connections and its caches.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rusqlite::Connection;

use crate::catalogue;
use crate::database_file::DatabaseFile;
use crate::error::{Error, ErrorKind, Result};
use crate::manifest::{Manifest, UnfitTable};
use crate::missing_tables::TableSource;
use crate::occupation_index::{self, OccupationIndex};
use crate::pool::Pool;
use crate::query_budget;
use crate::rating_cache::RatingCache;
use crate::row_orders::RowOrders;

/// The name of the database file in the folder of a release.
pub(crate) const DATABASE: &str = "release.sqlite";

/// A release of the database, read-only.
///
/// Clones share connections and caches, and threads may query at the same time. A release on disk does not
/// change while it is open, even when it is imported again.
///
/// ```no_run
/// use onet_db::Release;
///
/// let release = Release::open("onet/releases/29.3_0001")?;
/// let occupations: u32 = release.read(|connection| {
///     connection.query_row("SELECT count(*) FROM occupation_data", [], |row| row.get(0))
/// })?;
/// println!("{}: {occupations} occupations", release.label());
/// # Ok::<(), onet_db::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Release {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    manifest: Manifest,
    /// The folder; none for a release in memory.
    dir: Option<PathBuf>,
    pool: Pool,
    occupations: OnceLock<OccupationIndex>,
    ratings: RatingCache,
    orders: RowOrders,
}

impl Release {
    /// Opens the folder of an imported release.
    ///
    /// # Errors
    ///
    /// When the folder does not hold one, or cannot be read; [`Damaged`](ErrorKind::Damaged) also when another version
    /// of this program imported the release and wrote it in another layout.
    pub fn open(dir: impl AsRef<Path>) -> Result<Self> {
        let dir = dir.as_ref();
        let dir = dir.canonicalize().map_err(|error| Error::io("open", dir.display(), error))?;
        let manifest = Manifest::read(&dir)?;
        manifest.check_layout(&dir)?;
        manifest.check_database(&dir.join(DATABASE))?;
        let pool = Pool::of_file(&dir.join(DATABASE), manifest.database.clone())?;
        let release = Self::new(manifest, Some(dir), pool);
        release
            .read(|connection| connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())))?;
        Ok(release)
    }

    /// A release in memory.
    pub(crate) fn in_memory(manifest: Manifest, connection: Connection) -> Self {
        Self::new(manifest, None, Pool::of_memory(connection))
    }

    /// A release of a manifest and the connections to its database.
    pub(crate) fn new(manifest: Manifest, dir: Option<PathBuf>, pool: Pool) -> Self {
        let (occupations, ratings, orders) = (OnceLock::new(), RatingCache::default(), RowOrders::default());
        Self { inner: Arc::new(Inner { manifest, dir, pool, occupations, ratings, orders }) }
    }

    /// The release number, such as `29.3`.
    pub fn name(&self) -> &str {
        &self.inner.manifest.release
    }

    /// The name of the release in messages: `O*NET 29.3`, or `O*NET 29.3 sample` for the built-in sample.
    pub fn label(&self) -> String {
        let sample = if self.is_sample() { " sample" } else { "" };
        format!("O*NET {}{sample}", self.name())
    }

    /// The release as the place of what it does not have, in messages: `this import of O*NET 29.3`, as another import may
    /// have it, or `O*NET 29.3 sample`.
    pub fn import_label(&self) -> String {
        match self.is_sample() {
            true => self.label(),
            false => format!("this import of {}", self.label()),
        }
    }

    /// The record of the import.
    pub fn manifest(&self) -> &Manifest {
        &self.inner.manifest
    }

    /// The folder of the release; none for one in memory.
    pub fn dir(&self) -> Option<&Path> {
        self.inner.dir.as_deref()
    }

    /// Whether this is the sample built into the program.
    pub fn is_sample(&self) -> bool {
        self.inner.manifest.sample
    }

    /// Whether the release has this table. Ids are those of the [catalogue](crate::catalogue).
    pub fn has_table(&self, id: &str) -> bool {
        self.inner.manifest.has_table(id)
    }

    /// Queries the database. The tables and columns are those of the [catalogue](crate::catalogue).
    ///
    /// A release in memory has one connection: a query must not start another one before it ends.
    ///
    /// # Errors
    ///
    /// What the question returns; [`Interrupted`](ErrorKind::Interrupted) when the
    /// [`QueryBudget`](crate::QueryBudget) of this thread is spent; [`Damaged`](ErrorKind::Damaged) when the file is
    /// not what was opened.
    pub fn read<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        // SQLite looks at the budget after some thousand instructions only.
        if query_budget::is_spent() {
            let message = format!("Cannot read {}: the query took too long.", self.label());
            return Err(Error::new(ErrorKind::Interrupted, message));
        }
        let check = || self.inner.pool.file().map_or(Ok(()), DatabaseFile::check);
        check()?;
        let found = question(&self.inner.pool.lend());
        // What was read while the file changed is no answer.
        check()?;
        found.map_err(|error| Error::sqlite(&format!("read {}", self.label()), error))
    }

    /// As [`read`](Self::read), for a question that sets hooks of the connection and removes them.
    pub(crate) fn read_mut<T>(
        &self,
        question: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        question(&mut self.inner.pool.lend())
            .map_err(|error| Error::sqlite(&format!("read {}", self.label()), error))
    }

    /// Reads this database and that of another release at the same time. The two must be different values: a release in
    /// memory has one connection.
    pub(crate) fn read_with<T>(
        &self,
        other: &Self,
        question: impl FnOnce(&Connection, &Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        // Connections are lent in one order, whichever release comes first: otherwise two questions could wait for each
        // other.
        match Arc::as_ptr(&self.inner) <= Arc::as_ptr(&other.inner) {
            true => self.read(|here| Ok(other.read(|there| question(here, there))))?,
            false => other.read(|there| Ok(self.read(|here| question(here, there))))?,
        }
    }

    /// Checks all files of the release against the checksums that the import recorded, which takes a tenth of a second
    /// for a whole release. [`open`](Self::open) checks length and first bytes only, [`verify`](Self::verify) more.
    ///
    /// # Errors
    ///
    /// [`Damaged`](ErrorKind::Damaged), with the name of the file, when one is not what the import wrote.
    pub fn check_files(&self) -> Result<()> {
        self.inner.pool.file().map_or(Ok(()), DatabaseFile::check_whole)?;
        let Some(dir) = self.dir() else { return Ok(()) };
        self.inner.manifest.files.iter().try_for_each(|file| file.check(dir))
    }

    /// Whether this and another value are the same open release.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    /// The occupations, their activities and the way from one to the other, in memory. Loaded by the
    /// first call.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](ErrorKind::MissingTable) without Occupation Data;
    /// or when the database is damaged.
    pub fn occupations(&self) -> Result<&OccupationIndex> {
        if let Some(index) = self.inner.occupations.get() {
            return Ok(index);
        }
        self.require(&["occupation_data"])?;
        let has_table = |id: &str| self.has_table(id);
        let index =
            self.read(|connection| occupation_index::load(connection, &has_table))?.ok_or_else(|| {
                let label = self.label();
                Error::new(
                    ErrorKind::Damaged,
                    format!("{label} has occupations or activities that cannot be read. Import it again."),
                )
            })?;
        Ok(self.inner.occupations.get_or_init(|| index))
    }

    /// The ratings that have been read.
    pub(crate) fn rating_cache(&self) -> &RatingCache {
        &self.inner.ratings
    }

    /// The orders of rows that were needed last.
    pub(crate) fn orders(&self) -> &RowOrders {
        &self.inner.orders
    }

    /// Fails if one of these tables is missing, by their ids.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](ErrorKind::MissingTable), which names the table and how to import it.
    pub fn require(&self, ids: &[&str]) -> Result<()> {
        let Some(missing) = ids.iter().find(|id| !self.has_table(id)) else { return Ok(()) };
        let known = catalogue::table(missing);
        let title = known.map_or(*missing, |table| &table.title);
        if let Some(unfit) = self.unfit_for(missing) {
            let message = format!(
                "{title} of {} cannot be used: {unfit}. A newer version of onet may know this form.",
                self.label()
            );
            return Err(Error::new(ErrorKind::MissingTable, message));
        }
        if let Some(last) =
            known.filter(|table| !table.is_of(self.name())).and_then(|table| table.until.as_ref())
        {
            let message =
                format!("{title} is not in {}: releases after {last} do not have it.", self.label());
            return Err(Error::new(ErrorKind::MissingTable, message));
        }
        let cure = match TableSource::of(missing) {
            TableSource::Release if self.is_sample() => {
                "An imported release has it (onet db pull).".to_owned()
            }
            source => source.advice(),
        };
        let message = format!("{title} is not in {}. {cure}", self.import_label());
        Err(Error::new(ErrorKind::MissingTable, message))
    }

    /// Why a table of the release has another form than the known one, or a later table that it would be read from.
    fn unfit_for(&self, id: &str) -> Option<&UnfitTable> {
        let views = catalogue::views().iter().filter(|view| view.id == id);
        let later = views.flat_map(|view| &view.of).map(String::as_str);
        std::iter::once(id).chain(later).find_map(|id| self.manifest().unfit(id))
    }
}
