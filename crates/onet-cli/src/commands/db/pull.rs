//! `onet db pull`: download a release and import it.

mod shown;
mod supplements;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use onet_db::downloads::{self, TextZip};
use onet_db::{Checksum, DownloadOrigin, Home, Import, Input};
use onet_download::{Arrival, Content, Download, Downloaded, Folder};

use super::import;
use crate::arguments::{Global, Pull};
use crate::commands::block_on;
use crate::console::Console;
use crate::failure::{Failure, PullFailure};

use shown::Shown;

/// The maximum size of the zip file, in bytes: some twenty times that of O*NET 31.0.
const LARGEST: u64 = 256 << 20;

pub(crate) fn run(global: &Global, console: &Console, home: &Home, arguments: Pull) -> Result<(), Failure> {
    let Pull { version, url, with, mirror, keep, checks } = arguments;
    // Wrong arguments are found before the download.
    let (collections, with) = supplements::split(with);
    let supplements = opened(&with)?;
    let wanted = Wanted::new(version, url)?;
    console.note(&wanted.announcement());
    let folder = Folder::lock(home.path().join("downloads")).map_err(PullFailure::of_download)?;
    let file = download(console, &wanted, &folder)?;
    wanted.compare(console, &file);
    let fetched = supplements::fetch(console, &folder, &collections, mirror.as_deref())?;
    let supplements = supplements.into_iter().chain(fetched.inputs()).collect();
    let imported = wanted
        .input(&file)
        .and_then(|input| {
            import::finish(global, console, home, wanted.import(input, supplements, &file), &checks)
        })
        .map_err(|failure| match with.is_empty() && collections.is_empty() {
            true => PullFailure::of_file(failure),
            false => PullFailure::of_file_or_supplement(failure),
        });
    match &imported {
        Ok(()) if keep => {
            console.note(&format!("the zip file is {}", file.path.display()));
            fetched.name(console);
            return imported;
        }
        Err(Failure::Pull(failure)) if failure.discards_the_file() => remove(console, file),
        Err(_) => console.note(&format!("the zip file remains: {}", file.path.display())),
        Ok(()) => remove(console, file),
    }
    fetched.remove(console);
    imported
}

fn opened(paths: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    paths.iter().map(|path| import::opened(path)).collect()
}

/// What is to be pulled.
struct Wanted {
    url: String,
    /// The address without secrets.
    address: String,
    /// The release, if it is known before the download.
    release: Option<String>,
    /// The official file; none with `--url`.
    official: Option<TextZip>,
}

impl Wanted {
    fn new(version: Option<String>, url: Option<String>) -> Result<Self, Failure> {
        let official = match &version {
            Some(version) => downloads::of(version)?,
            None => downloads::newest().clone(),
        };
        let (url, release, official) = match url {
            Some(url) => (url, version, None),
            None => (official.url.clone(), Some(official.release.clone()), Some(official)),
        };
        let address = Download::new(&url).map_err(PullFailure::of_download)?.address();
        Ok(Self { url, address, release, official })
    }

    fn announcement(&self) -> String {
        let Self { address, release, official, .. } = self;
        match (official, release) {
            (Some(TextZip { release, grade, .. }), _) => {
                let newest = release == &downloads::newest().release;
                let newest = if newest { ", the newest with a known address," } else { "" };
                format!("O*NET {release}{newest} from {address} (address {grade})")
            }
            (None, Some(release)) => format!("O*NET {release} from {address}"),
            (None, None) => format!("a release from {address}"),
        }
    }

    /// Warns if the file differs from the reported one.
    fn compare(&self, console: &Console, file: &Downloaded) {
        let known = self.official.as_ref();
        if let Some(difference) = known.and_then(|known| known.difference(file.bytes, &file.sha256)) {
            console.warning(&format!(
                "the file differs from earlier downloads of O*NET {}: {difference}; \
                 O*NET may have replaced it",
                self.release.as_deref().unwrap_or_default()
            ));
        }
    }

