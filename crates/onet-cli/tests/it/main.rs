//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod answers;
mod common;
mod convert;
mod documentation;
mod failures;
mod help;
mod pull;
mod recordings;
