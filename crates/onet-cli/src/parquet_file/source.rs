//! A Parquet input: what it has, and its rows as text.

use std::fs::File;
use std::io::{self, Read, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::schema::types::SchemaDescriptor;

use super::carried::Carried;
use super::read_failure;
use super::text::ColumnTexts;
use crate::arguments::Format;
use crate::destination::Spool;
use crate::failure::Failure;
use crate::input::{Columns, Event, Row, Sink, place};

/// What a file with an encrypted footer begins with.
const ENCRYPTED: &[u8; 4] = b"PARE";
/// Rows that are read at a time.
const BATCH: usize = 1_024;

/// Which columns of an input become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellTexts {
    /// All: the output is text.
    All,
    /// All, and their values as JSON: the output is JSON.
    Json,
    /// None but those that are read: the output is Parquet, too.
    Nothing,
}

impl CellTexts {
    /// What an output of this format has of the cells.
    pub(crate) fn of_output(format: Format) -> Self {
        match format {
            Format::Parquet => Self::Nothing,
            Format::Json | Format::Ndjson => Self::Json,
            _ => Self::All,
        }
    }
}

/// A file that has been opened.
pub(crate) struct ParquetSource {
    name: String,
    path: PathBuf,
    reader: SerializedFileReader<File>,
    /// What came through a pipe: the footer at the end has to be read first.
    _spooled: Option<Spool>,
}

