//! From a distribution of the database to a release.

mod codes;
mod options;
mod progress;
mod sources;

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use crate::atomic_publish::Publication;
use crate::catalogue;
use crate::check::{self, Faults};
use crate::checksum::Checksum;
use crate::derived;
use crate::error::{Error, ErrorKind, Result, StepError};
use crate::home::{Home, Installed};
use crate::input::{Input, check_zip};
use crate::labor_market;
use crate::load::{self, Misfits};
use crate::manifest::{
    self, DownloadOrigin, IgnoredFile, LeftOutRows, Manifest, ManifestTable, Origin, ReleaseFile,
};
use crate::plan::{Plan, Planned, plan};
use crate::release::{DATABASE, Release};
use crate::technology_categories;
use crate::unfit;
use crate::verify;
use crate::version;

use options::Options;
pub use options::Required;
pub use progress::Progress;
use progress::Reporter;

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

/// An import of a release: a builder, and [`run`](Self::run).
///
/// The first input decides which release it is. Further inputs give tables that it does not have, and supplementary
/// ones, which are known by their header. Tables of the release that the [catalogue](crate::catalogue) does not list,
/// and columns that it does not list in a table, are kept as text and reported. So are tables of the catalogue that
/// have another form, unless [`strict`](Import::strict) refuses them. Every row is checked as it is read; keys and
/// references between tables are checked when all are there.
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
    options: Options,
    download: Option<DownloadOrigin>,
    progress: Reporter<'a>,
    steps: Vec<(String, Step<'a>)>,
}

