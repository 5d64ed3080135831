//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod answers;
mod code;
mod codes;
mod common;
mod convert;
mod db_diff;
mod documentation;
mod failures;
mod help;
mod imports;
mod profiler;
mod pull;
mod recordings;
mod reports;
mod terminals;
