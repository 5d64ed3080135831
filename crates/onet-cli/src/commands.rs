//! The commands: each turns its arguments into one workflow and its answer into one output.

pub(crate) mod about;
pub(crate) mod api;
pub(crate) mod associations;
pub(crate) mod auth;
mod batch;
pub(crate) mod browse;
pub(crate) mod career;
pub(crate) mod code;
pub(crate) mod compare;
pub(crate) mod convert;
pub(crate) mod crosswalk;
pub(crate) mod db;
pub(crate) mod doctor;
pub(crate) mod duties;
pub(crate) mod mcp;
mod occupation;
mod occupation_rows;
pub(crate) mod profiler;
pub(crate) mod related_activities;
mod report;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod shell;
pub(crate) mod show;
pub(crate) mod soft_skills;
pub(crate) mod taxonomy;
pub(crate) mod technology;
mod whole_words;

use std::future::Future;

use onet_api::page::Position;
use onet_domain::code_batch::Outcome;

use crate::console::Console;
use crate::failure::Failure;

/// Runs a command's work to its end.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::Output)?;
    runtime.block_on(work)
}

/// Prints which of several results of a search was taken.
fn note_first(console: &Console, outcome: &Outcome, text: &str) {
    if let Outcome::First { taken, of } = outcome {
        let what = if *of > 1 { format!("the first of {of} found") } else { "found".to_owned() };
        console.note(&format!("took {taken}, {what} by \"{text}\""));
    }
}

/// Prints which part of a list is shown, unless all of it is.
pub(crate) fn note_position(console: &Console, position: Position) {
    let Position { start, end, total } = position;
    if total > 0 && start > total {
        console.note(&format!("the list has {total} items, and {start} is after the last one"));
    } else if total > 0 && (start > 1 || end < total) {
        console.note(&format!("{start} to {end} of {total}; --all shows all"));
    }
}

/// Succeeds when something was found.
pub(crate) fn found(total: i64) -> Result<(), Failure> {
    if total == 0 { Err(Failure::NothingFound) } else { Ok(()) }
}
