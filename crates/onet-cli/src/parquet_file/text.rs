//! Values of Parquet columns as text.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as PhysicalType};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{DataType, Int96};
use parquet::errors::{ParquetError, Result};
use parquet::schema::types::{ColumnDescPtr, ColumnDescriptor};

use serde_json::{Number, Value};

use super::cell::date_of;

/// Milliseconds, microseconds and nanoseconds of a day, and the digits after the seconds.
const MILLIS: (i64, usize) = (86_400_000, 3);
const MICROS: (i64, usize) = (86_400_000_000, 6);
const NANOS: (i64, usize) = (86_400_000_000_000, 9);
/// The Julian day of 1 January 1970.
const JULIAN_1970: i64 = 2_440_588;

/// A column that is read as text.
pub(super) struct ColumnTexts {
    reader: ColumnReader,
    descriptor: ColumnDescPtr,
    meaning: Meaning,
}

/// What the values of a column mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Plain,
    Unsigned,
    Text,
    Decimal {
        scale: i32,
    },
    Date,
    /// Units of a day, and digits.
    Time((i64, usize)),
    /// Also whether they are in UTC.
    Timestamp((i64, usize), bool),
    Uuid,
    Binary,
}

impl Meaning {
    fn of(descriptor: &ColumnDescriptor) -> Self {
        let unit = |unit: &TimeUnit| match unit {
            TimeUnit::MILLIS => MILLIS,
            TimeUnit::MICROS => MICROS,
            TimeUnit::NANOS => NANOS,
        };
        if let Some(logical) = descriptor.logical_type_ref() {
            match logical {
                LogicalType::String | LogicalType::Enum | LogicalType::Json => return Self::Text,
                LogicalType::Decimal { .. } => return Self::Decimal { scale: descriptor.type_scale() },
                LogicalType::Date => return Self::Date,
                LogicalType::Time(time) => return Self::Time(unit(&time.unit)),
                LogicalType::Timestamp(time) => {
                    return Self::Timestamp(unit(&time.unit), time.is_adjusted_to_u_t_c);
                }
                LogicalType::Uuid => return Self::Uuid,
                LogicalType::Integer(number) if !number.is_signed => return Self::Unsigned,
                LogicalType::Integer(_) => return Self::Plain,
                LogicalType::Unknown => {}
                _ => return Self::Binary,
            }
        }
        match (descriptor.converted_type(), descriptor.physical_type()) {
            (ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON, _) => Self::Text,
            (ConvertedType::DECIMAL, _) => Self::Decimal { scale: descriptor.type_scale() },
            (ConvertedType::DATE, _) => Self::Date,
            (ConvertedType::TIME_MILLIS, _) => Self::Time(MILLIS),
            (ConvertedType::TIME_MICROS, _) => Self::Time(MICROS),
            (ConvertedType::TIMESTAMP_MILLIS, _) => Self::Timestamp(MILLIS, true),
            (ConvertedType::TIMESTAMP_MICROS, _) => Self::Timestamp(MICROS, true),
            (
                ConvertedType::UINT_8
                | ConvertedType::UINT_16
                | ConvertedType::UINT_32
                | ConvertedType::UINT_64,
                _,
            ) => Self::Unsigned,
            // Earlier programs write texts without saying so.
            (ConvertedType::NONE, PhysicalType::BYTE_ARRAY) => Self::Text,
            (_, PhysicalType::BYTE_ARRAY | PhysicalType::FIXED_LEN_BYTE_ARRAY) => Self::Binary,
            _ => Self::Plain,
        }
    }
}

impl ColumnTexts {
    pub(super) fn new(reader: ColumnReader, descriptor: ColumnDescPtr) -> Self {
        let meaning = Meaning::of(&descriptor);
        Self { reader, descriptor, meaning }
    }

    /// Whether the values of a column can be written as text.
    pub(super) fn has_text(descriptor: &ColumnDescriptor) -> bool {
        Meaning::of(descriptor) != Meaning::Binary
    }

    /// A value as JSON writes it: numbers and flags as such; decimals, dates and times as text, which is exact.
    pub(super) fn json(&self, text: Option<&str>) -> Value {
        let Some(text) = text else { return Value::Null };
        let read = match (self.descriptor.physical_type(), self.meaning) {
            (PhysicalType::BOOLEAN, _) => text.parse().map(Value::Bool).ok(),
            (PhysicalType::INT32 | PhysicalType::INT64, Meaning::Plain) => {
                text.parse::<i64>().map(Value::from).ok()
            }
            (PhysicalType::INT32 | PhysicalType::INT64, Meaning::Unsigned) => {
                text.parse::<u64>().map(Value::from).ok()
            }
            (PhysicalType::FLOAT | PhysicalType::DOUBLE, _) => {
                text.parse().ok().and_then(Number::from_f64).map(Value::Number)
            }
            _ => None,
        };
        // JSON has no infinity.
        read.unwrap_or_else(|| Value::String(text.to_owned()))
    }

