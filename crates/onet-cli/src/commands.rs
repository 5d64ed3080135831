//! The commands: each turns its arguments into one workflow and its answer into one output.

pub(crate) mod about;
pub(crate) mod api;
pub(crate) mod career;
pub(crate) mod code;
pub(crate) mod compare;
pub(crate) mod convert;
pub(crate) mod db;
mod occupation;
pub(crate) mod profiler;
pub(crate) mod related_activities;
mod report;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod show;

use std::future::Future;

use onet_api::PageRange;
use onet_api::page::Position;

use crate::arguments::Range;
use crate::console::Console;
use crate::failure::Failure;

/// Runs a command's work to its end.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::Output)?;
    runtime.block_on(work)
}

impl Range {
    /// The page to ask for, where not all are wanted.
    fn page(self) -> PageRange {
        PageRange::new(self.start, self.end)
    }
}

/// Prints which part of a list is shown, unless all of it is.
fn note_position(console: &Console, position: Position) {
    let Position { start, end, total } = position;
    if total > 0 && (start > 1 || end < total) {
        console.note(&format!("{start} to {end} of {total}; --all shows all"));
    }
}

/// Succeeds when something was found.
fn found(total: i64) -> Result<(), Failure> {
    if total == 0 { Err(Failure::NothingFound) } else { Ok(()) }
}
