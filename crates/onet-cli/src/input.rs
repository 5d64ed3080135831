//! The rows of an input: lines, CSV, TSV, NDJSON or Parquet.

mod content;
mod lines;
mod objects;
mod row_limit;
mod separated;

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use onet_server::text_input::{self, NOT_UTF8, TextEncoding, Utf16};
use serde_json::{Map, Value};

use crate::arguments::InputFormat;
use crate::failure::Failure;
use crate::parquet_file::{Carried, CellTexts, ParquetSource, is_named_parquet};

use content::Peeked;

pub(crate) use content::{is_foreign, is_named_foreign};
pub(crate) use separated::{is_open_quote, open_quote};

/// Bytes of the longest text that is coded or looked up, and of the longest line that is read.
const LONGEST_TEXT: usize = 1 << 16;
/// Bytes of the longest row of CSV or NDJSON: what is beyond them is passed over.
const LONGEST_ROW: usize = 16 << 20;

/// How an input is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A title on each line.
    Lines,
    /// Columns between commas, semicolons, tabs or bars, whichever the first line has.
    Csv,
    /// Columns between tabs.
    Tsv,
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
    /// What is wrong with a JSON value that is no text, where numbers are not read as texts.
    pub(crate) not_text: Option<&'static str>,
    pub(crate) question: &'static str,
}

/// Job titles.
pub(crate) static TITLES: Subject = Subject {
    line: "title",
    columns: &["title", "job title", "job_title", "jobtitle", "position"],
    empty: "the title is empty",
    binary: "the title has binary data",
    long: "the title is longer than 65,536 bytes",
    not_text: Some("the title is no text"),
    question: "which column has the titles?",
};

/// Codes, or words to find something by.
pub(crate) static CODES: Subject = Subject {
    line: "input",
    columns: &["code", "onetsoc_code", "O*NET-SOC Code", "soc_code", "soc", "input"],
    empty: "the code is empty",
    binary: "the code has binary data",
    long: "the code is longer than 65,536 bytes",
    not_text: None,
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
    /// The row as it is in the input, where that is JSON: numbers stay numbers in JSON that is written.
    pub(crate) members: Option<Map<String, Value>>,
    /// A member that is not among the columns, which were known before.
    pub(crate) late: Option<String>,
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
    /// Something about the input that its owner may not expect.
    Note(String),
    Row(Row),
    /// The next row may be long in coming.
    Pause,
    /// A row group of a Parquet file has ended.
    EndOfGroup,
}

/// The note on members that an output of columns leaves out.
pub(crate) fn left_out(rows: u64, first: u64, name: &str) -> String {
    let rows = if rows == 1 { "1 row has".to_owned() } else { format!("{rows} rows have") };
    format!(
        "{rows} members that are not among the columns, which are those of the first row: {name} in row {first} is left \
         out. A file has the members of all rows as columns"
    )
}

/// Where rows go to; `false` ends the reading.
pub(crate) trait Sink {
    fn take(&mut self, event: Event) -> bool;
}

/// The sink of a reader, which reports pauses to it, too.
type SharedSink<S> = Rc<RefCell<S>>;

/// A text that has been opened.
pub(crate) struct Text {
    input: Box<dyn Read + Send>,
    layout: Layout,
    /// The file, where the input is one that can be read twice.
    file: Option<PathBuf>,
}

impl Text {
    /// How its rows are laid out.
    pub(crate) fn layout(&self) -> Layout {
        self.layout
    }
}

/// Reads all rows of an input.
fn read<S: Sink>(text: Text, columns: &Columns, sink: S) -> Result<S, Failure> {
    let sink = Rc::new(RefCell::new(sink));
    let source = Source { input: text.input, sink: Rc::clone(&sink), state: Rc::default() };
    let read = match text.layout {
        Layout::Lines => lines::lines(source, columns, &sink),
        Layout::Ndjson => objects::objects(source, text.file, columns, &sink),
        Layout::Csv => separated::separated(source, None, columns, &sink),
        Layout::Tsv => separated::separated(source, Some(b'\t'), columns, &sink),
    };
    // What was read before a failure is coded.
    sink.borrow_mut().take(Event::Pause);
    read?;
    let sink = Rc::try_unwrap(sink).map_err(|_| Failure::Answer("the input is still in use".to_owned()))?;
    Ok(sink.into_inner())
}

/// How far an input has been read.
#[derive(Default)]
struct SourceState {
    /// The last byte that is no white space.
    last_byte: u8,
    has_ended: bool,
}

/// A reader that reports a pause before it asks the system for more.
struct Source<S> {
    input: Box<dyn Read + Send>,
    sink: SharedSink<S>,
    state: Rc<RefCell<SourceState>>,
}

