//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod common;
mod examples;
mod fuzz;
mod fuzz_mapping;
mod mapping;
mod mapping_calls;
mod migration_page;
mod reading;
mod resources;
mod round_trips;
