//! Columns of a Parquet input that go into a Parquet output as they are.

use std::fs::File;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, ColumnWriterImpl};
use parquet::data_type::DataType;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::SerializedRowGroupWriter;
use parquet::schema::types::{Type, TypePtr};

use super::words;

/// Records that are decoded at a time.
const BATCH: usize = 1_024;

/// A Parquet input, and how far its rows have gone into the output.
pub(crate) struct Carried {
    /// For the bytes of chunks: readers of the same handle would share its place.
    bytes: File,
    reader: SerializedFileReader<File>,
    group: usize,
    /// Rows of the group that are in the output.
    passed: usize,
}

/// The rows of a given column that go into one row group.
pub(super) struct Part<'a> {
    pub(super) place: usize,
    /// Whether it has another name in the output: the writer takes the bytes of columns of the same name alone.
    pub(super) is_renamed: bool,
    /// How often each row of the input is in the output.
    pub(super) counts: &'a [u32],
    /// The rows of the output: the sum of the counts.
    pub(super) rows: usize,
}

impl Carried {
    pub(super) fn new(bytes: File, reader: SerializedFileReader<File>) -> Self {
        Self { bytes, reader, group: 0, passed: 0 }
    }

    pub(super) fn reader(&self) -> &SerializedFileReader<File> {
        &self.reader
    }

    pub(super) fn next_group(&mut self) {
        self.group += 1;
        self.passed = 0;
    }

    pub(super) fn pass(&mut self, rows: usize) {
        self.passed += rows;
    }

    /// The name of a column of the input.
    pub(super) fn name(&self, place: usize) -> &str {
        self.reader.metadata().file_metadata().schema().get_fields()[place].name()
    }

    /// A column of the input, under a name.
    pub(super) fn field(&self, place: usize, name: &str) -> Result<TypePtr> {
        let fields = self.reader.metadata().file_metadata().schema().get_fields();
        let field = &fields[place];
        if field.name() == name { Ok(Arc::clone(field)) } else { renamed(field, name) }
    }

