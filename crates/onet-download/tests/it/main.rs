//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod failures;
mod once;
mod redirects;
mod resuming;
mod server;