/// Whether a name ends as those of Parquet files do.
pub(crate) fn is_named_parquet(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["parquet", "parq", "pq"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

impl ParquetSource {
    /// Opens a file.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let reader = Self::reader(&name, path)?;
        Ok(Self { name, path: path.to_owned(), reader, _spooled: None })
    }

    /// Copies a stream into a temporary file, and opens that.
    pub(crate) fn spool(mut input: Box<dyn Read + Send>) -> Result<Self, Failure> {
        let name = "the input".to_owned();
        let folder = std::env::temp_dir();
        let failed = |error| Failure::Storing(folder.clone(), error);
        let mut spooled = Spool::new().map_err(failed)?;
        let mut buffer = vec![0_u8; 1 << 16];
        loop {
            let count = match input.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Failure::usage(format!("could not read the input: {error}"))),
            };
            spooled.file.write_all(&buffer[..count]).map_err(failed)?;
        }
        spooled.file.flush().map_err(failed)?;
        let path = spooled.file.path().to_owned();
        let reader = Self::reader(&name, &path)?;
        Ok(Self { name, path, reader, _spooled: Some(spooled) })
    }

    fn reader(name: &str, path: &Path) -> Result<SerializedFileReader<File>, Failure> {
        let unreadable = |error| Failure::usage(format!("could not open {name}: {error}"));
        let mut file = File::open(path).map_err(unreadable)?;
        let mut first = [0_u8; 4];
        if file.read(&mut first).is_ok() && first == *ENCRYPTED {
            return Err(Failure::usage(format!("{name} is encrypted, which onet does not read"))
                .with_hint("write it again without encryption"));
        }
        guarded(name, || SerializedFileReader::new(file))
    }

    /// The same input, for the columns that go into a Parquet output as they are.
    pub(crate) fn carried(&self) -> Result<Carried, Failure> {
        let failed = |error| Failure::usage(format!("could not open {}: {error}", self.name));
        let open = || File::open(&self.path).map_err(failed);
        let (bytes, again) = (open()?, open()?);
        let reader = guarded(&self.name, || SerializedFileReader::new(again))?;
        Ok(Carried::new(bytes, reader))
    }

    fn schema(&self) -> &SchemaDescriptor {
        self.reader.metadata().file_metadata().schema_descr()
    }

    fn names(&self) -> Vec<String> {
        self.schema().root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect()
    }

    /// Reads all rows. After those of each row group comes [`Event::EndOfGroup`].
    pub(crate) fn read<S: Sink>(
        self,
        columns: &Columns,
        texts_for: CellTexts,
        mut sink: S,
    ) -> Result<S, Failure> {
        let subject = columns.subject;
        let names = self.names();
        let title = place(&names, columns.title.as_deref(), columns.subject)?;
        let described = columns.description.as_deref();
        let description = described.map(|name| place(&names, Some(name), columns.subject)).transpose()?;
        let wanted: Vec<usize> = match texts_for {
            CellTexts::All | CellTexts::Json => (0..names.len()).collect(),
            CellTexts::Nothing => Vec::new(),
        };
        for at in wanted.iter().chain([&title]).chain(description.as_ref()) {
            self.check(*at)?;
        }
        if !sink.take(Event::Columns(names.clone())) {
            return Ok(sink);
        }
        let mut number = 0;
        for group in 0..self.reader.num_row_groups() {
            let mut title = self.texts(group, title)?;
            let mut description = description.map(|at| self.texts(group, at)).transpose()?;
            let mut cells = wanted.iter().map(|at| self.texts(group, *at)).collect::<Result<Vec<_>, _>>()?;
            let mut left = self.reader.metadata().row_group(group).num_rows();
            while left > 0 {
                let count = BATCH.min(usize::try_from(left).unwrap_or(BATCH));
                let read = |column: &mut ColumnTexts| guarded(&self.name, || column.read(count));
                let titles = read(&mut title)?;
                let mut descriptions = description.as_mut().map(read).transpose()?.map(Vec::into_iter);
                let mut columns: Vec<_> = Vec::with_capacity(cells.len());
                let mut values: Vec<_> = Vec::with_capacity(cells.len());
                for column in &mut cells {
                    let texts = read(column)?;
                    if texts_for == CellTexts::Json {
                        let json = texts.iter().map(|text| column.json(text.as_deref()));
                        values.push(json.collect::<Vec<_>>().into_iter());
                    }
                    columns.push(texts.into_iter());
                }
                left -= count as i64;
                for title in titles {
                    number += 1;
                    let mut row = Row { number, ..Row::default() };
                    row.title = Some(title.unwrap_or_default());
                    row.description = descriptions.as_mut().and_then(Iterator::next).flatten();
                    let json = values.iter_mut().filter_map(Iterator::next);
                    row.members =
                        (texts_for == CellTexts::Json).then(|| names.iter().cloned().zip(json).collect());
                    row.cells =
                        columns.iter_mut().map(|cells| cells.next().flatten().unwrap_or_default()).collect();
                    if !sink.take(Event::Row(row.checked(subject))) {
                        return Ok(sink);
                    }
                }
            }
            if !sink.take(Event::EndOfGroup) {
                return Ok(sink);
            }
        }
        Ok(sink)
    }

    /// Refuses a column that cannot become text.
    fn check(&self, at: usize) -> Result<(), Failure> {
        let schema = self.schema();
        let field = &schema.root_schema().get_fields()[at];
        let name = field.name();
        let leaves: Vec<usize> =
            (0..schema.num_columns()).filter(|leaf| schema.get_column_root_idx(*leaf) == at).collect();
        let refused = |why: &str| {
            Err(Failure::usage(format!("the column {name} of {} {why}", self.name))
                .with_hint("--format parquet hands it through as it is; else select other columns first"))
        };
        let [leaf] = leaves.as_slice() else { return refused("is nested and has no text") };
        let descriptor = schema.column(*leaf);
        if !field.is_primitive() || descriptor.max_rep_level() > 0 {
            return refused("is nested and has no text");
        }
        if !ColumnTexts::has_text(&descriptor) {
            return refused("holds binary data and has no text");
        }
        for group in self.reader.metadata().row_groups() {
            let codec = match group.column(*leaf).compression() {
                Compression::BROTLI(_) => "Brotli",
                Compression::LZO => "LZO",
                _ => continue,
            };
            return Err(Failure::usage(format!(
                "the column {name} of {} is compressed with {codec}, which onet does not read",
                self.name
            ))
            .with_hint("write it with Zstandard, Snappy, gzip or LZ4"));
        }
        Ok(())
    }

    fn texts(&self, group: usize, at: usize) -> Result<ColumnTexts, Failure> {
        let schema = self.schema();
        let leaf = (0..schema.num_columns()).find(|leaf| schema.get_column_root_idx(*leaf) == at);
        guarded(&self.name, || {
            let leaf = leaf.ok_or_else(|| ParquetError::General("a column has no values".to_owned()))?;
            let reader = self.reader.get_row_group(group)?.get_column_reader(leaf)?;
            Ok(ColumnTexts::new(reader, schema.column(leaf)))
        })
    }
}

/// Runs a part of the reader. Damage that makes it panic is a failure like any other.
fn guarded<T>(name: &str, read: impl FnOnce() -> parquet::errors::Result<T>) -> Result<T, Failure> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(done) => done.map_err(|error| read_failure(name, &error)),
        Err(_) => Err(read_failure(name, &ParquetError::General("the file is damaged".to_owned()))),
    }
}
