//! The rows of an input: lines, CSV, TSV, NDJSON or Parquet.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use csv::ByteRecord;
use serde_json::{Map, Value};

use crate::arguments::InputFormat;
use crate::failure::Failure;
use crate::parquet_file::{self, Carried, CellTexts, ParquetSource, is_named_parquet};

/// Bytes of the longest title, and of the longest line that is read.
const LONGEST_TITLE: usize = 1 << 16;
/// Bytes of the longest row of CSV or NDJSON: a quote that is never closed would take all memory.
const LONGEST_ROW: usize = 16 << 20;

/// How an input is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A title on each line.
    Lines,
    /// Columns with a separator.
    Separated(u8),
    /// A JSON object on each line.
    Ndjson,
}

/// What the rows of an input have, and the words for it in messages.
#[derive(Debug)]
pub(crate) struct Subject {
    /// The column of an input of lines.
    pub(crate) line: &'static str,
    /// The columns that are read when none is named.
    pub(crate) columns: &'static [&'static str],
    pub(crate) empty: &'static str,
    pub(crate) binary: &'static str,
    pub(crate) long: &'static str,
    pub(crate) question: &'static str,
}

/// Job titles.
pub(crate) static TITLES: Subject = Subject {
    line: "title",
    columns: &["title"],
    empty: "the title is empty",
    binary: "the title has binary data",
    long: "the title is longer than 65,536 bytes",
    question: "which column has the titles?",
};

/// Codes, or words to find something by.
pub(crate) static CODES: Subject = Subject {
    line: "input",
    columns: &["code", "onetsoc_code", "O*NET-SOC Code", "soc_code", "soc", "input"],
    empty: "the code is empty",
    binary: "the code has binary data",
    long: "the code is longer than 65,536 bytes",
    question: "which column has the codes?",
};

/// The columns to read.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    pub(crate) subject: &'static Subject,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
}

/// A row of an input.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// Its number, from 1; a header is not counted.
    pub(crate) number: u64,
    pub(crate) cells: Vec<String>,
    /// The cells as JSON values, where the input has types and the output is JSON: numbers stay numbers in JSON that is written. Else empty.
    pub(crate) values: Vec<Value>,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    /// Why it cannot be coded.
    pub(crate) fault: Option<&'static str>,
}

impl Row {
    pub(crate) fn of_title(title: &str) -> Self {
        Self { cells: vec![title.to_owned()], title: Some(title.to_owned()), ..Self::default() }
    }
}

/// What an input gives, piece by piece.
pub(crate) enum Event {
    /// The names of the columns, before all rows.
    Columns(Vec<String>),
    Row(Row),
    /// The next row may be long in coming.
    Pause,
    /// A row group of a Parquet file has ended.
    EndOfGroup,
}

/// Where rows go to; `false` ends the reading.
pub(crate) trait Sink {
    fn take(&mut self, event: Event) -> bool;
}

/// Reads all rows of an input.
fn read<S: Sink>(
    input: Box<dyn Read + Send>,
    layout: Layout,
    columns: &Columns,
    sink: S,
) -> Result<S, Failure> {
    let input = checked(input)?;
    let sink = Rc::new(RefCell::new(sink));
    let source = Source { input, sink: Rc::clone(&sink), since_row: Rc::default() };
    let read = match layout {
        Layout::Lines => lines(source, columns, &sink),
        Layout::Ndjson => objects(source, columns, &sink),
        Layout::Separated(separator) => separated(source, separator, columns, &sink),
    };
    // What was read before a failure is coded.
    sink.borrow_mut().take(Event::Pause);
    read?;
    let sink = Rc::try_unwrap(sink).map_err(|_| Failure::Answer("the input is still in use".to_owned()))?;
    Ok(sink.into_inner())
}

/// Beginnings of what is no text of rows, what it is, and what to do.
const OTHERS: [(&[u8], &str, &str); 6] = [
    (b"\x1f\x8b", "compressed with gzip", "gunzip -c FILE | onet code -"),
    (b"PK\x03\x04", "a zip archive or a workbook", "save the sheet as CSV"),
    (b"\xff\xfe", "UTF-16", "iconv -f utf-16 -t utf-8 FILE"),
    (b"\xfe\xff", "UTF-16", "iconv -f utf-16 -t utf-8 FILE"),
    (b"[{", "a JSON array", "jq -c '.[]' FILE writes an object a line"),
    (b"[\n", "a JSON array", "jq -c '.[]' FILE writes an object a line"),
];

