//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod common;
mod downloads;
mod home;
mod import;
mod later_releases;
mod ratings;
mod real_release;
mod related;
mod rows;
mod supplements;
