//! Random damage to tables and zip files: an import succeeds or names what is wrong.

#![allow(clippy::unwrap_used)]

use std::fs;

use crate::common::{Files, Place};
use onet_db::{Import, Input, check_zip};
use onet_fuzz::Campaign;

#[test]
fn fuzz_tables_are_imported_or_refused() {
    let place = Place::new();
    let folder = Files::small().write(place.path(), "input");
    let table = folder.join("Tasks to DWAs.txt");
    let sound = fs::read(&table).unwrap();
    let commas = String::from_utf8(sound.clone()).unwrap().replace('\t', ",");
    let quoted = format!("\"{}\"", commas.replace(',', "\",\"").replace('\n', "\"\n\""));
    let pieces: [&[u8]; 8] = [b"\t", b"\"", b"\"\"", b"\r", b"n/a", b"11-1011.00", b"=\"29-1051\"", b"\n\n"];
    let inputs = [sound.as_slice(), commas.as_bytes(), quoted.as_bytes()];
    Campaign::new(&inputs).pieces(&pieces).tries(60).run(|bytes| {
        fs::write(&table, bytes).unwrap();
        match Input::open(&folder).map(Import::new).and_then(Import::into_memory) {
            Ok(release) => assert!(release.manifest().rows() > 0),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    });
}

#[test]
fn fuzz_zip_files_are_imported_or_refused() {
    let place = Place::new();
    let path = place.path().join("db_29_3_text.zip");
    Files::small().write_zip(&path, "db_29_3_text");
    let sound = fs::read(&path).unwrap();
    let pieces: [&[u8]; 7] =
        [b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xff\xff\xff", b"\0\0\0\0", b"../../", b".txt"];
    Campaign::new(&[&sound]).pieces(&pieces).tries(200).run(|bytes| {
        fs::write(&path, bytes).unwrap();
        let _ = check_zip(&path);
        let _ = Input::open(&path).map(Import::new).and_then(Import::into_memory);
    });
}
