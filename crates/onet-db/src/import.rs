//! From the text distribution to a release.

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use crate::catalogue;
use crate::check;
use crate::checksum::Checksum;
use crate::derived;
use crate::error::{Error, ErrorKind, Result, StepError};
use crate::home::{Home, Installed};
use crate::input::Input;
use crate::load;
use crate::manifest::{self, DownloadOrigin, IgnoredFile, Manifest, ManifestTable, Origin};
use crate::plan::{Plan, Planned, plan};
use crate::publication::Publication;
use crate::release::{DATABASE, Release};
use crate::verify;
use crate::version;

/// How the database is written: fast and without a way back, for a file that is thrown away unless
/// all goes well. The cache, in KiB, is what an import needs most memory for.
const PRAGMAS: [(&str, &str); 5] = [
    ("journal_mode", "OFF"),
    ("synchronous", "OFF"),
    ("locking_mode", "EXCLUSIVE"),
    ("temp_store", "MEMORY"),
    ("cache_size", "-65536"),
];

/// Rows of an index that SQLite looks at to learn how selective it is.
const ANALYZE: &str = "PRAGMA analysis_limit = 400; ANALYZE;";

/// An import of a release, to be described and then run.
///
/// The first input decides which release it is. Further inputs give tables that it lacks, and
/// supplementary ones, which are known by their first line. Tables of the release that the [catalogue](crate::catalogue) does not list, and columns that it does not list in a
/// table, are kept as text and reported. Every row is checked as it is read; keys and references
/// between tables are checked when all are there.
///
/// ```no_run
/// use onet_db::{Home, Import, Input};
///
/// let report = Import::new(Input::open("db_29_3_text.zip")?)
///     .with(Input::open("Task Ratings.txt")?)
///     .run(&Home::from_env()?)?;
/// println!("{} rows", report.installed.manifest.rows());
/// # Ok::<(), onet_db::Error>(())
/// ```
pub struct Import<'a> {
    input: Input,
    supplements: Vec<Input>,
    release: Option<String>,
    download: Option<DownloadOrigin>,
    progress: Reporter<'a>,
    steps: Vec<(String, Step<'a>)>,
}