    /// Writes the leaves of a column.
    pub(super) fn write<W: Write + Send>(
        &self,
        part: &Part<'_>,
        target: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<()> {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        let leaves = (0..schema.num_columns()).filter(|leaf| schema.get_column_root_idx(*leaf) == part.place);
        for leaf in leaves {
            self.leaf(leaf, part, target)?;
        }
        Ok(())
    }

    fn leaf<W: Write + Send>(
        &self,
        leaf: usize,
        part: &Part<'_>,
        target: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<()> {
        let group = self.reader.metadata().row_group(self.group);
        let is_whole = self.passed == 0
            && part.counts.len() as i64 == group.num_rows()
            && part.counts.iter().all(|count| *count == 1);
        let chunk = group.column(leaf);
        if is_whole && !part.is_renamed && chunk.file_path().is_none() {
            let close = ColumnCloseResult {
                bytes_written: u64::try_from(chunk.compressed_size()).unwrap_or_default(),
                rows_written: part.rows as u64,
                metadata: chunk.clone(),
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            return target.append_column(&self.bytes, close);
        }
        let mut source = self.reader.get_row_group(self.group)?.get_column_reader(leaf)?;
        let Some(mut writer) = target.next_column()? else { return Ok(()) };
        // Damage may make the decoder panic.
        let repeat = || repeated(&mut source, writer.untyped(), self.passed, part.counts);
        let done = catch_unwind(AssertUnwindSafe(repeat)).unwrap_or_else(|_| Err(general("it is damaged")));
        // A disk that is full is one as before.
        done.map_err(|error| match error {
            ParquetError::External(_) => error,
            other => damaged(&words(&other)),
        })?;
        writer.close()
    }
}

/// The error of a column of the input.
fn damaged(why: &str) -> ParquetError {
    ParquetError::General(format!("a column of the input cannot be read: {why}"))
}

fn general(why: &str) -> ParquetError {
    ParquetError::General(why.to_owned())
}

/// A field with another name.
fn renamed(field: &Type, name: &str) -> Result<TypePtr> {
    let info = field.get_basic_info();
    let id = info.has_id().then(|| info.id());
    let renamed = match field {
        Type::PrimitiveType { physical_type, type_length, scale, precision, .. } => {
            Type::primitive_type_builder(name, *physical_type)
                .with_repetition(info.repetition())
                .with_converted_type(info.converted_type())
                .with_logical_type(info.logical_type_ref().cloned())
                .with_length(*type_length)
                .with_precision(*precision)
                .with_scale(*scale)
                .with_id(id)
                .build()?
        }
        Type::GroupType { fields, .. } => Type::group_type_builder(name)
            .with_repetition(info.repetition())
            .with_converted_type(info.converted_type())
            .with_logical_type(info.logical_type_ref().cloned())
            .with_fields(fields.clone())
            .with_id(id)
            .build()?,
    };
    Ok(Arc::new(renamed))
}

/// Writes the records of a column, each as often as it is in the output.
fn repeated(
    source: &mut ColumnReader,
    target: &mut ColumnWriter<'_>,
    skip: usize,
    counts: &[u32],
) -> Result<()> {
    use ColumnReader as R;
    use ColumnWriter as W;
    match (source, target) {
        (R::BoolColumnReader(from), W::BoolColumnWriter(to)) => repeat(from, to, skip, counts),
        (R::Int32ColumnReader(from), W::Int32ColumnWriter(to)) => repeat(from, to, skip, counts),
        (R::Int64ColumnReader(from), W::Int64ColumnWriter(to)) => repeat(from, to, skip, counts),
        (R::Int96ColumnReader(from), W::Int96ColumnWriter(to)) => repeat(from, to, skip, counts),
        (R::FloatColumnReader(from), W::FloatColumnWriter(to)) => repeat(from, to, skip, counts),
        (R::DoubleColumnReader(from), W::DoubleColumnWriter(to)) => repeat(from, to, skip, counts),
        (R::ByteArrayColumnReader(from), W::ByteArrayColumnWriter(to)) => repeat(from, to, skip, counts),
        (R::FixedLenByteArrayColumnReader(from), W::FixedLenByteArrayColumnWriter(to)) => {
            repeat(from, to, skip, counts)
        }
        _ => Err(general("its type differs")),
    }
}

fn repeat<T: DataType>(
    source: &mut ColumnReaderImpl<T>,
    target: &mut ColumnWriterImpl<'_, T>,
    skip: usize,
    counts: &[u32],
) -> Result<()> {
    let descriptor = Arc::clone(target.get_descriptor());
    let (most_defined, most_repeated) = (descriptor.max_def_level(), descriptor.max_rep_level());
    source.skip_records(skip)?;
    let mut done = 0;
    while done < counts.len() {
        let (mut values, mut defined, mut repetitions) = (Vec::new(), Vec::new(), Vec::new());
        let most = BATCH.min(counts.len() - done);
        let (records, _, levels) =
            source.read_records(most, Some(&mut defined), Some(&mut repetitions), &mut values)?;
        if records == 0 {
            return Err(general("it has too few rows"));
        }
        let mut out = (Vec::new(), Vec::new(), Vec::new());
        let (mut level, mut value) = (0, 0);
        for count in &counts[done..done + records] {
            let first = (level, value);
            loop {
                value += usize::from(most_defined == 0 || defined[level] == most_defined);
                level += 1;
                let is_same_record = most_repeated > 0 && level < levels && repetitions[level] > 0;
                if !is_same_record {
                    break;
                }
            }
            for _ in 0..*count {
                out.0.extend_from_slice(&values[first.1..value]);
                if most_defined > 0 {
                    out.1.extend_from_slice(&defined[first.0..level]);
                }
                if most_repeated > 0 {
                    out.2.extend_from_slice(&repetitions[first.0..level]);
                }
            }
        }
        let defined = (most_defined > 0).then_some(out.1.as_slice());
        let repetitions = (most_repeated > 0).then_some(out.2.as_slice());
        target.write_batch(&out.0, defined, repetitions)?;
        done += records;
    }
    Ok(())
}