type Step<'a> = Box<dyn FnOnce(&Release, &Path) -> Result<(), StepError> + 'a>;

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
            options: Options::default(),
            download: None,
            progress: Reporter(None),
            steps: Vec::new(),
        }
    }

    /// An import of what an earlier one was made from, as after a change of the layout of releases.
    ///
    /// # Errors
    ///
    /// [`NotInstalled`](ErrorKind::NotInstalled) when an input is not where it was; or when it cannot be read.
    pub fn again(installed: &Installed) -> Result<Self> {
        let manifest = &installed.manifest;
        let mut inputs = sources::inputs(manifest)?.into_iter();
        let Some(first) = inputs.next() else { return Err(sources::unknown(&manifest.release)) };
        let mut import = Self::new(first);
        import.supplements = inputs.collect();
        let found = import.input.release();
        if let Some(found) = found.filter(|found| *found != manifest.release && !manifest.release_given) {
            return Err(Error::new(
                ErrorKind::UnknownRelease,
                format!(
                    "{} is O*NET {found} now, not {}. Import it with onet db import.",
                    import.input.label(),
                    manifest.release
                ),
            ));
        }
        import.release = (manifest.release_given || found.is_none()).then(|| manifest.release.clone());
        import.download = manifest.download.clone();
        Ok(import)
    }

    /// Takes the tables from another input that the ones before it do not have.
    #[must_use]
    pub fn with(mut self, supplement: Input) -> Self {
        self.supplements.push(supplement);
        self
    }

    /// The release number that the input itself has.
    pub fn input_release(&self) -> Option<&str> {
        self.input.release()
    }

    /// Sets the release number, such as `29.3`, in place of that of the input.
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

    /// Refuses tables whose form is not the known one, instead of keeping them as text.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.options.strict = true;
        self
    }

    /// Replaces an earlier import of the release even where that has tables which this one does not have.
    #[must_use]
    pub fn replace(mut self) -> Self {
        self.options.replace = true;
        self
    }

    /// Fails when the release would not have these tables.
    #[must_use]
    pub fn require(mut self, tables: Required) -> Self {
        self.options.required = tables;
        self
    }

    /// Reports how far the import has come.
    #[must_use]
    pub fn progress(mut self, report: impl FnMut(Progress<'_>) + 'a) -> Self {
        self.progress = Reporter(Some(Box::new(report)));
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
        let publication = Publication::begin(home.releases_dir(), &release)?;
        let path = publication.path().join(DATABASE);
        let connection = open_for_writing(&path)?;
        let filled = self.fill(&connection, release, plan);
        let mut manifest = filled.map_err(|error| self.explained(error))?;
        self.options.check(&manifest, home)?;
        connection.close().map_err(|(_, error)| Error::sqlite("close the database", error))?;
        manifest.database =
            Some(Checksum::of_file(&path).map_err(|error| Error::io("read", path.display(), error))?);
        manifest.write(publication.path())?;
        if self.run_steps(publication.path())? {
            manifest.files = ReleaseFile::all(publication.path(), DATABASE)?;
            manifest.write(publication.path())?;
        }
        self.progress.report(Progress::Step("publish"));
        let (dir, replaced) = publication.publish()?;
        Ok(ImportReport {
            installed: Installed { release: manifest.release.clone(), dir, manifest },
            replaced,
            elapsed: started.elapsed(),
        })
    }

    /// Reads and checks everything as [`run`](Self::run) does, in memory, and writes nothing.
    ///
    /// # Errors
    ///
    /// As for [`run`](Self::run), but for those of the disk and of steps.
    pub fn check(mut self, home: &Home) -> Result<Manifest> {
        let (manifest, _) = self.fill_memory()?;
        self.options.check(&manifest, home)?;
        Ok(manifest)
    }

    /// Runs the import into memory.
    ///
    /// # Errors
    ///
    /// As for [`run`](Self::run).
    pub fn into_memory(mut self) -> Result<Release> {
        let (manifest, connection) = self.fill_memory()?;
        self.options.required.check(&manifest)?;
        connection
            .pragma_update(None, "query_only", "ON")
            .map_err(|error| Error::sqlite("close the database for changes", error))?;
        Ok(Release::in_memory(manifest, connection))
    }

    fn fill_memory(&mut self) -> Result<(Manifest, Connection)> {
        let plan = plan(&self.input, &self.supplements)?;
        let release = self.release_number()?;
        let connection = Connection::open_in_memory()
            .map_err(|error| Error::sqlite("open a database in memory", error))?;
        let manifest = self.fill(&connection, release, plan).map_err(|error| self.explained(error))?;
        Ok((manifest, connection))
    }

    /// The error itself or, for a broken row, that of a damaged zip file: unpacking notices damage at the end of a file
    /// only, after the rows in it.
    fn explained(&self, error: Error) -> Error {
        if error.kind() != ErrorKind::BrokenRow {
            return error;
        }
        let paths = std::iter::once(&self.input).chain(&self.supplements).filter_map(Input::path);
        let is_zip = |path: &&Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        paths.filter(is_zip).find_map(|path| check_zip(path).err()).unwrap_or(error)
    }

    fn release_number(&self) -> Result<String> {
        match self.release.as_deref().or(self.input.release()) {
            Some(release) => version::checked(release),
            None => Err(Error::new(
                ErrorKind::UnknownRelease,
                format!(
                    "{} does not say which release it is: it has no read-me file, and its name is \
                     not like db_29_3_text. Give the release number.",
                    self.input.label()
                ),
            )),
        }
    }

    /// Reads all tables, checks them, and computes what rests on them.
    fn fill(&mut self, connection: &Connection, release: String, plan: Plan) -> Result<Manifest> {
        for (pragma, value) in PRAGMAS {
            connection
                .execute_batch(&format!("PRAGMA {pragma} = {value}"))
                .map_err(|error| Error::sqlite("prepare the database", error))?;
        }
        let sql = |statement: &str| {
            connection.execute_batch(statement).map_err(|error| Error::sqlite("write the database", error))
        };
        sql("BEGIN")?;
        let mut manifest = self.manifest(release);
        let is_later = version::order(&manifest.release) > version::order(catalogue::NEWEST_RELEASE);
        let misfits = self.options.misfits(is_later);
        for (at, table) in plan.tables.iter().enumerate() {
            let number = at + 1;
            self.progress.report(Progress::TableStarted { table: &table.id, number, of: plan.tables.len() });
            let rows = self.load(connection, table, &plan, misfits, &mut manifest)?;
            self.progress.report(Progress::TableDone { table: &table.id, rows });
        }
        manifest.ignored.extend(plan.ignored);
        self.finish(connection, &mut manifest, is_later)?;
        sql(ANALYZE)?;
        sql("COMMIT")?;
        Ok(manifest)
    }

    fn manifest(&self, release: String) -> Manifest {
        let inputs = std::iter::once(&self.input).chain(&self.supplements);
        Manifest {
            layout: manifest::LAYOUT,
            release,
            taxonomy: manifest::TAXONOMY.to_owned(),
            sample: self.input.is_embedded(),
            imported_at: manifest::now(),
            onet_version: env!("CARGO_PKG_VERSION").to_owned(),
            inputs: inputs.filter_map(|input| input.path().map(Path::to_owned)).collect(),
            release_given: self.release.is_some(),
            download: self.download.clone(),
            ..Manifest::default()
        }
    }

    /// Computes what rests on the tables, and checks keys and references.
    fn finish(&mut self, connection: &Connection, manifest: &mut Manifest, is_later: bool) -> Result<()> {
        codes::carry_earlier(connection, manifest)?;
        codes::leave_out_unknown(connection, manifest)?;
        let outlook = labor_market::derive(connection, manifest)?;
        manifest.derived.extend(outlook);
        let categories = technology_categories::create(connection, &|id| manifest.has_table(id))?;
        manifest.derived.extend(categories.tables);
        manifest.unmatched_categories = categories.unmatched;
        let views = derived::create_views(connection, &|id| manifest.has_table(id))?;
        manifest.derived.extend(views);
        manifest.missing = catalogue::tables()
            .iter()
            .filter(|table| table.is_of(&manifest.release) && manifest.table(&table.id).is_none())
            .map(|table| table.id.clone())
            .collect();
        let mut faults =
            if is_later && !self.options.strict { Faults::Record(Vec::new()) } else { Faults::Fail };
        self.progress.report(Progress::Step("index"));
        for table in known_tables(manifest) {
            check::create_indices(connection, table, &mut faults)?;
        }
        self.progress.report(Progress::Step("check"));
        check_all(connection, manifest, &mut faults)?;
        self.progress.report(Progress::Step("derive"));
        let derived = derived::create(connection, &|id| manifest.has_table(id))?;
        manifest.derived.extend(derived);
        if let Faults::Record(found) = faults {
            manifest.faults = found;
        }
        Ok(())
    }

    /// Reads one table and records it. Returns the number of rows.
    fn load(
        &mut self,
        connection: &Connection,
        table: &Planned,
        plan: &Plan,
        misfits: Misfits,
        manifest: &mut Manifest,
    ) -> Result<u64> {
        if let Some(unfit) = table.unfit.as_ref().filter(|_| self.options.strict) {
            return Err(unfit::missing_column(unfit));
        }
        let progress = &mut self.progress;
        let mut report = |rows| {
            progress.report(Progress::Rows { table: &table.id, rows });
        };
        let loaded = load::load(connection, table, &|id| plan.has_table(id), misfits, &mut report)?;
        let Some(loaded) = loaded else {
            manifest.ignored.push(IgnoredFile {
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
        manifest.left_out.extend(loaded.left_out);
        if loaded.sentinel_rows > 0 {
            manifest.left_out_rows.push(LeftOutRows {
                table: table.id.clone(),
                rows: loaded.sentinel_rows,
                reason: "they name no counterpart".to_owned(),
            });
        }
        if loaded.other_rows > 0 {
            manifest.left_out_rows.push(LeftOutRows {
                table: table.id.clone(),
                rows: loaded.other_rows,
                reason: "they are of other areas or industries".to_owned(),
            });
        }
        manifest.unfit.extend(loaded.unfit);
        manifest.tables.push(ManifestTable {
            id: table.id.clone(),
            title: table.title.clone(),
            rows: loaded.rows,
            origin: Origin {
                file: table.file.file.clone(),
                sha256: loaded.sha256,
                source: table.file.source.clone(),
                period: table.period(),
            },
        });
        Ok(loaded.rows)
    }

    /// Runs the steps; returns whether there were any.
    fn run_steps(&mut self, dir: &Path) -> Result<bool> {
        if self.steps.is_empty() {
            return Ok(false);
        }
        let built = Release::open(dir)?;
        for (name, step) in self.steps.drain(..) {
            self.progress.report(Progress::Step(&name));
            step(&built, dir).map_err(|error| Error::step(&name, error))?;
        }
        Ok(true)
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

fn open_for_writing(path: &Path) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
        .map_err(|error| Error::sqlite(&format!("create {}", path.display()), error))
}

/// The tables of the catalogue that are read by its rows.
fn known_tables(manifest: &Manifest) -> impl Iterator<Item = &'static catalogue::Table> {
    let fit = manifest.tables.iter().filter(|table| manifest.unfit(&table.id).is_none());
    fit.filter_map(|table| catalogue::table(&table.id))
}

/// References between tables, and the number of rows in each.
fn check_all(connection: &Connection, manifest: &Manifest, faults: &mut Faults) -> Result<()> {
    let has_table = |id: &str| manifest.has_table(id);
    for table in known_tables(manifest) {
        let broken = check::broken_references(connection, table, &has_table)
            .map_err(|error| Error::sqlite(&format!("check the table {}", table.id), error))?;
        broken.into_iter().try_for_each(|fault| faults.add(fault))?;
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
