//! The entries of a file's footer in which other programs keep the schema a second time.
//!
//! They would hide the added columns, or make a reader refuse the file, if they were copied as they are.

use parquet::file::metadata::KeyValue;
use parquet::file::reader::FileReader as _;
use serde_json::{Value, json};

use super::arrow_schema;
use super::carried::Carried;
use super::cell::ColumnType;
use super::table_writer::OutputColumn;

/// Where Arrow keeps its own schema, with what Parquet has no types for: durations, time zones, categories.
const ARROW: &str = "ARROW:schema";
/// Where Spark keeps its own.
const SPARK: &str = "org.apache.spark.sql.parquet.row.metadata";

/// The entries of an input, for an output with these columns.
pub(super) fn entries(input: &Carried, columns: &[OutputColumn]) -> Vec<KeyValue> {
    let metadata = input.reader().metadata().file_metadata();
    let given = metadata.key_value_metadata().cloned().unwrap_or_default();
    let entry = |entry: KeyValue| {
        let value = match (entry.key.as_str(), &entry.value) {
            (ARROW, Some(schema)) => Some(arrow_schema::with_columns(schema, columns)?),
            (SPARK, Some(schema)) => Some(spark(schema, columns)?),
            (_, value) => value.clone(),
        };
        Some(KeyValue { key: entry.key, value })
    };
    given.into_iter().filter_map(entry).collect()
}

/// Spark's schema with other columns.
fn spark(schema: &str, columns: &[OutputColumn]) -> Option<String> {
    let mut schema: Value = serde_json::from_str(schema).ok()?;
    let fields = schema.get("fields")?.as_array()?;
    let field = |column: &OutputColumn| match column {
        OutputColumn::Given { place, name } => {
            let mut field = fields.get(*place)?.clone();
            field["name"] = name.as_str().into();
            Some(field)
        }
        OutputColumn::Added { name, kind } => {
            let kind = match kind {
                ColumnType::Text => "string",
                ColumnType::Integer => "long",
                ColumnType::Number => "double",
                ColumnType::Date => "date",
                ColumnType::Flag => "boolean",
            };
            Some(json!({"name": name, "type": kind, "nullable": true, "metadata": {}}))
        }
    };
    let fields: Vec<Value> = columns.iter().map(field).collect::<Option<_>>()?;
    schema["fields"] = fields.into();
    Some(schema.to_string())
}