    /// The next values, exactly so many.
    pub(super) fn read(&mut self, count: usize) -> Result<Vec<Option<String>>> {
        let Self { reader, descriptor, meaning } = self;
        let (most, meaning) = (descriptor.max_def_level(), *meaning);
        match reader {
            ColumnReader::BoolColumnReader(column) => {
                values(column, most, count, |flag| Ok(flag.to_string()))
            }
            ColumnReader::Int32ColumnReader(column) => {
                values(column, most, count, |number| whole(meaning, i64::from(*number), 32))
            }
            ColumnReader::Int64ColumnReader(column) => {
                values(column, most, count, |number| whole(meaning, *number, 64))
            }
            ColumnReader::Int96ColumnReader(column) => {
                values(column, most, count, |time| Ok(legacy_time(time)))
            }
            ColumnReader::FloatColumnReader(column) => {
                values(column, most, count, |number| Ok(number.to_string()))
            }
            ColumnReader::DoubleColumnReader(column) => {
                values(column, most, count, |number| Ok(number.to_string()))
            }
            ColumnReader::ByteArrayColumnReader(column) => {
                values(column, most, count, |bytes| of_bytes(meaning, bytes.data()))
            }
            ColumnReader::FixedLenByteArrayColumnReader(column) => {
                values(column, most, count, |bytes| of_bytes(meaning, bytes.data()))
            }
        }
    }
}

fn values<T: DataType>(
    column: &mut ColumnReaderImpl<T>,
    most_defined: i16,
    count: usize,
    text: impl Fn(&T::T) -> Result<String>,
) -> Result<Vec<Option<String>>> {
    let (mut values, mut defined) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let (records, _, _) = column.read_records(count, Some(&mut defined), None, &mut values)?;
    if records != count {
        return Err(ParquetError::General("a column has fewer rows than its row group".to_owned()));
    }
    let mut values = values.iter();
    let has_value = (0..count).map(|at| most_defined == 0 || defined.get(at) == Some(&most_defined));
    has_value
        .map(|has_value| match has_value.then(|| values.next()).flatten() {
            Some(value) => text(value).map(Some),
            None => Ok(None),
        })
        .collect()
}

fn whole(meaning: Meaning, number: i64, bits: u32) -> Result<String> {
    Ok(match meaning {
        Meaning::Unsigned if bits == 32 => (number as u32).to_string(),
        Meaning::Unsigned => (number as u64).to_string(),
        Meaning::Decimal { scale } => decimal(&number.to_string(), scale),
        Meaning::Date => date_of(i32::try_from(number).unwrap_or_default()),
        Meaning::Time(unit) => time(number, unit),
        Meaning::Timestamp(unit, is_utc) => timestamp(number, unit, is_utc),
        _ => number.to_string(),
    })
}

fn of_bytes(meaning: Meaning, bytes: &[u8]) -> Result<String> {
    match meaning {
        Meaning::Decimal { scale } if bytes.len() <= 16 => {
            let sign = if bytes.first().is_some_and(|byte| *byte >= 0x80) { -1_i128 } else { 0 };
            let number = bytes.iter().fold(sign, |number, byte| (number << 8) | i128::from(*byte));
            Ok(decimal(&number.to_string(), scale))
        }
        Meaning::Uuid if bytes.len() == 16 => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            Ok(format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]))
        }
        Meaning::Text => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(ParquetError::General("a column of text has a value that is not UTF-8".to_owned())),
        },
        _ => Err(ParquetError::General("a column has a value that has no text".to_owned())),
    }
}

/// `-1234` with scale 2 is `-12.34`.
fn decimal(digits: &str, scale: i32) -> String {
    let scale = usize::try_from(scale).unwrap_or_default();
    if scale == 0 {
        return digits.to_owned();
    }
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let padded = format!("{digits:0>width$}", width = scale + 1);
    let (whole, part) = padded.split_at(padded.len() - scale);
    format!("{sign}{whole}.{part}")
}

fn time(units: i64, (day, digits): (i64, usize)) -> String {
    let second = day / 86_400;
    let (seconds, part) = (units.div_euclid(second), units.rem_euclid(second));
    let text = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if part == 0 { text } else { format!("{text}.{part:0digits$}") }
}

fn timestamp(units: i64, unit: (i64, usize), is_utc: bool) -> String {
    let (days, rest) = (units.div_euclid(unit.0), units.rem_euclid(unit.0));
    let zone = if is_utc { "Z" } else { "" };
    format!("{}T{}{zone}", date_of(i32::try_from(days).unwrap_or_default()), time(rest, unit))
}

/// A timestamp of 96 bits, as Spark and Impala wrote them.
fn legacy_time(value: &Int96) -> String {
    let parts = value.data();
    let (Some(low), Some(high), Some(day)) = (parts.first(), parts.get(1), parts.get(2)) else {
        return String::new();
    };
    let nanos = (i64::from(*high) << 32) | i64::from(*low);
    let days = i64::from(*day) - JULIAN_1970;
    format!("{}T{}", date_of(i32::try_from(days).unwrap_or_default()), time(nanos, NANOS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_and_times_are_written_in_full() {
        assert_eq!(decimal("-5", 2), "-0.05");
        assert_eq!(decimal("123456", 2), "1234.56");
        assert_eq!(decimal("7", 0), "7");
        assert_eq!(of_bytes(Meaning::Decimal { scale: 1 }, &[0xff, 0x9c]).expect("a decimal"), "-10.0");
        assert_eq!(timestamp(-1, MILLIS, true), "1969-12-31T23:59:59.999Z");
        assert_eq!(timestamp(1_704_164_645_000_000, MICROS, false), "2024-01-02T03:04:05");
        assert_eq!(time(3_723_004, MILLIS), "01:02:03.004");
    }
}
