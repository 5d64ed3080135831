//! The inventory and the captured documents of the old service. They are read from the folder that
//! `ONET_TEST_LEGACY_DIR` names, and are no part of this project.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::path::{Path, PathBuf};

use onet_compat::Resource;

/// A document, with the resource that the name of its file begins with.
pub(crate) struct Capture {
    pub(crate) name: String,
    pub(crate) resource: &'static Resource,
    pub(crate) bytes: Vec<u8>,
}

impl Capture {
    pub(crate) fn is_json(&self) -> bool {
        self.name.ends_with(".json")
    }
}

/// The folder, where there is one; that tests are skipped without it is said.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("ONET_TEST_LEGACY_DIR").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: ONET_TEST_LEGACY_DIR is not set");
    }
    folder
}

/// The documents in a folder, by the names of their files.
pub(crate) fn captures(folder: &Path) -> Vec<Capture> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    paths.sort();
    let capture = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let (id, _) = name.split_once(".v1_").unwrap();
        let resource = Resource::find(id).unwrap_or_else(|| panic!("{id} is no resource"));
        Capture { resource, bytes: std::fs::read(&path).unwrap(), name }
    };
    paths.into_iter().map(capture).collect()
}
