//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod disk_cache;
mod error_texts;
mod every_operation;
mod failures;
#[rustfmt::skip]
mod generated_calls;
mod keys;
mod limits;
mod paging;
mod raw_server;
mod recording_service;
mod response_hook;
mod retries;
mod single_flight;
mod urls;
mod waiting;
