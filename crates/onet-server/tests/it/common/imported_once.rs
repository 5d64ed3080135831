//! A whole release, imported once for all tests of this program, also where each test is a process of its own.

use std::fs::File;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use onet_db::Home;

use super::TestResult;

/// Imports are below this folder of cargo's, which outlives a run.
const PLACE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/whole_releases");

/// A home with the release that `import` makes of some folders. The first caller imports; others wait for it.
///
/// A program that is built anew imports anew, as the import is part of what it tests.
pub(super) fn imported_once(
    folders: &[PathBuf],
    import: impl FnOnce(&Home) -> TestResult,
) -> TestResult<Home> {
    let program = std::env::current_exe()?;
    let mut built = DefaultHasher::new();
    program.metadata()?.modified()?.hash(&mut built);
    for folder in folders {
        (folder, folder.metadata()?.modified()?).hash(&mut built);
    }
    let program = hash(&program);
    let of_folders = format!("{program:016x}-{:016x}", hash(&folders));
    let home = Path::new(PLACE).join(format!("{of_folders}-{:016x}", built.finish()));

    std::fs::create_dir_all(PLACE)?;
    let lock = File::create(Path::new(PLACE).join(format!("{of_folders}.lock")))?;
    lock.lock()?;
    if !home.is_dir() || Home::at(&home).newest()?.is_none() {
        remove_earlier(&of_folders)?;
        import(&Home::at(&home))?;
    }
    Ok(Home::at(home))
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Removes what earlier builds of the program imported.
fn remove_earlier(of_folders: &str) -> TestResult {
    for entry in Path::new(PLACE).read_dir()?.flatten() {
        let is_earlier = entry.file_name().to_string_lossy().starts_with(of_folders) && entry.path().is_dir();
        if is_earlier {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
