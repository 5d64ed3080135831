//! Files of a release that are damaged while it is open, or between two commands.

#![allow(clippy::unwrap_used)]

use std::fs::{self, OpenOptions};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::common::{Files, Place};
use onet_db::{Error, ErrorKind, Import, Input, Release};

const TITLES: &str =
    "SELECT group_concat(title, ', ') FROM (SELECT title FROM occupation_data ORDER BY onetsoc_code)";

fn titles(release: &Release) -> Result<String, Error> {
    release.read(|connection| connection.query_row(TITLES, [], |row| row.get(0)))
}

fn cut(path: &Path, length: u64) {
    OpenOptions::new().write(true).open(path).unwrap().set_len(length).unwrap();
}

/// A release with two files beside the database, as the steps of an import write them.
fn with_files(place: &Place) -> onet_db::Installed {
    let input = Input::open(Files::small().write(place.path(), "input")).unwrap();
    let import = Import::new(input)
        .finish_step("search index", |_, dir| {
            fs::create_dir(dir.join("search"))?;
            Ok(fs::write(dir.join("search/search.idx"), "words and titles")?)
        })
        .finish_step("coding model", |_, dir| Ok(fs::write(dir.join("coding.model"), "weights")?));
    import.run(&place.home).unwrap().installed
}

#[test]
fn a_database_cut_short_while_it_is_open_is_an_error_that_names_it() {
    let place = Place::new();
    let installed = Files::small().import(&place).unwrap().installed;
    let path = installed.dir.join("release.sqlite");
    let bytes = fs::read(&path).unwrap();
    let length = bytes.len() as u64;
    for shorter in [0, 1, 15, 100, 4096, 4097, length / 2, length - 4096, length - 1] {
        let release = place.home.open(&installed).unwrap();
        let expected = titles(&release).unwrap();
        cut(&path, shorter);
        for _ in 0..3 {
            let error = titles(&release).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Damaged, "{shorter}: {error}");
            assert!(error.to_string().contains("release.sqlite"), "{shorter}: {error}");
        }
        // Put back, it answers again.
        fs::write(&path, &bytes).unwrap();
        assert_eq!(titles(&release).unwrap(), expected, "{shorter}");
    }
}

#[test]
fn a_database_overwritten_while_it_is_open_is_an_error_and_never_another_answer() {
    let place = Place::new();
    let installed = Files::small().import(&place).unwrap().installed;
    let path = installed.dir.join("release.sqlite");
    let bytes = fs::read(&path).unwrap();
    let mut other = Files::small();
    other.edit("Occupation Data.txt", "Cooks", "Chefs");
    let elsewhere = Place::new();
    let other = other.import(&elsewhere).unwrap().installed.dir.join("release.sqlite");
    let another_release = fs::read(other).unwrap();
    let mut flipped = bytes.clone();
    let at = flipped.windows(5).position(|five| five == b"Cooks").unwrap();
    flipped[at] ^= 2;
    for (number, damage) in [another_release, flipped, vec![0; bytes.len()], b"{".to_vec()].iter().enumerate()
    {
        let release = place.home.open(&installed).unwrap();
        let expected = titles(&release).unwrap();
        fs::write(&path, damage).unwrap();
        // Some file systems count time in seconds.
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(10 + number as u64);
        OpenOptions::new().append(true).open(&path).unwrap().set_modified(later).unwrap();
        let error = titles(&release).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Damaged, "{error}");
        assert!(error.to_string().contains("release.sqlite"), "{error}");
        fs::write(&path, &bytes).unwrap();
        assert_eq!(titles(&release).unwrap(), expected);
    }
}