/// The input, unless its first bytes show that it holds no rows of text.
fn checked(mut input: Box<dyn Read + Send>) -> Result<Box<dyn Read + Send>, Failure> {
    let mut first = Vec::new();
    input.by_ref().take(4).read_to_end(&mut first).map_err(|error| unreadable(&error))?;
    if let Some((_, what, hint)) = OTHERS.iter().find(|(beginning, ..)| first.starts_with(beginning)) {
        return Err(Failure::usage(format!("the input is {what}")).with_hint(*hint));
    }
    Ok(Box::new(io::Cursor::new(first).chain(input)))
}

/// A reader that reports a pause before it asks the system for more.
struct Source<S> {
    input: Box<dyn Read + Send>,
    sink: Rc<RefCell<S>>,
    /// Bytes read since the last row ended.
    since_row: Rc<RefCell<usize>>,
}

impl<S: Sink> Read for Source<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if *self.since_row.borrow() > LONGEST_ROW {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a row is longer than 16 MB; is a quote open?",
            ));
        }
        self.sink.borrow_mut().take(Event::Pause);
        let count = self.input.read(buffer)?;
        *self.since_row.borrow_mut() += count;
        Ok(count)
    }
}

fn unreadable(error: &dyn std::fmt::Display) -> Failure {
    Failure::usage(format!("could not read the input: {error}"))
}

/// Reads a line without its end; what is beyond the limit is passed over. The second value is whether there was more.
fn line(reader: &mut impl BufRead, line: &mut Vec<u8>, limit: usize) -> io::Result<Option<bool>> {
    line.clear();
    let (mut is_long, mut is_any) = (false, false);
    loop {
        let buffer = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        if buffer.is_empty() {
            break;
        }
        is_any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        let room = limit.saturating_sub(line.len());
        line.extend_from_slice(&part[..part.len().min(room)]);
        is_long |= part.len() > room;
        let used = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(used);
        if end.is_some() {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(is_any.then_some(is_long))
}

fn lines<S: Sink>(source: Source<S>, columns: &Columns, sink: &Rc<RefCell<S>>) -> Result<(), Failure> {
    let since_row = Rc::clone(&source.since_row);
    let mut reader = BufReader::with_capacity(1 << 16, source);
    if !sink.borrow_mut().take(Event::Columns(vec![columns.subject.line.to_owned()])) {
        return Ok(());
    }
    let mut bytes = Vec::new();
    let mut number = 0;
    while let Some(is_long) =
        line(&mut reader, &mut bytes, LONGEST_TITLE).map_err(|error| unreadable(&error))?
    {
        *since_row.borrow_mut() = 0;
        number += 1;
        let bytes = if number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
        let mut row = Row { number, ..Row::default() };
        row.title = Some(row.cell(bytes));
        row.fault = row.fault.or(is_long.then_some("the line is longer than 65,536 bytes"));
        if row.fault.is_some() {
            // What cannot be coded is shown shortened.
            let shown = row.cells[0].chars().take(100).collect();
            row.cells[0] = shown;
        }
        if !sink.borrow_mut().take(Event::Row(row.checked(columns.subject))) {
            return Ok(());
        }
    }
    Ok(())
}

impl Row {
    /// Adds a cell, and notes bytes that are no UTF-8.
    fn cell(&mut self, bytes: &[u8]) -> String {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                self.fault = Some("the row is not UTF-8");
                String::from_utf8_lossy(bytes).into_owned()
            }
        };
        self.cells.push(text.clone());
        text
    }

    /// Notes what keeps the row from being coded.
    pub(crate) fn checked(mut self, subject: &Subject) -> Self {
        let title = self.title.as_deref().unwrap_or_default();
        let found = match title {
            _ if self.fault.is_some() => self.fault,
            title if title.trim().is_empty() => Some(subject.empty),
            title if title.contains('\0') => Some(subject.binary),
            title if title.len() > LONGEST_TITLE => Some(subject.long),
            _ => None,
        };
        self.fault = found;
        self
    }
}

