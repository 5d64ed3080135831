//! From rows to coded rows, in order, on all cores.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use onet_server::text_input::NOT_UTF8;

use super::coded::{Added, Coding};
use super::coded_output::CodedOutput;
use crate::console::Console;
use crate::failure::Failure;
use crate::input::{self, Columns, Event, Opened, Row, Sink};
use crate::parquet_file::CellTexts;
use crate::signals;

/// Rows that are coded as one piece of work.
const CHUNK: usize = 256;
/// Pieces of work for each thread that may be on their way.
const PIECES: usize = 8;
/// Bad rows that are reported one by one.
const REPORTED: u64 = 10;
/// How often the writer looks whether to stop.
const LOOK: Duration = Duration::from_millis(100);

/// What goes from the reader to the threads that code, and on to the writer.
enum Work<R> {
    Columns(Vec<String>),
    Note(String),
    Rows(Vec<R>),
    EndOfGroup,
    End(Option<Failure>),
}

/// A row with the values added to it, and whether the answer is an abstention.
type CodedRow = (Row, Vec<Added>, bool);
type Numbered<R> = (u64, Work<R>);

/// Collects rows into pieces of work, and waits while too many are on their way.
struct Collector {
    rows: Vec<Row>,
    next: u64,
    work: SyncSender<Numbered<Row>>,
    permits: Receiver<()>,
    stopped: Arc<AtomicBool>,
}

impl Collector {
    fn send(&mut self, work: Work<Row>) -> bool {
        if self.permits.recv().is_err() || self.stopped.load(Ordering::Relaxed) {
            return false;
        }
        let number = self.next;
        self.next += 1;
        self.work.send((number, work)).is_ok()
    }

    fn flush(&mut self) -> bool {
        if self.rows.is_empty() {
            return true;
        }
        let rows = std::mem::take(&mut self.rows);
        self.send(Work::Rows(rows))
    }
}

impl Sink for Collector {
    fn take(&mut self, event: Event) -> bool {
        match event {
            Event::Columns(names) => self.send(Work::Columns(names)),
            Event::Note(note) => self.send(Work::Note(note)),
            Event::Pause => self.flush(),
            Event::EndOfGroup => self.flush() && self.send(Work::EndOfGroup),
            Event::Row(row) => {
                self.rows.push(row);
                self.rows.len() < CHUNK || self.flush()
            }
        }
    }
}

/// Codes an input. Rows that cannot be coded are reported, and written without a code.
pub(super) fn run(
    coding: Coding,
    reader: Reader,
    out: CodedOutput,
    console: &Console,
) -> Result<(), Failure> {
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let most = threads * PIECES;
    let (work, pieces) = sync_channel::<Numbered<Row>>(most);
    let (done, results) = sync_channel::<Numbered<CodedRow>>(most + 1);
    let (permit, permits) = sync_channel::<()>(most);
    for _ in 0..most {
        let _ = permit.try_send(());
    }
    let stopped = signals::stop_flag();
    let collector = Collector { rows: Vec::new(), next: 0, work, permits, stopped: Arc::clone(&stopped) };
    // Neither the reader nor the others are joined: when the output is closed, the reader may wait for input for ever.
    thread::spawn(move || read(reader, collector));
    let added = coding.added();
    let coding = Arc::new(coding);
    let pieces = Arc::new(Mutex::new(pieces));
    for _ in 0..threads {
        let (coding, pieces, done) = (Arc::clone(&coding), Arc::clone(&pieces), done.clone());
        thread::spawn(move || code(&coding, &pieces, &done));
    }
    drop(done);
    let mut output = Output::new(&out, added, console);
    output.write_all(out, &results, &permit, &stopped)?;
    output.report();
    match (stopped.load(Ordering::Relaxed), output.open_quote) {
        (true, _) => Err(Failure::Interrupted),
        (false, Some((row, fault))) => Err(input::open_quote(row, fault)),
        (false, None) => Ok(()),
    }
}

/// What is read, and how.
pub(super) struct Reader {
    pub(super) source: Opened,
    pub(super) columns: Columns,
    pub(super) texts: CellTexts,
}

fn read(reader: Reader, collector: Collector) {
    let (work, next) = (collector.work.clone(), u64::MAX);
    let Reader { source, columns, texts } = reader;
    match source.read(&columns, texts, collector) {
        Ok(mut collector) => {
            if collector.flush() {
                collector.send(Work::End(None));
            }
        }
        Err(failure) => drop(work.send((next, Work::End(Some(failure))))),
    }
}

fn code(coding: &Coding, pieces: &Mutex<Receiver<Numbered<Row>>>, done: &SyncSender<Numbered<CodedRow>>) {
    loop {
        let piece = pieces.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, work)) = piece else { return };
        let coded = match work {
            Work::Columns(names) => Work::Columns(names),
            Work::Note(note) => Work::Note(note),
            Work::EndOfGroup => Work::EndOfGroup,
            Work::End(failure) => Work::End(failure),
            Work::Rows(rows) => {
                let code = |row: Row| {
                    let (added, abstained) = coding.row(&row);
                    (row, added, abstained)
                };
                Work::Rows(rows.into_iter().map(code).collect())
            }
        };
        if done.send((number, coded)).is_err() {
            return;
        }
    }
}

