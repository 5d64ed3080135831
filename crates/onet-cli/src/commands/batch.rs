//! Many codes or texts, from arguments, a file or standard input, each with the rows that it leads to.
//!
//! The rows keep what came in. Those without a result have a reason, and are counted at the end. The reason of a row that
//! a search found is that search: what it found may not be what was meant.

mod inputs;
mod written;

use std::io;
use std::path::Path;

use futures::future::LocalBoxFuture;
use onet_api::ErrorKind;
use onet_domain::code_batch::{CodeBatch, Looked, Outcome};
use serde_json::{Map, Value};
use tokio::runtime::Runtime;

use crate::arguments::{Codes, Global, Shown};
use crate::console::Console;
use crate::destination;
use crate::failure::Failure;
use crate::input::{self, Columns, Event, Layout, Opened, Row, Sink};
use crate::output::{Column, Heading, natural, text};
use crate::parquet_file::CellTexts;
use crate::row_writer::{free_names, renamed};

use inputs::Inputs;
use written::{OutputLayout, Written};

pub(super) use inputs::refuse_file;

/// Inputs that are looked up together.
const CHUNK: usize = 512;
/// Answers that are remembered: the classifications have fewer codes.
const REMEMBERED: usize = 50_000;
/// Texts whose first result is named on standard error.
const NAMED: u64 = 10;
/// The column with the reason why there is nothing, or with the search that found what there is.
const REASON: &str = "reason";

/// What finds the rows of one input.
pub(crate) trait LookUp {
    /// The columns of its rows.
    fn columns(&self) -> Vec<Column>;
    /// The rows of an input.
    fn look_up(&self, text: String) -> LocalBoxFuture<'_, Result<Looked<Vec<Value>>, Failure>>;
}

/// The rows of an input, and the failure where the source does not have what it takes to find them.
struct Answer {
    looked: Looked<Vec<Value>>,
    beyond: Option<onet_api::Error>,
}

/// A code that the source does not have is a row with a reason.
async fn answer(lookup: &dyn LookUp, text: String) -> Result<Answer, Failure> {
    match lookup.look_up(text).await {
        Ok(looked) => Ok(Answer { looked, beyond: None }),
        Err(Failure::Call(failure)) if failure.kind() == ErrorKind::NotInSource => {
            let looked = Looked::missing(failure.message().to_owned());
            Ok(Answer { looked, beyond: Some(failure) })
        }
        Err(failure) => Err(failure),
    }
}

/// Looks up all inputs, and prints a row for each result.
pub(crate) fn run(
    global: &Global,
    console: &Console,
    codes: &Codes,
    shown: &Shown,
    lookup: &dyn LookUp,
) -> Result<(), Failure> {
    run_into(global, console, codes, shown, lookup, None)
}

/// The same, into the file of `--output`.
pub(crate) fn run_into(
    global: &Global,
    console: &Console,
    codes: &Codes,
    shown: &Shown,
    lookup: &dyn LookUp,
    output: Option<&Path>,
) -> Result<(), Failure> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::Output)?;
    let mut rows = BatchRows {
        lookup,
        runtime: &runtime,
        console,
        known: CodeBatch::new(REMEMBERED),
        waiting: Vec::new(),
        given: Vec::new(),
        added: lookup.columns().len(),
        layout: OutputLayout::new(global, shown, output)?,
        writer: None,
        counts: Counts::default(),
        late: None,
        open_quote: None,
        lines: Lines::OfTable,
        blank: Vec::new(),
        stopped: None,
    };
    match codes.inputs()? {
        Inputs::Arguments(codes) => {
            rows.take(Event::Columns(vec![input::CODES.line.to_owned()]));
            for code in codes {
                rows.take(Event::Row(Row::of_title(&code)));
            }
        }
        Inputs::Stream(file) => {
            destination::refuse_input(output, file.as_deref())?;
            let source = Opened::open(codes.input_format, file.as_deref(), codes.column.as_deref())?;
            if matches!(&source, Opened::Text(text) if text.layout() == Layout::Lines) {
                rows.lines = Lines::OfList;
            }
            let columns = Columns { subject: &input::CODES, title: codes.column.clone(), description: None };
            let texts = CellTexts::of_output(rows.layout.format);
            if texts == CellTexts::Nothing {
                rows.layout.carry(source.carried()?)?;
            }
            rows = source.read(&columns, texts, rows)?;
        }
    }
    rows.finish()
}

#[derive(Default)]
struct Counts {
    inputs: u64,
    found: u64,
    missing: u64,
    ambiguous: u64,
    first: u64,
    rows: u64,
    cut: bool,
    /// Rows with members that are not among the columns.
    late: u64,
}

/// What the lines of an input are. Blank lines at the end of a list are no inputs; among its codes they are, so that rows
/// and lines go together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    OfTable,
    OfList,
}