impl<S: Sink> Read for Source<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.sink.borrow_mut().take(Event::Pause);
        let count = self.input.read(buffer)?;
        let mut state = self.state.borrow_mut();
        state.has_ended = count == 0 && !buffer.is_empty();
        if let Some(byte) = buffer[..count].iter().rev().find(|byte| !byte.is_ascii_whitespace()) {
            state.last_byte = *byte;
        }
        Ok(count)
    }
}

fn unreadable(error: &dyn std::fmt::Display) -> Failure {
    Failure::usage(format!("could not read the input: {error}"))
}

impl Row {
    /// Adds a cell, and notes bytes that are no UTF-8. Those are shown as Windows-1252 has them.
    fn cell(&mut self, bytes: &[u8]) -> String {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                self.fault = Some(NOT_UTF8);
                text_input::windows_1252(bytes)
            }
        };
        self.cells.push(text.clone());
        text
    }

    /// Whether a description may be coded in place of a title that is empty.
    fn has_description(&self) -> bool {
        self.description.as_deref().is_some_and(|description| !description.trim().is_empty())
    }

    /// Notes what keeps the row from being coded.
    pub(crate) fn checked(mut self, subject: &Subject) -> Self {
        let title = self.title.as_deref().unwrap_or_default();
        let found = match title {
            _ if self.fault.is_some() => self.fault,
            title if title.trim().is_empty() && !self.has_description() => Some(subject.empty),
            title if title.contains('\0') => Some(subject.binary),
            title if title.len() > LONGEST_TEXT => Some(subject.long),
            _ => None,
        };
        self.fault = found;
        self
    }
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

/// An input that has been opened.
pub(crate) enum Opened {
    Text(Text),
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
        let peeked = content::peek(opened(file)?).map_err(|error| unreadable(&error))?;
        let reads_parquet = format.is_none_or(|format| format == InputFormat::Parquet);
        let is_named = format == Some(InputFormat::Parquet) || file.is_some_and(is_named_parquet);
        match file {
            Some(file) if reads_parquet && peeked.is_parquet() && file.is_file() => {
                Ok(Self::Parquet(Box::new(ParquetSource::open(file)?)))
            }
            _ if reads_parquet && peeked.is_parquet() => {
                Ok(Self::Parquet(Box::new(ParquetSource::spool(peeked.input)?)))
            }
            _ if reads_parquet && is_named => {
                let name = file.map_or_else(|| "the input".to_owned(), |file| file.display().to_string());
                Err(Failure::usage(format!("{name} is not a Parquet file")).with_hint(
                    "--input-format csv, tsv, ndjson or lines reads other files, whatever their name",
                ))
            }
            _ => {
                let layout = layout(format, file, column.is_some());
                peeked.check(layout, format.is_some())?;
                Ok(Self::Text(Text {
                    layout,
                    file: file
                        .filter(|file| file.is_file() && peeked.encoding() == TextEncoding::Utf8)
                        .map(Path::to_owned),
                    input: decoded(peeked),
                }))
            }
        }
    }

    /// The columns of a Parquet input, for an output that takes them as they are.
    pub(crate) fn carried(&self) -> Result<Option<Carried>, Failure> {
        match self {
            Self::Text(_) => Ok(None),
            Self::Parquet(source) => source.carried().map(Some),
        }
    }

    /// Reads all rows.
    pub(crate) fn read<S: Sink>(self, columns: &Columns, texts: CellTexts, sink: S) -> Result<S, Failure> {
        match self {
            Self::Text(text) => read(text, columns, sink),
            Self::Parquet(source) => source.read(columns, texts, sink),
        }
    }
}

/// The input as UTF-8.
fn decoded(peeked: Peeked) -> Box<dyn Read + Send> {
    match peeked.encoding() {
        TextEncoding::Utf8 => peeked.input,
        encoding => Box::new(Utf16::new(peeked.input, encoding)),
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
        InputFormat::Csv => Layout::Csv,
        InputFormat::Tsv => Layout::Tsv,
        // Known by its first bytes, and not read line by line.
        InputFormat::Parquet => Layout::Lines,
        InputFormat::Ndjson => Layout::Ndjson,
    });
    let otherwise = if has_column { Layout::Csv } else { Layout::Lines };
    by_option.or_else(|| file.and_then(layout_of_name)).unwrap_or(otherwise)
}

/// How the name of a file says that it is laid out.
pub(crate) fn layout_of_name(file: &Path) -> Option<Layout> {
    let ending = file.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "csv" => Some(Layout::Csv),
        "tsv" | "tab" => Some(Layout::Tsv),
        "ndjson" | "jsonl" => Some(Layout::Ndjson),
        _ => None,
    }
}
