//! Official files that go with a release.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use onet_db::Input;
use onet_db::downloads::{self, SupplementFile};
use onet_download::{Content, Download, Downloaded, Folder};

use super::shown::Shown;
use crate::commands::block_on;
use crate::console::Console;
use crate::failure::{Failure, PullFailure};

/// The maximum size of a file in bytes: some thirty times that of the wages of the states.
const LARGEST: u64 = 256 << 20;

/// Attempts in a row that make no progress.
const TRIES: u32 = 2;

/// Bytes at the start of a file that show whether it is a web page.
const HEAD: u64 = 512;

/// Separates the names of collections from paths. A path that exists is a path.
pub(super) fn split(with: Vec<PathBuf>) -> (Vec<&'static str>, Vec<PathBuf>) {
    let (mut names, mut paths) = (Vec::new(), Vec::new());
    for path in with {
        let known = downloads::collections().into_iter().find(|name| Path::new(name) == path);
        match known.filter(|_| !path.exists()) {
            Some(name) => names.push(name),
            None => paths.push(path),
        }
    }
    (names, paths)
}

/// Downloaded files of collections.
pub(super) struct Fetched(Vec<(Downloaded, Input)>);

impl Fetched {
    pub(super) fn inputs(&self) -> Vec<Input> {
        self.0.iter().map(|(_, input)| input.clone()).collect()
    }

    pub(super) fn name(&self, console: &Console) {
        for (file, _) in &self.0 {
            console.note(&format!("the file is {}", file.path.display()));
        }
    }

    pub(super) fn remove(self, console: &Console) {
        for (file, _) in self.0 {
            super::remove(console, file);
        }
    }
}

/// Downloads the files of collections. A file that cannot be fetched is named with its address, and the others are
/// fetched all the same.
pub(super) fn fetch(
    console: &Console,
    folder: &Folder,
    collections: &[&str],
    mirror: Option<&str>,
) -> Result<Fetched, Failure> {
    let mut fetched = Vec::new();
    for known in collections.iter().flat_map(|name| downloads::supplements(name)) {
        let url = address(known, mirror);
        match fetch_one(console, folder, &url) {
            Ok((file, input)) => {
                let SupplementFile { title, grade, .. } = known;
                console.note(&format!("{title} from {url} (address {grade}): {} bytes", file.bytes));
                fetched.push((file, input));
            }
            Err(failure) => console.warning(&format!(
                "{} is left out: {failure}; get {} in a browser and give it by --with",
                known.title, known.url
            )),
        }
    }
    Ok(Fetched(fetched))
}

/// The address of a file, on a mirror where there is one.
fn address(known: &SupplementFile, mirror: Option<&str>) -> String {
    let path = known.url.splitn(4, '/').nth(3).unwrap_or_default();
    match mirror {
        Some(mirror) => format!("{}/{path}", mirror.trim_end_matches('/')),
        None => known.url.clone(),
    }
}

fn fetch_one(console: &Console, folder: &Folder, url: &str) -> Result<(Downloaded, Input), Failure> {
    let shown = Shown::new(console);
    let download = Download::new(url).map_err(PullFailure::of_download)?;
    // Workbooks are zip files.
    let name = download.name().to_ascii_lowercase();
    let is_zip = [".zip", ".xlsx"].iter().any(|ending| name.ends_with(ending));
    let content = if is_zip { Content::Zip } else { Content::Any };
    let download =
        download.content(content).largest(LARGEST).tries(TRIES).progress(|event| shown.show(event));
    let file = block_on(async { Ok(download.run(folder).await.map_err(PullFailure::of_download)?) });
    shown.clear();
    let file = file?;
    match opened(&file, url) {
        Ok(input) => Ok((file, input)),
        Err(failure) => {
            super::remove(console, file);
            Err(failure)
        }
    }
}

/// Opens a file as an input; fails if it is damaged or a web page.
fn opened(file: &Downloaded, url: &str) -> Result<Input, Failure> {
    if is_web_page(&file.path) {
        return Err(Failure::Answer(format!("{url} is a web page, not a table")));
    }
    Ok(Input::open(&file.path)?.lenient())
}

fn is_web_page(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && head.trim_ascii_start().starts_with(b"<")
}
