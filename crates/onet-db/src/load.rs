//! One file becomes one table of the store.

use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::catalogue::CodeForm;
use crate::error::{Error, ErrorKind, Result};
use crate::head::{Codes, Field, Head};
use crate::manifest::{LeftOutColumn, UnfitTable, UnknownColumn};
use crate::plan::Planned;
use crate::row_reader::{Layout, Row, RowReader, broken_row};
use crate::sql::quoted;
use crate::value::Decimals;

/// Progress is reported whenever this many more rows have been read.
const REPORTED_EVERY: u64 = 20_000;

/// How many characters of a value an error repeats.
const SHOWN: usize = 40;

/// Rows that are looked at to tell a column of another form from a damaged row.
const PROBED_ROWS: usize = 200;

/// The fewest rows that show that a column has another form.
const LEAST_PROBED_ROWS: usize = 10;

/// The fewest rows that show it where no value is of the known form.
const LEAST_ROWS_OF_A_SMALL_TABLE: usize = 3;

/// What an import does with values that are not what the catalogue expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misfits {
    /// They fail the import.
    Refuse,
    /// Where most values of a column are of another form, the table is kept as text; a single one fails the import.
    KeepWhereSystematic,
    /// The table is kept as text.
    Keep,
}

/// What came of a file.
pub(crate) struct Loaded {
    pub(crate) rows: u64,
    pub(crate) sha256: String,
    pub(crate) unknown_columns: Vec<UnknownColumn>,
    pub(crate) left_out: Vec<LeftOutColumn>,
    /// The number of rows left out: those with a sentinel, without a code, or with no value in any spread column.
    pub(crate) sentinel_rows: u64,
    /// The number of rows left out because they are about other things than the table, such as areas.
    pub(crate) other_rows: u64,
    /// Why the table is kept as text although the catalogue lists it.
    pub(crate) unfit: Option<UnfitTable>,
}

/// A value that is not what the catalogue expects.
struct Misfit {
    line: u64,
    /// The place of the column among those that the store keeps.
    field: usize,
    problem: String,
}

/// Why reading the rows of a file stopped.
enum Stop {
    Failed(Error),
    Misfit(Misfit),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Creates a table and fills it from its file; no indices yet.
///
/// A file that the catalogue does not list and whose header is a single column is no table, but some text beside the
/// tables: `None`, and nothing is created.
pub(crate) fn load(
    connection: &Connection,
    table: &Planned,
    is_imported: &dyn Fn(&str) -> bool,
    misfits: Misfits,
    report: &mut dyn FnMut(u64),
) -> Result<Option<Loaded>> {
    let headers = &table.header.fields;
    if table.known.is_none() && headers.len() == 1 {
        return Ok(None);
    }
    let mut unfit = table.unfit.clone();
    let mut head = match table.known.filter(|_| unfit.is_some()) {
        Some(known) => Head::of_unfit(headers, known),
        None => Head::of(headers, table.known, is_imported),
    };
    let mut filled = fill(connection, table, &head, report)?;
    if let (Err(misfit), Some(known)) = (&filled, table.known) {
        let is_kept = match misfits {
            Misfits::Refuse => false,
            Misfits::KeepWhereSystematic => is_systematic(table, &head.fields[misfit.field])?,
            Misfits::Keep => true,
        };
        if is_kept && !known.supplementary {
            unfit = Some(misfit.unfit(table));
            head = Head::of_unfit(headers, known);
            let drop = format!("DROP TABLE {}", quoted(&table.id));
            connection
                .execute_batch(&drop)
                .map_err(|error| Error::sqlite(&format!("store the table {}", table.id), error))?;
            filled = fill(connection, table, &head, report)?;
        }
    }
    let (Counts { rows, sentinels, others }, sha256) =
        filled.map_err(|misfit| broken_row(&table.file, misfit.line, &misfit.problem))?;
    match table.known.and_then(|known| known.rows) {
        Some(wanted) if wanted != rows => Err(Error::new(
            ErrorKind::BrokenRow,
            format!(
                "{} has {rows} rows, but the table {} has {wanted}. Get the whole file.",
                table.file, table.id
            ),
        )),
        _ => {
            let left_out = head
                .left_out
                .iter()
                .map(|header| LeftOutColumn { table: table.id.clone(), header: header.clone() });
            Ok(Some(Loaded {
                rows,
                sha256,
                unknown_columns: head.unknown_columns(&table.id),
                left_out: left_out.collect(),
                sentinel_rows: sentinels,
                other_rows: others,
                unfit,
            }))
        }
    }
}

/// Creates a table and reads its file into it. The inner result is the value that does not fit.
fn fill(
    connection: &Connection,
    table: &Planned,
    head: &Head,
    report: &mut dyn FnMut(u64),
) -> Result<Result<(Counts, String), Misfit>> {
    let header = &table.header;
    let mut misfit = None;
    let read = table.file.read(&header.layout, |rows| {
        let mut row = Row::default();
        for _ in 0..=header.rows_before {
            rows.next(&mut row)?;
        }
        match insert_rows(connection, table, head, rows, report) {
            Ok(count) => Ok(count),
            Err(Stop::Failed(error)) => Err(error),
            Err(Stop::Misfit(found)) => {
                misfit = Some(found);
                Ok(Counts::default())
            }
        }
    })?;
    Ok(misfit.map_or(Ok(read), Err))
}

fn insert_rows(
    connection: &Connection,
    table: &Planned,
    head: &Head,
    rows: &mut dyn RowReader,
    report: &mut dyn FnMut(u64),
) -> Result<Counts, Stop> {
    let id = &table.id;
    let fail = |error| Error::sqlite(&format!("store the table {id}"), error);
    connection.execute_batch(&head.create(id)).map_err(fail)?;
    let mut insert = connection.prepare(&head.insert(id)).map_err(fail)?;

    let decimals = decimals(&table.header.layout);
    let mut row = Row::default();
    let mut scratch = Vec::new();
    let mut counts = Counts::default();
    while rows.next(&mut row)? {
        if row.is_blank() {
            continue;
        }
        check_width(table, head, &row)?;
        if head.is_other(&row) {
            counts.others += 1;
            continue;
        }
        if head.names_nothing(&row, table.is_supplementary()) {
            counts.sentinels += 1;
            continue;
        }
        // One row, or one for each value of the column that has several.
        let filled = head.spread.as_ref().map(|(field, places)| head.filled(*field, places, &row));
        let places: &[usize] = filled.as_deref().unwrap_or(&[0]);
        if places.is_empty() {
            counts.sentinels += 1;
            continue;
        }
        for place in places {
            for (slot, field) in head.fields.iter().enumerate() {
                let is_spread = head.spread.as_ref().is_some_and(|(spread, _)| *spread == slot);
                let raw = row.field(if is_spread { *place } else { field.position });
                let value = value_of(field, raw, decimals, &mut scratch)
                    .map_err(|problem| Stop::Misfit(Misfit { line: row.line, field: slot, problem }))?;
                insert.raw_bind_parameter(slot + 1, ToSqlOutput::Borrowed(value)).map_err(fail)?;
            }
            insert.raw_execute().map_err(fail)?;
            counts.rows += 1;
            if counts.rows % REPORTED_EVERY == 0 {
                report(counts.rows);
            }
        }
    }
    Ok(counts)
}

/// How many rows were stored, and how many left out.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    rows: u64,
    sentinels: u64,
    others: u64,
}

