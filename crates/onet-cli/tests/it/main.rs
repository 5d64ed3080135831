//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod advice;
mod answers;
mod batches;
mod code;
mod codes;
mod common;
mod convert;
mod db_diff;
mod documentation;
mod failures;
mod guide;
mod help;
mod imports;
mod lists;
mod mcp;
mod parquet;
mod profiler;
mod prompts;
mod pull;
mod recordings;
mod reports;
mod served;
mod tables;
mod terminals;
mod tools;
