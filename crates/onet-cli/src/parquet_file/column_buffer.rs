//! The values of a column of one row group, before they are encoded.

use std::collections::HashMap;

use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::writer::SerializedColumnWriter;

use super::cell::{Cell, ColumnType};

/// Values that are encoded at a time.
const BATCH: usize = 4_096;

/// The values of a column. Equal texts are held once.
pub(super) struct ColumnBuffer {
    /// 1 where there is a value, 0 where there is none.
    present: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Texts),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Date(Vec<i32>),
    Flag(Vec<bool>),
}

#[derive(Default)]
struct Texts {
    numbers: HashMap<Box<str>, u32>,
    distinct: Vec<ByteArray>,
    rows: Vec<u32>,
    bytes: usize,
}

impl Texts {
    fn push(&mut self, text: &str) {
        let number = match self.numbers.get(text) {
            Some(number) => *number,
            None => {
                let number = self.distinct.len() as u32;
                self.distinct.push(ByteArray::from(text));
                self.numbers.insert(text.into(), number);
                self.bytes += 2 * text.len() + 64;
                number
            }
        };
        self.rows.push(number);
    }
}

impl ColumnBuffer {
    pub(super) fn new(kind: ColumnType) -> Self {
        let values = match kind {
            ColumnType::Text => Values::Text(Texts::default()),
            ColumnType::Integer => Values::Integer(Vec::new()),
            ColumnType::Number => Values::Number(Vec::new()),
            ColumnType::Date => Values::Date(Vec::new()),
            ColumnType::Flag => Values::Flag(Vec::new()),
        };
        Self { present: Vec::new(), values }
    }

    pub(super) fn kind(&self) -> ColumnType {
        match &self.values {
            Values::Text(_) => ColumnType::Text,
            Values::Integer(_) => ColumnType::Integer,
            Values::Number(_) => ColumnType::Number,
            Values::Date(_) => ColumnType::Date,
            Values::Flag(_) => ColumnType::Flag,
        }
    }

    /// Adds a value. One of another type counts as none: callers make cells of the column's type.
    pub(super) fn push(&mut self, cell: &Cell<'_>) {
        let is_taken = match (&mut self.values, cell) {
            (Values::Text(texts), Cell::Text(text)) => {
                texts.push(text);
                true
            }
            (Values::Integer(values), Cell::Integer(value)) => push(values, *value),
            (Values::Number(values), Cell::Number(value)) => push(values, *value),
            (Values::Date(values), Cell::Date(value)) => push(values, *value),
            (Values::Flag(values), Cell::Flag(value)) => push(values, *value),
            _ => false,
        };
        self.present.push(i16::from(is_taken));
    }

    /// Bytes of the texts that are held.
    pub(super) fn bytes(&self) -> usize {
        match &self.values {
            Values::Text(texts) => texts.bytes,
            _ => 0,
        }
    }

    /// Encodes all values, and forgets them.
    pub(super) fn encode(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let present = std::mem::take(&mut self.present);
        match &mut self.values {
            Values::Text(texts) => {
                let Texts { distinct, rows, .. } = std::mem::take(texts);
                write::<ByteArrayType, _>(writer, &present, &rows, |row| distinct[*row as usize].clone())
            }
            Values::Integer(values) => {
                write::<Int64Type, _>(writer, &present, &std::mem::take(values), |value| *value)
            }
            Values::Number(values) => {
                write::<DoubleType, _>(writer, &present, &std::mem::take(values), |value| *value)
            }
            Values::Date(values) => {
                write::<Int32Type, _>(writer, &present, &std::mem::take(values), |value| *value)
            }
            Values::Flag(values) => {
                write::<BoolType, _>(writer, &present, &std::mem::take(values), |value| *value)
            }
        }
    }
}

fn push<T>(values: &mut Vec<T>, value: T) -> bool {
    values.push(value);
    true
}

fn write<T: DataType, V>(
    writer: &mut SerializedColumnWriter<'_>,
    present: &[i16],
    values: &[V],
    value: impl Fn(&V) -> T::T,
) -> Result<()> {
    let mut rest = values;
    for levels in present.chunks(BATCH) {
        let count = levels.iter().filter(|level| **level == 1).count();
        let (now, later) = rest.split_at(count);
        rest = later;
        let batch: Vec<T::T> = now.iter().map(&value).collect();
        writer.typed::<T>().write_batch(&batch, Some(levels), None)?;
    }
    Ok(())
}
