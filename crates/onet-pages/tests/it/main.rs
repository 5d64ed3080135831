//! The tests of the crate, in one program.

mod blocks;
mod common;
mod escaping;
mod widths;
