//! The services that the tests ask: the sample in memory, the sample's tables as a release on disk, and a whole
//! release where the environment names one.

pub(crate) mod answers;
pub(crate) mod contract;
pub(crate) mod examples;
pub(crate) mod exports;
pub(crate) mod found;
mod imported_once;

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use http::{Request, Response};
use onet_api::{Client, types};
use onet_db::{Home, Import, Input};
use onet_server::{Config, InProcess, Source};
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) type TestResult<T = ()> = Result<T, Box<dyn Error>>;

/// The base that the services are called on; nothing listens there.
pub(crate) const BASE: &str = "http://example.test:8080";

/// The header that marks a refusal for want of data.
pub(crate) const NOT_IN_SOURCE: &str = "onet-not-in-source";

/// The variable that names the folder of a release in the text layout.
const RELEASE_DIR: &str = "ONET_TEST_RELEASE_DIR";

/// The variable that names a folder with tables missing in that release.
const PARTIAL_DIR: &str = "ONET_TEST_PARTIAL_DIR";

/// The variables that name folders of what goes with a release: tables that its text edition lacks, crosswalks, the
/// questions of the Interest Profiler.
const SUPPLEMENTS: [&str; 3] =
    ["ONET_TEST_PARTIAL_DIR", "ONET_TEST_CROSSWALKS_DIR", "ONET_TEST_PROFILER_DIR"];

/// The variable that names a folder with more of it, each kind in a folder of its own.
const ALL_SUPPLEMENTS: &str = "ONET_TEST_SUPPLEMENTS_DIR";

/// Its folders with supplements as they are published, and lists of O*NET OnLine.
const PUBLISHED: [&str; 3] = ["published", "taxonomy", "lists"];

/// A service in this process and what it answers from.
pub(crate) struct Service {
    pub(crate) source: Source,
    pub(crate) client: Client,
    router: InProcess,
    /// Keeps a release on the disk until the service is gone.
    _home: Option<TempDir>,
}

impl Service {
    pub(crate) fn sample() -> TestResult<Self> {
        Self::new(Source::sample()?, None)
    }

    /// The tables of the sample, imported: what they do not hold is unknown, as in a whole release.
    pub(crate) fn sample_on_disk() -> TestResult<Self> {
        Self::import(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample")))
    }

    /// The tables of the sample without some of them, imported.
    pub(crate) fn sample_without(left_out: &[&str]) -> TestResult<Self> {
        let tables = tempfile::tempdir()?;
        for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample"))? {
            let path = file?.path();
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
            if !left_out.contains(&name) {
                std::fs::copy(&path, tables.path().join(path.file_name().unwrap_or_default()))?;
            }
        }
        Self::import(tables.path())
    }

    /// The release that the environment names, imported once for all tests.
    pub(crate) fn whole_release() -> TestResult<Option<Self>> {
        match std::env::var_os(RELEASE_DIR) {
            Some(dir) => Self::import_with(Path::new(&dir), &[] as &[&Path]).map(Some),
            None => {
                tell(&format!("skipped: {RELEASE_DIR} is not set"));
                Ok(None)
            }
        }
    }

    /// The same for tests of facts of O*NET 29.3, which a made release does not have.
    pub(crate) fn real_release() -> TestResult<Option<Self>> {
        if is_made() {
            tell(&format!("skipped: {RELEASE_DIR} names a made release, and this is about facts"));
            return Ok(None);
        }
        Self::whole_release()
    }

    /// The release that the environment names with all that it names to go with it.
    pub(crate) fn whole_release_and_supplements() -> TestResult<Option<Self>> {
        let Some(dir) = std::env::var_os(RELEASE_DIR) else {
            tell(&format!("skipped: {RELEASE_DIR} is not set"));
            return Ok(None);
        };
        let mut supplements: Vec<PathBuf> = Vec::new();
        for variable in SUPPLEMENTS {
            match std::env::var_os(variable) {
                Some(dir) => supplements.push(dir.into()),
                None => tell(&format!("without what {variable} names: it is not set")),
            }
        }
        supplements.extend(PUBLISHED.iter().filter_map(|folder| published(folder)));
        Self::import_with(Path::new(&dir), &supplements).map(Some)
    }

    /// The release that the environment names with these folders of published supplements.
    pub(crate) fn real_release_with(folders: &[&str]) -> TestResult<Option<Self>> {
        let Some(real) = real_release_folders() else { return Ok(None) };
        let found: Option<Vec<PathBuf>> = folders.iter().map(|folder| published(folder)).collect();
        let Some(found) = found else { return Ok(None) };
        let (release, supplements) = real.split_first().ok_or("there is no folder")?;
        Self::import_with(release, &[supplements, &found].concat()).map(Some)
    }

    /// The tables in a folder, imported.
    pub(crate) fn import(dir: &Path) -> TestResult<Self> {
        Self::import_with(dir, &[] as &[&Path])
    }

