//! A list of job titles that was pasted or sent as a file: lines, or rows of a table.

use std::borrow::Cow;
use std::io::Read as _;

use csv::ByteRecord;

use super::form::{File, cleaned};
use super::reply::Failed;
use super::visit::Visit;
use crate::text_input::{
    ForeignFormat, JsonForm, NOT_UTF8, PARQUET, TextEncoding, UTF8_MARK, Utf16, separator_of,
    stated_separator, windows_1252,
};

/// Columns that have titles, where none is chosen.
const TITLES: [&str; 6] = ["title", "job_title", "job title", "jobtitle", "position", "occupation"];

/// The field of the form with the rows of a file that are in another encoding: the form has all as UTF-8.
pub(super) const OTHER_ROWS: &str = "not_utf8";

const BINARY: &str = "the title has binary data";

/// Titles that came in.
pub(super) struct List {
    /// What was pasted, or the content of the file.
    pub(super) text: String,
    /// The table, where the lines are one.
    pub(super) table: Option<Table>,
    rows: Vec<Row>,
}

/// The columns of a table.
pub(super) struct Table {
    pub(super) names: Vec<String>,
    /// The place of the column with the titles, where it is known.
    pub(super) column: Option<usize>,
}

/// A line, or a row of a table.
struct Row {
    cells: Vec<String>,
    /// Why it cannot be coded.
    fault: Option<&'static str>,
}

impl List {
    /// Reads the form: a file goes before a pasted text, and its name before the choice of a layout. What cannot be read
    /// comes with the failure: a table as the text alone, a file of another format without any.
    pub(super) fn read(visit: &Visit) -> (Self, Option<Failed>) {
        let file = visit.file("file");
        let bytes = match file.map(decoded) {
            Some(Ok(bytes)) => bytes,
            Some(Err(failed)) => return (Self::lines(b""), Some(failed)),
            None => {
                let pasted = visit.sent("titles").unwrap_or_else(|| visit.field("titles"));
                Cow::Borrowed(pasted.as_bytes())
            }
        };
        let ending =
            file.and_then(|file| file.name.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase());
        let is_table = match ending.as_deref() {
            Some("csv" | "tsv" | "tab") => true,
            _ => visit.sent("layout") == Some("table"),
        };
        let column = visit.sent("column").unwrap_or_default();
        let (mut list, failed) = match is_table && !bytes.trim_ascii().is_empty() {
            true => match Self::table(&bytes, column) {
                Ok(list) => (list, None),
                Err(failed) => (Self { rows: Vec::new(), ..Self::lines(&bytes) }, Some(failed)),
            },
            false => (Self::lines(&bytes), None),
        };
        // A file that is sent again from the form keeps its marks.
        if let Some(others) = visit.sent(OTHER_ROWS).filter(|_| file.is_none()) {
            let others: Vec<&str> = others.lines().filter(|line| !line.is_empty()).collect();
            for row in &mut list.rows {
                row.fault = row.fault.or(others.contains(&&*row.line()).then_some(NOT_UTF8));
            }
        }
        (list, failed)
    }

    /// A title on each line. Empty lines at the end are no rows.
    fn lines(bytes: &[u8]) -> Self {
        // Old Macs end lines with a carriage return alone.
        let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
        let lines = bytes.trim_ascii_end().split(|byte| *byte == end);
        let mut rows: Vec<Row> = lines.map(|line| Row::of([line.trim_ascii()])).collect();
        if bytes.trim_ascii_end().is_empty() {
            rows.clear();
        }
        Self { text: text_of(bytes), table: None, rows }
    }

    fn table(bytes: &[u8], wanted: &str) -> Result<Self, Failed> {
        let damaged =
            |failure: csv::Error| Failed::field("titles", format!("The table cannot be read: {failure}."));
        let first_line =
            |bytes: &[u8]| bytes.split_inclusive(|byte| *byte == b'\n').next().map(<[u8]>::to_vec);
        let mut content = bytes;
        let first = first_line(content).unwrap_or_default();
        let stated = stated_separator(&first);
        if stated.is_some() {
            content = &content[first.len()..];
        }
        let separator = stated.unwrap_or_else(|| separator_of(&first_line(content).unwrap_or_default()));
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(content);
        let header = Row::of(reader.byte_headers().map_err(damaged)?);
        let mut names: Vec<String> = header.cells.iter().map(|name| name.trim().to_owned()).collect();
        let mut rows = Vec::new();
        let mut record = ByteRecord::new();
        while reader.read_byte_record(&mut record).map_err(damaged)? {
            rows.push(Row::of(&record));
        }
        // No cell is lost: columns without a heading get a name.
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(names.len());
        names.extend((names.len() + 1..=width).map(|number| format!("column_{number}")));
        rows.iter_mut().for_each(|row| row.cells.resize(width, String::new()));
        let place = |wanted: &str| names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
        let known = || TITLES.iter().find_map(|known| place(known));
        let only = (names.len() == 1).then_some(0);
        let column = place(wanted).filter(|_| !wanted.is_empty()).or(only).or_else(known);
        Ok(Self { text: text_of(bytes), table: Some(Table { names, column }), rows })
    }