struct BatchRows<'a> {
    lookup: &'a dyn LookUp,
    runtime: &'a Runtime,
    console: &'a Console,
    known: CodeBatch<Answer>,
    waiting: Vec<Row>,
    /// Names of the columns of the input.
    given: Vec<String>,
    /// Columns of a result.
    added: usize,
    layout: OutputLayout,
    writer: Option<Written>,
    counts: Counts,
    /// The first member that is not among the columns, and its row.
    late: Option<(u64, String)>,
    /// The first row with a quote that may be open, and its fault.
    open_quote: Option<(u64, &'static str)>,
    lines: Lines,
    /// Blank lines that no code has followed yet.
    blank: Vec<Row>,
    /// Why no more rows are taken: a failure, or nothing when nobody reads the output.
    stopped: Option<Option<Failure>>,
}

impl Sink for BatchRows<'_> {
    fn take(&mut self, event: Event) -> bool {
        let done = match event {
            Event::Columns(names) => self.start(&names),
            Event::Row(row) if self.lines == Lines::OfList && is_blank(&row) => {
                self.blank.push(row);
                if self.blank.len() < CHUNK { Ok(()) } else { self.take_blank() }
            }
            Event::Row(row) => {
                self.waiting.append(&mut self.blank);
                self.waiting.push(row);
                if self.waiting.len() < CHUNK { Ok(()) } else { self.answer() }
            }
            Event::Note(note) => {
                self.console.note(&note);
                Ok(())
            }
            Event::Pause => self.answer().and_then(|()| self.flush()),
            Event::EndOfGroup => self.answer().and_then(|()| self.end_group()),
        };
        if let Err(failure) = done {
            self.stopped.get_or_insert(failure);
        }
        self.stopped.is_none()
    }
}

/// What the reason of a row is: why there is nothing, or that what there is was found by a search.
fn mark(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Found => None,
        Outcome::First { of, .. } if *of > 1 => Some(format!("the first of {of} that a search finds")),
        Outcome::First { .. } => Some("found by a search".to_owned()),
        Outcome::Missing(reason) | Outcome::Ambiguous(reason) => Some(reason.clone()),
    }
}

/// What is looked up of a row.
fn wanted(row: &Row) -> Option<&str> {
    let text = row.title.as_deref().map(str::trim).filter(|text| !text.is_empty());
    text.filter(|_| row.fault.is_none())
}

fn is_blank(row: &Row) -> bool {
    row.title.as_deref().is_none_or(|title| title.trim().is_empty())
}

/// The end of the reading: a failure, or a closed pipe.
type Stop = Option<Failure>;

fn stop(failure: io::Error) -> Stop {
    match failure.kind() {
        io::ErrorKind::BrokenPipe => None,
        _ => Some(Failure::Output(failure)),
    }
}

