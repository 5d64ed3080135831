//! Where tables come from: a folder, a zip file, one table file, or files built into the program.

mod archive;
mod table_file;

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::limits::FOLDER_DEPTH;
use crate::version;

pub use archive::check_zip;
use archive::{open_zip, zip_error};
use table_file::FileLocation;
pub(crate) use table_file::TableFile;

/// Tables of the O*NET database, before they are read.
///
/// Files end in `.txt`, `.tsv` or `.csv`, with or without `.gz` behind, or in `.xlsx`; everything else, hidden files
/// too, is passed over. The release number is taken from the read-me file of the distribution, or else from a name
/// such as `db_29_3_text`.
///
/// ```no_run
/// use onet_db::Input;
///
/// let input = Input::open("downloads/db_29_3_text.zip")?;
/// assert_eq!(input.release(), Some("29.3"));
/// # Ok::<(), onet_db::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Input {
    label: String,
    path: Option<PathBuf>,
    release: Option<String>,
    files: Vec<TableFile>,
    /// The names of files and folders that cannot hold a table.
    others: Vec<String>,
    /// Whether files that are no known tables are passed over.
    is_lenient: bool,
}

impl Input {
    /// A folder of the file system, a zip file (folders inside are fine), or one table file.
    ///
    /// Of a folder without tables that holds one other folder, that one is read.
    ///
    /// # Errors
    ///
    /// When the path cannot be read, is none of the three, or is a damaged zip file; or when it
    /// holds two files for one table.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let about = fs::metadata(path).map_err(|error| Error::io("read", path.display(), error))?;
        let name = file_name(path);
        if about.is_dir() {
            return Self::folder(path);
        }
        if name.to_ascii_lowercase().ends_with(".zip") {
            return Self::zip(path);
        }
        let file = TableFile::named(name, parent_label(path), FileLocation::File(path.to_owned())).ok_or_else(|| {
            Error::new(
                ErrorKind::NotARelease,
                format!(
                    "{} is neither a folder, nor a zip file, nor a table (.txt, .tsv or .csv, also with .gz, or \
                     .xlsx). Name a distribution of the O*NET database, or save the table as one of these.",
                    path.display()
                ),
            )
        })?;
        Self::of_path(path, None, vec![file])
    }

    /// Files built into the program, as name and content; a release made of them is a sample.
    ///
    /// # Errors
    ///
    /// When two files hold one table.
    pub fn embedded(files: &'static [(&'static str, &'static [u8])]) -> Result<Self> {
        let found = files.iter().filter_map(|(name, content)| {
            TableFile::named((*name).to_owned(), "built in".to_owned(), FileLocation::BuiltIn(content))
        });
        Self::new("the built-in sample".to_owned(), None, None, found.collect())
    }

    /// Passes over files that are no known tables, and names them, as a folder does; without it, a file that is an input
    /// by itself has to be a table. For supplements only.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.is_lenient = true;
        self
    }

    /// The release number that the input states, in its read-me file or its name.
    pub fn release(&self) -> Option<&str> {
        self.release.as_deref()
    }

    /// The path, or what else people call the input.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Whether the files are built into the program.
    pub fn is_embedded(&self) -> bool {
        self.path.is_none()
    }

    /// Where the input is, from the root of the file system; none for files built into the program.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether files that are no known tables are passed over although they are an input by themselves.
    pub(crate) fn is_lenient(&self) -> bool {
        self.is_lenient
    }

    /// Whether the input is one file that was named as such.
    pub(crate) fn is_one_file(&self) -> bool {
        let is_file = |path: &Path| {
            path.is_file() && path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("zip"))
        };
        self.path().is_some_and(is_file)
    }

    /// The names of files and folders in a folder that cannot hold a table, without the read-me file.
    pub(crate) fn others(&self) -> &[String] {
        &self.others
    }

    pub(crate) fn files(&self) -> &[TableFile] {
        &self.files
    }

    fn folder(path: &Path) -> Result<Self> {
        let mut folder = path.to_owned();
        let mut named = None;
        for _ in 0..FOLDER_DEPTH {
            let Contents { files, folders, others } = Contents::of(&folder)?;
            let full = folder.canonicalize().unwrap_or_else(|_| folder.clone());
            named = named.or(version::in_name(&file_name(&full)));
            let has_table = files.iter().any(|file| !file.is_read_me());
            match folders.as_slice() {
                folders if has_table || folders.is_empty() => {
                    let inner = folders.iter().map(|folder| file_name(folder));
                    let mut input = Self::of_path(&folder, named, files)?;
                    input.others = others.into_iter().chain(inner).collect();
                    return Ok(input);
                }
                [only] => folder = only.clone(),
                several => return Err(several_folders(&folder, several)),
            }
        }
        Self::of_path(path, named, Vec::new())
    }

    fn zip(path: &Path) -> Result<Self> {
        let archive = open_zip(path)?;
        let mut named = version::in_name(&file_name(path));
        let mut found = Vec::new();
        for index in 0..archive.len() {
            let fail = |error| zip_error(path.display(), error);
            let entry = archive.by_index_data(index).map_err(fail)?;
            let full = entry.name().map_err(fail)?;
            let file = full.rsplit(['/', '\\']).next().unwrap_or_default();
            if entry.is_dir() || full.starts_with("__MACOSX") {
                continue;
            }
            let place = FileLocation::Zip { archive: path.to_owned(), index };
            if let Some(table) = TableFile::named(file.to_owned(), path.display().to_string(), place) {
                named = named.or_else(|| version::in_name(&full));
                found.push(table);
            }
        }
        Self::of_path(path, named, found)
    }

    fn of_path(path: &Path, named: Option<String>, found: Vec<TableFile>) -> Result<Self> {
        let full = path.canonicalize().map_err(|error| Error::io("read", path.display(), error))?;
        Self::new(path.display().to_string(), Some(full), named, found)
    }

    fn new(
        label: String,
        path: Option<PathBuf>,
        named: Option<String>,
        found: Vec<TableFile>,
    ) -> Result<Self> {
        let (notes, mut files): (Vec<_>, Vec<_>) = found.into_iter().partition(TableFile::is_read_me);
        files.sort_by(|left, right| (&left.stem, left.format).cmp(&(&right.stem, right.format)));
        for pair in files.windows(2) {
            if (&pair[0].stem, pair[0].format) == (&pair[1].stem, pair[1].format) {
                return Err(Error::new(
                    ErrorKind::NotARelease,
                    format!(
                        "{label} holds the table {} twice, as {} and {}. Leave one of them.",
                        pair[0].stem, pair[0].file, pair[1].file
                    ),
                ));
            }
        }
        let mut release = None;
        for note in &notes {
            release = release.or(version::in_text(&String::from_utf8_lossy(&note.head()?)));
        }
        Ok(Self { label, path, release: release.or(named), files, others: Vec::new(), is_lenient: false })
    }
}

