//! The release built into the program is what an import of the sample writes.

#![allow(clippy::unwrap_used)]

use std::env;
use std::fs;
use std::path::Path;

use onet_db::{Import, Input, Manifest, Release};
use rusqlite::types::Value;

use crate::common::Place;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");

/// Imports the tables of the sample as files that are built into the program.
fn import(place: &Place) -> Release {
    let mut files: Vec<(&'static str, &'static [u8])> = Vec::new();
    for entry in fs::read_dir(Path::new(FIXTURES).join("sample")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        files.push((name.leak(), fs::read(&path).unwrap().leak()));
    }
    files.sort_unstable();
    let import = Import::new(Input::embedded(files.leak()).unwrap());
    place.home.open(&import.run(&place.home).unwrap().installed).unwrap()
}

/// The statements that made the database, and all rows of its tables.
fn content(release: &Release) -> Vec<(String, Vec<Vec<Value>>)> {
    let read = release.read(|connection| {
        let sql = "SELECT name, type, coalesce(sql, '') FROM sqlite_schema ORDER BY name";
        let mut schema = connection.prepare(sql)?;
        let items = schema.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let items: Vec<(String, String, String)> = items.collect::<Result<_, _>>()?;
        let mut content = Vec::new();
        for (name, kind, sql) in items {
            let mut rows = Vec::new();
            if kind == "table" {
                let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\""))?;
                let columns = statement.column_count();
                let found = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect())?;
                rows = found.collect::<Result<_, _>>()?;
            }
            content.push((sql, rows));
        }
        Ok(content)
    });
    read.unwrap()
}

/// The manifest without what differs from one import to the next.
fn lasting(manifest: &Manifest) -> Manifest {
    Manifest { imported_at: String::new(), onet_version: String::new(), database: None, ..manifest.clone() }
}

#[test]
fn the_built_in_release_is_what_an_import_of_the_sample_writes() {
    let place = Place::new();
    let imported = import(&place);
    if env::var_os("ONET_WRITE_SAMPLE").is_some() {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
        for name in ["manifest.json", "release.sqlite"] {
            fs::copy(imported.dir().unwrap().join(name), target.join(name)).unwrap();
        }
        panic!("The built-in release is written. Run the tests again, without ONET_WRITE_SAMPLE.");
    }
    let sample = Release::sample().unwrap();
    let stale = "the built-in release is out of date; run this test with ONET_WRITE_SAMPLE=1";
    assert_eq!(lasting(sample.manifest()), lasting(imported.manifest()), "{stale}");
    assert!(content(&sample) == content(&imported), "{stale}");
}

#[test]
fn threads_read_the_built_in_release_at_the_same_time() {
    let sample = Release::sample().unwrap();
    let nested: i64 = sample
        .read(|outer| {
            let inner: i64 = sample
                .read(|inner| inner.query_row("SELECT count(*) FROM occupation_data", [], |row| row.get(0)))
                .expect("another connection answers");
            outer.query_row("SELECT count(*) - ?1 FROM occupation_data", [inner], |row| row.get(0))
        })
        .unwrap();
    assert_eq!(nested, 0);
}
