//! Rows of an Excel workbook (`.xlsx`).

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Sheet, SheetType, Xlsx, XlsxCellReader};

use super::preview::{Preview, is_web_page, web_page};
use super::{Layout, Row, RowReader, RowSource, too_large};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::{COLUMNS, ROW_BYTES};

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The rows of a sheet. Rows and cells that a workbook leaves out are blank ones.
struct SheetRows<'r, 'b> {
    source: &'r dyn RowSource,
    cells: XlsxCellReader<'r, Cursor<&'b [u8]>>,
    /// The first cell of a row that has not been returned: its row, column and text.
    ahead: Option<(u32, u32, String)>,
    /// The number of fields of the widest row so far.
    width: usize,
    started: bool,
}

impl SheetRows<'_, '_> {
    fn read_cell(&mut self) -> Result<Option<(u32, u32, String)>> {
        loop {
            let cell = self.cells.next_cell().map_err(|error| damaged(self.source, &error))?;
            let Some(cell) = cell else { return Ok(None) };
            let text = text_of(cell.get_value());
            if !text.is_empty() {
                let (row, column) = cell.get_position();
                return Ok(Some((row, column, text)));
            }
        }
    }
}

impl RowReader for SheetRows<'_, '_> {
    fn next(&mut self, row: &mut Row) -> Result<bool> {
        let mut text = String::from_utf8(row.take_buffer()).unwrap_or_default();
        if !self.started {
            self.started = true;
            self.ahead = self.read_cell()?;
        }
        // Blank rows are passed over: a sheet may have a value in its millionth row, and none between.
        let Some((number, ..)) = self.ahead else { return Ok(false) };
        row.line = u64::from(number) + 1;
        while let Some((_, column, value)) = self.ahead.take_if(|(at, ..)| *at == number) {
            let column = column as usize;
            if column >= COLUMNS {
                return Err(too_large(self.source, row.line, &format!("it has more than {COLUMNS} columns")));
            }
            row.spans.resize(column, text.len()..text.len());
            let start = text.len();
            text.push_str(&value);
            row.spans.push(start..text.len());
            if text.len() > ROW_BYTES {
                let problem = format!("the row has more than {ROW_BYTES} bytes");
                return Err(too_large(self.source, row.line, &problem));
            }
            self.ahead = self.read_cell()?;
        }
        self.width = self.width.max(row.spans.len());
        row.spans.resize(self.width, text.len()..text.len());
        row.text = text;
        row.check(self.source)?;
        Ok(true)
    }
}

/// The text of a cell, as the text edition writes the value.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(time) => time.as_f64().to_string(),
    }
}

/// Reads the rows of a sheet.
pub(crate) fn read_sheet<T>(
    source: &dyn RowSource,
    bytes: &[u8],
    name: &str,
    reading: impl FnOnce(&mut dyn RowReader) -> Result<T>,
) -> Result<T> {
    reading(&mut rows(source, &mut open(source, bytes)?, name)?)
}

/// The first rows of every sheet.
pub(crate) fn preview_sheets(source: &dyn RowSource, bytes: &[u8]) -> Result<Vec<Preview>> {
    let mut workbook = open(source, bytes)?;
    let is_table = |sheet: &&Sheet| sheet.typ == SheetType::WorkSheet;
    let names: Vec<String> =
        workbook.sheets_metadata().iter().filter(is_table).map(|sheet| sheet.name.clone()).collect();
    let mut previews = Vec::with_capacity(names.len());
    for name in names {
        let mut rows = rows(source, &mut workbook, &name)?;
        previews.push(Preview::read(Layout::Sheet(name.clone()), &mut rows)?);
    }
    match previews.is_empty() {
        true => Err(Error::new(ErrorKind::NotATable, format!("{source} is a workbook without a sheet."))),
        false => Ok(previews),
    }
}

/// Why a file is not a workbook, where its first bytes show it.
pub(crate) fn not_a_workbook(source: &dyn RowSource, bytes: &[u8]) -> Option<Error> {
    if bytes.starts_with(b"PK") {
        return None;
    }
    if is_web_page(bytes) {
        return Some(web_page(source));
    }
    // The container of Excel before 2007, which also holds workbooks with a password.
    let problem = match bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        true => "has a password or is of Excel 97. Save it as .xlsx without a password",
        false => "is not an Excel workbook, whatever its name. Save the table as .xlsx or as .csv",
    };
    Some(Error::new(ErrorKind::NotATable, format!("{source} {problem}.")))
}

fn open<'b>(source: &dyn RowSource, bytes: &'b [u8]) -> Result<Workbook<'b>> {
    Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(source, &error))
}

fn rows<'r, 'b>(
    source: &'r dyn RowSource,
    workbook: &'r mut Workbook<'b>,
    name: &str,
) -> Result<SheetRows<'r, 'b>> {
    let cells = workbook.worksheet_cells_reader(name).map_err(|error| damaged(source, &error))?;
    Ok(SheetRows { source, cells, ahead: None, width: 0, started: false })
}

fn damaged(source: &dyn RowSource, error: &calamine::XlsxError) -> Error {
    Error::broken_archive(source, &error.to_string())
}