    /// The tables in a folder, imported with those in other folders or files.
    pub(crate) fn import_with(dir: &Path, supplements: &[impl AsRef<Path>]) -> TestResult<Self> {
        let mut import = Import::new(Input::open(dir)?);
        for supplement in supplements {
            import = import.with(Input::open(supplement.as_ref())?);
        }
        let folders: Vec<PathBuf> =
            std::iter::once(dir).chain(supplements.iter().map(AsRef::as_ref)).map(PathBuf::from).collect();
        if !folders.iter().all(|folder| is_named(folder)) {
            return Self::imported(import);
        }
        let home = imported_once::imported_once(&folders, |home| {
            onet_server::import(import, home)?;
            Ok(())
        })?;
        let installed = home.newest()?.ok_or("the release is not where it was imported")?;
        Self::new(Source::new(home.open(&installed)?), None)
    }

    fn imported(import: Import<'_>) -> TestResult<Self> {
        let place = tempfile::tempdir()?;
        let home = Home::at(place.path());
        let report = onet_server::import(import, &home)?;
        let release = home.open(&report.installed)?;
        Self::new(Source::new(release), Some(place))
    }

    fn new(source: Source, home: Option<TempDir>) -> TestResult<Self> {
        let router = InProcess::new(source.clone(), Config::default());
        let client = Client::builder().base_url(BASE).service(router.clone()).build()?;
        Ok(Self { source, client, router, _home: home })
    }

    /// The whole answer to a path and query, of whatever status.
    pub(crate) async fn get(&self, path: &str) -> TestResult<Response<Bytes>> {
        self.send(Request::get(format!("{BASE}{path}")).body(Bytes::new())?).await
    }

    pub(crate) async fn send(&self, request: Request<Bytes>) -> TestResult<Response<Bytes>> {
        send(&self.router, request).await
    }
}

/// A folder of published supplements; nothing, and a message, where the environment names none.
pub(crate) fn published(folder: &str) -> Option<PathBuf> {
    let all = std::env::var_os(ALL_SUPPLEMENTS);
    if all.is_none() {
        tell(&format!("skipped: {ALL_SUPPLEMENTS} is not set"));
    }
    all.map(|all| Path::new(&all).join(folder))
}

/// Whether the environment names a folder: it is then the same for all tests.
fn is_named(folder: &Path) -> bool {
    let is_published = std::env::var_os(ALL_SUPPLEMENTS)
        .is_some_and(|all| PUBLISHED.iter().any(|name| Path::new(&all).join(name) == folder));
    if is_published {
        return true;
    }
    [&[RELEASE_DIR], SUPPLEMENTS.as_slice()]
        .concat()
        .iter()
        .any(|variable| std::env::var_os(variable).is_some_and(|named| Path::new(&named) == folder))
}

/// Whether the release that the environment names is one of `fixtures/make_release.py`.
pub(crate) fn is_made() -> bool {
    std::env::var_os(RELEASE_DIR)
        .and_then(|dir| std::fs::read_to_string(Path::new(&dir).join("Read Me.txt")).ok())
        .is_some_and(|read_me| read_me.contains("Made up for tests"))
}

/// The folder of the release that the environment names, and that of the tables that it lacks; nothing, which is said,
/// where one is not named. A made release has all tables.
pub(crate) fn release_folders() -> Option<Vec<PathBuf>> {
    if is_made() {
        return std::env::var_os(RELEASE_DIR).map(|dir| vec![dir.into()]);
    }
    let named = [RELEASE_DIR, PARTIAL_DIR].into_iter().map(|name| std::env::var_os(name).map(PathBuf::from));
    let folders: Option<Vec<PathBuf>> = named.collect();
    if folders.is_none() {
        tell(&format!("skipped: {RELEASE_DIR} or {PARTIAL_DIR} is not set"));
    }
    folders
}

/// The same for tests of facts, which a made release does not have.
pub(crate) fn real_release_folders() -> Option<Vec<PathBuf>> {
    if is_made() {
        tell(&format!("skipped: {RELEASE_DIR} names a made release, and this is about facts"));
        return None;
    }
    release_folders()
}

pub(crate) async fn send(router: &InProcess, request: Request<Bytes>) -> TestResult<Response<Bytes>> {
    Ok(router.clone().oneshot(request).await?)
}

/// The sentence in the body of a refusal.
pub(crate) fn sentence(response: &Response<Bytes>) -> TestResult<String> {
    let body: types::ErrorBody = serde_json::from_slice(response.body())?;
    Ok(body.error)
}

/// Whether a refusal is marked as one for want of data.
pub(crate) fn is_marked(response: &Response<Bytes>) -> bool {
    response.headers().contains_key(NOT_IN_SOURCE)
}

/// Prints a message even if the test passes.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