impl Head {
    /// Whether a row holds a sentinel or, in a supplementary table, no code: group rows of a list have none.
    fn names_nothing(&self, row: &Row, is_supplementary: bool) -> bool {
        let is_form = |field: &Field| field.column.is_some_and(|column| column.form == Some(CodeForm::Soc));
        let is_code = |field: &Field| {
            is_supplementary && (field.codes == Codes::Onet || is_form(field)) && !field.is_optional()
        };
        self.fields.iter().enumerate().any(|(slot, field)| {
            let is_spread = self.spread.as_ref().is_some_and(|(spread, _)| *spread == slot);
            let raw = row.field(field.position);
            field.is_sentinel(raw) || (is_code(field) && !is_spread && field.is_missing(raw.trim()))
        })
    }

    /// Whether a row is about something that the table does not hold.
    fn is_other(&self, row: &Row) -> bool {
        self.limited.iter().any(|(place, values)| {
            let value = row.field(*place).trim();
            !values.iter().any(|known| known == value)
        })
    }

    /// The places of the values that are given, of a column that has several.
    fn filled(&self, field: usize, places: &[usize], row: &Row) -> Vec<usize> {
        let field = &self.fields[field];
        places.iter().copied().filter(|place| !field.is_missing(row.field(*place).trim())).collect()
    }
}

fn value_of<'v>(
    field: &Field,
    raw: &'v str,
    decimals: Decimals,
    scratch: &'v mut Vec<u8>,
) -> Result<ValueRef<'v>, String> {
    field.value(raw, decimals, scratch).map_err(|expected| {
        let shown: String = raw.chars().take(SHOWN).collect();
        format!("column \"{}\": \"{shown}\" is not {expected}", field.header)
    })
}

/// A row has as many fields as the header. The last cells of a sheet may be left out.
fn check_width(table: &Planned, head: &Head, row: &Row) -> Result<()> {
    let is_short_sheet = matches!(table.header.layout, Layout::Sheet(_)) && row.len() < head.width;
    if row.len() == head.width || is_short_sheet {
        return Ok(());
    }
    let problem = format!("{} fields, but the header has {}; the row is damaged", row.len(), head.width);
    Err(broken_row(&table.file, row.line, &problem))
}

fn decimals(layout: &Layout) -> Decimals {
    match layout {
        Layout::Separated(b',') => Decimals::Point,
        _ => Decimals::PointOrComma,
    }
}

/// Whether most of the first values of a column are not what the catalogue expects.
fn is_systematic(table: &Planned, field: &Field) -> Result<bool> {
    let header = &table.header;
    let (mut probed, mut misfits) = (0, 0);
    let decimals = decimals(&header.layout);
    table.file.read(&header.layout, |rows| {
        let mut row = Row::default();
        for _ in 0..=header.rows_before {
            rows.next(&mut row)?;
        }
        let mut scratch = Vec::new();
        while probed < PROBED_ROWS && rows.next(&mut row)? {
            probed += 1;
            misfits += usize::from(field.value(row.field(field.position), decimals, &mut scratch).is_err());
        }
        Ok(())
    })?;
    let is_most = probed >= LEAST_PROBED_ROWS && misfits * 2 > probed;
    Ok(is_most || (probed >= LEAST_ROWS_OF_A_SMALL_TABLE && misfits == probed))
}

impl Misfit {
    fn unfit(&self, table: &Planned) -> UnfitTable {
        UnfitTable {
            table: table.id.clone(),
            file: table.file.to_string(),
            expected: "values of the known form".to_owned(),
            found: format!("in line {}, {}", self.line, self.problem),
            suggestions: Vec::new(),
        }
    }
}