/// What a folder holds.
struct Contents {
    files: Vec<TableFile>,
    /// The names of files that are none of a table, without hidden ones.
    others: Vec<String>,
    /// Without hidden ones.
    folders: Vec<PathBuf>,
}

impl Contents {
    fn of(folder: &Path) -> Result<Self> {
        let fail = |error| Error::io("read the folder", folder.display(), error);
        let mut contents = Self { files: Vec::new(), others: Vec::new(), folders: Vec::new() };
        for entry in fs::read_dir(folder).map_err(fail)? {
            let place = entry.map_err(fail)?.path();
            let name = file_name(&place);
            if place.is_dir() {
                let is_shown = !name.starts_with('.') && name != "__MACOSX";
                contents.folders.extend(is_shown.then_some(place));
            } else if place.is_file() {
                let source = folder.display().to_string();
                match TableFile::named(name.clone(), source, FileLocation::File(place)) {
                    Some(file) => contents.files.push(file),
                    None if name.starts_with('.') => {}
                    None => contents.others.push(name),
                }
            }
        }
        contents.folders.sort();
        contents.others.sort();
        Ok(contents)
    }
}

fn several_folders(folder: &Path, inside: &[PathBuf]) -> Error {
    let names: Vec<String> = inside.iter().map(|folder| file_name(folder)).collect();
    Error::new(
        ErrorKind::NotARelease,
        format!(
            "{} holds no table, but several folders: {}. Name the one to import.",
            folder.display(),
            names.join(", ")
        ),
    )
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn parent_label(path: &Path) -> String {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent.display().to_string(),
        _ => ".".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_files_state_their_release() {
        let input = Input::embedded(&[
            ("Read Me.txt", b"O*NET 29.3 Database"),
            ("Job Zones.txt", b"O*NET-SOC Code\tJob Zone\n"),
            ("NOTICE.md", b"nothing"),
        ])
        .expect("the files are well named");
        assert_eq!(input.release(), Some("29.3"));
        assert_eq!(input.files().len(), 1);
        assert!(input.is_embedded());
    }

    #[test]
    fn two_files_for_one_table_are_refused() {
        let error = Input::embedded(&[("Skills.txt", b""), ("Skills.txt.gz", b"")]);
        assert_eq!(error.map_err(|error| error.kind()).err(), Some(ErrorKind::NotARelease));
    }
}
