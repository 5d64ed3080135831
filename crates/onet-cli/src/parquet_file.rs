//! Parquet files, read and written column by column.
//!
//! Columns of an input that go into an output stay what they are: their chunks are copied, and only where rows are
//! repeated are their values decoded and encoded again, levels of nesting included. No column of an input is ever
//! turned into another type on the way from Parquet to Parquet.
//!
//! The crate `parquet` is used without Arrow: its column readers and writers are all that is needed, and Arrow would
//! add a minute to the build.

mod arrow_schema;
mod carried;
mod cell;
mod column_buffer;
mod footer;
mod source;
mod table_writer;
mod text;

use std::error::Error as _;
use std::io;

use parquet::errors::ParquetError;

pub(crate) use carried::Carried;
pub(crate) use cell::{Cell, ColumnType};
pub(crate) use source::{CellTexts, ParquetSource, is_named_parquet};
pub(crate) use table_writer::{OutputColumn, TableWriter};

use crate::failure::Failure;

/// The failure of writing, with the error of the system where there is one: a closed pipe and a full disk are known
/// by it.
pub(crate) fn write_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(words(&other)),
    }
}

/// The failure of reading a file of this name.
fn read_failure(name: &str, error: &ParquetError) -> Failure {
    let words = words(error);
    let failure = Failure::usage(format!("could not read {name}: {words}"));
    match error {
        ParquetError::External(_) => failure,
        _ => failure.with_hint("is the file complete? Write it again with the program that made it"),
    }
}

/// The message of an error, without the names of the crate's own kinds.
fn words(error: &ParquetError) -> String {
    match error {
        ParquetError::General(message) | ParquetError::NYI(message) | ParquetError::EOF(message) => {
            message.clone()
        }
        ParquetError::External(inner) => inner.to_string(),
        other => other.source().map_or_else(|| other.to_string(), ToString::to_string),
    }
}
