//! One file that holds a table, in a folder, in a zip file or built into the program.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;

use flate2::bufread::MultiGzDecoder;
use zip::result::ZipError;

use super::archive::{Unpacked, open_zip, zip_error, zip_of};
use crate::checksum::Summing;
use crate::error::{Error, Result};
use crate::limits::{IN_MEMORY_BYTES, WORKBOOK_BYTES};
use crate::row_reader::{self, Layout, Preview, RowReader, RowSource};

/// Bytes that are read at a time.
const CHUNK: usize = 1 << 18;

/// Bytes at the start of a file by which its layout is found.
const HEAD_BYTES: u64 = 1 << 18;

/// What names of table files end in, best first: of two files for one table the text edition is read.
const ENDINGS: [(&str, FileFormat); 4] = [
    (".txt", FileFormat::Text),
    (".tsv", FileFormat::Text),
    (".csv", FileFormat::Csv),
    (".xlsx", FileFormat::Excel),
];

/// The format that the name of a file claims. The order is that of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FileFormat {
    /// Tabs between fields, as in the text edition.
    Text,
    /// Commas, semicolons or tabs between fields that may be in quotes.
    Csv,
    /// An Excel workbook.
    Excel,
}

/// One file that holds a table.
#[derive(Debug, Clone)]
pub(crate) struct TableFile {
    /// The file name without its endings, which is the name of the table in the distribution.
    pub(crate) stem: String,
    /// The file name.
    pub(crate) file: String,
    /// The folder or archive that it lies in.
    pub(crate) source: String,
    pub(crate) format: FileFormat,
    pub(crate) place: FileLocation,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone)]
pub(crate) enum FileLocation {
    /// In the file system.
    File(PathBuf),
    /// In a zip file, by its number there.
    Zip {
        /// The zip file.
        archive: PathBuf,
        /// The number of the file in it.
        index: usize,
    },
    /// In the program.
    BuiltIn(&'static [u8]),
}

impl fmt::Display for TableFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.file, self.source)
    }
}

impl TableFile {
    /// A file of this name; none when the name is not one of a table.
    pub(crate) fn named(file: String, source: String, place: FileLocation) -> Option<Self> {
        let name = split_name(&file)?;
        let (stem, format) = (name.stem.to_owned(), name.format);
        Some(Self { stem, file, source, format, place })
    }

    /// Reads the rows of the file by its layout and returns the checksum of the file beside the result. The checksum
    /// is of the bytes as they are stored; the rows have to be read to their end.
    pub(crate) fn read<T>(
        &self,
        layout: &Layout,
        reading: impl FnOnce(&mut dyn RowReader) -> Result<T>,
    ) -> Result<(T, String)> {
        match layout {
            Layout::Sheet(name) => {
                let (bytes, sha256) = self.bytes()?;
                Ok((row_reader::read_sheet(self, &bytes, name, reading)?, sha256))
            }
            _ => self.stream(|input| row_reader::read_text(self, input, layout, reading)),
        }
    }

    /// The layouts that the file may have, each with the first rows that it gives; at least one.
    pub(crate) fn previews(&self) -> Result<Vec<Preview>> {
        match self.format {
            FileFormat::Excel => {
                let (bytes, _) = self.bytes()?;
                self.check_unpacked_size(&bytes)?;
                row_reader::preview_sheets(self, &bytes)
            }
            _ => row_reader::preview_text(self, &self.head()?),
        }
    }

    /// The start of the text.
    pub(crate) fn head(&self) -> Result<Vec<u8>> {
        let (text, _) = self.stream(|input| {
            let mut text = Vec::new();
            input.take(HEAD_BYTES).read_to_end(&mut text).map_err(|error| self.read_error(error))?;
            Ok(text)
        })?;
        Ok(text)
    }

    fn stream<T>(&self, reading: impl FnOnce(&mut dyn BufRead) -> Result<T>) -> Result<(T, String)> {
        match &self.place {
            FileLocation::File(path) => {
                let file = File::open(path).map_err(|error| self.read_error(error))?;
                self.unpack(file, reading)
            }
            FileLocation::Zip { archive, index } => {
                let mut archive = open_zip(archive)?;
                let entry = archive.by_index(*index).map_err(|error| zip_error(self, error))?;
                let stated = entry.size();
                self.unpack(Unpacked::of_size(entry, stated), reading)
            }
            FileLocation::BuiltIn(content) => self.unpack(*content, reading),
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
            let unpacked = Unpacked::new(MultiGzDecoder::new(packed));
            reading(&mut BufReader::with_capacity(CHUNK, unpacked))?
        } else {
            reading(&mut BufReader::with_capacity(CHUNK, Unpacked::new(&mut stored)))?
        };
        Ok((result, stored.finish().sha256))
    }

