//! How releases are kept: one complete generation of each, whatever happens.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::thread;

use crate::common::{Files, Place, value};
use onet_db::{ErrorKind, Home, Import, Input};
use rusqlite::Connection;

const TITLE: &str = "SELECT title FROM occupation_data WHERE onetsoc_code = '11-1021.00'";

#[test]
fn an_import_replaces_the_one_before() {
    let place = Place::new();
    let first = Files::small().import(&place).unwrap();
    let reader = place.home.open(&first.installed).unwrap();

    let mut files = Files::small();
    files.edit("Occupation Data.txt", "Cooks", "Chefs");
    let second = files.import(&place).unwrap();
    assert!(second.replaced);
    assert_eq!(place.releases(), ["29.3_0002"]);
    assert_eq!(place.home.releases().unwrap(), [second.installed]);

    // Found before the second import, opened after it.
    let opened = place.home.open(&first.installed).unwrap();
    assert_eq!(value::<String>(&opened, TITLE), "Chefs");
    assert_eq!(value::<String>(&reader, TITLE), "Cooks");
}

#[cfg(unix)]
#[test]
fn readers_of_a_replaced_release_go_on_reading_it() {
    let place = Place::new();
    let first = Files::small().import(&place).unwrap();
    let reader = place.home.open(&first.installed).unwrap();
    let mut files = Files::small();
    files.edit("Occupation Data.txt", "Cooks", "Chefs");
    files.import(&place).unwrap();

    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    assert_eq!(value::<String>(&reader, TITLE), "Cooks");
                }
            });
        }
    });
}

#[test]
fn a_failed_import_leaves_the_release_as_it_was() {
    let place = Place::new();
    let good = Files::small().import(&place).unwrap();
    let mut broken = Files::small();
    broken.edit("Tasks to DWAs.txt", "11-1021.00|14", "11-1021.00|fourteen");
    assert_eq!(broken.import(&place).unwrap_err().kind(), ErrorKind::BrokenRow);

    assert_eq!(place.releases(), ["29.3_0001"]);
    let found = place.home.find("29.3").unwrap();
    assert_eq!(found, good.installed);
    assert_eq!(value::<String>(&place.home.open(&found).unwrap(), TITLE), "Cooks");
}

#[test]
fn a_second_import_at_once_is_refused() {
    let place = Place::new();
    let folder = Files::small().write(place.path(), "input");
    let mut second = None;
    Import::new(Input::open(&folder).unwrap())
        .finish_step("another import", |_, _| {
            let result = Import::new(Input::open(&folder)?).run(&place.home);
            second = result.err();
            Ok(())
        })
        .run(&place.home)
        .unwrap();
    let error = second.unwrap();
    assert_eq!(error.kind(), ErrorKind::Busy);
    assert!(error.to_string().contains("Another import is running"), "{error}");
    assert_eq!(place.releases(), ["29.3_0001"]);
}

#[test]
fn what_dead_imports_left_behind_is_swept_away() {
    let place = Place::new();
    let leftover = place.home.path().join("releases/.importing-x1y2z3");
    fs::create_dir_all(&leftover).unwrap();
    fs::write(leftover.join("release.sqlite"), "half a release").unwrap();
    // A folder under a name of a release that is not one does not count as one.
    let incomplete = place.home.path().join("releases/29.3_0007");
    fs::create_dir_all(&incomplete).unwrap();
    assert!(place.home.releases().unwrap().is_empty());

    Files::small().import(&place).unwrap();
    assert_eq!(place.releases(), ["29.3_0008"]);
}