fn separated<S: Sink>(
    source: Source<S>,
    separator: u8,
    columns: &Columns,
    sink: &Rc<RefCell<S>>,
) -> Result<(), Failure> {
    let since_row = Rc::clone(&source.since_row);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(1 << 16)
        .from_reader(source);
    let mut record = ByteRecord::new();
    if !reader.read_byte_record(&mut record).map_err(|error| unreadable(&error))? {
        return Err(Failure::usage("the input is empty").with_hint("the first row names the columns"));
    }
    let mut header = Row::default();
    for (at, cell) in record.iter().enumerate() {
        header.cell(if at == 0 { cell.strip_prefix(b"\xef\xbb\xbf").unwrap_or(cell) } else { cell });
    }
    let names = header.cells;
    let title = place(&names, columns.title.as_deref(), columns.subject)?;
    let description = match &columns.description {
        Some(name) => Some(place(&names, Some(name), columns.subject)?),
        None => None,
    };
    let count = names.len();
    if !sink.borrow_mut().take(Event::Columns(names)) {
        return Ok(());
    }
    let mut number = 0;
    while reader.read_byte_record(&mut record).map_err(|error| unreadable(&error))? {
        *since_row.borrow_mut() = 0;
        number += 1;
        let mut row = Row { number, ..Row::default() };
        for cell in record.iter().take(count) {
            row.cell(cell);
        }
        row.title = row.cells.get(title).cloned();
        row.description = description.and_then(|at| row.cells.get(at).cloned());
        if record.len() != count {
            row.fault = Some(if record.len() < count {
                "the row has too few columns"
            } else {
                "the row has too many columns"
            });
            row.cells.resize(count, String::new());
        }
        if !sink.borrow_mut().take(Event::Row(row.checked(columns.subject))) {
            return Ok(());
        }
    }
    Ok(())
}

/// The place of a column; without a name that of the only one, or of one that the subject lists.
pub(crate) fn place(names: &[String], wanted: Option<&str>, subject: &Subject) -> Result<usize, Failure> {
    let found = match wanted {
        Some(wanted) => names
            .iter()
            .position(|name| name == wanted)
            .or_else(|| names.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted.trim()))),
        None if names.len() == 1 => Some(0),
        None => subject
            .columns
            .iter()
            .find_map(|known| names.iter().position(|name| name.trim().eq_ignore_ascii_case(known))),
    };
    found.ok_or_else(|| {
        let what = match wanted {
            Some(wanted) => format!("the input has no column {wanted:?}"),
            None => subject.question.to_owned(),
        };
        Failure::usage(what).with_hint(format!("--column NAME, one of: {}", names.join(", ")))
    })
}

fn objects<S: Sink>(source: Source<S>, columns: &Columns, sink: &Rc<RefCell<S>>) -> Result<(), Failure> {
    let since_row = Rc::clone(&source.since_row);
    let mut reader = BufReader::with_capacity(1 << 16, source);
    let mut bytes = Vec::new();
    let mut number = 0;
    let mut names: Option<Vec<String>> = None;
    let mut read = String::new();
    while let Some(is_long) =
        line(&mut reader, &mut bytes, LONGEST_ROW).map_err(|error| unreadable(&error))?
    {
        *since_row.borrow_mut() = 0;
        number += 1;
        let bytes = if number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
        let object: Option<Map<String, Value>> = serde_json::from_slice(bytes).ok().filter(|_| !is_long);
        if names.is_none() {
            // The first object names the columns.
            let found: Vec<String> = match &object {
                Some(object) => object.keys().cloned().collect(),
                None => vec![columns.title.clone().unwrap_or_else(|| columns.subject.columns[0].to_owned())],
            };
            let place = place_of_member(&found, columns)?;
            read = found[place].clone();
            if !sink.borrow_mut().take(Event::Columns(found.clone())) {
                return Ok(());
            }
            names = Some(found);
        }
        let row = of_object(number, object, names.as_deref().unwrap_or_default(), &read, columns);
        if !sink.borrow_mut().take(Event::Row(row)) {
            return Ok(());
        }
    }
    Ok(())
}

/// The place of the member to read. A title must be named so; any of the names of a code will do.
fn place_of_member(names: &[String], columns: &Columns) -> Result<usize, Failure> {
    let known = || columns.subject.columns.iter().copied();
    let present = || known().find(|known| names.iter().any(|name| name.eq_ignore_ascii_case(known)));
    let wanted = columns.title.as_deref().or_else(present).or_else(|| known().next());
    place(names, wanted, columns.subject)
}