type Step<'a> = Box<dyn FnOnce(&Release, &Path) -> Result<(), StepError> + 'a>;

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress<'a> {
    /// A table is being read.
    TableStarted {
        /// Its id.
        table: &'a str,
        /// Which one it is, from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// So many rows of the table have been read.
    Rows {
        /// Its id.
        table: &'a str,
        /// The number of rows so far.
        rows: u64,
    },
    /// A table has been read.
    TableDone {
        /// Its id.
        table: &'a str,
        /// The number of rows.
        rows: u64,
    },
    /// Something else begins, such as the checks or a hook of the caller.
    Step(&'a str),
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// The release, with its manifest: tables, rows, what is missing, unknown or ignored.
    pub installed: Installed,
    /// Whether the release had been imported before, and was replaced.
    pub replaced: bool,
    /// How long it took.
    pub elapsed: Duration,
}

impl<'a> Import<'a> {
    /// An import of this input.
    pub fn new(input: Input) -> Self {
        Self {
            input,
            supplements: Vec::new(),
            release: None,
            download: None,
            progress: Reporter(None),
            steps: Vec::new(),
        }
    }

    /// Takes the tables from another input that the ones before it lack.
    #[must_use]
    pub fn with(mut self, supplement: Input) -> Self {
        self.supplements.push(supplement);
        self
    }

    /// Says which release it is, such as `29.3`, whatever the input says.
    #[must_use]
    pub fn release(mut self, release: impl Into<String>) -> Self {
        self.release = Some(release.into());
        self
    }

    /// Records in the manifest where the input was downloaded from.
    #[must_use]
    pub fn download(mut self, download: DownloadOrigin) -> Self {
        self.download = Some(download);
        self
    }

    /// Tells how far the import has come.
    #[must_use]
    pub fn progress(mut self, tell: impl FnMut(Progress<'_>) + 'a) -> Self {
        self.progress = Reporter(Some(Box::new(tell)));
        self
    }

    /// Does something with the finished database before the release appears under its name; what it
    /// writes into the folder becomes part of the release. When it fails, so does the import. Steps
    /// run in the order in which they are given, and not for a release in memory.
    #[must_use]
    pub fn finish_step(
        mut self,
        name: impl Into<String>,
        step: impl FnOnce(&Release, &Path) -> Result<(), StepError> + 'a,
    ) -> Self {
        self.steps.push((name.into(), Box::new(step)));
        self
    }

    /// Runs the import. An earlier import of the same release is replaced; when anything fails, it
    /// stays as it is.
    ///
    /// # Errors
    ///
    /// When an input is not what it should be, see [`ErrorKind`]; when another import is running;
    /// when a step fails; or when the disk is full or refuses.
    pub fn run(mut self, home: &Home) -> Result<ImportReport> {
        let started = Instant::now();
        let plan = plan(&self.input, &self.supplements)?;
        let release = self.release_number()?;
        let publication = Publication::begin(home, &release)?;
        let path = publication.path().join(DATABASE);
        let connection = open_for_writing(&path)?;
        let mut manifest = self.fill(&connection, release, plan)?;
        connection.close().map_err(|(_, error)| Error::sqlite("close the database", error))?;
        manifest.database =
            Some(Checksum::of_file(&path).map_err(|error| Error::io("read", path.display(), error))?);
        manifest.write(publication.path())?;
        self.run_steps(publication.path())?;
        self.progress.tell(Progress::Step("publish"));
        let (dir, replaced) = publication.publish()?;
        Ok(ImportReport {
            installed: Installed { release: manifest.release.clone(), dir, manifest },
            replaced,
            elapsed: started.elapsed(),
        })
    }

    /// Runs the import into memory.
    ///
    /// # Errors
    ///
    /// As for [`run`](Self::run).
    pub fn into_memory(mut self) -> Result<Release> {
        let plan = plan(&self.input, &self.supplements)?;
        let release = self.release_number()?;
        let connection = Connection::open_in_memory()
            .map_err(|error| Error::sqlite("open a database in memory", error))?;
        let manifest = self.fill(&connection, release, plan)?;
        connection
            .pragma_update(None, "query_only", "ON")
            .map_err(|error| Error::sqlite("close the database for changes", error))?;
        Ok(Release::in_memory(manifest, connection))
    }

    fn release_number(&self) -> Result<String> {
        match self.release.as_deref().or(self.input.release()) {
            Some(release) => version::checked(release),
            None => Err(Error::new(
                ErrorKind::UnknownRelease,
                format!(
                    "{} does not say which release it is: it has no read-me file, and its name is \
                     not like db_29_3_text. Say the release number.",
                    self.input.label()
                ),
            )),
        }
    }

    /// Reads all tables, checks them, and computes what rests on them.
    fn fill(&mut self, connection: &Connection, release: String, plan: Plan) -> Result<Manifest> {
        let imported_at = manifest::now();
        let Plan { tables: planned, mut ignored } = plan;
        for (pragma, value) in PRAGMAS {
            connection
                .execute_batch(&format!("PRAGMA {pragma} = {value}"))
                .map_err(|error| Error::sqlite("prepare the database", error))?;
        }
        let sql = |statement: &str| {
            connection.execute_batch(statement).map_err(|error| Error::sqlite("write the database", error))
        };
        sql("BEGIN")?;
        let mut manifest = Manifest {
            layout: manifest::LAYOUT,
            release,
            taxonomy: manifest::TAXONOMY.to_owned(),
            sample: self.input.is_embedded(),
            imported_at,
            onet_version: env!("CARGO_PKG_VERSION").to_owned(),
            tables: Vec::with_capacity(planned.len()),
            missing: Vec::new(),
            unknown_tables: Vec::new(),
            unknown_columns: Vec::new(),
            ignored: Vec::new(),
            derived: Vec::new(),
            database: None,
            download: self.download.take(),
        };
        let is_planned = |id: &str| planned.iter().any(|table| table.id == id);
        for (at, table) in planned.iter().enumerate() {
            self.progress.tell(Progress::TableStarted {
                table: &table.id,
                number: at + 1,
                of: planned.len(),
            });
            let rows = self.load(connection, table, &is_planned, &mut manifest, &mut ignored)?;
            self.progress.tell(Progress::TableDone { table: &table.id, rows });
        }
        manifest.ignored = ignored;
        let views = derived::create_views(connection, &|id| manifest.has_table(id))?;
        manifest.derived = views;
        manifest.missing = catalogue::tables()
            .iter()
            .filter(|table| table.is_of(&manifest.release) && !manifest.has_table(&table.id))
            .map(|table| table.id.clone())
            .collect();

        self.progress.tell(Progress::Step("index"));
        for table in known_tables(&manifest) {
            check::create_indices(connection, table)?;
        }
        self.progress.tell(Progress::Step("check"));
        check_all(connection, &manifest)?;
        self.progress.tell(Progress::Step("derive"));
        let has_table = |id: &str| manifest.has_table(id);
        let derived = derived::create(connection, &has_table)?;
        manifest.derived.extend(derived);
        sql(ANALYZE)?;
        sql("COMMIT")?;
        Ok(manifest)
    }

    /// Reads one table and records it. Returns the number of rows.
    fn load(
        &mut self,
        connection: &Connection,
        table: &Planned,
        is_planned: &dyn Fn(&str) -> bool,
        manifest: &mut Manifest,
        ignored: &mut Vec<IgnoredFile>,
    ) -> Result<u64> {
        let progress = &mut self.progress;
        let mut tell = |rows| {
            progress.tell(Progress::Rows { table: &table.id, rows });
        };
        let loaded = load::load(connection, &table.id, table.known, &table.file, is_planned, &mut tell)?;
        let Some(loaded) = loaded else {
            ignored.push(IgnoredFile {
                file: table.file.file.clone(),
                source: table.file.source.clone(),
                reason: "it is not a table: its first line is a single column".to_owned(),
            });
            return Ok(0);
        };
        if table.known.is_none() {
            manifest.unknown_tables.push(table.id.clone());
        }
        manifest.unknown_columns.extend(loaded.unknown_columns);
        manifest.tables.push(ManifestTable {
            id: table.id.clone(),
            title: table.title.clone(),
            rows: loaded.rows,
            origin: Origin {
                file: table.file.file.clone(),
                sha256: loaded.sha256,
                source: table.file.source.clone(),
            },
        });
        Ok(loaded.rows)
    }

    fn run_steps(&mut self, dir: &Path) -> Result<()> {
        if self.steps.is_empty() {
            return Ok(());
        }
        let built = Release::open(dir)?;
        for (name, step) in self.steps.drain(..) {
            self.progress.tell(Progress::Step(&name));
            step(&built, dir).map_err(|error| {
                Error::new(
                    ErrorKind::FinishStep,
                    format!("The step \"{name}\" of the import failed: {error}."),
                )
                .with_source(error)
            })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Import<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Import")
            .field("input", &self.input)
            .field("supplements", &self.supplements)
            .field("release", &self.release)
            .finish_non_exhaustive()
    }
}

/// Whom to tell, if anyone.
struct Reporter<'a>(Option<Tell<'a>>);

type Tell<'a> = Box<dyn FnMut(Progress<'_>) + 'a>;

impl Reporter<'_> {
    fn tell(&mut self, progress: Progress<'_>) {
        if let Some(tell) = &mut self.0 {
            tell(progress);
        }
    }
}

fn open_for_writing(path: &Path) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
        .map_err(|error| Error::sqlite(&format!("create {}", path.display()), error))
}

fn known_tables(manifest: &Manifest) -> impl Iterator<Item = &'static catalogue::Table> {
    manifest.tables.iter().filter_map(|table| catalogue::table(&table.id))
}

/// References between tables, and the number of rows in each.
fn check_all(connection: &Connection, manifest: &Manifest) -> Result<()> {
    let has_table = |id: &str| manifest.has_table(id);
    for table in known_tables(manifest) {
        check::check_references(connection, table, &has_table)?;
    }
    for table in &manifest.tables {
        let found = verify::count(connection, &table.id)
            .map_err(|error| Error::sqlite(&format!("count the rows of {}", table.id), error))?;
        if found != table.rows {
            return Err(Error::new(
                ErrorKind::Damaged,
                format!(
                    "The table {} has {found} rows, but {} were read. \
                     The disk or the memory may be failing.",
                    table.id, table.rows
                ),
            ));
        }
    }
    Ok(())
}