#[test]
fn a_finish_step_sees_the_database_and_adds_to_the_release() {
    let place = Place::new();
    let folder = Files::small().write(place.path(), "input");
    let report = Import::new(Input::open(&folder).unwrap())
        .finish_step("titles", |release, dir| {
            fs::create_dir(dir.join("search"))?;
            fs::write(dir.join("search/title"), value::<String>(release, TITLE))?;
            Ok(())
        })
        .run(&place.home)
        .unwrap();
    let written = fs::read_to_string(report.installed.dir.join("search/title")).unwrap();
    assert_eq!(written, "Cooks");

    let error = Import::new(Input::open(&folder).unwrap())
        .finish_step("titles", |_, _| Err("no titles today".into()))
        .run(&place.home)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FinishStep);
    assert!(error.to_string().contains("no titles today"), "{error}");
    assert_eq!(place.releases(), ["29.3_0001"]);
}

#[test]
fn releases_are_listed_newest_first() {
    let place = Place::new();
    let input = Input::open(Files::small().write(place.path(), "input")).unwrap();
    for release in ["29.3", "30.10", "9.0", "30.2"] {
        Import::new(input.clone()).release(release).run(&place.home).unwrap();
    }
    let listed: Vec<String> =
        place.home.releases().unwrap().into_iter().map(|installed| installed.release).collect();
    assert_eq!(listed, ["30.10", "30.2", "29.3", "9.0"]);
    assert_eq!(place.home.newest().unwrap().unwrap().release, "30.10");
}

#[test]
fn a_removed_release_is_gone() {
    let place = Place::new();
    Files::small().import(&place).unwrap();
    place.home.remove("29.3").unwrap();
    assert_eq!(place.releases(), [""; 0]);
    assert_eq!(place.home.newest().unwrap(), None);

    let error = place.home.remove("29.3").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotInstalled);
    assert_eq!(place.home.find("29.3").unwrap_err().kind(), ErrorKind::NotInstalled);
}

#[test]
fn a_home_that_does_not_exist_has_no_releases() {
    let place = Place::new();
    let home = Home::at(place.path().join("nowhere"));
    assert!(home.releases().unwrap().is_empty());
    assert!(!home.path().exists());
}

#[test]
fn a_path_with_unusual_characters_can_be_opened() {
    let place = Place::new();
    let home = Home::at(place.path().join("my data 50%? #1 é"));
    let input = Input::open(Files::small().write(place.path(), "input")).unwrap();
    let report = Import::new(input).run(&home).unwrap();
    assert_eq!(value::<String>(&home.open(&report.installed).unwrap(), TITLE), "Cooks");
}

#[test]
fn verification_finds_a_flipped_byte() {
    let place = Place::new();
    let installed = Files::small().import(&place).unwrap().installed;
    let release = place.home.open(&installed).unwrap();
    let report = release.verify();
    assert!(report.is_sound(), "{:?}", report.problems);
    assert_eq!((report.tables, report.rows), (7, 32));

    let path = installed.dir.join("release.sqlite");
    let mut bytes = fs::read(&path).unwrap();
    let cooks = bytes.windows(5).position(|window| window == b"Cooks").unwrap();
    bytes[cooks] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert!(!place.home.open(&installed).unwrap().verify().is_sound());
}

#[test]
fn verification_finds_a_lost_row_and_what_referred_to_it() {
    let place = Place::new();
    let installed = Files::small().import(&place).unwrap().installed;
    let connection = Connection::open(installed.dir.join("release.sqlite")).unwrap();
    connection.execute("DELETE FROM occupation_data WHERE title = 'Cooks'", []).unwrap();
    connection.close().unwrap();

    let report = place.home.open(&installed).unwrap().verify();
    let problems = report.problems.join("\n");
    assert!(problems.contains("occupation_data has 3 rows, but 4"), "{problems}");
    assert!(problems.contains("11-1021.00"), "{problems}");
}

