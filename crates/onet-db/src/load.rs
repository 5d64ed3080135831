//! One file of the text distribution becomes one table of the store.

use std::io::BufRead;

use onet_domain::OnetSocCode;
use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::catalogue::{self, ColumnType, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::input::TableFile;
use crate::manifest::UnknownColumn;
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
pub(crate) fn load(
    connection: &Connection,
    id: &str,
    known: Option<&Table>,
    file: &TableFile,
    tell: &mut dyn FnMut(u64),
) -> Result<Option<Loaded>> {
    let (loaded, sha256) = file.read(|input| {
        let mut lines = Lines::new(file, input);
        let head = Head::read(&mut lines, known)?;
        if known.is_none() && head.width == 1 {
            return Ok(None);
        }
        let rows = insert_rows(connection, id, &head, &mut lines, tell)?;
        Ok(Some((rows, head.unknown_columns(id))))
    })?;
    Ok(loaded.map(|(rows, unknown_columns)| Loaded { rows, sha256, unknown_columns }))
}

fn insert_rows(
    connection: &Connection,
    id: &str,
    head: &Head,
    lines: &mut Lines<'_>,
    tell: &mut dyn FnMut(u64),
) -> Result<u64> {
    let fail = |error| Error::sqlite(&format!("store the table {id}"), error);
    connection.execute_batch(&head.create(id)).map_err(fail)?;
    let mut insert = connection.prepare(&head.insert(id)).map_err(fail)?;

    let file = lines.file;
    let mut spans = Vec::with_capacity(head.width);
    let mut month = [0; 10];
    let mut rows = 0;
    let mut next_told = TOLD_EVERY;
    while let Some((number, line)) = lines.next()? {
        if line.is_empty() {
            continue;
        }
        split(line, &mut spans);
        if spans.len() != head.width {
            let problem = format!("{} fields, but the head has {}", spans.len(), head.width);
            return Err(broken_row(file, number, &problem));
        }
        for (slot, field) in head.fields.iter().enumerate() {
            let (start, end) = spans[field.position];
            let raw = &line[start..end];
            let value = field.value(raw, &mut month).map_err(|expected| {
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

/// Where the fields of a line start and end.
fn split(line: &str, spans: &mut Vec<(usize, usize)>) {
    spans.clear();
    let mut start = 0;
    for (tab, _) in line.match_indices('\t') {
        spans.push((start, tab));
        start = tab + 1;
    }
    spans.push((start, line.len()));
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
    kind: ColumnType,
    optional: bool,
    /// Whether the values are O*NET-SOC codes.
    code: bool,
    /// Whether the catalogue lists the column.
    known: bool,
}

impl Head {
    /// Reads the first line. Known columns come first, in the order of the catalogue.
    fn read(lines: &mut Lines<'_>, known: Option<&Table>) -> Result<Self> {
        let file = lines.file;
        let (_, line) = lines.next()?.unwrap_or_default();
        let mut headers: Vec<Option<&str>> = line.split('\t').map(|h| Some(h.trim())).collect();
        let width = headers.len();
        let mut fields = Vec::with_capacity(width);
        for column in known.into_iter().flat_map(|table| &table.columns) {
            let text = column.text.as_str();
            let found = headers.iter().position(|header| *header == Some(text));
            match found {
                Some(position) => headers[position] = None,
                None if column.is_kept() && !column.sometimes => {
                    return Err(missing_column(file, text));
                }
                None => {}
            }
            if let (Some(position), true) = (found, column.is_kept()) {
                fields.push(Field {
                    position,
                    header: column.text.clone(),
                    sql: column.sql.clone(),
                    kind: column.kind,
                    optional: column.optional,
                    code: column.sql.ends_with("onetsoc_code"),
                    known: true,
                });
            }
        }
        for (position, header) in headers.into_iter().enumerate() {
            if let Some(header) = header {
                let sql = unused_name(&fields, &catalogue::column_name(header));
                fields.push(Field {
                    position,
                    header: header.to_owned(),
                    sql,
                    kind: ColumnType::Text,
                    optional: true,
                    code: false,
                    known: known.is_none(),
                });
            }
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
    fn declaration(&self) -> String {
        let optional = if self.optional { "" } else { " NOT NULL" };
        format!("{} {}{optional}", quoted(&self.sql), self.kind.sql())
    }

    /// The value that the store keeps; when the text is not one, what was expected.
    ///
    /// The store writes months another way, in `month`.
    fn value<'v>(&self, raw: &'v str, month: &'v mut [u8; 10]) -> Result<ValueRef<'v>, &'static str> {
        if raw.is_empty() || raw == "n/a" {
            return if self.optional {
                Ok(ValueRef::Null)
            } else {
                Err("a value, which this column must have")
            };
        }
        match self.kind {
            ColumnType::Text if self.code && raw.parse::<OnetSocCode>().is_err() => {
                Err("an O*NET-SOC code such as 29-1051.00")
            }
            ColumnType::Text => Ok(ValueRef::Text(raw.as_bytes())),
            ColumnType::Integer => raw.parse().map(ValueRef::Integer).map_err(|_| "a whole number"),
            ColumnType::Real => match raw.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(ValueRef::Real(number)),
                _ => Err("a number"),
            },
            ColumnType::Flag if matches!(raw, "Y" | "N") => Ok(ValueRef::Text(raw.as_bytes())),
            ColumnType::Flag => Err("Y or N"),
            ColumnType::Month => first_day(raw, month).map(ValueRef::Text).ok_or("a month such as 08/2025"),
        }
    }
}

/// `2025-08-01` for `08/2025`.
fn first_day<'v>(raw: &str, day: &'v mut [u8; 10]) -> Option<&'v [u8]> {
    let (month, year) = raw.split_once('/')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let well_formed = month.len() == 2 && year.len() == 4 && digits(month) && digits(year);
    if !well_formed || !("01"..="12").contains(&month) {
        return None;
    }
    day.copy_from_slice(b"yyyy-mm-01");
    day[..4].copy_from_slice(year.as_bytes());
    day[5..7].copy_from_slice(month.as_bytes());
    Some(day.as_slice())
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

/// The lines of a file, one at a time, in one buffer.
struct Lines<'r> {
    file: &'r TableFile,
    input: &'r mut dyn BufRead,
    buffer: Vec<u8>,
    number: u64,
}

impl<'r> Lines<'r> {
    fn new(file: &'r TableFile, input: &'r mut dyn BufRead) -> Self {
        Self { file, input, buffer: Vec::with_capacity(4096), number: 0 }
    }

    /// The next line without its end, and its number, which counts from 1. A byte order mark at the
    /// start of the file is passed over.
    fn next(&mut self) -> Result<Option<(u64, &str)>> {
        self.buffer.clear();
        let read =
            self.input.read_until(b'\n', &mut self.buffer).map_err(|error| self.file.read_error(error))?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        let mut line = self.buffer.as_slice();
        line = line.strip_suffix(b"\n").unwrap_or(line);
        line = line.strip_suffix(b"\r").unwrap_or(line);
        if self.number == 1 {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        match std::str::from_utf8(line) {
            Ok(line) => Ok(Some((self.number, line))),
            Err(_) => Err(broken_row(self.file, self.number, "the text is not UTF-8")),
        }
    }
}

fn broken_row(file: &TableFile, number: u64, problem: &str) -> Error {
    Error::new(
        ErrorKind::BrokenRow,
        format!("{file}, line {number}: {problem}. The file is not as O*NET publishes it; get it again."),
    )
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