    /// Whether it is known where the titles are.
    pub(super) fn is_ready(&self) -> bool {
        self.table.as_ref().is_none_or(|table| table.column.is_some())
    }

    /// The title of each row, empty where a row has none, and why it cannot be coded.
    pub(super) fn titles(&self) -> Vec<(&str, Option<&'static str>)> {
        let column = self.table.as_ref().map_or(Some(0), |table| table.column);
        let title = |cells: &[String]| column.filter(|at| *at < cells.len());
        self.rows
            .iter()
            .map(|row| (title(&row.cells).map_or("", |at| row.cells[at].trim()), row.fault))
            .collect()
    }

    /// The names of the columns, and all rows.
    pub(super) fn rows(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let names = self.table.as_ref().map_or_else(|| vec!["title".to_owned()], |table| table.names.clone());
        (names, self.rows.iter().map(|row| row.cells.clone()).collect())
    }

    /// The rows that are not UTF-8, a line each.
    pub(super) fn other_rows(&self) -> String {
        let others = self.rows.iter().filter(|row| row.fault == Some(NOT_UTF8)).map(Row::line);
        others.collect::<Vec<_>>().join("\n")
    }
}

impl Row {
    fn of<'b>(cells: impl IntoIterator<Item = &'b [u8]>) -> Self {
        let mut fault = None;
        let cell = |bytes: &[u8]| {
            let text = match std::str::from_utf8(bytes) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => {
                    fault = Some(NOT_UTF8);
                    Cow::Owned(windows_1252(bytes))
                }
            };
            if text.contains('\0') {
                fault = fault.or(Some(BINARY));
            }
            cleaned(&text)
        };
        let cells = cells.into_iter().map(cell).collect();
        Self { cells, fault }
    }

    /// The row as one line, to know it by.
    fn line(&self) -> String {
        self.cells.join("\t").replace(['\r', '\n'], " ").trim().to_owned()
    }
}

/// The text of a file as UTF-8, without a mark. What a row has in another encoding stays as it is.
fn decoded(file: &File) -> Result<Cow<'_, [u8]>, Failed> {
    let refused = |what: &str, hint: &str| {
        let mut letters = hint.chars();
        let begin = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
        Failed::field("file", format!("The file is {what}. {begin}{}.", letters.as_str()))
    };
    let content: &[u8] = &file.content;
    if let Some(ForeignFormat { what, hint, .. }) = ForeignFormat::of(content) {
        // A command in a hint begins with a small letter.
        return Err(match hint.contains('|') {
            true => Failed::field("file", format!("The file is {what}. Try: {hint}")),
            false => refused(what, hint),
        });
    }
    if PARQUET.iter().any(|begins| content.starts_with(begins)) {
        return Err(Failed::field("file", "The file is a Parquet file. Try: onet code FILE"));
    }
    if JsonForm::of(content).is_some() {
        return Err(refused("JSON", "save it as CSV, or send it to POST /code"));
    }
    match TextEncoding::of(content) {
        TextEncoding::Utf8 => Ok(Cow::Borrowed(content.strip_prefix(UTF8_MARK).unwrap_or(content))),
        encoding => {
            let mut text = Vec::new();
            let read = Utf16::new(content, encoding).read_to_end(&mut text);
            read.map_err(|failure| Failed::field("file", format!("The file cannot be read: {failure}.")))?;
            if text.starts_with(UTF8_MARK) {
                text.drain(..UTF8_MARK.len());
            }
            Ok(Cow::Owned(text))
        }
    }
}

/// A text as the form shows it: lines in another encoding as Windows-1252 has them.
fn text_of(bytes: &[u8]) -> String {
    let line = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => windows_1252(bytes),
    };
    cleaned(&bytes.split_inclusive(|byte| *byte == b'\n').map(line).collect::<String>())
}
