//! Where tables come from: a folder, a zip file, one table file, or files built into the program.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::checksum::Summing;
use crate::error::{Error, ErrorKind, Result};
use crate::records::Records;
use crate::version;

/// Bytes that are read at a time.
const CHUNK: usize = 1 << 18;

/// The read-me file is looked at no further than this.
const READ_ME_BYTES: u64 = 1 << 16;

/// What names of table files end in.
const ENDINGS: [&str; 3] = [".txt", ".tsv", ".csv"];

/// Tables of the text distribution, not read yet.
///
/// Files end in `.txt`, `.tsv` or `.csv`, with or without `.gz` behind; everything else, hidden files
/// too, is passed over. The release number is taken from the read-me file of the distribution, or else from a name such as
/// `db_29_3_text`.
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
    release: Option<String>,
    files: Vec<TableFile>,
    built_in: bool,
}

impl Input {
    /// A folder of the file system, a zip file (folders inside are fine), or one table file.
    ///
    /// # Errors
    ///
    /// When the path cannot be read, is neither of the three, or is a damaged zip file; or when it
    /// holds two files for one table.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let about = fs::metadata(path).map_err(|error| Error::io("read", path.display(), error))?;
        let name = file_name(path);
        if about.is_dir() {
            Self::folder(path)
        } else if name.to_ascii_lowercase().ends_with(".zip") {
            Self::zip(path)
        } else if let Some((stem, _)) = split_name(&name) {
            let file = TableFile {
                stem: stem.to_owned(),
                source: parent_label(path),
                place: Place::File(path.to_owned()),
                file: name,
            };
            Self::new(path.display().to_string(), None, vec![file])
        } else {
            Err(Error::new(
                ErrorKind::NotARelease,
                format!(
                    "{} is neither a folder, nor a zip file, nor a table (.txt, .tsv or .csv, also with \
                     .gz). Name the text distribution of the O*NET database, or save the table as one of these.",
                    path.display()
                ),
            ))
        }
    }

    /// Files built into the program, as name and content; a release made of them is a sample.
    ///
    /// # Errors
    ///
    /// When two files hold one table.
    pub fn embedded(files: &'static [(&'static str, &'static [u8])]) -> Result<Self> {
        let found = files.iter().filter_map(|(name, content)| {
            let (stem, _) = split_name(name)?;
            Some(TableFile {
                stem: stem.to_owned(),
                file: (*name).to_owned(),
                source: "built in".to_owned(),
                place: Place::BuiltIn(content),
            })
        });
        let mut input = Self::new("the built-in sample".to_owned(), None, found.collect())?;
        input.built_in = true;
        Ok(input)
    }

    /// The release that the input says it is.
    pub fn release(&self) -> Option<&str> {
        self.release.as_deref()
    }

    /// The path, or what else people call the input.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Whether the files are built into the program.
    pub fn is_embedded(&self) -> bool {
        self.built_in
    }

    pub(crate) fn files(&self) -> &[TableFile] {
        &self.files
    }

    fn folder(path: &Path) -> Result<Self> {
        let fail = |error| Error::io("read the folder", path.display(), error);
        let mut found = Vec::new();
        for entry in fs::read_dir(path).map_err(fail)? {
            let place = entry.map_err(fail)?.path();
            let file = file_name(&place);
            if let Some((stem, _)) = split_name(&file)
                && place.is_file()
            {
                found.push(TableFile {
                    stem: stem.to_owned(),
                    source: path.display().to_string(),
                    file,
                    place: Place::File(place),
                });
            }
        }
        let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let named = version::in_name(&file_name(&full));
        Self::new(path.display().to_string(), named, found)
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
            if let Some((stem, _)) = split_name(file) {
                named = named.or_else(|| version::in_name(&full));
                found.push(TableFile {
                    stem: stem.to_owned(),
                    file: file.to_owned(),
                    source: path.display().to_string(),
                    place: Place::Zip { archive: path.to_owned(), index },
                });
            }
        }
        Self::new(path.display().to_string(), named, found)
    }

    fn new(label: String, named: Option<String>, found: Vec<TableFile>) -> Result<Self> {
        let (notes, mut files): (Vec<_>, Vec<_>) = found.into_iter().partition(TableFile::is_read_me);
        files.sort_by(|left, right| left.stem.cmp(&right.stem));
        for pair in files.windows(2) {
            if pair[0].stem == pair[1].stem {
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
            release = release.or(version::in_text(&note.beginning()?));
        }
        Ok(Self { label, release: release.or(named), files, built_in: false })
    }
}

/// One file that holds a table.
#[derive(Debug, Clone)]
pub(crate) struct TableFile {
    /// The file name without its endings: what the distribution calls the table.
    pub(crate) stem: String,
    /// The file name.
    pub(crate) file: String,
    /// The folder or archive that it lies in.
    pub(crate) source: String,
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    File(PathBuf),
    Zip { archive: PathBuf, index: usize },
    BuiltIn(&'static [u8]),
}

impl fmt::Display for TableFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.file, self.source)
    }
}

