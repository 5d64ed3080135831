//! One file of the text distribution becomes one table of the store.

use std::borrow::Cow;
use std::collections::BTreeMap;

use onet_domain::{OnetSocCode, SocCode};
use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::catalogue::{self, Column, ColumnType, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::input::TableFile;
use crate::manifest::UnknownColumn;
use crate::records::{Records, broken_row};
use crate::sql::quoted;

/// Progress is told whenever this many more rows have been read.
const TOLD_EVERY: u64 = 20_000;

/// How many characters of a value an error repeats.
const SHOWN: usize = 40;

/// What came of a file.
pub(crate) struct Loaded {
    pub(crate) rows: u64,
    pub(crate) sha256: String,
    pub(crate) unknown_columns: Vec<UnknownColumn>,
}

/// Creates the table `id` and fills it from a file; no indices yet.
///
/// A file that the catalogue does not know and whose head is a single column is no table, but some
/// text beside the tables: `None`, and nothing is created.
///
/// A column that repeats the name of what an id beside it refers to is not stored again, where the import has the table
/// that gives the name.
pub(crate) fn load(
    connection: &Connection,
    id: &str,
    known: Option<&'static Table>,
    file: &TableFile,
    is_imported: &dyn Fn(&str) -> bool,
    tell: &mut dyn FnMut(u64),
) -> Result<Option<Loaded>> {
    let (loaded, sha256) = file.read(|input| {
        let mut records = Records::open(file, input)?;
        let head = Head::read(&mut records, known, is_imported)?;
        if known.is_none() && head.width == 1 {
            return Ok(None);
        }
        let rows = insert_rows(connection, id, &head, &mut records, tell)?;
        Ok(Some((rows, head.unknown_columns(id))))
    })?;
    let Some((rows, unknown_columns)) = loaded else { return Ok(None) };
    match known.and_then(|table| table.rows) {
        Some(wanted) if wanted != rows => Err(Error::new(
            ErrorKind::BrokenRow,
            format!("{file} has {rows} rows, but the table {id} has {wanted}. Get the whole file."),
        )),
        _ => Ok(Some(Loaded { rows, sha256, unknown_columns })),
    }
}

fn insert_rows(
    connection: &Connection,
    id: &str,
    head: &Head,
    records: &mut Records<'_>,
    tell: &mut dyn FnMut(u64),
) -> Result<u64> {
    let fail = |error| Error::sqlite(&format!("store the table {id}"), error);
    connection.execute_batch(&head.create(id)).map_err(fail)?;
    let mut insert = connection.prepare(&head.insert(id)).map_err(fail)?;

    let file = records.file;
    let mut spans = Vec::with_capacity(head.width);
    let mut scratch = Vec::new();
    let mut rows = 0;
    let mut next_told = TOLD_EVERY;
    while let Some((number, row)) = records.next(&mut spans)? {
        if row.is_empty() {
            continue;
        }
        if spans.len() != head.width {
            let problem = format!("{} fields, but the head has {}", spans.len(), head.width);
            return Err(broken_row(file, number, &problem));
        }
        for (slot, field) in head.fields.iter().enumerate() {
            let (start, end) = spans[field.position];
            let raw = &row[start..end];
            let value = field.value(raw, &mut scratch).map_err(|expected| {
                let shown: String = raw.chars().take(SHOWN).collect();
                let problem = format!("column \"{}\": \"{shown}\" is not {expected}", field.header);
                broken_row(file, number, &problem)
            })?;
            insert.raw_bind_parameter(slot + 1, ToSqlOutput::Borrowed(value)).map_err(fail)?;
        }
        insert.raw_execute().map_err(fail)?;
        rows += 1;
        if rows == next_told {
            tell(rows);
            next_told += TOLD_EVERY;
        }
    }
    Ok(rows)
}

/// The columns that a file has and the store keeps.
struct Head {
    /// The number of columns in the file.
    width: usize,
    fields: Vec<Field>,
}

/// A column that the store keeps.
struct Field {
    /// The place in the file, from 0.
    position: usize,
    header: String,
    sql: String,
    /// What the catalogue says of it; none for a column that it does not list.
    column: Option<&'static Column>,
    codes: Codes,
    /// Whether the catalogue lists the column or does not know the table at all.
    known: bool,
}

/// Codes that the values of a column have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Codes {
    None,
    Onet,
    Soc,
    CareerCluster,
}

impl Codes {
    fn of(sql: &str) -> Self {
        match sql.ends_with("_code") {
            true if sql.contains("onetsoc_") => Self::Onet,
            true if sql.starts_with("soc_") => Self::Soc,
            true if sql == "career_cluster_code" => Self::CareerCluster,
            _ => Self::None,
        }
    }
}

impl Head {
    /// Reads the first line. Known columns come first, in the order of the catalogue.
    fn read(
        records: &mut Records<'_>,
        known: Option<&'static Table>,
        is_imported: &dyn Fn(&str) -> bool,
    ) -> Result<Self> {
        let headers = records.headers()?;
        let width = headers.len();
        if let Some(missing) = known.and_then(|table| table.lacks(&headers)) {
            return Err(missing_column(records.file, missing));
        }
        let mut left: Vec<Option<String>> = headers.into_iter().map(Some).collect();
        let mut fields = Vec::with_capacity(width);
        for column in known.into_iter().flat_map(|table| &table.columns) {
            let is_called =
                |header: &Option<String>| header.as_deref().is_some_and(|it| column.is_called(it));
            let Some(position) = left.iter().position(is_called) else { continue };
            let header = left[position].take().unwrap_or_default();
            if column.is_kept() {
                fields.push(Field {
                    position,
                    header,
                    sql: column.sql.clone(),
                    column: Some(column),
                    codes: Codes::of(&column.sql),
                    known: true,
                });
            }
        }
        for (position, header) in left.into_iter().enumerate() {
            let Some(header) = header else { continue };
            if known.and_then(|table| table.repeats(&header)).is_some_and(is_imported) {
                continue;
            }
            let sql = unused_name(&fields, &catalogue::column_name(&header));
            let (column, codes) = (None, Codes::None);
            fields.push(Field { position, header, sql, column, codes, known: known.is_none() });
        }
        Ok(Self { width, fields })
    }