fn of_object(
    number: u64,
    object: Option<Map<String, Value>>,
    names: &[String],
    read: &str,
    columns: &Columns,
) -> Row {
    let Some(object) = object else {
        let fault = Some("the line is no JSON object");
        return Row { number, cells: vec![String::new(); names.len()], fault, ..Row::default() };
    };
    let text = |name: &str| match object.get(name) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let row = Row {
        number,
        cells: names.iter().map(|name| text(name)).collect(),
        values: names.iter().map(|name| object.get(name).cloned().unwrap_or_default()).collect(),
        title: Some(text(read)),
        description: columns.description.as_deref().map(text),
        fault: None,
    };
    row.checked(columns.subject)
}

/// An input that has been opened.
pub(crate) enum Opened {
    /// Text, in a layout.
    Stream(Box<dyn Read + Send>, Layout),
    Parquet(Box<ParquetSource>),
}

impl Opened {
    /// Opens a file, or standard input for `-` and nothing. A Parquet file is known by its first bytes, whatever its
    /// name; one that came through a pipe is copied into a temporary file.
    pub(crate) fn open(
        format: Option<InputFormat>,
        file: Option<&Path>,
        column: Option<&str>,
    ) -> Result<Self, Failure> {
        let file = file.filter(|file| *file != Path::new("-"));
        let source = opened(file)?;
        let unreadable = |error| Failure::usage(format!("could not read the input: {error}"));
        let (is_parquet, source) = match format {
            None | Some(InputFormat::Parquet) => parquet_file::peek(source).map_err(unreadable)?,
            Some(_) => (false, source),
        };
        let is_named = format == Some(InputFormat::Parquet) || file.is_some_and(is_named_parquet);
        match file {
            _ if !is_parquet && is_named && format.is_none_or(|format| format == InputFormat::Parquet) => {
                let name = file.map_or_else(|| "the input".to_owned(), |file| file.display().to_string());
                Err(Failure::usage(format!("{name} is not a Parquet file")).with_hint(
                    "--input-format csv, tsv, ndjson or lines reads other files, whatever their name",
                ))
            }
            _ if !is_parquet => Ok(Self::Stream(source, layout(format, file, column.is_some()))),
            Some(file) if file.is_file() => Ok(Self::Parquet(Box::new(ParquetSource::open(file)?))),
            _ => Ok(Self::Parquet(Box::new(ParquetSource::spool(source)?))),
        }
    }

    /// The columns of a Parquet input, for an output that takes them as they are.
    pub(crate) fn carried(&self) -> Result<Option<Carried>, Failure> {
        match self {
            Self::Stream(..) => Ok(None),
            Self::Parquet(source) => source.carried().map(Some),
        }
    }

    /// Reads all rows.
    pub(crate) fn read<S: Sink>(self, columns: &Columns, texts: CellTexts, sink: S) -> Result<S, Failure> {
        match self {
            Self::Stream(source, layout) => read(source, layout, columns, sink),
            Self::Parquet(source) => source.read(columns, texts, sink),
        }
    }
}

/// The input: a file, or standard input for `-` and nothing.
pub(crate) fn opened(file: Option<&Path>) -> Result<Box<dyn Read + Send>, Failure> {
    match file.filter(|file| *file != Path::new("-")) {
        None => Ok(Box::new(io::stdin())),
        Some(file) => match File::open(file) {
            Ok(_) if file.is_dir() => Err(Failure::usage(format!("{} is a folder", file.display()))),
            Ok(opened) => Ok(Box::new(opened)),
            Err(error) => Err(Failure::usage(format!("could not open {}: {error}", file.display()))),
        },
    }
}

/// How an input is laid out: as `--input-format` has it, else by the name of the file; with a named column it is CSV.
fn layout(format: Option<InputFormat>, file: Option<&Path>, has_column: bool) -> Layout {
    let by_option = format.map(|format| match format {
        InputFormat::Lines => Layout::Lines,
        InputFormat::Csv => Layout::Separated(b','),
        InputFormat::Tsv => Layout::Separated(b'\t'),
        // Known by its first bytes, and not read line by line.
        InputFormat::Parquet => Layout::Lines,
        InputFormat::Ndjson => Layout::Ndjson,
    });
    let otherwise = if has_column { Layout::Separated(b',') } else { Layout::Lines };
    by_option.or_else(|| file.and_then(layout_of_name)).unwrap_or(otherwise)
}

/// How the name of a file says that it is laid out.
pub(crate) fn layout_of_name(file: &Path) -> Option<Layout> {
    let ending = file.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "csv" => Some(Layout::Separated(b',')),
        "tsv" | "tab" => Some(Layout::Separated(b'\t')),
        "ndjson" | "jsonl" => Some(Layout::Ndjson),
        _ => None,
    }
}
