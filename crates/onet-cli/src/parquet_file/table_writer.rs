//! Writing a table of rows as a Parquet file, one row group after another.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType, ZstdLevel};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};

use super::carried::{Carried, Part};
use super::cell::{Cell, ColumnType};
use super::column_buffer::ColumnBuffer;
use super::footer;

/// Rows of the largest row group that is written, besides those that are copied.
const MOST_ROWS: usize = 1 << 20;
/// Rows of a row group whose texts are as long as in most tables.
const USUAL_ROWS: usize = 1 << 17;
/// Bytes of texts that are held before they are written.
const MOST_BYTES: usize = 48 << 20;

/// A column of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OutputColumn {
    /// The column at this place of the Parquet input, under this name.
    Given { place: usize, name: String },
    /// A column of values.
    Added { name: String, kind: ColumnType },
}

/// Writes rows into a Parquet file. Memory holds one row group at most.
pub(crate) struct TableWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Target>,
    carried: Option<Carried>,
    /// How often each row of the input since the last row group is in the output.
    counts: Vec<u32>,
    rows: usize,
}

enum Target {
    Given { place: usize, is_renamed: bool },
    Added(ColumnBuffer),
}

impl<W: Write + Send> TableWriter<W> {
    /// Begins a file. `carried` is the input that given columns come from.
    pub(crate) fn new(
        out: W,
        columns: &[OutputColumn],
        carried: Option<Carried>,
        metadata: &[(&str, &str)],
    ) -> Result<Self> {
        let fields: Vec<TypePtr> =
            columns.iter().map(|column| field(column, carried.as_ref())).collect::<Result<_>>()?;
        let schema = Type::group_type_builder("schema").with_fields(fields).build()?;
        let mut entries = carried.as_ref().map(|input| footer::entries(input, columns)).unwrap_or_default();
        let own = metadata.iter().map(|(key, value)| KeyValue::new((*key).to_owned(), (*value).to_owned()));
        entries.extend(own);
        let properties = WriterProperties::builder()
            .set_created_by(concat!("onet version ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            // Chunks that are copied bring no page index along, and a file has one for all columns or none.
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .set_key_value_metadata((!entries.is_empty()).then_some(entries))
            .build();
        let target = |column: &OutputColumn| match column {
            OutputColumn::Given { place, name } => {
                let is_renamed = carried.as_ref().is_some_and(|input| input.name(*place) != name);
                Target::Given { place: *place, is_renamed }
            }
            OutputColumn::Added { kind, .. } => Target::Added(ColumnBuffer::new(*kind)),
        };
        let columns = columns.iter().map(target).collect();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { file, columns, carried, counts: Vec::new(), rows: 0 })
    }

    /// Begins a row of the input. The rows of the output that follow repeat its columns.
    pub(crate) fn next_input(&mut self) -> Result<()> {
        let texts = || -> usize {
            let bytes = |column: &Target| match column {
                Target::Added(buffer) => buffer.bytes(),
                Target::Given { .. } => 0,
            };
            self.columns.iter().map(bytes).sum()
        };
        let most = if self.carried.is_some() { MOST_ROWS } else { USUAL_ROWS };
        if self.rows >= most || self.counts.len() >= most || texts() > MOST_BYTES {
            self.flush()?;
        }
        self.counts.push(0);
        Ok(())
    }

    /// Adds a row, with the cell of each added column by its place in the output.
    pub(crate) fn row<'a>(&mut self, cell: impl Fn(usize, ColumnType) -> Cell<'a>) {
        for (at, column) in self.columns.iter_mut().enumerate() {
            if let Target::Added(buffer) = column {
                let kind = buffer.kind();
                buffer.push(&cell(at, kind));
            }
        }
        self.rows += 1;
        if let Some(count) = self.counts.last_mut() {
            *count += 1;
        }
    }

    /// Ends a row group of the input.
    pub(crate) fn end_group(&mut self) -> Result<()> {
        self.flush()?;
        if let Some(carried) = &mut self.carried {
            carried.next_group();
        }
        Ok(())
    }

    /// Writes the last row group and the footer, and gives back what was written to.
    pub(crate) fn finish(mut self) -> Result<W> {
        self.flush()?;
        self.file.into_inner()
    }

    fn flush(&mut self) -> Result<()> {
        let counts = std::mem::take(&mut self.counts);
        if self.rows > 0 {
            let mut group = self.file.next_row_group()?;
            for column in &mut self.columns {
                match (column, &self.carried) {
                    (Target::Added(buffer), _) => {
                        if let Some(mut writer) = group.next_column()? {
                            buffer.encode(&mut writer)?;
                            writer.close()?;
                        }
                    }
                    (Target::Given { place, is_renamed }, Some(carried)) => {
                        let part =
                            Part { place: *place, is_renamed: *is_renamed, counts: &counts, rows: self.rows };
                        carried.write(&part, &mut group)?;
                    }
                    (Target::Given { .. }, None) => {}
                }
            }
            group.close()?;
        }
        if let Some(carried) = &mut self.carried {
            carried.pass(counts.len());
        }
        self.rows = 0;
        Ok(())
    }
}

fn field(column: &OutputColumn, carried: Option<&Carried>) -> Result<TypePtr> {
    match (column, carried) {
        (OutputColumn::Given { place, name }, Some(carried)) => carried.field(*place, name),
        (OutputColumn::Given { name, .. }, None) => leaf(name, ColumnType::Text),
        (OutputColumn::Added { name, kind }, _) => leaf(name, *kind),
    }
}

fn leaf(name: &str, kind: ColumnType) -> Result<TypePtr> {
    let (physical, logical) = match kind {
        ColumnType::Text => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnType::Integer => (PhysicalType::INT64, None),
        ColumnType::Number => (PhysicalType::DOUBLE, None),
        ColumnType::Date => (PhysicalType::INT32, Some(LogicalType::Date)),
        ColumnType::Flag => (PhysicalType::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(name, physical)
        .with_logical_type(logical)
        .with_repetition(Repetition::OPTIONAL)
        .build()?;
    Ok(Arc::new(field))
}
