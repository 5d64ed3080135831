//! Where coded rows go: text in one of the formats, or a Parquet file.

use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use super::coded::Added;
use super::write::{Writer, free_names};
use crate::arguments::Format;
use crate::destination::Destination;
use crate::failure::Failure;
use crate::input::Row;
use crate::parquet_file::{Carried, Cell, ColumnType, OutputColumn, TableWriter, write_error};

/// Writes coded rows. Errors of a closed pipe are those of the stream.
pub(super) enum CodedOutput {
    Text { writer: Writer, out: Vec<u8>, to: Destination },
    Parquet(Box<ParquetOutput>),
}

/// A Parquet file of coded rows.
pub(super) struct ParquetOutput {
    to: Option<Destination>,
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
        format: Format,
        output: Option<&Path>,
        carried: Option<Carried>,
    ) -> Result<Self, Failure> {
        let to = Destination::open(output)?;
        Ok(match format {
            Format::Parquet => {
                Self::Parquet(Box::new(ParquetOutput { to: Some(to), carried, writer: None, given: 0 }))
            }
            format => Self::Text { writer: Writer::new(format), out: Vec::new(), to },
        })
    }

    /// Whether the rows go to standard output.
    pub(super) fn is_stdout(&self) -> bool {
        match self {
            Self::Text { to, .. } => to.is_stdout(),
            Self::Parquet(output) => output.to.as_ref().is_none_or(Destination::is_stdout),
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
        let Self::Text { out, to, .. } = self else { return Ok(()) };
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
