//! One file of an export: named and typed columns, and rows.

use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use onet_db::{Next, Release, TableView, ViewColumn};
use onet_domain::{ColumnKind, TableId};
use serde_json::Value;

use super::{ending, licence};
use crate::arguments::{Format, Global};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::output::{Column, Heading};
use crate::parquet_file::{Cell, ColumnType, OutputColumn, TableWriter, write_error};
use crate::row_writer::{Escapes, RowWriter};
use crate::table::Look;

/// The licence of the data, as the footer of a Parquet file has it.
const LICENCE: &str = "CC BY 4.0";

/// What a file holds.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) columns: Vec<(String, ColumnType)>,
}

impl Sheet {
    /// A table of the database.
    pub(super) fn of(view: &TableView) -> Self {
        let columns = view.columns.iter().map(|column| (column.id.as_str().to_owned(), kind(column)));
        Self {
            name: view.id.as_str().to_owned(),
            description: format!("{}: {}", view.title, view.description),
            columns: columns.collect(),
        }
    }
}

/// What a column of the database holds.
pub(super) fn kind(column: &ViewColumn) -> ColumnType {
    match column.kind {
        ColumnKind::Text => ColumnType::Text,
        ColumnKind::Number if column.is_whole => ColumnType::Integer,
        ColumnKind::Number => ColumnType::Number,
        ColumnKind::Date => ColumnType::Date,
    }
}

/// A folder of files in one format.
pub(super) struct SheetFolder<'a> {
    pub(super) release: &'a Release,
    format: Format,
    folder: &'a Path,
    escapes: Escapes,
    look: Look,
}

impl<'a> SheetFolder<'a> {
    pub(super) fn new(global: &Global, release: &'a Release, format: Format, folder: &'a Path) -> Self {
        let escapes = if global.raw_cells { Escapes::Nothing } else { Escapes::Formulas };
        Self { release, format, folder, escapes, look: super::super::tables::plain(global) }
    }

    /// Writes all rows of a table.
    pub(super) fn table(&self, table: &TableId, sheet: &Sheet) -> Result<u64, Failure> {
        self.write(sheet, |row| Ok(self.release.each_row(table, row)?))
    }

    /// Writes a file beside its place, and puts it there when it is whole. Returns the number of rows.
    pub(super) fn write(
        &self,
        sheet: &Sheet,
        rows: impl FnOnce(&mut dyn FnMut(Vec<Value>) -> Next) -> Result<(), Failure>,
    ) -> Result<u64, Failure> {
        let path = self.folder.join(format!("{}.{}", sheet.name, ending(self.format)));
        let failed = |error| Failure::Storing(path.clone(), error);
        let mut to = Destination::open(Some(&path))?;
        let out = BufWriter::with_capacity(1 << 16, &mut to);
        let mut writer = self.writer(sheet, out).map_err(failed)?;
        let (mut count, mut written) = (0, Ok(()));
        rows(&mut |row| {
            count += 1;
            written = writer.row(row, sheet);
            if written.is_ok() { Next::Row } else { Next::Stop }
        })?;
        written.and_then(|()| writer.end()).map_err(failed)?;
        to.finish()?;
        Ok(count)
    }

    fn writer<'f>(
        &self,
        sheet: &Sheet,
        mut out: BufWriter<&'f mut Destination>,
    ) -> io::Result<SheetWriter<'f>> {
        if self.format == Format::Parquet {
            let column =
                |(name, kind): &(String, ColumnType)| OutputColumn::Added { name: name.clone(), kind: *kind };
            let columns: Vec<OutputColumn> = sheet.columns.iter().map(column).collect();
            let release = self.release.name();
            let source = format!(
                "O*NET {release} Database by the U.S. Department of Labor, Employment and Training Administration \
                 (USDOL/ETA); in another layout than the original"
            );
            let licence_text = licence(self.release);
            let metadata = [
                ("release", release),
                ("source", source.as_str()),
                ("licence", LICENCE),
                ("licence_text", licence_text.as_str()),
                ("table", sheet.name.as_str()),
                ("description", sheet.description.as_str()),
            ];
            let writer = TableWriter::new(out, &columns, None, &metadata).map_err(write_error)?;
            return Ok(SheetWriter::Parquet(Box::new(writer)));
        }
        let columns = sheet.columns.iter().map(|(name, kind)| Column {
            name: name.clone().into(),
            numeric: matches!(kind, ColumnType::Integer | ColumnType::Number),
            heading: Heading::Name,
        });
        let mut rows = RowWriter::new(self.format, columns.collect(), 0, self.escapes, self.look);
        rows.start(&mut out)?;
        Ok(SheetWriter::Text(rows, out))
    }
}

enum SheetWriter<'f> {
    Text(RowWriter, BufWriter<&'f mut Destination>),
    Parquet(Box<TableWriter<BufWriter<&'f mut Destination>>>),
}

impl SheetWriter<'_> {
    fn row(&mut self, row: Vec<Value>, sheet: &Sheet) -> io::Result<()> {
        match self {
            Self::Text(rows, out) => rows.row(out, row),
            Self::Parquet(writer) => {
                let cells = row.iter().zip(&sheet.columns).map(|(value, (name, kind))| {
                    Cell::of_value(*kind, value).ok_or_else(|| {
                        io::Error::new(
                            io::ErrorKind::InvalidData,
                            format!("{value} in the column {name} is of another type; see onet db verify"),
                        )
                    })
                });
                let cells: Vec<Cell<'_>> = cells.collect::<io::Result<_>>()?;
                writer.next_input().map_err(write_error)?;
                writer.row(|at, _| cells[at].clone());
                Ok(())
            }
        }
    }

    fn end(self) -> io::Result<()> {
        match self {
            Self::Text(mut rows, mut out) => {
                rows.end(&mut out)?;
                out.flush()
            }
            Self::Parquet(writer) => writer.finish().map_err(write_error)?.flush(),
        }
    }
}
