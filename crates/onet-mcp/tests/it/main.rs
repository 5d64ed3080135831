//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod common;
mod http;
mod protocol;
mod tools;