/// The end of writing: nobody reads the output, or it cannot be written.
fn closed(error: io::Error) -> Result<(), Failure> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(Failure::Output(error)),
    }
}

/// Writes coded rows in order, and counts them.
struct Output<'a> {
    /// The columns that coding adds.
    added: &'static [&'static str],
    console: &'a Console,
    bar: ProgressBar,
    started: Instant,
    rows: u64,
    abstained: u64,
    bad: u64,
    /// Rows in another encoding.
    other: u64,
    /// The first row with a quote that may be open, and its fault.
    open_quote: Option<(u64, &'static str)>,
    /// Rows with members that are left out, the first of them, and such a member.
    late: Option<(u64, u64, String)>,
}

impl<'a> Output<'a> {
    fn new(out: &CodedOutput, added: &'static [&'static str], console: &'a Console) -> Self {
        let bar = match console.shows_progress() && !(out.is_stdout() && io::stdout().is_terminal()) {
            true => ProgressBar::new_spinner(),
            false => ProgressBar::hidden(),
        };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} titles, {rate}") {
            let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                let _ = write!(out, "{:.0} a second", state.per_sec());
            };
            bar.set_style(style.with_key("rate", rate));
        }
        Self {
            added,
            console,
            bar,
            started: Instant::now(),
            rows: 0,
            abstained: 0,
            bad: 0,
            other: 0,
            open_quote: None,
            late: None,
        }
    }

    fn write_all(
        &mut self,
        mut out: CodedOutput,
        results: &Receiver<Numbered<CodedRow>>,
        permit: &SyncSender<()>,
        stopped: &AtomicBool,
    ) -> Result<(), Failure> {
        let mut waiting: BTreeMap<u64, Work<CodedRow>> = BTreeMap::new();
        let mut next = 0;
        let mut failure = None;
        let mut has_ended = false;
        while !has_ended && !stopped.load(Ordering::Relaxed) {
            match results.recv_timeout(LOOK) {
                Ok((_, Work::End(Some(found)))) => failure = Some(found),
                Ok((number, work)) => drop(waiting.insert(number, work)),
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => break,
            }
            while let Some(work) = waiting.remove(&next) {
                next += 1;
                let taken = self.take(work, &mut out);
                has_ended |= match taken {
                    Ok(has_ended) => has_ended,
                    Err(error) => return closed(error),
                };
                let _ = permit.try_send(());
            }
            if let Err(error) = out.flush() {
                return closed(error);
            }
        }
        self.bar.finish_and_clear();
        if has_ended && failure.is_none() {
            return out.finish();
        }
        out.abandon()?;
        match failure {
            Some(failure) => Err(failure),
            None if stopped.load(Ordering::Relaxed) => Ok(()),
            None => Err(Failure::Answer("the reader of the input ended before the input".to_owned())),
        }
    }

    /// Takes a piece of work; `true` after the last one.
    fn take(&mut self, work: Work<CodedRow>, out: &mut CodedOutput) -> io::Result<bool> {
        match work {
            Work::Columns(names) => out.start(&names, self.added)?,
            Work::Note(note) => {
                let (bar, console) = (&self.bar, self.console);
                bar.suspend(|| console.note(&note));
            }
            Work::EndOfGroup => out.end_group()?,
            Work::End(_) => return Ok(true),
            Work::Rows(rows) => {
                self.bar.inc(rows.len() as u64);
                let leaves_out = !out.has_late_members();
                for (row, added, abstained) in rows {
                    self.count(&row, abstained);
                    if leaves_out && let Some(name) = &row.late {
                        self.late.get_or_insert_with(|| (0, row.number, name.clone())).0 += 1;
                    }
                    out.row(&row, &added)?;
                }
            }
        }
        Ok(false)
    }

    fn count(&mut self, row: &Row, abstained: bool) {
        self.rows += 1;
        match row.fault {
            None => self.abstained += u64::from(abstained),
            Some(fault) => {
                self.bad += 1;
                self.other += u64::from(fault == NOT_UTF8);
                if input::is_open_quote(fault) {
                    self.open_quote.get_or_insert((row.number, fault));
                }
                if self.bad <= REPORTED {
                    let (bar, console) = (&self.bar, self.console);
                    bar.suspend(|| console.note(&format!("row {}: {fault}", row.number)));
                }
            }
        }
    }

    fn report(&self) {
        let seconds = self.started.elapsed().as_secs_f64();
        let per_second = self.rows as f64 / seconds.max(0.001);
        let bad = match self.bad {
            0 => String::new(),
            count => format!(", {count} could not be coded"),
        };
        if let Some((rows, first, name)) = &self.late {
            self.console.note(&input::left_out(*rows, *first, name));
        }
        if self.other > 0 {
            self.console.note(
                "rows that are not UTF-8 were not coded; for a file of Western Europe: iconv -f windows-1252 -t utf-8 FILE",
            );
        }
        let rows = if self.rows == 1 { "row" } else { "rows" };
        self.console.note(&format!(
            "{} {rows} in {seconds:.1} s ({per_second:.0} a second): {} abstained{bad}",
            self.rows, self.abstained
        ));
    }
}