    fn create(&self, id: &str) -> String {
        let columns: Vec<String> = self.fields.iter().map(Field::declaration).collect();
        format!("CREATE TABLE {} ({})", quoted(id), columns.join(", "))
    }

    fn insert(&self, id: &str) -> String {
        let columns: Vec<String> = self.fields.iter().map(|field| quoted(&field.sql)).collect();
        let places = vec!["?"; columns.len()];
        format!("INSERT INTO {} ({}) VALUES ({})", quoted(id), columns.join(", "), places.join(", "))
    }

    fn unknown_columns(&self, id: &str) -> Vec<UnknownColumn> {
        self.fields
            .iter()
            .filter(|field| !field.known)
            .map(|field| UnknownColumn {
                table: id.to_owned(),
                header: field.header.clone(),
                column: field.sql.clone(),
            })
            .collect()
    }
}

impl Field {
    fn is_optional(&self) -> bool {
        self.column.is_none_or(|column| column.optional)
    }

    fn kind(&self) -> ColumnType {
        self.column.map_or(ColumnType::Text, |column| column.kind)
    }

    fn declaration(&self) -> String {
        let optional = if self.is_optional() { "" } else { " NOT NULL" };
        format!("{} {}{optional}", quoted(&self.sql), self.kind().sql())
    }

    /// The value that the store keeps; when the text is not one, what was expected.
    ///
    /// What the store writes another way, months and words, is put into `scratch`.
    fn value<'v>(&self, raw: &'v str, scratch: &'v mut Vec<u8>) -> Result<ValueRef<'v>, Cow<'static, str>> {
        if raw.is_empty() || raw == "n/a" {
            return match self.is_optional() {
                true => Ok(ValueRef::Null),
                false => Err("a value, which this column must have".into()),
            };
        }
        let text = ValueRef::Text(raw.as_bytes());
        match self.kind() {
            ColumnType::Text => match self.codes {
                Codes::Onet if raw.parse::<OnetSocCode>().is_err() => {
                    Err("an O*NET-SOC code such as 29-1051.00".into())
                }
                Codes::Soc if raw.parse::<SocCode>().is_err() => Err("a SOC code such as 29-1051".into()),
                Codes::CareerCluster if !is_cluster_code(raw) => {
                    Err("a career cluster code of six digits such as 030100".into())
                }
                _ => Ok(text),
            },
            ColumnType::Integer => raw.parse().map(ValueRef::Integer).map_err(|_| "a whole number".into()),
            ColumnType::Real => match raw.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(ValueRef::Real(number)),
                _ => Err("a number".into()),
            },
            ColumnType::Flag if matches!(raw, "Y" | "N") => Ok(text),
            ColumnType::Flag => Err("Y or N".into()),
            ColumnType::Month => {
                first_day(raw, scratch).map(ValueRef::Text).ok_or("a month such as 08/2025".into())
            }
            ColumnType::Words => {
                let Some(Column { words, .. }) = self.column else { return Ok(text) };
                held(words, raw, scratch).map(ValueRef::Text).ok_or_else(|| {
                    let known: Vec<&str> = words.values().flatten().map(String::as_str).collect();
                    format!("one of {}", known.join(", ")).into()
                })
            }
        }
    }
}

fn is_cluster_code(raw: &str) -> bool {
    raw.len() == 6 && raw.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2025-08-01` for `08/2025`.
fn first_day<'v>(raw: &str, day: &'v mut Vec<u8>) -> Option<&'v [u8]> {
    let (month, year) = raw.split_once('/')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let well_formed = month.len() == 2 && year.len() == 4 && digits(month) && digits(year);
    if !well_formed || !("01"..="12").contains(&month) {
        return None;
    }
    day.clear();
    for part in [year, "-", month, "-01"] {
        day.extend_from_slice(part.as_bytes());
    }
    Some(day.as_slice())
}

/// The words that a value holds, with commas between them.
fn held<'v>(words: &BTreeMap<String, Vec<String>>, raw: &str, scratch: &'v mut Vec<u8>) -> Option<&'v [u8]> {
    let raw = raw.to_lowercase();
    let is_held = |signs: &[String]| signs.iter().any(|sign| raw.contains(sign.as_str()));
    scratch.clear();
    for (word, _) in words.iter().filter(|(_, signs)| is_held(signs)) {
        if !scratch.is_empty() {
            scratch.push(b',');
        }
        scratch.extend_from_slice(word.as_bytes());
    }
    (!scratch.is_empty()).then_some(scratch.as_slice())
}

/// The name itself, or with a number where another column already has it.
fn unused_name(fields: &[Field], name: &str) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while fields.iter().any(|field| field.sql.eq_ignore_ascii_case(&candidate)) {
        candidate = format!("{name}_{number}");
        number += 1;
    }
    candidate
}

fn missing_column(file: &TableFile, header: &str) -> Error {
    Error::new(
        ErrorKind::MissingColumn,
        format!(
            "{file} has no column \"{header}\" in its first line. \
             The table cannot be read without it; get the file again."
        ),
    )
}