#[test]
fn a_release_that_another_version_wrote_otherwise_is_to_be_imported_again() {
    let place = Place::new();
    let installed = Files::small().import(&place).unwrap().installed;
    let path = installed.dir.join("manifest.json");
    let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let written = manifest.as_object_mut().unwrap().remove("layout").unwrap();
    // Without a number, as the first versions wrote it, and with one that is yet to come.
    for layout in [None, Some(u32::MAX)] {
        if let Some(layout) = layout {
            manifest["layout"] = layout.into();
        }
        fs::write(&path, manifest.to_string()).unwrap();
        let error = place.home.open(&place.home.newest().unwrap().unwrap()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Damaged);
        assert!(error.to_string().contains("imported by another version of onet"), "{error}");
        assert!(error.to_string().contains("onet db reimport 29.3"), "{error}");
    }
    manifest["layout"] = written;
    fs::write(&path, manifest.to_string()).unwrap();
    assert!(place.home.open(&installed).unwrap().verify().is_sound());
    // Importing it again needs nothing of what is there.
    assert!(Files::small().import(&place).unwrap().replaced);
}

#[test]
fn a_database_that_is_not_one_is_damaged() {
    let place = Place::new();
    let installed = Files::small().import(&place).unwrap().installed;
    fs::write(installed.dir.join("release.sqlite"), "no database".repeat(500)).unwrap();
    assert_eq!(place.home.open(&installed).unwrap_err().kind(), ErrorKind::Damaged);

    fs::write(installed.dir.join("manifest.json"), "{").unwrap();
    assert_eq!(place.home.open(&installed).unwrap_err().kind(), ErrorKind::Damaged);
    assert!(place.home.releases().unwrap().is_empty());
}

/// Damage to a file of a release, and a part of the message that names it.
type Damage<'a> = (&'a str, &'a dyn Fn(&std::path::Path), &'a str);

#[test]
fn a_damaged_release_is_named_and_never_passed_over_for_an_older_one() {
    let truncated = |path: &std::path::Path| {
        let file = fs::OpenOptions::new().write(true).open(path).unwrap();
        file.set_len(file.metadata().unwrap().len() - 1).unwrap();
    };
    let gone = |path: &std::path::Path| fs::remove_file(path).unwrap();
    let overwritten = |path: &std::path::Path| {
        let length = usize::try_from(fs::metadata(path).unwrap().len()).unwrap();
        fs::write(path, vec![b' '; length]).unwrap();
    };
    let emptied = |path: &std::path::Path| fs::write(path, "").unwrap();
    let damages: [Damage<'_>; 7] = [
        ("manifest.json", &truncated, "manifest.json"),
        ("manifest.json", &emptied, "manifest.json"),
        ("manifest.json", &gone, "manifest.json"),
        ("release.sqlite", &truncated, "release.sqlite"),
        ("release.sqlite", &emptied, "release.sqlite"),
        ("release.sqlite", &overwritten, "release.sqlite"),
        ("release.sqlite", &gone, "release.sqlite"),
    ];
    for (file, damage, named) in damages {
        let place = Place::new();
        let input = Input::open(Files::small().write(place.path(), "input")).unwrap();
        Import::new(input.clone()).release("29.3").run(&place.home).unwrap();
        let newest = Import::new(input).release("30.1").run(&place.home).unwrap().installed;
        damage(&newest.dir.join(file));
        // Two of the bytes of a manifest are a brace and a line feed.
        if fs::read(newest.dir.join(file)).is_ok_and(|text| text.ends_with(b"}")) {
            damage(&newest.dir.join(file));
        }
        for error in [
            place.home.newest().unwrap_err(),
            place.home.find("30.1").unwrap_err(),
            place.home.open(&newest).unwrap_err(),
            place.home.damaged().unwrap().remove(0),
        ] {
            assert_eq!(error.kind(), ErrorKind::Damaged, "{file}: {error}");
            assert!(error.to_string().contains(named), "{file}: {error}");
        }
        let listed: Vec<_> = place.home.releases().unwrap();
        assert_eq!(listed.into_iter().map(|found| found.release).collect::<Vec<_>>(), ["29.3"]);
        assert_eq!(place.home.find("29.3").unwrap().release, "29.3");
        place.home.remove("30.1").unwrap();
        assert_eq!(place.home.newest().unwrap().unwrap().release, "29.3");
    }
}
