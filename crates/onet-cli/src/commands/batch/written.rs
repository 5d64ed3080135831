//! The rows of a batch on their way out: which columns, in which order, in which format.

use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::path::Path;

use serde_json::Value;

use crate::arguments::{Format, Global, Shown};
use crate::console::wants_color;
use crate::destination::{self, Destination};
use crate::failure::Failure;
use crate::output::{Column, place, terminal_width};
use crate::parquet_file::{Carried, Cell, ColumnType, OutputColumn, TableWriter, write_error};
use crate::row_writer::{Escapes, RowWriter};
use crate::table::Look;

/// Which columns are written, in which order, and how many rows.
pub(super) struct OutputLayout {
    pub(super) format: Format,
    escapes: Escapes,
    look: Look,
    chosen: Vec<String>,
    sort_by: Option<String>,
    pub(super) left: usize,
    to: Option<Destination>,
    carried: Option<Carried>,
}

impl OutputLayout {
    pub(super) fn new(global: &Global, shown: &Shown, output: Option<&Path>) -> Result<Self, Failure> {
        let is_terminal = output.is_none() && io::stdout().is_terminal();
        let otherwise = if is_terminal { Format::Table } else { Format::Json };
        let format = destination::format(global, output, otherwise)?;
        Ok(Self {
            format,
            escapes: if global.raw_cells { Escapes::Nothing } else { Escapes::Formulas },
            look: Look { color: wants_color(global.color, is_terminal), width: terminal_width() },
            chosen: shown.columns.clone(),
            sort_by: shown.sort_by.clone(),
            left: shown.limit.unwrap_or(usize::MAX),
            to: Some(Destination::open(output)?),
            carried: None,
        })
    }

    /// Takes the input whose columns go into a Parquet file as they are.
    pub(super) fn carry(&mut self, carried: Option<Carried>) -> Result<(), Failure> {
        if carried.is_some() && self.sort_by.is_some() {
            return Err(Failure::usage(
                "--sort-by does not work from Parquet to Parquet: rows stay in the order of the input",
            )
            .with_hint("sort the file afterwards, or write another format"));
        }
        self.carried = carried;
        Ok(())
    }
}

/// A writer, and where its columns are in a full row.
pub(super) struct Written {
    writer: SheetWriter,
    places: Vec<usize>,
    /// The column to sort by, and whether the largest comes first.
    pub(super) sort: Option<(usize, bool)>,
    pub(super) sorted: Vec<Vec<Value>>,
    is_started: bool,
}

enum SheetWriter {
    Text(RowWriter, BufWriter<Destination>),
    Parquet(Box<TableWriter<BufWriter<Destination>>>),
}

impl Written {
    /// The first `given` of all columns are those of the input.
    pub(super) fn new(layout: &mut OutputLayout, columns: &[Column], given: usize) -> Result<Self, Failure> {
        let places: Vec<usize> = match layout.chosen.as_slice() {
            [] => (0..columns.len()).collect(),
            chosen => chosen.iter().map(|name| place(columns, name)).collect::<Result<_, _>>()?,
        };
        let sort = match &layout.sort_by {
            Some(by) => {
                let (name, descends) =
                    by.strip_suffix(".descending").map_or((by.as_str(), false), |name| (name, true));
                Some((place(columns, name)?, descends))
            }
            None => None,
        };
        let to = match layout.to.take() {
            Some(to) => to,
            None => Destination::open(None)?,
        };
        let out = BufWriter::with_capacity(1 << 16, to);
        let chosen = places.iter().map(|at| columns[*at].clone());
        let writer = match layout.format {
            Format::Parquet => {
                let carried = layout.carried.take();
                let columns: Vec<OutputColumn> = places
                    .iter()
                    .zip(chosen)
                    .map(|(at, column)| output_column(*at, &column, given, carried.is_some()))
                    .collect();
                let writer = TableWriter::new(out, &columns, carried, &[]);
                SheetWriter::Parquet(Box::new(writer.map_err(write_error).map_err(Failure::Output)?))
            }
            format => {
                let first = places.iter().take_while(|at| **at < given).count();
                let rows = RowWriter::new(format, chosen.collect(), first, layout.escapes, layout.look);
                SheetWriter::Text(rows, out)
            }
        };
        Ok(Self { writer, places, sort, sorted: Vec::new(), is_started: false })
    }

    /// Begins a row of the input.
    pub(super) fn next_input(&mut self) -> io::Result<()> {
        match &mut self.writer {
            SheetWriter::Parquet(writer) => writer.next_input().map_err(write_error),
            SheetWriter::Text(..) => Ok(()),
        }
    }

    /// Ends a row group of the input.
    pub(super) fn end_group(&mut self) -> io::Result<()> {
        match &mut self.writer {
            SheetWriter::Parquet(writer) => writer.end_group().map_err(write_error),
            SheetWriter::Text(..) => Ok(()),
        }
    }

    /// Writes a row, and what stands before all rows: a failure before the first one prints nothing.
    pub(super) fn row(&mut self, full: &[Value]) -> io::Result<()> {
        self.start()?;
        let places = &self.places;
        match &mut self.writer {
            SheetWriter::Text(rows, out) => {
                rows.row(out, places.iter().map(|at| full[*at].clone()).collect())
            }
            SheetWriter::Parquet(writer) => {
                writer.row(|at, kind| Cell::of_value(kind, &full[places[at]]).unwrap_or(Cell::Null));
                Ok(())
            }
        }
    }

    fn start(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.is_started, true) {
            return Ok(());
        }
        match &mut self.writer {
            SheetWriter::Text(rows, out) => rows.start(out),
            SheetWriter::Parquet(_) => Ok(()),
        }
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        match &mut self.writer {
            SheetWriter::Text(_, out) => out.flush(),
            SheetWriter::Parquet(_) => Ok(()),
        }
    }

    /// Writes what stands behind all rows, and puts a file in its place.
    pub(super) fn finish(mut self) -> Result<(), Option<Failure>> {
        self.start().map_err(super::stop)?;
        let out = match self.writer {
            SheetWriter::Text(mut rows, mut out) => {
                rows.end(&mut out).map_err(super::stop)?;
                out
            }
            SheetWriter::Parquet(writer) => writer.finish().map_err(write_error).map_err(super::stop)?,
        };
        let to = out.into_inner().map_err(io::IntoInnerError::into_error).map_err(super::stop)?;
        to.finish().map_err(|failure| match failure {
            Failure::Output(error) => super::stop(error),
            other => Some(other),
        })
    }
}

/// A column of a Parquet file.
fn output_column(at: usize, column: &Column, given: usize, is_carried: bool) -> OutputColumn {
    let name = column.name.to_string();
    match (at < given, column.numeric) {
        (true, _) if is_carried => OutputColumn::Given { place: at, name },
        (true, _) | (false, false) => OutputColumn::Added { name, kind: ColumnType::Text },
        (false, true) => OutputColumn::Added { name, kind: ColumnType::Number },
    }
}
