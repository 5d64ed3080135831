//! A release of a few made-up rows, written the way the text distribution is.

#![allow(clippy::unwrap_used)]

pub(crate) mod workbook;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use onet_db::{Error, Home, Import, ImportReport, Input, Release};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) const READ_ME: &str = "O*NET 29.3 Database\nMay 2025 Release\n";

/// Files by name, with `|` for the tabs of the tables.
#[derive(Clone)]
pub(crate) struct Files(BTreeMap<String, String>);

impl Files {
    /// Four occupations, one of them without a job zone, and five activities in three groups.
    pub(crate) fn small() -> Self {
        let mut files = Self(BTreeMap::new());
        files.0.insert("Read Me.txt".to_owned(), READ_ME.to_owned());
        files.set(
            "Occupation Data.txt",
            "O*NET-SOC Code|Title|Description\n\
             11-1011.00|Bakers of Bread|Bake.\n\
             11-1011.01|apple pickers|Pick.\n\
             11-1021.00|Cooks|Cook.\n\
             55-1011.00|Drill Sergeants|Drill.\n",
        );
        files.set(
            "Job Zones.txt",
            "O*NET-SOC Code|Job Zone|Date|Domain Source\n\
             11-1011.00|3|08/2023|Analyst\n\
             11-1011.01|1|08/2023|Analyst\n\
             11-1021.00|2|12/2024|Analyst\n",
        );
        files.set(
            "Job Zone Reference.txt",
            "Job Zone|Name|Experience|Education|Job Training|Examples|SVP Range\n\
             1|Zone One|none|none|short|pickers|(Below 4.0)\n\
             2|Zone Two|some|some|longer|cooks|(4.0 to < 6.0)\n\
             3|Zone Three|more|more|long|bakers|(6.0 to < 7.0)\n",
        );
        files.set(
            "Task Statements.txt",
            "O*NET-SOC Code|Task ID|Task|Task Type|Incumbents Responding|Date|Domain Source\n\
             11-1011.00|12|Knead dough.|Core|40|08/2023|Incumbent\n\
             11-1011.00|11|Sell bread.|n/a|n/a|08/2023|Analyst\n\
             11-1011.01|13|Pick apples.|Core|40|08/2023|Incumbent\n\
             11-1021.00|14|Cook meals.|Core|40|08/2023|Incumbent\n\
             55-1011.00|15|Drill and bake.|Core|40|08/2023|Incumbent\n",
        );
        files.set(
            "Tasks to DWAs.txt",
            "O*NET-SOC Code|Task ID|DWA ID|Date|Domain Source\n\
             11-1011.00|11|4.A.1.a.1.I01.D01|08/2023|Analyst\n\
             11-1011.00|12|4.A.2.a.1.I01.D01|08/2023|Analyst\n\
             11-1011.00|12|4.A.2.a.1.I01.D02|08/2023|Analyst\n\
             11-1011.01|13|4.A.1.a.1.I01.D01|08/2023|Analyst\n\
             11-1011.01|13|4.A.2.a.1.I01.D02|08/2023|Analyst\n\
             11-1021.00|14|4.A.2.a.1.I01.D01|08/2023|Analyst\n\
             11-1021.00|14|4.A.2.a.1.I01.D03|08/2023|Analyst\n\
             11-1021.00|14|4.A.3.a.1.I01.D01|08/2023|Analyst\n\
             55-1011.00|15|4.A.2.a.1.I01.D01|08/2023|Analyst\n",
        );
        files.set(
            "DWA Reference.txt",
            "Element ID|IWA ID|DWA ID|DWA Title\n\
             4.A.1.a.1|4.A.1.a.1.I01|4.A.1.a.1.I01.D01|Sell goods.\n\
             4.A.2.a.1|4.A.2.a.1.I01|4.A.2.a.1.I01.D01|Mix ingredients.\n\
             4.A.2.a.1|4.A.2.a.1.I01|4.A.2.a.1.I01.D02|gather ingredients.\n\
             4.A.2.a.1|4.A.2.a.1.I01|4.A.2.a.1.I01.D03|Heat ingredients.\n\
             4.A.3.a.1|4.A.3.a.1.I01|4.A.3.a.1.I01.D01|Clean tools.\n",
        );
        files.set(
            "IWA Reference.txt",
            "Element ID|IWA ID|IWA Title\n\
             4.A.1.a.1|4.A.1.a.1.I01|Trade.\n\
             4.A.2.a.1|4.A.2.a.1.I01|Prepare.\n\
             4.A.3.a.1|4.A.3.a.1.I01|Clean.\n",
        );
        files
    }

    /// Adds a file or changes it.
    pub(crate) fn set(&mut self, name: &str, text: &str) -> &mut Self {
        self.0.insert(name.to_owned(), text.replace('|', "\t"));
        self
    }

    pub(crate) fn remove(&mut self, name: &str) -> &mut Self {
        self.0.remove(name).unwrap();
        self
    }

    /// Replaces a part of a file.
    pub(crate) fn edit(&mut self, name: &str, from: &str, to: &str) -> &mut Self {
        let text = self.0.get_mut(name).unwrap();
        let (from, to) = (from.replace('|', "\t"), to.replace('|', "\t"));
        assert!(text.contains(&from), "{name} holds {from:?}");
        *text = text.replace(&from, &to);
        self
    }

    /// Writes the files into a new folder.
    pub(crate) fn write(&self, root: &Path, folder: &str) -> PathBuf {
        let folder = root.join(folder);
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &self.0 {
            fs::write(folder.join(name), text).unwrap();
        }
        folder
    }

    /// Writes the files into a new folder, gzip-compressed.
    pub(crate) fn write_gzip(&self, root: &Path, folder: &str) -> PathBuf {
        let folder = root.join(folder);
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &self.0 {
            fs::write(folder.join(format!("{name}.gz")), gzip(text.as_bytes())).unwrap();
        }
        folder
    }

    /// Writes the files into a zip file, in a folder inside.
    pub(crate) fn write_zip(&self, path: &Path, inside: &str) {
        let mut zip = ZipWriter::new(File::create(path).unwrap());
        for (name, text) in &self.0 {
            zip.start_file(format!("{inside}/{name}"), SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
    }

    /// Imports the files from a folder of their own.
    pub(crate) fn import(&self, place: &Place) -> Result<ImportReport, Error> {
        Import::new(Input::open(self.write(place.path(), "input"))?).run(&place.home)
    }

    /// Imports the files into memory, as the release of this number.
    pub(crate) fn in_memory_as(&self, release: &str) -> Release {
        let folder = tempfile::tempdir().unwrap();
        let input = Input::open(self.write(folder.path(), "input")).unwrap();
        Import::new(input).release(release).into_memory().unwrap()
    }

    /// Imports the files into memory.
    pub(crate) fn in_memory(&self) -> Result<Release, Error> {
        let folder = tempfile::tempdir().unwrap();
        Import::new(Input::open(self.write(folder.path(), "input"))?).into_memory()
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A folder of its own with a home in it.
pub(crate) struct Place {
    folder: TempDir,
    pub(crate) home: Home,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home"));
        Self { folder, home }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The names in the folder of the releases; none where there is no such folder.
    pub(crate) fn releases(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.home.path().join("releases")) else { return Vec::new() };
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name != ".lock")
            .collect();
        names.sort();
        names
    }
}

/// The only value of the only row of a question.
pub(crate) fn value<T: rusqlite::types::FromSql>(release: &Release, sql: &str) -> T {
    release.read(|connection| connection.query_row(sql, [], |row| row.get(0))).unwrap()
}
