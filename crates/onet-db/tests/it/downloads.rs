//! Downloaded releases: their record in the manifest, and the integrity of zip files.

#![allow(clippy::unwrap_used)]

use std::fs;

use onet_db::{Checksum, DownloadOrigin, ErrorKind, Import, Input, check_zip};

use crate::common::{Files, Place};

#[test]
fn the_manifest_records_a_download_and_has_no_record_without_one() {
    let place = Place::new();
    let origin = DownloadOrigin {
        url: "https://example.org/db_29_3_text.zip".to_owned(),
        moved_to: Some("https://example.org/files/db_29_3_text.zip".to_owned()),
        file: Checksum { bytes: 5, sha256: "00".to_owned() },
    };
    let input = Input::open(Files::small().write(place.path(), "input")).unwrap();
    let report = Import::new(input).download(origin.clone()).run(&place.home).unwrap();
    assert_eq!(report.installed.manifest.download, Some(origin.clone()));
    assert_eq!(place.home.find("29.3").unwrap().manifest.download, Some(origin));

    // Manifests of earlier versions have no such member either.
    Files::small().import(&place).unwrap();
    let installed = place.home.find("29.3").unwrap();
    assert_eq!(installed.manifest.download, None);
    let text = fs::read_to_string(installed.dir.join("manifest.json")).unwrap();
    assert!(!text.contains("\"download\""), "{text}");
}

#[test]
fn damage_in_a_zip_file_is_found() {
    let place = Place::new();
    let path = place.path().join("a.zip");
    Files::small().write_zip(&path, "db_29_3_text");
    check_zip(&path).unwrap();

    let sound = fs::read(&path).unwrap();
    let mut altered = sound.clone();
    // In the compressed data of the first entry.
    altered[100] ^= 1;
    for damaged in [&altered[..], &sound[..sound.len() / 2], b"PK\x03\x04", b""] {
        fs::write(&path, damaged).unwrap();
        let error = check_zip(&path).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BrokenArchive, "{error}");
        assert!(error.to_string().contains("a.zip"), "{error}");
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(check_zip(&path).unwrap_err().kind(), ErrorKind::Io);
}
