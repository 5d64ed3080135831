//! `onet db pull`: from the network to a release on this machine.

mod failure;
mod shown;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use onet_db::downloads::{self, TextZip};
use onet_db::{Checksum, DownloadOrigin, Home, Import, Input};
use onet_download::{Arrival, Content, Download, Downloaded, Folder};

use crate::arguments::{Global, Pull};
use crate::commands::block_on;
use crate::failure::Failure;
use crate::talk::Talk;

pub(crate) use failure::PullFailure;
use shown::Shown;

/// Largest zip file to accept, in bytes: some twenty times that of today's releases.
const LARGEST: u64 = 256 << 20;

pub(crate) fn run(global: &Global, talk: &Talk, home: &Home, arguments: Pull) -> Result<(), Failure> {
    let Pull { version, url, with, keep } = arguments;
    // What was typed wrongly is found before anything is downloaded.
    let supplements = opened(&with)?;
    let wanted = Wanted::new(version, url)?;
    talk.note(&wanted.announcement());
    let folder = Folder::lock(home.path().join("downloads")).map_err(PullFailure::of_download)?;
    let file = download(talk, &wanted, &folder)?;
    wanted.compare(talk, &file);
    let imported = wanted
        .input(&file)
        .and_then(|input| super::run_import(global, talk, home, wanted.import(input, supplements, &file)))
        .map_err(|failure| match with.is_empty() {
            true => PullFailure::of_file(failure),
            false => PullFailure::of_file_or_supplement(failure),
        });
    match &imported {
        Ok(()) if keep => talk.note(&format!("kept: {}", file.path.display())),
        Err(Failure::Pull(failure)) if failure.spoils_the_file() => remove(talk, file),
        Err(_) => talk.note(&format!("the download stays in {}", file.path.display())),
        Ok(()) => remove(talk, file),
    }
    imported
}

fn opened(paths: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    paths.iter().map(|path| super::opened(path)).collect()
}

/// What to pull.
struct Wanted {
    url: String,
    /// The address as it may be shown.
    address: String,
    /// The release, where it is known before the file is there.
    release: Option<String>,
    /// What is known of the official file; nothing of one at an address that was typed.
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
                let newest = if newest { ", the newest release listed," } else { "" };
                format!("O*NET {release}{newest} from {address} (address {grade})")
            }
            (None, Some(release)) => format!("O*NET {release} from {address}"),
            (None, None) => format!("a release from {address}"),
        }
    }

    /// Says where a file is not the one that others have seen.
    fn compare(&self, talk: &Talk, file: &Downloaded) {
        let known = self.official.as_ref();
        if let Some(difference) = known.and_then(|known| known.difference(file.bytes, &file.sha256)) {
            talk.warning(&format!(
                "the file is not the one that others have downloaded: {difference}; \
                 O*NET may have published it anew"
            ));
        }
    }

    /// The file as an input, where it is sound and of the release that was wanted.
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

/// What the manifest says of a download.
fn origin(file: &Downloaded) -> DownloadOrigin {
    DownloadOrigin {
        url: file.url.clone(),
        moved_to: file.moved_to.clone(),
        file: Checksum { bytes: file.bytes, sha256: file.sha256.clone() },
    }
}

/// Downloads the file, with progress on a terminal.
fn download(talk: &Talk, wanted: &Wanted, folder: &Folder) -> Result<Downloaded, Failure> {
    let started = Instant::now();
    let shown = Shown::new(talk);
    let download = Download::new(&wanted.url).map_err(PullFailure::of_download)?;
    // The import knows a zip file by its ending.
    let name = download.name().to_owned();
    let download = match name.to_ascii_lowercase().ends_with(".zip") {
        true => download,
        false => download.named(&format!("{name}.zip")),
    };
    let download = download.content(Content::Zip).largest(LARGEST).progress(|event| shown.show(event));
    let file = block_on(async { Ok(download.run(folder).await.map_err(PullFailure::of_download)?) });
    shown.clear();
    let file = file?;
    talk.note(&arrived(&file, started.elapsed()));
    Ok(file)
}

fn arrived(file: &Downloaded, elapsed: Duration) -> String {
    let Downloaded { bytes, sha256, arrival, moved_to, .. } = file;
    let seconds = elapsed.as_secs_f32();
    let how = match arrival {
        Arrival::Unchanged => "here already and unchanged".to_owned(),
        Arrival::Resumed { at } => format!("resumed at byte {at}, downloaded in {seconds:.1} s"),
        _ => format!("downloaded in {seconds:.1} s"),
    };
    let moved = moved_to.as_ref().map(|place| format!("; moved to {place}")).unwrap_or_default();
    format!("{how}: {bytes} bytes, SHA-256 {sha256}{moved}")
}

/// Removes the download, which has served or is of no use. One that stays does no harm.
fn remove(talk: &Talk, file: Downloaded) {
    if let Err(failure) = file.remove() {
        talk.warning(&failure.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn announced(version: Option<&str>, url: Option<&str>) -> Result<String, Failure> {
        Wanted::new(version.map(str::to_owned), url.map(str::to_owned)).map(|wanted| wanted.announcement())
    }

    #[test]
    fn what_is_pulled_is_announced_with_the_grade_of_its_address() {
        let official = "https://www.onetcenter.org/dl_files/database";
        let cases = [
            (
                None,
                format!(
                    "O*NET 31.0, the newest release listed, from {official}/db_31_0_text.zip (address observed)"
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
    fn an_address_that_was_typed_is_shown_without_its_secrets() {
        let url = Some("https://me:secret@example.org/db.zip?token=secret");
        assert_eq!(announced(None, url).expect("an address"), "a release from https://example.org/db.zip?…");
        let named = announced(Some("30.1"), url).expect("an address");
        assert_eq!(named, "O*NET 30.1 from https://example.org/db.zip?…");
    }

    #[test]
    fn what_is_no_release_number_is_typed_wrongly_beside_an_address_too() {
        for url in [None, Some("https://example.org/db.zip")] {
            let failure = announced(Some("newest"), url).expect_err("it is no number");
            assert_eq!(failure.exit_code(), 2);
        }
    }
}