    /// The whole file, which has to fit into memory, and its checksum.
    fn bytes(&self) -> Result<(Vec<u8>, String)> {
        self.stream(|input| {
            let mut bytes = Vec::new();
            let mut input = input.take(IN_MEMORY_BYTES + 1);
            input.read_to_end(&mut bytes).map_err(|error| self.read_error(error))?;
            if bytes.len() as u64 > IN_MEMORY_BYTES {
                let limit = IN_MEMORY_BYTES >> 20;
                return Err(Error::too_large(self, &format!("the workbook has more than {limit} MiB")));
            }
            Ok(bytes)
        })
    }

    /// Fails when a workbook, which is a zip file, unpacks to more than a table may have. The sizes that it states are
    /// not relied on.
    fn check_unpacked_size(&self, bytes: &[u8]) -> Result<()> {
        if let Some(problem) = row_reader::not_a_workbook(self, bytes) {
            return Err(problem);
        }
        let mut archive = zip_of(self, Cursor::new(bytes))?;
        let mut left = WORKBOOK_BYTES;
        for index in 0..archive.len() {
            let entry = archive.by_index(index).map_err(|error| zip_error(self, error))?;
            let copied = io::copy(&mut entry.take(left + 1), &mut io::sink());
            let copied = copied.map_err(|error| self.read_error(error))?;
            let Some(rest) = left.checked_sub(copied) else {
                let limit = WORKBOOK_BYTES >> 20;
                return Err(Error::too_large(self, &format!("it unpacks to more than {limit} MiB")));
            };
            left = rest;
        }
        Ok(())
    }

    fn is_gzip(&self) -> bool {
        split_name(&self.file).is_some_and(|name| name.gzip)
    }

    /// Whether the file is the note that comes with a release.
    pub(crate) fn is_read_me(&self) -> bool {
        self.format == FileFormat::Text
            && ["read me", "readme", "read_me"].iter().any(|name| self.stem.eq_ignore_ascii_case(name))
    }
}

impl RowSource for TableFile {
    fn read_error(&self, error: io::Error) -> Error {
        use io::ErrorKind::{FileTooLarge, InvalidData, InvalidInput, Other, UnexpectedEof};

        let error = match error.downcast::<ZipError>() {
            Ok(error) => return zip_error(self, error),
            Err(error) => error,
        };
        let packed = self.is_gzip()
            || matches!(self.place, FileLocation::Zip { .. })
            || self.format == FileFormat::Excel;
        match error.kind() {
            FileTooLarge => Error::too_large(self, &error.to_string()),
            UnexpectedEof if packed => Error::broken_archive(self, "it ends early"),
            InvalidData | InvalidInput | Other if packed => Error::broken_archive(self, &error.to_string()),
            _ => return Error::io("read", self, error),
        }
        .with_source(error)
    }
}

/// The parts of the name of a table file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FileName<'n> {
    /// The name without its endings.
    pub(crate) stem: &'n str,
    pub(crate) format: FileFormat,
    /// Whether the file is gzip-compressed.
    pub(crate) gzip: bool,
}

/// The parts of the name of a table file; none when the name is not one.
pub(crate) fn split_name(name: &str) -> Option<FileName<'_>> {
    let lower = name.to_ascii_lowercase();
    let (packed, gzip) = lower.strip_suffix(".gz").map_or((lower.as_str(), false), |packed| (packed, true));
    let mut endings = ENDINGS.into_iter();
    let (stem, format) = endings.find_map(|(ending, format)| Some((packed.strip_suffix(ending)?, format)))?;
    // Excel writes a lock file of this name beside an open workbook.
    let is_table = !stem.is_empty() && !stem.starts_with('.') && !stem.starts_with("~$");
    is_table.then(|| FileName { stem: &name[..stem.len()], format, gzip })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_table_files_give_their_format() {
        let name = |stem, format, gzip| Some(FileName { stem, format, gzip });
        assert_eq!(split_name("Job Zones.txt"), name("Job Zones", FileFormat::Text, false));
        assert_eq!(split_name("Skills.TXT.gz"), name("Skills", FileFormat::Text, true));
        assert_eq!(split_name("All_STEM.csv"), name("All_STEM", FileFormat::Csv, false));
        assert_eq!(split_name("crosswalk.tsv.gz"), name("crosswalk", FileFormat::Text, true));
        assert_eq!(split_name("Skills.xlsx"), name("Skills", FileFormat::Excel, false));
        for other in [".txt", "._Skills.txt", "Skills.xls", "Skills.gz", "txt", "~$Skills.xlsx"] {
            assert_eq!(split_name(other), None, "{other}");
        }
    }
}