    /// Opens the file as an input; fails if it is damaged or of another release.
    fn input(&self, file: &Downloaded) -> Result<Input, Failure> {
        let fail = |failure: onet_db::Error| PullFailure::of_file(failure.into());
        let input = Input::open(&file.path).map_err(fail)?;
        onet_db::check_zip(&file.path).map_err(fail)?;
        match (&self.release, input.release()) {
            (Some(wanted), Some(found)) if wanted != found => {
                let (wanted, found) = (wanted.clone(), found.to_owned());
                Err(PullFailure::OtherRelease { address: self.address.clone(), wanted, found }.into())
            }
            _ => Ok(input),
        }
    }

    fn import<'i>(&self, input: Input, supplements: Vec<Input>, file: &Downloaded) -> Import<'i> {
        let import = Import::new(input).download(origin(file));
        let import = supplements.into_iter().fold(import, Import::with);
        match &self.release {
            Some(release) => import.release(release),
            None => import,
        }
    }
}

/// The record of a download for the manifest.
fn origin(file: &Downloaded) -> DownloadOrigin {
    DownloadOrigin {
        url: file.url.clone(),
        moved_to: file.moved_to.clone(),
        file: Checksum { bytes: file.bytes, sha256: file.sha256.clone() },
    }
}

/// Downloads the file, with progress on a terminal.
fn download(console: &Console, wanted: &Wanted, folder: &Folder) -> Result<Downloaded, Failure> {
    let started = Instant::now();
    let shown = Shown::new(console);
    let download = Download::new(&wanted.url).map_err(PullFailure::of_download)?;
    // The import recognizes a zip file by its extension.
    let name = download.name().to_owned();
    let download = match name.to_ascii_lowercase().ends_with(".zip") {
        true => download,
        false => download.named(&format!("{name}.zip")),
    };
    let download = download.content(Content::Zip).largest(LARGEST).progress(|event| shown.show(event));
    let file = block_on(async { Ok(download.run(folder).await.map_err(PullFailure::of_download)?) });
    shown.clear();
    let file = file?;
    console.note(&arrived(&file, started.elapsed()));
    Ok(file)
}

fn arrived(file: &Downloaded, elapsed: Duration) -> String {
    let Downloaded { bytes, sha256, arrival, moved_to, .. } = file;
    let seconds = elapsed.as_secs_f32();
    let how = match arrival {
        Arrival::Unchanged => "already downloaded and unchanged".to_owned(),
        Arrival::Resumed { at } => format!("resumed at byte {at}, downloaded in {seconds:.1} s"),
        _ => format!("downloaded in {seconds:.1} s"),
    };
    let redirected = moved_to.as_ref().map(|place| format!("; redirected to {place}")).unwrap_or_default();
    format!("{how}: {bytes} bytes, SHA-256 {sha256}{redirected}")
}

/// Removes the zip file. A failure is no reason to fail the command.
fn remove(console: &Console, file: Downloaded) {
    if let Err(failure) = file.remove() {
        console.warning(&failure.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn announced(version: Option<&str>, url: Option<&str>) -> Result<String, Failure> {
        Wanted::new(version.map(str::to_owned), url.map(str::to_owned)).map(|wanted| wanted.announcement())
    }

    #[test]
    fn the_announcement_has_the_release_its_address_and_the_grade() {
        let official = "https://www.onetcenter.org/dl_files/database";
        let cases = [
            (
                None,
                format!(
                    "O*NET 31.0, the newest with a known address, from {official}/db_31_0_text.zip (address observed)"
                ),
            ),
            (Some("29.3"), format!("O*NET 29.3 from {official}/db_29_3_text.zip (address assumed)")),
            (Some("42.0"), format!("O*NET 42.0 from {official}/db_42_0_text.zip (address assumed)")),
        ];
        for (version, expected) in cases {
            assert_eq!(announced(version, None).expect("a release"), expected);
        }
    }

    #[test]
    fn the_announcement_has_no_secrets_of_the_address() {
        let url = Some("https://me:secret@example.org/db.zip?token=secret");
        assert_eq!(announced(None, url).expect("an address"), "a release from https://example.org/db.zip?…");
        let named = announced(Some("30.1"), url).expect("an address");
        assert_eq!(named, "O*NET 30.1 from https://example.org/db.zip?…");
    }

    #[test]
    fn an_invalid_release_number_is_a_usage_error() {
        for url in [None, Some("https://example.org/db.zip")] {
            let failure = announced(Some("newest"), url).expect_err("it is no number");
            assert_eq!(failure.exit_code(), 2);
        }
    }
}