#[cfg(unix)]
#[test]
fn another_file_under_the_name_of_an_open_database_is_not_read() {
    let place = Place::new();
    let installed = Files::small().import(&place).unwrap().installed;
    let release = place.home.open(&installed).unwrap();
    let mut other = Files::small();
    other.edit("Occupation Data.txt", "Cooks", "Chefs");
    let elsewhere = Place::new();
    let other = other.import(&elsewhere).unwrap().installed.dir.join("release.sqlite");
    fs::rename(other, installed.dir.join("release.sqlite")).unwrap();
    // More threads than there are connections yet: some open further ones.
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let found = titles(&release).unwrap();
                    assert!(found.contains("Cooks") && !found.contains("Chefs"), "{found}");
                }
            });
        }
    });
}

#[test]
fn queries_under_way_while_a_database_is_cut_short_end_with_the_right_answer_or_an_error() {
    let place = Place::new();
    let installed = Files::small().import(&place).unwrap().installed;
    let path = installed.dir.join("release.sqlite");
    let bytes = fs::read(&path).unwrap();
    let release = place.home.open(&installed).unwrap();
    let expected = titles(&release).unwrap();
    let stop = AtomicBool::new(false);
    let counts = thread::scope(|scope| {
        let readers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let (mut right, mut refused) = (0, 0);
                    while !stop.load(Ordering::Relaxed) {
                        match titles(&release) {
                            Ok(found) => {
                                assert_eq!(found, expected);
                                right += 1;
                            }
                            Err(_) => refused += 1,
                        }
                    }
                    (right, refused)
                })
            })
            .collect();
        for round in 0..40 {
            cut(&path, bytes.len() as u64 * (round % 8) / 8);
            thread::sleep(std::time::Duration::from_millis(3));
            fs::write(&path, &bytes).unwrap();
            thread::sleep(std::time::Duration::from_millis(3));
        }
        stop.store(true, Ordering::Relaxed);
        readers.into_iter().map(|reader| reader.join().unwrap()).collect::<Vec<(u32, u32)>>()
    });
    assert!(counts.iter().any(|(right, _)| *right > 0), "{counts:?}");
    assert!(counts.iter().any(|(_, refused)| *refused > 0), "{counts:?}");
}

#[test]
fn verify_names_each_damaged_file_of_a_release() {
    for file in ["search/search.idx", "coding.model", "release.sqlite"] {
        let place = Place::new();
        let installed = with_files(&place);
        let release = place.home.open(&installed).unwrap();
        assert!(release.verify().is_sound(), "{:?}", release.verify());
        release.check_files().unwrap();
        let path = installed.dir.join(file);
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, &bytes).unwrap();
        // As the next command opens it.
        let release = place.home.open(&installed).unwrap();
        let error = release.check_files().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Damaged);
        let name = file.rsplit('/').next().unwrap();
        assert!(error.to_string().contains(name), "{error}");
        let problems = release.verify().problems.join("\n");
        assert!(problems.contains(name), "{problems}");
    }
    for file in ["search/search.idx", "coding.model"] {
        let place = Place::new();
        let installed = with_files(&place);
        let release = place.home.open(&installed).unwrap();
        cut(&installed.dir.join(file), 3);
        let problems = release.verify().problems;
        assert!(problems.len() == 1 && problems[0].contains("has 3 bytes"), "{problems:?}");
        fs::remove_file(installed.dir.join(file)).unwrap();
        let problems = release.verify().problems;
        assert!(problems.len() == 1 && problems[0].contains("cannot be read"), "{problems:?}");
    }
}

#[test]
fn verify_names_files_that_it_cannot_check() {
    let place = Place::new();
    let installed = with_files(&place);
    assert!(place.home.open(&installed).unwrap().verify().unchecked.is_empty());
    // As earlier imports wrote it: the index and the model are there, without checksums in the manifest.
    let path = installed.dir.join("manifest.json");
    let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for member in ["files", "sha256"] {
        assert!(manifest.as_object_mut().unwrap().remove(member).is_some(), "{member}");
    }
    fs::write(&path, serde_json::to_vec(&manifest).unwrap()).unwrap();
    let report = place.home.open(&installed).unwrap().verify();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.unchecked, ["coding.model", "search/search.idx"]);
}