impl BatchRows<'_> {
    /// Takes many blank lines as inputs, so that they do not fill the memory.
    fn take_blank(&mut self) -> Result<(), Stop> {
        self.waiting.append(&mut self.blank);
        self.answer()
    }

    /// Writes the header. An input column with the name of an added one gets another name.
    fn start(&mut self, names: &[String]) -> Result<(), Stop> {
        self.given = names.to_vec();
        let mut added = self.lookup.columns();
        added.push(text(REASON));
        let added_names: Vec<&str> = added.iter().map(|column| column.name.as_ref()).collect();
        let free = free_names(names, &added_names);
        if let Some(note) = renamed(names, &free) {
            self.console.note(&note);
        }
        let column = |name: String| Column { name: name.into(), numeric: false, heading: Heading::Name };
        let given = free.into_iter().map(column);
        let columns: Vec<Column> = given.chain(added.iter().cloned()).collect();
        self.writer = Some(Written::new(&mut self.layout, &columns, self.given.len()).map_err(Some)?);
        Ok(())
    }

    /// Looks up the waiting inputs, and writes their rows.
    fn answer(&mut self) -> Result<(), Stop> {
        let waiting = std::mem::take(&mut self.waiting);
        let inputs: Vec<String> = waiting.iter().filter_map(wanted).map(str::to_owned).collect();
        let lookup = self.lookup;
        let answers = self.known.look_up(&inputs, |text| answer(lookup, text));
        let answers = self.runtime.block_on(answers).map_err(Some)?;
        // Where the source has nothing for any of the first inputs, it does not have the table.
        let beyond = answers.iter().find_map(|answer| answer.beyond.clone());
        if let Some(failure) = beyond.filter(|_| answers.iter().all(|answer| answer.beyond.is_some()))
            && self.counts.inputs == 0
        {
            return Err(Some(failure.into()));
        }
        let mut answers = answers.into_iter();
        for row in waiting {
            let answer = wanted(&row).and_then(|_| answers.next());
            if let Some(late) = row.late {
                self.counts.late += 1;
                self.late.get_or_insert((row.number, late));
            }
            if let Some(fault) = row.fault.filter(|fault| input::is_open_quote(fault)) {
                self.open_quote.get_or_insert((row.number, fault));
            }
            let values = given(row.cells, row.members, &self.given);
            let text = row.title.unwrap_or_default();
            match answer {
                Some(answer) => self.write(values, &text, &answer.looked)?,
                None => {
                    let reason = row.fault.unwrap_or(input::CODES.empty);
                    self.write(values, &text, &Looked::missing(reason))?;
                }
            }
        }
        Ok(())
    }

    fn write(&mut self, mut given: Vec<Value>, input: &str, answer: &Looked<Vec<Value>>) -> Result<(), Stop> {
        self.count(input, answer);
        let Some(written) = &mut self.writer else { return Ok(()) };
        // Columns that go from Parquet to Parquet have no cells here.
        given.resize(self.given.len(), Value::Null);
        let nothing = vec![vec![Value::Null; self.added]];
        let reason = mark(&answer.outcome).map_or(Value::Null, Value::from);
        let rows = if answer.rows.is_empty() { &nothing } else { &answer.rows };
        if written.sort.is_none() {
            written.next_input().map_err(stop)?;
        }
        for row in rows {
            let full: Vec<Value> = given.iter().chain(row).chain(std::iter::once(&reason)).cloned().collect();
            if written.sort.is_some() {
                written.sorted.push(full);
                continue;
            }
            if self.layout.left == 0 {
                self.counts.cut = true;
                return Err(None);
            }
            self.layout.left -= 1;
            self.counts.rows += 1;
            written.row(&full).map_err(stop)?;
        }
        Ok(())
    }

    fn count(&mut self, input: &str, answer: &Looked<Vec<Value>>) {
        let counts = &mut self.counts;
        counts.inputs += 1;
        match &answer.outcome {
            Outcome::Found if answer.rows.is_empty() => counts.missing += 1,
            Outcome::Found => counts.found += 1,
            Outcome::Missing(_) => counts.missing += 1,
            Outcome::Ambiguous(_) => counts.ambiguous += 1,
            Outcome::First { taken, of } => {
                counts.found += 1;
                counts.first += 1;
                if counts.first <= NAMED {
                    let what = if *of > 1 { format!("the first of {of} found") } else { "found".to_owned() };
                    self.console.note(&format!("took {taken}, {what} by \"{}\"", input.trim()));
                }
            }
        }
    }

    fn flush(&mut self) -> Result<(), Stop> {
        self.writer.as_mut().map_or(Ok(()), Written::flush).map_err(stop)
    }

    fn end_group(&mut self) -> Result<(), Stop> {
        self.writer.as_mut().map_or(Ok(()), Written::end_group).map_err(stop)
    }

    /// Writes what is left, and counts.
    fn finish(mut self) -> Result<(), Failure> {
        if self.stopped.is_none() {
            let last = self.answer().and_then(|()| self.write_sorted());
            self.stopped = last.err();
        }
        match self.stopped.take() {
            Some(Some(failure)) => {
                let _ = self.flush();
                return Err(failure);
            }
            Some(None) if !self.counts.cut => return Ok(()),
            _ => {}
        }
        if let Some(Err(Some(failure))) = self.writer.take().map(Written::finish) {
            return Err(failure);
        }
        self.report();
        match self.open_quote {
            Some((row, fault)) => Err(input::open_quote(row, fault)),
            None if self.counts.found == 0 => Err(Failure::NothingFound),
            None => Ok(()),
        }
    }

    fn write_sorted(&mut self) -> Result<(), Stop> {
        let Some(written) = &mut self.writer else { return Ok(()) };
        let Some((at, descends)) = written.sort else { return Ok(()) };
        let mut rows = std::mem::take(&mut written.sorted);
        let key = |row: &Vec<Value>| crate::flat::text(&row[at]);
        rows.sort_by(|left, right| {
            let (left, right) = (key(left), key(right));
            match (left.is_empty(), right.is_empty()) {
                (false, false) if descends => natural(&right, &left),
                (false, false) => natural(&left, &right),
                (left, right) => left.cmp(&right),
            }
        });
        self.counts.cut = rows.len() > self.layout.left;
        for row in rows.into_iter().take(self.layout.left) {
            self.counts.rows += 1;
            written.next_input().and_then(|()| written.row(&row)).map_err(stop)?;
        }
        Ok(())
    }

    fn report(&self) {
        let Counts { inputs, found, missing, ambiguous, first, rows, cut, late } = self.counts;
        if inputs == 0 {
            self.console.note("the input has no codes");
        }
        if let Some((row, name)) = &self.late {
            self.console.note(&input::left_out(late, *row, name));
        }
        if cut {
            self.console.note(&format!("the first {rows} rows; --all shows all"));
        }
        if missing + ambiguous > 0 || inputs > 1 {
            let mut parts = vec![format!("{found} of {inputs} found")];
            let counted =
                [(ambiguous, "ambiguous"), (missing, "missing"), (first, "by the first result of a search")];
            parts.extend(
                counted.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")),
            );
            self.console.note(&parts.join(", "));
        }
    }
}

/// The values of a row of the input: its JSON values, or its texts.
fn given(cells: Vec<String>, members: Option<Map<String, Value>>, names: &[String]) -> Vec<Value> {
    match members {
        Some(mut members) => {
            names.iter().map(|name| members.get_mut(name).map(Value::take).unwrap_or_default()).collect()
        }
        None => cells.into_iter().map(Value::String).collect(),
    }
}
