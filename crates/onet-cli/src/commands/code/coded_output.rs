//! Where coded rows go: text in one of the formats, or a Parquet file.

use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::path::Path;

use super::coded::Added;
use super::write::Writer;
use crate::arguments::{Format, Global};
use crate::console::wants_color;
use crate::destination::{Destination, is_stdout_closed};
use crate::failure::Failure;
use crate::input::Row;
use crate::output::terminal_width;
use crate::parquet_file::{Carried, Cell, ColumnType, OutputColumn, TableWriter, write_error};
use crate::row_writer::{Escapes, free_names};
use crate::table::Look;

/// Writes coded rows. Errors of a closed pipe are those of the stream.
pub(super) enum CodedOutput {
    Text { writer: Writer, out: Vec<u8>, to: Destination },
    Parquet(Box<ParquetOutput>),
}

/// A Parquet file of coded rows.
pub(super) struct ParquetOutput {
    to: Option<Destination>,
    is_stdout: bool,
    /// The input, where that is a Parquet file, too.
    carried: Option<Carried>,
    writer: Option<TableWriter<BufWriter<Destination>>>,
    given: usize,
}

/// What an added column holds.
fn kind(name: &str) -> ColumnType {
    match name {
        "score" => ColumnType::Number,
        "rank" => ColumnType::Integer,
        "abstained" => ColumnType::Flag,
        _ => ColumnType::Text,
    }
}

impl CodedOutput {
    /// Opens the file of `--output`, or standard output. `carried` is the input of a Parquet file.
    pub(super) fn open(
        global: &Global,
        format: Format,
        output: Option<&Path>,
        carried: Option<Carried>,
    ) -> Result<Self, Failure> {
        let to = Destination::open(output)?;
        Ok(match format {
            Format::Parquet => {
                let is_stdout = to.is_stdout();
                let to = Some(to);
                Self::Parquet(Box::new(ParquetOutput { to, is_stdout, carried, writer: None, given: 0 }))
            }
            format => {
                let escapes = if global.raw_cells { Escapes::Nothing } else { Escapes::Formulas };
                let color = wants_color(global.color, to.is_stdout() && io::stdout().is_terminal());
                let look = Look { color, width: terminal_width() };
                Self::Text { writer: Writer::new(format, escapes, look), out: Vec::new(), to }
            }
        })
    }

    /// Whether the rows go to standard output.
    pub(super) fn is_stdout(&self) -> bool {
        match self {
            Self::Text { to, .. } => to.is_stdout(),
            Self::Parquet(output) => output.is_stdout,
        }
    }

    /// Whether members of a row that are not among the columns are written.
    pub(super) fn has_late_members(&self) -> bool {
        match self {
            Self::Text { writer, .. } => writer.has_late_members(),
            Self::Parquet(_) => false,
        }
    }

    /// Takes the names of the columns. An input column with the name of an added one gets another name.
    pub(super) fn start(&mut self, given: &[String], added: &[&str]) -> io::Result<()> {
        match self {
            Self::Text { writer, out, .. } => {
                writer.start(out, given, added);
                Ok(())
            }
            Self::Parquet(output) => output.start(given, added),
        }
    }

    /// Takes a row, once for each candidate.
    pub(super) fn row(&mut self, row: &Row, candidates: &[Added]) -> io::Result<()> {
        match self {
            Self::Text { writer, out, .. } => {
                writer.row(out, row, candidates);
                Ok(())
            }
            Self::Parquet(output) => output.row(&row.cells, candidates),
        }
    }

    /// Ends a row group of the input.
    pub(super) fn end_group(&mut self) -> io::Result<()> {
        match self {
            Self::Parquet(output) => match &mut output.writer {
                Some(writer) => writer.end_group().map_err(write_error),
                None => Ok(()),
            },
            Self::Text { .. } => Ok(()),
        }
    }

    /// Writes what is ready, whole rows alone.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        let (out, to) = match self {
            Self::Text { out, to, .. } => (out, to),
            // A row group is written when it is whole; the reader may be gone long before.
            Self::Parquet(output) if output.is_stdout && is_stdout_closed() => {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            Self::Parquet(_) => return Ok(()),
        };
        let written = to.write_all(out).and_then(|()| to.flush());
        out.clear();
        written
    }

    /// Writes what stands behind the rows, and puts a file in its place.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Text { mut writer, mut out, mut to } => {
                writer.end(&mut out);
                pipe(to.write_all(&out))?;
                to.finish()
            }
            Self::Parquet(output) => {
                let Some(writer) = output.writer else { return Ok(()) };
                let written = writer.finish().map_err(write_error);
                let to = written.and_then(|out| out.into_inner().map_err(io::IntoInnerError::into_error));
                match to {
                    Ok(to) => to.finish(),
                    Err(error) => pipe(Err(error)),
                }
            }
        }
    }

    /// Ends after a failure: rows on standard output are whole, and a file is not there.
    pub(super) fn abandon(self) -> Result<(), Failure> {
        match self {
            Self::Text { mut writer, mut out, mut to } if to.is_stdout() => {
                writer.end(&mut out);
                pipe(to.write_all(&out).and_then(|()| to.flush()))
            }
            _ => Ok(()),
        }
    }
}

/// A closed pipe is no failure.
fn pipe(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

impl ParquetOutput {
    fn start(&mut self, given: &[String], added: &[&str]) -> io::Result<()> {
        self.given = given.len();
        let Some(to) = self.to.take() else { return Ok(()) };
        let is_carried = self.carried.is_some();
        let of_given = |(place, name): (usize, String)| match is_carried {
            true => OutputColumn::Given { place, name },
            false => OutputColumn::Added { name, kind: ColumnType::Text },
        };
        let of_added = |name: &&str| OutputColumn::Added { name: (*name).to_owned(), kind: kind(name) };
        let columns: Vec<OutputColumn> = free_names(given, added)
            .into_iter()
            .enumerate()
            .map(of_given)
            .chain(added.iter().map(of_added))
            .collect();
        let out = BufWriter::with_capacity(1 << 16, to);
        self.writer = Some(TableWriter::new(out, &columns, self.carried.take(), &[]).map_err(write_error)?);
        Ok(())
    }

    fn row(&mut self, cells: &[String], candidates: &[Added]) -> io::Result<()> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        writer.next_input().map_err(write_error)?;
        let given = self.given;
        for added in candidates {
            writer.row(|at, kind| match at.checked_sub(given) {
                None => Cell::Text(cells[at].as_str().into()),
                Some(at) => Cell::of_text(kind, &added[at]).unwrap_or(Cell::Null),
            });
        }
        Ok(())
    }
}
