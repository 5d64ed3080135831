//! The tables that a release does not have, and what brings them.

use std::fmt;

use crate::catalogue;
use crate::downloads;
use crate::manifest::Manifest;

/// A table that a release does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingTable {
    /// Its id, such as `abilities`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub source: TableSource,
}

/// Where a table is that an import does not have. Its text is the command that brings the table.
///
/// ```
/// use onet_db::TableSource;
///
/// assert_eq!(TableSource::of("abilities"), TableSource::Release);
/// assert_eq!(TableSource::of("crosswalk_rapids").to_string(), "onet db pull --with crosswalks");
/// assert_eq!(TableSource::of("crosswalk_dot").to_string(), "onet db import DIR|ZIP --with FILE");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableSource {
    /// Among the files of the release.
    Release,
    /// In a collection of files that can be downloaded.
    Collection(&'static str),
    /// In another file.
    File,
}

impl TableSource {
    /// Where a table is, by its id. A table that is not in the catalogue counts as one of the release.
    pub fn of(table: &str) -> Self {
        match downloads::collection_of(table) {
            Some(collection) => Self::Collection(collection),
            None if catalogue::supplements().iter().any(|known| known.id == table) => Self::File,
            None => Self::Release,
        }
    }

    /// All of them.
    pub fn all() -> Vec<Self> {
        let collections = downloads::collections().into_iter().map(Self::Collection);
        [Self::Release, Self::File].into_iter().chain(collections).collect()
    }

    /// The end of a sentence about a table that is not in an import: what to do about it.
    pub fn advice(self) -> String {
        match self {
            Self::Release => "Import the release again with the file that holds it.".to_owned(),
            Self::Collection(name) => format!("onet db pull --with {name} gets it."),
            Self::File => "Import the release again with --with and a file that holds it.".to_owned(),
        }
    }
}

impl fmt::Display for TableSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Release => f.write_str("onet db import DIR|ZIP"),
            Self::Collection(name) => write!(f, "onet db pull --with {name}"),
            Self::File => f.write_str("onet db import DIR|ZIP --with FILE"),
        }
    }
}

impl Manifest {
    /// The tables of the catalogue that the release does not have: those of its own edition, and those of files beside
    /// it. They are in the order of their sources.
    pub fn missing_tables(&self) -> Vec<MissingTable> {
        let supplements = catalogue::supplements().iter().map(|table| table.id.as_str());
        let supplements = supplements.filter(|id| !self.has_table(id));
        let mut missing: Vec<MissingTable> = Vec::new();
        for id in self.missing.iter().map(String::as_str).chain(supplements) {
            if missing.iter().any(|known| known.id == id) {
                continue;
            }
            let title = catalogue::table(id).map_or(id, |table| &table.title).to_owned();
            missing.push(MissingTable { id: id.to_owned(), title, source: TableSource::of(id) });
        }
        missing.sort_by_key(|table| table.source);
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Release;

    #[test]
    fn each_missing_table_is_listed_once_with_what_brings_it() {
        let release = Release::sample().expect("the sample is built in");
        let missing = release.manifest().missing_tables();
        for table in &missing {
            assert_eq!(missing.iter().filter(|other| other.id == table.id).count(), 1, "{}", table.id);
            assert!(!release.manifest().has_table(&table.id), "{}", table.id);
        }
        let of = |id: &str| missing.iter().find(|table| table.id == id).map(|table| table.source);
        assert_eq!(of("career_clusters"), Some(TableSource::File));
        assert_eq!(of("employment_projections"), Some(TableSource::Collection("labor-market")));
        assert!(release.manifest().missing.iter().all(|id| of(id).is_some()));
        assert!(missing.is_sorted_by_key(|table| table.source));
    }

    #[test]
    fn advice_differs_by_source() {
        let mut advice: Vec<String> = TableSource::all().into_iter().map(TableSource::advice).collect();
        let count = advice.len();
        advice.sort();
        advice.dedup();
        assert_eq!(advice.len(), count);
    }
}