impl TableFile {
    /// Opens the file, hands its text over, and returns the checksum of the file beside the result.
    /// The checksum is of the bytes that were read; the text has to be read to its end.
    pub(crate) fn read<T>(&self, reading: impl FnOnce(&mut dyn BufRead) -> Result<T>) -> Result<(T, String)> {
        match &self.place {
            Place::File(path) => {
                let file = File::open(path).map_err(|error| self.read_error(error))?;
                self.unpack(file, reading)
            }
            Place::Zip { archive, index } => {
                let mut archive = open_zip(archive)?;
                let entry = archive.by_index(*index).map_err(|error| zip_error(self, error))?;
                self.unpack(entry, reading)
            }
            Place::BuiltIn(content) => self.unpack(*content, reading),
        }
    }

    fn unpack<T>(
        &self,
        stored: impl Read,
        reading: impl FnOnce(&mut dyn BufRead) -> Result<T>,
    ) -> Result<(T, String)> {
        let mut stored = Summing::new(stored);
        let result = if self.is_gzip() {
            let packed = BufReader::with_capacity(CHUNK, &mut stored);
            reading(&mut BufReader::with_capacity(CHUNK, MultiGzDecoder::new(packed)))?
        } else {
            reading(&mut BufReader::with_capacity(CHUNK, &mut stored))?
        };
        Ok((result, stored.finish().sha256))
    }

    /// What a failure to read the file means.
    pub(crate) fn read_error(&self, error: io::Error) -> Error {
        use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};

        let packed = self.is_gzip() || matches!(self.place, Place::Zip { .. });
        match error.kind() {
            UnexpectedEof if packed => broken(self, "it ends early"),
            InvalidData | InvalidInput | Other if packed => broken(self, &error.to_string()),
            _ => return Error::io("read", self, error),
        }
        .with_source(error)
    }

    /// The fields of the first row.
    pub(crate) fn headers(&self) -> Result<Vec<String>> {
        let (headers, _) = self.read(|input| Records::open(self, input)?.headers())?;
        Ok(headers)
    }

    /// Whether the fields may be separated by commas or semicolons.
    pub(crate) fn is_csv(&self) -> bool {
        let name = self.file.to_ascii_lowercase();
        name.strip_suffix(".gz").unwrap_or(&name).ends_with(".csv")
    }

    fn is_gzip(&self) -> bool {
        split_name(&self.file).is_some_and(|(_, gzip)| gzip)
    }

    fn is_read_me(&self) -> bool {
        ["read me", "readme"].iter().any(|name| self.stem.eq_ignore_ascii_case(name))
    }

    fn beginning(&self) -> Result<String> {
        let (text, _) = self.read(|lines| {
            let mut text = Vec::new();
            lines.take(READ_ME_BYTES).read_to_end(&mut text).map_err(|error| self.read_error(error))?;
            Ok(text)
        })?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }
}

/// The name of a table file without its endings, and whether it is gzip-compressed.
fn split_name(name: &str) -> Option<(&str, bool)> {
    let lower = name.to_ascii_lowercase();
    let (packed, gzip) = lower.strip_suffix(".gz").map_or((lower.as_str(), false), |packed| (packed, true));
    let stem = ENDINGS.iter().find_map(|ending| packed.strip_suffix(*ending))?;
    let visible = !stem.is_empty() && !stem.starts_with('.');
    visible.then(|| (&name[..stem.len()], gzip))
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

fn open_zip(path: &Path) -> Result<ZipArchive<BufReader<File>>> {
    let file = File::open(path).map_err(|error| Error::io("read", path.display(), error))?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| zip_error(path.display(), error))
}

fn zip_error(place: impl fmt::Display, error: ZipError) -> Error {
    broken(place, &error.to_string()).with_source(error)
}

fn broken(place: impl fmt::Display, reason: &str) -> Error {
    Error::new(
        ErrorKind::BrokenArchive,
        format!("Cannot unpack {place}: {reason}. The file is incomplete or damaged; get it again."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_files_end_in_txt_tsv_or_csv() {
        assert_eq!(split_name("Job Zones.txt"), Some(("Job Zones", false)));
        assert_eq!(split_name("Skills.TXT.gz"), Some(("Skills", true)));
        assert_eq!(split_name("All_STEM.csv"), Some(("All_STEM", false)));
        assert_eq!(split_name("crosswalk.tsv.gz"), Some(("crosswalk", true)));
        for other in [".txt", "._Skills.txt", "Skills.xlsx", "Skills.gz", "txt"] {
            assert_eq!(split_name(other), None, "{other}");
        }
    }

    #[test]
    fn built_in_files_tell_their_release() {
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
